//! Runs operations with every fault and every power cut, and counts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::vfs::{self, Call, Fault, Repeat, Simulated};
use super::super::{opening, system};
use super::desk::{Desk, PROJECT, Told};
use super::operation::Operation;
use super::proof;
use crate::session::Durability;

const SEED: u64 = 7;

/// What was done, in numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// Calls of the operations.
    pub calls: usize,
    /// Runs with a fault.
    pub faults: usize,
    /// Moments at which the power was cut.
    pub moments: usize,
    /// Those of which only a sample of the states was looked at.
    pub sampled: usize,
    /// Disks that a power cut left, each looked at.
    pub states: usize,
    /// Those that differ, each opened, verified and worked on.
    pub distinct: usize,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, faults, moments, sampled, states, distinct } = self;
        write!(
            f,
            "{calls} calls, {faults} runs with a fault, {moments} cuts of the power ({sampled} of them sampled), "
        )?;
        write!(f, "{states} disks after them, {distinct} new ones proven")
    }
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.calls += other.calls;
        self.faults += other.faults;
        self.moments += other.moments;
        self.sampled += other.sampled;
        self.states += other.states;
        self.distinct += other.distinct;
    }
}

/// Disks that were proven already, by what they hold and what was told of them.
static PROVEN: Mutex<BTreeSet<u64>> = Mutex::new(BTreeSet::new());

fn proven() -> MutexGuard<'static, BTreeSet<u64>> {
    PROVEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Proves every state that a power cut may leave now.
fn cut(disk: &Simulated, told: &Told, limit: usize, tally: &mut Tally) -> Result<(), String> {
    let (states, is_all) = disk.power_cuts(limit, SEED);
    tally.moments += 1;
    tally.sampled += usize::from(!is_all);
    tally.states += states.len();
    let read = proof::records(&disk.fork(), Path::new(PROJECT));
    for state in states {
        let mut hasher = DefaultHasher::new();
        (state.fingerprint(), told, &read).hash(&mut hasher);
        let name = hasher.finish();
        if !proven().contains(&name) {
            tally.distinct += 1;
            proof::prove(&state, told, &read)?;
            proven().insert(name);
        }
    }
    Ok(())
}

/// A sync that lapses: how, and of which class.
pub(super) type Lapse = (Fault, String);

/// Runs an operation and cuts the power before each of its calls and after the last.
pub(super) fn cuts(operation: &Operation, limit: usize, lapse: Option<&Lapse>) -> Result<Tally, String> {
    let base = operation.base();
    system::draw_beforehand(SEED);
    let mut desk = operation.ready(&base);
    if let Some((how, class)) = lapse.cloned() {
        desk.disk.let_syncs_lapse(how, move |call| self::class(call) == class);
    }
    let moments: Arc<Mutex<Vec<(String, Simulated, Told)>>> = Arc::default();
    let (seen, told) = (Arc::clone(&moments), Arc::clone(&desk.told));
    let from = desk.disk.calls().len();
    let mut last_told = None;
    desk.disk.watch(move |disk| {
        let told = told.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let last = disk.last_call();
        let is_news = last.as_ref().is_none_or(changes) || last_told.as_ref() != Some(&told);
        if is_news {
            last_told = Some(told.clone());
            let after = last.map_or_else(String::new, |call| described(&call));
            seen.lock().unwrap_or_else(PoisonError::into_inner).push((after, disk.fork(), told));
        }
    });
    let acted = (operation.act)(&mut desk);
    desk.disk.unwatch();
    acted.map_err(|error| format!("{}: {error}", operation.name))?;
    let calls = desk.disk.calls();
    let mut tally = Tally { calls: calls.len() - from, ..Tally::default() };
    let mut moments = std::mem::take(&mut *moments.lock().unwrap_or_else(PoisonError::into_inner));
    moments.push(("the last".into(), desk.disk.fork(), desk.told().clone()));
    // What was told last is the hardest to keep, and a lapse shows there first.
    for (after, disk, told) in moments.into_iter().rev() {
        cut(&disk, &told, limit, &mut tally)
            .map_err(|what| format!("{}: power cut after {after}: {what}", operation.name))?;
    }
    Ok(tally)
}

