//! What a calculation works with: quantities, shares, days, spans between them; and what can be done with two.
//!
//! Says in words what cannot be done. Knows nothing of how anything was written.

use jiff::civil::Date;
use jiff::{Span as Between, Unit as Step};

use super::exact::Exact;
use super::unit::{self, Base, Unit};
use crate::text::day;

/// Units with their powers.
pub type Units = Vec<(Unit, i8)>;

/// A number of units; a plain number has none.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// How many of the units.
    pub number: Exact,
    /// The units, as they are shown.
    pub units: Units,
}

/// A time between two days, as a calendar counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Whole months; between two days, those of whole years.
    pub months: i32,
    /// Days beyond them.
    pub days: i32,
    /// The same in whole months and days beyond those, where both days are known.
    pub by_month: Option<(i32, i32)>,
    /// All of it in days, where both days are known.
    pub total: Option<i32>,
}

/// What a part of a calculation comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, with its units if it has any.
    Quantity(Quantity),
    /// So many per cent.
    Percent(Exact),
    /// So many percentage points.
    Points(Exact),
    /// A day.
    Day(Date),
    /// A time between two days.
    Stretch(Stretch),
    /// A word, such as the name of a weekday.
    Word(&'static str),
}

/// Why two values cannot be put together.
pub type Refusal = String;

/// Seconds in a day.
const DAY: Exact = Exact::whole(86_400);
/// Seconds in a month of the mean Gregorian year of 365.2425 days.
pub const MEAN_MONTH: Exact = Exact::whole(2_629_746);

fn large<T>(result: Option<T>) -> Result<T, Refusal> {
    result.ok_or_else(|| "This is too large, or too finely divided, to be computed exactly.".to_owned())
}

impl Quantity {
    /// Makes a plain number.
    pub fn plain(number: Exact) -> Self {
        Self { number, units: Vec::new() }
    }

    /// Lists what it is made of, in order, with the powers.
    pub fn bases(&self) -> Vec<(Base, i32)> {
        let mut bases: Vec<(Base, i32)> = Vec::new();
        for (base, power) in
            self.units.iter().flat_map(|(unit, power)| unit.bases.iter().map(move |base| (base, *power)))
        {
            let power = i32::from(base.1) * i32::from(power);
            match bases.iter_mut().find(|(known, _)| *known == base.0) {
                Some((_, known)) => *known += power,
                None => bases.push((base.0.clone(), power)),
            }
        }
        bases.retain(|(_, power)| *power != 0);
        bases.sort();
        bases
    }

    /// Tells whether it is a number alone.
    pub fn is_plain(&self) -> bool {
        self.units.is_empty()
    }

    /// Returns the scale of temperature it is a point of.
    pub fn scale(&self) -> Option<&Unit> {
        match self.units.as_slice() {
            [(unit, 1)] if unit.zero.is_some() => Some(unit),
            _ => None,
        }
    }

    fn factor(&self) -> Option<Exact> {
        self.units
            .iter()
            .try_fold(Exact::ONE, |whole, (unit, power)| whole.times(unit.factor.power((*power).into())?))
    }

    /// Turns it into other units of the same sort.
    pub fn turned_into(&self, units: &Units) -> Result<Self, Refusal> {
        let target = Self { number: Exact::ONE, units: units.clone() };
        if self.bases() != target.bases() {
            return self.across(&target);
        }
        let number = match (self.scale(), target.scale()) {
            (Some(from), Some(to)) => {
                let zero = |unit: &Unit| unit.zero.and_then(|zero| Exact::new(zero.0, zero.1));
                let kelvins = zero(from).and_then(|zero| self.number.times(from.factor)?.plus(zero));
                kelvins.zip(zero(to)).and_then(|(kelvins, zero)| kelvins.minus(zero)?.over(to.factor))
            }
            _ => self.factor().and_then(|factor| self.number.times(factor)?.over(target.factor()?)),
        };
        Ok(Self { number: large(number)?, units: units.clone() })
    }

    /// Turns months into days or days into months, by the mean length of a year.
    fn across(&self, target: &Self) -> Result<Self, Refusal> {
        let mean = |one: &Self| -> Option<(Vec<(Base, i32)>, Exact)> {
            let mut factor = one.factor()?;
            let mut bases: Vec<(Base, i32)> = Vec::new();
            for (base, power) in one.bases() {
                let base = if base == Base::Month {
                    factor = factor.times(MEAN_MONTH.power(power)?)?;
                    Base::Time
                } else {
                    base
                };
                match bases.iter_mut().find(|(known, _)| *known == base) {
                    Some((_, known)) => *known += power,
                    None => bases.push((base, power)),
                }
            }
            bases.retain(|(_, power)| *power != 0);
            bases.sort();
            Some((bases, factor))
        };
        let (from, to) = (large(mean(self))?, large(mean(target))?);
        if from.0 != to.0 {
            return Err(format!("{} cannot be turned into {}.", named(self), named(target)));
        }
        let number = self.number.times(from.1).and_then(|number| number.over(to.1));
        Ok(Self { number: large(number)?, units: target.units.clone() })
    }

