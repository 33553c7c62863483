//! Units of measure and money, and what turns one into another.
//!
//! Factors are exact: the international yard and pound of 1959, litres and gallons by their volumes, temperatures by
//! their two fixed points. Knows no exchange rates: each currency is a thing of its own.

use super::exact::Exact;

/// What a unit measures, in its simplest parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// In metres.
    Length,
    /// In grams.
    Mass,
    /// In seconds.
    Time,
    /// In months, whose days differ.
    Month,
    /// In kelvins.
    Temperature,
    /// In bits.
    Data,
    /// In joules.
    Energy,
    /// A currency, by its code.
    Money(&'static str),
    /// Whatever is counted, by its name.
    Thing(String),
}

/// Where a scale of temperature begins: its zero in kelvins, as a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zero(pub i128, pub i128);

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// How it is written for one.
    pub one: String,
    /// How it is written for several.
    pub several: String,
    /// What it is made of.
    pub bases: Vec<(Base, i8)>,
    /// How many of the simplest parts make one.
    pub factor: Exact,
    /// Where its zero stands, for scales of temperature.
    pub zero: Option<Zero>,
}

impl Unit {
    /// Makes a name of something that is counted.
    pub fn thing(name: &str) -> Self {
        let base = Base::Thing(singular(&name.to_lowercase()));
        Self {
            one: name.to_owned(),
            several: name.to_owned(),
            bases: vec![(base, 1)],
            factor: Exact::ONE,
            zero: None,
        }
    }

    /// Tells whether it is a currency.
    pub fn is_money(&self) -> bool {
        matches!(self.bases.as_slice(), [(Base::Money(_), 1)])
    }

    /// Returns the one base it is made of, with its power.
    pub fn lone(&self) -> Option<&(Base, i8)> {
        if let [lone] = self.bases.as_slice() { Some(lone) } else { None }
    }
}

/// One row of the table: names for one and several, other names, bases, factor.
struct Row(&'static str, &'static str, &'static [&'static str], &'static [(Base, i8)], Exact);

const fn of(top: i128, bottom: i128) -> Exact {
    Exact::of_table(top, bottom)
}

const LENGTH: &[(Base, i8)] = &[(Base::Length, 1)];
const AREA: &[(Base, i8)] = &[(Base::Length, 2)];
const VOLUME: &[(Base, i8)] = &[(Base::Length, 3)];
const MASS: &[(Base, i8)] = &[(Base::Mass, 1)];
const TIME: &[(Base, i8)] = &[(Base::Time, 1)];
const MONTH: &[(Base, i8)] = &[(Base::Month, 1)];
const SPEED: &[(Base, i8)] = &[(Base::Length, 1), (Base::Time, -1)];
const HEAT: &[(Base, i8)] = &[(Base::Temperature, 1)];
const DATA: &[(Base, i8)] = &[(Base::Data, 1)];
const ENERGY: &[(Base, i8)] = &[(Base::Energy, 1)];
const POWER: &[(Base, i8)] = &[(Base::Energy, 1), (Base::Time, -1)];

