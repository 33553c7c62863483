//! Reading a project's folder: the checkpoint, what the logs hold beyond it, and what is wrong.
//!
//! Writes nothing. A file that cannot be read never becomes an empty project.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::StoreError;
use super::fork;
use super::hash::Sha256;
use super::lineage::Lineage;
use super::log::{self, Fork, ParsedLog};
use super::problem::Problem;
use super::replay::{self, Numbered};
use super::schema::v1::{Edits, LogRecord, Seen, Texts};
use super::state::{self, Clock, Unreadable};
use super::vfs::{Kind, Vfs};
use super::writer;
use crate::model::{Edit, Project, Prose};
use crate::text::boundary::paragraphs;
use crate::text::{Block, BlockKind};

pub(super) const STATE: &str = "project.ron";
pub(super) const LOGS: &str = "log";
pub(super) const DRAFTS: &str = "drafts";
pub(super) const ORIGINALS: &str = "originals";
pub(super) const EVIDENCE: &str = "evidence";
const STATE_CAP: u64 = 1 << 30;
const DRAFT_CAP: u64 = 1 << 30;
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
    /// The writers whose logs hold more than `project.ron`: what is there may not be durable.
    pub ahead: BTreeSet<String>,
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
    let mut found = Found { texts: drafts(vfs, folder)?, ..Found::default() };
    found.logs = logs(vfs, folder, &mut found.problems)?;
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
        if log.problems.iter().any(|problem| matches!(problem, log::Problem::NewerFormat(_))) {
            let path = folder.join(LOGS).join(format!("{writer}.ron"));
            return Err(StoreError::at(
                &path,
                "was written by a newer redpencil. Update the program to work on it.",
            ));
        }
        found.problems.extend(log.problems.iter().map(|problem| Problem::in_log(writer, problem)));
    }
    let checkpoint = match state_bytes {
        Some(bytes) => checkpoint(&mut found, &bytes)?,
        None => Checkpoint::Missing,
    };
    carry_on(vfs, folder, &mut found, checkpoint)?;
    set_unfit_blocks_anew(&mut found);
    Ok(found)
}

/// What `project.ron` has come to.
enum Checkpoint {
    /// There is none.
    Missing,
    /// There is one, and nothing can be made of it.
    Unreadable,
    /// It was edited by hand, or names what is not there; it counts only where the logs do not say better.
    Doubtful(state::Read),
    /// It is as it was written.
    Whole(state::Read),
}

/// Reads `project.ron`; what is wrong with it is a problem, and the logs stand in for it.
fn checkpoint(found: &mut Found, bytes: &[u8]) -> Result<Checkpoint, StoreError> {
    found.state_hash = Some(Sha256::of(bytes));
    let Ok(text) = std::str::from_utf8(bytes) else {
        found.problems.push(Problem::damage(STATE, "It is not UTF-8 text.", "The logs were read instead."));
        return Ok(Checkpoint::Unreadable);
    };
    match state::read(text, &found.texts) {
        Ok(read) => {
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
            let doubtful = read.edited || !read.problems.is_empty();
            Ok(if doubtful { Checkpoint::Doubtful(read) } else { Checkpoint::Whole(read) })
        }
        Err(error @ Unreadable::Newer(_)) => {
            Err(StoreError::Words(format!("{STATE} cannot be opened: {error}.")))
        }
        Err(error) => {
            let what = format!("It cannot be read: {error}.");
            found.problems.push(Problem::damage(STATE, &what, "The logs were read instead."));
            Ok(Checkpoint::Unreadable)
        }
    }
}

