//! The sample project, carried inside the program, so that it is there wherever the program is.
//!
//! Its files are made by `projects/cuomo-resignation.sh`, which also writes the list of them here.

use std::path::Path;

use super::schema::v1::Texts;
use super::vfs::{self, Access, Disk, Vfs as _};
use super::{StoreError, opening, place, state};
use crate::model::{Project, Prose};

/// What the sample's folder is called.
pub const NAME: &str = "cuomo-resignation";

/// Names the files of the sample's folder and takes their bytes in.
macro_rules! files {
    ($($name:literal,)*) => {
        &[$(($name, include_bytes!(concat!("../../projects/cuomo-resignation/", $name)) as &[u8]),)*]
    };
}

/// Each file's path within the project, and its bytes.
static FILES: &[(&str, &[u8])] = files![
    // The files begin here.
    ".gitattributes",
    ".gitignore",
    "drafts/d-wqtrgxz5m4.txt",
    "evidence/71252f3ab0364b3f63a6dd0fa8f101525c36235d9b778e5391fca2dc9331f469.txt",
    "log/w-7q6ge8a454.ron",
    "originals/3cdf684498c45c1917f388278c1b9a66964c7b615b9af584c7a73702dfcd2a1d.txt",
    "project.ron",
    "texts/71252f3ab0364b3f63a6dd0fa8f101525c36235d9b778e5391fca2dc9331f469.txt",
    // The files end here.
];

/// Puts a copy of the sample into a folder that is not there yet, or is empty, as a project of its own.
pub fn copy_to(folder: &Path) -> Result<(), StoreError> {
    place::ensure_all(&Disk, folder)?;
    if !Disk.list(folder)?.is_empty() {
        return Err(StoreError::at(folder, "is not empty. Choose a new folder for the sample."));
    }
    let is_state = |name: &str| name == opening::STATE;
    // The state comes last, so that half a copy is no project.
    let last = FILES.iter().filter(|(name, _)| is_state(name));
    for (name, bytes) in FILES.iter().filter(|(name, _)| !is_state(name)).chain(last) {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            vfs::ensure_folder(&Disk, parent, Access::Usual)?;
        }
        vfs::write_new(&Disk, &path, bytes, None)?;
        if let Some(parent) = path.parent() {
            Disk.sync_folder(parent)?;
        }
    }
    Disk.sync_folder(folder)?;
    Ok(())
}

/// Reads the sample's records without putting it anywhere.
pub fn project() -> Result<Project, StoreError> {
    let text_of = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let texts: Texts = FILES
        .iter()
        .filter(|(name, _)| [opening::DRAFTS, opening::TEXTS].iter().any(|folder| name.starts_with(folder)))
        .map(|(_, bytes)| Prose::new(text_of(bytes)))
        .map(|prose| (prose.sha256().to_owned(), prose))
        .collect();
    let state = FILES.iter().find(|(name, _)| *name == opening::STATE).map_or(&[][..], |(_, bytes)| bytes);
    let read = state::read(&text_of(state), &texts)
        .map_err(|error| StoreError::Words(format!("The sample cannot be read: {error}.")))?;
    Ok(read.project)
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::disallowed_methods,
        reason = "compares the program's copy with the folder in the source"
    )]

    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::super::verify;
    use super::*;

    fn read(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                read(&entry.path(), &format!("{name}/"), files);
            } else {
                files.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
    }

    fn in_the_source() -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        read(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("projects").join(NAME), "", &mut files);
        // What a program that had the folder open leaves behind is no part of it.
        files.retain(|name, _| [".prev", ".lock"].iter().all(|ending| !name.ends_with(ending)));
        files
    }

    #[test]
    fn the_program_carries_every_file_of_the_sample() {
        let carried: BTreeMap<String, Vec<u8>> =
            FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        assert_eq!(
            carried.keys().collect::<Vec<_>>(),
            in_the_source().keys().collect::<Vec<_>>(),
            "run projects/cuomo-resignation.sh"
        );
        assert!(carried == in_the_source(), "a file of the sample has changed since the program was built");
    }

    #[test]
    fn a_copy_of_the_sample_is_a_whole_project() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("deeper").join(NAME);
        copy_to(&copy).unwrap();
        assert_eq!(verify(&copy), vec![]);
        assert!(copy_to(&copy).is_err());
    }

    #[test]
    fn the_sample_is_read_in_place_as_it_is_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        copy_to(folder.path()).unwrap();
        let place = crate::store::Place::within(&folder.path().join("machine"));
        let opened = crate::store::open(folder.path(), &place).unwrap();
        assert!(opened.project == project().unwrap());
    }
}
