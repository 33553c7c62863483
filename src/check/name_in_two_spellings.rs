//! One name in two spellings within a text, without a card of the person. Knows spellings and what stands beside them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::name_variant::{distance, is_near};
use super::reading::name::{Name, names};
use super::{Check, Finding, Ground, Level, Reading, rule};
use crate::text::Range;

rule! {
    NameInTwoSpellings, "name-in-two-spellings", "W11", "One name in two spellings", Warning;
    what_it_finds: "Two names of a text that differ by a letter or two, where they stand for one person or place: behind the same \
        given name, before the same surname, or alone where nobody else has that name. The rarer spelling is pointed at. Of a \
        text with more than a dozen such names, as one that was read from a picture, they are hints.",
    why_it_matters: "A misspelt name makes readers doubt the rest, and it is somebody’s name. A text that has it in two ways has \
        it wrong in one.",
    example: "[claim: Gov. Andrew Cuomo spoke, and Cuomo left]. [claim: Then Andrew Coumo came back].",
    mended: "[claim: Gov. Andrew Cuomo spoke, and Cuomo left]. [claim: Then Andrew Cuomo came back].",
    what_to_do: "Look the name up where the person writes it, and write it so everywhere. If they are two people, give each a \
        card.",
}

/// From how many letters on a name is compared.
const SHORTEST: usize = 4;
/// From how many letters on one that stands alone is compared.
const LONG: usize = 5;

/// So many names in two spellings somebody may have mistyped in one text; where there are more it was read from a picture
/// or is a collection of texts, and they are hints.
const TYPED: usize = 12;

/// With how many given names of one family, in the order of the alphabet, each is compared: two that differ by a letter
/// stand near each other, and a long text stays quick.
const NEIGHBOURS: usize = 40;

/// What a text does with a name.
#[derive(Default)]
struct Use {
    count: usize,
    /// The given names before it, and how often each.
    givens: BTreeMap<String, usize>,
    /// How often it stands alone.
    alone: usize,
    places: Vec<Name>,
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let names = names(reading);
    let mut surnames: BTreeMap<&str, Use> = BTreeMap::new();
    let mut families: BTreeMap<&str, BTreeMap<&str, Vec<Name>>> = BTreeMap::new();
    for name in &names {
        let surname = name.surname(reading);
        let is_small = reading.is_ever_small(reading.word(name.end - 1));
        // “Exhibit-26” is another than “Exhibit-27”.
        let is_number = is_numeral(surname) || surname.contains(|letter: char| letter.is_numeric());
        if surname.chars().count() < SHORTEST || is_small || is_number {
            continue;
        }
        let known = surnames.entry(surname).or_default();
        known.count += 1;
        known.places.push(*name);
        match name.given(reading) {
            Some(given) => {
                *known.givens.entry(given.to_owned()).or_default() += 1;
                if !reading.is_ever_small(reading.word(name.first)) {
                    families.entry(surname).or_default().entry(given).or_default().push(*name);
                }
            }
            None => known.alone += 1,
        }
    }
    let mut twins = Vec::new();
    for (one, other) in near(&surnames) {
        let is_rarer = |one: &str, other: &str| {
            let (one, other) = (&surnames[one], &surnames[other]);
            // Of two that are met as often the later is the slip.
            (one.count, other.places[0].first) < (other.count, one.places[0].first)
        };
        let (rare, usual) = if is_rarer(one, other) { (one, other) } else { (other, one) };
        let (seldom, often) = (&surnames[rare], &surnames[usual]);
        if is_one(reading, (rare, seldom), (usual, often)) {
            let range = |name: &Name| reading.word(name.end - 1).range();
            twins.push(Twin::of(&seldom.places, &often.places, range));
        }
    }
    for givens in families.values() {
        let list: Vec<(&str, &Vec<Name>)> = givens.iter().map(|(given, places)| (*given, places)).collect();
        for (at, (one, here)) in list.iter().enumerate() {
            for (_, there) in
                list[at + 1..].iter().take(NEIGHBOURS).filter(|(other, _)| is_given_twice(one, other))
            {
                let is_first_rarer = (here.len(), there[0].first) < (there.len(), here[0].first);
                let (seldom, often) = if is_first_rarer { (here, there) } else { (there, here) };
                twins.push(Twin::of(seldom, often, |name| reading.span(name.first..name.end)));
            }
        }
    }
    let level = if twins.len() > TYPED { Level::Hint } else { rule.level() };
    let told = |twin: &Twin| {
        let words = |range: &Range| possessed(range.of(text).unwrap_or_default());
        let (right, count) = (words(&twin.usual), twin.count);
        let finding = |range: &Range| {
            let message = format!("“{}”, elsewhere “{right}” ({count} times).", words(range));
            Finding::on_words(rule, range.of(text).unwrap_or_default(), *range, message).weighing(level)
        };
        twin.slips.iter().map(finding).collect::<Vec<_>>()
    };
    twins.iter().flat_map(told).collect()
}

/// A name in a spelling that is rarer than another.
struct Twin {
    /// Where it stands.
    slips: Vec<Range>,
    /// Where the other stands first.
    usual: Range,
    /// How often the other is met.
    count: usize,
}

