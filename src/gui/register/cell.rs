//! What stands in a cell: words, the signs beside them, the places they lead to, and what they are sorted by.
//!
//! Words of the vocabulary, never names in files. Knows nothing of the screen.

use std::cell::RefCell;
use std::collections::HashMap;

use super::column::{Column, Shows};
use super::fold::folded;
use super::{Ground, Row};
use crate::gui::derived::{sign_of, status_of};
use crate::gui::highlight::StatusShape;
use crate::model::due;
use crate::model::vocabulary::{KindMeaning, Meaning};
use crate::model::words::words_of;
use crate::model::{Id, Slot, Table, Value, Widget};

/// The sign before a cell's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A status by its shape and colour.
    Status(StatusShape, String),
    /// A kind by its colour.
    Kind(String),
    /// A number as the margin has it, by its kind's colour.
    Number(String),
}

/// A place that a cell leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What is shown: the mark's number, or the record's name.
    pub label: String,
    /// The record.
    pub record: Id,
    /// Its first mark.
    pub mark: Option<Id>,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The words.
    pub words: String,
    /// The sign before them.
    pub sign: Option<Sign>,
    /// The places that stand here instead of words.
    pub places: Vec<Place>,
}

/// What rows are sorted by; what is empty comes last, whichever way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// By size, or by the order of the vocabulary.
    Number(usize),
    /// By words, folded.
    Words(String),
    /// Nothing is there.
    Empty,
}

/// The names of records that were asked for already.
#[derive(Debug, Default)]
pub struct Names(HashMap<Id, String>);

impl Names {
    fn of(&mut self, ground: Ground<'_>, record: Id) -> &str {
        self.0.entry(record).or_insert_with(|| ground.project.name_of(record))
    }
}

/// Returns the id of a row's kind.
pub fn kind_of<'a>(ground: Ground<'a>, row: &Row) -> &'a str {
    if let Some(annotation) = row.mark.and_then(|mark| ground.project.annotations().get(&mark)) {
        return &annotation.kind;
    }
    let meaning = match row.subject.table() {
        Table::Claim => KindMeaning::Claim,
        Table::Quotation => KindMeaning::Quotation,
        Table::Allegation => KindMeaning::Allegation,
        Table::Query => KindMeaning::Query,
        _ => return "",
    };
    ground.vocabulary.kind_meaning(meaning).map_or("", |kind| &kind.id)
}

/// Returns the words of a cell.
pub fn words(ground: Ground<'_>, row: &Row, column: &Column, names: &mut Names) -> String {
    match column.shows {
        Shows::Number => row.number.map_or_else(String::new, |number| number.to_string()),
        Shows::Kind => ground.vocabulary.label("kind", kind_of(ground, row)).to_owned(),
        Shows::Words => marked_words(ground, row),
        Shows::Statement => {
            let table = row.subject.table();
            let field = table.words_field().filter(|_| table != Table::Annotation);
            field.map_or_else(String::new, |field| one_line(&ground.project.text_of(row.subject, field)))
        }
        Shows::Mentions | Shows::Uses => row.count.to_string(),
        Shows::Due => {
            row.due.map_or_else(String::new, |next| due::told(due::days_between(ground.today, next.on)))
        }
        Shows::Evidence => {
            let mut sources: Vec<Id> = Vec::new();
            for evidence in ground.outline.evidence(row.subject) {
                let source = ground.project.evidence().get(evidence).and_then(|evidence| evidence.source);
                sources.extend(source.filter(|source| !sources.contains(source)));
            }
            let all: Vec<String> =
                sources.into_iter().map(|source| names.of(ground, source).to_owned()).collect();
            all.join("; ")
        }
        Shows::Places | Shows::Links => {
            let labels: Vec<String> =
                places(ground, row, column).into_iter().map(|place| place.label).collect();
            labels.join(", ")
        }
        Shows::Field(name) => field_words(ground, row, name, names),
    }
}

