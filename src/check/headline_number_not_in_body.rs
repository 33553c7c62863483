//! A number over the article that its text does not have. Knows numbers in figures and in words, and rounding.

use super::reading::quantity::{Hedge, Measure, Quantity, shown};
use super::{Check, Finding, Ground, rule};
use crate::text::BlockKind;

rule! {
    HeadlineNumberNotInBody, "headline-number-not-in-body", "W09", "Headline number that the text lacks", Warning;
    what_it_finds: "A number in the headline, the deck or a caption that the text below has nowhere, neither in figures nor in \
        words nor with more places. A sum or a difference of two numbers of the text is told, but it is no copy.",
    why_it_matters: "The headline is what most people read, and what is written last and by somebody else. Checked against the \
        text, nine in ten mistyped numbers come out.",
    example: "# [claim: Fire kills 15 dogs]\n\nThe fire [claim: killed 12 dogs] on Monday.",
    mended: "# [claim: Fire kills 12 dogs]\n\nThe fire [claim: killed a dozen dogs] on Monday.",
    what_to_do: "Mend the number, or bring it into the text with its source.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let heads = is_headed(ground);
    let is_above = |quantity: &&Quantity| {
        let line = &reading.lines()[quantity.sentence];
        if line.block == 0 && heads {
            return true;
        }
        matches!(
            reading.lines()[quantity.sentence].kind,
            BlockKind::Headline | BlockKind::Deck | BlockKind::Caption
        )
    };
    let (above, mut below): (Vec<&Quantity>, Vec<&Quantity>) = reading.quantities.iter().partition(is_above);
    if above.is_empty() || below.is_empty() {
        return Vec::new();
    }
    below.sort_by(|one, other| one.value.total_cmp(&other.value));
    let items = reading
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::ListItem | BlockKind::Subhead))
        .count();
    let mut findings = Vec::new();
    for number in above {
        let is_listed = items > 1 && (number.value - items as f64).abs() <= 1.0;
        if !is_checked(number) || is_listed || is_there(number, &below) || is_written(ground, number) {
            continue;
        }
        let words = number.range.of(text).unwrap_or_default();
        let why = explanation(number, &below).unwrap_or_default();
        let message = format!("The text has no {}{why}.", shown(number.value));
        findings.push(Finding::on_words(rule, words, number.range, message));
    }
    findings
}

/// Tells whether the first paragraph is the headline of an article that has none: a short sentence alone above others.
fn is_headed(ground: &Ground<'_>) -> bool {
    const SHORT: usize = 16;
    let reading = ground.reading;
    let mut first = reading.lines().iter().take_while(|line| line.block == 0);
    let is_short = first.next().is_some_and(|line| line.words().len() <= SHORT) && first.next().is_none();
    let has_headline = reading.blocks.iter().any(|block| block.kind == BlockKind::Headline);
    is_short && !has_headline && reading.blocks.len() > 3
}

/// Tells whether a number of the headline ought to be in the text: more than one, no place in an order.
fn is_checked(number: &Quantity) -> bool {
    number.measure != Measure::Place && number.value > 1.0
}

/// Tells whether one of the text's numbers is the one of the headline, as it may have been rounded.
fn is_there(number: &Quantity, below: &[&Quantity]) -> bool {
    let wide = match number.hedge {
        Hedge::Exact => {
            (number.place / 2.0).max(if number.value >= 1000.0 { rounded_off(number) } else { 0.0 })
        }
        _ => number.value * 0.12,
    };
    let from = below.partition_point(|other| other.value < (number.value - wide) * 0.85);
    below[from..].iter().take_while(|other| other.value <= (number.value + wide) * 1.2).any(|other| {
        let is_sort = match (&number.measure, &other.measure) {
            (Measure::Percent | Measure::Points, Measure::Percent | Measure::Points)
            | (Measure::Count, _)
            | (_, Measure::Count) => true,
            (one, two) => one == two,
        };
        let slack = match other.hedge {
            Hedge::Exact => 1e-9,
            _ => other.value * 0.05,
        };
        let rounding = if number.place >= 1.0
            && other.place >= 1.0
            && number.value < 1000.0
            && number.hedge == Hedge::Exact
        {
            0.0
        } else {
            wide
        };
        is_sort && (other.value - number.value).abs() <= rounding + slack
    })
}

/// Returns half of what the noughts at a number's end may stand for.
fn rounded_off(number: &Quantity) -> f64 {
    let mut place = number.place;
    while (number.value / (place * 10.0)).fract() == 0.0 && place * 10.0 <= number.value {
        place *= 10.0;
    }
    place / 2.0
}

/// Tells whether the text has the figures somewhere, in a day, a score or a name.
fn is_written(ground: &Ground<'_>, number: &Quantity) -> bool {
    let reading = ground.reading;
    let figures = reading.lower(reading.word(number.first));
    if !figures.starts_with(|sign: char| sign.is_ascii_digit()) {
        return false;
    }
    let digits = |word: &str| -> Vec<String> {
        word.split(|sign: char| !(sign.is_ascii_digit() || sign == ',' || sign == '.'))
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let wanted = digits(figures);
    reading
        .lines()
        .iter()
        .filter(|line| !matches!(line.kind, BlockKind::Headline | BlockKind::Deck | BlockKind::Caption))
        .filter(|line| line.block != reading.lines()[number.sentence].block)
        .flat_map(super::Sentence::words)
        .any(|at| {
            let lower = reading.lower(reading.word(at));
            lower.starts_with(|sign: char| sign.is_ascii_digit())
                && digits(lower).iter().any(|part| wanted.contains(part))
        })
}

/// Says whether it is a sum, a difference or a share of two numbers of the text.
fn explanation(number: &Quantity, below: &[&Quantity]) -> Option<String> {
    const MOST: usize = 40;
    let is_it = |value: f64| (value - number.value).abs() < 0.5 && value > 0.0;
    let few: Vec<&&Quantity> =
        below.iter().filter(|other| other.measure != Measure::Year).take(MOST).collect();
    few.iter().enumerate().find_map(|(at, one)| {
        few[at + 1..].iter().find_map(|two| {
            let (small, large) = (shown(one.value), shown(two.value));
            if !one.is_like(two) || one.measure != number.measure {
                None
            } else if is_it(one.value + two.value) {
                Some(format!("; it is the sum of its {small} and {large}"))
            } else if is_it(two.value - one.value) {
                Some(format!("; it is the difference of its {large} and {small}"))
            } else {
                None
            }
        })
    })
}
