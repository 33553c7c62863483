//! What the logs lead to: the state of every slot, whatever the order in which logs are read.
//!
//! A write of a slot *covers* another if its writer had seen the other's record. What no write covers is live;
//! several live writes with different values are a conflict that keeps them all. Who deletes a record while somebody
//! else works on it leaves the record where it was, in conflict with its deletion. No clock decides anything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::schema::v1::LogRecord;
use super::state::Clock;
use crate::model::{Change, Id, Moment, Project, Slot, Stamp, Value, Version};
use crate::session::Standing;

/// How many records of each log somebody has seen.
pub type Sight = BTreeMap<String, u64>;

/// One log record with its place, its edits at hand.
#[derive(Clone, Debug)]
pub struct Numbered {
    /// The writer of the log.
    pub writer: String,
    /// The record's number in it, from 1.
    pub sequence: u64,
    /// What its writer had seen of all logs, those included that a copy without history stands for.
    pub sight: Arc<Sight>,
    /// The record, without its edits.
    pub record: LogRecord,
    /// What it changed, wherever that stood.
    pub changes: Vec<Change>,
}

/// A log record as one that has seen others, and signed.
#[derive(Debug)]
struct Deed {
    writer: String,
    sequence: u64,
    sight: Arc<Sight>,
    by: Option<Stamp>,
    /// The records that it left empty, with what stood in each of their slots.
    gone: BTreeMap<Id, Vec<(Slot, Value)>>,
}

/// A write of one slot.
#[derive(Clone, Debug)]
struct Write {
    deed: Arc<Deed>,
    value: Value,
}

/// The newest write of each writer to each slot, since a state that all of them have seen.
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    /// In the order of the writers.
    slots: BTreeMap<Slot, Vec<Write>>,
    /// Which deeds have left a record empty, by their writers and numbers.
    gone: BTreeMap<Id, Vec<Arc<Deed>>>,
    /// The slots in which a record was named.
    named: BTreeMap<Id, BTreeSet<Slot>>,
}

impl Deed {
    fn has_seen(&self, other: &Self) -> bool {
        let known = if self.writer == other.writer {
            self.sequence
        } else {
            self.sight.get(&other.writer).copied().unwrap_or(0)
        };
        known >= other.sequence
    }
}

impl Frontier {
    /// Takes a log record in, whatever was taken in before; returns the slots whose standing may have changed.
    pub fn take(&mut self, numbered: &Numbered) -> BTreeSet<Slot> {
        let mut touched = BTreeSet::new();
        let deed = Arc::new(deed(numbered));
        for change in &numbered.changes {
            touched.insert(change.slot);
            for id in change.after.links() {
                self.named.entry(id).or_default().insert(change.slot);
            }
            self.write(change.slot, Write { deed: Arc::clone(&deed), value: change.after.clone() });
        }
        for id in deed.gone.keys() {
            // In an order of their own, whatever the order in which they came: where several deleted a record, the
            // first tells what stood in it.
            let deeds = self.gone.entry(*id).or_default();
            let rank = |deed: &Deed| (deed.writer.clone(), deed.sequence);
            let at = deeds.partition_point(|other| rank(other) < rank(&deed));
            deeds.insert(at, Arc::clone(&deed));
        }
        if !self.gone.is_empty() {
            touched.extend(self.may_be_contested(&touched));
        }
        touched
    }

    /// Within one log the later write covers the earlier, and has seen all that it saw.
    fn write(&mut self, slot: Slot, write: Write) {
        let writes = self.slots.entry(slot).or_default();
        match writes.binary_search_by(|known| known.deed.writer.cmp(&write.deed.writer)) {
            Ok(at) if writes[at].deed.sequence <= write.deed.sequence => writes[at] = write,
            Ok(_) => {}
            Err(at) => writes.insert(at, write),
        }
    }

