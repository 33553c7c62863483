//! Files that are no part of a project: articles and source files that come in, reports that go out.
//!
//! What is written is for its owner alone, whatever the umask says: histories and reports for the desk hold what the
//! public may not see, and whoever wants to share one can. Only what was made for the public is written as any other
//! program would write it.

use std::path::{Path, PathBuf};

use super::vfs::{self, Disk, Kind, Vfs};
use super::{StoreError, place, system};

/// The largest article or source file that is read, in bytes.
pub const CAP: u64 = 64 << 20;

/// Reads a file that a person named; returns its bytes and its name without the folder.
pub fn read(path: &Path) -> Result<(Vec<u8>, String), StoreError> {
    let bytes = Disk.read_outside(path, CAP)?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok((bytes, name))
}

/// Writes a file that a person named, for its owner alone, whole or not at all; one that stands there is replaced.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put(path, |temp| Ok(vfs::write_new(&Disk, temp, bytes, None)?))
}

/// Writes a file that was made for everybody: for whomever the person's umask lets in, and where it replaces another
/// one, for whomever that was.
pub fn publish(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let standing = Disk.look(path)?.filter(|found| found.kind == Kind::File);
    put(path, |temp| {
        let mut file = Disk::create_shared(temp)?;
        let written = file
            .write_all(bytes)
            .and_then(|()| standing.map_or(Ok(()), |standing| Disk.set_mode(temp, standing.mode)))
            .and_then(|()| file.sync_all());
        if written.is_err() {
            drop(Disk.remove(temp));
        }
        Ok(written?)
    })
}

/// Has a temporary file written beside the one that is meant, and gives it its name.
fn put(path: &Path, write: impl FnOnce(&Path) -> Result<(), StoreError>) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if path.file_name().is_none() {
        return Err(StoreError::at(path, "is not the name of a file. Give one, such as report.html."));
    }
    let temp = folder.join(vfs::temporary_name(&system::random_name()));
    write(&temp)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_public_may_not_see_is_for_its_owner_alone_even_in_the_place_of_a_file_for_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        publish(&path, b"for all").unwrap();
        Disk.set_mode(&path, 0o664).unwrap();
        publish(&path, b"for all again").unwrap();
        assert_eq!(Disk.metadata(&path).unwrap().mode, 0o664, "who was let in stays in");
        write(&path, b"for the desk").unwrap();
        assert_eq!(Disk.metadata(&path).unwrap().mode, 0o600);
        assert_eq!(read(&path).unwrap(), (b"for the desk".to_vec(), "report.html".to_owned()));
        assert_eq!(Disk.list(folder.path()).unwrap().len(), 1);
    }

    #[test]
    fn what_is_for_everybody_is_for_whom_the_umask_lets_in() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, usual) = (folder.path().join("ours"), folder.path().join("usual"));
        publish(&ours, b"x").unwrap();
        let plain = rustix::fs::open(
            &usual,
            rustix::fs::OFlags::CREATE | rustix::fs::OFlags::WRONLY,
            rustix::fs::Mode::from_raw_mode(0o666),
        );
        plain.unwrap();
        assert_eq!(Disk.metadata(&ours).unwrap().mode, Disk.metadata(&usual).unwrap().mode);
    }
}
