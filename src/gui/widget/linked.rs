//! A field that points at other records: those that are there as chips, a search to add one or to make one.

use crate::gui::theme::space;
use std::collections::BTreeMap;
use std::sync::Arc;

use egui::Ui;

use super::chip::{Chip, Touched};
use super::field::quote_of;
use super::picker::{Candidate, Picked, Picker, is_busy};
use super::sign::small_button_ui;
use crate::gui::scene::{Request, Scene};
use crate::gui::view_state::Wanted;
use crate::model::{FieldInfo, Id, Moment, Slot, Table, Value, Widget};
use crate::session::Action;

/// How many records a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    /// One, which can be taken away.
    One,
    /// One, which can only give way to another.
    Another,
    /// Any number.
    Many,
}

/// Returns the table that a field points into, and how many of its records it takes.
fn aim(widget: Widget) -> Option<(Table, Room)> {
    match widget {
        Widget::Person => Some((Table::Person, Room::One)),
        Widget::People => Some((Table::Person, Room::Many)),
        Widget::Source => Some((Table::Source, Room::Another)),
        Widget::Allegations => Some((Table::Allegation, Room::Many)),
        _ => None,
    }
}

/// Shows which records a field points at, and the search for more.
pub fn linked_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, info: &FieldInfo) {
    let Some((table, room)) = aim(info.widget) else { return };
    let present: Vec<Id> = match scene.project().value(&slot) {
        Value::Link(id) => vec![id],
        Value::Links(ids) => ids,
        _ => Vec::new(),
    };
    if !present.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(space::NEAR, space::TIGHT);
            for id in &present {
                match chip_ui(ui, scene, *id, (room != Room::Another).then_some(info.label)) {
                    Some(Touched::Opened) => open(scene, *id),
                    Some(Touched::Removed) => {
                        set_all(scene, slot, room, &without(&present, *id));
                        scene.view.wanted = Some(Wanted::Field(slot));
                    }
                    None => {}
                }
            }
        });
    }
    let grab = scene.takes_keyboard(Wanted::Field(slot)).then_some(());
    let changing = egui::Id::unique(("changing", slot.record.to_string(), slot.field));
    let is_changing = ui.data(|data| data.get_temp::<bool>(changing)).unwrap_or_default();
    match room {
        Room::One if !present.is_empty() => return,
        Room::Another if !present.is_empty() && !is_changing => {
            let noun = table.noun();
            if small_button_ui(ui, &format!("Use another {noun}…")).clicked() || grab.is_some() {
                ui.data_mut(|data| data.insert_temp(changing, true));
                scene.view.wanted = Some(Wanted::Field(slot));
            }
            return;
        }
        _ => {}
    }
    let id = egui::Id::unique(("linked", slot.record.to_string(), slot.field));
    if is_changing && grab.is_none() && !is_busy(ui, id) {
        ui.data_mut(|data| data.remove::<bool>(changing));
    }
    let hint = match table {
        Table::Person => "Find or add by name…",
        Table::Source => "Find a source, or type a title…",
        _ => "Find by number or words…",
    };
    let creates = (table != Table::Allegation).then(|| table.noun());
    let picker = Picker { name: info.label, hint, creates, most: 8 };
    let outcome = picker.ui(ui, id, grab, |ui| candidates(ui, scene, table, slot, &present));
    match outcome {
        Some(Picked::There(chosen)) => {
            scene.view.note_use(chosen);
            let mut all = if room == Room::Many { present } else { Vec::new() };
            all.push(chosen);
            set_all(scene, slot, room, &all);
        }
        Some(Picked::New(words)) => {
            let field = table.words_field().unwrap_or("note");
            let details = vec![(field, Value::Text(words))];
            scene.act(Action::Create { table, details, link: Some(slot) });
        }
        Some(Picked::Back) => {
            if let Some(last) = present.last() {
                set_all(scene, slot, room, &without(&present, *last));
            }
            return;
        }
        Some(Picked::Left) => {}
        None => return,
    }
    ui.data_mut(|data| data.remove::<bool>(changing));
}

fn without(all: &[Id], gone: Id) -> Vec<Id> {
    all.iter().copied().filter(|id| *id != gone).collect()
}

fn set_all(scene: &mut Scene<'_>, slot: Slot, room: Room, all: &[Id]) {
    let value = match (all, room) {
        ([], _) => Value::Nothing,
        (all, Room::Many) => Value::Links(all.to_vec()),
        (all, Room::One | Room::Another) => Value::Link(all[0]),
    };
    scene.set(slot, value);
}

/// Opens a record: an allegation at its mark, anything else by itself.
fn open(scene: &mut Scene<'_>, record: Id) {
    let mark = scene.outline.mentions(record).first().copied();
    match mark.filter(|_| record.table() == Table::Allegation) {
        Some(mark) => scene.queue.push(Request::Choose(mark)),
        None => scene.view.open_record(record),
    }
}

