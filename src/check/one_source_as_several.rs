//! “Sources say”, and there is one. Knows the phrases of the desk's list and what the marks there rest on.

use super::single_source::independence::{Support, support};
use super::{Check, Finding, Ground, rule, shortened};
use crate::text::Range;

rule! {
    OneSourceAsSeveral, "one-source-as-several", "W04", "One source given as several", Warning;
    what_it_finds: "A sentence that speaks of sources, in the plural, where the marked statement rests on one source, or on several \
        of one origin.",
    why_it_matters: "The plural promises readers that somebody else said the same. No agency lets its reporters write “sources” for \
        one, and it is the first thing asked when the story is denied.",
    example: "Sources said that the mayor [claim evidence=p.4: had left town].",
    mended: "Sources said that the mayor [claim evidence=p.4 second=Ledger: had left town].",
    what_to_do: "Write “a source”, with the description that was agreed on, or find the second one and attach it.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let sentences = &ground.reading.sentences;
    let hits: Vec<(Range, Range)> = ground
        .reading
        .hits("sources-in-the-plural")
        .map(|hit| (sentences[hit.sentence], ground.reading.span(hit.first..hit.end)))
        .collect();
    let mut found: Vec<Finding> = Vec::new();
    for (at, mark) in ground.marks_meeting(&hits.iter().map(|(sentence, _)| *sentence).collect::<Vec<_>>()) {
        let Some(record) = ground.project.annotations().get(&mark).and_then(|row| row.record) else {
            continue;
        };
        let Support { sources, independent } =
            support(ground.project, ground.outline, ground.vocabulary, record);
        let subject = record.to_string();
        if sources == 0 || independent > 1 || found.iter().any(|finding| finding.subject == subject) {
            continue;
        }
        let said = hits[at].1.of(ground.project.text()).unwrap_or_default();
        let rests =
            if sources == 1 { "one source".to_owned() } else { format!("{sources} sources of one origin") };
        let words = ground.words(record);
        let message = format!("The text says “{}”, and “{words}” rests on {rests}.", shortened(said));
        let finding = Finding::on_record(rule, ground, record, message);
        found.push(Finding { range: Some(hits[at].1), annotation: Some(mark), ..finding });
    }
    found
}
