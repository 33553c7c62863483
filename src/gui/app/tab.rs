//! What a tab holds: a project's desk, what it was opened from, and how far it is on its way out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::chronicle::Past;
use super::hand_edit::HandEdit;
use super::others::Heard;
use crate::gui::desk::Desk;
use crate::session::Durability;
use crate::store::desk::Settled;

/// How far a project is on its way out of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// It is being saved.
    Saving,
    /// It was saved up to this revision.
    Saved(u64),
    /// It could not be saved; the answer to that is waited for.
    Unsaved,
    /// It goes although it could not be saved.
    Anyway,
}

/// What a tab holds.
pub(super) struct Tab {
    /// The project.
    pub desk: Desk,
    /// Its folder and the article it was made of, without links and detours.
    pub places: Vec<PathBuf>,
    /// How far it is on its way out; nothing while it stays.
    pub leaving: Option<Leaving>,
    /// The failure to save that was told last.
    pub told: Option<String>,
    /// How far the history was read.
    pub past: Past,
    /// What others did lately.
    pub heard: Heard,
    /// What was changed in the state with another program, until it is decided what becomes of that.
    pub hand_edit: Option<HandEdit>,
    /// The desk's settings and the project's, as they count.
    pub settled: Arc<Settled>,
}

/// A tab that was taken out of the row while its project is being closed, and where it stood.
pub(super) struct PutAside {
    pub at: usize,
    pub tab: Tab,
}

impl Tab {
    /// Makes a tab of a project.
    pub fn new(desk: Desk, places: Vec<PathBuf>, settled: Arc<Settled>) -> Self {
        let (past, heard) = (Past::default(), Heard::default());
        let mut tab = Self { desk, places, leaving: None, told: None, past, heard, hand_edit: None, settled };
        tab.use_settled();
        tab
    }

    /// Returns the project's folder, if it is in one.
    pub fn folder(&self) -> Option<&Path> {
        self.desk.store.as_ref().map(crate::store::Store::folder)
    }

    /// Tells whether something was done since the project was saved up to a revision.
    pub fn is_behind(&self, saved: u64) -> bool {
        self.desk.session.revision() != saved
            && !matches!(self.desk.durability(), Durability::Saved | Durability::ReadOnly(_))
    }

    /// Returns a failure to save that was not told yet.
    pub fn untold(&mut self) -> Option<String> {
        let failure = match self.desk.durability() {
            Durability::Failed(why) => Some(why),
            _ => None,
        };
        let is_news = failure.is_some() && failure != self.told;
        self.told.clone_from(&failure);
        failure.filter(|_| is_news)
    }
}
