//! Understanding a day from what somebody typed.
//!
//! *Limitations:* English words; figures between strokes are day, month and year of four figures, or month first,
//! and where both fit neither is taken.

use jiff::civil::{Date, Weekday};

use super::{Clock, Day, MONTHS, WEEKDAYS, later, months_later, nearest, weekday};

/// What was made of some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// There are none.
    Empty,
    /// A day.
    Day(Day),
    /// One of several; none of them is taken.
    Several(Vec<Day>),
    /// A day that has another weekday than the one named.
    WrongWeekday(Day),
    /// No day.
    Unknown,
}

impl Reading {
    /// Returns the day, if it is understood.
    pub fn day(&self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// Lists the days that it may be, where none is taken.
    pub fn offers(&self) -> &[Day] {
        match self {
            Self::Several(days) => days,
            Self::WrongWeekday(day) => std::slice::from_ref(day),
            _ => &[],
        }
    }

    /// Says in a sentence why no day is taken; nothing where one is, or where there are no words.
    pub fn doubt(&self) -> Option<String> {
        match self {
            Self::Empty | Self::Day(_) => None,
            Self::Several(days) => {
                let days: Vec<String> = days.iter().map(ToString::to_string).collect();
                Some(format!("It could be {}.", days.join(" or ")))
            }
            Self::WrongWeekday(day) => {
                let name = day.date().map_or("", weekday);
                Some(format!("{day} is a {name}."))
            }
            Self::Unknown => Some("Not understood as a day: kept as typed.".to_owned()),
        }
    }
}

/// Understands what somebody typed on a given day: whatever [`written`] does, and “yesterday”, “last Friday”,
/// “in two weeks”, “tomorrow at 15:00”.
pub fn read(text: &str, today: Date) -> Reading {
    let plain = written(text);
    if plain != Reading::Unknown {
        return plain;
    }
    let mut words = words(text);
    let clock = take_clock(&mut words);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let read = relative(&words, today).unwrap_or_else(|| without_year(&words, today));
    timed(read, clock)
}

/// Understands a day that is written out, whatever day it is today: “2021-03”, “12 March 2021”, “3/31/2021”.
pub fn written(text: &str) -> Reading {
    let text = text.trim();
    if text.is_empty() {
        return Reading::Empty;
    }
    let mut words = words(text);
    let clock = take_clock(&mut words);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let read = match words.as_slice() {
        [one] => in_figures(one),
        several => in_words(several),
    };
    timed(read.unwrap_or(Reading::Unknown), clock)
}

fn timed(read: Reading, clock: Found) -> Reading {
    let clock = match clock {
        Found::Nothing => return read,
        Found::Nonsense => return Reading::Unknown,
        Found::Clock(clock) => Some(clock),
    };
    match read {
        // A time of a month is none.
        Reading::Day(day) if day.date().is_some() => Reading::Day(day.at(clock)),
        Reading::Several(days) if days.iter().all(|day| day.date().is_some()) => {
            Reading::Several(days.into_iter().map(|day| day.at(clock)).collect())
        }
        Reading::WrongWeekday(day) => Reading::WrongWeekday(day.at(clock)),
        _ => Reading::Unknown,
    }
}

/// Cuts a text into lower-case words without the signs around them; a time behind a “T” stands for itself.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|sign: char| sign.is_whitespace() || sign == ',')
        .flat_map(|word| match word.split_once('t') {
            Some((day, time)) if is_iso_day(day) && time.starts_with(|sign: char| sign.is_ascii_digit()) => {
                vec![day, time]
            }
            _ => vec![word],
        })
        .map(|word| word.trim_end_matches(['.', ';']).to_owned())
        .filter(|word| !word.is_empty() && !matches!(word.as_str(), "on" | "the" | "of"))
        .collect()
}

fn is_iso_day(word: &str) -> bool {
    word.len() == 10 && word.bytes().filter(u8::is_ascii_digit).count() == 8
}

/// What was found of a time of day.
#[derive(Clone, Copy)]
enum Found {
    Nothing,
    Clock(Clock),
    /// Something that looks like a time and is none.
    Nonsense,
}

