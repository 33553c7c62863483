//! Reads a calculation and works it out on the way.
//!
//! Knows the grammar; what can be done with two values is the values' own knowledge. Bounded: brackets nest 60 deep at
//! most.

use super::exact::Exact;
use super::fault::Fault;
use super::function;
use super::lexer::{Piece, Token};
use super::unit::{self, Unit};
use super::value::{Quantity, Refusal, Stretch, Units, Value};
use crate::text::Range;

/// How deep brackets nest at most.
const DEEPEST: usize = 60;

/// Words that join and are never the name of a thing.
const JOINING: &[&str] =
    &["of", "in", "to", "as", "into", "per", "x", "times", "and", "plus", "minus", "between", "from"];

/// A value, and how it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it comes to.
    pub value: Value,
    /// The last place of the number it was written as, in its own units; nothing for what was computed.
    pub place: Option<Exact>,
    /// The bytes of the line.
    pub range: Range,
}

/// A line that is being read.
pub struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    /// What has to be known to understand the result, each a sentence.
    pub notes: Vec<String>,
    /// Whether something was divided.
    pub divides: bool,
}

impl<'a> Parser<'a> {
    /// Begins with the first of some pieces, the last of which is the line's end.
    pub fn new(tokens: &'a [Token]) -> Self {
        Self { tokens, at: 0, depth: 0, notes: Vec::new(), divides: false }
    }

    /// Reads one side of the line, up to a sign of equality or the end.
    pub fn side(&mut self) -> Result<Term, Fault> {
        if matches!(self.piece(), Piece::End | Piece::Sign('=')) {
            return Err(Fault::new(self.range(), "Something to compute is missing here."));
        }
        let term = self.expression()?;
        match self.piece() {
            Piece::End | Piece::Sign('=') => Ok(term),
            Piece::Sign(')') => Err(Fault::new(self.range(), "This bracket closes none that is open.")),
            Piece::Sign(',' | ';') => {
                Err(Fault::new(self.range(), "A sign such as + or - is needed between two numbers."))
            }
            Piece::Word(word) => Err(Fault::new(self.range(), format!("“{word}” is not understood here."))),
            _ => Err(Fault::new(self.range(), "A sign such as + or * is missing before this.")),
        }
    }

    /// Steps over a sign of equality.
    pub fn equals(&mut self) -> bool {
        let is_there = *self.piece() == Piece::Sign('=');
        self.at += usize::from(is_there);
        is_there
    }

    fn token(&self) -> &'a Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn piece(&self) -> &'a Piece {
        &self.token().piece
    }

    fn range(&self) -> Range {
        self.token().range
    }

