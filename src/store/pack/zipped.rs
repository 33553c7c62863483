//! Writes files into one zip: whole or not at all, and the same files always to the same bytes.
//!
//! No time, user, host or permission but 0644 goes in. Knows names and bytes, not what they are for.

use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::store::StoreError;
use crate::store::bare::{Content, Members};
use crate::store::staging::parent_of;
use crate::store::vfs::{self, Vfs, VfsFile};
use crate::store::{place, system};

/// Endings of files that are compressed already.
const COMPRESSED: &[&str] = &[
    "jpg",
    "jpeg",
    "png",
    "gif",
    "webp",
    "heic",
    "avif",
    "mp3",
    "m4a",
    "aac",
    "ogg",
    "opus",
    "flac",
    "mp4",
    "m4v",
    "mov",
    "mkv",
    "webm",
    "avi",
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "ods",
    "odp",
    "epub",
    "pages",
    "numbers",
    "zip",
    "gz",
    "bz2",
    "xz",
    "7z",
    "rar",
    "zst",
    "redpencil",
];
/// What would swell further than this on unpacking is put in as it is: our own packs are never taken for bombs.
const SWELLS_AT_MOST: u64 = 100;
/// Files from this length on need long counts.
const LONG: u64 = 4_000_000_000;
const LEVEL: u32 = 6;

/// Writes the files; what stands at the path is replaced. When this returns, the file is on the disk.
pub(super) fn write(vfs: &dyn Vfs, path: &Path, members: &Members) -> Result<u64, StoreError> {
    if path.file_name().is_none() {
        return Err(StoreError::at(path, "is not the name of a file. Give one, such as article.redpencil."));
    }
    let folder = parent_of(path);
    place::ensure_all(vfs, folder)?;
    let temp = folder.join(vfs::temporary_name(&system::random_name()));
    let written = write_to(vfs, &temp, members).and_then(|bytes| {
        vfs.rename_over(&temp, path)?;
        Ok(bytes)
    });
    if written.is_err() {
        drop(vfs.remove(&temp));
    }
    let bytes = written?;
    vfs.sync_folder(folder)?;
    Ok(bytes)
}

fn write_to(vfs: &dyn Vfs, temp: &Path, members: &Members) -> Result<u64, StoreError> {
    let failed =
        |error: &dyn std::fmt::Display| StoreError::Words(format!("Could not write the pack: {error}."));
    let sink = Sink { file: vfs.create_new(temp)?, len: 0 };
    let mut zip: ZipWriter<StreamWriter<_>> = ZipWriter::new_stream(BufWriter::with_capacity(1 << 16, sink));
    // In order of the names as they stand in the file.
    let mut ordered: Vec<(String, &Content)> =
        members.iter().map(|(name, content)| (name.to_string(), content)).collect();
    ordered.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    for (name, content) in ordered {
        let len = match content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(_, len) => *len,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method(vfs, &name, content)?)
            .compression_level(None)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(len >= LONG);
        zip.start_file(&name, options).map_err(|error| failed(&error))?;
        let copied = io::copy(&mut open(vfs, content)?, &mut zip).map_err(|error| failed(&error))?;
        if copied != len {
            return Err(failed(&format!("{name} became shorter meanwhile; try again")));
        }
    }
    let finished = zip.finish().map_err(|error| failed(&error))?;
    let mut sink = finished.into_inner().into_inner().map_err(|error| failed(&error.error()))?;
    sink.file.sync_all()?;
    Ok(sink.len)
}

fn open<'a>(vfs: &dyn Vfs, content: &'a Content) -> Result<Box<dyn Read + 'a>, StoreError> {
    Ok(match content {
        Content::Bytes(bytes) => Box::new(bytes.as_slice()),
        // What is written to it from now on is not in what was planned.
        Content::File(path, len) => Box::new(vfs.open(path)?.take(*len)),
    })
}

/// Decides how a file goes in.
fn method(vfs: &dyn Vfs, name: &str, content: &Content) -> Result<CompressionMethod, StoreError> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if COMPRESSED.contains(&ending) {
        return Ok(CompressionMethod::Stored);
    }
    let mut counting = flate2::write::DeflateEncoder::new(Count(0), flate2::Compression::new(LEVEL));
    let out = io::copy(&mut open(vfs, content)?, &mut counting)
        .and_then(|out| Ok((out, counting.finish()?.0)))
        .map_err(|error| StoreError::Words(format!("Could not read {name} to pack it: {error}.")))?;
    let (long, short) = out;
    let swells = long > short.saturating_mul(SWELLS_AT_MOST);
    Ok(if swells || short >= long { CompressionMethod::Stored } else { CompressionMethod::Deflated })
}

/// Counts what is written to it.
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file of the store as a place to write to.
struct Sink {
    file: Box<dyn VfsFile>,
    len: u64,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes).map_err(io::Error::other)?;
        self.len += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
