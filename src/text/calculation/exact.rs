//! Fractions of whole numbers, so that a tenth and two tenths are three tenths.
//!
//! Knows nothing of units or of how a number was written. Every operation says when its result is too large.

use std::cmp::Ordering;

/// A fraction in its lowest terms; what is divided by is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    top: i128,
    bottom: i128,
}

/// The largest power of ten that is made.
const MOST_PLACES: u32 = 30;

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self::whole(0);
    /// One.
    pub const ONE: Self = Self::whole(1);

    /// Makes a whole number.
    pub const fn whole(number: i128) -> Self {
        Self { top: number, bottom: 1 }
    }

    /// Makes a fraction; nothing where it divides by zero or is too large.
    pub fn new(top: i128, bottom: i128) -> Option<Self> {
        if bottom == 0 || top == i128::MIN || bottom == i128::MIN {
            return None;
        }
        let divisor = common(top, bottom).max(1) * bottom.signum();
        Some(Self { top: top / divisor, bottom: bottom / divisor })
    }

    /// Makes the fraction of two small numbers that a table states.
    pub const fn of_table(top: i128, bottom: i128) -> Self {
        Self { top, bottom }
    }

    /// Returns ten to the power of `places`; nothing where that is too large.
    pub fn ten(places: i32) -> Option<Self> {
        let power = (places.unsigned_abs() <= MOST_PLACES).then(|| 10_i128.pow(places.unsigned_abs()))?;
        if places < 0 { Self::new(1, power) } else { Some(Self::whole(power)) }
    }

    /// Takes the nearest number of so many significant figures; nothing where it has none.
    pub fn nearly(number: f64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        let written = format!("{number:.13e}");
        let (figures, power) = written.split_once('e')?;
        let digits: i128 = figures.replace('.', "").parse().ok()?;
        Self::whole(digits).times(Self::ten(power.parse::<i32>().ok()? - 13)?)
    }

    /// Adds.
    pub fn plus(self, other: Self) -> Option<Self> {
        let divisor = common(self.bottom, other.bottom).max(1);
        let left = self.top.checked_mul(other.bottom / divisor)?;
        let right = other.top.checked_mul(self.bottom / divisor)?;
        Self::new(left.checked_add(right)?, self.bottom.checked_mul(other.bottom / divisor)?)
    }

    /// Takes away.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negative())
    }

    /// Multiplies.
    pub fn times(self, other: Self) -> Option<Self> {
        let (one, two) = (common(self.top, other.bottom).max(1), common(other.top, self.bottom).max(1));
        Self::new(
            (self.top / one).checked_mul(other.top / two)?,
            (self.bottom / two).checked_mul(other.bottom / one)?,
        )
    }

    /// Divides; nothing where that is by zero or too large.
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.bottom, other.top)?)
    }

    /// Multiplies it with itself so often; less than nothing divides.
    pub fn power(self, exponent: i32) -> Option<Self> {
        let mut result = Self::ONE;
        // One and nothing stay what they are, however often; all else soon grows too large.
        let times = if self.top.abs() <= 1 && self.bottom == 1 {
            exponent.unsigned_abs() % 2 + 2 * u32::from(exponent != 0)
        } else {
            exponent.unsigned_abs()
        };
        for _ in 0..times {
            result = result.times(self)?;
        }
        if exponent < 0 { Self::ONE.over(result) } else { Some(result) }
    }

    /// Returns the same with the other sign.
    #[must_use]
    pub fn negative(self) -> Self {
        Self { top: -self.top, bottom: self.bottom }
    }

    /// Returns it without its sign.
    #[must_use]
    pub fn absolute(self) -> Self {
        Self { top: self.top.abs(), bottom: self.bottom }
    }

    /// Tells whether it is less than nothing.
    pub fn is_negative(self) -> bool {
        self.top < 0
    }

    /// Tells whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.top == 0
    }

    /// Returns the whole number that it is; nothing where it is a fraction.
    pub fn as_whole(self) -> Option<i128> {
        (self.bottom == 1).then_some(self.top)
    }

    /// Returns the nearest number that a computer's floating point has.
    pub fn as_float(self) -> f64 {
        self.top as f64 / self.bottom as f64
    }

    /// Rounds to so many decimals, a half away from zero; fewer than none rounds to tens and hundreds.
    pub fn rounded(self, decimals: i32) -> Option<Self> {
        let scale = Self::ten(decimals)?;
        let scaled = self.times(scale)?;
        let doubled = scaled.top.checked_mul(2)?.checked_add(scaled.bottom * scaled.top.signum())?;
        Self::whole(doubled / scaled.bottom.checked_mul(2)?).over(scale)
    }

    /// Counts the decimals that write it exactly; nothing where none do, or more than `most`.
    pub fn decimals(self, most: i32) -> Option<i32> {
        (0..=most).find(|decimals| {
            Self::ten(*decimals).and_then(|ten| self.times(ten)).is_some_and(|scaled| scaled.bottom == 1)
        })
    }

    /// Writes it with exactly so many decimals, thousands parted by commas; nothing where it is too large.
    pub fn written(self, decimals: i32) -> Option<String> {
        let decimals = decimals.max(0);
        let rounded = self.rounded(decimals)?;
        let scaled = rounded.absolute().times(Self::ten(decimals)?)?.as_whole()?;
        let ten = 10_i128.pow(decimals.unsigned_abs());
        let sign = if rounded.is_negative() { "-" } else { "" };
        let whole = grouped(scaled / ten);
        let places = decimals.unsigned_abs() as usize;
        if places == 0 {
            return Some(format!("{sign}{whole}"));
        }
        Some(format!("{sign}{whole}.{:0places$}", scaled % ten))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.minus(*other) {
            Some(difference) => difference.top.cmp(&0),
            None => self.as_float().total_cmp(&other.as_float()),
        }
    }
}

