//! The chosen mark with its record, or a record gone to from a list.

mod evidence_list;
mod mark_page;
mod passage;
mod record_page;
mod thread;
mod used_list;

use egui::{ScrollArea, Ui};

use super::Docked;
use crate::gui::scene::Scene;
use crate::gui::theme::{Icon, space};
use crate::store::settings::Side;

/// The inspector.
pub struct Inspector;

impl Docked for Inspector {
    fn id(&self) -> &'static str {
        "inspector"
    }

    fn label(&self) -> &'static str {
        "Inspector"
    }

    fn icon(&self) -> Icon {
        Icon::Inspector
    }

    fn help(&self) -> &'static str {
        "The chosen mark, its record and its evidence"
    }

    fn home(&self) -> Side {
        Side::Right
    }

    fn least_width(&self) -> f32 {
        0.0
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let shown = scene.opened().or(scene.view.selected);
        let salt = shown.map(|record| record.to_string());
        ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width() - 12.0);
            match scene.opened() {
                Some(record) => record_page::ui(ui, scene, record),
                None => mark_page::ui(ui, scene),
            }
            ui.add_space(space::VAST);
        });
    }
}
