//! Flags for fields: one for each row of a field table, so that a new field is a new flag without a line here.

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches};

use super::Failure;
use super::desk::Desk;
use crate::model::words::capital;
use crate::model::{FieldInfo, Id, Table, Value, Vocabulary, Widget, pairs};
use crate::store::source::KeptSource;
use crate::{store, text};

/// A flag that fills in a field.
#[derive(Clone, Debug)]
pub(super) struct Flag {
    /// What it is called on the command line, without the hyphens.
    pub long: String,
    /// The field's name in files.
    pub field: &'static str,
}

/// Lists the fields that people enter.
fn entered(table: Table) -> impl Iterator<Item = &'static FieldInfo> {
    table.fields().iter().filter(|field| field.widget != Widget::Hidden)
}

/// Lists a flag for each field that one of the tables has, `besides` some names.
pub(super) fn flags(tables: &[Table], besides: &[&str]) -> Vec<Flag> {
    let mut flags: Vec<Flag> = Vec::new();
    for field in tables.iter().flat_map(|table| entered(*table)) {
        let is_known = flags.iter().any(|flag| flag.field == field.name);
        if !is_known && !besides.contains(&field.name) && field.widget != Widget::Sealed {
            flags.push(Flag { long: field.name.replace('_', "-"), field: field.name });
        }
    }
    flags
}

/// Declares flags under a heading; their help is that of the fields, in the first table that has them.
pub(super) fn declare(
    command: clap::Command,
    flags: &[Flag],
    tables: &[Table],
    heading: &str,
) -> clap::Command {
    let vocabulary = store::vocabulary::shipped();
    flags.iter().fold(command, |command, flag| {
        let help = tables
            .iter()
            .find_map(|table| table.field(flag.field))
            .map_or_else(String::new, |field| help(field, &vocabulary));
        command.arg(
            Arg::new(flag.long.clone())
                .long(flag.long.clone())
                .value_name("VALUE")
                .action(ArgAction::Append)
                .help(help)
                .help_heading(heading.to_owned()),
        )
    })
}

fn help(field: &FieldInfo, vocabulary: &Vocabulary) -> String {
    let help = field.help.trim_end_matches('.');
    match field.widget {
        Widget::Choice(scale) if !vocabulary.scale(scale).is_empty() => {
            let rows: Vec<&str> = vocabulary.scale(scale).iter().map(|row| row.id.as_str()).collect();
            format!("{help} [{}]", rows.join(", "))
        }
        Widget::Status => {
            let rows: Vec<&str> = vocabulary.statuses.iter().map(|row| row.id.as_str()).collect();
            format!("{help} [{}]", rows.join(", "))
        }
        Widget::Person | Widget::Source => format!("{help} (an id, or the name in full)"),
        Widget::People | Widget::Allegations => {
            format!("{help} (an id or the words in full; may be repeated)")
        }
        Widget::Names => format!("{help} (may be repeated)"),
        Widget::Pairs(_) => format!("{help} (“Name: words”; may be repeated)"),
        Widget::Rating => {
            let scales: Vec<&str> =
                vocabulary.scale("rating_scale").iter().map(|row| row.id.as_str()).collect();
            format!("{help} (a row of the article's scale, or scale/row) [{}]", scales.join(", "))
        }
        Widget::Date => {
            format!("{help} (“2021-03-12”, “12 March 2021”, “yesterday”, or as much of it as is known)")
        }
        _ => help.to_owned(),
    }
}

/// Returns the words that were given for each flag, as `(field, words)`.
pub(super) fn given(matches: &ArgMatches, flags: &[Flag]) -> Vec<(&'static str, Vec<String>)> {
    flags
        .iter()
        .filter_map(|flag| {
            let words = matches.get_many::<String>(&flag.long)?;
            Some((flag.field, words.cloned().collect()))
        })
        .collect()
}

/// Reads `field=value` pairs; pairs for one field come together. The fields must be among those of the tables.
pub(super) fn pairs(pairs: &[String], tables: &[Table]) -> Result<Vec<(&'static str, Vec<String>)>, Failure> {
    let mut read: Vec<(&'static str, Vec<String>)> = Vec::new();
    for pair in pairs {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(Failure::Usage(format!("“{pair}” sets nothing. Write it as field=value.")));
        };
        let name = name.trim().replace('-', "_");
        let field = tables.iter().flat_map(|table| entered(*table)).find(|field| field.name == name);
        let Some(field) = field else {
            let known: Vec<&str> = flags(tables, &[]).iter().map(|flag| flag.field).collect();
            return Err(Failure::Usage(format!(
                "There is no field “{name}” here. The fields are: {}.",
                known.join(", ")
            )));
        };
        match read.iter_mut().find(|(known, _)| *known == field.name) {
            Some((_, words)) => words.push(value.to_owned()),
            None => read.push((field.name, vec![value.to_owned()])),
        }
    }
    Ok(read)
}

