//! Reading a project's folder: the checkpoint, what the logs hold beyond it, and what is wrong.
//!
//! Writes nothing. A file that cannot be read never becomes an empty project.

mod checkpoint;
mod draft;
mod source;

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
use super::schema::Newest;
use super::schema::v1::{Edits, LogRecord, Seen, Texts, Unfit};
use super::state::Clock;
use super::vfs::{Kind, Vfs};
use super::{migrate, salvage, writer};
use crate::model::Project;

pub(super) use source::{missing_texts, text_place};

pub(super) const STATE: &str = "project.ron";
pub(super) const LOGS: &str = "log";
pub(super) const DRAFTS: &str = "drafts";
pub(super) const TEXTS: &str = "texts";
pub(super) const ORIGINALS: &str = "originals";
pub(super) const EVIDENCE: &str = "evidence";
const STATE_CAP: u64 = 1 << 30;
pub(super) const DRAFT_CAP: u64 = 1 << 30;
const ASIDE_CAP: u64 = 1 << 30;

/// A folder as it was read.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub project: Project,
    /// The last record of each log that the project contains.
    pub clock: Clock,
    /// What it contained before records were joined that had not seen all of that, where the logs could not tell what
    /// they lead to: a state is written as of this, so that they tell it once they are there.
    pub judged: Option<Clock>,
    /// The hash of `project.ron`, where there is one.
    pub state_hash: Option<Sha256>,
    pub texts: Texts,
    pub logs: BTreeMap<String, ParsedLog>,
    /// The writers whose logs hold more than `project.ron`: what is there may not be durable.
    pub ahead: BTreeSet<String>,
    pub problems: Vec<Problem>,
    /// Why nothing may be changed here.
    pub closed: Option<Closed>,
    /// What somebody has made of the project in an editor, where the logs say otherwise.
    pub hand_edited: Option<Project>,
    /// What was written by a newer program, and not understood.
    pub newer: BTreeSet<String>,
    /// The texts that are named and not there: the draft of each, by their SHA-256.
    pub missing_texts: BTreeMap<String, String>,
    /// Tells to take from newer records what is known here, because nothing will be written.
    pub takes_newer: bool,
}

/// Why nothing may be changed in a folder that could be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// A newer program wrote in it: what it means is not all known here, and the folder is best left as it is.
    Newer(String),
    /// What was read is all that is left: the folder stays as it is, and a copy is made of what was read.
    Damaged(String),
}

impl Closed {
    /// Says why.
    pub(super) fn reason(&self) -> &str {
        match self {
            Self::Newer(reason) | Self::Damaged(reason) => reason,
        }
    }
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
    let mut problems = Vec::new();
    let logs = logs(vfs, folder, &mut problems)?;
    let states = checkpoint::States::read(vfs, folder)?;
    if states.are_missing() && logs.is_empty() {
        return Err(StoreError::at(
            folder,
            "holds no redpencil project: there is no project.ron and no log in it.",
        ));
    }
    let begin = |logs, texts| Found { logs, texts, problems: problems.clone(), ..Found::default() };
    let mut found = begin(logs, texts(vfs, folder)?);
    found.take_in(vfs, folder, &states)?;
    if !found.missing_texts.is_empty() || !found.newer.is_empty() {
        // Once more, with what stands in for the texts, and with as much of the newer records as is known.
        let mut texts = std::mem::take(&mut found.texts);
        let missing = std::mem::take(&mut found.missing_texts);
        let newer = std::mem::take(&mut found.newer);
        let unread = draft::stand_in(vfs, folder, &mut texts, &missing);
        let again = begin(std::mem::take(&mut found.logs), texts);
        found = Found { takes_newer: !newer.is_empty(), newer, ..again };
        found.take_in(vfs, folder, &states)?;
        draft::close(&mut found, &unread);
        found.close_for_newer();
    }
    draft::set_unfit_blocks_anew(&mut found);
    Ok(found)
}

/// Reads every text that is kept, of drafts and of sources, by its SHA-256.
pub(super) fn texts(vfs: &dyn Vfs, folder: &Path) -> Result<Texts, StoreError> {
    let mut texts = draft::drafts(vfs, folder)?;
    source::add(vfs, folder, &mut texts)?;
    Ok(texts)
}

/// Plays everything that the logs hold onto nothing.
fn replay_all(vfs: &dyn Vfs, folder: &Path, found: &mut Found) {
    let all = records(vfs, folder, found, &Clock::new());
    join(found, &all);
}

