//! What must be true of a disk, given what people have been told: the project opens whole without any repair, holds
//! what was said to be saved, and can be worked on.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::hash::Sha256;
use super::super::opening::Closed;
use super::super::vfs::{self, Simulated, Vfs as _};
use super::super::{GIT_FILES, log, machine, opening, sealed, system, verify, writer};
use super::desk::{COPY, Desk, PROJECT, STATE, Told};
use super::script::{self, script};
use crate::model::Project;

const CAP: u64 = 1 << 20;

/// Tells what is not true of the disk, of which somebody has read these records before the power went.
pub(super) fn prove(disk: &Simulated, told: &Told, read: &BTreeMap<At, Sha256>) -> Result<(), String> {
    for (path, bytes) in &told.kept {
        if disk.read(path, CAP).ok().as_deref() != Some(&**bytes) {
            return Err(format!("{} was kept and is not there", path.display()));
        }
    }
    if told.is_tampered_with && told.saved == 0 {
        // Nobody vouches for anything yet: whatever can be read of it is a gift.
        return Ok(());
    }
    if told.is_tampered_with
        && let Some(mended) = with_text(disk)
    {
        return prove(&mended, told, read);
    }
    if let Some((copied, others)) = &told.copied {
        // Whatever had become of the original, the copy is whole.
        let then = Told {
            saved: *copied,
            others: others.clone(),
            waiting: Vec::new(),
            is_tampered_with: false,
            ..told.clone()
        };
        let copy = whole(disk, COPY, &then)?;
        works(disk, COPY, &copy, &then)?;
    } else if let Some((saved, others)) = &told.copying
        && verify::verify_in(disk, Path::new(COPY)).iter().all(|problem| !problem.damage)
    {
        // Nobody was told of it: it may be in pieces, but then it says so.
        let mut waiting = told.others[others.len()..].to_vec();
        waiting.extend(&told.waiting);
        whole(disk, COPY, &Told { saved: *saved, others: others.clone(), waiting, ..told.clone() })
            .map_err(|what| format!("half a copy passes for a whole one: {what}"))?;
    }
    let machine = || {
        let fresh = writer::random_id('m', system::random_bits());
        machine::identify(disk, Path::new(STATE), &fresh, &system::random_name())
    };
    if machine() != machine() {
        return Err("the machine does not keep its name".into());
    }
    if !told.is_project && opening::read(disk, Path::new(PROJECT)).is_err() {
        let mut again = Desk::at(disk, Told::default());
        again.create().map_err(|error| format!("it cannot be created again: {error}"))?;
        again.vanish();
        return whole(disk, PROJECT, &Told { is_project: true, ..Told::default() }).map(drop);
    }
    let project = whole(disk, PROJECT, told)?;
    works(disk, PROJECT, &project, told)?;
    let after = records(disk, Path::new(PROJECT));
    match after.iter().find(|(place, hash)| read.get(place).is_some_and(|known| known != *hash)) {
        Some((place, _)) => Err(format!("somebody may have read another record at {place:?}")),
        None => Ok(()),
    }
}

/// Puts the article's text back, as somebody does who is told that it is missing or damaged: until then the project is
/// open for reading only, with every record. Nothing where no text is missing.
fn with_text(disk: &Simulated) -> Option<Simulated> {
    let found = opening::read(disk, Path::new(PROJECT)).ok()?;
    if !matches!(found.closed, Some(Closed::Damaged(_))) {
        return None;
    }
    let (id, draft) = script().states.last()?.drafts().iter().next()?;
    let (folder, text) = (Path::new(PROJECT).join(opening::DRAFTS), draft.text.as_ref()?);
    let path = folder.join(format!("{id}.txt"));
    let is_whole = disk.read(&path, CAP).is_ok_and(|bytes| bytes == text.as_str().as_bytes());
    (!is_whole).then(|| {
        let mended = disk.fork();
        if mended.look(&folder).is_ok_and(|there| there.is_none()) {
            drop(mended.create_folder(&folder, vfs::Access::Usual));
        }
        mended.put(&path, text.as_str().as_bytes());
        mended
    })
}

/// A record's writer and number.
type At = (String, u64);

/// The hash of every record, as somebody may read and copy it.
pub(super) fn records(disk: &Simulated, project: &Path) -> BTreeMap<At, Sha256> {
    let files = opening::files(disk, &project.join(opening::LOGS), ".ron").unwrap_or_default();
    let mut records = BTreeMap::new();
    for path in files {
        let writer = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let log = log::parse(&disk.read(&path, CAP).unwrap_or_default());
        records.extend(log.lines.iter().map(|line| ((writer.clone(), line.sequence), line.hash)));
    }
    records
}

