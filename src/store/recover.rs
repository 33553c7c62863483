//! Making a whole project of whatever is left of a damaged one: in a folder of its own, the original untouched.
//!
//! Where the logs are whole they go along as they are, and `project.ron` is made anew. Where they are not, the copy
//! begins with one record that holds everything that could be read, and the damaged files stand in `damaged/`.
//! Where two files disagree and neither is known to be newer, both values are kept as a conflict.

mod kept;
mod source;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::bare::{self, Content, Signature, Snapshot};
use super::hash::Sha256;
use super::log;
use super::opening::{self, Closed, DRAFTS, Found, LOGS, STATE};
use super::pack::name::Name;
use super::schema::v1::{Edit, Edits, LogRecord, Seen, Value};
use super::staging::Staging;
use super::state::{self, Clock};
use super::vfs::{self, Access, Kind, Vfs};
use super::{GIT_ATTRIBUTES, GIT_IGNORE, Place, StoreError, sealed, staging, system, verify, writer};
use crate::model::{self, Change, Project, Prose, Slot, Stamp, Version};
use crate::text::counted;
use source::Source;

/// Where damaged files stand in the copy, as they were.
pub(super) const DAMAGED: &str = "damaged";
/// Who signs what is made here.
const BY: &str = "redpencil recover";
/// The machine that the log made here names: none, so that nobody continues it.
const NOBODY: &str = "m-0000000000";
/// How many sentences of one kind are told.
const TOLD: usize = 40;

/// What was recovered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Where it stands.
    pub folder: PathBuf,
    /// What was found and done, one sentence each.
    pub said: Vec<String>,
    /// Tells that nothing of the project is lost.
    pub is_complete: bool,
}

/// Recovers a project into a folder that is not there yet, or is empty: `PROJECT-recovered` where none is named.
pub fn recover(path: &Path, output: Option<&Path>, place: &Place) -> Result<Recovery, StoreError> {
    let from = opening::folder_of(path);
    let vfs = place.vfs.as_ref();
    let to = match output {
        Some(output) => output.to_owned(),
        None => beside(&vfs.canonical(&from)?),
    };
    recover_to(vfs, &from, &to)
}

fn beside(folder: &Path) -> PathBuf {
    let name =
        folder.file_name().map_or_else(|| "project".to_owned(), |name| name.to_string_lossy().into_owned());
    staging::parent_of(folder).join(format!("{name}-recovered"))
}

/// Recovers the project in a folder into another one.
pub(super) fn recover_to(vfs: &dyn Vfs, from: &Path, to: &Path) -> Result<Recovery, StoreError> {
    staging::expect_free(vfs, to)?;
    let mut found = opening::read(vfs, from)?;
    if let Some(Closed::Newer(reason)) = &found.closed {
        return Err(StoreError::Words(reason.clone()));
    }
    let mut work = Work::of(vfs, from, &mut found)?;
    let mut staging = Staging::begin(vfs, to)?;
    if vfs.canonical(staging.folder())?.starts_with(vfs.canonical(from)?) {
        return Err(StoreError::at(to, "lies within the project itself. Choose a folder beside it."));
    }
    if work.is_whole {
        work.keep_logs(&found, &mut staging)?;
    } else {
        work.begin_anew(&mut staging)?;
    }
    work.keep_sealed(staging.folder())?;
    let left: Vec<String> = verify::verify_in(vfs, staging.folder())
        .iter()
        .filter(|problem| problem.damage)
        .map(|problem| format!("In the copy, {}", problem.sentence()))
        .collect();
    work.is_complete &= left.is_empty();
    work.said.extend(left);
    staging.finish()?;
    Ok(Recovery { folder: to.to_owned(), said: work.said, is_complete: work.is_complete })
}

/// What is being put together.
struct Work<'a> {
    vfs: &'a dyn Vfs,
    from: &'a Path,
    project: Project,
    clock: Clock,
    /// Values that nobody else's are newer or older than.
    disputed: Vec<(Slot, model::Value)>,
    /// What is changed because the files that it speaks of are lost.
    losses: Vec<model::Edit>,
    /// Places of files that are damaged.
    damaged: Vec<String>,
    is_whole: bool,
    is_complete: bool,
    said: Vec<String>,
}