/// Joins records to the project as it stands, and notes that it contains them.
fn join(found: &mut Found, records: &[Numbered]) {
    if !found.clock.is_empty() && (!replay::carries_on(&found.clock, records) || replay::brings_copy(records))
    {
        found.judged.get_or_insert_with(|| found.clock.clone());
    }
    replay::join(&mut found.project, &found.clock, records);
    let logs = records.iter().filter_map(|numbered| found.logs.get(&numbered.writer));
    found.ahead = logs.flat_map(|log| log.files.iter().cloned()).collect();
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

    /// Reads the states and plays onto them what the logs hold.
    fn take_in(
        &mut self,
        vfs: &dyn Vfs,
        folder: &Path,
        states: &checkpoint::States,
    ) -> Result<(), StoreError> {
        for (writer, log) in &self.logs {
            if is_newer(log) {
                self.newer.insert(format!("the format {} of the log {writer}", log.format()));
            } else {
                self.problems.extend(log.problems.iter().map(|problem| Problem::in_log(writer, problem)));
            }
        }
        checkpoint::carry_on(vfs, folder, self, states)
    }

    /// Tells whether every log can be read from its first record to its last.
    pub(super) fn logs_are_whole(&self) -> bool {
        self.logs.values().all(|log| !log.is_damaged())
    }

    /// Where a newer program wrote anything, nothing is written: what it meant would be lost.
    fn close_for_newer(&mut self) {
        if self.newer.is_empty() {
            return;
        }
        let reason = "A newer redpencil has worked on this project. It is open for reading only, with everything that \
                      this program understands. Update the program to work on it.";
        self.closed = Some(Closed::Newer(reason.to_owned()));
        let what: Vec<&str> = self.newer.iter().map(String::as_str).take(12).collect();
        let more = if self.newer.len() > what.len() { ", and more" } else { "" };
        let what = format!("Not understood: {}{more}.", what.join(", "));
        self.problems.push(Problem::damage("The project", &what, "Nothing in the folder was changed."));
    }

    /// Tells whether a log holds the record that somebody has seen.
    pub(super) fn holds(&self, writer: &str, seen: &Seen) -> bool {
        let line = self.logs.get(writer).and_then(|log| line(log, seen.sequence));
        line.is_some_and(|line| line.hash.to_string() == seen.hash)
    }

    /// Returns the clock with which the project is written as a state.
    pub(super) fn state_clock(&self) -> &Clock {
        self.judged.as_ref().unwrap_or(&self.clock)
    }

    /// Tells whether the logs are whole and hold every record that the project contains.
    pub(super) fn is_whole(&self) -> bool {
        self.can_tell(&self.clock)
    }

    fn can_tell(&self, clock: &Clock) -> bool {
        self.logs_are_whole() && clock.iter().all(|(writer, seen)| self.holds(writer, seen))
    }
}

/// Reads every record of whole logs; nothing where they lack, or cannot tell, what a clock names.
pub(super) fn all_records(
    vfs: &dyn Vfs,
    folder: &Path,
    found: &mut Found,
    clock: &Clock,
) -> Option<Vec<Numbered>> {
    if !found.can_tell(clock) {
        return None;
    }
    let all = records(vfs, folder, found, &Clock::new());
    let ends: BTreeMap<&str, u64> =
        all.iter().map(|numbered| (numbered.writer.as_str(), numbered.sequence)).collect();
    let is_read =
        |(writer, seen): (&String, &Seen)| ends.get(writer.as_str()).is_some_and(|end| *end >= seen.sequence);
    clock.iter().all(is_read).then_some(all)
}

/// Finds a record of a log by its number.
pub(super) fn line(log: &ParsedLog, sequence: u64) -> Option<&log::Line> {
    let at = log.lines.binary_search_by_key(&sequence, |line| line.sequence).ok()?;
    log.lines.get(at)
}

