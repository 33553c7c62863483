//! The files that records name: which of them are lost, and what the records say then.

use std::path::Path;

use super::super::hash::Sha256;
use super::super::opening::{EVIDENCE, ORIGINALS, text_place};
use super::super::vfs::{Kind, Vfs};
use super::super::{StoreError, blob, desk, pack};
use crate::model::{Edit, FileRef, Id, Project, Prose, Slot, Table, Value};
use crate::session::holding;

/// A file that is missing or damaged.
pub(super) struct Lost {
    /// Where it stood.
    pub place: String,
    /// What the record says from now on.
    pub edits: Vec<Edit>,
    /// What is told of it.
    pub said: String,
}

/// Lists the files that records name and that are not there whole.
pub(super) fn lost(vfs: &dyn Vfs, from: &Path, project: &Project) -> Result<Vec<Lost>, StoreError> {
    let withheld: Vec<String> =
        pack::withheld(project, &desk::vocabulary_of(vfs, from)).iter().map(ToString::to_string).collect();
    let mut lost = Vec::new();
    let originals = project.drafts().iter();
    let originals =
        originals.filter_map(|(id, draft)| Some((*id, "original", ORIGINALS, draft.original.as_ref()?)));
    let evidence = project.sources().iter();
    let evidence = evidence.filter_map(|(id, source)| Some((*id, "file", EVIDENCE, source.file.as_ref()?)));
    let removed = holding::removed(project);
    for (id, source) in project.sources() {
        let Some(text) = source.text.as_ref().filter(|text| text.is_missing()) else { continue };
        let place = text_place(text.sha256());
        if !withheld.contains(&place) && !removed.contains(text.sha256()) {
            let edits = vec![Edit { slot: Slot { record: *id, field: "text" }, value: Value::Nothing }];
            let said =
                format!("Source {id}: its text is missing or damaged. It can be read again from its file.");
            lost.push(Lost { place, edits, said });
        }
    }
    for (record, field, within, file) in originals.chain(evidence) {
        if record.table() == Table::Source && removed.contains(&file.sha256) {
            continue;
        }
        let place = format!("{within}/{}.{}", file.sha256, file.extension);
        let found = vfs.look(&from.join(&place))?;
        let is_file = found.is_some_and(|found| found.kind == Kind::File);
        if !is_file && withheld.contains(&place) {
            continue;
        }
        let is_whole = is_file
            && blob::hash_of(vfs, &from.join(&place)).is_ok_and(|hash| hash.to_string() == file.sha256);
        if !is_whole {
            let what = if is_file { "damaged" } else { "missing" };
            lost.push(told(project, record, field, file, place, what));
        }
    }
    Ok(lost)
}

fn told(
    project: &Project,
    record: Id,
    field: &'static str,
    file: &FileRef,
    place: String,
    what: &str,
) -> Lost {
    let words = format!("The file “{}” (SHA-256 {}) is {what}.", file.name, file.sha256);
    let mut edits = vec![Edit { slot: Slot { record, field }, value: Value::Nothing }];
    if record.table() == Table::Source {
        let note = project.text_of(record, "note");
        let note = if note.is_empty() { words.clone() } else { format!("{note}\n{words}") };
        edits.push(Edit { slot: Slot { record, field: "note" }, value: Value::Text(note) });
    }
    let said = format!("{} {record}: {words} The record says so.", record.table().noun());
    Lost { place, edits, said: crate::model::words::capital(&said) }
}

/// Makes the texts of drafts what they are now: a damaged one gets a hash of its own.
pub(super) fn texts_as_they_are(project: &Project) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (id, draft) in project.drafts() {
        let Some(text) = &draft.text else { continue };
        if Sha256::of(text.as_str().as_bytes()).to_string() != text.sha256() {
            let text = Value::Prose(Prose::new(text.shared()));
            edits.push(Edit { slot: Slot { record: *id, field: "text" }, value: text });
        }
    }
    edits
}

/// Puts those of our lines that are missing below what people have written.
pub(super) fn with_our_lines(theirs: &str, ours: &str) -> String {
    let mut text = theirs.replace("\r\n", "\n");
    if text.is_empty() {
        return ours.to_owned();
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let missing: Vec<&str> = ours.lines().filter(|line| !text.lines().any(|there| there == *line)).collect();
    for line in missing {
        text.push_str(line);
        text.push('\n');
    }
    text
}
