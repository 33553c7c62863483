//! What a file says of one work: its type and its fields.
//!
//! A field is a variable of CSL, or a format's own, whose name begins with the format's and a colon
//! (`bibtex:file`); so nothing is lost on the way in. Knows no format.

use super::date::Date;
use super::name::{self, Name};
use super::variable::{self, Shape};

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// Words or a number.
    Text(String),
    /// People and organisations.
    Names(Vec<Name>),
    /// A date, or the time between two.
    Date(Date),
}

impl Datum {
    /// Reads a variable's words.
    pub fn from_words(name: &str, words: &str) -> Self {
        match variable::shape_of(name) {
            Some(Shape::Names) => Self::Names(name::from_words(words)),
            Some(Shape::Date) => Self::Date(Date::from_words(words)),
            Some(Shape::Text) | None => Self::Text(words.to_owned()),
        }
    }

    /// Writes it in words that can be read back exactly.
    pub fn to_words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Names(names) => name::to_words(names),
            Self::Date(date) => date.to_words(),
        }
    }

    /// Tells that it says nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Names(names) => names.is_empty(),
            Self::Date(date) => date.is_empty(),
        }
    }
}

/// What a file says of one work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The type of the work, as CSL calls it (`book`); empty where it is not known.
    pub kind: String,
    /// Its fields, in the order of [`variable::place`]; a format's own may stand more than once.
    pub fields: Vec<(String, Datum)>,
}

impl Entry {
    /// Returns the first field of that name.
    pub fn field(&self, name: &str) -> Option<&Datum> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, datum)| datum)
    }

    /// Returns the words of a field; empty where it has none.
    pub fn text(&self, name: &str) -> &str {
        match self.field(name) {
            Some(Datum::Text(text)) => text,
            _ => "",
        }
    }

    /// Returns the names of a field.
    pub fn names(&self, name: &str) -> &[Name] {
        match self.field(name) {
            Some(Datum::Names(names)) => names,
            _ => &[],
        }
    }

    /// Returns the date of a field.
    pub fn date(&self, name: &str) -> Option<&Date> {
        match self.field(name) {
            Some(Datum::Date(date)) => Some(date),
            _ => None,
        }
    }

    /// Adds a field behind the others, unless it says nothing or a variable of that name is there.
    pub fn add(&mut self, name: &str, datum: Datum) {
        let is_there = variable::shape_of(name).is_some() && self.field(name).is_some();
        if !datum.is_empty() && !is_there {
            self.fields.push((name.to_owned(), datum));
        }
    }

    /// Adds words.
    pub(super) fn say(&mut self, name: &str, words: impl Into<String>) {
        self.add(name, Datum::Text(words.into()));
    }

    /// Puts the fields in the order of cards and files.
    pub fn settle(&mut self) {
        self.fields.sort_by(|(one, _), (other, _)| variable::place(one).cmp(&variable::place(other)));
    }
}
