//! A project's folder of any files at all: it is read or refused in words, and what was read can be written and read
//! again without a change.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use redpencil::store::vfs::Vfs as _;
use redpencil::store::{state, verify_in};
use redpencil_fuzz::{PROJECT, cut, texts};

fuzz_target!(|bytes: &[u8]| {
    let disk = cut(bytes);
    let folder = Path::new(PROJECT);
    let problems = verify_in(&disk, folder);
    assert!(problems.iter().all(|problem| !problem.sentence().is_empty()));
    let texts = texts(&disk);
    let Ok(state) = disk.read(&folder.join("project.ron"), 1 << 24) else { return };
    let Ok(text) = std::str::from_utf8(&state) else { return };
    let Ok(read) = state::read(text, &texts) else { return };
    let written = state::write(&read.project, &read.clock).expect("a project can be written");
    let back = state::read(&written, &texts).expect("what was written can be read");
    assert!(!back.edited && back.problems.is_empty(), "{:?}", back.problems);
    assert!(back.project == read.project && back.clock == read.clock);
    let again = state::write(&back.project, &back.clock).expect("a project can be written");
    assert_eq!(again, written, "the same state makes the same bytes");
});