/// Takes a time of day out of the words: “15:40”, “3 pm”, “at 3:40 p.m. UTC”, “noon”.
fn take_clock(words: &mut Vec<String>) -> Found {
    let Some((at, hour, minute, mut half, mut zone)) = words
        .iter()
        .enumerate()
        .find_map(|(at, word)| clock_in(word).map(|(h, m, half, zone)| (at, h, m, half, zone)))
    else {
        // “3 pm”: the figure stands before its half of the day.
        let Some(at) = words.iter().position(|word| half_of(word).is_some()) else { return Found::Nothing };
        let Some(hour) = at.checked_sub(1).and_then(|before| words[before].parse::<i8>().ok()) else {
            return Found::Nonsense;
        };
        let half = half_of(&words[at]);
        words.drain(at - 1..=at);
        drop_at(words, at - 1);
        return whole_clock(hour, 0, half, None);
    };
    words.remove(at);
    if let Some(next) = words.get(at).and_then(|word| half_of(word)) {
        half = Some(next);
        words.remove(at);
    }
    if zone.is_none()
        && let Some(next) = words.get(at).and_then(|word| zone_of(word))
    {
        zone = Some(next);
        words.remove(at);
    }
    drop_at(words, at);
    whole_clock(hour, minute, half, zone)
}

/// Drops the “at” before a place.
fn drop_at(words: &mut Vec<String>, place: usize) {
    if let Some(before) = place.checked_sub(1)
        && words[before] == "at"
    {
        words.remove(before);
    }
}

fn whole_clock(hour: i8, minute: i8, half: Option<Half>, zone: Option<i16>) -> Found {
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return Found::Nonsense,
        Some(Half::Before) => hour % 12,
        Some(Half::After) => hour % 12 + 12,
    };
    Clock::new(hour, minute, zone).map_or(Found::Nonsense, Found::Clock)
}

/// The half of the day before noon, and that after it.
#[derive(Clone, Copy)]
enum Half {
    Before,
    After,
}

fn half_of(word: &str) -> Option<Half> {
    match word {
        "am" | "a.m" => Some(Half::Before),
        "pm" | "p.m" => Some(Half::After),
        _ => None,
    }
}

fn zone_of(word: &str) -> Option<i16> {
    if matches!(word, "utc" | "gmt" | "z") {
        return Some(0);
    }
    let word = word.strip_prefix("utc").unwrap_or(word);
    let sign = match word.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let digits: String = word.chars().skip(1).filter(|sign| *sign != ':').collect();
    let number: i16 = digits.parse().ok()?;
    match digits.len() {
        1 | 2 => Some(sign * number * 60),
        4 => Some(sign * (number / 100 * 60 + number % 100)),
        _ => None,
    }
}

/// Reads one word as a time: hour, minute, half of the day, minutes east of Greenwich.
fn clock_in(word: &str) -> Option<(i8, i8, Option<Half>, Option<i16>)> {
    match word {
        "noon" => return Some((12, 0, None, None)),
        "midnight" => return Some((0, 0, None, None)),
        _ => {}
    }
    let end =
        word.find(|sign: char| !sign.is_ascii_digit() && sign != ':' && sign != '.').unwrap_or(word.len());
    let (figures, rest) = word.split_at(end);
    let (half, zone) = match rest {
        "" => (None, None),
        rest => match half_of(rest) {
            Some(half) => (Some(half), None),
            None => (None, Some(zone_of(rest)?)),
        },
    };
    let figures = figures.trim_end_matches('.');
    let Some((hour, minute)) = figures.split_once(':') else {
        half?;
        return Some((figures.parse().ok()?, 0, half, zone));
    };
    // Seconds are let go.
    let minute = minute.split([':', '.']).next().unwrap_or(minute);
    (minute.len() == 2).then(|| Some((hour.parse().ok()?, minute.parse().ok()?, half, zone)))?
}