/// The project in a folder, which holds what was told.
fn whole(disk: &Simulated, folder: &str, told: &Told) -> Result<Project, String> {
    let path = Path::new(folder);
    let found = opening::read(disk, path).map_err(|error| format!("{folder} does not open: {error}"))?;
    let damage = found.problems.iter().find(|problem| problem.damage && !told.is_tampered_with);
    if let Some(problem) = damage {
        return Err(format!("{folder} does not open whole: {}", problem.sentence()));
    }
    fits(&found.project, told).ok_or_else(|| {
        let exactly = (0..script().states.len()).find(|entries| script().states[*entries] == found.project);
        format!("{folder} is at {exactly:?}, and was told {told:?}")
    })?;
    seals(disk, path, &found.project, told)?;
    if told.saved > script::REMOVE
        && let Some(left) = left_of_removed(disk, path)
    {
        return Err(format!("{left} was removed for good and is there"));
    }
    for (name, text) in GIT_FILES {
        if !disk.read(&path.join(name), CAP).is_ok_and(|found| found == text.as_bytes()) {
            return Err(format!("{folder}/{name} is not whole"));
        }
    }
    verified(disk, path, told)?;
    Ok(found.project)
}

fn verified(disk: &Simulated, folder: &Path, told: &Told) -> Result<(), String> {
    let problems = verify::verify_in(disk, folder);
    match problems.iter().find(|problem| problem.damage && !told.is_tampered_with) {
        Some(problem) => Err(format!("verify: {}", problem.sentence())),
        None => Ok(()),
    }
}

/// How many entries a state holds: at least those that are saved, at most those that were taken.
pub(super) fn fits(project: &Project, told: &Told) -> Option<usize> {
    let filled = |state: &Project, fields: &[&'static str]| {
        fields.iter().fold(state.clone(), |state, field| script::done(state, &script::beside(field)))
    };
    (told.saved..=told.taken).rev().find(|entries| {
        let state = filled(&script().states[*entries], &told.others);
        // Of what was filled in last, none or the first few may be there.
        (0..=told.waiting.len()).any(|count| filled(&state, &told.waiting[..count]) == *project)
    })
}

/// Words that a slot names are there, and words that were purged are not.
fn seals(disk: &Simulated, folder: &Path, project: &Project, told: &Told) -> Result<(), String> {
    let named = sealed::named(project);
    let ignored = disk.read(&folder.join(sealed::FOLDER).join(".gitignore"), CAP);
    if !named.is_empty() && !ignored.is_ok_and(|found| found == b"*\n") {
        return Err("git does not ignore the sealed words".into());
    }
    for (id, slot) in named {
        let found = sealed::read(disk, folder, id).map_err(|error| error.to_string())?;
        let is_there = found.map(|words| words.reveal().clone()) == script().words(id);
        if !is_there && !script().is_purged(slot, told.taken) {
            return Err("a slot names sealed words that are not there".into());
        }
    }
    for slot in script().sealing_slots() {
        let mut left = words_left(disk, folder);
        left.retain(|name| !(told.are_seals_in_doubt && vfs::is_temporary(name)));
        if script().is_purged(slot, told.saved) && !left.is_empty() {
            return Err(format!("words were purged and are there: {left:?}"));
        }
    }
    Ok(())
}

/// Finds a file that was removed for good, whatever it is called.
fn left_of_removed(disk: &Simulated, folder: &Path) -> Option<String> {
    let removed = [script::EVIDENCE, script::SAID.as_bytes()];
    for within in [opening::EVIDENCE, opening::TEXTS] {
        let inside = folder.join(within);
        for entry in disk.list(&inside).unwrap_or_default() {
            let bytes = disk.read(&inside.join(&entry.name), CAP).unwrap_or_default();
            if removed.contains(&bytes.as_slice()) {
                return Some(format!("{within}/{}", entry.name.to_string_lossy()));
            }
        }
    }
    None
}

fn words_left(disk: &Simulated, folder: &Path) -> Vec<String> {
    let folder = folder.join(sealed::FOLDER);
    let entries = disk.list(&folder).unwrap_or_default().into_iter();
    let names = entries.filter_map(|entry| entry.name.into_string().ok());
    names
        .filter(|name| disk.read(&folder.join(name), CAP).is_ok_and(|bytes| holds(&bytes, script::TOKEN)))
        .collect()
}

fn holds(bytes: &[u8], token: &str) -> bool {
    bytes.windows(token.len()).any(|window| window == token.as_bytes())
}

/// One more action can be done, closed and verified.
fn works(on: &Simulated, folder: &str, project: &Project, told: &Told) -> Result<(), String> {
    let mut desk = Desk::at(on, Told::default());
    let failed = |error| format!("{folder} cannot be worked on: {error}");
    desk.open_at(folder).map_err(failed)?;
    desk.fill_in("writer");
    desk.close().map_err(failed)?;
    let path = Path::new(folder);
    let found = opening::read(on, path).map_err(|error| format!("{folder} does not open again: {error}"))?;
    if found.project != script::done(project.clone(), &script::beside("writer")) {
        return Err(format!("{folder} is not what it was worked into"));
    }
    verified(on, path, told)
}
