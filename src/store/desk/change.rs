//! Changes one thing in a desk's file and leaves all else in it as it is written, remarks and order included.

use std::path::Path;

use super::reading::Ground;
use super::terms::{Terms, is_one, list};
use super::tree::{self, Entry, Form, position, quoted};
use super::{Whose, fetch, lay, sheet};
use crate::check::rulebook::Weight;
use crate::store::document;

/// What is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The level of a rule; nothing gives it back what counts below.
    Level {
        /// The rule's name.
        rule: String,
        /// How much it weighs.
        weight: Option<Weight>,
    },
    /// A number that a rule goes by; nothing gives it back what counts below.
    Number {
        /// Its name.
        name: String,
        /// What it is to be.
        value: Option<u32>,
    },
    /// The fields that a kind requires; nothing gives it back what counts below.
    Required {
        /// The kind.
        kind: String,
        /// The names of the fields.
        fields: Option<Vec<String>>,
    },
    /// A phrase comes into a list of words.
    AddPhrase {
        /// The language.
        language: String,
        /// The list's name.
        list: String,
        /// The phrase as it is written.
        phrase: String,
    },
    /// A phrase goes out of a list of words.
    RemovePhrase {
        /// The language.
        language: String,
        /// The list's name.
        list: String,
        /// The phrase as it is written.
        phrase: String,
    },
    /// A list of words is again what counts below.
    ResetWords {
        /// The language.
        language: String,
        /// The list's name.
        list: String,
    },
}

/// Makes a change in a file, which is made where there is none yet.
///
/// # Errors
///
/// Says in a sentence why it was not done: what stands there cannot be read, or the file cannot be written.
pub fn make(path: &Path, whose: Whose, change: &Change, below: &Terms) -> Result<(), String> {
    let there = fetch(path).map_err(|words| format!("{}: {words}.", path.display()))?;
    let text = there.clone().unwrap_or_else(|| template(whose));
    let changed =
        changed(&text, whose, change, below).map_err(|words| format!("{}: {words}.", path.display()))?;
    if there.as_deref() == Some(changed.as_str()) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = match (folder, path.file_name()) {
        (Some(folder), Some(name)) if there.is_none() => {
            document::write_within(folder, &name.to_string_lossy(), changed.as_bytes()).map(drop)
        }
        // Whom a desk has let into its file stays in.
        _ => document::publish(path, changed.as_bytes()),
    };
    made.map_err(|error| format!("The desk’s settings cannot be written: {error}"))
}

/// Makes an empty file where there is none yet, so that it can be edited.
///
/// # Errors
///
/// Says in a sentence why it was not made.
pub fn begin(path: &Path, whose: Whose) -> Result<(), String> {
    let there = fetch(path).map_err(|words| format!("{}: {words}.", path.display()))?;
    let (Some(folder), Some(name), None) = (path.parent(), path.file_name(), there) else { return Ok(()) };
    let made = document::write_within(folder, &name.to_string_lossy(), template(whose).as_bytes());
    made.map(drop).map_err(|error| format!("The file cannot be made: {error}"))
}

/// Returns the text with something changed; `below` is what lies under it: the desk's terms under a project's.
pub(super) fn changed(text: &str, whose: Whose, change: &Change, below: &Terms) -> Result<String, String> {
    let carried = super::carried::read(text);
    let (vocabulary, rulebook) = lay(&[&carried, below]);
    let ground = Ground { vocabulary: &vocabulary, rulebook: &rulebook, is_project: whose == Whose::Project };
    let (terms, ..) = sheet(None, text, ground);
    match change {
        Change::Level { rule, weight } => put(text, &["levels", rule], weight.map(Weight::name)),
        Change::Number { name, value } => {
            put(text, &["numbers", name], value.map(|value| value.to_string()).as_deref())
        }
        Change::Required { kind, fields } => {
            put(text, &["required", kind], fields.as_deref().map(list).as_deref())
        }
        Change::ResetWords { language, list } => put(text, &["words", language, list], None),
        Change::AddPhrase { language, list, phrase } | Change::RemovePhrase { language, list, phrase } => {
            let mut changes =
                terms.words.get(language).and_then(|lists| lists.get(list)).cloned().unwrap_or_default();
            let (to, from) = if matches!(change, Change::AddPhrase { .. }) {
                (&mut changes.add, &mut changes.remove)
            } else {
                (&mut changes.remove, &mut changes.add)
            };
            let count = from.len();
            from.retain(|other| !is_one(other, phrase));
            // What this file itself had put in or taken out is only taken back.
            if from.len() == count && !to.iter().any(|other| is_one(other, phrase)) {
                to.push(phrase.trim().to_owned());
            }
            let written = (!changes.is_empty()).then(|| changes.written());
            put(text, &["words", language, list], written.as_deref())
        }
    }
}

/// Puts a value at a place of names within one another, or takes it away.
pub(super) fn put(text: &str, path: &[&str], value: Option<&str>) -> Result<String, String> {
    let read = tree::read(text);
    if let Some(flaw) = read.flaws.first() {
        let (line, column) = position(text, flaw.at);
        return Err(format!(
            "line {line}, column {column}: {}. Mend that first; nothing was changed",
            flaw.words
        ));
    }
    let close = read.close.unwrap_or(text.len());
    let changed = place(text, &read.entries, close, path, 0, value);
    let again = tree::read(&changed);
    if again.flaws.is_empty() {
        Ok(changed)
    } else {
        Err("it could not be changed: edit it by hand".to_owned())
    }
}

