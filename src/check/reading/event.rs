//! The years in which a text says that something happened: births, deaths, charges, foundings. Knows lists and years.

use super::Reading;
use super::quantity::Measure;
use crate::text::Range;

/// Something that happened in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// What the list says of it: its story and its place in it (“life 1” for a birth).
    pub story: &'a str,
    /// Its place in the story.
    pub step: u8,
    /// The year.
    pub year: i16,
    /// The bytes from the word to the year.
    pub range: Range,
    /// The number of the word.
    pub word: usize,
}

/// A year that a sentence names, alone or in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedYear {
    /// The year.
    pub year: i16,
    /// The first word of the day, or the year itself.
    pub first: usize,
    /// The bytes of the year, or of the day that it belongs to.
    pub range: Range,
}

/// Lists the years that a sentence names, in order.
pub fn years(reading: &Reading, sentence: usize) -> Vec<NamedYear> {
    let alone = reading.quantities_in(sentence).iter().filter(|quantity| quantity.measure == Measure::Year);
    let alone = alone.map(|quantity| NamedYear {
        year: quantity.value as i16,
        first: quantity.first,
        range: quantity.range,
    });
    let days = reading.days_in(sentence).iter();
    let of_days =
        days.filter_map(|day| Some(NamedYear { year: day.year?, first: day.first, range: day.range }));
    let mut years: Vec<NamedYear> = alone.chain(of_days).collect();
    years.sort_by_key(|year| year.first);
    years
}

/// Lists what a sentence says to have happened in a year: the next year behind the word, before any other event.
pub fn events(reading: &Reading, sentence: usize) -> Vec<Event<'_>> {
    const REACH: usize = 8;
    let years = years(reading, sentence);
    let hits: Vec<_> = reading.hits_in("event", sentence).collect();
    let mut events = Vec::new();
    for (number, hit) in hits.iter().enumerate() {
        let next = hits.get(number + 1).map_or(usize::MAX, |next| next.first);
        let year = years.iter().find(|year| year.first >= hit.end && year.first < next.min(hit.end + REACH));
        let told =
            hit.phrase.note.split_once(' ').and_then(|(story, step)| Some((story, step.parse().ok()?)));
        if let (Some(year), Some((story, step))) = (year, told) {
            let range = reading.word(hit.first).range().hull(year.range);
            events.push(Event { story, step, year: year.year, range, word: hit.first });
        }
    }
    events
}

/// Tells whether a sentence goes on with the person or thing of the one before: it begins with “he”, or names the same.
pub fn goes_on(reading: &Reading, before: usize, sentence: usize) -> bool {
    let (one, two) = (&reading.lines()[before], &reading.lines()[sentence]);
    if one.block != two.block {
        return false;
    }
    let first = two.words().start;
    let list = |name: &str, at: usize| {
        two.words().contains(&at)
            && reading
                .wordbook
                .as_ref()
                .is_some_and(|book| book.list(name).has(reading.lower(reading.word(at))))
    };
    (first..first + 10).any(|at| list("pronoun", at))
}
