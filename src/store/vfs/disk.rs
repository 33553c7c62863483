//! The real disk: the only place that names `std::fs` and `rustix::fs`.
//!
//! Knows nothing of what the files are for.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the one place that touches the disk"
)]

use std::fs::{File, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::{Access, Doing, Entry, HeldLock, Kind, Metadata, Seekable, Vfs, VfsError, VfsFile, frame};

/// The files of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Disk {
    /// Creates a file that must not be there yet, for whomever the person's umask lets in.
    pub(in crate::store) fn create_shared(path: &Path) -> Result<Box<dyn VfsFile>, VfsError> {
        let flags = OFlags::WRONLY | OFlags::APPEND | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW;
        let mode = Mode::from_raw_mode(0o666);
        let file = rustix::fs::open(path, flags | OFlags::CLOEXEC, mode);
        let file = file.map_err(|errno| VfsError::new(Doing::Create, path, errno.into()))?;
        Ok(Box::new(DiskFile { file: File::from(file), path: path.to_owned() }))
    }
}

impl Vfs for Disk {
    fn open(&self, path: &Path) -> Result<Box<dyn Read + Send>, VfsError> {
        frame::expect_none();
        Ok(Box::new(regular(path, Doing::Read, OFlags::RDONLY | OFlags::NOFOLLOW)?))
    }

    fn open_outside(&self, path: &Path) -> Result<Box<dyn Read + Send>, VfsError> {
        frame::expect_none();
        Ok(Box::new(regular(path, Doing::Read, OFlags::RDONLY)?))
    }

    fn open_seekable(&self, path: &Path) -> Result<Box<dyn Seekable>, VfsError> {
        frame::expect_none();
        Ok(Box::new(regular(path, Doing::Read, OFlags::RDONLY)?))
    }

    fn metadata(&self, path: &Path) -> Result<Metadata, VfsError> {
        frame::expect_none();
        path.symlink_metadata().map(|found| described(&found)).map_err(at(Doing::Inspect, path))
    }

    fn list(&self, folder: &Path) -> Result<Vec<Entry>, VfsError> {
        frame::expect_none();
        let wrap = at(Doing::List, folder);
        let mut entries = Vec::new();
        for entry in folder.read_dir().map_err(&wrap)? {
            let entry = entry.map_err(&wrap)?;
            let kind = kind_of(entry.file_type().map_err(&wrap)?);
            entries.push(Entry { name: entry.file_name(), kind });
        }
        entries.sort();
        Ok(entries)
    }

    fn canonical(&self, folder: &Path) -> Result<PathBuf, VfsError> {
        frame::expect_none();
        folder.canonicalize().map_err(at(Doing::Inspect, folder))
    }

    fn create_folder(&self, folder: &Path, access: Access) -> Result<(), VfsError> {
        frame::expect_none();
        let mut builder = std::fs::DirBuilder::new();
        if access == Access::OwnerOnly {
            builder.mode(0o700);
        }
        builder.create(folder).map_err(at(Doing::Create, folder))
    }

    fn create_new(&self, path: &Path) -> Result<Box<dyn VfsFile>, VfsError> {
        frame::expect_none();
        // Exclusive creation never follows a link, NOFOLLOW says so once more.
        let flags = OFlags::WRONLY | OFlags::APPEND | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW;
        let file = opened(path, flags).map_err(at(Doing::Create, path))?;
        Ok(Box::new(DiskFile { file, path: path.to_owned() }))
    }

    fn open_for_append(&self, path: &Path) -> Result<Box<dyn VfsFile>, VfsError> {
        frame::expect_none();
        let file = regular(path, Doing::Write, OFlags::WRONLY | OFlags::APPEND | OFlags::NOFOLLOW)?;
        Ok(Box::new(DiskFile { file, path: path.to_owned() }))
    }

