//! Sealed values: words that stand in `sealed/<id>.ron` and nowhere else. Whoever deletes the file has purged them.
//!
//! The file is durable before any record names it, and gone before a record says so. It tells which slot it belongs
//! to, so that a purge finds every value that the slot ever had, and `verify` those that nothing names any more.
//! The folder ignores itself for git, whatever the project's own `.gitignore` says.
//!
//! *Limitations:* files are not encrypted; synchronised folders, snapshots and the disk itself may keep what was
//! deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::blob::{self, BlobError};
use super::hash::Sha256;
use super::problem::Problem;
use super::vfs::{self, Access, Kind, Vfs, VfsError};
use super::{StoreError, system};
use crate::model::{Confidential, Id, Project, SealedId, Slot, Table, Value};
use crate::session::journal::Sealing;

/// The folder of sealed values.
pub(super) const FOLDER: &str = "sealed";
/// Only the owner may read a sealed value.
pub(super) const MODE: u32 = 0o600;
const HEADER: &str =
    "// redpencil sealed value, format 1. It stands nowhere else: deleting this file is the purge.\n";
const FOOTER: &str = "// sha-256 ";
const IGNORE: &str = ".gitignore";
/// Git takes in nothing of the folder, whatever the project's own `.gitignore` says.
pub(super) const IGNORE_ALL: &str = "*\n";
/// Far more than can be sealed ([`Sealing::LONGEST`]): former builds knew no limit.
const CAP: u64 = 16 << 20;

/// A sealed value as it stands in its file. It derives no `Debug`: nothing prints it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    record: String,
    field: String,
    words: String,
}

/// Writes what is to be kept, or deletes what is to go; afterwards that is durable, and a record may say so.
pub(super) fn carry_out(vfs: &dyn Vfs, project: &Path, sealing: &Sealing) -> Result<(), StoreError> {
    match sealing {
        Sealing::Keep { id, slot, words } => keep(vfs, project, *id, *slot, words.open()),
        Sealing::Purge { slot } => purge(vfs, project, *slot),
    }
}

fn keep(
    vfs: &dyn Vfs,
    project: &Path,
    id: SealedId,
    slot: Slot,
    words: &Confidential<String>,
) -> Result<(), StoreError> {
    let folder = project.join(FOLDER);
    vfs::ensure_folder(vfs, &folder, Access::OwnerOnly)?;
    let temp = || vfs::temporary_name(&system::random_name());
    match blob::named(vfs, &folder, IGNORE, IGNORE_ALL.as_bytes(), &temp()) {
        // Somebody wants it otherwise.
        Err(BlobError::Different { .. }) => {}
        placed => placed?,
    }
    let saved = Saved {
        record: slot.record.to_string(),
        field: slot.field.to_owned(),
        words: words.reveal().clone(),
    };
    let body = ron::ser::to_string_pretty(&saved, super::state::pretty(1))
        .map_err(|_| StoreError::at(&folder.join(name(id)), "could not be written as RON."))?;
    let mut text = format!("{HEADER}{body}\n");
    let hash = Sha256::of(text.as_bytes());
    let _ = writeln!(text, "{FOOTER}{hash}");
    Ok(blob::named(vfs, &folder, &name(id), text.as_bytes(), &temp())?)
}

/// Files of which a purge could not tell whether they are meant, or that it could not remove, by the slot that it was
/// for.
pub(super) type Owed = BTreeMap<String, Slot>;

/// The same as [`carry_out`], but a purge that stops at single files is no failure: returns those. Nothing that comes
/// after it has to wait for them; [`purge_owed`] goes on with them, and with no others, because words may be sealed for
/// the same slot meanwhile.
pub(super) fn carry_out_or_owe(vfs: &dyn Vfs, project: &Path, sealing: &Sealing) -> Result<Owed, StoreError> {
    let Sealing::Purge { slot } = sealing else {
        return carry_out(vfs, project, sealing).map(|()| Owed::new());
    };
    let mut stuck = purge_all(vfs, project, *slot)?;
    if !stuck.is_empty() {
        // Somebody may have had hold of it for a moment.
        stuck = purge_all(vfs, project, *slot)?;
    }
    Ok(stuck.into_iter().map(|(name, _)| (name, *slot)).collect())
}

