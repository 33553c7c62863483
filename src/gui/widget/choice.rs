//! A list of the vocabulary to choose one row from: by arrows, by its first letters, by the mouse.

use egui::{
    Align2, Event, EventFilter, FontId, Key, Modifiers, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use super::picker::fold;
use super::{keyboard, popup};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::model::{Slot, Value};

/// Letters typed within so many seconds belong together.
const TOGETHER: f64 = 1.0;
/// What stands where nothing is chosen.
const NONE: &str = "—";

#[derive(Clone, Debug, Default)]
struct State {
    at: usize,
    letters: String,
    since: f64,
}

/// Shows the list of a scale; choosing asks for the value.
pub fn choice_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, scale: &str, name: &str) -> egui::Response {
    let vocabulary = scene.vocabulary();
    let rows: Vec<(&str, &str)> =
        vocabulary.scale(scale).iter().map(|row| (row.id.as_str(), row.label.as_str())).collect();
    rows_choice_ui(ui, scene, slot, &rows, name)
}

/// Shows a list of values with their words; choosing asks for the value.
pub fn rows_choice_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    slot: Slot,
    rows: &[(&str, &str)],
    name: &str,
) -> egui::Response {
    let stored = scene.project().text_of(slot.record, slot.field);
    // The first row takes the choice back.
    let rows: Vec<(&str, &str)> = std::iter::once(("", NONE)).chain(rows.iter().copied()).collect();
    let known = rows.iter().find(|(id, _)| *id == stored);
    let shown = known.map_or(stored.as_str(), |(_, label)| *label);
    let here = rows.iter().position(|(id, _)| *id == stored).unwrap_or(0);
    let id = egui::Id::unique(("choice", slot.record.to_string(), slot.field));
    let list = id.with("rows");
    let was_open = popup::is_open(ui, list);

    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, enabled, format!("{name}: {shown}")));
    paint(ui, &response, rect, shown, was_open);

    let mut state: State = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let mut chosen = None;
    let mut opens = response.clicked() && !was_open;
    if response.has_focus() {
        let kept = EventFilter { vertical_arrows: true, escape: was_open, ..EventFilter::default() };
        keyboard::take(ui, id, kept);
        let keys = Keys::of(ui, was_open);
        if was_open {
            state.at = state.at.saturating_add_signed(keys.steps).min(rows.len() - 1);
            chosen = keys.enter.then_some(state.at);
        }
        opens |= keys.opens;
        if !keys.letters.is_empty() {
            let now = ui.input(|input| input.time);
            if now - state.since > TOGETHER {
                state.letters.clear();
            }
            state.since = now;
            state.letters.push_str(&fold(&keys.letters));
            let from = if was_open { state.at } else { here };
            if let Some(at) = beginning(&rows, &state.letters, from) {
                opens |= !was_open;
                state.at = at;
            }
        }
        if keys.clears && !stored.is_empty() {
            chosen = Some(0);
        }
    }
    if opens {
        if state.letters.is_empty() || ui.input(|input| input.time) - state.since > TOGETHER {
            state.at = here;
        }
        popup::open(ui, list);
        response.request_focus();
    } else if was_open && ui.memory(|memory| memory.focused().is_some_and(|focused| focused != id)) {
        popup::close(ui, list);
    }
    let clicked = popup::popup_ui(ui, list, rect, &format!("Choices for {name}"), |ui| {
        rows_ui(ui, &rows, here, state.at, opens || !was_open)
    });
    chosen = clicked.flatten().or(chosen);
    ui.data_mut(|data| data.insert_temp(id, state));
    if let Some((row, _)) = chosen.and_then(|at| rows.get(at)) {
        popup::close(ui, list);
        response.request_focus();
        if *row != stored {
            let value = if row.is_empty() { Value::Nothing } else { Value::Text((*row).to_owned()) };
            scene.set(slot, value);
        }
    }
    response
}

fn paint(ui: &Ui, response: &egui::Response, rect: egui::Rect, shown: &str, is_open: bool) {
    let theme = Theme::current(ui.ctx());
    let edge = match (response.has_focus() || is_open, response.hovered()) {
        (true, _) => Stroke::new(2.0, theme.focus),
        (false, true) => Stroke::new(1.0, theme.muted),
        (false, false) => Stroke::new(1.0, theme.control_edge),
    };
    let fill = if response.hovered() { theme.control_hover } else { theme.control };
    let painter = ui.painter();
    painter.rect(rect, 6.0, fill, edge, StrokeKind::Inside);
    let ink = if shown == NONE { theme.muted } else { theme.ink };
    let mut job =
        egui::text::LayoutJob::simple_singleline(shown.to_owned(), FontId::proportional(text::BODY), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 34.0);
    let galley = painter.layout_job(job);
    painter.galley(rect.left_center() + vec2(9.0, -galley.size().y / 2.0), galley, ink);
    let (at, font) = (rect.right_center() - vec2(16.0, 0.0), theme::icon_font(text::ICON));
    painter.text(at, Align2::CENTER_CENTER, Icon::Unfold.sign(), font, theme.muted);
}

