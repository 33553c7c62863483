//! Bytes on their way from a reader to a file: a piece at a time, and hashed as they pass.
//!
//! Knows neither names nor limits, and makes nothing durable.

use std::io::{self, Read};

use super::hash::{Hasher, Sha256};
use super::vfs::VfsFile;

/// Bytes read and written at a time.
const STEP: usize = 64 * 1024;

/// Bytes that were put into a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Put {
    /// Their hash.
    pub sha256: Sha256,
    /// How many there are.
    pub len: u64,
}

/// Copies bytes to a file, and hashes them on the way. An error of the file is inside the one that is returned.
pub(super) fn stream(file: &mut dyn VfsFile, reader: &mut dyn Read) -> io::Result<Put> {
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; STEP];
    let mut len = 0;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(Put { sha256: hasher.finish(), len }),
            Ok(count) => {
                hasher.take(&buffer[..count]);
                file.write_all(&buffer[..count]).map_err(io::Error::other)?;
                len += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
