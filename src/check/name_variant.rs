//! A name that is spelt otherwise than on the person's card. Knows spellings, no language but that names have capitals.

use std::collections::{BTreeMap, BTreeSet};

use super::same_person_twice::twin::even;
use super::unmarked_sentence::word::{Word, words};
use super::{Check, Finding, Ground, rule, shortened};
use crate::model::{Id, Person};
use crate::text::Range;

rule! {
    NameVariant, "name-variant", "W11", "Name in another spelling", Warning;
    what_it_finds: "A spelling that a person's card lists as wrong; a given name of the card before a surname that differs \
        from the card's by a letter or two; and a word that differs so from a long surname which the text writes right \
        elsewhere, where it stands for the person alone.",
    why_it_matters: "A wrong name is the mistake that readers see first and that somebody takes personally. Checked once \
        against a source, it only has to be the same everywhere.",
    example: "“[quote speaker=\"Jane Robertson\": I ran],” Robertson said. Jane Roberston won.",
    mended: "“[quote speaker=\"Jane Robertson\": I ran],” Robertson said. Jane Robertson won.",
    what_to_do: "Write the name as the card has it. If the text is right, mend the card; if it is somebody else, give that \
        person a card, or list the spelling among the other names.",
}

/// From how many letters on a surname that stands alone is compared, with one letter's difference.
const LONG: usize = 6;
/// From how many letters on two letters may differ.
const LONGER: usize = 9;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let known = Known::of(ground);
    if known.people.is_empty() {
        return Vec::new();
    }
    let text = ground.project.text();
    let lines: Vec<(Range, Vec<Word>)> = ground
        .reading
        .sentences
        .iter()
        .filter_map(|sentence| Some((*sentence, words(sentence.of(text)?))))
        .collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    let mut small: BTreeSet<&str> = BTreeSet::new();
    for word in lines.iter().flat_map(|(_, words)| words) {
        *uses.entry(bare(&word.lower)).or_default() += usize::from(word.is_capitalised);
        if !word.is_capitalised {
            small.insert(bare(&word.lower));
        }
    }
    let mut findings = wrong(rule, ground);
    for (sentence, words) in &lines {
        for (at, word) in words.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| &words[at]).filter(|_| word.follows_closely);
            let after = words.get(at + 1).filter(|next| next.follows_closely);
            let Some(person) = known.meant(word, before, after, &uses, &small) else { continue };
            let range = Range::new(sentence.start + word.range.start, sentence.start + word.range.end);
            if findings.iter().any(|finding| finding.range.is_some_and(|there| there.overlaps(range))) {
                continue;
            }
            let spelt = range.of(text).unwrap_or_default();
            let message = format!(
                "“{spelt}” is spelt otherwise than on the card of {}.",
                shortened(&ground.project.name_of(person))
            );
            findings.push(on_person(Finding::on_words(rule, spelt, range, message), person));
        }
    }
    findings
}

fn on_person(finding: Finding, person: Id) -> Finding {
    Finding { record: Some(person), ..finding }
}

/// Finds the spellings that cards list as wrong, as whole words and with their capitals.
fn wrong(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let text = ground.project.text();
    let joins = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let mut findings = Vec::new();
    for (id, person) in ground.project.people() {
        for spelling in person.misspellings.iter().map(|spelling| spelling.trim()).filter(|s| !s.is_empty()) {
            for (at, found) in text.match_indices(spelling) {
                let end = at + found.len();
                if joins(text[..at].chars().next_back()) || joins(text[end..].chars().next()) {
                    continue;
                }
                let range = Range::new(at, end);
                let message = format!(
                    "“{spelling}” is listed as wrong: the card has {}.",
                    shortened(&ground.project.name_of(*id))
                );
                findings.push(on_person(Finding::on_words(rule, spelling, range, message), *id));
            }
        }
    }
    findings
}

/// A surname with the given names before it.
struct Name {
    id: Id,
    given: Vec<String>,
    surname: String,
}

/// The names on all cards.
struct Known {
    people: Vec<Name>,
    /// Every word of every name.
    words: BTreeSet<String>,
}

impl Known {
    fn of(ground: &Ground<'_>) -> Self {
        let mut known = Self { people: Vec::new(), words: BTreeSet::new() };
        for (id, person) in ground.project.people() {
            known.words.extend(names(person).flat_map(words).map(|word| bare(&word.lower).to_owned()));
            let mut all: Vec<String> = words(&person.name).into_iter().map(|word| word.lower).collect();
            let suffix =
                all.last().is_some_and(|last| matches!(last.as_str(), "jr" | "sr" | "ii" | "iii" | "iv"));
            all.truncate(all.len() - usize::from(suffix));
            if let Some(surname) = all.pop().filter(|surname| !all.is_empty() && surname.chars().count() > 3)
            {
                known.people.push(Name { id: *id, given: all, surname });
            }
        }
        known
    }

