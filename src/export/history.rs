//! The project's history as a document of its own, for the desk and counsel alone: as a table or as text.
//!
//! Knows words only; what is sealed was left out before. Times are UTC, since no file says where it was made.

use std::fmt::Write as _;

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::csv::{BYTE_ORDER_MARK, cell};
use super::wording::visible;

/// What whoever holds the document has to know of it.
pub const INTERNAL: &str = "Internal: for the desk and counsel. It names who checked what, and holds notes, deleted \
                            words and sources that no report shows. Sealed values are not in it.";

/// One thing that was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Who.
    pub by: String,
    /// What, in words.
    pub did: String,
    /// The record it is about, in words.
    pub about: String,
    /// What it changed.
    pub changes: Vec<Change>,
    /// How many changes are not listed.
    pub unlisted: usize,
}

/// One field that was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The record's id.
    pub record: String,
    /// The record in words.
    pub name: String,
    /// The field's name on screen.
    pub field: String,
    /// What stood there, in words; sealed words never.
    pub before: String,
    /// What stands there since.
    pub after: String,
}

/// The formats of the history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A table, one changed field a row.
    #[default]
    Csv,
    /// Text, one paragraph for each thing that was done.
    Text,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Text];

    /// Returns the name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Csv => "Table (CSV)",
            Self::Text => "Text",
        }
    }

    /// Returns the ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Text => "txt",
        }
    }

    /// Writes a history, in the order of the rows.
    pub fn write(self, title: &str, rows: &[Row]) -> Vec<u8> {
        match self {
            Self::Csv => table(rows),
            Self::Text => text(title, rows).into_bytes(),
        }
    }
}

/// Writes the history as comma-separated values, one changed field a row.
pub fn table(rows: &[Row]) -> Vec<u8> {
    let mut bytes = BYTE_ORDER_MARK.to_vec();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(&mut bytes);
    let head = ["Time (UTC)", "Who", "What was done", "Record", "Name", "Field", "Before", "After"];
    // Rows are of one length, and memory takes everything.
    let _ = writer.write_record(head);
    for row in rows {
        let mut line = |change: [&str; 5]| {
            let cells = [row.at.as_str(), &row.by, &row.did].into_iter().chain(change).map(cell);
            let _ = writer.write_record(cells);
        };
        if row.changes.is_empty() {
            line(["", &row.about, "", "", ""]);
        }
        for change in &row.changes {
            line([&change.record, &change.name, &change.field, &change.before, &change.after]);
        }
        if row.unlisted > 0 {
            line(["", &more(row.unlisted), "", "", ""]);
        }
    }
    drop(writer);
    bytes
}

/// Writes the history as text.
pub fn text(title: &str, rows: &[Row]) -> String {
    let mut out = format!("History of “{}”\n{INTERNAL}\nTimes are UTC.\n", visible(title));
    for row in rows {
        let by = if row.by.is_empty() { "unsigned" } else { &row.by };
        let _ = writeln!(out, "\n{}  {}  {}", row.at, visible(by), visible(&row.did));
        if !row.about.is_empty() {
            let _ = writeln!(out, "  {}", one_line(&row.about));
        }
        for change in &row.changes {
            let name = if change.name == row.about { String::new() } else { format!("{}, ", change.name) };
            let _ = writeln!(
                out,
                "    {}{}: {} → {}",
                one_line(&name),
                change.field,
                shown(&change.before),
                shown(&change.after)
            );
        }
        if row.unlisted > 0 {
            let _ = writeln!(out, "    {}", more(row.unlisted));
        }
    }
    out
}

fn more(count: usize) -> String {
    let noun = if count == 1 { "field" } else { "fields" };
    format!("and {count} more {noun}, which the log holds")
}

fn shown(words: &str) -> String {
    if words.is_empty() { "–".to_owned() } else { one_line(words) }
}

fn one_line(words: &str) -> String {
    let even = words.replace("\r\n", "\n").replace(['\n', '\r'], " ⏎ ");
    visible(&even).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let change = Change {
            record: "c-4f7k2m9x1q".into(),
            name: "Claim “=1+1”".into(),
            field: "Statement".into(),
            before: String::new(),
            after: "=HYPERLINK(\"x\")\nsecond".into(),
        };
        vec![
            Row {
                at: "2026-11-22T10:00:00Z".into(),
                by: "+Ada".into(),
                did: "import 2 marks".into(),
                about: "Claim “=1+1”".into(),
                changes: vec![change],
                unlisted: 3,
            },
            Row { did: "purge contact of source".into(), ..Row::default() },
        ]
    }

    #[test]
    fn a_table_has_a_row_for_each_field_and_no_formula() {
        let table = String::from_utf8(table(&rows())).unwrap();
        assert!(table.starts_with("\u{FEFF}Time (UTC),Who,What was done,Record,Name,Field,Before,After\r\n"));
        assert!(table.contains(",'+Ada,import 2 marks,c-4f7k2m9x1q,"), "{table}");
        assert!(table.contains("\"'=HYPERLINK(\"\"x\"\")\nsecond\""), "{table}");
        assert!(table.contains("and 3 more fields"), "{table}");
        assert!(table.contains(",,purge contact of source,"), "{table}");
    }

    #[test]
    fn text_says_that_it_is_internal_and_keeps_a_field_on_one_line() {
        let text = text("Pool", &rows());
        assert!(text.contains("History of “Pool”\nInternal:"), "{text}");
        assert!(text.contains("    Statement: – → =HYPERLINK(\"x\") ⏎ second\n"), "{text}");
        assert!(text.contains("unsigned  purge contact of source"), "{text}");
    }
}
