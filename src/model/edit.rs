//! The one way to write a project: edits that swap a slot and yield what was there.

pub mod history;

use super::field::Shape;
use super::{Id, Project, Record, Records, Stamp, Table, Value};

/// One field of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The record.
    pub record: Id,
    /// The field's name in its table.
    pub field: &'static str,
}

impl Slot {
    /// Names a slot by a field's name as it stands in a file.
    pub fn named(record: Id, field: &str) -> Option<Self> {
        record.table().field(field).map(|field| Self { record, field: field.name })
    }
}

/// Puts a value into a slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Where.
    pub slot: Slot,
    /// What is to stand there.
    pub value: Value,
}

impl Edit {
    /// Puts a value into a field of a record.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over what they have just made")]
    pub fn new(record: Id, field: &'static str, value: impl Shape) -> Self {
        Self { slot: Slot { record, field }, value: value.to_value() }
    }
}

/// An edit that was done: what stood in the slot before, and what stands there now.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where.
    pub slot: Slot,
    /// What stood there.
    pub before: Value,
    /// What stands there now.
    pub after: Value,
}

/// One of several values that a slot holds at once, from writers who had not seen one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// What this writer put into the slot.
    pub value: Value,
    /// Who wrote it and when; nothing where that is not known.
    pub by: Option<Stamp>,
}

/// What one action does, in words and edits; it is done and undone as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transaction {
    /// What is done, as a menu would say it: "mark claim".
    pub label: String,
    /// The edits in order.
    pub edits: Vec<Edit>,
    /// The record to look at afterwards.
    pub focus: Option<Id>,
}

impl Project {
    /// Does a transaction's edits and returns what changed; a slot that already holds the value is left out.
    pub fn apply(&mut self, edits: &[Edit]) -> Vec<Change> {
        let mut changes = Vec::with_capacity(edits.len());
        for edit in edits {
            let before = self.value(&edit.slot);
            let settles = self.conflicts.contains_key(&edit.slot);
            self.put(edit.slot, edit.value.clone());
            // What the slot holds now, not what was asked for: a value of another shape changes nothing.
            let after = self.value(&edit.slot);
            if settles || before != after {
                changes.push(Change { slot: edit.slot, before, after });
            }
        }
        changes
    }

    /// Fills a project with values as they were saved, without asking what was there before.
    pub fn fill(&mut self, edits: Vec<Edit>) {
        for Edit { slot, value } in edits {
            self.put(slot, value);
        }
    }

    /// Notes that a slot holds several values at once, from writers who had not seen one another.
    ///
    /// The slot shows the first; any later edit of the slot settles the conflict.
    pub fn apply_conflict(&mut self, slot: Slot, versions: Vec<Version>) {
        if let Some(first) = versions.first() {
            self.put(slot, first.value.clone());
        }
        self.conflicts.insert(slot, versions);
    }

    fn put(&mut self, slot: Slot, value: Value) {
        fn write<R: Record>(records: &mut Records<R>, slot: Slot, value: Value) {
            records.write(slot.record, |record| record.put(slot.field, value));
        }
        self.conflicts.remove(&slot);
        match slot.record.table() {
            Table::Article => self.article.put(slot.field, value),
            Table::Draft => write(&mut self.drafts, slot, value),
            Table::Annotation => write(&mut self.annotations, slot, value),
            Table::Claim => write(&mut self.claims, slot, value),
            Table::Quotation => write(&mut self.quotations, slot, value),
            Table::Allegation => write(&mut self.allegations, slot, value),
            Table::Source => write(&mut self.sources, slot, value),
            Table::Evidence => write(&mut self.evidence, slot, value),
            Table::Person => write(&mut self.people, slot, value),
            Table::Attempt => write(&mut self.attempts, slot, value),
            Table::Query => write(&mut self.queries, slot, value),
            Table::Message => write(&mut self.messages, slot, value),
            Table::Waiver => write(&mut self.waivers, slot, value),
            Table::Item => write(&mut self.items, slot, value),
            Table::SignOff => write(&mut self.sign_offs, slot, value),
        }
    }
}
