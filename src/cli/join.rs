//! `redpencil join`: makes several records one.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure};
use crate::session::Action;

/// Joins records.
pub struct Join;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The records: claims, quotations, allegations, queries, sources or people, or marks that speak of them
    #[arg(value_name = "ID", required = true, num_args = 2..)]
    ids: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Join {
    fn name(&self) -> &'static str {
        "join"
    }

    fn about(&self) -> &'static str {
        "Makes several records of one kind one, with all mentions and evidence, and prints the id of the one that stays; \
         what differs goes into its note"
    }

    fn usage(&self) -> &'static str {
        "join PROJECT ID ID… [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        let ids = given.ids.iter().map(|words| desk.record(words)).collect::<Result<_, _>>()?;
        let outcome = desk.act(Action::Join { ids })?;
        let kept = outcome.focus.map_or_else(String::new, |id| id.to_string());
        let said = Some(outcome.said).filter(|said| !said.is_empty());
        Ok(Answer::of(kept).remarking(desk.close()?).remarking(said))
    }
}
