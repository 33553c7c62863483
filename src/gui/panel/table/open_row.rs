//! The ways from a row to the text and to the inspector.

use crate::gui::register::Register;
use crate::gui::register::cell::Place;
use crate::gui::scene::{Request, Scene};
use crate::gui::view_state::Wanted;
use crate::model::{Id, Slot};

/// Returns the mark of a row that stands in the text.
fn mark_of(scene: &Scene<'_>, register: &Register, subject: Id) -> Option<Id> {
    let row = register.rows.get(register.place(subject)?)?;
    row.mark.filter(|mark| scene.project().annotations().contains_key(mark))
}

/// Shows a row's mark in the text, or its record in the inspector, and leaves the keyboard where it is.
pub fn follow(scene: &mut Scene<'_>, register: &Register, subject: Id) {
    match mark_of(scene, register, subject) {
        Some(mark) => scene.queue.push(Request::Pass(mark)),
        None if scene.project().has(subject) => scene.view.opened = Some(subject),
        None => {}
    }
}

/// Goes to a row's words in the text; where it has none, to its card.
pub fn go_to_text(scene: &mut Scene<'_>, register: &Register, subject: Id) {
    match mark_of(scene, register, subject) {
        Some(mark) => {
            scene.queue.push(Request::Choose(mark));
            scene.view.wanted = Some(Wanted::Article);
            scene.view.table.left_for = Some(mark);
        }
        None => edit(scene, register, subject),
    }
}

/// Moves the keyboard into a row's card.
pub fn edit(scene: &mut Scene<'_>, register: &Register, subject: Id) {
    if !scene.project().has(subject) {
        return;
    }
    match mark_of(scene, register, subject) {
        Some(mark) => {
            scene.view.choose(mark);
            scene.view.show("inspector");
        }
        None => scene.view.open_record(subject),
    }
    if let Some(field) = subject.table().words_field() {
        scene.view.wanted = Some(Wanted::Field(Slot { record: subject, field }));
    }
}

/// Goes where a number or a name in a cell leads.
pub fn go_to_place(scene: &mut Scene<'_>, place: &Place) {
    match place.mark {
        Some(mark) => scene.queue.push(Request::Choose(mark)),
        None => scene.view.open_record(place.record),
    }
}
