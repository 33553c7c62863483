//! Years that do not fit together: an end before its beginning, a duration that is another, “five years later” in another
//! year. Knows subtraction.

use super::reading::Reading;
use super::reading::event::{NamedYear, years};
use super::reading::quantity::{Hedge, Measure, Quantity, shown};
use super::{Check, Finding, Ground, rule};
use crate::text::Range;

rule! {
    DurationDoesNotFit, "duration-does-not-fit", "W08", "Duration that does not fit", Warning;
    what_it_finds: "“From 2010 to 2005”; a number of years beside the first and the last, which are further apart or less \
        (“the 10-year term, from 2001 to 2005”); and “five years later, in 2011” of something in 2004. A year more or less \
        is right, since years begin and end within.",
    why_it_matters: "One of the three figures is wrong. Readers who were there know which.",
    example: "[claim: She led the union for ten years, from 2001 to 2005].",
    mended: "[claim: She led the union for four years, from 2001 to 2005].",
    what_to_do: "Look up both years in the source, and count again.",
}

/// A number of years.
struct Span<'a> {
    quantity: &'a Quantity,
    years: f64,
    /// What stands behind it: “later”, “earlier”.
    relation: &'a str,
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut findings = Vec::new();
    for sentence in 0..reading.lines().len() {
        let here = years(reading, sentence);
        if here.is_empty() {
            continue;
        }
        let spans = spans(reading, sentence);
        let pair = pair(reading, &here);
        let mut tell = |message: String, range: Range| {
            findings.push(Finding::on_words(rule, range.of(text).unwrap_or_default(), range, message));
        };
        if let Some((from, to)) = pair {
            let range = from.range.hull(to.range);
            if to.year < from.year {
                tell(format!("{} is before {}.", to.year, from.year), range);
            } else if let Some(span) =
                spans.iter().find(|span| span.relation.is_empty() && is_beside(reading, span, (from, to)))
            {
                let apart = f64::from(to.year - from.year);
                if !is_about(span, apart) {
                    let said = shown(span.years);
                    tell(
                        format!(
                            "From {} to {} is {} years, the text says {said}.",
                            from.year,
                            to.year,
                            shown(apart)
                        ),
                        span.quantity.range.hull(range),
                    );
                }
            }
        }
        for span in spans.iter().filter(|span| !span.relation.is_empty()) {
            let before = sentence
                .checked_sub(1)
                .filter(|before| reading.lines()[*before].block == reading.lines()[sentence].block);
            let Some((one, two)) = apart(reading, span, &here, before) else { continue };
            let apart = f64::from(two.year - one.year);
            if !is_about(span, apart) {
                let range = if two.range.start < span.quantity.range.start {
                    two.range.hull(span.quantity.range)
                } else {
                    span.quantity.range.hull(two.range)
                };
                tell(
                    format!(
                        "From {} to {} is {} years, the text says {}.",
                        one.year,
                        two.year,
                        shown(apart),
                        shown(span.years)
                    ),
                    range,
                );
            }
        }
    }
    findings
}

/// Tells whether so many years are what lies between two years, each of them somewhere within.
fn is_about(span: &Span<'_>, apart: f64) -> bool {
    let most = match span.quantity.hedge {
        Hedge::Exact => 1.0,
        _ => (span.years * 0.2).max(2.0),
    };
    let most = if span.years >= 10.0 && (span.years / 10.0).fract() == 0.0 && span.quantity.is_spelt {
        most.max(1.0)
    } else {
        most
    };
    (apart - span.years).abs() <= most
        || (span.quantity.hedge == Hedge::Above && apart > span.years)
        || (span.quantity.hedge == Hedge::Below && apart < span.years)
}

