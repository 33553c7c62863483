//! What two people changed without having seen one another, as commands list it: each version with its number, by which
//! `redpencil set --keep` keeps it.

use std::fmt::Write as _;

use crate::model::conflict::signed;
use crate::model::{Conflict, Id, Item, Outline, Project, Slot, Table, Version, Vocabulary};

/// What stands for a field where whether the record stays is what has to be settled.
pub(super) const RECORD: &str = "record";

/// Lists every conflict with its versions; nothing where there is none.
pub(super) fn listed(project: &Project, outline: &Outline, vocabulary: &Vocabulary) -> String {
    let mut out = String::new();
    let conflicts = project.open_conflicts();
    if conflicts.is_empty() {
        return out;
    }
    out.push_str("\nConflicts: two people changed these without having seen one another\n");
    for conflict in &conflicts {
        let Slot { record, field } = conflict.slot();
        let field = if field.is_empty() { RECORD } else { field };
        let name = conflict.name(project, outline, |id| name_of(project, vocabulary, id));
        let _ = writeln!(out, "  {record}  {field:<12} {name}");
        match *conflict {
            Conflict::Value(slot) => {
                let versions = project.conflicts().get(&slot).map_or(&[][..], Vec::as_slice);
                for (at, version) in versions.iter().enumerate() {
                    let _ = writeln!(out, "    {}  {}", at + 1, told(project, vocabulary, slot, version));
                }
            }
            Conflict::Deletion(id) => {
                let contest = project.contest(id);
                let who = contest.deleted.as_ref().map_or_else(|| "somebody".to_owned(), signed);
                let _ = writeln!(out, "    1  It stays: {}", contest.work_in_words(id));
                let _ = writeln!(out, "    2  It is deleted: {who}");
            }
        }
    }
    out.push_str("  “redpencil set PROJECT ID --keep FIELD=NUMBER” keeps one of the versions.\n");
    out
}

fn told(project: &Project, vocabulary: &Vocabulary, slot: Slot, version: &Version) -> String {
    let words = project.words_of_version(&slot, &version.value, vocabulary, |id| project.name_of(id));
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = if words.is_empty() { "(empty)".to_owned() } else { words };
    let who = version.by.as_ref().map_or_else(|| "written earlier".to_owned(), signed);
    format!("{words}  [{who}]")
}

fn name_of(project: &Project, vocabulary: &Vocabulary, id: Id) -> String {
    let question = (id.table() == Table::Item)
        .then(|| vocabulary.checklist.iter().find(|question| Item::id_of(&question.id) == id))
        .flatten();
    question.map_or_else(|| project.name_of(id), |question| question.label.clone())
}
