//! `redpencil split`: makes a record that holds several facts several records.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::place::{self, Span};
use super::{Answer, Command, Failure};
use crate::model::Id;
use crate::session::{Action, Placing};

/// Splits records.
pub struct Split;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The claim, quotation or allegation, or a mark that speaks of it
    id: String,
    /// The words of its mark that hold the fact to split off
    #[arg(long, value_name = "WORDS", conflicts_with = "range")]
    quote: Vec<String>,
    /// The same in code points, from the first up to, not including, the last
    #[arg(long, value_name = "A..B")]
    range: Vec<Span>,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Split {
    fn name(&self) -> &'static str {
        "split"
    }

    fn about(&self) -> &'static str {
        "Splits a fact off a claim, quotation or allegation, with its evidence: the quoted words of its mark, or else each \
         part of its statement between semicolons; prints the new records' ids"
    }

    fn usage(&self) -> &'static str {
        "split PROJECT ID [--quote WORDS | --range A..B] [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        let id = desk.record(&given.id)?;
        let text = desk.project().text();
        let ranges = if given.quote.is_empty() {
            place::by_spans(text, &given.range)?
        } else {
            place::by_quotes(text, &given.quote, "", "", &place::OF_ARTICLE)?
        };
        let record = desk.project().annotations().get(&id).and_then(|mark| mark.record).unwrap_or(id);
        let outcome = desk.act(Action::Split { id, ranges, placing: Placing::Exact })?;
        let is_one = |made: &&Id| made.table() == record.table();
        let made: Vec<String> = outcome.made.iter().filter(is_one).map(Id::to_string).collect();
        Ok(Answer::of(made.join("\n")).remarking(desk.close()?))
    }
}
