//! Files of sources that no record names any more, and no step that can be undone: left behind by undo, by a text that
//! was read anew, or by a source that was deleted.
//!
//! They are kept until somebody wants them gone. *Limitations:* what another process could still bring back by its own
//! undo is not known here; its record would then name a file that is missing.

use std::collections::BTreeSet;
use std::path::Path;

use super::opening::{self, EVIDENCE, TEXTS};
use super::problem::Problem;
use super::removal::FOLDERS;
use super::vfs::{self, Kind, Vfs};
use super::{Store, StoreError, log, pack};
use crate::model::{FileRef, Project};
use crate::session::holding;

/// A file that nothing names any more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loose {
    /// Where it stands within the project.
    pub place: String,
    /// The name it came with, where the history still tells.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Loose {
    /// Returns it as a file of evidence, to be opened; nothing for a text.
    pub fn file(&self) -> Option<FileRef> {
        let (sha256, extension) = self.place.strip_prefix(EVIDENCE)?.strip_prefix('/')?.split_once('.')?;
        let (sha256, extension) = (sha256.to_owned(), extension.to_owned());
        Some(FileRef { sha256, extension, name: self.name.clone(), bytes: self.bytes })
    }
}

impl Store {
    /// Lists the files that neither the project nor one of these hashes names, which a step to undo may hold.
    pub fn loose(&self, project: &Project, undoable: &BTreeSet<String>) -> Result<Vec<Loose>, StoreError> {
        loose(self.vfs.as_ref(), &self.folder, project, undoable)
    }

    /// Deletes those of some files that nothing names any more; returns those that went.
    pub fn sweep(
        &self,
        project: &Project,
        undoable: &BTreeSet<String>,
        places: &[String],
    ) -> Result<Vec<Loose>, StoreError> {
        if let Some(reason) = self.read_only_because() {
            return Err(StoreError::Words(reason));
        }
        // What is only in memory may name them.
        self.flush()?;
        let mut swept = self.loose(project, undoable)?;
        swept.retain(|loose| places.contains(&loose.place));
        for loose in &swept {
            match self.vfs.remove(&self.folder.join(&loose.place)) {
                Err(error) if error.is_missing() => {}
                removed => removed?,
            }
        }
        for within in
            FOLDERS.into_iter().filter(|within| swept.iter().any(|loose| loose.place.starts_with(within)))
        {
            self.vfs.sync_folder(&self.folder.join(within))?;
        }
        Ok(swept)
    }
}

pub(super) fn loose(
    vfs: &dyn Vfs,
    folder: &Path,
    project: &Project,
    undoable: &BTreeSet<String>,
) -> Result<Vec<Loose>, StoreError> {
    let mut named: BTreeSet<String> = holding::held(project).into_iter().map(|(_, sha256)| sha256).collect();
    named.extend(pack::kept_texts(project).into_iter().map(|(_, text)| text.sha256().to_owned()));
    let removed = holding::removed(project);
    let mut loose = Vec::new();
    for within in FOLDERS {
        let inside = folder.join(within);
        if vfs.look(&inside)?.is_none_or(|found| found.kind != Kind::Folder) {
            continue;
        }
        for entry in vfs.list(&inside)?.into_iter().filter(|entry| entry.kind == Kind::File) {
            let Ok(name) = entry.name.into_string() else { continue };
            let Some((stem, _)) = name.split_once('.').filter(|_| !vfs::is_temporary(&name)) else {
                continue;
            };
            // What was removed goes by itself; a name that is no hash is nobody's of ours.
            let is_ours = stem.parse::<super::hash::Sha256>().is_ok() && !removed.contains(stem);
            if is_ours && !named.contains(stem) && !undoable.contains(stem) {
                let bytes = vfs.look(&inside.join(&name))?.map_or(0, |found| found.len);
                loose.push(Loose { place: format!("{within}/{name}"), name: String::new(), bytes });
            }
        }
    }
    if !loose.is_empty() {
        call_by_name(vfs, folder, &mut loose);
    }
    loose.sort();
    Ok(loose)
}

/// Finds the names that files came with in what the logs say.
fn call_by_name(vfs: &dyn Vfs, folder: &Path, loose: &mut [Loose]) {
    for path in opening::files(vfs, &folder.join(opening::LOGS), ".ron").unwrap_or_default() {
        let Ok(bytes) = vfs.read(&path, log::CAP) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for loose in
            loose.iter_mut().filter(|loose| loose.name.is_empty() && loose.place.starts_with(EVIDENCE))
        {
            let hash = loose.place.split(['/', '.']).nth(1).unwrap_or_default();
            let told = text.split_once(&format!("sha256:\"{hash}\"")).and_then(|(_, rest)| {
                let (_, name) = rest.get(..).and_then(|rest| rest.split_once("name:\""))?;
                ron::from_str::<String>(&format!("\"{}\"", &name[..closing(name)?])).ok()
            });
            loose.name = told.unwrap_or_default();
        }
    }
}

/// Returns where the quotation mark stands that ends a text.
fn closing(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().find_map(|(at, sign)| match sign {
        '"' if !is_escaped => Some(at),
        sign => {
            is_escaped = sign == '\\' && !is_escaped;
            None
        }
    })
}

/// Tells of files that nothing names any more.
pub(super) fn look_over(vfs: &dyn Vfs, folder: &Path, project: &Project) -> Vec<Problem> {
    let loose = loose(vfs, folder, project, &BTreeSet::new()).unwrap_or_default();
    let told = |loose: &Loose| {
        let kind = if loose.place.starts_with(TEXTS) { "text" } else { "file" };
        let what = format!("No record names this {kind} any more ({} bytes).", loose.bytes);
        Problem::note(&loose.place, &what, "Run redpencil sweep to remove what nothing names.")
    };
    loose.iter().map(told).collect()
}

#[cfg(test)]
mod tests;