/// Goes on with purges that stopped at single files, and tells of one that is still not done.
pub(super) fn purge_owed(vfs: &dyn Vfs, project: &Path, owed: &mut Owed) -> Result<(), StoreError> {
    let mut slots: BTreeMap<Slot, Vec<String>> = BTreeMap::new();
    for (name, slot) in &*owed {
        slots.entry(*slot).or_default().push(name.clone());
    }
    let mut first = None;
    for (slot, names) in slots {
        let stuck = purge_files(vfs, &project.join(FOLDER), slot, names)?;
        owed.retain(|name, of| *of != slot || stuck.iter().any(|(stuck, _)| stuck == name));
        first = first.or_else(|| stuck.into_iter().next());
    }
    let Some((_, error)) = first else { return Ok(()) };
    Err(StoreError::Words(format!(
        "The purge is not finished: {error}, and it may hold words that were to be deleted. Give yourself access to that \
         file, or delete it. Everything else is saved."
    )))
}

/// Deletes every value that was ever sealed for a slot.
fn purge(vfs: &dyn Vfs, project: &Path, slot: Slot) -> Result<(), StoreError> {
    let stuck = purge_all(vfs, project, slot)?.into_iter().next();
    stuck.map_or(Ok(()), |(_, error)| Err(error.into()))
}

/// A file that keeps a purge open, and why.
type Stuck = (String, VfsError);

fn purge_all(vfs: &dyn Vfs, project: &Path, slot: Slot) -> Result<Vec<Stuck>, StoreError> {
    let names = names(vfs, project)?;
    names.map_or(Ok(Vec::new()), |names| purge_files(vfs, &project.join(FOLDER), slot, names))
}

/// Deletes those of some files that hold a slot's words; returns those that keep it open. Whatever else fails is the
/// disk's.
fn purge_files(
    vfs: &dyn Vfs,
    folder: &Path,
    slot: Slot,
    names: Vec<String>,
) -> Result<Vec<Stuck>, StoreError> {
    let mut failed = Vec::new();
    for name in names {
        let path = folder.join(&name);
        // What a power cut left half written goes in any case: whoever is writing right now tries again.
        let is_meant = vfs::is_temporary(&name)
            || (id_in(&name).is_some()
                && match read_file(vfs, &path) {
                    Ok(saved) => owner(&saved) == Some(slot),
                    // It may be the one: nobody may be told that the words are gone.
                    Err(StoreError::File(error)) if !error.is_missing() => {
                        failed.push((name.clone(), error));
                        false
                    }
                    // One that cannot be understood tells no slot; verify tells of it.
                    Err(_) => false,
                });
        match if is_meant { vfs.remove(&path) } else { Ok(()) } {
            Err(error) if !error.is_missing() => failed.push((name, error)),
            _ => {}
        }
    }
    // An earlier try may have removed the last one without getting this far.
    let synced = vfs.sync_folder(folder);
    if let Some(at) = failed.iter().position(|(_, error)| !is_of_one_file(error)) {
        return Err(failed.swap_remove(at).1.into());
    }
    synced?;
    Ok(failed)
}

/// Tells whether a call failed for what lies in that one file: waiting for the disk is no help.
pub(super) fn is_of_one_file(error: &VfsError) -> bool {
    use std::io::ErrorKind::{FileTooLarge, InvalidInput, PermissionDenied};
    matches!(error.source.kind(), PermissionDenied | FileTooLarge | InvalidInput)
}

