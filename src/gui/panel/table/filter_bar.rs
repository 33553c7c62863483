//! The lines above the rows: by what they are filtered, how many are shown, which columns stand there.

use egui::{Key, Label, Popup, PopupCloseBehavior, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};

use super::layout::{self, Layout};
use super::state::PageState;
use crate::gui::register::filter::{Accord, Filter, Haste, Openness, Quiet};
use crate::gui::register::{Facet, Page, Register, column};
use crate::gui::scene::Scene;
use crate::gui::theme::{Icon, Theme, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{sign_button_ui, small_button_ui};
use crate::model::{Table, Value};
use crate::session::Action;

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// For everything.
    Enough,
    /// For the rows, and the field to filter them by words.
    Low,
}

/// The width of the field for words, in points.
const WORDS: f32 = 148.0;

/// Shows the field for words, what rows can be filtered by unless the room is low, how many rows are shown, the columns
/// and what can be added.
pub fn ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    state: &mut PageState,
    register: &Register,
    layout: &Layout,
    room: Room,
) {
    field_ui(ui, scene, state);
    if room == Room::Enough {
        facets_ui(ui, state, register);
    }
    let (shown, all) = (state.shown.len(), register.rows.len());
    let count = if shown == all { format!("All {all}") } else { format!("{shown} of {all}") };
    // Whole, where the row has no room left for it.
    ui.add(Label::new(RichText::new(count).color(Theme::current(ui.ctx()).muted)).extend())
        .on_hover_text("How many rows are shown");
    add_ui(ui, scene, register.page);
    columns_ui(ui, scene, register.page, layout);
}

/// Shows what rows can be filtered by, where the page has any.
fn facets_ui(ui: &mut Ui, state: &mut PageState, register: &Register) {
    if register.rows.is_empty() {
        return;
    }
    accord_ui(ui, register, &mut state.filter);
    let only = state.filter.only.as_ref().map(|only| format!("Only “{}” ×", only.label));
    if only.is_some_and(|words| small_button_ui(ui, &words).on_hover_text("Shows the others again").clicked())
    {
        state.filter.only = None;
    }
    if register.facets.is_empty() && state.filter.is_empty() {
        return;
    }
    for facet in &register.facets {
        facet_ui(ui, &mut state.filter, facet);
    }
    if register.page == Page::Marks {
        marks_ui(ui, register, &mut state.filter);
    }
    if !state.filter.is_empty() && small_button_ui(ui, "Clear filters").clicked() {
        clear(&mut state.filter);
    }
}

/// Asks for nothing any more; whether opinions are listed stays.
pub fn clear(filter: &mut Filter) {
    *filter = Filter { quiet: filter.quiet, ..Filter::default() };
}

fn field_ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut PageState) {
    let had_keyboard = ui.memory(|memory| memory.has_focus(words_id()));
    let leaves = had_keyboard
        && ui.input_mut(|input| {
            input.consume_key(egui::Modifiers::NONE, Key::ArrowDown)
                || input.consume_key(egui::Modifiers::NONE, Key::Enter)
        });
    let response = ui.add(
        TextEdit::singleline(&mut state.filter.words)
            .id(words_id())
            .hint_text("Filter by words…")
            .desired_width(WORDS)
            .margin(egui::Margin::symmetric(8, 4)),
    );
    name_text_field(ui, &response, "Filter by words", &state.filter.words);
    if scene.takes_keyboard(Wanted::TableWords) {
        response.request_focus();
    }
    if leaves {
        scene.view.wanted = Some(Wanted::Table);
    }
    response.on_hover_text("All words have to stand somewhere in the row. In the rows, / comes here");
}

fn words_id() -> egui::Id {
    egui::Id::unique("words of the table")
}

fn facet_ui(ui: &mut Ui, filter: &mut Filter, facet: &Facet) {
    if facet.values.is_empty() {
        return;
    }
    let chosen = filter.of(facet.column);
    let words = match chosen {
        None => facet.label.to_owned(),
        Some(chosen) => {
            let labels = facet.values.iter().filter(|value| chosen.contains(&value.name));
            let labels: Vec<&str> = labels.map(|value| value.label.as_str()).collect();
            match labels.as_slice() {
                [one] => format!("{}: {one}", facet.label),
                _ => format!("{}: {} chosen", facet.label, chosen.len()),
            }
        }
    };
    let button = menu_button_ui(ui, &words, chosen.is_some());
    let name = format!("Filter by {}", facet.label.to_lowercase());
    let enabled = ui.is_enabled();
    button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, format!("{name}: {words}")));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for value in &facet.values {
                let mut is_chosen =
                    filter.of(facet.column).is_some_and(|chosen| chosen.contains(&value.name));
                let words = format!("{} ({})", value.label, value.count);
                if ui.checkbox(&mut is_chosen, words).changed() {
                    filter.toggle(facet.column, &value.name);
                }
            }
        });
        if filter.of(facet.column).is_some() && ui.button("Any").clicked() {
            filter.chosen.remove(facet.column);
            ui.close();
        }
    });
}

