//! A calculation on one line: worked out, shown, and compared with the result that somebody wrote behind it.
//!
//! `(412 - 387) / 387 = 6.46 %` is right as rounded. Numbers are fractions, so nothing is lost on the way; units, money
//! and days are understood, and what cannot be put together is told in a sentence that points at the place. Knows no
//! clock, no rates of exchange and no screen.
//!
//! *Limitations:* English words; a year between two units of time is the mean one of 365.2425 days; roots that do not end
//! have fourteen figures.

mod exact;
mod fault;
mod function;
mod lexer;
mod parser;
mod print;
mod unit;
mod value;

pub use fault::Fault;
pub use lexer::Notation;

use super::{Range, counted};
use exact::Exact;
use parser::{Parser, Term};
use value::{Quantity, Value};

/// How long a calculation may be, in bytes.
const LONGEST: usize = 2_000;

/// What a calculation comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The result as it is shown.
    pub result: String,
    /// Whether the result says all, or was rounded to be shown.
    pub is_exact: bool,
    /// The same in another form: a share in per cent, a time in days.
    pub also: Vec<String>,
    /// What has to be known to understand it, each a sentence.
    pub notes: Vec<String>,
    /// What became of each result that was written behind a sign of equality.
    pub verdicts: Vec<Verdict>,
}

/// What became of a result that somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The bytes of the line that it is written in.
    pub range: Range,
    /// The judgement.
    pub judgement: Judgement,
}

/// Whether a written result is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// To the last figure.
    Right,
    /// As rounded: to what, in words.
    Rounded(String),
    /// It is not: what it should be, written as exactly.
    Wrong(String),
    /// It is something else altogether: why, in a sentence.
    Other(String),
}

impl Outcome {
    /// Tells whether no written result is wrong.
    pub fn is_right(&self) -> bool {
        self.verdicts.iter().all(Verdict::is_right)
    }

    /// Says the result and its other forms: “= 0.0646 (6.46 %)”.
    pub fn shown(&self) -> String {
        let sign = if self.is_exact { "=" } else { "≈" };
        let also = if self.also.is_empty() { String::new() } else { format!(" ({})", self.also.join("; ")) };
        format!("{sign} {}{also}", self.result)
    }

    /// Says the result and what became of those that were written, in sentences.
    pub fn words(&self) -> String {
        let said: Vec<String> = self.verdicts.iter().map(Verdict::words).collect();
        [vec![self.shown()], said].concat().join(". ") + if self.verdicts.is_empty() { "" } else { "." }
    }
}

impl Verdict {
    /// Tells whether the written result is right, to the last figure or as rounded.
    pub fn is_right(&self) -> bool {
        matches!(self.judgement, Judgement::Right | Judgement::Rounded(_))
    }

    /// Says whether the written result is right: “Right as rounded to two decimals”.
    pub fn words(&self) -> String {
        match &self.judgement {
            Judgement::Right => "Right".to_owned(),
            Judgement::Rounded(place) => format!("Right as rounded to {place}"),
            Judgement::Wrong(right) => format!("Wrong: it is {right}"),
            Judgement::Other(why) => format!("Wrong: {why}"),
        }
    }
}

/// Works a line out; nothing where the line is blank.
pub fn evaluate(line: &str, notation: Notation) -> Option<Result<Outcome, Fault>> {
    (!line.trim().is_empty()).then(|| worked_out(line, notation))
}

/// Tells whether a line means to be a calculation, rather than words about one: whether a sign of arithmetic stands by
/// a number.
pub fn is_sum(line: &str) -> bool {
    let signs: Vec<char> = line.chars().filter(|sign| !sign.is_whitespace()).collect();
    let ends_number = |sign: char| sign.is_ascii_digit() || matches!(sign, ')' | '%');
    let starts_number = |sign: char| sign.is_ascii_digit() || matches!(sign, '(' | '$' | '€' | '£' | '-');
    let is_parted = |at: usize| line.contains(&format!(" {} ", signs[at]));
    (1..signs.len().saturating_sub(1)).any(|at| match signs[at] {
        '=' | '≈' => starts_number(signs[at + 1]),
        '+' | '*' | '×' | '÷' | '^' => {
            (signs[at - 1].is_alphanumeric() || ends_number(signs[at - 1])) && starts_number(signs[at + 1])
        }
        '/' => ends_number(signs[at - 1]) && starts_number(signs[at + 1]),
        '-' | '−' | '–' => is_parted(at) && ends_number(signs[at - 1]) && starts_number(signs[at + 1]),
        _ => false,
    })
}

