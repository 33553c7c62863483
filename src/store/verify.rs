//! Looks a project over: every file against every checksum, and the state against the logs.

mod own;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;

use super::hash::Sha256;
use super::opening::{self, DRAFTS, EVIDENCE, Found, ORIGINALS, STATE};
use super::problem::Problem;
use super::replay::{self, Numbered};
use super::schema::v1::Texts;
use super::state::{self, Clock};
use super::sweep::Loose;
use super::vfs::{Disk, Kind, Vfs, VfsError};
use super::{blob, checkpoint, kind, log, removal, sealed, sweep};
use crate::model::{FileRef, Project, Value, Version};
use crate::session::holding;

/// Looks over the project in a folder; nothing found means that every file is whole.
pub fn verify(path: &Path) -> Vec<Problem> {
    verify_in(&Disk, &opening::folder_of(path))
}

/// What a look over all files of an open project has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// What is damaged.
    pub problems: Vec<Problem>,
    /// What each kept file of a source is in words, by its SHA-256.
    pub kinds: BTreeMap<String, String>,
    /// Files that no record names any more.
    pub loose: Vec<Loose>,
}

impl Survey {
    /// Says what a kept file of a source is; by its ending alone where it was not looked at yet.
    pub fn kind_of(&self, file: &FileRef) -> String {
        self.kinds.get(&file.sha256).cloned().unwrap_or_else(|| kind::in_words(&file.extension, &[]))
    }

    /// Tells whether a kept file is missing or damaged.
    pub fn is_damaged(&self, file: &FileRef) -> bool {
        [EVIDENCE, ORIGINALS].iter().any(|folder| {
            let place = kept_name(folder, file);
            self.problems.iter().any(|problem| problem.place == place)
        })
    }
}

/// Looks over a project that somebody may be writing to: what is damaged is so twice.
pub(super) fn survey(vfs: &dyn Vfs, folder: &Path) -> Survey {
    let damaged = || verify_in(vfs, folder).into_iter().filter(|problem| problem.damage);
    let mut problems: Vec<Problem> = damaged().collect();
    if !problems.is_empty() {
        let again: Vec<Problem> = damaged().collect();
        problems.retain(|problem| again.contains(problem));
    }
    let project = opening::read(vfs, folder).map(|found| found.project).unwrap_or_default();
    let loose = sweep::loose(vfs, folder, &project, &BTreeSet::new()).unwrap_or_default();
    Survey { problems, kinds: kinds(vfs, folder, &project), loose }
}

/// Says what the kept files are.
fn kinds(vfs: &dyn Vfs, folder: &Path, project: &Project) -> BTreeMap<String, String> {
    let files = super::pack::kept_files(project).into_iter();
    let told = files.filter_map(|(_, file)| {
        let mut head = Vec::new();
        let opened = vfs.open(&folder.join(kept_name(EVIDENCE, &file))).ok()?;
        opened.take(kind::HEAD as u64).read_to_end(&mut head).ok()?;
        let words = kind::in_words(&file.extension, &head);
        Some((file.sha256, words))
    });
    told.collect()
}

/// Looks over the project in a folder of these files.
pub fn verify_in(vfs: &dyn Vfs, folder: &Path) -> Vec<Problem> {
    let mut found = match opening::read(vfs, folder) {
        Ok(found) => found,
        Err(error) => return vec![Problem::damage(STATE, &format!("{error}"), "Open a copy or a backup.")],
    };
    let mut problems = chains(vfs, folder, &mut found);
    problems.extend(each_file(vfs, folder));
    problems.extend(named(vfs, folder, &found.project));
    problems.extend(sealed::look_over(vfs, folder, &found.project));
    problems.extend(removal::look_over(vfs, folder, &found.project));
    problems.extend(sweep::look_over(vfs, folder, &found.project));
    problems.extend(previous(vfs, folder, &found.texts));
    let mut once = BTreeSet::new();
    problems.retain(|problem| once.insert((problem.place.clone(), problem.what.clone())));
    problems
}

