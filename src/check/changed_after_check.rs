//! The words under a mark have changed since its record was checked. Knows on which text a status was set, not what
//! the words mean.

use super::{Check, Finding, Ground, rule};
use crate::model::sign_off::since::draft_of;
use crate::model::{Anchoring, Id, Status};

rule! {
    ChangedAfterCheck, "changed-after-check", "B03", "Changed after it was checked", Blocking;
    what_it_finds: "A claim, quotation or allegation whose status was set on an earlier draft, while its words stand otherwise in \
        the current one or are gone.",
    why_it_matters: "What was confirmed is not what will be printed. A word that an edit slipped in after the check is the one that \
        nobody has looked at.",
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
        if status.draft == draft || !is_settled {
            return None;
        }
        let state = ground
            .outline
            .mentions(*id)
            .iter()
            .filter_map(|mark| project.target(*mark))
            .map(|target| target.state)
            .find(|state| !matches!(state, Anchoring::Intact | Anchoring::Moved))?;
        let label = ground.vocabulary.status(&status.id).map_or(status.id.as_str(), |row| &row.label);
        let became = match state {
            Anchoring::Lost => "its words are no longer in the text",
            Anchoring::Ambiguous => "its words now stand in several places",
            _ => "its words have changed since",
        };
        let message = format!(
            "“{}” was set to “{}” on an earlier draft, and {became}.",
            ground.words(*id),
            label.to_lowercase()
        );
        Some(Finding::on_record(rule, ground, *id, message))
    };
    records.filter_map(changed).collect()
}
