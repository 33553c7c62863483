//! Merging two copies of a project: all that either has, and what both changed without having seen one another as a
//! conflict that keeps both.
//!
//! Logs do the work: the union of them leads to the same state whatever the order. A side whose history is missing is
//! joined by a record of what it says differently. What is merged from is never written to.

mod arrive;
mod made;
mod union;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use arrive::Arrived;

use super::bare::Content;
use super::log::{self, ParsedLog};
use super::opening::{self, Found};
use super::pack::limit::Limits;
use super::pack::name::Name;
use super::pack::unpack;
use super::schema::v1::LogRecord;
use super::staging::{Staging, parent_of, remove_all};
use super::state;
use super::vfs::{self, Disk, Kind, Vfs};
use super::{GIT_ATTRIBUTES, GIT_IGNORE, Problem, StoreError, removal, sealed, system};
use crate::model::Project;
use crate::session::holding;

/// What one side brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The path it was read from.
    pub from: PathBuf,
    /// How many log records it has that the other side had not.
    pub records: usize,
    /// Who made them, as they call themselves.
    pub by: BTreeSet<String>,
    /// Whether its history was missing, so that only what it says differently was joined.
    pub was_without_history: bool,
}

/// Two projects that were merged.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The new project's folder.
    pub folder: PathBuf,
    /// What came from each side: ours, then theirs.
    pub brought: [Brought; 2],
    /// The merged project, with its conflicts.
    pub project: Project,
    /// What was found and left, a sentence each.
    pub notes: Vec<String>,
    /// What is not as it should be.
    pub problems: Vec<Problem>,
}

/// Merges two copies of a project into a folder that is not there yet, or is empty. Each is a folder or a packed
/// project, and so is `base`, the state that both began with, which is needed only where a history is missing.
pub fn merge(
    base: Option<&Path>,
    ours: &Path,
    theirs: &Path,
    out: &Path,
    limits: &Limits,
) -> Result<Merged, StoreError> {
    merge_in(&Disk, base, [ours, theirs], out, limits)
}

/// A copy of a project that is merged.
#[derive(Debug)]
struct Side<'a> {
    /// What the person named.
    named: PathBuf,
    /// Where its files stand.
    folder: Passing<'a>,
    found: Found,
}

/// A folder that goes again if it was made for the merge alone.
#[derive(Debug)]
struct Passing<'a> {
    vfs: &'a dyn Vfs,
    path: PathBuf,
    goes: bool,
}

impl Drop for Passing<'_> {
    fn drop(&mut self) {
        if self.goes {
            // What cannot be removed is known by its name.
            drop(remove_all(self.vfs, &self.path));
        }
    }
}

impl<'a> Side<'a> {
    /// Reads a copy; one that is packed is unpacked into `beside` first.
    fn read(
        vfs: &'a dyn Vfs,
        named: &Path,
        beside: &Path,
        limits: &Limits,
        notes: &mut Vec<String>,
    ) -> Result<Self, StoreError> {
        let folder = opening::folder_of(named);
        let is_file = vfs.look(&folder)?.is_some_and(|found| found.kind == Kind::File);
        let folder = if is_file {
            let temp = beside.join(vfs::temporary_name(&system::random_name()));
            let passing = Passing { vfs, path: temp, goes: true };
            let unpacked = unpack::unpack(vfs, named, &passing.path, limits)?;
            notes.extend(unpacked.left_out);
            passing
        } else {
            Passing { vfs, path: folder, goes: false }
        };
        let found = opening::read(vfs, &folder.path)?;
        if let Some(closed) = &found.closed {
            // What a merge makes could not hold all that is there.
            let next = match closed {
                opening::Closed::Newer(_) => "",
                opening::Closed::Damaged(_) => " Run redpencil recover, and merge what that makes.",
            };
            return Err(StoreError::Words(format!("{}: {}{next}", named.display(), closed.reason())));
        }
        let told = found.problems.iter().filter(|problem| problem.damage);
        notes.extend(told.map(|problem| format!("{}: {}", named.display(), problem.sentence())));
        Ok(Self { named: named.to_owned(), folder, found })
    }
}

