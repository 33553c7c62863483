//! A disk in memory for tests: it fails on demand, keeps a log of its calls, lets somebody else act between
//! two calls, and shows every state that a power cut may leave.
//!
//! Knows nothing of what the files are for. Paths are absolute and taken literally; there are no links.
//!
//! *Limitations:* names and data are its whole world: permissions do not keep anybody out, and a rename from
//! one folder to another counts as two steps. Unsynced data may be missing or zero, never foreign bytes.

mod content;
mod folder;
mod power_cut;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::io::Errno;

use self::content::Content;
use self::folder::{Folder, Node, Step};
use super::{Access, Doing, Entry, HeldLock, Kind, Metadata, Vfs, VfsError, VfsFile};

/// A disk in memory; clones share it.
#[derive(Clone)]
pub struct Simulated {
    state: Arc<Mutex<State>>,
}

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// EIO: the disk does not answer. A sync that fails so has lost what was not yet durable.
    Broken,
    /// ENOSPC.
    Full,
    /// EDQUOT.
    Quota,
    /// EROFS.
    ReadOnly,
    /// EACCES.
    Denied,
    /// A write writes half of its bytes and says so; other calls go well.
    ShortWrite,
    /// A sync says that all is well and does nothing; other calls go well. Shows which syncs are needed.
    SkippedSync,
    /// A sync says that all is well and is done only after the next `sync_data`, as if a record had come before what it
    /// names; other calls go well. Shows which order of syncs is needed.
    LateSync,
    /// The program itself has a fault at this place.
    #[cfg(test)]
    Bug,
}

impl Fault {
    /// Every fault that is reported to the caller.
    pub const REPORTED: [Self; 6] =
        [Self::Broken, Self::Full, Self::Quota, Self::ReadOnly, Self::Denied, Self::ShortWrite];
}

/// How often a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// At that call only.
    Once,
    /// At that call and every later one.
    FromThenOn,
}

/// One call, as the log of calls has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The method's name.
    pub method: &'static str,
    /// The (first) path.
    pub path: PathBuf,
    /// Whether a fault struck it.
    pub fault: Option<Fault>,
}

/// What the disk can do, so that the other ways get tested as well.
#[derive(Clone, Copy, Debug)]
struct Support {
    exchange: bool,
    rename_new: bool,
    hard_link: bool,
}

#[derive(Clone, Debug)]
struct Inode {
    content: Content,
    mode: u32,
}

type Interference = Box<dyn FnOnce(&Simulated) + Send>;
type Watch = Box<dyn FnMut(&Simulated) + Send>;
type Which = Arc<dyn Fn(&Call) -> bool + Send + Sync>;

/// What a sync that comes late is about.
#[derive(Clone, Debug)]
enum Late {
    File(u64),
    Folder(PathBuf),
}

struct State {
    inodes: BTreeMap<u64, Inode>,
    folders: BTreeMap<PathBuf, Folder>,
    /// Where folders that were renamed stand by now, by the paths at which they may be after a power cut.
    moved: BTreeMap<PathBuf, PathBuf>,
    next_inode: u64,
    support: Support,
    locks: BTreeSet<PathBuf>,
    calls: Vec<Call>,
    fault: Option<(usize, Fault, Repeat)>,
    interference: Option<(usize, Interference)>,
    watch: Option<Watch>,
    /// Which syncs lapse, and how.
    lapse: Option<(Fault, Which)>,
    late: Vec<Late>,
    /// Tells that data were synced, so that the late ones are due.
    is_late_due: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            inodes: BTreeMap::new(),
            folders: BTreeMap::from([(PathBuf::from("/"), Folder::default())]),
            moved: BTreeMap::new(),
            next_inode: 1,
            support: Support { exchange: true, rename_new: true, hard_link: true },
            locks: BTreeSet::new(),
            calls: Vec::new(),
            fault: None,
            interference: None,
            watch: None,
            lapse: None,
            late: Vec::new(),
            is_late_due: false,
        }
    }
}

impl fmt::Debug for Simulated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.lock();
        f.debug_struct("Simulated").field("folders", &state.folders.keys()).finish_non_exhaustive()
    }
}

impl Default for Simulated {
    fn default() -> Self {
        Self::holding(State::default())
    }
}

