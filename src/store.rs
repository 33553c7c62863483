//! Projects on disk: the only module that may touch files.
//!
//! A [`Store`] is the handle on a thread of its own that takes a session's changes in, makes them durable and
//! writes `project.ron`. DURABILITY promises are kept by the modules below it.

mod aside;
mod at_work;
mod bare;
pub mod blob;
pub mod checkpoint;
mod copy;
pub mod desk;
pub mod document;
mod failure;
pub mod fault;
mod fork;
pub mod hash;
pub mod history;
pub mod home;
mod keeper;
pub mod kind;
mod lineage;
pub mod lock;
pub mod log;
mod machine;
pub mod merge;
pub mod migrate;
mod opening;
pub mod pack;
mod place;
mod problem;
pub mod recover;
mod removal;
mod replay;
mod salvage;
pub mod sample;
pub mod schema;
mod sealed;
pub mod settings;
pub mod source;
mod staging;
pub mod state;
mod stream;
pub mod sweep;
pub mod system;
pub mod verify;
pub mod vfs;
pub mod vocabulary;
pub mod writer;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod power;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

pub use at_work::LastWrites;
pub use failure::StoreError;
pub use place::Place;
pub use problem::Problem;
pub use recover::{Recovery, recover};
pub use system::System;
pub use verify::{Survey, verify, verify_in};

use keeper::{Keeper, Message, Progress};
use opening::Closed;
use vfs::{Access, Vfs};

use crate::model::{Confidential, Envelope, FileRef, Project, SealedId};
use crate::session::report::Unsealed;
use crate::session::{Arrival, Durability, Entry, Journal, Refusal};

/// The largest file that is kept with a project, in bytes.
const EVIDENCE_CAP: u64 = 4 << 30;
/// Git neither half-merges the state nor changes the line ends of anything that has a checksum.
const GIT_ATTRIBUTES: &str = "* -text\nproject.ron -text -merge\n";
const GIT_IGNORE: &str = "sealed/\n.redpencil-*\n/*.lock\n/*.prev\n";
/// The lines of former builds, which hid more than they should: evidence may end in anything.
const FORMER_GIT_IGNORE: &str = "sealed/\n.redpencil-*\n*.lock\n*.prev\n";
const GIT_FILES: [(&str, &str); 2] = [(".gitattributes", GIT_ATTRIBUTES), (".gitignore", GIT_IGNORE)];

/// A project that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Its records.
    pub project: Project,
    /// The handle on its files.
    pub store: Store,
    /// What was found and done on opening, one calm sentence each; mostly nothing.
    pub notes: Vec<String>,
    /// Why nothing can be changed here.
    pub read_only: Option<String>,
    /// What somebody has made of the project in an editor, where the logs say otherwise: shown, and taken over only
    /// when somebody wants it so.
    pub hand_edited: Option<Project>,
}

/// A handle on an open project's files. Its copies stand for the same project.
#[derive(Clone, Debug)]
pub struct Store {
    vfs: Arc<dyn Vfs>,
    folder: PathBuf,
    inbox: Sender<Message>,
    progress: Arc<Mutex<Progress>>,
    /// Why the folder stays as it is, where that is for what stands in it.
    closed: Option<Closed>,
}

/// Makes an empty project in a folder that is not there yet, or is empty.
pub fn create(folder: &Path, place: &Place) -> Result<Opened, StoreError> {
    created(folder, place).map(Begun::start)
}

/// Opens a project by its folder or its `project.ron`: reads the checkpoint and what the logs hold beyond it.
pub fn open(path: &Path, place: &Place) -> Result<Opened, StoreError> {
    read(path, place).map(Begun::start)
}

/// A project that was opened and has no thread yet; tests drive its keeper by hand.
struct Begun {
    opened: Opened,
    keeper: Keeper,
    inbox: Receiver<Message>,
}

fn created(folder: &Path, place: &Place) -> Result<Begun, StoreError> {
    let vfs = Arc::clone(&place.vfs);
    place::ensure_all(vfs.as_ref(), folder)?;
    if !is_free(vfs.as_ref(), folder)? {
        return Err(StoreError::at(folder, "is not empty. Choose a new folder for the project."));
    }
    let mut begun = furnished(&vfs, folder, place);
    // The project is there once it has a state: a folder without one is none.
    let made = begun.as_mut().map_or(Ok(()), |begun| begun.keeper.checkpoint());
    if made.is_err() {
        // Nobody was told that there is a project. What else was made hinders nobody, see is_free.
        drop(vfs.remove(&folder.join(opening::STATE)));
    }
    made.and(begun)
}

