//! What went wrong with a file: what was being done, to what, and why, in plain words.
//!
//! Knows nothing of what the file was for.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

/// A call to the files that failed.
#[derive(Debug, thiserror::Error)]
#[error("could not {doing} {}: {}", path.display(), self.reason())]
pub struct VfsError {
    /// What was being done.
    pub doing: Doing,
    /// The file or folder it was being done to.
    pub path: PathBuf,
    /// Why it failed.
    pub source: io::Error,
}

/// What was being done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Opening or reading.
    Read,
    /// Looking up what a name stands for.
    Inspect,
    /// Listing a folder.
    List,
    /// Creating a file or folder.
    Create,
    /// Opening for writing, or writing.
    Write,
    /// Waiting until it is on the disk.
    Sync,
    /// Renaming or swapping.
    Rename,
    /// Giving a second name.
    Link,
    /// Removing.
    Remove,
    /// Setting permissions.
    SetMode,
    /// Locking.
    Lock,
}

impl fmt::Display for Doing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Inspect => "look at",
            Self::List => "list",
            Self::Create => "create",
            Self::Write => "write to",
            Self::Sync => "make sure that the disk has taken",
            Self::Rename => "put in place",
            Self::Link => "link",
            Self::Remove => "remove",
            Self::SetMode => "set the permissions of",
            Self::Lock => "lock",
        })
    }
}

impl VfsError {
    /// Wraps an error of the system with what was being done to what.
    pub fn new(doing: Doing, path: &Path, source: io::Error) -> Self {
        Self { doing, path: path.to_owned(), source }
    }

    /// The error for a file that is longer than `cap` bytes.
    pub fn too_large(path: &Path, cap: u64) -> Self {
        let words = format!("it is larger than the limit of {cap} bytes");
        Self::new(Doing::Read, path, io::Error::new(io::ErrorKind::FileTooLarge, words))
    }

    /// Tells whether nothing stands at the path.
    pub fn is_missing(&self) -> bool {
        self.source.kind() == io::ErrorKind::NotFound
    }

    /// Tells whether it belongs to somebody who lets nobody else.
    pub fn is_denied(&self) -> bool {
        self.source.kind() == io::ErrorKind::PermissionDenied
    }

    /// Tells whether the name is taken.
    pub fn is_already_there(&self) -> bool {
        self.source.kind() == io::ErrorKind::AlreadyExists
    }

    /// Tells whether this system or file system cannot do such a thing at all, so that another way is open.
    ///
    /// Only asked of exchange, rename-to-a-free-name and hard link: elsewhere the same numbers mean other things.
    pub fn is_unsupported(&self) -> bool {
        if self.source.kind() == io::ErrorKind::Unsupported {
            return true;
        }
        let Some(errno) = Errno::from_io_error(&self.source) else { return false };
        match self.doing {
            Doing::Rename => matches!(errno, Errno::NOSYS | Errno::INVAL | Errno::NOTSUP),
            // FAT answers "not permitted", a full link count is no fault of the disk either.
            Doing::Link => matches!(errno, Errno::NOSYS | Errno::NOTSUP | Errno::PERM | Errno::MLINK),
            _ => false,
        }
    }

    /// Tells whether space has run out, which may pass by itself.
    pub fn is_out_of_space(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    }

    /// Says why in plain words, without what and where.
    pub fn reason(&self) -> String {
        if Errno::from_io_error(&self.source) == Some(Errno::LOOP) {
            return "it is a symbolic link, and those are not followed inside a project".to_owned();
        }
        match self.source.kind() {
            io::ErrorKind::NotFound => "it is not there".to_owned(),
            io::ErrorKind::AlreadyExists => "something of that name is there already".to_owned(),
            io::ErrorKind::PermissionDenied => "permission is missing".to_owned(),
            io::ErrorKind::StorageFull => "the disk is full".to_owned(),
            io::ErrorKind::QuotaExceeded => "your share of the disk is used up".to_owned(),
            io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
            io::ErrorKind::WriteZero => "only a part of it was written".to_owned(),
            _ => self.source.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_to_what_and_why() {
        let error = VfsError::new(Doing::Write, Path::new("/p/project.ron"), Errno::NOSPC.into());
        assert_eq!(error.to_string(), "could not write to /p/project.ron: the disk is full");
        assert!(error.is_out_of_space());
    }

    #[test]
    fn the_same_number_is_unsupported_for_one_call_and_a_failure_for_another() {
        let at = Path::new("x");
        assert!(VfsError::new(Doing::Rename, at, Errno::INVAL.into()).is_unsupported());
        assert!(!VfsError::new(Doing::Sync, at, Errno::INVAL.into()).is_unsupported());
        assert!(!VfsError::new(Doing::Rename, at, Errno::PERM.into()).is_unsupported());
    }
}
