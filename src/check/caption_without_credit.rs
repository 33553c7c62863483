//! A picture, and nobody is said to have taken it. Knows phrases for credits of the desk's list.

use super::{Check, Finding, Ground, rule, shortened};
use crate::text::BlockKind;

rule! {
    CaptionWithoutCredit, "caption-without-credit", "W18", "Caption without a credit", Hint;
    what_it_finds: "A caption that says nowhere whose picture it is: no agency, no “photo”, no “courtesy of”, no ©.",
    why_it_matters: "Who took a picture decides whether it may be printed, and whom to ask what it shows. A picture from nowhere is one \
        that nobody traced.",
    example: "! [claim confirmed evidence=p.4: The mayor at the bridge].",
    mended: "! [claim confirmed evidence=p.4: The mayor at the bridge]. Photo: Jane Doe",
    what_to_do: "Find out where the picture comes from and set the credit; where credits are set elsewhere, waive it for all captions.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let text = ground.project.text();
    if ground.reading.wordbook.is_none() {
        return Vec::new();
    }
    let mut credited = vec![false; ground.reading.blocks.len()];
    for hit in ground.reading.hits("picture-credit") {
        credited[ground.reading.lines()[hit.sentence].block] = true;
    }
    let blocks = ground.reading.blocks.iter().enumerate();
    let captions = blocks.filter(|(at, block)| block.kind == BlockKind::Caption && !credited[*at]);
    captions
        .filter_map(|(at, block)| {
            let words = block.range.of(text).filter(|words| words.contains(char::is_alphanumeric))?;
            // The credit may stand in a line of its own below.
            let below = ground.reading.blocks.get(at + 1);
            let is_credited = below.is_some_and(|below| {
                matches!(below.kind, BlockKind::Caption | BlockKind::Note) && credited[at + 1]
            });
            if is_credited || words.contains('©') {
                return None;
            }
            let message = format!("The caption “{}” does not say whose picture it is.", shortened(words));
            Some(Finding::on_words(rule, words, block.range, message))
        })
        .collect()
}
