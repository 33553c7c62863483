//! What went wrong with the files, in one sentence that says what was being done, to what, and why it failed.

use std::path::Path;

use super::blob::BlobError;
use super::checkpoint::ReplaceError;
use super::log::LogError;
use super::vfs::VfsError;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A call to the files failed.
    #[error(transparent)]
    File(#[from] VfsError),
    /// A file could not be kept or read back.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// A log could not be written.
    #[error(transparent)]
    Log(#[from] LogError),
    /// `project.ron` or a report could not be replaced.
    #[error(transparent)]
    Replace(#[from] ReplaceError),
    /// Anything else, in words.
    #[error("{0}")]
    Words(String),
}

impl StoreError {
    /// Returns the call to the files that failed, where it was one.
    pub fn cause(&self) -> Option<&VfsError> {
        match self {
            Self::File(error)
            | Self::Blob(BlobError::File(error))
            | Self::Log(LogError::File(error))
            | Self::Replace(
                ReplaceError::Untouched { source: error, .. } | ReplaceError::InDoubt { source: error, .. },
            ) => Some(error),
            _ => None,
        }
    }

    /// Says in words what is wrong with a path and what to do next.
    pub(super) fn at(path: &Path, words: &str) -> Self {
        Self::Words(format!("{} {words}", path.display()))
    }
}