    fn ahead(&self, steps: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + steps)
    }

    fn takes(&mut self, sign: char) -> bool {
        let is_there = *self.piece() == Piece::Sign(sign);
        self.at += usize::from(is_there);
        is_there
    }

    fn is_word(&self, words: &[&str]) -> bool {
        matches!(self.piece(), Piece::Word(word) if words.iter().any(|known| word.eq_ignore_ascii_case(known)))
    }

    fn takes_word(&mut self, words: &[&str]) -> bool {
        let is_there = self.is_word(words);
        self.at += usize::from(is_there);
        is_there
    }

    fn expression(&mut self) -> Result<Term, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::new(self.range(), format!("Brackets nest more than {DEEPEST} deep here.")));
        }
        let mut term = self.sum()?;
        loop {
            let at = self.range();
            // From one day to another.
            if matches!(term.value, Value::Day(_)) && self.takes_word(&["to"]) {
                let until = self.sum()?;
                let range = term.range.hull(until.range);
                term = Term { value: told(until.value.minus(&term.value), range)?, place: None, range };
            } else if self.takes_word(&["in", "to", "as", "into"]) {
                term = self.conversion(term, at)?;
            } else {
                break;
            }
        }
        self.depth -= 1;
        Ok(term)
    }

    fn sum(&mut self) -> Result<Term, Fault> {
        let mut left = self.product()?;
        loop {
            let at = self.range();
            let is_plus = self.takes('+') || self.takes_word(&["plus"]);
            if !is_plus && !self.takes('-') && !self.takes_word(&["minus"]) {
                return Ok(left);
            }
            let right = self.product()?;
            if let (Value::Quantity(quantity), Value::Percent(_)) = (&left.value, &right.value) {
                if quantity.is_plain() && left.place.is_some() && quantity.number.is_zero() {
                    return Err(Fault::new(at, "A percentage of nothing is nothing."));
                }
                self.notes.push("The percentage is taken of what stands before it.".to_owned());
            }
            let value = if is_plus { left.value.plus(&right.value) } else { left.value.minus(&right.value) };
            left = joined(&left, &right, value, at)?;
        }
    }

    fn product(&mut self) -> Result<Term, Fault> {
        let mut left = self.signed()?;
        loop {
            let at = self.range();
            if self.is_word(&["of"]) && is_count(&left) {
                // “14 of 27 members” is a share, “6 % of 412” and “1/3 of 412” are parts.
                self.at += 1;
                let right = self.signed()?;
                self.divides = true;
                let value = share(&left.value, &right.value);
                left = joined(&left, &right, value, at)?;
            } else if self.takes('*') || self.takes_word(&["of", "x", "times"]) {
                let right = self.signed()?;
                let value = left.value.times(&right.value);
                left = joined(&left, &right, value, at)?;
            } else if self.takes('/') || self.takes_word(&["per"]) {
                let right = if self.is_bare_unit() { self.bare_unit()? } else { self.signed()? };
                let place = left.place.filter(|_| is_one(&right));
                self.divides = true;
                let value = left.value.over(&right.value);
                left = joined(&left, &right, value, at)?;
                left.place = place;
            } else {
                return Ok(left);
            }
        }
    }

    fn signed(&mut self) -> Result<Term, Fault> {
        let start = self.range();
        let mut is_negative = false;
        let mut count = 0;
        loop {
            if self.takes('-') {
                is_negative = !is_negative;
            } else if !self.takes('+') {
                break;
            }
            count += 1;
        }
        let term = self.power()?;
        if count == 0 {
            return Ok(term);
        }
        let range = start.hull(term.range);
        let value = if is_negative { told(term.value.negative(), range)? } else { term.value };
        Ok(Term { value, place: term.place, range })
    }

    fn power(&mut self) -> Result<Term, Fault> {
        let base = self.with_ending()?;
        let at = self.range();
        if self.takes('^') {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(Fault::new(at, format!("Powers nest more than {DEEPEST} deep here.")));
            }
            let exponent = self.signed()?;
            self.depth -= 1;
            let value = function::power(&base.value, &exponent.value);
            return joined(&base, &exponent, value, at);
        }
        if let Piece::Raised(power) = self.piece() {
            self.at += 1;
            let value = function::power(&base.value, &Value::plain(Exact::whole((*power).into())));
            let range = base.range.hull(at);
            return Ok(Term { value: told(value, at)?, place: None, range });
        }
        Ok(base)
    }

    /// Reads a value with what stands close behind it: a sign of per cent, a unit, the next part of “5 ft 11 in”.
    fn with_ending(&mut self) -> Result<Term, Fault> {
        let mut term = self.primary()?;
        while self.continues(&term) {
            let next = self.primary()?;
            let sum = match &term.value {
                Value::Quantity(quantity) if quantity.number.is_negative() => term.value.minus(&next.value),
                _ => term.value.plus(&next.value),
            };
            let range = term.range.hull(next.range);
            let mut place = next.place;
            if let (Value::Quantity(whole), Value::Quantity(part)) = (&term.value, &next.value)
                && !whole.is_plain()
            {
                let one = Quantity { number: place.unwrap_or(Exact::ONE), units: part.units.clone() };
                place = one.turned_into(&whole.units).ok().map(|one| one.number).filter(|_| place.is_some());
            }
            term = Term { value: told(sum, next.range)?, place, range };
        }
        Ok(term)
    }

    /// Tells whether a number with a smaller unit of the same sort follows: 2 h 30 min, 63 years 96 days.
    fn continues(&self, term: &Term) -> bool {
        if term.place.is_none() || !matches!(self.piece(), Piece::Number(_)) {
            return false;
        }
        let Some(Token { piece: Piece::Word(word), .. }) = self.ahead(1) else { return false };
        let Some((next, 1)) = unit::named(word) else { return false };
        let is_calendar =
            |unit: &Unit| matches!(unit.lone(), Some((unit::Base::Time | unit::Base::Month, 1)));
        match &term.value {
            Value::Quantity(quantity) => match quantity.units.as_slice() {
                [(unit, 1)] => unit.bases == next.bases || (is_calendar(unit) && is_calendar(&next)),
                _ => false,
            },
            Value::Stretch(_) => is_calendar(&next),
            _ => false,
        }
    }

    fn primary(&mut self) -> Result<Term, Fault> {
        let token = self.token();
        let range = token.range;
        match &token.piece {
            Piece::Number(figure) => {
                self.at += 1;
                let (number, place, range) = self.scaled(figure.number, figure.place, range, false)?;
                Ok(self.measured(number, place, range))
            }
            Piece::Day(date) => {
                self.at += 1;
                Ok(Term { value: Value::Day(*date), place: None, range })
            }
            Piece::Money(unit) => {
                self.at += 1;
                let Piece::Number(figure) = self.piece() else {
                    return Err(Fault::new(range, format!("A number is missing behind “{}”.", unit.one)));
                };
                let number_range = self.range();
                self.at += 1;
                let (number, place, range) =
                    self.scaled(figure.number, figure.place, range.hull(number_range), true)?;
                let value = Value::Quantity(Quantity { number, units: vec![(unit.clone(), 1)] });
                Ok(Term { value, place: Some(place), range })
            }
            Piece::Sign('(') => {
                self.at += 1;
                let inside = self.expression()?;
                self.closing(range)?;
                Ok(self.ending(Term { place: None, ..inside }))
            }
            Piece::Word(word) => self.word(word, range),
            Piece::End | Piece::Sign('=') => Err(Fault::new(range, "A number is missing here.")),
            Piece::Sign(sign) => Err(Fault::new(range, format!("A number is missing before “{sign}”."))),
            Piece::Raised(_) => Err(Fault::new(range, "A number is missing before this power.")),
        }
    }

    fn closing(&mut self, opened: Range) -> Result<Range, Fault> {
        let range = self.range();
        if self.takes(')') {
            return Ok(range);
        }
        match self.piece() {
            Piece::End | Piece::Sign('=') => Err(Fault::new(opened, "This bracket is never closed.")),
            Piece::Sign(',' | ';') => {
                Err(Fault::new(range, "A sign such as + or - is needed between two numbers."))
            }
            _ => Err(Fault::new(range, "A sign such as + or * is missing before this.")),
        }
    }

    /// Reads a function, or a word that stands where a number should.
    fn word(&mut self, word: &str, range: Range) -> Result<Term, Fault> {
        let name = word.to_lowercase();
        let calls = matches!(self.ahead(1), Some(Token { piece: Piece::Sign('('), .. }));
        if calls && function::NAMES.contains(&name.as_str()) {
            self.at += 2;
            let opened = self.range();
            let mut given = Vec::new();
            if !self.takes(')') {
                loop {
                    given.push(self.expression()?.value);
                    if !self.takes(',') && !self.takes(';') {
                        self.closing(range)?;
                        break;
                    }
                }
            }
            let range = range.hull(opened);
            return Ok(self.ending(Term {
                value: told(function::call(&name, &given), range)?,
                place: None,
                range,
            }));
        }
        if calls {
            let known = function::NAMES.join(", ");
            return Err(Fault::new(range, format!("There is no function “{word}”: {known} are known.")));
        }
        let weekday = crate::text::day::WEEKDAYS.iter().find(|day| day.eq_ignore_ascii_case(word));
        if let Some(day) = weekday {
            self.at += 1;
            return Ok(Term { value: Value::Word(day), place: None, range });
        }
        let message = if function::NAMES.contains(&name.as_str()) {
            format!("“{word}” needs its numbers in brackets behind it.")
        } else if unit::named(word).is_some() {
            format!("A number is missing before “{word}”.")
        } else {
            format!(
                "“{word}” is not understood: a number, a day or a function such as sum( ) is needed here."
            )
        };
        Err(Fault::new(range, message))
    }

    /// Multiplies a number by the words behind it: thousand, million, bn; behind a currency k and m as well.
    fn scaled(
        &mut self,
        number: Exact,
        place: Exact,
        range: Range,
        is_money: bool,
    ) -> Result<(Exact, Exact, Range), Fault> {
        let (mut number, mut place, mut range) = (number, place, range);
        while let Piece::Word(word) = self.piece() {
            let Some(power) = scale(word, is_money) else { break };
            range = range.hull(self.range());
            let ten =
                if word.eq_ignore_ascii_case("dozen") { Some(Exact::whole(12)) } else { Exact::ten(power) };
            let scaled = ten.and_then(|ten| Some((number.times(ten)?, place.times(ten)?)));
            (number, place) = scaled.ok_or_else(|| Fault::too_large(range))?;
            self.at += 1;
        }
        Ok((number, place, range))
    }

    /// Gives a number the unit that stands behind it.
    fn measured(&mut self, number: Exact, place: Exact, range: Range) -> Term {
        let plain = Term { value: Value::plain(number), place: Some(place), range };
        if let Piece::Money(unit) = self.piece() {
            let range = range.hull(self.range());
            // “5 $ 3” is five dollars before a number, not five and three dollars.
            self.at += 1;
            let value = Value::Quantity(Quantity { number, units: vec![(unit.clone(), 1)] });
            return Term { value, place: Some(place), range };
        }
        self.ending(plain)
    }

    /// Reads the sign of per cent, or the unit, behind a plain number.
    fn ending(&mut self, term: Term) -> Term {
        let Some(number) = term.value.number() else { return term };
        let range = term.range;
        if let Some((length, is_points)) = self.percent_ahead() {
            let range = range.hull(self.tokens[self.at + length - 1].range);
            self.at += length;
            let value = if is_points { Value::Points(number) } else { Value::Percent(number) };
            return Term { value, place: term.place, range };
        }
        if let Some((units, steps)) = self.units_ahead() {
            let range = range.hull(self.tokens[self.at + steps - 1].range);
            self.at += steps;
            return Term { value: Value::Quantity(Quantity { number, units }), place: term.place, range };
        }
        if term.place.is_some()
            && let Some((unit, steps)) = self.thing_ahead()
        {
            let range = range.hull(self.tokens[self.at + steps - 1].range);
            self.at += steps;
            let value = Value::Quantity(Quantity { number, units: vec![(unit, 1)] });
            return Term { value, place: term.place, range };
        }
        term
    }

    /// Looks for “%”, “per cent”, “pp”, “percentage points”: how many pieces it takes, and whether it is points.
    fn percent_ahead(&self) -> Option<(usize, bool)> {
        let word = |steps: usize| match self.ahead(steps).map(|token| &token.piece) {
            Some(Piece::Word(word)) => word.to_lowercase(),
            _ => String::new(),
        };
        let is_points = |steps: usize| matches!(word(steps).as_str(), "point" | "points");
        match self.piece() {
            Piece::Sign('%') => {
                let steps =
                    1 + usize::from(self.ahead(1).is_some_and(|token| token.piece == Piece::Sign('-')));
                if is_points(steps) { Some((steps + 1, true)) } else { Some((1, false)) }
            }
            Piece::Word(_) => match (word(0).as_str(), word(1).as_str()) {
                ("percent" | "pct" | "percentage", _) => {
                    if is_points(1) {
                        Some((2, true))
                    } else {
                        Some((1, false))
                    }
                }
                ("per", "cent") => {
                    if is_points(2) {
                        Some((3, true))
                    } else {
                        Some((2, false))
                    }
                }
                ("pp" | "ppt" | "pts", _) => Some((1, true)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Looks for a unit that is known, with its power: how many pieces it takes.
    fn units_ahead(&self) -> Option<(Units, usize)> {
        let Piece::Word(word) = self.piece() else { return None };
        let next = match self.ahead(1).map(|token| &token.piece) {
            Some(Piece::Word(next)) => Some(next),
            _ => None,
        };
        // “11 in” is inches, “0.25 in %” and “5 in metres” are none.
        if word.eq_ignore_ascii_case("in") && self.is_target(1) {
            return None;
        }
        let both = next.and_then(|next| unit::named(&format!("{word} {next}")));
        let (found, steps) = match both {
            Some(found) => (found, 2),
            None => (unit::named(word).filter(|_| !is_joining(word) || word == "in")?, 1),
        };
        let (unit, power) = found;
        let (power, steps) = self.raised(&unit, power, steps);
        Some((vec![(unit, power)], steps))
    }

    /// Reads a power behind a unit: m², m2, m^2.
    fn raised(&self, unit: &Unit, power: i8, steps: usize) -> (i8, usize) {
        let is_length = matches!(unit.lone(), Some((unit::Base::Length, 1)));
        match self.ahead(steps) {
            Some(Token { piece: Piece::Raised(raised), .. }) if power == 1 => (*raised, steps + 1),
            Some(Token { piece: Piece::Number(figure), is_apart: false, .. }) if power == 1 && is_length => {
                match figure.number.as_whole() {
                    Some(2) => (2, steps + 1),
                    Some(3) => (3, steps + 1),
                    _ => (power, steps),
                }
            }
            Some(Token { piece: Piece::Sign('^'), .. }) if power == 1 => match self.ahead(steps + 1) {
                Some(Token { piece: Piece::Number(figure), .. }) => match figure.number.as_whole() {
                    Some(2) => (2, steps + 2),
                    Some(3) => (3, steps + 2),
                    _ => (power, steps),
                },
                _ => (power, steps),
            },
            _ => (power, steps),
        }
    }

    /// Tells whether what stands so many pieces on can follow “in”.
    fn is_target(&self, steps: usize) -> bool {
        match self.ahead(steps).map(|token| &token.piece) {
            Some(Piece::Sign('%') | Piece::Money(_)) => true,
            Some(Piece::Word(word)) => {
                unit::named(word).is_some_and(|_| !is_joining(word))
                    || matches!(word.to_lowercase().as_str(), "percent" | "per" | "square" | "cubic" | "sq")
            }
            _ => false,
        }
    }

    /// Looks for the name of something that is counted, in at most three words.
    fn thing_ahead(&self) -> Option<(Unit, usize)> {
        const WORDS: usize = 3;
        let mut name: Vec<&str> = Vec::new();
        for steps in 0..WORDS {
            let Some(Token { piece: Piece::Word(word), .. }) = self.ahead(steps) else { break };
            let calls = matches!(self.ahead(steps + 1), Some(Token { piece: Piece::Sign('('), .. }));
            let is_free =
                !is_joining(word) && !calls && scale(word, false).is_none() && word.chars().count() > 1;
            if !is_free {
                break;
            }
            name.push(word);
        }
        (!name.is_empty()).then(|| (Unit::thing(&name.join(" ")), name.len()))
    }

    fn is_bare_unit(&self) -> bool {
        match self.piece() {
            Piece::Money(_) => !matches!(self.ahead(1).map(|token| &token.piece), Some(Piece::Number(_))),
            Piece::Word(word) => {
                let calls = matches!(self.ahead(1), Some(Token { piece: Piece::Sign('('), .. }));
                !calls && !is_joining(word)
            }
            _ => false,
        }
    }

    /// Reads a unit alone, as behind “per”.
    fn bare_unit(&mut self) -> Result<Term, Fault> {
        let range = self.range();
        let (units, steps) = if let Piece::Money(unit) = self.piece() {
            (vec![(unit.clone(), 1)], 1)
        } else if let Some(found) = self.units_ahead() {
            found
        } else if let Some((unit, steps)) = self.thing_ahead() {
            (vec![(unit, 1)], steps)
        } else {
            return Err(Fault::new(range, "A unit is missing here."));
        };
        let range = range.hull(self.tokens[self.at + steps - 1].range);
        self.at += steps;
        Ok(Term { value: Value::Quantity(Quantity { number: Exact::ONE, units }), place: None, range })
    }

    /// Turns a value into the unit that stands behind “in” or “to”.
    fn conversion(&mut self, term: Term, at: Range) -> Result<Term, Fault> {
        let target_range = self.range();
        if let Some((length, is_points)) = self.percent_ahead() {
            self.at += length;
            let range = term.range.hull(target_range);
            let hundred = Exact::whole(100);
            let value = match (&term.value, is_points) {
                (Value::Percent(_), false) | (Value::Points(_), true) => term.value,
                (value, false) => {
                    let number = value.number().ok_or_else(|| {
                        Fault::new(
                            target_range,
                            format!("{} has no per cent: divide it by the whole first.", value.sort()),
                        )
                    })?;
                    let percent = number.times(hundred).ok_or_else(|| Fault::too_large(range))?;
                    Value::Percent(percent)
                }
                _ => return Err(Fault::new(target_range, "Only a difference of percentages is in points.")),
            };
            return Ok(Term { value, place: None, range });
        }
        if !matches!(self.piece(), Piece::Word(_) | Piece::Money(_)) {
            return Err(Fault::new(at, "A unit is missing behind this word."));
        }
        let is_known = matches!(self.piece(), Piece::Money(_)) || self.units_ahead().is_some();
        if !is_known {
            let Piece::Word(word) = self.piece() else { return Err(Fault::new(target_range, "")) };
            return Err(Fault::new(target_range, format!("“{word}” is no unit that is known.")));
        }
        let mut target = self.bare_unit()?;
        while (*self.piece() == Piece::Sign('/') || self.is_word(&["per"]))
            && self.ahead(1).is_some_and(|token| matches!(token.piece, Piece::Word(_)))
        {
            let sign = self.range();
            self.at += 1;
            let below = self.bare_unit()?;
            let value = target.value.over(&below.value);
            target = joined(&target, &below, value, sign)?;
        }
        let range = term.range.hull(target.range);
        let Value::Quantity(target) = target.value else { return Err(Fault::too_large(range)) };
        let value =
            self.converted(&term.value, &target.units).map_err(|words| Fault::new(target_range, words))?;
        Ok(Term { value, place: None, range })
    }

    fn converted(&mut self, value: &Value, units: &Units) -> Result<Value, Refusal> {
        let mean = "A year counts as 365.2425 days, the mean of the calendar.";
        match value {
            Value::Quantity(quantity) => {
                if quantity.is_plain() {
                    return Err("A plain number has no unit to be turned into another.".to_owned());
                }
                let turned = quantity.turned_into(units)?;
                if quantity.crosses(units) {
                    self.notes.push(mean.to_owned());
                }
                Ok(Value::Quantity(turned))
            }
            Value::Stretch(stretch) => {
                let turned = in_units(*stretch, units)?;
                if stretch.total.is_none()
                    || !matches!(units.as_slice(), [(unit, 1)] if unit.bases == [(unit::Base::Time, 1)])
                {
                    self.notes.push(mean.to_owned());
                }
                Ok(turned)
            }
            _ => Err(format!("{} cannot be turned into a unit.", value.sort())),
        }
    }
}

/// Turns a time between days into a unit of time: by its days, where both ends are known.
fn in_units(stretch: Stretch, units: &Units) -> Result<Value, Refusal> {
    let large = || "This is too large to be computed exactly.".to_owned();
    let days = if let Some(total) = stretch.total {
        Exact::whole(total.into())
    } else {
        let months = super::value::MEAN_MONTH.over(Exact::whole(86_400)).ok_or_else(large)?;
        let whole = Exact::whole(stretch.months.into()).times(months).ok_or_else(large)?;
        whole.plus(Exact::whole(stretch.days.into())).ok_or_else(large)?
    };
    let day = unit::named("day").into_iter().collect();
    Quantity { number: days, units: day }.turned_into(units).map(Value::Quantity)
}

fn is_one(term: &Term) -> bool {
    matches!(&term.value, Value::Quantity(quantity) if quantity.number == Exact::ONE && !quantity.is_plain())
}

/// Tells whether a term is a whole number as it was written, with or without what it counts.
fn is_count(term: &Term) -> bool {
    let Value::Quantity(quantity) = &term.value else { return false };
    term.place.is_some_and(|place| place.as_whole().is_some()) && quantity.number.as_whole().is_some()
}

/// Divides a count by the whole that it is of; what is counted need only be said of one.
fn share(part: &Value, whole: &Value) -> Result<Value, Refusal> {
    match (part, whole) {
        (Value::Quantity(part), Value::Quantity(whole)) if part.is_plain() || whole.is_plain() => {
            Value::plain(part.number).over(&Value::plain(whole.number))
        }
        _ => part.over(whole),
    }
}

fn is_joining(word: &str) -> bool {
    JOINING.iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn scale(word: &str, is_money: bool) -> Option<i32> {
    Some(match word.to_lowercase().as_str() {
        "dozen" => 1,
        "hundred" => 2,
        "thousand" => 3,
        "million" | "millions" | "mn" | "mln" | "mio" => 6,
        "billion" | "billions" | "bn" | "bln" => 9,
        "trillion" | "trillions" | "tn" | "trn" => 12,
        "k" if is_money => 3,
        "m" if is_money => 6,
        "b" if is_money => 9,
        _ => return None,
    })
}

fn joined(left: &Term, right: &Term, value: Result<Value, Refusal>, at: Range) -> Result<Term, Fault> {
    Ok(Term { value: told(value, at)?, place: None, range: left.range.hull(right.range) })
}

fn told(value: Result<Value, Refusal>, at: Range) -> Result<Value, Fault> {
    value.map_err(|message| Fault::new(at, message))
}
