//! Where this machine keeps what belongs to no project: settings, and how it left each project's log.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::vfs::{self, Access, Disk, Vfs};
use super::{machine, system, writer};

/// The machine's own folders.
#[derive(Clone, Debug)]
pub struct Place {
    pub(super) vfs: Arc<dyn Vfs>,
    config: PathBuf,
    state: PathBuf,
    data: PathBuf,
}

impl Place {
    /// Finds the folders that the platform gives programs for themselves.
    ///
    /// Where it gives none (no home folder), the temporary folder stands in.
    pub fn of_this_machine() -> Self {
        let folders = directories::ProjectDirs::from("", "", "redpencil");
        let fallback = std::env::temp_dir().join("redpencil");
        let config =
            folders.as_ref().map_or_else(|| fallback.join("config"), |dirs| dirs.config_dir().to_owned());
        let data = folders.as_ref().map_or_else(|| fallback.join("data"), |dirs| dirs.data_dir().to_owned());
        let state = folders.as_ref().and_then(|dirs| dirs.state_dir().map(Path::to_owned));
        let state = state.unwrap_or_else(|| data.join("state"));
        Self::new(Arc::new(Disk), config, state, data)
    }

    /// Uses these folders of these files.
    pub fn new(vfs: Arc<dyn Vfs>, config: PathBuf, state: PathBuf, data: PathBuf) -> Self {
        Self { vfs, config, state, data }
    }

    /// Puts all folders of the machine into one, as tests and portable copies want it.
    pub fn within(folder: &Path) -> Self {
        Self::new(Arc::new(Disk), folder.join("config"), folder.join("state"), folder.join("data"))
    }

    /// Returns the folder of the settings.
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// Returns the folder for projects and copies of the sample that nobody gave a place.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Returns the folder of what this machine notes for itself, made or not.
    pub(super) fn state_folder(&self) -> &Path {
        &self.state
    }

    /// Returns the folder where it is noted how each project's log was left, made if it is missing.
    pub(super) fn state(&self) -> &Path {
        // Without it a new log is begun each time; nothing is lost.
        drop(ensure_all(self.vfs.as_ref(), &self.state));
        &self.state
    }

    /// Returns the random name of this machine.
    pub(super) fn machine(&self) -> String {
        let fresh = writer::random_id('m', system::random_bits());
        machine::identify(self.vfs.as_ref(), self.state(), &fresh, &system::random_name())
    }
}

/// Creates a folder with all that it stands in.
pub(super) fn ensure_all(vfs: &dyn Vfs, folder: &Path) -> Result<(), vfs::VfsError> {
    if vfs.look(folder)?.is_some() {
        return Ok(());
    }
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        ensure_all(vfs, parent)?;
    }
    vfs::ensure_folder(vfs, folder, Access::Usual)
}
