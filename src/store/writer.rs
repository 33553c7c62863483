//! Whose log a process writes to: a new one, or one that this machine has left complete.
//!
//! Knows folders and logs, not what is in the records. What a machine has left is kept in its own state
//! folder, never in the project, so copies of a project never share a writer.
//!
//! *Invariant:* a note about a log left behind is taken away, durably, before that log is continued, and is
//! written again only when the turn ends well. So a log is never continued after a crash, nor twice.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::checkpoint::{self, Expected};
use super::hash::Sha256;
use super::lock::{self, Locking};
use super::log::{self, LogError, LogFile, ParsedLog};
use super::vfs::{self, Access, HeldLock, Vfs, VfsError};

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const NOTE_CAP: u64 = 4096;

/// Makes an id of a letter and 10 base-32 characters from the low 50 of random bits (`w` writer, `m` machine).
pub fn random_id(letter: char, bits: u64) -> String {
    let digits = (0..10).rev().map(|place| char::from(DIGITS[(bits >> (5 * place)) as usize & 31]));
    [letter, '-'].into_iter().chain(digits).collect()
}

/// Tells whether a text has the shape of a writer's id.
pub fn is_id(text: &str) -> bool {
    text.strip_prefix("w-")
        .is_some_and(|digits| digits.len() == 10 && digits.bytes().all(|byte| DIGITS.contains(&byte)))
}

/// A process's turn on a project: it alone appends to its log until this is dropped.
#[derive(Debug)]
pub struct Turn {
    /// The log to append to.
    pub log: LogFile,
    /// The writer's id; the log is `log/<writer>.ron`.
    pub writer: String,
    /// What the log holds already; nothing where it was begun now.
    pub before: ParsedLog,
    note: Option<Note>,
    _lock: Option<HeldLock>,
}

/// Where this machine notes how it left a project's log: one small file a project.
#[derive(Debug)]
struct Note {
    vfs: Arc<dyn Vfs>,
    folder: PathBuf,
    name: String,
}

impl Turn {
    /// Begins a turn on the project. `state_folder` is this machine's (its parent is there); `fresh` is a
    /// random writer id for the case that a log has to be begun; `known` tells the last record that the caller
    /// has read of a writer's log: a log whose end it has not read is never continued.
    ///
    /// Whatever is wrong with the state folder, the turn begins, with a new log.
    pub fn begin(
        vfs: &Arc<dyn Vfs>,
        project: &Path,
        state_folder: &Path,
        machine: &str,
        fresh: &str,
        known: &dyn Fn(&str) -> Option<(u64, Sha256)>,
    ) -> Result<Self, LogError> {
        let folder = project.join("log");
        vfs::ensure_folder(vfs.as_ref(), &folder, Access::Usual)?;
        let note = Note::of(vfs, project, state_folder).ok();
        let lock = note.as_ref().and_then(Note::try_lock);
        if let (Some(note), Some(_)) = (&note, &lock)
            && let Some((writer, sequence, hash)) = note.take()
            && known(&writer) == Some((sequence, hash))
            && let Ok((log, before)) =
                LogFile::open_for_append(Arc::clone(vfs), &folder.join(format!("{writer}.ron")))
            && before.problems.is_empty()
            && before.end() == Some((sequence, hash))
            && before.header.as_ref().is_some_and(|header| {
                (header.format, header.writer.as_str(), header.machine.as_str())
                    == (log::FORMAT, writer.as_str(), machine)
            })
        {
            return Ok(Self { log, writer, before, note: Some(note.again()), _lock: lock });
        }
        let log = LogFile::create(Arc::clone(vfs), &folder, fresh, machine)?;
        Ok(Self { log, writer: fresh.to_owned(), before: ParsedLog::default(), note, _lock: lock })
    }

    /// Ends the turn: everything is durable, and the next turn may continue the log. The error is about the
    /// records alone: without a note the next turn begins a new log. `random` is for a temporary name.
    /// Appending after it does no harm: the log then ends elsewhere than noted, and is not continued.
    pub fn finish(&mut self, random: &str) -> Result<u64, LogError> {
        let durable = self.log.sync()?;
        if let (Some(note), Some((sequence, hash))) = (&self.note, self.log.end()) {
            note.leave(&self.writer, sequence, hash, random);
        }
        Ok(durable)
    }
}

