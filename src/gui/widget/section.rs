//! A heading that folds what stands under it.

use egui::{CollapsingHeader, RichText, Ui};

use crate::gui::theme;

/// Whether a section is open before anybody folded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtFirst {
    /// Its content shows.
    Open,
    /// Only the heading shows.
    Folded,
}

/// Shows a section; whether it is open is remembered by its title.
pub fn section_ui(ui: &mut Ui, title: &str, name: &str, at_first: AtFirst, content: impl FnOnce(&mut Ui)) {
    ui.add_space(4.0);
    ui.separator();
    CollapsingHeader::new(RichText::new(title).font(theme::bold(14.0)))
        .id_salt(("section", name))
        .default_open(at_first == AtFirst::Open)
        .show_unindented(ui, |ui| {
            ui.add_space(2.0);
            content(ui);
            ui.add_space(4.0);
        });
}
