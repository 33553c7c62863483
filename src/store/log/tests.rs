//! Appending proven on the simulated disk: every call failing, every power cut; and on a real one.

use super::super::vfs::{Disk, Fault, Repeat, Simulated};
use super::*;

const LIMIT: usize = 3_000;

fn folder() -> &'static Path {
    Path::new("/p/log")
}

fn path() -> PathBuf {
    folder().join("w-1.ron")
}

fn text(sequence: u64) -> String {
    format!("(does: \"action {sequence}\")")
}

/// A turn: a log is begun, five records are taken, with a sync after some. Gives what was acknowledged.
fn work(disk: &Simulated) -> (u64, Option<LogFile>) {
    let Ok(mut log) = LogFile::create(Arc::new(disk.clone()), folder(), "w-1", "m-1") else {
        return (0, None);
    };
    let mut acknowledged = 0;
    for sequence in 1..=5 {
        assert_eq!(log.append(&text(sequence)).unwrap().sequence, sequence);
        if sequence != 3
            && let Ok(durable) = log.sync()
        {
            acknowledged = durable;
        }
    }
    (acknowledged, Some(log))
}

/// Every power cut leaves the first `acknowledged` records at least, and no damage.
fn check_cuts(disk: &Simulated, acknowledged: u64, case: &str) {
    for cut in disk.power_cut_states(LIMIT, 1) {
        let parsed = cut.read(&path(), CAP).map(|bytes| parse(&bytes)).unwrap_or_default();
        assert!(!parsed.is_damaged(), "{case}: {:?}", parsed.problems);
        assert!(parsed.lines.len() as u64 >= acknowledged, "{case}: {acknowledged} of {parsed:?}");
        for (line, sequence) in parsed.lines.iter().zip(1..) {
            assert_eq!((line.sequence, &line.text), (sequence, &text(sequence)), "{case}");
        }
    }
}

#[test]
fn whichever_call_fails_nothing_acknowledged_is_lost_and_it_goes_on_by_itself() {
    let dry = Simulated::with_folder(folder());
    assert_eq!(work(&dry).0, 5);
    for call in 0..dry.calls().len() {
        for fault in Fault::REPORTED {
            for repeat in [Repeat::Once, Repeat::FromThenOn] {
                let case = format!("{call} {:?} {fault:?} {repeat:?}", dry.calls()[call].method);
                let disk = Simulated::with_folder(folder());
                disk.fail_call(call, fault, repeat);
                let (acknowledged, log) = work(&disk);
                check_cuts(&disk, acknowledged, &case);
                disk.heal();
                if let Some(mut log) = log {
                    assert_eq!(log.sync().unwrap(), 5, "{case}");
                    check_cuts(&disk, 5, &case);
                }
            }
        }
    }
}

#[test]
fn a_power_cut_between_any_two_calls_leaves_no_damage() {
    let dry = Simulated::with_folder(folder());
    work(&dry);
    for call in 0..dry.calls().len() {
        let disk = Simulated::with_folder(folder());
        disk.interfere_before(call, move |disk| check_cuts(disk, 0, &format!("before {call}")));
        assert_eq!(work(&disk).0, 5);
    }
}

#[test]
fn every_sync_is_needed() {
    let dry = Simulated::with_folder(folder());
    work(&dry);
    let calls = dry.calls();
    let syncs: Vec<usize> = (0..calls.len()).filter(|at| calls[*at].method.starts_with("sync")).collect();
    for (nth, number) in syncs.iter().enumerate() {
        let disk = Simulated::with_folder(folder());
        // The sync under test, and with it every later one that would make up for it.
        disk.fail_call(*number, Fault::SkippedSync, Repeat::FromThenOn);
        let acknowledged = work(&disk).0;
        let survivors =
            |cut: &Simulated| cut.read(&path(), CAP).map_or(0, |bytes| parse(&bytes).lines.len() as u64);
        let missed = disk.power_cut_states(LIMIT, 2).iter().any(|cut| survivors(cut) < acknowledged);
        assert!(missed, "nobody misses sync {nth}: {:?}", calls[*number]);
    }
    // The folder's alone: no later one makes up for it.
    let folder_sync = calls.iter().position(|call| call.method == "sync_folder").unwrap();
    let disk = Simulated::with_folder(folder());
    disk.fail_call(folder_sync, Fault::SkippedSync, Repeat::Once);
    work(&disk);
    assert!(disk.power_cut_states(LIMIT, 3).iter().any(|cut| cut.read(&path(), CAP).is_err()));
}

