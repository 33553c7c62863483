//! A list or a leaf right below a field, over whatever stands there: opening it moves nothing.

use egui::{Popup, PopupCloseBehavior, Rect, RectAlign, Ui};

/// Shows what is open below (or, where there is no room, above) a field. Whether it is open is remembered by its id.
pub fn popup_ui<R>(
    ui: &Ui,
    id: egui::Id,
    field: Rect,
    name: &str,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let popup = Popup::new(id, ui.ctx().clone(), field, ui.layer_id())
        .open_memory(None)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .align(RectAlign::BOTTOM_START)
        .align_alternatives(&[RectAlign::TOP_START])
        .gap(2.0)
        .width(field.width())
        .accessible_name(name);
    popup.show(content).map(|shown| shown.inner)
}

/// Tells whether it is open.
pub fn is_open(ui: &Ui, id: egui::Id) -> bool {
    Popup::is_id_open(ui.ctx(), id)
}

/// Opens it.
pub fn open(ui: &Ui, id: egui::Id) {
    Popup::open_id(ui.ctx(), id);
}

/// Closes it.
pub fn close(ui: &Ui, id: egui::Id) {
    Popup::close_id(ui.ctx(), id);
}
