//! `redpencil history`: tells who did what to a project, and when.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::{Value as Json, json};

use super::answer::of_usage_failure;
use super::desk::Desk;
use super::{Answer, Command, Failure};
use crate::export::history::{Format, Row};
use crate::model::{Id, Table, UNTITLED};
use crate::session::chronicle::Deed;

/// Tells a project's history.
pub struct History;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// Only what was done to this mark, its record and its evidence; a number or an id
    #[arg(long, value_name = "N")]
    mark: Option<String>,
    /// Only what this person did
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Print it as JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print it as a table in CSV, one changed field a row
    #[arg(long)]
    csv: bool,
}

impl Command for History {
    fn name(&self) -> &'static str {
        "history"
    }

    fn about(&self) -> &'static str {
        "Tells who did what and when, with what stood there before; internal: for the desk and counsel"
    }

    fn usage(&self) -> &'static str {
        "history PROJECT [--mark N] [--by NAME] [--json|--csv]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let desk = Desk::look(&given.project)?;
        let (project, outline) = (desk.project(), desk.session.outline());
        let vocabulary = desk.session.vocabulary();
        let chronicle = desk.store.history().read(vocabulary)?;
        if let Some(name) =
            given.by.as_ref().filter(|name| !chronicle.people.iter().any(|(by, _)| by == *name))
        {
            let known: Vec<&str> = chronicle.people.iter().map(|(name, _)| name.as_str()).collect();
            let words = format!("“{name}” did nothing here. Those who did: {}.", known.join(", "));
            return Err(Failure::Usage(words));
        }
        let mark = given.mark.as_deref().map(|words| mark(&desk, words)).transpose()?;
        let belonging = mark.map(|mark| chronicle.belonging(mark, project, outline));
        let is_meant = |deed: &&Deed| {
            given.by.as_ref().is_none_or(|name| deed.by == *name)
                && belonging.as_ref().is_none_or(|all| deed.records.iter().any(|id| all.contains(id)))
        };
        let deeds: Vec<&Deed> = chronicle.deeds.iter().map(AsRef::as_ref).filter(is_meant).collect();
        let rows = chronicle.rows(deeds.iter().copied(), project, outline, vocabulary);
        let title = project.article().name().unwrap_or(UNTITLED);
        let answer = if given.json {
            Answer::of_json(&as_json(&deeds, &rows))
        } else {
            let format = if given.csv { Format::Csv } else { Format::Text };
            Answer::of(String::from_utf8_lossy(&format.write(title, &rows)))
        };
        let notes = chronicle.notes.clone();
        Ok(answer.remarking(notes).remarking(desk.close()?))
    }
}

/// Finds a mark by its number in the text or its id, also one that is gone.
fn mark(desk: &Desk, words: &str) -> Result<Id, Failure> {
    let numbered = words.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let by_number = numbered.and_then(|at| desk.session.outline().marks.get(at)).map(|mark| mark.id);
    by_number.or_else(|| Id::parse(words).filter(|id| id.table() == Table::Annotation)).ok_or_else(|| {
        Failure::Usage(format!(
            "There is no mark “{words}”. Give the number or the id of a mark; “redpencil show” lists them."
        ))
    })
}

fn as_json(deeds: &[&Deed], rows: &[Row]) -> Json {
    let one = |(deed, row): (&&Deed, &Row)| {
        let changes: Json = row
            .changes
            .iter()
            .zip(&deed.changes)
            .map(|(told, change)| {
                json!({
                    "record": told.record,
                    "name": told.name,
                    "field": change.slot.field,
                    "label": told.field,
                    "before": told.before,
                    "after": told.after,
                })
            })
            .collect();
        json!({
            "at": row.at,
            "by": row.by,
            "did": row.did,
            "about": deed.about().map(|id| id.to_string()),
            "log": deed.point.writer,
            "record": deed.point.sequence,
            "fields": deed.edits,
            "changes": changes,
        })
    };
    json!({ "count": rows.len(), "history": deeds.iter().zip(rows).map(one).collect::<Json>() })
}
