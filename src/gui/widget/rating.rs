//! A rating on the article's scale; another scale can be chosen beside it.

use egui::Ui;

use super::choice::rows_choice_ui;
use crate::gui::scene::Scene;
use crate::gui::view_state::Wanted;
use crate::model::vocabulary::Row;
use crate::model::{FieldInfo, Slot};

/// Shows the rows of the article's scale; a rating on another scale stays what it is until another is chosen.
pub fn rating_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, info: &FieldInfo) {
    let vocabulary = scene.vocabulary();
    let stored = scene.project().text_of(slot.record, slot.field);
    let scale = scene.project().rating_scale(vocabulary).to_owned();
    // Its place among the steps of the scale; what stands outside the order has none.
    let steps = vocabulary.scale(&scale).iter().filter(|row| row.number.is_some()).count();
    let place = |row: &Row| {
        let number = row.number?;
        let below =
            vocabulary.scale(&scale).iter().filter_map(|row| row.number).filter(|other| *other <= number);
        Some(below.count())
    };
    let told = |row: &Row| match place(row) {
        Some(place) if steps > 2 => format!("{}, {place} of {steps}", row.label),
        _ => row.label.clone(),
    };
    let mut rows: Vec<(String, String)> =
        vocabulary.scale(&scale).iter().map(|row| (format!("{scale}/{}", row.id), told(row))).collect();
    if !stored.is_empty() && !rows.iter().any(|(id, _)| *id == stored) {
        let label = vocabulary
            .rating(&stored)
            .map_or_else(|| stored.clone(), |(scale, row)| format!("{} ({})", row.label, scale.label));
        rows.push((stored, label));
    }
    let rows: Vec<(&str, &str)> = rows.iter().map(|(id, label)| (id.as_str(), label.as_str())).collect();
    let response = rows_choice_ui(ui, scene, slot, &rows, info.label);
    if scene.takes_keyboard(Wanted::Field(slot)) {
        response.request_focus();
        response.scroll_to_me(None);
    }
}
