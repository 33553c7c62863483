//! The files of the desk's settings, seen from the store's thread: it notices when somebody has changed them, and sees
//! to it that the project carries the rows of the desk that it uses.

use std::path::PathBuf;
use std::sync::Arc;

use super::Keeper;
use crate::store::desk::{self, FILE, Terms};
use crate::store::hash::Sha256;

/// The largest file that is looked at, in bytes.
const CAP: u64 = 4 << 20;

/// What the thread is told of the desk's settings, and what it tells.
#[derive(Clone, Debug, Default)]
pub struct Followed {
    /// The desk's file; nothing where none is followed, the project's own included.
    pub file: Option<PathBuf>,
    /// What the desk wants otherwise.
    pub terms: Arc<Terms>,
    /// Tells that a file is not what it was.
    pub is_news: bool,
}

/// What the files were when they were looked at last: the hashes of the desk's and the project's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    seen: Option<[Option<Sha256>; 2]>,
}

impl Keeper {
    /// Looks whether somebody has changed the desk's file or the project's, and says so.
    pub(in crate::store) fn look_at_desk(&mut self) {
        let Some(file) = self.progress.lock().ok().and_then(|progress| progress.desk.file.clone()) else {
            return;
        };
        let look = |path: &PathBuf| self.vfs.read(path, CAP).ok().map(|bytes| Sha256::of(&bytes));
        let seen = Some([look(&file), look(&self.folder.join(FILE))]);
        if self.desk.seen == seen {
            return;
        }
        self.desk.seen = seen;
        let Ok(mut progress) = self.progress.lock() else { return };
        progress.desk.is_news = true;
        let waker = progress.waker.clone();
        drop(progress);
        if let Some(waker) = waker {
            (waker.0)();
        }
    }

    /// Writes the rows of the desk that the project uses into the project's own file. Where that fails, they are told
    /// by their names elsewhere, and it is tried again with the next checkpoint.
    pub(super) fn carry_rows(&self) {
        let (terms, is_closed) = match self.progress.lock() {
            Ok(progress) => (Arc::clone(&progress.desk.terms), progress.read_only.is_some()),
            Err(_) => return,
        };
        if !is_closed {
            drop(desk::carry(self.vfs.as_ref(), &self.folder, &self.replica, &terms));
        }
    }
}
