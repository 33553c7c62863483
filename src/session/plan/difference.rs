//! The project as it was at another point, in one step that can be undone: the edits are the difference.
//!
//! Sealed slots are left as they are: what was purged never comes back by this road, and what is sealed now stays. So is
//! what tells of a file that was removed for good.

use std::collections::BTreeSet;

use super::{Plan, View, record};
use crate::model::{Edit, Id, Project, Slot, Table, Transaction, Value, Widget};
use crate::session::Refusal;

/// How much tells two states of a project apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// How many fields.
    pub fields: usize,
    /// How many records of each table, in the order of files.
    pub records: Vec<(Table, usize)>,
}

impl Difference {
    /// Counts what would change if a project became like another state of it.
    pub fn between(now: &Project, other: &Project) -> Self {
        let edits = edits(now, other);
        let ids: BTreeSet<Id> = edits.iter().map(|edit| edit.slot.record).collect();
        let count = |table: Table| ids.iter().filter(|id| id.table() == table).count();
        let records = Table::ALL.into_iter().map(|table| (table, count(table)));
        Self { fields: edits.len(), records: records.filter(|(_, count)| *count > 0).collect() }
    }
}

pub(super) fn become_other(
    view: &View<'_>,
    other: &Project,
    from: Option<&Project>,
    label: String,
) -> Result<Plan, Refusal> {
    if other.draft_id().is_none() && view.project.draft_id().is_some() {
        return Err(Refusal::new("There was no article in the project then. Choose a later point."));
    }
    let mut edits = edits(view.project, other);
    if let Some(from) = from {
        let meant: BTreeSet<Slot> = self::edits(from, other).into_iter().map(|edit| edit.slot).collect();
        edits.retain(|edit| meant.contains(&edit.slot));
    }
    if edits.is_empty() {
        return Err(Refusal::new("Nothing would change: the project is like that already."));
    }
    let said = record::left_sealed(view, &edits);
    Ok(Plan { transaction: Transaction { label, edits, focus: None }, said, ..Plan::default() })
}

/// Lists the edits that make a project like another one, but for its sealed slots.
fn edits(now: &Project, other: &Project) -> Vec<Edit> {
    let settles = |slot: &Slot| now.conflicts().contains_key(slot) && !other.conflicts().contains_key(slot);
    let mut ids: BTreeSet<Id> = now.differing(other).into_iter().collect();
    ids.extend(now.conflicts().keys().filter(|slot| settles(slot)).map(|slot| slot.record));
    let mut edits = Vec::new();
    for id in ids {
        // A record that goes takes its sealed slots along, as it does when it is deleted.
        let goes = !other.has(id);
        let tells_of_removal = now.sources().get(&id).is_some_and(|source| !source.removal.is_empty());
        for field in id.table().fields().iter().filter(|field| goes || field.widget != Widget::Sealed) {
            let slot = Slot { record: id, field: field.name };
            if !goes && tells_of_removal && matches!(field.name, "removed" | "removal") {
                continue;
            }
            let value = if goes { Value::Nothing } else { other.value(&slot) };
            if settles(&slot) || now.value(&slot) != value {
                edits.push(Edit { slot, value });
            }
        }
    }
    edits
}