/// Tells whether a system may answer a call so: reading never finds the disk full, and only a write is cut short.
fn happens(fault: Fault, call: &Call) -> bool {
    match fault {
        Fault::ShortWrite => call.method.starts_with("write"),
        Fault::Full | Fault::Quota | Fault::ReadOnly => {
            changes(call) || matches!(call.method, "open_for_append" | "try_lock")
        }
        // What belongs to somebody else is theirs to make durable, and no reason not to save.
        Fault::Denied => call.method != "sync_file",
        _ => true,
    }
}

/// Tells whether a call may leave the disk other than it was.
fn changes(call: &Call) -> bool {
    !matches!(
        call.method,
        "open" | "metadata" | "file_metadata" | "list" | "canonical" | "open_for_append" | "try_lock"
    )
}

/// Runs an operation with a fault in each of its calls.
pub(super) fn faults(operation: &Operation, limit: usize) -> Result<Tally, String> {
    let base = operation.base();
    let dry = run(operation, &base, None).map_err(|error| format!("{}: {error}", operation.name))?;
    let mut tally = Tally { calls: dry.calls.len(), ..Tally::default() };
    for (at, call) in dry.calls.iter().enumerate() {
        for fault in Fault::REPORTED {
            if !happens(fault, call) {
                continue;
            }
            for repeat in [Repeat::Once, Repeat::FromThenOn] {
                let case =
                    format!("{}: {fault:?} {repeat:?} at call {at}, {}", operation.name, described(call));
                tally.faults += 1;
                let ran = run(operation, &base, Some((at, fault, repeat)))?;
                let was_hit = |method, folder| {
                    let in_folder =
                        |call: &Call| call.path.components().any(|part| part.as_os_str() == folder);
                    ran.calls
                        .iter()
                        .any(|call| call.fault.is_some() && call.method == method && in_folder(call))
                };
                ran.desk.told().are_seals_in_doubt = was_hit("sync_folder", "sealed");
                // What a killed process has left unsynced and the disk then refuses is in project.ron at best.
                ran.desk.told().is_tampered_with |= was_hit("sync_file", "log");
                let kept = [opening::DRAFTS, opening::EVIDENCE, opening::ORIGINALS, opening::TEXTS];
                ran.desk.told().is_refused =
                    kept.iter().any(|folder| was_hit("sync_file", folder) || was_hit("sync_folder", folder));
                survives(ran.desk, limit, &mut tally).map_err(|what| format!("{case}: {what}"))?;
            }
        }
    }
    Ok(tally)
}

/// Has somebody else save right before each of an operation's calls.
pub(super) fn interrupted(operation: &Operation, limit: usize) -> Result<Tally, String> {
    let base = operation.base();
    let calls = run(operation, &base, None)?.calls;
    let mut tally = Tally { calls: calls.len(), ..Tally::default() };
    for (at, call) in calls.iter().enumerate() {
        let case = format!("{}: somebody saved before {}", operation.name, class(call));
        system::draw_beforehand(SEED);
        let mut desk = operation.ready(&base);
        let mut other = desk.somebody_else();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let saying = Arc::clone(&said);
        desk.disk.interfere_before(desk.disk.calls().len() + at, move |_| {
            let saved = other.open().and_then(|()| {
                other.fill_in("editor");
                other.close()
            });
            if let Err(error) = saved {
                saying.lock().unwrap_or_else(PoisonError::into_inner).push(error.to_string());
            }
        });
        (operation.act)(&mut desk).map_err(|error| format!("{case}: {error}"))?;
        if let Some(what) = said.lock().unwrap_or_else(PoisonError::into_inner).first() {
            return Err(format!("{case}, who was told: {what}"));
        }
        tally.faults += 1;
        let told = desk.told().clone();
        cut(&desk.disk.fork(), &told, limit, &mut tally).map_err(|what| format!("{case}: {what}"))?;
    }
    Ok(tally)
}

struct Ran {
    desk: Desk,
    calls: Vec<Call>,
}

