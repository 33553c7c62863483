//! The days that an article names: month and day, with weekday and year where they are said. Knows no clock, and does not
//! judge whether the calendar has such a day.

use super::Reading;
use crate::text::Range;

/// A day as the article names it, possible or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedDay {
    /// The year, where it is said.
    pub year: Option<i16>,
    /// The month from 1; beyond 12 where figures say so.
    pub month: u8,
    /// The day of the month; nothing where only a month is named.
    pub day: Option<u8>,
    /// The other way to read a day in figures: month and day.
    pub otherwise: Option<(u8, u8)>,
    /// The weekday from 1 for Monday, and the words that say it.
    pub weekday: Option<(u8, Range)>,
    /// The bytes, the weekday left aside.
    pub range: Range,
    /// The number of the sentence.
    pub sentence: usize,
    /// The first word, the weekday left aside.
    pub first: usize,
    /// The word behind the last, the weekday left aside.
    pub end: usize,
}

impl NamedDay {
    /// Returns the bytes with the weekday.
    pub fn whole(&self) -> Range {
        self.weekday.map_or(self.range, |(_, weekday)| self.range.hull(weekday))
    }
}

/// Reads the days of an article.
pub fn read(reading: &Reading, text: &str) -> Vec<NamedDay> {
    let mut days: Vec<NamedDay> = Vec::new();
    for hit in reading.hits("month") {
        let Ok(month) = hit.phrase.note.parse() else { continue };
        let is_taken = days.last().is_some_and(|last| last.end > hit.first);
        if !is_taken && reading.word(hit.first).is_capitalised {
            let look = Look { reading, text, words: reading.lines()[hit.sentence].words() };
            days.extend(look.by_month(hit.first, month, hit.sentence));
        }
    }
    for (sentence, line) in reading.lines().iter().enumerate() {
        let look = Look { reading, text, words: line.words() };
        days.extend(line.words().filter_map(|at| look.in_figures(at, sentence)));
    }
    days.sort_by_key(|day| day.first);
    for day in &mut days {
        let look = Look { reading, text, words: reading.lines()[day.sentence].words() };
        day.weekday = look.weekday(day);
    }
    days
}

struct Look<'a> {
    reading: &'a Reading,
    text: &'a str,
    words: std::ops::Range<usize>,
}

impl Look<'_> {
    /// Returns what stands between a word and the one before it, without white space.
    fn gap(&self, at: usize) -> Option<&str> {
        if at <= self.words.start || at >= self.words.end {
            return None;
        }
        let (before, here) = (self.reading.word(at - 1).range(), self.reading.word(at).range());
        Range::new(before.end, here.start).of(self.text).map(str::trim)
    }

    fn lower(&self, at: usize) -> &str {
        if self.words.contains(&at) { self.reading.lower(self.reading.word(at)) } else { "" }
    }

    fn by_month(&self, at: usize, month: u8, sentence: usize) -> Option<NamedDay> {
        let (mut first, mut end) = (at, at + 1);
        let mut day = None;
        // “March 12”, “Sept. 12”, “March 12-15”
        if self.gap(at + 1).is_some_and(|gap| matches!(gap, "" | ".")) {
            day = day_of_month(self.lower(at + 1));
            end += usize::from(day.is_some());
        }
        // “12 March”, “the 12th of March”
        if day.is_none() && self.gap(at).is_some_and(str::is_empty) {
            let is_of = self.lower(at - 1) == "of" && self.gap(at - 1).is_some_and(str::is_empty);
            let before = if is_of { at - 2 } else { at - 1 };
            let written = self.lower(before);
            let is_figure = !is_of || written.ends_with(char::is_alphabetic);
            day = day_of_month(written).filter(|_| is_figure && before >= self.words.start);
            first = if day.is_some() { before } else { at };
        }
        let year = self
            .gap(end)
            .filter(|gap| matches!(*gap, "" | "," | "." | ".,") || (day.is_none() && *gap == "of"))
            .and_then(|_| year(self.lower(end)));
        // “March 12, 2,000 people”: a year has no comma, and nothing that it counts.
        end += usize::from(year.is_some());
        if day.is_none() && year.is_none() {
            return None;
        }
        let range = self.reading.span(first..end);
        Some(NamedDay { year, month, day, otherwise: None, weekday: None, range, sentence, first, end })
    }

    /// Reads “2021-03-12”, “03/12/2021”, “12.03.2021”.
    fn in_figures(&self, at: usize, sentence: usize) -> Option<NamedDay> {
        let word = self.reading.word(at);
        let written = self.lower(at);
        if word.is_address || !written.starts_with(|sign: char| sign.is_ascii_digit()) {
            return None;
        }
        let sign = written.find(['/', '-', '.'])?;
        let sign = written.as_bytes()[sign] as char;
        let parts: Vec<&str> = written.split(sign).collect();
        let [one, two, three] = parts.as_slice() else { return None };
        let is_short = |part: &str| (1..=2).contains(&part.len());
        let number = |part: &str| part.parse::<u8>().ok();
        let (year, month, day, otherwise) = if let (Some(year), "-") = (year(one), &*sign.to_string()) {
            (year, number(two)?, number(three)?, None)
        } else {
            let year = year(three)?;
            if !is_short(one) || !is_short(two) {
                return None;
            }
            (year, number(one)?, number(two)?, Some((number(two)?, number(one)?)))
        };
        let range = word.range();
        Some(NamedDay {
            year: Some(year),
            month,
            day: Some(day),
            otherwise,
            weekday: None,
            range,
            sentence,
            first: at,
            end: at + 1,
        })
    }

    /// Finds the weekday that is said of a day, right before it or right behind it.
    fn weekday(&self, day: &NamedDay) -> Option<(u8, Range)> {
        day.day?;
        let named = |at: usize| {
            let hit = self.reading.hits_in("weekday", day.sentence).find(|hit| hit.first == at)?;
            let word = self.reading.word(at);
            word.is_capitalised.then(|| hit.phrase.note.parse().ok().map(|number| (number, word.range())))?
        };
        let mut before = day.first;
        if before > self.words.start && matches!(self.lower(before - 1), "the" | "on") {
            before -= 1;
        }
        let is_beside = |gap: &str| matches!(gap, "" | "," | "." | ".," | "(" | "—" | "–" | "-");
        if before > self.words.start
            && self.gap(before).is_some_and(is_beside)
            && let Some(found) = named(before - 1)
        {
            return Some(found);
        }
        // “March 12, a Friday”, “March 12, 2021, which was a Friday”, “March 12 (Friday)”
        let mut at = day.end;
        while matches!(self.lower(at), "which" | "was" | "is" | "fell" | "falls" | "on" | "a")
            && at < day.end + 5
        {
            at += 1;
        }
        let is_said = at > day.end || self.gap(at).is_some_and(|gap| matches!(gap, "(" | ", (" | ","));
        // “March 12, Friday night's vote …” is no weekday of that day; “March 12 (Friday)” is.
        let is_bare = at > day.end
            || self.gap(at) == Some("(")
            || self.text[named(at)?.1.end..].starts_with([',', ')', '.', ';']);
        named(at).filter(|_| is_said && is_bare && self.gap(day.end).is_some_and(|gap| gap != "."))
    }
}

