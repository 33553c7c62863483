//! The article's text with its numbers, each paragraph followed by the entries of the marks that begin in it.
//!
//! Knows nothing of the rest of the report.

use super::legal::parts_of;
use super::line::{Break, Line, Start, address, block, within};
use super::{at, put, quoted, section};
use crate::export::segment::{cut, homes, hull, pieces};
use crate::export::wording::{day, doubt};
use crate::export::{Card, Handout, Mark, Stopped, Watch};
use crate::model::{Id, Table};
use crate::text::{Block, BlockKind, Range};

/// Writes the text with its marks.
pub(super) fn article(out: &mut String, handout: &Handout, watch: &Watch) -> Result<(), Stopped> {
    section(out, "The article, annotated", None);
    let text: &str = &handout.text;
    if text.trim().is_empty() {
        out.push_str("There is no text yet.\n");
        return Ok(());
    }
    let pieces = pieces(text, &handout.blocks);
    let bounds: Vec<Range> = pieces.iter().map(|piece| piece.range).collect();
    let ranges: Vec<&[Range]> = handout.marks.iter().map(|mark| mark.ranges.as_slice()).collect();
    let spans: Vec<Range> = ranges.iter().map(|ranges| hull(ranges)).collect();
    let homes = homes(&cut(&bounds, &ranges), &bounds, &spans);
    let numbers = Numbers::of(&bounds, &spans);
    for ((piece, marks), numbers) in pieces.iter().zip(&homes).zip(&numbers.0) {
        prose(out, text, *piece, numbers);
        for mark in marks.iter().filter_map(|mark| handout.marks.get(*mark)) {
            entry(out, handout, mark);
            watch.step()?;
        }
        if !marks.is_empty() {
            out.push('\n');
        }
    }
    Ok(())
}

/// The numbers that stand in each piece, with the byte behind which they stand, in order.
struct Numbers(Vec<Vec<(usize, usize)>>);

impl Numbers {
    /// Puts a mark's number behind its last word; behind a piece where that lies between two.
    fn of(bounds: &[Range], spans: &[Range]) -> Self {
        let mut numbers = vec![Vec::new(); bounds.len()];
        for (mark, span) in spans.iter().enumerate() {
            let piece = bounds.partition_point(|piece| piece.start < span.end).saturating_sub(1);
            if let (Some(numbers), Some(bound)) = (numbers.get_mut(piece), bounds.get(piece)) {
                numbers.push((span.end.clamp(bound.start, bound.end), mark + 1));
            }
        }
        for piece in &mut numbers {
            piece.sort_unstable();
        }
        Self(numbers)
    }
}

fn prose(out: &mut String, text: &str, piece: Block, numbers: &[(usize, usize)]) {
    let (before, breaks) = match piece.kind {
        BlockKind::Headline => ("### ", Break::Space),
        BlockKind::Subhead => ("#### ", Break::Space),
        BlockKind::Quotation => ("> ", Break::Line("> ")),
        BlockKind::ListItem => ("- ", Break::Line("  ")),
        BlockKind::Deck
        | BlockKind::Paragraph
        | BlockKind::TableRow
        | BlockKind::Caption
        | BlockKind::Note => ("", Break::Line("")),
    };
    let mut line = Line::new(Start::OfBlock, breaks);
    let mut from = piece.range.start;
    for (end, number) in numbers {
        let end = text.floor_char_boundary(*end).max(from);
        line.words(Range::new(from, end).of(text).unwrap_or_default());
        line.number(*number);
        from = end;
    }
    line.words(Range::new(from, piece.range.end).of(text).unwrap_or_default());
    put!(out, "{before}{}\n\n", line.done());
}

