//! Signing an article off, and taking that back.
//!
//! It is refused while a blocking finding stands that nobody waived: the checks are asked here and now, so that no
//! caller can pass them by.

use super::{View, created, missing, stamp};
use crate::check;
use crate::model::sign_off::Standing;
use crate::model::sign_off::since::draft_of;
use crate::model::sign_off::state::state_of;
use crate::model::{Edit, Id, Table, Transaction};
use crate::session::sign_off::in_the_way;
use crate::session::{Action, Context, Refusal};
use crate::text::counted;

/// A refusal lists so many findings.
const MOST: usize = 8;

pub(super) fn sign_off(
    view: &View<'_>,
    role: String,
    person: &str,
    note: &str,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    let Some(row) = view.vocabulary.row("sign_off_role", &role) else {
        let known: Vec<&str> =
            view.vocabulary.scale("sign_off_role").iter().map(|row| row.id.as_str()).collect();
        return Err(Refusal(format!("“{role}” is not one of the roles: {}.", known.join(", "))));
    };
    let person = person.split_whitespace().collect::<Vec<_>>().join(" ");
    if person.is_empty() {
        return Err(Refusal::new("Say who signs off: a sign-off needs a name."));
    }
    let draft = draft_of(view.project);
    if draft.is_empty() {
        return Err(Refusal::new("There is no text to sign off yet."));
    }
    unhindered(view, context)?;
    let label = format!("sign off as {}", row.label.to_lowercase());
    let id = context.id(Table::SignOff);
    let edits = vec![
        created(id, context),
        Edit::new(id, "role", role),
        Edit::new(id, "person", person),
        Edit::new(id, "note", note.trim().to_owned()),
        Edit::new(id, "draft", draft),
        Edit::new(id, "state", state_of(view.project, view.vocabulary)),
    ];
    Ok(Transaction { label, edits, focus: Some(id) })
}

/// Refuses with the findings that stand in the way.
fn unhindered(view: &View<'_>, context: &dyn Context) -> Result<(), Refusal> {
    let View { project, outline, vocabulary, rulebook } = *view;
    let reading = check::Reading::of(project, rulebook);
    let today = context.today();
    let ground = check::Ground { project, outline, vocabulary, reading: &reading, rulebook, today };
    let findings = check::run(&ground);
    let standing: Vec<&check::Finding> = in_the_way(&findings).collect();
    if standing.is_empty() {
        return Ok(());
    }
    let mut lines: Vec<String> =
        standing.iter().take(MOST).map(|finding| format!("- {}", finding.message)).collect();
    if standing.len() > MOST {
        lines.push(format!("- and {} more", standing.len() - MOST));
    }
    let count = counted(standing.len(), "blocking finding stands", "blocking findings stand");
    Err(Refusal(format!(
        "Not signed off: {count} that nobody has waived. Mend or waive first:\n{}",
        lines.join("\n")
    )))
}

pub(super) fn withdraw(
    view: &View<'_>,
    id: Id,
    reason: &str,
    context: &dyn Context,
) -> Result<Transaction, Refusal> {
    let row = view.project.sign_offs().get(&id).ok_or_else(|| missing(id))?;
    let standing = view.project.sign_offs_in_order().into_iter().find(|(known, _)| *known == id);
    match standing.map(|(_, standing)| standing) {
        Some(Standing::Withdrawn) => return Err(Refusal::new("This sign-off was withdrawn already.")),
        Some(Standing::Replaced) => {
            return Err(Refusal::new("This sign-off counts no more: a newer one has taken its place."));
        }
        _ => {}
    }
    let role = view.vocabulary.label("sign_off_role", &row.role).to_lowercase();
    let edits = vec![
        Edit::new(id, "withdrawn", Some(stamp(context))),
        Edit::new(id, "withdrawal", reason.trim().to_owned()),
    ];
    Ok(Transaction { label: format!("withdraw the sign-off as {role}"), edits, focus: Some(id) })
}

/// Refuses whatever would change a sign-off by another way: it stands as it was given.
pub(super) fn protected(action: &Action) -> Result<(), Refusal> {
    let is_sign_off = |id: &Id| id.table() == Table::SignOff;
    let touches = match action {
        Action::Set { slot, .. } => is_sign_off(&slot.record),
        Action::Delete { id } => is_sign_off(id),
        Action::Create { table, .. } => *table == Table::SignOff,
        Action::SetEach { records, .. } => records.iter().any(is_sign_off),
        Action::DeleteEach { ids } => ids.iter().any(is_sign_off),
        _ => false,
    };
    if touches {
        return Err(Refusal::new(
            "A sign-off stays as it was given. Withdraw it, and sign off anew once all is in order.",
        ));
    }
    Ok(())
}
