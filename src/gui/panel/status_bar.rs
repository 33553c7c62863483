//! The foot of the desk: saved or not, findings, coverage, what is open, where one is.

use egui::{Align, Layout, RichText, Sense, Ui, vec2};

use super::Panel;
use crate::check::Level;
use crate::gui::command::{Effect, with_keys};
use crate::gui::scene::Scene;
use crate::gui::theme::{Theme, space, text};
use crate::session::Durability;
use crate::session::sign_off::summary;
use crate::text::counted;

/// How high it is, in points.
pub const HEIGHT: f32 = 32.0;

/// The width of the window, in points, from which on the size of the text is told.
const ROOMY: f32 = 900.0;
/// The room that what is left of the checklist takes, in points.
const CHECKLIST: f32 = 170.0;

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
        let frame =
            egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(space::EDGE, 2));
        egui::Panel::bottom(self.id()).exact_size(HEIGHT).frame(frame).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.spacing_mut().item_spacing.x = space::APART;
                let (block, blocks) = scene.position;
                let position = format!("Paragraph {block} of {blocks}");
                let size = format!("Text {:.0} pt", scene.settings.text_size);
                let room = ui.available_width();
                let size = (room >= ROOMY).then_some(size);
                // What stands at the right keeps its place; in a narrow window the rest gives way from its end.
                let kept = width_of(ui, &position) + size.as_deref().map_or(0.0, |size| width_of(ui, size));
                let fits = |ui: &Ui, words: &str| width_of(ui, words) + kept <= ui.available_width();
                saved_ui(ui, scene);
                conflicts_ui(ui, scene);
                findings_ui(ui, scene);
                sign_off_ui(ui, scene);
                due_ui(ui, scene);
                disguises_ui(ui, scene);
                unset_ui(ui, scene);
                let open = counted(scene.derived.tally.open_records, "statement open", "statements open");
                if fits(ui, &open) {
                    small_ui(ui, &open)
                        .on_hover_text("Claims, quotations and allegations that are not settled yet");
                }
                let queries = counted(scene.derived.tally.open_queries, "open query", "open queries");
                if scene.derived.tally.open_queries > 0 && fits(ui, &queries) {
                    small_ui(ui, &queries).on_hover_text("Questions that nobody has answered yet");
                }
                if kept + CHECKLIST <= ui.available_width() {
                    checklist_ui(ui, scene);
                }
                if let Some(coverage) = &scene.derived.judgement.coverage {
                    let share = 100 * coverage.covered / coverage.sentences.max(1);
                    let words = format!("{share} % of sentences marked");
                    if fits(ui, &words) {
                        small_ui(ui, &words).on_hover_text(format!(
                            "{} of {} sentences meet a mark",
                            coverage.covered, coverage.sentences
                        ));
                    }
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if let Some(size) = &size {
                        small_ui(ui, size).on_hover_text("Ctrl and + or − set the article larger or smaller");
                    }
                    small_ui(ui, &position);
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
        ui.spacing_mut().item_spacing.x = space::NEAR;
        let (dot, _) = ui.allocate_exact_size(vec2(8.0, 8.0), Sense::hover());
        ui.painter().circle_filled(dot.center(), 4.0, colour);
        ui.label(RichText::new(words).size(text::SMALL).color(colour)).on_hover_text(help);
    });
}

/// Counts what has to be settled between people; a click goes to the next of it.
fn conflicts_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let count = scene.derived.conflicts.len();
    if count == 0 {
        return;
    }
    let theme = Theme::current(ui.ctx());
    let words = RichText::new(counted(count, "conflict", "conflicts")).size(text::SMALL).color(theme.danger);
    let button = egui::Button::new(words).frame_when_inactive(false);
    let told =
        with_keys(scene.commands, "Two people changed one thing at once: go to it", &Effect::NextConflict);
    if ui.add(button).on_hover_text(told).clicked() {
        scene.run(Effect::NextConflict);
    }
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
    let button = egui::Button::new(RichText::new(words).size(text::SMALL))
        .frame_when_inactive(false)
        .selected(scene.dock.is_front("findings"));
    let effect = Effect::TogglePanel("findings");
    let told = with_keys(scene.commands, "Show or hide the findings", &effect);
    if ui.add(button).on_hover_text(told).clicked() {
        scene.run(effect);
    }
}

