//! `redpencil verify`: looks every file of a project over.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::{Value as Json, json};

use super::answer::of_usage_failure;
use super::{Answer, Command, Exit, Failure};
use crate::store::vfs::{Disk, Vfs as _};
use crate::store::{self, StoreError};

/// Verifies a project.
pub struct Verify;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// Print what was found as JSON
    #[arg(long)]
    json: bool,
}

impl Command for Verify {
    fn name(&self) -> &'static str {
        "verify"
    }

    fn about(&self) -> &'static str {
        "Checks every file of a project against its checksums and logs; exits with 1 where something is damaged"
    }

    fn usage(&self) -> &'static str {
        "verify PROJECT [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        expect_project(&given.project)?;
        let problems = store::verify(&given.project);
        let is_whole = !problems.iter().any(|problem| problem.damage);
        let ends = if is_whole { Exit::Done } else { Exit::Findings };
        if given.json {
            let problem = |problem: &store::Problem| {
                json!({
                    "what": problem.what,
                    "where": problem.place,
                    "repair": problem.repair,
                    "damage": problem.damage,
                })
            };
            let problems: Json = problems.iter().map(problem).collect();
            return Ok(Answer::of_json(&json!({ "ok": is_whole, "problems": problems })).ending(ends));
        }
        let mut out = String::new();
        for problem in &problems {
            let _ = writeln!(out, "{}", problem.sentence());
        }
        out.push_str(if is_whole { "Every file is whole." } else { "Something is damaged: see above." });
        Ok(Answer::of(out).ending(ends))
    }
}

/// Tells a wrong path from a damaged project: there has to be something to verify.
fn expect_project(path: &Path) -> Result<(), Failure> {
    let is_there = |path: PathBuf| Disk.look(&path).map(|found| found.is_some()).map_err(StoreError::from);
    let is_state = path.file_name().is_some_and(|name| name == "project.ron");
    if is_there(path.join("project.ron"))?
        || is_there(path.join("log"))?
        || (is_state && is_there(path.into())?)
    {
        return Ok(());
    }
    Err(Failure::Files(format!("{} holds no redpencil project. Check the path.", path.display())))
}
