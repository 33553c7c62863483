//! Which widget takes letters and arrows itself though it is no text field, so that no command hears them.

use egui::{Context, EventFilter, Id, Ui};

/// Says that a widget, while it has the keyboard, takes letters and digits; `kept` says which keys do not move the
/// keyboard elsewhere.
pub fn take(ui: &Ui, widget: Id, kept: EventFilter) {
    ui.memory_mut(|memory| memory.set_focus_lock_filter(widget, kept));
    ui.data_mut(|data| data.insert_temp(holder(), widget));
}

/// Tells whether the widget that has the keyboard takes letters itself.
pub fn is_taken(ctx: &Context) -> bool {
    let widget: Option<Id> = ctx.data(|data| data.get_temp(holder()));
    widget.is_some() && ctx.memory(egui::Memory::focused) == widget
}

fn holder() -> Id {
    Id::unique("takes letters itself")
}
