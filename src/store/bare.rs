//! A copy without history: a project's state as it stands, in a log of one record, and the files that it names.
//!
//! What was deleted, every value that was replaced and every draft, file or sealed value that no record names stay
//! behind. The record tells which records of the original it stands for (`copy_of`), so that the copy can be merged
//! back. Decides what goes in; how it is written is for the caller.
//!
//! *Limitations:* deleting is for this copy alone: the original, its backups and synchronised folders keep what they
//! have. The files themselves go along as they are, with whatever they hold besides what one sees.

use std::collections::BTreeMap;
use std::path::Path;

pub(super) use super::aside::set_aside;
use super::hash::Sha256;
use super::log;
use super::pack::name::Name;
use super::schema::v1::{Edit, LogRecord, Seen, Value};
use super::staging::Staging;
use super::state::{self, Clock};
use super::vfs::{Kind, Vfs};
use super::{GIT_ATTRIBUTES, GIT_IGNORE, StoreError, blob, opening, sealed, writer};
use crate::model::{FileRef, Moment, Project, Slot, Version};
use crate::session::{Sealing, holding};

/// What the record of such a copy says was done.
pub(super) const DID: &str = "copy without history";
/// The machine that a copy's log names: none, so that nobody continues it.
const NOBODY: &str = "m-0000000000";

/// A project as it stands in memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapshot {
    /// Its records.
    pub project: Project,
    /// The last record of each log that it contains.
    pub clock: Clock,
    /// What is still to be done to sealed words.
    pub sealing: Vec<Sealing>,
}

/// Who made a copy, and when.
#[derive(Clone, Debug, Default)]
pub(super) struct Signature {
    pub by: String,
    pub at: Moment,
}

/// Bytes of a file that is to be made.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// These.
    Bytes(Vec<u8>),
    /// So many of a file that is there.
    File(std::path::PathBuf, u64),
}

/// Files by their names.
pub(super) type Members = BTreeMap<Name, Content>;

/// Lists the files of a copy without history, and those that it names and that are not there.
pub(super) fn members(
    vfs: &dyn Vfs,
    folder: &Path,
    snapshot: &Snapshot,
    signature: &Signature,
) -> Result<(Members, Vec<String>), StoreError> {
    let project = &snapshot.project;
    let mut members = written(project, &snapshot.clock, signature)?;
    let mut lacking = Vec::new();
    for (id, draft) in project.drafts() {
        if let Some(text) = &draft.text {
            members.insert(Name::Draft(*id), Content::Bytes(text.as_str().as_bytes().to_vec()));
        }
        if let Some(file) = &draft.original {
            add_kept(vfs, folder, opening::ORIGINALS, file, &mut members, &mut lacking)?;
        }
    }
    let desk = super::desk::for_others(vfs, folder, project, &super::desk::Terms::default());
    members.extend(desk.map(|text| (Name::Desk, Content::Bytes(text.into_bytes()))));
    let removed = holding::removed(project);
    for (_, text) in super::pack::kept_texts(project) {
        if removed.contains(text.sha256()) {
            continue;
        }
        let place = opening::text_place(text.sha256());
        let Some(name) = Name::parse(place.as_bytes()) else { continue };
        if !text.is_missing() {
            members.insert(name, Content::Bytes(text.as_str().as_bytes().to_vec()));
        } else if vfs.look(&name.within(folder))?.is_some_and(|found| found.kind == Kind::File) {
            members.insert(
                name.clone(),
                Content::File(name.within(folder), vfs.metadata(&name.within(folder))?.len),
            );
        } else if project.sources().values().any(|source| source.text.as_ref() == Some(&text)) {
            lacking.push(place);
        }
    }
    for (_, file) in super::pack::kept_files(project) {
        if removed.contains(&file.sha256) {
            continue;
        }
        add_kept(vfs, folder, opening::EVIDENCE, &file, &mut members, &mut lacking)?;
    }
    Ok((members, lacking))
}

fn add_kept(
    vfs: &dyn Vfs,
    folder: &Path,
    within: &str,
    file: &FileRef,
    members: &mut Members,
    lacking: &mut Vec<String>,
) -> Result<(), StoreError> {
    let place = format!("{within}/{}.{}", file.sha256, blob::plain_extension(&file.extension));
    let Some(name) = Name::parse(place.as_bytes()) else { return Ok(()) };
    match vfs.look(&name.within(folder))? {
        Some(found) if found.kind == Kind::File => {
            members.insert(name.clone(), Content::File(name.within(folder), found.len));
        }
        _ => lacking.push(place),
    }
    Ok(())
}