    fn exchange(&self, one: &Path, other: &Path) -> Result<(), VfsError> {
        frame::expect_none();
        renamed(one, other, flagged::EXCHANGE)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> Result<(), VfsError> {
        frame::expect_none();
        renamed(from, to, flagged::FREE_NAME_ONLY)
    }

    fn rename_over(&self, from: &Path, to: &Path) -> Result<(), VfsError> {
        frame::expect_none();
        std::fs::rename(from, to).map_err(at(Doing::Rename, to))
    }

    fn hard_link(&self, existing: &Path, new: &Path) -> Result<(), VfsError> {
        frame::expect_none();
        std::fs::hard_link(existing, new).map_err(at(Doing::Link, new))
    }

    fn remove(&self, path: &Path) -> Result<(), VfsError> {
        frame::expect_none();
        std::fs::remove_file(path).map_err(at(Doing::Remove, path))
    }

    fn remove_folder(&self, folder: &Path) -> Result<(), VfsError> {
        frame::expect_none();
        std::fs::remove_dir(folder).map_err(at(Doing::Remove, folder))
    }

    fn sync_folder(&self, folder: &Path) -> Result<(), VfsError> {
        frame::expect_none();
        // The folder of "project.ron" is the one we stand in.
        let named = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let flags = OFlags::RDONLY | OFlags::DIRECTORY;
        opened(named, flags).and_then(|file| file.sync_all()).map_err(at(Doing::Sync, folder))
    }

    fn sync_file(&self, path: &Path) -> Result<(), VfsError> {
        frame::expect_none();
        let file = regular(path, Doing::Sync, OFlags::RDONLY | OFlags::NOFOLLOW)?;
        file.sync_all().map_err(at(Doing::Sync, path))
    }

    fn set_mode(&self, path: &Path, mode: u32) -> Result<(), VfsError> {
        frame::expect_none();
        let file = regular(path, Doing::SetMode, OFlags::RDONLY | OFlags::NOFOLLOW)?;
        let mode = Mode::from_raw_mode(mode & 0o7777);
        rustix::fs::fchmod(&file, mode).map_err(|errno| VfsError::new(Doing::SetMode, path, errno.into()))
    }

    fn try_lock(&self, path: &Path) -> Result<Option<HeldLock>, VfsError> {
        frame::expect_none();
        let file = regular(path, Doing::Lock, OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(HeldLock::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(VfsError::new(Doing::Lock, path, error)),
        }
    }
}

/// A file of the real disk, open for writing at its end.
#[derive(Debug)]
struct DiskFile {
    file: File,
    path: PathBuf,
}

impl VfsFile for DiskFile {
    fn write_all(&mut self, bytes: &[u8]) -> Result<(), VfsError> {
        self.file.write_all(bytes).map_err(at(Doing::Write, &self.path))
    }

    fn write_at_once(&mut self, bytes: &[u8]) -> Result<(), VfsError> {
        let wrap = at(Doing::Write, &self.path);
        let written = loop {
            match self.file.write(bytes) {
                // Interrupted before the first byte: nothing was written.
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other.map_err(&wrap)?,
            }
        };
        if written == bytes.len() { Ok(()) } else { Err(wrap(io::ErrorKind::WriteZero.into())) }
    }

    fn sync_data(&mut self) -> Result<(), VfsError> {
        self.file.sync_data().map_err(at(Doing::Sync, &self.path))
    }

    fn sync_all(&mut self) -> Result<(), VfsError> {
        self.file.sync_all().map_err(at(Doing::Sync, &self.path))
    }

    fn metadata(&self) -> Result<Metadata, VfsError> {
        self.file.metadata().map(|found| described(&found)).map_err(at(Doing::Inspect, &self.path))
    }
}

/// Opens what must be a regular file. `NONBLOCK` keeps a pipe in its place from holding us up for ever.
fn regular(path: &Path, doing: Doing, flags: OFlags) -> Result<File, VfsError> {
    let wrap = at(doing, path);
    let file = opened(path, flags | OFlags::NONBLOCK).map_err(&wrap)?;
    if file.metadata().map_err(&wrap)?.is_file() {
        return Ok(file);
    }
    Err(wrap(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file")))
}

fn opened(path: &Path, flags: OFlags) -> io::Result<File> {
    Ok(File::from(rustix::fs::open(path, flags | OFlags::CLOEXEC, Mode::RUSR | Mode::WUSR)?))
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod flagged {
    use std::path::Path;

    use rustix::fs::{CWD, RenameFlags};

    pub(super) const EXCHANGE: RenameFlags = RenameFlags::EXCHANGE;
    pub(super) const FREE_NAME_ONLY: RenameFlags = RenameFlags::NOREPLACE;

    pub(super) fn rename(from: &Path, to: &Path, flags: RenameFlags) -> rustix::io::Result<()> {
        rustix::fs::renameat_with(CWD, from, CWD, to, flags)
    }
}

/// Elsewhere there is no such call, and the callers take their other way.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod flagged {
    use std::path::Path;

    pub(super) const EXCHANGE: () = ();
    pub(super) const FREE_NAME_ONLY: () = ();

    pub(super) fn rename(_from: &Path, _to: &Path, (): ()) -> rustix::io::Result<()> {
        Err(rustix::io::Errno::NOSYS)
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
type RenameFlags = rustix::fs::RenameFlags;
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
type RenameFlags = ();

fn renamed(from: &Path, to: &Path, flags: RenameFlags) -> Result<(), VfsError> {
    flagged::rename(from, to, flags).map_err(|errno: Errno| VfsError::new(Doing::Rename, to, errno.into()))
}

fn at(doing: Doing, path: &Path) -> impl Fn(io::Error) -> VfsError + use<'_> {
    move |error| VfsError::new(doing, path, error)
}

fn described(found: &std::fs::Metadata) -> Metadata {
    Metadata {
        kind: kind_of(found.file_type()),
        len: found.len(),
        mode: found.mode() & 0o7777,
        identity: (found.dev(), found.ino()),
    }
}

fn kind_of(found: std::fs::FileType) -> Kind {
    if found.is_file() {
        Kind::File
    } else if found.is_dir() {
        Kind::Folder
    } else if found.is_symlink() {
        Kind::Link
    } else {
        Kind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(test: impl FnOnce(&Path)) {
        let folder = tempfile::tempdir().unwrap();
        test(folder.path());
    }

    #[test]
    fn a_new_file_is_for_its_owner_alone_and_is_created_once() {
        check(|folder| {
            let path = folder.join("a");
            let mut file = Disk.create_new(&path).unwrap();
            file.write_all(b"one\n").unwrap();
            file.write_at_once(b"two\n").unwrap();
            file.sync_data().unwrap();
            assert_eq!(Disk.metadata(&path).unwrap().mode, 0o600);
            assert_eq!(file.metadata().unwrap().identity, Disk.metadata(&path).unwrap().identity);
            assert!(Disk.create_new(&path).unwrap_err().is_already_there());
            assert_eq!(Disk.read(&path, 8).unwrap(), b"one\ntwo\n");
            assert!(Disk.read(&path, 7).unwrap_err().to_string().contains("limit of 7 bytes"));
        });
    }

    #[test]
    fn a_symbolic_link_is_not_followed_inside_a_project() {
        check(|folder| {
            let (target, link) = (folder.join("target"), folder.join("link"));
            super::super::write_new(&Disk, &target, b"private", None).unwrap();
            std::os::unix::fs::symlink(&target, &link).unwrap();
            assert!(Disk.read(&link, 100).unwrap_err().to_string().contains("symbolic link"));
            assert!(Disk.open_for_append(&link).is_err());
            assert!(Disk.create_new(&link).is_err());
            assert!(Disk.try_lock(&link).is_err());
            assert!(Disk.set_mode(&link, 0o644).is_err());
            assert_eq!(Disk.metadata(&link).unwrap().kind, Kind::Link);
            assert_eq!(Disk.read_outside(&link, 100).unwrap(), b"private");
        });
    }

    #[test]
    fn a_folder_or_a_pipe_in_place_of_a_file_is_refused_at_once() {
        check(|folder| {
            assert!(Disk.read(folder, 10).unwrap_err().to_string().contains("no regular file"));
            let pipe = folder.join("pipe");
            let made = rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, Mode::RUSR, 0);
            made.unwrap();
            assert!(Disk.read(&pipe, 10).unwrap_err().to_string().contains("no regular file"));
        });
    }

    #[test]
    fn names_are_exchanged_placed_linked_and_replaced() {
        check(|folder| {
            let (a, b, c) = (folder.join("a"), folder.join("b"), folder.join("c"));
            super::super::write_new(&Disk, &a, b"A", Some(0o640)).unwrap();
            super::super::write_new(&Disk, &b, b"B", None).unwrap();
            match Disk.exchange(&a, &b) {
                Ok(()) => assert_eq!(Disk.read(&a, 9).unwrap(), b"B"),
                Err(error) => assert!(error.is_unsupported(), "{error}"),
            }
            assert!(super::super::place_new(&Disk, &a, &b).unwrap_err().is_already_there());
            super::super::place_new(&Disk, &a, &c).unwrap();
            assert!(Disk.look(&a).unwrap().is_none());
            Disk.hard_link(&b, &a).unwrap();
            Disk.rename_over(&a, &b).unwrap();
            assert!(Disk.look(&a).unwrap().is_some(), "two names of one file: both stay");
            Disk.remove(&a).unwrap();
            Disk.rename_over(&b, &c).unwrap();
            Disk.sync_folder(folder).unwrap();
            Disk.sync_file(&c).unwrap();
            let names: Vec<_> = Disk.list(folder).unwrap().into_iter().map(|entry| entry.name).collect();
            assert_eq!(names, ["c"]);
        });
    }

    #[test]
    fn a_lock_is_held_until_dropped() {
        check(|folder| {
            let path = folder.join("lock");
            let held = Disk.try_lock(&path).unwrap();
            assert!(held.is_some());
            assert!(Disk.try_lock(&path).unwrap().is_none());
            drop(held);
            assert!(Disk.try_lock(&path).unwrap().is_some());
        });
    }

    #[test]
    fn a_sealed_folder_is_for_its_owner_alone() {
        check(|folder| {
            let sealed = folder.join("sealed");
            super::super::ensure_folder(&Disk, &sealed, Access::OwnerOnly).unwrap();
            super::super::ensure_folder(&Disk, &sealed, Access::OwnerOnly).unwrap();
            assert_eq!(Disk.metadata(&sealed).unwrap().mode, 0o700);
        });
    }
}
