//! Whether anything is lost between bytes and places when texts in all the world's scripts are set.

#[path = "../it/typesetting/law.rs"]
mod law;

use std::path::{Path, PathBuf};

/// Files beyond this many bytes are measured at their beginning.
const LONGEST: usize = 6_000;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Takes files that are UTF-8; others are for the decoder.
fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(folder, &mut found);
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8(bytes).ok()?.replace("\r\n", "\n");
        Some((path, text[..text.floor_char_boundary(LONGEST)].to_owned()))
    };
    found.into_iter().filter_map(read).collect()
}

#[test]
fn nothing_is_lost_between_bytes_and_places_in_any_script() {
    let Some(folder) = crate::collection("12-encodings-unicode") else { return };
    let window = law::window();
    let (mut count, mut bytes) = (0, 0);
    for (path, text) in texts(&folder) {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let name = path.strip_prefix(&folder).unwrap_or(&path).display();
            assert_eq!(law::fault(&window, line, 420.0), None, "in {name}: {line:?}");
            count += 1;
            bytes += line.len();
        }
    }
    println!("{count} paragraphs of {bytes} bytes were set, and none lost anything");
    assert!(count > 1_000, "the collection was read");
}
