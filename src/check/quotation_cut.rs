//! A quotation that says something else because of what was left out. Knows what stands between its parts in the source.

use super::{Check, Finding, Ground, rule};
use crate::anchor::comparison::record::{Compared, of_evidence};
use crate::anchor::comparison::{Class, Segment};
use crate::model::vocabulary::Meaning;
use crate::text::Range;

rule! {
    QuotationCut, "quotation-cut", "W15", "Cut that may mislead", Warning;
    what_it_finds: "A quotation with an ellipsis or a bracket behind which a negation of the source is gone, an ellipsis that stands for \
        more than forty words, and parts that stand in another order in the source.",
    why_it_matters: "Dots and brackets promise that the sense was kept. A “not” that falls under them turns it round, and two sentences \
        from different minutes of a speech become a thought that nobody had.",
    example: "He said “[quote confirmed evidence=p.4 speaker=Clerk excerpt=\"I did on that day, and I swear it, not take money\": \
        I did … take money]” then.",
    mended: "He said “[quote confirmed evidence=p.4 speaker=Clerk excerpt=\"I did on that day, and I swear it, not take money\": \
        I did … not take money]” then.",
    what_to_do: "Read the passage in its source, and quote it so that the negation stays. Set distant parts as quotations of their own, \
        each with what it was said about.",
}

/// How many words an ellipsis may stand for.
const FAR: usize = 40;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let project = ground.project;
    let mut found = Vec::new();
    for (id, _) in project.quotations().iter().filter(|(_, quotation)| quotation.manner != "indirect") {
        let pieces = ground.outline.evidence(*id).iter().filter_map(|evidence| {
            let piece = project.evidence().get(evidence)?;
            let contradicts = ground.vocabulary.meaning("stance", &piece.stance) == Meaning::Contradicts;
            // Comparing takes a while: only what has signs of a cut is looked at.
            if contradicts || !is_cut(ground, *id) {
                return None;
            }
            let compared = of_evidence(project, ground.outline, *evidence)?;
            let is_sealed = piece.source.is_some_and(|source| ground.is_sealed(source));
            Some((compared, is_sealed))
        });
        let pieces: Vec<_> = pieces.collect();
        // One source that has the words as they stand is enough.
        let faults: Option<Vec<String>> =
            pieces.iter().map(|(compared, sealed)| fault(compared, *sealed)).collect();
        if let Some(fault) = faults.and_then(|faults| faults.into_iter().next()) {
            let message = format!("“{}”: {fault}.", ground.words(*id));
            found.push(Finding::on_record(rule, ground, *id, message));
        }
    }
    found
}

/// Tells whether a quotation has an ellipsis, a bracket, or several parts.
fn is_cut(ground: &Ground<'_>, quotation: crate::model::Id) -> bool {
    let has_signs =
        |words: &str| words.contains(['…', '[']) || words.contains("...") || words.contains(". . .");
    let entered = ground.project.quotations().get(&quotation).map_or("", |row| row.content.as_str());
    let first = ground.outline.mentions(quotation).first().and_then(|mark| ground.project.target(*mark));
    has_signs(entered) || first.is_some_and(|target| target.ranges.len() > 1 || has_signs(&target.quote))
}

fn fault(compared: &Compared, is_sealed: bool) -> Option<String> {
    let comparison = &compared.comparison;
    if !comparison.is_found {
        return None;
    }
    let told = |segment: &Segment, short: &str| {
        if is_sealed {
            short.to_owned()
        } else {
            let words = comparison.sentence(segment, &compared.content, &compared.source);
            let mut signs = words.chars();
            signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
        }
    };
    let hidden = comparison.segments.iter().find(|segment| segment.drops_negation);
    if let Some(segment) = hidden {
        return Some(told(segment, "what was left out of it holds a negation"));
    }
    let left_out =
        |range: Range| range.of(&compared.source).map_or(0, |words| words.split_whitespace().count());
    let mut ellipses = comparison.segments.iter().filter(|segment| segment.class == Class::Ellipsis);
    if let Some(segment) = ellipses.find(|segment| left_out(segment.source) > FAR) {
        return Some(format!("the ellipsis joins passages {} words apart", left_out(segment.source)));
    }
    comparison.is_reordered.then(|| "its parts stand in another order in the source".to_owned())
}
