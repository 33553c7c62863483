//! Laws of merging, over random histories of up to three writers on three copies of a project.
//!
//! `PROPTEST_CASES` sets how many histories are tried; how many were is printed.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;
use crate::model::{Id, Moment, Slot, Value};
use crate::store::bare::{self, Signature, Snapshot};
use crate::store::replay::Numbered;
use crate::store::schema::v1::{Edit, Edits, Seen};
use crate::store::state::Clock;
use crate::store::vfs::{Access, Simulated};

const FIELDS: &[&str] = &["title", "slug", "editor"];
const COPIES: [&str; 3] = ["/p/a", "/p/b", "/p/c"];

/// One thing that is done.
#[derive(Clone, Debug)]
enum Deed {
    /// Somebody writes a value into a field in a copy; nothing where the value is 0.
    Write { copy: usize, field: usize, value: u8 },
    /// A copy gets all logs of another, as a synchronised folder or a merge brings them.
    Fetch { to: usize, from: usize },
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let write = (0..3_usize, 0..FIELDS.len(), 0..5_u8).prop_map(|(copy, field, value)| Deed::Write {
        copy,
        field,
        value,
    });
    let fetch = (0..3_usize, 0..3_usize).prop_map(|(to, from)| Deed::Fetch { to, from });
    proptest::collection::vec(prop_oneof![4 => write, 1 => fetch], 0..14)
}

/// The logs of a copy: the records' texts, by writer.
type Logs = BTreeMap<String, Vec<String>>;

fn slot(field: usize) -> Slot {
    Slot { record: Id::ARTICLE, field: FIELDS[field] }
}

fn end(logs: &Logs, writer: &str) -> Option<Seen> {
    let (sequence, hash) = log::whole(writer, "m-0000000001", logs.get(writer)?).1?;
    Some(Seen { sequence, hash: hash.to_string() })
}

/// Appends a record to the log of the copy's own writer, who has seen all that the copy holds.
fn append(logs: &mut Logs, writer: &str, field: usize, value: u8) {
    let seen = logs.keys().filter(|other| *other != writer);
    let seen: Clock = seen.filter_map(|other| Some((other.clone(), end(logs, other)?))).collect();
    let previous = end(logs, writer).map_or_else(String::new, |end| end.hash);
    let after = if value == 0 { Value::Nothing } else { Value::Text(format!("value {value}")) };
    let change = crate::model::Change { slot: slot(field), before: Value::Nothing, after };
    let record = LogRecord {
        previous,
        seen,
        copy_of: Clock::new(),
        gone: Vec::new(),
        by: writer.to_owned(),
        at: Moment(1_700_000_000).to_string(),
        did: "set".into(),
        edits: Edits::Here(vec![Edit::of(&change)]),
    };
    logs.entry(writer.to_owned()).or_default().push(ron::to_string(&record).unwrap());
}

/// Puts three copies on a disk that began as one project.
fn world(deeds: &[Deed]) -> Simulated {
    let writer = |copy: usize| format!("w-000000000{copy}");
    let mut begun = Logs::new();
    append(&mut begun, "w-0000000009", 0, 1);
    append(&mut begun, "w-0000000009", 1, 2);
    let mut copies = [begun.clone(), begun.clone(), begun];
    for deed in deeds {
        match deed {
            Deed::Write { copy, field, value } => append(&mut copies[*copy], &writer(*copy), *field, *value),
            Deed::Fetch { to, from } => {
                let theirs = copies[*from].clone();
                for (writer, log) in theirs {
                    let ours = copies[*to].entry(writer).or_default();
                    if log.len() > ours.len() {
                        *ours = log;
                    }
                }
            }
        }
    }
    let disk = Simulated::with_folder(Path::new("/p"));
    for (path, logs) in COPIES.iter().zip(&copies) {
        let folder = Path::new(path).join("log");
        disk.create_folder(Path::new(path), Access::Usual).unwrap();
        disk.create_folder(&folder, Access::Usual).unwrap();
        for (writer, records) in logs {
            let text = log::whole(writer, "m-0000000001", records).0;
            disk.put(&folder.join(format!("{writer}.ron")), text.as_bytes());
        }
    }
    disk
}

fn merged(disk: &Simulated, one: &str, other: &str, out: &str) -> Merged {
    let sides = [Path::new(one), Path::new(other)];
    let merged = merge_in(disk, None, sides, Path::new(out), &Limits::default()).unwrap();
    assert!(merged.problems.iter().all(|problem| !problem.damage), "{:?}", merged.problems);
    merged
}

fn state(disk: &Simulated, folder: &str) -> Vec<u8> {
    let found = opening::read(disk, Path::new(folder)).unwrap();
    let text = state::write(&found.project, &found.clock).unwrap();
    if let Ok(standing) = disk.read(&Path::new(folder).join("project.ron"), 1 << 20) {
        assert_eq!(String::from_utf8(standing).unwrap(), text, "the state is the one that the logs lead to");
    }
    text.into_bytes()
}

