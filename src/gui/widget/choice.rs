//! A list of the vocabulary to choose one row from.

use egui::{ComboBox, Role, Ui, WidgetInfo};

use crate::gui::scene::Scene;
use crate::model::{Slot, Value};

/// Shows the list of a scale; choosing asks for the value. Returns the id of the widget.
pub fn choice_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, scale: &str, name: &str) -> egui::Response {
    let stored = scene.project().text_of(slot.record, slot.field);
    let vocabulary = scene.vocabulary();
    let shown = if stored.is_empty() { "—" } else { vocabulary.label(scale, &stored) };
    let mut chosen: Option<Value> = None;
    let response = ComboBox::from_id_salt((slot.record.to_string(), slot.field))
        .width(ui.available_width())
        .selected_text(shown)
        .truncate()
        .show_ui(ui, |ui| {
            if ui.selectable_label(stored.is_empty(), "—").clicked() {
                chosen = Some(Value::Nothing);
            }
            for row in vocabulary.scale(scale) {
                if ui.selectable_label(row.id == stored, &row.label).clicked() {
                    chosen = Some(Value::Text(row.id.clone()));
                }
            }
        })
        .response;
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, enabled, format!("{name}: {shown}")));
    if let Some(value) = chosen
        && value != scene.project().value(&slot)
    {
        scene.set(slot, value);
    }
    response
}
