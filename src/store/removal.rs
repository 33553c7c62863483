//! Files and texts that were removed from a project for good: what its records say is gone goes from the disk.
//!
//! The record comes first and is durable; nothing counts as saved until the files are gone and that is durable, too.
//! What a power cut, a full disk or a copy by hand leaves in between goes when the project is opened next, because the
//! records tell all of it.
//!
//! *Limitations:* synchronised folders, snapshots, backups and the disk itself may keep what was deleted.

use std::collections::BTreeSet;
use std::path::Path;

use super::opening::{EVIDENCE, TEXTS};
use super::problem::Problem;
use super::vfs::{self, Kind, Vfs, VfsError};
use super::{StoreError, sealed};
use crate::model::Project;
use crate::session::holding;

/// The folders in which sources' files and texts stand.
pub(super) const FOLDERS: [&str; 2] = [EVIDENCE, TEXTS];

/// What a process has removed so far, and what holds out.
#[derive(Debug, Default)]
pub(super) struct Gone {
    /// The SHA-256 of what is known to be gone.
    done: BTreeSet<String>,
    /// A file that cannot be removed, and why.
    stuck: Option<VfsError>,
}

impl Gone {
    /// Tells whether something is removed by the records and not known to be gone.
    pub fn is_due(&self, project: &Project) -> bool {
        holding::removed(project).iter().any(|hash| !self.done.contains(hash))
    }

    /// Deletes what the records say is removed; that is durable then. A single file that cannot be deleted keeps
    /// nothing back: [`Gone::told`] tells of it until it is gone.
    pub fn carry_out(&mut self, vfs: &dyn Vfs, folder: &Path, project: &Project) -> Result<(), StoreError> {
        let removed = holding::removed(project);
        self.done.retain(|hash| removed.contains(hash));
        let due: BTreeSet<String> = removed.difference(&self.done).cloned().collect();
        self.stuck = None;
        if due.is_empty() {
            return Ok(());
        }
        let (_, stuck) = carry_out(vfs, folder, &due)?;
        match stuck {
            None => self.done.extend(due),
            stuck => self.stuck = stuck,
        }
        Ok(())
    }

    /// Tells of a file that could not be removed.
    pub fn told(&self) -> Result<(), StoreError> {
        let Some(error) = &self.stuck else { return Ok(()) };
        Err(StoreError::Words(format!(
            "The removal is not finished: {error}. Give yourself access to that file, or delete it. Everything else is \
             saved."
        )))
    }

    /// Forgets what is known to be gone: files have come from elsewhere.
    pub fn look_again(&mut self) {
        self.done.clear();
    }
}

/// Deletes the files with these hashes, damaged ones included; returns the places of those that went, and why one did
/// not. With them goes what power cuts have left half written beside them: it may be the same.
pub(super) fn carry_out(
    vfs: &dyn Vfs,
    folder: &Path,
    hashes: &BTreeSet<String>,
) -> Result<(Vec<String>, Option<VfsError>), StoreError> {
    let (mut went, mut stuck) = (Vec::new(), None);
    for within in FOLDERS {
        let inside = folder.join(within);
        if vfs.look(&inside)?.is_none_or(|found| found.kind != Kind::Folder) {
            continue;
        }
        let entries = vfs.list(&inside)?.into_iter().filter(|entry| entry.kind == Kind::File);
        let names: Vec<String> = entries.filter_map(|entry| entry.name.into_string().ok()).collect();
        let is_meant = |name: &&String| name.split_once('.').is_some_and(|(stem, _)| hashes.contains(stem));
        if names.iter().any(|name| is_meant(&name)) {
            // The half written first: as long as the file itself is there, it is not done.
            let half = names.iter().filter(|name| vfs::is_temporary(name));
            for name in half.chain(names.iter().filter(is_meant)) {
                match vfs.remove(&inside.join(name)) {
                    Err(error) if error.is_missing() => {}
                    Err(error) if sealed::is_of_one_file(&error) => stuck = Some(error),
                    removed => {
                        removed?;
                        went.push(format!("{within}/{name}"));
                    }
                }
            }
        }
        // An earlier try may have removed the last one without getting this far.
        vfs.sync_folder(&inside)?;
    }
    Ok((went, stuck))
}

/// Tells of files that were removed for good and are here all the same, and of those that are gone.
pub(super) fn look_over(vfs: &dyn Vfs, folder: &Path, project: &Project) -> Vec<Problem> {
    let removed = holding::removed(project);
    let mut problems = Vec::new();
    for within in FOLDERS {
        let entries = vfs.list(&folder.join(within)).unwrap_or_default().into_iter();
        let names = entries.filter_map(|entry| entry.name.into_string().ok());
        for name in names.filter(|name| name.split_once('.').is_some_and(|(stem, _)| removed.contains(stem)))
        {
            let what = "It was removed for good, and is here again or still.";
            problems.push(Problem::note(
                &format!("{within}/{name}"),
                what,
                "Open the project: then it is deleted.",
            ));
        }
    }
    if problems.is_empty() {
        for source in project.sources().values() {
            let (Some(file), Some(stamp)) = (&source.file, &source.removed) else { continue };
            if removed.contains(&file.sha256) {
                let what = format!("It was removed for good by {}, and is gone.", stamp.by);
                let place = format!("{EVIDENCE}/{}.{}", file.sha256, file.extension);
                problems.push(Problem::note(&place, &what, "Nothing has to be done."));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests;
