//! A judgement marked as a claim, or a fact marked as an opinion. Knows no word of any language.

use super::{Check, Finding, Ground, Level, rule};
use crate::model::vocabulary::KindMeaning;
use crate::text::Range;

rule! {
    OpinionAndClaimConfused, "opinion-and-claim-confused", "H04", "Opinion and claim confused", Hint;
    what_it_finds: "A claim's mark on words that judge (“disgraceful”, “should”, “fortunately”), where nobody else is said to judge so; \
        and an opinion's mark on a figure or on words of accusation.",
    why_it_matters: "An opinion cannot be confirmed, and a fact does not become free because it stands in a commentary: what an \
        opinion says of facts has to be right.",
    example: "[claim: The plan is disgraceful].",
    mended: "[opinion: The plan is disgraceful].",
    what_to_do: "Change the kind of the mark, or put the fact under a claim's mark of its own.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let reading = ground.reading;
    let mut findings = Vec::new();
    let of_kind = |wanted: KindMeaning| -> Vec<(crate::model::Id, Range)> {
        let marks = ground.outline.marks.iter().filter(|mark| {
            let annotation = ground.project.annotations().get(&mark.id);
            annotation.and_then(|annotation| ground.vocabulary.meaning_of_kind(&annotation.kind))
                == Some(wanted)
        });
        marks.map(|mark| (mark.id, mark.span)).collect()
    };
    for (wanted, list) in [(KindMeaning::Claim, "opinion"), (KindMeaning::Opinion, "accusation")] {
        let marks = of_kind(wanted);
        if marks.is_empty() {
            continue;
        }
        let met: Vec<(Range, usize)> =
            reading.wording(list).map(|hit| (reading.span(hit.first..hit.end), hit.sentence)).collect();
        for (mark, span) in marks {
            let from = met.partition_point(|(range, _)| range.end <= span.start);
            let Some((range, sentence)) = met.get(from).copied().filter(|(range, _)| range.overlaps(span))
            else {
                continue;
            };
            let words = range.of(ground.project.text()).unwrap_or_default();
            let message = match wanted {
                KindMeaning::Claim if reading.has("opinion-voice", sentence) => continue,
                KindMeaning::Claim => format!("“{words}” judges, and is marked as a claim."),
                _ => format!("“{words}” is a matter of fact, and is marked as an opinion."),
            };
            let whole = span.of(ground.project.text()).unwrap_or_default();
            let finding = Finding::on_words_in(rule, whole, words, range, message);
            findings.push(Finding { annotation: Some(mark), ..finding }.weighing(Level::Hint));
        }
    }
    findings
}
