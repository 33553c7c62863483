//! Several short texts: those that are there as chips, a field for one more.

use crate::gui::theme::space;
use egui::{EventFilter, Key, Modifiers, TextEdit, Ui};

use super::chip::{Chip, Touched};
use super::picker::name_text_field;
use super::text::{field_id, fresh};
use crate::gui::buffer::Standing;
use crate::gui::desk::value_of;
use crate::gui::scene::{Request, Scene};
use crate::gui::view_state::Wanted;
use crate::model::{FieldInfo, Slot, Value};

/// Shows the names of a field, and the field for one more: Enter adds it, and so does leaving it.
pub fn names_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, info: &FieldInfo) {
    let names = match scene.project().value(&slot) {
        Value::Names(names) => names,
        _ => Vec::new(),
    };
    let mut reworded = None;
    if !names.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(space::NEAR, space::TIGHT);
            for (at, name) in names.iter().enumerate() {
                let removes = format!("Remove {name} from {}", info.label);
                let chip = Chip { name, detail: "", opens: "reword it", removes: Some(&removes) };
                match chip.ui(ui) {
                    Some(Touched::Opened) => reworded = Some((at, name.clone())),
                    Some(Touched::Removed) => reworded = Some((at, String::new())),
                    None => {}
                }
            }
        });
    }
    let id = field_id(slot);
    let has_keyboard = ui.memory(|memory| memory.has_focus(id));
    let buffer = scene.view.buffers.open(slot, "", Standing::Alone);
    buffer.keep_whole();
    if buffer.is_fresh() {
        fresh(ui, id);
    }
    let (mut enter, mut back) = (false, false);
    if has_keyboard {
        let is_empty = buffer.text.is_empty();
        ui.input_mut(|input| {
            enter = input.consume_key(Modifiers::NONE, Key::Enter);
            back = is_empty && input.consume_key(Modifiers::NONE, Key::Backspace);
        });
    }
    // What was being typed is a name of its own, whatever is reworded meanwhile.
    let left = match &reworded {
        Some((_, words)) => std::mem::replace(&mut buffer.text, words.clone()),
        None => String::new(),
    };
    let response = ui.add(
        TextEdit::singleline(&mut buffer.text)
            .id(id)
            .hint_text("Add a name, then Enter…")
            .desired_width(f32::INFINITY)
            .margin(space::FIELD)
            .return_key(None)
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            }),
    );
    name_text_field(ui, &response, info.label, &buffer.text);
    let is_done = enter || !(response.has_focus() || reworded.is_some());
    let typed = is_done.then(|| std::mem::take(&mut buffer.text)).filter(|text| !text.trim().is_empty());
    if let Some(text) = typed {
        let value = value_of(scene.project(), slot, &text, scene.session.today());
        scene.set(slot, value);
        scene.queue.push(Request::Seal);
    }
    let removed =
        reworded.as_ref().map(|(at, _)| *at).or_else(|| names.len().checked_sub(1).filter(|_| back));
    if let Some(at) = removed {
        let mut rest = names;
        rest.remove(at);
        let left = left.trim();
        if !left.is_empty() && !rest.iter().any(|name| name == left) {
            rest.push(left.to_owned());
        }
        scene.set(slot, if rest.is_empty() { Value::Nothing } else { Value::Names(rest) });
    }
    if scene.takes_keyboard(Wanted::Field(slot)) || reworded.is_some() {
        response.request_focus();
        response.scroll_to_me(None);
    }
}
