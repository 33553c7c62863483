//! Reading a project's folder: the checkpoint, what the logs hold beyond it, and what is wrong.
//!
//! Writes nothing. A file that cannot be read never becomes an empty project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::StoreError;
use super::hash::Sha256;
use super::log::{self, ParsedLog};
use super::problem::Problem;
use super::replay::{self, Numbered};
use super::schema::v1::{Edits, LogRecord, Seen, Texts};
use super::state::{self, Clock, Unreadable};
use super::vfs::{Kind, Vfs};
use crate::model::{Edit, Project, Prose};
use crate::text::boundary::paragraphs;
use crate::text::{Block, BlockKind};

pub(super) const STATE: &str = "project.ron";
pub(super) const LOGS: &str = "log";
pub(super) const DRAFTS: &str = "drafts";
pub(super) const ORIGINALS: &str = "originals";
pub(super) const EVIDENCE: &str = "evidence";
const STATE_CAP: u64 = 1 << 30;
const DRAFT_CAP: u64 = 64 << 20;
const ASIDE_CAP: u64 = 1 << 30;

/// A folder as it was read.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub project: Project,
    /// The last record of each log that the project contains.
    pub clock: Clock,
    /// The hash of `project.ron`, where there is one.
    pub state_hash: Option<Sha256>,
    pub texts: Texts,
    pub logs: BTreeMap<String, ParsedLog>,
    pub problems: Vec<Problem>,
}

/// Returns the project's folder for a path that names it or its `project.ron`.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    if path.file_name().is_some_and(|name| name == STATE) {
        return match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
    }
    path.to_owned()
}

/// Reads a project.
pub(super) fn read(vfs: &dyn Vfs, folder: &Path) -> Result<Found, StoreError> {
    let Some(there) = vfs.look(folder)? else {
        return Err(StoreError::at(folder, "is not there. Check the path, or make a project with New."));
    };
    if !matches!(there.kind, Kind::Folder | Kind::Link) {
        return Err(StoreError::at(
            folder,
            "is a file, not a project's folder. Open it as an article instead.",
        ));
    }
    let mut found = Found { texts: drafts(vfs, folder)?, logs: logs(vfs, folder)?, ..Found::default() };
    let state_bytes = match vfs.look(&folder.join(STATE))? {
        Some(_) => Some(vfs.read(&folder.join(STATE), STATE_CAP)?),
        None => None,
    };
    if state_bytes.is_none() && found.logs.is_empty() {
        return Err(StoreError::at(
            folder,
            "holds no redpencil project: there is no project.ron and no log in it.",
        ));
    }
    for (writer, log) in &found.logs {
        found.problems.extend(log.problems.iter().map(|problem| Problem::in_log(writer, problem)));
    }
    let checkpoint = match state_bytes {
        Some(bytes) => checkpoint(&mut found, &bytes)?,
        None => None,
    };
    carry_on(vfs, folder, &mut found, checkpoint);
    set_unfit_blocks_anew(&mut found);
    Ok(found)
}

/// Reads `project.ron`; what cannot be read is a problem, and the logs stand in for it.
fn checkpoint(found: &mut Found, bytes: &[u8]) -> Result<Option<state::Read>, StoreError> {
    found.state_hash = Some(Sha256::of(bytes));
    let Ok(text) = std::str::from_utf8(bytes) else {
        found.problems.push(Problem::damage(STATE, "It is not UTF-8 text.", "The logs were read instead."));
        return Ok(None);
    };
    match state::read(text, &found.texts) {
        Ok(read) => {
            if read.edited {
                found.problems.push(Problem::damage(
                    STATE,
                    "Its checksum does not fit: it was edited by hand or damaged.",
                    "The logs were read instead; the file is kept as project.ron.prev at the next save.",
                ));
            }
            for problem in &read.problems {
                found.problems.push(Problem::damage(STATE, problem, "The logs were read instead."));
            }
            Ok((!read.edited && read.problems.is_empty()).then_some(read))
        }
        Err(error @ Unreadable::Newer(_)) => {
            Err(StoreError::Words(format!("{STATE} cannot be opened: {error}.")))
        }
        Err(error) => {
            let what = format!("It cannot be read: {error}.");
            found.problems.push(Problem::damage(STATE, &what, "The logs were read instead."));
            Ok(None)
        }
    }
}

/// Plays what the logs hold onto the checkpoint; or everything, where they do not carry it on.
fn carry_on(vfs: &dyn Vfs, folder: &Path, found: &mut Found, checkpoint: Option<state::Read>) {
    if let Some(read) = checkpoint {
        let mut named = true;
        for (writer, seen) in &read.clock {
            let held = found
                .logs
                .get(writer)
                .and_then(|log| log.lines.iter().find(|line| line.sequence == seen.sequence));
            if held.is_none_or(|line| line.hash.to_string() != seen.hash) {
                named = false;
                let what = format!(
                    "Record {} of the log {writer}, which {STATE} contains, is missing.",
                    seen.sequence
                );
                found.problems.push(Problem::damage(
                    &format!("log/{writer}.ron"),
                    &what,
                    "What project.ron holds was kept.",
                ));
            }
        }
        let (tail, problems) = records(vfs, folder, &found.logs, &read.clock);
        let complete = problems.is_empty();
        if replay::carries_on(&read.clock, &tail) || !named {
            found.problems.extend(problems);
            found.project = read.project;
            found.clock = read.clock;
            join(found, &tail);
            return;
        }
        if !complete {
            found.problems.extend(problems);
        }
    }
    let (all, problems) = records(vfs, folder, &found.logs, &Clock::new());
    found.problems.extend(problems);
    join(found, &all);
}

