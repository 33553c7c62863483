//! Dates as citations give them: as much of a day as is known, or the time between two.
//!
//! Written for cards and files as EDTF (ISO 8601-2): `2021`, `2021-03`, `2021-21` (spring), `2021~` (about),
//! `2021-03-01/2021-03-12`.

use serde_json::{Map, Value as Json, json};

/// As much of a day as is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year; before Christ it is negative.
    pub year: i32,
    /// The month from 1, or 0.
    pub month: u8,
    /// The day from 1, or 0.
    pub day: u8,
}

/// A date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// One day, or the first and the last of a time; none where only words are known.
    pub days: Vec<Day>,
    /// It is not certain.
    pub circa: bool,
    /// The season, from `1` for spring.
    pub season: String,
    /// The date in words, where it is no day (“forthcoming”).
    pub literal: String,
    /// The date as somebody wrote it, not yet understood.
    pub raw: String,
    /// What else a format says of it: a word, and its value in JSON.
    pub rest: Vec<(String, String)>,
}

impl Date {
    /// Makes a date of one day.
    pub fn of(year: i32, month: u8, day: u8) -> Self {
        Self { days: vec![Day { year, month, day }], ..Self::default() }
    }

    /// Makes a date of words.
    pub fn words(words: impl Into<String>) -> Self {
        Self { literal: words.into(), ..Self::default() }
    }

    /// Tells that nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Writes it for a card, so that it can be read back exactly; what EDTF cannot say is written as JSON.
    pub fn to_words(&self) -> String {
        let words = self.edtf().unwrap_or_else(|| self.literal.clone());
        if Self::from_words(&words) == *self { words } else { self.to_json().to_string() }
    }

    /// Reads what [`Date::to_words`] wrote, or a person in its place.
    pub fn from_words(words: &str) -> Self {
        if words.starts_with('{')
            && let Ok(json) = serde_json::from_str(words)
            && let Some(date) = Self::from_json(&json)
        {
            return date;
        }
        Self::from_edtf(words).unwrap_or_else(|| Self::words(words))
    }

    /// Reads EDTF; nothing where it is something else.
    pub fn from_edtf(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut date = Self::default();
        let mut parts = text.split('/');
        let (first, last) = (parts.next()?, parts.next());
        if parts.next().is_some() {
            return None;
        }
        for part in std::iter::once(first).chain(last) {
            let bare = part.trim_end_matches(['~', '?', '%']);
            date.circa |= bare.len() < part.len();
            let day = day_of(bare)?;
            match day.month {
                season @ 21..=24 if last.is_none() => {
                    date.season = (season - 20).to_string();
                    date.days.push(Day { month: 0, ..day });
                }
                0..=12 => date.days.push(day),
                _ => return None,
            }
        }
        Some(date)
    }

    /// Writes it in EDTF; nothing where that cannot say it.
    pub fn edtf(&self) -> Option<String> {
        if !self.literal.is_empty() || !self.raw.is_empty() || !self.rest.is_empty() || self.days.is_empty() {
            return None;
        }
        let about = if self.circa { "~" } else { "" };
        let season = match self.season.as_str() {
            "" => 0,
            season => season.parse::<u8>().ok().filter(|season| (1..=4).contains(season))? + 20,
        };
        let mut words = String::new();
        for day in &self.days {
            let day = if season > 0 { Day { month: season, day: 0, ..*day } } else { *day };
            if !words.is_empty() {
                words.push('/');
            }
            words.push_str(&iso(day));
            words.push_str(about);
        }
        Some(words)
    }

    /// Returns its first day.
    pub fn first(&self) -> Option<Day> {
        self.days.first().copied()
    }

    /// Reads what CSL-JSON says of a date; nothing where that is no date.
    pub(super) fn from_json(json: &Json) -> Option<Self> {
        let object = match json {
            Json::Object(object) => object,
            Json::String(text) => return Some(Self::from_edtf(text).unwrap_or_else(|| Self::words(text))),
            _ => return None,
        };
        let mut date = Self::default();
        for (key, value) in object {
            match (key.as_str(), value) {
                ("date-parts", Json::Array(list)) if list.len() <= 2 => {
                    let days: Option<Vec<Day>> = list.iter().map(day_of_parts).collect();
                    match days {
                        Some(days) => date.days = days,
                        None => date.rest.push((key.clone(), value.to_string())),
                    }
                }
                ("circa", Json::Bool(true)) => date.circa = true,
                ("season", _) if word_of(value).is_some() => date.season = word_of(value).unwrap_or_default(),
                ("literal", Json::String(text)) => text.clone_into(&mut date.literal),
                ("raw", Json::String(text)) => text.clone_into(&mut date.raw),
                _ => date.rest.push((key.clone(), value.to_string())),
            }
        }
        Some(date)
    }

