//! What counsel needs first: allegations with what allows them and what the accused said, and whom queries go to.
//!
//! Knows nothing of how the text is set.

use super::line::{bold, within};
use super::{at, put, section};
use crate::export::dossier;
use crate::export::{Card, Handout};
use crate::model::Table;

/// Writes each allegation with its stage, basis, review and replies.
pub(super) fn allegations(out: &mut String, handout: &Handout) {
    let cards = handout.placed(Table::Allegation);
    section(out, "Allegations", Some(cards.len()));
    if cards.is_empty() {
        out.push_str("No allegation is marked.\n");
    }
    for card in cards {
        let marks = handout.mentions.get(&card.id).map_or(&[][..], Vec::as_slice);
        let gist = if card.heading.is_empty() { "No gist yet" } else { &card.heading };
        put!(out, "- {}: {}\n", at(marks, "Without a mark"), bold(gist));
        let status = marks.first().and_then(|number| handout.marks.get(number - 1)?.status.as_ref());
        if let Some(status) = status {
            put!(out, "  - *Status:* {}\n", within(&status.label, "    "));
        }
        for (heading, parts) in dossier::of(handout, card) {
            if parts.is_empty() {
                continue;
            }
            put!(out, "  - {heading}\n");
            for part in parts {
                let mark = part.mark.map_or_else(String::new, |number| format!(" {number}"));
                put!(out, "    - *{}{mark}:* {}\n", part.label, within(&part.words, "      "));
            }
            if heading == dossier::REPLIES {
                parts_of(out, handout, card, "    ");
            }
        }
    }
}

/// Writes the attempts of an allegation or the messages of a query, one an item.
pub(super) fn parts_of(out: &mut String, handout: &Handout, owner: &Card, indent: &str) {
    let label = if owner.id.table() == Table::Query { "Thread" } else { "Attempt" };
    let deeper = format!("{indent}  ");
    let deepest = format!("{indent}    ");
    for part in handout.parts_of(owner.id) {
        put!(out, "{indent}- *{label}:* {}\n", within(&dossier::line(part), &deeper));
        for words in dossier::said(part) {
            put!(out, "{deeper}- {}\n", super::line::block(words, &deepest));
        }
    }
}

/// Writes the queries by whom they go to, each with its day and its thread.
pub(super) fn queries(out: &mut String, handout: &Handout) {
    for (who, queries) in handout.queries_by_person() {
        put!(out, "### {} ({})\n\n", super::heading(&who), queries.len());
        for card in queries {
            let marks = handout.mentions.get(&card.id).map_or(&[][..], Vec::as_slice);
            let question = if card.heading.is_empty() { "No question yet" } else { &card.heading };
            put!(out, "- {}: {}", at(marks, "The whole article"), within(question, "  "));
            let state = dossier::state_of_query(card).join(", ");
            if !state.is_empty() {
                put!(out, " ({})", within(&state, "  "));
            }
            out.push('\n');
            parts_of(out, handout, card, "  ");
            for name in ["answer", "note"] {
                let Some(field) = card.fields.iter().find(|field| field.name == name) else { continue };
                put!(out, "  - *{}:* {}\n", field.label, within(&field.words, "    "));
            }
        }
        out.push('\n');
    }
}

/// Writes the ratings of other people's claims, which are no statuses of ours; nothing where there are none.
pub(super) fn ratings(out: &mut String, handout: &Handout) {
    let rated = handout.rated();
    if rated.is_empty() {
        return;
    }
    section(out, "Ratings of other people’s claims", Some(rated.len()));
    for card in rated {
        let marks = handout.mentions.get(&card.id).map_or(&[][..], Vec::as_slice);
        put!(out, "- {}: {}", at(marks, "Without a mark"), within(&card.heading, "  "));
        let who = [card.words("claimant"), card.words("speaker")].concat();
        if !who.is_empty() {
            put!(out, " ({})", within(&who, "  "));
        }
        put!(out, "\n  - *Rating:* {}\n", within(card.words("rating"), "    "));
        let why = card.words("rating_reason");
        if !why.is_empty() {
            put!(out, "  - *Why:* {}\n", within(why, "    "));
        }
    }
}
