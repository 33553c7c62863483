//! A sealed field: tells whether something is sealed, and nothing more.

use egui::Ui;

use super::sign::muted_ui;
use crate::gui::scene::Scene;
use crate::model::{Slot, Value};

/// Tells whether a slot holds something sealed.
pub fn sealed_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot) {
    let is_sealed = matches!(scene.project().value(&slot), Value::Sealed(_));
    muted_ui(ui, if is_sealed { "Sealed" } else { "Nothing is sealed" });
}