/// Reads sealed words; nothing where they were purged, or never came to this machine.
pub(super) fn read(
    vfs: &dyn Vfs,
    project: &Path,
    id: SealedId,
) -> Result<Option<Confidential<String>>, StoreError> {
    let path = project.join(FOLDER).join(name(id));
    if vfs.look(&path)?.is_none() {
        return Ok(None);
    }
    Ok(Some(Confidential::new(read_file(vfs, &path)?.words)))
}

/// Copies the sealed values that a record of the project names, and no others.
pub(super) fn copy_named(vfs: &dyn Vfs, from: &Path, to: &Path, project: &Project) -> Result<(), StoreError> {
    let temp = || vfs::temporary_name(&system::random_name());
    let folder = to.join(FOLDER);
    for id in named(project).keys() {
        let path = from.join(FOLDER).join(name(*id));
        if vfs.look(&path)?.is_none() {
            continue;
        }
        if vfs.look(&folder)?.is_none() {
            vfs::ensure_folder(vfs, &folder, Access::OwnerOnly)?;
            blob::named(vfs, &folder, IGNORE, b"*\n", &temp())?;
        }
        blob::named(vfs, &folder, &name(*id), &vfs.read(&path, CAP)?, &temp())?;
    }
    Ok(())
}

/// Gives damaged sealed values in a project's folder another name, so that nothing reads them; returns their old ones.
pub(super) fn set_damaged_aside(vfs: &dyn Vfs, project: &Path) -> Result<Vec<String>, StoreError> {
    let folder = project.join(FOLDER);
    let mut aside = Vec::new();
    for name in names(vfs, project)?.unwrap_or_default().into_iter().filter(|name| id_in(name).is_some()) {
        if !is_whole(&vfs.read(&folder.join(&name), CAP)?) {
            vfs::place_new(vfs, &folder.join(&name), &folder.join(format!("{name}.damaged")))?;
            aside.push(name);
        }
    }
    if !aside.is_empty() {
        vfs.sync_folder(&folder)?;
    }
    Ok(aside)
}

/// Counts the sealed values in a project's folder.
pub(super) fn count(vfs: &dyn Vfs, project: &Path) -> Result<usize, StoreError> {
    let names = names(vfs, project)?.unwrap_or_default();
    Ok(names.iter().filter(|name| id_in(name).is_some()).count())
}

/// Reads a file whole. What is wrong with it is told without a word of what is in it.
fn read_file(vfs: &dyn Vfs, path: &Path) -> Result<Saved, StoreError> {
    parsed(&vfs.read(path, CAP)?)
        .ok_or_else(|| StoreError::at(path, "was changed after it was sealed. Put it back from a backup."))
}

/// Tells whether the bytes of a sealed value are as they were written.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    parsed(bytes).is_some()
}

fn parsed(bytes: &[u8]) -> Option<Saved> {
    let text = super::state::plain(std::str::from_utf8(bytes).ok()?);
    let (body, footer) = text.split_at(text.strip_suffix('\n')?.rfind('\n')? + 1);
    let hash: Sha256 = footer.strip_prefix(FOOTER)?.strip_suffix('\n')?.parse().ok()?;
    if Sha256::of(body.as_bytes()) != hash {
        return None;
    }
    ron::from_str(&text).ok()
}

fn name(id: SealedId) -> String {
    format!("{id}.ron")
}

fn owner(saved: &Saved) -> Option<Slot> {
    Slot::named(Id::parse(&saved.record)?, &saved.field)
}

fn id_in(name: &str) -> Option<SealedId> {
    SealedId::parse(name.strip_suffix(".ron")?)
}

/// Lists the files in the folder; nothing where there is no such folder.
fn names(vfs: &dyn Vfs, project: &Path) -> Result<Option<Vec<String>>, StoreError> {
    let folder = project.join(FOLDER);
    if vfs.look(&folder)?.is_none_or(|found| found.kind != Kind::Folder) {
        return Ok(None);
    }
    let entries = vfs.list(&folder)?;
    let files = entries.into_iter().filter(|entry| entry.kind == Kind::File);
    Ok(Some(files.filter_map(|entry| entry.name.into_string().ok()).collect()))
}

