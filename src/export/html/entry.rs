//! One mark's entry: what is said of the words, where it stands, and what bears it out.
//!
//! Knows nothing of where on the page the entry comes to stand.

use super::author::numbers;
use super::escape::{Address, Escaped};
use super::legal::parts_of;
use super::put;
use super::symbol::{hue, status};
use crate::export::wording::doubt;
use crate::export::{Card, Handout, Mark};
use crate::model::vocabulary::KindMeaning;
use crate::model::{Id, Table};

/// Writes the entry of a mark that stands in the text.
pub(super) fn entry(out: &mut String, handout: &Handout, mark: &Mark) {
    let Some(number) = mark.number else { return };
    let first = mark.record.and_then(|record| handout.mentions.get(&record)).and_then(|marks| marks.first());
    let quiet = if mark.meaning == Some(KindMeaning::NoCheck) { " quiet" } else { "" };
    put!(
        out,
        "<article class=\"entry {}{quiet}\" id=\"m{number}\" aria-label=\"Mark {number}: {}\">\n",
        hue(&mark.hue),
        Escaped(&mark.label)
    );
    put!(
        out,
        "<p class=\"line\"><a class=\"no\" href=\"#t{number}\" aria-label=\"Mark {number}, back to the text\">{number}</a> "
    );
    summary(out, handout, mark);
    if let Some(earlier) = first.filter(|first| **first != number) {
        if handout.marks.get(earlier - 1).is_none_or(|first| first.quote != mark.quote) {
            quote(out, mark);
        }
        put!(
            out,
            "<p class=\"again\">The same {} as mark <a href=\"#m{earlier}\">{earlier}</a>.</p>\n",
            noun(mark.record)
        );
        note(out, mark);
        *out += "</article>\n";
        return;
    }
    quote(out, mark);
    body(out, handout, mark);
    *out += "</article>\n";
}

/// Writes the entries of marks that stand nowhere in the text.
pub(super) fn lost(handout: &Handout, lost: &[Mark]) -> String {
    let mut out = String::from("<div class=\"notes\">\n");
    for mark in lost {
        put!(
            out,
            "<article class=\"entry {}\" aria-label=\"{} without a place\">\n<p class=\"line\">",
            hue(&mark.hue),
            Escaped(&mark.label)
        );
        summary(&mut out, handout, mark);
        quote(&mut out, mark);
        let first =
            mark.record.and_then(|record| handout.mentions.get(&record)).and_then(|marks| marks.first());
        if let Some(number) = first {
            put!(
                out,
                "<p class=\"again\">The same {} as mark <a href=\"#m{number}\">{number}</a>.</p>\n",
                noun(mark.record)
            );
            note(&mut out, mark);
        } else {
            body(&mut out, handout, mark);
        }
        out += "</article>\n";
    }
    out + "</div>\n"
}

fn noun(record: Option<Id>) -> &'static str {
    record.map_or("record", |record| record.table().noun())
}

/// Writes kind, category and status, and whether the words stand as they were marked.
fn summary(out: &mut String, handout: &Handout, mark: &Mark) {
    put!(out, "<span class=\"kind\">{}</span>", Escaped(&mark.label));
    let card = mark.record.and_then(|record| handout.card(record));
    let category = card.map_or("", |card| card.words("category"));
    if !category.is_empty() {
        put!(out, " <span class=\"category\">{}</span>", Escaped(category));
    }
    if let Some(word) = &mark.status {
        *out += " ";
        status(out, word);
    }
    *out += "</p>\n";
    let state = doubt(mark.state);
    if !state.is_empty() {
        put!(out, "<p class=\"look\">{state}</p>\n");
    }
}

fn quote(out: &mut String, mark: &Mark) {
    if !mark.quote.is_empty() {
        put!(out, "<p class=\"quote\" dir=\"auto\"><q>{}</q></p>\n", Escaped(&mark.quote));
    }
}

/// Tells whether two texts are the same words but for quotation marks and stops at their ends.
fn same_words(left: &str, right: &str) -> bool {
    let bare = |text: &str| text.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned();
    bare(left) == bare(right)
}

/// Writes the record: its statement, its fields, its evidence.
fn body(out: &mut String, handout: &Handout, mark: &Mark) {
    let card = mark.record.and_then(|record| handout.card(record));
    if let Some(card) = card {
        // A quotation's words that are those of the text need not be said twice.
        if !card.heading.is_empty() && !same_words(&card.heading, &mark.quote) {
            put!(out, "<p class=\"statement\" dir=\"auto\">{}</p>\n", Escaped(&card.heading));
        }
        fields(out, card);
        replies(out, handout, card, mark);
        parts_of(out, handout, card);
    }
    let answered = mark.card.links("answers");
    if !answered.is_empty() {
        let marks: Vec<usize> =
            answered.iter().filter_map(|id| handout.mentions.get(id)?.first().copied()).collect();
        if !marks.is_empty() {
            put!(out, "<p class=\"again\">Answers the allegation of mark {}.</p>\n", numbers(&marks));
        }
    }
    note(out, mark);
    if let Some(card) = card {
        evidence(out, handout, card);
    }
}