fn place(
    text: &str,
    entries: &[Entry],
    close: usize,
    path: &[&str],
    depth: usize,
    value: Option<&str>,
) -> String {
    let Some((name, rest)) = path.split_first() else { return text.to_owned() };
    let entry = entries.iter().find(|entry| entry.name == *name);
    match (entry, value) {
        (Some(entry), Some(value)) if rest.is_empty() => {
            let span = entry.value.span.clone();
            format!("{}{value}{}", &text[..span.start], &text[span.end..])
        }
        (Some(entry), None) if rest.is_empty() => without(text, entry),
        (Some(entry), _) => match &entry.value.form {
            Form::Table(inner) => place(text, inner, entry.value.span.end - 1, rest, depth + 1, value),
            _ => text.to_owned(),
        },
        (None, Some(value)) => insert(text, entries, close, path, depth, value),
        (None, None) => text.to_owned(),
    }
}

/// Takes an entry out, with its line where nothing else stands on it.
fn without(text: &str, entry: &Entry) -> String {
    let line = text[..entry.at.start].rfind('\n').map_or(0, |end| end + 1);
    let stop = text[entry.end..].find('\n').map_or(text.len(), |end| entry.end + end + 1);
    let is_alone = text[line..entry.at.start].trim().is_empty() && text[entry.end..stop].trim().is_empty();
    if is_alone {
        return format!("{}{}", &text[..line], &text[stop..]);
    }
    let spaces = text[entry.end..].len() - text[entry.end..].trim_start_matches(' ').len();
    format!("{}{}", &text[..entry.at.start], &text[entry.end + spaces..])
}

/// Puts an entry behind the others.
fn insert(text: &str, entries: &[Entry], close: usize, path: &[&str], depth: usize, value: &str) -> String {
    let pad = "    ".repeat(depth + 1);
    let entry = entry(path, depth, value);
    let line = text[..close].rfind('\n').map_or(0, |end| end + 1);
    let is_last = entries.last();
    // A comma that is missing behind the last one.
    let lacks_comma = is_last.filter(|last| last.end == last.value.span.end).map(|last| last.end);
    let with_comma = |end: usize| match lacks_comma {
        Some(at) => format!("{},{}", &text[..at], &text[at..end]),
        None => text[..end].to_owned(),
    };
    let closing_alone = text[line..close].trim().is_empty() && line > 0;
    if closing_alone {
        return format!("{}{pad}{entry},\n{}", with_comma(line), &text[line..]);
    }
    if is_last.is_none() {
        let outer = "    ".repeat(depth);
        return format!("{}\n{pad}{entry},\n{outer}{}", text[..close].trim_end_matches(' '), &text[close..]);
    }
    let head = with_comma(close);
    let space = if head.ends_with(' ') { "" } else { " " };
    format!("{head}{space}{entry}{}", &text[close..])
}

/// Writes a name with what stands for it; what lies between stands in tables of its own.
fn entry(path: &[&str], depth: usize, value: &str) -> String {
    let Some((name, rest)) = path.split_first() else { return String::new() };
    let name = if depth == 0 { (*name).to_owned() } else { quoted(name) };
    if rest.is_empty() {
        return format!("{name}: {value}");
    }
    let (pad, outer) = ("    ".repeat(depth + 2), "    ".repeat(depth + 1));
    format!("{name}: {{\n{pad}{},\n{outer}}}", entry(rest, depth + 1, value))
}

/// Returns a file that wants nothing otherwise, with what may stand in it.
pub(super) fn template(whose: Whose) -> String {
    let head = match whose {
        Whose::Desk => {
            "// What this desk wants otherwise than redpencil comes. A project's own desk.ron counts for more.\n"
        }
        Whose::Project => {
            "// What this project wants otherwise than the desk. What stands under “carried” is written by the program: rows\n\
             // of the desk that this project uses, for whoever opens it elsewhere.\n"
        }
    };
    format!(
        "#![enable(implicit_some)]\n{head}// Only what differs stands here, for instance:\n\
         //     levels: {{\"single-source\": blocking, \"name-variant\": off}},\n\
         //     words: {{\"en\": {{\"accusation\": (add: [\"two-faced\"], remove: [\"scandal\"])}}}},\n\
         //     numbers: {{\"stage-days\": 14}},\n\
         //     required: {{\"claim\": [\"statement\", \"category\", \"materiality\"]}},\n\
         //     scales: [(name: \"category\", rows: [(id: \"recipe\", label: \"Recipe\", prompts: [\"Cooked by\"])])],\n\
         //     kinds: [(id: \"rumour\", label: \"Rumour\", plural: \"Rumours\", shortcut: 'k', hue: \"orange\", meaning: Claim)],\n\
         // “redpencil desk” lists what counts and where it comes from; “redpencil desk --check FILE” looks a file over.\n\
         (\n)\n"
    )
}
