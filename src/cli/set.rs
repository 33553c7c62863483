//! `redpencil set`: changes fields of a record.

use std::io::{self, Read as _};
use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::conflict::RECORD;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure, field};
use crate::check::{Ground, Lack, Reading, lack};
use crate::model::{Confidential, Envelope, Id, Item, Slot, Table, Value, Vocabulary};
use crate::session::{Action, Sealing};

/// Sets fields.
pub struct Set;

/// The most that is read of standard input, in bytes: enough to tell how much too long it is.
const READ: u64 = 1 << 20;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The record's id; “article” for the article's own fields; a question's name, such as “headline”, for its answer
    /// on the checklist
    id: String,
    /// What to set; an empty value empties the field
    #[arg(value_name = "FIELD=VALUE", required_unless_present_any = ["seal", "purge", "keep"])]
    pairs: Vec<String>,
    /// Seal what standard input holds in this field: words on a command line would stand in the shell's history
    #[arg(long, value_name = "FIELD")]
    seal: Option<String>,
    /// Delete for good whatever was ever sealed in this field
    #[arg(long, value_name = "FIELD", conflicts_with = "seal")]
    purge: Option<String>,
    /// Settle a conflict by the version of this number, as “redpencil show” lists them; the field “record” settles
    /// whether a record stays that one deleted while somebody else worked on it
    #[arg(long, value_name = "FIELD=NUMBER")]
    keep: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Set {
    fn name(&self) -> &'static str {
        "set"
    }

    fn about(&self) -> &'static str {
        "Sets fields of a record, of the article itself (ID “article”) or of an answer on the checklist"
    }

    fn usage(&self) -> &'static str {
        "set PROJECT ID (FIELD=VALUE… | --keep FIELD=NUMBER | --seal FIELD < FILE | --purge FIELD) [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        if let Some(field) = &given.purge {
            // A record that is gone may have left sealed words behind.
            let id = Id::parse(&given.id).map_or_else(|| desk.record(&given.id), Ok)?;
            desk.act(Action::Purge { slot: slot(id, field)? })?;
            return Ok(Answer::default().remarking(desk.close()?));
        }
        let id = answered(&desk, &given.id).map_or_else(|| desk.record(&given.id), Ok)?;
        if let Some(field) = &given.seal {
            desk.act(Action::Seal { slot: slot(id, field)?, words: from_standard_input()? })?;
        }
        for choice in &given.keep {
            keep(&mut desk, id, choice)?;
        }
        let tables = [id.table()];
        let values = field::values(&desk, &tables, field::pairs(&given.pairs, &tables)?)?;
        let doubts = field::doubts(id.table(), &values);
        let mut remarks = Vec::new();
        for (field, value) in values {
            if let (Table::Source, Value::File(file)) = (id.table(), &value) {
                let kept = desk.store.read_kept(file.clone());
                desk.act(Action::KeepFile { source: id, file: kept.file, text: kept.text })?;
                remarks.extend(kept.warnings);
                continue;
            }
            let action = action(desk.session.vocabulary(), id, field, value);
            desk.act(action)?;
        }
        let lacking = grounds(&desk, id);
        let answer = Answer::default().remarking(desk.close()?).remarking(doubts);
        Ok(answer.remarking(remarks).remarking(lacking))
    }
}

/// Says what a confirmed record lacks so that somebody else can look again.
fn grounds(desk: &Desk, id: Id) -> Option<String> {
    let ground = Ground {
        project: desk.project(),
        outline: desk.session.outline(),
        vocabulary: desk.session.vocabulary(),
        reading: &Reading::default(),
        rulebook: desk.session.rulebook(),
        today: desk.session.today(),
    };
    lack(&ground, id).map(|lack| match lack {
        Lack::Locator(evidence) => format!(
            "{id} is confirmed by evidence without a locator. Give it with “redpencil set PROJECT {evidence} locator=…”, or \
             say why none is needed with status_reason=…."
        ),
        Lack::Evidence => format!(
            "{id} is confirmed without evidence. Attach it with “redpencil attach”, or say why none is needed with \
             “redpencil set PROJECT {id} status_reason=…”."
        ),
    })
}

