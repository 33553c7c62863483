//! What has become of `project.ron`, and how the logs carry it on; where both are damaged, what is left of either.

use std::path::Path;

use super::super::hash::Sha256;
use super::super::problem::Problem;
use super::super::replay;
use super::super::schema;
use super::super::schema::v1::{self, Texts};
use super::super::state::{self, Clock, Unreadable};
use super::super::vfs::Vfs;
use super::super::{StoreError, checkpoint, salvage};
use super::{Closed, Found, LOGS, STATE, STATE_CAP, join, records, replay_all};
use crate::model::{Edit, Project, Slot};

/// The bytes of the two states that a folder keeps.
pub(super) struct States {
    last: Option<Vec<u8>>,
    previous: Option<Vec<u8>>,
}

impl States {
    /// Reads both.
    pub(super) fn read(vfs: &dyn Vfs, folder: &Path) -> Result<Self, StoreError> {
        let bytes_of = |name: &str| match vfs.look(&folder.join(name)) {
            Ok(Some(_)) => vfs.read(&folder.join(name), STATE_CAP).map(Some),
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        };
        // Nothing depends on the previous one as long as the last one can be read.
        let previous = bytes_of(&checkpoint::previous_name(STATE)).unwrap_or_default();
        Ok(Self { last: bytes_of(STATE)?, previous })
    }

    /// Tells whether neither is there.
    pub(super) fn are_missing(&self) -> bool {
        self.last.is_none() && self.previous.is_none()
    }
}

/// What `project.ron` has come to.
enum Checkpoint {
    /// There is none.
    Missing,
    /// It cannot be read as a whole; this is what can be taken out of it.
    Unreadable(state::Read),
    /// It was edited by hand, or names what is not there; it counts only where the logs do not say better.
    Doubtful(state::Read),
    /// It is as it was written.
    Whole(state::Read),
    /// A newer program wrote it; this is what is understood of it.
    Newer(state::Read),
}

/// Plays what the logs hold onto the state; or everything, where they do not carry it on.
pub(super) fn carry_on(
    vfs: &dyn Vfs,
    folder: &Path,
    found: &mut Found,
    states: &States,
) -> Result<(), StoreError> {
    let last = match &states.last {
        Some(bytes) => of_bytes(found, bytes),
        None => Checkpoint::Missing,
    };
    let (mut read, is_doubtful) = match last {
        Checkpoint::Missing => return without(vfs, folder, found, states, None),
        Checkpoint::Unreadable(left) => return without(vfs, folder, found, states, Some(left)),
        Checkpoint::Newer(mut read) => {
            read.clock = found.resolved(&read.clock);
            let tail = records(vfs, folder, found, &read.clock);
            (found.project, found.clock) = (read.project, read.clock);
            join(found, &tail);
            return Ok(());
        }
        Checkpoint::Doubtful(read) => (read, true),
        Checkpoint::Whole(read) => (read, false),
    };
    read.clock = found.resolved(&read.clock);
    let missing = missing_records(found, &read.clock, STATE);
    let is_complete = missing.is_empty() && found.logs_are_whole();
    found.problems.extend(missing);
    let before = found.problems.len();
    let tail = records(vfs, folder, found, &read.clock);
    let counts = !is_doubtful || read.clock.is_empty();
    if is_complete && (!counts || !replay::carries_on(&read.clock, &tail) || replay::brings_copy(&tail)) {
        found.problems.truncate(before);
        replay_all(vfs, folder, found);
        if read.edited {
            let mut edited = read.project;
            replay::join(&mut edited, &read.clock, &tail);
            found.hand_edited = (edited != found.project).then_some(edited);
        }
        return Ok(());
    }
    if read.edited {
        let what = "There is no whole log to compare it with.";
        found.problems.push(Problem::damage(STATE, what, "It is shown as it stands in the file."));
    }
    (found.project, found.clock) = (read.project, read.clock);
    join(found, &tail);
    Ok(())
}

/// Tells which records a state contains that no log holds.
fn missing_records(found: &Found, clock: &Clock, name: &str) -> Vec<Problem> {
    let missing = clock.iter().filter(|(writer, seen)| !found.holds(writer, seen));
    missing
        .map(|(writer, seen)| {
            let what =
                format!("Record {} of the log {writer}, which {name} contains, is missing.", seen.sequence);
            Problem::damage(&format!("{LOGS}/{writer}.ron"), &what, "What project.ron holds was kept.")
        })
        .collect()
}

