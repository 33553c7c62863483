//! Answers to the questions of the checklist.

use super::{View, stamp};
use crate::model::{Edit, Id, Item, Stamp, Table, Transaction};
use crate::session::{Context, Refusal};

pub(super) fn answer(
    view: &View<'_>,
    row: &str,
    state: String,
    context: &dyn Context,
) -> Result<Transaction, Refusal> {
    let Some(question) = view.vocabulary.question(row) else {
        let known: Vec<&str> = view.vocabulary.checklist.iter().map(|row| row.id.as_str()).collect();
        return Err(Refusal(format!(
            "The checklist has no question “{row}”. Its questions are: {}.",
            known.join(", ")
        )));
    };
    let Some(choice) = view.vocabulary.row("checklist", &state) else {
        let known: Vec<&str> = view.vocabulary.scale("checklist").iter().map(|row| row.id.as_str()).collect();
        return Err(Refusal(format!("“{state}” is not one of the choices: {}.", known.join(", "))));
    };
    let label = format!("answer “{}”: {}", question.label, choice.label.to_lowercase());
    let id = Item::id_of(row);
    let stands = view.project.items().get(&id);
    let is_settled = !view.project.conflicts().keys().any(|slot| slot.record == id);
    if is_settled && stands.is_some_and(|item| item.state == state) {
        // Who said so first keeps the signature.
        return Ok(Transaction { label, edits: Vec::new(), focus: Some(id) });
    }
    let edits = vec![
        Edit::new(id, "row", row.to_owned()),
        Edit::new(id, "state", state),
        Edit::new(id, "signed", Some::<Stamp>(stamp(context))),
    ];
    Ok(Transaction { label, edits, focus: Some(id) })
}

/// Returns the edit that makes the answer to a question, where the id is that of a question.
pub(super) fn begun(view: &View<'_>, id: Id) -> Option<Edit> {
    if id.table() != Table::Item {
        return None;
    }
    let question = view.vocabulary.checklist.iter().find(|question| Item::id_of(&question.id) == id)?;
    Some(Edit::new(id, "row", question.id.clone()))
}
