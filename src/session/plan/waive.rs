//! Setting findings aside with a reason, and taking that back: one step, however many they are. Knows no rule.

use std::collections::BTreeMap;

use super::record::erase;
use super::{View, created};
use crate::check;
use crate::model::{Edit, Id, Table};
use crate::session::{Context, Refusal, Transaction};
use crate::text::counted;

/// Sets findings aside, each given by its rule and what it is about; an empty reason takes their waivers back.
pub(super) fn waive(
    view: &View<'_>,
    mut findings: Vec<(String, String)>,
    reason: &str,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    if findings.iter().any(|(rule, _)| !check::is_waivable(rule)) {
        return Err(Refusal::new(
            "A conflict is settled, not set aside: look at both versions and keep one of them.",
        ));
    }
    findings.sort_unstable();
    findings.dedup();
    let waivers = view.project.waivers().iter();
    let standing: BTreeMap<(&str, &str), Id> =
        waivers.map(|(id, waiver)| ((waiver.rule.as_str(), waiver.subject.as_str()), *id)).collect();
    let there =
        |(rule, subject): &(String, String)| standing.get(&(rule.as_str(), subject.as_str())).copied();
    if reason.trim().is_empty() {
        let ids: Vec<Id> = findings.iter().filter_map(there).collect();
        let label = match ids.len() {
            0 => return Err(Refusal::new("Say why it is published so: a waiver needs a reason.")),
            1 => "take waiver back".to_owned(),
            count => format!("take {count} waivers back"),
        };
        let edits = ids.into_iter().flat_map(|id| erase(view, id)).collect();
        return Ok(Transaction { label, edits, focus: None });
    }
    if findings.is_empty() {
        return Err(Refusal::new("There is no finding to set aside."));
    }
    let label = match findings.len() {
        1 => "waive finding".to_owned(),
        count => format!("waive {}", counted(count, "finding", "findings")),
    };
    let mut edits = Vec::with_capacity(findings.len() * 4);
    for finding in findings {
        let id = there(&finding).unwrap_or_else(|| context.id(Table::Waiver));
        let (rule, subject) = finding;
        edits.push(created(id, context));
        edits.push(Edit::new(id, "rule", rule));
        edits.push(Edit::new(id, "subject", subject));
        edits.push(Edit::new(id, "reason", reason.trim().to_owned()));
    }
    Ok(Transaction { label, edits, focus: None })
}
