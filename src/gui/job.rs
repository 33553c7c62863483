//! Work that would hold a frame up: it runs on a thread of its own and sends its result back.
//!
//! It must not know what the work is.

use std::collections::VecDeque;
use std::fmt;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crate::store::vfs::frame;

/// Where jobs run.
#[derive(Clone, Debug)]
pub enum Pace {
    /// Each on a thread.
    Threads,
    /// At once, in the frame: for tests.
    AtOnce,
    /// When they are let go: for tests of what happens meanwhile.
    Held(Held),
}

/// Jobs that wait until they are let go, one by one. Its copies stand for the same jobs.
#[derive(Clone, Default)]
pub struct Held(Arc<Mutex<VecDeque<Work>>>);

type Work = Box<dyn FnOnce() + Send>;

impl Held {
    /// Runs the oldest job; tells whether there was one.
    pub fn let_one_go(&self) -> bool {
        let work = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        work.map(|work| work()).is_some()
    }

    /// Runs the newest job; tells whether there was one.
    pub fn let_newest_go(&self) -> bool {
        let work = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_back();
        work.map(|work| work()).is_some()
    }

    fn add(&self, work: Work) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(work);
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Held")
    }
}

/// Counts the jobs under way whose work is to be on disk before the program ends. Its copies count the same jobs.
#[derive(Clone, Debug, Default)]
pub struct Unfinished(Arc<(Mutex<usize>, Condvar)>);

impl Unfinished {
    /// Waits until none is under way, at most so long; tells whether all are done.
    pub fn wait(&self, at_most: Duration) -> bool {
        let (count, changed) = &*self.0;
        let count = count.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = changed.wait_timeout_while(count, at_most, |count| *count > 0);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    fn begin(&self) -> Unfinishing {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Unfinishing(self.clone())
    }
}

/// One job that is counted, until it is dropped: a job that panics is done too.
struct Unfinishing(Unfinished);

impl Drop for Unfinishing {
    fn drop(&mut self) {
        let (count, changed) = &*self.0.0;
        *count.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        changed.notify_all();
    }
}

/// Jobs under way, and the results of those that are done.
#[derive(Debug)]
pub struct Jobs<T> {
    pace: Pace,
    sender: Sender<T>,
    receiver: Receiver<T>,
    unfinished: Unfinished,
    /// The window, once there is one.
    window: Arc<OnceLock<egui::Context>>,
}

impl<T: Send + 'static> Jobs<T> {
    /// Begins with none.
    pub fn new(pace: Pace) -> Self {
        let (sender, receiver) = channel();
        Self { pace, sender, receiver, unfinished: Unfinished::default(), window: Arc::default() }
    }

    /// Starts one; the window is repainted when it is done.
    pub fn start(&self, ctx: &egui::Context, work: impl FnOnce() -> T + Send + 'static) {
        self.note_window(ctx);
        self.begin(work, None);
    }

    /// Starts one before there is a window; what it comes to is there at the latest when the window is noted.
    pub fn start_early(&self, work: impl FnOnce() -> T + Send + 'static) {
        self.begin(work, None);
    }

    /// Notes the window, to be repainted when a job is done; to be called before results are taken in.
    pub fn note_window(&self, ctx: &egui::Context) {
        self.window.get_or_init(|| ctx.clone());
    }

    /// Starts one that writes: it is to be done before the program ends.
    pub fn start_writing(&self, ctx: &egui::Context, work: impl FnOnce() -> T + Send + 'static) {
        self.note_window(ctx);
        self.begin(work, Some(self.unfinished.begin()));
    }

    fn begin(&self, work: impl FnOnce() -> T + Send + 'static, counted: Option<Unfinishing>) {
        let (sender, window) = (self.sender.clone(), Arc::clone(&self.window));
        let run = move || {
            // Where there is no thread, the frame it runs in is not to blame for what it asks of the disk. A receiver
            // that is gone means that the window is closed.
            let _ = sender.send(frame::aside(work));
            drop(counted);
            if let Some(ctx) = window.get() {
                ctx.request_repaint();
            }
        };
        match &self.pace {
            Pace::AtOnce => run(),
            Pace::Held(held) => held.add(Box::new(run)),
            Pace::Threads => {
                std::thread::spawn(run);
            }
        }
    }

    /// Takes the next result, if one has come.
    pub fn take(&self) -> Option<T> {
        self.receiver.try_recv().ok()
    }

    /// Returns the count of the jobs that write.
    pub fn unfinished(&self) -> Unfinished {
        self.unfinished.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_waits_for_what_is_being_written_but_not_for_ever() {
        let held = Held::default();
        let jobs = Jobs::new(Pace::Held(held.clone()));
        let ctx = egui::Context::default();
        jobs.start(&ctx, || "looked");
        assert!(jobs.unfinished().wait(Duration::ZERO));
        jobs.start_writing(&ctx, || "written");
        assert!(!jobs.unfinished().wait(Duration::ZERO));
        let letting_go = std::thread::spawn(move || while held.let_one_go() {});
        assert!(jobs.unfinished().wait(Duration::MAX));
        letting_go.join().unwrap();
        assert_eq!((jobs.take(), jobs.take()), (Some("looked"), Some("written")));
    }

    #[test]
    fn what_was_started_before_there_was_a_window_is_there_once_there_is_one() {
        let jobs = Jobs::new(Pace::Threads);
        let (go, wait) = channel();
        jobs.start_early(move || wait.recv().is_ok());
        let ctx = egui::Context::default();
        let (told, repainted) = channel();
        let told = Mutex::new(told);
        ctx.set_request_repaint_callback(move |_| {
            let _ = told.lock().unwrap().send(());
        });
        jobs.note_window(&ctx);
        assert_eq!(jobs.take(), None);
        go.send(()).unwrap();
        repainted.recv().unwrap();
        assert_eq!(jobs.take(), Some(true));
    }

    #[test]
    fn a_job_that_panics_is_not_waited_for() {
        let jobs: Jobs<()> = Jobs::new(Pace::Threads);
        jobs.start_writing(&egui::Context::default(), || panic!("as the test wants it"));
        assert!(jobs.unfinished().wait(Duration::MAX));
    }
}