/// Puts what every project has into its folder.
fn furnished(vfs: &Arc<dyn Vfs>, folder: &Path, place: &Place) -> Result<Begun, StoreError> {
    for (name, text) in GIT_FILES {
        let path = folder.join(name);
        if vfs.look(&path)?.is_some() {
            vfs.remove(&path)?;
        }
        vfs::write_new(vfs.as_ref(), &path, text.as_bytes(), None)?;
    }
    vfs::ensure_folder(vfs.as_ref(), &folder.join(opening::LOGS), Access::Usual)?;
    vfs.sync_folder(folder)?;
    Ok(Begun::over(Arc::clone(vfs), folder, place, opening::Found::default()))
}

/// Tells whether a folder is empty, or holds nothing but what an interrupted creation has left there.
fn is_free(vfs: &dyn Vfs, folder: &Path) -> Result<bool, StoreError> {
    for entry in vfs.list(folder)? {
        let (name, path) = (entry.name.to_string_lossy(), folder.join(&entry.name));
        let is_left = match GIT_FILES.iter().find(|(ours, _)| *ours == name) {
            Some((_, text)) => {
                let found = vfs.read(&path, log::CAP)?;
                let begins = |text: &str| {
                    found.len() <= text.len()
                        && found.iter().zip(text.bytes()).all(|(found, ours)| *found == ours || *found == 0)
                };
                begins(text) || (name == ".gitignore" && begins(FORMER_GIT_IGNORE))
            }
            None if name == opening::LOGS && entry.kind == vfs::Kind::Folder => vfs.list(&path)?.is_empty(),
            None => vfs::is_temporary(&name),
        };
        if !is_left {
            return Ok(false);
        }
    }
    Ok(true)
}

fn read(path: &Path, place: &Place) -> Result<Begun, StoreError> {
    let folder = opening::folder_of(path);
    let vfs = Arc::clone(&place.vfs);
    let found = opening::read(vfs.as_ref(), &folder)?;
    Ok(Begun::over(vfs, &folder, place, found))
}

impl Begun {
    fn over(vfs: Arc<dyn Vfs>, folder: &Path, place: &Place, found: opening::Found) -> Self {
        let (sender, inbox) = channel();
        let closed = found.closed.as_ref().map(|closed| closed.reason().to_owned());
        let read_only = closed.or_else(|| unwritable(vfs.as_ref(), folder));
        let progress = Arc::new(Mutex::new(Progress { read_only: read_only.clone(), ..Progress::default() }));
        // What was edited by hand is told by what differs.
        let is_shown = found.hand_edited.is_some();
        let is_news = |problem: &Problem| problem.damage && !(is_shown && problem.is_of_state());
        let mut notes: Vec<String> =
            found.problems.iter().filter(|problem| is_news(problem)).map(Problem::sentence).collect();
        let missing = opening::missing_texts(&found.project).into_iter().filter(|problem| problem.damage);
        notes.extend(missing.map(|problem| problem.sentence()));
        notes.extend(read_only.clone());
        let project = found.project.clone();
        let hand_edited = found.hand_edited.clone();
        let store = Store {
            closed: found.closed.clone(),
            vfs: Arc::clone(&vfs),
            folder: folder.to_owned(),
            inbox: sender,
            progress: Arc::clone(&progress),
        };
        let mut keeper = Keeper::over(vfs, folder.to_owned(), place.clone(), found, progress);
        if !store.is_read_only() {
            // A process that was killed may have left what the disk does not have yet; where this fails, it is shown
            // and tried again.
            drop(keeper.flush());
        }
        Self { opened: Opened { project, store, notes, read_only, hand_edited }, keeper, inbox }
    }

    /// Gives the keeper its thread.
    fn start(self) -> Opened {
        let Self { opened, keeper, inbox } = self;
        let at_work = at_work::AtWork::begin();
        let spawned = std::thread::Builder::new().name("store".into()).spawn(move || {
            keeper::revival::run(keeper, &inbox);
            drop(at_work);
        });
        if let (Err(error), Ok(mut progress)) = (spawned, opened.store.progress.lock()) {
            progress.read_only =
                Some(format!("Nothing can be saved, because no thread could be started: {error}."));
        }
        opened
    }
}

