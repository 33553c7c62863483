//! The same things counted twice, with two results. Knows which words stand beside the numbers, not what they mean.

use std::collections::{BTreeSet, HashMap};

use super::reading::quantity::{Measure, Quantity, shown};
use super::reading::{Reading, content, stem};
use super::{Check, Finding, Ground, rule};

rule! {
    OneQuantityTwoValues, "one-quantity-two-values", "W09", "One quantity, two values", Warning;
    what_it_finds: "“The 16 people arrested” where the text has said that 14 people were arrested: a number that points back at \
        things which were counted before, with the same word for what was done to them, and that no number before has.",
    why_it_matters: "One of the two is wrong, and the reader cannot tell which. It happens when a count is updated in one place \
        and not in the other.",
    example: "[claim: Police arrested 14 people on Monday]. [claim: The 16 people arrested were taken to court].",
    mended: "[claim: Police arrested 14 people on Monday]. [claim: The 14 people arrested were taken to court].",
    what_to_do: "Ask which count is the latest, and mend the other; where both are right, say what each of them counts.",
}

/// How many sentences a number points back at most.
const REACH: usize = 25;

struct Mention<'a> {
    quantity: &'a Quantity,
    noun: &'a str,
    /// The words beside it.
    beside: BTreeSet<&'a str>,
    /// Those that say which of the things are meant.
    qualifiers: BTreeSet<&'a str>,
    points_back: bool,
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut mentions: Vec<Mention<'_>> = Vec::new();
    for quantity in &reading.quantities {
        mentions.extend(mention(reading, quantity));
    }
    // By what is counted and by what was done, so that few are compared.
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, mention) in mentions.iter().enumerate() {
        by_word.entry(mention.noun).or_default().push(number);
    }
    let mut findings = Vec::new();
    for (number, later) in mentions.iter().enumerate().filter(|(_, mention)| mention.points_back) {
        let is_near = |at: &usize| later.quantity.sentence - mentions[*at].quantity.sentence <= REACH;
        let same = by_word.get(later.noun).map_or(&[][..], Vec::as_slice);
        let same = same[..same.partition_point(|at| *at < number)].iter().rev().copied().take_while(is_near);
        // “the 16 arrests” of “14 people were arrested”
        let is_bare = later.qualifiers.is_empty();
        let done = (number.saturating_sub(12)..number).rev().filter(|_| is_bare).take_while(is_near);
        let earlier = done.chain(same).map(|at| &mentions[at]).find(|earlier| {
            earlier.quantity.sentence < later.quantity.sentence
                && is_same(later, earlier)
                && !is_part(reading, later, earlier)
        });
        let is_known = mentions[..number].iter().rev().take(60).any(|earlier| {
            earlier.noun == later.noun && earlier.quantity.value.total_cmp(&later.quantity.value).is_eq()
        });
        let Some(earlier) = earlier.filter(|_| !is_known) else { continue };
        if earlier.quantity.value.total_cmp(&later.quantity.value).is_eq() || !earlier.quantity.is_exact() {
            continue;
        }
        let words = later.quantity.range.of(text).unwrap_or_default();
        let message = format!(
            "The text has said {} before (“{}”), here it says {}.",
            shown(earlier.quantity.value),
            around(reading, text, earlier.quantity),
            shown(later.quantity.value)
        );
        findings.push(Finding::on_words(rule, words, later.quantity.range, message));
    }
    findings
}

/// Returns a number with the words right behind it.
fn around<'a>(reading: &Reading, text: &'a str, quantity: &Quantity) -> &'a str {
    let line = reading.lines()[quantity.sentence].words();
    let end = (quantity.noun.map_or(quantity.end, |noun| noun + 1) + 2).min(line.end);
    let start = quantity.first.saturating_sub(1).max(line.start);
    reading.span(start..end.max(start + 1)).of(text).unwrap_or_default()
}

fn mention<'a>(reading: &'a Reading, quantity: &'a Quantity) -> Option<Mention<'a>> {
    let noun = quantity
        .noun
        .filter(|_| quantity.measure == Measure::Count && quantity.is_exact() && quantity.value >= 2.0)?;
    let line = reading.lines()[quantity.sentence].words();
    let lower = |at: usize| reading.lower(reading.word(at));
    let before = quantity.first.checked_sub(1).filter(|before| line.contains(before)).map(lower);
    let list =
        |name: &str, word: &str| reading.wordbook.as_ref().is_some_and(|book| book.list(name).has(word));
    if before.is_some_and(|word| list("further", word)) {
        return None;
    }
    let points_back =
        before.is_some_and(|word| list("definite", word)) && reading.word(quantity.first).follows_closely;
    // What stands between number and noun, and up to four words behind it: “the 4 stores that will close”.
    let behind = (noun + 1..line.end.min(noun + 6)).take_while(|at| reading.word(*at).follows_closely);
    let qualifiers = (quantity.end..noun)
        .chain(behind)
        .filter(|at| super::reading::is_content(reading, *at))
        .map(|at| stem(lower(at)))
        .collect();
    Some(Mention {
        quantity,
        noun: stem(lower(noun)),
        beside: content(reading, quantity.sentence, quantity.first, 12),
        qualifiers,
        points_back,
    })
}

/// Tells whether two mentions count the same: the same things with the same done to them, or what was done itself.
fn is_same(later: &Mention<'_>, earlier: &Mention<'_>) -> bool {
    if later.noun == earlier.noun {
        return later.qualifiers.iter().any(|word| earlier.beside.contains(word));
    }
    later.qualifiers.is_empty() && earlier.qualifiers.contains(later.noun)
}

/// Tells whether a smaller number is of some of the things: what stands behind it says which (“the two people arrested on
/// Tuesday” of “14 people were arrested on Monday”).
fn is_part(reading: &Reading, later: &Mention<'_>, earlier: &Mention<'_>) -> bool {
    if later.quantity.value > earlier.quantity.value {
        return false;
    }
    let line = reading.lines()[later.quantity.sentence].words();
    let end = (later.quantity.end + 8).min(line.end);
    let is_told = |at: usize| reading.is_in("weekday", at) || reading.is_in("month", at);
    let names_day = (later.quantity.end..end).any(|at| reading.word(at).is_capitalised && is_told(at));
    let is_further = later
        .quantity
        .noun
        .is_some_and(|noun| (later.quantity.end..noun).any(|at| reading.is_in("further", at)));
    let is_other = later.qualifiers.iter().any(|word| !earlier.beside.contains(word));
    names_day || is_further || is_other
}
