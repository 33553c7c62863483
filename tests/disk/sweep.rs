//! Every system call that the store makes, failed and killed at: each fault at each call of each operation.
//!
//! A dry run tells how often an operation makes each call on files of the project or of the machine's own folders; the
//! numbers count per thread, as `strace` counts them. A run then goes as far as the fault lets it, and afterwards:
//! what it called done is there, what was there before is there, `verify` finds nothing, the project opens without a
//! remark, and the next command works.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Output};
use std::sync::Mutex;
use std::time::Instant;

use serde_json::Value as Json;

use super::chance::Chance;
use super::tally::Tally;
use super::workshop::{Workshop, system};

/// Calls that change something on a disk, and the faults that a disk answers them with.
const WRITING: &str = "openat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,\
                       mkdir,mkdirat,ftruncate,flock,fchmod,fchmodat,copy_file_range,sendfile";
const FAULTS: &[&str] = &["EIO", "ENOSPC", "EROFS", "EACCES", "EDQUOT"];
/// Calls that only look, and what may go wrong with them.
const READING: &str = "read,pread64,getdents64,statx,readlink";
const FAULTS_OF_READING: &[&str] = &["EIO"];
/// How many runs a plain `cargo test` makes of all that there are.
const SAMPLE: usize = 60;
const HANDS: usize = 4;

/// Finds the program that injects faults; says so where it is missing or may not trace.
pub fn strace() -> Option<&'static str> {
    let tried = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).output();
    let traces = tried.is_ok_and(|output| output.status.success());
    if !traces {
        eprintln!("skipped: strace is missing or may not trace here");
    }
    traces.then_some("strace")
}

/// What is done while something goes wrong.
struct Operation {
    name: &'static str,
    arguments: &'static [&'static str],
    /// Tells what a run has called done and is not there: in the project as it is shown afterwards, by what was said.
    prove: fn(&Workshop, &Json, &str) -> Result<(), String>,
}

const OPERATIONS: &[Operation] = &[
    Operation {
        name: "new",
        arguments: &["new", "{}/article.txt", "-o", "{}/q"],
        prove: |workshop, _, _| {
            let text = workshop.opened("q")?["text"].as_str().unwrap_or_default().len();
            if text > 100 { Ok(()) } else { Err("the new project has no text".into()) }
        },
    },
    Operation {
        name: "annotate",
        arguments: &["annotate", "{}/p", "--kind", "claim", "--range", "4..40", "--statement", "swept-1"],
        prove: |_, shown, _| holds(shown, "claims", "statement", "swept-1"),
    },
    Operation {
        name: "set",
        arguments: &["set", "{}/p", "{claim}", "note=swept-2"],
        prove: |_, shown, _| holds(shown, "claims", "note", "swept-2"),
    },
    Operation {
        name: "attach",
        arguments: &[
            "attach",
            "{}/p",
            "--record",
            "{claim}",
            "--title",
            "swept-3",
            "--file",
            "{}/article.txt",
        ],
        prove: |_, shown, _| holds(shown, "sources", "title", "swept-3"),
    },
    Operation {
        name: "save-loop",
        arguments: &["save-loop", "{}/p", "--count", "6", "--checkpoint", "3", "--large", "4"],
        prove: |workshop, shown, said| heard(said).all_in(workshop, shown),
    },
    Operation {
        name: "copy",
        arguments: &["save-loop", "{}/p", "--count", "1", "--checkpoint", "1", "--copies", "{}/copies"],
        prove: |workshop, shown, said| {
            for copy in &heard(said).copies {
                workshop.verified(copy)?;
                workshop.opened(copy)?;
            }
            heard(said).all_in(workshop, shown)
        },
    },
];

fn heard(said: &str) -> Tally {
    let mut tally = Tally::default();
    said.lines().for_each(|line| tally.hear(line));
    tally
}

/// Tells whether a record of the project holds the words.
fn holds(shown: &Json, table: &str, field: &str, words: &str) -> Result<(), String> {
    let records = shown[table].as_array().cloned().unwrap_or_default();
    let is_there = records.iter().any(|record| record[field] == words);
    if is_there { Ok(()) } else { Err(format!("no {field} of {table} is {words}: {records:?}")) }
}