#[rustfmt::skip]
static UNITS: &[Row] = &[
    Row("mm", "mm", &["millimetre", "millimeter"], LENGTH, of(1, 1_000)),
    Row("cm", "cm", &["centimetre", "centimeter"], LENGTH, of(1, 100)),
    Row("m", "m", &["metre", "meter"], LENGTH, of(1, 1)),
    Row("km", "km", &["kilometre", "kilometer"], LENGTH, of(1_000, 1)),
    Row("in", "in", &["inch", "inche"], LENGTH, of(254, 10_000)),
    Row("ft", "ft", &["foot", "feet"], LENGTH, of(3_048, 10_000)),
    Row("yd", "yd", &["yard"], LENGTH, of(9_144, 10_000)),
    Row("mile", "miles", &["mi"], LENGTH, of(1_609_344, 1_000)),
    Row("nautical mile", "nautical miles", &["nmi"], LENGTH, of(1_852, 1)),
    Row("ha", "ha", &["hectare"], AREA, of(10_000, 1)),
    Row("acre", "acres", &[], AREA, of(40_468_564_224, 10_000_000)),
    Row("ml", "ml", &["millilitre", "milliliter"], VOLUME, of(1, 1_000_000)),
    Row("cl", "cl", &["centilitre", "centiliter"], VOLUME, of(1, 100_000)),
    Row("l", "l", &["litre", "liter"], VOLUME, of(1, 1_000)),
    Row("hl", "hl", &["hectolitre", "hectoliter"], VOLUME, of(1, 10)),
    Row("gallon", "gallons", &["gal"], VOLUME, of(3_785_411_784, 1_000_000_000_000)),
    Row("imperial gallon", "imperial gallons", &[], VOLUME, of(454_609, 100_000_000)),
    Row("pint", "pints", &[], VOLUME, of(473_176_473, 1_000_000_000_000)),
    Row("barrel", "barrels", &["bbl"], VOLUME, of(158_987_294_928, 1_000_000_000_000)),
    Row("mg", "mg", &["milligram"], MASS, of(1, 1_000)),
    Row("g", "g", &["gram", "gramme"], MASS, of(1, 1)),
    Row("kg", "kg", &["kilogram", "kilo", "kilogramme"], MASS, of(1_000, 1)),
    Row("t", "t", &["tonne"], MASS, of(1_000_000, 1)),
    Row("oz", "oz", &["ounce"], MASS, of(28_349_523_125, 1_000_000_000)),
    Row("lb", "lb", &["pound", "lbs"], MASS, of(45_359_237, 100_000)),
    Row("stone", "stone", &[], MASS, of(635_029_318, 100_000)),
    Row("short ton", "short tons", &["ton"], MASS, of(90_718_474, 100)),
    Row("ms", "ms", &["millisecond"], TIME, of(1, 1_000)),
    Row("s", "s", &["second", "sec"], TIME, of(1, 1)),
    Row("min", "min", &["minute"], TIME, of(60, 1)),
    Row("h", "h", &["hour", "hr"], TIME, of(3_600, 1)),
    Row("day", "days", &["d"], TIME, of(86_400, 1)),
    Row("week", "weeks", &["wk"], TIME, of(604_800, 1)),
    Row("month", "months", &["mo"], MONTH, of(1, 1)),
    Row("quarter", "quarters", &[], MONTH, of(3, 1)),
    Row("year", "years", &["yr", "y"], MONTH, of(12, 1)),
    Row("decade", "decades", &[], MONTH, of(120, 1)),
    Row("century", "centuries", &["centurie"], MONTH, of(1_200, 1)),
    Row("mph", "mph", &[], SPEED, of(1_609_344, 3_600_000)),
    Row("km/h", "km/h", &["kph", "kmh"], SPEED, of(1_000, 3_600)),
    Row("knot", "knots", &["kn", "kt"], SPEED, of(1_852, 3_600)),
    Row("°C", "°C", &["celsius", "degc"], HEAT, of(1, 1)),
    Row("°F", "°F", &["fahrenheit", "degf"], HEAT, of(5, 9)),
    Row("K", "K", &["kelvin"], HEAT, of(1, 1)),
    Row("degree Celsius", "degrees Celsius", &[], HEAT, of(1, 1)),
    Row("degree Fahrenheit", "degrees Fahrenheit", &[], HEAT, of(5, 9)),
    Row("bit", "bits", &[], DATA, of(1, 1)),
    Row("byte", "bytes", &[], DATA, of(8, 1)),
    Row("kB", "kB", &["kilobyte"], DATA, of(8_000, 1)),
    Row("MB", "MB", &["megabyte"], DATA, of(8_000_000, 1)),
    Row("GB", "GB", &["gigabyte"], DATA, of(8_000_000_000, 1)),
    Row("TB", "TB", &["terabyte"], DATA, of(8_000_000_000_000, 1)),
    Row("J", "J", &["joule"], ENERGY, of(1, 1)),
    Row("kWh", "kWh", &["kilowatt-hour", "kilowatt hour"], ENERGY, of(3_600_000, 1)),
    Row("MWh", "MWh", &["megawatt-hour", "megawatt hour"], ENERGY, of(3_600_000_000, 1)),
    Row("GWh", "GWh", &["gigawatt-hour", "gigawatt hour"], ENERGY, of(3_600_000_000_000, 1)),
    Row("TWh", "TWh", &["terawatt-hour", "terawatt hour"], ENERGY, of(3_600_000_000_000_000, 1)),
    Row("W", "W", &["watt"], POWER, of(1, 1)),
    Row("kW", "kW", &["kilowatt"], POWER, of(1_000, 1)),
    Row("MW", "MW", &["megawatt"], POWER, of(1_000_000, 1)),
    Row("GW", "GW", &["gigawatt"], POWER, of(1_000_000_000, 1)),
];

