//! `redpencil search`: finds words in the text and in every record.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::{Value as Json, json};

use super::answer::of_usage_failure;
use super::desk::Desk;
use super::json::Writer;
use super::{Answer, Command, Failure};
use crate::model::{Project, Slot};
use crate::search::{Accents, Case, Context, Extent, Folding, Group, Hits, Index, Needle, Query, context};
use crate::text::{Range, Units};

/// Finds words.
pub struct Search;

/// How many characters are shown before and behind a hit.
const AROUND: usize = 40;

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is given or not")]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The words, taken together as one phrase
    #[arg(required = true, num_args = 1..)]
    words: Vec<String>,
    /// Print the hits as JSON
    #[arg(long)]
    json: bool,
    /// Find whole words only
    #[arg(long)]
    whole_word: bool,
    /// Tell capital and small letters apart
    #[arg(long)]
    exact_case: bool,
    /// Tell letters with and without accents apart
    #[arg(long)]
    exact_accents: bool,
}

impl Given {
    fn query(&self) -> Query {
        Query {
            words: self.words.join(" "),
            folding: Folding {
                case: if self.exact_case { Case::Exact } else { Case::Folded },
                accents: if self.exact_accents { Accents::Exact } else { Accents::Folded },
            },
            extent: if self.whole_word { Extent::WholeWords } else { Extent::Anywhere },
        }
    }
}

impl Command for Search {
    fn name(&self) -> &'static str {
        "search"
    }

    fn about(&self) -> &'static str {
        "Finds words in the text, statements, notes, sources and people"
    }

    fn usage(&self) -> &'static str {
        "search PROJECT WORDS [--json] [--whole-word] [--exact-case] [--exact-accents]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let needle = Needle::new(&given.query())
            .ok_or_else(|| Failure::Usage("There is nothing to search for. Give a word.".into()))?;
        let desk = Desk::look(&given.project)?;
        let (project, outline, vocabulary) =
            (desk.project(), desk.session.outline(), desk.session.vocabulary());
        let index = Index::new(project, outline, vocabulary, None);
        let hits = index.search(&needle, &|| true);
        let writer = Writer::new(project, outline, vocabulary);
        let answer = if given.json {
            Answer::of_json(&as_json(&hits, &index, &writer))
        } else {
            Answer::of(listed(project, &hits, &index, &writer))
        };
        Ok(answer.remarking(desk.close()?))
    }
}

fn listed(project: &Project, hits: &Hits, index: &Index, writer: &Writer<'_>) -> String {
    let mut out = String::new();
    let line = |context: &Context| format!("{}[{}]{}", context.before, context.found, context.after);
    for (group, title) in Group::ALL {
        let places = hits.places(group);
        if places.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{title}: {}", places.len());
        if group == Group::Text {
            for range in &hits.text {
                let span = writer.span(*range);
                let place = format!("{}..{}", span.start, span.end);
                let _ = writeln!(out, "  {place:<14} {}", line(&around(index.text(), *range)));
            }
            continue;
        }
        for hit in &hits.records[places.start - hits.text.len()..places.end - hits.text.len()] {
            let Slot { record, field } = hit.slot;
            let label = label(hit.slot);
            let words = line(&around(index.words(hit), hit.range));
            let name = if record.table().words_field() == Some(field) {
                String::new()
            } else {
                format!("  ({})", short(&project.name_of(record)))
            };
            let _ = writeln!(out, "  {record}  {label}: {words}{name}");
        }
    }
    let count = hits.len();
    let _ = writeln!(out, "{count} {}", if count == 1 { "hit" } else { "hits" });
    out
}

fn as_json(hits: &Hits, index: &Index, writer: &Writer<'_>) -> Json {
    let text = hits.text.iter().map(|range| {
        let span = writer.span(*range);
        hit_json(&around(index.text(), *range), &span)
    });
    let records = hits.records.iter().map(|hit| {
        let words = index.words(hit);
        let span = Units::new(words).code_points_of(words, hit.range);
        let mut json = hit_json(&around(words, hit.range), &span);
        json["record"] = hit.slot.record.to_string().into();
        json["field"] = hit.slot.field.into();
        json["label"] = label(hit.slot).into();
        json
    });
    json!({ "count": hits.len(), "text": text.collect::<Json>(), "records": records.collect::<Json>() })
}

fn hit_json(context: &Context, span: &std::ops::Range<usize>) -> Json {
    json!({
        "start": span.start,
        "end": span.end,
        "before": context.before,
        "found": context.found,
        "after": context.after,
    })
}

fn around(text: &str, range: Range) -> Context {
    context(text, range, AROUND, AROUND)
}

fn label(slot: Slot) -> &'static str {
    slot.record.table().field(slot.field).map_or(slot.field, |field| field.label)
}

fn short(name: &str) -> String {
    match name.char_indices().nth(AROUND) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}
