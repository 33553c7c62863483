//! Which machine this is: a random id in its state folder, no host and no user name.
//!
//! Knows nothing of projects.

use std::path::Path;

use super::vfs::{self, Access, Vfs, VfsError};

const NAME: &str = "machine";
const CAP: u64 = 64;

/// Gives this machine's id, made from `fresh` (a random id) the first time. Where it cannot be kept, `fresh`
/// serves for this once: logs are then begun anew each time, and nothing is lost.
pub fn identify(vfs: &dyn Vfs, state_folder: &Path, fresh: &str, random: &str) -> String {
    kept(vfs, state_folder)
        .or_else(|| {
            keep(vfs, state_folder, fresh, random).ok()?;
            kept(vfs, state_folder)
        })
        .unwrap_or_else(|| fresh.to_owned())
}

fn kept(vfs: &dyn Vfs, state_folder: &Path) -> Option<String> {
    let text = String::from_utf8(vfs.read(&state_folder.join(NAME), CAP).ok()?).ok()?;
    let digits = text.trim_end().strip_prefix("m-")?;
    let is_plain = digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_plain.then(|| format!("m-{digits}"))
}

/// Of two processes that come first at the same moment, one places its id and both read that one.
fn keep(vfs: &dyn Vfs, state_folder: &Path, fresh: &str, random: &str) -> Result<(), VfsError> {
    vfs::ensure_folder(vfs, state_folder, Access::OwnerOnly)?;
    let temp = state_folder.join(vfs::temporary_name(random));
    vfs::write_new(vfs, &temp, format!("{fresh}\n").as_bytes(), None)?;
    if let Err(error) = vfs::place_new(vfs, &temp, &state_folder.join(NAME)) {
        drop(vfs.remove(&temp));
        if !error.is_already_there() {
            return Err(error);
        }
    }
    vfs.sync_folder(state_folder)
}

#[cfg(test)]
mod tests {
    use super::super::vfs::{Fault, Repeat, Simulated};
    use super::*;

    #[test]
    fn a_machine_keeps_its_id() {
        let (disk, state) = (Simulated::with_folder(Path::new("/home")), Path::new("/home/state"));
        assert_eq!(identify(&disk, state, "m-0000000001", "a"), "m-0000000001");
        assert_eq!(identify(&disk, state, "m-0000000002", "b"), "m-0000000001");
    }

    #[test]
    fn where_nothing_can_be_kept_the_fresh_id_serves() {
        let disk = Simulated::with_folder(Path::new("/home"));
        disk.fail_call(0, Fault::ReadOnly, Repeat::FromThenOn);
        assert_eq!(identify(&disk, Path::new("/home/state"), "m-0000000001", "a"), "m-0000000001");
    }
}
