//! The logs as a history to read, and the state that they led to at any point of it. Writes nothing.
//!
//! Reads the folder as it is, whoever writes there; run it off the window's thread. A log record is put together once,
//! however often the history is read again.

mod glance;
mod order;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lineage::Lineage;
use super::log::Line;
use super::opening::{self, Found, LOGS};
use super::replay::{self, Sight};
use super::schema::v1::{self, Edits, LogRecord, Texts};
use super::state::Clock;
use super::vfs::Vfs;
use super::{Store, StoreError, system};
use crate::model::{Change, Id, Moment, Project, Slot, Value, Vocabulary};
use crate::session::chronicle::{Chronicle, Deed, Point};
use glance::Glance;
use order::Placed;

/// So many fields of one log record are listed; more are counted.
const LISTED: usize = 500;
/// A folder in which somebody writes is read so many times at most, until two readings agree.
const TRIES: usize = 4;

/// Reads a project's history, again and again.
#[derive(Clone, Debug)]
pub struct Reader {
    vfs: Arc<dyn Vfs>,
    folder: PathBuf,
    /// How long each log was when it was read last.
    lengths: BTreeMap<PathBuf, u64>,
    /// What was put together already, by the hash of its log record.
    known: BTreeMap<(String, u64), Known>,
    texts: Texts,
    /// The texts that were looked for: one that was removed since is looked for once.
    sought: BTreeSet<String>,
    chronicle: Arc<Chronicle>,
}

/// A log record that was put together.
#[derive(Clone, Debug)]
struct Known {
    hash: String,
    deed: Arc<Deed>,
    /// What it says that its writer had seen.
    seen: Sight,
}

impl Store {
    /// Returns a reader of the project's history. It never waits for what is being written.
    pub fn history(&self) -> Reader {
        Reader::new(Arc::clone(&self.vfs), self.folder.clone())
    }
}

impl Reader {
    pub(super) fn new(vfs: Arc<dyn Vfs>, folder: PathBuf) -> Self {
        Self {
            vfs,
            folder,
            lengths: BTreeMap::new(),
            known: BTreeMap::new(),
            texts: Texts::new(),
            sought: BTreeSet::new(),
            chronicle: Arc::default(),
        }
    }

    /// Reads what has come since the last time, and returns the whole history.
    pub fn read(&mut self, vocabulary: &Vocabulary) -> Result<Arc<Chronicle>, StoreError> {
        let lengths = self.measure()?;
        if lengths == self.lengths && !self.chronicle.deeds.is_empty() {
            return Ok(Arc::clone(&self.chronicle));
        }
        let mut problems = Vec::new();
        let logs = opening::logs(self.vfs.as_ref(), &self.folder, &mut problems)?;
        let mut notes: Vec<String> = problems.iter().map(super::Problem::sentence).collect();
        let lineage = Lineage::of(&logs);
        let mut placed = Vec::new();
        for (writer, log) in &logs {
            let damage = log.problems.iter().filter(|problem| problem.is_damage());
            notes.extend(damage.map(|problem| format!("log/{writer}.ron: {problem}.")));
            for line in &log.lines {
                match self.known(writer, line) {
                    Ok(Known { deed, seen, .. }) => {
                        placed.push(Placed { deed, seen: lineage.widened(writer, line.sequence, seen) });
                    }
                    Err(why) => notes.push(format!("log/{writer}.ron, record {}: {why}", line.sequence)),
                }
            }
        }
        let deeds = order::in_order(placed).into_iter().map(|placed| placed.deed).collect();
        self.chronicle = Arc::new(Chronicle::new(deeds, notes, &self.chronicle, vocabulary));
        self.lengths = lengths;
        Ok(Arc::clone(&self.chronicle))
    }