/// Every record names the one before it; and all of them together lead to the state.
fn chains(vfs: &dyn Vfs, folder: &Path, found: &mut Found) -> Vec<Problem> {
    let records = opening::records(vfs, folder, found, &Clock::new());
    let mut problems = found.problems.clone();
    problems.extend(broken_chains(found, &records));
    if problems.iter().all(|problem| !problem.damage) {
        let mut replayed = Project::default();
        replay::play(&mut replayed, &records);
        if replayed != with_authors(&found.project, &replayed) {
            problems.push(Problem::damage(
                STATE,
                "It is not the state that the logs lead to.",
                "Move project.ron away; it is written anew from the logs.",
            ));
        }
    }
    problems
}

/// Signs the versions of conflicts that a state of the first builds names without their authors, as the logs do.
fn with_authors(state: &Project, replayed: &Project) -> Project {
    let mut signed = state.clone();
    for (slot, versions) in state.conflicts() {
        let Some(known) = replayed.conflicts().get(slot) else { continue };
        let is_unsigned = versions.iter().all(|version| version.by.is_none());
        let values =
            |versions: &[Version]| versions.iter().map(|version| version.value.clone()).collect::<Vec<_>>();
        if is_unsigned && values(versions) == values(known) {
            signed.apply_conflict(*slot, known.clone());
        }
    }
    signed
}

/// Tells where a record does not follow on the one before it, or on what it says it has seen.
pub(super) fn broken_chains(found: &Found, records: &[Numbered]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for numbered in records {
        let lines = &found.logs[&numbered.writer].lines;
        let at = lines.partition_point(|line| line.sequence < numbered.sequence);
        let fork = found.logs[&numbered.writer].fork.as_ref().and_then(|fork| fork.hash);
        let before = at.checked_sub(1).map_or(fork, |at| Some(lines[at].hash));
        let expected = before.map_or_else(String::new, |hash| hash.to_string());
        let place = format!("log/{}.ron, record {}", numbered.writer, numbered.sequence);
        if numbered.record.previous != expected {
            let what = "It does not follow on the record before it.";
            problems.push(Problem::damage(&place, what, "Compare with a backup."));
        }
        for (writer, seen) in &numbered.record.seen {
            if !found.holds(writer, seen) {
                let what = format!(
                    "It was written after record {} of the log {writer}, which is missing or changed.",
                    seen.sequence
                );
                let repair = "Look for that log in a backup or a synchronised copy.";
                problems.push(Problem::damage(&place, &what, repair));
            }
        }
    }
    problems
}

/// Tells whether a file of a folder has the hash that its name promises, if it promises one.
pub(super) fn is_what_its_name_says(
    vfs: &dyn Vfs,
    within: &str,
    name: &str,
    path: &Path,
) -> Result<bool, VfsError> {
    match own::hash_in(within, name) {
        Some(promised) => Ok(blob::hash_of(vfs, path)? == promised),
        None => Ok(true),
    }
}

/// Every file is what its own checksum, or its name, says it is.
fn each_file(vfs: &dyn Vfs, folder: &Path) -> Vec<Problem> {
    let mut problems = Vec::new();
    for place in
        own::FENCES.into_iter().map(str::to_owned).chain([STATE.to_owned(), checkpoint::previous_name(STATE)])
    {
        match vfs.look(&folder.join(&place)) {
            Ok(None) if place == STATE || place.contains(".prev") || place.contains('/') => {}
            Ok(None) => {
                let repair = "Before the project goes into git, copy it from another project.";
                problems.push(Problem::note(&place, "It is not there.", repair));
            }
            Ok(Some(_)) => match vfs.read(&folder.join(&place), checkpoint::CAP) {
                Ok(bytes) => problems.extend(own::look_at(&place, &bytes)),
                Err(error) => problems.push(unreadable(&place, &error)),
            },
            Err(error) => problems.push(unreadable(&place, &error)),
        }
    }
    for within in own::NAMED_BY_HASH {
        let names = match opening::files(vfs, &folder.join(within), "") {
            Ok(names) => names,
            Err(error) => {
                let repair = "Look at the folder's permissions.";
                problems.push(Problem::damage(within, &format!("{error}."), repair));
                continue;
            }
        };
        for path in names {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let place = format!("{within}/{name}");
            let Some(promised) = own::hash_in(within, &name) else {
                if within == opening::LOGS && name.starts_with("w-") {
                    match vfs.read(&path, log::CAP) {
                        Ok(bytes) => problems.extend(own::look_at(&place, &bytes)),
                        Err(error) => problems.push(unreadable(&place, &error)),
                    }
                }
                continue;
            };
            match blob::hash_of(vfs, &path) {
                Ok(found) => problems.extend(own::named_by_hash(&place, promised, found)),
                Err(error) => problems.push(unreadable(&place, &error)),
            }
        }
    }
    problems
}

