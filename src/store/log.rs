//! A writer's log on the disk: records are only ever added at its end, one line and one write each.
//!
//! Knows lines, not what the records in them mean. What is acknowledged is what [`LogFile::sync`] has returned.

mod line;
mod parse;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::hash::Sha256;
use super::vfs::{Vfs, VfsError, VfsFile};

pub use line::{FORMAT, Header, Line};
pub use parse::{Fork, ParsedLog, Problem, parse};

/// The largest log that is read, in bytes.
pub const CAP: u64 = 4 << 30;

/// Why a log could not be opened or a record not be taken.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// A call to the files failed. Records that were taken wait in memory and go with the next try.
    #[error(transparent)]
    File(#[from] VfsError),
    /// The record holds a line break or a zero byte. It was not taken.
    #[error("a log record must be one line of text")]
    NotOneLine,
    /// Another file has taken the log's place (a restored copy, a checkout), or somebody else has written to it. What was appended since the last
    /// sync is in [`LogFile::waiting`]: begin a new log for it.
    #[error("{} was replaced, or written to by somebody else, while it was open", path.display())]
    Displaced {
        /// The log.
        path: PathBuf,
    },
}

/// Writes a whole log at once, as text; returns it with the number and the hash of its last record.
pub fn whole(writer: &str, machine: &str, records: &[String]) -> (String, Option<(u64, Sha256)>) {
    let header = Header { format: FORMAT, writer: writer.to_owned(), machine: machine.to_owned() };
    let mut text = header.to_line();
    let mut end = None;
    for (sequence, record) in (1..).zip(records) {
        let line = Line::new(sequence, sequence - 1, record);
        end = Some((sequence, line.hash));
        text.push_str(&line.to_line());
    }
    (text, end)
}

/// What became of a record: it is taken in any case.
#[derive(Debug)]
pub struct Appended {
    /// Its number.
    pub sequence: u64,
    /// Its hash, which the next record names.
    pub hash: Sha256,
    /// Why it waits in memory instead of being in the file; the next append or sync tries again.
    pub waits_because: Option<LogError>,
}

/// A log open for appending. One process has it, and only one.
///
/// *Invariant:* a record leaves the memory only after a sync that covers it. After a write or sync that
/// failed, the handle is given up, and everything since the last good sync is written again on a fresh line:
/// the system may hold for written what the disk has never seen.
#[derive(Debug)]
pub struct LogFile {
    vfs: Arc<dyn Vfs>,
    path: PathBuf,
    identity: (u64, u64),
    handle: Option<Box<dyn VfsFile>>,
    /// How long the file is when nobody else writes to it; not known after a write that failed.
    len: Option<u64>,
    needs_fresh_line: bool,
    end: Option<(u64, Sha256)>,
    durable: u64,
    waiting: Vec<Line>,
    /// How many of the waiting ones the handle has written.
    written: usize,
}

impl LogFile {
    /// Begins a log `<writer>.ron` in the folder. When this returns, it is durable.
    pub fn create(vfs: Arc<dyn Vfs>, folder: &Path, writer: &str, machine: &str) -> Result<Self, LogError> {
        let path = folder.join(format!("{writer}.ron"));
        let header = Header { format: FORMAT, writer: writer.to_owned(), machine: machine.to_owned() };
        let mut handle = vfs.create_new(&path)?;
        let written = handle
            .write_at_once(header.to_line().as_bytes())
            .and_then(|()| handle.sync_all())
            .and_then(|()| vfs.sync_folder(folder))
            .and_then(|()| handle.metadata());
        match written {
            Ok(found) => Ok(Self::over(vfs, path, (found.identity, header.to_line().len() as u64), handle)),
            Err(error) => {
                // Left where it is, it reads as begun and never used.
                drop(vfs.remove(&path));
                Err(error.into())
            }
        }
    }

    /// Opens a log that is there, and reads it. Whether it may be continued is for the caller to judge.
    pub fn open_for_append(vfs: Arc<dyn Vfs>, path: &Path) -> Result<(Self, ParsedLog), LogError> {
        let handle = vfs.open_for_append(path)?;
        let identity = handle.metadata()?.identity;
        let bytes = vfs.read(path, CAP)?;
        let parsed = parse(&bytes);
        let mut log = Self::over(vfs, path.to_owned(), (identity, bytes.len() as u64), handle);
        log.needs_fresh_line = bytes.last() != Some(&b'\n');
        log.end = parsed.end();
        log.durable = log.end.map_or(0, |(sequence, _)| sequence);
        Ok((log, parsed))
    }