/// Reads `2021`, `2021-03`, `2021-03-12`, `2021/03/12`, `12.3.2021`, `12/03/2021`.
fn in_figures(word: &str) -> Option<Reading> {
    let stroke = word.chars().find(|sign| matches!(sign, '-' | '/' | '.'));
    let parts: Vec<&str> = stroke.map_or_else(|| vec![word], |stroke| word.split(stroke).collect());
    let is_figure =
        |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_figure) {
        return None;
    }
    let numbers: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let small = |number: i16| i8::try_from(number).ok();
    let whole = |year: i16, month: i16, day: i16| Day::new(year, small(month)?, small(day)?);
    match (numbers.as_slice(), parts[0].len(), parts[parts.len() - 1].len()) {
        ([year], 4, _) => Day::year(*year).map(Reading::Day),
        ([year, month], 4, 1..=2) if stroke != Some('.') => {
            Day::month(*year, small(*month)?).map(Reading::Day)
        }
        ([month, year], 1..=2, 4) => Day::month(*year, small(*month)?).map(Reading::Day),
        ([year, month, day], 4, 1..=2) if parts[1].len() <= 2 => whole(*year, *month, *day).map(Reading::Day),
        ([first, second, year], 1..=2, 4) if parts[1].len() <= 2 => {
            let (day_first, month_first) = (whole(*year, *second, *first), whole(*year, *first, *second));
            match (day_first, month_first) {
                // With dots it is always the day that comes first.
                (Some(day), _) if stroke == Some('.') => Some(Reading::Day(day)),
                (_, Some(_)) if stroke == Some('.') => None,
                (Some(one), Some(other)) if one != other => Some(Reading::Several(vec![one, other])),
                (Some(day), _) | (None, Some(day)) => Some(Reading::Day(day)),
                (None, None) => None,
            }
        }
        _ => None,
    }
}

/// The parts of a day that is written in words.
#[derive(Default)]
struct Parts {
    weekday: Option<usize>,
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
}

fn parts(words: &[&str]) -> Option<Parts> {
    let mut parts = Parts::default();
    for word in words {
        if let Some(at) = abbreviated(word, &WEEKDAYS) {
            parts.weekday.is_none().then(|| parts.weekday = Some(at))?;
        } else if let Some(at) = abbreviated(word, &MONTHS) {
            parts.month.is_none().then(|| parts.month = i8::try_from(at + 1).ok())?;
        } else {
            let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
            let digits = bare.unwrap_or(word);
            if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            match (digits.len(), digits.parse::<i16>().ok()?) {
                (1 | 2, number) if parts.day.is_none() => parts.day = i8::try_from(number).ok(),
                (4, number) if parts.year.is_none() && bare.is_none() => parts.year = Some(number),
                _ => return None,
            }
        }
    }
    Some(parts)
}

/// Reads “Friday, 12 March 2021”, “Mar. 12th 2021”, “March 2021”.
fn in_words(words: &[&str]) -> Option<Reading> {
    // “Friday 2021-03-12”: the day in figures, its weekday in words.
    if let [name, figures] = words
        && let Some(named) = abbreviated(name, &WEEKDAYS)
        && let Some(reading) = in_figures(figures)
    {
        return match reading.day().and_then(|day| Some((day, day.date()?))) {
            Some((day, date)) if usize::from(super::place_in_week(date)) != named => {
                Some(Reading::WrongWeekday(day))
            }
            _ => Some(reading),
        };
    }
    let parts = parts(words)?;
    let (month, year) = (parts.month?, parts.year?);
    let Some(day) = parts.day else {
        return parts.weekday.is_none().then(|| Day::month(year, month).map(Reading::Day))?;
    };
    let day = Day::new(year, month, day)?;
    let is_wrong = |named| day.date().is_some_and(|date| usize::from(super::place_in_week(date)) != named);
    Some(if parts.weekday.is_some_and(is_wrong) { Reading::WrongWeekday(day) } else { Reading::Day(day) })
}

/// Reads “12 March”, “Friday”: the last one and the next one.
fn without_year(words: &[&str], today: Date) -> Reading {
    let Some(parts) = parts(words) else { return Reading::Unknown };
    let (year, whole) = (today.year(), |date| Day::Whole(date));
    let mut days: Vec<Date> = match parts {
        Parts { weekday: Some(at), day: None, month: None, year: None } => {
            let Some(weekday) = weekday_at(at) else { return Reading::Unknown };
            vec![nearest(today, weekday, -1), nearest(today, weekday, 1)]
        }
        Parts { weekday, day: Some(day), month: Some(month), year: None } => [year - 1, year, year + 1]
            .into_iter()
            .filter_map(|year| Day::new(year, month, day)?.date())
            .filter(|date| weekday.is_none_or(|at| usize::from(super::place_in_week(*date)) == at))
            .collect(),
        _ => return Reading::Unknown,
    };
    // Of three years the two that lie nearest.
    days.sort_by_key(|date| date.since(today).map_or(i32::MAX, |span| span.get_days().abs()));
    days.truncate(2);
    days.sort();
    match days.as_slice() {
        [] => Reading::Unknown,
        [date] => Reading::Day(whole(*date)),
        several => Reading::Several(several.iter().copied().map(whole).collect()),
    }
}

