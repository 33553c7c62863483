//! Replacing proven on the simulated disk: every call failing, every power cut, somebody else in between.

use std::sync::{Arc, Mutex};

use super::super::vfs::{Disk, Fault, Repeat, Simulated, temporary_name};
use super::*;

const OLD: &[u8] = b"the old state";
const NEW: &[u8] = b"the new state, longer";
const THEIRS: &[u8] = b"what somebody else wrote";
const LIMIT: usize = 5_000;

fn folder() -> &'static Path {
    Path::new("/p")
}

fn standing() -> std::path::PathBuf {
    folder().join("project.ron")
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Exchange,
    Link,
    Copy,
}

const WAYS: [Way; 3] = [Way::Exchange, Way::Link, Way::Copy];

fn disk(way: Way, old: Option<&[u8]>) -> Simulated {
    let disk = Simulated::with_folder(folder());
    let disk = match way {
        Way::Exchange => disk,
        Way::Link => disk.without_exchange(),
        Way::Copy => disk.without_links(),
    };
    if let Some(old) = old {
        disk.put(&standing(), old);
    }
    disk
}

fn expected(old: Option<&[u8]>) -> Expected {
    old.map_or(Expected::Nothing, |old| Expected::Saved(Sha256::of(old)))
}

fn save(disk: &Simulated, expected: Expected, bytes: &[u8], random: &str) -> Result<Replaced, ReplaceError> {
    replace(disk, folder(), "project.ron", expected, bytes, &temporary_name(random))
}

fn found(disk: &Simulated) -> Option<Vec<u8>> {
    disk.read(&standing(), CAP).ok()
}

fn everything(disk: &Simulated) -> Vec<Vec<u8>> {
    let names = disk.list(folder()).unwrap();
    names.iter().map(|entry| disk.read(&folder().join(&entry.name), CAP).unwrap()).collect()
}

fn number_of_calls(way: Way, old: Option<&[u8]>) -> usize {
    let disk = disk(way, old);
    save(&disk, expected(old), NEW, "a").unwrap();
    disk.calls().len()
}

