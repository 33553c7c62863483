//! BibTeX and biblatex: `@book{key, author = {Doe, Jane}, …}`.
//!
//! `scan` finds entries, `latex` turns LaTeX into Unicode and back, `person` reads names, `map` knows which field is
//! which variable of CSL, `inherit` what an entry takes over from another one.

mod inherit;
mod latex;
mod map;
mod person;
mod scan;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::dialect::{self, Raw};
use super::entry::Entry;
use super::{Format, Library};
use map::Bib;

/// BibTeX and biblatex.
pub struct Bibtex;

/// The names under which an entry's type and key stand among its fields.
const TYPE: &str = "@type";
const KEY: &str = "@key";

impl Format for Bibtex {
    fn id(&self) -> &'static str {
        "bibtex"
    }

    fn label(&self) -> &'static str {
        "BibTeX"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["bib", "bibtex"]
    }

    fn media_type(&self) -> &'static str {
        "application/x-bibtex"
    }

    fn suits(&self, text: &str) -> bool {
        let is_entry = |line: &str| {
            let rest = line.trim_start().strip_prefix('@')?;
            let word = rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
            (word.len() < rest.len()).then(|| word.trim_start().starts_with(['{', '(']))
        };
        text.lines().any(|line| is_entry(line) == Some(true))
    }

    fn read(&self, text: &str) -> Library {
        let mut library = Library::default();
        let mut works = scan::scan(text, &mut library);
        inherit::inherit(&mut works, &mut library);
        let mut keys = BTreeSet::new();
        for work in &works {
            let key = work.field(KEY);
            if !key.is_empty() && !keys.insert(key.to_owned()) {
                library.note(work.line, format!("“{key}” is the key of an entry before; both were read"));
            }
            library.entries.push(dialect::taken::<Bib>(&work.fields));
        }
        library.problems.sort_by_key(|problem| problem.line);
        library
    }

    fn write(&self, entries: &[Entry]) -> String {
        let mut text = String::new();
        let mut keys = BTreeSet::new();
        for (at, entry) in entries.iter().enumerate() {
            let raw = dialect::given::<Bib>(entry);
            put(&mut text, &raw, at, &mut keys);
        }
        text
    }
}

/// Writes one entry.
fn put(text: &mut String, raw: &Raw, at: usize, keys: &mut BTreeSet<String>) {
    let field =
        |name: &str| raw.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
    let mut key: String = field(KEY).chars().filter(|letter| is_of_key(*letter)).collect();
    if key.is_empty() {
        key = format!("entry-{}", at + 1);
    }
    // One key names one entry.
    let wanted = key.clone();
    for letter in ('a'..='z').cycle().take(keys.len() + 1) {
        if keys.insert(key.to_lowercase()) {
            break;
        }
        key = if key.len() > wanted.len() + 8 { format!("{wanted}-{at}") } else { format!("{key}{letter}") };
    }
    let _ = write!(text, "@{}{{{key},", field(TYPE));
    for (name, value) in raw.iter().filter(|(name, _)| name != TYPE && name != KEY) {
        let is_macro = name == "month" && map::MONTHS.contains(&value.as_str());
        let value = if scan::is_balanced(value) { value.clone() } else { latex::encode(value) };
        let _ = if is_macro {
            write!(text, "\n  {name} = {value},")
        } else {
            write!(text, "\n  {name} = {{{value}}},")
        };
    }
    text.push_str("\n}\n\n");
}

/// Tells whether a letter may stand in a key.
fn is_of_key(letter: char) -> bool {
    !letter.is_whitespace() && !letter.is_control() && !"\"#%'(),={}\\~@".contains(letter)
}

#[cfg(test)]
mod tests;
