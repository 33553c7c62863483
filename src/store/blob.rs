//! Files that never change once written: named by their hash (evidence, extracted texts, large transactions)
//! or by an id (drafts and originals).
//!
//! Knows bytes and names, not what they are for. What is acknowledged is `Ok`: the bytes and their name are
//! on the disk, so that a record may name them.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::hash::{Hasher, Sha256};
use super::stream;
use super::vfs::{self, Doing, Vfs, VfsError, VfsFile};

/// Bytes read at a time.
const STEP: usize = 64 * 1024;

/// A file that was kept under its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The hash of its bytes.
    pub sha256: Sha256,
    /// Its length in bytes.
    pub len: u64,
    /// Its name in the folder, `<hash>.<extension>`.
    pub name: String,
    /// How it came there.
    pub how: How,
}

/// How a file came to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It was written now.
    Written,
    /// It was there already, and whole.
    Reused,
    /// One of that name was damaged; it is now under the name given here, and the whole one in its place.
    Healed {
        /// The damaged file's new name.
        aside: String,
    },
}

/// Why a file could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// A call to the files failed.
    #[error(transparent)]
    File(#[from] VfsError),
    /// What was to be kept could not be read to its end.
    #[error("could not read what was to be kept as {}: {source}", path.display())]
    Source {
        /// Where it was being written.
        path: PathBuf,
        /// What failed.
        source: std::io::Error,
    },
    /// What was to be kept is longer than allowed.
    #[error("what was to be kept in {} is larger than the limit of {cap} bytes", folder.display())]
    TooLarge {
        /// The folder.
        folder: PathBuf,
        /// The limit in bytes.
        cap: u64,
    },
    /// Another file of that name is there, and such files are never replaced.
    #[error("{} is there already with other contents, and it is never replaced", path.display())]
    Different {
        /// The file.
        path: PathBuf,
    },
    /// The file is not what it was when its record was written.
    #[error("{} is damaged: it changed after it was put there", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The hash that it should have.
        expected: Sha256,
        /// The hash that it has.
        found: Sha256,
    },
}

/// Keeps what the reader gives, at most `cap` bytes, under its hash. `temp_name` is fresh and random.
///
/// The extension comes from a file of somebody else's: anything but a few ASCII letters and digits becomes `bin`.
pub fn keep(
    vfs: &dyn Vfs,
    folder: &Path,
    extension: &str,
    reader: &mut dyn Read,
    cap: u64,
    temp_name: &str,
) -> Result<Kept, BlobError> {
    let temp = folder.join(temp_name);
    let mut file = vfs.create_new(&temp)?;
    let streamed = stream(file.as_mut(), folder, &temp, reader, cap);
    let kept = streamed.and_then(|(sha256, len)| {
        let name = format!("{sha256}.{}", plain_extension(extension));
        let how = place(vfs, folder, &name, &temp, sha256)?;
        Ok(Kept { sha256, len, name, how })
    });
    if kept.is_err() {
        // It may be in place already; what went wrong first is what counts.
        drop(vfs.remove(&temp));
    }
    kept
}

/// Keeps bytes under a name of their own. The same bytes again are fine; other bytes are refused.
pub fn named(
    vfs: &dyn Vfs,
    folder: &Path,
    name: &str,
    bytes: &[u8],
    temp_name: &str,
) -> Result<(), BlobError> {
    let (path, temp) = (folder.join(name), folder.join(temp_name));
    vfs::write_new(vfs, &temp, bytes, None)?;
    let placed = place_or_reuse(vfs, &path, &temp, Sha256::of(bytes));
    if !matches!(placed, Ok(Some(_))) {
        drop(vfs.remove(&temp));
    }
    if placed?.is_none() {
        return Err(BlobError::Different { path });
    }
    Ok(vfs.sync_folder(folder)?)
}

