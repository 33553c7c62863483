//! Records that stand for a history that is missing: what a copy says differently from a state that is known.
//!
//! Without such a state everything that it says is written anew by somebody who has seen nothing, so that what others
//! say differently becomes a conflict and nothing is lost. The same copy always makes the same record.

use std::collections::{BTreeMap, BTreeSet};

use super::Side;
use crate::model::{Change, Project, Slot, Value, Version};
use crate::session::Standing;
use crate::store::StoreError;
use crate::store::bare::{self, writer_for};
use crate::store::log;
use crate::store::opening::{self, Found};
use crate::store::pack::name::Name;
use crate::store::replay;
use crate::store::schema::v1::{Edit, LogRecord, Seen};
use crate::store::staging::Staging;
use crate::store::state::Clock;
use crate::store::vfs::Vfs;

/// What such a record says was done.
const DID: &str = "merge a copy whose history is missing";
/// The machine that its log names: none, so that nobody continues it.
const NOBODY: &str = "m-0000000000";

/// Puts logs into the merged folder for each side whose own are missing; tells for which that was needed.
pub(super) fn for_missing_histories(
    vfs: &dyn Vfs,
    staging: &mut Staging<'_>,
    base: Option<&Side<'_>>,
    sides: &[Side<'_>; 2],
) -> Result<[bool; 2], StoreError> {
    let mut union = read(vfs, staging)?;
    let missing = [0, 1].map(|at| !is_known(&union, &sides[at].found));
    if missing == [false, false] {
        return Ok(missing);
    }
    let mut begun = Clock::new();
    if let Some(base) = base {
        begun = held(&union, &base.found.clock);
        if !is_known(&union, &base.found) {
            let (clock, _) = make(vfs, staging, &union, &begun, &base.found)?;
            begun = clock;
            union = read(vfs, staging)?;
        }
    }
    for (side, is_missing) in sides.iter().zip(missing) {
        if is_missing {
            let seen = later(&begun, &held(&union, &side.found.clock));
            make(vfs, staging, &union, &seen, &side.found)?;
        }
    }
    Ok(missing)
}

/// Puts logs into the folder for one copy whose own are missing; returns the names of what was made.
pub(super) fn for_one(
    vfs: &dyn Vfs,
    staging: &mut Staging<'_>,
    found: &Found,
) -> Result<Vec<Name>, StoreError> {
    let union = read(vfs, staging)?;
    let seen = held(&union, &found.clock);
    Ok(make(vfs, staging, &union, &seen, found)?.1)
}

/// Reads the logs that were put together so far.
fn read(vfs: &dyn Vfs, staging: &Staging<'_>) -> Result<Found, StoreError> {
    let mut found = Found { texts: opening::texts(vfs, staging.folder())?, ..Found::default() };
    found.logs = opening::logs(vfs, staging.folder(), &mut found.problems)?;
    Ok(found)
}

/// Tells whether logs hold all that a copy's state contains.
pub(super) fn is_known(union: &Found, found: &Found) -> bool {
    !found.clock.is_empty()
        && union.resolved(&found.clock).iter().all(|(writer, seen)| union.holds(writer, seen))
}

/// Returns the part of a clock that logs bear out.
fn held(union: &Found, clock: &Clock) -> Clock {
    let mut held = union.resolved(clock);
    held.retain(|writer, seen| union.holds(writer, seen));
    held
}

fn later(one: &Clock, other: &Clock) -> Clock {
    let mut later = one.clone();
    for (writer, seen) in other {
        match later.get(writer) {
            Some(known) if known.sequence >= seen.sequence => {}
            _ => drop(later.insert(writer.clone(), seen.clone())),
        }
    }
    later
}

/// Puts a log of what a copy says differently from what it is known to have seen; returns the clock with it,
/// and the names of the files.
fn make(
    vfs: &dyn Vfs,
    staging: &mut Staging<'_>,
    union: &Found,
    seen: &Clock,
    found: &Found,
) -> Result<(Clock, Vec<Name>), StoreError> {
    let known = state_at(vfs, staging, union, seen);
    let (mut clock, mut names) = (seen.clone(), Vec::new());
    let at = bare::newest_stamp(&found.project);
    for (number, (by, changes)) in differences(&known, &found.project).into_iter().enumerate() {
        if changes.is_empty() && number > 0 {
            continue;
        }
        let emptied: BTreeSet<_> = changes
            .iter()
            .map(|change| change.slot.record)
            .filter(|id| known.has(*id) && !found.project.has(*id))
            .collect();
        let edits = changes.iter().map(Edit::of).collect();
        let (edits, aside) = bare::set_aside(edits)?;
        let record = LogRecord {
            previous: String::new(),
            seen: seen.clone(),
            copy_of: Clock::new(),
            gone: emptied.iter().map(ToString::to_string).collect(),
            at: by.as_ref().map_or(at, |by| by.at).to_string(),
            by: by.map(|by| by.by).unwrap_or_default(),
            did: DID.to_owned(),
            edits,
        };
        let text = ron::to_string(&record).map_err(|error| StoreError::Words(error.to_string()))?;
        let writer = writer_for(&text, &[]);
        let (log, end) = log::whole(&writer, NOBODY, &[text]);
        if let Some((hash, text)) = aside {
            put_once(vfs, staging, &Name::Aside(hash), text.as_bytes())?;
            names.push(Name::Aside(hash));
        }
        if let Some((sequence, hash)) = end {
            clock.insert(writer.clone(), Seen { sequence, hash: hash.to_string() });
        }
        let name = Name::Log(writer);
        put_once(vfs, staging, &name, log.as_bytes())?;
        names.push(name);
    }
    Ok((clock, names))
}

/// A copy that says the same has made the same record already.
fn put_once(vfs: &dyn Vfs, staging: &mut Staging<'_>, name: &Name, bytes: &[u8]) -> Result<(), StoreError> {
    if vfs.look(&name.within(staging.folder()))?.is_none() {
        staging.put(name, &mut &*bytes)?;
    }
    Ok(())
}

/// Plays the logs as far as a clock tells.
fn state_at(vfs: &dyn Vfs, staging: &Staging<'_>, union: &Found, clock: &Clock) -> Project {
    let mut found = Found { texts: union.texts.clone(), logs: union.logs.clone(), ..Found::default() };
    let mut records = opening::records(vfs, staging.folder(), &mut found, &Clock::new());
    records.retain(|numbered| {
        clock.get(&numbered.writer).is_some_and(|seen| seen.sequence >= numbered.sequence)
    });
    let mut project = Project::default();
    replay::play(&mut project, &records);
    project
}

type Signed = Option<crate::model::Stamp>;

/// Lists what one state says differently from another: one list for what is sure, and one for each further value of
/// its conflicts.
fn differences(known: &Project, said: &Project) -> Vec<(Signed, Vec<Change>)> {
    let mut slots: BTreeSet<Slot> =
        known.conflicts().keys().chain(said.conflicts().keys()).copied().collect();
    for project in [known, said] {
        slots.extend(project.ids().into_iter().flat_map(|id| project.filled(id)).map(|(slot, _)| slot));
    }
    slots.retain(|slot| Standing::of(known, *slot) != Standing::of(said, *slot));
    let mut sure = Vec::new();
    let mut further: BTreeMap<(usize, String, i64), (Signed, Vec<Change>)> = BTreeMap::new();
    for slot in slots {
        let before = known.value(&slot);
        match said.conflicts().get(&slot) {
            None => sure.push(Change { slot, before, after: said.value(&slot) }),
            Some(versions) => {
                for (place, Version { value, by }) in versions.iter().enumerate() {
                    let (name, at) = by.as_ref().map_or((String::new(), 0), |by| (by.by.clone(), by.at.0));
                    let list = further.entry((place, name, at)).or_insert_with(|| (by.clone(), Vec::new()));
                    let before = if place == 0 { before.clone() } else { Value::Nothing };
                    list.1.push(Change { slot, before, after: value.clone() });
                }
            }
        }
    }
    std::iter::once((None, sure)).chain(further.into_values()).collect()
}
