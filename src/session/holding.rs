//! The files and texts that sources hold, and which of them were removed for good.
//!
//! What was removed is told by the records alone: a source names its file still, with who removed it and when, and its
//! reason lists the SHA-256 of all that went. So whoever joins, copies or opens the project knows what must be gone.
//!
//! *Invariant:* what another source holds and has not removed is removed from nowhere.

use std::collections::BTreeSet;

use crate::model::{Id, Project, Slot, Source, Value};

/// Stands before the hashes at the end of a reason.
const MARK: &str = "[SHA-256 ";

/// Writes the reason for a removal with the SHA-256 of what was removed.
pub fn noted<'a>(reason: &str, hashes: impl IntoIterator<Item = &'a str>) -> String {
    let reason: Vec<&str> = reason.split_whitespace().collect();
    let hashes: BTreeSet<&str> = hashes.into_iter().collect();
    if hashes.is_empty() {
        return reason.join(" ");
    }
    let list = format!("{MARK}{}]", hashes.into_iter().collect::<Vec<_>>().join(" "));
    if reason.is_empty() { list } else { format!("{} {list}", reason.join(" ")) }
}

/// Returns the reason alone, as somebody gave it.
pub fn reason(removal: &str) -> &str {
    parts(removal).0
}

/// Lists the SHA-256 of what was removed for a reason.
pub fn hashes(removal: &str) -> impl Iterator<Item = &str> {
    parts(removal).1.split(' ').filter(|hash| is_hash(hash))
}

fn parts(removal: &str) -> (&str, &str) {
    let listed = removal.strip_suffix(']').and_then(|rest| rest.rsplit_once(MARK));
    listed.map_or((removal.trim(), ""), |(reason, hashes)| (reason.trim_end(), hashes))
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Lists the SHA-256 of every file and text that was removed from the project for good.
pub fn removed(project: &Project) -> BTreeSet<String> {
    let mut removed = BTreeSet::new();
    for id in removing(project) {
        removed.extend(listed(project, id));
    }
    if removed.is_empty() {
        return removed;
    }
    for (id, sha256) in held(project) {
        if removed.contains(&sha256) && !listed(project, id).contains(&sha256) {
            removed.remove(&sha256);
        }
    }
    removed
}

/// Tells whether the file that a source names was removed from it for good.
pub fn has_lost_file(source: &Source) -> bool {
    source.file.as_ref().is_some_and(|file| hashes(&source.removal).any(|hash| hash == file.sha256))
}

/// Lists the SHA-256 of what was removed from one source.
pub fn removed_from(project: &Project, source: Id) -> BTreeSet<String> {
    listed(project, source)
}

/// Lists the other sources that hold a file or a text and have not removed it.
pub fn other_holders(project: &Project, source: Id, sha256: &str) -> Vec<Id> {
    let holders = held(project).into_iter().filter(|(id, held)| *id != source && held == sha256);
    let holders: BTreeSet<Id> = holders.map(|(id, _)| id).collect();
    holders.into_iter().filter(|id| !listed(project, *id).contains(sha256)).collect()
}

/// Lists every source with the SHA-256 of each file and text that it holds, those in a conflict included.
pub fn held(project: &Project) -> Vec<(Id, String)> {
    let mut held = Vec::new();
    for (id, source) in project.sources() {
        held.extend(source.file.as_ref().map(|file| (*id, file.sha256.clone())));
        held.extend(source.text.as_ref().map(|text| (*id, text.sha256().to_owned())));
    }
    for (slot, versions) in project.conflicts() {
        for version in versions {
            match &version.value {
                Value::File(file) if project.sources().contains_key(&slot.record) => {
                    held.push((slot.record, file.sha256.clone()));
                }
                Value::Prose(text) if project.sources().contains_key(&slot.record) => {
                    held.push((slot.record, text.sha256().to_owned()));
                }
                _ => {}
            }
        }
    }
    held
}

fn removing(project: &Project) -> impl Iterator<Item = Id> {
    project.sources().iter().filter(|(_, source)| !source.removal.is_empty()).map(|(id, _)| *id)
}

fn listed(project: &Project, source: Id) -> BTreeSet<String> {
    let Some(record) = project.sources().get(&source) else { return BTreeSet::new() };
    let mut listed: BTreeSet<String> = hashes(&record.removal).map(str::to_owned).collect();
    let slot = Slot { record: source, field: "removal" };
    for version in project.conflicts().get(&slot).into_iter().flatten() {
        if let Value::Text(removal) = &version.value {
            listed.extend(hashes(removal).map(str::to_owned));
        }
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, FileRef, Prose, Table};

    fn file(number: u8) -> FileRef {
        FileRef { sha256: format!("{number:064}"), extension: "pdf".into(), ..FileRef::default() }
    }

    fn source(number: u64) -> Id {
        Id::new(Table::Source, number)
    }

    #[test]
    fn a_reason_and_what_it_lists_are_told_apart() {
        let (one, other) = (file(1).sha256, file(2).sha256);
        let removal = noted("Consent was\nwithdrawn [twice]", [other.as_str(), one.as_str()]);
        assert_eq!(removal, format!("Consent was withdrawn [twice] [SHA-256 {one} {other}]"));
        assert_eq!(reason(&removal), "Consent was withdrawn [twice]");
        assert_eq!(hashes(&removal).collect::<Vec<_>>(), [one.as_str(), other.as_str()]);
        assert_eq!(reason(&noted("", [one.as_str()])), "");
        assert_eq!((reason("No longer needed"), hashes("No longer needed").count()), ("No longer needed", 0));
    }

    #[test]
    fn what_another_source_holds_is_not_removed_until_it_is_removed_there_too() {
        let mut project = Project::default();
        for number in [1, 2] {
            project.apply(&[Edit::new(source(number), "file", Some(file(7)))]);
        }
        let removal = noted("Consent withdrawn", [file(7).sha256.as_str()]);
        project.apply(&[Edit::new(source(1), "removal", removal.clone())]);
        assert_eq!(removed(&project), BTreeSet::new());
        assert_eq!(other_holders(&project, source(1), &file(7).sha256), [source(2)]);
        project.apply(&[Edit::new(source(2), "removal", removal)]);
        assert_eq!(removed(&project), BTreeSet::from([file(7).sha256]));
        assert_eq!(other_holders(&project, source(1), &file(7).sha256), []);
    }

    #[test]
    fn another_file_in_the_place_of_the_removed_one_stays() {
        let mut project = Project::default();
        let text = Prose::new("The minutes.");
        project.apply(&[
            Edit::new(source(1), "file", Some(file(8))),
            Edit::new(source(1), "text", Some(text.clone())),
            Edit::new(source(1), "removal", noted("", [file(7).sha256.as_str()])),
        ]);
        assert_eq!(removed(&project), BTreeSet::from([file(7).sha256]));
        assert_eq!(held(&project), [(source(1), file(8).sha256), (source(1), text.sha256().to_owned())]);
    }
}
