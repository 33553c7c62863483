//! Claims, quotations and allegations as a table, one a row, for a spreadsheet.
//!
//! Comma-separated values as in RFC 4180, UTF-8 with a byte-order mark so that Excel reads it as such. The columns
//! follow from the field tables. Knows no project.
//!
//! A spreadsheet takes a cell that starts with certain signs for a formula and would run it: such a cell gets a `'`
//! in front, which spreadsheets take for "this is text" (OWASP, *CSV Injection*).

use std::collections::BTreeSet;

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::wording::visible;
use super::{Audience, Card, Exporter, Handout, Shape, Stopped, Watch, dossier};
use crate::model::words::capital;
use crate::model::{Id, Table};

/// Tells spreadsheets that what follows is UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// The tables whose records have a row each.
const TABLES: [Table; 3] = [Table::Claim, Table::Quotation, Table::Allegation];

/// Writes the claims, quotations and allegations as a table.
pub struct Csv;

impl Exporter for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn label(&self) -> &'static str {
        "Table of claims (CSV)"
    }

    fn extension(&self) -> &'static str {
        "csv"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn write(&self, handout: &Handout, watch: &Watch) -> Result<Vec<u8>, Stopped> {
        let rows = rows(handout, watch)?;
        let mut bytes = BYTE_ORDER_MARK.to_vec();
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .quote_style(QuoteStyle::Necessary)
            .from_writer(&mut bytes);
        for row in rows {
            // Rows are of one length, and memory takes everything.
            let _ = writer.write_record(row);
        }
        drop(writer);
        Ok(bytes)
    }
}

/// Returns the table cell by cell, the head first.
pub fn rows(handout: &Handout, watch: &Watch) -> Result<Vec<Vec<String>>, Stopped> {
    let columns = columns(handout);
    let mut cards: Vec<&Card> = TABLES.into_iter().flat_map(|table| handout.table(table)).collect();
    let is_legal = handout.audience == Audience::Legal;
    cards.sort_by_key(|card| {
        let comes_later = is_legal && card.id.table() != Table::Allegation;
        (comes_later, numbers(handout, card.id).first().copied().unwrap_or(usize::MAX), card.id)
    });
    watch.begin(cards.len())?;
    let mut rows = vec![columns.iter().map(|column| cell(column.head())).collect()];
    for card in cards {
        rows.push(columns.iter().map(|column| cell(&column.words(handout, card))).collect());
        watch.step()?;
    }
    Ok(rows)
}

fn numbers(handout: &Handout, record: Id) -> &[usize] {
    handout.mentions.get(&record).map_or(&[], Vec::as_slice)
}

enum Column {
    Numbers,
    Type,
    MarkedWords,
    Statement,
    Field(&'static str, &'static str),
    SetBy,
    SetOn,
    Evidence,
    Sources,
    Answers,
    Attempts,
    Nearness,
}

fn columns(handout: &Handout) -> Vec<Column> {
    let mut columns = vec![Column::Numbers, Column::Type, Column::MarkedWords, Column::Statement];
    let mut known: BTreeSet<&str> = TABLES.into_iter().filter_map(Table::words_field).collect();
    for table in TABLES {
        for field in handout.fields(table) {
            if known.insert(field.name) {
                columns.push(Column::Field(field.name, field.label));
            }
            if field.name == "status" && table == TABLES[0] && handout.workings.is_some() {
                columns.extend([Column::SetBy, Column::SetOn]);
            }
        }
    }
    columns.extend([Column::Evidence, Column::Sources, Column::Answers]);
    if handout.workings.is_some() {
        columns.extend([Column::Attempts, Column::Nearness]);
    }
    if handout.audience == Audience::Legal {
        // What counsel reads first stands behind the statement.
        let first: Vec<&str> = dossier::first_fields().collect();
        columns.sort_by_key(|column| match column {
            Column::Numbers | Column::Type | Column::MarkedWords | Column::Statement => 0,
            Column::Field(name, _) => first.iter().position(|field| field == name).map_or(100, |at| at + 1),
            Column::Attempts => 50,
            Column::Answers | Column::Nearness => 51,
            _ => 100,
        });
    }
    columns
}

