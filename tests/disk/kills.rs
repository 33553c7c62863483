//! Killed at any moment: while it works, opens, catches up, writes `project.ron`, copies.

use std::time::{Duration, Instant};

use super::chance::Chance;
use super::tally::{Tally, latency};
use super::workshop::{Running, Workshop};

/// After so many kills a project has grown enough.
const KILLS_A_PROJECT: usize = 25;

fn kills() -> usize {
    std::env::var("REDPENCIL_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(40)
}

/// Lets a process work for so long and kills it.
fn kill_after(running: Running, time: Duration, tally: &mut Tally) {
    let deadline = Instant::now() + time;
    while let Ok(line) = running.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        tally.hear(&line);
    }
    running.kill(|line| tally.hear(line));
}

/// What came of killing save loops.
#[derive(Default)]
struct Toll {
    kills: usize,
    before_any: usize,
    checkpoints: usize,
    took: Vec<u64>,
}

/// Kills save loops on one growing project after another.
fn kill_loops(mut chance: Chance, total: usize) -> Toll {
    let mut toll = Toll::default();
    while toll.kills < total {
        let workshop = Workshop::with_project("p");
        let mut tally = Tally::default();
        for _ in 0..KILLS_A_PROJECT.min(total - toll.kills) {
            let checkpoint = ["1", "5", "25", "1000"][chance.below(4) as usize];
            let large = ["7", "9999"][usize::from(chance.below(10) > 0)];
            let running =
                workshop.start_loop("machine", "p", &["--checkpoint", checkpoint, "--large", large]);
            let known = tally.acknowledged();
            let time = if chance.below(4) == 0 { chance.below(40_000) } else { chance.below(250_000) };
            kill_after(running, Duration::from_micros(time), &mut tally);
            toll.before_any += usize::from(tally.acknowledged() == known);
            tally.check(&workshop, "p");
            toll.kills += 1;
        }
        toll.checkpoints += tally.checkpoints;
        toll.took.append(&mut tally.took);
    }
    toll
}

#[test]
fn nothing_acknowledged_is_lost_whenever_the_program_is_killed() {
    let (mut chance, total, began) = (Chance::seeded("kills"), kills(), Instant::now());
    let hands = std::thread::available_parallelism().map_or(1, usize::from).min(4);
    let tolls: Vec<Toll> = std::thread::scope(|scope| {
        let at_work: Vec<_> = (0..hands)
            .map(|_| {
                let chance = chance.apart();
                scope.spawn(move || kill_loops(chance, total.div_ceil(hands)))
            })
            .collect();
        at_work.into_iter().map(|work| work.join().expect("nothing is lost")).collect()
    });
    let sum = |of: fn(&Toll) -> usize| tolls.iter().map(of).sum::<usize>();
    let (killed, acknowledged) = (sum(|toll| toll.kills), sum(|toll| toll.took.len()));
    let mut took: Vec<u64> = tolls.iter().flat_map(|toll| toll.took.iter().copied()).collect();
    let (median, longest) = latency(&mut took);
    eprintln!(
        "kills: {killed} processes killed ({} before their first action was durable), {acknowledged} actions \
         acknowledged, {} times project.ron, 0 lost; an action’s way to the disk: p50 {median:.1} ms, longest \
         {longest:.1} ms; {:.0} s",
        sum(|toll| toll.before_any),
        sum(|toll| toll.checkpoints),
        began.elapsed().as_secs_f64()
    );
    assert!(acknowledged > killed, "the loops got somewhere");
}

#[test]
fn a_project_survives_being_killed_while_it_is_opened_caught_up_and_written() {
    let (mut chance, total) = (Chance::seeded("kills while opening"), kills() / 4);
    let mut done = 0;
    while done < total {
        let workshop = Workshop::with_project("p");
        let mut tally = Tally::default();
        // A tail that has to be caught up with, which the next process is killed over.
        kill_after(
            workshop.start_loop("machine", "p", &["--checkpoint", "1000"]),
            Duration::from_millis(300),
            &mut tally,
        );
        for _ in 0..10.min(total - done) {
            let how: &[&str] = match chance.below(4) {
                0 => &["save-loop", "p", "--count", "1", "--checkpoint", "1"],
                1 => &["show", "p"],
                2 => &["verify", "p"],
                _ => &["export", "p", "--format", "html", "-o", "report.html"],
            };
            let began = Instant::now();
            Workshop::start(workshop.on("machine", how)).end(|line| tally.hear(line));
            let whole = began.elapsed().as_micros() as u64;
            let running = Workshop::start(workshop.on("machine", how));
            kill_after(running, Duration::from_micros(chance.below(whole)), &mut tally);
            tally.check(&workshop, "p");
            done += 1;
        }
    }
    eprintln!("kills while opening, verifying, exporting, closing: {done}, nothing lost");
}

#[test]
fn a_copy_that_was_called_whole_is_whole_whenever_copying_is_killed() {
    let (mut chance, total) = (Chance::seeded("kills while copying"), kills().div_ceil(10));
    let (mut whole, mut partial) = (0, 0);
    for _ in 0..total {
        let workshop = Workshop::with_project("p");
        let mut tally = Tally::default();
        let running = workshop.start_loop("machine", "p", &["--checkpoint", "2", "--copies", "copies"]);
        kill_after(running, Duration::from_micros(50_000 + chance.below(200_000)), &mut tally);
        tally.check(&workshop, "p");
        let called_whole: Vec<String> = tally.copies.clone();
        let Ok(entries) = std::fs::read_dir(workshop.path("copies")) else { continue };
        for entry in entries {
            let copy = format!("copies/{}", entry.unwrap().file_name().to_string_lossy());
            if called_whole.contains(&copy) {
                workshop.expect_whole(&copy);
                drop(workshop.show(&copy));
                whole += 1;
            } else {
                // Half a copy is no project, or says on opening that something is missing: it never passes for a whole
                // one. What was killed after the last file is whole.
                let (is_whole, opens_as_whole) =
                    (workshop.verified(&copy).is_ok(), workshop.opened(&copy).is_ok());
                assert_eq!(is_whole, opens_as_whole, "{copy}");
                partial += 1;
            }
        }
    }
    eprintln!(
        "kills while copying: {total}; {whole} copies called whole are whole, {partial} were cut short"
    );
}
