//! `redpencil attach`: ties a record to a source.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::field::{self, Flag};
use super::{Answer, Command, Failure};
use crate::model::Table;
use crate::session::{Action, Attachment};

/// Attaches evidence.
pub struct Attach;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The claim, quotation or allegation
    #[arg(long, value_name = "ID")]
    record: String,
    /// A source that is there: its id, or its title in full
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

fn of_evidence() -> Vec<Flag> {
    field::flags(&[Table::Evidence], &["record", "source"])
}

/// The flags of a new source; what evidence has too is called `--source-…`.
fn of_source() -> Vec<Flag> {
    let taken: Vec<&str> = of_evidence().iter().map(|flag| flag.field).collect();
    let mut flags = field::flags(&[Table::Source], &[]);
    for flag in flags.iter_mut().filter(|flag| taken.contains(&flag.field)) {
        flag.long = format!("source-{}", flag.long);
    }
    flags
}

impl Command for Attach {
    fn name(&self) -> &'static str {
        "attach"
    }

    fn about(&self) -> &'static str {
        "Attaches evidence to a claim, quotation or allegation and prints the evidence's id"
    }

    fn usage(&self) -> &'static str {
        "attach PROJECT --record ID (--source SOURCE | --title VALUE [--kind VALUE] [--url VALUE] [--file VALUE]) \
         [--locator VALUE] [--excerpt VALUE] [--stance VALUE] [--note VALUE] [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        let command = Given::augment_args(command);
        let command = field::declare(command, &of_evidence(), &[Table::Evidence], "The evidence");
        field::declare(command, &of_source(), &[Table::Source], "A new source")
    }

    fn run(&self, matches: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(matches).map_err(|error| of_usage_failure(&error))?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        let record = desk.record(&given.record)?;
        let mut fresh = field::values(&desk, &[Table::Source], field::given(matches, &of_source()))?;
        let remarks = field::read_file(&desk, &mut fresh);
        let source = match (&given.source, fresh.is_empty()) {
            (Some(words), true) => Attachment::Existing(desk.find(Table::Source, words)?),
            (None, false) => Attachment::New(fresh),
            (Some(_), false) => {
                return Err(Failure::Usage(
                    "A source was named and a new one described. Give --source or the fields of a new one."
                        .into(),
                ));
            }
            (None, true) => {
                return Err(Failure::Usage(
                    "No source was named. Give --source, or at least --title of a new one.".into(),
                ));
            }
        };
        let details = field::values(&desk, &[Table::Evidence], field::given(matches, &of_evidence()))?;
        let outcome = desk.act(Action::Attach { record, source, details })?;
        let evidence = outcome.focus.map_or_else(String::new, |id| id.to_string());
        Ok(Answer::of(evidence).remarking(desk.close()?).remarking(remarks))
    }
}
