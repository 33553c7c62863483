//! Takes a packed project apart: the other half of `pack`, for files that come from anywhere.
//!
//! Names inside are never used as paths, what comes out is counted as it comes, and nothing gets the folder's name
//! before all of it is on the disk and reads as a project. What is not of a project's shape is left out and told.
//!
//! *Limitations:* of two files with one name the later one counts, as every program that reads such files has it.

use std::cell::Cell;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use zip::{CompressionMethod, ZipArchive};

use super::few;
use super::limit::{Limits, Meter};
use super::name::Name;
use crate::store::hash::{Hasher, Sha256};
use crate::store::problem::Problem;
use crate::store::staging::{Staging, expect_free};
use crate::store::vfs::{Seekable, Vfs};
use crate::store::{GIT_ATTRIBUTES, GIT_IGNORE, StoreError, opening, sealed, verify};

/// Bytes read and written at a time.
const STEP: usize = 64 * 1024;
/// What the list of a pack's files may take for each of them, in bytes.
const LIST_PER_MEMBER: u64 = 1024;
/// And in any case.
const LIST_AT_LEAST: u64 = 1 << 20;
/// The bits of a mode that tell what kind of file it is, and those of a regular one.
const KIND_OF_FILE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;

/// A project that was unpacked.
#[derive(Clone, Debug, Default)]
pub struct Unpacked {
    /// Its folder.
    pub folder: PathBuf,
    /// How many files it has.
    pub files: usize,
    /// Their length in bytes.
    pub bytes: u64,
    /// What was left out, a sentence each.
    pub left_out: Vec<String>,
    /// What is not as it should be.
    pub problems: Vec<Problem>,
}

impl Unpacked {
    /// Tells whether something was left out or is damaged.
    pub fn lacks_something(&self) -> bool {
        !self.left_out.is_empty() || self.problems.iter().any(|problem| problem.damage)
    }
}

type Archive = ZipArchive<Metered<BufReader<Box<dyn Seekable>>>>;

/// Unpacks a file into a folder that is not there yet, or is empty, on any disk.
pub fn unpack(vfs: &dyn Vfs, file: &Path, folder: &Path, limits: &Limits) -> Result<Unpacked, StoreError> {
    expect_free(vfs, folder)?;
    let (mut archive, budget, packed) = open(vfs, file, limits)?;
    if archive.has_overlapping_entries().map_err(|error| unreadable(file, &error))? {
        return Err(StoreError::at(
            file,
            "holds files that overlap one another, as only a file does that is made to fill the disk. Nothing was \
             unpacked.",
        ));
    }
    budget.set(u64::MAX);
    let mut sorting = Sorting::default();
    let wanted = sorting.sort(&archive);
    let logs = wanted.iter().filter(|(_, name)| matches!(name, Name::Log(_) | Name::LogCopy(..))).count();
    if logs > limits.logs {
        return Err(StoreError::Words(format!(
            "This pack is too large: it holds {logs} logs and the limit is {}. If you trust it, allow more with \
             --members.",
            limits.logs
        )));
    }
    let mut unpacking = Unpacking {
        staging: Staging::begin(vfs, folder)?,
        meter: Meter::new(limits, packed),
        unpacked: Unpacked { folder: folder.to_owned(), ..Unpacked::default() },
    };
    for (at, name) in wanted {
        unpacking.take_out(&mut archive, at, &name)?;
    }
    unpacking.put_git_files()?;
    let Unpacking { staging, mut unpacked, .. } = unpacking;
    unpacked.left_out = sorting.sentences(archive.has_duplicate_names());
    let found = opening::read(vfs, staging.folder());
    found.map_err(|_| {
        StoreError::at(file, "holds no redpencil project that can be read. Nothing was unpacked.")
    })?;
    unpacked.problems.extend(verify::verify_in(vfs, staging.folder()));
    staging.finish()?;
    Ok(unpacked)
}

fn open(vfs: &dyn Vfs, file: &Path, limits: &Limits) -> Result<(Archive, Rc<Cell<u64>>, u64), StoreError> {
    let mut bytes = vfs.open_seekable(file)?;
    let wrong = |error: io::Error| StoreError::Words(format!("Could not read {}: {error}.", file.display()));
    let packed = bytes.seek(SeekFrom::End(0)).map_err(wrong)?;
    bytes.seek(SeekFrom::Start(0)).map_err(wrong)?;
    let budget = Rc::new(Cell::new(LIST_AT_LEAST + LIST_PER_MEMBER * limits.members as u64));
    let metered = Metered { inner: BufReader::new(bytes), budget: Rc::clone(&budget) };
    let archive = ZipArchive::new(metered).map_err(|error| {
        if budget.get() == 0 {
            return StoreError::Words(format!(
                "The list of files in {} is too long: it would take more than {} files, which is the limit.",
                file.display(),
                limits.members
            ));
        }
        unreadable(file, &error)
    })?;
    if archive.len() > limits.members {
        return Err(StoreError::Words(format!(
            "This pack is too large: it holds {} files and the limit is {}. If you trust it, allow more with --members.",
            archive.len(),
            limits.members
        )));
    }
    Ok((archive, budget, packed))
}

fn unreadable(file: &Path, error: &dyn std::fmt::Display) -> StoreError {
    StoreError::Words(format!(
        "{} is no packed project, or it is damaged ({error}). Get it once more from whoever packed it.",
        file.display()
    ))
}

/// What is to be left out, by why.
#[derive(Debug, Default)]
struct Sorting {
    strange: Vec<String>,
    sealed: usize,
    no_files: Vec<String>,
    locked: Vec<String>,
}

