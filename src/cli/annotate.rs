//! `redpencil annotate`: marks words of the article.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::place::{self, Span};
use super::{Answer, Command, Failure, field};
use crate::model::Table;
use crate::model::vocabulary::KindMeaning;
use crate::session::{Action, Placing};

/// Marks words.
pub struct Annotate;

/// The tables whose fields a mark can fill in: its record's, and its own.
const TABLES: &[Table] =
    &[Table::Claim, Table::Quotation, Table::Allegation, Table::Query, Table::Annotation];

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("where").required(true).args(["quote", "range"])))]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// What the mark says about the words: claim, allegation, quote, response, opinion, query, legal, nocheck
    #[arg(long)]
    kind: String,
    /// The words to mark; given several times, the parts of a quotation that is broken by other words
    #[arg(long, value_name = "WORDS")]
    quote: Vec<String>,
    /// Words that stand right before, to tell several places apart
    #[arg(long, value_name = "WORDS", requires = "quote", conflicts_with = "range")]
    prefix: Option<String>,
    /// Words that stand right after, to tell several places apart
    #[arg(long, value_name = "WORDS", requires = "quote", conflicts_with = "range")]
    suffix: Option<String>,
    /// Where to mark, in code points, from the first up to, not including, the last; may be repeated
    #[arg(long, value_name = "A..B", conflicts_with = "quote")]
    range: Vec<Span>,
    /// Speak of this record instead of a new one
    #[arg(long, value_name = "ID")]
    record: Option<String>,
    /// Fill in a field by its name; the same as the flag of that name
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pairs: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

fn flags() -> Vec<field::Flag> {
    field::flags(TABLES, &["kind"])
}

impl Command for Annotate {
    fn name(&self) -> &'static str {
        "annotate"
    }

    fn about(&self) -> &'static str {
        "Marks words of the article and prints the new mark's id"
    }

    fn usage(&self) -> &'static str {
        "annotate PROJECT --kind KIND (--quote WORDS [--prefix WORDS] [--suffix WORDS] | --range A..B) [--record ID] \
         [--category VALUE] [--status VALUE] [--statement VALUE] [--note VALUE] [--set FIELD=VALUE] [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        field::declare(Given::augment_args(command), &flags(), TABLES, "Fields")
    }

    fn run(&self, matches: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(matches).map_err(|error| of_usage_failure(&error))?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        let text = desk.project().text();
        let ranges = if given.quote.is_empty() {
            place::by_spans(text, &given.range)?
        } else {
            let (prefix, suffix) = (given.prefix.as_deref(), given.suffix.as_deref());
            let (prefix, suffix) = (prefix.unwrap_or_default(), suffix.unwrap_or_default());
            place::by_quotes(text, &given.quote, prefix, suffix, &place::OF_ARTICLE)?
        };
        let kind = field::kind(desk.session.vocabulary(), &given.kind)?;
        let record = given.record.as_deref().map(|words| desk.record(words)).transpose()?;
        let tables = tables(desk.session.vocabulary().meaning_of_kind(&kind));
        let mut words = field::given(matches, &flags());
        words.extend(field::pairs(&given.pairs, &tables)?);
        if words.iter().any(|(field, _)| *field == "kind") {
            return Err(Failure::Usage("The kind is not set as a field. Give it by --kind alone.".into()));
        }
        let details = field::values(&desk, &tables, words)?;
        let is_bare = details.is_empty();
        let outcome = desk.act(Action::Mark { ranges, kind, placing: Placing::Exact, record, details })?;
        let there = outcome.focus.map_or_else(String::new, |mark| mark.to_string());
        if outcome.made.is_empty() && !is_bare {
            return Err(Failure::Usage(format!(
                "These words are marked so already, by {there}. Change that mark's record with “redpencil set”, or give \
                 --record."
            )));
        }
        let remark = outcome.made.is_empty().then(|| "These words were marked so already.".to_owned());
        Ok(Answer::of(there).remarking(desk.close()?).remarking(remark))
    }
}

/// Lists the tables whose fields a mark of this meaning can fill in, its record's first.
fn tables(meaning: Option<KindMeaning>) -> Vec<Table> {
    meaning.and_then(KindMeaning::record_table).into_iter().chain([Table::Annotation]).collect()
}