/// Reads `project.ron`; what is wrong with it is a problem, and the logs stand in for it.
fn of_bytes(found: &mut Found, bytes: &[u8]) -> Checkpoint {
    found.state_hash = Some(Sha256::of(bytes));
    let text = String::from_utf8_lossy(bytes);
    let is_text = std::str::from_utf8(bytes).is_ok();
    let unreadable = |found: &mut Found, what: &str| {
        found.problems.push(Problem::damage(STATE, what, "It was made anew from the rest of the project."));
        let salvaged = salvage::state(&text);
        let left = taken_in(found, salvaged.what);
        Checkpoint::Unreadable(state::Read { problems: salvaged.left_out, ..left })
    };
    let framed = match state::framed(&text) {
        Ok(framed) if is_text => framed,
        Ok(_) => return unreadable(found, "It is not UTF-8 text."),
        Err(error) => return unreadable(found, &format!("It cannot be read: {error}.")),
    };
    let parsed = state::parse(&framed);
    if framed.format > schema::NEWEST && !(framed.edited && parsed.is_ok()) {
        found.newer.insert(format!("the format {} of {STATE}", framed.format));
        return newer(found, &framed.text);
    }
    match parsed {
        Ok(state::Parsed { saved, edited }) => {
            let read = state::Read { edited, ..taken_in(found, saved) };
            if read.edited {
                found.problems.push(Problem::damage(
                    STATE,
                    "Its checksum does not fit: it was edited by hand or damaged.",
                    "Where the logs are whole they count; the file is kept as project.ron.prev at the next save.",
                ));
            }
            for problem in &read.problems {
                found.problems.push(Problem::damage(STATE, problem, "Where the logs are whole they count."));
            }
            let is_doubtful = read.edited || !read.problems.is_empty();
            if is_doubtful { Checkpoint::Doubtful(read) } else { Checkpoint::Whole(read) }
        }
        // The checksum fits, so a program wrote it, with words that are not known here.
        Err(_) if !framed.edited && !salvage::state(&framed.text).unknown.is_empty() => {
            newer(found, &framed.text)
        }
        Err(error) => unreadable(found, &format!("It cannot be read: {error}.")),
    }
}

fn newer(found: &mut Found, text: &str) -> Checkpoint {
    let salvaged = salvage::state(text);
    found.newer.extend(salvaged.unknown);
    for left_out in salvaged.left_out {
        found.problems.push(Problem::damage(STATE, &left_out, "A newer redpencil may be able to."));
    }
    Checkpoint::Newer(taken_in(found, salvaged.what))
}

/// Takes in what was saved, and notes which texts it misses.
fn taken_in(found: &mut Found, saved: v1::Project) -> state::Read {
    for (id, draft) in &saved.drafts {
        let sha256 = &draft.text.0;
        if !sha256.is_empty() && !found.texts.contains_key(sha256) {
            found.missing_texts.insert(sha256.clone(), id.clone());
        }
    }
    state::taken_in(saved, &found.texts)
}

/// Reads the state before the last one.
fn previous(states: &States, texts: &Texts) -> Option<Result<state::Read, Unreadable>> {
    let bytes = states.previous.as_ref()?;
    Some(state::read(&String::from_utf8_lossy(bytes), texts))
}

/// Opens without `project.ron`, or with what is left of it: the logs lead to the state. Where they are not whole, the
/// state before the last one is carried on, and what is left of the last one is laid over it.
fn without(
    vfs: &dyn Vfs,
    folder: &Path,
    found: &mut Found,
    states: &States,
    left: Option<state::Read>,
) -> Result<(), StoreError> {
    let mut previous = previous(states, &found.texts).and_then(Result::ok);
    let mut left = left;
    for read in left.iter_mut().chain(&mut previous) {
        read.clock = found.resolved(&read.clock);
    }
    let clocks = left.iter().chain(&previous).map(|read| &read.clock);
    let missing: Vec<Problem> = clocks.flat_map(|clock| missing_records(found, clock, "the state")).collect();
    let has_records = found.logs.values().any(|log| !log.lines.is_empty());
    if has_records && missing.is_empty() && found.logs_are_whole() {
        replay_all(vfs, folder, found);
        return Ok(());
    }
    let holds_something = |read: &state::Read| read.project != Project::default();
    let (left, previous) = (left.filter(holds_something), previous.filter(holds_something));
    if !has_records && previous.is_none() && left.is_none() {
        return Err(StoreError::at(
            &folder.join(STATE),
            "cannot be read, and there is no log. Put back project.ron.prev or a backup.",
        ));
    }
    found.problems.extend(missing);
    let base = previous.unwrap_or_default();
    let has_base = base.project != Project::default();
    (found.project, found.clock) = (base.project, base.clock.clone());
    let all = records(vfs, folder, found, &base.clock);
    let left = left.unwrap_or_default();
    // What the last state had seen comes before it, the rest after it.
    let (seen, tail): (Vec<_>, Vec<_>) = all.into_iter().partition(|numbered| {
        left.clock.get(&numbered.writer).is_some_and(|known| known.sequence >= numbered.sequence)
    });
    join(found, &seen);
    lay_over(&mut found.project, &left.project);
    for (writer, seen) in left.clock {
        match found.clock.get(&writer) {
            Some(known) if known.sequence >= seen.sequence => {}
            _ => drop(found.clock.insert(writer, seen)),
        }
    }
    join(found, &tail);
    for problem in left.problems {
        found.problems.push(Problem::damage(STATE, &problem, "Everything else in it was read."));
    }
    let from = if has_base { "project.ron.prev, " } else { "" };
    found.closed = Some(Closed::Damaged(format!(
        "project.ron is missing or damaged, and the logs are not whole. This is what {from}the logs and the rest of \
         project.ron still say, open for reading only. Put back a backup, or save a copy to go on with what is here."
    )));
    Ok(())
}

/// Puts what one state says in the place of what another does; what it does not say stays.
fn lay_over(project: &mut Project, newer: &Project) {
    let filled = newer.ids().into_iter().flat_map(|id| newer.filled(id));
    let edits: Vec<Edit> = filled.map(|(slot, value): (Slot, _)| Edit { slot, value }).collect();
    project.apply(&edits);
    for (slot, versions) in newer.conflicts() {
        project.apply_conflict(*slot, versions.clone());
    }
}
