//! Who did a thing and when; a status with both.

use std::fmt;

/// A moment in whole seconds since 1970 began, UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// Reads an RFC 3339 moment such as `2026-11-22T10:00:00Z`.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|moment| Self(moment.as_second()))
    }

    /// Returns the day, UTC.
    pub fn date(self) -> jiff::civil::Date {
        let moment = jiff::Timestamp::from_second(self.0).unwrap_or_default();
        moment.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Returns the day as `YYYY-MM-DD`, UTC.
    pub fn day(self) -> String {
        self.to_string().chars().take(10).collect()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = jiff::Timestamp::from_second(self.0).unwrap_or_default();
        write!(out, "{moment}")
    }
}

/// Who did a thing and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The person's name as they gave it.
    pub by: String,
    /// When it was done.
    pub at: Moment,
}

/// Where a record stands in the checking, with who said so, when, and on which text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The id of the vocabulary's status row.
    pub id: String,
    /// Who set it.
    pub by: String,
    /// When it was set.
    pub at: Moment,
    /// The SHA-256 of the draft it was set on, in hexadecimal.
    pub draft: String,
    /// What it was set on: see [`super::basis`]; empty where that was not written down.
    pub basis: String,
}