/// Says who has signed off, and how much has changed since; a click opens the list.
fn sign_off_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    const LONGEST: usize = 44;
    let derived = scene.derived;
    let accounts = &derived.judgement.sign_offs;
    let Some(whole) = summary(accounts) else { return };
    let changes = accounts.iter().map(|account| account.changes.len()).max().unwrap_or(0);
    let theme = Theme::current(ui.ctx());
    let (words, colour) = match changes {
        0 if whole.chars().count() <= LONGEST => (whole.clone(), theme.good),
        0 => ("Signed off".to_owned(), theme.good),
        count => (format!("{} since sign-off", counted(count, "change", "changes")), theme.warning),
    };
    let button =
        egui::Button::new(RichText::new(words).size(text::SMALL).color(colour)).frame_when_inactive(false);
    let effect = Effect::TogglePanel("sign-off");
    let told = with_keys(scene.commands, &whole, &effect);
    if ui.add(button).on_hover_text(told).clicked() {
        scene.run(effect);
    }
}

/// Says what is late, or due today and tomorrow; a click goes to the list.
fn due_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (derived, today) = (scene.derived, scene.session.today());
    let due = &derived.judgement.due;
    let late = due.iter().take_while(|due| due.is_late(today)).count();
    let soon = due.iter().skip(late).take_while(|due| due.left(today) < 2).count();
    let theme = Theme::current(ui.ctx());
    let (words, colour) = match (late, soon) {
        (0, 0) => return,
        (0, soon) => (format!("{soon} due soon"), theme.warning),
        (late, _) => (format!("{late} overdue"), theme.danger),
    };
    let told: Vec<String> = due
        .iter()
        .take(6)
        .map(|due| format!("{}: {}, {}", due.what, scene.name(due.slot.record), due.told(today)))
        .collect();
    let button =
        egui::Button::new(RichText::new(words).size(text::SMALL).color(colour)).frame_when_inactive(false);
    let told = with_keys(scene.commands, &told.join("\n"), &Effect::ShowDue);
    if ui.add(button).on_hover_text(told).clicked() {
        scene.run(Effect::ShowDue);
    }
}

/// Counts the characters that deceive; a click goes to the next one.
fn disguises_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let count = scene.derived.uncovered.disguises().len();
    if count == 0 {
        return;
    }
    let words = counted(count, "deceptive character", "deceptive characters");
    let warning = Theme::current(ui.ctx()).warning;
    let words = RichText::new(words).size(text::SMALL).color(warning);
    let button = egui::Button::new(words).frame_when_inactive(false);
    let told = with_keys(
        scene.commands,
        "Hidden, or looking like another one: go to the next",
        &Effect::NextDisguise,
    );
    if ui.add(button).on_hover_text(told).clicked() {
        scene.run(Effect::NextDisguise);
    }
}

/// Counts the letters for which no font on the machine has a shape.
fn unset_ui(ui: &mut Ui, scene: &Scene<'_>) {
    const NAMED: usize = 12;
    let Some(words) = scene.unset.first().map(|_| counted(scene.unset.len(), "letter has", "letters have"))
    else {
        return;
    };
    let warning = Theme::current(ui.ctx()).warning;
    let named = scene.unset.iter().take(NAMED).map(|letter| format!("U+{:04X}", u32::from(*letter)));
    let more = if scene.unset.len() > NAMED { " …" } else { "" };
    let told = format!(
        "Of the article as far as it was shown: {}{more}. A box stands for each; the text itself is whole. A font \
         that has these letters shows them once it is installed.",
        named.collect::<Vec<_>>().join(", ")
    );
    ui.label(RichText::new(format!("{words} no font here")).size(text::SMALL).color(warning))
        .on_hover_text(told);
}

fn checklist_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let progress = scene.derived.checklist;
    if progress.asked == 0 {
        return;
    }
    let words = format!("Checklist {} of {}", progress.settled, progress.asked);
    let button = egui::Button::new(RichText::new(words).size(text::SMALL)).frame_when_inactive(false);
    let told = with_keys(scene.commands, "Go to the checklist", &Effect::Checklist);
    if ui.add(button).on_hover_text(told).clicked() {
        scene.run(Effect::Checklist);
    }
}

/// Returns how much room words take, with the gap before them, in points.
fn width_of(ui: &Ui, words: &str) -> f32 {
    let font = egui::FontId::proportional(text::SMALL);
    ui.painter().layout_no_wrap(words.to_owned(), font, egui::Color32::PLACEHOLDER).size().x
        + ui.spacing().item_spacing.x
}

fn small_ui(ui: &mut Ui, words: &str) -> egui::Response {
    let muted = Theme::current(ui.ctx()).muted;
    ui.label(RichText::new(words).size(text::SMALL).color(muted))
}
