//! `redpencil add`: makes a record that needs no mark, or a part of one.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::field::{self, Flag};
use super::{Answer, Command, Failure};
use crate::model::words::capital;
use crate::model::{Id, Table, Value};
use crate::session::Action;

/// Adds a person, a source or a query; an attempt to an allegation, a message to a query.
pub struct Add;

const TABLES: &[Table] = &[Table::Person, Table::Source, Table::Query, Table::Attempt, Table::Message];

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// What to add
    #[arg(value_parser = ["person", "source", "query", "attempt", "message"])]
    what: String,
    /// The allegation that an attempt belongs to, or the query of a message (may be repeated)
    #[arg(long, value_name = "ID")]
    record: Vec<String>,
    /// What a query asks about: a record, or the record of a mark; the article as a whole where nothing is said
    #[arg(long, value_name = "ID")]
    about: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

fn flags() -> Vec<Flag> {
    let mut flags = field::flags(TABLES, &[]);
    // Who works is said by `--by`.
    for flag in flags.iter_mut().filter(|flag| flag.field == "by") {
        "asked-by".clone_into(&mut flag.long);
    }
    flags
}

impl Command for Add {
    fn name(&self) -> &'static str {
        "add"
    }

    fn about(&self) -> &'static str {
        "Adds a person, a source or a query, on a record or on the article as a whole; an attempt to reach the accused to the reply log \
         of an allegation, or a message to the thread of a query; prints its id"
    }

    fn usage(&self) -> &'static str {
        "add PROJECT (person --name VALUE [--role VALUE] | source --title VALUE [--kind VALUE] [--url VALUE] | query \
         --question VALUE [--about ID] [--to VALUE] | attempt --record ID [--made-on VALUE] [--time VALUE] [--channel VALUE] \
         [--asked-by VALUE] [--to VALUE] [--put VALUE] [--outcome VALUE] | message --record ID --words VALUE \
         [--from VALUE]) [--note VALUE] [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        field::declare(Given::augment_args(command), &flags(), TABLES, "Fields")
    }

    fn run(&self, matches: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(matches).map_err(|error| of_usage_failure(&error))?;
        let table = TABLES.iter().find(|table| table.noun() == given.what).copied();
        let table = table.ok_or_else(|| {
            Failure::Usage("Add a person, a source, a query, an attempt or a message.".to_owned())
        })?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        let owners: Vec<Id> =
            given.record.iter().map(|words| desk.record(words)).collect::<Result<_, _>>()?;
        if owners.is_empty() == table.is_part() {
            let one = capital(table.one());
            let words = match table {
                Table::Attempt => "An attempt belongs to an allegation. Say which, with --record.".to_owned(),
                Table::Message => "A message belongs to a query. Say which, with --record.".to_owned(),
                _ => format!("{one} stands for itself. Leave --record out."),
            };
            return Err(Failure::Usage(words));
        }
        let mut details = field::values(&desk, &[table], field::given(matches, &flags()))?;
        if details.is_empty() && table != Table::Attempt {
            return Err(Failure::Usage(format!(
                "There is nothing to add. Say at least --{} of the {}.",
                table.words_field().unwrap_or("note"),
                table.noun()
            )));
        }
        let doubts = field::doubts(table, &details);
        if let Some(words) = &given.about {
            details.push(("about", Value::Link(asked_about(&desk, table, words)?)));
        }
        let remarks = field::read_file(&desk, &mut details);
        let outcome = desk.act(if table.is_part() {
            Action::AddPart { owners, table, details }
        } else {
            Action::Create { table, details, link: None }
        })?;
        let id = outcome.focus.map_or_else(String::new, |id| id.to_string());
        Ok(Answer::of(id).remarking(desk.close()?).remarking(doubts).remarking(remarks))
    }
}

/// Returns the record that a query is to ask about: a mark stands for its record.
fn asked_about(desk: &Desk, table: Table, words: &str) -> Result<Id, Failure> {
    let fault = |words: &str| Err(Failure::Usage(words.to_owned()));
    if table != Table::Query {
        return fault("Only a query is about something. Leave --about out.");
    }
    let id = desk.record(words)?;
    let meant = desk.project().annotations().get(&id).map_or(Some(id), |mark| mark.record);
    match meant.map(|meant| (meant, meant.table())) {
        Some((
            meant,
            Table::Claim | Table::Quotation | Table::Allegation | Table::Source | Table::Person,
        )) => Ok(meant),
        None => fault("This mark has no record. Mark its words as a query instead: annotate --kind query."),
        Some(_) => fault(
            "A query is about a claim, a quotation, an allegation, a source or a person. What asks about the whole \
             article needs no --about.",
        ),
    }
}
