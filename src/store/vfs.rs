//! The seam to the files: everything that the store does to a disk goes through the trait [`Vfs`].
//!
//! [`Disk`] is the real thing, [`Simulated`] one in memory that fails on demand and shows what a power cut
//! may leave. Knows nothing of projects, records or formats. Randomness (temporary names) comes from outside.

mod disk;
mod error;
pub mod frame;
mod simulated;

use std::ffi::OsString;
use std::fmt::Debug;
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};

pub use disk::Disk;
pub use error::{Doing, VfsError};
pub use simulated::{Call, Fault, Repeat, Simulated};

/// The files as the store sees them.
///
/// No method but the two `outside` ones follows a symbolic link in the last part of a path.
///
/// *Invariant:* a method that returned an error has not done what it was asked, or the error says
/// that nobody can know ([`VfsFile::sync_data`] and its kin): never retry a sync on the same handle.
///
/// *Limitations:* links in the folders above are followed; paths are taken as they come.
pub trait Vfs: Debug + Send + Sync {
    /// Opens a regular file for reading; anything else (a link, a pipe, a device) is refused.
    fn open(&self, path: &Path) -> Result<Box<dyn Read + Send>, VfsError>;

    /// Opens a file that a person named, which may be a symbolic link.
    fn open_outside(&self, path: &Path) -> Result<Box<dyn Read + Send>, VfsError>;

    /// Opens a file that a person named, which may be a link, to be read from any place on.
    fn open_seekable(&self, path: &Path) -> Result<Box<dyn Seekable>, VfsError> {
        Ok(Box::new(Cursor::new(self.read_outside(path, u64::MAX)?)))
    }

    /// Tells what stands at the path.
    fn metadata(&self, path: &Path) -> Result<Metadata, VfsError>;

    /// Lists a folder, in order of the names, without `.` and `..`.
    fn list(&self, folder: &Path) -> Result<Vec<Entry>, VfsError>;

    /// Gives the folder's one absolute name, with all links followed.
    fn canonical(&self, folder: &Path) -> Result<PathBuf, VfsError>;

    /// Creates one folder, whose parent is there.
    fn create_folder(&self, folder: &Path, access: Access) -> Result<(), VfsError>;

    /// Creates a file that must not be there yet, with mode 0600.
    fn create_new(&self, path: &Path) -> Result<Box<dyn VfsFile>, VfsError>;

    /// Opens a file that is there; every write goes to its end.
    fn open_for_append(&self, path: &Path) -> Result<Box<dyn VfsFile>, VfsError>;

    /// Swaps two names in one step; see [`VfsError::is_unsupported`].
    fn exchange(&self, one: &Path, other: &Path) -> Result<(), VfsError>;

    /// Renames a file or a folder to a name that must be free; see [`VfsError::is_unsupported`].
    fn rename_new(&self, from: &Path, to: &Path) -> Result<(), VfsError>;

    /// Renames over whatever file stood there; a folder only to a free name. Two names of one file: nothing happens, both stay.
    fn rename_over(&self, from: &Path, to: &Path) -> Result<(), VfsError>;

    /// Gives a file a second name, which must be free; see [`VfsError::is_unsupported`].
    fn hard_link(&self, existing: &Path, new: &Path) -> Result<(), VfsError>;

    /// Removes a file's name.
    fn remove(&self, path: &Path) -> Result<(), VfsError>;

    /// Removes an empty folder.
    fn remove_folder(&self, folder: &Path) -> Result<(), VfsError>;

    /// Makes what happened to a folder's names durable.
    fn sync_folder(&self, folder: &Path) -> Result<(), VfsError>;

    /// Makes a file's bytes durable, whoever wrote them.
    fn sync_file(&self, path: &Path) -> Result<(), VfsError>;

    /// Sets a file's permission bits.
    fn set_mode(&self, path: &Path, mode: u32) -> Result<(), VfsError>;

    /// Takes the lock that the file at `path` stands for (made when missing); `None`: somebody holds it.
    fn try_lock(&self, path: &Path) -> Result<Option<HeldLock>, VfsError>;

    /// Reads a whole file of at most `cap` bytes.
    fn read(&self, path: &Path, cap: u64) -> Result<Vec<u8>, VfsError> {
        read_capped(self.open(path)?, path, cap)
    }

    /// Reads a whole file that a person named, which may be a link, of at most `cap` bytes.
    fn read_outside(&self, path: &Path, cap: u64) -> Result<Vec<u8>, VfsError> {
        read_capped(self.open_outside(path)?, path, cap)
    }

