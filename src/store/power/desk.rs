//! A person at work on a simulated disk, and what they have been told is safe.
//!
//! Drives the store's own code, the keeper without its thread: what the loop does after each message and at each
//! pause is done here by hand, so that every run makes the same calls.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::keeper::{Keeper, Message};
use super::super::merge::merge_in;
use super::super::pack::Packing;
use super::super::pack::limit::Limits;
use super::super::pack::unpack::unpack;
use super::super::recover::{DAMAGED, recover_to};
use super::super::vfs::{Simulated, Vfs as _};
use super::super::{Begun, Place, Store, StoreError, created, log, read, system};
use super::proof::fits;
use super::script::{self, script};
use crate::session::{Durability, Entry, Journal as _};

/// The project that is worked on.
pub(super) const PROJECT: &str = "/w/p";
/// Where it is copied to.
pub(super) const COPY: &str = "/w/copy";

/// The project in one file.
pub(super) const PACK: &str = "/w/p.redpencil";
/// Where the machine keeps what belongs to no project.
pub(super) const STATE: &str = "/w/state";

pub(super) type Done = Result<(), StoreError>;

/// What people have been told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is told apart")]
pub(super) struct Told {
    /// That there is a project.
    pub is_project: bool,
    /// So many entries of the script were given to the store.
    pub taken: usize,
    /// That so many of them are saved.
    pub saved: usize,
    /// Fields that others have filled in, as saved.
    pub others: Vec<&'static str>,
    /// Fields that were filled in, and not told of as saved yet.
    pub waiting: Vec<&'static str>,
    /// Files that were kept, and their bytes.
    pub kept: Vec<(PathBuf, Arc<[u8]>)>,
    /// A folder of sealed words whose names the disk would not make durable: a power cut may bring a temporary one
    /// back.
    pub are_seals_in_doubt: bool,
    /// That the copy holds so many entries, and what others had filled in by then.
    pub copied: Option<(usize, Vec<&'static str>)>,
    /// A copy was begun when so many entries were saved, and others had filled that in.
    pub copying: Option<(usize, Vec<&'static str>)>,
    /// Somebody tampered with the files: then they may look damaged, and still nothing may be missing.
    pub is_tampered_with: bool,
    /// The disk has refused what others had left to be synced: nothing that comes later makes up for it.
    pub is_refused: bool,
}

/// A person at work.
pub(super) struct Desk {
    pub disk: Simulated,
    pub told: Arc<Mutex<Told>>,
    place: Place,
    open: Option<Open>,
    aside_over: Option<usize>,
    is_author: bool,
}

/// An open project.
struct Open {
    store: Store,
    keeper: Keeper,
    inbox: Receiver<Message>,
    /// How much of others' work was taken in.
    arrivals: u64,
}

impl Desk {
    /// Sits down before a disk, with what people have been told so far.
    pub fn at(disk: &Simulated, told: Told) -> Self {
        Self { is_author: true, ..Self::of(disk, Arc::new(Mutex::new(told)), STATE) }
    }

    /// Somebody else, on another machine, who has the same disk.
    pub fn somebody_else(&self) -> Self {
        Self::of(&self.disk, Arc::clone(&self.told), "/w/state2")
    }

    fn of(disk: &Simulated, told: Arc<Mutex<Told>>, state: &str) -> Self {
        let place = Place::new(Arc::new(disk.clone()), "/w/config".into(), state.into(), "/w/data".into());
        Self { disk: disk.clone(), told, place, open: None, aside_over: None, is_author: false }
    }

    /// Returns what people have been told.
    pub fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the project.
    pub fn create(&mut self) -> Done {
        let begun = created(Path::new(PROJECT), &self.place)?;
        self.told().is_project = true;
        self.take_over(begun);
        Ok(())
    }

    /// Opens the project.
    pub fn open(&mut self) -> Done {
        self.open_at(PROJECT)
    }

    /// Opens a project.
    pub fn open_at(&mut self, path: &str) -> Done {
        let begun = read(Path::new(path), &self.place)?;
        if self.is_author {
            // Whoever opens it takes what is shown for what there is.
            let project = &begun.opened.project;
            let mut told = self.told();
            told.taken = fits(project, &told).unwrap_or(told.taken);
            told.waiting.retain(|field| script::is_filled_in(project, field));
        }
        self.take_over(begun);
        self.look();
        Ok(())
    }

    fn take_over(&mut self, begun: Begun) {
        let Begun { opened, mut keeper, inbox } = begun;
        if let Some(over) = self.aside_over {
            keeper.aside_over = over;
        }
        self.open = Some(Open { store: opened.store, keeper, inbox, arrivals: 0 });
    }

    /// Puts edits aside from now on that are longer than a test can wait for.
    pub fn set_aside_early(&mut self) {
        self.aside_over = Some(script::ASIDE_OVER);
        if let Some(open) = &mut self.open {
            open.keeper.aside_over = script::ASIDE_OVER;
        }
    }

    /// Tells whether the project is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Tells whether it is open and may be changed.
    pub fn is_writable(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.store.writable().is_ok())
    }

    /// Returns what the window shows.
    pub fn durability(&self) -> Option<Durability> {
        self.open.as_ref().map(|open| open.store.durability())
    }

    /// Walks away without a word, as a process that is killed does.
    pub fn vanish(&mut self) {
        self.open = None;
    }

    /// Does the next entry of the script.
    pub fn take(&mut self) {
        let next = self.told().taken;
        if self.is_writable() {
            self.told().taken += 1;
            if next == script::REMOVE {
                // From now on they may go at any moment.
                let gone = script::removed();
                let is_gone = |path: &Path| gone.iter().any(|hash| path.to_string_lossy().contains(hash));
                self.told().kept.retain(|(path, _)| !is_gone(path));
            }
            self.append(script().entries[next].clone());
        }
    }

    /// Does something beside the script.
    pub fn fill_in(&mut self, field: &'static str) {
        if self.is_writable() {
            self.told().waiting.push(field);
            self.append(script::beside(field));
        }
    }

    fn append(&mut self, mut entry: Entry) {
        let Some(open) = &mut self.open else { return };
        open.arrivals += open.store.arrivals().len() as u64;
        entry.seen = open.arrivals;
        open.store.append(entry);
        while let Ok(message) = open.inbox.try_recv() {
            let _ = open.keeper.answer(message);
        }
        self.look();
    }

    /// Lets the loop come to a pause.
    pub fn pause(&mut self) {
        if let Some(open) = &mut self.open {
            open.keeper.settle();
        }
        self.look();
    }

    /// Looks for what others have written.
    pub fn look_around(&mut self) -> Done {
        if let Some(open) = &mut self.open {
            open.keeper.look_around()?;
            open.keeper.settle();
        }
        self.look();
        Ok(())
    }

    /// Has the store do something that waits for its thread: this one stands in for it.
    fn served<T: Send>(&mut self, call: impl FnOnce(&Store) -> T + Send) -> Option<T> {
        let open = self.open.as_mut()?;
        let store = open.store.clone();
        std::thread::scope(|scope| {
            let caller = scope.spawn(move || {
                system::draw_beforehand(11);
                call(&store)
            });
            while !caller.is_finished() {
                if let Ok(message) = open.inbox.try_recv() {
                    let _ = open.keeper.answer(message);
                } else {
                    std::thread::yield_now();
                }
            }
            caller.join().ok()
        })
    }

    /// Reads what the window shows and believes it.
    fn look(&mut self) {
        if self.durability() == Some(Durability::Saved) {
            self.believe(&self.shown());
        }
    }

    /// The fields that this person sees filled in.
    fn shown(&self) -> Vec<&'static str> {
        let Some(open) = self.open.as_ref().filter(|_| self.is_writable()) else { return Vec::new() };
        let waiting = self.told().waiting.clone().into_iter();
        waiting.filter(|field| script::is_filled_in(&open.keeper.replica, field)).collect()
    }

