//! `redpencil remove-file`: removes a source's file and its text for good.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure};
use crate::model::Table;
use crate::session::{Action, holding};

/// Removes a source's file.
pub struct RemoveFile;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The source: its id, or its title in full
    source: String,
    /// Why it is removed; stays with the source
    #[arg(long, value_name = "WORDS", default_value = "")]
    reason: String,
    /// Remove it; without this flag it is only said what would go
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    signed: Signed,
}

impl Command for RemoveFile {
    fn name(&self) -> &'static str {
        "remove-file"
    }

    fn about(&self) -> &'static str {
        "Deletes a source's file and its text for good; the hash and the act stay"
    }

    fn usage(&self) -> &'static str {
        "remove-file PROJECT SOURCE [--reason WORDS] [--yes] [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let mut desk =
            if given.yes { Desk::open(&given.project, &given.signed)? } else { Desk::look(&given.project)? };
        let source = desk.find(Table::Source, &given.source)?;
        if !given.yes {
            let going = going(&desk, source)?;
            let said =
                format!("{going}\nNothing was removed. This cannot be undone: run it again with --yes.");
            return Ok(Answer::of(said).remarking(desk.close()?));
        }
        let outcome = desk.act(Action::RemoveFile { source, reason: given.reason })?;
        let said = (!outcome.said.is_empty()).then_some(outcome.said);
        // Only what is on the disk has been done.
        Ok(Answer::default().remarking(desk.close()?).remarking(said))
    }
}

fn going(desk: &Desk, id: crate::model::Id) -> Result<String, Failure> {
    let source = desk.project().sources().get(&id).cloned().unwrap_or_default();
    let removed = holding::removed_from(desk.project(), id);
    let mut lines = Vec::new();
    if let Some(file) = source.file.filter(|file| !removed.contains(&file.sha256)) {
        lines.push(format!("file “{}”, {} bytes, SHA-256 {}", file.name, file.bytes, file.sha256));
    }
    if let Some(text) = source.text.filter(|text| !removed.contains(text.sha256())) {
        lines.push(format!("text, {} bytes, SHA-256 {}", text.as_str().len(), text.sha256()));
    }
    if lines.is_empty() {
        return Err(Failure::Usage(format!("The source {id} has no file and no text to remove.")));
    }
    Ok(lines.join("\n"))
}
