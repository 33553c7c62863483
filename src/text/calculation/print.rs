//! Values in words and figures, in a form that can be read again.
//!
//! Knows nothing of arithmetic but how to round for the eye.

use super::exact::Exact;
use super::lexer::Notation;
use super::unit::Unit;
use super::value::{Quantity, Stretch, Value};
use crate::text::Day;

/// How many decimals are written where that is exact.
const EXACT_DECIMALS: i32 = 6;

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The words and figures.
    pub words: String,
    /// Whether they say all of it, or have been rounded.
    pub is_exact: bool,
}

/// Writes a value.
pub fn print(value: &Value, notation: Notation) -> Printed {
    let exact = |words: String| Printed { words, is_exact: true };
    match value {
        Value::Quantity(quantity) => print_quantity(quantity, notation),
        Value::Percent(number) => {
            let (figures, is_exact) = percent(*number);
            Printed { words: format!("{} %", notation.turned(&figures)), is_exact }
        }
        Value::Points(number) => {
            let (figures, is_exact) = percent(*number);
            Printed { words: format!("{} pp", notation.turned(&figures)), is_exact }
        }
        Value::Day(date) => exact(Day::Whole(*date).to_string()),
        Value::Stretch(stretch) => exact(stretch_words(*stretch)),
        Value::Word(word) => exact((*word).to_owned()),
    }
}

fn print_quantity(quantity: &Quantity, notation: Notation) -> Printed {
    let is_money = quantity.units.iter().any(|(unit, power)| unit.is_money() && *power == 1);
    let (figures, is_exact) = if is_money { money(quantity.number) } else { figures(quantity.number) };
    let figures = notation.turned(&figures);
    let words = match quantity.units.as_slice() {
        [] => figures,
        [(unit, 1), rest @ ..] if is_sign(unit) => {
            let amount = match figures.strip_prefix('-') {
                Some(amount) => format!("-{}{amount}", unit.one),
                None => format!("{}{figures}", unit.one),
            };
            if rest.is_empty() { amount } else { format!("{amount}{}", below(rest)) }
        }
        [(unit, 1)] => {
            let name = if quantity.number.absolute() == Exact::ONE { &unit.one } else { &unit.several };
            format!("{figures} {name}")
        }
        several if several.iter().all(|(_, power)| *power < 0) => format!("{figures}{}", below(several)),
        several => format!("{figures} {}", units(several)),
    };
    Printed { words, is_exact }
}

fn is_sign(unit: &Unit) -> bool {
    unit.is_money() && unit.one.ends_with(|last: char| !last.is_alphanumeric())
}

/// Writes units with their powers: `km²`, `people/km²`.
pub fn units(units: &[(Unit, i8)]) -> String {
    let above: Vec<String> = units
        .iter()
        .filter(|(_, power)| *power > 0)
        .map(|(unit, power)| raised(&unit.several, *power))
        .collect();
    let under: Vec<(Unit, i8)> = units.iter().filter(|(_, power)| *power < 0).cloned().collect();
    let above = if above.is_empty() { "1".to_owned() } else { above.join(" * ") };
    format!("{above}{}", below(&under))
}

fn below(units: &[(Unit, i8)]) -> String {
    let one = |(unit, power): &(Unit, i8)| match *power {
        power if power < 0 => format!("/{}", raised(&unit.one, power.saturating_neg())),
        power => format!(" * {}", raised(&unit.several, power)),
    };
    units.iter().map(one).collect()
}

fn raised(name: &str, power: i8) -> String {
    match power {
        1 => name.to_owned(),
        2 => format!("{name}²"),
        3 => format!("{name}³"),
        power => format!("{name}^{power}"),
    }
}

/// Writes a number: all of its decimals where they are few, else four of them, or four figures that count.
pub fn figures(number: Exact) -> (String, bool) {
    if let Some(exact) = number.decimals(EXACT_DECIMALS).and_then(|decimals| number.written(decimals)) {
        return (exact, true);
    }
    let (words, is_exact) = rounded(number, 4);
    let words = if words.contains('.') { words.trim_end_matches('0').trim_end_matches('.') } else { &words };
    (words.to_owned(), is_exact)
}

/// Writes a number that does not end, with so many decimals, or so many figures that count where it is small.
fn rounded(number: Exact, places: i32) -> (String, bool) {
    let size = number.absolute().as_float();
    let decimals = if size >= 1.0 { places } else { places - 1 - size.log10().floor() as i32 };
    match number.written(decimals.min(28)) {
        Some(words) => (words, false),
        None => match number.written(0) {
            Some(words) => (words, false),
            None => (format!("{:.0}", number.as_float()), false),
        },
    }
}

fn percent(number: Exact) -> (String, bool) {
    match number.decimals(4).and_then(|decimals| number.written(decimals)) {
        Some(exact) => (exact, true),
        None => rounded(number, 2),
    }
}

fn money(number: Exact) -> (String, bool) {
    match number.decimals(2) {
        Some(0) => number.written(0).map(|words| (words, true)),
        Some(_) => number.written(2).map(|words| (words, true)),
        None => None,
    }
    .unwrap_or_else(|| rounded(number, 2))
}

fn stretch_words(stretch: Stretch) -> String {
    calendar(stretch.months, stretch.days)
}

/// Writes years, months and days: “63 years 96 days”.
pub fn calendar(months: i32, days: i32) -> String {
    let is_negative = months < 0 || days < 0;
    let (years, months, days) = (months.unsigned_abs() / 12, months.unsigned_abs() % 12, days.unsigned_abs());
    let named = [(years, "year", "years"), (months, "month", "months"), (days, "day", "days")];
    let parts: Vec<String> = named
        .into_iter()
        .filter(|(count, ..)| *count != 0)
        .map(|(count, one, several)| format!("{count} {}", if count == 1 { one } else { several }))
        .collect();
    let words = if parts.is_empty() { "0 days".to_owned() } else { parts.join(" ") };
    if is_negative { format!("-({words})") } else { words }
}
