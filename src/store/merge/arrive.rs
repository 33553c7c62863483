//! Bringing another copy's records into a project that is open: its files and logs are put beside ours, and the
//! store's thread joins them as it joins whatever another writer has written.
//!
//! Files are on the disk before the logs that name them. No file that is there is ever changed or replaced: a log that
//! goes on further, or elsewhere, gets a name of its own beside ours.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::union::{Kinship, kinship};
use super::{Side, came_back, made, news};
use crate::session::holding;
use crate::store::bare::Content;
use crate::store::pack::limit::Limits;
use crate::store::pack::name::Name;
use crate::store::staging::Staging;
use crate::store::vfs::{self, Access, Vfs};
use crate::store::{Store, StoreError, blob, log, opening, pack, system};

/// What came from another copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrived {
    /// How many log records are new here.
    pub records: usize,
    /// Who made them, as they call themselves.
    pub by: BTreeSet<String>,
    /// How many other files are new here: texts and evidence.
    pub files: usize,
    /// What was found and left, a sentence each.
    pub notes: Vec<String>,
}

impl Store {
    /// Brings the records and files of another copy, a folder or a packed project, into this one. What it changes is
    /// handed to the session like anything else that another writer does.
    pub fn merge_in(&self, other: &Path, limits: &Limits) -> Result<Arrived, StoreError> {
        if let Some(reason) = self.read_only_because() {
            return Err(StoreError::Words(reason));
        }
        // What is only in memory is in its log before it is compared.
        self.flush()?;
        let arrived = arrive(self.vfs.as_ref(), &self.folder, other, limits)?;
        self.look_around()?;
        Ok(arrived)
    }
}

/// Puts what another copy has and this folder has not into it.
pub(super) fn arrive(
    vfs: &dyn Vfs,
    into: &Path,
    other: &Path,
    limits: &Limits,
) -> Result<Arrived, StoreError> {
    let mut arrived = Arrived::default();
    let side = Side::read(vfs, other, into, limits, &mut arrived.notes)?;
    if vfs.canonical(&side.folder.path)? == vfs.canonical(into)? {
        return Err(StoreError::at(other, "is the project itself. Choose another copy of it."));
    }
    let ours = opening::read(vfs, into)?;
    let shared: BTreeSet<_> = ours.project.drafts().keys().copied().collect();
    if !shared.is_empty() && !side.found.project.drafts().keys().any(|draft| shared.contains(draft)) {
        return Err(StoreError::at(
            other,
            "is another article’s project, no copy of this one. Open it in a tab of its own.",
        ));
    }
    let mut strangers = Vec::new();
    let mut members = pack::whole(vfs, &side.folder.path, &mut strangers)?;
    members.retain(|name, _| !matches!(name, Name::State | Name::GitAttributes | Name::GitIgnore));
    // Logs come last: what they name has to be there.
    let (logs, files): (Vec<_>, Vec<_>) =
        members.into_iter().partition(|(name, _)| matches!(name, Name::Log(_) | Name::LogCopy(..)));
    let removed = holding::removed(&ours.project);
    let (back, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| {
        let is_kept = matches!(name, Name::Evidence(..) | Name::Text(_));
        is_kept && name.hash().is_some_and(|hash| removed.contains(&hash.to_string()))
    });
    let back: Vec<String> = back.iter().map(|(name, _)| name.to_string()).collect();
    arrived.notes.extend(came_back(&back));
    for (name, content) in files {
        arrived.files += usize::from(put(vfs, into, &name, &content)?);
    }
    let mut counted = BTreeMap::new();
    for (name, content) in logs {
        let Some((name, content)) = beside(vfs, into, name, content)? else { continue };
        if let Content::Bytes(bytes) = &content {
            let theirs = log::parse(bytes);
            let writer = theirs.header.as_ref().map(|header| header.writer.clone()).unwrap_or_default();
            for (by, count) in news(&BTreeMap::from([(writer, theirs)]), &ours.logs) {
                *counted.entry(by).or_default() += count;
            }
        }
        put(vfs, into, &name, &content)?;
    }
    if !made::is_known(&ours, &side.found) && !made::is_known(&side.found, &side.found) {
        let made = made_for(vfs, into, &side)?;
        for (name, content) in made {
            if put(vfs, into, &name, &content)? && matches!(name, Name::Log(_)) {
                *counted.entry(String::new()).or_default() += 1;
            }
        }
    }
    arrived.records = counted.values().sum();
    arrived.by = counted.into_keys().filter(|by: &String| !by.is_empty()).collect();
    Ok(arrived)
}