    /// Returns the person whose surname a word misspells.
    fn meant(
        &self,
        word: &Word,
        before: Option<&Word>,
        after: Option<&Word>,
        uses: &BTreeMap<&str, usize>,
        small: &BTreeSet<&str>,
    ) -> Option<Id> {
        let written = bare(&word.lower);
        let length = written.chars().count();
        if !word.is_capitalised || word.is_address || length < 4 || self.words.contains(written) {
            return None;
        }
        let is_name = |word: Option<&Word>| word.is_some_and(|word| word.is_capitalised);
        let near = self.people.iter().filter(|name| is_near(written, &name.surname));
        near.into_iter()
            .find(|name| {
                let is_theirs = before.is_some_and(|before| name.given.contains(&before.lower));
                // Alone it may be somebody else, or a word: no more often than the right spelling, never small, beside no
                // other name, and not at the beginning of a sentence.
                let right = uses.get(name.surname.as_str()).copied().unwrap_or(0);
                let here = uses.get(written).copied().unwrap_or(0);
                let is_alone = before.is_some() && !is_name(before) && !is_name(after);
                is_theirs
                    || (length >= LONG
                        && is_alone
                        && right >= here
                        && !small.contains(written)
                        && !is_grown(written, &name.surname))
            })
            .map(|name| name.id)
    }
}

fn names(person: &Person) -> impl Iterator<Item = &str> {
    person.aliases.iter().chain([&person.name]).map(String::as_str)
}

/// Leaves the English possessive aside.
fn bare(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word)
}

/// Tells whether one is the other with an ending: “Robertsons”, “Clintonite”.
fn is_grown(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// Tells whether two spellings differ by so little that one is likely meant for the other.
pub(super) fn is_near(one: &str, other: &str) -> bool {
    let (one, other) = (even(one), even(other));
    if one == other || one.chars().next() != other.chars().next() {
        return false;
    }
    // The families of two brothers, not a slip.
    if one == format!("{other}s") || other == format!("{one}s") || one == format!("{other}es") {
        return false;
    }
    let longest = one.chars().count().max(other.chars().count());
    let most = if longest >= LONGER { 2 } else { 1 };
    distance(&one, &other) <= most
}

/// Counts the letters to put in, leave out, change or swap with their neighbour (optimal string alignment).
pub(super) fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 2 {
        return usize::MAX;
    }
    let mut rows: [Vec<usize>; 3] = [Vec::new(), (0..=other.len()).collect(), Vec::new()];
    for (at, letter) in one.iter().enumerate() {
        let mut row = vec![at + 1];
        for (to, theirs) in other.iter().enumerate() {
            let change = rows[1][to] + usize::from(letter != theirs);
            let mut least = change.min(rows[1][to + 1] + 1).min(row[to] + 1);
            if at > 0 && to > 0 && *letter == other[to - 1] && one[at - 1] == *theirs {
                least = least.min(rows[0][to - 1] + 1);
            }
            row.push(least);
        }
        rows = [std::mem::take(&mut rows[1]), row, Vec::new()];
    }
    rows[1].last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{dispatch, fixture};
    use crate::model::{Slot, Value};
    use crate::session::Action;

    fn found(text: &str) -> Vec<String> {
        let made = fixture(text);
        found_in(made.session.project())
    }

    fn found_in(project: &crate::model::Project) -> Vec<String> {
        let rulebook = crate::check::Rulebook::shipped();
        let reading = crate::check::Reading::of(project, &rulebook);
        let (outline, vocabulary) = (crate::model::Outline::of(project), crate::fixture::vocabulary());
        let ground = Ground {
            project,
            outline: &outline,
            vocabulary: &vocabulary,
            reading: &reading,
            rulebook: &rulebook,
            today: jiff::civil::date(2026, 11, 22),
        };
        let findings = NameVariant.find(&ground);
        findings.iter().map(|finding| finding.range.unwrap().of(project.text()).unwrap().to_owned()).collect()
    }

    #[test]
    fn letters_that_are_swapped_or_missing_are_found_with_the_given_name_and_alone() {
        assert_eq!(found("[quote speaker=\"Andrew Cuomo\": No], he said. Andrew Coumo left."), ["Coumo"]);
        assert_eq!(
            found("[quote speaker=\"Jane Robertson\": No], Robertson said, but then Roberston’s aide left."),
            ["Roberston’s"]
        );
    }

    #[test]
    fn families_other_people_and_words_are_left_alone() {
        for text in [
            "[quote speaker=\"Hillary Clinton\": No], Clinton said. Then the Clintons left.",
            "[quote speaker=\"Hillary Clinton\": No], Clinton said. Then Bill Clifton left.",
            "[quote speaker=\"James Woods\": No], Woods said. Words fail him.",
            "[quote speaker=\"Jane Robertson\": No], Robertson said. Mr. Robertsen Smith left.",
            "[quote speaker=\"Jane Baker\": No], Baker said. A banker left, and Maker.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_a_card_lists_as_wrong_is_found_as_a_whole_word() {
        let mut made = fixture("[quote speaker=\"Kathy Hochul\": No]. Then Hockul left with the Hockulites.");
        let person = *made.session.project().people().keys().next().unwrap();
        let slot = Slot { record: person, field: "misspellings" };
        dispatch(&mut made.session, Action::Set { slot, value: Value::Names(vec!["Hockul".into()]) });
        assert_eq!(found_in(made.session.project()), ["Hockul"]);
    }

    #[test]
    fn letters_are_counted_as_typists_slip() {
        assert_eq!(distance("robertson", "roberston"), 1);
        assert_eq!(distance("cuomo", "cuomo"), 0);
        assert_eq!(distance("cuomo", "como"), 1);
        assert_eq!(distance("abc", "ca"), 3);
    }
}