impl Note {
    fn of(vfs: &Arc<dyn Vfs>, project: &Path, state_folder: &Path) -> Result<Self, VfsError> {
        let canonical = vfs.canonical(project)?;
        vfs::ensure_folder(vfs.as_ref(), state_folder, Access::OwnerOnly)?;
        // The name tells nobody which projects there are.
        let name = Sha256::of(canonical.as_os_str().as_encoded_bytes()).to_string();
        Ok(Self { vfs: Arc::clone(vfs), folder: state_folder.to_owned(), name })
    }

    fn again(&self) -> Self {
        Self { vfs: Arc::clone(&self.vfs), folder: self.folder.clone(), name: self.name.clone() }
    }

    fn try_lock(&self) -> Option<HeldLock> {
        match lock::try_take(self.vfs.as_ref(), &self.folder.join(format!("{}.lock", self.name))) {
            Locking::Ours(held) => Some(held),
            Locking::Busy | Locking::Unavailable(_) => None,
        }
    }

    /// Reads the note and takes it away; `None` if there is none, or it cannot be read or taken away.
    fn take(&self) -> Option<(String, u64, Sha256)> {
        let path = self.folder.join(&self.name);
        let text = String::from_utf8(self.vfs.read(&path, NOTE_CAP).ok()?).ok()?;
        self.vfs.remove(&path).ok()?;
        self.vfs.sync_folder(&self.folder).ok()?;
        let mut words = text.split_ascii_whitespace();
        let writer = words.next()?.to_owned();
        let is_plain = writer.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let note = (writer, words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        is_plain.then_some(note)
    }

    /// Leaves a note. Should that fail, or somebody have left one meanwhile, ours is not needed.
    fn leave(&self, writer: &str, sequence: u64, hash: Sha256, random: &str) {
        let text = format!("{writer} {sequence} {hash}\n");
        let temp = vfs::temporary_name(random);
        let vfs = self.vfs.as_ref();
        drop(checkpoint::replace(vfs, &self.folder, &self.name, Expected::Nothing, text.as_bytes(), &temp));
    }
}

#[cfg(test)]
mod tests {
    use super::super::vfs::{Disk, Fault, Repeat, Simulated};
    use super::*;

    fn disk() -> Arc<Simulated> {
        let disk = Simulated::with_folder(Path::new("/p"));
        for folder in ["/p/a", "/p/b"] {
            disk.create_folder(Path::new(folder), Access::Usual).unwrap();
        }
        disk.sync_folder(Path::new("/p")).unwrap();
        Arc::new(disk)
    }

    /// What a caller knows who has read all of a log.
    fn end_of(vfs: &Arc<dyn Vfs>, project: &Path, writer: &str) -> Option<(u64, Sha256)> {
        let bytes = vfs.read(&project.join("log").join(format!("{writer}.ron")), 1 << 20).ok()?;
        super::super::log::parse(&bytes).end()
    }

    fn begin(vfs: &Arc<dyn Vfs>, project: &str, fresh: &str) -> Turn {
        let project = Path::new(project);
        let known = |writer: &str| end_of(vfs, project, writer);
        Turn::begin(vfs, project, Path::new("/p/state"), "m-1", fresh, &known).unwrap()
    }

    fn work(vfs: &Arc<dyn Vfs>, project: &str, fresh: &str) -> String {
        let mut turn = begin(vfs, project, fresh);
        turn.log.append("(did: \"something\")").unwrap();
        let writer = turn.writer.clone();
        turn.finish(fresh).unwrap();
        writer
    }

    #[test]
    fn an_id_is_a_letter_and_ten_characters() {
        assert_eq!(random_id('w', 0), "w-0000000000");
        assert_eq!(random_id('m', u64::MAX), "m-zzzzzzzzzz");
    }

    #[test]
    fn a_turn_continues_the_log_that_the_last_one_left() {
        let vfs: Arc<dyn Vfs> = disk();
        assert_eq!(work(&vfs, "/p/a", "w-1"), "w-1");
        let mut turn = begin(&vfs, "/p/a", "w-2");
        assert_eq!((turn.writer.as_str(), turn.before.lines.len()), ("w-1", 1));
        turn.finish("x").unwrap();
        drop(turn);
        assert_eq!(work(&vfs, "/p/a", "w-3"), "w-1");
    }

