//! Looks a project over: every file against every checksum, and the state against the logs.

use std::collections::BTreeSet;
use std::path::Path;

use super::opening::{self, DRAFTS, EVIDENCE, Found, ORIGINALS, STATE};
use super::problem::Problem;
use super::replay;
use super::schema::v1::Texts;
use super::state::{self, Clock};
use super::vfs::{Disk, Vfs};
use super::{blob, checkpoint, sealed};
use crate::model::{FileRef, Project, Value};

/// Looks over the project in a folder; nothing found means that every file is whole.
pub fn verify(path: &Path) -> Vec<Problem> {
    verify_in(&Disk, &opening::folder_of(path))
}

/// Looks over the project in a folder of these files.
pub fn verify_in(vfs: &dyn Vfs, folder: &Path) -> Vec<Problem> {
    let mut found = match opening::read(vfs, folder) {
        Ok(found) => found,
        Err(error) => return vec![Problem::damage(STATE, &format!("{error}"), "Open a copy or a backup.")],
    };
    let mut problems = chains(vfs, folder, &mut found);
    problems.extend(files(vfs, folder, &found.project));
    problems.extend(sealed::look_over(vfs, folder, &found.project));
    problems.extend(previous(vfs, folder, &found.texts));
    let mut once = BTreeSet::new();
    problems.retain(|problem| once.insert((problem.place.clone(), problem.what.clone())));
    problems
}

/// Every record names the one before it; and all of them together lead to the state.
fn chains(vfs: &dyn Vfs, folder: &Path, found: &mut Found) -> Vec<Problem> {
    let records = opening::records(vfs, folder, found, &Clock::new());
    let mut problems = found.problems.clone();
    for numbered in &records {
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
    if problems.iter().all(|problem| !problem.damage) {
        let mut replayed = Project::default();
        replay::play(&mut replayed, &records);
        if replayed != found.project {
            problems.push(Problem::damage(
                STATE,
                "It is not the state that the logs lead to.",
                "Move project.ron away; it is written anew from the logs.",
            ));
        }
    }
    problems
}

/// Every file that a record names is there and whole.
fn files(vfs: &dyn Vfs, folder: &Path, project: &Project) -> Vec<Problem> {
    let mut problems = Vec::new();
    let withheld = super::pack::withheld(project, &super::vocabulary::shipped());
    for (id, draft) in project.drafts() {
        let place = format!("{DRAFTS}/{id}.txt");
        let sha256 = draft.text.as_ref().map_or("", |text| text.sha256());
        problems.extend(unless_whole(vfs, folder, &place, sha256));
        if let Some(file) = &draft.original {
            problems.extend(unless_whole(vfs, folder, &kept_name(ORIGINALS, file), &file.sha256));
        }
    }
    for id in project.sources().keys() {
        for (_, value) in project.filled(*id) {
            if let Value::File(file) = value {
                let place = kept_name(EVIDENCE, &file);
                let never_travels = || withheld.iter().any(|name| name.to_string() == place);
                if vfs.look(&folder.join(&place)).is_ok_and(|found| found.is_none()) && never_travels() {
                    problems.push(Problem::note(
                        &place,
                        "It is not here: evidence of a source that is off the record or sealed never travels in a pack.",
                        "Nothing has to be done.",
                    ));
                    continue;
                }
                problems.extend(unless_whole(vfs, folder, &place, &file.sha256));
            }
        }
    }
    problems
}

fn kept_name(folder: &str, file: &FileRef) -> String {
    format!("{folder}/{}.{}", file.sha256, file.extension)
}

fn unless_whole(vfs: &dyn Vfs, folder: &Path, place: &str, sha256: &str) -> Option<Problem> {
    let path = folder.join(place);
    let repair = "Put the file back from a backup.";
    match blob::hash_of(vfs, &path) {
        Ok(found) if found.to_string() == sha256 => None,
        Ok(_) => Some(Problem::damage(place, "The file was changed after it was put there.", repair)),
        Err(error) => Some(Problem::damage(place, &format!("{error}."), repair)),
    }
}

/// The state before the last one is whole too.
fn previous(vfs: &dyn Vfs, folder: &Path, texts: &Texts) -> Option<Problem> {
    let name = checkpoint::previous_name(STATE);
    let bytes = vfs.read(&folder.join(&name), checkpoint::CAP).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let whole = state::read(&text, texts).is_ok_and(|read| !read.edited);
    (!whole).then(|| Problem {
        what: "The state before the last one is damaged.".into(),
        place: name,
        repair: "Nothing has to be done: project.ron and the logs do not need it.".into(),
        damage: true,
    })
}