    /// Tells whether turning it into these units takes the mean length of a year.
    pub fn crosses(&self, units: &Units) -> bool {
        let target = Self { number: Exact::ONE, units: units.clone() };
        self.bases() != target.bases()
    }

    fn times(&self, other: &Self, turn: i8) -> Result<Self, Refusal> {
        if self.scale().or(other.scale()).is_some_and(|unit| unit.one != "K") {
            return Err("A temperature on a scale cannot be multiplied or divided.".to_owned());
        }
        let number = if turn > 0 { self.number.times(other.number) } else { self.number.over(other.number) };
        let mut product = Self { number: large(number)?, units: self.units.clone() };
        for (unit, power) in &other.units {
            large(product.push(unit, power.saturating_mul(turn)))?;
        }
        large(product.settle())?;
        Ok(product)
    }

    /// Multiplies by a unit; units of one simple sort become one.
    fn push(&mut self, unit: &Unit, power: i8) -> Option<()> {
        let same = |known: &Unit| known == unit || (unit.lone().is_some() && known.lone() == unit.lone());
        match self.units.iter_mut().find(|(known, _)| same(known)) {
            Some((known, there)) => {
                let ratio = unit.factor.over(known.factor)?.power(power.into())?;
                self.number = self.number.times(ratio)?;
                *there = there.checked_add(power)?;
            }
            None => self.units.push((unit.clone(), power)),
        }
        self.units.retain(|(_, power)| *power != 0);
        Some(())
    }

    /// Takes units such as mph apart where another one shares a part with them.
    fn settle(&mut self) -> Option<()> {
        let shares = |one: &Unit, other: &Unit| {
            one.bases.iter().any(|(base, _)| other.bases.iter().any(|(known, _)| known == base))
        };
        for _ in 0..self.units.len() {
            let compound = self.units.iter().position(|(unit, _)| {
                unit::parts(unit).is_some()
                    && self.units.iter().any(|(other, _)| other != unit && shares(unit, other))
            });
            let Some(at) = compound else { break };
            let (unit, power) = self.units.remove(at);
            let (parts, factor) = unit::parts(&unit)?;
            self.number = self.number.times(factor.power(power.into())?)?;
            for (part, own) in parts {
                self.push(&part, own.checked_mul(power)?)?;
            }
        }
        Some(())
    }

    /// Adds, in its own units; `turn` of -1 takes away.
    fn plus(&self, other: &Self, turn: i8) -> Result<Self, Refusal> {
        if self.bases() != other.bases() {
            let (one, two) = (named(self), named(other));
            let verb = if turn > 0 { "added to" } else { "taken from" };
            let (what, to) = (two, one);
            return Err(format!("{} cannot be {verb} {to}.", capital(&what)));
        }
        let same = match (self.scale(), other.scale()) {
            // A second temperature is a difference where it is added, and a point where it is taken away.
            (Some(own), Some(their)) if turn > 0 && own != their => {
                return Err(format!("{} cannot be added to {}.", capital(&named(other)), named(self)));
            }
            _ => other.turned_into(&self.units)?,
        };
        let number = if turn > 0 { self.number.plus(same.number) } else { self.number.minus(same.number) };
        let mut sum = Self { number: large(number)?, units: self.units.clone() };
        if let (Some(scale), Some(_), true) = (self.scale(), other.scale(), turn < 0) {
            let name = if scale.one == "°F" { "degree Fahrenheit" } else { "degree Celsius" };
            sum.units = unit::named(name).into_iter().collect();
        }
        Ok(sum)
    }

    /// Returns how many whole days it is.
    fn whole_days(&self) -> Option<i32> {
        let seconds = self.number.times(self.factor()?)?;
        (self.bases() == [(Base::Time, 1)]).then_some(())?;
        i32::try_from(seconds.over(DAY)?.as_whole()?).ok()
    }

    /// Returns how many whole months it is.
    fn whole_months(&self) -> Option<i32> {
        let months = self.number.times(self.factor()?)?;
        (self.bases() == [(Base::Month, 1)]).then_some(())?;
        i32::try_from(months.as_whole()?).ok()
    }

    fn stretch(&self) -> Option<Stretch> {
        match (self.whole_days(), self.whole_months()) {
            (Some(days), _) => Some(Stretch { months: 0, days, by_month: None, total: None }),
            (_, Some(months)) => Some(Stretch { months, days: 0, by_month: None, total: None }),
            _ => None,
        }
    }
}

