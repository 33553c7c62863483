//! A source's file and its own text: kept, replaced, removed for good.
//!
//! Plans what the records say; the files themselves are the store's.

use std::collections::BTreeSet;

use super::{Plan, View, missing, record, stamp};
use crate::model::{
    Anchoring, Edit, FileRef, Id, Passage, Prose, Slot, Source, Stamp, Table, Transaction, Value,
};
use crate::session::{Context, Refusal, holding};

pub(super) fn keep_file(
    view: &View<'_>,
    id: Id,
    file: FileRef,
    text: Option<Prose>,
) -> Result<Plan, Refusal> {
    let source = source(view, id)?;
    let said = match &source.file {
        Some(there) if there.sha256 == file.sha256 => {
            "It is the same file as before, to the last byte.".to_owned()
        }
        _ => String::new(),
    };
    let taken = std::iter::once(file.sha256.as_str()).chain(text.as_ref().map(Prose::sha256));
    let mut edits = here_again(id, source, &taken.collect());
    edits.push(Edit::new(id, "file", Some(file)));
    edits.extend(text_edits(view, id, text)?);
    Ok(Plan {
        transaction: Transaction { label: "keep file of source".into(), edits, focus: Some(id) },
        said,
        ..Plan::default()
    })
}

pub(super) fn take_text(view: &View<'_>, id: Id, text: Prose) -> Result<Plan, Refusal> {
    let source = source(view, id)?;
    let said = match &source.text {
        Some(there) if there.sha256() == text.sha256() => "The text is the same as before.".to_owned(),
        _ => String::new(),
    };
    let mut edits = here_again(id, source, &BTreeSet::from([text.sha256()]));
    edits.extend(text_edits(view, id, Some(text))?);
    Ok(Plan {
        transaction: Transaction { label: "read text of source".into(), edits, focus: Some(id) },
        said,
        ..Plan::default()
    })
}

fn source<'a>(view: &View<'a>, id: Id) -> Result<&'a Source, Refusal> {
    view.project.sources().get(&id).ok_or_else(|| {
        if id.table() == Table::Source {
            return missing(id);
        }
        Refusal(format!("Only a source has a file and a text of its own, not {}.", id.table().one()))
    })
}

/// Sets the text as any field is set, so that what hangs on it follows.
fn text_edits(view: &View<'_>, id: Id, text: Option<Prose>) -> Result<Vec<Edit>, Refusal> {
    let value = text.map_or(Value::Nothing, Value::Prose);
    let slot = Slot { record: id, field: "text" };
    if view.project.value(&slot) == value {
        // The words may have been missing, though nothing changes.
        return Ok(vec![Edit { slot, value }]);
    }
    Ok(record::set(view, slot, value)?.edits)
}

/// What was removed from a source once and is given to it anew counts as removed no longer.
fn here_again(id: Id, source: &Source, taken: &BTreeSet<&str>) -> Vec<Edit> {
    let rest: Vec<&str> = holding::hashes(&source.removal).filter(|hash| !taken.contains(hash)).collect();
    if rest.len() == holding::hashes(&source.removal).count() {
        return Vec::new();
    }
    if rest.is_empty() {
        return vec![Edit::new(id, "removed", None::<Stamp>), Edit::new(id, "removal", String::new())];
    }
    vec![Edit::new(id, "removal", holding::noted(holding::reason(&source.removal), rest))]
}

pub(super) fn remove_file(
    view: &View<'_>,
    id: Id,
    reason: &str,
    context: &mut dyn Context,
) -> Result<Plan, Refusal> {
    let source = source(view, id)?;
    let slot = |field| Slot { record: id, field };
    if ["file", "text"].iter().any(|field| view.project.conflicts().contains_key(&slot(field))) {
        return Err(Refusal::new(
            "Two people have given this source different files. Settle that first: keep one of them, then remove it.",
        ));
    }
    let file = source.file.as_ref().map(|file| file.sha256.as_str());
    let text = source.text.as_ref().map(Prose::sha256);
    let before = holding::removed_from(view.project, id);
    let going: Vec<&str> = file.into_iter().chain(text).filter(|hash| !before.contains(*hash)).collect();
    if going.is_empty() {
        let why =
            if before.is_empty() { "This source has no file." } else { "Its file was removed already." };
        return Err(Refusal(format!("{why} There is nothing to remove.")));
    }
    let all = going.iter().copied().chain(before.iter().map(String::as_str));
    let mut edits = vec![
        Edit::new(id, "removed", Some(stamp(context))),
        Edit::new(id, "removal", holding::noted(reason, all)),
    ];
    let stays = |hash: &str| holding::other_holders(view.project, id, hash);
    let blanks: Vec<String> =
        text.into_iter().filter(|text| stays(text).is_empty()).map(str::to_owned).collect();
    for blank in &blanks {
        for (other, source) in view.project.sources() {
            if source.text.as_ref().is_some_and(|text| text.sha256() == blank) {
                edits.push(Edit::new(*other, "text", Some(Prose::missing(blank))));
            }
        }
    }
    edits.extend(view.outline.uses(id).iter().filter_map(|evidence| {
        let passage = view.project.evidence().get(evidence)?.passage.as_ref()?;
        Some(Edit::new(*evidence, "passage", Some(bereft(passage))))
    }));
    let name = source.file.as_ref().map_or("", |file| file.name.as_str());
    let label = match (file, name) {
        (None, _) => "remove text of source for good".to_owned(),
        (Some(_), "") => "remove file of source for good".to_owned(),
        (Some(_), name) => format!("remove file “{name}” of source for good"),
    };
    let others: BTreeSet<Id> = going.iter().flat_map(|hash| stays(hash)).collect();
    let said = still_held(view, &others);
    Ok(Plan { transaction: Transaction { label, edits, focus: Some(id) }, said, blanks, ..Plan::default() })
}

/// An excerpt stays without the words round it: those were the file's alone.
fn bereft(passage: &Passage) -> Passage {
    let mut bereft = passage.clone();
    bereft.target.prefix.clear();
    bereft.target.suffix.clear();
    bereft.target.state = Anchoring::Lost;
    bereft
}

/// Says which other sources hold the same, so that it stays for them.
fn still_held(view: &View<'_>, others: &BTreeSet<Id>) -> String {
    if others.is_empty() {
        return String::new();
    }
    let names: Vec<String> =
        others.iter().map(|id| format!("“{}” ({id})", view.project.name_of(*id))).collect();
    format!("The same bytes stay in the project for {}. Remove them there too.", names.join(", "))
}
