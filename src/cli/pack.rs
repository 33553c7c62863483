//! `redpencil pack`: a whole project in one file, or a copy of it without its history.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::json;

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Exit, Failure};
use crate::store::home;
use crate::store::pack::{EXTENSION, Packing};

/// Packs a project.
pub struct Pack;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The file to write, else one beside the project; with --without-history, the folder to write
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave the history out too: former values, what was deleted, who did what when
    #[arg(long)]
    for_others: bool,
    /// Write a folder to go on in instead of a file: the project as it stands, sealed values included, without its history
    #[arg(long, conflicts_with = "for_others", requires = "output")]
    without_history: bool,
    /// Print what was written and left out as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Pack {
    fn name(&self) -> &'static str {
        "pack"
    }

    fn about(&self) -> &'static str {
        "Writes a whole project into one .redpencil file and says what was left out: sealed values always, the history with \
         --for-others; --without-history makes a folder instead; exits with 1 where a file is lacking"
    }

    fn usage(&self) -> &'static str {
        "pack PROJECT [-o FILE] [--for-others] [--without-history -o DIR] [--by NAME] [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let desk = Desk::look(&given.project)?;
        if let (true, Some(folder)) = (given.without_history, &given.output) {
            return bare(desk, &given, folder);
        }
        let packing = if given.for_others { Packing::ForOthers } else { Packing::Whole };
        let file = given.output.clone().unwrap_or_else(|| beside(desk.store.folder()));
        let packed = desk.store.pack(packing, &file)?;
        let remarks = desk.close()?;
        let ends = ending(&packed.plan.lacking);
        if given.json {
            let json = json!({
                "file": packed.file.display().to_string(),
                "bytes": packed.bytes,
                "files": packed.plan.files(),
                "left_out": packed.plan.left_out.sentences(),
                "telling": packed.plan.telling,
                "lacking": packed.plan.lacking,
            });
            return Ok(Answer::of_json(&json).remarking(remarks).ending(ends));
        }
        let mut lines = vec![packed.file.display().to_string()];
        lines.extend(packed.plan.sentences());
        Ok(Answer::of(lines.join("\n")).remarking(remarks).ending(ends))
    }
}

/// Ends with findings where something is lacking that a record names.
fn ending(lacking: &[String]) -> Exit {
    if lacking.is_empty() { Exit::Done } else { Exit::Findings }
}

/// Writes a copy without history.
fn bare(desk: Desk, given: &Given, folder: &Path) -> Result<Answer, Failure> {
    if folder.extension().is_some_and(|ending| ending == EXTENSION) {
        return Err(Failure::Usage(format!(
            "{} would be a file. Give a folder, or pack with --for-others.",
            folder.display()
        )));
    }
    let lacking = desk.store.save_without_history(folder, &given.signed.name())?;
    let remarks = desk.close()?;
    let ends = ending(&lacking);
    let lacking: Vec<String> =
        lacking.iter().map(|name| format!("Not there, so not copied: {name}.")).collect();
    if given.json {
        let json = json!({ "folder": folder.display().to_string(), "lacking": lacking });
        return Ok(Answer::of_json(&json).remarking(remarks).ending(ends));
    }
    let mut lines = vec![folder.display().to_string()];
    lines.extend(lacking);
    Ok(Answer::of(lines.join("\n")).remarking(remarks).ending(ends))
}

/// Returns the file beside a project's folder that is called like it.
fn beside(folder: &Path) -> PathBuf {
    let folder = home::without_detours(folder);
    let mut name = folder.file_name().unwrap_or_else(|| "project".as_ref()).to_owned();
    name.push(".");
    name.push(EXTENSION);
    folder.with_file_name(name)
}
