//! The registers at hand, and which of them is being made.

use std::sync::Arc;

use super::{Page, Register};
use crate::model::Project;

/// Up to so many rows a register is made within a frame; above that on a thread.
pub const AT_ONCE: usize = 1500;

/// The registers at hand.
#[derive(Debug, Default)]
pub struct Shelf {
    made: [Option<Arc<Register>>; 3],
    /// The revisions that are being looked at.
    under_way: [Option<u64>; 3],
}

impl Shelf {
    /// Returns the newest register of a page.
    pub fn at(&self, page: Page) -> Option<&Arc<Register>> {
        self.made[page as usize].as_ref()
    }

    /// Tells whether a register has to be made now, and notes that it is being made; one at a time for a page.
    pub fn order(&mut self, page: Page, revision: u64) -> bool {
        let at = page as usize;
        let is_there = self.made[at].as_ref().is_some_and(|register| register.revision == revision);
        if is_there || self.under_way[at].is_some() {
            return false;
        }
        self.under_way[at] = Some(revision);
        true
    }

    /// Takes a register in, unless a newer one is there.
    pub fn take(&mut self, register: Register) {
        let at = register.page as usize;
        self.under_way[at] = None;
        if self.made[at].as_ref().is_none_or(|there| there.revision <= register.revision) {
            self.made[at] = Some(Arc::new(register));
        }
    }
}

/// Counts about how many rows a page of a project has.
pub fn size(project: &Project, page: Page) -> usize {
    match page {
        Page::Marks => project.annotations().len(),
        Page::Sources => project.sources().len() + project.evidence().len(),
        // Every record is asked whom it names.
        Page::People => project.people().len() + project.annotations().len() + project.evidence().len(),
    }
}
