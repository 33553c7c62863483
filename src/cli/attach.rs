//! `redpencil attach`: ties a record to a source.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::field::{self, Flag};
use super::place;
use super::{Answer, Command, Failure};
use crate::model::{Id, Prose, Table};
use crate::session::{Action, Attachment};
use crate::text::Range;

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
    /// Words of the source's own text that are the excerpt; given several times, the parts that other words break
    #[arg(long, value_name = "WORDS", requires = "source")]
    source_quote: Vec<String>,
    /// Words of its text that stand right before, to tell several places apart
    #[arg(long, value_name = "WORDS", requires = "source_quote")]
    source_prefix: Option<String>,
    /// Words of its text that stand right after, to tell several places apart
    #[arg(long, value_name = "WORDS", requires = "source_quote")]
    source_suffix: Option<String>,
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
         [--source-quote WORDS [--source-prefix WORDS] [--source-suffix WORDS]] [--locator VALUE] [--excerpt VALUE] [--stance VALUE] [--note VALUE] [--by NAME]"
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
        let action = match source {
            Attachment::Existing(source) if !given.source_quote.is_empty() => {
                let ranges = passage(&desk, source, &given)?;
                Action::AttachPassage { record, source, ranges, details }
            }
            source => Action::Attach { record, source, details },
        };
        let outcome = desk.act(action)?;
        let evidence = outcome.focus.map_or_else(String::new, |id| id.to_string());
        let said = Some(outcome.said).filter(|said| !said.is_empty());
        Ok(Answer::of(evidence).remarking(desk.close()?).remarking(remarks).remarking(said))
    }
}

/// Finds the quoted words in the source's own text.
fn passage(desk: &Desk, source: Id, given: &Given) -> Result<Vec<Range>, Failure> {
    let text = desk.project().sources().get(&source).and_then(|source| source.text.as_ref());
    let text = text.map_or("", Prose::as_str);
    if text.trim().is_empty() {
        let name = desk.project().name_of(source);
        return Err(Failure::Usage(format!(
            "“{name}” has no text of its own yet, so no words of it can be quoted by --source-quote. Give the words by \
             --excerpt."
        )));
    }
    let (prefix, suffix) = (given.source_prefix.as_deref(), given.source_suffix.as_deref());
    let (prefix, suffix) = (prefix.unwrap_or_default(), suffix.unwrap_or_default());
    place::by_quotes(text, &given.source_quote, prefix, suffix, &place::OF_SOURCE)
}