/// One fault at one call.
#[derive(Clone, Debug)]
struct Point {
    operation: usize,
    call: String,
    number: usize,
    /// `error=EIO`, or `signal=SIGKILL`; with `+` behind the number it goes on from there.
    fault: String,
    lasting: &'static str,
}

/// A workshop whose project is as it was before each run.
struct Stand {
    workshop: Workshop,
    claim: String,
}

impl Stand {
    fn new() -> Self {
        let workshop = Workshop::with_project("p");
        let claim = ["annotate", "p", "--kind", "claim", "--range", "0..9", "--statement", "before"];
        workshop.said(&claim);
        // The text is of many bytes, so that records that stand aside and checkpoints are a few writes long.
        workshop.said(&["save-loop", "p", "--count", "9", "--checkpoint", "4", "--writer-name", "early"]);
        let shown = workshop.show("p");
        let claims = shown["claims"].as_array().unwrap();
        let before = claims.iter().find(|claim| claim["statement"] == "before").unwrap();
        let claim = before["id"].as_str().unwrap().to_owned();
        let stand = Self { workshop, claim };
        std::fs::create_dir(stand.workshop.path("kept")).unwrap();
        for name in ["p", "machine"] {
            system(&["cp", "-a", &stand.absolute(name), &stand.absolute("kept")]);
        }
        stand
    }

    fn absolute(&self, name: &str) -> String {
        self.workshop.path(name).display().to_string()
    }

    /// Puts everything back, under the same names: the machine knows a project by its place.
    fn restore(&self) {
        for name in ["p", "machine", "q", "copies"] {
            drop(std::fs::remove_dir_all(self.workshop.path(name)));
        }
        for name in ["p", "machine"] {
            system(&["cp", "-a", &self.absolute(&format!("kept/{name}")), &self.absolute(name)]);
        }
    }

    fn traced(&self, strace: &str, operation: &Operation, options: &[String]) -> Output {
        let mut command = Command::new("timeout");
        command.args(["-s", "KILL", "60", strace, "-f", "-qq", "--seccomp-bpf"]).args(options);
        command.arg(env!("CARGO_BIN_EXE_redpencil"));
        let here = self.absolute("");
        for argument in operation.arguments {
            command.arg(argument.replace("{}", here.trim_end_matches('/')).replace("{claim}", &self.claim));
        }
        self.workshop.settle_in(&mut command, "machine");
        // So that a path names our folder only if it is one of ours.
        command.current_dir("/").output().unwrap()
    }

    /// Counts the calls of an operation that concern our files: for each call, at which numbers of a thread.
    fn calls(&self, strace: &str, operation: &Operation) -> BTreeMap<String, BTreeSet<usize>> {
        self.restore();
        let record = self.absolute("record");
        let options =
            ["-y".to_owned(), "-o".into(), record.clone(), "-e".into(), format!("trace={WRITING},{READING}")];
        let output = self.traced(strace, operation, &options);
        assert!(output.status.success(), "{}: {output:?}", operation.name);
        let here = self.absolute("");
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut calls: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for line in std::fs::read_to_string(record).unwrap().lines() {
            let Some((thread, rest)) = line.split_once(char::is_whitespace) else { continue };
            let Some((call, _)) = rest.trim_start().split_once('(') else { continue };
            if !call.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
                continue;
            }
            let count = counts.entry((thread.to_owned(), call.to_owned())).or_default();
            *count += 1;
            if rest.contains(here.as_str()) {
                calls.entry(call.to_owned()).or_default().insert(*count);
            }
        }
        calls
    }

    /// Does an operation with a fault, and tells what is wrong afterwards.
    fn run(&self, strace: &str, point: &Point) -> Result<(), String> {
        let operation = &OPERATIONS[point.operation];
        self.restore();
        let Point { call, number, fault, lasting, .. } = point;
        let options = [
            "-o".to_owned(),
            "/dev/null".into(),
            "-e".into(),
            format!("trace={call}"),
            "-e".into(),
            format!("inject={call}:{fault}:when={number}{lasting}"),
        ];
        let output = self.traced(strace, operation, &options);
        let (said, aside) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if aside.contains("fault of its own") || aside.contains("panicked") {
            return Err(format!("it met a fault of its own: {aside}"));
        }
        self.workshop.verified("p")?;
        // A new project that was not called done is none, or a whole one.
        if self.workshop.path("q").is_dir() && self.workshop.run(&["show", "q"]).status.success() {
            self.workshop.verified("q")?;
        }
        let next =
            self.workshop.run(&["annotate", "p", "--kind", "claim", "--range", "1..20", "--note", "next"]);
        if !next.status.success() {
            return Err(format!("the next command does not work: {}", String::from_utf8_lossy(&next.stderr)));
        }
        let shown = self.workshop.opened("p")?;
        holds(&shown, "claims", "statement", "before")?;
        holds(&shown, "claims", "note", "next")?;
        // The loop prints what is done line by line; of a command the end tells.
        if output.status.success() || operation.arguments[0] == "save-loop" {
            (operation.prove)(&self.workshop, &shown, &said)?;
        }
        Ok(())
    }
}

