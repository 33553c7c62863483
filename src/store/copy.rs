//! Copying a whole project: the copy is a project of its own, and its next writer begins a new log.

use std::path::Path;

use super::vfs::{self, Access, Kind, Vfs};
use super::{StoreError, log, place, sealed};

/// Copies every file but temporary ones and locks, sealed values included: whoever goes on in the copy needs them.
///
/// `project.ron` comes before the logs: it names what has to be in them, so that half a copy never passes for a whole
/// one. Others may go on writing meanwhile: what their later records name is fetched in the end.
pub(super) fn copy(vfs: &dyn Vfs, from: &Path, to: &Path) -> Result<(), StoreError> {
    let (from, to) = (vfs.canonical(from)?, to.to_owned());
    place::ensure_all(vfs, &to)?;
    if vfs.canonical(&to)?.starts_with(&from) {
        return Err(StoreError::at(&to, "lies within the project itself. Choose a folder beside it."));
    }
    if !vfs.list(&to)?.is_empty() {
        return Err(StoreError::at(&to, "is not empty. Choose a new folder for the copy."));
    }
    copy_folder(vfs, &from, &to)?;
    copy_folder(vfs, &from, &to)
}

/// Copies what is not in the copy yet.
fn copy_folder(vfs: &dyn Vfs, from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut entries = vfs.list(from)?;
    entries.sort_by_key(|entry| (entry.name == super::opening::LOGS, entry.name == super::opening::STATE));
    let mut is_synced = true;
    for entry in entries {
        let name = entry.name.to_string_lossy();
        let is_lock = Path::new(&*name).extension().is_some_and(|ending| ending == "lock");
        if vfs::is_temporary(&name) || is_lock || name == ".git" {
            continue;
        }
        let (source, copy) = (from.join(&entry.name), to.join(&entry.name));
        match entry.kind {
            Kind::Folder => {
                if !std::mem::replace(&mut is_synced, true) {
                    vfs.sync_folder(to)?;
                }
                let access = if name == sealed::FOLDER { Access::OwnerOnly } else { Access::Usual };
                vfs::ensure_folder(vfs, &copy, access)?;
                copy_folder(vfs, &source, &copy)?;
            }
            Kind::File if vfs.look(&copy)?.is_none() => {
                let is_sealed = from.file_name().is_some_and(|folder| folder == sealed::FOLDER);
                let mode = if is_sealed { sealed::MODE } else { vfs.metadata(&source)?.mode };
                vfs::write_new(vfs, &copy, &vfs.read(&source, log::CAP)?, Some(mode))?;
                is_synced = false;
            }
            Kind::File | Kind::Link | Kind::Other => {}
        }
    }
    if !is_synced {
        vfs.sync_folder(to)?;
    }
    Ok(())
}