    /// Goes through the slots that were written.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.keys()
    }

    /// Lists what deletions have emptied, where one of these slots speaks of what they deleted.
    fn may_be_contested(&self, touched: &BTreeSet<Slot>) -> BTreeSet<Slot> {
        let mut records: BTreeSet<Id> = touched.iter().map(|slot| slot.record).collect();
        for slot in touched {
            records.extend(self.slots[slot].iter().flat_map(|write| write.value.links()));
        }
        let deeds = records.iter().filter_map(|id| self.gone.get(id)).flatten();
        // Each deed once: it may have emptied very many of the records.
        let deeds: BTreeMap<_, _> = deeds.map(|deed| ((&deed.writer, deed.sequence), deed)).collect();
        deeds.values().flat_map(|deed| deed.gone.values().flatten()).map(|(slot, _)| *slot).collect()
    }

    /// Tells what each of these slots holds.
    pub fn standings<'a>(
        &self,
        slots: impl IntoIterator<Item = &'a Slot>,
    ) -> impl Iterator<Item = (Slot, Standing)> {
        let mut contested = BTreeMap::new();
        slots.into_iter().filter_map(move |slot| Some((*slot, self.standing(*slot, &mut contested)?)))
    }

    /// `contested` remembers for each deed which of the records that it deleted somebody else still works on.
    fn standing(&self, slot: Slot, contested: &mut Contested) -> Option<Standing> {
        let live = live(self.slots.get(&slot)?);
        let mut versions: Vec<Version> = Vec::new();
        for write in &live {
            if versions.iter().all(|version| version.value != write.value) {
                versions.push(Version { value: write.value.clone(), by: write.deed.by.clone() });
            }
        }
        for deed in self.gone.get(&slot.record).into_iter().flatten() {
            let restored = deed.gone[&slot.record].iter().find(|(emptied, _)| *emptied == slot);
            let Some((_, before)) = restored else { continue };
            if !live.iter().any(|write| Arc::ptr_eq(&write.deed, deed)) {
                continue;
            }
            let key = (deed.writer.clone(), deed.sequence);
            let held = contested.entry(key).or_insert_with(|| self.contested(deed));
            if held.contains(&slot.record) && versions.iter().all(|version| version.value == Value::Nothing) {
                versions.insert(0, Version { value: before.clone(), by: None });
            }
        }
        // Whoever deleted it, what somebody else says stands first.
        versions.sort_by_key(|version| version.value == Value::Nothing);
        match versions.as_slice() {
            [one] => Some(Standing::One(one.value.clone())),
            _ => Some(Standing::Several(versions)),
        }
    }

    /// Lists which of the records that a deed deleted stay, because somebody who had not seen that works on them or
    /// names them, with those of the deleted records that hang together with them.
    fn contested(&self, deed: &Deed) -> BTreeSet<Id> {
        let mut held: BTreeSet<Id> =
            deed.gone.keys().copied().filter(|id| self.is_worked_on(*id, deed)).collect();
        let mut waiting: Vec<Id> = held.iter().copied().collect();
        if waiting.is_empty() {
            return held;
        }
        let mut beside: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
        for (id, emptied) in &deed.gone {
            for other in emptied.iter().flat_map(|(_, before)| before.links()) {
                beside.entry(*id).or_default().insert(other);
                beside.entry(other).or_default().insert(*id);
            }
        }
        while let Some(id) = waiting.pop() {
            for other in beside.get(&id).into_iter().flatten() {
                if deed.gone.contains_key(other) && held.insert(*other) {
                    waiting.push(*other);
                }
            }
        }
        held
    }

    fn is_worked_on(&self, id: Id, deed: &Deed) -> bool {
        let says = |writes: &[Write], speaks: &dyn Fn(&Write) -> bool| {
            live(writes).iter().any(|write| speaks(write) && !deed.has_seen(&write.deed))
        };
        let own = self.slots.range(Slot { record: id, field: "" }..);
        let mut own = own.take_while(|(slot, _)| slot.record == id);
        let mut named = self.named.get(&id).into_iter().flatten().filter_map(|slot| self.slots.get(slot));
        own.any(|(_, writes)| says(writes, &|write| !write.deed.gone.contains_key(&id)))
            || named.any(|writes| says(writes, &|write| write.value.links().any(|link| link == id)))
    }

    /// Tells whether a writer who has seen so much has seen every other write of a slot.
    pub fn is_alone(&self, slot: &Slot, writer: &str, sight: &Sight) -> bool {
        self.slots.get(slot).into_iter().flatten().all(|write| {
            write.deed.writer == writer
                || sight.get(&write.deed.writer).is_some_and(|seen| *seen >= write.deed.sequence)
        })
    }
}

type Contested = BTreeMap<(String, u64), BTreeSet<Id>>;

/// Returns the writes that no other covers.
fn live(writes: &[Write]) -> Vec<&Write> {
    let covered = |write: &Write| {
        writes.iter().any(|other| other.deed.writer != write.deed.writer && other.deed.has_seen(&write.deed))
    };
    writes.iter().filter(|write| !covered(write)).collect()
}

