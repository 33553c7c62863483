//! Events in years that turn their order round: convicted before charged, dead before born. Knows the order from a list.

use super::reading::event::{Event, events, goes_on};
use super::{Check, Finding, Ground, rule};
use crate::text::Range;

rule! {
    EventsOutOfOrder, "events-out-of-order", "W08", "Events out of order", Warning;
    what_it_finds: "Two events of one story in years of the wrong order: a conviction before the charge, a death before the \
        birth, a divorce before the wedding. What a text tells in the order of the years may be a second case, and is left \
        alone.",
    why_it_matters: "One of the two years is wrong, and in the story of a case each of them may matter in court.",
    example: "[claim: He was charged in 2012 and convicted in 2010].",
    mended: "[claim: He was charged in 2010 and convicted in 2012].",
    what_to_do: "Look up both days in the record of the case, the register or the source.",
}

/// The step of a life between birth and death.
const LIVED: u8 = 5;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut findings = Vec::new();
    let mut before: Vec<Event<'_>> = Vec::new();
    for sentence in 0..reading.lines().len() {
        let here = events(reading, sentence);
        let is_again = reading.hits_in("again", sentence).next().is_some();
        let goes_on = sentence.checked_sub(1).is_some_and(|last| goes_on(reading, last, sentence));
        let known: Vec<Event<'_>> =
            before.iter().copied().filter(|_| goes_on).chain(here.iter().copied()).collect();
        let fault = known.iter().enumerate().find_map(|(at, one)| {
            let later = known[at + 1..].iter().filter(|two| here.contains(two));
            later
                .clone()
                .find(|two| {
                    let is_after = after(ground, sentence, *one, **two);
                    let is_close = here.contains(one) && is_of_one(ground, *one, **two);
                    is_turned(*one, **two, is_again, is_after, is_close)
                })
                .map(|two| (*one, *two))
        });
        if let Some((one, two)) = fault {
            let (first, last) = if one.step < two.step { (one, two) } else { (two, one) };
            let range = if one.range.start >= reading.lines()[sentence].range.start {
                one.range.hull(two.range)
            } else {
                two.range
            };
            let said = |event: Event<'_>| {
                Range::new(event.range.start, event.range.end).of(text).unwrap_or_default()
            };
            let message = format!("“{}” would be before “{}”.", said(last), said(first));
            findings.push(Finding::on_words(rule, range.of(text).unwrap_or_default(), range, message));
        }
        before = here;
    }
    findings
}

/// Tells whether the years of two events, in the order of the text, turn round the order of their story.
fn is_turned(one: Event<'_>, two: Event<'_>, is_again: bool, is_after: bool, is_close: bool) -> bool {
    if one.story != two.story || one.step == two.step || is_again {
        return false;
    }
    // What people do in their lives is only after their birth, told first: “their son was born in 1962, and she had
    // graduated in 1958” are two people.
    if one.story == "life" && [one.step, two.step].contains(&LIVED) {
        return one.step == 1 && is_close && two.year < one.year;
    }
    let (first, last) = if one.step < two.step { (one, two) } else { (two, one) };
    let is_once = matches!(one.story, "life" | "firm" | "site");
    // “released in 2001, arrested in 2010” is a new case: the text goes on with the years.
    let goes_on = one.year <= two.year && one.step > two.step;
    last.year < first.year && (is_once || !goes_on || is_after)
}

/// Tells whether “after” stands between two events of a sentence.
fn after(ground: &Ground<'_>, sentence: usize, one: Event<'_>, two: Event<'_>) -> bool {
    ground.reading.hits_in("after", sentence).any(|hit| hit.first > one.word && hit.first < two.word)
}

/// Tells whether two events of a sentence happened to one: nobody else is named between them.
fn is_of_one(ground: &Ground<'_>, one: Event<'_>, two: Event<'_>) -> bool {
    let reading = ground.reading;
    let is_person = |at: usize| reading.is_in("person-pronoun", at) || reading.is_of_name(at);
    !(one.word + 1..two.word).any(is_person)
}
