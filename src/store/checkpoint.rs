//! Replaces a file so that at every moment, power cuts included, the old or the new one is there whole,
//! and so that what somebody else wrote meanwhile is never overwritten.
//!
//! Knows bytes, not what they mean. What is acknowledged is `Ok`: the bytes and their name are on the disk.
//!
//! *Limitations:* where the file system cannot exchange two names (some network and FUSE file systems), a
//! file that another program puts in place by rename between our last look and our rename is lost;
//! where it has no hard links either (FAT), so is what is written into the file in that moment, and the rename
//! itself is as safe as that file system makes it. Who holds the old file open and writes into it later
//! writes into `NAME.prev`.

use std::path::Path;

use super::hash::Sha256;
use super::vfs::{self, Kind, Vfs, VfsError};

/// The largest file that is replaced, in bytes; a project of that size is a mistake.
pub const CAP: u64 = 1 << 30;

/// How often a swap is turned back when others keep on writing at the same moment.
const TURNS: usize = 8;

/// What the caller knows of the file that it wants to replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// There should be no such file yet.
    Nothing,
    /// It has this hash: it was loaded so, or replaced with `Ok`.
    Saved(Sha256),
    /// It has this hash by a replacement that ended [`ReplaceError::InDoubt`]: it is written again even if
    /// the bytes are the same, because no later sync makes up for one that failed.
    InDoubt(Sha256),
}

/// A file replaced, or found to need no replacing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// The new bytes are there, the old ones under `NAME.prev`.
    Written(Sha256),
    /// The bytes were the same; they and their name are durable.
    Unchanged(Sha256),
}

impl Replaced {
    /// Gives the hash of the file as it stands: what to expect next time.
    pub fn hash(self) -> Sha256 {
        match self {
            Self::Written(hash) | Self::Unchanged(hash) => hash,
        }
    }
}

/// Why a file was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The file is not the one that was loaded. It stands where it stood, ours is nowhere.
    #[error("somebody else changed {name} meanwhile")]
    SomebodyElseWrote {
        /// The file's name.
        name: String,
        /// What they wrote; expect its hash after having merged it.
        their_bytes: Vec<u8>,
        /// Another version by somebody else, if several wrote at once: kept under this name.
        kept: Option<String>,
    },
    /// The old file stands where it stood.
    #[error("could not save {name}: {source}")]
    Untouched {
        /// The file's name.
        name: String,
        /// What failed.
        source: VfsError,
    },
    /// The new bytes are in place, but nobody knows whether a power cut would leave them there.
    #[error("saved {name}, but could not make sure that the disk has it: {source}")]
    InDoubt {
        /// The file's name.
        name: String,
        /// The hash of what is in place: try again with [`Expected::InDoubt`].
        hash: Sha256,
        /// What failed.
        source: VfsError,
    },
    /// What was read back is not what was written. The old file stands where it stood.
    #[error("could not save {name}: the disk gave back other bytes than were written")]
    ReadBackDiffers {
        /// The file's name.
        name: String,
    },
}

/// Gives the name under which the version before is kept.
pub fn previous_name(name: &str) -> String {
    format!("{name}.prev")
}

/// Replaces the file `name` in `folder` by `bytes`, if it is still the one that `expected`
/// tells. `temp_name` is fresh and random ([`vfs::temporary_name`]).
///
/// A file that was expected and is gone is written anew. After any error, try again with another
/// temporary name; nothing needs repairing first.
pub fn replace(
    vfs: &dyn Vfs,
    folder: &Path,
    name: &str,
    expected: Expected,
    bytes: &[u8],
    temp_name: &str,
) -> Result<Replaced, ReplaceError> {
    Replacement { vfs, folder, name, expected, bytes, hash: Sha256::of(bytes), temp_name }.run()
}

/// One replacement under way.
struct Replacement<'a> {
    vfs: &'a dyn Vfs,
    folder: &'a Path,
    name: &'a str,
    expected: Expected,
    bytes: &'a [u8],
    hash: Sha256,
    temp_name: &'a str,
}

