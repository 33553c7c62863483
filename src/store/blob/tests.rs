//! Keeping proven on the simulated disk: every call failing, every power cut; and on a real one.

use super::super::vfs::{Disk, Fault, Repeat, Simulated, temporary_name};
use super::*;

const BYTES: &[u8] = b"%PDF-1.7 what the court said";
const CAP: u64 = 1 << 20;
const LIMIT: usize = 5_000;

fn folder() -> &'static Path {
    Path::new("/p/evidence")
}

fn kept(vfs: &dyn Vfs, folder: &Path, bytes: &[u8], random: &str) -> Result<Kept, BlobError> {
    keep(vfs, folder, "PDF", &mut &bytes[..], CAP, &temporary_name(random))
}

fn disks() -> [Simulated; 2] {
    [Simulated::with_folder(folder()), Simulated::with_folder(folder()).without_links()]
}

/// Runs `act` with every call failing in every way; whatever it acknowledged must survive each power cut,
/// what is there must be whole, and after the disk has healed it must succeed.
fn check_every_failure(act: impl Fn(&Simulated, &str) -> Result<(), BlobError>, path: &Path) {
    for variant in 0..2 {
        let dry = disks()[variant].clone();
        act(&dry, "a").unwrap();
        for call in 0..dry.calls().len() {
            for fault in Fault::REPORTED {
                for repeat in [Repeat::Once, Repeat::FromThenOn] {
                    let case = format!("{variant} {:?} {fault:?} {repeat:?}", dry.calls()[call]);
                    let disk = disks()[variant].clone();
                    disk.fail_call(call, fault, repeat);
                    let acknowledged = act(&disk, "a").is_ok();
                    for cut in disk.power_cut_states(LIMIT, 1) {
                        match cut.read(path, CAP) {
                            Ok(found) => assert_eq!(found, BYTES, "{case}"),
                            Err(_) => assert!(!acknowledged, "{case}"),
                        }
                    }
                    disk.heal();
                    act(&disk, "b").unwrap_or_else(|error| panic!("{case}: {error}"));
                    for cut in disk.power_cut_states(LIMIT, 2) {
                        assert_eq!(cut.read(path, CAP).unwrap(), BYTES, "{case}");
                    }
                }
            }
        }
        let calls = dry.calls();
        let syncs = calls.iter().enumerate().filter(|(_, call)| call.method.starts_with("sync"));
        for (number, call) in syncs {
            let disk = disks()[variant].clone();
            disk.fail_call(number, Fault::SkippedSync, Repeat::Once);
            act(&disk, "a").unwrap();
            let states = disk.power_cut_states(LIMIT, 3);
            let missed = states.iter().any(|cut| cut.read(path, CAP).ok().as_deref() != Some(BYTES));
            assert!(missed, "{variant}: nobody misses {call:?}");
        }
    }
}

#[test]
fn what_is_kept_is_there_whatever_fails_and_every_sync_is_needed() {
    let name = format!("{}.pdf", Sha256::of(BYTES));
    check_every_failure(|disk, random| kept(disk, folder(), BYTES, random).map(|_| ()), &folder().join(name));
}

#[test]
fn what_is_named_is_there_whatever_fails_and_every_sync_is_needed() {
    let act =
        |disk: &Simulated, random: &str| named(disk, folder(), "d-1.txt", BYTES, &temporary_name(random));
    check_every_failure(act, &folder().join("d-1.txt"));
}

#[test]
fn the_same_bytes_are_kept_once() {
    for disk in disks() {
        let first = kept(&disk, folder(), BYTES, "a").unwrap();
        let again = kept(&disk, folder(), BYTES, "b").unwrap();
        assert_eq!((first.how, again.how), (How::Written, How::Reused));
        assert_eq!((first.len, first.sha256), (again.len, again.sha256));
        assert_eq!(disk.list(folder()).unwrap().len(), 1);
    }
}

#[test]
fn a_damaged_file_is_put_aside_and_the_whole_one_takes_its_place() {
    let disk = Simulated::with_folder(folder());
    let first = kept(&disk, folder(), BYTES, "a").unwrap();
    let path = folder().join(&first.name);
    disk.put(&path, b"bit rot");
    let error = read_verified(&disk, &path, first.sha256, CAP).unwrap_err();
    assert!(error.to_string().contains("is damaged"), "{error}");
    let How::Healed { aside } = kept(&disk, folder(), BYTES, "b").unwrap().how else { panic!() };
    assert_eq!(disk.read(&folder().join(aside), CAP).unwrap(), b"bit rot");
    assert_eq!(read_verified(&disk, &path, first.sha256, CAP).unwrap(), BYTES);
}

#[test]
fn a_named_file_is_never_replaced() {
    let disk = Simulated::with_folder(folder());
    named(&disk, folder(), "d-1.txt", b"first", &temporary_name("a")).unwrap();
    named(&disk, folder(), "d-1.txt", b"first", &temporary_name("b")).unwrap();
    let refused = named(&disk, folder(), "d-1.txt", b"second", &temporary_name("c")).unwrap_err();
    assert!(refused.to_string().contains("never replaced"));
    assert_eq!(disk.read(&folder().join("d-1.txt"), CAP).unwrap(), b"first");
    assert_eq!(disk.list(folder()).unwrap().len(), 1);
}

#[test]
fn more_than_the_limit_leaves_nothing_behind() {
    let disk = Simulated::with_folder(folder());
    let refused = keep(&disk, folder(), "txt", &mut std::io::repeat(0), 1_000_000, &temporary_name("a"));
    assert!(refused.unwrap_err().to_string().contains("1000000 bytes"));
    assert!(disk.list(folder()).unwrap().is_empty());
}

#[test]
fn a_foreign_extension_cannot_lead_out_of_the_folder() {
    for (foreign, plain) in [("PDF", "pdf"), ("", "bin"), ("../x", "bin"), ("p/d", "bin"), ("ä", "bin")] {
        assert_eq!(plain_extension(foreign), plain);
    }
}

#[test]
fn on_a_real_disk_bytes_are_kept_under_their_hash() {
    let folder = tempfile::tempdir().unwrap();
    let big: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
    let mut reader = big.as_slice();
    let kept = keep(&Disk, folder.path(), "bin", &mut reader, 1 << 24, &temporary_name("a")).unwrap();
    assert_eq!(kept.name, format!("{}.bin", Sha256::of(&big)));
    let path = folder.path().join(&kept.name);
    assert_eq!(read_verified(&Disk, &path, kept.sha256, 1 << 24).unwrap(), big);
    assert_eq!(Disk.list(folder.path()).unwrap().len(), 1);
}