impl Sorting {
    /// Finds the files that a project may have.
    fn sort(&mut self, archive: &Archive) -> Vec<(usize, Name)> {
        let mut wanted = Vec::new();
        for at in 0..archive.len() {
            let Ok(entry) = archive.by_index_data(at) else { continue };
            let raw = entry.name_raw();
            let shown = || String::from_utf8_lossy(raw).into_owned();
            let mode = entry.unix_mode().unwrap_or_default() & KIND_OF_FILE;
            match Name::parse(raw) {
                _ if raw.starts_with(sealed::FOLDER.as_bytes()) && raw.contains(&b'/') => self.sealed += 1,
                None if raw.ends_with(b"/") && is_folder(raw) => {}
                None => self.strange.push(shown()),
                Some(_) if entry.is_dir() || entry.is_symlink() || (mode != 0 && mode != REGULAR) => {
                    self.no_files.push(shown());
                }
                Some(_) if entry.encrypted() || !is_known(entry.compression()) => self.locked.push(shown()),
                Some(name) => wanted.push((at, name)),
            }
        }
        wanted
    }

    fn sentences(&self, has_duplicates: bool) -> Vec<String> {
        let told = |names: &[String], words: &str| {
            (!names.is_empty()).then(|| format!("{words}: {}.", few(names.iter().map(String::as_str))))
        };
        let mut said = Vec::new();
        said.extend(told(&self.strange, "Left out, because no file of a project has such a name"));
        said.extend(told(&self.no_files, "Left out, because it is a link or a device and no file"));
        said.extend(told(
            &self.locked,
            "Left out, because it is encrypted or packed in a way that this program does not read",
        ));
        if self.sealed > 0 {
            said.push("Left out: sealed values, which never travel.".to_owned());
        }
        if has_duplicates {
            said.push(
                "Some names stand in it more than once: the last file of each name was taken.".to_owned(),
            );
        }
        said
    }
}

/// Tells whether a name is that of a folder of a project: nothing has to be said of it.
fn is_folder(raw: &[u8]) -> bool {
    [&b"log/"[..], b"drafts/", b"texts/", b"originals/", b"evidence/"].contains(&raw)
}

fn is_known(method: CompressionMethod) -> bool {
    matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated)
}

/// An unpacking under way.
struct Unpacking<'a> {
    staging: Staging<'a>,
    meter: Meter<'a>,
    unpacked: Unpacked,
}

impl Unpacking<'_> {
    /// Takes one file out of the pack.
    fn take_out(&mut self, archive: &mut Archive, at: usize, name: &Name) -> Result<(), StoreError> {
        if matches!(name, Name::GitAttributes | Name::GitIgnore) {
            // What git does with a project is not for a pack to say.
            return Ok(());
        }
        let place = name.to_string();
        self.meter.begin(name);
        let mut file = self.staging.create(name)?;
        let mut reader = match archive.by_index(at) {
            Ok(reader) => reader,
            Err(error) => {
                drop(file);
                return self.set_aside(name, &format!("It cannot be read: {error}."));
            }
        };
        let (packed, declared) = (reader.compressed_size(), reader.size());
        let mut hasher = Hasher::default();
        let mut buffer = vec![0; STEP];
        let mut len = 0;
        let ended = loop {
            match reader.read(&mut buffer) {
                Ok(0) => break Ok(()),
                Ok(count) => {
                    len += count as u64;
                    self.meter.take(&place, len, packed, count as u64)?;
                    hasher.take(&buffer[..count]);
                    file.write_all(&buffer[..count])?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        drop(reader);
        file.sync_all()?;
        drop(file);
        let what = match ended {
            Err(error) => Some(format!("It is damaged in the pack: {error}.")),
            Ok(()) if len != declared => {
                Some(format!("It is {len} bytes long where the pack says {declared}."))
            }
            Ok(()) => None,
        };
        self.judge(name, len, hasher.finish(), what)
    }

    /// Keeps what came out where it is whole, or where its own checksums tell what of it is.
    fn judge(
        &mut self,
        name: &Name,
        len: u64,
        found: Sha256,
        what: Option<String>,
    ) -> Result<(), StoreError> {
        if name.hash().is_some_and(|expected| expected != found) {
            let what = what.unwrap_or_else(|| "What is in it does not fit its name.".to_owned());
            return self.set_aside(name, &what);
        }
        if let Some(what) = what {
            let repair = "What its own checksums bear out was taken.";
            self.unpacked.problems.push(Problem::damage(&name.to_string(), &what, repair));
        }
        self.unpacked.files += 1;
        self.unpacked.bytes += len;
        Ok(())
    }

    fn set_aside(&mut self, name: &Name, what: &str) -> Result<(), StoreError> {
        self.staging.take_back(name)?;
        let repair = "It was left out. Get the pack once more from whoever made it.";
        self.unpacked.problems.push(Problem::damage(&name.to_string(), what, repair));
        Ok(())
    }

    /// Every project has these, and always the same: sealed values stay out of git whatever a pack says.
    fn put_git_files(&mut self) -> Result<(), StoreError> {
        for (name, text) in [(Name::GitAttributes, GIT_ATTRIBUTES), (Name::GitIgnore, GIT_IGNORE)] {
            let put = self.staging.put(&name, &mut text.as_bytes())?;
            self.unpacked.files += 1;
            self.unpacked.bytes += put.len;
        }
        Ok(())
    }
}

/// Reads until so many bytes were asked for: the list of a pack's files is read whole before anything is known of it.
struct Metered<R> {
    inner: R,
    budget: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.get();
        if left == 0 {
            return Err(io::Error::other("its list of files is too long"));
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.inner.read(&mut buffer[..most])?;
        self.budget.set(left - count as u64);
        Ok(count)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }

    fn stream_position(&mut self) -> io::Result<u64> {
        self.inner.stream_position()
    }
}