/// Turns an amount from one unit into another, both by name; nothing where a name is unknown or they measure different
/// things.
pub fn converted(amount: f64, from: &str, to: &str) -> Option<f64> {
    let units = |name: &str| unit::named(name).map(|unit| vec![unit]);
    let found = Quantity { number: Exact::nearly(amount)?, units: units(from)? };
    Some(found.turned_into(&units(to)?).ok()?.number.as_float())
}

/// Writes a number with two decimals at most, its thousands parted.
pub fn grouped(number: f64) -> String {
    let rounded = Exact::nearly(number).and_then(|number| number.rounded(2));
    rounded.map_or_else(|| format!("{number:.2}"), |number| print::figures(number).0)
}

fn worked_out(line: &str, notation: Notation) -> Result<Outcome, Fault> {
    if line.len() > LONGEST {
        let at = Range { start: line.floor_char_boundary(LONGEST), end: line.len() };
        return Err(Fault::new(
            at,
            format!("The line is too long: {LONGEST} letters and signs are read at most."),
        ));
    }
    let tokens = lexer::cut(line, notation)?;
    let mut parser = Parser::new(&tokens);
    let found = parser.side()?;
    let notes = std::mem::take(&mut parser.notes);
    let also = other_forms(&found, &parser, notation);
    let mut verdicts = Vec::new();
    while parser.equals() {
        let written = parser.side()?;
        let judgement = judged(&found.value, &written, notation);
        verdicts.push(Verdict { range: written.range, judgement });
    }
    let printed = print::print(&found.value, notation);
    Ok(Outcome { also, result: printed.words, is_exact: printed.is_exact, notes, verdicts })
}

/// Lists other ways to say a result: a ratio in per cent, a time in months and in days.
fn other_forms(found: &Term, parser: &Parser<'_>, notation: Notation) -> Vec<String> {
    match &found.value {
        Value::Quantity(quantity) if parser.divides && quantity.is_plain() => {
            let number = quantity.number;
            let is_share = number.as_whole().is_none() && number.absolute() < Exact::ONE;
            let percent = number.times(Exact::whole(100)).filter(|_| is_share).map(Value::Percent);
            percent.map(|percent| print::print(&percent, notation).words).into_iter().collect()
        }
        Value::Stretch(stretch) => {
            let by_month = stretch
                .by_month
                .filter(|by_month| *by_month != (stretch.months, stretch.days))
                .map(|(months, days)| print::calendar(months, days));
            let total = stretch.total.filter(|total| stretch.months != 0 && *total != stretch.days);
            let total = total.map(|days| {
                let days = print::figures(Exact::whole(days.into())).0;
                format!("{} days", notation.turned(&days))
            });
            by_month.into_iter().chain(total).collect()
        }
        _ => Vec::new(),
    }
}

/// Compares what was found with what was written.
fn judged(found: &Value, written: &Term, notation: Notation) -> Judgement {
    let wrong = || Judgement::Wrong(print::print(found, notation).words);
    let hundred = Exact::whole(100);
    let (number, expected) = match (found, &written.value) {
        (Value::Quantity(one), Value::Quantity(two)) => {
            if let Some(number) = comparable(one, two) {
                (number, two.number)
            } else {
                let (one, two) = (print::print(found, notation).words, written.value.sort());
                return Judgement::Other(format!("it is {one}, not in {two}"));
            }
        }
        (Value::Percent(one), Value::Percent(two)) | (Value::Points(one), Value::Points(two)) => (*one, *two),
        (Value::Points(_), Value::Percent(_)) => {
            let points = print::print(found, notation).words;
            return Judgement::Other(format!("it is {points}, percentage points and not per cent"));
        }
        (Value::Percent(_), Value::Points(_)) => {
            let percent = print::print(found, notation).words;
            return Judgement::Other(format!("it is {percent}, per cent and not percentage points"));
        }
        (Value::Quantity(one), Value::Percent(two)) if one.is_plain() => match one.number.times(hundred) {
            Some(percent) => (percent, *two),
            None => return wrong(),
        },
        (Value::Percent(one), Value::Quantity(two)) if two.is_plain() => match one.over(hundred) {
            Some(share) => (share, two.number),
            None => return wrong(),
        },
        (Value::Stretch(one), other) => return same_stretch(*one, other, notation),
        (one, two) if one == two => return Judgement::Right,
        _ => return wrong(),
    };
    if number == expected {
        return Judgement::Right;
    }
    let Some(place) = written.place else { return wrong() };
    let right = |number: Exact, place: Exact| {
        let decimals = power_of_ten(place).map_or(2, |power| -power);
        let value = match &written.value {
            Value::Quantity(quantity) => Value::Quantity(Quantity {
                number: number.rounded(decimals).unwrap_or(number),
                units: quantity.units.clone(),
            }),
            Value::Percent(_) => Value::Percent(number.rounded(decimals).unwrap_or(number)),
            _ => Value::Points(number.rounded(decimals).unwrap_or(number)),
        };
        print::print(&value, notation).words
    };
    for place in places(expected, place) {
        let half = place.over(Exact::whole(2));
        let off = number.minus(expected).map(Exact::absolute);
        if off.zip(half).is_some_and(|(off, half)| off <= half) {
            return Judgement::Rounded(place_words(place));
        }
    }
    Judgement::Wrong(right(number, place))
}

