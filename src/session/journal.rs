//! Where every change goes before it counts as done.

use super::{Arrival, Refusal};
use crate::model::{Change, Envelope, Id, Moment, SealedId, Slot};

/// One committed transaction, as the log records it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What was done, in words.
    pub label: String,
    /// What it changed.
    pub changes: Vec<Change>,
    /// What it does to sealed words, which no change holds.
    pub sealing: Option<Sealing>,
    /// The records that it left empty: they are gone.
    pub gone: Vec<Id>,
    /// How many arrivals the session had taken in when this was done: later ones it had not seen.
    pub seen: u64,
}

/// What is done to sealed words, before the entry that tells of it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Sealing {
    /// These words are kept under this name.
    Keep {
        /// The name that the slot holds from now on.
        id: SealedId,
        /// The slot.
        slot: Slot,
        /// The words.
        words: Envelope,
    },
    /// Whatever was ever sealed for this slot is deleted for good.
    Purge {
        /// The slot.
        slot: Slot,
    },
}

impl Sealing {
    /// The most that can be sealed in one field, in bytes.
    pub const LONGEST: usize = 64 << 10;
}

/// How much of the work is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Everything.
    Saved,
    /// Something is on its way.
    Saving,
    /// Nothing more, until what is said here is mended; everything is kept in memory meanwhile.
    Failed(String),
    /// Nothing can be changed, for the reason said here.
    ReadOnly(String),
}

/// Takes every change in, in order. The store implements it; [`Memory`] does for tests.
pub trait Journal {
    /// Tells whether changes are taken in, or refuses in words.
    fn writable(&self) -> Result<(), Refusal>;

    /// Takes one entry in; what becomes of it is told by [`Journal::durability`].
    fn append(&mut self, entry: Entry);

    /// Tells whether others have written something that was not handed out yet.
    fn has_arrivals(&self) -> bool;

    /// Hands out what others have written since it was last asked.
    fn arrivals(&mut self) -> Vec<Arrival>;

    /// Tells how much of the work is on disk.
    fn durability(&self) -> Durability;
}

/// A journal that keeps its entries in memory only.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// What was taken in, shared with whoever watches.
    pub entries: std::sync::Arc<std::sync::Mutex<Vec<Entry>>>,
    /// What others are said to have written, shared with whoever says so.
    pub arrivals: std::sync::Arc<std::sync::Mutex<Vec<Arrival>>>,
}

impl Journal for Memory {
    fn writable(&self) -> Result<(), Refusal> {
        Ok(())
    }

    fn append(&mut self, entry: Entry) {
        if let Ok(mut entries) = self.entries.lock() {
            entries.push(entry);
        }
    }

    fn has_arrivals(&self) -> bool {
        self.arrivals.lock().is_ok_and(|arrivals| !arrivals.is_empty())
    }

    fn arrivals(&mut self) -> Vec<Arrival> {
        self.arrivals.lock().map(|mut arrivals| std::mem::take(&mut *arrivals)).unwrap_or_default()
    }

    fn durability(&self) -> Durability {
        Durability::Saved
    }
}
