//! Where things are on this machine, and what is wrong with the settings file: found out once, read by every sheet.
//!
//! It must not ask the disk: whoever fills it does.

use std::path::PathBuf;

/// Where things are on this machine, found out once: no frame asks the disk.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The file of the settings; nothing where none is kept.
    pub settings: Option<PathBuf>,
    /// The folder for projects that have no file to stand beside.
    pub projects: Option<PathBuf>,
    /// The working copy of the sample.
    pub sample: PathBuf,
    /// The folder of what the program notes when it fails.
    pub faults: PathBuf,
    /// What is wrong with the settings file, a sentence each.
    pub complaints: Vec<String>,
}
