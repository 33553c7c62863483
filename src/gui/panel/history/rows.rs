//! The rows of the history: only those on screen are drawn; arrows move, Space opens, Enter goes to the text.

use egui::{
    EventFilter, Id, Key, Modifiers, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, vec2,
};
use jiff::civil::Date;

use super::deed;
use super::state::{DAY, HistoryState, Row, STEP};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Theme, text};
use crate::gui::view_state::Wanted;
use crate::session::chronicle::Chronicle;
use crate::text::Day;
use crate::text::day::later;

/// Shows the rows in the room that is left.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut HistoryState, chronicle: &Chronicle) {
    let body = ui.available_rect_before_wrap();
    let id = ui.scope_id().with("rows of the history");
    let response = ui.interact(body, id, Sense::focusable_noninteractive());
    if scene.takes_keyboard(Wanted::History) {
        response.request_focus();
        if state.cursor_place(chronicle).is_none() {
            state.step(chronicle, 0);
        }
    }
    let had_cursor = state.cursor_place(chronicle);
    let has_keyboard = ui.memory(|memory| memory.has_focus(id));
    state.has_keyboard = has_keyboard;
    if has_keyboard {
        let page = ((body.height() - STEP) / STEP).max(1.0) as isize;
        hear(ui, scene, state, chronicle, id, page);
    }
    let enabled = ui.is_enabled();
    let name = format!("History, {} steps", state.shown());
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, enabled, &name));
    let opened = state.open.as_ref().and_then(|(open, _)| state.place(chronicle, open));
    let cursor = if state.cursor.is_some() { state.cursor_place(chronicle) } else { had_cursor };
    let wanted = cursor.filter(|_| std::mem::take(&mut state.is_to_scroll));
    let mut outer = ui.new_child(UiBuilder::new().max_rect(body).accessibility_parent(id));
    ui.allocate_rect(body, Sense::hover());
    outer.spacing_mut().scroll.fade.strength = 0.0;
    let area = ScrollArea::vertical().id_salt("history").auto_shrink([false, false]);
    let active = area.show_viewport(&mut outer, |ui, seen| {
        let origin = ui.max_rect().min;
        let width = ui.available_width() - 8.0;
        ui.set_height(state.height(opened));
        if let Some(at) = wanted {
            let (top, bottom) = (state.top(at, opened), state.top(at + 1, opened));
            // The day over the first step of it comes along.
            let top = if at == 1 { 0.0 } else { top };
            let place =
                Rect::from_min_size(origin + vec2(0.0, top), vec2(width, (bottom - top).min(body.height())));
            ui.scroll_to_rect(place, None);
        }
        // Rows pass through the same places in turn as the list scrolls.
        ui.ctx().allow_widget_id_changes_in(ui.clip_rect());
        let mut active = None;
        for at in state.between(seen.min.y, seen.max.y, opened) {
            let top = state.top(at, opened);
            let height = state.top(at + 1, opened) - top;
            let place = Rect::from_min_size(origin + vec2(0.0, top), vec2(width, height));
            match state.row(at) {
                Some(Row::Day(date)) => day_ui(ui, scene, date, place),
                Some(Row::Step(step)) => {
                    let drawn = deed::Drawn {
                        place,
                        row: at,
                        is_cursor: Some(at) == cursor,
                        is_open: Some(at) == opened,
                    };
                    let row = deed::ui(ui, scene, state, chronicle, step, &drawn, id);
                    if drawn.is_cursor {
                        active = Some(row);
                    }
                }
                None => {}
            }
        }
        active
    });
    let count = state.shown();
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_count(count);
        if let Some(active) = active.inner {
            node.set_active_descendant(active.accesskit_id());
        }
    });
    if has_keyboard && cursor.is_none() {
        let ring = Stroke::new(1.5, Theme::current(ui.ctx()).focus);
        ui.painter().rect_stroke(body, 2.0, ring, StrokeKind::Inside);
    }
}

fn day_ui(ui: &mut Ui, scene: &Scene<'_>, date: Date, place: Rect) {
    let theme = Theme::current(ui.ctx());
    let mut line = ui.new_child(
        UiBuilder::new()
            .max_rect(place.with_min_y(place.bottom() - DAY + 8.0))
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    let words = RichText::new(day_words(date, scene.session.today()));
    line.label(words.font(theme::bold(text::CAPTION)).color(theme.muted));
    let rule = Stroke::new(1.0, theme.rule);
    ui.painter().hline(place.x_range(), place.bottom() - 1.0, rule);
}

/// Names a day as one says it.
pub fn day_words(date: Date, today: Date) -> String {
    if date == today {
        return "Today".to_owned();
    }
    if date == later(today, -1) {
        return "Yesterday".to_owned();
    }
    Day::new(date.year(), date.month(), date.day()).map_or_else(|| date.to_string(), Day::words)
}

fn hear(
    ui: &Ui,
    scene: &mut Scene<'_>,
    state: &mut HistoryState,
    chronicle: &Chronicle,
    rows: Id,
    page: isize,
) {
    let filter = EventFilter {
        vertical_arrows: true,
        horizontal_arrows: true,
        escape: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(rows, filter));
    let end = state.shown().cast_signed();
    for (key, by) in [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::Home, -end),
        (Key::End, end),
    ] {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            state.step(chronicle, by);
        }
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let is_open = state.open.as_ref().is_some_and(|(open, _)| Some(open) == state.cursor.as_ref());
    if pressed(Key::Space) || pressed(if is_open { Key::ArrowLeft } else { Key::ArrowRight }) {
        state.toggle();
    }
    if pressed(Key::Escape) {
        scene.view.wanted = Some(Wanted::Article);
    }
    if pressed(Key::Slash) {
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(_))));
        scene.view.wanted = Some(Wanted::HistoryWords);
    }
    if pressed(Key::Enter)
        && let Some(step) = state.cursor.as_ref().and_then(|cursor| chronicle.find(cursor))
    {
        deed::go_to(scene, &chronicle.deeds[step]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_as_one_says_them() {
        let today = jiff::civil::date(2026, 11, 22);
        assert_eq!(day_words(today, today), "Today");
        assert_eq!(day_words(later(today, -1), today), "Yesterday");
        assert_eq!(day_words(later(today, -2), today), "Friday, 20 November 2026");
    }
}
