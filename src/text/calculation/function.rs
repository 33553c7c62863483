//! What can be asked by name: sums, means, rounding, change, ages.
//!
//! Knows nothing of how a call is written.

use super::exact::Exact;
use super::value::{Quantity, Refusal, Value, between, weekday};

/// The names of all functions, one for each of them.
pub const NAMES: &[&str] = &[
    "sum", "mean", "average", "avg", "median", "min", "max", "round", "abs", "sqrt", "change", "share",
    "age", "weekday", "days",
];

/// Works a function out.
pub fn call(name: &str, given: &[Value]) -> Result<Value, Refusal> {
    match (name, given) {
        (_, []) => Err(format!("{name}() needs something between its brackets.")),
        ("sum", _) => sum(given),
        ("mean" | "average" | "avg", _) => sum(given)?.over(&count(given.len())),
        ("median", _) => {
            let sorted = sorted(given)?;
            let middle = sorted.len() / 2;
            if sorted.len() % 2 == 1 {
                Ok(sorted[middle].clone())
            } else {
                sorted[middle - 1].plus(&sorted[middle])?.over(&count(2))
            }
        }
        ("min", _) => Ok(sorted(given)?.swap_remove(0)),
        ("max", _) => Ok(sorted(given)?.swap_remove(given.len() - 1)),
        ("round", [value]) => round(value, 0),
        ("round", [value, places]) => {
            let places =
                places.number().and_then(Exact::as_whole).and_then(|places| i32::try_from(places).ok());
            round(value, places.ok_or("The number of decimals to round to is a whole number.")?)
        }
        ("abs", [value]) => {
            let zero = value.minus(value)?;
            if is_less(value, &zero)? { value.negative() } else { Ok(value.clone()) }
        }
        ("sqrt", [value]) => root(value),
        ("change", [before, after]) => percent(&after.minus(before)?, before),
        ("share", [part, whole]) => percent(part, whole),
        ("age", [Value::Day(birth), Value::Day(day)]) => {
            let years = between(*birth, *day)?.months / 12;
            Ok(Value::Quantity(Quantity {
                number: Exact::whole(years.into()),
                units: super::unit::named("years").into_iter().collect(),
            }))
        }
        ("days", [Value::Day(from), Value::Day(to)]) => {
            let days = between(*from, *to)?.total.unwrap_or_default();
            Ok(Value::Quantity(Quantity {
                number: Exact::whole(days.into()),
                units: super::unit::named("days").into_iter().collect(),
            }))
        }
        ("weekday", [Value::Day(day)]) => Ok(weekday(*day)),
        _ => Err(usage(name)),
    }
}

fn usage(name: &str) -> Refusal {
    let example = match name {
        "round" => "round(6.4599; 2)",
        "abs" => "abs(-3)",
        "sqrt" => "sqrt(2)",
        "change" => "change(387; 412)",
        "share" => "share(25; 387)",
        "age" => "age(1957-12-06; 2021-03-12)",
        "days" => "days(2021-03-01; 2021-03-12)",
        _ => "weekday(2021-03-12)",
    };
    format!("{name} is written like {example}.")
}

fn count(number: usize) -> Value {
    Value::plain(Exact::whole(number as i128))
}

fn sum(given: &[Value]) -> Result<Value, Refusal> {
    let (first, rest) = given.split_first().ok_or("There is nothing to add.")?;
    rest.iter().try_fold(first.clone(), |sum, value| match (&sum, value) {
        (Value::Quantity(_), Value::Percent(_)) => {
            Err("A percentage cannot be one of several numbers.".to_owned())
        }
        _ => sum.plus(value),
    })
}

/// Tells which of two comes first.
fn is_less(one: &Value, other: &Value) -> Result<bool, Refusal> {
    match (one, other) {
        (Value::Day(one), Value::Day(other)) => Ok(one < other),
        (Value::Percent(one), Value::Points(other)) => Ok(one < other),
        _ => Ok(match one.minus(other)? {
            Value::Quantity(quantity) => quantity.number.is_negative(),
            Value::Percent(number) | Value::Points(number) => number.is_negative(),
            Value::Stretch(stretch) => stretch.total.is_some_and(|days| days < 0),
            Value::Day(_) | Value::Word(_) => false,
        }),
    }
}