/// Lists every fault at every call.
fn points(stand: &Stand, strace: &str) -> Vec<Point> {
    let mut points = Vec::new();
    for (number_of, operation) in OPERATIONS.iter().enumerate() {
        let calls = stand.calls(strace, operation);
        assert!(calls.keys().any(|call| call.contains("sync")), "{}: {calls:?}", operation.name);
        for (call, numbers) in calls {
            let writes = WRITING.split(',').any(|known| known == call);
            for number in numbers {
                let mut add = |fault: String, lasting| {
                    let call = call.clone();
                    points.push(Point { operation: number_of, call, number, fault, lasting });
                };
                for error in if writes { FAULTS } else { FAULTS_OF_READING } {
                    add(format!("error={error}"), "");
                }
                if writes {
                    add("signal=SIGKILL".to_owned(), "");
                }
                // A loop would wait for ever for a disk that never comes back.
                if call.contains("sync") && operation.arguments[0] != "save-loop" {
                    add("error=ENOSPC".to_owned(), "+");
                }
            }
        }
    }
    points
}

#[test]
fn whichever_system_call_fails_or_is_the_last_nothing_acknowledged_is_lost() {
    let Some(strace) = strace() else { return };
    let (mut chance, began) = (Chance::seeded("sweep"), Instant::now());
    let mut points = points(&Stand::new(), strace);
    let all = points.len();
    let how = std::env::var("REDPENCIL_SWEEP").unwrap_or_default();
    if how == "whole" {
        // One after the other, whatever the operation: slow ones do not come last.
        points.sort_by_cached_key(|_| chance.below(u64::MAX));
    } else {
        let sample = how.parse().unwrap_or(SAMPLE);
        points = (0..sample).map(|_| points[chance.below(all as u64) as usize].clone()).collect();
    }
    let (runs, kills) =
        (points.len(), points.iter().filter(|point| point.fault.starts_with("signal")).count());
    let (queue, faults) = (Mutex::new(points), Mutex::new(Vec::new()));
    let hand = || {
        let stand = Stand::new();
        loop {
            let Some(point) = queue.lock().unwrap().pop() else { return };
            if let Err(fault) = stand.run(strace, &point) {
                let name = OPERATIONS[point.operation].name;
                faults.lock().unwrap().push(format!("{name}, {point:?}: {fault}"));
            }
        }
    };
    std::thread::scope(|scope| (0..HANDS).for_each(|_| drop(scope.spawn(hand))));
    let faults = faults.into_inner().unwrap();
    eprintln!(
        "sweep: {runs} runs of {all} ({} operations), {kills} of them killed at a call, {} with a failed call: {} \
         went wrong; {:.0} s",
        OPERATIONS.len(),
        runs - kills,
        faults.len(),
        began.elapsed().as_secs_f64()
    );
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_run_that_lost_something_would_be_noticed() {
    let workshop = Workshop::with_project("p");
    assert!(holds(&workshop.show("p"), "claims", "statement", "before").is_err());
    let mut tally = Tally::default();
    tally.hear("ack 1 c-0000000001 statement loop-1 5");
    assert!(tally.all_in(&workshop, &workshop.show("p")).is_err());
}
