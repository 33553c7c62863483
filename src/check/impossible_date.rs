//! A day or a time that no calendar and no clock has. Knows the calendar.

use super::reading::day::NamedDay;
use super::{Check, Finding, Ground, rule};
use crate::text::day::MONTHS;

rule! {
    ImpossibleDate, "impossible-date", "W08", "Impossible date or time", Warning;
    what_it_finds: "A day that its month lacks (February 30, April 31, February 29 in a common year), a month beyond the \
        twelfth in figures, and a time of day such as 25:00, 3:75 p.m. or 14 p.m.",
    why_it_matters: "The day or the month is mistyped, and nobody can tell from the text which; whatever was scheduled or \
        reported for it is wrong.",
    example: "[claim: The hearing is on April 31, 2021].",
    mended: "[claim: The hearing is on April 30, 2021].",
    what_to_do: "Look the day up in the source. It is not always the nearest day that exists.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let text = ground.project.text();
    let mut findings = Vec::new();
    for day in &ground.reading.days {
        if let Some(message) = fault(day) {
            let words = day.range.of(text).unwrap_or_default();
            findings.push(Finding::on_words(rule, words, day.range, message));
        }
    }
    findings.extend(clocks(rule, ground));
    findings
}

fn fault(day: &NamedDay) -> Option<String> {
    let of = day.day?;
    let is_there = |month: u8, of: u8| {
        // Without a year it may be a leap year.
        let year = day.year.unwrap_or(2000);
        let [month, of] = [month, of].map(|number| i8::try_from(number).unwrap_or(i8::MAX));
        jiff::civil::Date::new(year, month, of).is_ok()
    };
    let is_right = is_there(day.month, of) || day.otherwise.is_some_and(|(month, of)| is_there(month, of));
    if is_right {
        return None;
    }
    let Some(name) = usize::from(day.month).checked_sub(1).and_then(|month| MONTHS.get(month)) else {
        return Some("There is no such month.".to_owned());
    };
    let year = day.year.unwrap_or(2000);
    let length = jiff::civil::Date::new(year, i8::try_from(day.month).ok()?, 1).ok()?.days_in_month();
    let year = day.year.filter(|_| day.month == 2).map(|year| format!(" {year}")).unwrap_or_default();
    Some(format!("{name}{year} has {length} days, the text says {of}."))
}

/// Finds times of the day that there are not.
fn clocks(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut findings = Vec::new();
    for at in reading.lines().iter().flat_map(super::Sentence::words) {
        let word = reading.word(at);
        let lower = reading.lower(word);
        if !lower.starts_with(|sign: char| sign.is_ascii_digit()) || word.is_address {
            continue;
        }
        let behind = &text[word.range().end..];
        let half: String = behind.trim_start_matches(' ').chars().take(3).collect::<String>().to_lowercase();
        let is_half_day =
            matches!(half.as_str(), "a.m" | "p.m" | "am " | "pm " | "am." | "pm." | "am," | "pm,");
        let (hour, minute) = match lower.split_once(':') {
            Some((hour, minute)) if minute.len() == 2 && hour.len() <= 2 => (hour, minute),
            None if is_half_day && lower.len() <= 2 => (lower, "0"),
            _ => continue,
        };
        let (Ok(hour), Ok(minute)) = (hour.parse::<u8>(), minute.parse::<u8>()) else { continue };
        // Minutes and seconds of a race, chapter and verse have the same sign.
        let is_clock = is_half_day || is_time_of_day(ground, at);
        let message = match (hour, minute) {
            (_, 60..) if is_clock => "An hour has 60 minutes.",
            (25.., _) | (24, 1..) if is_clock => "A day has 24 hours.",
            (13.., _) if is_half_day => "Half a day has 12 hours.",
            (0, _) if is_half_day && !lower.contains(':') => "Half a day begins with 12 o’clock.",
            _ => continue,
        };
        let range = word.range();
        findings.push(Finding::on_words(rule, range.of(text).unwrap_or_default(), range, message.to_owned()));
    }
    findings
}

/// Tells whether a word before says that a time of the day follows: “at”.
fn is_time_of_day(ground: &Ground<'_>, at: usize) -> bool {
    let reading = ground.reading;
    let list = reading.wordbook.as_ref().map(|book| book.list("clock"));
    at.checked_sub(1).is_some_and(|before| {
        list.is_some_and(|list| list.has(reading.lower(reading.word(before))))
            && reading.word(at).follows_closely
    })
}