fn unreadable(place: &str, error: &VfsError) -> Problem {
    Problem::damage(place, &format!("{error}."), "Look at its permissions, or put it back from a backup.")
}

/// Every file that a record names is there; those not named by their hash are whole, too.
fn named(vfs: &dyn Vfs, folder: &Path, project: &Project) -> Vec<Problem> {
    let mut problems = Vec::new();
    let withheld = super::pack::withheld(project, &super::desk::vocabulary_of(vfs, folder));
    for (id, draft) in project.drafts() {
        let Some(text) = &draft.text else { continue };
        problems.extend(draft_problem(vfs, folder, &format!("{DRAFTS}/{id}.txt"), text.sha256()));
        if let Some(file) = &draft.original {
            problems.extend(unless_there(vfs, folder, &kept_name(ORIGINALS, file)));
        }
    }
    let removed = holding::removed(project);
    problems.extend(opening::missing_texts(project));
    for id in project.sources().keys() {
        for (_, value) in project.filled(*id) {
            if let Value::File(file) = value {
                let place = kept_name(EVIDENCE, &file);
                if removed.contains(&file.sha256) {
                    continue;
                }
                let missing = unless_there(vfs, folder, &place);
                let never_travels = || withheld.iter().any(|name| name.to_string() == place);
                problems.extend(
                    missing.map(|problem| if never_travels() { withheld_note(&place) } else { problem }),
                );
            }
        }
    }
    problems
}

fn withheld_note(place: &str) -> Problem {
    let what =
        "It is not here: evidence of a source that is off the record or sealed never travels in a pack.";
    Problem::note(place, what, "Nothing has to be done.")
}

fn kept_name(folder: &str, file: &FileRef) -> String {
    format!("{folder}/{}.{}", file.sha256, file.extension)
}

fn unless_there(vfs: &dyn Vfs, folder: &Path, place: &str) -> Option<Problem> {
    let repair = "Put the file back from a backup.";
    match vfs.look(&folder.join(place)) {
        Ok(Some(found)) if found.kind == Kind::File => None,
        Ok(_) => Some(Problem::damage(place, "The file is missing.", repair)),
        Err(error) => Some(Problem::damage(place, &format!("{error}."), repair)),
    }
}

fn draft_problem(vfs: &dyn Vfs, folder: &Path, place: &str, sha256: &str) -> Option<Problem> {
    let repair = "Put the file back from a backup.";
    match vfs.read(&folder.join(place), opening::DRAFT_CAP) {
        Ok(bytes) if Sha256::of(&bytes).to_string() == sha256 => None,
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            if Sha256::of(state::plain(&text).as_bytes()).to_string() == sha256 {
                return Some(Problem::line_ends(place));
            }
            Some(Problem::damage(place, "The file was changed after it was put there.", repair))
        }
        Err(error) => Some(Problem::damage(place, &format!("{error}."), repair)),
    }
}

/// The state before the last one can be taken in.
fn previous(vfs: &dyn Vfs, folder: &Path, texts: &Texts) -> Option<Problem> {
    let name = checkpoint::previous_name(STATE);
    let bytes = vfs.read(&folder.join(&name), checkpoint::CAP).ok()?;
    let read = state::read(&String::from_utf8_lossy(&bytes), texts);
    read.is_err().then(|| {
        let what = "The state before the last one cannot be read.";
        Problem::damage(&name, what, "Nothing has to be done: project.ron and the logs do not need it.")
    })
}

#[cfg(test)]
mod tests;