    /// Tells what stands at the path, or `None` if nothing does.
    fn look(&self, path: &Path) -> Result<Option<Metadata>, VfsError> {
        match self.metadata(path) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Bytes that can be read from any place on.
pub trait Seekable: Read + Seek + Send {}

impl<T: Read + Seek + Send> Seekable for T {}

/// A file open for writing. Nothing is durable before a sync has returned `Ok`.
pub trait VfsFile: Debug + Send {
    /// Writes all the bytes, in as many writes as it takes.
    fn write_all(&mut self, bytes: &[u8]) -> Result<(), VfsError>;

    /// Writes all the bytes by a single write; fewer written is an error, and those are in the file.
    fn write_at_once(&mut self, bytes: &[u8]) -> Result<(), VfsError>;

    /// Makes the bytes durable. After an error the handle is spent: see [`Vfs`].
    fn sync_data(&mut self) -> Result<(), VfsError>;

    /// Makes the bytes and the permissions durable. After an error the handle is spent: see [`Vfs`].
    fn sync_all(&mut self) -> Result<(), VfsError>;

    /// Tells about the file that the handle holds, whatever its name is by now.
    fn metadata(&self) -> Result<Metadata, VfsError>;
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// File, folder, link or something else.
    pub kind: Kind,
    /// Bytes in the file.
    pub len: u64,
    /// Permission bits, `0o600`.
    pub mode: u32,
    /// Which file it is on this machine: device and number. Two names of one file share it.
    pub identity: (u64, u64),
}

/// What kind of thing a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The name without its folder.
    pub name: OsString,
    /// What it stands for.
    pub kind: Kind,
}

/// Who may look into a new folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Whoever the user's umask lets in.
    Usual,
    /// The owner alone (0700).
    OwnerOnly,
}

/// A lock that is held until this is dropped.
#[derive(Debug)]
pub struct HeldLock {
    _holder: Box<dyn Debug + Send + Sync>,
}

impl HeldLock {
    fn new(holder: impl Debug + Send + Sync + 'static) -> Self {
        Self { _holder: Box::new(holder) }
    }
}

/// Makes the name of a temporary file from random text; `.gitignore` and cleaning know it by its shape.
pub fn temporary_name(random: &str) -> String {
    format!(".redpencil-{random}.tmp")
}

/// Tells whether a name has the shape that [`temporary_name`] gives.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with(".redpencil-") && name.strip_suffix(".tmp").is_some()
}

/// Creates the folder if it is missing, its name durable. The parent must be there.
pub fn ensure_folder(vfs: &dyn Vfs, folder: &Path, access: Access) -> Result<(), VfsError> {
    match vfs.look(folder)? {
        Some(found) if found.kind == Kind::Folder => {}
        // A race with another process that makes the same folder ends well for both.
        _ => match vfs.create_folder(folder, access) {
            Err(error) if error.is_already_there() && vfs.metadata(folder)?.kind == Kind::Folder => {}
            other => other?,
        },
    }
    vfs.sync_folder(folder.parent().unwrap_or(folder))
}

/// Renames to a name that must be free, by whatever the file system offers. The folder is not synced.
///
/// *Limitations:* where neither a rename without replacing nor hard links exist (FAT), the name is looked up
/// first and somebody who takes it in that moment is overwritten.
pub fn place_new(vfs: &dyn Vfs, from: &Path, to: &Path) -> Result<(), VfsError> {
    match vfs.rename_new(from, to) {
        Err(error) if error.is_unsupported() => {}
        done => return done,
    }
    match vfs.hard_link(from, to) {
        Ok(()) => return vfs.remove(from),
        Err(error) if error.is_unsupported() => {}
        Err(error) => return Err(error),
    }
    match vfs.look(to)? {
        Some(_) => Err(VfsError::new(Doing::Rename, to, std::io::ErrorKind::AlreadyExists.into())),
        None => vfs.rename_over(from, to),
    }
}

/// Writes a new file whole and makes its bytes durable; when that fails the file goes again.
///
/// The name is durable only once its folder is synced.
pub fn write_new(vfs: &dyn Vfs, path: &Path, bytes: &[u8], mode: Option<u32>) -> Result<(), VfsError> {
    let mut file = vfs.create_new(path)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| mode.map_or(Ok(()), |mode| vfs.set_mode(path, mode)))
        .and_then(|()| file.sync_all());
    if written.is_err() {
        // What went wrong first is what the caller hears; a left-over temporary file is found by its name.
        drop(vfs.remove(path));
    }
    written
}

fn read_capped(reader: Box<dyn Read + Send>, path: &Path, cap: u64) -> Result<Vec<u8>, VfsError> {
    let mut bytes = Vec::new();
    let read = reader.take(cap.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| VfsError::new(Doing::Read, path, error))?;
    if bytes.len() as u64 > cap {
        return Err(VfsError::too_large(path, cap));
    }
    Ok(bytes)
}
