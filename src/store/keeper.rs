//! The store's own thread: takes changes in, makes them durable, and writes `project.ron` now and then.
//!
//! Keeps a replica of the project by the same edits, so that no frame waits for a snapshot or a disk. What other
//! writers append to their logs meanwhile is joined to it and handed on.

pub(super) mod desk;
#[cfg(test)]
mod laws;
mod others;
pub(super) mod revival;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::bare::Snapshot;
use super::checkpoint::{self, Expected, ReplaceError};
use super::hash::Sha256;
use super::log::LogError;
use super::opening::{self, DRAFTS, LOGS, STATE};
use super::removal::Gone;
use super::schema::v1::{Edit, LogRecord, Seen, Texts};
use super::state::{self, Clock};
use super::vfs::{self, Access, Vfs};
use super::writer::{Turn, random_id};
use super::{Place, StoreError, aside, blob, copy, sealed, system};
use crate::model::{self, Envelope, Project, SealedId, Slot};
use crate::session::{Arrival, Entry, Sealing, holding};

pub(super) use others::Others;

/// A record is durable at most this long after it was taken in.
const SYNC_WITHIN: Duration = Duration::from_millis(900);
/// A pause this long makes what was taken in durable at once.
const PAUSE: Duration = Duration::from_millis(120);
/// After a failure the next try comes this much later.
const RETRY: Duration = Duration::from_secs(2);
/// What others have written is looked for this often.
const LOOK_AROUND: Duration = Duration::from_millis(1_500);
/// `project.ron` is written after this long, this many records, or this many bytes of log.
const CHECKPOINT_AFTER: Duration = Duration::from_mins(5);
const CHECKPOINT_RECORDS: u64 = 2_000;
const CHECKPOINT_BYTES: u64 = 8 << 20;
/// Whoever is overtaken by others this often leaves `project.ron` to them: reading theirs takes longer than they need to
/// write the next one, and the log has all of ours.
const ROUNDS: usize = 4;

/// What the thread is asked for.
pub(super) enum Message {
    /// Take this in.
    Append(Entry),
    /// Make everything taken in durable.
    Flush(Sender<Result<(), StoreError>>),
    /// The same, and write `project.ron`.
    Checkpoint(Sender<Result<(), StoreError>>),
    /// Copy the project into a folder, what is only in memory included.
    CopyTo(PathBuf, Sender<Result<Vec<String>, StoreError>>),
    /// Join what others have written, now.
    LookAround(Sender<Result<(), StoreError>>),
    /// Hand out what is in memory.
    Snapshot(Sender<Snapshot>),
    /// The same as a checkpoint, and end the turn.
    Close(Sender<Result<(), StoreError>>),
}

/// How far the thread has come, for everybody to see.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Entries given to the journal.
    pub taken: u64,
    /// Entries known to be on disk.
    pub durable: u64,
    /// What went wrong last, until it is mended.
    pub failure: Option<String>,
    /// Why nothing can be changed.
    pub read_only: Option<String>,
    /// Sealed words that are not known to be in their files yet, so that who asks for them need not wait for the disk.
    pub sealed: BTreeMap<SealedId, (Slot, Envelope)>,
    /// What others have written, until somebody asks for it.
    pub arrivals: Vec<Arrival>,
    /// How many of them were asked for.
    pub joined: u64,
    /// Told when there is something new to ask for.
    pub waker: Option<Waker>,
    /// The desk's settings, in so far as the thread has to do with them.
    pub desk: desk::Followed,
}

impl Progress {
    /// Remembers what an entry does to sealed words until it is done on disk.
    pub fn note(&mut self, sealing: &Sealing) {
        match sealing {
            Sealing::Keep { id, slot, words } => {
                self.sealed.insert(*id, (*slot, words.clone()));
            }
            Sealing::Purge { slot } => self.sealed.retain(|_, (kept, _)| kept != slot),
        }
    }

