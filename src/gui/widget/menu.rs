//! The menu of a row, a tab, a finding, a piece of evidence: opened by the secondary button of the mouse, by Shift+F10
//! and by the menu key.
//!
//! Opened by a key it stands below what it is about, its first row has the keyboard, and whoever had the keyboard gets
//! it back. It must not know what stands in it.

use egui::containers::PopupAnchor;
use egui::{FocusDirection, Id, Key, Modifiers, Popup, Response, SetOpenCommand, Ui};

/// What is remembered of a menu that a key has opened.
#[derive(Clone, Copy, Debug)]
struct ByKey {
    /// Who had the keyboard.
    before: Option<Id>,
    /// Who has it inside.
    inside: Option<Id>,
    is_entered: bool,
}

/// Whether the keys that open a menu are meant for this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// They are: it has the keyboard, or is the row that has it.
    Mine,
    /// They are not.
    Others,
}

impl Keys {
    /// Returns that they are meant for what has the keyboard.
    pub fn of(response: &Response) -> Self {
        Self::when(response.has_focus())
    }

    /// Returns that they are meant for this one where that is true.
    pub fn when(holds: bool) -> Self {
        if holds { Self::Mine } else { Self::Others }
    }
}

/// Shows the menu while it is open.
pub fn context_menu_ui(response: &Response, keys: Keys, content: impl FnOnce(&mut Ui)) {
    let ctx = &response.ctx;
    let place = response.id.with("menu opened by a key");
    let mut by_key: Option<ByKey> = ctx.data(|data| data.get_temp(place));
    let mut popup = Popup::context_menu(response);
    if keys == Keys::Mine && is_asked_for(ctx) {
        let before = ctx.memory(egui::Memory::focused);
        if let Some(before) = before {
            ctx.memory_mut(|memory| memory.surrender_focus(before));
        }
        by_key = Some(ByKey { before, inside: None, is_entered: false });
        popup = popup.open_memory(Some(SetOpenCommand::Bool(true)));
        ctx.request_repaint();
    }
    if by_key.is_some() {
        popup = popup.anchor(PopupAnchor::ParentRect(response.rect));
    }
    let shown = popup.show(|ui| {
        if let Some(menu) = by_key.as_mut().filter(|menu| !menu.is_entered && !ui.is_sizing_pass()) {
            menu.is_entered = true;
            // The menu takes this for an arrow that enters it.
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Down));
        }
        content(ui);
    });
    let Some(mut menu) = by_key else { return };
    let focused = ctx.memory(egui::Memory::focused);
    if shown.is_some() {
        menu.inside = focused.or(menu.inside);
        ctx.data_mut(|data| data.insert_temp(place, menu));
        return;
    }
    ctx.data_mut(|data| data.remove::<ByKey>(place));
    if let Some(before) = menu.before
        && (focused.is_none() || focused == menu.inside)
    {
        ctx.memory_mut(|memory| memory.request_focus(before));
        ctx.request_repaint();
    }
}

fn is_asked_for(ctx: &egui::Context) -> bool {
    ctx.input_mut(|input| {
        input.consume_key(Modifiers::SHIFT, Key::F10) || input.consume_key(Modifiers::NONE, Key::Menu)
    })
}