fn everything_written(disk: &Simulated, folders: &[&str]) -> Vec<Numbered> {
    let mut all: BTreeMap<(String, u64), Numbered> = BTreeMap::new();
    for folder in folders {
        let mut found = opening::read(disk, Path::new(folder)).unwrap();
        for numbered in opening::records(disk, Path::new(folder), &mut found, &Clock::new()) {
            all.insert((numbered.writer.clone(), numbered.sequence), numbered);
        }
    }
    all.into_values().collect()
}

/// Every write is there, or was replaced by a later one whose writer had seen it.
fn nothing_is_lost(project: &Project, written: &[Numbered]) -> Result<(), TestCaseError> {
    let has_seen = |later: &Numbered, earlier: &Numbered| {
        if later.writer == earlier.writer {
            later.sequence > earlier.sequence
        } else {
            later.sight.get(&earlier.writer).is_some_and(|seen| *seen >= earlier.sequence)
        }
    };
    for earlier in written {
        for change in &earlier.changes {
            let writes_it = |later: &&Numbered| later.changes.iter().any(|other| other.slot == change.slot);
            let is_replaced = written.iter().filter(writes_it).any(|later| has_seen(later, earlier));
            let versions = project.conflicts().get(&change.slot);
            let stands = project.value(&change.slot) == change.after
                || versions.is_some_and(|all| all.iter().any(|version| version.value == change.after));
            prop_assert!(
                stands || is_replaced,
                "{change:?} of {} {} is lost",
                earlier.writer,
                earlier.sequence
            );
        }
    }
    Ok(())
}

fn says_all_of(project: &Project, side: &Project) -> Result<(), TestCaseError> {
    for (slot, value) in side.ids().into_iter().flat_map(|id| side.filled(id)) {
        let versions = project.conflicts().get(&slot);
        let stands = project.value(&slot) == value
            || versions.is_some_and(|all| all.iter().any(|version| version.value == value));
        prop_assert!(stands, "{slot:?}: {value:?} is lost");
    }
    Ok(())
}

