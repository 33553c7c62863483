//! The export sheet: whom the report is for, the format, where it goes, and what it will look like.
//!
//! It must not know how a report is made: it asks for one and shows what is at hand.

pub mod page;
pub mod preview;
pub mod reports;

use std::path::{Path, PathBuf};

use egui::{ComboBox, Key as Press, ProgressBar, RichText, ScrollArea, TextEdit, Ui, UiBuilder, vec2};

use super::{Overlay, Stage, Stay};
use crate::export::{self, Audience, Exporter, Exposure};
use crate::gui::dialog::Question;
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{caption_ui, muted_ui, row_ui, unfold_sign};
use reports::{Key, Made, Making};

/// Seconds before a wait is worth a bar.
const MOMENT: f64 = 0.3;

/// The width of the choices beside the preview, in points.
const CHOICES: f32 = 332.0;

/// What was chosen last for a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Whom the report is for.
    pub audience: Audience,
    /// The exporter's name.
    pub format: &'static str,
}

impl Default for Choice {
    fn default() -> Self {
        let format = export::ALL.first().map_or("html", |exporter| exporter.id());
        Self { audience: Audience::default(), format }
    }
}

/// The export sheet.
#[derive(Debug)]
pub struct ExportSheet {
    choice: Choice,
    stem: PathBuf,
    path: String,
    /// How many files had been written when this export was asked for.
    exporting: Option<u64>,
}

impl ExportSheet {
    /// Begins with a choice and a path without its ending.
    pub fn new(stem: &Path, choice: Choice) -> Self {
        let mut sheet = Self { choice, stem: stem.to_owned(), path: String::new(), exporting: None };
        sheet.path = sheet.suggested();
        sheet
    }

    fn exporter(&self) -> Option<&'static dyn Exporter> {
        export::named(self.choice.format)
    }

    fn suggested(&self) -> String {
        let extension = self.exporter().map_or("html", Exporter::extension);
        let mut name = self.stem.file_name().unwrap_or_default().to_owned();
        if self.choice.audience != Audience::Internal {
            name.push(format!("-{}", self.choice.audience.id()));
        }
        name.push(format!(".{extension}"));
        self.stem.with_file_name(name).display().to_string()
    }

    /// Follows a change of choice: a path that was only suggested is suggested anew, another gets the new ending.
    fn choose(&mut self, choice: Choice, stage: &mut Stage<'_>) {
        if choice == self.choice {
            return;
        }
        let was_suggested = self.path == self.suggested();
        let had_ending = self.exporter().map(Exporter::extension);
        self.choice = choice;
        if was_suggested {
            self.path = self.suggested();
        } else if let Some(exporter) = self.exporter().filter(|new| Some(new.extension()) != had_ending) {
            self.path = Path::new(&self.path).with_extension(exporter.extension()).display().to_string();
        }
        stage.queue.push(Request::RememberReport(choice));
    }
}

impl Overlay for ExportSheet {
    fn title(&self) -> &'static str {
        "Export report"
    }

    fn width(&self) -> f32 {
        1240.0
    }

    fn is_tall(&self) -> bool {
        true
    }

    fn take_path(&mut self, question: &Question, path: &str) {
        if matches!(question, Question::Report(..)) {
            path.clone_into(&mut self.path);
        }
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let (Some(session), Some(desk)) = (stage.session, stage.reports.desk) else { return Stay::Closed };
        if self.exporting.is_some_and(|before| stage.reports.written > before) {
            return Stay::Closed;
        }
        let key = |choice: Choice| Key {
            desk,
            revision: session.revision(),
            audience: choice.audience,
            format: choice.format,
        };
        let wanted = key(self.choice);
        let made = stage.reports.at_hand(wanted).cloned();
        let is_stopped = stage.reports.stopped == Some(wanted);
        if made.is_none() && !stage.reports.is_making(wanted) && !is_stopped {
            stage.queue.push(Request::MakeReport(self.choice));
        }
        let room = ui.available_rect_before_wrap();
        let height = ui.available_height();
        let (mut left, mut right) = (room, room);
        left.set_width(CHOICES);
        left.set_height(height);
        right.min.x = left.max.x + 20.0;
        right.set_height(height);
        let mut stay = Stay::Open;
        ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
            ScrollArea::vertical().id_salt("choices").auto_shrink(false).show(ui, |ui| {
                ui.set_width(CHOICES - 12.0);
                stay = self.choices_ui(ui, stage, made.as_deref());
            });
        });
        ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
            preview_ui(ui, stage, self.choice, made.as_deref(), is_stopped);
        });
        ui.advance_cursor_after_rect(room);
        stay
    }
}

