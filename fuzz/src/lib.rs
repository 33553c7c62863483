//! A project's folder in memory, made of what a fuzzer gives.
//!
//! Bytes are cut into files at lines of the form `%%% name`; what stands before the first is `project.ron`.

use std::path::{Component, Path};

use redpencil::model::Prose;
use redpencil::store::schema::v1::Texts;
use redpencil::store::vfs::{Access, Simulated, Vfs};

/// Where the folder stands.
pub const PROJECT: &str = "/p/project";
/// What parts the files from one another.
const FENCE: &[u8] = b"\n%%% ";

/// Returns the empty folder of a project.
pub fn empty() -> Simulated {
    let disk = Simulated::with_folder(Path::new("/p"));
    for folder in ["", "log", "drafts", "evidence", "originals", "sealed"] {
        let path = Path::new(PROJECT).join(folder);
        disk.create_folder(&path, Access::Usual).expect("a folder in memory");
    }
    disk
}

/// Returns a folder with the files that the bytes are cut into. A name that leads anywhere else is left out.
pub fn cut(bytes: &[u8]) -> Simulated {
    let disk = empty();
    let mut rest = bytes;
    let mut name = "project.ron".to_owned();
    loop {
        let fence = rest.windows(FENCE.len()).position(|window| window == FENCE);
        let content = &rest[..fence.unwrap_or(rest.len())];
        let path = Path::new(&name);
        let folder = path.parent().and_then(Path::to_str).unwrap_or_default();
        let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        if is_plain && ["", "log", "drafts", "evidence", "originals", "sealed"].contains(&folder) {
            disk.put(&Path::new(PROJECT).join(path), content);
        }
        let Some(fence) = fence else { return disk };
        rest = &rest[fence + FENCE.len()..];
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        name = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = rest.get(end + 1..).unwrap_or_default();
    }
}

/// Reads the drafts of a folder, by their hash.
pub fn texts(disk: &Simulated) -> Texts {
    let folder = Path::new(PROJECT).join("drafts");
    let names = disk.list(&folder).unwrap_or_default();
    let texts = names.into_iter().filter_map(|entry| {
        let text = String::from_utf8(disk.read(&folder.join(entry.name), 1 << 24).ok()?).ok()?;
        let prose = Prose::new(text);
        Some((prose.sha256().to_owned(), prose))
    });
    texts.collect()
}