/// Names what a quantity counts.
fn named(quantity: &Quantity) -> String {
    match quantity.units.as_slice() {
        [] => "a plain number".to_owned(),
        [(unit, 1)] => unit.several.clone(),
        units => super::print::units(units),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let is_word =
        words.chars().take(3).filter(|letter| letter.is_lowercase()).count() == 3 || words.starts_with("a ");
    match letters.next() {
        Some(first) if is_word => first.to_uppercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

impl Value {
    /// Makes a plain number.
    pub fn plain(number: Exact) -> Self {
        Self::Quantity(Quantity::plain(number))
    }

    /// Names what it is.
    pub fn sort(&self) -> String {
        match self {
            Self::Quantity(quantity) => named(quantity),
            Self::Percent(_) => "a percentage".to_owned(),
            Self::Points(_) => "percentage points".to_owned(),
            Self::Day(_) => "a day".to_owned(),
            Self::Stretch(_) => "a time between days".to_owned(),
            Self::Word(_) => "a word".to_owned(),
        }
    }

    /// Returns the plain number that it is.
    pub fn number(&self) -> Option<Exact> {
        match self {
            Self::Quantity(quantity) if quantity.is_plain() => Some(quantity.number),
            _ => None,
        }
    }

    /// Adds.
    pub fn plus(&self, other: &Self) -> Result<Self, Refusal> {
        Ok(match (self, other) {
            (Self::Percent(one), Self::Percent(two) | Self::Points(two)) => {
                Self::Percent(large(one.plus(*two))?)
            }
            (Self::Points(one), Self::Points(two)) => Self::Points(large(one.plus(*two))?),
            (Self::Quantity(quantity), Self::Percent(share)) => {
                let part = share.over(Exact::whole(100)).and_then(|share| share.plus(Exact::ONE));
                let number = part.and_then(|part| quantity.number.times(part));
                Self::Quantity(Quantity { number: large(number)?, units: quantity.units.clone() })
            }
            (Self::Day(date), _) => Self::Day(other.shift(*date, 1)?),
            (_, Self::Day(date)) => Self::Day(self.shift(*date, 1)?),
            (Self::Quantity(one), Self::Quantity(two)) => match one.plus(two, 1) {
                Ok(sum) => Self::Quantity(sum),
                Err(refusal) => join(self, other).ok_or(refusal)?,
            },
            _ => join(self, other).ok_or_else(|| self.apart(other, "added to"))?,
        })
    }

    /// Takes away.
    pub fn minus(&self, other: &Self) -> Result<Self, Refusal> {
        Ok(match (self, other) {
            // What is left of the whole is a share, too.
            (Self::Percent(one), Self::Percent(two)) if *one == Exact::whole(100) => {
                Self::Percent(large(one.minus(*two))?)
            }
            (Self::Percent(one), Self::Percent(two)) | (Self::Points(one), Self::Points(two)) => {
                Self::Points(large(one.minus(*two))?)
            }
            (Self::Percent(one), Self::Points(two)) => Self::Percent(large(one.minus(*two))?),
            (Self::Quantity(_), Self::Percent(share)) => self.plus(&Self::Percent(share.negative()))?,
            (Self::Day(one), Self::Day(two)) => Self::Stretch(between(*two, *one)?),
            (Self::Day(date), _) => Self::Day(other.shift(*date, -1)?),
            (Self::Quantity(one), Self::Quantity(two)) => Self::Quantity(one.plus(two, -1)?),
            _ => return Err(self.apart(other, "taken from")),
        })
    }

    /// Multiplies.
    pub fn times(&self, other: &Self) -> Result<Self, Refusal> {
        let hundred = Exact::whole(100);
        Ok(match (self, other) {
            (Self::Quantity(one), Self::Quantity(two)) => Self::Quantity(one.times(two, 1)?),
            (Self::Percent(one), Self::Percent(two)) => {
                Self::Percent(large(one.times(*two).and_then(|product| product.over(hundred)))?)
            }
            (Self::Percent(share), Self::Quantity(quantity))
            | (Self::Quantity(quantity), Self::Percent(share)) => {
                let number = share.over(hundred).and_then(|share| quantity.number.times(share));
                Self::Quantity(Quantity { number: large(number)?, units: quantity.units.clone() })
            }
            (Self::Points(points), Self::Quantity(quantity))
            | (Self::Quantity(quantity), Self::Points(points))
                if quantity.is_plain() =>
            {
                Self::Points(large(points.times(quantity.number))?)
            }
            _ => return Err(self.apart(other, "multiplied with")),
        })
    }

    /// Divides.
    pub fn over(&self, other: &Self) -> Result<Self, Refusal> {
        let is_zero = match other {
            Self::Quantity(quantity) => quantity.number.is_zero(),
            Self::Percent(number) | Self::Points(number) => number.is_zero(),
            _ => false,
        };
        if is_zero {
            return Err("Nothing can be divided by zero.".to_owned());
        }
        let hundred = Exact::whole(100);
        Ok(match (self, other) {
            (Self::Quantity(one), Self::Quantity(two)) => Self::Quantity(one.times(two, -1)?),
            (Self::Percent(one), Self::Percent(two)) | (Self::Points(one), Self::Points(two)) => {
                Self::plain(large(one.over(*two))?)
            }
            (Self::Percent(one), Self::Quantity(two)) if two.is_plain() => {
                Self::Percent(large(one.over(two.number))?)
            }
            (Self::Points(one), Self::Quantity(two)) if two.is_plain() => {
                Self::Points(large(one.over(two.number))?)
            }
            (Self::Quantity(quantity), Self::Percent(share)) => {
                let number = share.over(hundred).and_then(|share| quantity.number.over(share));
                Self::Quantity(Quantity { number: large(number)?, units: quantity.units.clone() })
            }
            _ => return Err(self.apart(other, "divided by")),
        })
    }

    /// Returns the same with the other sign.
    pub fn negative(&self) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Quantity(quantity) => {
                Self::Quantity(Quantity { number: quantity.number.negative(), units: quantity.units.clone() })
            }
            Self::Percent(number) => Self::Percent(number.negative()),
            Self::Points(number) => Self::Points(number.negative()),
            Self::Stretch(stretch) => Self::Stretch(Stretch {
                months: -stretch.months,
                days: -stretch.days,
                by_month: stretch.by_month.map(|(months, days)| (-months, -days)),
                total: stretch.total.map(|days| -days),
            }),
            Self::Day(_) | Self::Word(_) => return Err(format!("There is no minus {}.", self.sort())),
        })
    }

    fn apart(&self, other: &Self, verb: &str) -> Refusal {
        let (first, second) =
            if verb.ends_with("to") || verb.ends_with("from") { (other, self) } else { (self, other) };
        format!("{} cannot be {verb} {}.", capital(&first.sort()), second.sort())
    }

    /// Counts so many days and months on from a day, or back.
    fn shift(&self, date: Date, turn: i32) -> Result<Date, Refusal> {
        let stretch = match self {
            Self::Quantity(quantity) => quantity.stretch(),
            Self::Stretch(stretch) => Some(*stretch),
            _ => None,
        };
        let Some(stretch) = stretch else {
            let what = self.sort();
            let verb = if turn > 0 { "added to" } else { "taken from" };
            return Err(format!(
                "{} cannot be {verb} a day: it takes whole days, weeks, months or years.",
                capital(&what)
            ));
        };
        let moved = turn
            .checked_mul(stretch.months)
            .and_then(|months| checked_months(date, months))
            .and_then(|date| date.checked_add(days(turn.checked_mul(stretch.days)?)?).ok())
            .filter(|date| (1..=9_998).contains(&date.year()));
        moved.ok_or_else(|| "The calendar does not reach that far.".to_owned())
    }
}

