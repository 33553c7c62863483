//! What counsel needs first: allegations with what allows them and what the accused said, and whom queries go to.
//!
//! Knows nothing of the rest of the page but the anchors of marks.

use super::author::numbers;
use super::escape::Escaped;
use super::put;
use super::symbol::status;
use crate::export::dossier::{self, Part};
use crate::export::{Card, Handout};
use crate::model::Table;

/// Writes each allegation with its stage, basis, review and replies.
pub(super) fn allegations(handout: &Handout) -> String {
    let mut out = String::from("<div class=\"dossiers\">\n");
    for card in handout.placed(Table::Allegation) {
        let marks = handout.mentions.get(&card.id).map_or(&[][..], Vec::as_slice);
        put!(
            out,
            "<article class=\"entry\" aria-label=\"Allegation\">\n<p class=\"line\"><span class=\"at\">{}</span> ",
            numbers(marks)
        );
        if let Some(word) = marks
            .first()
            .and_then(|number| handout.marks.get(number - 1))
            .and_then(|mark| mark.status.as_ref())
        {
            status(&mut out, word);
        }
        let gist = if card.heading.is_empty() { "No gist yet" } else { &card.heading };
        put!(out, "</p>\n<p class=\"statement\" dir=\"auto\">{}</p>\n", Escaped(gist));
        for (heading, parts) in dossier::of(handout, card) {
            if parts.is_empty() {
                continue;
            }
            put!(out, "<h3 class=\"dossier\">{heading}</h3>\n<dl class=\"fields\">\n");
            for part in parts {
                let label = Escaped(&part.label).to_string();
                put!(out, "<div><dt>{label}</dt><dd dir=\"auto\">{}</dd></div>\n", words_of(&part));
            }
            out += "</dl>\n";
            if heading == dossier::REPLIES {
                parts_of(&mut out, handout, card);
            }
        }
        out += "</article>\n";
    }
    out + "</div>\n"
}

fn words_of(part: &Part) -> String {
    match part.mark {
        Some(number) => format!("{} {}", numbers(&[number]), Escaped(&part.words)),
        None => Escaped(&part.words).to_string(),
    }
}

/// Writes the attempts of an allegation or the messages of a query as a list; nothing where there are none.
pub(super) fn parts_of(out: &mut String, handout: &Handout, owner: &Card) {
    let mut parts = handout.parts_of(owner.id).peekable();
    if parts.peek().is_none() {
        return;
    }
    let label = if owner.id.table() == Table::Query { "Thread" } else { "Attempts" };
    put!(out, "<ol class=\"log\" aria-label=\"{label}\">\n");
    for part in parts {
        put!(out, "<li><span class=\"when\" dir=\"auto\">{}</span>", Escaped(&dossier::line(part)));
        for words in dossier::said(part) {
            put!(out, "<p class=\"note\" dir=\"auto\">{}</p>", Escaped(words));
        }
        *out += "</li>\n";
    }
    *out += "</ol>\n";
}

/// Writes the queries by whom they go to, each with its day and its thread.
pub(super) fn queries(handout: &Handout) -> String {
    let mut out = String::new();
    for (who, queries) in handout.queries_by_person() {
        put!(
            out,
            "<h3 dir=\"auto\">{} <span class=\"count\">{}</span></h3>\n<ul class=\"queries\">\n",
            Escaped(&who),
            queries.len()
        );
        for card in queries {
            let marks = handout.mentions.get(&card.id).map_or(&[][..], Vec::as_slice);
            out += "<li>";
            if !marks.is_empty() {
                put!(out, "<span class=\"at\">{}</span> ", numbers(marks));
            }
            let question = if card.heading.is_empty() { "No question yet" } else { &card.heading };
            put!(out, "<b dir=\"auto\">{}</b>", Escaped(question));
            for words in dossier::state_of_query(card) {
                put!(out, " <span class=\"reason\">{}</span>", Escaped(&words));
            }
            parts_of(&mut out, handout, card);
            for name in ["answer", "note"] {
                let Some(field) = card.fields.iter().find(|field| field.name == name) else { continue };
                put!(
                    out,
                    "<p class=\"note\" dir=\"auto\"><b>{}:</b> {}</p>",
                    Escaped(field.label),
                    Escaped(&field.words)
                );
            }
            out += "</li>\n";
        }
        out += "</ul>\n";
    }
    out
}

/// Writes the ratings of other people's claims, which are no statuses of ours.
pub(super) fn ratings(handout: &Handout, rated: &[&Card]) -> String {
    let mut out = String::from(
        "<p>How other people’s claims are rated, on the scale that stands behind each rating. What we say ourselves has a \
         status instead.</p>\n<table class=\"changes\">\n<thead><tr><th scope=\"col\">Mark</th><th scope=\"col\">Claim</th>\
         <th scope=\"col\">Rating</th><th scope=\"col\">Why</th></tr></thead>\n<tbody>\n",
    );
    for card in rated {
        let marks = handout.mentions.get(&card.id).map_or(&[][..], Vec::as_slice);
        let who = [card.words("claimant"), card.words("speaker")].concat();
        put!(out, "<tr><td data-head=\"Mark\">{}</td>", numbers(marks));
        put!(out, "<td data-head=\"Claim\" dir=\"auto\">{}", Escaped(&card.heading));
        if !who.is_empty() {
            put!(out, " <span class=\"small\">{}</span>", Escaped(&who));
        }
        put!(out, "</td><td data-head=\"Rating\">{}</td>", Escaped(card.words("rating")));
        put!(out, "<td data-head=\"Why\" dir=\"auto\">{}</td></tr>\n", Escaped(card.words("rating_reason")));
    }
    out + "</tbody>\n</table>\n"
}