fn note(out: &mut String, mark: &Mark) {
    let note = mark.card.words("note");
    if !note.is_empty() {
        put!(out, "<p class=\"note\" dir=\"auto\">{}</p>\n", Escaped(note));
    }
}

/// Writes the fields that are filled and have no place of their own, as their table has them.
pub(super) fn other_fields(out: &mut String, card: &Card, placed: impl Fn(&str) -> bool) {
    let mut rest =
        card.fields.iter().filter(|field| !placed(field.name) && !field.words.is_empty()).peekable();
    if rest.peek().is_none() {
        return;
    }
    *out += "<dl class=\"fields\">\n";
    for field in rest {
        put!(
            out,
            "<div><dt>{}</dt><dd dir=\"auto\">{}</dd></div>\n",
            Escaped(field.label),
            Escaped(&card.shown(field))
        );
    }
    *out += "</dl>\n";
}

/// Writes every field that has no place of its own, as its table has them.
fn fields(out: &mut String, card: &Card) {
    let placed = |name: &str| {
        matches!(name, "created" | "statement" | "content" | "gist" | "question" | "category" | "status")
    };
    other_fields(out, card, placed);
}

fn replies(out: &mut String, handout: &Handout, card: &Card, mark: &Mark) {
    if card.id.table() != Table::Allegation {
        return;
    }
    match handout.replies.get(&card.id).map(Vec::as_slice) {
        Some(marks @ [_, ..]) => {
            put!(out, "<p class=\"again\">Answered in the text at mark {}", numbers(marks));
            if let Some(told) = &mark.nearness {
                put!(out, ": {}", Escaped(told));
            }
            *out += ".</p>\n";
        }
        _ if handout.workings.is_some() => {
            *out += "<p class=\"look\">No answer to it is marked in the text.</p>\n";
        }
        _ => {}
    }
}

fn evidence(out: &mut String, handout: &Handout, card: &Card) {
    let mut pieces = handout.evidence_of(card.id).peekable();
    if pieces.peek().is_none() {
        return;
    }
    *out += "<ul class=\"evidence\" aria-label=\"Evidence\">\n";
    for piece in pieces {
        *out += "<li>";
        let stance = piece.words("stance");
        if !stance.is_empty() {
            put!(out, "<span class=\"stance\">{}</span> ", Escaped(stance));
        }
        if let Some(source) = piece.links("source").first() {
            let title = handout.card(*source).map_or("", |card| card.heading.as_str());
            if let Some(number) = handout.source_number(*source) {
                put!(
                    out,
                    "<a class=\"cite\" href=\"#s{number}\" dir=\"auto\"><span class=\"sno\">S{number}</span> {}</a>",
                    Escaped(title)
                );
            } else {
                put!(out, "<span class=\"cite\" dir=\"auto\">{}</span>", Escaped(title));
            }
        }
        let locator = piece.words("locator");
        if !locator.is_empty() {
            put!(
                out,
                "<span class=\"locator\" dir=\"auto\">{}{}</span>",
                Escaped(&piece.place_kind()),
                Locator(locator)
            );
        }
        if piece.sealed {
            *out += "<p class=\"look\">Locator and excerpt are sealed.</p>";
        }
        let excerpt = piece.words("excerpt");
        if !excerpt.is_empty() {
            put!(out, "<blockquote dir=\"auto\">{}</blockquote>", Escaped(excerpt));
        }
        for name in ["calculation", "comparison", "credibility", "note"] {
            if let Some(field) = piece.fields.iter().find(|field| field.name == name) {
                put!(
                    out,
                    "<p class=\"small\" dir=\"auto\"><b>{}</b> {}</p>",
                    Escaped(field.label),
                    Escaped(&field.words)
                );
            }
        }
        *out += "</li>\n";
    }
    *out += "</ul>\n";
}

/// A locator: a page or time in words, or an address with a fragment.
struct Locator<'a>(&'a str);

impl std::fmt::Display for Locator<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match super::escape::safe_link(self.0) {
            Some(_) => Address(self.0).fmt(out),
            None => Escaped(self.0).fmt(out),
        }
    }
}