/// Decides under which name a log comes in; nothing where ours says it all.
fn beside(
    vfs: &dyn Vfs,
    into: &Path,
    name: Name,
    content: Content,
) -> Result<Option<(Name, Content)>, StoreError> {
    let Content::File(path, len) = content else { return Ok(Some((name, content))) };
    let mut theirs = vfs.read(&path, log::CAP)?;
    theirs.truncate(usize::try_from(len).unwrap_or(usize::MAX));
    let Name::Log(writer) = &name else { return Ok(Some((name, Content::Bytes(theirs)))) };
    let standing = name.within(into);
    if vfs.look(&standing)?.is_none() {
        return Ok(Some((name, Content::Bytes(theirs))));
    }
    let ours = log::parse(&vfs.read(&standing, log::CAP)?);
    match kinship(&log::parse(&theirs), &ours) {
        Kinship::Same | Kinship::Shorter => Ok(None),
        Kinship::Longer | Kinship::Forked => {
            Ok(Name::other_log(writer, &theirs).map(|name| (name, Content::Bytes(theirs))))
        }
    }
}

/// Puts a file in place, durable, unless one of that name is there; tells whether it is new.
fn put(vfs: &dyn Vfs, into: &Path, name: &Name, content: &Content) -> Result<bool, StoreError> {
    let path = name.within(into);
    if vfs.look(&path)?.is_some() {
        return Ok(false);
    }
    let Some(folder) = name.folder() else { return Ok(false) };
    let folder = into.join(folder);
    vfs::ensure_folder(vfs, &folder, Access::Usual)?;
    let temp = folder.join(vfs::temporary_name(&system::random_name()));
    let placed = write(vfs, &temp, content).and_then(|()| match vfs::place_new(vfs, &temp, &path) {
        Err(error) if error.is_already_there() => Ok(false),
        placed => placed.map(|()| true).map_err(StoreError::from),
    });
    if !matches!(placed, Ok(true)) {
        drop(vfs.remove(&temp));
    }
    let is_new = placed?;
    vfs.sync_folder(&folder)?;
    Ok(is_new)
}

fn write(vfs: &dyn Vfs, temp: &Path, content: &Content) -> Result<(), StoreError> {
    match content {
        Content::Bytes(bytes) => Ok(vfs::write_new(vfs, temp, bytes, None)?),
        Content::File(path, _) => Ok(blob::copy(vfs, path, temp)?),
    }
}

/// Makes the logs that stand for a history that is missing, in a folder of their own.
fn made_for(vfs: &dyn Vfs, into: &Path, side: &Side<'_>) -> Result<Vec<(Name, Content)>, StoreError> {
    let aside = into.join(vfs::temporary_name(&system::random_name()));
    let mut staging = Staging::begin(vfs, &aside)?;
    let mut notes = Vec::new();
    for (name, content) in super::union::of(vfs, &[into, side.folder.path.as_path()], &mut notes)? {
        if matches!(
            name,
            Name::Log(_) | Name::LogCopy(..) | Name::Aside(_) | Name::Draft(_) | Name::DraftCopy(..)
        ) {
            match content {
                Content::Bytes(bytes) => staging.put(&name, &mut bytes.as_slice())?,
                Content::File(path, _) => staging.put(&name, &mut vfs.open(&path)?)?,
            };
        }
    }
    let made = made::for_one(vfs, &mut staging, &side.found)?;
    let read = |name: Name| {
        let bytes = vfs.read(&name.within(staging.folder()), log::CAP)?;
        Ok((name, Content::Bytes(bytes)))
    };
    let mut made: Vec<(Name, Content)> = made.into_iter().map(read).collect::<Result<_, StoreError>>()?;
    made.sort_by_key(|(name, _)| matches!(name, Name::Log(_)));
    Ok(made)
}
