//! Somebody who gives no name gives an opinion. Knows phrases for unnamed sources, and what is marked as opinion.

use super::{Check, Finding, Ground, rule, shortened};
use crate::model::vocabulary::{KindMeaning, Meaning, StatusMeaning};
use crate::text::Range;

rule! {
    UnnamedOpinion, "unnamed-opinion", "W06", "Opinion of an unnamed source", Warning;
    what_it_finds: "Words marked as opinion in a sentence that attributes them to a source without a name; also a record that is \
        “not a fact” and rests on an unnamed source.",
    why_it_matters: "A name is withheld to protect somebody who knows a fact. Judgement from behind a curtain is an attack that nobody \
        answers for: most desks refuse it.",
    example: "The mayor is [opinion: the worst boss in town], said a person familiar with the office.",
    mended: "The mayor is [opinion: the worst boss in town], said the head of the union.",
    what_to_do: "Find somebody who says it under their name, or leave the opinion out and keep the facts.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (project, text) = (ground.project, ground.project.text());
    let sentences = &ground.reading.sentences;
    let hits: Vec<(Range, Range)> = ground
        .reading
        .hits("unnamed-source")
        .map(|hit| (sentences[hit.sentence], ground.reading.span(hit.first..hit.end)))
        .collect();
    let places: Vec<Range> = hits.iter().map(|(sentence, _)| *sentence).collect();
    let mut found: Vec<Finding> = Vec::new();
    for (at, mark) in ground.marks_meeting(&places) {
        let Some(row) = project.annotations().get(&mark) else { continue };
        let is_opinion = ground.vocabulary.meaning_of_kind(&row.kind) == Some(KindMeaning::Opinion);
        let Some(mention) = ground.outline.placed(mark).filter(|_| is_opinion) else { continue };
        let words = mention.span.of(text).unwrap_or_default();
        if found.iter().any(|finding| finding.annotation == Some(mark)) {
            continue;
        }
        let who = shortened(hits[at].1.of(text).unwrap_or_default());
        let message =
            format!("“{}” is opinion, and the text gives no name with it: “{who}”.", shortened(words));
        let finding = Finding::on_words(rule, words, mention.span, message);
        found.push(Finding { annotation: Some(mark), ..finding });
    }
    let records = project.claims().iter().map(|(id, row)| (*id, row.status.as_ref()));
    let records = records.chain(project.quotations().iter().map(|(id, row)| (*id, row.status.as_ref())));
    let no_facts =
        records.filter(|(_, status)| ground.vocabulary.meaning_of_status(*status) == StatusMeaning::NotAFact);
    found.extend(no_facts.filter_map(|(id, _)| {
        let mut sources =
            ground.outline.evidence(id).iter().filter_map(|piece| project.evidence().get(piece)?.source);
        let is_unnamed = |source| {
            let naming = project.sources().get(&source).map_or("", |source| source.naming.as_str());
            ground.vocabulary.meaning("naming", naming) == Meaning::Unnamed
        };
        sources.any(is_unnamed).then(|| {
            let message = format!("“{}” is not a fact, and its source gives no name.", ground.words(id));
            Finding::on_record(rule, ground, id, message)
        })
    }));
    found
}
