//! The project as it was at another point, in one step that can be undone: the edits are the difference.
//!
//! Sealed slots are left as they are: what was purged never comes back by this road, and what is sealed now stays.

use std::collections::BTreeSet;

use super::{Plan, View, record};
use crate::model::{Edit, Id, Project, Slot, Transaction, Value, Widget};
use crate::session::Refusal;

pub(super) fn become_other(view: &View<'_>, other: &Project, label: String) -> Result<Plan, Refusal> {
    if other.draft_id().is_none() && view.project.draft_id().is_some() {
        return Err(Refusal::new("There was no article in the project then. Choose a later point."));
    }
    let edits = edits(view.project, other);
    if edits.is_empty() {
        return Err(Refusal::new("Nothing would change: the project is like that already."));
    }
    let said = record::left_sealed(view, &edits);
    Ok(Plan { transaction: Transaction { label, edits, focus: None }, said, sealing: None })
}

/// Lists the edits that make a project like another one, but for its sealed slots.
pub(in crate::session) fn edits(now: &Project, other: &Project) -> Vec<Edit> {
    let settles = |slot: &Slot| now.conflicts().contains_key(slot) && !other.conflicts().contains_key(slot);
    let mut ids: BTreeSet<Id> = now.differing(other).into_iter().collect();
    ids.extend(now.conflicts().keys().filter(|slot| settles(slot)).map(|slot| slot.record));
    let mut edits = Vec::new();
    for id in ids {
        // A record that goes takes its sealed slots along, as it does when it is deleted.
        let goes = !other.has(id);
        for field in id.table().fields().iter().filter(|field| goes || field.widget != Widget::Sealed) {
            let slot = Slot { record: id, field: field.name };
            let value = if goes { Value::Nothing } else { other.value(&slot) };
            if settles(&slot) || now.value(&slot) != value {
                edits.push(Edit { slot, value });
            }
        }
    }
    edits
}