/// Signs and codes of currencies: what is written, the code it stands for.
static MONEY: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₪", "ILS"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("JPY", "JPY"),
    ("CHF", "CHF"),
    ("CAD", "CAD"),
    ("AUD", "AUD"),
    ("CNY", "CNY"),
    ("INR", "INR"),
    ("RUB", "RUB"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("PLN", "PLN"),
    ("BRL", "BRL"),
    ("MXN", "MXN"),
    ("ZAR", "ZAR"),
    ("KRW", "KRW"),
    ("TRY", "TRY"),
    ("UAH", "UAH"),
    ("ILS", "ILS"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("cents", "¢"),
    ("cent", "¢"),
];

/// Finds the sign of a currency that some words begin with: its length in bytes, and the unit.
pub fn sign(words: &str) -> Option<(usize, Unit)> {
    MONEY
        .iter()
        .filter(|(written, _)| !written.starts_with(|first: char| first.is_ascii_lowercase()))
        .find(|(written, _)| words.starts_with(written) && !is_name(written))
        .map(|(written, code)| (written.len(), currency(written, code)))
}

fn is_name(written: &str) -> bool {
    written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn currency(written: &str, code: &'static str) -> Unit {
    if code == "¢" {
        let cents = Unit { factor: of(1, 100), ..currency("$", "USD") };
        return Unit { one: "cent".into(), several: "cents".into(), ..cents };
    }
    Unit {
        one: written.to_owned(),
        several: written.to_owned(),
        bases: vec![(Base::Money(code), 1)],
        factor: Exact::ONE,
        zero: None,
    }
}

/// Finds the unit of that name, and its power: its sign as it is written, its words in any case, for one or several.
pub fn named(name: &str) -> Option<(Unit, i8)> {
    let lower = name.to_lowercase();
    for (prefixes, power) in [(["square ", "sq ", "sq. "], 2), (["cubic ", "cu ", "cu. "], 3)] {
        if let Some(rest) = prefixes.iter().find_map(|prefix| lower.strip_prefix(prefix)) {
            return plain(rest).filter(|unit| unit.bases == LENGTH).map(|unit| (unit, power));
        }
    }
    if lower == "sqm" {
        return plain("m").map(|unit| (unit, 2));
    }
    plain(name).map(|unit| (unit, 1))
}

/// Says of what a unit such as mph is made: other units with their powers, and how many of those it is.
pub fn parts(unit: &Unit) -> Option<(Vec<(Unit, i8)>, Exact)> {
    let names: &[(&str, i8)] = match (unit.one.as_str(), unit.bases.as_slice()) {
        ("mph", _) => &[("mile", 1), ("h", -1)],
        ("km/h", _) => &[("km", 1), ("h", -1)],
        ("knot", _) => &[("nautical mile", 1), ("h", -1)],
        (_, [(Base::Energy, 1), (Base::Time, -1)]) => &[("kWh", 1), ("h", -1)],
        (_, [(Base::Length, 2)]) => &[("m", 2)],
        (_, [(Base::Length, 3)]) => &[("m", 3)],
        _ => return None,
    };
    let parts: Vec<(Unit, i8)> =
        names.iter().filter_map(|(name, power)| Some((plain(name)?, *power))).collect();
    let whole = parts
        .iter()
        .try_fold(Exact::ONE, |whole, (part, power)| whole.times(part.factor.power((*power).into())?))?;
    Some((parts, unit.factor.over(whole)?))
}

fn plain(name: &str) -> Option<Unit> {
    if let Some((written, code)) = MONEY.iter().find(|(written, _)| *written == name) {
        return Some(currency(written, code));
    }
    let lower = name.to_lowercase();
    let alone = singular(&lower);
    let as_written = UNITS.iter().find(|row| row.0 == name || row.1 == name);
    let in_words = || UNITS.iter().find(|row| in_row(row, &lower) || in_row(row, &alone));
    as_written.or_else(in_words).map(made)
}

fn in_row(row: &Row, name: &str) -> bool {
    // Signs that differ in their case alone (MW, mW) are taken as they are written.
    let is_word = |known: &str| known.len() > 2 || known.bytes().all(|byte| byte.is_ascii_lowercase());
    row.2.contains(&name) || [row.0, row.1].iter().any(|known| is_word(known) && known.to_lowercase() == name)
}

fn made(row: &Row) -> Unit {
    let zero = match row.0 {
        "°C" => Some(Zero(27_315, 100)),
        "°F" => Some(Zero(45_967 * 5, 900)),
        "K" => Some(Zero(0, 1)),
        _ => None,
    };
    Unit { one: row.0.into(), several: row.1.into(), bases: row.3.to_vec(), factor: row.4, zero }
}

/// Takes the ending of several off an English noun, roughly.
fn singular(name: &str) -> String {
    match name.strip_suffix('s') {
        Some(rest) if rest.len() > 1 && !rest.ends_with('s') => rest.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_signs_lead_to_units() {
        for (name, written) in [
            ("miles", "mile"),
            ("Kilometers", "km"),
            ("square feet", "ft"),
            ("feet", "ft"),
            ("MW", "MW"),
            ("inches", "in"),
            ("hours", "h"),
            ("USD", "USD"),
            ("centuries", "century"),
        ] {
            assert_eq!(named(name).map(|(unit, _)| unit.one).as_deref(), Some(written), "{name}");
        }
        assert_eq!(named("cubic metres").map(|(_, power)| power), Some(3));
        assert_eq!(named("furlong-ish"), None);
        assert_eq!(sign("US$5").map(|(length, unit)| (length, unit.one)), Some((3, "US$".into())));
        assert_eq!(sign("dollars"), None);
    }

    #[test]
    fn no_name_stands_for_two_units() {
        let mut names: Vec<&str> =
            UNITS.iter().flat_map(|row| row.2.iter().copied().chain([row.0])).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
