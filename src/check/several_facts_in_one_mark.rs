//! One claim's mark on several facts. Reads marks; knows no word of any language.

use super::{Check, Finding, Ground, rule};
use crate::text::counted;

rule! {
    SeveralFactsInOneMark, "several-facts-in-one-mark", "H02", "Several facts in one mark", Hint;
    what_it_finds: "A claim whose mark runs over two or more sentences, holds statements parted by a semicolon, or three or more \
        figures.",
    why_it_matters: "Each fact can be wrong by itself and rests on evidence of its own. Under one mark they share one status, and \
        the one that nobody looked at is confirmed along with the others.",
    example: "[claim: The hall has 40 rooms, 3 lifts and 120 windows].",
    mended: "[claim: The hall has 40 rooms], [claim: 3 lifts] and [claim: 120 windows].",
    what_to_do: "Split the claim into one for each fact (Record, Split); where they can only be checked together, waive this.",
}

/// How many figures are taken for several facts.
const FIGURES: usize = 3;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let text = ground.project.text();
    let sentences = &ground.reading.sentences;
    ground
        .project
        .claims()
        .keys()
        .filter_map(|claim| {
            let mark = ground.outline.mentions(*claim).first()?;
            let ranges = &ground.project.target(*mark)?.ranges;
            let span = ground.outline.placed(*mark)?.span;
            let from = sentences.partition_point(|sentence| sentence.end <= span.start);
            let met = sentences[from..].iter().take_while(|sentence| sentence.start < span.end);
            let met = met.filter(|sentence| ranges.iter().any(|range| range.overlaps(**sentence))).count();
            let words: Vec<&str> = ranges.iter().filter_map(|range| range.of(text)).collect();
            let figures = words.iter().flat_map(|words| words.split_whitespace());
            let figures = figures.filter(|word| word.contains(|sign: char| sign.is_ascii_digit())).count();
            let what = if met > 1 {
                counted(met, "sentence", "sentences")
            } else if words.iter().any(|words| words.contains("; ")) {
                "statements parted by a semicolon".to_owned()
            } else if figures >= FIGURES {
                counted(figures, "figure", "figures")
            } else {
                return None;
            };
            let message = format!("“{}”: one claim on {what}.", ground.words(*claim));
            Some(Finding::on_record(rule, ground, *claim, message))
        })
        .collect()
}