/// Finds the greatest number that divides both.
fn common(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.unsigned_abs(), other.unsigned_abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    i128::try_from(one).unwrap_or(1)
}

/// Parts a whole number's figures by commas, three by three from five figures on, and four-figure ones too.
fn grouped(number: i128) -> String {
    let figures = number.to_string();
    let mut out = String::with_capacity(figures.len() + figures.len() / 3);
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(figure);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fraction(top: i128, bottom: i128) -> Exact {
        Exact::new(top, bottom).unwrap()
    }

    #[test]
    fn tenths_make_no_noise() {
        let sum = fraction(1, 10).plus(fraction(2, 10)).unwrap();
        assert_eq!(sum, fraction(3, 10));
        assert_eq!(sum.written(2).unwrap(), "0.30");
        assert_eq!(fraction(25, 387).times(Exact::whole(100)).unwrap().written(2).unwrap(), "6.46");
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        assert_eq!(fraction(5, 2).rounded(0).unwrap(), Exact::whole(3));
        assert_eq!(fraction(-5, 2).rounded(0).unwrap(), Exact::whole(-3));
        assert_eq!(Exact::whole(1_250).rounded(-2).unwrap(), Exact::whole(1_300));
        assert_eq!(fraction(-1, 1_000).written(2).unwrap(), "0.00");
        assert_eq!(Exact::whole(-1_234_567).written(0).unwrap(), "-1,234,567");
    }

    #[test]
    fn what_is_too_large_is_nothing_rather_than_wrong() {
        let large = Exact::whole(i128::MAX);
        assert_eq!(large.plus(Exact::ONE), None);
        assert_eq!(large.times(large), None);
        assert_eq!(Exact::ONE.over(Exact::ZERO), None);
        assert_eq!(Exact::whole(10).power(60), None);
        assert_eq!(Exact::whole(-1).power(i32::MAX), Some(Exact::whole(-1)));
        assert_eq!(Exact::ZERO.power(-1), None);
    }

    proptest! {
        #[test]
        fn what_is_added_can_be_taken_away(a in -9_999i128..9_999, b in 1i128..999, c in -9_999i128..9_999, d in 1i128..999) {
            let (one, other) = (fraction(a, b), fraction(c, d));
            prop_assert_eq!(one.plus(other).unwrap().minus(other), Some(one));
            prop_assume!(c != 0);
            prop_assert_eq!(one.times(other).unwrap().over(other), Some(one));
        }

        #[test]
        fn rounding_moves_by_half_a_place_at_most(top: i64, bottom in 1i64..1_000_000, decimals in 0i32..6) {
            let number = fraction(top.into(), bottom.into());
            let off = number.rounded(decimals).unwrap().minus(number).unwrap().absolute();
            prop_assert!(off <= Exact::ten(-decimals).unwrap().over(Exact::whole(2)).unwrap());
        }

        #[test]
        fn any_two_numbers_can_be_put_together(a: i128, b: i128, c: i128, d: i128, power: i32) {
            if let Some((one, other)) = Exact::new(a, b).zip(Exact::new(c, d)) {
                let _ = (one.plus(other), one.times(other), one.over(other), one.cmp(&other), one.rounded(3));
                let _ = (one.written(4), one.decimals(9), one.power(power));
            }
        }
    }
}