/// Shows a button that opens a menu; one in use is filled.
pub fn menu_button_ui(ui: &mut Ui, words: &str, is_used: bool) -> egui::Response {
    let theme = Theme::current(ui.ctx());
    let icon = Icon::Unfold.text(text::BODY);
    let words =
        RichText::new(words).size(text::SMALL).color(if is_used { theme.selection_ink } else { theme.ink });
    let mut button = egui::Button::new((words, icon)).min_size(vec2(0.0, 26.0));
    if is_used {
        button = button.fill(theme.selection);
    }
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(8.0, 3.0);
        ui.spacing_mut().icon_spacing = 2.0;
        ui.add(button)
    })
    .inner
}

/// Offers to show only what two people changed at once, where there is any.
fn accord_ui(ui: &mut Ui, register: &Register, filter: &mut Filter) {
    let mut is_chosen = filter.accord == Accord::InConflictOnly;
    if register.in_conflict == 0 && !is_chosen {
        return;
    }
    let words = RichText::new(format!("In conflict ({})", register.in_conflict)).size(text::SMALL);
    if ui.checkbox(&mut is_chosen, words).on_hover_text("Only what two people changed at once").changed() {
        filter.accord = if is_chosen { Accord::InConflictOnly } else { Accord::Any };
    }
}

fn marks_ui(ui: &mut Ui, register: &Register, filter: &mut Filter) {
    let mut is_open_only = filter.openness == Openness::OpenOnly;
    let words = format!("Open only ({})", register.open);
    if ui
        .checkbox(&mut is_open_only, RichText::new(words).size(text::SMALL))
        .on_hover_text("Only what is still to be checked, fixed or answered")
        .changed()
    {
        filter.openness = if is_open_only { Openness::OpenOnly } else { Openness::Any };
    }
    let mut is_overdue_only = filter.haste == Haste::OverdueOnly;
    if register.late > 0 || is_overdue_only {
        let words = RichText::new(format!("Overdue ({})", register.late)).size(text::SMALL);
        let response = ui.checkbox(&mut is_overdue_only, words);
        if response.on_hover_text("Only what should have been done by now").changed() {
            filter.haste = if is_overdue_only { Haste::OverdueOnly } else { Haste::Any };
        }
    }
    if register.quiet == 0 {
        return;
    }
    let mut is_listed = filter.quiet == Quiet::Listed;
    let words = format!("Opinions too ({})", register.quiet);
    if ui
        .checkbox(&mut is_listed, RichText::new(words).size(text::SMALL))
        .on_hover_text("Lists opinions, and what needs no check, too")
        .changed()
    {
        filter.quiet = if is_listed { Quiet::Listed } else { Quiet::LeftOut };
    }
}

fn columns_ui(ui: &mut Ui, scene: &mut Scene<'_>, page: Page, present: &Layout) {
    let button = sign_button_ui(ui, Icon::Columns, "Columns");
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(240.0);
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for (column, _) in &present.columns {
                ui.horizontal(|ui| {
                    let mut is_shown = true;
                    if ui.checkbox(&mut is_shown, column.label).on_hover_text(column.help).changed() {
                        layout::change(scene, page, |layout| layout::toggle(layout, column.name));
                    }
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        ui.spacing_mut().item_spacing.x = 0.0;
                        for (icon, words, by) in [(Icon::Next, "right", 1), (Icon::Previous, "left", -1)] {
                            let name = format!("Move {} to the {words}", column.label.to_lowercase());
                            if sign_button_ui(ui, icon, &name).clicked() {
                                layout::change(scene, page, |layout| layout::shift(layout, column.name, by));
                            }
                        }
                    });
                });
            }
            ui.separator();
            for column in column::columns(page) {
                if present.columns.iter().any(|(shown, _)| shown.name == column.name) {
                    continue;
                }
                let mut is_shown = false;
                if ui.checkbox(&mut is_shown, column.label).on_hover_text(column.help).changed() {
                    layout::change(scene, page, |layout| layout::toggle(layout, column.name));
                }
            }
        });
        if scene.settings.tables.contains_key(page.name()) && ui.button("Usual columns").clicked() {
            let mut settings = scene.settings.clone();
            settings.tables.remove(page.name());
            scene.queue.push(crate::gui::scene::Request::Settings(Box::new(settings)));
            ui.close();
        }
    });
}

fn add_ui(ui: &mut Ui, scene: &mut Scene<'_>, page: Page) {
    let (table, field) = match page {
        Page::Marks => return,
        Page::Sources => (Table::Source, "title"),
        Page::People => (Table::Person, "name"),
    };
    let noun = table.noun();
    if small_button_ui(ui, &format!("Add {noun}")).clicked() {
        let details = vec![(field, Value::Text(format!("New {noun}")))];
        scene.view.is_card_wanted = true;
        scene.act(Action::Create { table, details, link: None });
    }
}