/// Reads what is told from today on: “yesterday”, “last Friday”, “3 days ago”, “in two weeks”, “next month”.
fn relative(words: &[&str], today: Date) -> Option<Reading> {
    let day = |date: Date| Day::new(date.year(), date.month(), date.day()).map(Reading::Day);
    match words {
        ["today" | "tonight"] => day(today),
        ["yesterday"] => day(later(today, -1)),
        ["tomorrow"] => day(later(today, 1)),
        ["day", "before", "yesterday"] => day(later(today, -2)),
        ["day", "after", "tomorrow"] => day(later(today, 2)),
        [which @ ("last" | "this" | "next"), "month"] => {
            let date = months_later(today, step(which));
            Day::month(date.year(), date.month()).map(Reading::Day)
        }
        [which @ ("last" | "this" | "next"), "year"] => {
            Day::year(today.year() + i16::try_from(step(which)).ok()?).map(Reading::Day)
        }
        [which @ ("last" | "this" | "next"), name] => {
            let weekday = weekday_at(abbreviated(name, &WEEKDAYS)?)?;
            match *which {
                "last" => day(nearest(today, weekday, -1)),
                "this" if today.weekday() == weekday => day(today),
                _ => day(nearest(today, weekday, 1)),
            }
        }
        [count, unit, "ago"] => day(moved(today, -number(count)?, unit)?),
        ["in", count, unit] | [count, unit, "from", "now" | "today"] => {
            day(moved(today, number(count)?, unit)?)
        }
        _ => None,
    }
}

fn step(which: &str) -> i32 {
    match which {
        "last" => -1,
        "next" => 1,
        _ => 0,
    }
}

fn moved(today: Date, count: i32, unit: &str) -> Option<Date> {
    Some(match unit.trim_end_matches('s') {
        "day" => later(today, count),
        "week" => later(today, count.checked_mul(7)?),
        "month" => months_later(today, count),
        "year" => months_later(today, count.checked_mul(12)?),
        _ => return None,
    })
}

fn number(word: &str) -> Option<i32> {
    const NAMED: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let named = NAMED.iter().position(|name| *name == word && word != "no");
    match word {
        "a" | "an" => Some(1),
        _ => named
            .and_then(|at| i32::try_from(at).ok())
            .or_else(|| word.parse().ok().filter(|count| (0..10_000).contains(count))),
    }
}

fn weekday_at(place: usize) -> Option<Weekday> {
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}