    fn forget(&mut self, sealing: &Sealing) {
        if let Sealing::Keep { id, .. } = sealing {
            self.sealed.remove(id);
        }
    }
}

/// What is called, on the store's thread, when others have written something.
#[derive(Clone)]
pub(super) struct Waker(pub Arc<dyn Fn() + Send + Sync>);

impl std::fmt::Debug for Waker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Waker")
    }
}

/// The thread's own things.
pub(super) struct Keeper {
    pub vfs: Arc<dyn Vfs>,
    pub folder: PathBuf,
    pub place: Place,
    pub progress: Arc<Mutex<Progress>>,
    pub replica: Project,
    pub texts: Texts,
    pub clock: Clock,
    pub expected: Expected,
    pub turn: Option<Turn>,
    /// Entries that are not known to be on disk, and how many of them the log has taken.
    pub backlog: Vec<Entry>,
    pub logged: usize,
    pub since_checkpoint: (u64, u64, Option<Instant>),
    /// The clock as of the last good flush.
    pub saved: Clock,
    /// Tells that `project.ron` was asked for and could not be written.
    pub owes_checkpoint: bool,
    /// Edits longer than this stand in a file of their own.
    pub aside_over: usize,
    /// What other writers do, and what this process has seen of it.
    pub others: Others,
    /// The files of logs, by name without ending, that were read and may not be durable.
    pub unsure: BTreeSet<String>,
    /// Files that the state names and that are known to be durable.
    pub sure: BTreeSet<PathBuf>,
    /// What is left to be purged: it keeps nothing back that comes after it, and is told until it is done.
    pub owed: sealed::Owed,
    /// Files and texts that were removed for good.
    pub gone: Gone,
    /// What the files of the desk's settings were when they were looked at last.
    pub desk: desk::Looks,
}

impl Keeper {
    /// Takes over a project as it was read.
    pub fn over(
        vfs: Arc<dyn Vfs>,
        folder: PathBuf,
        place: Place,
        found: opening::Found,
        progress: Arc<Mutex<Progress>>,
    ) -> Self {
        Self {
            vfs,
            folder,
            place,
            progress,
            saved: found.clock.clone(),
            others: Others::of(&found),
            replica: found.project,
            texts: found.texts,
            clock: found.clock,
            expected: found.state_hash.map_or(Expected::Nothing, Expected::Saved),
            turn: None,
            backlog: Vec::new(),
            logged: 0,
            since_checkpoint: (0, 0, None),
            owes_checkpoint: false,
            aside_over: aside::OVER,
            unsure: found.ahead,
            sure: BTreeSet::new(),
            owed: sealed::Owed::new(),
            gone: Gone::default(),
            desk: desk::Looks::default(),
        }
    }

    /// Works until it is asked to close or nobody can ask any more.
    #[expect(clippy::disallowed_methods, reason = "waiting is measured by the monotonic clock")]
    pub fn run(&mut self, inbox: &Receiver<Message>) {
        let mut oldest: Option<Instant> = None;
        let mut looked = Instant::now();
        loop {
            let wait = match oldest {
                Some(since) if self.failed() => RETRY.saturating_sub(since.elapsed()).max(PAUSE),
                Some(since) => SYNC_WITHIN.saturating_sub(since.elapsed()).min(PAUSE),
                None if self.owes_checkpoint || self.failed() => RETRY,
                None => LOOK_AROUND.saturating_sub(looked.elapsed()),
            };
            let joined = self.progress.lock().map_or(0, |progress| progress.joined);
            match inbox.recv_timeout(wait) {
                Ok(message) => {
                    let is_entry = matches!(message, Message::Append(_));
                    if self.answer(message).is_break() {
                        return;
                    }
                    if is_entry && oldest.get_or_insert_with(Instant::now).elapsed() < SYNC_WITHIN {
                        continue;
                    }
                }
                // Whatever was done before the session had seen as much as that has come in.
                Err(RecvTimeoutError::Timeout) if self.backlog.is_empty() => {
                    self.others.forget_before(joined);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    // Whoever held the project is gone without closing it; the log is enough, the rest is care.
                    drop(self.checkpoint());
                    return self.leave();
                }
            }
            self.settle();
            oldest = (!self.backlog.is_empty()).then(Instant::now);
            if looked.elapsed() >= LOOK_AROUND {
                // What cannot be read now is looked for again.
                drop(self.look_around());
                self.look_at_desk();
                looked = Instant::now();
            }
        }
    }