impl Twin {
    fn of(seldom: &[Name], often: &[Name], range: impl Fn(&Name) -> Range) -> Self {
        Self { slips: seldom.iter().map(&range).collect(), usual: range(&often[0]), count: often.len() }
    }
}

fn possessed(written: &str) -> &str {
    written.strip_suffix("’s").or_else(|| written.strip_suffix("'s")).unwrap_or(written)
}

/// Lists the pairs of names that differ by a letter: those that become the same when one letter is left out.
fn near<'a>(surnames: &BTreeMap<&'a str, Use>) -> BTreeSet<(&'a str, &'a str)> {
    let mut shortened: HashMap<String, Vec<&'a str>> = HashMap::new();
    for name in surnames.keys() {
        let mut forms: BTreeSet<String> = BTreeSet::from([(*name).to_owned()]);
        for (at, letter) in name.char_indices() {
            forms.insert(format!("{}{}", &name[..at], &name[at + letter.len_utf8()..]));
        }
        for form in forms {
            shortened.entry(form).or_default().push(name);
        }
    }
    let mut pairs = BTreeSet::new();
    for names in shortened.into_values().filter(|names| (2..12).contains(&names.len())) {
        for (at, one) in names.iter().enumerate() {
            for other in names[at + 1..].iter().filter(|other| **other != *one && distance(one, other) == 1) {
                pairs.insert(if one < other { (*one, *other) } else { (*other, *one) });
            }
        }
    }
    pairs
}

/// Tells whether two names that differ by a letter are one: what stands beside them says so.
fn is_one(reading: &Reading, (rare, seldom): (&str, &Use), (usual, often): (&str, &Use)) -> bool {
    if is_formed(reading, rare, usual) {
        return false;
    }
    if seldom.givens.keys().any(|given| often.givens.contains_key(given)) {
        return true;
    }
    // A text names a person in full once, and by the surname alone from there on.
    let is_named_once =
        seldom.count == 1 && !seldom.givens.is_empty() && often.givens.is_empty() && often.alone > 1;
    if !seldom.givens.is_empty() && !is_named_once {
        return false;
    }
    // Alone it stands for whoever has nearly that name, where the text has named the person in full.
    let letters = rare.chars().count().min(usual.chars().count());
    let is_same_head = rare.chars().next() == usual.chars().next();
    // “Osama” is another than “Obama”: of short names a letter that is changed is none that was mistyped.
    let is_slip = letters > LONG || rare.chars().count() != usual.chars().count() || is_turned(rare, usual);
    let is_known = often.count > 3 || (!often.givens.is_empty() && (often.count > 1 || letters > LONG + 1));
    letters >= LONG
        && is_slip
        && is_same_head
        && is_near(rare, usual)
        && seldom.count <= 2
        && (is_known || (is_named_once && letters > LONG))
}

/// Tells whether two names are one word in two forms: “Texas” and “Texans”, “Englishman” and “Englishmen”, “Korea” and
/// “Korean”. Of two names joined by a hyphen nobody makes another form.
fn is_formed(reading: &Reading, one: &str, other: &str) -> bool {
    const STEM: usize = 3;
    let Some(endings) = reading.wordbook.as_ref().map(|book| book.list("name-ending")) else { return false };
    let is_ending = |ending: &str| ending.is_empty() || endings.has(ending);
    let places = one.char_indices().map(|(at, _)| at).chain([one.len()]).skip(STEM);
    let is_common = |at: &usize| other.get(..*at) == one.get(..*at);
    let mut stems = places.take_while(is_common);
    !one.contains('-') && stems.any(|at| is_ending(&one[at..]) && is_ending(&other[at..]))
}

/// Tells whether a word is a Roman numeral: “XVII” is no slip of “XVIII”.
fn is_numeral(lower: &str) -> bool {
    const PARTS: [&str; 13] = ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"];
    let mut rest = lower;
    for part in PARTS {
        let most = if ["m", "c", "x", "i"].contains(&part) { 3 } else { 1 };
        for _ in 0..most {
            rest = rest.strip_prefix(part).unwrap_or(rest);
        }
    }
    rest.is_empty()
}

/// Tells whether two names have the same letters in another order.
fn is_turned(one: &str, other: &str) -> bool {
    let sorted = |name: &str| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

/// Tells whether two given names of one family are one name in two spellings.
fn is_given_twice(one: &str, other: &str) -> bool {
    let letters = one.chars().count().min(other.chars().count());
    let is_grown = one.starts_with(other) || other.starts_with(one);
    let is_same_head = one.chars().next() == other.chars().next();
    let apart = distance(one, other);
    let is_doubled = is_grown && one.len().abs_diff(other.len()) == 1 && letters >= 4;
    (!is_grown || is_doubled)
        && ((apart == 1 && (letters >= 4 || (is_same_head && letters >= 3)))
            || (apart == 2 && letters >= 6 && is_same_head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_told_from_names() {
        for numeral in ["viii", "xiii", "xvii", "xxiv", "mmxx"] {
            assert!(is_numeral(numeral), "{numeral}");
        }
        for name in ["clinton", "mill", "dill", "livia", "vick"] {
            assert!(!is_numeral(name), "{name}");
        }
    }
}
