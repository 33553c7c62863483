//! Packs that are made to hurt: names that lead out, bombs, lies, links, damage. Nothing but the folder that was asked
//! for may come of any of them, and each is told.

use std::io::Write as _;

use proptest::prelude::*;

use super::limit::Limits;
use super::unpack::{Unpacked, unpack};
use super::*;
use crate::model::{Edit, Moment};
use crate::store::GIT_IGNORE;
use crate::store::hash::Sha256;
use crate::store::vfs::Simulated;

const FILE: &str = "/p/a.redpencil";
const OUT: &str = "/p/out";

/// A member as it stands in the file, lies included.
#[derive(Clone)]
struct Entry {
    name: Vec<u8>,
    method: u16,
    flags: u16,
    crc: u32,
    /// The bytes that stand in the file.
    data: Vec<u8>,
    /// The length that is declared.
    len: u32,
    mode: u32,
    /// The place of another member whose bytes this one shares.
    shares: Option<usize>,
}

fn crc_of(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn stored(name: &str, bytes: &[u8]) -> Entry {
    Entry {
        name: name.as_bytes().to_vec(),
        method: 0,
        flags: 0,
        crc: crc_of(bytes),
        data: bytes.to_vec(),
        len: bytes.len() as u32,
        mode: 0o100_644,
        shares: None,
    }
}

fn deflated(name: &str, bytes: &[u8]) -> Entry {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    Entry { method: 8, data: encoder.finish().unwrap(), ..stored(name, bytes) }
}

/// Writes members as a zip, with whatever they claim of themselves.
fn zipped(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut starts, mut list) = (Vec::new(), Vec::new(), Vec::new());
    let two = |value: usize| u16::try_from(value).unwrap().to_le_bytes();
    for entry in entries {
        let start = entry.shares.map_or(out.len(), |at| starts[at]);
        starts.push(start);
        let mut shape = Vec::new();
        shape.extend([20_u16, entry.flags, entry.method, 0, 0x21].iter().flat_map(|part| part.to_le_bytes()));
        shape.extend(entry.crc.to_le_bytes());
        shape.extend((entry.data.len() as u32).to_le_bytes());
        shape.extend(entry.len.to_le_bytes());
        shape.extend(two(entry.name.len()));
        shape.extend([0, 0]);
        if entry.shares.is_none() {
            out.extend(b"PK\x03\x04");
            out.extend(&shape);
            out.extend(&entry.name);
            out.extend(&entry.data);
        }
        list.extend(b"PK\x01\x02\x14\x03");
        list.extend(&shape);
        list.extend([0; 6]);
        list.extend((entry.mode << 16).to_le_bytes());
        list.extend((start as u32).to_le_bytes());
        list.extend(&entry.name);
    }
    let (at, len) = (out.len() as u32, list.len() as u32);
    out.extend(&list);
    if entries.len() >= 0xffff {
        let (start, count) = (out.len() as u64, entries.len() as u64);
        out.extend(b"PK\x06\x06\x2c\0\0\0\0\0\0\0\x2d\0\x2d\0\0\0\0\0\0\0\0\0");
        for value in [count, count, u64::from(len), u64::from(at)] {
            out.extend(value.to_le_bytes());
        }
        out.extend(b"PK\x06\x07\0\0\0\0");
        out.extend(start.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    out.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(entries.len().min(0xffff)).unwrap();
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(len.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// The members of a small project.
fn good() -> Vec<Entry> {
    let mut project = Project::default();
    project.apply(&[Edit::new(Id::ARTICLE, "title", "Pool to close".to_owned())]);
    let snapshot = Snapshot { project, ..Snapshot::default() };
    let signature = Signature { by: "Ada".into(), at: Moment(1_700_000_000) };
    let disk = Simulated::with_folder(Path::new("/p"));
    let (members, _) = bare::members(&disk, Path::new("/p"), &snapshot, &signature).unwrap();
    let mut entries = Vec::new();
    for (name, content) in members {
        let Content::Bytes(bytes) = content else { panic!("nothing stands on a disk") };
        entries.push(deflated(&name.to_string(), &bytes));
    }
    entries
}

fn with(more: impl IntoIterator<Item = Entry>) -> Vec<Entry> {
    good().into_iter().chain(more).collect()
}

fn disk_with(bytes: &[u8]) -> Simulated {
    let disk = Simulated::with_folder(Path::new("/p"));
    disk.put(Path::new(FILE), bytes);
    disk
}

/// Unpacks bytes; whatever they are, nothing but the folder may come of them.
fn unpacked_within(bytes: &[u8], limits: &Limits) -> (Simulated, Result<Unpacked, StoreError>) {
    let disk = disk_with(bytes);
    let done = unpack(&disk, Path::new(FILE), Path::new(OUT), limits);
    let top: Vec<_> = disk.list(Path::new("/")).unwrap().into_iter().map(|entry| entry.name).collect();
    assert_eq!(top, ["p"]);
    let beside: Vec<_> = disk.list(Path::new("/p")).unwrap().into_iter().map(|entry| entry.name).collect();
    if done.is_ok() {
        assert_eq!(beside, ["a.redpencil", "out"]);
        let inside = disk.list(Path::new(OUT)).unwrap();
        let known = [
            ".gitattributes",
            ".gitignore",
            "drafts",
            "evidence",
            "log",
            "originals",
            "project.ron",
            "texts",
        ];
        assert!(inside.iter().all(|entry| known.iter().any(|name| entry.name == *name)), "{inside:?}");
    } else {
        assert_eq!(beside, ["a.redpencil"]);
    }
    (disk, done)
}

fn unpacked(entries: &[Entry]) -> (Simulated, Result<Unpacked, StoreError>) {
    unpacked_within(&zipped(entries), &Limits::default())
}

fn refused(entries: &[Entry], words: &[&str]) {
    let error = unpacked(entries).1.unwrap_err().to_string();
    assert!(words.iter().all(|words| error.contains(words)), "{error}");
}

fn hash_name(folder: &str, bytes: &[u8], ending: &str) -> String {
    format!("{folder}/{}.{ending}", Sha256::of(bytes))
}

#[test]
fn a_good_pack_made_by_another_program_is_unpacked() {
    let (_, done) =
        unpacked(&with([stored(&hash_name("evidence", b"abc", "txt"), b"abc"), stored("log/", b"")]));
    let done = done.unwrap();
    assert!(!done.lacks_something(), "{done:?}");
}

#[test]
fn names_that_lead_out_are_left_out_and_told_and_the_rest_goes_in() {
    let names = [
        "../evil.ron",
        "../../../../etc/cron.d/evil",
        "/etc/passwd",
        "log/../../evil.ron",
        "C:\\evil.ron",
        "\\\\server\\share\\evil.ron",
        "..\\..\\evil.ron",
        "./project.ron",
        "log\\w-4f7k2m9x1q.ron",
        "PROJECT.RON",
        "project.ron/../../evil",
        "drafts/\u{202e}txt.d",
        "log/w-4f7k2m9x1q.ron\0.txt",
        "evidence/..",
        "~/.bashrc",
        ".git/hooks/post-checkout",
        "project.ron.prev",
    ];
    for name in names {
        let (_, done) = unpacked(&with([stored(name, b"evil")]));
        let done = done.unwrap();
        assert_eq!(done.left_out.len(), 1, "{name:?}: {done:?}");
        assert!(!done.left_out[0].contains('\u{202e}') && !done.left_out[0].contains('\0'));
    }
    let many = names.iter().map(|name| stored(name, b"evil"));
    let done = unpacked(&with(many)).1.unwrap();
    assert_eq!(done.left_out.len(), 1, "one sentence for all of them: {done:?}");
    assert!(done.left_out[0].contains("and 12 more"), "{done:?}");
}

#[test]
fn names_that_are_no_text_and_very_long_ones_are_left_out() {
    let mut odd = stored("x", b"x");
    odd.name = vec![0xff, 0xfe, b'/', 0x80];
    let long = stored(&"a/".repeat(15_000), b"x");
    let done = unpacked(&with([odd, long])).1.unwrap();
    assert_eq!(done.left_out.len(), 1);
    assert!(done.left_out[0].len() < 1000, "{}", done.left_out[0].len());
}

#[test]
fn sealed_values_and_git_settings_never_come_in() {
    let sealed = stored("sealed/v-4f7k2m9x1q.ron", b"who it is");
    let mut entries: Vec<Entry> = good();
    entries.retain(|entry| entry.name != b".gitignore");
    entries.push(stored(".gitignore", b"!sealed/\n"));
    entries.push(sealed);
    let (disk, done) = unpacked(&entries);
    assert!(done.unwrap().left_out[0].contains("sealed values"));
    let ignore = disk.read(Path::new("/p/out/.gitignore"), 1000).unwrap();
    assert_eq!(ignore, GIT_IGNORE.as_bytes());
}

#[test]
fn links_devices_and_folders_under_a_file_s_name_are_left_out() {
    for mode in [0o120_777, 0o020_666, 0o060_666, 0o010_666, 0o140_777, 0o040_755] {
        let entry = Entry { mode, ..stored("log/w-4f7k2m9x1q.ron", b"/etc/passwd") };
        let done = unpacked(&with([entry])).1.unwrap();
        assert_eq!(done.left_out.len(), 1, "{mode:o}");
    }
}

#[test]
fn what_is_encrypted_or_packed_in_another_way_is_said() {
    let name = hash_name("evidence", b"abc", "txt");
    for (method, flags) in
        [(0, 1), (8, 1), (99, 1), (9, 0), (12, 0), (14, 0), (93, 0), (95, 0), (98, 0), (777, 0)]
    {
        let entry = Entry { method, flags, ..stored(&name, b"abc") };
        match unpacked(&with([entry])).1 {
            Ok(done) => assert!(done.lacks_something(), "{method} {flags}"),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

#[test]
fn of_two_files_with_one_name_one_is_taken_and_that_is_said() {
    let twice = with(vec![stored(&hash_name("texts", b"abc", "txt"), b"abc"); 2]);
    let done = unpacked(&twice).1.unwrap();
    assert!(done.left_out.iter().any(|words| words.contains("more than once")), "{done:?}");
}

#[test]
fn overlapping_members_are_refused() {
    let zeros = vec![0; 1 << 20];
    let mut entries = good();
    entries.push(deflated(&hash_name("evidence", &zeros, "bin"), &zeros));
    let at = entries.len() - 1;
    for number in 0..1000_u32 {
        let name = hash_name("evidence", &number.to_le_bytes(), "bin");
        entries.push(Entry { name: name.into_bytes(), shares: Some(at), ..entries[at].clone() });
    }
    refused(&entries, &["overlap", "Nothing was unpacked"]);
}

#[test]
fn a_bomb_is_stopped_by_what_comes_out_of_it() {
    let zeros = vec![0; 40 << 20];
    let name = hash_name("evidence", &zeros, "bin");
    let bomb = deflated(&name, &zeros);
    assert!(bomb.data.len() < 1 << 20);
    refused(&with([bomb.clone()]), &["fill the disk", "--limit", "200 times"]);
    // One that declares to be small is not read beyond that.
    let small = unpacked(&with([Entry { len: 10, ..bomb.clone() }])).1.unwrap();
    assert!(small.problems.iter().any(|problem| problem.damage) && small.bytes < 10_000, "{small:?}");
    refused(&with([Entry { len: u32::MAX - 1, ..bomb.clone() }]), &["fill the disk"]);
    // A person may allow it.
    let limits = Limits::default().of_bytes(100 << 20);
    let (_, done) = unpacked_within(&zipped(&with([bomb.clone()])), &limits);
    assert!(!done.unwrap().lacks_something());
    let limits = Limits::default().of_bytes(30 << 20);
    let error = unpacked_within(&zipped(&with([bomb])), &limits).1.unwrap_err().to_string();
    assert!(error.contains("limit is 30.0 MB"), "{error}");
    // Many small ones together.
    let many = (0..400_u32).map(|number| {
        let mut bytes = vec![0; 1 << 20];
        bytes[..4].copy_from_slice(&number.to_le_bytes());
        deflated(&hash_name("evidence", &bytes, "bin"), &bytes)
    });
    refused(&with(many), &["all of it together", "200 times"]);
}

#[test]
fn a_pack_within_a_pack_stays_one_file() {
    let inner = zipped(&with([deflated(&hash_name("evidence", &[0; 1000], "bin"), &[0; 1000])]));
    let outer = stored(&hash_name("evidence", &inner, "zip"), &inner);
    let (disk, done) = unpacked(&with([outer, stored("lib 0.zip", &inner)]));
    assert_eq!(done.unwrap().left_out.len(), 1);
    assert_eq!(disk.list(Path::new("/p/out/evidence")).unwrap().len(), 1);
}

#[test]
fn too_many_members_are_refused_with_both_numbers() {
    let many = (0..100_000_u32).map(|number| stored(&hash_name("texts", &number.to_le_bytes(), "txt"), b""));
    refused(&with(many), &["100004 files", "limit is 50000", "--members"]);
    let limits = Limits { members: 1000, ..Limits::default() };
    let many = (0..60_000_u32).map(|number| stored(&format!("{number:0200}"), b""));
    let error = unpacked_within(&zipped(&with(many)), &limits).1.unwrap_err().to_string();
    assert!(error.contains("1000"), "{error}");
}

#[test]
fn more_logs_than_anybody_writes_are_refused_unless_a_person_allows_them() {
    let many: Vec<Entry> =
        (0..2_001_u32).map(|number| stored(&format!("log/w-{number:010}.ron"), b"")).collect();
    refused(&with(many.clone()), &["2002 logs", "limit is 2000", "--members"]);
    let allowed = Limits::default().of_members(3_000);
    assert!(unpacked_within(&zipped(&with(many)), &allowed).1.is_ok());
}

#[test]
fn a_file_that_is_read_whole_may_not_be_as_long_as_evidence() {
    let long = vec![b'x'; 3 << 20];
    let limits = Limits { record: 2 << 20, swelling: None, ..Limits::default() };
    let done = unpacked_within(&zipped(&with([stored("log/w-0000000000.ron", &long)])), &limits).1;
    let error = done.unwrap_err().to_string();
    assert!(error.contains("log/w-0000000000.ron") && error.contains("2.0 MB"), "{error}");
    let evidence = stored(&hash_name("evidence", &long, "txt"), &long);
    assert!(unpacked_within(&zipped(&with([evidence])), &limits).1.is_ok());
}

#[test]
fn every_file_that_comes_out_is_for_its_owner_alone() {
    let (disk, done) = unpacked(&good());
    done.unwrap();
    for folder in ["", "log"] {
        let folder = Path::new(OUT).join(folder);
        for entry in disk.list(&folder).unwrap() {
            let found = disk.metadata(&folder.join(&entry.name)).unwrap();
            assert!(found.kind != Kind::File || found.mode == 0o600, "{:?}: {:o}", entry.name, found.mode);
        }
    }
}

#[test]
fn a_name_that_does_not_fit_its_bytes_is_told() {
    let name = hash_name("evidence", b"something else", "pdf");
    let (disk, done) = unpacked(&with([stored(&name, b"abc")]));
    let done = done.unwrap();
    assert!(done.problems.iter().any(|problem| problem.damage && problem.place == name), "{done:?}");
    assert!(disk.look(Path::new(OUT).join(&name).as_path()).unwrap().is_none());
}

#[test]
fn a_lying_length_or_checksum_is_told() {
    let name = hash_name("evidence", b"abc", "txt");
    let good_one = stored(&name, b"abc");
    for bad in [
        Entry { crc: 1, ..good_one.clone() },
        Entry { len: 2, ..good_one.clone() },
        Entry { len: 4_000_000_000, ..good_one.clone() },
        Entry { crc: 1, ..deflated(&name, b"abc") },
        Entry { data: b"\xff\xff\xff".to_vec(), ..deflated(&name, b"abc") },
        Entry { data: Vec::new(), ..deflated(&name, b"abc") },
    ] {
        let told = match unpacked(&with([bad])).1 {
            Ok(done) => done.lacks_something(),
            Err(_) => true,
        };
        assert!(told);
    }
}

#[test]
fn what_is_no_pack_is_refused_in_words() {
    let whole = zipped(&good());
    for bytes in [&b""[..], b"PK", b"Dear editor,", &whole[..whole.len() / 2], &whole[..whole.len() - 1]] {
        let error = unpacked_within(bytes, &Limits::default()).1.unwrap_err().to_string();
        assert!(error.contains("/p/a.redpencil"), "{error}");
    }
    refused(&[], &["no redpencil project"]);
    refused(&[stored("readme.txt", b"hello")], &["no redpencil project"]);
    refused(&[stored("project.ron", b"()")], &["no redpencil project"]);
}

#[test]
fn every_flipped_bit_is_told_or_changes_nothing() {
    let whole = zipped(&with([stored(&hash_name("evidence", b"abc", "txt"), b"abc")]));
    let as_it_is = |disk: &Simulated| {
        let read = opening::read(disk, Path::new(OUT)).unwrap();
        (read.project, disk.list(&Path::new(OUT).join("evidence")).ok().map(|list| list.len()))
    };
    let (disk, done) = unpacked_within(&whole, &Limits::default());
    assert!(!done.unwrap().lacks_something());
    let expected = as_it_is(&disk);
    for at in 0..whole.len() {
        for bit in [0_u8, 3, 7] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            let (disk, done) = unpacked_within(&bytes, &Limits::default());
            if let Ok(done) = done
                && !done.lacks_something()
            {
                assert!(as_it_is(&disk) == expected, "bit {bit} of byte {at} went unnoticed");
            }
        }
    }
}

#[test]
fn a_place_where_something_stands_is_refused() {
    let disk = disk_with(&zipped(&good()));
    let limits = Limits::default();
    let error = unpack(&disk, Path::new(FILE), Path::new(FILE), &limits).unwrap_err().to_string();
    assert!(error.contains("is there already"), "{error}");
    let error = unpack(&disk, Path::new(FILE), Path::new("/p"), &limits).unwrap_err().to_string();
    assert!(error.contains("not empty"), "{error}");
    disk.create_folder(Path::new(OUT), vfs::Access::Usual).unwrap();
    unpack(&disk, Path::new(FILE), Path::new(OUT), &limits).unwrap();
}

proptest! {
    #[test]
    fn whatever_the_bytes_are_nothing_but_the_folder_comes_of_them(
        flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40),
        cut in any::<prop::sample::Index>(), whole in any::<bool>()
    ) {
        let mut bytes = zipped(&with([stored("../evil", b"x"), deflated(&hash_name("texts", b"abc", "txt"), b"abc")]));
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        drop(unpacked_within(&bytes, &Limits::default()));
    }
}