/// Shows a record as a chip; `field` is what its cross takes it from.
fn chip_ui(ui: &mut Ui, scene: &Scene<'_>, record: Id, field: Option<&str>) -> Option<Touched> {
    let Candidate { name, detail, .. } = candidate(scene, record);
    let removes = field.map(|field| format!("Remove {name} from {field}"));
    let opens = match record.table() {
        Table::Allegation => "show its mark",
        Table::Source => "show the source",
        _ => "show the person",
    };
    Chip { name: &name, detail: &detail, opens, removes: removes.as_deref() }.ui(ui)
}

/// Lists the records of a table that a slot does not point at yet, used last first; worked out once a revision.
pub fn candidates(
    ui: &Ui,
    scene: &Scene<'_>,
    table: Table,
    slot: Slot,
    present: &[Id],
) -> Arc<Vec<Candidate<Id>>> {
    type Kept = (u64, Option<Id>, Arc<Vec<Candidate<Id>>>);
    let id = egui::Id::unique(("candidates", slot.record.to_string(), slot.field));
    let (revision, newest) = (scene.session.revision(), scene.view.recent.first().copied());
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    if let Some((_, _, kept)) = kept.filter(|(at, by, _)| (*at, *by) == (revision, newest)) {
        return kept;
    }
    let used = last_uses(scene, table);
    let place = |id: &Id| scene.view.recent.iter().position(|recent| recent == id).unwrap_or(usize::MAX);
    let project = scene.project();
    let ids: Vec<Id> = match table {
        Table::Source => project.sources().keys().copied().collect(),
        Table::Person => project.people().keys().copied().collect(),
        _ => project.allegations().keys().copied().collect(),
    };
    let mut list: Vec<Candidate<Id>> =
        ids.into_iter().filter(|id| !present.contains(id)).map(|id| candidate(scene, id)).collect();
    list.sort_by_cached_key(|candidate| {
        let id = candidate.value;
        let number = scene.outline.mentions(id).first().and_then(|mark| scene.outline.number(*mark));
        (place(&id), std::cmp::Reverse(used.get(&id).copied()), number, candidate.name.to_lowercase())
    });
    let list = Arc::new(list);
    let kept: Kept = (revision, newest, Arc::clone(&list));
    ui.data_mut(|data| data.insert_temp(id, kept));
    list
}

/// Tells when a record was last pointed at by a new one.
fn last_uses(scene: &Scene<'_>, table: Table) -> BTreeMap<Id, Moment> {
    let project = scene.project();
    let mut uses: BTreeMap<Id, Moment> = BTreeMap::new();
    let mut note = |ids: &[Id], stamp: Option<&crate::model::Stamp>| {
        for id in ids {
            let at = stamp.map(|stamp| stamp.at).unwrap_or_default();
            let last = uses.entry(*id).or_insert(at);
            *last = at.max(*last);
        }
    };
    match table {
        Table::Source => {
            for evidence in project.evidence().values() {
                note(evidence.source.as_slice(), evidence.created.as_ref());
            }
        }
        Table::Person => {
            for quotation in project.quotations().values() {
                note(quotation.speaker.as_slice(), quotation.created.as_ref());
            }
            for allegation in project.allegations().values() {
                note(&allegation.accusers, allegation.created.as_ref());
                note(&allegation.accused, allegation.created.as_ref());
            }
        }
        _ => {}
    }
    uses
}

/// Describes a record for a search: its name, what tells it from another of that name, what else finds it.
fn candidate(scene: &Scene<'_>, id: Id) -> Candidate<Id> {
    let (project, vocabulary) = (scene.project(), scene.vocabulary());
    let words = |field| project.words_of(&Slot { record: id, field }, vocabulary);
    let joined = |fields: &[&'static str], name: &str| {
        let words =
            fields.iter().map(|field| words(field)).filter(|words| !words.is_empty() && words != name);
        words.collect::<Vec<_>>().join(" · ")
    };
    let name = scene.name(id);
    match id.table() {
        Table::Person => {
            let also = project.people().get(&id).map(|person| person.aliases.clone()).unwrap_or_default();
            Candidate { value: id, detail: words("role"), name, also }
        }
        Table::Source => {
            let detail = joined(&["publisher", "kind", "published"], &name);
            let also =
                ["author", "url", "description"].map(words).into_iter().filter(|words| !words.is_empty());
            Candidate { value: id, detail, also: also.collect(), name }
        }
        _ => {
            let number = scene.outline.mentions(id).first().and_then(|mark| scene.outline.number(*mark));
            let gist = words("gist");
            let quote = quote_of(scene, id);
            let told = if gist.is_empty() { quote.clone() } else { gist };
            let name = number.map_or_else(|| told.clone(), |number| format!("{number}  {told}"));
            Candidate { value: id, name, detail: words("accused"), also: vec![quote] }
        }
    }
}