/// Lists the numbers of years of a sentence.
fn spans(reading: &Reading, sentence: usize) -> Vec<Span<'_>> {
    let relations: Vec<_> = reading.hits_in("time-relation", sentence).collect();
    reading
        .quantities_in(sentence)
        .iter()
        .filter(|quantity| !quantity.is_range)
        .filter_map(|quantity| {
            let years = match &quantity.measure {
                Measure::Time(unit) if &**unit == "year" => quantity.value,
                Measure::Time(unit) if &**unit == "decade" => quantity.value * 10.0,
                _ => return None,
            };
            let relation = relations
                .iter()
                .find(|hit| hit.first == quantity.end)
                .map_or("", |hit| hit.phrase.note.as_str());
            Some(Span { quantity, years, relation })
        })
        .collect()
}

/// Finds “from 2001 to 2005”, “between 2001 and 2005” and “began in 2001 and ended in 2005”.
fn pair(reading: &Reading, years: &[NamedYear]) -> Option<(NamedYear, NamedYear)> {
    const REACH: usize = 3;
    let is_in = |list: &str, at: usize| reading.is_in(list, at);
    years.windows(2).find_map(|two| {
        let [from, to] = two else { return None };
        let (before, between) = (from.first.checked_sub(1)?, to.first.checked_sub(1)?);
        let is_next = to.first > from.first + 1 && to.first <= from.first + 5;
        let is_joined = is_next && is_in("year-from", before) && is_in("year-to", between);
        let is_told = |list: &str, year: usize, least: usize| {
            (year.saturating_sub(REACH).max(least)..year).any(|at| is_in(list, at))
        };
        let is_story =
            is_next && is_told("begun", from.first, 0) && is_told("ended", to.first, from.first + 1);
        (is_joined || is_story).then_some((*from, *to))
    })
}

/// Tells whether a number of years stands right before or behind others, with a few words between: “for ten years, from
/// 2001”, “from 2001 to 2005, a total of ten years”. Of years that are counted for each of several things it says nothing.
fn is_beside(reading: &Reading, span: &Span<'_>, (from, to): (NamedYear, NamedYear)) -> bool {
    const NEAR: usize = 4;
    let quantity = span.quantity;
    let last = from.first.max(to.first);
    let between = if quantity.end <= from.first { quantity.end..from.first } else { last + 1..quantity.lead };
    let line = reading.lines()[quantity.sentence].words();
    let is_each = (quantity.end..(quantity.end + 2).min(line.end)).any(|at| reading.is_in("each", at));
    // A noun of its own between them is what the years are of.
    let counts_other = reading
        .quantities_in(quantity.sentence)
        .iter()
        .any(|other| between.contains(&other.first) && other.measure == Measure::Count);
    between.len() <= NEAR && !is_each && !counts_other
}

/// Finds the earlier and the later year that a number of years “later” or “earlier” lies between.
fn apart(
    reading: &Reading,
    span: &Span<'_>,
    here: &[NamedYear],
    before: Option<usize>,
) -> Option<(NamedYear, NamedYear)> {
    let at = span.quantity.first;
    let ahead: Vec<NamedYear> = here.iter().copied().filter(|year| year.first < at).collect();
    let behind: Vec<NamedYear> =
        here.iter().copied().filter(|year| year.first > at && year.first <= at + 9).collect();
    let last = || {
        let years = years(reading, before?);
        years.last().copied().filter(|_| years.len() == 1)
    };
    // The year that belongs to “later” stands right beside it: “five years later, in 2011”, “in 2011, five years later”.
    let (near, other) = match (ahead.as_slice(), behind.as_slice()) {
        ([.., other], [near]) if near.first <= at + 5 && ahead.len() == 1 => (*near, *other),
        ([other, near], []) if near.first + 5 >= at => (*near, *other),
        ([], [near]) if near.first <= at + 5 => (*near, last()?),
        ([near], []) if near.first + 3 >= at => (*near, last()?),
        _ => return None,
    };
    match span.relation {
        "later" => Some((other, near)),
        "earlier" => Some((near, other)),
        // “in 2011, five years after it opened in 2004”
        "after" | "before" => {
            let ([first], [second]) = (ahead.as_slice(), behind.as_slice()) else { return None };
            Some(if span.relation == "after" { (*second, *first) } else { (*first, *second) })
        }
        _ => None,
    }
}