    /// Does what it is asked for; breaks where that ends the turn.
    pub fn answer(&mut self, message: Message) -> ControlFlow<()> {
        match message {
            Message::Append(entry) => self.take_in(entry),
            Message::Flush(reply) => drop(reply.send(self.flush())),
            Message::Checkpoint(reply) => drop(reply.send(self.checkpoint())),
            Message::CopyTo(folder, reply) => drop(reply.send(self.copy_to(&folder))),
            Message::LookAround(reply) => {
                self.look_at_desk();
                drop(reply.send(self.look_around()));
            }
            Message::Snapshot(reply) => drop(reply.send(self.snapshot())),
            Message::Close(reply) => {
                let closed = self.checkpoint();
                let is_over = closed.is_ok();
                if is_over {
                    self.leave();
                }
                drop(reply.send(closed));
                return if is_over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
            }
        }
        ControlFlow::Continue(())
    }

    /// Does what is due at a pause, whatever failed before included.
    pub fn settle(&mut self) {
        drop(self.flush());
        if self.is_checkpoint_due() {
            drop(self.checkpoint());
        }
    }

    fn failed(&self) -> bool {
        self.progress.lock().is_ok_and(|progress| progress.failure.is_some())
    }

    fn is_read_only(&self) -> bool {
        self.progress.lock().is_ok_and(|progress| progress.read_only.is_some())
    }

    fn is_checkpoint_due(&self) -> bool {
        let (records, bytes, since) = self.since_checkpoint;
        self.owes_checkpoint
            || records >= CHECKPOINT_RECORDS
            || bytes >= CHECKPOINT_BYTES
            || (records > 0 && since.is_some_and(|since| since.elapsed() >= CHECKPOINT_AFTER))
    }

    fn take_in(&mut self, entry: Entry) {
        let edits: Vec<model::Edit> = entry
            .changes
            .iter()
            .map(|change| model::Edit { slot: change.slot, value: change.after.clone() })
            .collect();
        self.replica.apply(&edits);
        self.backlog.push(entry);
        if let Err(error) = self.log_backlog() {
            self.note_failure(&error);
        }
    }

