//! A project's folder while it is made: its files go into a temporary folder beside its place, and it gets its name
//! only when all of them are on the disk. Whoever is interrupted leaves no half project.
//!
//! Knows names and bytes, not what is in them.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::pack::name::Name;
pub(super) use super::stream::{Put, stream};
use super::vfs::{self, Access, Kind, Vfs, VfsFile};
use super::{StoreError, place, system};

/// A folder that is being made. Dropped before it is finished, it goes again.
#[derive(Debug)]
pub(super) struct Staging<'a> {
    vfs: &'a dyn Vfs,
    folder: PathBuf,
    target: PathBuf,
    folders: BTreeSet<PathBuf>,
    is_placed: bool,
}

impl<'a> Staging<'a> {
    /// Begins a folder that is to stand at `target`, where nothing may stand yet but an empty folder.
    pub fn begin(vfs: &'a dyn Vfs, target: &Path) -> Result<Self, StoreError> {
        let parent = parent_of(target);
        place::ensure_all(vfs, parent)?;
        expect_free(vfs, target)?;
        let folder = parent.join(vfs::temporary_name(&system::random_name()));
        vfs.create_folder(&folder, Access::Usual)?;
        Ok(Self { vfs, folder, target: target.to_owned(), folders: BTreeSet::new(), is_placed: false })
    }

    /// Returns the folder as long as it has no name of its own.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts what the reader gives into a new file; its bytes are on the disk afterwards.
    pub fn put(&mut self, name: &Name, reader: &mut dyn Read) -> Result<Put, StoreError> {
        let mut file = self.create(name)?;
        let put = stream(file.as_mut(), reader)
            .map_err(|error| StoreError::Words(format!("Could not copy {name}: {error}.")))?;
        file.sync_all()?;
        Ok(put)
    }

    /// Creates an empty file for its owner alone, as every file of a project is. Its bytes are on the disk
    /// once the file itself was synced.
    pub fn create(&mut self, name: &Name) -> Result<Box<dyn VfsFile>, StoreError> {
        if let Some(folder) = name.folder() {
            let folder = self.folder.join(folder);
            if self.folders.insert(folder.clone()) {
                vfs::ensure_folder(self.vfs, &folder, Access::Usual)?;
            }
        }
        Ok(self.vfs.create_new(&name.within(&self.folder))?)
    }

    /// Takes a file away again.
    pub fn take_back(&self, name: &Name) -> Result<(), StoreError> {
        Ok(self.vfs.remove(&name.within(&self.folder))?)
    }

    /// Gives the folder its name. When this returns, all of it is on the disk.
    pub fn finish(mut self) -> Result<(), StoreError> {
        for folder in &self.folders {
            self.vfs.sync_folder(folder)?;
        }
        self.vfs.sync_folder(&self.folder)?;
        if self.vfs.look(&self.target)?.is_some() {
            // It was empty; should anything have come meanwhile, it stays, and this fails.
            self.vfs.remove_folder(&self.target)?;
        }
        vfs::place_new(self.vfs, &self.folder, &self.target)?;
        self.is_placed = true;
        Ok(self.vfs.sync_folder(parent_of(&self.target))?)
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        if !self.is_placed {
            // What cannot be removed is known by its name.
            drop(remove_all(self.vfs, &self.folder));
        }
    }
}

/// Refuses a place where something stands.
pub(super) fn expect_free(vfs: &dyn Vfs, target: &Path) -> Result<(), StoreError> {
    match vfs.look(target)? {
        None => Ok(()),
        Some(found) if found.kind != Kind::Folder => {
            Err(StoreError::at(target, "is there already. Choose a new folder."))
        }
        Some(_) if vfs.list(target)?.is_empty() => Ok(()),
        Some(_) => Err(StoreError::at(target, "is not empty. Choose a new folder.")),
    }
}

/// Removes a folder with all that is in it; links are removed, never followed.
pub(super) fn remove_all(vfs: &dyn Vfs, folder: &Path) -> Result<(), StoreError> {
    for entry in vfs.list(folder)? {
        let path = folder.join(&entry.name);
        match entry.kind {
            Kind::Folder => remove_all(vfs, &path)?,
            _ => vfs.remove(&path)?,
        }
    }
    Ok(vfs.remove_folder(folder)?)
}

/// Returns the folder that something stands in.
pub(super) fn parent_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}