fn days(days: i32) -> Option<Between> {
    Between::new().try_days(days).ok()
}

fn checked_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(Between::new().try_months(months).ok()?).ok()
}

/// Puts months and days together, as in “63 years 96 days”.
fn join(one: &Value, other: &Value) -> Option<Value> {
    let stretch = |value: &Value| match value {
        Value::Quantity(quantity) => quantity.stretch(),
        Value::Stretch(stretch) => Some(*stretch),
        _ => None,
    };
    let (one, other) = (stretch(one)?, stretch(other)?);
    let months = one.months.checked_add(other.months)?;
    let days = one.days.checked_add(other.days)?;
    let total = one.total.zip(other.total).and_then(|(one, other)| one.checked_add(other));
    Some(Value::Stretch(Stretch { months, days, by_month: None, total }))
}

/// Counts whole years and the days beyond them from one day to another.
pub fn between(from: Date, to: Date) -> Result<Stretch, Refusal> {
    let refusal = || "These days are too far apart.".to_owned();
    let total = from.until((Step::Day, to)).map_err(|_| refusal())?.get_days();
    let span = from.until((Step::Month, to)).map_err(|_| refusal())?;
    let months = span.get_months() / 12 * 12;
    let anniversary = checked_months(from, months).ok_or_else(refusal)?;
    let days = anniversary.until((Step::Day, to)).map_err(|_| refusal())?.get_days();
    Ok(Stretch { months, days, by_month: Some((span.get_months(), span.get_days())), total: Some(total) })
}

/// Returns the name of a day's weekday.
pub fn weekday(date: Date) -> Value {
    Value::Word(day::weekday(date))
}
