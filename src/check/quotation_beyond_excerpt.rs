//! More is quoted than was noted down of the source. Knows both texts; whether the rest is right, nobody can tell here.

use super::{Check, Finding, Ground, rule, shortened};
use crate::anchor::comparison::Class;
use crate::anchor::comparison::record::of_evidence;
use crate::model::Id;
use crate::model::vocabulary::Meaning;
use crate::text::Range;

rule! {
    QuotationBeyondExcerpt, "quotation-beyond-excerpt", "W15", "Quotation longer than its excerpt", Warning;
    what_it_finds: "A quotation with words that no excerpt of its sources reaches: they stand before the first one or behind the last.",
    why_it_matters: "What stands beyond the excerpt was never compared with anything, and looks as checked as the rest.",
    example: "He said “[quote confirmed evidence=p.4 speaker=Clerk excerpt=\"I did not take any money\": I did not take any money from \
        the builders of the bridge]” then.",
    mended: "He said “[quote confirmed evidence=p.4 speaker=Clerk excerpt=\"I did not take any money from the builders of the bridge\": \
        I did not take any money from the builders of the bridge]” then.",
    what_to_do: "Go back to the source and take the whole passage into the excerpt.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let project = ground.project;
    let direct = project.quotations().keys().filter(|id| project.quotations()[id].manner != "indirect");
    direct
        .filter_map(|id| {
            let rest = rest(ground, *id)?;
            let message =
                format!("“{}” goes on beyond what was noted of its source: “{rest}”.", ground.words(*id));
            Some(Finding::on_record(rule, ground, *id, message))
        })
        .collect()
}

/// Returns the first words of a quotation that no excerpt reaches; nothing where there is none, or no excerpt. That words
/// differ is said by another rule.
fn rest(ground: &Ground<'_>, quotation: Id) -> Option<String> {
    let project = ground.project;
    let mut left: Option<(String, Vec<Range>)> = None;
    for evidence in ground.outline.evidence(quotation) {
        let Some(piece) = project.evidence().get(evidence) else { continue };
        if ground.vocabulary.meaning("stance", &piece.stance) == Meaning::Contradicts {
            continue;
        }
        let Some(compared) = of_evidence(project, ground.outline, *evidence) else { continue };
        if compared.comparison.is_grave() {
            continue;
        }
        let segments = compared.comparison.segments.iter().filter(|segment| segment.class == Class::Beyond);
        let beyond: Vec<Range> = segments.map(|segment| segment.content).collect();
        let both = match &left {
            Some((_, left)) => common(left, &beyond),
            None => beyond,
        };
        left = Some((compared.content, both));
    }
    let (content, left) = left?;
    let words = left.iter().filter_map(|range| range.of(&content));
    words.filter(|words| words.contains(char::is_alphanumeric)).map(shortened).next()
}

/// Returns what two lists of ranges, each in order, have in common.
fn common(one: &[Range], other: &[Range]) -> Vec<Range> {
    let shared = |one: &Range, other: &Range| {
        let (start, end) = (one.start.max(other.start), one.end.min(other.end));
        (start < end).then(|| Range::new(start, end))
    };
    one.iter().flat_map(|one| other.iter().filter_map(move |other| shared(one, other))).collect()
}
