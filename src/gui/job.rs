//! Work that would hold a frame up: it runs on a thread of its own and sends its result back.
//!
//! It must not know what the work is.

use std::sync::mpsc::{Receiver, Sender, channel};

/// Where jobs run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Each on a thread.
    Threads,
    /// At once, in the frame: for tests.
    AtOnce,
}

/// Jobs under way, and the results of those that are done.
#[derive(Debug)]
pub struct Jobs<T> {
    pace: Pace,
    sender: Sender<T>,
    receiver: Receiver<T>,
    under_way: usize,
}

impl<T: Send + 'static> Jobs<T> {
    /// Begins with none.
    pub fn new(pace: Pace) -> Self {
        let (sender, receiver) = channel();
        Self { pace, sender, receiver, under_way: 0 }
    }

    /// Starts one; the window is repainted when it is done.
    pub fn start(&mut self, ctx: &egui::Context, work: impl FnOnce() -> T + Send + 'static) {
        self.under_way += 1;
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        let run = move || {
            // A receiver that is gone means that the window is closed.
            let _ = sender.send(work());
            ctx.request_repaint();
        };
        match self.pace {
            Pace::AtOnce => run(),
            Pace::Threads => {
                std::thread::spawn(run);
            }
        }
    }

    /// Takes the next result, if one has come.
    pub fn take(&mut self) -> Option<T> {
        let result = self.receiver.try_recv().ok()?;
        self.under_way = self.under_way.saturating_sub(1);
        Some(result)
    }

    /// Tells whether any is under way.
    pub fn are_under_way(&self) -> bool {
        self.under_way > 0
    }
}