fn rows_ui(ui: &mut Ui, rows: &[(&str, &str)], here: usize, at: usize, is_new: bool) -> Option<usize> {
    let theme = Theme::current(ui.ctx());
    let last: usize = ui.data(|data| data.get_temp(ui.scope_id().with("at"))).unwrap_or(usize::MAX);
    ui.data_mut(|data| data.insert_temp(ui.scope_id().with("at"), at));
    let mut clicked = None;
    ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::HAIR;
        for (place, (_, label)) in rows.iter().enumerate() {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::CLICK);
            let enabled = ui.is_enabled();
            let spoken = if place == 0 { "Nothing chosen" } else { label };
            response
                .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, enabled, place == here, spoken));
            if place == at {
                let ring = Stroke::new(1.5, theme.focus);
                ui.painter().rect(rect, 6.0, theme.control_hover, ring, StrokeKind::Inside);
                if is_new || last != at {
                    response.scroll_to_me(None);
                }
            } else if response.hovered() {
                ui.painter().rect_filled(rect, 6.0, theme.control_hover);
            }
            let font = if place == here { theme::bold(text::BODY) } else { FontId::proportional(text::BODY) };
            let galley = ui.painter().layout_no_wrap((*label).to_owned(), font, theme.ink);
            ui.painter().galley(rect.left_center() + vec2(8.0, -galley.size().y / 2.0), galley, theme.ink);
            if response.clicked() {
                clicked = Some(place);
            }
        }
    });
    clicked
}

#[derive(Default)]
struct Keys {
    steps: isize,
    enter: bool,
    opens: bool,
    clears: bool,
    letters: String,
}

impl Keys {
    fn of(ui: &Ui, is_open: bool) -> Self {
        ui.input_mut(|input| {
            let mut keys = Self::default();
            let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
            let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
            let alt = input.consume_key(Modifiers::ALT, Key::ArrowDown);
            if is_open {
                keys.steps = isize::from(down) - isize::from(up);
                keys.enter = input.consume_key(Modifiers::NONE, Key::Enter);
                for (key, far) in [(Key::Home, isize::MIN / 2), (Key::End, isize::MAX / 2)] {
                    if input.consume_key(Modifiers::NONE, key) {
                        keys.steps = far;
                    }
                }
            } else {
                keys.opens = down || up || alt;
                keys.clears = input.consume_key(Modifiers::NONE, Key::Delete)
                    || input.consume_key(Modifiers::NONE, Key::Backspace);
            }
            input.events.retain(|event| match event {
                // A space opens the list, unless it goes on with a word.
                Event::Text(text) if !text.trim().is_empty() || is_open => {
                    keys.letters.push_str(text);
                    false
                }
                _ => true,
            });
            keys
        })
    }
}

/// Finds the row that begins with some letters; one letter again and again goes from row to row.
pub fn beginning(rows: &[(&str, &str)], letters: &str, from: usize) -> Option<usize> {
    let mut signs = letters.chars();
    let first = signs.next()?;
    let is_one_again = letters.chars().count() > 1 && signs.all(|sign| sign == first);
    let at_whole = rows.iter().position(|(_, label)| fold(label).starts_with(letters));
    if letters.chars().count() > 1 && at_whole.is_some() {
        return at_whole;
    }
    if letters.chars().count() > 1 && !is_one_again {
        return None;
    }
    let order = (from + 1..rows.len()).chain(0..=from.min(rows.len() - 1));
    let mut order = order.filter(|at| fold(rows[*at].1).starts_with(first));
    order.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_find_rows_and_one_letter_goes_from_row_to_row() {
        let rows = [("", "—"), ("a", "Age"), ("t", "Title"), ("at", "Attribution"), ("e", "Événement")];
        assert_eq!(beginning(&rows, "a", 0), Some(1));
        assert_eq!(beginning(&rows, "aa", 1), Some(3), "one letter again");
        assert_eq!(beginning(&rows, "at", 0), Some(3));
        assert_eq!(beginning(&rows, "a", 3), Some(1), "round the end");
        assert_eq!(beginning(&rows, "ev", 0), Some(4));
        assert_eq!(beginning(&rows, "x", 0), None);
        assert_eq!(beginning(&rows, "ax", 0), None);
    }
}
