//! RIS: lines of a tag of two letters and a value, from `TY` to `ER`.
//!
//! Reads what `EndNote`, Zotero and Reference Manager write. `map` knows which tag is which variable of CSL.

mod map;

use std::fmt::Write as _;

use super::dialect::{self, Raw};
use super::entry::Entry;
use super::{Format, LONGEST_FIELD, Library};
use map::Tags;

/// RIS.
pub struct Ris;

/// How many lines an entry may have.
const MOST_LINES: usize = 20_000;

impl Format for Ris {
    fn id(&self) -> &'static str {
        "ris"
    }

    fn label(&self) -> &'static str {
        "RIS"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ris"]
    }

    fn media_type(&self) -> &'static str {
        "application/x-research-info-systems"
    }

    fn suits(&self, text: &str) -> bool {
        text.lines().filter_map(tagged).any(|(tag, value)| tag == "TY" && !value.is_empty())
    }

    fn read(&self, text: &str) -> Library {
        let mut library = Library::default();
        let mut open: Option<(usize, Raw)> = None;
        let mut stray = false;
        for (at, line) in text.lines().enumerate() {
            let number = at + 1;
            match (tagged(line), &mut open) {
                (Some(("TY", value)), _) => {
                    if let Some((start, raw)) = open.take() {
                        library
                            .note(number, format!("the entry of line {start} has no ER line; it ends here"));
                        take(start, raw, &mut library);
                    }
                    open = Some((number, vec![("TY".to_owned(), value.to_owned())]));
                    stray = false;
                }
                (Some(("ER", _)), _) => {
                    if let Some((start, raw)) = open.take() {
                        take(start, raw, &mut library);
                    }
                    stray = false;
                }
                (Some((tag, value)), Some((_, raw))) => raw.push((tag.to_owned(), value.to_owned())),
                // A line without a tag goes on with the value before it.
                (None, Some((_, raw))) => {
                    if let Some((_, value)) = raw.last_mut()
                        && value.len() + line.len() <= LONGEST_FIELD
                    {
                        value.push('\n');
                        value.push_str(line.trim_end());
                    }
                }
                (Some(_), None) if !stray => {
                    stray = true;
                    library.leave_out(number, "an entry begins without a TY line, and was left out");
                }
                _ => {}
            }
        }
        if let Some((start, raw)) = open {
            library.note(start, "the last entry has no ER line; it was read to the end of the file");
            take(start, raw, &mut library);
        }
        if library.entries.is_empty() && library.problems.is_empty() {
            library.note(1, "the file holds no line that begins an entry (TY)");
        }
        library
    }

    fn write(&self, entries: &[Entry]) -> String {
        let mut text = String::new();
        for entry in entries {
            let raw = dialect::given::<Tags>(entry);
            let first = raw.iter().find(|(tag, _)| tag == "TY").map_or("GEN", |(_, value)| value.as_str());
            let _ = write!(text, "TY  - {}\r\n", one_line(first));
            for (tag, value) in raw.iter().filter(|(tag, _)| tag != "TY" && is_tag(tag)) {
                let _ = write!(text, "{tag}  - {}\r\n", one_line(value));
            }
            text.push_str("ER  - \r\n\r\n");
        }
        text
    }
}

fn take(line: usize, mut raw: Raw, library: &mut Library) {
    for (_, value) in &mut raw {
        let end = value.trim_end().len();
        value.truncate(end);
    }
    raw.retain(|(_, value)| !value.is_empty());
    if raw.len() > MOST_LINES || raw.iter().any(|(_, value)| value.len() > LONGEST_FIELD) {
        library.leave_out(
            line,
            "this entry has more than 20,000 lines or a line of more than 1 MB, and was left out",
        );
    } else if raw.len() < 2 {
        library.leave_out(line, "this entry says nothing but its type, and was left out");
    } else {
        map::settle(&mut raw);
        library.entries.push(dialect::taken::<Tags>(&raw));
    }
}

/// Parts a line into its tag and its value: `AU  - Doe, Jane`. Spaces round the dash may be fewer or more.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches(['\u{feff}', ' ']);
    let tag = line.get(..2).filter(|tag| is_tag(tag))?;
    let rest = &line[2..];
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let value = rest[spaces..].strip_prefix('-')?;
    let is_end = value.is_empty() || value.starts_with([' ', '\t']);
    (spaces > 0 && (is_end || spaces == 2)).then(|| (tag, value.trim()))
}

fn is_tag(tag: &str) -> bool {
    let bytes = tag.as_bytes();
    bytes.len() == 2
        && bytes[0].is_ascii_uppercase()
        && (bytes[1].is_ascii_uppercase() || bytes[1].is_ascii_digit())
}

/// Writes a value so that none of its lines is taken for one of a tag.
fn one_line(value: &str) -> String {
    let mut lines = value.lines().map(str::trim_end);
    let mut text = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        text.push_str(if tagged(line).is_some() { " " } else { "\r\n" });
        text.push_str(line);
    }
    text
}

#[cfg(test)]
mod tests;