    /// Writes every entry that the log has not taken yet.
    #[expect(clippy::disallowed_methods, reason = "waiting is measured by the monotonic clock")]
    fn log_backlog(&mut self) -> Result<(), StoreError> {
        self.secure()?;
        while let Some(entry) = self.backlog.get(self.logged) {
            let owed = match self.sealing_of(self.logged) {
                Some(sealing) => sealed::carry_out_or_owe(self.vfs.as_ref(), &self.folder, sealing)?,
                None => sealed::Owed::new(),
            };
            for change in &entry.changes {
                let model::Value::Prose(prose) = &change.after else { continue };
                if change.slot.record.table() == model::Table::Draft {
                    keep_draft(self.vfs.as_ref(), &self.folder, change.slot.record, prose)?;
                } else if prose.is_missing() || holding::removed(&self.replica).contains(prose.sha256()) {
                    // What was removed since is not written only to be deleted.
                    continue;
                } else {
                    keep_text(self.vfs.as_ref(), &self.folder, prose)?;
                }
                self.texts.insert(prose.sha256().to_owned(), prose.clone());
            }
            let edits: Vec<Edit> = entry.changes.iter().map(Edit::of).collect();
            let (by, at, did) = (entry.by.clone(), entry.at.to_string(), entry.label.clone());
            let gone = entry.gone.iter().map(ToString::to_string).collect();
            let (changes, arrivals) = (entry.changes.clone(), entry.seen);
            let edits = aside::keep(self.vfs.as_ref(), &self.folder, edits, self.aside_over)?;
            if !owed.is_empty() {
                // It is told before any of this counts as saved.
                self.owed.extend(owed);
                drop(self.purge_owed());
            }
            if self.turn.is_none() {
                self.begin_turn()?;
            }
            let Some(turn) = self.turn.as_mut() else { continue };
            let seen = self.others.seen(arrivals, &turn.writer);
            let previous = turn.log.end().map_or_else(String::new, |(_, hash)| hash.to_string());
            let record = LogRecord { previous, seen, copy_of: Clock::new(), gone, by, at, did, edits };
            let line = ron::to_string(&record).map_err(|error| StoreError::Words(error.to_string()))?;
            let appended = turn.log.append(&line)?;
            self.clock.insert(
                turn.writer.clone(),
                Seen { sequence: appended.sequence, hash: appended.hash.to_string() },
            );
            self.logged += 1;
            self.since_checkpoint.0 += 1;
            self.since_checkpoint.1 += line.len() as u64;
            self.since_checkpoint.2.get_or_insert_with(Instant::now);
            let writer = turn.writer.clone();
            self.join_own(&writer, appended.sequence, record, changes, arrivals);
            if let Some(error) = appended.waits_because {
                return Err(error.into());
            }
        }
        Ok(())
    }

    /// Returns what an entry of the backlog does to sealed words; nothing where a later one purges them already, so
    /// that they are never written only to be deleted.
    fn sealing_of(&self, at: usize) -> Option<&Sealing> {
        let sealing = self.backlog.get(at)?.sealing.as_ref()?;
        let Sealing::Keep { slot, .. } = sealing else { return Some(sealing) };
        let mut later = self.backlog.iter().skip(at + 1).filter_map(|entry| entry.sealing.as_ref());
        (!later.any(|later| *later == Sealing::Purge { slot: *slot })).then_some(sealing)
    }

    /// Hands out the project as it stands, what is only in memory included.
    fn snapshot(&mut self) -> Snapshot {
        drop(self.flush());
        self.carry_rows();
        // What no log holds yet is no part of what the logs say: then the copy stands for nothing but itself.
        let is_logged = self.logged == self.backlog.len();
        let clock = if is_logged { self.clock.clone() } else { Clock::new() };
        let waiting = (0..self.backlog.len()).filter_map(|at| self.sealing_of(at));
        Snapshot { project: self.replica.clone(), clock, sealing: waiting.cloned().collect() }
    }

    fn begin_turn(&mut self) -> Result<(), StoreError> {
        let fresh = random_id('w', system::random_bits());
        // Whoever continues a log has seen all of it: so what counts is what the session had seen when it did this, not
        // what was read since.
        let seen = self.backlog.get(self.logged).map(|entry| self.others.seen(entry.seen, ""));
        let clock = seen.as_ref().unwrap_or(&self.clock);
        let known = |writer: &str| {
            let seen = clock.get(writer)?;
            Some((seen.sequence, seen.hash.parse().ok()?))
        };
        let machine = self.place.machine();
        let turn = Turn::begin(&self.vfs, &self.folder, self.place.state(), &machine, &fresh, &known)?;
        self.turn = Some(turn);
        Ok(())
    }

