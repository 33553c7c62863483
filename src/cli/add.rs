//! `redpencil add`: makes a record that needs no mark.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::field::{self, Flag};
use super::{Answer, Command, Failure};
use crate::model::Table;
use crate::session::Action;

/// Adds a person, a source or a query.
pub struct Add;

const TABLES: &[Table] = &[Table::Person, Table::Source, Table::Query];

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// What to add
    #[arg(value_parser = ["person", "source", "query"])]
    what: String,
    #[command(flatten)]
    signed: Signed,
}

fn flags() -> Vec<Flag> {
    field::flags(TABLES, &[])
}

impl Command for Add {
    fn name(&self) -> &'static str {
        "add"
    }

    fn about(&self) -> &'static str {
        "Adds a person, a source or a query on the article as a whole and prints its id"
    }

    fn usage(&self) -> &'static str {
        "add PROJECT (person --name VALUE [--role VALUE] | source --title VALUE [--kind VALUE] [--url VALUE] | query \
         --question VALUE [--to VALUE]) [--note VALUE] [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        field::declare(Given::augment_args(command), &flags(), TABLES, "Fields")
    }

    fn run(&self, matches: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(matches).map_err(|error| of_usage_failure(&error))?;
        let table = TABLES.iter().find(|table| table.noun() == given.what).copied();
        let table = table.ok_or_else(|| Failure::Usage("Add a person, a source or a query.".to_owned()))?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        let mut details = field::values(&desk, &[table], field::given(matches, &flags()))?;
        if details.is_empty() {
            return Err(Failure::Usage(format!(
                "There is nothing to add. Say at least --{} of the {}.",
                match table {
                    Table::Person => "name",
                    Table::Source => "title",
                    _ => "question",
                },
                table.noun()
            )));
        }
        let doubts = field::doubts(table, &details);
        let remarks = field::read_file(&desk, &mut details);
        let outcome = desk.act(Action::Create { table, details, link: None })?;
        let id = outcome.focus.map_or_else(String::new, |id| id.to_string());
        Ok(Answer::of(id).remarking(desk.close()?).remarking(doubts).remarking(remarks))
    }
}
