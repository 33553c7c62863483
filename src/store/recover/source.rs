//! Other states of the project that stand in its folder: the one before the last, what an interrupted save has left,
//! and what a synchronised folder has put beside `project.ron`.

use std::path::Path;

use super::super::opening::{Found, STATE};
use super::super::state::{self, Clock};
use super::super::vfs::{Kind, Vfs};
use super::super::{StoreError, checkpoint, salvage, schema, vfs};
use crate::model::Project;

/// Another state.
pub(super) struct Source {
    /// The file.
    pub name: String,
    /// What it says.
    pub project: Project,
    /// The last record of each log that it contains.
    pub clock: Clock,
    /// Tells that it is not as it was written.
    pub is_doubtful: bool,
}

/// Lists the files in the project's folder that may hold a state.
pub(super) fn names(vfs: &dyn Vfs, folder: &Path) -> Result<Vec<String>, StoreError> {
    let entries = vfs.list(folder)?.into_iter().filter(|entry| entry.kind == Kind::File);
    let names = entries.filter_map(|entry| entry.name.into_string().ok());
    Ok(names
        .filter(|name| {
            let is_like_state = name.starts_with("project") && name.contains(".ron");
            let is_copy =
                name.contains("project") && Path::new(name).extension().is_some_and(|end| end == "ron");
            is_like_state || is_copy || vfs::is_temporary(name)
        })
        .collect())
}

/// Reads every state beside `project.ron`; what is no state of a project is left out. The one before the last is read
/// with the project, where that needs it.
pub(super) fn beside(vfs: &dyn Vfs, folder: &Path, found: &Found) -> Result<Vec<Source>, StoreError> {
    let mut sources = Vec::new();
    let previous = checkpoint::previous_name(STATE);
    for name in names(vfs, folder)?.into_iter().filter(|name| *name != STATE && *name != previous) {
        let Ok(bytes) = vfs.read(&folder.join(&name), checkpoint::CAP) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let Ok(framed) = state::framed(&text) else { continue };
        if framed.format > schema::NEWEST {
            continue;
        }
        let (saved, is_doubtful) = match state::parse(&framed) {
            Ok(parsed) => (parsed.saved, parsed.edited),
            Err(_) => (salvage::state(&framed.text).what, true),
        };
        let read = state::taken_in(saved, &found.texts);
        sources.push(Source { name, project: read.project, clock: found.resolved(&read.clock), is_doubtful });
    }
    Ok(sources)
}
