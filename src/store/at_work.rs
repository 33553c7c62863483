//! Threads that have something to put on a disk: the program ends only when they are done.
//!
//! A thread is not waited for when a program ends, whether it ends well or not; so everybody who ends it waits here.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

static COUNT: Mutex<usize> = Mutex::new(0);
static FEWER: Condvar = Condvar::new();

/// One thread at work, until this is dropped.
#[derive(Debug)]
pub(super) struct AtWork(());

impl AtWork {
    /// Counts one more.
    pub fn begin() -> Self {
        *COUNT.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Self(())
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        *COUNT.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FEWER.notify_all();
    }
}

/// Waits when it is dropped, also on the way out after a fault, until every project that nobody holds any more is on
/// disk; at most so long.
#[derive(Debug)]
pub struct LastWrites(pub Duration);

impl Drop for LastWrites {
    fn drop(&mut self) {
        let count = COUNT.lock().unwrap_or_else(PoisonError::into_inner);
        drop(FEWER.wait_timeout_while(count, self.0, |count| *count > 0));
    }
}
