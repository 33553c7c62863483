//! A row with words on the left, which give way, and a control on the right, which stays.

use egui::{Align, Layout, Ui};

/// Shows `words` in whatever `control` leaves free, so that long words never widen the panel.
pub fn row_ui(ui: &mut Ui, control_width: f32, words: impl FnOnce(&mut Ui), control: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let width = (ui.available_width() - control_width - ui.spacing().item_spacing.x).max(48.0);
        ui.vertical(|ui| {
            ui.set_width(width);
            words(ui);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), control);
    });
}
