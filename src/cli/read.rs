//! `redpencil read`: reads a source's own text.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure};
use crate::model::Table;
use crate::session::Action;
use crate::store::document;
use crate::text::counted;

/// Reads a source's text.
pub struct Read;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The source: its id, or its title in full
    source: String,
    /// Take the text from this file instead of the one that is kept with the source; “-” for standard input
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Print the text that the source has, and change nothing
    #[arg(long, conflicts_with = "from")]
    show: bool,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Read {
    fn name(&self) -> &'static str {
        "read"
    }

    fn about(&self) -> &'static str {
        "Reads a source's own text from its file, from another one or from standard input, or prints it"
    }

    fn usage(&self) -> &'static str {
        "read PROJECT SOURCE [--from FILE | --show] [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let mut desk =
            if given.show { Desk::look(&given.project)? } else { Desk::open(&given.project, &given.signed)? };
        let id = desk.find(Table::Source, &given.source)?;
        let source = desk.project().sources().get(&id).cloned().unwrap_or_default();
        if given.show {
            let text = source.text.filter(|text| !text.is_missing()).ok_or_else(|| {
                Failure::Usage(format!(
                    "The source {id} has no text here. Read one: redpencil read PROJECT {id}."
                ))
            })?;
            let text = text.as_str().to_owned();
            return Ok(Answer::of(text).remarking(desk.close()?));
        }
        let read = match (&given.from, &source.file) {
            (Some(path), _) if path == Path::new("-") => desk.store.read_pasted(&from_standard_input()?)?,
            (Some(path), _) => desk.store.read_text(path)?,
            (None, Some(file)) => desk.store.read_again(file)?,
            (None, None) => {
                return Err(Failure::Usage(format!("The source {id} has no file. Give one with --from.")));
            }
        };
        let letters = read.text.as_str().chars().count();
        let outcome = desk.act(Action::TakeText { source: id, text: read.text })?;
        let said = (!outcome.said.is_empty()).then_some(outcome.said);
        let answer = Answer::of(counted(letters, "character", "characters"));
        Ok(answer.remarking(desk.close()?).remarking(read.warnings).remarking(said))
    }
}

fn from_standard_input() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(document::CAP + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::Files(format!("Standard input could not be read: {error}. Try again.")))?;
    if bytes.len() as u64 > document::CAP {
        return Err(Failure::Usage(format!(
            "Standard input holds more than {} bytes, which is the most.",
            document::CAP
        )));
    }
    String::from_utf8(bytes).map_err(|_| Failure::Usage("Standard input is not UTF-8 text.".to_owned()))
}