fn every_case(mut test: impl FnMut(Way, Option<&'static [u8]>, usize)) {
    for way in WAYS {
        for old in [None, Some(OLD)] {
            for call in 0..number_of_calls(way, old) {
                test(way, old, call);
            }
        }
    }
}

#[test]
fn what_is_acknowledged_is_there_after_every_power_cut_and_the_old_is_kept() {
    for way in WAYS {
        let disk = disk(way, Some(OLD));
        assert_eq!(save(&disk, expected(Some(OLD)), NEW, "a").unwrap(), Replaced::Written(Sha256::of(NEW)));
        for cut in disk.power_cut_states(LIMIT, 1) {
            assert_eq!(found(&cut).as_deref(), Some(NEW), "{way:?}");
            assert_eq!(cut.read(&folder().join("project.ron.prev"), CAP).unwrap(), OLD, "{way:?}");
            assert_eq!(leftovers(&cut, folder()).unwrap(), [""; 0], "{way:?}");
        }
    }
}

#[test]
fn a_power_cut_at_any_moment_leaves_the_old_or_the_new_whole() {
    every_case(|way, old, call| {
        let disk = disk(way, old);
        let checked = Arc::new(Mutex::new(0));
        let counter = Arc::clone(&checked);
        disk.interfere_before(call, move |disk| {
            for cut in disk.power_cut_states(LIMIT, 2) {
                let left = found(&cut);
                assert!(left.as_deref() == old || left.as_deref() == Some(NEW), "{way:?} {call}: {left:?}");
                *counter.lock().unwrap() += 1;
            }
        });
        save(&disk, expected(old), NEW, "a").unwrap();
        assert!(*checked.lock().unwrap() > 0);
    });
}

#[test]
fn whichever_call_fails_nothing_is_lost_and_the_next_try_succeeds() {
    every_case(|way, old, call| {
        for fault in Fault::REPORTED {
            for repeat in [Repeat::Once, Repeat::FromThenOn] {
                let case = format!("{way:?} {old:?} {call} {fault:?} {repeat:?}");
                let disk = disk(way, old);
                disk.fail_call(call, fault, repeat);
                let saved = save(&disk, expected(old), NEW, "a");
                for cut in disk.power_cut_states(LIMIT, 3) {
                    let left = found(&cut);
                    let whole = left.as_deref() == Some(NEW) || (saved.is_err() && left.as_deref() == old);
                    assert!(whole, "{case}: {left:?} after {saved:?}");
                }
                disk.heal();
                let now = match saved {
                    Ok(saved) => Expected::Saved(saved.hash()),
                    Err(ReplaceError::InDoubt { hash, .. }) => Expected::InDoubt(hash),
                    Err(ReplaceError::Untouched { .. }) => expected(old),
                    Err(other) => panic!("{case}: {other}"),
                };
                for (bytes, random) in [(NEW, "b"), (b"newer", "c")] {
                    // The first may be unchanged, so both know the same of the file before.
                    let before = if bytes == NEW { now } else { Expected::Saved(Sha256::of(NEW)) };
                    save(&disk, before, bytes, random).unwrap_or_else(|error| panic!("{case}: {error}"));
                    for cut in disk.power_cut_states(LIMIT, 4) {
                        assert_eq!(found(&cut).as_deref(), Some(bytes), "{case}");
                    }
                }
            }
        }
    });
}

#[test]
fn every_sync_is_needed() {
    for way in WAYS {
        for old in [None, Some(OLD)] {
            let whole = disk(way, old);
            save(&whole, expected(old), NEW, "a").unwrap();
            let calls = whole.calls();
            let syncs = calls.iter().enumerate().filter(|(_, call)| call.method.starts_with("sync"));
            for (number, call) in syncs {
                let disk = disk(way, old);
                disk.fail_call(number, Fault::SkippedSync, Repeat::Once);
                save(&disk, expected(old), NEW, "a").unwrap();
                let previous = |cut: &Simulated| cut.read(&folder().join("project.ron.prev"), CAP).ok();
                let noticed = disk
                    .power_cut_states(LIMIT, 5)
                    .iter()
                    .any(|cut| found(cut).as_deref() != Some(NEW) || previous(cut).as_deref() != old);
                assert!(noticed, "{way:?} {old:?}: nobody misses {call:?}");
            }
        }
    }
}

fn is_the_renaming(old: Option<&[u8]>, call: usize) -> bool {
    let disk = disk(Way::Copy, old);
    save(&disk, expected(old), NEW, "a").unwrap();
    let found = &disk.calls()[call];
    found.method == "rename_over" && found.path == standing()
}

#[test]
fn somebody_who_writes_into_the_file_meanwhile_loses_nothing() {
    every_case(|way, old, call| {
        if way == Way::Copy && is_the_renaming(old, call) {
            // Without links and exclusive renames, there is a moment between the last look and the rename.
            return;
        }
        let disk = disk(way, old);
        disk.interfere_before(call, |disk| disk.put(&standing(), THEIRS));
        match save(&disk, expected(old), NEW, "a") {
            Ok(_) => assert!(everything(&disk).contains(&THEIRS.to_vec()), "{way:?} {old:?} {call}"),
            Err(ReplaceError::SomebodyElseWrote { their_bytes, .. }) => {
                assert_eq!(their_bytes, THEIRS, "{way:?} {old:?} {call}");
                assert_eq!(found(&disk).as_deref(), Some(THEIRS), "{way:?} {old:?} {call}");
            }
            Err(error) => panic!("{way:?} {old:?} {call}: {error}"),
        }
    });
}

#[test]
fn somebody_who_puts_a_file_in_its_place_meanwhile_loses_nothing_where_names_can_be_exchanged() {
    for call in 0..number_of_calls(Way::Exchange, Some(OLD)) {
        let disk = disk(Way::Exchange, Some(OLD));
        disk.interfere_before(call, |disk| {
            disk.put(&folder().join("theirs"), THEIRS);
            disk.rename_over(&folder().join("theirs"), &standing()).unwrap();
            disk.sync_folder(folder()).unwrap();
        });
        match save(&disk, expected(Some(OLD)), NEW, "a") {
            Ok(_) => assert_eq!(found(&disk).as_deref(), Some(THEIRS), "{call}"),
            Err(ReplaceError::SomebodyElseWrote { their_bytes, kept, .. }) => {
                assert_eq!((their_bytes.as_slice(), kept), (THEIRS, None));
                for cut in disk.power_cut_states(LIMIT, 6) {
                    assert_eq!(found(&cut).as_deref(), Some(THEIRS), "{call}");
                }
            }
            Err(error) => panic!("{call}: {error}"),
        }
    }
}

#[test]
fn of_two_others_who_write_during_our_swap_both_are_kept() {
    // The first writes right before the exchange, the second right before it is turned back.
    let dry = disk(Way::Exchange, Some(OLD));
    save(&dry, expected(Some(OLD)), NEW, "a").unwrap();
    let swap = dry.calls().iter().position(|call| call.method == "exchange").unwrap();
    let disk = disk(Way::Exchange, Some(OLD));
    disk.interfere_before(swap, move |disk| {
        disk.put(&standing(), THEIRS);
        disk.interfere_before(swap + 2, |disk| disk.put(&standing(), b"third"));
    });
    let Err(ReplaceError::SomebodyElseWrote { their_bytes, kept, .. }) =
        save(&disk, expected(Some(OLD)), NEW, "a")
    else {
        panic!("two others have written")
    };
    assert_eq!(their_bytes, b"third");
    assert_eq!(found(&disk).unwrap(), b"third");
    assert_eq!(disk.read(&folder().join(kept.unwrap()), CAP).unwrap(), THEIRS);
}

#[test]
fn a_file_that_changed_since_it_was_loaded_is_not_touched() {
    let disk = disk(Way::Exchange, Some(THEIRS));
    for known in [Expected::Nothing, Expected::Saved(Sha256::of(OLD)), Expected::InDoubt(Sha256::of(OLD))] {
        let Err(ReplaceError::SomebodyElseWrote { their_bytes, .. }) = save(&disk, known, NEW, "a") else {
            panic!("{known:?}")
        };
        assert_eq!(their_bytes, THEIRS);
    }
    assert_eq!(everything(&disk), [THEIRS]);
}

#[test]
fn the_same_bytes_are_not_written_again() {
    let disk = disk(Way::Exchange, Some(OLD));
    assert_eq!(save(&disk, expected(Some(OLD)), OLD, "a").unwrap(), Replaced::Unchanged(Sha256::of(OLD)));
    assert!(disk.calls().iter().all(|call| call.method != "create_new"));
}

#[test]
fn a_file_that_somebody_removed_is_written_anew() {
    let disk = disk(Way::Exchange, None);
    save(&disk, expected(Some(OLD)), NEW, "a").unwrap();
    assert_eq!(found(&disk).as_deref(), Some(NEW));
}

#[test]
fn on_a_real_disk_the_mode_is_kept_and_the_old_file_is_the_previous_one() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let save = |known, bytes: &[u8], random| {
        replace(&Disk, folder.path(), "project.ron", known, bytes, &temporary_name(random))
    };
    let first = save(Expected::Nothing, OLD, "a").unwrap();
    assert_eq!(Disk.metadata(&at("project.ron")).unwrap().mode, 0o600);
    Disk.set_mode(&at("project.ron"), 0o664).unwrap();
    save(Expected::Saved(first.hash()), NEW, "b").unwrap();
    assert_eq!(Disk.metadata(&at("project.ron")).unwrap().mode, 0o664);
    assert_eq!(Disk.read(&at("project.ron"), CAP).unwrap(), NEW);
    assert_eq!(Disk.read(&at("project.ron.prev"), CAP).unwrap(), OLD);
    assert!(leftovers(&Disk, folder.path()).unwrap().is_empty());
    std::os::unix::fs::symlink(at("project.ron.prev"), at("link.ron")).unwrap();
    let known = Expected::Saved(Sha256::of(OLD));
    let refused = replace(&Disk, folder.path(), "link.ron", known, NEW, &temporary_name("c"));
    assert!(refused.unwrap_err().to_string().contains("symbolic link"));
    assert_eq!(Disk.read(&at("project.ron.prev"), CAP).unwrap(), OLD);
}