    /// Writes it for CSL-JSON.
    pub(super) fn to_json(&self) -> Json {
        let mut object = Map::new();
        if !self.days.is_empty() {
            let parts: Vec<Json> = self.days.iter().map(|day| parts_of(*day)).collect();
            object.insert("date-parts".to_owned(), Json::Array(parts));
        }
        if self.circa {
            object.insert("circa".to_owned(), Json::Bool(true));
        }
        for (key, text) in [("season", &self.season), ("literal", &self.literal), ("raw", &self.raw)] {
            if text.is_empty() {
                continue;
            }
            let number =
                text.parse::<u32>().ok().filter(|number| key == "season" && number.to_string() == *text);
            object.insert(
                key.to_owned(),
                number.map_or_else(|| Json::String(text.clone()), |number| json!(number)),
            );
        }
        for (key, value) in &self.rest {
            object.insert(key.clone(), serde_json::from_str(value).unwrap_or(Json::Null));
        }
        Json::Object(object)
    }
}

/// Writes a day: `2021`, `2021-03`, `2021-03-12`, `-0044-03-15`.
pub fn iso(day: Day) -> String {
    let sign = if day.year < 0 { "-" } else { "" };
    let year = day.year.unsigned_abs();
    match (day.month, day.day) {
        (0, _) => format!("{sign}{year:04}"),
        (month, 0) => format!("{sign}{year:04}-{month:02}"),
        (month, day) => format!("{sign}{year:04}-{month:02}-{day:02}"),
    }
}

fn day_of(text: &str) -> Option<Day> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut parts = text.split('-');
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        let is_number = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i32>().ok()).flatten()
    };
    let year = number(parts.next()?, 4..=4)? * sign;
    let small = |part: Option<&str>| match part {
        None => Some(0),
        Some(part) => u8::try_from(number(part, 2..=2)?).ok().filter(|number| *number > 0),
    };
    let (month, day) = (small(parts.next())?, small(parts.next())?);
    (parts.next().is_none() && day <= 31).then_some(Day { year, month, day })
}

fn day_of_parts(parts: &Json) -> Option<Day> {
    let list = parts.as_array().filter(|list| (1..=3).contains(&list.len()))?;
    let number = |at: usize| match list.get(at) {
        None => Some(0),
        Some(Json::Number(number)) => number.as_i64(),
        Some(Json::String(text)) => text.trim().parse().ok(),
        Some(_) => None,
    };
    let small = |at: usize| match u8::try_from(number(at)?).ok()? {
        0 if list.len() > at => None,
        part => Some(part),
    };
    Some(Day { year: i32::try_from(number(0)?).ok()?, month: small(1)?, day: small(2)? })
}

fn parts_of(day: Day) -> Json {
    match (day.month, day.day) {
        (0, _) => json!([day.year]),
        (month, 0) => json!([day.year, month]),
        (month, number) => json!([day.year, month, number]),
    }
}

fn word_of(value: &Json) -> Option<String> {
    match value {
        Json::String(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_times_seasons_and_doubt_are_read_and_written() {
        for text in ["2021", "2021-03", "2021-03-12", "-0044-03-15", "2021-22", "1723~", "2001-12/2004-01-02"]
        {
            let date = Date::from_edtf(text).unwrap();
            assert_eq!(date.to_words(), text);
            assert_eq!(Date::from_json(&date.to_json()), Some(date));
        }
        assert_eq!(Date::from_words("forthcoming"), Date::words("forthcoming"));
        assert_eq!(Date::from_edtf("2021-13"), None);
        assert_eq!(Date::from_edtf("12"), None);
    }

    #[test]
    fn a_day_of_csl_json_may_be_numbers_or_their_words() {
        let date = Date::from_json(&json!({"date-parts": [["2013", 1, "02"]], "circa": true})).unwrap();
        assert_eq!(date.to_words(), "2013-01-02~");
        let odd = Date::from_json(&json!({"date-parts": [[2008, 0]], "season": "Trinity"})).unwrap();
        assert_eq!(odd.season, "Trinity");
        assert_eq!(odd.rest, [("date-parts".to_owned(), "[[2008,0]]".to_owned())]);
    }

    proptest! {
        #[test]
        fn dates_come_back_from_their_words(
            days in proptest::collection::vec((-9999_i32..12_000, 0_u8..26, 0_u8..33), 0..3),
            circa: bool, season in "[0-9a]{0,2}", literal in "[a-c0-9{}/~-]{0,6}", raw in "[a-c]{0,2}") {
            let days = days.into_iter().map(|(year, month, day)| Day {
                year, month, day: if month == 0 { 0 } else { day },
            }).collect();
            let date = Date { days, circa, season, literal, raw, rest: Vec::new() };
            prop_assert_eq!(Date::from_words(&date.to_words()), date);
        }
    }
}