    fn believe(&self, shown: &[&'static str]) {
        let mut told = self.told();
        if self.is_author {
            told.saved = told.taken;
        }
        told.waiting.retain(|field| !shown.contains(field));
        told.others.extend(shown);
    }

    fn ask<T: Default>(
        &mut self,
        message: impl FnOnce(Sender<Result<T, StoreError>>) -> Message,
    ) -> Result<T, StoreError> {
        let Some(open) = &mut self.open else { return Ok(T::default()) };
        if open.store.writable().is_err() {
            return Ok(T::default());
        }
        let (reply, answer) = channel();
        let is_over = open.keeper.answer(message(reply)).is_break();
        if is_over {
            self.open = None;
        }
        answer.recv().map_err(|_| StoreError::Words("nobody answered".into()))?
    }

    /// Asks, and believes the answer.
    fn believed(&mut self, message: impl FnOnce(Sender<Done>) -> Message) -> Done {
        let (can_say, shown) = (self.is_writable(), self.shown());
        self.ask(message)?;
        if can_say {
            self.believe(&shown);
        }
        Ok(())
    }

    /// Presses Ctrl+S.
    pub fn checkpoint(&mut self) -> Done {
        self.believed(Message::Checkpoint)?;
        self.pause();
        Ok(())
    }

    /// Waits until all is on disk, as a purge does.
    pub fn flush(&mut self) -> Done {
        self.believed(Message::Flush)?;
        self.pause();
        Ok(())
    }

    /// Closes the project.
    pub fn close(&mut self) -> Done {
        self.believed(Message::Close)?;
        self.vanish();
        Ok(())
    }

    /// Saves a copy.
    pub fn copy(&mut self) -> Done {
        self.begin_copy();
        let _: Vec<String> = self.ask(|reply| Message::CopyTo(COPY.into(), reply))?;
        self.end_copy();
        Ok(())
    }

    /// Saves a copy without history.
    pub fn copy_bare(&mut self) -> Done {
        self.begin_copy();
        self.served(|store| store.save_without_history(Path::new(COPY), "Ada")).transpose()?;
        self.end_copy();
        Ok(())
    }

    /// Packs the project into one file.
    pub fn pack(&mut self) -> Done {
        self.pack_as(Packing::Whole)
    }

    /// Packs it for these readers.
    pub fn pack_as(&mut self, packing: Packing) -> Done {
        let packed = self.served(move |store| store.pack(packing, Path::new(PACK))).transpose()?;
        if packed.is_some() {
            let bytes = self.disk.fork().read(Path::new(PACK), log::CAP)?;
            self.told().kept.push((PACK.into(), bytes.into()));
        }
        Ok(())
    }

    /// Takes the packed project apart.
    pub fn unpack(&mut self) -> Done {
        self.begin_copy();
        unpack(&self.disk, Path::new(PACK), Path::new(COPY), &Limits::default())?;
        self.end_copy();
        Ok(())
    }

    /// Makes a whole copy of what can be read.
    pub fn recover(&mut self) -> Done {
        self.begin_copy();
        let recovery = recover_to(&self.disk, Path::new(PROJECT), Path::new(COPY))?;
        if recovery.is_complete {
            self.end_copy();
        } else {
            // It was said that something could not be read.
            self.told().copying = None;
        }
        // What could not be used is kept beside what could.
        let (disk, aside) = (self.disk.fork(), Path::new(COPY).join(DAMAGED));
        for entry in disk.list(&aside).unwrap_or_default() {
            let path = aside.join(entry.name);
            if let Ok(bytes) = disk.read(&path, log::CAP) {
                self.told().kept.push((path, bytes.into()));
            }
        }
        Ok(())
    }

    /// Merges the project with what it was when it was packed.
    pub fn merge(&mut self) -> Done {
        self.begin_copy();
        let sides = [Path::new(PROJECT), Path::new(PACK)];
        merge_in(&self.disk, None, sides, Path::new(COPY), &Limits::default())?;
        self.end_copy();
        Ok(())
    }

    fn begin_copy(&self) {
        let mut told = self.told();
        told.copying = Some((told.saved, told.others.clone()));
    }

    fn end_copy(&self) {
        let mut told = self.told();
        told.copied = Some((told.taken, told.others.clone()));
    }

    /// Keeps the file that the draft came from.
    pub fn keep_original(&mut self) -> Done {
        let Some(open) = &self.open else { return Ok(()) };
        let file = open.store.keep_original(script::ORIGINAL, "a.txt")?;
        let path = Path::new(PROJECT).join("originals").join(format!("{}.{}", file.sha256, file.extension));
        self.told().kept.push((path, script::ORIGINAL.into()));
        Ok(())
    }

    /// Keeps a file of evidence.
    pub fn keep_evidence(&mut self) -> Done {
        let Some(open) = &self.open else { return Ok(()) };
        let file = open.store.keep_bytes(script::EVIDENCE, "court.pdf")?;
        let path = open.store.evidence_path(&file);
        self.told().kept.push((path, script::EVIDENCE.into()));
        Ok(())
    }

    /// Does so many entries, keeping the files that they name first.
    pub fn work(&mut self, until: usize) -> Done {
        while self.told().taken < until {
            let next = self.told().taken;
            match next {
                script::BEGIN => self.keep_original()?,
                script::ATTACH => self.keep_evidence()?,
                _ => {}
            }
            self.take();
            self.pause();
            if !self.is_writable() {
                break;
            }
        }
        Ok(())
    }

    /// Returns the log that is being written to.
    pub fn log(&self) -> Option<PathBuf> {
        self.open.as_ref()?.keeper.turn.as_ref().map(|turn| turn.log.path().to_owned())
    }
}

/// Makes a closed project with so many entries; nothing where there is to be none.
pub(super) fn closed(on: &Simulated, entries: Option<usize>) -> Told {
    let mut desk = Desk::at(on, Told::default());
    if let Some(entries) = entries {
        system::draw_beforehand(entries as u64);
        desk.create().unwrap();
        desk.work(entries).unwrap();
        desk.close().unwrap();
    }
    // The machine has its folders already: they are made once in its life.
    drop(desk.disk.list(Path::new("/w")));
    desk.told().clone()
}
