//! What the keys do while the rows have the keyboard.

use egui::{EventFilter, Id, Key, Modifiers, Ui};

use super::open_row;
use super::state::PageState;
use crate::gui::register::selection::Hold;
use crate::gui::register::{Page, Register};
use crate::gui::scene::Scene;
use crate::gui::view_state::Wanted;

/// Hears the keys of the rows; `page` is how many rows have room on screen.
pub fn hear(
    ui: &Ui,
    scene: &mut Scene<'_>,
    state: &mut PageState,
    register: &Register,
    rows: Id,
    page: usize,
) {
    let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(rows, filter));
    let leap = page.saturating_sub(1).max(1).cast_signed();
    let end = state.shown.len().cast_signed();
    for (key, by) in [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, leap),
        (Key::PageUp, -leap),
        (Key::Home, -end),
        (Key::End, end),
    ] {
        for (modifiers, hold) in [(Modifiers::SHIFT, Hold::Range), (Modifiers::NONE, Hold::Nothing)] {
            if ui.input_mut(|input| input.consume_key(modifiers, key)) {
                state.select(register, |selection, register, shown| {
                    selection.step(register, shown, by, hold);
                });
            }
        }
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
        state.select(register, crate::gui::register::selection::Selection::take_all);
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        scene.view.wanted = Some(Wanted::Article);
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Slash)) {
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(_))));
        scene.view.wanted = Some(Wanted::TableWords);
    }
    let Some(cursor) = state.selection.cursor else { return };
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
        open_row::go_to_text(scene, register, cursor);
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2)) {
        open_row::edit(scene, register, cursor);
    }
    let has_statuses = register.page == Page::Marks;
    if has_statuses && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
        state.is_status_wanted = true;
    }
}
