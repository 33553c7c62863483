//! The rows of a desk that a project uses and carries in its own file, so that it can be read and checked where the
//! desk's file is missing. They count for less than the desk's own and bring no keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use super::reading::{self, CARRIED, Ground};
use super::terms::{Row, Terms};
use super::tree::{self, Entry, Form};
use super::{FILE, change, lay};
use crate::check::Rulebook;
use crate::model::{Project, Slot, Value, Vocabulary, Widget};
use crate::store::vfs::{self, Vfs};
use crate::store::{StoreError, system, vocabulary};

/// Reads the rows that a project's file carries.
pub(super) fn read(text: &str) -> Terms {
    let tree = tree::read(text);
    let Some(entries) = carried_in(&tree.entries) else { return Terms::default() };
    let (vocabulary, rulebook) = (vocabulary::shipped(), Rulebook::shipped());
    let ground = Ground { vocabulary: &vocabulary, rulebook: &rulebook, is_project: false };
    reading::read(entries, ground).0
}

fn carried_in(entries: &[Entry]) -> Option<&[Entry]> {
    match &entries.iter().find(|entry| entry.name == CARRIED)?.value.form {
        Form::Table(entries) => Some(entries),
        _ => None,
    }
}

/// Returns the words of a project as its own folder has them, without any desk's file.
pub(in crate::store) fn vocabulary_of(vfs: &dyn Vfs, folder: &Path) -> Arc<Vocabulary> {
    let Ok(bytes) = vfs.read(&folder.join(FILE), super::CAP as u64) else { return vocabulary::shipped() };
    let Ok(text) = String::from_utf8(bytes) else { return vocabulary::shipped() };
    let carried = read(&text);
    let (vocabulary, rulebook) = lay(&[&carried]);
    let ground = Ground { vocabulary: &vocabulary, rulebook: &rulebook, is_project: true };
    let (own, ..) = super::sheet(None, &text, ground);
    lay(&[&carried, &own]).0
}

/// Writes the rows of a desk that a project uses into the project's file, where they are not in it yet.
pub(in crate::store) fn carry(
    vfs: &dyn Vfs,
    folder: &Path,
    project: &Project,
    desk: &Terms,
) -> Result<(), StoreError> {
    if !desk.has_rows() {
        return Ok(());
    }
    let path = folder.join(FILE);
    let there = vfs.look(&path)?;
    let text = match there {
        Some(_) => String::from_utf8(vfs.read(&path, super::CAP as u64)?).ok(),
        None => Some(change::template(super::Whose::Project)),
    };
    // What somebody is mending by hand is left alone; the rows come in when it can be read.
    let Some(text) = text.filter(|text| tree::read(text).flaws.is_empty()) else { return Ok(()) };
    let before = read(&text);
    let wanted = used(project, &before.clone().under(&without_keys(desk)));
    if wanted == before {
        return Ok(());
    }
    let value = format!("(\n{}    )", wanted.rows_written(8));
    let value = wanted.has_rows().then_some(value);
    let Ok(written) = change::put(&text, &[CARRIED], value.as_deref()) else { return Ok(()) };
    let temp = folder.join(vfs::temporary_name(&system::random_name()));
    vfs::write_new(vfs, &temp, written.as_bytes(), None)?;
    if let Some(there) = there {
        vfs.set_mode(&temp, there.mode)?;
    }
    if let Err(error) = vfs.rename_over(&temp, &path) {
        drop(vfs.remove(&temp));
        return Err(error.into());
    }
    Ok(vfs.sync_folder(folder)?)
}

/// Writes a project's file for others: what counts, without the remarks of those who wrote it. Nothing where nothing
/// counts.
pub(in crate::store) fn for_others(
    vfs: &dyn Vfs,
    folder: &Path,
    project: &Project,
    desk: &Terms,
) -> Option<String> {
    let bytes = vfs.read(&folder.join(FILE), super::CAP as u64).unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    let carried = read(&text);
    let (vocabulary, rulebook) = lay(&[&carried, desk]);
    let ground = Ground { vocabulary: &vocabulary, rulebook: &rulebook, is_project: true };
    let (own, ..) = super::sheet(None, &text, ground);
    let carried = used(project, &carried.under(&without_keys(desk)));
    if own.is_empty() && carried.is_empty() {
        return None;
    }
    let mut out = format!("#![enable(implicit_some)]\n(\n{}", own.written(4));
    if carried.has_rows() {
        let _ = writeln!(out, "    {CARRIED}: (\n{}    ),", carried.rows_written(8));
    }
    out.push_str(")\n");
    Some(out)
}

fn without_keys(terms: &Terms) -> Terms {
    let mut rows = Terms {
        kinds: terms.kinds.clone(),
        statuses: terms.statuses.clone(),
        scales: terms.scales.clone(),
        checklist: terms.checklist.clone(),
        ..Terms::default()
    };
    for row in rows.kinds.iter_mut().chain(&mut rows.statuses) {
        row.cells.remove("shortcut");
    }
    rows.kinds.retain(|row| !row.cells.is_empty());
    rows.statuses.retain(|row| !row.cells.is_empty());
    rows
}

/// Keeps those of the rows that a project uses.
fn used(project: &Project, terms: &Terms) -> Terms {
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut note = |list: &str, id: &str| {
        if !id.is_empty() && !named.get(list).is_some_and(|ids| ids.contains(id)) {
            named.entry(list.to_owned()).or_default().insert(id.to_owned());
        }
    };
    for id in project.ids() {
        for field in id.table().fields() {
            let slot = Slot { record: id, field: field.name };
            match (field.widget, project.value(&slot)) {
                (Widget::Choice(scale), Value::Text(row)) => note(scale, &row),
                (Widget::Rating, Value::Text(rating)) => {
                    if let Some((scale, _)) = rating.split_once('/') {
                        note("rating_scale", scale);
                    }
                }
                (Widget::Status, Value::Status(status)) => note("status", &status.id),
                _ => {}
            }
        }
    }
    for annotation in project.annotations().values() {
        note("kind", &annotation.kind);
    }
    for item in project.items().values() {
        note("question", &item.row);
    }
    note("rating_scale", &project.article().rating_scale);
    let is_used = |list: &str, row: &Row| named.get(list).is_some_and(|ids| ids.contains(&row.id));
    let keep = |list: &str, rows: &[Row]| -> Vec<Row> {
        rows.iter().filter(|row| is_used(list, row)).cloned().collect()
    };
    let mut kept = Terms {
        kinds: keep("kind", &terms.kinds),
        statuses: keep("status", &terms.statuses),
        checklist: keep("question", &terms.checklist),
        ..Terms::default()
    };
    for (scale, rows) in &terms.scales {
        // A rating scale goes whole: a rating says something only beside the others.
        let is_whole = named.get("rating_scale").is_some_and(|ids| ids.contains(scale));
        let rows = if is_whole { rows.clone() } else { keep(scale, rows) };
        if !rows.is_empty() {
            kept.scales.insert(scale.clone(), rows);
        }
    }
    kept
}
