//! What others have written into the same project meanwhile, as the journal hands it to a session.
//!
//! Knows no logs: who had seen what was decided by the journal.

use crate::model::{Edit, Project, Slot, Value, Version};

/// What others have written meanwhile, joined to the project as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrival {
    /// What the slots hold now.
    pub slots: Vec<(Slot, Standing)>,
    /// What the others did, in order; empty where only the journal found that two had changed one slot.
    pub news: Vec<News>,
}

/// What a slot holds by all that was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// One value.
    One(Value),
    /// Several, by writers who had not seen one another.
    Several(Vec<Version>),
}

impl Standing {
    /// Puts what stands in a slot into a project.
    pub fn put(self, project: &mut Project, slot: Slot) {
        match self {
            Self::One(value) => drop(project.apply(&[Edit { slot, value }])),
            Self::Several(versions) => project.apply_conflict(slot, versions),
        }
    }

    /// Returns what a slot of a project holds.
    pub fn of(project: &Project, slot: Slot) -> Self {
        project
            .conflicts()
            .get(&slot)
            .map_or_else(|| Self::One(project.value(&slot)), |versions| Self::Several(versions.clone()))
    }

    /// Tells whether a slot of a project holds just that.
    pub fn is_in(&self, project: &Project, slot: &Slot) -> bool {
        match (self, project.conflicts().get(slot)) {
            (Self::One(value), None) => project.value(slot) == *value,
            (Self::Several(versions), Some(known)) => versions == known,
            _ => false,
        }
    }
}

/// Something that somebody else did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Who did it, as they call themselves.
    pub by: String,
    /// What was done, in words.
    pub label: String,
}

#[cfg(test)]
mod tests;
