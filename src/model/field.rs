//! Fields: one table of them per record type drives card, log, merging, report, search and JSON.
//!
//! A record type is declared by the `record!` macro, one row a field. A *slot* is one field of one record.

use std::sync::Arc;

use super::{FileRef, Id, Passage, Prose, SealedId, Stamp, Status, Table, Target};
use crate::text::Block;

/// What a slot can hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing has been entered.
    #[default]
    Nothing,
    /// Words, a date (`YYYY-MM-DD`), a URL, or the id of a vocabulary row.
    Text(String),
    /// Another record.
    Link(Id),
    /// Several other records, in order.
    Links(Vec<Id>),
    /// Several short texts, in order.
    Names(Vec<String>),
    /// Names, each with what stands for it, in order.
    Pairs(Vec<(String, String)>),
    /// Who and when.
    Stamp(Stamp),
    /// A status with who set it, when, and on which text.
    Status(Status),
    /// Where a mark stands, by draft.
    Targets(Vec<(Id, Target)>),
    /// A range in a source's own text.
    Passage(Passage),
    /// How a draft is set.
    Blocks(Arc<Vec<Block>>),
    /// A whole text.
    Prose(Prose),
    /// A file kept with the project.
    File(FileRef),
    /// Words that must not leave: they stand elsewhere, under this name.
    Sealed(SealedId),
}

impl Value {
    /// Goes through the records that the value names.
    pub fn links(&self) -> impl Iterator<Item = Id> + '_ {
        let (one, several) = match self {
            Self::Link(id) => (Some(*id), &[][..]),
            Self::Links(ids) => (None, ids.as_slice()),
            _ => (None, &[][..]),
        };
        one.into_iter().chain(several.iter().copied())
    }
}

/// How a field is entered on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Widget {
    /// Not entered by hand.
    Hidden,
    /// One line of text.
    Line,
    /// Several lines of text.
    Lines,
    /// A day.
    Date,
    /// A link to a page.
    Url,
    /// One row of a list of the vocabulary, by the list's name.
    Choice(&'static str),
    /// A status of the vocabulary.
    Status,
    /// A row of one of the rating scales, as `scale/row`.
    Rating,
    /// Names with what stands for each; which names are offered is told by what they are for: a `category`'s
    /// particulars, a `citation`.
    Pairs(&'static str),
    /// One person or organisation.
    Person,
    /// Several people or organisations.
    People,
    /// One source.
    Source,
    /// Several allegations.
    Allegations,
    /// Several short texts.
    Names,
    /// A file.
    File,
    /// Words that are sealed as soon as they are entered.
    Sealed,
}

/// Who may see what a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Anybody who is handed a report.
    Public,
    /// The desk and counsel only.
    Desk,
    /// Nobody who is handed anything: it is shown on screen when it is asked for, and leaves by no other way.
    Sealed,
}

/// One row of a field table.
#[derive(Clone, Copy, Debug)]
pub struct FieldInfo {
    /// The field's name in files, JSON and the log.
    pub name: &'static str,
    /// The field's name on screen.
    pub label: &'static str,
    /// What belongs into it, in one sentence.
    pub help: &'static str,
    /// How it is entered.
    pub widget: Widget,
    /// Who may see it.
    pub sight: Sight,
}

/// A type of record with its field table.
pub trait Record: Default + Clone + PartialEq {
    /// The table that records of this type stand in.
    const TABLE: Table;

    /// Returns what the field of that name holds.
    fn value(&self, field: &str) -> Value;

    /// Puts a value into the field of that name; a value of another shape, or for a field that does not
    /// exist, changes nothing.
    fn put(&mut self, field: &str, value: Value);
}

/// A type that a field can have.
pub trait Shape: Default {
    /// Returns what a slot of this field shows.
    fn to_value(&self) -> Value;

    /// Takes a slot's value back, or nothing where it has another shape.
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! shape {
    ($type:ty, $empty:expr, $variant:ident) => {
        impl Shape for $type {
            fn to_value(&self) -> Value {
                if $empty(self) { Value::Nothing } else { Value::$variant(self.clone()) }
            }

            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::Nothing => Some(Self::default()),
                    Value::$variant(inner) => Some(inner),
                    _ => None,
                }
            }
        }
    };
    (option $type:ty, $variant:ident) => {
        impl Shape for Option<$type> {
            fn to_value(&self) -> Value {
                self.clone().map_or(Value::Nothing, Value::$variant)
            }

            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::Nothing => Some(None),
                    Value::$variant(inner) => Some(Some(inner)),
                    _ => None,
                }
            }
        }
    };
}

shape!(String, String::is_empty, Text);
shape!(Vec<Id>, Vec::is_empty, Links);
shape!(Vec<String>, Vec::is_empty, Names);
shape!(Vec<(String, String)>, Vec::is_empty, Pairs);
shape!(Vec<(Id, Target)>, Vec::is_empty, Targets);
shape!(Arc<Vec<Block>>, |blocks: &Arc<Vec<Block>>| blocks.is_empty(), Blocks);
shape!(option Id, Link);
shape!(option Stamp, Stamp);
shape!(option Status, Status);
shape!(option Prose, Prose);
shape!(option Passage, Passage);
shape!(option FileRef, File);
shape!(option SealedId, Sealed);

/// Declares a record type and its field table, one row a field:
/// `name: Type, "Label", "Help.", Widget, Sight;`
macro_rules! record {
    ($(#[$doc:meta])* $name:ident {
        $($field:ident : $type:ty, $label:literal, $help:literal, $widget:expr, $sight:ident;)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(#[doc = $help] pub $field: $type,)*
        }

        /// Lists the fields, in the order of cards and files.
        pub static ABOUT: &[$crate::model::FieldInfo] = &[
            $($crate::model::FieldInfo {
                name: stringify!($field),
                label: $label,
                help: $help,
                widget: $widget,
                sight: $crate::model::Sight::$sight,
            },)*
        ];

        impl $crate::model::Record for $name {
            const TABLE: $crate::model::Table = $crate::model::Table::$name;

            fn value(&self, field: &str) -> $crate::model::Value {
                match field {
                    $(stringify!($field) => $crate::model::field::Shape::to_value(&self.$field),)*
                    _ => $crate::model::Value::Nothing,
                }
            }

            fn put(&mut self, field: &str, value: $crate::model::Value) {
                match field {
                    $(stringify!($field) => {
                        if let Some(value) = $crate::model::field::Shape::from_value(value) {
                            self.$field = value;
                        }
                    })*
                    _ => {}
                }
            }
        }
    };
}
pub(crate) use record;