/// Reads a day of a month: “12”, “12th”, the first of “12-15”; nothing for what has three figures.
fn day_of_month(written: &str) -> Option<u8> {
    let figures = written.split(|sign: char| !sign.is_ascii_digit()).next().unwrap_or_default();
    let rest = &written[figures.len()..];
    let is_day = matches!(rest, "" | "st" | "nd" | "rd" | "th")
        || rest.strip_prefix(['-', '/']).is_some_and(|to| day_of_month(to).is_some());
    if !is_day || figures.len() > 2 {
        return None;
    }
    figures.parse().ok()
}

/// Reads a year of four figures.
pub(super) fn year(written: &str) -> Option<i16> {
    let is_year = written.len() == 4 && written.bytes().all(|byte| byte.is_ascii_digit());
    written.parse().ok().filter(|year| is_year && (1000..=2999).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Rulebook;
    use crate::fixture::fixture;

    /// Year, month, day of the month, day of the week.
    type Named = (Option<i16>, u8, Option<u8>, Option<u8>);

    fn named(text: &str) -> Vec<Named> {
        let made = fixture(text);
        let reading = Reading::of(made.session.project(), &Rulebook::shipped());
        reading
            .days
            .iter()
            .map(|day| (day.year, day.month, day.day, day.weekday.map(|(number, _)| number)))
            .collect()
    }

    #[test]
    fn days_are_read_in_the_ways_that_people_write_them() {
        assert_eq!(named("It was on March 12, 2021."), [(Some(2021), 3, Some(12), None)]);
        assert_eq!(named("It was on Sept. 12 in Albany."), [(None, 9, Some(12), None)]);
        assert_eq!(named("It was on the 12th of March 2021."), [(Some(2021), 3, Some(12), None)]);
        assert_eq!(named("It was in March 2021."), [(Some(2021), 3, None, None)]);
        assert_eq!(named("It was on 2021-03-12."), [(Some(2021), 3, Some(12), None)]);
        assert_eq!(named("They may march 12 miles."), []);
    }

    #[test]
    fn a_weekday_belongs_to_the_day_that_it_stands_beside() {
        assert_eq!(named("It was on Friday, March 12, 2021."), [(Some(2021), 3, Some(12), Some(5))]);
        assert_eq!(named("It was on March 12, 2021, a Friday."), [(Some(2021), 3, Some(12), Some(5))]);
        assert_eq!(named("It was on 12 March (Friday)."), [(None, 3, Some(12), Some(5))]);
        assert_eq!(named("It was on March 12 and on Friday."), [(None, 3, Some(12), None)]);
    }
}
