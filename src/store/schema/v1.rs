//! Version 1 of the saved types.
//!
//! Frozen once released. Every field that is empty is left out; every field that is unknown is an error.

mod record;
mod value;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model;
use crate::store::migrate::{Nothing, Version};

pub use record::{
    Allegation, Annotation, Article, Attempt, Claim, Draft, Evidence, Item, Message, Person, Query,
    Quotation, SignOff, Source, Waiver,
};
pub use value::{
    Block, File, Link, Links, Names, Pairs, Passage, Prose, Sealed, Stamp, Status, Target, Targets, Texts,
    Unfit, Value,
};

/// This version, as it follows on the ones before.
#[derive(Debug)]
pub enum V1 {}

impl Version for V1 {
    const FORMAT: u32 = 1;
    type Earlier = Nothing;
    type State = Project;
    type Record = LogRecord;
    type Edit = Edit;

    fn edits_of(earlier: Nothing) -> Vec<Edit> {
        match earlier {}
    }
}

impl From<Nothing> for Project {
    fn from(earlier: Nothing) -> Self {
        match earlier {}
    }
}

impl From<Nothing> for LogRecord {
    fn from(earlier: Nothing) -> Self {
        match earlier {}
    }
}

/// The state of a project as of a known record of each log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// The version of these types.
    pub format: u32,
    /// The last record of each log that this state contains.
    pub logs: BTreeMap<String, Seen>,
    /// The article's own fields.
    pub article: Article,
    /// Versions of the text.
    #[serde(default)]
    pub drafts: BTreeMap<String, Draft>,
    /// Mentions in the text.
    #[serde(default)]
    pub annotations: BTreeMap<String, Annotation>,
    /// Checkable statements.
    #[serde(default)]
    pub claims: BTreeMap<String, Claim>,
    /// Somebody's words.
    #[serde(default)]
    pub quotations: BTreeMap<String, Quotation>,
    /// Unproven accusations.
    #[serde(default)]
    pub allegations: BTreeMap<String, Allegation>,
    /// Where evidence comes from.
    #[serde(default)]
    pub sources: BTreeMap<String, Source>,
    /// What ties a record to a source.
    #[serde(default)]
    pub evidence: BTreeMap<String, Evidence>,
    /// People and organisations.
    #[serde(default)]
    pub people: BTreeMap<String, Person>,
    /// Attempts to reach the accused.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attempts: BTreeMap<String, Attempt>,
    /// The checker's questions.
    #[serde(default)]
    pub queries: BTreeMap<String, Query>,
    /// What was said to them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub messages: BTreeMap<String, Message>,
    /// Reasoned "we publish it so".
    #[serde(default)]
    pub waivers: BTreeMap<String, Waiver>,
    /// Answers to the questions of the checklist.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, Item>,
    /// Words that the article is right as it stands.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sign_offs: BTreeMap<String, SignOff>,
    /// Slots that writers changed without having seen one another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
}

/// The last record of a log that somebody had seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Its number in its log, from 1.
    pub sequence: u64,
    /// Its SHA-256.
    pub hash: String,
}

/// A slot with several values at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// The record's id.
    pub record: String,
    /// The field's name.
    pub field: String,
    /// All values; the first is the one shown.
    pub values: Vec<Value>,
    /// Who wrote each of them and when, in the same order; the empty stamp where that is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Stamp>,
}

/// One line of a log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogRecord {
    /// The hash of the record before it in this log; empty for the first.
    pub previous: String,
    /// The last record seen of every other log.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub seen: BTreeMap<String, Seen>,
    /// The last record of each log of the project that this one is a copy of, without its history: the record
    /// writes every slot anew, and whoever has seen it has seen all that led there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub copy_of: BTreeMap<String, Seen>,
    /// The records that it leaves empty: they are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<String>,
    /// Who did it, as they call themselves.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// What was done, in words.
    pub did: String,
    /// What it changed.
    pub edits: Edits,
}

/// The edits of a log record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edits {
    /// They stand in the record.
    Here(Vec<Edit>),
    /// There are too many: they stand in a file named by its SHA-256.
    Aside(String),
}

/// One slot's change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The record's id.
    pub record: String,
    /// The field's name.
    pub field: String,
    /// What stood there.
    #[serde(default, skip_serializing_if = "Value::is_nothing")]
    pub before: Value,
    /// What stands there now.
    #[serde(default, skip_serializing_if = "Value::is_nothing")]
    pub after: Value,
}

impl Edit {
    /// Takes the model's change.
    pub(in crate::store) fn of(change: &model::Change) -> Self {
        Self {
            record: change.slot.record.to_string(),
            field: change.slot.field.to_owned(),
            before: Value::of(change.before.clone()),
            after: Value::of(change.after.clone()),
        }
    }

    /// Returns the model's change; what stood there before need not be known any more.
    pub(in crate::store) fn change(self, texts: &Texts) -> Result<model::Change, Unfit> {
        let id = model::Id::parse(&self.record).ok_or(Unfit::Id(self.record))?;
        let slot = model::Slot::named(id, &self.field);
        let slot = slot.ok_or_else(|| Unfit::Field(id.table().noun(), self.field))?;
        let before = self.before.value_in(id, texts).unwrap_or_default();
        Ok(model::Change { slot, before, after: self.after.value_in(id, texts)? })
    }

    /// Lists the fields, in the order of the file.
    pub const FIELDS: &'static [&'static str] = &["record", "field", "before", "after"];
}

impl LogRecord {
    /// Lists the fields, in the order of the file.
    pub const FIELDS: &'static [&'static str] =
        &["previous", "seen", "copy_of", "gone", "by", "at", "did", "edits"];
}