/// Returns the whole of a cell.
pub fn cell(ground: Ground<'_>, row: &Row, column: &Column) -> Cell {
    let sign = match column.shows {
        Shows::Number => Some(Sign::Number(hue_of_kind(ground, row))),
        Shows::Kind => Some(Sign::Kind(hue_of_kind(ground, row))),
        Shows::Field("status") => status_sign(ground, row),
        _ => None,
    };
    let places = match column.shows {
        Shows::Places | Shows::Links => places(ground, row, column),
        _ => Vec::new(),
    };
    Cell { words: words(ground, row, column, &mut Names::default()), sign, places }
}

/// Returns what a row is sorted by in a column.
pub fn key(ground: Ground<'_>, row: &Row, column: &Column, names: &mut Names) -> Key {
    let ranked = |rank: Option<usize>| rank.map_or(Key::Empty, Key::Number);
    match column.shows {
        Shows::Number => ranked(row.number),
        Shows::Kind => {
            let kind = kind_of(ground, row);
            ranked(ground.vocabulary.kinds.iter().position(|row| row.id == kind))
        }
        Shows::Mentions | Shows::Uses => Key::Number(row.count),
        Shows::Due => row.due.map_or(Key::Empty, |next| Key::Words(next.on.to_string())),
        Shows::Evidence => match ground.outline.evidence(row.subject).len() {
            0 => Key::Empty,
            count => Key::Number(count),
        },
        Shows::Places | Shows::Links => {
            let places = places(ground, row, column);
            let numbers = places.iter().filter_map(|place| ground.outline.number(place.mark?));
            numbers.min().map_or_else(
                || places.first().map_or(Key::Empty, |place| Key::Words(folded(&place.label))),
                Key::Number,
            )
        }
        Shows::Field("status") => ranked(status_rank(ground, row)),
        Shows::Field(name) => {
            let Some(slot) = slot_of(row, name) else { return Key::Empty };
            let widget = slot.record.table().field(name).map(|info| info.widget);
            if let Some(Widget::Choice(scale)) = widget {
                let id = ground.project.text_of(slot.record, slot.field);
                let rank = ground.vocabulary.scale(scale).iter().position(|row| row.id == id);
                return rank.or((!id.is_empty()).then_some(usize::MAX)).map_or(Key::Empty, Key::Number);
            }
            by_words(&field_words(ground, row, name, names))
        }
        Shows::Words | Shows::Statement => by_words(&words(ground, row, column, names)),
    }
}

fn by_words(words: &str) -> Key {
    let folded = folded(words);
    if folded.is_empty() { Key::Empty } else { Key::Words(folded) }
}

/// Returns the marked words; of an article's own query that there are none.
fn marked_words(ground: Ground<'_>, row: &Row) -> String {
    let Some(annotation) = row.mark.and_then(|mark| ground.project.annotations().get(&mark)) else {
        return if row.subject.table() == Table::Query {
            "The whole article".to_owned()
        } else {
            String::new()
        };
    };
    let here = ground.project.draft_id().and_then(|draft| annotation.target(draft));
    let target = here.or_else(|| annotation.targets.last().map(|(_, target)| target));
    target.map_or_else(String::new, |target| one_line(&target.quote))
}

/// Finds the slot that a field's cell shows: the record's, else that of its first mark.
fn slot_of(row: &Row, name: &str) -> Option<Slot> {
    Slot::named(row.subject, name).or_else(|| Slot::named(row.mark?, name))
}

fn field_words(ground: Ground<'_>, row: &Row, name: &str, names: &mut Names) -> String {
    if name == "status" {
        return status_words(ground, row);
    }
    let Some(slot) = slot_of(row, name) else { return String::new() };
    let widget = slot.record.table().field(name).map_or(Widget::Hidden, |info| info.widget);
    value_words(ground, &ground.project.value(&slot), widget, names)
}

