//! A packed project of any bytes, and one of any files under any names: nothing but the folder that was asked for comes
//! of it, and what comes of it is read or told.
//!
//! Bytes that do not begin as a zip are cut into files at lines of the form `%%% name` and zipped here, because no fuzzer
//! finds a checksum.
#![no_main]

use std::io::{Cursor, Write as _};
use std::path::Path;

use libfuzzer_sys::fuzz_target;
use redpencil::store::pack::limit::Limits;
use redpencil::store::pack::unpack::unpack;
use redpencil::store::verify_in;
use redpencil::store::vfs::{Simulated, Vfs as _};
use zip::write::SimpleFileOptions;

const FILE: &str = "/p/a.redpencil";
const OUT: &str = "/p/out";

/// Zips what the bytes are cut into; a name that stands twice counts once.
fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let text = String::from_utf8_lossy(bytes);
    let mut pieces = text.split("\n%%% ");
    let state = pieces.next().unwrap_or_default();
    let named = pieces.map(|piece| piece.split_once('\n').unwrap_or((piece, "")));
    for (name, content) in std::iter::once(("project.ron", state)).chain(named) {
        if zip.start_file(name, SimpleFileOptions::default()).is_ok() {
            zip.write_all(content.as_bytes()).expect("a file in memory");
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fuzz_target!(|bytes: &[u8]| {
    let disk = Simulated::with_folder(Path::new("/p"));
    let is_zip = bytes.starts_with(b"PK");
    disk.put(Path::new(FILE), &if is_zip { bytes.to_vec() } else { zipped(bytes) });
    let limits = Limits { member: 1 << 20, total: 1 << 22, members: 100, ..Limits::default() };
    let done = unpack(&disk, Path::new(FILE), Path::new(OUT), &limits);
    let names = |folder: &str| -> Vec<String> {
        let entries = disk.list(Path::new(folder)).unwrap_or_default();
        entries.into_iter().map(|entry| entry.name.to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names("/"), ["p"]);
    match done {
        Err(error) => {
            assert_eq!(names("/p"), ["a.redpencil"]);
            assert!(!error.to_string().is_empty());
        }
        Ok(_) => {
            assert_eq!(names("/p"), ["a.redpencil", "out"]);
            let known =
                [".gitattributes", ".gitignore", "drafts", "evidence", "log", "originals", "project.ron", "texts"];
            assert!(names(OUT).iter().all(|name| known.contains(&name.as_str())));
            drop(verify_in(&disk, Path::new(OUT)));
        }
    }
});
