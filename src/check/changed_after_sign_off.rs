//! Something has changed since the article was signed off. Knows what the sign-off was bound to, not who may sign off.

use super::{Check, Finding, Ground, listed, rule};
use crate::model::conflict::signed;
use crate::model::draft::sha256;
use crate::model::sign_off::since::{Altered, Present};
use crate::model::{Id, Stamp};
use crate::text::counted;

rule! {
    ChangedAfterSignOff, "changed-after-sign-off", "B21", "Changed since sign-off", Blocking;
    what_it_finds: "A sign-off that counts, and after which the text, a status or anything else that is recorded was changed, \
        added or deleted.",
    why_it_matters: "Whoever signed off has read one text and one set of statuses. What came later has been seen by nobody who \
        answers for it.",
    example: "He [claim confirmed evidence=p.4: took bribes] in [nocheck signed=editor note=seen: May].",
    mended: "He [claim confirmed evidence=p.4: took bribes] in [nocheck note=seen signed=editor: May].",
    what_to_do: "Look through the list of what has changed, and have it signed off anew or withdraw the sign-off.",
}

/// A message names so many changes.
const MOST: usize = 3;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let project = ground.project;
    let standing = project.standing_sign_offs();
    if standing.is_empty() {
        return Vec::new();
    }
    let present = Present::of(project, ground.vocabulary);
    let finding = |id: Id| {
        let row = &project.sign_offs()[&id];
        let changes = present.since(row, ground.outline);
        let first = changes.iter().find_map(|change| change.lead).or(changes.first().map(|_| Id::ARTICLE))?;
        let told: Vec<String> =
            changes.iter().map(|change| change.told(ground.outline, ground.vocabulary)).collect();
        let more = told.len().saturating_sub(MOST);
        let mut shown: Vec<String> = told.iter().take(MOST).cloned().collect();
        if more > 0 {
            shown.push(format!("{more} more"));
        }
        let office = ground.vocabulary.label("sign_off_role", &row.role).to_lowercase();
        let at = row.created.as_ref().map(|stamp| stamp.at).unwrap_or_default();
        let stamp = Stamp { by: row.person.clone(), at };
        let message = format!(
            "{} since the sign-off as {office} by {}: {}.",
            counted(told.len(), "change", "changes"),
            signed(&stamp),
            listed(&shown)
        );
        let mut finding = Finding::on_record(rule, ground, first, message);
        if first.table() == crate::model::Table::Annotation {
            let place = ground.outline.placed(first).filter(|place| place.span.of(project.text()).is_some());
            (finding.annotation, finding.range) = (Some(first), place.map(|place| place.span));
        }
        // What is waived is this list, and no longer one.
        let mut list = sha256(told.join("\n").as_bytes());
        list.truncate(12);
        finding.subject = format!("{id} {list}");
        if changes.iter().any(|change| change.what == Altered::Text) {
            finding.record = Some(Id::ARTICLE);
        }
        Some(finding)
    };
    standing.into_iter().filter_map(finding).collect()
}