/// Returns a value in words, on one line; of a sealed one only that it is.
pub fn value_words(ground: Ground<'_>, value: &Value, widget: Widget, names: &mut Names) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Sealed(_) => "Sealed".to_owned(),
        value => {
            let names = RefCell::new(names);
            let name_of = |id| names.borrow_mut().of(ground, id).to_owned();
            one_line(&words_of(value, widget, ground.vocabulary, name_of))
        }
    }
}

fn status_words(ground: Ground<'_>, row: &Row) -> String {
    let Ground { project, vocabulary, .. } = ground;
    match row.subject.table() {
        Table::Query => vocabulary.label("query", &project.text_of(row.subject, "state")).to_owned(),
        table if table.field("status").is_some() => {
            let status = status_of(project, row.subject).map_or("", |status| &status.id);
            vocabulary.status(status).map_or(status, |row| &row.label).to_owned()
        }
        _ => String::new(),
    }
}

fn status_rank(ground: Ground<'_>, row: &Row) -> Option<usize> {
    let Ground { project, vocabulary, .. } = ground;
    match row.subject.table() {
        Table::Query => {
            let state = project.text_of(row.subject, "state");
            let rank = vocabulary.scale("query").iter().position(|row| row.id == state);
            Some(vocabulary.statuses.len() + rank.unwrap_or(vocabulary.scale("query").len()))
        }
        table => {
            table.field("status")?;
            let status = vocabulary.status(status_of(project, row.subject).map_or("", |status| &status.id));
            let rank = vocabulary.statuses.iter().position(|other| Some(other) == status);
            Some(rank.unwrap_or(vocabulary.statuses.len().saturating_sub(1)))
        }
    }
}

fn status_sign(ground: Ground<'_>, row: &Row) -> Option<Sign> {
    let Ground { project, vocabulary, .. } = ground;
    match row.subject.table() {
        Table::Query => {
            let state = project.text_of(row.subject, "state");
            let is_closed = vocabulary.meaning("query", &state) == Meaning::Closed;
            Some(if is_closed {
                Sign::Status(StatusShape::Check, "green".to_owned())
            } else {
                Sign::Status(StatusShape::Question, hue_of_kind(ground, row))
            })
        }
        table => {
            table.field("status")?;
            let status = status_of(project, row.subject);
            let hue = vocabulary.status(status.map_or("", |status| &status.id)).map(|row| row.hue.clone());
            Some(Sign::Status(sign_of(vocabulary.meaning_of_status(status)), hue.unwrap_or_default()))
        }
    }
}

fn hue_of_kind(ground: Ground<'_>, row: &Row) -> String {
    ground.vocabulary.kind(kind_of(ground, row)).map_or_else(|| "gray".to_owned(), |kind| kind.hue.clone())
}

/// Lists the places that a cell leads to, in the order of the text.
fn places(ground: Ground<'_>, row: &Row, column: &Column) -> Vec<Place> {
    let mut records: Vec<Id> = Vec::new();
    if column.shows == Shows::Places {
        for evidence in ground.outline.uses(row.subject) {
            records.extend(ground.project.evidence().get(evidence).and_then(|evidence| evidence.record));
        }
    } else {
        records.extend(row.links.iter().filter(|(name, _)| *name == column.name).map(|(_, record)| *record));
    }
    let mut places: Vec<(Option<usize>, Place)> = records
        .into_iter()
        .filter(|record| ground.project.has(*record))
        .map(|record| {
            let mark = ground.outline.mentions(record).first().copied();
            let number = mark.and_then(|mark| ground.outline.number(mark));
            let label = number.map_or_else(|| ground.project.name_of(record), |number| number.to_string());
            (number, Place { label, record, mark })
        })
        .collect();
    places.sort_by_key(|(number, place)| (number.is_none(), *number, place.record));
    places.dedup();
    places.into_iter().map(|(_, place)| place).collect()
}

/// Puts words on one line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
