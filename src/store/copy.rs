//! Copying a whole project: the copy is a project of its own, and its next writer begins a new log.

use std::collections::BTreeSet;
use std::path::Path;

use super::pack::few;
use super::vfs::{self, Access, Kind, Vfs};
use super::{StoreError, blob, place, sealed};

/// The mode that every new file has.
const OWNER_ONLY: u32 = 0o600;

/// Copies every file but temporary ones and locks, sealed values included: whoever goes on in the copy needs them.
/// Returns what else was left out, a sentence each.
///
/// `project.ron` comes before the logs: it names what has to be in them, so that half a copy never passes for a whole
/// one. Others may go on writing meanwhile: what their later records name is fetched in the end.
pub(super) fn copy(vfs: &dyn Vfs, from: &Path, to: &Path) -> Result<Vec<String>, StoreError> {
    let (from, to) = (vfs.canonical(from)?, to.to_owned());
    place::ensure_all(vfs, &to)?;
    if vfs.canonical(&to)?.starts_with(&from) {
        return Err(StoreError::at(&to, "lies within the project itself. Choose a folder beside it."));
    }
    if !vfs.list(&to)?.is_empty() {
        return Err(StoreError::at(&to, "is not empty. Choose a new folder for the copy."));
    }
    let mut copying = Copying { vfs, from: &from, left_out: BTreeSet::new() };
    copying.folder(&from, &to)?;
    copying.folder(&from, &to)?;
    let left_out = copying.left_out;
    Ok(if left_out.is_empty() {
        Vec::new()
    } else {
        let names = few(left_out.iter().map(String::as_str));
        vec![format!("Not copied, because it is a link or no file: {names}.")]
    })
}

/// A copy under way.
struct Copying<'a> {
    vfs: &'a dyn Vfs,
    /// The project's own folder.
    from: &'a Path,
    /// What is neither file nor folder.
    left_out: BTreeSet<String>,
}

impl Copying<'_> {
    /// Copies what is not in the copy yet.
    fn folder(&mut self, from: &Path, to: &Path) -> Result<(), StoreError> {
        let vfs = self.vfs;
        let is_top = from == self.from;
        let mut entries = vfs.list(from)?;
        entries
            .sort_by_key(|entry| (entry.name == super::opening::LOGS, entry.name == super::opening::STATE));
        let mut is_synced = true;
        for entry in entries {
            let name = entry.name.to_string_lossy();
            // Below the top, a file of any ending may be evidence.
            let is_ours =
                Path::new(&*name).extension().is_some_and(|ending| ending == "lock") || name == ".git";
            if vfs::is_temporary(&name) || (is_top && is_ours) {
                continue;
            }
            let (source, copy) = (from.join(&entry.name), to.join(&entry.name));
            match entry.kind {
                Kind::Folder => {
                    if !std::mem::replace(&mut is_synced, true) {
                        vfs.sync_folder(to)?;
                    }
                    let access = if name == sealed::FOLDER { Access::OwnerOnly } else { Access::Usual };
                    vfs::ensure_folder(vfs, &copy, access)?;
                    self.folder(&source, &copy)?;
                }
                Kind::File if vfs.look(&copy)?.is_none() => {
                    self.file(&source, &copy)?;
                    is_synced = false;
                }
                Kind::File => {}
                Kind::Link | Kind::Other => {
                    let place = source.strip_prefix(self.from).unwrap_or(&source);
                    self.left_out.insert(place.display().to_string());
                }
            }
        }
        if !is_synced {
            vfs.sync_folder(to)?;
        }
        Ok(())
    }

    /// Copies one file; its bytes are on the disk then.
    fn file(&self, source: &Path, copy: &Path) -> Result<(), StoreError> {
        let vfs = self.vfs;
        blob::copy(vfs, source, copy)?;
        let is_sealed = source.parent().is_some_and(|folder| folder.ends_with(sealed::FOLDER));
        let mode = if is_sealed { sealed::MODE } else { vfs.metadata(source)?.mode };
        if mode != OWNER_ONLY {
            // Whom somebody has let into the project, they let into its copy.
            vfs.set_mode(copy, mode)?;
            vfs.sync_file(copy)?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests look at the files that were copied")]
mod tests {
    use super::super::vfs::Disk;
    use super::super::{Place, create, verify};
    use super::*;

    #[test]
    fn evidence_of_any_ending_is_copied_and_a_link_that_is_not_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (path, to) = (folder.path().join("p"), folder.path().join("copy"));
        let opened = create(&path, &Place::within(&folder.path().join("machine"))).unwrap();
        let mut kept = Vec::new();
        for name in ["Cargo.lock", "before.prev", "long.mp4"] {
            // Longer than what is read at a time.
            let bytes = name.repeat(30_000);
            kept.push(opened.store.keep_bytes(bytes.as_bytes(), name).unwrap());
        }
        std::fs::write(path.join("project.lock"), "").unwrap();
        std::os::unix::fs::symlink("/etc/passwd", path.join("evidence/there")).unwrap();
        let said = opened.store.save_as(&to).unwrap();
        assert!(said.len() == 1 && said[0].contains("“evidence/there”"), "{said:?}");
        for file in &kept {
            let name = format!("evidence/{}.{}", file.sha256, file.extension);
            assert_eq!(std::fs::read(to.join(&name)).unwrap(), std::fs::read(path.join(&name)).unwrap());
            assert_eq!(Disk.metadata(&to.join(&name)).unwrap().mode, 0o600, "{name}");
        }
        assert!(!to.join("project.lock").exists() && !to.join("evidence/there").exists());
        // No record names these files: that is told, and is no damage.
        assert!(verify(&to).iter().all(|problem| !problem.damage));
        let fences = std::fs::read_to_string(path.join(".gitignore")).unwrap();
        assert!(fences.lines().all(|line| !line.starts_with("*.")), "git hides evidence: {fences}");
        opened.store.close().unwrap();
    }

    #[test]
    fn who_was_let_into_a_project_is_let_into_its_copy_but_not_into_its_sealed_values() {
        let folder = tempfile::tempdir().unwrap();
        let (path, to) = (folder.path().join("p"), folder.path().join("copy"));
        let opened = create(&path, &Place::within(&folder.path().join("machine"))).unwrap();
        std::fs::create_dir(path.join("sealed")).unwrap();
        std::fs::write(path.join("sealed/v-0000000000.ron"), "words").unwrap();
        for name in ["project.ron", "sealed/v-0000000000.ron"] {
            Disk.set_mode(&path.join(name), 0o640).unwrap();
        }
        opened.store.save_as(&to).unwrap();
        assert_eq!(Disk.metadata(&to.join("project.ron")).unwrap().mode, 0o640);
        assert_eq!(Disk.metadata(&to.join("sealed/v-0000000000.ron")).unwrap().mode, 0o600);
        opened.store.close().unwrap();
    }
}