impl Replacement<'_> {
    fn run(&self) -> Result<Replaced, ReplaceError> {
        let standing = self.vfs.look(&self.at(self.name)).map_err(|error| self.untouched(error))?;
        let Some(standing) = standing else {
            return self.write_first();
        };
        let old = self.read(self.name).map_err(|error| self.untouched(error))?;
        let old_hash = Sha256::of(&old);
        if Expected::Saved(old_hash) == self.expected && old_hash == self.hash {
            return self.acknowledge_unchanged();
        }
        if !self.is_ours_to_replace(old_hash) {
            return Err(self.somebody_else(old, None));
        }
        self.write_temp(Some(standing.mode))?;
        match self.vfs.exchange(&self.at(self.temp_name), &self.at(self.name)) {
            Ok(()) => self.settle_exchange(),
            Err(error) if error.is_unsupported() => self.link_and_rename(&old),
            Err(error) if error.is_missing() => self.place_first(),
            Err(error) => {
                self.discard_if_ours();
                Err(self.untouched(error))
            }
        }
    }

    /// Nothing is to be written; but whoever wrote the file may not have waited for the disk.
    fn acknowledge_unchanged(&self) -> Result<Replaced, ReplaceError> {
        let synced = self.vfs.sync_file(&self.at(self.name)).and_then(|()| self.vfs.sync_folder(self.folder));
        synced.map_err(|error| self.in_doubt(error))?;
        Ok(Replaced::Unchanged(self.hash))
    }

    fn write_first(&self) -> Result<Replaced, ReplaceError> {
        self.write_temp(None)?;
        self.place_first()
    }

    /// The name is free: takes it, unless somebody else does so at the same moment.
    fn place_first(&self) -> Result<Replaced, ReplaceError> {
        match vfs::place_new(self.vfs, &self.at(self.temp_name), &self.at(self.name)) {
            Ok(()) => self.acknowledge(),
            Err(error) => {
                self.discard_if_ours();
                if error.is_already_there() {
                    let theirs = self.read(self.name).map_err(|error| self.untouched(error))?;
                    return Err(self.somebody_else(theirs, None));
                }
                // Where the free name was taken by a link, and only removing the other one failed, ours is there.
                let placed = self.read(self.name).is_ok_and(|found| found == self.bytes);
                Err(if placed { self.in_doubt(error) } else { self.untouched(error) })
            }
        }
    }

    /// Writes the temporary file, durable and read back.
    fn write_temp(&self, mode: Option<u32>) -> Result<(), ReplaceError> {
        let temp = self.at(self.temp_name);
        vfs::write_new(self.vfs, &temp, self.bytes, mode).map_err(|error| self.untouched(error))?;
        let read_back = self.read(self.temp_name);
        if read_back.as_ref().is_ok_and(|found| found == self.bytes) {
            return Ok(());
        }
        drop(self.vfs.remove(&temp));
        Err(match read_back {
            Ok(_) => ReplaceError::ReadBackDiffers { name: self.name.to_owned() },
            Err(error) => self.untouched(error),
        })
    }

    /// Ours is in place, what stood there is under the temporary name: finds out whose that is.
    fn settle_exchange(&self) -> Result<Replaced, ReplaceError> {
        let swapped_out = self.read(self.temp_name).map_err(|error| self.in_doubt(error))?;
        if self.is_ours_to_replace(Sha256::of(&swapped_out)) {
            let (temp, previous) = (self.at(self.temp_name), self.at(&previous_name(self.name)));
            self.vfs.rename_over(&temp, &previous).map_err(|error| self.in_doubt(error))?;
            return self.acknowledge();
        }
        self.put_back(swapped_out)
    }

    /// Somebody wrote between our look and our swap: theirs goes back in place, and whatever turns up
    /// under the temporary name that is not ours is never removed.
    fn put_back(&self, mut theirs: Vec<u8>) -> Result<Replaced, ReplaceError> {
        let (temp, standing) = (self.at(self.temp_name), self.at(self.name));
        let mut in_place = self.bytes.to_vec();
        for _ in 0..TURNS {
            self.vfs.exchange(&temp, &standing).map_err(|error| self.in_doubt(error))?;
            let found = self.read(self.temp_name).map_err(|error| self.in_doubt(error))?;
            if found == in_place {
                break;
            }
            // They wrote once more: that is the newer one, and what we have just put in place goes out again.
            in_place = std::mem::replace(&mut theirs, found);
        }
        let aside = self.read(self.temp_name).map_err(|error| self.in_doubt(error))?;
        let kept = (aside != self.bytes)
            .then(|| format!("{}.other-{}", self.name, self.temp_name.trim_start_matches('.')));
        let cleared = match &kept {
            Some(kept) => vfs::place_new(self.vfs, &temp, &self.at(kept)),
            None => self.vfs.remove(&temp),
        };
        cleared.and_then(|()| self.vfs.sync_folder(self.folder)).map_err(|error| self.in_doubt(error))?;
        Err(self.somebody_else(theirs, kept))
    }

    /// The other way, for file systems that cannot exchange two names.
    fn link_and_rename(&self, old: &[u8]) -> Result<Replaced, ReplaceError> {
        let (temp, standing) = (self.at(self.temp_name), self.at(self.name));
        if let Err(error) = self.keep_previous(old) {
            self.discard_if_ours();
            return Err(self.untouched(error));
        }
        // The last look before the point of no return.
        let found = self.read(self.name);
        if !found.as_ref().is_ok_and(|found| found == old) {
            self.discard_if_ours();
            return Err(match found {
                Ok(theirs) => self.somebody_else(theirs, None),
                Err(error) => self.untouched(error),
            });
        }
        if let Err(error) = self.vfs.rename_over(&temp, &standing) {
            self.discard_if_ours();
            return Err(self.untouched(error));
        }
        // Who wrote into the file, rather than in its place, wrote into what is now the previous one.
        let previous = self.read(&previous_name(self.name)).map_err(|error| self.in_doubt(error))?;
        if previous == old {
            return self.acknowledge();
        }
        let put_back = vfs::write_new(self.vfs, &temp, &previous, None)
            .and_then(|()| self.vfs.rename_over(&temp, &standing))
            .and_then(|()| self.vfs.sync_folder(self.folder));
        put_back.map_err(|error| self.in_doubt(error))?;
        Err(self.somebody_else(previous, None))
    }

    /// Keeps the old file as the previous one, by a second name or, without links, by a copy.
    fn keep_previous(&self, old: &[u8]) -> Result<(), VfsError> {
        let stem = self.temp_name.strip_suffix(".tmp").unwrap_or(self.temp_name);
        let aside = self.at(&format!("{stem}-old.tmp"));
        match self.vfs.hard_link(&self.at(self.name), &aside) {
            Err(error) if error.is_unsupported() => vfs::write_new(self.vfs, &aside, old, None)?,
            linked => linked?,
        }
        self.vfs.rename_over(&aside, &self.at(&previous_name(self.name)))?;
        // Both names of one file: the rename has left both (an earlier attempt came this far).
        match self.vfs.remove(&aside) {
            Err(error) if !error.is_missing() => Err(error),
            _ => Ok(()),
        }
    }

    fn acknowledge(&self) -> Result<Replaced, ReplaceError> {
        self.vfs.sync_folder(self.folder).map_err(|error| self.in_doubt(error))?;
        Ok(Replaced::Written(self.hash))
    }

    /// Tells whether a version may become the previous one: the one we loaded, or what we are writing anyway.
    fn is_ours_to_replace(&self, found: Sha256) -> bool {
        found == self.hash
            || match self.expected {
                Expected::Nothing => false,
                Expected::Saved(hash) | Expected::InDoubt(hash) => found == hash,
            }
    }

    /// Removes the temporary file unless it holds anything but our bytes (a failed call may have worked).
    fn discard_if_ours(&self) {
        if self.read(self.temp_name).is_ok_and(|found| found == self.bytes) {
            drop(self.vfs.remove(&self.at(self.temp_name)));
        }
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, VfsError> {
        self.vfs.read(&self.at(name), CAP)
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.folder.join(name)
    }

    fn untouched(&self, source: VfsError) -> ReplaceError {
        ReplaceError::Untouched { name: self.name.to_owned(), source }
    }

    fn in_doubt(&self, source: VfsError) -> ReplaceError {
        ReplaceError::InDoubt { name: self.name.to_owned(), hash: self.hash, source }
    }

    fn somebody_else(&self, their_bytes: Vec<u8>, kept: Option<String>) -> ReplaceError {
        ReplaceError::SomebodyElseWrote { name: self.name.to_owned(), their_bytes, kept }
    }
}

/// Lists temporary files in a folder: what an interrupted save has left. One may be the only copy of what
/// somebody else wrote at that moment: read it, offer it, and only then remove it.
pub fn leftovers(vfs: &dyn Vfs, folder: &Path) -> Result<Vec<String>, VfsError> {
    let names = vfs.list(folder)?.into_iter().filter(|entry| entry.kind == Kind::File);
    Ok(names
        .filter_map(|entry| entry.name.into_string().ok())
        .filter(|name| vfs::is_temporary(name))
        .collect())
}

#[cfg(test)]
mod tests;
