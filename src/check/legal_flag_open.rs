//! Counsel was to look at something, and has not. Knows what was recorded of the review, not the law.

use super::{Check, Finding, Ground, Marked, rule, shortened};
use crate::model::Id;
use crate::model::vocabulary::{KindMeaning, Meaning};
use crate::text::Range;

rule! {
    LegalFlagOpen, "legal-flag-open", "B13", "Legal flag open", Blocking;
    what_it_finds: "A legal flag in the text, and an allegation for which a legal review was requested, while nothing says that \
        counsel cleared it. A flag is cleared by an allegation at the same words whose review is done, or by an answered \
        or resolved query to counsel there; else by a waiver with what counsel said.",
    why_it_matters: "Whoever set the flag thought that these words could cost the newsroom a case. Printed without an answer they \
        show that somebody knew, which is worse than not to have thought of it.",
    example: "He [legal: pocketed the money].",
    mended: "He [legal: pocketed the [query to=counsel state=resolved: money]].",
    what_to_do: "Ask counsel, and enter the answer: on the allegation's card under legal review, or in the query's thread. Where the \
        words may go as they are without either, waive it with counsel's name and reason.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (project, outline) = (ground.project, ground.outline);
    let spans = |record: Id| -> Vec<Range> {
        outline.mentions(record).iter().filter_map(|mark| Some(outline.placed(*mark)?.span)).collect()
    };
    let reviewed =
        project.allegations().iter().filter(|(_, row)| review(ground, &row.legal_review) == Meaning::Closed);
    let answered = project.queries().iter().filter(|(_, query)| {
        ground.vocabulary.meaning("addressee", &query.to) == Meaning::Counsel
            && ground.vocabulary.meaning("query", &query.state) == Meaning::Closed
    });
    let cleared = reviewed.map(|(id, _)| *id).chain(answered.map(|(id, _)| *id));
    let cleared = Marked::of_ranges(cleared.flat_map(spans).collect());

    let mut found = Vec::new();
    for mark in outline.marks.iter().filter(|mark| !cleared.meets(mark.span)) {
        let Some(row) = project.annotations().get(&mark.id) else { continue };
        if ground.vocabulary.meaning_of_kind(&row.kind) != Some(KindMeaning::LegalFlag) {
            continue;
        }
        let words = mark.span.of(project.text()).unwrap_or_default();
        let note = match row.note.trim() {
            "" => String::new(),
            note => format!(" ({})", shortened(note)),
        };
        let message =
            format!("A legal flag stands on “{}”{note}, and nobody has cleared it.", shortened(words));
        let finding = Finding::on_words(rule, words, mark.span, message);
        found.push(Finding { annotation: Some(mark.id), subject: mark.id.to_string(), ..finding });
    }
    let waiting =
        project.allegations().iter().filter(|(_, row)| review(ground, &row.legal_review) == Meaning::Open);
    found.extend(waiting.map(|(id, row)| {
        let state = ground.vocabulary.label("legal", &row.legal_review).to_lowercase();
        let message = format!("“{}”: legal review {state}, and no answer is recorded.", ground.words(*id));
        Finding::on_record(rule, ground, *id, message)
    }));
    found
}

fn review(ground: &Ground<'_>, state: &str) -> Meaning {
    ground.vocabulary.meaning("legal", state)
}