impl Column {
    fn head(&self) -> &'static str {
        match self {
            Self::Numbers => "Marks",
            Self::Type => "Type",
            Self::MarkedWords => "Marked words",
            Self::Statement => "Statement",
            Self::Field(_, label) => label,
            Self::SetBy => "Status set by",
            Self::SetOn => "Status set on",
            Self::Evidence => "Evidence",
            Self::Sources => "Sources",
            Self::Answers => "Answered at marks",
            Self::Attempts => "Attempts",
            Self::Nearness => "Nearest response",
        }
    }

    fn words(&self, handout: &Handout, card: &Card) -> String {
        let first = numbers(handout, card.id).first().and_then(|number| handout.marks.get(number - 1));
        let status = first.and_then(|mark| mark.status.as_ref());
        match self {
            Self::Numbers => listed(numbers(handout, card.id)),
            Self::Type => capital(card.id.table().noun()),
            Self::MarkedWords => first.map(|mark| mark.quote.clone()).unwrap_or_default(),
            Self::Statement => card.heading.clone(),
            Self::Field("status", _) => {
                status.map_or_else(|| card.words("status").to_owned(), |status| status.label.clone())
            }
            Self::Field(name, _) => card.words(name).to_owned(),
            Self::SetBy => status.map(|status| status.by.clone()).unwrap_or_default(),
            Self::SetOn => status.map(|status| status.on.clone()).unwrap_or_default(),
            Self::Evidence => {
                let pieces: Vec<String> =
                    handout.evidence_of(card.id).map(|piece| evidence(handout, piece)).collect();
                pieces.join("\n")
            }
            Self::Sources => sources(handout, card),
            Self::Attempts => {
                let attempt = |part: &Card| {
                    let said: Vec<&str> = std::iter::once("").chain(dossier::said(part)).collect();
                    format!("{}{}", dossier::line(part), said.join("; "))
                };
                handout.parts_of(card.id).map(attempt).collect::<Vec<_>>().join("\n")
            }
            Self::Nearness => {
                let marks = numbers(handout, card.id).iter();
                let told = marks.filter_map(|number| {
                    let told = handout.marks.get(number - 1)?.nearness.as_ref()?;
                    Some(format!("{number}: {told}"))
                });
                told.collect::<Vec<_>>().join("\n")
            }
            Self::Answers => listed(handout.replies.get(&card.id).map_or(&[], Vec::as_slice)),
        }
    }
}

/// Writes a piece of evidence on one line: stance, source, place, excerpt.
fn evidence(handout: &Handout, piece: &Card) -> String {
    let source = piece.links("source").first().and_then(|source| handout.card(*source));
    let source = source.map_or("", |source| source.heading.as_str());
    let excerpt = piece.words("excerpt");
    let excerpt = if excerpt.is_empty() { String::new() } else { format!("“{excerpt}”") };
    let place = format!("{}{}", piece.place_kind(), piece.words("locator"));
    let rest = [source, &place, piece.words("calculation"), &excerpt];
    let rest: Vec<&str> = rest.into_iter().filter(|words| !words.is_empty()).collect();
    let stance = piece.words("stance");
    match (stance.is_empty(), rest.is_empty()) {
        (false, false) => format!("{stance}: {}", rest.join(", ")),
        _ => format!("{stance}{}", rest.join(", ")),
    }
}

/// Lists the addresses of the sources, each once.
fn sources(handout: &Handout, card: &Card) -> String {
    let mut shown: Vec<&str> = Vec::new();
    for source in
        handout.evidence_of(card.id).filter_map(|piece| handout.card(*piece.links("source").first()?))
    {
        let url = source.words("url");
        if !url.is_empty() && !shown.contains(&url) {
            shown.push(url);
        }
    }
    shown.join("\n")
}

fn listed(numbers: &[usize]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Makes a cell safe: line ends in one form, nothing unseen, and no formula.
pub fn cell(words: &str) -> String {
    let even = words.replace("\r\n", "\n").replace('\r', "\n");
    let shown = visible(&even);
    if starts_formula(words) || starts_formula(&shown) { format!("'{shown}") } else { shown.into_owned() }
}

/// Tells whether a spreadsheet may take a cell for a formula: by its first sign, also behind white space and signs
/// that cannot be seen.
pub fn starts_formula(cell: &str) -> bool {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    if cell.starts_with(['\t', '\r']) {
        return true;
    }
    let passed_over =
        |sign: char| sign.is_whitespace() || sign.is_control() || matches!(sign, '\u{FEFF}' | '\u{200B}');
    cell.trim_start_matches(passed_over).starts_with(SIGNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_is_text() {
        for formula in
            ["=1+1", "+1", "-1", "@A1", "\t=1", " =1", "\n=1", "\r=1", "＝1", "\tword", "\u{FEFF}=1"]
        {
            assert!(cell(formula).starts_with('\''), "{formula:?}");
        }
        for harmless in ["", "1=1", "word", " word", "“=1”", "'=1", "a\n=1"] {
            assert_eq!(cell(harmless), harmless);
        }
    }

    #[test]
    fn line_ends_in_a_cell_have_one_form() {
        assert_eq!(cell("a\r\nb\rc"), "a\nb\nc");
    }
}
