//! A bibliography of any bytes at all, in each format: it is read, with its faults told in words, and what was read can
//! be written and read again without losing an entry.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redpencil::cite;

fuzz_target!(|bytes: &[u8]| {
    let _ = cite::format_of(bytes, "sources.txt");
    for format in cite::ALL {
        let library = cite::read(*format, bytes);
        assert!(library.problems.iter().all(|problem| problem.line > 0 && problem.words().ends_with('.')));
        let written = format.write(&library.entries);
        let again = cite::read(*format, written.as_bytes());
        assert_eq!(again.entries.len(), library.entries.len(), "{}: {written}", format.id());
    }
});
