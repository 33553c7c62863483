//! A month's days to pick one from. The keyboard stays in the field above; it must not know that field.

use egui::{Align2, FontId, Key, Modifiers, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;

use super::sign::sign_button_ui;
use crate::gui::theme::{self, Icon, Theme, text};
use crate::text::Day;
use crate::text::day::{MONTHS, WEEKDAYS, later, months_later, place_in_week};

/// How wide it is, in points.
pub const WIDTH: f32 = 7.0 * CELL + 14.0;
const CELL: f32 = 34.0;

/// What a key does to the chosen day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// So many days on.
    Days(i32),
    /// So many months on.
    Months(i32),
    /// It is picked.
    Picked,
}

/// Takes the keys that move the chosen day: arrows by day and week, page keys by month (with Shift by year), Enter.
pub fn keys(ui: &Ui) -> Option<Turned> {
    let table = [
        (Modifiers::NONE, Key::ArrowLeft, Turned::Days(-1)),
        (Modifiers::NONE, Key::ArrowRight, Turned::Days(1)),
        (Modifiers::NONE, Key::ArrowUp, Turned::Days(-7)),
        (Modifiers::NONE, Key::ArrowDown, Turned::Days(7)),
        (Modifiers::SHIFT, Key::PageUp, Turned::Months(-12)),
        (Modifiers::SHIFT, Key::PageDown, Turned::Months(12)),
        (Modifiers::NONE, Key::PageUp, Turned::Months(-1)),
        (Modifiers::NONE, Key::PageDown, Turned::Months(1)),
        (Modifiers::NONE, Key::Enter, Turned::Picked),
    ];
    ui.input_mut(|input| {
        table.into_iter().find(|(held, key, _)| input.consume_key(*held, *key)).map(|(_, _, turned)| turned)
    })
}

/// Begins with a chosen day.
pub fn begin(ui: &Ui, id: egui::Id, day: Date) {
    ui.data_mut(|data| data.insert_temp(id, day));
}

/// Shows the month of the chosen day; returns the day that was picked.
pub fn calendar_ui(ui: &mut Ui, id: egui::Id, today: Date, turned: Option<Turned>) -> Option<Date> {
    let mut chosen: Date = ui.data(|data| data.get_temp(id)).unwrap_or(today);
    match turned {
        Some(Turned::Days(days)) => chosen = later(chosen, days),
        Some(Turned::Months(months)) => chosen = months_later(chosen, months),
        Some(Turned::Picked) => return Some(chosen),
        None => {}
    }
    ui.set_width(7.0 * CELL);
    ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
    let theme = Theme::current(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().button_padding.x = 4.0;
        let title = format!("{} {}", MONTHS[usize::from(chosen.month().unsigned_abs()) - 1], chosen.year());
        let (rect, response) = ui.allocate_exact_size(vec2(7.0 * CELL - 60.0, 28.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &title));
        ui.painter().text(
            rect.left_center() + vec2(8.0, 0.0),
            Align2::LEFT_CENTER,
            title,
            theme::bold(text::BODY),
            theme.ink,
        );
        for (sign, name, months) in
            [(Icon::Previous, "Month before (Page Up)", -1), (Icon::Next, "Next month (Page Down)", 1)]
        {
            if sign_button_ui(ui, sign, name).clicked() {
                chosen = months_later(chosen, months);
            }
        }
    });
    let (head, _) = ui.allocate_exact_size(vec2(7.0 * CELL, 20.0), Sense::hover());
    for (at, name) in WEEKDAYS.iter().enumerate() {
        let centre = pos2(head.left() + (at as f32 + 0.5) * CELL, head.center().y);
        ui.painter().text(
            centre,
            Align2::CENTER_CENTER,
            &name[..2],
            FontId::proportional(text::CAPTION),
            theme.muted,
        );
    }
    let first = chosen.first_of_month();
    let start = later(first, -i32::from(place_in_week(first)));
    let mut picked = None;
    // Six weeks always, so that the leaf keeps its height from month to month.
    for week in 0..6 {
        ui.horizontal(|ui| {
            for day in 0..7 {
                let date = later(start, week * 7 + day);
                if cell_ui(
                    ui,
                    date,
                    Cell {
                        is_chosen: date == chosen,
                        is_today: date == today,
                        is_of_month: date.month() == chosen.month(),
                    },
                ) {
                    picked = Some(date);
                }
            }
        });
    }
    ui.data_mut(|data| data.insert_temp(id, chosen));
    picked
}

#[derive(Clone, Copy)]
struct Cell {
    is_chosen: bool,
    is_today: bool,
    is_of_month: bool,
}

fn cell_ui(ui: &mut Ui, date: Date, cell: Cell) -> bool {
    let theme = Theme::current(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(CELL, 28.0), Sense::CLICK);
    let enabled = ui.is_enabled();
    let name = Day::new(date.year(), date.month(), date.day()).map_or_else(|| date.to_string(), Day::words);
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, cell.is_chosen, &name));
    let ring = match cell {
        Cell { is_chosen: true, .. } => Stroke::new(2.0, theme.focus),
        Cell { is_today: true, .. } => Stroke::new(1.0, theme.muted),
        _ => Stroke::NONE,
    };
    let fill =
        if response.hovered() || cell.is_chosen { theme.control_hover } else { egui::Color32::TRANSPARENT };
    ui.painter().rect(rect.shrink(1.0), 6.0, fill, ring, StrokeKind::Inside);
    let ink = if cell.is_of_month { theme.ink } else { theme.muted };
    let font = if cell.is_today { theme::bold(text::SMALL) } else { FontId::proportional(text::SMALL) };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, date.day().to_string(), font, ink);
    response.on_hover_text(name).clicked()
}
