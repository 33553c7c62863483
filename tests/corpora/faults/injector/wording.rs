//! Faults of wording.

use redpencil::text::Range;

use super::{Altered, Chance, Injector};

/// Puts words between a subject and what follows, in the place of one of some words of the article.
fn swapped(text: &str, old: &[&str], new: &[&str], chance: &mut Chance) -> Option<Altered> {
    let word = *chance.pick(old)?;
    let places: Vec<usize> = text.match_indices(word).map(|(at, _)| at).collect();
    let at = *chance.pick(&places)?;
    let words = *chance.pick(new)?;
    Some(Altered::replaced(text, Range::new(at, at + word.len()), words))
}

/// Words that a reader's browser shows above an old article, taken over into the text.
pub(super) const NOTICE: Injector = Injector {
    rule: "outdated-notice",
    fault: "a notice that the article is old",
    floor: 60,
    alter: |text, chance| {
        let notices = [
            "This article is archived and may be outdated.",
            "This story is more than five years old and some information may no longer be current.",
            "This article was last updated in 2012 and its content may be out of date.",
        ];
        Altered::added(text, chance.pick(&notices)?, &mut *chance)
    },
};

/// Two hedges on one verb.
pub(super) const HEDGES: Injector = Injector {
    rule: "stacked-hedges",
    fault: "two hedges",
    floor: 60,
    alter: |text, chance| {
        let old = &[" would ", " will ", " could ", " might ", " may "];
        let new = &[
            " may possibly ",
            " could potentially ",
            " might perhaps ",
            " may conceivably ",
            " might possibly ",
            " reportedly could ",
            " allegedly may ",
            " perhaps might ",
            " could apparently ",
        ];
        swapped(text, old, new, chance)
    },
};

/// Somebody with a name becomes critics.
pub(super) const WEASEL: Injector = Injector {
    rule: "weasel-attribution",
    fault: "critics say, it is believed",
    floor: 80,
    alter: |text, chance| {
        let heads = [
            "Critics say ",
            "Some say ",
            "Many believe ",
            "It is widely believed that ",
            "Experts say ",
            "Observers believe that ",
            "Sources said ",
            "Some observers argue that ",
            "Reportedly, ",
            "It is said that ",
            "Several insiders claim ",
            "Many people think ",
            "According to critics, ",
        ];
        let rest = [
            "the plan will fail.",
            "the numbers do not add up.",
            "nobody read the bill.",
            "the park is unsafe at night.",
        ];
        let sentence = format!("{}{}", chance.pick(&heads)?, chance.pick(&rest)?);
        Altered::added(text, &sentence, chance)
    },
};

/// Something becomes the first or the largest.
pub(super) const RECORD: Injector = Injector {
    rule: "superlative-without-evidence",
    fault: "a record without evidence",
    floor: 85,
    alter: |text, chance| {
        let sentences = [
            "It was the first time in history that this happened.",
            "The move is unprecedented.",
            "It is the largest in the world.",
            "The city is home to the nation's oldest harbor.",
            "No other state has ever done so.",
            "It was the most expensive project of all time.",
            "She was the only woman in the room.",
            "The town always pays its debts.",
            "Sales hit an all-time high.",
            "It was the worst storm ever recorded.",
            "He became the youngest mayor in the country.",
            "The firm broke the record for losses.",
        ];
        let sentence = *chance.pick(&sentences)?;
        Altered::added(text, sentence, chance)
    },
};

/// What came after becomes what came of it.
pub(super) const CAUSE: Injector = Injector {
    rule: "cause-without-evidence",
    fault: "a cause without evidence",
    floor: 75,
    alter: |text, chance| {
        let old = &[" after ", " followed ", " amid ", " before "];
        let new = &[
            " because of ",
            " due to ",
            " as a result of ",
            " triggered by ",
            " caused by ",
            " thanks to ",
            " sparked by ",
        ];
        swapped(text, old, new, chance)
    },
};