/// Finds a lower-case word among names, whole or cut to three or more letters; counts from 0.
pub(super) fn abbreviated(word: &str, names: &[&str]) -> Option<usize> {
    let word = if word == "sept" { "sep" } else { word };
    let is_start = |name: &str| {
        word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    names.iter().position(|name| is_start(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> Date {
        // A Sunday.
        Date::new(2026, 11, 22).expect("a day")
    }

    fn iso(text: &str) -> String {
        match read(text, today()) {
            Reading::Day(day) => day.iso(),
            Reading::Several(days) => days.iter().map(|day| day.iso()).collect::<Vec<_>>().join(" or "),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn days_are_understood_as_people_write_them() {
        for (text, day) in [
            ("2021", "2021"),
            ("2021-03", "2021-03"),
            ("2021-3-2", "2021-03-02"),
            ("2021/03/12", "2021-03-12"),
            ("March 2021", "2021-03"),
            ("03/2021", "2021-03"),
            ("12 March 2021", "2021-03-12"),
            ("12th of March, 2021", "2021-03-12"),
            ("March 12, 2021", "2021-03-12"),
            ("Mar. 12 2021", "2021-03-12"),
            ("FRIDAY, 12 MARCH 2021", "2021-03-12"),
            ("Fri 2021-03-12", "2021-03-12"),
            ("31/12/2021", "2021-12-31"),
            ("12/31/2021", "2021-12-31"),
            ("03/03/2021", "2021-03-03"),
            ("12.03.2021", "2021-03-12"),
            ("2 Sept 2020", "2020-09-02"),
        ] {
            assert_eq!(iso(text), day, "{text}");
        }
    }

    #[test]
    fn days_are_told_from_today_on() {
        for (text, day) in [
            ("today", "2026-11-22"),
            ("Yesterday", "2026-11-21"),
            ("tomorrow", "2026-11-23"),
            ("the day before yesterday", "2026-11-20"),
            ("last Friday", "2026-11-20"),
            ("next Monday", "2026-11-23"),
            ("next Sunday", "2026-11-29"),
            ("this Sunday", "2026-11-22"),
            ("last Sunday", "2026-11-15"),
            ("3 days ago", "2026-11-19"),
            ("a week ago", "2026-11-15"),
            ("in two weeks", "2026-12-06"),
            ("two weeks from now", "2026-12-06"),
            ("3 months ago", "2026-08-22"),
            ("last month", "2026-10"),
            ("next year", "2027"),
        ] {
            assert_eq!(iso(text), day, "{text}");
        }
    }

    #[test]
    fn a_time_of_day_stays_with_its_day() {
        for (text, day) in [
            ("tomorrow at 3 pm", "2026-11-23T15:00"),
            ("2021-03-12 15:40", "2021-03-12T15:40"),
            ("2021-03-12T15:40:00Z", "2021-03-12T15:40Z"),
            ("2021-03-12T15:40:00.5+01:00", "2021-03-12T15:40+01:00"),
            ("12 March 2021, 3:40 p.m. UTC", "2021-03-12T15:40Z"),
            ("12 March 2021 at noon", "2021-03-12T12:00"),
            ("March 12, 2021 12am", "2021-03-12T00:00"),
        ] {
            assert_eq!(iso(text), day, "{text}");
        }
    }

    #[test]
    fn what_could_be_two_days_is_offered_and_not_guessed() {
        assert_eq!(iso("12/03/2021"), "2021-03-12 or 2021-12-03");
        assert_eq!(iso("Friday"), "2026-11-20 or 2026-11-27");
        assert_eq!(iso("1 December"), "2025-12-01 or 2026-12-01");
        let doubt = read("12/03/2021", today()).doubt();
        assert_eq!(doubt.as_deref(), Some("It could be 12 March 2021 or 3 December 2021."));
    }

    #[test]
    fn a_weekday_that_does_not_fit_is_said() {
        let read = read("Thursday, 12 March 2021", today());
        assert_eq!(read.doubt().as_deref(), Some("12 March 2021 is a Friday."));
        assert_eq!(read.day(), None);
    }

    #[test]
    fn what_is_no_day_is_not_taken_for_one() {
        for text in [
            "spring 2020",
            "31 February 2021",
            "2021-13-01",
            "2021-02-30",
            "12/03/21",
            "31.12",
            "c. 1990",
            "21",
            "99999",
            "15:40",
            "March 2021 at 3 pm",
            "25:00 today",
            "2021-03-12 15:99",
            "13 pm today",
            "no days ago",
            "soon",
            "-",
            "the",
            "32/13/2021",
            "12.13.2021",
            "next",
            "in weeks",
        ] {
            assert_eq!(read(text, today()), Reading::Unknown, "{text}");
        }
        assert_eq!(read(" \n", today()), Reading::Empty);
    }

    fn days() -> impl Strategy<Value = Day> {
        let clock = (0i8..24, 0i8..60, prop::option::of(-840i16..=840));
        let whole = (1000i16..=9998, 1i8..=12, 1i8..=31, prop::option::of(clock));
        let whole = whole.prop_filter_map("in the calendar", |(year, month, day, clock)| {
            let clock = clock.and_then(|(hour, minute, offset)| Clock::new(hour, minute, offset));
            Some(Day::new(year, month, day)?.at(clock))
        });
        prop_oneof![
            (1000i16..=9998).prop_map(Day::Year),
            (1000i16..=9998, 1i8..=12).prop_map(|(year, month)| Day::Month(year, month)),
            whole,
        ]
    }

    proptest! {
        #[test]
        fn what_is_shown_in_words_is_understood_again_as_the_same_day(day in days()) {
            prop_assert_eq!(read(&day.words(), today()), Reading::Day(day));
            prop_assert_eq!(read(&day.to_string(), today()), Reading::Day(day));
        }

        #[test]
        fn what_is_stored_is_understood_again_as_the_same_day(day in days()) {
            prop_assert_eq!(written(&day.iso()), Reading::Day(day));
        }

        #[test]
        fn whatever_is_typed_is_answered(text in "\\PC{0,40}") {
            let _ = read(&text, today());
        }

        #[test]
        fn words_of_days_in_any_order_are_answered(
            words in prop::collection::vec("(last|next|in|ago|at|[0-9]{1,4}|march|friday|pm|:|noon|of|days?|[/.-])", 0..8),
        ) {
            let _ = read(&words.join(" "), today());
        }
    }
}
