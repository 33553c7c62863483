//! The history: who did what and when, newest first; narrowed to a person, a mark or words; the way back to any point.
//!
//! It must not know where the history comes from.

mod deed;
mod rows;
pub mod state;

use egui::{Popup, PopupCloseBehavior, RichText, TextEdit, Ui, vec2};

use super::Docked;
use super::table::menu_button_ui;
use crate::gui::command::{Effect, keys_of};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{muted_ui, sign_button_ui, small_button_ui};
use crate::session::chronicle::Chronicle;
use crate::store::settings::Side;
use crate::text::counted;
pub use rows::day_words;
use state::{HistoryState, Only};

/// The history.
pub struct HistoryPanel;

impl Docked for HistoryPanel {
    fn id(&self) -> &'static str {
        "history"
    }

    fn label(&self) -> &'static str {
        "History"
    }

    fn icon(&self) -> Icon {
        Icon::History
    }

    fn help(&self) -> &'static str {
        "Who did what and when, with what stood there before"
    }

    fn home(&self) -> Side {
        Side::Left
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let mut state = std::mem::take(&mut scene.view.history);
        state.is_drawn = true;
        panel_ui(ui, scene, &mut state);
        scene.view.history = state;
    }
}

/// Returns what somebody is called in the history: oneself by the pronoun, too.
fn called(scene: &Scene<'_>, by: &str) -> String {
    match (by, by == scene.session.who()) {
        ("", _) => "Unsigned".to_owned(),
        (_, true) => format!("{by} (you)"),
        (_, false) => by.to_owned(),
    }
}

fn panel_ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut HistoryState) {
    ui.spacing_mut().item_spacing.y = space::TIGHT;
    let Some(chronicle) = state.chronicle.clone() else {
        state.has_keyboard = false;
        return waiting_ui(ui, state);
    };
    filter_ui(ui, scene, state, &chronicle);
    state.refresh(&chronicle, scene.chosen(), scene.project(), scene.outline, scene.session.revision());
    for note in &chronicle.notes {
        let theme = Theme::current(ui.ctx());
        ui.label(RichText::new(note).size(text::CAPTION).color(theme.warning));
    }
    if state.shown() == 0 {
        state.has_keyboard = false;
        return empty_ui(ui, scene, state, &chronicle);
    }
    rows::ui(ui, scene, state, &chronicle);
}

fn waiting_ui(ui: &mut Ui, state: &HistoryState) {
    match &state.failure {
        Some(words) => {
            let theme = Theme::current(ui.ctx());
            ui.label(RichText::new(words).color(theme.danger));
        }
        None if state.is_without => drop(muted_ui(
            ui,
            "This project is kept in memory only, so there is no log to read. Undo takes back what you did.",
        )),
        None => drop(muted_ui(ui, "Reading the history…")),
    }
}

fn filter_ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut HistoryState, chronicle: &Chronicle) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::NEAR, space::TIGHT);
        words_ui(ui, scene, state);
        people_ui(ui, scene, state, chronicle);
        let mut only = state.filter.only == Only::Mark;
        let number = scene.chosen().and_then(|mark| scene.outline.number(mark));
        let words =
            number.map_or_else(|| "Only this mark".to_owned(), |number| format!("Only mark {number}"));
        let told =
            "Only what was done to the chosen mark, its record and its evidence; follows what you choose";
        if ui.checkbox(&mut only, RichText::new(words).size(text::SMALL)).on_hover_text(told).changed() {
            state.filter.only = if only { Only::Mark } else { Only::Anything };
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::NEAR;
        let (shown, all) = (state.shown(), chronicle.deeds.len());
        let words =
            if shown == all { counted(all, "step", "steps") } else { format!("{shown} of {all} steps") };
        let muted = Theme::current(ui.ctx()).muted;
        ui.label(RichText::new(words).size(text::CAPTION).color(muted));
        if !state.filter.is_empty() && small_button_ui(ui, "Clear filters").clicked() {
            state.filter = state::Filter::default();
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if sign_button_ui(ui, Icon::Export, "Export history…").clicked() {
                scene.run(Effect::ExportHistory);
            }
        });
    });
}

fn words_ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut HistoryState) {
    let id = egui::Id::unique("words of the history");
    let leaves = ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| {
            input.consume_key(egui::Modifiers::NONE, egui::Key::ArrowDown)
                || input.consume_key(egui::Modifiers::NONE, egui::Key::Enter)
        });
    let field = TextEdit::singleline(&mut state.filter.words)
        .id(id)
        .hint_text("Filter by words…")
        .desired_width(148.0)
        .margin(egui::Margin::symmetric(8, 4));
    let response = ui.add(field);
    name_text_field(ui, &response, "Filter the history by words", &state.filter.words);
    if scene.takes_keyboard(Wanted::HistoryWords) {
        response.request_focus();
    }
    if leaves {
        scene.view.wanted = Some(Wanted::History);
    }
}

fn people_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut HistoryState, chronicle: &Chronicle) {
    if chronicle.people.len() < 2 && state.filter.people.is_empty() {
        return;
    }
    let chosen: Vec<&String> = state.filter.people.iter().collect();
    let words = match chosen.as_slice() {
        [] => "Everybody".to_owned(),
        [one] => called(scene, one),
        several => format!("{} people", several.len()),
    };
    let button = menu_button_ui(ui, &words, !chosen.is_empty());
    let enabled = ui.is_enabled();
    let name = format!("Filter the history by person: {words}");
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &name));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for (name, count) in &chronicle.people {
                let mut is_chosen = state.filter.people.contains(name);
                if ui.checkbox(&mut is_chosen, format!("{} ({count})", called(scene, name))).changed() {
                    state.filter.toggle(name);
                }
            }
        });
        if !state.filter.people.is_empty() && ui.button("Everybody").clicked() {
            state.filter.people.clear();
            ui.close();
        }
    });
}

/// Says why there is nothing, and what the history is for.
fn empty_ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut HistoryState, chronicle: &Chronicle) {
    ui.add_space(space::STEP);
    let theme = Theme::current(ui.ctx());
    if chronicle.deeds.is_empty() {
        ui.label(RichText::new("Nothing was done yet").font(theme::bold(text::TITLE)).color(theme.ink));
        let undo = keys_of(scene.commands, &Effect::Undo);
        muted_ui(
            ui,
            format!(
                "Every step appears here as soon as it is in the log: who did it, when, what stood there before. From \
                 any row you can go back to that point, and {undo} takes even that back."
            ),
        );
        return;
    }
    if state.filter.only == Only::Mark && scene.chosen().is_none() {
        muted_ui(
            ui,
            "Choose a mark in the text: what was done to it, its record and its evidence is listed here.",
        );
    } else {
        muted_ui(ui, format!("None of the {} is like that", counted(chronicle.deeds.len(), "step", "steps")));
    }
    if small_button_ui(ui, "Show everything").clicked() {
        state.filter = state::Filter::default();
    }
}
