//! A title or a party that a text gives one person in two ways, without a card. Knows lists of titles and parties.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::reading::Reading;
use super::reading::name::{bare, names};
use super::{Check, Finding, Ground, rule};
use crate::text::Range;

rule! {
    TitleOrPartyChanges, "title-or-party-changes", "W11", "Title or party that changes", Warning;
    what_it_finds: "A person who is a senator at one place of the text and a representative at another, or a Democrat here and a \
        Republican there: titles right before the name, parties right before it or behind it. “Former” and “then” \
        are nothing to find; where two people of the text have the name, only full names are compared.",
    why_it_matters: "Offices and parties are mixed up in editing. Readers of that district see it at once, and one of the two \
        mentions is wrong.",
    example: "[claim: Sen. Kirsten Gillibrand spoke]. [claim: Rep. Gillibrand left].",
    mended: "[claim: Sen. Kirsten Gillibrand spoke]. [claim: Sen. Gillibrand left].",
    what_to_do: "Look up the office and the party on the day of publication; if they changed, say when.",
}

/// What a text says of a person at one place.
struct Said<'a> {
    given: Option<&'a str>,
    /// The office or the party.
    what: &'a str,
    is_party: bool,
    range: Range,
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut people: BTreeMap<&str, (Vec<Said<'_>>, BTreeSet<&str>)> = BTreeMap::new();
    for name in names(reading) {
        // “The Democratic National Committee” is nobody's name.
        if name.end - name.first == 1 && reading.is_ever_small(reading.word(name.first)) {
            continue;
        }
        let (said, givens) = people.entry(name.surname(reading)).or_default();
        let given = name.given(reading);
        givens.extend(given);
        let words = reading.lines()[name.sentence].words();
        let place = Place { reading, text, words, sentence: name.sentence };
        let whole = reading.span(name.first..name.end);
        if let Some((what, first)) = place.office_before(name.first) {
            said.push(Said { given, what, is_party: false, range: reading.word(first).range().hull(whole) });
        }
        if let Some((what, range)) = place.party_before(name.first).or_else(|| place.party_behind(name.end)) {
            said.push(Said { given, what, is_party: true, range: range.hull(whole) });
        }
    }
    let mut findings = Vec::new();
    for (said, givens) in people.values() {
        // Where the text has one person of the name, a mention without a given name is of that one.
        let is_only = givens.len() < 2;
        let mut known: HashMap<(Option<&str>, bool), Vec<&Said<'_>>> = HashMap::new();
        let mut told: HashSet<(&str, bool)> = HashSet::new();
        for later in said {
            let given = if is_only { None } else { later.given };
            let known = known.entry((given, later.is_party)).or_default();
            let is_named = is_only || later.given.is_some();
            let earlier = known.iter().find(|earlier| is_named && earlier.what != later.what).copied();
            // The first change is told; what is said after it follows one or the other.
            let is_told = !told.insert((later.what, later.is_party));
            // There are few offices: the first mention of each is enough.
            if known.iter().all(|earlier| earlier.what != later.what) {
                known.push(later);
            }
            if let Some(earlier) = earlier.filter(|_| !is_told) {
                let words = later.range.of(text).unwrap_or_default();
                let message =
                    format!("“{words}”, elsewhere “{}”.", earlier.range.of(text).unwrap_or_default());
                findings.push(Finding::on_words(rule, words, later.range, message));
            }
        }
    }
    findings
}

struct Place<'a> {
    reading: &'a Reading,
    text: &'a str,
    words: std::ops::Range<usize>,
    sentence: usize,
}

impl<'a> Place<'a> {
    fn lower(&self, at: usize) -> &'a str {
        if self.words.contains(&at) { bare(self.reading.lower(self.reading.word(at))) } else { "" }
    }

    fn is_in(&self, list: &str, at: usize) -> bool {
        self.words.contains(&at)
            && self.reading.wordbook.as_ref().is_some_and(|book| book.list(list).has(self.lower(at)))
    }

    fn gap(&self, at: usize) -> &'a str {
        if at <= self.words.start || at >= self.words.end {
            return "\n";
        }
        let (before, here) = (self.reading.word(at - 1).range(), self.reading.word(at).range());
        Range::new(before.end, here.start).of(self.text).unwrap_or("\n")
    }

    /// Returns the office right before a name, and its first word.
    fn office_before(&self, name: usize) -> Option<(&'a str, usize)> {
        let hit = self.reading.hits_in("office", self.sentence).find(|hit| hit.end == name)?;
        let is_title = matches!(self.gap(name), " " | ". ") && self.reading.word(hit.first).is_capitalised;
        let before = hit.first.checked_sub(1).unwrap_or(usize::MAX);
        let is_otherwise = self.is_in("office-otherwise", before)
            && self.gap(hit.first).trim_matches(['-', '.', ' ']).is_empty();
        (is_title && !is_otherwise).then_some((hit.phrase.note.as_str(), hit.first))
    }

    /// Returns the party right before a name, a title between them aside: “Republican Sen. Jane Doe”.
    fn party_before(&self, name: usize) -> Option<(&'a str, Range)> {
        let title = self.reading.hits_in("office", self.sentence).find(|hit| hit.end == name);
        let first = title.map_or(name, |hit| hit.first);
        let hit = self.reading.hits_in("party", self.sentence).find(|hit| hit.end == first)?;
        let is_beside = self.gap(first) == " " && self.reading.word(hit.first).is_capitalised;
        is_beside.then(|| (hit.phrase.note.as_str(), self.reading.span(hit.first..hit.end)))
    }

    /// Returns the party right behind a name: “(D-N.Y.)”, “, D-N.Y.”, “, a Democrat,”, “, the Ohio Republican”.
    fn party_behind(&self, end: usize) -> Option<(&'a str, Range)> {
        let letter = self.lower(end);
        let sign = self.gap(end);
        if matches!(sign, " (" | ", ") {
            let letter = letter.split('-').next().unwrap_or_default();
            let is_alone = self.lower(end).contains('-') || sign == " (";
            let known = self.reading.wordbook.as_ref()?.lists.get("party-letter")?;
            let phrase = known.phrases.iter().find(|phrase| phrase.written == letter);
            if let Some(phrase) = phrase.filter(|_| is_alone && self.reading.word(end).is_capitalised) {
                return Some((phrase.note.as_str(), self.reading.word(end).range()));
            }
        }
        if sign != ", " || !self.is_in("party-article", end) {
            return None;
        }
        let hit = self
            .reading
            .hits_in("party", self.sentence)
            .find(|hit| hit.first > end && hit.first <= end + 3)?;
        let behind = &self.text[self.reading.word(hit.end - 1).range().end..];
        let is_noun = behind.starts_with([',', '.', ')', ';']) || self.is_in("party-behind", hit.end);
        let is_close = (end + 1..=hit.first).all(|at| self.gap(at) == " ");
        (is_noun && is_close).then(|| (hit.phrase.note.as_str(), self.reading.span(hit.first..hit.end)))
    }
}