fn sorted(given: &[Value]) -> Result<Vec<Value>, Refusal> {
    let mut sorted: Vec<Value> = Vec::with_capacity(given.len());
    for value in given {
        let mut at = sorted.len();
        while at > 0 && is_less(value, &sorted[at - 1])? {
            at -= 1;
        }
        sorted.insert(at, value.clone());
    }
    Ok(sorted)
}

fn round(value: &Value, places: i32) -> Result<Value, Refusal> {
    let rounded =
        |number: Exact| number.rounded(places).ok_or("It cannot be rounded to so many decimals.".to_owned());
    Ok(match value {
        Value::Quantity(quantity) => {
            Value::Quantity(Quantity { number: rounded(quantity.number)?, units: quantity.units.clone() })
        }
        Value::Percent(number) => Value::Percent(rounded(*number)?),
        Value::Points(number) => Value::Points(rounded(*number)?),
        _ => return Err("Only numbers can be rounded.".to_owned()),
    })
}

/// Returns a share of a whole in per cent.
fn percent(part: &Value, whole: &Value) -> Result<Value, Refusal> {
    let ratio = part.over(whole)?;
    let number =
        ratio.number().ok_or_else(|| format!("There is no share of {} in {}.", part.sort(), whole.sort()))?;
    let percent = number.times(Exact::whole(100));
    percent.map(Value::Percent).ok_or_else(|| "This is too large to be computed exactly.".to_owned())
}

/// Takes a square root: exactly where there is one, else to fourteen figures.
fn root(value: &Value) -> Result<Value, Refusal> {
    let Value::Quantity(quantity) = value else { return Err("Only numbers have square roots.".to_owned()) };
    if quantity.number.is_negative() {
        return Err("A number below zero has no square root.".to_owned());
    }
    if quantity.units.iter().any(|(_, power)| power % 2 != 0) {
        return Err(format!("{} have no square root.", value.sort()));
    }
    let number =
        Exact::nearly(quantity.number.as_float().sqrt()).ok_or("This is too large to be computed.")?;
    let exact = number.rounded(6).filter(|near| near.times(*near) == Some(quantity.number));
    let units = quantity.units.iter().map(|(unit, power)| (unit.clone(), power / 2)).collect();
    Ok(Value::Quantity(Quantity { number: exact.unwrap_or(number), units }))
}

/// Raises to a power: exactly where that is whole, else to fourteen figures.
pub fn power(base: &Value, exponent: &Value) -> Result<Value, Refusal> {
    let Some(exponent) = exponent.number() else {
        return Err("Only a plain number can stand behind “^”.".to_owned());
    };
    let large = || "This is too large, or too finely divided, to be computed exactly.".to_owned();
    let Value::Quantity(quantity) = base else {
        return Err(format!("There is no power of {}.", base.sort()));
    };
    if let Some(whole) = exponent.as_whole() {
        let whole = i32::try_from(whole).map_err(|_| large())?;
        if quantity.number.is_zero() && whole < 0 {
            return Err("Nothing can be divided by zero.".to_owned());
        }
        let units = quantity.units.iter().map(|(unit, power)| {
            let power = i32::from(*power).checked_mul(whole).and_then(|power| i8::try_from(power).ok());
            Some((unit.clone(), power?))
        });
        let units = if whole == 0 { Vec::new() } else { units.collect::<Option<_>>().ok_or_else(large)? };
        if quantity.units.iter().any(|(unit, _)| unit.zero.is_some()) {
            return Err("A temperature on a scale cannot be multiplied or divided.".to_owned());
        }
        return Ok(Value::Quantity(Quantity {
            number: quantity.number.power(whole).ok_or_else(large)?,
            units,
        }));
    }
    if !quantity.is_plain() {
        return Err("Units cannot be raised to a fraction.".to_owned());
    }
    if quantity.number.is_negative() {
        return Err("A number below zero has no such root.".to_owned());
    }
    let number = quantity.number.as_float().powf(exponent.as_float());
    Exact::nearly(number).map(Value::plain).ok_or_else(large)
}