/// Tells why nothing can be written into a folder.
fn unwritable(vfs: &dyn Vfs, folder: &Path) -> Option<String> {
    let probe = folder.join(vfs::temporary_name(&system::random_name()));
    match vfs.create_new(&probe) {
        Ok(_) => {
            drop(vfs.remove(&probe));
            None
        }
        Err(error) if error.is_out_of_space() => None,
        Err(error) => {
            Some(format!("The project is open for reading only: {error}. Save a copy to work on it."))
        }
    }
}

impl Store {
    /// Returns a journal for a session.
    pub fn journal(&self) -> Box<dyn Journal> {
        Box::new(self.clone())
    }

    /// Returns the project's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Copies a file into `evidence/` under the hash of its bytes.
    pub fn keep_file(&self, path: &Path) -> Result<FileRef, StoreError> {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut reader = self.vfs.open_outside(path)?;
        self.keep(opening::EVIDENCE, &mut reader, &name)
    }

    /// Puts bytes into `evidence/` under their hash.
    pub fn keep_bytes(&self, mut bytes: &[u8], name: &str) -> Result<FileRef, StoreError> {
        self.keep(opening::EVIDENCE, &mut bytes, name)
    }

    /// Puts the file that a draft came from into `originals/` under its hash.
    pub fn keep_original(&self, mut bytes: &[u8], name: &str) -> Result<FileRef, StoreError> {
        self.keep(opening::ORIGINALS, &mut bytes, name)
    }

    fn keep(&self, folder: &str, reader: &mut dyn std::io::Read, name: &str) -> Result<FileRef, StoreError> {
        let folder = self.folder.join(folder);
        vfs::ensure_folder(self.vfs.as_ref(), &folder, Access::Usual)?;
        let extension = Path::new(name)
            .extension()
            .map_or_else(String::new, |ending| ending.to_string_lossy().to_lowercase());
        let temp = vfs::temporary_name(&system::random_name());
        let kept = blob::keep(self.vfs.as_ref(), &folder, &extension, reader, EVIDENCE_CAP, &temp)?;
        let extension = blob::plain_extension(&extension);
        Ok(FileRef { sha256: kept.sha256.to_string(), extension, name: name.to_owned(), bytes: kept.len })
    }

    /// Returns where a kept file of evidence stands.
    pub fn evidence_path(&self, file: &FileRef) -> PathBuf {
        self.folder.join(opening::EVIDENCE).join(format!("{}.{}", file.sha256, file.extension))
    }

    /// Looks every file over, as `redpencil verify` does; takes as long as reading them all, so never in a frame.
    pub fn look_over(&self) -> Survey {
        verify::survey(self.vfs.as_ref(), &self.folder)
    }

    /// Reads sealed words; nothing where they were purged, or never came to this machine.
    pub fn unseal(&self, id: SealedId) -> Result<Option<Confidential<String>>, StoreError> {
        let waiting = self.progress.lock().ok().and_then(|progress| {
            let (_, words) = progress.sealed.get(&id)?;
            Some(words.open().clone())
        });
        match waiting {
            Some(words) => Ok(Some(words)),
            None => sealed::read(self.vfs.as_ref(), &self.folder, id),
        }
    }

    /// Reads all sealed words of a project that are on this machine, to look for them where they must not stand, and
    /// counts those that cannot be read.
    pub fn sealed_words(&self, project: &Project) -> Unsealed {
        let mut unsealed = Unsealed::default();
        for id in sealed::named(project).keys() {
            match self.unseal(*id) {
                Ok(Some(words)) => unsealed.words.push(Envelope::new(words.reveal().clone())),
                Ok(None) | Err(_) => unsealed.unread += 1,
            }
        }
        unsealed
    }

    /// Has this called, on a thread of the store's own, whenever others have written something.
    pub fn wake(&self, waker: impl Fn() + Send + Sync + 'static) {
        if let Ok(mut progress) = self.progress.lock() {
            progress.waker = Some(keeper::Waker(Arc::new(waker)));
        }
    }