/// Returns the answer to a question of the checklist that is called by its name in files, or by the answer's id.
fn answered(desk: &Desk, words: &str) -> Option<Id> {
    let questions = &desk.session.vocabulary().checklist;
    let named = questions.iter().map(|question| (question.id.as_str(), Item::id_of(&question.id)));
    let is_meant = |(name, id): &(&str, Id)| *name == words || Id::parse(words) == Some(*id);
    named.into_iter().find(is_meant).map(|(_, id)| id)
}

fn slot(id: Id, field: &str) -> Result<Slot, Failure> {
    let name = field.trim().replace('-', "_");
    Slot::named(id, &name).ok_or_else(|| {
        Failure::Usage(format!("A {} has no field “{name}”. See redpencil show --json.", id.table().noun()))
    })
}

/// Settles a conflict by one of its versions.
fn keep(desk: &mut Desk, id: Id, choice: &str) -> Result<(), Failure> {
    let (name, number) =
        choice.split_once('=').map_or((choice, ""), |(name, number)| (name.trim(), number.trim()));
    let number: usize = number.parse().map_err(|_| {
        Failure::Usage(format!(
            "“{choice}” keeps nothing. Write it as field=number, with a number that “redpencil show” lists."
        ))
    })?;
    let project = desk.project();
    if name == RECORD {
        if !project.is_contested(id) {
            return Err(Failure::Usage(format!(
                "Nobody deleted {id} while somebody else worked on it. “redpencil show” lists the conflicts there are."
            )));
        }
        let owner = project.contested_with(id);
        let action = match number {
            1 => Action::Settle { choices: project.contest(owner).kept },
            2 => Action::Delete { id: owner },
            _ => return Err(few(2)),
        };
        return desk.act(action).map(drop);
    }
    let slot = slot(id, name)?;
    let versions = project.conflicts().get(&slot).ok_or_else(|| {
        Failure::Usage(format!(
            "“{name}” of {id} is in no conflict. “redpencil show” lists the conflicts there are."
        ))
    })?;
    let version = number.checked_sub(1).and_then(|at| versions.get(at)).ok_or_else(|| few(versions.len()))?;
    let choices = project.settled_by(slot, version);
    desk.act(Action::Settle { choices }).map(drop)
}

fn few(count: usize) -> Failure {
    Failure::Usage(format!("There are {count} versions. Give a number from 1 to {count}."))
}

/// Takes words in confidence; what went wrong is told without them.
fn from_standard_input() -> Result<Envelope, Failure> {
    let mut words = Confidential::new(Vec::new());
    io::stdin()
        .lock()
        .take(READ)
        .read_to_end(words.reveal_mut())
        .map_err(|error| Failure::Files(format!("Standard input could not be read: {error}. Try again.")))?;
    let len = words.reveal().len() as u64;
    if len == READ {
        return Err(Failure::Usage(format!(
            "Standard input holds {len} bytes or more, and {} can be sealed. Nothing was sealed: shorten it.",
            Sealing::LONGEST
        )));
    }
    let words = std::str::from_utf8(words.reveal());
    words.map(Envelope::new).map_err(|_| Failure::Usage("Standard input is not UTF-8 text.".to_owned()))
}

fn action(vocabulary: &Vocabulary, id: Id, field: &'static str, value: Value) -> Action {
    match (id.table(), field, value) {
        (_, "status", Value::Text(status)) => Action::SetStatus { record: id, status },
        (Table::Annotation, "kind", Value::Text(kind)) => Action::SetKind { annotation: id, kind },
        (Table::Item, "state", Value::Text(state)) => {
            let mut questions = vocabulary.checklist.iter();
            let question = questions.find(|question| Item::id_of(&question.id) == id);
            Action::Answer { row: question.map_or_else(String::new, |question| question.id.clone()), state }
        }
        (_, field, value) => Action::Set { slot: Slot { record: id, field }, value },
    }
}