/// Lists the slots that name a sealed value, those in a conflict included.
pub(super) fn named(project: &Project) -> BTreeMap<SealedId, Slot> {
    let sealing: Vec<Table> = Table::ALL
        .into_iter()
        .filter(|table| table.fields().iter().any(|field| field.widget == crate::model::Widget::Sealed))
        .collect();
    let records = project.ids().into_iter().filter(|id| sealing.contains(&id.table()));
    let filled = records.flat_map(|id| project.filled(id));
    let conflicts = project.conflicts().iter();
    let disputed =
        conflicts.flat_map(|(slot, versions)| versions.iter().map(|version| (*slot, version.value.clone())));
    filled
        .chain(disputed)
        .filter_map(|(slot, value)| match value {
            Value::Sealed(id) => Some((id, slot)),
            _ => None,
        })
        .collect()
}

/// Tells which sealed values are missing, damaged, open to others, or named by nothing any more.
pub(super) fn look_over(vfs: &dyn Vfs, folder: &Path, project: &Project) -> Vec<Problem> {
    let names = match names(vfs, folder) {
        Ok(names) => names.unwrap_or_default(),
        Err(error) => {
            let repair = "Look at the folder's permissions.";
            return vec![Problem::damage(FOLDER, &format!("{error}."), repair)];
        }
    };
    let there: Vec<SealedId> = names.iter().filter_map(|name| id_in(name)).collect();
    let held = named(project);
    let mut problems = Vec::new();
    for name in names.iter().filter(|name| vfs::is_temporary(name)) {
        let what = "It was left half written by a power cut, and may hold sealed words.";
        problems.push(Problem::note(&format!("{FOLDER}/{name}"), what, "Delete it."));
    }
    for (id, slot) in &held {
        if !there.contains(id) {
            let what = format!("The sealed {} was purged or is not on this machine.", described(*slot));
            problems.push(Problem::note(&place(*id), &what, "Nothing has to be done."));
        }
    }
    let mut loose = BTreeSet::new();
    for id in there {
        let path: PathBuf = folder.join(FOLDER).join(name(id));
        match read_file(vfs, &path) {
            Err(error) => problems.push(Problem::damage(
                &place(id),
                &format!("{error}"),
                "Nobody can see what it holds until then.",
            )),
            Ok(saved) if !held.contains_key(&id) => {
                let slot = owner(&saved);
                let what = slot.map_or_else(
                    || "It holds an earlier sealed value that no record names.".to_owned(),
                    |slot| format!("It holds an earlier {} that no record names.", described(slot)),
                );
                let repair = slot.map_or_else(
                    || "Delete the file to purge it.".to_owned(),
                    |slot| {
                        let Slot { record, field } = slot;
                        format!("Delete the file to purge it, or run redpencil set PROJECT {record} --purge {field}.")
                    },
                );
                problems.push(Problem::note(&place(id), &what, &repair));
            }
            Ok(_) => {}
        }
        if vfs.metadata(&path).is_ok_and(|found| found.mode & 0o077 != 0) {
            loose.insert(place(id));
        }
    }
    problems.extend(loose.into_iter().map(|place| {
        Problem::note(
            &place,
            "Others on this machine may read it.",
            "Give it the mode 600, and its folder 700.",
        )
    }));
    problems
}

fn place(id: SealedId) -> String {
    format!("{FOLDER}/{}", name(id))
}

fn described(slot: Slot) -> String {
    let table = slot.record.table();
    let label = table.field(slot.field).map_or(slot.field, |field| field.label).to_lowercase();
    format!("{label} of {} {}", table.noun(), slot.record)
}

#[cfg(test)]
mod tests;
