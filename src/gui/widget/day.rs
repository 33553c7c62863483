//! A field for a day: typed in any words, shown in plain ones, picked from a calendar.

use egui::{Key, Modifiers, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::calendar;
use super::popup;
use super::text::{Commit, Escape, Lines, TextField, reserved_ui};
use crate::gui::scene::Scene;
use crate::gui::theme::{Icon, Theme, icon_font, space, text};
use crate::model::{FieldInfo, Slot, Value};
use crate::text::day::{Reading, read};

/// The room for the calendar's button, in points.
const BUTTON: f32 = 32.0;

/// Shows the field, the button of its calendar, and below them the day in words.
pub fn day_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, info: &FieldInfo) {
    let today = scene.session.today();
    let list = egui::Id::unique(("calendar", slot.record.to_string(), slot.field));
    let was_open = popup::is_open(ui, list);
    let id = super::text::field_id(slot);
    let mut turned = None;
    let mut opens = false;
    if ui.memory(|memory| memory.has_focus(id)) {
        if was_open {
            turned = calendar::keys(ui);
        } else {
            opens = ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::ArrowDown));
        }
    }
    let field = TextField {
        slot,
        name: info.label,
        hint: "12 March 2021, yesterday, 2021-03…",
        lines: Lines::One,
        commit: Commit::WhenDone,
        escape: if was_open { Escape::Closes } else { Escape::Leaves },
        width: ui.available_width() - BUTTON - 4.0,
    };
    let (response, typed) = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            let shown = field.ui(ui, scene);
            if button_ui(ui, info.label, shown.0.rect.height()) && !was_open {
                opens = true;
                shown.0.request_focus();
            }
            shown
        })
        .inner;
    let reading = read(&typed, today);
    let mut picked: Option<String> = None;
    if opens {
        let start = reading.day().and_then(crate::text::Day::date).unwrap_or(today);
        calendar::begin(ui, list, start);
        popup::open(ui, list);
    } else if was_open && ui.memory(|memory| memory.focused().is_some_and(|focused| focused != id)) {
        popup::close(ui, list);
    }
    if popup::is_open(ui, list) {
        let rect = response.rect.with_max_x(response.rect.left() + calendar::WIDTH);
        let shown = popup::popup_ui(ui, list, rect, &format!("Calendar for {}", info.label), |ui| {
            calendar::calendar_ui(ui, list, today, turned)
        });
        if let Some(Some(date)) = shown {
            picked = Some(date.to_string());
            popup::close(ui, list);
            response.request_focus();
        }
    }
    reserved_ui(ui, |ui| {
        if let Some(day) = told_ui(ui, &reading, &typed) {
            picked = Some(day);
        }
    });
    if let Some(iso) = picked {
        scene.view.buffers.drop_typed(slot);
        scene.set(slot, Value::Text(iso));
    }
}

/// Says below the field what was understood; where it could be one of several, each is a button.
fn told_ui(ui: &mut Ui, reading: &Reading, typed: &str) -> Option<String> {
    let theme = Theme::current(ui.ctx());
    let small = |words: String| RichText::new(words).size(text::CAPTION);
    let mut picked = None;
    match reading {
        Reading::Empty => {}
        Reading::Day(day) => {
            let words = day.words();
            if words != typed.trim() {
                ui.label(small(words).color(theme.muted));
            }
        }
        Reading::Unknown => {
            ui.label(small("Not understood as a day: kept as typed".to_owned()).color(theme.muted));
        }
        Reading::Several(_) => {
            ui.label(small("Which one?".to_owned()).color(theme.warning));
        }
        Reading::WrongWeekday(_) => {
            ui.label(small(reading.doubt().unwrap_or_default()).color(theme.warning));
        }
    }
    for day in reading.offers() {
        let words = match reading {
            Reading::Several(_) => day.to_string(),
            _ => "Take it".to_owned(),
        };
        let button =
            egui::Button::new(small(words).color(theme.focus)).frame(false).min_size(vec2(0.0, 18.0));
        let response = ui.add(button).on_hover_text(day.words());
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, format!("Take {day}")));
        if response.clicked() {
            picked = Some(day.iso());
        }
    }
    picked
}

/// Shows the button of the calendar. Its key is Alt+Down in the field, so it is no stop of the Tab key.
fn button_ui(ui: &mut Ui, field: &str, height: f32) -> bool {
    let theme = Theme::current(ui.ctx());
    let name = format!("Calendar for {field}");
    let (rect, response) = ui.allocate_exact_size(vec2(BUTTON, height), Sense::CLICK);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
    let fill = if response.hovered() { theme.control_hover } else { theme.control };
    let painter = ui.painter();
    painter.rect(rect, 6.0, fill, Stroke::new(1.0, theme.control_edge), StrokeKind::Inside);
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        Icon::Calendar.sign(),
        icon_font(18.0),
        theme.ink,
    );
    response.on_hover_text("Pick a day (Alt+Down)").clicked()
}
