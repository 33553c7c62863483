//! The lock on a separate file by which two programs of one machine agree who continues a log.
//!
//! It is politeness: whoever does not get it begins a log of its own, and nothing is lost. A second window is not told
//! of it, because both can work: what each writes joins in the other. Knows nothing of what it stands for.
//!
//! *Limitations:* it reaches as far as the file system's locks do: seldom over a synchronised folder, and over
//! a network only where the server keeps them. The file stays; a lock is never judged by it.

use std::path::Path;

use super::vfs::{HeldLock, Vfs, VfsError};

/// What trying to lock has come to.
#[derive(Debug)]
pub enum Locking {
    /// It is ours until this is dropped.
    Ours(HeldLock),
    /// Somebody else holds it.
    Busy,
    /// It cannot be locked here (a disk that can only be read, a file system without locks); go on without.
    Unavailable(VfsError),
}

/// Tries to take the lock that the file at `path` stands for, without waiting.
pub fn try_take(vfs: &dyn Vfs, path: &Path) -> Locking {
    match vfs.try_lock(path) {
        Ok(Some(held)) => Locking::Ours(held),
        Ok(None) => Locking::Busy,
        Err(error) => Locking::Unavailable(error),
    }
}

#[cfg(test)]
mod tests {
    use super::super::vfs::{Disk, Fault, Repeat, Simulated};
    use super::*;

    fn check(vfs: &dyn Vfs, path: &Path) {
        let Locking::Ours(held) = try_take(vfs, path) else { panic!("nobody else is here") };
        assert!(matches!(try_take(vfs, path), Locking::Busy));
        drop(held);
        assert!(matches!(try_take(vfs, path), Locking::Ours(_)));
    }

    #[test]
    fn a_lock_belongs_to_one_until_it_is_dropped() {
        check(&Simulated::with_folder(Path::new("/p")), Path::new("/p/lock"));
        let folder = tempfile::tempdir().unwrap();
        check(&Disk, &folder.path().join("lock"));
    }

    #[test]
    fn where_nothing_can_be_locked_work_goes_on() {
        let disk = Simulated::with_folder(Path::new("/p"));
        disk.fail_call(0, Fault::ReadOnly, Repeat::Once);
        let Locking::Unavailable(error) = try_take(&disk, Path::new("/p/lock")) else { panic!() };
        assert_eq!(error.to_string(), "could not lock /p/lock: the disk can only be read");
    }
}
