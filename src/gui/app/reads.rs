//! Files that are read for a project off the window's thread: what takes long is told, and can be let go.
//!
//! A reading that was let go runs to its end, and nobody takes what comes of it. What it may have copied into the
//! project's folder is found among the files that nothing names.

use std::path::Path;
use std::time::Duration;

use egui::Context;

use super::App;
use crate::gui::scene::Request;

/// Seconds after which a reading is long enough to be told of.
const LONG: f64 = 0.5;
/// Seconds after which it is told again.
const AGAIN: f64 = 6.0;

/// One reading under way.
#[derive(Debug)]
struct Read {
    number: u64,
    name: String,
    /// When it is told of next, in seconds of the window's clock.
    told_at: f64,
}

/// The readings under way.
#[derive(Debug, Default)]
pub(super) struct Reads {
    count: u64,
    under_way: Vec<Read>,
}

/// Returns what a later sentence on the same reading has in common with the one before.
fn topic(number: u64) -> String {
    format!("reading {number}")
}

/// Returns what a file is called.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

impl App {
    /// Notes that a file or a text of this name is being read, and returns the number of the reading.
    pub(super) fn begin_reading(&mut self, name: String, ctx: &Context) -> u64 {
        self.reads.count += 1;
        let number = self.reads.count;
        let told_at = ctx.input(|input| input.time) + LONG;
        self.reads.under_way.push(Read { number, name, told_at });
        number
    }

    /// Notes that a reading has come to its end, and tells whether somebody still waits for it.
    pub(super) fn end_reading(&mut self, number: u64) -> bool {
        let before = self.reads.under_way.len();
        self.reads.under_way.retain(|read| read.number != number);
        self.toasts.forget(&topic(number));
        self.reads.under_way.len() < before
    }

    /// Lets a reading go.
    pub(super) fn cancel_reading(&mut self, number: u64) {
        let Some(at) = self.reads.under_way.iter().position(|read| read.number == number) else { return };
        let read = self.reads.under_way.remove(at);
        self.toasts.forget(&topic(number));
        self.say(format!("“{}” was not taken in: cancelled", read.name));
    }

    /// Tells of the readings that take long, each with a way to let it go.
    pub(super) fn tell_readings(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        for read in &mut self.reads.under_way {
            if read.told_at <= now {
                read.told_at = now + AGAIN;
                let words = format!("Reading “{}”…", read.name);
                let cancel = ("Cancel", Request::CancelReading(read.number));
                self.toasts.renew(topic(read.number), words, super::offers(&[cancel]));
            }
            ctx.request_repaint_after(Duration::from_secs_f64((read.told_at - now).max(0.05)));
        }
    }
}
