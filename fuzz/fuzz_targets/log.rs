//! Log records of any kind, whole and well framed, of two writers at once; and a log of any bytes.
//!
//! A line that begins with `~` is the second writer's. Frames are put round the lines here, because no fuzzer finds a
//! checksum.
#![no_main]

use std::path::Path;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use redpencil::store::log::{self, LogFile};
use redpencil::store::schema::v1::LogRecord;
use redpencil::store::verify_in;
use redpencil::store::vfs::Vfs;
use redpencil_fuzz::{PROJECT, empty};

/// The text that the records of the seeds speak of.
const ARTICLE: &str = include_str!("../seeds/article.txt");

fuzz_target!(|bytes: &[u8]| {
    for line in log::parse(bytes).lines {
        drop(ron::from_str::<LogRecord>(&line.text));
    }
    let disk = empty();
    let folder = Path::new(PROJECT);
    for (number, text) in [ARTICLE, ARTICLE.trim_end()].iter().enumerate() {
        disk.put(&folder.join(format!("drafts/d-000000000{number}.txt")), text.as_bytes());
    }
    let vfs: Arc<dyn Vfs> = Arc::new(disk.clone());
    let begun = |writer: &str| LogFile::create(Arc::clone(&vfs), &folder.join("log"), writer, "m-0000000000");
    let (Ok(mut one), Ok(mut other)) = (begun("w-0000000001"), begun("w-0000000002")) else { return };
    for line in String::from_utf8_lossy(bytes).lines() {
        let taken = match line.strip_prefix('~') {
            Some(line) => other.append(line),
            None => one.append(line),
        };
        // A line that cannot stand in a log is refused.
        drop(taken);
    }
    one.sync().and_then(|_| other.sync()).expect("a disk in memory takes everything");
    let problems = verify_in(&disk, folder);
    assert!(problems.iter().all(|problem| !problem.sentence().is_empty()));
});