/// Makes values of words, each as its field wants it; the first of the tables that has the field decides.
pub(super) fn values(
    desk: &Desk,
    tables: &[Table],
    given: Vec<(&'static str, Vec<String>)>,
) -> Result<Vec<(&'static str, Value)>, Failure> {
    given
        .into_iter()
        .map(|(name, words)| {
            let Some(field) = tables.iter().find_map(|table| table.field(name)) else {
                let one = capital(tables.first().map_or("a record", |table| table.one()));
                return Err(Failure::Usage(format!("{one} has no field “{name}”. See --help.")));
            };
            Ok((field.name, value(desk, field, &words)?))
        })
        .collect()
}

/// Adds to the fields of a source what can be read of its file, but for what was given; returns what is to be remarked.
pub(super) fn read_file(desk: &Desk, values: &mut Vec<(&'static str, Value)>) -> Vec<String> {
    let file =
        values.iter().find_map(|(_, value)| if let Value::File(file) = value { Some(file) } else { None });
    let Some(file) = file.cloned() else { return Vec::new() };
    let KeptSource { text, particulars, warnings, .. } = desk.store.read_kept(file);
    let text = text.map(|text| ("text", Value::Prose(text)));
    for (field, value) in particulars.into_iter().chain(text) {
        if values.iter().all(|(known, _)| *known != field) {
            values.push((field, value));
        }
    }
    warnings
}

/// Makes a field's value of the words given for it; an empty one empties the field.
fn value(desk: &Desk, field: &FieldInfo, words: &[String]) -> Result<Value, Failure> {
    let filled: Vec<&str> = words.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    let list = |table: Table| -> Result<Vec<Id>, Failure> {
        filled.iter().map(|words| desk.find(table, words)).collect()
    };
    if filled.is_empty() {
        return Ok(Value::Nothing);
    }
    match field.widget {
        Widget::People => return Ok(Value::Links(list(Table::Person)?)),
        Widget::Allegations => return Ok(Value::Links(list(Table::Allegation)?)),
        Widget::Names => return Ok(Value::Names(filled.iter().map(|name| (*name).to_owned()).collect())),
        Widget::Pairs(_) => return Ok(Value::Pairs(pairs::read(&filled.join("\n")))),
        _ => {}
    }
    let [words] = filled.as_slice() else {
        return Err(Failure::Usage(format!("“{}” was given several times. Give it once.", field.name)));
    };
    let vocabulary = desk.session.vocabulary();
    Ok(match field.widget {
        Widget::Choice("kind") => Value::Text(kind(vocabulary, words)?),
        Widget::Choice(scale) => {
            let rows = vocabulary.scale(scale).iter().map(|row| (row.id.as_str(), row.label.as_str()));
            Value::Text(choice(field.label, rows, words)?)
        }
        Widget::Status => {
            let rows = vocabulary.statuses.iter().map(|row| (row.id.as_str(), row.label.as_str()));
            Value::Text(choice(field.label, rows, words)?)
        }
        Widget::Rating if !words.contains('/') => {
            let scale = desk.project().rating_scale(vocabulary);
            let rows = vocabulary.scale(scale).iter().map(|row| (row.id.as_str(), row.label.as_str()));
            Value::Text(format!("{scale}/{}", choice(field.label, rows, words)?))
        }
        Widget::Person => Value::Link(desk.find(Table::Person, words)?),
        Widget::Source => Value::Link(desk.find(Table::Source, words)?),
        Widget::Date => Value::Text(day(field.label, words, desk.session.today())?),
        Widget::File => Value::File(desk.store.keep_file(Path::new(words))?),
        Widget::Sealed => return Err(sealed(field)),
        _ => Value::Text((*words).to_owned()),
    })
}

/// Refuses words for a sealed field, without repeating them: on a command line they stand in the shell's history.
fn sealed(field: &FieldInfo) -> Failure {
    Failure::Usage(format!(
        "“{0}” is sealed: its words would stand in the shell's history. Give them on standard input with --seal {0}.",
        field.name
    ))
}

/// Says which of some values are kept as they were typed, though a day was asked for.
pub(super) fn doubts(table: Table, values: &[(&'static str, Value)]) -> Vec<String> {
    let is_day = |name: &str| table.field(name).is_some_and(|field| field.widget == Widget::Date);
    let dated = values.iter().filter(|(name, _)| is_day(name));
    dated
        .filter_map(|(name, value)| match value {
            Value::Text(words) if text::day::written(words) == text::day::Reading::Unknown => {
                Some(format!("“{words}” is not understood as a day. It is kept in “{name}” as it was typed."))
            }
            _ => None,
        })
        .collect()
}

/// Makes the stored day of words such as “12 March 2021” or “yesterday”. A day that is no day is kept as it is written,
/// as “spring 2020” has to be; one that could be two is refused.
fn day(label: &str, words: &str, today: jiff::civil::Date) -> Result<String, Failure> {
    let reading = text::day::read(words, today);
    let written: Vec<String> = reading.offers().iter().map(|day| day.iso()).collect();
    match (reading.day(), reading.doubt()) {
        (Some(day), _) => Ok(day.iso()),
        (None, Some(doubt)) if !written.is_empty() => {
            let label = label.to_lowercase();
            Err(Failure::Usage(format!(
                "The {label} “{words}” is in doubt. {doubt} Write it as {}.",
                written.join(" or ")
            )))
        }
        _ => Ok(words.to_owned()),
    }
}

/// Finds a kind of mark by its name in files or its word on screen.
pub(super) fn kind(vocabulary: &Vocabulary, words: &str) -> Result<String, Failure> {
    let rows = vocabulary.kinds.iter().map(|kind| (kind.id.as_str(), kind.label.as_str()));
    choice("kind of mark", rows, words)
}

/// Finds a row by its name in files or its word on screen, whatever the case.
fn choice<'a>(
    what: &str,
    rows: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    words: &str,
) -> Result<String, Failure> {
    let wanted = words.trim().to_lowercase();
    let found =
        rows.clone().find(|(id, label)| id.to_lowercase() == wanted || label.to_lowercase() == wanted);
    found.map(|(id, _)| id.to_owned()).ok_or_else(|| {
        let known: Vec<&str> = rows.map(|(id, _)| id).collect();
        let what = what.to_lowercase();
        Failure::Usage(format!("There is no {what} “{words}”. Give one of: {}.", known.join(", ")))
    })
}
