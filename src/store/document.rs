//! Files that are no part of a project: articles and source files that come in, reports that go out.

use std::path::Path;

use super::checkpoint::{self, Expected, ReplaceError};
use super::hash::Sha256;
use super::vfs::{self, Disk, Vfs};
use super::{StoreError, system};

/// The largest article or source file that is read, in bytes.
pub const CAP: u64 = 64 << 20;

/// Reads a file that a person named; returns its bytes and its name without the folder.
pub fn read(path: &Path) -> Result<(Vec<u8>, String), StoreError> {
    let bytes = Disk.read_outside(path, CAP)?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok((bytes, name))
}

/// Writes a file that a person named, whole or not at all; one that stands there is replaced.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if path.file_name().is_none() {
        return Err(StoreError::at(path, "is not the name of a file. Give one, such as report.html."));
    }
    let temp = folder.join(vfs::temporary_name(&system::random_name()));
    vfs::write_new(&Disk, &temp, bytes, Some(0o644))?;
    if let Err(error) = Disk.rename_over(&temp, path) {
        drop(Disk.remove(&temp));
        return Err(error.into());
    }
    Disk.sync_folder(folder)?;
    Ok(())
}

/// Replaces a small file of the program's own, keeping the one before under `NAME.prev`.
pub(super) fn replace_own(vfs: &dyn Vfs, folder: &Path, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let standing = vfs.look(&folder.join(name))?;
    let mut expected = match standing {
        Some(_) => Expected::Saved(Sha256::of(&vfs.read(&folder.join(name), CAP)?)),
        None => Expected::Nothing,
    };
    loop {
        let temp = vfs::temporary_name(&system::random_name());
        match checkpoint::replace(vfs, folder, name, expected, bytes, &temp) {
            Ok(_) => return Ok(()),
            // Another window wrote its settings in this moment: the last one to write wins.
            Err(ReplaceError::SomebodyElseWrote { their_bytes, .. }) => {
                expected = Expected::Saved(Sha256::of(&their_bytes));
            }
            Err(error) => return Err(error.into()),
        }
    }
}
