//! What the logs lead to: the state of every slot, whatever the order in which logs are read.
//!
//! A write of a slot *covers* another if its writer had seen the other's record. What no write covers is live;
//! several live writes with different values are a conflict that keeps them all. No clock decides anything.

use std::collections::{BTreeMap, BTreeSet};

use super::schema::v1::{LogRecord, Texts, Unfit, Value};
use super::state::Clock;
use crate::model::{self, Edit, Id, Project, Slot};

/// One log record with its place, its edits at hand.
#[derive(Clone, Debug)]
pub struct Numbered {
    /// The writer of the log.
    pub writer: String,
    /// The record's number in it, from 1.
    pub sequence: u64,
    /// The record.
    pub record: LogRecord,
    /// Its edits, wherever they stood.
    pub edits: Vec<super::schema::v1::Edit>,
}

/// A write of one slot.
#[derive(Clone, Debug)]
struct Write {
    sequence: u64,
    seen: BTreeMap<String, u64>,
    value: Value,
}

/// Tells whether every record has seen all that the clock names, so that a state of that clock can be
/// carried on without what led to it.
pub fn carries_on(clock: &Clock, records: &[Numbered]) -> bool {
    records.iter().all(|numbered| {
        clock.iter().all(|(writer, seen)| {
            let known = if *writer == numbered.writer {
                numbered.sequence.saturating_sub(1)
            } else {
                numbered.record.seen.get(writer).map_or(0, |seen| seen.sequence)
            };
            known >= seen.sequence
        })
    })
}

/// Plays records onto a project that stands where they carry on; returns what did not fit.
pub fn play(project: &mut Project, records: &[Numbered], texts: &Texts) -> Vec<String> {
    let mut slots: BTreeMap<(String, String), BTreeMap<&str, Write>> = BTreeMap::new();
    for numbered in records {
        let seen: BTreeMap<String, u64> =
            numbered.record.seen.iter().map(|(writer, seen)| (writer.clone(), seen.sequence)).collect();
        for edit in &numbered.edits {
            let write = Write { sequence: numbered.sequence, seen: seen.clone(), value: edit.after.clone() };
            // Within one log the later write covers the earlier, and has seen all that it saw.
            let of_slot = slots.entry((edit.record.clone(), edit.field.clone())).or_default();
            let newest = of_slot.entry(&numbered.writer).or_insert_with(|| write.clone());
            if newest.sequence <= write.sequence {
                *newest = write;
            }
        }
    }
    let mut problems = Vec::new();
    let mut edits = Vec::new();
    let mut conflicts = Vec::new();
    for ((record, field), writes) in slots {
        match slot(&record, &field).and_then(|slot| Ok((slot, live(&writes, texts)?))) {
            Ok((slot, values)) => match values.as_slice() {
                [value] => edits.push(Edit { slot, value: value.clone() }),
                _ => conflicts.push((slot, values)),
            },
            Err(unfit) => problems.push(format!("In {record}: {unfit}.")),
        }
    }
    project.apply(&edits);
    for (slot, values) in conflicts {
        project.apply_conflict(slot, values);
    }
    problems
}

/// Joins records to a project that contains what the clock names, whether or not they carry it on.
///
/// A record that had not seen all of that may meet a slot that somebody else changed meanwhile: where the slot
/// holds neither what the record found there nor what it leads to, both values are kept as a conflict.
pub fn join(project: &mut Project, clock: &Clock, records: &[Numbered], texts: &Texts) -> Vec<String> {
    let before = project.clone();
    let problems = play(project, records, texts);
    let mut looked_at = BTreeSet::new();
    for numbered in records.iter().filter(|numbered| !carries_on(clock, std::slice::from_ref(numbered))) {
        for edit in &numbered.edits {
            let (Ok(slot), Ok(found)) = (slot(&edit.record, &edit.field), edit.before.clone().value(texts))
            else {
                continue;
            };
            if !looked_at.insert((numbered.writer.clone(), slot)) || project.conflicts().contains_key(&slot) {
                continue;
            }
            let (stood, stands) = (before.value(&slot), project.value(&slot));
            if stood != found && stood != stands && !clock.is_empty() {
                project.apply_conflict(slot, vec![stood, stands]);
            }
        }
    }
    problems
}

/// Tells whether every edit names a slot and holds a value that can be taken in.
pub fn fits(edits: &[super::schema::v1::Edit], texts: &Texts) -> Result<(), Unfit> {
    for edit in edits {
        slot(&edit.record, &edit.field)?;
        edit.after.clone().value(texts)?;
    }
    Ok(())
}

fn slot(record: &str, field: &str) -> Result<Slot, Unfit> {
    let id = Id::parse(record).ok_or_else(|| Unfit::Id(record.to_owned()))?;
    Slot::named(id, field).ok_or_else(|| Unfit::Field(id.table().noun(), field.to_owned()))
}

/// Returns the values of the writes that no other covers, each once, in the order of the writers.
fn live(writes: &BTreeMap<&str, Write>, texts: &Texts) -> Result<Vec<model::Value>, Unfit> {
    let mut values: Vec<model::Value> = Vec::new();
    for (writer, write) in writes {
        let covered = writes.iter().any(|(other, later)| {
            other != writer && later.seen.get(*writer).is_some_and(|seen| *seen >= write.sequence)
        });
        if !covered {
            let value = write.value.clone().value(texts)?;
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    Ok(values)
}