fn join(found: &mut Found, records: &[Numbered]) {
    for problem in replay::play(&mut found.project, records, &found.texts) {
        found.problems.push(Problem::damage(LOGS, &problem, "That change was left out."));
    }
    for (writer, log) in &found.logs {
        if let Some((sequence, hash)) = log.end() {
            found.clock.insert(writer.clone(), Seen { sequence, hash: hash.to_string() });
        }
    }
}

/// Blocks that do not fit their text (only a file that was tampered with has such) become plain paragraphs.
fn set_unfit_blocks_anew(found: &mut Found) {
    let mut edits = Vec::new();
    for (id, draft) in found.project.drafts() {
        let text = draft.text.as_ref().map_or("", Prose::as_str);
        let whole = |block: &Block| !block.range.is_empty() && block.range.of(text).is_some();
        let fit = draft.blocks.iter().all(whole)
            && draft.blocks.is_sorted_by(|one, next| one.range.end <= next.range.start);
        if !fit {
            let paragraphs = paragraphs(text).into_iter();
            let blocks = paragraphs.map(|range| Block { kind: BlockKind::Paragraph, range }).collect();
            edits.push(Edit::new(*id, "blocks", Arc::new(blocks)));
        }
    }
    if !edits.is_empty() {
        found.project.apply(&edits);
        let what = "A draft's blocks do not fit its text.";
        found.problems.push(Problem::damage(DRAFTS, what, "It is shown as plain paragraphs."));
    }
}

/// Parses every record beyond the clock.
pub(super) fn records(
    vfs: &dyn Vfs,
    folder: &Path,
    logs: &BTreeMap<String, ParsedLog>,
    clock: &Clock,
) -> (Vec<Numbered>, Vec<Problem>) {
    let mut records = Vec::new();
    let mut problems = Vec::new();
    for (writer, log) in logs {
        let known = clock.get(writer).map_or(0, |seen| seen.sequence);
        for line in log.lines.iter().filter(|line| line.sequence > known) {
            let place = format!("log/{writer}.ron, record {}", line.sequence);
            let record: LogRecord = match ron::from_str(&line.text) {
                Ok(record) => record,
                Err(error) => {
                    let what = format!("It cannot be read: {}.", error.code);
                    problems.push(Problem::damage(&place, &what, "That record was left out."));
                    continue;
                }
            };
            let edits = match &record.edits {
                Edits::Here(edits) => edits.clone(),
                Edits::Aside(hash) => match aside(vfs, folder, hash) {
                    Ok(edits) => edits,
                    Err(what) => {
                        problems.push(Problem::damage(&place, &what, "That record was left out."));
                        continue;
                    }
                },
            };
            records.push(Numbered { writer: writer.clone(), sequence: line.sequence, record, edits });
        }
    }
    (records, problems)
}

/// Reads edits that stand in a file of their own.
fn aside(vfs: &dyn Vfs, folder: &Path, hash: &str) -> Result<Vec<super::schema::v1::Edit>, String> {
    let expected: Sha256 = hash.parse().map_err(|error| format!("It names no file: {error}."))?;
    let path = folder.join(LOGS).join(format!("{expected}.ron"));
    let bytes =
        super::blob::read_verified(vfs, &path, expected, ASIDE_CAP).map_err(|error| format!("{error}."))?;
    let text = String::from_utf8(bytes).map_err(|_| "Its edits are not UTF-8 text.".to_owned())?;
    ron::from_str(&text).map_err(|error| format!("Its edits cannot be read: {error}."))
}

/// Reads every draft's text, by its SHA-256.
fn drafts(vfs: &dyn Vfs, folder: &Path) -> Result<Texts, StoreError> {
    let mut texts = Texts::new();
    for path in files(vfs, &folder.join(DRAFTS), ".txt")? {
        if let Ok(text) = String::from_utf8(vfs.read(&path, DRAFT_CAP)?) {
            let prose = Prose::new(text);
            texts.insert(prose.sha256().to_owned(), prose);
        }
    }
    Ok(texts)
}

/// Reads every log, by its writer.
fn logs(vfs: &dyn Vfs, folder: &Path) -> Result<BTreeMap<String, ParsedLog>, StoreError> {
    let mut logs = BTreeMap::new();
    for path in files(vfs, &folder.join(LOGS), ".ron")? {
        let writer = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        if writer.starts_with("w-") {
            logs.insert(writer, log::parse(&vfs.read(&path, log::CAP)?));
        }
    }
    Ok(logs)
}

/// Lists the files of a folder with an ending; none where there is no such folder.
pub(super) fn files(vfs: &dyn Vfs, folder: &Path, ending: &str) -> Result<Vec<PathBuf>, StoreError> {
    if vfs.look(folder)?.is_none() {
        return Ok(Vec::new());
    }
    let entries = vfs.list(folder)?;
    let wanted = entries.into_iter().filter(|entry| {
        entry.kind == Kind::File
            && entry.name.to_str().is_some_and(|name| name.ends_with(ending) && !name.starts_with('.'))
    });
    Ok(wanted.map(|entry| folder.join(entry.name)).collect())
}
