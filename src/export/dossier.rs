//! What a report tells of an allegation and of a query, in counsel's order: the one place from which formats take it.
//!
//! Knows no format and no project.

use super::wording::day;
use super::{Card, Field, Handout};
use crate::model::words::capital;
use crate::model::{Table, Value, attempt};

/// The heading over what the accused said.
pub const REPLIES: &str = "Reply of the accused";

/// What allows it to be reported.
const GROUNDS: [&str; 13] = [
    "stage",
    "stage_as_of",
    "recheck_by",
    "basis",
    "asserts",
    "legal_review",
    "legal_by",
    "legal_on",
    "legal_conditions",
    "corroboration",
    "public_interest",
    "materiality",
    "status_reason",
];

/// Who accuses whom of what.
const MATTER: [&str; 12] = [
    "accused",
    "accusers",
    "accuser_note",
    "relation",
    "act",
    "happened",
    "place",
    "forum",
    "reported",
    "reported_on",
    "case",
    "court",
];

/// What was asked and answered.
const REPLY: [&str; 5] = ["reply_sought", "reply_deadline", "answer", "answer_text", "reply_attempts"];

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub label: String,
    /// What there is to say.
    pub words: String,
    /// The mark that it is about.
    pub mark: Option<usize>,
}

/// Lists what there is to say of an allegation, heading by heading: what allows it, who accuses whom, the reply.
pub fn of(handout: &Handout, card: &Card) -> [(&'static str, Vec<Part>); 3] {
    let fields = |names: &[&str]| -> Vec<Part> {
        let found = names.iter().filter_map(|name| card.fields.iter().find(|field| field.name == *name));
        let part = |field: &Field| Part {
            label: field.label.to_owned(),
            words: card.shown(field).into_owned(),
            mark: None,
        };
        found.map(part).collect()
    };
    let mut reply = fields(&REPLY);
    for number in handout.mentions.get(&card.id).into_iter().flatten() {
        let mark = handout.marks.get(number - 1);
        if let Some(told) = mark.and_then(|mark| mark.nearness.as_deref()) {
            reply.push(Part {
                label: "From the mention".to_owned(),
                words: capital(told),
                mark: Some(*number),
            });
        }
    }
    if reply.is_empty() {
        reply.push(Part { label: "Reply".to_owned(), words: "Nothing is recorded".to_owned(), mark: None });
    }
    [("Stage, basis and review", fields(&GROUNDS)), ("What is alleged", fields(&MATTER)), (REPLIES, reply)]
}

/// Lists the fields of an allegation that counsel reads first, in order.
pub fn first_fields() -> impl Iterator<Item = &'static str> {
    GROUNDS.into_iter().chain(REPLY)
}

/// Writes an attempt or a message on one line: when, how, who; what was said follows.
pub fn line(part: &Card) -> String {
    if part.id.table() == Table::Attempt {
        return attempt::line(|name| part.words(name).to_owned());
    }
    let stamp = match part.value("created") {
        Some(Value::Stamp(stamp)) => Some(stamp),
        _ => None,
    };
    let who = match part.words("from") {
        "" => stamp.map_or("", |stamp| stamp.by.as_str()),
        from => from,
    };
    let on = stamp.map_or_else(String::new, |stamp| day(&stamp.at.day()));
    let told: Vec<&str> = [who, &on].into_iter().filter(|words| !words.is_empty()).collect();
    told.join(", ")
}

/// Lists what was said in an attempt or a message, and noted of it.
pub fn said(part: &Card) -> impl Iterator<Item = &str> {
    ["put", "words", "note"].into_iter().map(|name| part.words(name)).filter(|words| !words.is_empty())
}

/// Says where a query stands and by when an answer is needed.
pub fn state_of_query(card: &Card) -> Vec<String> {
    let due = match card.words("due") {
        "" => String::new(),
        due => format!("due {}", day(due)),
    };
    [card.words("state").to_owned(), due].into_iter().filter(|words| !words.is_empty()).collect()
}