impl<'a> Work<'a> {
    fn of(vfs: &'a dyn Vfs, from: &'a Path, found: &mut Found) -> Result<Self, StoreError> {
        let told = found.problems.len();
        let records = opening::records(vfs, from, found, &Clock::new());
        let has_unread = found.problems.drain(told..).any(|problem| problem.damage);
        let is_whole = found.closed.is_none()
            && !records.is_empty()
            && !has_unread
            && found.logs_are_whole()
            && found.clock.iter().all(|(writer, seen)| found.holds(writer, seen))
            && verify::broken_chains(found, &records).is_empty()
            && found
                .texts
                .iter()
                .all(|(sha256, text)| Sha256::of(text.as_str().as_bytes()).to_string() == *sha256);
        let mut said: Vec<String> = found
            .problems
            .iter()
            .filter(|problem| problem.damage)
            .map(|problem| format!("{}: {}", problem.place, problem.what))
            .collect();
        if said.len() > TOLD {
            let more = said.len() - TOLD;
            said.truncate(TOLD);
            said.push(format!("So it is with {more} more."));
        }
        let was_made_by_hand = found.clock.is_empty() && found.logs.is_empty() && found.closed.is_none();
        let mut work = Self {
            vfs,
            from,
            project: found.project.clone(),
            clock: found.clock.clone(),
            disputed: Vec::new(),
            losses: Vec::new(),
            damaged: Vec::new(),
            is_whole,
            is_complete: is_whole || was_made_by_hand,
            said,
        };
        work.take_hand_edit(found);
        for source in source::beside(vfs, from, found)? {
            work.take_source(found, source);
        }
        work.look_for_kept_files(vfs, from)?;
        Ok(work)
    }

    /// What was edited by hand, or damaged so that it still can be read, is kept beside what the logs say.
    fn take_hand_edit(&mut self, found: &Found) {
        let Some(edited) = &found.hand_edited else { return };
        let differing = differing(&self.project, edited);
        self.said.push(format!(
            "{STATE} says otherwise than the logs in {}: both are kept, as conflicts.",
            counted(differing.len(), "field", "fields")
        ));
        self.disputed.extend(differing.into_iter().map(|change| (change.slot, change.after)));
        self.damaged.push(STATE.to_owned());
    }

    /// Takes in what another state holds that the rest of the project does not.
    fn take_source(&mut self, found: &Found, source: Source) {
        let Source { name, project, clock, is_doubtful } = source;
        let is_known = |(writer, seen): (&String, &Seen)| {
            self.clock.get(writer).is_some_and(|known| known.sequence >= seen.sequence)
                && (!self.is_whole || found.holds(writer, seen))
        };
        let is_older = !clock.is_empty() && clock.iter().all(is_known);
        if is_older && (self.is_whole || found.closed.is_none()) {
            return;
        }
        let is_newer = !is_doubtful
            && !self.clock.is_empty()
            && self.clock.iter().all(|(writer, seen)| {
                clock.get(writer).is_some_and(|theirs| theirs.sequence >= seen.sequence)
            });
        let mut taken = 0;
        let mut disputed = 0;
        for change in differing(&self.project, &project) {
            let Change { slot, before, after } = change;
            if after == model::Value::Nothing || (is_older && self.project.has(slot.record)) {
                continue;
            }
            if is_newer || before == model::Value::Nothing {
                self.losses.push(model::Edit { slot, value: after });
                taken += 1;
            } else {
                self.disputed.push((slot, after));
                disputed += 1;
            }
        }
        if taken + disputed > 0 {
            self.said.push(format!(
                "{name} holds what nothing else does: {} taken from it, and {} kept beside what is here, as conflicts.",
                counted(taken, "field", "fields"),
                counted(disputed, "field", "fields")
            ));
        }
    }

    /// Puts the logs as they are into the copy, what was found besides into a log of its own, and makes the state anew.
    fn keep_logs(&mut self, found: &Found, staging: &mut Staging<'_>) -> Result<(), StoreError> {
        let folder = staging.folder().to_owned();
        for (name, text) in [(".gitattributes", GIT_ATTRIBUTES), (".gitignore", GIT_IGNORE)] {
            let theirs = self.vfs.read(&self.from.join(name), 1 << 20).unwrap_or_default();
            let text = kept::with_our_lines(&String::from_utf8_lossy(&theirs), text);
            self.put(&folder, name, text.as_bytes())?;
        }
        if let Ok(desk) = self.vfs.read(&self.from.join(super::desk::FILE), 4 << 20) {
            self.put(&folder, super::desk::FILE, &desk)?;
        }
        for (id, draft) in found.project.drafts() {
            if let Some(text) = &draft.text {
                self.put(&folder, &format!("{DRAFTS}/{id}.txt"), text.as_str().as_bytes())?;
            }
        }
        for within in [LOGS, DRAFTS, opening::ORIGINALS, opening::EVIDENCE, opening::TEXTS] {
            self.copy_whole(within, &folder)?;
        }
        if let Some((writer, text)) = self.amendments()? {
            self.put(&folder, &format!("{LOGS}/{writer}.ron"), text.as_bytes())?;
        }
        let there = opening::read(self.vfs, &folder)?;
        let state = state::write(&there.project, &there.clock)
            .map_err(|error| StoreError::Words(error.to_string()))?;
        self.put(&folder, STATE, state.as_bytes())?;
        self.said.push(format!(
            "The logs are whole: the copy has all of them, and its {STATE} was made anew from them."
        ));
        self.keep_damaged(&folder)
    }

