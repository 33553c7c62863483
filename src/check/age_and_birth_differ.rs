//! An age that does not belong to the year of birth. Knows years, not birthdays.

use super::reading::Reading;
use super::reading::event::{NamedYear, goes_on, years};
use super::reading::quantity::{Measure, Quantity, shown};
use super::weekday_of_another_date::published;
use super::{Check, Finding, Ground, rule};
use crate::text::Range;

rule! {
    AgeAndBirthDiffer, "age-and-birth-differ", "W08", "Age and birth that differ", Warning;
    what_it_finds: "An age beside the year of birth and the year it is meant for, that is not the one of the other: “(1920-1995) \
        died aged 70”, “born in 1955, he was 30 when he died in 1990”; an age of today against the article's date; and a \
        person who would have that age only in a year to come.",
    why_it_matters: "Ages are copied from old stories. The check is one subtraction, and every checklist for editors asks for it.",
    example: "Jane Doe was [claim: born in 1920] and died in 1995, aged 70.",
    mended: "Jane Doe was [claim: born in 1920] and died in 1995, aged 75.",
    what_to_do: "Look up the date of birth, and count: before the birthday it is a year less.",
}

/// An age that is said.
struct Age<'a> {
    quantity: &'a Quantity,
    sentence: usize,
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let today = published(ground);
    let mut findings = Vec::new();
    for sentence in 0..reading.lines().len() {
        let Some((born, place)) = birth(reading, text, sentence) else { continue };
        let mut near = vec![sentence];
        near.extend(sentence.checked_sub(1).filter(|before| goes_on(reading, *before, sentence)));
        let next = sentence + 1;
        near.extend((next < reading.lines().len() && goes_on(reading, sentence, next)).then_some(next));
        for age in near.iter().flat_map(|at| ages(reading, text, *at)) {
            let then = lifespan(text, place).or_else(|| year_of(reading, &age, place));
            let said = age.quantity.value;
            let range = age.quantity.range;
            let words = range.of(text).unwrap_or_default();
            let mut tell = |message: String| findings.push(Finding::on_words(rule, words, range, message));
            let fits = |year: i16| {
                (f64::from(year - born) - said).abs() < 1e-9
                    || (f64::from(year - born) - 1.0 - said).abs() < 1e-9
            };
            match (then, today) {
                (Some(year), _) if year >= born => {
                    if !fits(year) {
                        let years = year - born;
                        tell(format!(
                            "From {born} to {year} is {years} years (or {}), the text says {}.",
                            years - 1,
                            shown(said)
                        ));
                    }
                }
                (Some(_), _) => {}
                (None, Some(day)) => {
                    if !fits(day.year()) {
                        let years = day.year() - born;
                        tell(format!(
                            "Born in {born}, one is {years} (or {}) in {}; the text says {}.",
                            years - 1,
                            day.year(),
                            shown(said)
                        ));
                    }
                }
                (None, None) => {
                    let year = f64::from(born) + said;
                    if year > f64::from(ground.today.year()) {
                        tell(format!("Born in {born}, one is {} only in {year}.", shown(said)));
                    }
                }
            }
        }
    }
    findings
}

/// Finds the year in which somebody was born, where a sentence names one: behind a word for it, or before the dash of
/// “(1920-1995)”.
fn birth(reading: &Reading, text: &str, sentence: usize) -> Option<(i16, Range)> {
    let years = years(reading, sentence);
    let hit = reading.hits_in("birth", sentence).next();
    if let Some(hit) = hit
        && let Some(year) = years.iter().find(|year| year.first >= hit.end && year.first <= hit.end + 6)
    {
        return Some((year.year, year.range));
    }
    let line = reading.lines()[sentence];
    line.words().find_map(|at| {
        let range = reading.word(at).range();
        let (born, _) = span_of_life(text, range)?;
        Some((born, range))
    })
}

/// How many bytes a lifespan takes at most, with its bracket.
const LIFESPAN: usize = 20;

/// Reads “(1920-1995)” from its first figure on.
fn span_of_life(text: &str, range: Range) -> Option<(i16, i16)> {
    if !text[..range.start].ends_with('(') {
        return None;
    }
    // No farther than a life is long to write: the next bracket may be a chapter away.
    let end = text.floor_char_boundary(range.start + LIFESPAN);
    let (inside, _) = text[range.start..end].split_once(')')?;
    let (born, died) = inside.split_once(['-', '–', '—'])?;
    let year = |written: &str| written.trim().parse::<i16>().ok().filter(|year| (1000..2200).contains(year));
    Some((year(born)?, year(died)?))
}

fn lifespan(text: &str, place: Range) -> Option<i16> {
    span_of_life(text, place).map(|(_, died)| died)
}

/// Lists the ages that a sentence says: “aged 70”, “at the age of 70”, “was 30 when”, “, 52,”.
fn ages<'a>(reading: &'a Reading, text: &str, sentence: usize) -> Vec<Age<'a>> {
    let line = reading.lines()[sentence].words();
    let hits: Vec<_> = reading.hits_in("age", sentence).collect();
    let is_year_old =
        |quantity: &Quantity| matches!(&quantity.measure, Measure::Time(unit) if &**unit == "year");
    reading
        .quantities_in(sentence)
        .iter()
        .filter(|quantity| quantity.is_exact() && (1.0..=120.0).contains(&quantity.value))
        .filter(|quantity| quantity.measure == Measure::Count || is_year_old(quantity))
        .filter(|quantity| {
            let before = hits.iter().any(|hit| hit.phrase.note == "before" && hit.end == quantity.first);
            let behind = hits.iter().any(|hit| hit.phrase.note == "behind" && hit.first == quantity.end);
            let written = quantity.range.of(text).unwrap_or_default();
            let is_apposed = quantity.noun.is_none()
                && quantity.measure == Measure::Count
                && text[..quantity.range.start].ends_with(", ")
                && text[quantity.range.end..].starts_with([',', '.'])
                && quantity.first > line.start
                && reading.word(quantity.first - 1).is_capitalised
                && written.len() <= 3;
            (before && quantity.noun.is_none() && quantity.measure == Measure::Count) || behind || is_apposed
        })
        .map(|quantity| Age { quantity, sentence })
        .collect()
}

/// Returns the year that an age is meant for: the nearest of its sentence but the birth's, the one behind it first.
fn year_of(reading: &Reading, age: &Age<'_>, birth: Range) -> Option<i16> {
    let years: Vec<NamedYear> =
        years(reading, age.sentence).into_iter().filter(|year| year.range != birth).collect();
    years.iter().min_by_key(|year| year.first.abs_diff(age.quantity.first)).map(|year| year.year)
}
