//! The whole store on the simulated disk: every call failing in every way, the power cut at every moment, every
//! sync taken out in turn.
//!
//! `REDPENCIL_CUTS` says at how many states of each moment to look; `cargo test power:: -- --nocapture` prints the
//! counts and the table of syncs.

#[cfg(test)]
mod desk;
#[cfg(test)]
mod operation;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod run;
#[cfg(test)]
mod script;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::vfs::Fault;

/// How many states of a moment are looked at, unless the environment says otherwise.
fn limit(usual: usize) -> usize {
    std::env::var("REDPENCIL_CUTS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn a_power_cut_at_any_moment_leaves_a_whole_project_with_all_that_was_saved() {
    let began = Instant::now();
    let (tally, wrong) = run::each(operation::ALL, |operation| {
        let began = Instant::now();
        let tally = run::cuts(operation, limit(128), None);
        println!("{}: {tally:?} {:?}", operation.name, began.elapsed());
        tally
    });
    println!("power cuts: {tally:?} {:?}", began.elapsed());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whichever_call_fails_what_is_told_is_true_and_it_saves_by_itself_afterwards() {
    let began = Instant::now();
    let (tally, wrong) = run::each(operation::ALL, |operation| {
        let began = Instant::now();
        let tally = run::faults(operation, limit(16));
        println!("{}: {tally:?} {:?}", operation.name, began.elapsed());
        tally
    });
    println!("faults: {tally:?} {:?}", began.elapsed());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_sync_is_missed_when_it_is_taken_out() {
    let began = Instant::now();
    let mut classes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, operation) in operation::ALL.iter().enumerate() {
        for class in run::syncs(operation) {
            classes.entry(class).or_default().push(at);
        }
    }
    let classes: Vec<(String, Vec<usize>)> = classes.into_iter().collect();
    let (_, unmissed) = run::each(&classes, |(class, operations)| {
        let lapse = (Fault::SkippedSync, class.clone());
        let noticed: BTreeSet<String> = operations
            .iter()
            .filter_map(|at| run::cuts(&operation::ALL[*at], limit(128), Some(&lapse)).err())
            .take(1)
            .collect();
        match noticed.first() {
            Some(what) => println!("without {class}: {what}"),
            None => return Err(format!("nobody misses {class}")),
        }
        Ok(run::Tally::default())
    });
    println!("{} classes of syncs {:?}", classes.len(), began.elapsed());
    assert!(unmissed.is_empty(), "{}", unmissed.join("\n"));
}