/// Plays what the logs hold onto the checkpoint; or everything, where they do not carry it on.
fn carry_on(
    vfs: &dyn Vfs,
    folder: &Path,
    found: &mut Found,
    checkpoint: Checkpoint,
) -> Result<(), StoreError> {
    let (mut read, is_doubtful) = match checkpoint {
        Checkpoint::Unreadable if found.logs.values().all(|log| log.lines.is_empty()) => {
            return Err(StoreError::at(
                &folder.join(STATE),
                "cannot be read, and there is no log. Put back project.ron.prev or a backup.",
            ));
        }
        Checkpoint::Missing | Checkpoint::Unreadable => {
            replay_all(vfs, folder, found);
            return Ok(());
        }
        Checkpoint::Doubtful(read) => (read, true),
        Checkpoint::Whole(read) => (read, false),
    };
    read.clock = found.resolved(&read.clock);
    let missing: Vec<Problem> = read
        .clock
        .iter()
        .filter(|(writer, seen)| !found.holds(writer, seen))
        .map(|(writer, seen)| {
            let what =
                format!("Record {} of the log {writer}, which {STATE} contains, is missing.", seen.sequence);
            Problem::damage(&format!("log/{writer}.ron"), &what, "What project.ron holds was kept.")
        })
        .collect();
    let is_complete = missing.is_empty();
    found.problems.extend(missing);
    if is_complete && is_doubtful && !read.clock.is_empty() {
        replay_all(vfs, folder, found);
        return Ok(());
    }
    let tail = records(vfs, folder, found, &read.clock);
    if is_complete && (!replay::carries_on(&read.clock, &tail) || replay::brings_copy(&tail)) {
        replay_all(vfs, folder, found);
        return Ok(());
    }
    found.project = read.project;
    found.clock = read.clock;
    join(found, &tail);
    Ok(())
}

/// Plays everything that the logs hold onto nothing.
fn replay_all(vfs: &dyn Vfs, folder: &Path, found: &mut Found) {
    let all = records(vfs, folder, found, &Clock::new());
    join(found, &all);
}

/// Joins records to the project as it stands, and notes that it contains them.
fn join(found: &mut Found, records: &[Numbered]) {
    replay::join(&mut found.project, &found.clock, records);
    found.ahead.extend(records.iter().map(|numbered| numbered.writer.clone()));
    for numbered in records {
        note_seen(&mut found.clock, &found.logs, numbered);
    }
}

/// Notes in a clock that a record was seen.
pub(super) fn note_seen(clock: &mut Clock, logs: &BTreeMap<String, ParsedLog>, numbered: &Numbered) {
    let Some(line) = logs.get(&numbered.writer).and_then(|log| line(log, numbered.sequence)) else {
        return;
    };
    match clock.get(&numbered.writer) {
        Some(known) if known.sequence >= numbered.sequence => {}
        _ => {
            let seen = Seen { sequence: numbered.sequence, hash: line.hash.to_string() };
            clock.insert(numbered.writer.clone(), seen);
        }
    }
}

impl Found {
    /// Names in a clock what it has seen as the logs are called now.
    pub(super) fn resolved(&self, clock: &Clock) -> Clock {
        if self.logs.values().all(|log| log.fork.is_none()) && clock.keys().all(|name| !name.contains('+')) {
            return clock.clone();
        }
        fork::resolved(&self.logs, clock)
    }

    /// Tells whether a log holds the record that somebody has seen.
    pub(super) fn holds(&self, writer: &str, seen: &Seen) -> bool {
        let line = self.logs.get(writer).and_then(|log| line(log, seen.sequence));
        line.is_some_and(|line| line.hash.to_string() == seen.hash)
    }
}