    #[test]
    fn two_turns_at_once_and_a_turn_after_a_crash_have_logs_of_their_own() {
        let vfs: Arc<dyn Vfs> = disk();
        work(&vfs, "/p/a", "w-1");
        let open = begin(&vfs, "/p/a", "w-2");
        assert_eq!(open.writer, "w-1");
        assert_eq!(begin(&vfs, "/p/a", "w-3").writer, "w-3");
        drop(open);
        assert_eq!(begin(&vfs, "/p/a", "w-4").writer, "w-4", "w-1 was not finished");
    }

    #[test]
    fn a_copied_folder_and_a_changed_log_are_not_continued() {
        let disk = disk();
        let vfs: Arc<dyn Vfs> = disk.clone();
        work(&vfs, "/p/a", "w-1");
        let log = disk.read(Path::new("/p/a/log/w-1.ron"), 9999).unwrap();
        disk.create_folder(Path::new("/p/b/log"), Access::Usual).unwrap();
        disk.put(Path::new("/p/b/log/w-1.ron"), &log);
        assert_eq!(work(&vfs, "/p/b", "w-2"), "w-2");
        let longer = [log, b"(did: \"by somebody\")".to_vec()].concat();
        disk.put(Path::new("/p/a/log/w-1.ron"), &longer);
        assert_eq!(work(&vfs, "/p/a", "w-3"), "w-3");
    }

    #[test]
    fn whichever_call_fails_no_log_is_ever_continued_from_the_wrong_place() {
        let dry = disk();
        let vfs: Arc<dyn Vfs> = dry.clone();
        work(&vfs, "/p/a", "w-1");
        work(&vfs, "/p/a", "w-2");
        for call in 0..dry.calls().len() {
            let disk = disk();
            let vfs: Arc<dyn Vfs> = disk.clone();
            disk.fail_call(call, Fault::Broken, Repeat::Once);
            for fresh in ["w-1", "w-2", "w-3"] {
                let project = Path::new("/p/a");
                let known = |writer: &str| end_of(&vfs, project, writer);
                let turn = Turn::begin(&vfs, project, Path::new("/p/state"), "m-1", fresh, &known);
                if let Ok(mut turn) = turn {
                    turn.log.append(&format!("(did: \"{fresh}\")")).unwrap();
                    drop(turn.finish(fresh));
                }
            }
            for entry in disk.list(Path::new("/p/a/log")).unwrap() {
                let bytes = disk.read(&Path::new("/p/a/log").join(entry.name), 9999).unwrap();
                let parsed = super::super::log::parse(&bytes);
                assert!(!parsed.is_damaged(), "{call}: {:?}", parsed.problems);
            }
        }
    }

    #[test]
    fn an_unreadable_note_means_a_new_log_on_a_real_disk_too() {
        let folder = tempfile::tempdir().unwrap();
        let (project, state) = (folder.path().join("p"), folder.path().join("state"));
        Disk.create_folder(&project, Access::Usual).unwrap();
        let vfs: Arc<dyn Vfs> = Arc::new(Disk);
        let turn = |fresh: &str| {
            let mut turn =
                Turn::begin(&vfs, &project, &state, "m-1", fresh, &|writer| end_of(&vfs, &project, writer))
                    .unwrap();
            turn.log.append("(did: \"something\")").unwrap();
            let writer = turn.writer.clone();
            turn.finish(fresh).unwrap();
            writer
        };
        assert_eq!((turn("w-1"), turn("w-2")), ("w-1".into(), "w-1".into()));
        let names = Disk.list(&state).unwrap();
        let note = names.iter().find(|entry| entry.name.len() == 64).unwrap();
        Disk.remove(&state.join(&note.name)).unwrap();
        vfs::write_new(&Disk, &state.join(&note.name), b"\xff\xfe nonsense", None).unwrap();
        assert_eq!(turn("w-3"), "w-3");
    }

    #[test]
    fn a_log_whose_end_the_caller_has_not_read_is_not_continued() {
        let vfs: Arc<dyn Vfs> = disk();
        let first = work(&vfs, "/p/a", "w-1");
        assert_eq!(first, "w-1");
        let (project, state) = (Path::new("/p/a"), Path::new("/p/state"));
        let turn = Turn::begin(&vfs, project, state, "m-1", "w-2", &|_| Some((7, Sha256::of(b"")))).unwrap();
        assert_eq!(turn.writer, "w-2");
    }
}