    /// Makes everything taken in durable.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        self.make_durable()?;
        self.purge_owed()?;
        self.tell_of_removals()
    }

    /// Tells of a file that was removed and cannot be deleted.
    fn tell_of_removals(&mut self) -> Result<(), StoreError> {
        let told = self.gone.told();
        if let Err(error) = &told {
            self.note_failure(error);
        }
        told
    }

    /// Tries again to purge what is left of it.
    fn purge_owed(&mut self) -> Result<(), StoreError> {
        if self.owed.is_empty() {
            return Ok(());
        }
        let purged = sealed::purge_owed(self.vfs.as_ref(), &self.folder, &mut self.owed);
        match &purged {
            Ok(()) => self.note_mended(),
            Err(error) => self.note_failure(error),
        }
        purged
    }

    fn make_durable(&mut self) -> Result<(), StoreError> {
        let flushed = self.try_flush();
        match &flushed {
            Ok(()) => {
                if let Ok(mut progress) = self.progress.lock() {
                    progress.durable += self.backlog.len() as u64;
                    for sealing in self.backlog.iter().filter_map(|entry| entry.sealing.as_ref()) {
                        progress.forget(sealing);
                    }
                }
                self.backlog.clear();
                self.logged = 0;
                self.saved.clone_from(&self.clock);
                self.note_mended();
            }
            Err(error) => self.note_failure(error),
        }
        flushed
    }

    /// Makes durable what was read of others' logs: whoever wrote it may not have waited for the disk, and no record
    /// that builds on it, nor the word that all is saved, may outlive it.
    fn secure(&mut self) -> Result<(), StoreError> {
        if self.unsure.is_empty() || self.is_read_only() {
            return Ok(());
        }
        let logs = self.folder.join(LOGS);
        let mut read = self.unsure.iter().map(|name| logs.join(format!("{name}.ron")));
        let mut is_gone = false;
        let synced = read.try_for_each(|log| match self.vfs.sync_file(&log) {
            // A copy that somebody has removed since: project.ron holds what it said.
            Err(error) if error.is_missing() => {
                is_gone = true;
                Ok(())
            }
            synced => synced,
        });
        let synced = synced.and_then(|()| self.vfs.sync_folder(&logs));
        self.owes_checkpoint |= is_gone;
        if synced.is_ok() {
            self.unsure.clear();
        } else {
            // No later sync makes up for it: project.ron is written from memory before anything counts as saved.
            self.owes_checkpoint = true;
        }
        Ok(synced?)
    }

    fn try_flush(&mut self) -> Result<(), StoreError> {
        self.sync_log()?;
        if self.is_read_only() {
            return Ok(());
        }
        // The records that tell of a removal are durable: nothing is saved before the files are gone.
        self.gone.carry_out(self.vfs.as_ref(), &self.folder, &self.replica)
    }

    fn sync_log(&mut self) -> Result<(), StoreError> {
        self.secure()?;
        self.log_backlog()?;
        let Some(turn) = self.turn.as_mut() else { return Ok(()) };
        match turn.log.sync() {
            Ok(_) => Ok(()),
            Err(LogError::Displaced { .. }) => {
                // Somebody put another file in the log's place, perhaps an older one. What is not durable goes
                // into a new log, and project.ron holds what may be missing in the old one.
                self.turn = None;
                self.clock.clone_from(&self.saved);
                self.others.begin_anew(&self.saved);
                self.logged = 0;
                self.owes_checkpoint = true;
                self.log_backlog()?;
                self.turn.as_mut().map_or(Ok(()), |turn| turn.log.sync().map(drop)).map_err(StoreError::from)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn note_failure(&self, error: &StoreError) {
        if let Ok(mut progress) = self.progress.lock() {
            progress.failure = Some(error.to_string());
        }
    }

    /// Takes back that something went wrong, unless something is still owed: nobody is told for a moment, between one
    /// try and the next, that all is saved.
    fn note_mended(&self) {
        if self.owes_checkpoint || !self.owed.is_empty() {
            return;
        }
        if let Ok(mut progress) = self.progress.lock() {
            progress.failure = None;
        }
    }

    /// Makes everything durable and writes `project.ron`, if anything changed since it was written.
    pub fn checkpoint(&mut self) -> Result<(), StoreError> {
        self.write_checkpoint()?;
        self.purge_owed()?;
        self.tell_of_removals()
    }

    #[expect(clippy::disallowed_methods, reason = "waiting is measured by the monotonic clock")]
    fn write_checkpoint(&mut self) -> Result<(), StoreError> {
        self.make_durable()?;
        self.carry_rows();
        let is_current = self.since_checkpoint.0 == 0 && self.expected != Expected::Nothing;
        if is_current && !self.owes_checkpoint {
            return Ok(());
        }
        let written = self.write_state();
        self.owes_checkpoint = written.is_err();
        match &written {
            Ok(is_ours) => {
                // Left to others, it is tried again with the next one.
                self.since_checkpoint = if *is_ours { (0, 0, None) } else { (1, 0, Some(Instant::now())) };
                self.note_mended();
            }
            Err(error) => self.note_failure(error),
        }
        written.map(drop)
    }

    /// Copies the project into another folder. What cannot be saved here is saved there.
    fn copy_to(&mut self, folder: &Path) -> Result<Vec<String>, StoreError> {
        let saved = self.checkpoint();
        let left_out = copy::copy(self.vfs.as_ref(), &self.folder, folder)?;
        if saved.is_ok() {
            return Ok(left_out);
        }
        let state = folder.join(STATE);
        let expected = match self.vfs.look(&state)? {
            Some(_) => Expected::Saved(Sha256::of(&self.vfs.read(&state, checkpoint::CAP)?)),
            None => Expected::Nothing,
        };
        let mut there = Self {
            vfs: Arc::clone(&self.vfs),
            folder: folder.to_owned(),
            place: self.place.clone(),
            progress: Arc::default(),
            replica: self.replica.clone(),
            texts: self.texts.clone(),
            clock: self.saved.clone(),
            expected,
            turn: None,
            backlog: self.backlog.clone(),
            logged: 0,
            since_checkpoint: (0, 0, None),
            saved: self.saved.clone(),
            owes_checkpoint: true,
            aside_over: self.aside_over,
            others: self.others.clone(),
            unsure: BTreeSet::new(),
            sure: BTreeSet::new(),
            owed: sealed::Owed::new(),
            gone: Gone::default(),
            desk: desk::Looks::default(),
        };
        there.checkpoint()?;
        there.leave();
        Ok(left_out)
    }

    /// Makes durable what the state names: not every file came through this program. What is not there, or belongs to
    /// somebody else, is for `verify` to tell.
    fn secure_files(&mut self) -> Result<(), StoreError> {
        let within =
            |folder: &str, file: &model::FileRef| format!("{folder}/{}.{}", file.sha256, file.extension);
        let mut named: Vec<String> = super::pack::kept_files(&self.replica)
            .iter()
            .map(|(_, file)| within(opening::EVIDENCE, file))
            .collect();
        let texts = super::pack::kept_texts(&self.replica);
        named.extend(texts.iter().map(|(_, text)| opening::text_place(text.sha256())));
        for (id, draft) in self.replica.drafts() {
            named.push(format!("{DRAFTS}/{id}.txt"));
            named.extend(draft.original.as_ref().map(|file| within(opening::ORIGINALS, file)));
        }
        let unsure: BTreeSet<PathBuf> = named
            .into_iter()
            .map(|place| self.folder.join(place))
            .filter(|path| !self.sure.contains(path))
            .collect();
        let (mut synced, mut folders) = (Vec::new(), BTreeSet::new());
        for path in unsure {
            if self.vfs.look(&path)?.is_none_or(|found| found.kind != vfs::Kind::File) {
                continue;
            }
            match self.vfs.sync_file(&path) {
                Err(error) if error.is_denied() => continue,
                done => done?,
            }
            folders.extend(path.parent().map(Path::to_owned));
            synced.push(path);
        }
        for folder in folders {
            self.vfs.sync_folder(&folder)?;
        }
        // Only now: a file whose name is not durable may be gone.
        self.sure.extend(synced);
        Ok(())
    }

    /// Tells whether what stands there is ours; what others have put there stands on logs that hold all of ours.
    fn write_state(&mut self) -> Result<bool, StoreError> {
        self.secure_files()?;
        let expected = self.expected;
        let mut theirs: Option<opening::Found> = None;
        for _ in 0..ROUNDS {
            let (project, clock, texts) = match &theirs {
                None => (&self.replica, self.others.state_clock(&self.clock), &self.texts),
                Some(found) => (&found.project, found.state_clock(), &found.texts),
            };
            let text = state::write(project, clock).map_err(|error| StoreError::Words(error.to_string()))?;
            let back = state::read(&text, texts).map_err(|error| StoreError::Words(error.to_string()))?;
            if back.project != *project || back.edited || !back.problems.is_empty() {
                return Err(StoreError::Words(
                    "project.ron was not written, because it would not have read back as it is. Every change is in \
                     the log. Please report this."
                        .into(),
                ));
            }
            let temp = vfs::temporary_name(&system::random_name());
            match checkpoint::replace(
                self.vfs.as_ref(),
                &self.folder,
                STATE,
                self.expected,
                text.as_bytes(),
                &temp,
            ) {
                Ok(done) => {
                    self.expected = Expected::Saved(done.hash());
                    if let Some(found) = theirs {
                        self.take_over(found);
                    }
                    return Ok(true);
                }
                Err(ReplaceError::SomebodyElseWrote { their_bytes, .. }) => {
                    let hash = Sha256::of(&their_bytes);
                    let found = opening::read(self.vfs.as_ref(), &self.folder)?;
                    if let Some(closed) = &found.closed {
                        return Err(StoreError::Words(closed.reason().to_owned()));
                    }
                    self.keep_hand_edit(&their_bytes, hash, &found)?;
                    self.expected = Expected::Saved(hash);
                    theirs = Some(found);
                }
                Err(ReplaceError::InDoubt { hash, source, .. }) => {
                    self.expected = Expected::InDoubt(hash);
                    return Err(source.into());
                }
                Err(error) => return Err(error.into()),
            }
        }
        if self.owes_checkpoint {
            // It has to hold what no log does: theirs is read once more then.
            self.expected = expected;
            return Err(StoreError::Words(format!(
                "{STATE} could not be written, because somebody else writes it again and again. It is tried again."
            )));
        }
        if let Some(found) = theirs {
            self.take_over(found);
        }
        Ok(false)
    }

    fn leave(&mut self) {
        if let Some(mut turn) = self.turn.take() {
            // The note is a courtesy: without it the next turn begins a new log.
            drop(turn.finish(&system::random_name()));
        }
    }
}

/// Puts a source's text into `texts/` under its hash, durable before any record names it. Two sources may share it; a
/// damaged one is put aside.
pub(super) fn keep_text(vfs: &dyn Vfs, folder: &Path, prose: &model::Prose) -> Result<(), StoreError> {
    let texts = folder.join(opening::TEXTS);
    vfs::ensure_folder(vfs, &texts, Access::Usual)?;
    let temp = vfs::temporary_name(&system::random_name());
    blob::keep(vfs, &texts, "txt", &mut prose.as_str().as_bytes(), u64::MAX, &temp)?;
    Ok(())
}

/// Puts a draft's text into `drafts/`, durable before any record names it.
fn keep_draft(
    vfs: &dyn Vfs,
    folder: &Path,
    draft: model::Id,
    prose: &model::Prose,
) -> Result<(), StoreError> {
    let drafts = folder.join(DRAFTS);
    vfs::ensure_folder(vfs, &drafts, Access::Usual)?;
    let temp = vfs::temporary_name(&system::random_name());
    blob::named(vfs, &drafts, &format!("{draft}.txt"), prose.as_str().as_bytes(), &temp)?;
    Ok(())
}
