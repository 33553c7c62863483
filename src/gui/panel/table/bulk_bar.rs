//! The line under the rows while several are selected: what can be done to all of them at once.

use std::collections::BTreeSet;

use egui::{Key, Popup, PopupCloseBehavior, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

use super::filter_bar::menu_button_ui;
use super::state::PageState;
use crate::gui::article_view::paint_shape;
use crate::gui::derived::sign_of;
use crate::gui::register::{Page, Register};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{quiet_button_ui, small_button_ui};
use crate::model::{FieldInfo, Id, Table, Value, Widget};
use crate::session::Action;

/// The height of the line, in points.
pub const HEIGHT: f32 = 36.0;

/// Fields that have a button of their own; the others of their kind stand under *More*.
const OWN: [&str; 8] =
    ["status", "category", "assignee", "materiality", "kind", "reliability", "rank", "ground_rules"];

/// Shows the line.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut PageState, register: &Register) {
    let ids = std::mem::take(&mut state.in_order);
    let tables = state.tables.clone();
    let mut is_let_go = false;
    // In a narrow panel the line scrolls; it never makes the panel wider.
    let line = ScrollArea::horizontal().id_salt("all selected").max_height(HEIGHT).auto_shrink([false, true]);
    line.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::NEAR;
            ui.label(RichText::new(format!("{} selected:", ids.len())).font(theme::bold(text::SMALL)));
            let fields = fields(&tables);
            let (own, more): (Vec<&'static FieldInfo>, Vec<&'static FieldInfo>) =
                fields.into_iter().partition(|info| OWN.contains(&info.name));
            for info in own {
                let words = if info.widget == Widget::Line {
                    format!("{}…", info.label)
                } else {
                    info.label.to_owned()
                };
                let button = menu_button_ui(ui, &words, false);
                let enabled = ui.is_enabled();
                let name = format!("Set {} of all selected", info.label.to_lowercase());
                button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
                let close = if info.widget == Widget::Line {
                    PopupCloseBehavior::CloseOnClickOutside
                } else {
                    PopupCloseBehavior::CloseOnClick
                };
                Popup::menu(&button)
                    .close_behavior(close)
                    .show(|ui| value_ui(ui, scene, register, &ids, info));
            }
            if !more.is_empty() {
                let button = menu_button_ui(ui, "More", false);
                Popup::menu(&button).show(|ui| {
                    for info in more {
                        ui.menu_button(info.label, |ui| value_ui(ui, scene, register, &ids, info));
                    }
                });
            }
            if register.page == Page::Marks {
                let button = menu_button_ui(ui, "Mark as", false);
                Popup::menu(&button).show(|ui| kinds_ui(ui, scene, &ids));
            }
            if let Some(words) = joins(&tables) {
                let told = format!("{words} what is selected into one");
                if small_button_ui(ui, words).on_hover_text(told).clicked() {
                    scene.act(Action::Join { ids: ids.clone() });
                }
            }
            if small_button_ui(ui, "Delete").on_hover_text("Delete what is selected (Delete)").clicked() {
                scene.act(Action::DeleteEach { ids: ids.clone() });
            }
            if quiet_button_ui(ui, "Select none").clicked() {
                is_let_go = true;
            }
        });
    });
    state.in_order = ids;
    if is_let_go {
        state.select(register, |selection, _, _| selection.clear());
    }
}

/// Returns what making the selected records one is called; nothing where they are of several kinds.
fn joins(tables: &BTreeSet<Table>) -> Option<&'static str> {
    match tables.first().filter(|_| tables.len() == 1)? {
        Table::Source | Table::Person => Some("Merge"),
        Table::Annotation => None,
        _ => Some("Join"),
    }
}

/// Lists the fields of the selected records that are chosen from a list, and who checks them.
fn fields(tables: &BTreeSet<Table>) -> Vec<&'static FieldInfo> {
    let mut fields: Vec<&'static FieldInfo> = Vec::new();
    for info in tables.iter().flat_map(|table| table.fields()) {
        let is_choice = matches!(info.widget, Widget::Status | Widget::Choice(_));
        let is_kind_of_mark = info.widget == Widget::Choice("kind");
        let can_be_set = (is_choice && !is_kind_of_mark) || info.name == "assignee";
        if can_be_set && !fields.iter().any(|there| there.name == info.name) {
            fields.push(info);
        }
    }
    fields.sort_by_key(|info| OWN.iter().position(|name| *name == info.name).unwrap_or(OWN.len()));
    fields
}