    /// Follows the desk's file and the project's from now on, and has the project carry what it uses of the desk's rows.
    pub fn follow_desk(&self, file: PathBuf, terms: Arc<desk::Terms>) {
        if let Ok(mut progress) = self.progress.lock() {
            progress.desk.file = Some(file);
            progress.desk.terms = terms;
        }
    }

    /// Tells, once, that the desk's file or the project's is not what it was.
    pub fn has_desk_news(&self) -> bool {
        self.progress.lock().is_ok_and(|mut progress| std::mem::take(&mut progress.desk.is_news))
    }

    /// Waits until everything taken in so far is on disk.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.ask(Message::Flush)
    }

    /// Waits until everything taken in so far is on disk and `project.ron` is written.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.ask(Message::Checkpoint)
    }

    /// Ends the turn: everything is on disk, `project.ron` is written, and the log may be continued.
    pub fn close(self) -> Result<(), StoreError> {
        self.ask(Message::Close)
    }

    /// Tells whether one can go on in a copy of the project: a copy of what a newer program wrote is as closed as it is.
    pub fn goes_on_in_copy(&self) -> bool {
        !matches!(self.closed, Some(Closed::Newer(_)))
    }

    /// Copies the whole project into a folder that is not there yet, or is empty, as a project of its own; returns
    /// what was left out, a sentence each.
    pub fn save_as(&self, folder: &Path) -> Result<Vec<String>, StoreError> {
        if matches!(self.closed, Some(Closed::Damaged(_))) {
            return recover::recover_to(self.vfs.as_ref(), &self.folder, folder).map(|_| Vec::new());
        }
        if self.is_read_only() {
            return copy::copy(self.vfs.as_ref(), &self.folder, folder);
        }
        self.ask(|reply| Message::CopyTo(folder.to_owned(), reply))
    }

    fn look_around(&self) -> Result<(), StoreError> {
        self.ask(Message::LookAround)
    }

    fn read_only_because(&self) -> Option<String> {
        self.progress.lock().ok().and_then(|progress| progress.read_only.clone())
    }

    fn is_read_only(&self) -> bool {
        self.progress.lock().is_ok_and(|progress| progress.read_only.is_some())
    }

    fn ask<T: Default>(
        &self,
        message: impl FnOnce(Sender<Result<T, StoreError>>) -> Message,
    ) -> Result<T, StoreError> {
        if self.is_read_only() {
            return Ok(T::default());
        }
        let gone = || StoreError::Words("The project is closed already.".into());
        let (reply, answer) = channel();
        self.inbox.send(message(reply)).map_err(|_| gone())?;
        answer.recv().map_err(|_| gone())?
    }
}

impl Journal for Store {
    fn writable(&self) -> Result<(), Refusal> {
        let read_only = self.progress.lock().ok().and_then(|progress| progress.read_only.clone());
        read_only.map_or(Ok(()), |reason| Err(Refusal(reason)))
    }

    fn append(&mut self, entry: Entry) {
        if let Ok(mut progress) = self.progress.lock() {
            progress.taken += 1;
            if let Some(sealing) = &entry.sealing {
                progress.note(sealing);
            }
        }
        if self.inbox.send(Message::Append(entry)).is_err()
            && let Ok(mut progress) = self.progress.lock()
        {
            let closed = || "The project was closed before this change could be saved.".into();
            progress.failure.get_or_insert_with(closed);
        }
    }

    fn has_arrivals(&self) -> bool {
        self.progress.lock().is_ok_and(|progress| !progress.arrivals.is_empty())
    }

    fn arrivals(&mut self) -> Vec<Arrival> {
        let Ok(mut progress) = self.progress.lock() else { return Vec::new() };
        let arrivals = std::mem::take(&mut progress.arrivals);
        progress.joined += arrivals.len() as u64;
        arrivals
    }

    fn durability(&self) -> Durability {
        let Ok(progress) = self.progress.lock() else {
            return Durability::Failed(
                "The part that saves has stopped. Save a copy and start again.".into(),
            );
        };
        match (&progress.read_only, &progress.failure) {
            (Some(reason), _) => Durability::ReadOnly(reason.clone()),
            (None, Some(failure)) => Durability::Failed(failure.clone()),
            (None, None) if progress.durable >= progress.taken => Durability::Saved,
            (None, None) => Durability::Saving,
        }
    }
}
