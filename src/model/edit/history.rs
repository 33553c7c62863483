//! What can be undone and redone: one's own transactions, newest last.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Edit};
use crate::model::{Id, Project, Prose, Slot, Value};

/// A transaction as it was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What was done, as a menu would say it.
    pub label: String,
    /// What it changed, in order.
    pub changes: Vec<Change>,
    /// The record to look at after doing, undoing or redoing it.
    pub focus: Option<Id>,
    /// Tells that it settled what two writers had changed without having seen one another.
    pub settles: bool,
}

impl Step {
    /// Returns the edits that take the step back, or what stands in its way.
    pub fn inverse(&self, project: &Project) -> Result<Vec<Edit>, Hindrance> {
        edits(project, self.changes.iter().rev().map(|change| (change.slot, &change.after, &change.before)))
    }

    /// Returns the edits that do the step again, or what stands in its way.
    pub fn again(&self, project: &Project) -> Result<Vec<Edit>, Hindrance> {
        edits(project, self.changes.iter().map(|change| (change.slot, &change.before, &change.after)))
    }
}

/// Why a step can be neither undone nor done again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Somebody has changed the slot since.
    Changed(Slot),
    /// Two writers have changed the slot without having seen one another.
    Disputed(Slot),
    /// Somebody has added this slot to a record that would go.
    Added(Slot),
}

fn edits<'a>(
    project: &Project,
    swaps: impl Iterator<Item = (Slot, &'a Value, &'a Value)>,
) -> Result<Vec<Edit>, Hindrance> {
    let mut last: BTreeMap<Slot, &Value> = BTreeMap::new();
    let mut edits = Vec::new();
    for (slot, expected, value) in swaps {
        // Only the first swap of a slot meets the project as it is; later ones meet the earlier swap.
        if last.insert(slot, value).is_none() {
            if project.conflicts().contains_key(&slot) {
                return Err(Hindrance::Disputed(slot));
            }
            if project.value(&slot) != *expected {
                return Err(Hindrance::Changed(slot));
            }
        }
        edits.push(Edit { slot, value: value.clone() });
    }
    // A record that would lose all that the step gave it, and keep what somebody else did.
    let filled: BTreeSet<Id> =
        last.iter().filter(|(_, value)| ***value != Value::Nothing).map(|(slot, _)| slot.record).collect();
    let emptied: BTreeSet<Id> =
        last.keys().map(|slot| slot.record).filter(|id| *id != Id::ARTICLE && !filled.contains(id)).collect();
    for id in emptied {
        let was_made = last.range(Slot { record: id, field: "" }..).take_while(|(slot, _)| slot.record == id);
        let is_making = was_made.clone().any(|(slot, _)| slot.field == "created");
        let added = project.filled(id).into_iter().find(|(slot, _)| !last.contains_key(slot));
        if let (true, Some((slot, _))) = (is_making, added) {
            return Err(Hindrance::Added(slot));
        }
    }
    Ok(edits)
}

/// Two stacks of steps.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    sealed: bool,
}

impl History {
    /// Remembers a step. Commits to one text slot join the step before, until [`History::seal`].
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        if !self.sealed
            && let (Some(last), [change]) = (self.done.last_mut(), step.changes.as_slice())
            && last.label == step.label
            && !step.settles
            && let [earlier] = last.changes.as_mut_slice()
            && earlier.slot == change.slot
            && earlier.after == change.before
        {
            earlier.after = change.after.clone();
            if earlier.before == earlier.after {
                // Typed and taken back within the field: nothing is left to undo.
                self.done.pop();
                self.sealed = true;
            }
            return;
        }
        self.sealed = false;
        self.done.push(step);
    }

    /// Ends the joining of commits: the next step stands for itself.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// Forgets every change of a slot: nothing that is undone or redone touches it any more.
    pub fn forget(&mut self, slot: Slot) {
        for steps in [&mut self.done, &mut self.undone] {
            for step in steps.iter_mut() {
                step.changes.retain(|change| change.slot != slot);
            }
            steps.retain(|step| !step.changes.is_empty());
        }
        self.sealed = true;
    }

    /// Forgets the words of a text that was removed for good: whatever brings its slot back brings no words back.
    pub fn blank(&mut self, sha256: &str) {
        let steps = self.done.iter_mut().chain(&mut self.undone);
        for change in steps.flat_map(|step| &mut step.changes) {
            for value in [&mut change.before, &mut change.after] {
                if let Value::Prose(text) = value
                    && text.sha256() == sha256
                {
                    *text = Prose::missing(sha256);
                }
            }
        }
    }

    /// Lists the SHA-256 of every file and text that a step could bring back.
    pub fn files(&self) -> BTreeSet<String> {
        let changes = self.done.iter().chain(&self.undone).flat_map(|step| &step.changes);
        let values = changes.flat_map(|change| [&change.before, &change.after]);
        let hash = |value: &Value| match value {
            Value::File(file) => Some(file.sha256.clone()),
            Value::Prose(text) => Some(text.sha256().to_owned()),
            _ => None,
        };
        values.filter_map(hash).collect()
    }

    /// Returns the step that undo would take back.
    pub fn next_undo(&self) -> Option<&Step> {
        self.done.last()
    }

    /// Returns the step that redo would do again.
    pub fn next_redo(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// Moves the newest step over to the undone ones.
    pub fn note_undone(&mut self) {
        self.undone.extend(self.done.pop());
        self.sealed = true;
    }

    /// Forgets the newest step, which cannot be taken back any more.
    pub fn pass_over(&mut self) {
        self.done.pop();
        self.sealed = true;
    }

    /// Moves the newest undone step back.
    pub fn note_redone(&mut self) {
        self.done.extend(self.undone.pop());
        self.sealed = true;
    }
}