impl ExportSheet {
    fn choices_ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>, made: Option<&Made>) -> Stay {
        let theme = Theme::current(ui.ctx());
        let mut choice = self.choice;
        caption_ui(ui, "Audience");
        for audience in Audience::ALL {
            ui.radio_value(&mut choice.audience, audience, audience.label());
        }
        muted_ui(ui, choice.audience.help());
        ui.add_space(space::NEAR);
        caption_ui(ui, "Format");
        let shown = export::named(choice.format).map_or("", Exporter::label);
        let response = ComboBox::from_id_salt("format")
            .icon(unfold_sign)
            .width(ui.available_width())
            .selected_text(shown)
            .show_ui(ui, |ui| {
                for exporter in export::ALL {
                    ui.selectable_value(&mut choice.format, exporter.id(), exporter.label());
                }
            })
            .response;
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ComboBox, enabled, format!("Format: {shown}"))
        });
        self.choose(choice, stage);
        ui.add_space(space::NEAR);
        caption_ui(ui, "File");
        // Enter does what the sheet is for, from its file field and while nothing in it has the keyboard.
        let is_free = ui.memory(|memory| memory.focused().is_none());
        let mut enter = is_free && ui.input(|input| input.key_pressed(Press::Enter));
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut self.path)
                .desired_width(ui.available_width() - 96.0)
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, "File of the report", &self.path);
            enter |= response.lost_focus() && ui.input(|input| input.key_pressed(Press::Enter));
            if ui.button("Choose…").clicked() {
                let extension = self.exporter().map_or("html", Exporter::extension);
                stage.queue.push(Request::AskReportPath(extension));
            }
        });
        let made = made.filter(|made| made.key.audience == self.choice.audience);
        let exposures = made.map_or(&[][..], |made| made.exposures.as_slice());
        let doubts = made.map(|made| [&made.unsettled, &made.doubt]).into_iter().flatten().flatten();
        for doubt in doubts {
            ui.add_space(8.0);
            ui.label(RichText::new(doubt).size(12.5).color(theme.warning));
        }
        if let Some(place) = exposures_ui(ui, exposures) {
            stage.queue.push(Request::GoToWords(place.record, place.field, place.range));
            return Stay::Closed;
        }
        ui.add_space(space::NEAR);
        if let Some(making) = stage.reports.making.as_ref().filter(|making| making.write_to.is_some()) {
            progress_ui(ui, making);
            if ui.button("Cancel").clicked() {
                stage.queue.push(Request::StopReport);
            }
            return Stay::Open;
        }
        // Whether anything is given away is known once the report is at hand.
        let is_judged = self.choice.audience.sees_workings() || made.is_some();
        let ready = !self.path.trim().is_empty() && is_judged && !stage.reports.is_writing;
        let words = if exposures.is_empty() { "Export report" } else { "Export anyway" };
        let click = theme::emphasised(ui, |ui| ui.add_enabled(ready, egui::Button::new(words)).clicked());
        if !exposures.is_empty() {
            muted_ui(ui, "The report is written with these words as they stand.");
        }
        muted_ui(ui, "A file of this name is replaced.");
        if self.choice.audience.sees_workings() && stage.settings.checker.is_empty() {
            ui.label(
                RichText::new("Your name is not set yet: statuses stand unsigned")
                    .size(12.0)
                    .color(theme.warning),
            );
        }
        if ready && (click || enter && exposures.is_empty()) {
            self.exporting = Some(stage.reports.written);
            stage.queue.push(Request::WriteReport(self.choice, self.path.trim().to_owned()));
        }
        Stay::Open
    }
}

/// Lists the places that would give a source away, and returns the one that is gone to.
fn exposures_ui<'a>(ui: &mut Ui, exposures: &'a [Exposure]) -> Option<&'a Exposure> {
    const ROW: f32 = 30.0;
    if exposures.is_empty() {
        return None;
    }
    let theme = Theme::current(ui.ctx());
    ui.add_space(space::NEAR);
    let count = match exposures.len() {
        1 => "1 place names what the public may not see".to_owned(),
        count => format!("{count} places name what the public may not see"),
    };
    ui.label(RichText::new(count).font(theme::bold(text::SMALL)).color(theme.danger));
    muted_ui(ui, "Click one to go there.");
    let mut gone_to = None;
    let height = (exposures.len() as f32 * (ROW + 4.0)).min(180.0);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ScrollArea::vertical().id_salt("exposures").show_rows(ui, ROW, exposures.len(), |ui, shown| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            for place in exposures.get(shown).unwrap_or_default() {
                let words = format!("{} · {}: {}", place.words, place.label, place.around);
                if row_ui(ui, false, &words).on_hover_text(&words).clicked() {
                    gone_to = Some(place);
                }
            }
        });
    });
    gone_to
}

fn progress_ui(ui: &mut Ui, making: &Making) {
    let (done, all) = making.watch.progress();
    let share = if all == 0 { 0.0 } else { done as f32 / all as f32 };
    let words = if all == 0 { "Gathering…".to_owned() } else { format!("{done} of {all}") };
    let bar = ui.add(ProgressBar::new(share).text(&words));
    let enabled = ui.is_enabled();
    bar.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, enabled, format!("Report: {words}"))
    });
}

fn preview_ui(ui: &mut Ui, stage: &mut Stage<'_>, choice: Choice, made: Option<&Made>, is_stopped: bool) {
    let theme = Theme::current(ui.ctx());
    caption_ui(ui, "Preview");
    egui::Frame::new()
        .fill(theme.page)
        .stroke(egui::Stroke::new(1.0, theme.rule))
        .corner_radius(6)
        .inner_margin(8)
        .show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            match (made, &stage.reports.making) {
                (Some(made), _) => {
                    ui.push_id((choice.audience.id(), choice.format, made.key.revision), |ui| {
                        made.preview.ui(ui);
                    });
                }
                (None, _) if is_stopped => {
                    muted_ui(ui, "The report was not made.");
                    if ui.button("Make it after all").clicked() {
                        stage.queue.push(Request::MakeReport(choice));
                    }
                }
                (None, Some(making)) => {
                    let waited = ui.input(|input| input.time) - making.since;
                    // Beside it stands the bar of the export itself, where there is one.
                    if waited >= MOMENT && making.write_to.is_none() {
                        progress_ui(ui, making);
                        if ui.button("Stop").clicked() {
                            stage.queue.push(Request::StopReport);
                        }
                    }
                    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
                }
                (None, None) => {}
            }
        });
}
