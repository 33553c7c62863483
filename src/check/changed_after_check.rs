//! The words under a mark, or the evidence, have changed since a record was checked. Knows what a status was set on, not
//! what the words mean.

use super::{Check, Finding, Ground, listed, rule};
use crate::model::basis::{digest, shifts};
use crate::model::sign_off::since::draft_of;
use crate::model::{Anchoring, Id, Status};

rule! {
    ChangedAfterCheck, "changed-after-check", "B03", "Changed after it was checked", Blocking;
    what_it_finds: "A claim, quotation or allegation whose status was set on an earlier draft, while its words stand otherwise in \
        the current one or are gone; or one whose marked words or evidence (source, place, excerpt, stance, calculation, the \
        source’s file or text) were changed after it. What is filled in or added in support later is no change.",
    why_it_matters: "What was confirmed is not what will be printed, or rests on something else than what was looked at. A word that \
        an edit slipped in after the check is the one that nobody has looked at.",
    example: "He [claim confirmed evidence=p.4 reworded=changed: took bribes] in May.",
    mended: "He [claim confirmed evidence=p.4: took bribes] in May.",
    what_to_do: "Check the words as they stand now, and set the status anew; a mark whose words are gone is moved or deleted.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let project = ground.project;
    let draft = draft_of(project);
    let status = |id: Id| -> Option<&Status> {
        project
            .claims()
            .get(&id)
            .and_then(|row| row.status.as_ref())
            .or_else(|| project.quotations().get(&id).and_then(|row| row.status.as_ref()))
            .or_else(|| project.allegations().get(&id).and_then(|row| row.status.as_ref()))
    };
    let records =
        project.claims().keys().chain(project.quotations().keys()).chain(project.allegations().keys());
    let changed = |id: &Id| {
        let status = status(*id)?;
        let is_settled = !ground.vocabulary.meaning_of_status(Some(status)).is_open();
        if !is_settled {
            return None;
        }
        let label = ground.vocabulary.status(&status.id).map_or(status.id.as_str(), |row| &row.label);
        let label = label.to_lowercase();
        let words = ground.words(*id);
        let targets = ground.outline.mentions(*id).iter().filter_map(|mark| project.target(*mark));
        let state = targets
            .map(|target| target.state)
            .find(|state| !matches!(state, Anchoring::Intact | Anchoring::Moved))
            .filter(|_| status.draft != draft);
        let became = match state {
            Some(Anchoring::Lost) => "its words are no longer in the text",
            Some(Anchoring::Ambiguous) => "its words now stand in several places",
            Some(_) => "its words have changed since",
            None => "",
        };
        let shifted = shifts(project, ground.outline, ground.vocabulary, *id, &status.basis);
        let shifted: Vec<String> = shifted.iter().map(|shift| shift.told().to_owned()).collect();
        let message = match (became.is_empty(), shifted.is_empty()) {
            (true, true) => return None,
            (false, true) => format!("“{words}” was set to “{label}” on an earlier draft, and {became}."),
            (true, false) => format!("“{words}” was set to “{label}”; since then {}.", listed(&shifted)),
            (false, false) => format!(
                "“{words}” was set to “{label}” on an earlier draft, and {became}; besides, {}.",
                listed(&shifted)
            ),
        };
        // What is waived is this change, and no later one.
        let subject = format!("{id} {}", digest(project, ground.outline, *id, became));
        Some(Finding { subject, ..Finding::on_record(rule, ground, *id, message) })
    };
    records.filter_map(changed).collect()
}
