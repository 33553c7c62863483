//! The foot of the desk: saved or not, findings, coverage, what is open, where one is.

use egui::{Align, Layout, RichText, Sense, Ui, vec2};

use super::Panel;
use crate::check::Level;
use crate::gui::command::Effect;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::session::Durability;

/// The status bar.
pub struct StatusBar;

impl Panel for StatusBar {
    fn id(&self) -> &'static str {
        "status-bar"
    }

    fn label(&self) -> &'static str {
        "Status bar"
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let theme = Theme::current(ui.ctx());
        let frame = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(16, 2));
        egui::Panel::bottom(self.id()).exact_size(32.0).frame(frame).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                saved_ui(ui, scene);
                findings_ui(ui, scene);
                if let Some(coverage) = &scene.derived.judgement.coverage {
                    let share = 100 * coverage.covered / coverage.sentences.max(1);
                    small_ui(ui, &format!("{share} % of sentences marked")).on_hover_text(format!(
                        "{} of {} sentences meet a mark",
                        coverage.covered, coverage.sentences
                    ));
                }
                small_ui(ui, &counted(scene.derived.tally.open_records, "statement open", "statements open"))
                    .on_hover_text("Claims, quotations and allegations that are not settled yet");
                if scene.derived.tally.open_queries > 0 {
                    small_ui(ui, &counted(scene.derived.tally.open_queries, "open query", "open queries"));
                }
                checklist_ui(ui, scene);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let size = scene.settings.text_size;
                    small_ui(ui, &format!("Text {size:.0} pt"))
                        .on_hover_text("Ctrl and + or − set the article larger or smaller");
                    let (block, blocks) = scene.position;
                    small_ui(ui, &format!("Paragraph {block} of {blocks}"));
                });
            });
        });
    }
}

fn saved_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let theme = Theme::current(ui.ctx());
    let (words, colour, help) = match scene.session.durability() {
        Durability::Saved => ("Saved", theme.good, "Everything is on disk".to_owned()),
        Durability::Saving => {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
            ("Saving…", theme.muted, "The last changes are on their way to the disk".to_owned())
        }
        Durability::Failed(why) => ("Not saved", theme.danger, why),
        Durability::ReadOnly(why) => ("Read only", theme.warning, why),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (dot, _) = ui.allocate_exact_size(vec2(8.0, 8.0), Sense::hover());
        ui.painter().circle_filled(dot.center(), 4.0, colour);
        ui.label(RichText::new(words).size(12.5).color(colour)).on_hover_text(help);
    });
}

fn findings_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let judgement = &scene.derived.judgement;
    let parts: Vec<String> = [
        (Level::Blocking, "blocking", "blocking"),
        (Level::Warning, "warning", "warnings"),
        (Level::Hint, "hint", "hints"),
    ]
    .into_iter()
    .map(|(level, one, several)| (judgement.count(level), one, several))
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, several)| counted(count, one, several))
    .collect();
    let words = match (judgement.revision, parts.is_empty()) {
        (None, _) => "Checking…".to_owned(),
        (_, true) => "No findings".to_owned(),
        (_, false) => parts.join(" · "),
    };
    let button = egui::Button::new(RichText::new(words).size(12.5))
        .frame_when_inactive(false)
        .selected(scene.dock.is_front("findings"));
    if ui.add(button).on_hover_text("Show or hide the findings (F6)").clicked() {
        scene.run(Effect::TogglePanel("findings"));
    }
}

fn checklist_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let progress = scene.derived.checklist;
    if progress.asked == 0 {
        return;
    }
    let words = format!("Checklist {} of {}", progress.settled, progress.asked);
    let button = egui::Button::new(RichText::new(words).size(12.5)).frame_when_inactive(false);
    if ui.add(button).on_hover_text("Go to the checklist (Ctrl+Shift+L)").clicked() {
        scene.run(Effect::Checklist);
    }
}

fn small_ui(ui: &mut Ui, words: &str) -> egui::Response {
    let muted = Theme::current(ui.ctx()).muted;
    ui.label(RichText::new(words).size(12.5).color(muted))
}

/// Writes a number with its noun.
pub fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
