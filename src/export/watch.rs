//! How far an export has come, seen from another thread, and the word to stop it.
//!
//! Knows neither clocks nor screens.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Counts what is done of all there is to do. Its copies watch the same export.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<Dial>);

#[derive(Debug, Default)]
struct Dial {
    done: AtomicUsize,
    all: AtomicUsize,
    stopped: AtomicBool,
}

/// The export was told to stop, and nothing came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl Watch {
    /// Says that the export is to stop at the next step.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }

    /// Fails once the export is to stop.
    pub fn check(&self) -> Result<(), Stopped> {
        if self.0.stopped.load(Ordering::Relaxed) { Err(Stopped) } else { Ok(()) }
    }

    /// Begins to count: so many steps there are.
    pub fn begin(&self, all: usize) -> Result<(), Stopped> {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.all.store(all, Ordering::Relaxed);
        self.check()
    }

    /// Counts one step; fails where the export is to stop.
    pub fn step(&self) -> Result<(), Stopped> {
        self.0.done.fetch_add(1, Ordering::Relaxed);
        self.check()
    }

    /// Returns the steps that are done and all there are; both 0 before it begins.
    pub fn progress(&self) -> (usize, usize) {
        (self.0.done.load(Ordering::Relaxed), self.0.all.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_stops_the_same_export() {
        let watch = Watch::default();
        assert_eq!(watch.begin(3), Ok(()));
        assert_eq!(watch.step(), Ok(()));
        watch.clone().stop();
        assert_eq!(watch.step(), Err(Stopped));
        assert_eq!(watch.progress(), (2, 3));
    }
}