#[test]
fn after_any_power_cut_the_log_goes_on_without_repair() {
    let disk = Simulated::with_folder(folder());
    let mut log = LogFile::create(Arc::new(disk.clone()), folder(), "w-1", "m-1").unwrap();
    log.append(&text(1)).unwrap();
    log.sync().unwrap();
    log.append(&text(2)).unwrap();
    log.append(&text(3)).unwrap();
    let cuts = disk.power_cut_states(LIMIT, 4);
    assert!(cuts.len() > 10);
    for cut in cuts {
        let (mut log, parsed) = LogFile::open_for_append(Arc::new(cut.clone()), &path()).unwrap();
        assert!(!parsed.is_damaged(), "{:?}", parsed.problems);
        // A hole may be followed by a whole record 3: that is seen, and the caller begins another log.
        let usable = !parsed.problems.iter().any(|problem| matches!(problem, Problem::Unsaved { .. }));
        if usable {
            let next = log.append("(does: \"next\")").unwrap().sequence;
            assert_eq!(log.sync().unwrap(), next);
            let after = parse(&cut.read(&path(), CAP).unwrap());
            assert!(!after.is_damaged(), "{:?}", after.problems);
            assert_eq!(after.lines[..parsed.lines.len()], parsed.lines);
            assert_eq!(after.lines.len() as u64, next);
        }
    }
}

#[test]
fn a_log_whose_file_was_replaced_acknowledges_nothing() {
    let disk = Simulated::with_folder(folder());
    let mut log = LogFile::create(Arc::new(disk.clone()), folder(), "w-1", "m-1").unwrap();
    log.append(&text(1)).unwrap();
    log.sync().unwrap();
    disk.put(&folder().join("copy"), b"// redpencil log 1 - writer w-1 - machine m-1\n");
    disk.rename_over(&folder().join("copy"), &path()).unwrap();
    log.append(&text(2)).unwrap();
    for _ in 0..2 {
        assert!(matches!(log.sync(), Err(LogError::Displaced { .. })));
        assert_eq!(log.waiting().len(), 1);
    }
}

#[test]
fn a_record_of_two_lines_is_refused() {
    let disk = Simulated::with_folder(folder());
    let mut log = LogFile::create(Arc::new(disk), folder(), "w-1", "m-1").unwrap();
    assert!(matches!(log.append("a\nb"), Err(LogError::NotOneLine)));
    assert_eq!(log.append("a").unwrap().sequence, 1);
}

#[test]
fn on_a_real_disk_a_log_is_continued_on_a_fresh_line() {
    let folder = tempfile::tempdir().unwrap();
    let vfs: Arc<dyn Vfs> = Arc::new(Disk);
    let mut log = LogFile::create(Arc::clone(&vfs), folder.path(), "w-1", "m-1").unwrap();
    log.append(&text(1)).unwrap();
    assert_eq!(log.sync().unwrap(), 1);
    let path = log.path().to_owned();
    drop(log);
    vfs.open_for_append(&path).unwrap().write_all(b"(does: \"act").unwrap();
    let (mut log, parsed) = LogFile::open_for_append(vfs, &path).unwrap();
    assert_eq!(parsed.problems, [Problem::Torn { line_number: 3 }]);
    assert_eq!(log.append(&text(2)).unwrap().sequence, 2);
    assert_eq!(log.sync().unwrap(), 2);
    let after = parse(&Disk.read(&path, CAP).unwrap());
    assert_eq!((after.lines.len(), after.is_damaged()), (2, false));
}