/// Reads a file of at most `cap` bytes and makes sure that it is the one that was kept.
pub fn read_verified(vfs: &dyn Vfs, path: &Path, expected: Sha256, cap: u64) -> Result<Vec<u8>, BlobError> {
    let bytes = vfs.read(path, cap)?;
    let found = Sha256::of(&bytes);
    if found == expected {
        return Ok(bytes);
    }
    Err(BlobError::Damaged { path: path.to_owned(), expected, found })
}

/// Hashes a file of any length without holding it in memory.
pub fn hash_of(vfs: &dyn Vfs, path: &Path) -> Result<Sha256, VfsError> {
    let mut reader = vfs.open(path)?;
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; STEP];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finish()),
            Ok(count) => hasher.take(&buffer[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(VfsError::new(Doing::Read, path, error)),
        }
    }
}

/// Copies a file to a name that must be free; its bytes are durable then, its name only once the folder is synced.
pub fn copy(vfs: &dyn Vfs, from: &Path, to: &Path) -> Result<(), BlobError> {
    let mut reader = vfs.open(from)?;
    let mut file = vfs.create_new(to)?;
    let folder = to.parent().unwrap_or(to);
    let copied = stream(file.as_mut(), folder, to, &mut reader, u64::MAX);
    if copied.is_err() {
        drop(vfs.remove(to));
    }
    copied.map(drop)
}

/// Gives the extension in lower case if it is short and plain, else `bin`.
pub fn plain_extension(extension: &str) -> String {
    let plain =
        (1..=10).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { extension.to_ascii_lowercase() } else { "bin".to_owned() }
}

/// Puts what the reader gives, at most `cap` bytes, into a file; the bytes are durable then.
fn stream(
    file: &mut dyn VfsFile,
    folder: &Path,
    temp: &Path,
    reader: &mut dyn Read,
    cap: u64,
) -> Result<(Sha256, u64), BlobError> {
    let put = stream::stream(file, &mut reader.take(cap.saturating_add(1)));
    let put = put.map_err(|error| match error.downcast::<VfsError>() {
        Ok(error) => BlobError::File(error),
        Err(source) => BlobError::Source { path: temp.to_owned(), source },
    })?;
    if put.len > cap {
        return Err(BlobError::TooLarge { folder: folder.to_owned(), cap });
    }
    file.sync_all()?;
    Ok((put.sha256, put.len))
}

fn place(vfs: &dyn Vfs, folder: &Path, name: &str, temp: &Path, sha256: Sha256) -> Result<How, BlobError> {
    let how = match place_or_reuse(vfs, &folder.join(name), temp, sha256)? {
        Some(how) => how,
        None => heal(vfs, folder, name, temp)?,
    };
    vfs.sync_folder(folder)?;
    Ok(how)
}

/// Gives the temporary file, which is durable, its name, or does nothing if other bytes stand there.
fn place_or_reuse(vfs: &dyn Vfs, path: &Path, temp: &Path, sha256: Sha256) -> Result<Option<How>, VfsError> {
    match vfs::place_new(vfs, temp, path) {
        Ok(()) => Ok(Some(How::Written)),
        Err(error) if !error.is_already_there() => Err(error),
        Err(_) if hash_of(vfs, path)? != sha256 => Ok(None),
        Err(_) => {
            // Whoever wrote the same may not have waited for the disk, or in vain: ours is durable.
            vfs.rename_over(temp, path)?;
            // Two names of one file, when an earlier try stopped half way: both have stayed.
            match vfs.remove(temp) {
                Err(error) if !error.is_missing() => Err(error),
                _ => Ok(Some(How::Reused)),
            }
        }
    }
}

fn heal(vfs: &dyn Vfs, folder: &Path, name: &str, temp: &Path) -> Result<How, BlobError> {
    let random = temp.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let aside = format!("{name}.damaged-{}", random.trim_start_matches('.'));
    vfs::place_new(vfs, &folder.join(name), &folder.join(&aside))?;
    vfs::place_new(vfs, temp, &folder.join(name))?;
    Ok(How::Healed { aside })
}

#[cfg(test)]
mod tests;
