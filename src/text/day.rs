//! Days as people and machines write them: a year, a month of it, a day of that, a time of that day.
//!
//! Knows no clock: whoever asks what “yesterday” is says what today is.

mod reading;

use std::fmt;

use jiff::Span;
use jiff::civil::{Date, Weekday};

pub use reading::{Reading, read, written};

/// The months in English, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of the week in English, Monday first.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The years that are understood: four figures, so that nothing else is taken for one.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=9998;

/// As much of a day as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    /// A year.
    Year(i16),
    /// A year, and a month from 1.
    Month(i16, i8),
    /// A whole day.
    Whole(Date),
    /// A whole day and a time of it.
    At(Date, Clock),
}

/// A time of day, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    hour: i8,
    minute: i8,
    /// Minutes east of Greenwich, where that was said.
    offset: Option<i16>,
}

impl Clock {
    /// Makes a time of day; nothing where there is none such.
    pub fn new(hour: i8, minute: i8, offset: Option<i16>) -> Option<Self> {
        let is_offset = offset.is_none_or(|offset| offset.abs() <= 14 * 60);
        ((0..24).contains(&hour) && (0..60).contains(&minute) && is_offset).then_some(Self {
            hour,
            minute,
            offset,
        })
    }
}

impl Day {
    /// Makes a whole day; nothing where the calendar has none such.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = Date::new(year, month, day).ok()?;
        YEARS.contains(&year).then_some(Self::Whole(date))
    }

    /// Makes a month; nothing where there is none such.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        (YEARS.contains(&year) && (1..=12).contains(&month)).then_some(Self::Month(year, month))
    }

    /// Makes a year; nothing for one that has not four figures.
    pub fn year(year: i16) -> Option<Self> {
        YEARS.contains(&year).then_some(Self::Year(year))
    }

    /// Returns the calendar's day; nothing where only its month or year is known.
    pub fn date(self) -> Option<Date> {
        match self {
            Self::Whole(date) | Self::At(date, _) => Some(date),
            Self::Year(_) | Self::Month(..) => None,
        }
    }

    /// Gives a whole day a time.
    #[must_use]
    pub fn at(self, clock: Option<Clock>) -> Self {
        match (self.date(), clock) {
            (Some(date), Some(clock)) => Self::At(date, clock),
            _ => self,
        }
    }

    /// Writes it as it is stored (ISO 8601): `2021`, `2021-03`, `2021-03-12`, `2021-03-12T15:40`.
    pub fn iso(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Whole(date) => date.to_string(),
            Self::At(date, clock) => {
                format!("{date}T{:02}:{:02}{}", clock.hour, clock.minute, iso_offset(clock.offset))
            }
        }
    }

    /// Writes it in words with the day of the week: “Friday, 12 March 2021”.
    pub fn words(self) -> String {
        match self.date() {
            Some(date) => format!("{}, {self}", weekday(date)),
            None => self.to_string(),
        }
    }
}

/// Returns the name of a day's weekday.
pub fn weekday(date: Date) -> &'static str {
    WEEKDAYS[usize::from(place_in_week(date))]
}

/// Returns a day's place in its week, Monday being 0.
pub fn place_in_week(date: Date) -> u8 {
    date.weekday().to_monday_zero_offset().unsigned_abs()
}

/// Returns the day so many days later; the calendar's last where it ends before.
pub fn later(date: Date, days: i32) -> Date {
    date.saturating_add(Span::new().days(days))
}

/// Returns the same day so many months later, or the month's last where that is shorter.
pub fn months_later(date: Date, months: i32) -> Date {
    date.saturating_add(Span::new().months(months))
}

/// Returns the nearest day before (or after) `date` that has this weekday.
fn nearest(date: Date, weekday: Weekday, step: i32) -> Date {
    (1..=7).map(|days| later(date, days * step)).find(|day| day.weekday() == weekday).unwrap_or(date)
}

/// Writes the day in words: “12 March 2021”, “March 2021”, “12 March 2021, 15:40 UTC”.
impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = |month: i8| MONTHS[usize::from(month.unsigned_abs()) - 1];
        match *self {
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Month(year, number) => write!(out, "{} {year:04}", month(number)),
            Self::Whole(date) => write!(out, "{} {} {:04}", date.day(), month(date.month()), date.year()),
            Self::At(date, clock) => {
                let zone = match clock.offset {
                    None => String::new(),
                    Some(0) => " UTC".to_owned(),
                    offset => format!(" UTC{}", iso_offset(offset)),
                };
                write!(out, "{}, {:02}:{:02}{zone}", Self::Whole(date), clock.hour, clock.minute)
            }
        }
    }
}

fn iso_offset(offset: Option<i16>) -> String {
    match offset {
        None => String::new(),
        Some(0) => "Z".to_owned(),
        Some(offset) => {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
        }
    }
}