/// Merges two copies of a project, as [`merge`] does, on any disk.
pub fn merge_in(
    vfs: &dyn Vfs,
    base: Option<&Path>,
    sides: [&Path; 2],
    out: &Path,
    limits: &Limits,
) -> Result<Merged, StoreError> {
    let mut staging = Staging::begin(vfs, out)?;
    let (mut notes, beside) = (Vec::new(), parent_of(out));
    let read = |path: &Path, notes: &mut Vec<String>| Side::read(vfs, path, beside, limits, notes);
    let sides = [read(sides[0], &mut notes)?, read(sides[1], &mut notes)?];
    let base = base.map(|path| read(path, &mut notes)).transpose()?;
    let mut folders: Vec<&Path> = sides.iter().map(|side| side.folder.path.as_path()).collect();
    folders.extend(base.as_ref().map(|side| side.folder.path.as_path()));
    for (name, content) in union::of(vfs, &folders, &mut notes)? {
        match content {
            Content::Bytes(bytes) => staging.put(&name, &mut bytes.as_slice())?,
            Content::File(path, _) => staging.put(&name, &mut vfs.open(&path)?)?,
        };
    }
    for (name, text) in [(Name::GitAttributes, GIT_ATTRIBUTES), (Name::GitIgnore, GIT_IGNORE)] {
        staging.put(&name, &mut text.as_bytes())?;
    }
    let made = made::for_missing_histories(vfs, &mut staging, base.as_ref(), &sides)?;
    let brought = [0, 1].map(|at| brought(&sides[at], &sides[1 - at], made[at]));
    let found = opening::read(vfs, staging.folder())?;
    let state = state::write(&found.project, found.state_clock())
        .map_err(|error| StoreError::Words(error.to_string()))?;
    staging.put(&Name::State, &mut state.as_bytes())?;
    for side in &sides {
        sealed::copy_named(vfs, &side.folder.path, staging.folder(), &found.project)?;
    }
    let (removed, _) = removal::carry_out(vfs, staging.folder(), &holding::removed(&found.project))?;
    notes.extend(came_back(&removed));
    staging.finish()?;
    Ok(Merged { folder: out.to_owned(), brought, project: found.project, notes, problems: found.problems })
}

/// Says that a copy still had what was removed for good.
fn came_back(places: &[String]) -> Option<String> {
    if places.is_empty() {
        return None;
    }
    let named = super::pack::few(places.iter().map(String::as_str));
    Some(format!("Left out, because it was removed for good: {named}. A copy that was merged still has it."))
}

/// Tells what a side has that the other one had not.
fn brought(side: &Side<'_>, other: &Side<'_>, made: bool) -> Brought {
    let mut brought = Brought {
        from: side.named.clone(),
        was_without_history: made,
        records: usize::from(made),
        ..Brought::default()
    };
    for (by, count) in news(&side.found.logs, &other.found.logs) {
        brought.records += count;
        brought.by.insert(by);
    }
    brought
}

/// Counts the records that one set of logs has and another has not, by who made them.
fn news(logs: &BTreeMap<String, ParsedLog>, others: &BTreeMap<String, ParsedLog>) -> BTreeMap<String, usize> {
    let mut news = BTreeMap::new();
    for (writer, log) in logs {
        let is_known = |line: &log::Line| {
            let known = others.get(writer).and_then(|other| opening::line(other, line.sequence));
            known.is_some_and(|known| known.hash == line.hash)
        };
        for line in log.lines.iter().filter(|line| !is_known(line)) {
            let by = ron::from_str::<LogRecord>(&line.text).map(|record| record.by).unwrap_or_default();
            *news.entry(by).or_default() += 1;
        }
    }
    news
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
