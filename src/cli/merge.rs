//! `redpencil merge`: two copies of a project become one, with all that either has.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::{Value as Json, json};

use super::answer::of_usage_failure;
use super::json::conflicts;
use super::{Answer, Command, Exit, Failure};
use crate::model::{Project, Slot, Version, words_of};
use crate::store::merge::{Brought, Merged, merge};
use crate::store::pack::limit::{Limits, parse_bytes};
use crate::store::{self, vocabulary};

/// Merges two copies of a project.
pub struct Merge;

#[derive(Debug, clap::Args)]
struct Given {
    /// BASE (may be left out), OURS and THEIRS: folders or .redpencil files. BASE is the state that both began with; it is
    /// needed only where a copy has lost its history
    #[arg(required = true, num_args = 2..=3, value_name = "PROJECT")]
    projects: Vec<PathBuf>,
    /// The folder to make, which must be new or empty
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Let so much come out of a .redpencil file, as in 20GB
    #[arg(long, value_name = "SIZE", value_parser = size)]
    limit: Option<u64>,
    /// Print what was joined, and the conflicts, as JSON
    #[arg(long)]
    json: bool,
}

fn size(text: &str) -> Result<u64, String> {
    parse_bytes(text).ok_or_else(|| "give a size such as 800MB or 20GB".to_owned())
}

impl Command for Merge {
    fn name(&self) -> &'static str {
        "merge"
    }

    fn about(&self) -> &'static str {
        "Makes one project of two copies of it, with all that either has; what both changed is kept twice as a conflict, and \
         then it exits with 1"
    }

    fn usage(&self) -> &'static str {
        "merge [BASE] OURS THEIRS -o DIR [--limit SIZE] [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let limits = given.limit.map_or_else(Limits::default, |bytes| Limits::default().of_bytes(bytes));
        let (base, ours, theirs) = match given.projects.as_slice() {
            [ours, theirs] => (None, ours, theirs),
            [base, ours, theirs] => (Some(base.as_path()), ours, theirs),
            _ => return Err(Failure::Usage("Give two copies of a project, or three. See --help.".into())),
        };
        let merged = merge(base, ours, theirs, &given.output, &limits)?;
        let is_damaged = merged.problems.iter().any(|problem| problem.damage);
        let is_clear = merged.project.conflicts().is_empty() && !is_damaged;
        let ends = if is_clear { Exit::Done } else { Exit::Findings };
        if given.json {
            return Ok(Answer::of_json(&as_json(&merged)).ending(ends));
        }
        let mut lines = vec![merged.folder.display().to_string()];
        lines.extend(merged.brought.iter().map(told));
        lines.extend(
            merged
                .project
                .conflicts()
                .iter()
                .map(|(slot, versions)| conflict(&merged.project, *slot, versions)),
        );
        let remarks = merged.notes.iter().cloned();
        let problems = merged.problems.iter().filter(|problem| problem.damage).map(store::Problem::sentence);
        Ok(Answer::of(lines.join("\n")).remarking(remarks.chain(problems)).ending(ends))
    }
}

/// Says what came from a side.
fn told(brought: &Brought) -> String {
    let from = brought.from.display();
    if brought.was_without_history {
        return format!("From {from}: what it says differently; its history is missing.");
    }
    let by: Vec<&str> = brought.by.iter().map(String::as_str).filter(|by| !by.is_empty()).collect();
    let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
    match brought.records {
        0 => format!("From {from}: nothing that the other one had not."),
        1 => format!("From {from}: 1 log record{by}."),
        count => format!("From {from}: {count} log records{by}."),
    }
}

fn conflict(project: &Project, slot: Slot, versions: &[Version]) -> String {
    let values: Vec<String> = versions.iter().map(|version| version_of(project, slot, version)).collect();
    format!("Conflict in {}, {}: {}", slot.record, label(slot), values.join(" or "))
}

fn version_of(project: &Project, slot: Slot, version: &Version) -> String {
    let widget = slot.record.table().field(slot.field).map(|field| field.widget);
    let name = |id| project.name_of(id);
    let words = widget
        .map_or_else(String::new, |widget| words_of(&version.value, widget, &vocabulary::shipped(), name));
    let words = if words.is_empty() { "nothing".to_owned() } else { format!("“{words}”") };
    match version.by.as_ref().filter(|by| !by.by.is_empty()) {
        Some(by) => format!("{words} ({})", by.by),
        None => words,
    }
}

fn label(slot: Slot) -> &'static str {
    slot.record.table().field(slot.field).map_or(slot.field, |field| field.label)
}

fn as_json(merged: &Merged) -> Json {
    let brought = |brought: &Brought| {
        json!({
            "from": brought.from.display().to_string(),
            "records": brought.records,
            "by": brought.by,
            "without_history": brought.was_without_history,
        })
    };
    let problem = |problem: &store::Problem| json!({ "where": problem.place, "what": problem.what, "damage": problem.damage });
    json!({
        "folder": merged.folder.display().to_string(),
        "joined": merged.brought.iter().map(brought).collect::<Json>(),
        "conflicts": conflicts(&merged.project),
        "notes": merged.notes,
        "problems": merged.problems.iter().map(problem).collect::<Json>(),
    })
}