fn deed(numbered: &Numbered) -> Deed {
    let record = &numbered.record;
    let mut gone: BTreeMap<Id, Vec<(Slot, Value)>> =
        record.gone.iter().filter_map(|id| Some((Id::parse(id)?, Vec::new()))).collect();
    if !gone.is_empty() {
        for change in numbered.changes.iter().filter(|change| change.after == Value::Nothing) {
            if let Some(emptied) = gone.get_mut(&change.slot.record) {
                emptied.push((change.slot, change.before.clone()));
            }
        }
    }
    let by = Moment::parse(&record.at).map(|at| Stamp { by: record.by.clone(), at });
    let (writer, sequence) = (numbered.writer.clone(), numbered.sequence);
    Deed { writer, sequence, sight: Arc::clone(&numbered.sight), by, gone }
}

/// Tells whether every record has seen all that the clock names, so that a state of that clock can be
/// carried on without what led to it.
pub fn carries_on(clock: &Clock, records: &[Numbered]) -> bool {
    records.iter().all(|numbered| {
        clock.iter().all(|(writer, seen)| {
            let known = if *writer == numbered.writer {
                numbered.sequence.saturating_sub(1)
            } else {
                numbered.sight.get(writer).copied().unwrap_or(0)
            };
            known >= seen.sequence
        })
    })
}

/// Tells whether one of the records is a copy without history whose original is not at hand: what it leaves out was
/// empty where it was made, so that all it stands for has to be looked at.
pub fn brings_copy(records: &[Numbered]) -> bool {
    records.iter().any(is_copy)
}

fn is_copy(numbered: &Numbered) -> bool {
    !numbered.record.copy_of.is_empty() && !numbered.changes.is_empty()
}

/// Has copies without history empty what they leave out, of all that they stand for.
pub fn complete_copies(records: &mut [Numbered]) {
    let copies: Vec<usize> = (0..records.len()).filter(|at| is_copy(&records[*at])).collect();
    for (place, at) in copies.iter().enumerate() {
        // The values of a conflict stand in logs of their own: together they are one copy.
        let of = records[*at].record.copy_of.clone();
        let is_same = |other: &usize| records[*other].record.copy_of == of;
        if copies[..place].iter().any(is_same) {
            continue;
        }
        let slots =
            |numbered: &Numbered| numbered.changes.iter().map(|change| change.slot).collect::<Vec<_>>();
        let said: BTreeSet<Slot> =
            copies.iter().filter(|other| is_same(other)).flat_map(|other| slots(&records[*other])).collect();
        let stood = records.iter().filter(|numbered| {
            of.get(&numbered.writer).is_some_and(|seen| seen.sequence >= numbered.sequence)
        });
        let lacking: BTreeSet<Slot> = stood.flat_map(slots).filter(|slot| !said.contains(slot)).collect();
        let emptied = |slot| Change { slot, before: Value::Nothing, after: Value::Nothing };
        records[*at].changes.extend(lacking.into_iter().map(emptied));
    }
}

/// Plays records onto a project that stands where they carry on.
pub fn play(project: &mut Project, records: &[Numbered]) -> Frontier {
    let mut frontier = Frontier::default();
    for numbered in records {
        frontier.take(numbered);
    }
    for (slot, standing) in frontier.standings(frontier.slots.keys()) {
        standing.put(project, slot);
    }
    frontier
}

/// Joins records to a project that contains what the clock names, whether or not they carry it on.
///
/// A record that had not seen all of that may meet a slot that somebody else changed meanwhile: where the slot
/// holds neither what the record found there nor what it leads to, both values are kept as a conflict.
pub fn join(project: &mut Project, clock: &Clock, records: &[Numbered]) {
    let before = project.clone();
    play(project, records);
    let mut looked_at = BTreeSet::new();
    for numbered in records.iter().filter(|numbered| !carries_on(clock, std::slice::from_ref(numbered))) {
        for Change { slot, before: found, .. } in &numbered.changes {
            let slot = *slot;
            if !looked_at.insert((numbered.writer.clone(), slot)) || project.conflicts().contains_key(&slot) {
                continue;
            }
            let (stood, stands) = (before.value(&slot), project.value(&slot));
            if stood != *found && stood != stands && !clock.is_empty() {
                let versions = [stood, stands].map(|value| Version { value, by: None });
                project.apply_conflict(slot, versions.into());
            }
        }
    }
}

#[cfg(test)]
mod tests;
