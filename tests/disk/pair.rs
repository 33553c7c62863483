//! Two processes on one folder at once: each has a log of its own, and the project holds the work of both.

use std::process::Command;

use super::tally::Tally;
use super::workshop::{Running, Workshop};

/// Hears both out until each has had so many actions acknowledged.
fn work(running: &[&Running], actions: usize, tally: &mut Tally) {
    for one in running {
        for _ in 0..actions {
            one.wait_for("ack ", |line| tally.hear(line));
        }
    }
}

#[test]
fn two_loops_on_one_folder_end_with_the_work_of_both() {
    let workshop = Workshop::with_project("p");
    let mut tally = Tally::default();
    // One machine and two windows; then two machines on one folder, which know nothing of each other.
    for (one, other) in [("machine", "machine"), ("desk", "laptop")] {
        let one = workshop.start_loop(one, "p", &["--writer-name", "ann", "--count", "60"]);
        let other = workshop.start_loop(other, "p", &["--writer-name", "ben", "--count", "60"]);
        for running in [one, other] {
            running.end(|line| tally.hear(line));
        }
        tally.check(&workshop, "p");
    }
    assert_eq!(tally.acknowledged(), 240);
    assert!(workshop.show("p")["conflicts"].as_array().unwrap().is_empty());
    eprintln!("two loops on one folder: {} actions acknowledged, all there", tally.acknowledged());
}

#[test]
fn one_is_killed_while_the_other_goes_on() {
    let workshop = Workshop::with_project("p");
    let mut tally = Tally::default();
    // Unchecked it would write more while the other one opens than that can read in a debug build.
    let survivor = workshop.start_loop("machine", "p", &["--writer-name", "ann", "--pause", "5"]);
    for _ in 0..5 {
        let victim = workshop.start_loop("machine", "p", &["--writer-name", "ben", "--checkpoint", "3"]);
        work(&[&survivor, &victim], 8, &mut tally);
        victim.kill(|line| tally.hear(line));
    }
    work(&[&survivor], 8, &mut tally);
    survivor.kill(|line| tally.hear(line));
    tally.check(&workshop, "p");
}

#[test]
fn without_any_lock_two_loops_still_have_logs_of_their_own() {
    let Some(strace) = super::sweep::strace() else { return };
    let workshop = Workshop::with_project("p");
    let mut tally = Tally::default();
    for _ in 0..3 {
        // Both are told that the lock is theirs, and both find the note about the log left behind.
        let unlocked = |name: &str| {
            let mut command = Command::new(strace);
            command.args(["-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=flock"]);
            command.args(["-e", "inject=flock:retval=0", env!("CARGO_BIN_EXE_redpencil")]);
            command.args(["save-loop", "p", "--writer-name", name, "--count", "12"]);
            workshop.settle_in(&mut command, "machine");
            Workshop::start(command)
        };
        for running in [unlocked("ann"), unlocked("ben")] {
            running.end(|line| tally.hear(line));
        }
        tally.check(&workshop, "p");
    }
    assert_eq!(tally.acknowledged(), 72);
    eprintln!("two loops with the lock taken away: {} actions acknowledged, all there", tally.acknowledged());
}