fn run(
    operation: &Operation,
    base: &(Simulated, Told),
    fault: Option<(usize, Fault, Repeat)>,
) -> Result<Ran, String> {
    system::draw_beforehand(SEED);
    let mut desk = operation.ready(base);
    let from = desk.disk.calls().len();
    if let Some((at, fault, repeat)) = fault {
        desk.disk.fail_call(from + at, fault, repeat);
    }
    let acted = (operation.act)(&mut desk);
    if let (None, Err(error)) = (fault, acted) {
        return Err(error.to_string());
    }
    let calls = desk.disk.calls().split_off(from);
    Ok(Ran { desk, calls })
}

/// What was told is true now, after a power cut, and after the fault is over; then all is saved by itself.
fn survives(mut desk: Desk, limit: usize, tally: &mut Tally) -> Result<(), String> {
    let told = desk.told().clone();
    let during = desk.disk.fork();
    cut(&during, &told, limit, tally)?;
    desk.disk.heal();
    if told.is_tampered_with && (told.is_refused || !desk.is_writable()) {
        // Whoever opens it next cannot know what the disk has refused before.
        return Ok(());
    }
    if desk.is_open() && !desk.is_writable() {
        // It said that it was for reading only. That was true, and whoever opens it again may work.
        desk.vanish();
    }
    if desk.is_open() {
        desk.pause();
        if desk.durability() != Some(Durability::Saved) {
            return Err(format!("the fault is over, and it shows {:?}", desk.durability()));
        }
        let told = desk.told().clone();
        cut(&desk.disk.fork(), &told, limit, tally).map_err(|what| format!("after it: {what}"))?;
    } else if !desk.told().is_project && opening::read(&desk.disk, Path::new(PROJECT)).is_err() {
        desk.create().map_err(|error| format!("it cannot be created afterwards: {error}"))?;
    } else {
        desk.open().map_err(|error| format!("it cannot be opened afterwards: {error}"))?;
    }
    desk.fill_in("site");
    desk.close().map_err(|error| format!("it cannot be closed afterwards: {error}"))?;
    let told = desk.told().clone();
    cut(&desk.disk.fork(), &told, limit, tally).map_err(|what| format!("closed after it: {what}"))
}

/// Names what kind of call it is: the method, and the path without what differs from one time to the next.
pub(super) fn class(call: &Call) -> String {
    format!("{} {}", call.method, kind(&call.path))
}

fn described(call: &Call) -> String {
    class(call)
}

fn kind(path: &Path) -> String {
    let parts = path.strip_prefix("/w").unwrap_or(path).components();
    let parts = parts.map(|part| {
        let name = part.as_os_str().to_string_lossy();
        let (stem, ending) = name.split_once('.').unwrap_or((&name, ""));
        match (stem.split_once('-'), ending) {
            _ if vfs::is_temporary(&name) => "<temporary>".to_owned(),
            (Some((letter, rest)), _) if letter.len() == 1 && rest.len() == 10 => {
                format!("<{letter}>.{ending}")
            }
            _ if stem.len() == 64 => format!("<hash>.{ending}"),
            _ => name.into_owned(),
        }
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

/// Lists the classes of syncs that an operation does.
pub(super) fn syncs(operation: &Operation) -> BTreeSet<String> {
    let base = operation.base();
    let calls = run(operation, &base, None).map(|ran| ran.calls).unwrap_or_default();
    calls.iter().filter(|call| call.method.starts_with("sync")).map(class).collect()
}

/// Does something for each of many, on as many threads as there are cores; all that went wrong comes back.
pub(super) fn each<T: Sync>(
    items: &[T],
    act: impl Fn(&T) -> Result<Tally, String> + Sync,
) -> (Tally, Vec<String>) {
    let next = AtomicUsize::new(0);
    let done = Mutex::new((Tally::default(), BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    let result = act(item);
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    match result {
                        Ok(tally) => done.0.add(tally),
                        Err(what) => drop(done.1.insert(at, what)),
                    }
                }
            });
        }
    });
    let (tally, wrong) = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    (tally, wrong.into_values().collect())
}
