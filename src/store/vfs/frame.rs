//! Frames of a window, which never wait for a disk: whoever draws one says so, and a debug build stops where the disk
//! is asked for anything on that thread meanwhile.
//!
//! Knows no window. A release build checks nothing.

use std::cell::Cell;

thread_local! {
    static IS_DRAWING: Cell<bool> = const { Cell::new(false) };
}

/// Puts back what was said before, however the work ends.
struct Before(bool);

impl Drop for Before {
    fn drop(&mut self) {
        IS_DRAWING.set(self.0);
    }
}

/// Draws a frame: on this thread no disk is asked for anything meanwhile.
pub fn drawn<R>(draw: impl FnOnce() -> R) -> R {
    let _before = Before(IS_DRAWING.replace(true));
    draw()
}

/// Does work within a frame that elsewhere has a thread of its own, as tests have it.
pub fn aside<R>(work: impl FnOnce() -> R) -> R {
    let _before = Before(IS_DRAWING.replace(false));
    work()
}

/// Stops a debug build where a frame asks the disk for something.
pub(in crate::store) fn expect_none() {
    debug_assert!(!IS_DRAWING.get(), "a frame asked the disk for something: move that to a job");
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::vfs::{Disk, Vfs as _};

    #[test]
    fn a_frame_that_asks_the_disk_is_noticed_and_a_job_beside_it_is_not() {
        let looks = || std::panic::catch_unwind(|| drop(Disk.look(Path::new(".")))).is_ok();
        assert!(looks());
        assert_eq!(drawn(|| (looks(), aside(looks), looks())), (false, true, false));
        assert!(looks(), "the frame is over");
    }
}