/// Counts the histories that were tried, and says so at the end of a law.
struct Runs(&'static str, AtomicUsize);

impl Runs {
    fn count(&self) {
        let runs = self.1.fetch_add(1, Ordering::Relaxed) + 1;
        if runs.is_multiple_of(1000) {
            eprintln!("{}: {runs} histories", self.0);
        }
    }
}

/// Has two copies go on with one writer's log, as programs do that are copied with all that they know.
fn forked(disk: &Simulated, fields: [usize; 2], values: [u8; 2]) {
    for ((copy, field), value) in COPIES.iter().zip(fields).zip(values) {
        let mut logs = Logs::new();
        append(&mut logs, "w-0000000009", 0, 1);
        append(&mut logs, "w-0000000009", 1, 2);
        append(&mut logs, "w-0000000009", field, value);
        let text = log::whole("w-0000000009", "m-0000000001", &logs["w-0000000009"]).0;
        disk.put(&Path::new(copy).join("log/w-0000000009.ron"), text.as_bytes());
    }
}

static WHOLE: Runs = Runs("merge", AtomicUsize::new(0));
static BARE: Runs = Runs("merge without history", AtomicUsize::new(0));

proptest! {
    #[test]
    fn merging_is_idempotent_commutative_and_associative_and_loses_nothing(deeds in deeds()) {
        WHOLE.count();
        let disk = world(&deeds);
        let [a, b, c] = COPIES;
        // With its own copy, and with itself.
        merged(&disk, a, a, "/p/aa");
        prop_assert_eq!(state(&disk, "/p/aa"), state(&disk, a));
        let ab = merged(&disk, a, b, "/p/ab");
        merged(&disk, b, a, "/p/ba");
        prop_assert_eq!(state(&disk, "/p/ab"), state(&disk, "/p/ba"));
        merged(&disk, "/p/ab", b, "/p/abb");
        prop_assert_eq!(state(&disk, "/p/abb"), state(&disk, "/p/ab"));
        merged(&disk, "/p/ab", c, "/p/ab-c");
        merged(&disk, b, c, "/p/bc");
        merged(&disk, a, "/p/bc", "/p/a-bc");
        prop_assert_eq!(state(&disk, "/p/ab-c"), state(&disk, "/p/a-bc"));
        nothing_is_lost(&ab.project, &everything_written(&disk, &[a, b]))?;
        let other = &ab.brought[1];
        prop_assert_eq!(other.records == 0, other.by.is_empty());
    }

    #[test]
    fn a_copy_whose_logs_are_gone_loses_nothing_either(deeds in deeds(), with_base in any::<bool>(), has_clock in any::<bool>()
    ) {
        BARE.count();
        let disk = world(&deeds);
        let [a, b, _] = COPIES;
        // b is left with its state alone, as a checkout that ignores the logs has it, or as a stranger's file.
        let found = opening::read(&disk, Path::new(b)).unwrap();
        disk.create_folder(Path::new("/p/d"), Access::Usual).unwrap();
        let clock = if has_clock { found.clock.clone() } else { Clock::new() };
        let text = state::write(&found.project, &clock).unwrap();
        disk.put(Path::new("/p/d/project.ron"), text.as_bytes());
        let base = world(&[]);
        let begun = base.read(Path::new("/p/a/log/w-0000000009.ron"), 1 << 20).unwrap();
        disk.create_folder(Path::new("/p/base"), Access::Usual).unwrap();
        disk.create_folder(Path::new("/p/base/log"), Access::Usual).unwrap();
        disk.put(Path::new("/p/base/log/w-0000000009.ron"), &begun);
        let base = with_base.then_some(Path::new("/p/base"));
        let (one, other) = (Path::new(a), Path::new("/p/d"));
        let merged = merge_in(&disk, base, [one, other], Path::new("/p/ad"), &Limits::default()).unwrap();
        if !with_base && !has_clock {
            says_all_of(&merged.project, &found.project)?;
        }
        nothing_is_lost(&merged.project, &everything_written(&disk, &["/p/ad"]))?;
        let turned = merge_in(&disk, base, [other, one], Path::new("/p/da"), &Limits::default()).unwrap();
        prop_assert!(merged.project == turned.project);
        let again = [Path::new("/p/ad"), other];
        let again = merge_in(&disk, base, again, Path::new("/p/add"), &Limits::default()).unwrap();
        prop_assert!(again.project == merged.project);
    }

    #[test]
    fn of_a_log_that_forked_both_sides_stay(
        fields in [0..FIELDS.len(), 0..FIELDS.len()], values in [1..5_u8, 1..5_u8]
    ) {
        let disk = world(&[]);
        forked(&disk, fields, values);
        let [a, b, c] = COPIES;
        let ab = merged(&disk, a, b, "/p/ab");
        merged(&disk, b, a, "/p/ba");
        prop_assert_eq!(state(&disk, "/p/ab"), state(&disk, "/p/ba"));
        merged(&disk, "/p/ab", b, "/p/abb");
        prop_assert_eq!(state(&disk, "/p/abb"), state(&disk, "/p/ab"));
        merged(&disk, c, "/p/ba", "/p/cba");
        prop_assert_eq!(state(&disk, "/p/cba"), state(&disk, "/p/ab"));
        for (field, value) in fields.into_iter().zip(values) {
            let value = Value::Text(format!("value {value}"));
            let versions = ab.project.conflicts().get(&slot(field));
            let stands = ab.project.value(&slot(field)) == value
                || versions.is_some_and(|all| all.iter().any(|version| version.value == value));
            prop_assert!(stands, "{value:?} is lost");
        }
    }

    #[test]
    fn a_copy_without_history_merges_back(deeds in deeds()) {
        let disk = world(&deeds);
        let [a, b, _] = COPIES;
        let found = opening::read(&disk, Path::new(b)).unwrap();
        let snapshot = Snapshot { project: found.project.clone(), clock: found.clock, sealing: Vec::new() };
        let signature = Signature { by: "Ada".into(), at: Moment(1_700_000_000) };
        bare::save(&disk, Path::new(b), Path::new("/p/bare"), &snapshot, &signature).unwrap();
        let copied = opening::read(&disk, Path::new("/p/bare")).unwrap().project;
        let values = |project: &Project| {
            let conflicts = project.conflicts().iter();
            let versions = |all: &Vec<_>| {
                all.iter().map(|version: &crate::model::Version| version.value.clone()).collect::<Vec<_>>()
            };
            let conflicts: Vec<_> = conflicts.map(|(slot, all)| (*slot, versions(all))).collect();
            (FIELDS.iter().map(|field| project.text_of(Id::ARTICLE, field)).collect::<Vec<_>>(), conflicts)
        };
        prop_assert_eq!(values(&copied), values(&found.project));
        // Back into the original, where it changes nothing.
        let back = merged(&disk, b, "/p/bare", "/p/back");
        prop_assert_eq!(values(&back.project), values(&found.project));
        // Into a copy that never saw some of what led to it: whatever stands with the history stands without it. Who
        // wrote what is not known any more, so that more is kept twice.
        let into = merged(&disk, a, "/p/bare", "/p/into");
        let whole = merged(&disk, a, b, "/p/ab");
        let standing = |project: &Project, slot: Slot| match project.conflicts().get(&slot) {
            Some(all) => all.iter().map(|version| version.value.clone()).collect(),
            None => vec![project.value(&slot)],
        };
        for slot in (0..FIELDS.len()).map(slot) {
            let (into, whole) = (standing(&into.project, slot), standing(&whole.project, slot));
            let is_there = |value: &Value| *value == Value::Nothing || into.contains(value);
            prop_assert!(whole.iter().all(is_there), "{slot:?}: {into:?} lacks some of {whole:?}");
        }
    }
}