    fn over(
        vfs: Arc<dyn Vfs>,
        path: PathBuf,
        (identity, len): ((u64, u64), u64),
        handle: Box<dyn VfsFile>,
    ) -> Self {
        Self {
            vfs,
            path,
            identity,
            handle: Some(handle),
            len: Some(len),
            needs_fresh_line: false,
            end: None,
            durable: 0,
            waiting: Vec::new(),
            written: 0,
        }
    }

    /// Takes a record. It is durable only when [`Self::sync`] says so.
    pub fn append(&mut self, text: &str) -> Result<Appended, LogError> {
        if text.contains(['\n', '\r', '\0']) {
            return Err(LogError::NotOneLine);
        }
        let line =
            Line::new(self.end.map_or(1, |(sequence, _)| sequence.saturating_add(1)), self.durable, text);
        let (sequence, hash) = (line.sequence, line.hash);
        self.end = Some((sequence, hash));
        self.waiting.push(line);
        Ok(Appended { sequence, hash, waits_because: self.write_waiting().err() })
    }

    /// Makes every record taken so far durable, and gives the number of the last one (0: there is none).
    pub fn sync(&mut self) -> Result<u64, LogError> {
        if self.waiting.is_empty() {
            return Ok(self.durable);
        }
        self.write_waiting()?;
        let synced = self.handle.as_mut().map_or(Ok(()), |handle| handle.sync_data());
        if let Err(error) = synced {
            self.give_up_handle();
            return Err(error.into());
        }
        self.make_sure_of_place()?;
        self.durable = self.end.map_or(0, |(sequence, _)| sequence);
        self.waiting.clear();
        self.written = 0;
        Ok(self.durable)
    }

    /// Gives the number and hash of the last record taken.
    pub fn end(&self) -> Option<(u64, Sha256)> {
        self.end
    }

    /// Gives the number of the last record known to be durable (or, before the first sync, found on opening).
    pub fn durable(&self) -> u64 {
        self.durable
    }

    /// Gives the records that are not known to be durable.
    pub fn waiting(&self) -> &[Line] {
        &self.waiting
    }

    /// Tells how the file looks from outside when nobody else has written to it: its length, where that is known, and
    /// which file it is.
    pub fn look(&self) -> (Option<u64>, (u64, u64)) {
        (self.len, self.identity)
    }

    /// Gives the log's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn write_waiting(&mut self) -> Result<(), LogError> {
        let mut handle = if let Some(handle) = self.handle.take() {
            handle
        } else {
            let handle = self.reopen()?;
            self.len = Some(handle.metadata()?.len);
            handle
        };
        for line in &self.waiting[self.written..] {
            let fresh = if self.needs_fresh_line { "\n" } else { "" };
            let text = format!("{fresh}{}", line.to_line());
            if let Err(error) = handle.write_at_once(text.as_bytes()) {
                self.give_up_handle();
                return Err(error.into());
            }
            self.len = self.len.map(|len| len + text.len() as u64);
            self.needs_fresh_line = false;
            self.written += 1;
        }
        self.handle = Some(handle);
        Ok(())
    }

    fn reopen(&self) -> Result<Box<dyn VfsFile>, LogError> {
        self.make_sure_of_place()?;
        Ok(self.vfs.open_for_append(&self.path)?)
    }

    /// Makes sure that the name still stands for the file that we write to.
    fn make_sure_of_place(&self) -> Result<(), LogError> {
        match self.vfs.look(&self.path)? {
            Some(found) if found.identity == self.identity && self.len.is_none_or(|len| len == found.len) => {
                Ok(())
            }
            _ => Err(LogError::Displaced { path: self.path.clone() }),
        }
    }

    /// Whatever the file's end looks like now, the disk may have something else: next comes a fresh line.
    fn give_up_handle(&mut self) {
        self.handle = None;
        self.len = None;
        self.written = 0;
        self.needs_fresh_line = true;
    }
}

#[cfg(test)]
mod tests;
