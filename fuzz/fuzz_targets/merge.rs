//! Two copies of a project of any files at all: they are merged or refused in words, whichever comes first, and merging
//! once more changes nothing.
//!
//! Bytes are cut into two copies at a line `=== theirs`, and each into files at lines of the form `%%% name`.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use redpencil::store::merge::merge_in;
use redpencil::store::pack::limit::Limits;
use redpencil::store::vfs::{Access, Kind, Simulated, Vfs as _};
use redpencil_fuzz::{PROJECT, cut};

const THEIRS: &str = "/p/theirs";
const FENCE: &[u8] = b"\n=== theirs\n";

/// Puts all files of one disk's project into a folder of another disk.
fn bring(from: &Simulated, to: &Simulated) {
    to.create_folder(Path::new(THEIRS), Access::Usual).expect("a folder in memory");
    for entry in from.list(Path::new(PROJECT)).unwrap_or_default() {
        let (source, target) = (Path::new(PROJECT).join(&entry.name), Path::new(THEIRS).join(&entry.name));
        if entry.kind == Kind::File {
            to.put(&target, &from.read(&source, 1 << 24).expect("a file in memory"));
            continue;
        }
        to.create_folder(&target, Access::Usual).expect("a folder in memory");
        for inner in from.list(&source).unwrap_or_default() {
            let bytes = from.read(&source.join(&inner.name), 1 << 24).expect("a file in memory");
            to.put(&target.join(&inner.name), &bytes);
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let fence = bytes.windows(FENCE.len()).position(|window| window == FENCE);
    let (ours, theirs) = match fence {
        Some(at) => (&bytes[..at], &bytes[at + FENCE.len()..]),
        None => (bytes, bytes),
    };
    let disk = cut(ours);
    bring(&cut(theirs), &disk);
    let merge = |one: &str, other: &str, out: &str| {
        merge_in(&disk, None, [Path::new(one), Path::new(other)], Path::new(out), &Limits::default())
    };
    let (one, other) = (merge(PROJECT, THEIRS, "/p/one"), merge(THEIRS, PROJECT, "/p/other"));
    match (one, other) {
        (Ok(one), Ok(other)) => {
            assert!(one.project == other.project, "the order of the sides decides nothing");
            let again = merge("/p/one", THEIRS, "/p/again").expect("what was merged can be merged");
            assert!(again.project == one.project, "merging once more changes nothing");
        }
        (Err(error), Err(_)) => assert!(!error.to_string().is_empty()),
        (one, other) => panic!("one way it went, the other not: {:?} {:?}", one.err(), other.err()),
    }
});