    /// Writes what is no part of the logs into a log of its own: values in dispute by one who had seen nothing, the
    /// rest by one who has seen everything.
    fn amendments(&self) -> Result<Option<(String, String)>, StoreError> {
        let disputed = self.disputed.iter().map(|(slot, value)| saved(*slot, value)).collect::<Vec<_>>();
        let plain = self.losses.iter().map(|edit| saved(edit.slot, &edit.value)).collect::<Vec<_>>();
        let steps =
            [(disputed, Clock::new(), "keep what another file says"), (plain, self.clock.clone(), "recover")];
        let writer = writer::random_id('w', system::random_bits());
        let (mut texts, mut log, mut previous) = (Vec::new(), None, String::new());
        for (edits, seen, did) in steps.into_iter().filter(|(edits, ..)| !edits.is_empty()) {
            let record = LogRecord {
                previous: previous.clone(),
                seen,
                copy_of: BTreeMap::new(),
                gone: Vec::new(),
                by: BY.to_owned(),
                at: system::now().to_string(),
                did: did.to_owned(),
                edits: Edits::Here(edits),
            };
            texts.push(ron::to_string(&record).map_err(|error| StoreError::Words(error.to_string()))?);
            let (text, end) = log::whole(&writer, NOBODY, &texts);
            previous = end.map_or_else(String::new, |(_, hash)| hash.to_string());
            log = Some((writer.clone(), text));
        }
        Ok(log)
    }

    /// Begins the copy with one record that writes everything that could be read.
    fn begin_anew(&mut self, staging: &mut Staging<'_>) -> Result<(), StoreError> {
        let mut project = self.project.clone();
        project.apply(&self.losses);
        project.apply(&kept::texts_as_they_are(&project));
        for (slot, value) in &self.disputed {
            let mut versions = project.conflicts().get(slot).cloned().unwrap_or_default();
            if versions.is_empty() {
                versions.push(Version { value: project.value(slot), by: None });
            }
            if versions.iter().all(|version| version.value != *value) {
                versions.push(Version { value: value.clone(), by: None });
            }
            if versions.len() > 1 {
                project.apply_conflict(*slot, versions);
            }
        }
        let signature = Signature { by: BY.to_owned(), at: system::now() };
        // Who wrote a value that nobody is known for is whoever put it here.
        for (slot, mut versions) in project.conflicts().clone() {
            for version in &mut versions {
                let stamp = Stamp { by: signature.by.clone(), at: signature.at };
                version.by.get_or_insert(stamp);
            }
            project.apply_conflict(slot, versions);
        }
        let snapshot = Snapshot { project, clock: self.clock.clone(), sealing: Vec::new() };
        let (members, lacking) = bare::members(self.vfs, self.from, &snapshot, &signature)?;
        for (name, content) in &members {
            match content {
                Content::Bytes(bytes) => staging.put(name, &mut bytes.as_slice())?,
                Content::File(path, _) => staging.put(name, &mut self.vfs.open(path)?)?,
            };
        }
        for place in lacking {
            self.is_complete = false;
            self.said.push(format!("{place} is missing."));
        }
        self.damaged.extend(source::names(self.vfs, self.from)?);
        if self.vfs.look(&self.from.join(LOGS))?.is_some() {
            let logs = self.vfs.list(&self.from.join(LOGS))?;
            let logs = logs.into_iter().filter(|entry| entry.kind == Kind::File);
            self.damaged.extend(logs.map(|entry| format!("{LOGS}/{}", entry.name.to_string_lossy())));
        }
        self.said.push(
            "The logs are not whole: the copy begins with one record that holds everything that could be read."
                .to_owned(),
        );
        let folder = staging.folder().to_owned();
        self.keep_damaged(&folder)
    }

