//! The reports of the project on the desk: what is being made, what is at hand, what was written.
//!
//! Knows nothing of how they are made or shown.

use std::path::PathBuf;
use std::sync::Arc;

use super::preview::Preview;
use crate::export::{Audience, Exposure, Watch};
use crate::gui::app::tabs::TabId;

/// What a report is of, for whom and in which format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The project on the desk.
    pub desk: TabId,
    /// The revision that it shows.
    pub revision: u64,
    /// Whom it is for.
    pub audience: Audience,
    /// The exporter's name.
    pub format: &'static str,
}

/// A report that is at hand.
#[derive(Debug)]
pub struct Made {
    /// What it is.
    pub key: Key,
    /// The file's content.
    pub bytes: Vec<u8>,
    /// The places that name what its readers may not see.
    pub exposures: Vec<Exposure>,
    /// What it shows although nobody has settled it, in a sentence.
    pub unsettled: Option<String>,
    /// What could not be looked for, and why.
    pub doubt: Option<String>,
    /// How it is looked at.
    pub preview: Preview,
}

/// A report that is being made.
#[derive(Debug)]
pub struct Making {
    /// What it will be.
    pub key: Key,
    /// How far it has come.
    pub watch: Watch,
    /// When it was begun, in seconds.
    pub since: f64,
    /// Where it is to be written, once that was asked for.
    pub write_to: Option<PathBuf>,
}

/// Keeps a few reports, so that changing to and fro between them costs nothing.
const KEPT: usize = 4;

/// The reports of the project on the desk.
#[derive(Debug, Default)]
pub struct Reports {
    /// The project on the desk.
    pub desk: Option<TabId>,
    at_hand: Vec<Arc<Made>>,
    /// The one that is being made.
    pub making: Option<Making>,
    /// The last one that was stopped.
    pub stopped: Option<Key>,
    /// Whether a file is being written.
    pub is_writing: bool,
    /// Counts the files that were written.
    pub written: u64,
}

impl Reports {
    /// Returns a report that is at hand.
    pub fn at_hand(&self, key: Key) -> Option<&Arc<Made>> {
        self.at_hand.iter().find(|made| made.key == key)
    }

    /// Keeps a report that was made.
    pub fn keep(&mut self, made: Arc<Made>) {
        self.at_hand.retain(|kept| {
            kept.key != made.key && (kept.key.desk, kept.key.revision) == (made.key.desk, made.key.revision)
        });
        self.at_hand.push(made);
        if self.at_hand.len() > KEPT {
            self.at_hand.remove(0);
        }
    }

    /// Tells whether this report is being made.
    pub fn is_making(&self, key: Key) -> bool {
        self.making.as_ref().is_some_and(|making| making.key == key)
    }
}
