//! `redpencil unpack`: the folder of a project that came as one file.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::{Value as Json, json};

use super::answer::of_usage_failure;
use super::{Answer, Command, Exit, Failure};
use crate::store::pack::limit::{Limits, parse_bytes};
use crate::store::{self, home};

/// Unpacks a project.
pub struct Unpack;

#[derive(Debug, clap::Args)]
struct Given {
    /// The .redpencil file
    file: PathBuf,
    /// The folder to make, else one beside the file
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Let so much come out of it, as in 20GB
    #[arg(long, value_name = "SIZE", value_parser = size)]
    limit: Option<u64>,
    /// Let so many files come out of it
    #[arg(long, value_name = "COUNT")]
    members: Option<usize>,
    /// Print what was made and left out as JSON
    #[arg(long)]
    json: bool,
}

fn size(text: &str) -> Result<u64, String> {
    parse_bytes(text).ok_or_else(|| "give a size such as 800MB or 20GB".to_owned())
}

impl Command for Unpack {
    fn name(&self) -> &'static str {
        "unpack"
    }

    fn about(&self) -> &'static str {
        "Makes the project's folder of a .redpencil file; exits with 1 where something in it was left out or is damaged"
    }

    fn usage(&self) -> &'static str {
        "unpack FILE [-o DIR] [--limit SIZE] [--members COUNT] [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let folder = given.output.or_else(|| home::fresh(Some(&given.file), "project"));
        let folder = folder
            .ok_or_else(|| Failure::Usage("There is no place beside the file. Give one with -o.".into()))?;
        let mut limits = Limits::default();
        if let Some(bytes) = given.limit {
            limits = limits.of_bytes(bytes);
        }
        if let Some(members) = given.members {
            limits = limits.of_members(members);
        }
        let unpacked = store::pack::unpack(&given.file, &folder, &limits)?;
        let ends = if unpacked.lacks_something() { Exit::Findings } else { Exit::Done };
        if given.json {
            let problems: Json = unpacked
                .problems
                .iter()
                .map(|problem| json!({ "where": problem.place, "what": problem.what, "damage": problem.damage }))
                .collect();
            let json = json!({
                "folder": unpacked.folder.display().to_string(),
                "files": unpacked.files,
                "bytes": unpacked.bytes,
                "left_out": unpacked.left_out,
                "problems": problems,
            });
            return Ok(Answer::of_json(&json).ending(ends));
        }
        let mut lines = vec![unpacked.folder.display().to_string()];
        lines.extend(unpacked.left_out.iter().cloned());
        lines.extend(unpacked.problems.iter().map(store::Problem::sentence));
        Ok(Answer::of(lines.join("\n")).ending(ends))
    }
}
