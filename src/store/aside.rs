//! Edits of which there are very many at once: they stand in a file of their own beside the log, under their hash, and
//! their record names it.
//!
//! Knows how long is too long, and where such a file goes; not what is in the edits.

use std::path::Path;

use super::hash::Sha256;
use super::opening::LOGS;
use super::schema::v1::{Edit, Edits};
use super::vfs::{self, Access, Vfs};
use super::{StoreError, blob, system};

/// Edits longer than this stand in a file of their own.
pub(super) const OVER: usize = 1 << 20;

/// Leaves edits where they are, or returns what is to stand aside in a file and what names it in their record.
pub(super) fn set_aside(edits: Vec<Edit>) -> Result<(Edits, Option<(Sha256, String)>), StoreError> {
    set_aside_over(edits, OVER)
}

fn set_aside_over(edits: Vec<Edit>, over: usize) -> Result<(Edits, Option<(Sha256, String)>), StoreError> {
    let text = ron::to_string(&edits).map_err(|error| StoreError::Words(error.to_string()))?;
    if text.len() <= over {
        return Ok((Edits::Here(edits), None));
    }
    let hash = Sha256::of(text.as_bytes());
    Ok((Edits::Aside(hash.to_string()), Some((hash, text))))
}

/// The same for edits that are about to be logged in a project: what stands aside is on the disk afterwards.
pub(super) fn keep(
    vfs: &dyn Vfs,
    project: &Path,
    edits: Vec<Edit>,
    over: usize,
) -> Result<Edits, StoreError> {
    let (edits, aside) = set_aside_over(edits, over)?;
    if let Some((_, text)) = aside {
        let logs = project.join(LOGS);
        vfs::ensure_folder(vfs, &logs, Access::Usual)?;
        let temp = vfs::temporary_name(&system::random_name());
        blob::keep(vfs, &logs, "ron", &mut text.as_bytes(), u64::MAX, &temp)?;
    }
    Ok(edits)
}
