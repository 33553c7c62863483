//! Settling what two writers did without having seen one another: each slot gets the value that was chosen.

use super::{Plan, View};
use crate::model::{Edit, Slot, Transaction, Value};
use crate::session::Refusal;

pub(super) fn settle(view: &View<'_>, choices: Vec<(Slot, Value)>) -> Result<Plan, Refusal> {
    let open = choices.into_iter().filter(|(slot, _)| view.project.conflicts().contains_key(slot));
    let edits: Vec<Edit> = open.map(|(slot, value)| Edit { slot, value }).collect();
    let Some(first) = edits.first() else {
        return Err(Refusal::new("There is no conflict any more: somebody has settled it meanwhile."));
    };
    let slot = first.slot;
    let label = match slot.record.table().field(slot.field) {
        Some(field) if edits.len() == 1 => format!("settle {}", field.label.to_lowercase()),
        _ => format!("settle {}", slot.record.table().noun()),
    };
    Ok(Plan::from(Transaction { label, edits, focus: Some(slot.record) }))
}
