//! A measurement in two units that is not the same in both. Knows units, not which of the two was measured.

use super::reading::arithmetic::{Placed, Token, pieces};
use super::reading::quantity::{Hedge, Measure, Quantity, shown};
use super::{Check, Finding, Ground, rule};
use crate::text::calculation::converted;

rule! {
    ConversionOff, "conversion-off", "W10", "Conversion that is off", Warning;
    what_it_finds: "A measurement with the same in another unit beside it, in brackets or behind “or”, where the two differ by \
        more than rounding: “10 miles (12 km)”, “30C (96F)”, “5ft 10in (1.9 m)”.",
    why_it_matters: "Conversions are made in a hurry, with the wrong factor or in the wrong direction. Half of the readers see \
        only the one figure, and it is wrong.",
    example: "[claim: The fire spread over 10 miles (12 km)].",
    mended: "[claim: The fire spread over 10 miles (16 km)].",
    what_to_do: "Convert again from the figure that the source gives, and round to as many places as it has.",
}

/// An amount in a unit, of one number or of two: “5ft 10in”.
struct Amount<'a> {
    value: f64,
    slack: f64,
    unit: &'a str,
    last: &'a Quantity,
    is_about: bool,
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let is_unit = |quantity: &&Quantity| matches!(quantity.measure, Measure::Unit(_));
    let mut findings = Vec::new();
    for sentence in 0..reading.lines().len() {
        if reading.quantities_in(sentence).iter().filter(is_unit).count() < 2 {
            continue;
        }
        let line = pieces(reading, text, sentence);
        for at in 0..line.len() {
            let Some((one, behind)) = amount(&line, at) else { continue };
            // The second half of “5ft 10in” is no amount by itself.
            if at > 0 && amount(&line, at - 1).is_some_and(|(_, end)| end > at) {
                continue;
            }
            let Some((two, _)) = past_link(&line, behind).and_then(|next| amount(&line, next)) else {
                continue;
            };
            if let Some(message) = fault(&one, &two) {
                let Token::Number(first) = line[at].token else { continue };
                let range = first.range.hull(two.last.range);
                findings.push(Finding::on_words(rule, range.of(text).unwrap_or_default(), range, message));
            }
        }
    }
    findings
}

/// Reads an amount, and the piece behind it.
fn amount<'a>(line: &[Placed<'a>], at: usize) -> Option<(Amount<'a>, usize)> {
    let number = |at: usize| match line.get(at)?.token {
        Token::Number(quantity) if !quantity.is_range => match &quantity.measure {
            Measure::Unit(unit) => Some((quantity, &**unit)),
            _ => None,
        },
        _ => None,
    };
    let (first, unit) = number(at)?;
    let skip = usize::from(matches!(
        line.get(at + 1).map(|piece| piece.token),
        Some(Token::Sign(',') | Token::Part("and"))
    ));
    if let Some((second, small)) = number(at + 1 + skip)
        && matches!((unit, small), ("ft", "in") | ("stone" | "lb", "lb" | "oz"))
        && second.value < 16.0
        && let Some(more) = converted(second.value, small, unit)
    {
        let slack = converted(second.place / 2.0, small, unit)?;
        let is_about = first.hedge != Hedge::Exact;
        return Some((
            Amount { value: first.value + more, slack, unit, last: second, is_about },
            at + 2 + skip,
        ));
    }
    let is_about = first.hedge != Hedge::Exact;
    Some((Amount { value: first.value, slack: slack(first), unit, last: first, is_about }, at + 1))
}

/// Returns how much may have been rounded away: half of the last place, or of the noughts at the end.
fn slack(quantity: &Quantity) -> f64 {
    let size = quantity.value.abs();
    let mut place = quantity.place;
    while size > 0.0 && (size / (place * 10.0)).fract() == 0.0 && place * 10.0 <= size {
        place *= 10.0;
    }
    let noughts = (place / 2.0).min(size * 0.05);
    noughts.max(quantity.place / 2.0)
}

/// Steps over what joins two ways of saying the same: a bracket, “, or”, a stroke.
fn past_link(line: &[Placed<'_>], at: usize) -> Option<usize> {
    let token = |at: usize| line.get(at).map(|piece| piece.token);
    // “10 miles wide (16 km)”
    let skip = usize::from(
        matches!(token(at), Some(Token::Words(1 | 2))) && matches!(token(at + 1), Some(Token::Sign('('))),
    );
    let at = at + skip;
    match token(at)? {
        Token::Sign('(' | '—') => Some(at + 1 + usize::from(token(at + 1) == Some(Token::Part("or")))),
        Token::Sign(',') if token(at + 1) == Some(Token::Part("or")) => Some(at + 2),
        // “, about 16 km,”
        Token::Sign(',') => {
            matches!(token(at + 1)?, Token::Number(quantity) if quantity.hedge == Hedge::About)
                .then_some(at + 1)
        }
        Token::Part("or") => Some(at + 1),
        _ => None,
    }
}

/// Lists the units that a word may stand for.
fn meant(unit: &str) -> Vec<&str> {
    match unit {
        "short ton" => vec!["short ton", "t"],
        "gallon" => vec!["gallon", "imperial gallon"],
        "mile" => vec!["mile", "nautical mile"],
        _ => vec![unit],
    }
}

fn fault(one: &Amount<'_>, two: &Amount<'_>) -> Option<String> {
    if one.unit == two.unit {
        return None;
    }
    let mut computed = None;
    for (from, to) in
        meant(one.unit).into_iter().flat_map(|from| meant(two.unit).into_iter().map(move |to| (from, to)))
    {
        let of = |value: f64| converted(value, from, to);
        let wide = if one.is_about || two.is_about { 0.06 } else { 0.0 };
        let low = of(one.value - one.slack.max(one.value.abs() * wide))?;
        let high = of(one.value + one.slack.max(one.value.abs() * wide))?;
        let slack = two.slack + 1e-9;
        if two.value + slack >= low && two.value - slack <= high {
            return None;
        }
        // A difference of two temperatures has no zero.
        if let (true, Some(zero)) = (from.starts_with('°'), of(0.0))
            && ((of(one.value)? - zero) - two.value).abs() <= slack + one.slack * 2.0
        {
            return None;
        }
        computed = computed.or(of(one.value));
    }
    let computed = computed?;
    Some(format!(
        "{} {} is {} {}, the text says {}.",
        shown(one.value),
        one.unit,
        shown((computed * 10.0).round() / 10.0),
        two.unit,
        shown(two.value)
    ))
}