/// Brings a result into the units in which it was written. A plain number says nothing of units.
fn comparable(found: &Quantity, written: &Quantity) -> Option<Exact> {
    if written.is_plain() || found.units == written.units {
        return Some(found.number);
    }
    (found.bases() == written.bases())
        .then(|| found.turned_into(&written.units).ok())?
        .map(|turned| turned.number)
}

fn same_stretch(found: value::Stretch, written: &Value, notation: Notation) -> Judgement {
    let wrong = || Judgement::Wrong(print::print(&Value::Stretch(found), notation).words);
    let is_same = |months: i32, days: i32| {
        (found.months, found.days) == (months, days) || found.by_month == Some((months, days))
    };
    match written {
        Value::Stretch(written) if is_same(written.months, written.days) => Judgement::Right,
        Value::Quantity(quantity) => {
            let whole = |units: &str| {
                let units = unit::named(units).into_iter().collect();
                quantity
                    .turned_into(&units)
                    .ok()
                    .filter(|_| !quantity.crosses(&units))
                    .map(|turned| turned.number)
            };
            let months = found.by_month.map_or(found.months, |(months, _)| months);
            if let Some(days) = whole("days") {
                let total = found.total.unwrap_or(found.days);
                return if days == Exact::whole(total.into()) { Judgement::Right } else { wrong() };
            }
            if let Some(years) = whole("years")
                && quantity.units.iter().any(|(unit, _)| unit.one == "year")
            {
                let is_whole = months % 12 == 0 && found.days == 0;
                return match years == Exact::whole((months / 12).into()) {
                    true if is_whole => Judgement::Right,
                    true => Judgement::Rounded("whole years that are over".to_owned()),
                    false => wrong(),
                };
            }
            if whole("months") == Some(Exact::whole(months.into())) {
                return Judgement::Rounded("whole months that are over".to_owned());
            }
            wrong()
        }
        _ => wrong(),
    }
}

/// Lists the places that a number may have been rounded to: its last one, and those of the noughts it ends with.
fn places(number: Exact, place: Exact) -> Vec<Exact> {
    let mut places = vec![place];
    let mut next = place;
    while let Some(wider) = next.times(Exact::whole(10)) {
        let ends_with_nought = number.over(wider).is_some_and(|share| share.as_whole().is_some());
        if number.is_zero() || !ends_with_nought || power_of_ten(place).is_none_or(|power| power < 0) {
            break;
        }
        places.push(wider);
        next = wider;
    }
    places
}

fn power_of_ten(place: Exact) -> Option<i32> {
    (-28..=28).find(|power| Exact::ten(*power) == Some(place))
}

fn place_words(place: Exact) -> String {
    const COUNTS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    match power_of_ten(place) {
        Some(0) => "a whole number".to_owned(),
        Some(1) => "tens".to_owned(),
        Some(2) => "hundreds".to_owned(),
        Some(3) => "thousands".to_owned(),
        Some(4) => "ten thousands".to_owned(),
        Some(5) => "hundred thousands".to_owned(),
        Some(6) => "millions".to_owned(),
        Some(7) => "ten millions".to_owned(),
        Some(8) => "hundred millions".to_owned(),
        Some(9) => "billions".to_owned(),
        Some(power @ -9..0) => {
            let count = COUNTS[power.unsigned_abs() as usize];
            format!("{count} {}", if power == -1 { "decimal" } else { "decimals" })
        }
        Some(power @ 10..) => counted(power.unsigned_abs() as usize, "nought", "noughts"),
        _ => "the last place written".to_owned(),
    }
}

#[cfg(test)]
mod tests;
