//! A weekday beside a date that has another one. Knows the calendar, and the article's own year where it tells it.

use jiff::civil::Date;

use super::reading::day::NamedDay;
use super::{Check, Finding, Ground, rule};
use crate::text::Day;
use crate::text::day::{WEEKDAYS, place_in_week, weekday, written};

rule! {
    WeekdayOfAnotherDate, "weekday-of-another-date", "W08", "Weekday of another date", Warning;
    what_it_finds: "A weekday beside a day of the month that falls on another weekday. Where no year is said, it is the one \
        nearest to the article's date, or the only year of the days that the article names; without either, two such days \
        of which no year has both.",
    why_it_matters: "One of the two is wrong, and readers who plan by it come on the wrong day. It is the sum that copy editors \
        are taught first.",
    example: "[claim: The council met on Monday, March 12, 2021].",
    mended: "[claim: The council met on Friday, March 12, 2021].",
    what_to_do: "Look up in a calendar which of the two was meant, and mend the other. The fix offers the date's own weekday: \
        take it only if the date is right.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let days = &ground.reading.days;
    let published = published(ground);
    let mut years: Vec<i16> =
        days.iter().filter(|day| day.day.is_some()).filter_map(|day| day.year).collect();
    years.sort_unstable();
    years.dedup();
    let only = if let ([year], None) = (years.as_slice(), published) { Some(*year) } else { None };
    let mut findings = Vec::new();
    let mut without: Vec<&NamedDay> = Vec::new();
    for day in days {
        let Some((said, place)) = day.weekday else { continue };
        let Some(date) = date_of(day, published, only) else {
            without.extend(day.year.is_none().then_some(day));
            continue;
        };
        let mirrored = day.otherwise.and_then(|(month, of)| calendar(day.year?, month, of));
        let is_right =
            [Some(date), mirrored].into_iter().flatten().any(|date| place_in_week(date) + 1 == said);
        if is_right {
            continue;
        }
        let message = format!(
            "{} is a {}, the text says {}.",
            Day::Whole(date),
            weekday(date),
            WEEKDAYS[usize::from(said) - 1]
        );
        let words = day.whole().of(ground.project.text()).unwrap_or_default();
        let finding = Finding::on_words(rule, words, day.whole(), message);
        let mended = mended(words, place.of(ground.project.text()).unwrap_or_default(), weekday(date));
        findings.push(match mended {
            Some(mended) => finding.mended_by(mended),
            None => finding,
        });
    }
    findings.extend(together(rule, ground, &without));
    findings
}

/// Puts another weekday in the place of the one that is written out.
fn mended(words: &str, said: &str, right: &str) -> Option<String> {
    WEEKDAYS.contains(&said).then(|| words.replacen(said, right, 1))
}

/// Returns the day of publication, where the article tells it.
pub(super) fn published(ground: &Ground<'_>) -> Option<Date> {
    written(&ground.project.article().published).day().and_then(Day::date).or_else(|| dateline(ground))
}

/// Reads the dateline: a whole day at the head of one of the first blocks, before a dash or a bracket (“ALBANY, March 12,
/// 2021 (AP) —”), or one that has the block to itself (“Published March 12, 2021”).
fn dateline(ground: &Ground<'_>) -> Option<Date> {
    const BLOCKS: usize = 5;
    const HEAD: usize = 48;
    const BESIDE: usize = 24;
    let (reading, text) = (ground.reading, ground.project.text());
    let day = reading.days.iter().find(|day| day.year.is_some() && day.day.is_some())?;
    let block = reading.blocks[reading.lines()[day.sentence].block].range;
    let number = reading.lines()[day.sentence].block;
    let place = day.whole();
    let before = text.get(block.start..place.start)?;
    let behind = text.get(place.end..block.end)?.trim_start();
    let is_head = before.len() <= HEAD
        && !before.chars().any(char::is_lowercase)
        && behind.starts_with(['—', '–', '(', '-']);
    let is_line = before.len() + behind.len() <= BESIDE && !behind.ends_with('.');
    let date = calendar(day.year?, day.month, day.day?)?;
    (number < BLOCKS && (is_head || is_line)).then_some(date)
}

fn calendar(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Returns the day of the calendar that is meant.
pub(super) fn date_of(day: &NamedDay, published: Option<Date>, only: Option<i16>) -> Option<Date> {
    let of = day.day?;
    if let Some(year) = day.year.or(only) {
        return calendar(year, day.month, of);
    }
    let published = published?;
    let years = [published.year() - 1, published.year(), published.year() + 1];
    let dates = years.into_iter().filter_map(|year| calendar(year, day.month, of));
    dates.min_by_key(|date| place_in_time(*date).abs_diff(place_in_time(published)))
}

/// Counts the days since long ago, to compare days.
pub(super) fn place_in_time(date: Date) -> i64 {
    i64::from(date.year()) * 366 + i64::from(date.day_of_year())
}

/// Finds the day whose weekday fits no year in which the others' weekdays do.
fn together(rule: &dyn Check, ground: &Ground<'_>, days: &[&NamedDay]) -> Option<Finding> {
    const AGO: i16 = 28;
    let latest = ground.today.year();
    let is_right = |day: &NamedDay, year: i16| {
        let date = day.day.and_then(|of| calendar(year, day.month, of));
        date.zip(day.weekday).is_some_and(|(date, (said, _))| place_in_week(date) + 1 == said)
    };
    let right = |year: i16| days.iter().filter(|day| is_right(day, year)).count();
    let best = (latest - AGO..=latest + 1).rev().max_by_key(|year| right(*year))?;
    let odd: Vec<&&NamedDay> = days.iter().filter(|day| !is_right(day, best)).collect();
    let [odd] = odd.as_slice() else { return None };
    let other = days.iter().find(|day| is_right(day, best))?;
    // A year may end between two days of one article.
    if days.iter().any(|day| day.month.abs_diff(odd.month) > 6) {
        return None;
    }
    let text = ground.project.text();
    let words = odd.whole().of(text).unwrap_or_default();
    let message =
        format!("In no year are both “{words}” and “{}” right.", other.whole().of(text).unwrap_or_default());
    Some(Finding::on_words(rule, words, odd.whole(), message))
}
