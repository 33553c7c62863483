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

use std::collections::BTreeMap;

use operation::Operation;
use run::Tally;

use super::vfs::Fault;

/// How many states of a moment are looked at, unless the environment says otherwise.
fn limit(usual: usize) -> usize {
    std::env::var("REDPENCIL_CUTS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Runs every operation, prints what was done, and fails with all that is wrong.
fn check(what: &str, operations: &[Operation], run: impl Fn(&Operation) -> Result<Tally, String> + Sync) {
    let (tally, wrong) = run::each(operations, |operation| {
        let done = run(operation);
        if let Ok(tally) = &done
            && tally.calls > 0
        {
            println!("{what} | {:<46} | {tally}", operation.name);
        }
        done
    });
    println!("{what} | {:<46} | {tally}", "all");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_power_cut_at_any_moment_leaves_a_whole_project_with_all_that_was_saved() {
    check("power cuts", operation::ALL, |operation| run::cuts(operation, limit(96), None));
}

#[test]
fn whichever_call_fails_what_is_told_is_true_and_it_saves_by_itself_afterwards() {
    check("faults", operation::ALL, |operation| run::faults(operation, limit(6)));
}

#[test]
fn whoever_saves_at_the_same_moment_loses_nothing() {
    check("others", operation::ALL, |operation| {
        if operation.is_shared { run::interrupted(operation, limit(8)) } else { Ok(Tally::default()) }
    });
}

#[test]
fn every_sync_is_missed_when_it_is_taken_out() {
    let mut classes: BTreeMap<String, Vec<&Operation>> = BTreeMap::new();
    for operation in operation::ALL {
        for class in run::syncs(operation) {
            classes.entry(class).or_default().push(operation);
        }
    }
    let classes: Vec<(String, Vec<&Operation>)> = classes.into_iter().collect();
    let (_, unmissed) = run::each(&classes, |(class, operations)| {
        let noticed = |how| {
            let lapse = (how, class.clone());
            operations.iter().find_map(|operation| run::cuts(operation, limit(96), Some(&lapse)).err())
        };
        let shown = |text: &str| text.chars().take(150).collect::<String>();
        let Some(out) = noticed(Fault::SkippedSync) else { return Err(format!("nobody misses {class}")) };
        println!("sync | {class:<46} | taken out | {}", shown(&out));
        // What a record names is there before the record.
        let places =
            ["drafts", "texts/<temporary>", "evidence/<temporary>", "originals", "sealed", "log/<temporary>"];
        if places.iter().any(|place| class.contains(&format!(" p/{place}")))
            && !class.starts_with("sync_file")
        {
            let Some(late) = noticed(Fault::LateSync) else {
                return Err(format!("nobody minds when {class} comes late"));
            };
            println!("sync | {class:<46} | late      | {}", shown(&late));
        }
        Ok(Tally::default())
    });
    println!("sync | {} classes", classes.len());
    assert!(unmissed.is_empty(), "{}", unmissed.join("\n"));
}