/// Finds a record of a log by its number.
pub(super) fn line(log: &ParsedLog, sequence: u64) -> Option<&log::Line> {
    let at = log.lines.binary_search_by_key(&sequence, |line| line.sequence).ok()?;
    log.lines.get(at)
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

/// Parses the records beyond the clock, of each log up to the first that cannot be read: what follows on that one
/// waits until it can, because a file that it needs may still be on its way.
pub(super) fn records(vfs: &dyn Vfs, folder: &Path, found: &mut Found, clock: &Clock) -> Vec<Numbered> {
    let mut records = Vec::new();
    let mut problems = Vec::new();
    let lineage = Lineage::of(&found.logs);
    for (writer, log) in &found.logs {
        let known = clock.get(writer).map_or(0, |seen| seen.sequence);
        for line in log.lines.iter().filter(|line| line.sequence > known) {
            match record(vfs, folder, found, &lineage, (writer, line)) {
                Ok(record) => records.push(record),
                Err(what) => {
                    let place = format!("log/{writer}.ron, record {}", line.sequence);
                    problems.push(Problem::damage(
                        &place,
                        &what,
                        "It and what follows in this log was left out. Put the missing file back and open again.",
                    ));
                    break;
                }
            }
        }
    }
    found.problems.extend(problems);
    replay::complete_copies(&mut records);
    records
}

fn record(
    vfs: &dyn Vfs,
    folder: &Path,
    found: &Found,
    lineage: &Lineage,
    (writer, line): (&str, &log::Line),
) -> Result<Numbered, String> {
    let mut record: LogRecord =
        ron::from_str(&line.text).map_err(|error| format!("It cannot be read: {}.", error.code))?;
    let fork = found.logs.get(writer).and_then(|log| log.fork.clone());
    record.seen = found.resolved(&record.seen);
    record.copy_of = found.resolved(&record.copy_of);
    if let Some(Fork { of, at, hash: Some(hash) }) = fork {
        let trunk = Clock::from([(of, Seen { sequence: at, hash: hash.to_string() })]);
        record.seen.append(&mut found.resolved(&trunk));
    }
    // Where the original of a copy is at hand, it says the same with its history.
    let is_told_elsewhere =
        !record.copy_of.is_empty() && record.copy_of.iter().all(|(writer, seen)| found.holds(writer, seen));
    let edits = match std::mem::replace(&mut record.edits, Edits::Here(Vec::new())) {
        _ if is_told_elsewhere => Vec::new(),
        Edits::Here(edits) => edits,
        Edits::Aside(hash) => aside(vfs, folder, &hash)?,
    };
    let changes = edits.into_iter().map(|edit| edit.change(&found.texts)).collect::<Result<_, _>>();
    let changes = changes.map_err(|unfit| format!("It cannot be taken in: {unfit}."))?;
    let sight = record.seen.iter().map(|(writer, seen)| (writer.clone(), seen.sequence)).collect();
    let sight = Arc::new(lineage.widened(writer, line.sequence, sight));
    Ok(Numbered { writer: writer.to_owned(), sequence: line.sequence, sight, record, changes })
}

/// Reads edits that stand in a file of their own.
pub(super) fn aside_text(vfs: &dyn Vfs, folder: &Path, hash: &str) -> Result<String, String> {
    let expected: Sha256 = hash.parse().map_err(|error| format!("It names no file: {error}."))?;
    let path = folder.join(LOGS).join(format!("{expected}.ron"));
    let bytes =
        super::blob::read_verified(vfs, &path, expected, ASIDE_CAP).map_err(|error| format!("{error}."))?;
    String::from_utf8(bytes).map_err(|_| "Its edits are not UTF-8 text.".to_owned())
}

fn aside(vfs: &dyn Vfs, folder: &Path, hash: &str) -> Result<Vec<super::schema::v1::Edit>, String> {
    let text = aside_text(vfs, folder, hash)?;
    ron::from_str(&text).map_err(|error| format!("Its edits cannot be read: {error}."))
}

/// Reads every draft's text, by its SHA-256.
pub(super) fn drafts(vfs: &dyn Vfs, folder: &Path) -> Result<Texts, StoreError> {
    let mut texts = Texts::new();
    for path in files(vfs, &folder.join(DRAFTS), ".txt")? {
        if let Ok(text) = String::from_utf8(vfs.read(&path, DRAFT_CAP)?) {
            let prose = Prose::new(text);
            texts.insert(prose.sha256().to_owned(), prose);
        }
    }
    Ok(texts)
}

/// Reads every log, by its writer. A copy that a synchronised folder has put beside a log is none.
pub(super) fn logs(
    vfs: &dyn Vfs,
    folder: &Path,
    problems: &mut Vec<Problem>,
) -> Result<BTreeMap<String, ParsedLog>, StoreError> {
    let mut parsed = Vec::new();
    for path in files(vfs, &folder.join(LOGS), ".ron")? {
        let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        if name.parse::<Sha256>().is_ok() {
            continue;
        }
        let log = log::parse(&vfs.read(&path, log::CAP)?);
        if log.header.is_some() || writer::is_id(&name) {
            parsed.push((name, log));
        }
    }
    let (logs, told) = fork::united(parsed);
    problems.extend(told);
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
