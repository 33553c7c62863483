//! `redpencil sweep`: removes files that nothing in a project names any more.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::{Value as Json, json};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure};
use crate::store::sweep::Loose;
use crate::text::{counted, plain};

/// Sweeps a project's folder.
pub struct Sweep;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// Remove them; without this flag they are only listed
    #[arg(long)]
    yes: bool,
    /// Print the files as JSON
    #[arg(long)]
    json: bool,
}

impl Command for Sweep {
    fn name(&self) -> &'static str {
        "sweep"
    }

    fn about(&self) -> &'static str {
        "Lists the files that undo or deleted sources have left behind, and removes them with --yes"
    }

    fn usage(&self) -> &'static str {
        "sweep PROJECT [--yes] [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let desk = Desk::open(&given.project, &Signed::with(""))?;
        let nothing = BTreeSet::new();
        let mut files = desk.store.loose(desk.project(), &nothing)?;
        if given.yes {
            let places: Vec<String> = files.iter().map(|loose| loose.place.clone()).collect();
            files = desk.store.sweep(desk.project(), &nothing, &places)?;
        }
        let remarks = desk.close()?;
        if given.json {
            return Ok(Answer::of_json(&told(&files, given.yes)).remarking(remarks));
        }
        let mut out = String::new();
        for Loose { place, name, bytes } in &files {
            let name = plain(name, &[]);
            let _ = writeln!(
                out,
                "{place}  {}  {name}",
                counted(usize::try_from(*bytes).unwrap_or(usize::MAX), "byte", "bytes")
            );
        }
        let count = counted(files.len(), "file", "files");
        let _ = match (files.is_empty(), given.yes) {
            (true, _) => write!(out, "Every kept file is named by a source."),
            (false, true) => write!(out, "Removed for good: {count}."),
            (false, false) => {
                write!(out, "Nothing names {count}. Run it again with --yes to remove them for good.")
            }
        };
        Ok(Answer::of(out).remarking(remarks))
    }
}

fn told(files: &[Loose], are_removed: bool) -> Json {
    let file = |loose: &Loose| json!({ "where": loose.place, "name": loose.name, "bytes": loose.bytes });
    json!({ "removed": are_removed, "files": files.iter().map(file).collect::<Vec<_>>() })
}
