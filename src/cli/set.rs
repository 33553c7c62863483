//! `redpencil set`: changes fields of a record.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure, field};
use crate::model::{Id, Slot, Table, Value};
use crate::session::Action;

/// Sets fields.
pub struct Set;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The record's id; “article” for the article's own fields
    id: String,
    /// What to set; an empty value empties the field
    #[arg(required = true, value_name = "FIELD=VALUE")]
    pairs: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Set {
    fn name(&self) -> &'static str {
        "set"
    }

    fn about(&self) -> &'static str {
        "Sets fields of a record, or of the article itself (ID “article”)"
    }

    fn usage(&self) -> &'static str {
        "set PROJECT ID FIELD=VALUE… [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        let id = desk.record(&given.id)?;
        let tables = [id.table()];
        let values = field::values(&desk, &tables, field::pairs(&given.pairs, &tables)?)?;
        let doubts = field::doubts(id.table(), &values);
        for (field, value) in values {
            desk.act(action(id, field, value))?;
        }
        Ok(Answer::default().remarking(desk.close()?).remarking(doubts))
    }
}

fn action(id: Id, field: &'static str, value: Value) -> Action {
    match (id.table(), field, value) {
        (_, "status", Value::Text(status)) => Action::SetStatus { record: id, status },
        (Table::Annotation, "kind", Value::Text(kind)) => Action::SetKind { annotation: id, kind },
        (_, field, value) => Action::Set { slot: Slot { record: id, field }, value },
    }
}
