//! The sheet from which the history is written as a file: which steps, which format, where to.
//!
//! It must not know how the history is read.

use std::path::{Path, PathBuf};

use egui::{Key, Label, RichText, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::export::history::{Format, INTERNAL};
use crate::gui::dialog::Question;
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme, space};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{caption_ui, muted_ui};
use crate::session::chronicle::Point;
use crate::text::counted;

/// The sheet.
#[derive(Debug)]
pub struct HistorySheet {
    stem: PathBuf,
    format: Format,
    path: String,
    /// The steps that the panel is narrowed to; nothing where it shows all.
    shown: Option<Vec<Point>>,
    only_shown: bool,
    was_shown: bool,
}

impl HistorySheet {
    /// Begins with a path without its ending, and the steps that the panel is narrowed to.
    pub fn new(stem: &Path, shown: Option<Vec<Point>>) -> Self {
        let mut sheet = Self {
            stem: stem.to_owned(),
            format: Format::default(),
            path: String::new(),
            only_shown: shown.is_some(),
            shown,
            was_shown: false,
        };
        sheet.path = sheet.suggested();
        sheet
    }

    fn suggested(&self) -> String {
        self.stem.with_extension(self.format.extension()).display().to_string()
    }

    fn choose(&mut self, format: Format) {
        if format == self.format {
            return;
        }
        let was_suggested = self.path == self.suggested();
        self.format = format;
        self.path = if was_suggested {
            self.suggested()
        } else {
            Path::new(&self.path).with_extension(format.extension()).display().to_string()
        };
    }
}

impl Overlay for HistorySheet {
    fn title(&self) -> &'static str {
        "Export history"
    }

    fn width(&self) -> f32 {
        560.0
    }

    fn take_path(&mut self, question: &Question, path: &str) {
        if matches!(question, Question::History(..)) {
            path.clone_into(&mut self.path);
        }
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let theme = Theme::current(ui.ctx());
        ui.add(Label::new(RichText::new(INTERNAL).color(theme.warning)).wrap());
        ui.add_space(space::NEAR);
        caption_ui(ui, "Format");
        let mut format = self.format;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::WIDE;
            for one in Format::ALL {
                ui.radio_value(&mut format, one, one.label());
            }
        });
        self.choose(format);
        if let Some(shown) = &self.shown {
            ui.add_space(space::NEAR);
            caption_ui(ui, "Steps");
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::WIDE;
                let words = format!("Only the {} shown", counted(shown.len(), "step", "steps"));
                ui.radio_value(&mut self.only_shown, true, words);
                ui.radio_value(&mut self.only_shown, false, "All");
            });
        }
        ui.add_space(space::NEAR);
        caption_ui(ui, "File");
        let mut enter = false;
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut self.path)
                .desired_width(ui.available_width() - 96.0)
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, "File of the history", &self.path);
            if !std::mem::replace(&mut self.was_shown, true) {
                response.request_focus();
            }
            enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if ui.button("Choose…").clicked() {
                stage.queue.push(Request::AskHistoryPath(self.format));
            }
        });
        ui.add_space(space::NEAR);
        let ready = !self.path.trim().is_empty();
        let button = egui::Button::new("Export history");
        let click = theme::emphasised(ui, |ui| ui.add_enabled(ready, button).clicked());
        muted_ui(ui, "A file of this name is replaced. Times are UTC.");
        if ready && (click || enter) {
            let steps = self.shown.clone().filter(|_| self.only_shown);
            stage.queue.push(Request::WriteHistory(self.format, self.path.trim().to_owned(), steps));
            return Stay::Closed;
        }
        Stay::Open
    }
}