impl Simulated {
    /// Makes a disk with one durable folder (and those above it).
    pub fn with_folder(folder: &Path) -> Self {
        let disk = Self::default();
        let mut state = disk.lock();
        for path in folder.ancestors() {
            if let (Some(parent), Some(name)) = (path.parent(), path.file_name()) {
                let names = folder::Names::from([(name.to_string_lossy().into_owned(), Node::Folder)]);
                state.folders.insert(parent.to_owned(), Folder::durable(names));
            }
        }
        state.folders.insert(folder.to_owned(), Folder::default());
        drop(state);
        disk
    }

    /// Takes the swapping of two names away.
    #[must_use]
    pub fn without_exchange(self) -> Self {
        self.lock().support.exchange = false;
        self
    }

    /// Takes hard links and both kinds of flagged renames away, as on FAT.
    #[must_use]
    pub fn without_links(self) -> Self {
        self.lock().support = Support { exchange: false, rename_new: false, hard_link: false };
        self
    }

    /// Makes the call of that number (counted from 0 over the disk's life, see [`Self::calls`]) fail.
    pub fn fail_call(&self, number: usize, fault: Fault, repeat: Repeat) {
        self.lock().fault = Some((number, fault, repeat));
    }

    /// Ends all faults.
    pub fn heal(&self) {
        self.lock().fault = None;
    }

    /// Lets somebody else act right before the call of that number; what they do is not counted.
    pub fn interfere_before(&self, number: usize, act: impl FnOnce(&Self) + Send + 'static) {
        self.lock().interference = Some((number, Box::new(act)));
    }

    /// Shows the disk right before every call; look at a [`Self::fork`] of it, because calls on it count.
    pub fn watch(&self, see: impl FnMut(&Self) + Send + 'static) {
        self.lock().watch = Some(Box::new(see));
    }

    /// Ends the watching.
    pub fn unwatch(&self) {
        self.lock().watch = None;
    }

    /// Makes every sync lapse for which `which` says so: [`Fault::SkippedSync`] or [`Fault::LateSync`].
    pub fn let_syncs_lapse(&self, how: Fault, which: impl Fn(&Call) -> bool + Send + Sync + 'static) {
        self.lock().lapse = Some((how, Arc::new(which)));
    }

    /// Gives a disk of its own that holds the same, with what is not durable on either; locks, faults and the log of
    /// calls stay behind.
    #[must_use]
    pub fn fork(&self) -> Self {
        let state = self.lock();
        Self::holding(State {
            inodes: state.inodes.clone(),
            folders: state.folders.clone(),
            moved: state.moved.clone(),
            next_inode: state.next_inode,
            support: state.support,
            ..State::default()
        })
    }

    /// Gives a hash of everything that can be read: two disks that share it hold the same.
    pub fn fingerprint(&self) -> u64 {
        power_cut::fingerprint(&self.lock())
    }

    /// Gives the log of calls.
    pub fn calls(&self) -> Vec<Call> {
        self.lock().calls.clone()
    }

    /// Gives the call before this moment.
    pub fn last_call(&self) -> Option<Call> {
        self.lock().calls.last().cloned()
    }