fn value_ui(ui: &mut Ui, scene: &mut Scene<'_>, register: &Register, ids: &[Id], info: &'static FieldInfo) {
    match info.widget {
        Widget::Status => drop(statuses_ui(ui, scene, ids)),
        Widget::Choice(scale) => {
            let vocabulary = scene.vocabulary();
            for row in vocabulary.scale(scale) {
                if ui.button(&row.label).clicked() {
                    set(scene, ids, info.name, Value::Text(row.id.clone()));
                    ui.close();
                }
            }
            if ui.button(format!("No {}", info.label.to_lowercase())).clicked() {
                set(scene, ids, info.name, Value::Nothing);
                ui.close();
            }
        }
        _ => words_ui(ui, scene, register, ids, info),
    }
}

/// Shows every status to set for the selected rows, and hears their digits; returns the first.
pub fn statuses_ui(ui: &mut Ui, scene: &mut Scene<'_>, ids: &[Id]) -> Option<egui::Response> {
    let mut first = None;
    let theme = Theme::current(ui.ctx());
    let vocabulary = scene.vocabulary();
    for row in &vocabulary.statuses {
        let key = row.shortcut.map_or_else(String::new, |key| key.to_string());
        let button = egui::Button::new(format!("      {}", row.label)).shortcut_text(key);
        let response = ui.add(button).on_hover_text(&row.help);
        let enabled = ui.is_enabled();
        response
            .widget_info(|| WidgetInfo::labeled(Role::MenuItem, enabled, format!("Status: {}", row.label)));
        let at = response.rect.left_center() + vec2(16.0, 0.0);
        paint_shape(ui.painter(), sign_of(row.meaning), at, 5.5, theme.hue(&row.hue).ink);
        let is_typed = row.shortcut.is_some_and(|key| ui.input(|input| is_typed(input, key)));
        if response.clicked() || is_typed {
            set(scene, ids, "status", Value::Text(row.id.clone()));
            ui.close();
        }
        first.get_or_insert(response);
    }
    first
}

fn is_typed(input: &egui::InputState, key: char) -> bool {
    input.events.iter().any(|event| match event {
        egui::Event::Text(text) => text.chars().eq([key]),
        egui::Event::Key { key: pressed, pressed: true, modifiers, .. } => {
            !modifiers.any() && pressed.name().chars().eq([key])
        }
        _ => false,
    })
}

/// Shows a field for words, with those that other rows have to choose from.
fn words_ui(ui: &mut Ui, scene: &mut Scene<'_>, register: &Register, ids: &[Id], info: &'static FieldInfo) {
    let id = ui.scope_id().with(("words for all", info.name));
    let mut words: String = ui.data_mut(|data| data.get_temp(id).unwrap_or_default());
    let response = ui
        .add(TextEdit::singleline(&mut words).hint_text(info.help).desired_width(200.0).margin(space::FIELD));
    name_text_field(ui, &response, &format!("{} of all selected", info.label), &words);
    if ui.input(|input| input.pointer.any_released() || input.key_released(Key::Enter))
        && !response.has_focus()
        && !response.lost_focus()
    {
        response.request_focus();
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let known = register.facets.iter().find(|facet| facet.column == info.name);
    let mut taken: Option<Value> = None;
    for value in known.iter().flat_map(|facet| &facet.values).filter(|value| !value.name.is_empty()).take(12)
    {
        if ui.button(&value.label).clicked() {
            taken = Some(Value::Text(value.name.clone()));
        }
    }
    ui.horizontal(|ui| {
        if (ui.button("Set").clicked() || entered) && !words.trim().is_empty() {
            taken = Some(Value::Text(words.trim().to_owned()));
        }
        if small_button_ui(ui, &format!("No {}", info.label.to_lowercase())).clicked() {
            taken = Some(Value::Nothing);
        }
    });
    if let Some(value) = taken {
        words.clear();
        set(scene, ids, info.name, value);
        ui.close();
    }
    ui.data_mut(|data| data.insert_temp(id, words));
}

fn kinds_ui(ui: &mut Ui, scene: &mut Scene<'_>, ids: &[Id]) {
    let theme = Theme::current(ui.ctx());
    let vocabulary = scene.vocabulary();
    for kind in &vocabulary.kinds {
        let response = ui.add(egui::Button::new(format!("      {}", kind.label))).on_hover_text(&kind.help);
        let at = response.rect.left_center() + vec2(16.0, 0.0);
        ui.painter().circle_filled(at, 4.5, theme.hue(&kind.hue).line);
        if response.clicked() {
            scene.act(Action::SetKindEach { ids: ids.to_vec(), kind: kind.id.clone() });
            ui.close();
        }
    }
}

fn set(scene: &mut Scene<'_>, ids: &[Id], field: &'static str, value: Value) {
    scene.act(Action::SetEach { records: ids.to_vec(), field, value });
}
