//! People and organisations of a field: chips to remove, a search to add.

use egui::{RichText, Ui};

use super::picker::{Picked, Picker};
use super::row::row_ui;
use super::sign::sign_button_ui;
use crate::gui::scene::Scene;
use crate::gui::theme::{Icon, Theme};
use crate::gui::view_state::Wanted;
use crate::model::{Id, Slot, Table, Value};
use crate::session::Action;

/// The width of the cross behind a name, in points.
const CROSS: f32 = 28.0;

/// How many people a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// One.
    One,
    /// Any number.
    Many,
}

/// Shows who stands in a field, and the search for more.
pub fn people_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, name: &str, room: Room) {
    let present: Vec<Id> = match scene.project().value(&slot) {
        Value::Link(id) => vec![id],
        Value::Links(ids) => ids,
        _ => Vec::new(),
    };
    for id in &present {
        let who = scene.name(*id);
        let role = scene.project().text_of(*id, "role");
        let theme = Theme::current(ui.ctx());
        let (mut shown, mut removed) = (false, false);
        row_ui(
            ui,
            CROSS,
            |ui| {
                // Flush with the role below it.
                ui.spacing_mut().button_padding.x = 0.0;
                let words = RichText::new(&who).color(theme.ink);
                let open = egui::Button::new(words).frame_when_inactive(false).truncate();
                shown = ui.add(open).on_hover_text("Show the person").clicked();
                if !role.is_empty() {
                    ui.add(egui::Label::new(RichText::new(role).size(12.0).color(theme.muted)).truncate());
                }
            },
            |ui| removed = sign_button_ui(ui, Icon::Close, &format!("Remove {who} from {name}")).clicked(),
        );
        if shown {
            scene.view.open_record(*id);
        }
        if removed {
            let rest: Vec<Id> = present.iter().copied().filter(|other| other != id).collect();
            let value = if rest.is_empty() { Value::Nothing } else { Value::Links(rest) };
            scene.set(slot, value);
        }
    }
    if room == Room::One && !present.is_empty() {
        return;
    }
    let candidates: Vec<(Id, String)> = scene
        .project()
        .people()
        .keys()
        .filter(|id| !present.contains(id))
        .map(|id| (*id, scene.name(*id)))
        .collect();
    let id = ui.make_persistent_id(("people", slot.record.to_string(), slot.field));
    let grab = scene.takes_keyboard(Wanted::Field(slot)).then_some(());
    let picker = Picker { name, hint: "Add by name…", noun: "person", most: 6 };
    match picker.ui(ui, id, grab, &candidates) {
        Some(Picked::There(person)) => {
            let value = match room {
                Room::One => Value::Link(person),
                Room::Many => Value::Links(present.iter().copied().chain([person]).collect()),
            };
            scene.set(slot, value);
        }
        Some(Picked::New(words)) => {
            let details = vec![("name", Value::Text(words))];
            scene.act(Action::Create { table: Table::Person, details, link: Some(slot) });
        }
        Some(Picked::Left) | None => {}
    }
}
