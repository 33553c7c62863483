//! Two people changed one thing without having seen one another. Knows who wrote what, not who is right.

use super::{Check, Finding, Ground, listed, rule};
use crate::model::{Conflict, Id, Table, Version};

rule! {
    ConflictingChanges, "conflicting-changes", "B20", "Conflicting changes", Blocking;
    what_it_finds: "A field that two people changed without having seen one another, and a record that one deleted while \
        somebody else worked on it.",
    why_it_matters: "Both versions are kept, but only one of them is shown and goes into a report. Until somebody has looked \
        at both, what is published is what chance put first.",
    example: "He [claim confirmed evidence=p.4 conflict=note: took bribes] in May.",
    mended: "He [claim confirmed evidence=p.4: took bribes] in May.",
    what_to_do: "Look at both versions where they stand, and keep one of them. This finding cannot be set aside.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let project = ground.project;
    let name = |id: Id| match id.table() {
        // What is found goes into reports.
        Table::Source if ground.is_sealed(id) => "sealed".to_owned(),
        Table::Item => {
            let row = project.items().get(&id).map_or("", |item| item.row.as_str());
            ground.vocabulary.question(row).map_or(row, |question| &question.label).to_owned()
        }
        _ => project.name_of(id),
    };
    let finding = |conflict: Conflict| {
        let what = conflict.name(project, ground.outline, name);
        let message = match conflict {
            Conflict::Value(slot) => {
                let versions = project.conflicts().get(&slot).map_or(&[][..], Vec::as_slice);
                format!("Conflict: {what}. {}.", told(versions, "changed it"))
            }
            Conflict::Deletion(id) => {
                let contest = project.contest(id);
                let who = contest.deleted.map_or_else(|| "Somebody".to_owned(), |stamp| named(&stamp.by));
                format!("Conflict: {what}. {who} deleted it while somebody else worked on it.")
            }
        };
        let record = conflict.record();
        let evidence = project.evidence().get(&record).and_then(|evidence| evidence.record);
        let mut finding = Finding::on_record(rule, ground, evidence.unwrap_or(record), message);
        if record.table() == Table::Annotation {
            let place = ground.outline.placed(record).filter(|place| place.span.of(project.text()).is_some());
            (finding.annotation, finding.range) = (Some(record), place.map(|place| place.span));
        }
        let subject = format!("{record} {}", conflict.slot().field);
        subject.trim_end().clone_into(&mut finding.subject);
        finding.conflict = Some(conflict);
        finding
    };
    project.open_conflicts().into_iter().map(finding).collect()
}

/// Says who wrote versions that had not seen one another.
fn told(versions: &[Version], did: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    for stamp in versions.iter().filter_map(|version| version.by.as_ref()) {
        if !names.contains(&named(&stamp.by)) {
            names.push(named(&stamp.by));
        }
    }
    match names.as_slice() {
        [] => format!("Two people {did} without having seen one another"),
        [one] => format!("{one} {did} in two places at once"),
        names => format!("{} {did} without having seen one another", listed(names)),
    }
}

fn named(name: &str) -> String {
    if name.trim().is_empty() { "somebody".to_owned() } else { name.trim().to_owned() }
}