    /// Puts damaged files into a folder of the copy, as they were.
    fn keep_damaged(&mut self, folder: &Path) -> Result<(), StoreError> {
        let mut places = std::mem::take(&mut self.damaged);
        places.sort_unstable();
        places.dedup();
        let mut kept = false;
        for place in places {
            let path = self.from.join(&place);
            if self.vfs.look(&path)?.is_some_and(|there| there.kind == Kind::File) {
                self.copy_file(&path, &folder.join(DAMAGED).join(&place), folder)?;
                kept = true;
            }
        }
        if kept {
            self.said
                .push(format!("The files that are damaged or in doubt stand in {DAMAGED}/ as they were."));
        }
        Ok(())
    }

    /// Copies every file of a folder that is what its name says, unless it is there already.
    fn copy_whole(&mut self, within: &str, to: &Path) -> Result<(), StoreError> {
        for path in opening::files(self.vfs, &self.from.join(within), "")? {
            let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
                continue;
            };
            let place = format!("{within}/{name}");
            let copy = to.join(&place);
            if self.vfs.look(&copy)?.is_some() || vfs::is_temporary(&name) {
                continue;
            }
            if verify::is_what_its_name_says(self.vfs, within, &name, &path)? {
                self.copy_file(&path, &copy, to)?;
            } else {
                self.damaged.push(place);
            }
        }
        Ok(())
    }

    fn keep_sealed(&mut self, to: &Path) -> Result<(), StoreError> {
        sealed::copy_named(self.vfs, self.from, to, &self.project)?;
        for name in sealed::set_damaged_aside(self.vfs, to)? {
            self.is_complete = false;
            self.said
                .push(format!("The sealed value {name} is damaged; it stands beside the others as it was."));
        }
        Ok(())
    }

    fn put(&self, folder: &Path, place: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = folder.join(place);
        self.ensure_parents(&path, folder)?;
        vfs::write_new(self.vfs, &path, bytes, None)?;
        Ok(self.vfs.sync_folder(staging::parent_of(&path))?)
    }

    fn copy_file(&self, from: &Path, to: &Path, root: &Path) -> Result<(), StoreError> {
        self.ensure_parents(to, root)?;
        let mut file = self.vfs.create_new(to)?;
        let mut reader = self.vfs.open(from)?;
        staging::stream(file.as_mut(), &mut reader)
            .map_err(|error| StoreError::Words(format!("Could not copy {}: {error}.", from.display())))?;
        file.sync_all()?;
        Ok(self.vfs.sync_folder(staging::parent_of(to))?)
    }

    fn ensure_parents(&self, path: &Path, root: &Path) -> Result<(), StoreError> {
        let parents: Vec<&Path> = path.ancestors().skip(1).take_while(|parent| *parent != root).collect();
        for parent in parents.into_iter().rev() {
            vfs::ensure_folder(self.vfs, parent, Access::Usual)?;
        }
        Ok(())
    }

    /// Looks whether the files that records name are there and whole; what is lost is no longer named.
    fn look_for_kept_files(&mut self, vfs: &dyn Vfs, from: &Path) -> Result<(), StoreError> {
        for lost in kept::lost(vfs, from, &self.project)? {
            self.is_complete = false;
            self.said.push(lost.said);
            self.losses.extend(lost.edits);
            self.damaged.push(lost.place);
        }
        for (id, draft) in self.project.drafts() {
            let is_damaged = |text: &Prose| Sha256::of(text.as_str().as_bytes()).to_string() != text.sha256();
            if draft.text.as_ref().is_some_and(is_damaged) {
                self.is_complete = false;
                self.damaged.push(Name::Draft(*id).to_string());
                self.said.push(format!(
                    "The text of {id} is missing or damaged: the copy has what is left of it."
                ));
            }
        }
        Ok(())
    }
}

fn saved(slot: Slot, value: &model::Value) -> Edit {
    Edit {
        record: slot.record.to_string(),
        field: slot.field.to_owned(),
        before: Value::Nothing,
        after: Value::of(value.clone()),
    }
}

/// Lists the slots in which two states of a project differ, with what each holds.
pub fn differing(one: &Project, other: &Project) -> Vec<Change> {
    let mut changes = Vec::new();
    for record in one.differing(other) {
        for field in record.table().fields() {
            let slot = Slot { record, field: field.name };
            let (before, after) = (one.value(&slot), other.value(&slot));
            if before != after {
                changes.push(Change { slot, before, after });
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests;