/// Writes one mark's entry: what is said of the words, where it stands, and what bears it out.
pub(super) fn entry(out: &mut String, handout: &Handout, mark: &Mark) {
    let number = mark.number.map_or_else(String::new, |number| format!("[{number}] "));
    put!(out, "* **{number}{}**", heading_words(&mark.label));
    let card = mark.record.and_then(|record| handout.card(record));
    let category = card.map_or("", |card| card.words("category"));
    if !category.is_empty() {
        put!(out, " · {}", within(category, "  "));
    }
    if let Some(status) = &mark.status {
        put!(out, " · {}", within(&status.label, "  "));
        if !status.by.is_empty() {
            put!(out, ", {}", within(&status.by, "  "));
        }
        if !status.on.is_empty() {
            put!(out, ", {}", within(&day(&status.on), "  "));
        }
    }
    out.push('\n');
    let state = doubt(mark.state);
    if !state.is_empty() {
        put!(out, "  - {state}\n");
    }
    if !mark.quote.is_empty() {
        put!(out, "  - {}\n", quoted(&mark.quote, "    "));
    }
    let first = mark.record.and_then(|record| handout.mentions.get(&record)).and_then(|marks| marks.first());
    if let Some(earlier) = first.filter(|first| Some(**first) != mark.number) {
        put!(out, "  - The same {} as mark {earlier}.\n", noun(mark.record));
        field(out, "Note", mark.card.words("note"));
        return;
    }
    if let Some(card) = card {
        record(out, handout, card, mark.nearness.as_deref());
        parts_of(out, handout, card, "  ");
    }
    let answered: Vec<usize> = mark
        .card
        .links("answers")
        .iter()
        .filter_map(|id| handout.mentions.get(id)?.first().copied())
        .collect();
    if !answered.is_empty() {
        put!(out, "  - Answers the allegation of {}.\n", at(&answered, "").replacen('M', "m", 1));
    }
    field(out, "Note", mark.card.words("note"));
    if let Some(card) = card {
        for piece in handout.evidence_of(card.id) {
            evidence(out, handout, piece);
        }
    }
}

/// Writes a kind's word so that it can stand in bold type.
fn heading_words(label: &str) -> String {
    let label = label.trim();
    within(if label.is_empty() { "Mark" } else { label }, "  ").replace("\\\n", " ")
}

fn noun(record: Option<Id>) -> &'static str {
    record.map_or("record", |record| record.table().noun())
}

fn field(out: &mut String, label: &str, words: &str) {
    if !words.is_empty() {
        put!(out, "  - *{label}:* {}\n", within(words, "    "));
    }
}

fn record(out: &mut String, handout: &Handout, card: &Card, near: Option<&str>) {
    let named = card.id.table().words_field();
    for shown in &card.fields {
        if !matches!(shown.name, "created" | "category" | "status") {
            let label = if Some(shown.name) == named && card.id.table() == Table::Quotation {
                "Words"
            } else {
                shown.label
            };
            field(out, label, &card.shown(shown));
        }
    }
    if card.id.table() == Table::Allegation {
        match handout.replies.get(&card.id).map(Vec::as_slice) {
            Some(marks @ [_, ..]) => {
                let told = near.map_or_else(String::new, |told| format!(": {told}"));
                put!(out, "  - Answered in the text at {}{told}.\n", at(marks, "").replacen('M', "m", 1));
            }
            _ if handout.workings.is_some() => {
                out.push_str("  - No answer to it is marked in the text.\n");
            }
            _ => {}
        }
    }
}

fn evidence(out: &mut String, handout: &Handout, piece: &Card) {
    let stance = piece.words("stance");
    put!(out, "  - *Evidence:*");
    if !stance.is_empty() {
        put!(out, " {},", within(stance, "    "));
    }
    if let Some(source) = piece.links("source").first() {
        if let Some(number) = handout.source_number(*source) {
            put!(out, " S{number}");
        }
        let title = handout.card(*source).map_or("", |card| card.heading.as_str());
        put!(out, " {}", within(title, "    "));
    }
    let locator = piece.words("locator");
    if !locator.is_empty() {
        put!(out, ", {}{}", within(&piece.place_kind(), "    "), address(locator, "    "));
    }
    while out.ends_with(',') {
        out.pop();
    }
    out.push('\n');
    if piece.sealed {
        out.push_str("    - Locator and excerpt are sealed.\n");
    }
    let excerpt = piece.words("excerpt");
    if !excerpt.is_empty() {
        put!(out, "    > {}\n", block(excerpt, "    > "));
    }
    for name in ["calculation", "comparison", "credibility", "note"] {
        if let Some(shown) = piece.fields.iter().find(|field| field.name == name) {
            put!(out, "    - *{}:* {}\n", shown.label, within(&shown.words, "      "));
        }
    }
}