    /// Puts a file there, durable, or writes into the one that is there, as a careless program would.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.lock();
        let content = Content::durable(bytes.to_vec());
        if let Ok(number) = state.file(path) {
            state.inodes.entry(number).and_modify(|inode| inode.content = content);
            return;
        }
        let number = state.new_inode(Inode { content, mode: 0o644 });
        let (folder, name) = split(path);
        if let Some(folder) = state.folders.get_mut(&folder) {
            folder.take(vec![(name, Some(Node::File(number)))]);
            folder.sync();
        }
    }

    /// Gives the disks that a power cut may leave now: all if they are at most `limit` combinations, else
    /// the fullest, the emptiest and a sample drawn by `seed`.
    pub fn power_cut_states(&self, limit: usize, seed: u64) -> Vec<Self> {
        self.power_cuts(limit, seed).0
    }

    /// The same, and tells whether these are all there are.
    pub fn power_cuts(&self, limit: usize, seed: u64) -> (Vec<Self>, bool) {
        let left = power_cut::states(&self.lock(), limit, seed);
        (left.states.into_iter().map(Self::holding).collect(), left.is_all)
    }

    fn holding(state: State) -> Self {
        Self { state: Arc::new(Mutex::new(state)) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a call, lets interference happen, and tells whether a fault strikes.
    fn enter(&self, method: &'static str, doing: Doing, path: &Path) -> Result<Entered<'_>, VfsError> {
        let mut state = self.lock();
        let number = state.calls.len();
        if state.interference.as_ref().is_some_and(|(at, _)| *at == number)
            && let Some((_, act)) = state.interference.take()
        {
            let (calls, fault) = (state.calls.clone(), state.fault.take());
            drop(state);
            act(self);
            state = self.lock();
            (state.calls, state.fault) = (calls, fault);
        }
        if let Some(mut see) = state.watch.take() {
            drop(state);
            see(self);
            state = self.lock();
            state.watch = Some(see);
        }
        if std::mem::take(&mut state.is_late_due) {
            state.catch_up();
        }
        let mut call = Call { method, path: path.to_owned(), fault: None };
        let fault = state.fault.and_then(|(at, fault, repeat)| {
            let strikes = number == at || (repeat == Repeat::FromThenOn && number > at);
            strikes.then_some(fault)
        });
        let is_sync = method.starts_with("sync");
        let lapse = state.lapse.as_ref().filter(|(_, which)| is_sync && which(&call)).map(|(how, _)| *how);
        call.fault = fault.or(lapse);
        let fault = call.fault;
        state.calls.push(call);
        let errno = match fault {
            Some(Fault::Broken) => Errno::IO,
            Some(Fault::Full) => Errno::NOSPC,
            Some(Fault::Quota) => Errno::DQUOT,
            Some(Fault::ReadOnly) => Errno::ROFS,
            Some(Fault::Denied) => Errno::ACCESS,
            #[cfg(test)]
            Some(Fault::Bug) => {
                drop(state);
                panic!("a fault of the program");
            }
            Some(Fault::ShortWrite | Fault::SkippedSync | Fault::LateSync) | None => {
                return Ok(Entered { state, fault });
            }
        };
        match method {
            "sync_file" => {
                if let Ok(number) = state.file(path) {
                    state.fail_sync(number);
                }
            }
            "sync_folder" => {
                if let Some(folder) = state.folders.get_mut(path) {
                    folder.fail_sync();
                }
            }
            _ => {}
        }
        Err(VfsError::new(doing, path, errno.into()))
    }
}

/// A call that goes ahead.
struct Entered<'a> {
    state: MutexGuard<'a, State>,
    fault: Option<Fault>,
}

impl State {
    fn new_inode(&mut self, inode: Inode) -> u64 {
        let number = self.next_inode;
        self.next_inode += 1;
        self.inodes.insert(number, inode);
        number
    }

    fn node(&self, path: &Path) -> Result<Node, Errno> {
        if self.folders.contains_key(path) {
            return Ok(Node::Folder);
        }
        let (folder, name) = split(path);
        self.folders.get(&folder).and_then(|folder| folder.names.get(&name)).copied().ok_or(Errno::NOENT)
    }

    fn file(&self, path: &Path) -> Result<u64, Errno> {
        match self.node(path)? {
            Node::File(number) => Ok(number),
            Node::Folder => Err(Errno::ISDIR),
        }
    }

    fn free(&self, path: &Path) -> Result<(), Errno> {
        match self.node(path) {
            Ok(_) => Err(Errno::EXIST),
            Err(_) => Ok(()),
        }
    }

    fn take(&mut self, folder: &Path, step: Step) -> Result<(), Errno> {
        self.folders.get_mut(folder).ok_or(Errno::NOENT)?.take(step);
        Ok(())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> Result<(), Errno> {
        if self.node(from)? == Node::Folder {
            return self.rename_folder(from, to);
        }
        let number = self.file(from)?;
        if self.node(to) == Ok(Node::Folder) {
            return Err(Errno::ISDIR);
        }
        if self.file(to) == Ok(number) {
            return Ok(());
        }
        let ((old_folder, old), (new_folder, new)) = (split(from), split(to));
        let (set, unset) = ((new, Some(Node::File(number))), (old, None));
        if old_folder == new_folder {
            return self.take(&old_folder, vec![set, unset]);
        }
        self.take(&new_folder, vec![set])?;
        self.take(&old_folder, vec![unset])
    }

    /// A folder goes to a free name in the same folder, with all that is in it.
    fn rename_folder(&mut self, from: &Path, to: &Path) -> Result<(), Errno> {
        self.free(to)?;
        let ((parent, old), (new_parent, new)) = (split(from), split(to));
        if parent != new_parent {
            return Err(Errno::XDEV);
        }
        self.take(&parent, vec![(new, Some(Node::Folder)), (old, None)])?;
        let inside: Vec<PathBuf> =
            self.folders.keys().filter(|path| path.starts_with(from)).cloned().collect();
        for path in inside {
            let (Some(folder), Ok(below)) = (self.folders.remove(&path), path.strip_prefix(from)) else {
                continue;
            };
            let standing = if below.as_os_str().is_empty() { to.to_owned() } else { to.join(below) };
            self.moved.remove(&standing);
            self.moved.insert(path, standing.clone());
            self.folders.insert(standing, folder);
        }
        Ok(())
    }

    /// Returns the folder that stands, or may stand after a power cut, at a path.
    fn standing<'a>(&'a self, path: &'a Path) -> &'a Path {
        let mut path = path;
        while let Some(now) = self.moved.get(path).filter(|_| !self.folders.contains_key(path)) {
            path = now;
        }
        path
    }

    fn remove_folder(&mut self, folder: &Path) -> Result<(), Errno> {
        let found = self.folders.get(folder).ok_or(Errno::NOENT)?;
        if !found.names.is_empty() {
            return Err(Errno::NOTEMPTY);
        }
        let (parent, name) = split(folder);
        self.take(&parent, vec![(name, None)])?;
        // Its names may still be there after a power cut that has not seen the removal.
        if let Some(removed) = self.folders.remove(folder) {
            let grave = PathBuf::from(format!("/\u{0}{}{}", self.next_inode, folder.display()));
            self.next_inode += 1;
            self.moved.insert(folder.to_owned(), grave.clone());
            self.folders.insert(grave, removed);
        }
        Ok(())
    }

    fn described(&self, node: Node) -> Metadata {
        match node {
            Node::Folder => Metadata { kind: Kind::Folder, len: 0, mode: 0o755, identity: (1, 0) },
            Node::File(number) => {
                let inode = &self.inodes[&number];
                let len = inode.content.len() as u64;
                Metadata { kind: Kind::File, len, mode: inode.mode, identity: (1, number) }
            }
        }
    }

    fn sync(&mut self, what: &Late) {
        match what {
            Late::File(number) => {
                self.inodes.entry(*number).and_modify(|inode| inode.content.sync());
            }
            Late::Folder(path) => {
                if let Some(folder) = self.folders.get_mut(path) {
                    folder.sync();
                }
            }
        }
    }

    /// Does the syncs that come late.
    fn catch_up(&mut self) {
        for late in std::mem::take(&mut self.late) {
            self.sync(&late);
        }
    }

    fn fail_sync(&mut self, number: u64) {
        self.inodes.entry(number).and_modify(|inode| inode.content.fail_sync());
    }
}

impl Vfs for Simulated {
    fn open(&self, path: &Path) -> Result<Box<dyn Read + Send>, VfsError> {
        let entered = self.enter("open", Doing::Read, path)?;
        let number = entered.state.file(path).map_err(at(Doing::Read, path))?;
        Ok(Box::new(Cursor::new(entered.state.inodes[&number].content.bytes())))
    }

    fn open_outside(&self, path: &Path) -> Result<Box<dyn Read + Send>, VfsError> {
        self.open(path)
    }

    fn metadata(&self, path: &Path) -> Result<Metadata, VfsError> {
        let entered = self.enter("metadata", Doing::Inspect, path)?;
        let node = entered.state.node(path).map_err(at(Doing::Inspect, path))?;
        Ok(entered.state.described(node))
    }

    fn list(&self, folder: &Path) -> Result<Vec<Entry>, VfsError> {
        let entered = self.enter("list", Doing::List, folder)?;
        let found = entered.state.folders.get(folder).ok_or(Errno::NOENT).map_err(at(Doing::List, folder))?;
        let entry = |(name, node): (&String, &Node)| {
            let kind = if *node == Node::Folder { Kind::Folder } else { Kind::File };
            Entry { name: name.into(), kind }
        };
        Ok(found.names.iter().map(entry).collect())
    }

    fn canonical(&self, folder: &Path) -> Result<PathBuf, VfsError> {
        let entered = self.enter("canonical", Doing::Inspect, folder)?;
        entered.state.node(folder).map_err(at(Doing::Inspect, folder))?;
        Ok(folder.to_owned())
    }

    fn create_folder(&self, folder: &Path, _access: Access) -> Result<(), VfsError> {
        let mut entered = self.enter("create_folder", Doing::Create, folder)?;
        let (parent, name) = split(folder);
        entered.state.free(folder).map_err(at(Doing::Create, folder))?;
        let step = vec![(name, Some(Node::Folder))];
        entered.state.take(&parent, step).map_err(at(Doing::Create, folder))?;
        entered.state.folders.insert(folder.to_owned(), Folder::default());
        Ok(())
    }

    fn create_new(&self, path: &Path) -> Result<Box<dyn VfsFile>, VfsError> {
        let mut entered = self.enter("create_new", Doing::Create, path)?;
        let (folder, name) = split(path);
        entered.state.free(path).map_err(at(Doing::Create, path))?;
        let inode = entered.state.new_inode(Inode { content: Content::default(), mode: 0o600 });
        let step = vec![(name, Some(Node::File(inode)))];
        entered.state.take(&folder, step).map_err(at(Doing::Create, path))?;
        Ok(Box::new(SimulatedFile { disk: self.clone(), inode, path: path.to_owned() }))
    }

    fn open_for_append(&self, path: &Path) -> Result<Box<dyn VfsFile>, VfsError> {
        let entered = self.enter("open_for_append", Doing::Write, path)?;
        let inode = entered.state.file(path).map_err(at(Doing::Write, path))?;
        Ok(Box::new(SimulatedFile { disk: self.clone(), inode, path: path.to_owned() }))
    }

    fn exchange(&self, one: &Path, other: &Path) -> Result<(), VfsError> {
        let mut entered = self.enter("exchange", Doing::Rename, other)?;
        let wrap = at(Doing::Rename, other);
        if !entered.state.support.exchange {
            return Err(wrap(Errno::INVAL));
        }
        let (first, second) =
            (entered.state.node(one).map_err(&wrap)?, entered.state.node(other).map_err(&wrap)?);
        let ((folder, one), (_, other)) = (split(one), split(other));
        entered.state.take(&folder, vec![(one, Some(second)), (other, Some(first))]).map_err(&wrap)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> Result<(), VfsError> {
        let mut entered = self.enter("rename_new", Doing::Rename, to)?;
        if !entered.state.support.rename_new {
            return Err(at(Doing::Rename, to)(Errno::INVAL));
        }
        let free = entered.state.free(to);
        free.and_then(|()| entered.state.rename(from, to)).map_err(at(Doing::Rename, to))
    }

    fn rename_over(&self, from: &Path, to: &Path) -> Result<(), VfsError> {
        let mut entered = self.enter("rename_over", Doing::Rename, to)?;
        entered.state.rename(from, to).map_err(at(Doing::Rename, to))
    }

    fn hard_link(&self, existing: &Path, new: &Path) -> Result<(), VfsError> {
        let mut entered = self.enter("hard_link", Doing::Link, new)?;
        let wrap = at(Doing::Link, new);
        if !entered.state.support.hard_link {
            return Err(wrap(Errno::PERM));
        }
        let number = entered.state.file(existing).map_err(&wrap)?;
        entered.state.free(new).map_err(&wrap)?;
        let (folder, name) = split(new);
        entered.state.take(&folder, vec![(name, Some(Node::File(number)))]).map_err(&wrap)
    }

    fn remove(&self, path: &Path) -> Result<(), VfsError> {
        let mut entered = self.enter("remove", Doing::Remove, path)?;
        entered.state.file(path).map_err(at(Doing::Remove, path))?;
        let (folder, name) = split(path);
        entered.state.take(&folder, vec![(name, None)]).map_err(at(Doing::Remove, path))
    }

    fn remove_folder(&self, folder: &Path) -> Result<(), VfsError> {
        let mut entered = self.enter("remove_folder", Doing::Remove, folder)?;
        entered.state.remove_folder(folder).map_err(at(Doing::Remove, folder))
    }

    fn sync_folder(&self, folder: &Path) -> Result<(), VfsError> {
        let mut entered = self.enter("sync_folder", Doing::Sync, folder)?;
        let wrap = at(Doing::Sync, folder);
        if !entered.state.folders.contains_key(folder) {
            return Err(wrap(Errno::NOENT));
        }
        entered.sync(Late::Folder(folder.to_owned()));
        Ok(())
    }

    fn sync_file(&self, path: &Path) -> Result<(), VfsError> {
        let mut entered = self.enter("sync_file", Doing::Sync, path)?;
        let number = entered.state.file(path).map_err(at(Doing::Sync, path))?;
        entered.sync(Late::File(number));
        Ok(())
    }

    fn set_mode(&self, path: &Path, mode: u32) -> Result<(), VfsError> {
        let mut entered = self.enter("set_mode", Doing::SetMode, path)?;
        let number = entered.state.file(path).map_err(at(Doing::SetMode, path))?;
        entered.state.inodes.entry(number).and_modify(|inode| inode.mode = mode);
        Ok(())
    }

    fn try_lock(&self, path: &Path) -> Result<Option<HeldLock>, VfsError> {
        let mut entered = self.enter("try_lock", Doing::Lock, path)?;
        if !entered.state.locks.insert(path.to_owned()) {
            return Ok(None);
        }
        Ok(Some(HeldLock::new(SimulatedLock { disk: self.clone(), path: path.to_owned() })))
    }
}

impl Entered<'_> {
    fn sync(&mut self, what: Late) {
        match self.fault {
            Some(Fault::SkippedSync) => {}
            Some(Fault::LateSync) => self.state.late.push(what),
            _ => {
                self.state.sync(&what);
                let is_of_data = self.state.calls.last().is_some_and(|call| call.method == "sync_data");
                self.state.is_late_due |= is_of_data && !self.state.late.is_empty();
            }
        }
    }
}

/// A lock by which the simulated disk knows its holder.
#[derive(Debug)]
struct SimulatedLock {
    disk: Simulated,
    path: PathBuf,
}

impl Drop for SimulatedLock {
    fn drop(&mut self) {
        self.disk.lock().locks.remove(&self.path);
    }
}

/// A file of the simulated disk, open for writing at its end.
#[derive(Debug)]
struct SimulatedFile {
    disk: Simulated,
    inode: u64,
    path: PathBuf,
}

impl SimulatedFile {
    fn write(&self, method: &'static str, bytes: &[u8]) -> Result<(), VfsError> {
        let mut entered = self.disk.enter(method, Doing::Write, &self.path)?;
        let short = entered.fault == Some(Fault::ShortWrite);
        let written = if short { &bytes[..bytes.len() / 2] } else { bytes };
        entered.state.inodes.entry(self.inode).and_modify(|inode| inode.content.append(written));
        if short {
            return Err(VfsError::new(Doing::Write, &self.path, io::ErrorKind::WriteZero.into()));
        }
        Ok(())
    }
}

impl SimulatedFile {
    fn sync(&self, method: &'static str) -> Result<(), VfsError> {
        match self.disk.enter(method, Doing::Sync, &self.path) {
            Ok(mut entered) => {
                entered.sync(Late::File(self.inode));
                Ok(())
            }
            Err(error) => {
                self.disk.lock().fail_sync(self.inode);
                Err(error)
            }
        }
    }
}

impl VfsFile for SimulatedFile {
    fn write_all(&mut self, bytes: &[u8]) -> Result<(), VfsError> {
        self.write("write_all", bytes)
    }

    fn write_at_once(&mut self, bytes: &[u8]) -> Result<(), VfsError> {
        self.write("write_at_once", bytes)
    }

    fn sync_data(&mut self) -> Result<(), VfsError> {
        self.sync("sync_data")
    }

    fn sync_all(&mut self) -> Result<(), VfsError> {
        self.sync("sync_all")
    }

    fn metadata(&self) -> Result<Metadata, VfsError> {
        let entered = self.disk.enter("file_metadata", Doing::Inspect, &self.path)?;
        Ok(entered.state.described(Node::File(self.inode)))
    }
}

fn split(path: &Path) -> (PathBuf, String) {
    let folder = path.parent().unwrap_or(path).to_owned();
    (folder, path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default())
}

fn at(doing: Doing, path: &Path) -> impl Fn(Errno) -> VfsError + use<'_> {
    move |errno| VfsError::new(doing, path, errno.into())
}