/// Parses the records beyond the clock, of each log up to the first that cannot be read: what follows on that one
/// waits until it can, because a file that it needs may still be on its way.
pub(super) fn records(vfs: &dyn Vfs, folder: &Path, found: &mut Found, clock: &Clock) -> Vec<Numbered> {
    let mut records = Vec::new();
    let mut problems = Vec::new();
    let mut unknown = BTreeSet::new();
    let mut missing_texts = BTreeMap::new();
    let lineage = Lineage::of(&found.logs);
    for (writer, log) in &found.logs {
        let known = clock.get(writer).map_or(0, |seen| seen.sequence);
        for line in log.lines.iter().filter(|line| line.sequence > known) {
            match record(vfs, folder, found, &lineage, (writer, log.format(), line)) {
                Ok(record) => {
                    unknown.extend(record.unknown);
                    records.push(record.numbered);
                }
                Err(left) => {
                    let place = format!("log/{writer}.ron, record {}", line.sequence);
                    let what = match left {
                        Left::Words(words) => words,
                        Left::Text { draft, sha256 } => {
                            let words = format!("It names the text of {draft}, which is missing or damaged.");
                            missing_texts.insert(sha256, draft);
                            words
                        }
                        Left::Newer(words) => {
                            let what =
                                format!("It was written by a newer redpencil: {words} is not known here.");
                            unknown.insert(words);
                            what
                        }
                    };
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
    found.newer.extend(unknown);
    found.missing_texts.extend(missing_texts);
    replay::complete_copies(&mut records);
    records
}

/// Why a record was left out.
enum Left {
    /// For the reason said here.
    Words(String),
    /// A draft's text is not there.
    Text {
        /// The draft.
        draft: String,
        /// The text's hash.
        sha256: String,
    },
    /// It says what this program does not know.
    Newer(String),
}

/// A record, and what of it is not known here.
struct Taken {
    numbered: Numbered,
    unknown: BTreeSet<String>,
}

fn record(
    vfs: &dyn Vfs,
    folder: &Path,
    found: &Found,
    lineage: &Lineage,
    (writer, format, line): (&str, u32, &log::Line),
) -> Result<Taken, Left> {
    let mut unknown = BTreeSet::new();
    let mut record = understood(found, format, &line.text, &mut unknown)?;
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
        Edits::Aside(hash) => {
            let text = aside_text(vfs, folder, &hash).map_err(Left::Words)?;
            match migrate::edits::<Newest>(format, &text) {
                Ok(edits) => edits,
                Err(error) => {
                    let salvaged = salvage::edits(&text).filter(|salvaged| !salvaged.unknown.is_empty());
                    let words = || Left::Words(format!("Its edits cannot be read: {error}."));
                    newer(found, salvaged.ok_or_else(words)?, &mut unknown)?
                }
            }
        }
    };
    let mut changes = Vec::with_capacity(edits.len());
    for edit in edits {
        let draft = edit.record.clone();
        match edit.change(&found.texts) {
            Ok(change) => changes.push(change),
            Err(Unfit::Text(sha256)) => return Err(Left::Text { draft, sha256 }),
            Err(unfit) if unfit.may_be_newer() && found.takes_newer => {
                unknown.insert(unfit.to_string());
            }
            Err(unfit) if unfit.may_be_newer() => return Err(Left::Newer(unfit.to_string())),
            Err(unfit) => return Err(Left::Words(format!("It cannot be taken in: {unfit}."))),
        }
    }
    let sight = record.seen.iter().map(|(writer, seen)| (writer.clone(), seen.sequence)).collect();
    let sight = Arc::new(lineage.widened(writer, line.sequence, sight));
    let numbered = Numbered { writer: writer.to_owned(), sequence: line.sequence, sight, record, changes };
    Ok(Taken { numbered, unknown })
}

/// Reads a record, or as much of a newer one as is known here.
fn understood(
    found: &Found,
    format: u32,
    text: &str,
    unknown: &mut BTreeSet<String>,
) -> Result<LogRecord, Left> {
    migrate::record::<Newest>(format, text).or_else(|error| {
        // Its checksum fits, so a program wrote it: with words that are not known here, or not for us at all.
        let salvaged = salvage::record(text).filter(|salvaged| !salvaged.unknown.is_empty());
        let words = || Left::Words(format!("It cannot be read: {}.", error.code));
        newer(found, salvaged.ok_or_else(words)?, unknown)
    })
}

fn newer<T>(
    found: &Found,
    salvaged: salvage::Salvaged<T>,
    unknown: &mut BTreeSet<String>,
) -> Result<T, Left> {
    let words: Vec<String> = salvaged.unknown.into_iter().collect();
    if !found.takes_newer {
        return Err(Left::Newer(words.join(", ")));
    }
    unknown.extend(words);
    Ok(salvaged.what)
}

/// Reads the text of edits that stand in a file of their own.
pub(super) fn aside_text(vfs: &dyn Vfs, folder: &Path, hash: &str) -> Result<String, String> {
    let expected: Sha256 = hash.parse().map_err(|error| format!("It names no file: {error}."))?;
    let path = folder.join(LOGS).join(format!("{expected}.ron"));
    let bytes =
        super::blob::read_verified(vfs, &path, expected, ASIDE_CAP).map_err(|error| format!("{error}."))?;
    String::from_utf8(bytes).map_err(|_| "Its edits are not UTF-8 text.".to_owned())
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
        let mut log = log::parse(&vfs.read(&path, log::CAP)?);
        if let Some(header) = log.header.as_mut().filter(|header| header.writer.is_empty()) {
            // A newer program may name it in another way.
            header.writer.clone_from(&name);
        }
        if log.header.is_some() || writer::is_id(&name) {
            parsed.push((name, log));
        }
    }
    let (logs, told) = fork::united(parsed);
    problems.extend(told);
    Ok(logs)
}

fn is_newer(log: &ParsedLog) -> bool {
    log.format() > log::FORMAT
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

#[cfg(test)]
mod tests;