/// Writes the state and the logs that lead to it.
fn written(project: &Project, origin: &Clock, signature: &Signature) -> Result<Members, StoreError> {
    let mut members = Members::new();
    let mut clock = Clock::new();
    let mut texts = vec![edits_of(project)];
    texts.extend(disputed(project));
    // Values of a conflict are told apart, and put in order, by their writers.
    let mut writers: Vec<String> = Vec::new();
    let mut prepared = Vec::new();
    for (at, (signed, edits)) in texts.into_iter().enumerate() {
        if edits.is_empty() && at > 0 {
            continue;
        }
        let signed = signed.unwrap_or_else(|| signature.clone());
        let (edits, aside) = set_aside(edits)?;
        let record = LogRecord {
            previous: String::new(),
            seen: BTreeMap::new(),
            copy_of: origin.clone(),
            gone: Vec::new(),
            by: signed.by,
            at: signed.at.to_string(),
            did: DID.to_owned(),
            edits,
        };
        let text = ron::to_string(&record).map_err(|error| StoreError::Words(error.to_string()))?;
        writers.push(writer_for(&text, &writers));
        prepared.push((text, aside));
    }
    writers.sort_unstable();
    for (writer, (text, aside)) in writers.into_iter().zip(prepared) {
        let (log, end) = log::whole(&writer, NOBODY, &[text]);
        if let Some((sequence, hash)) = end {
            clock.insert(writer.clone(), Seen { sequence, hash: hash.to_string() });
        }
        members.insert(Name::Log(writer), Content::Bytes(log.into_bytes()));
        members.extend(aside.map(|(hash, text)| (Name::Aside(hash), Content::Bytes(text.into_bytes()))));
    }
    let state = state::write(project, &clock).map_err(|error| StoreError::Words(error.to_string()))?;
    members.insert(Name::State, Content::Bytes(state.into_bytes()));
    members.insert(Name::GitAttributes, Content::Bytes(GIT_ATTRIBUTES.into()));
    members.insert(Name::GitIgnore, Content::Bytes(GIT_IGNORE.into()));
    Ok(members)
}

/// A writer's name that follows from what it has written, so that the same project always makes the same bytes.
pub(super) fn writer_for(text: &str, taken: &[String]) -> String {
    let mut salt = 0_u32;
    loop {
        let hash = Sha256::of(format!("{salt} {text}").as_bytes()).to_string();
        let bits = u64::from_str_radix(&hash[..16], 16).unwrap_or_default();
        let writer = writer::random_id('w', bits);
        if !taken.contains(&writer) {
            return writer;
        }
        salt += 1;
    }
}

/// Returns the edits that make every slot about which there is no conflict.
fn edits_of(project: &Project) -> (Option<Signature>, Vec<Edit>) {
    let filled = project.ids().into_iter().flat_map(|id| project.filled(id));
    let undisputed = filled.filter(|(slot, _)| !project.conflicts().contains_key(slot));
    (None, undisputed.map(|(slot, value)| edit(slot, Value::of(value))).collect())
}

/// Returns the edits that make the values of conflicts: each list in a log of its own, which has not seen the others.
fn disputed(project: &Project) -> Vec<(Option<Signature>, Vec<Edit>)> {
    let most = project.conflicts().values().map(Vec::len).max().unwrap_or_default();
    let mut lists = Vec::new();
    for place in 0..most {
        let mut by_signature: BTreeMap<(String, Moment), Vec<Edit>> = BTreeMap::new();
        for (slot, versions) in project.conflicts() {
            let Some(Version { value, by }) = versions.get(place) else { continue };
            let by = by.clone().unwrap_or_default();
            by_signature.entry((by.by, by.at)).or_default().push(edit(*slot, Value::of(value.clone())));
        }
        lists.extend(by_signature.into_iter().map(|((by, at), edits)| {
            let is_known = (&by, at) != (&String::new(), Moment::default());
            (is_known.then_some(Signature { by, at }), edits)
        }));
    }
    lists
}

fn edit(slot: Slot, after: Value) -> Edit {
    Edit { record: slot.record.to_string(), field: slot.field.to_owned(), before: Value::Nothing, after }
}

/// Writes a copy without history into a folder that is not there yet, or is empty; returns what is lacking in it.
///
/// Sealed values that a record names go along, as in every copy that one goes on working in; earlier ones do not.
pub(super) fn save(
    vfs: &dyn Vfs,
    from: &Path,
    to: &Path,
    snapshot: &Snapshot,
    signature: &Signature,
) -> Result<Vec<String>, StoreError> {
    let (members, mut lacking) = members(vfs, from, snapshot, signature)?;
    let mut staging = Staging::begin(vfs, to)?;
    if vfs.canonical(staging.folder())?.starts_with(vfs.canonical(from)?) {
        return Err(StoreError::at(to, "lies within the project itself. Choose a folder beside it."));
    }
    for (name, content) in &members {
        let put = match content {
            Content::Bytes(bytes) => staging.put(name, &mut bytes.as_slice())?,
            Content::File(path, _) => staging.put(name, &mut vfs.open(path)?)?,
        };
        if name.hash().is_some_and(|hash| hash != put.sha256) {
            lacking.push(format!("{name} (it is damaged)"));
        }
    }
    sealed::copy_named(vfs, from, staging.folder(), &snapshot.project)?;
    for sealing in &snapshot.sealing {
        sealed::carry_out(vfs, staging.folder(), sealing)?;
    }
    staging.finish()?;
    Ok(lacking)
}

/// Returns the newest moment that the records themselves tell: a copy that is to be the same bytes each time is
/// signed with it.
pub(super) fn newest_stamp(project: &Project) -> Moment {
    let ids = project.ids().into_iter().flat_map(|id| project.filled(id));
    let moments = ids.filter_map(|(_, value)| match value {
        crate::model::Value::Stamp(stamp) => Some(stamp.at),
        crate::model::Value::Status(status) => Some(status.at),
        _ => None,
    });
    moments.max().unwrap_or_default()
}