    /// Tells how long each log is.
    fn measure(&self) -> Result<BTreeMap<PathBuf, u64>, StoreError> {
        let mut lengths = BTreeMap::new();
        for path in opening::files(self.vfs.as_ref(), &self.folder.join(LOGS), ".ron")? {
            let length = self.vfs.look(&path)?.map_or(0, |found| found.len);
            lengths.insert(path, length);
        }
        Ok(lengths)
    }

    fn known(&mut self, writer: &str, line: &Line) -> Result<Known, String> {
        let (key, hash) = ((writer.to_owned(), line.sequence), line.hash.to_string());
        if let Some(known) = self.known.get(&key).filter(|known| known.hash == hash) {
            return Ok(known.clone());
        }
        let record: LogRecord =
            ron::from_str(&line.text).map_err(|error| format!("it cannot be read: {}.", error.code))?;
        let glance = match record.edits {
            Edits::Here(edits) => Glance::of(edits, LISTED),
            Edits::Aside(name) => {
                let text = opening::aside_text(self.vfs.as_ref(), &self.folder, &name)?;
                Glance::read(&text, LISTED).map_err(|error| format!("its edits cannot be read: {error}."))?
            }
        };
        let at = Moment::parse(&record.at).unwrap_or_default();
        let point = Point { writer: writer.to_owned(), sequence: line.sequence };
        let deed = Deed {
            point,
            by: record.by,
            at,
            local: system::local(at),
            did: record.did,
            edits: glance.count,
            changes: glance.first.iter().filter_map(|edit| self.change(edit)).collect(),
            records: glance.records.iter().filter_map(|id| Id::parse(id)).collect(),
        };
        let seen = record.seen.iter().map(|(writer, seen)| (writer.clone(), seen.sequence)).collect();
        let known = Known { hash, deed: Arc::new(deed), seen };
        self.known.insert(key, known.clone());
        Ok(known)
    }

    fn change(&mut self, edit: &v1::Edit) -> Option<Change> {
        let slot = Slot::named(Id::parse(&edit.record)?, &edit.field)?;
        let (before, after) = (self.value(slot.record, &edit.before), self.value(slot.record, &edit.after));
        Some(Change { slot, before, after })
    }

    /// Returns a value of the model; nothing where it cannot be read any more.
    fn value(&mut self, record: Id, saved: &v1::Value) -> Value {
        if let v1::Value::Prose(prose) = saved
            && !self.texts.contains_key(&prose.0)
            && self.sought.insert(prose.0.clone())
            && let Ok(texts) = opening::texts(self.vfs.as_ref(), &self.folder)
        {
            self.texts = texts;
        }
        saved.clone().value_in(record, &self.texts).unwrap_or_default()
    }

    /// Returns the project as it was after the last of these records of each log.
    ///
    /// Refuses where the logs do not lead to the state that stands there now: then something of them is missing, and
    /// what they lead to at any point would lack it too.
    pub fn state_after(&self, cut: &BTreeMap<String, u64>) -> Result<Project, StoreError> {
        let mut tries = 0;
        loop {
            tries += 1;
            match state_after(self.vfs.as_ref(), &self.folder, cut) {
                Ok(project) => return Ok(project),
                Err(error) if tries == TRIES => return Err(error),
                Err(_) => {}
            }
        }
    }
}

fn state_after(vfs: &dyn Vfs, folder: &Path, cut: &BTreeMap<String, u64>) -> Result<Project, StoreError> {
    let incomplete = || {
        StoreError::Words(
            "Part of the history is missing or damaged, so that nobody can say how the project stood then. Run \
             redpencil verify to see what is missing."
                .into(),
        )
    };
    let mut found: Found = opening::read(vfs, folder)?;
    let mut records = opening::records(vfs, folder, &mut found, &Clock::new());
    let mut whole = Project::default();
    replay::play(&mut whole, &records);
    if whole != found.project {
        return Err(incomplete());
    }
    records.retain(|record| cut.get(&record.writer).is_some_and(|last| record.sequence <= *last));
    let mut project = Project::default();
    replay::play(&mut project, &records);
    Ok(project)
}

#[cfg(test)]
mod tests;
