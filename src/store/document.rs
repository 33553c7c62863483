//! Files that are no part of a project: articles and source files that come in, reports that go out.

use std::path::{Path, PathBuf};

use super::vfs::{self, Disk, Vfs};
use super::{StoreError, place, system};

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

/// Writes a file into a folder, which is made where it is missing; returns where it stands.
pub fn write_within(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, StoreError> {
    place::ensure_all(&Disk, folder)?;
    let path = folder.join(name);
    write(&path, bytes)?;
    Ok(path)
}
