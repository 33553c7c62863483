//! Faults of the calendar and of lives: sentences with days and ages that cannot be, each with a twin that can.

use jiff::civil::Date;
use redpencil::text::Range;
use redpencil::text::day::{MONTHS, WEEKDAYS, place_in_week};

use super::number::{between, sentences};
use super::{Altered, Chance, Injector};

/// Draws a day of the last years with its weekday and another one.
fn day(chance: &mut Chance) -> (Date, &'static str, &'static str) {
    let year = i16::try_from(between(chance, 2005, 2024)).unwrap_or(2020);
    let month = i8::try_from(between(chance, 1, 12)).unwrap_or(1);
    let of = i8::try_from(between(chance, 1, 28)).unwrap_or(1);
    let date = Date::new(year, month, of).unwrap_or(Date::ZERO);
    let right = usize::from(place_in_week(date));
    let wrong = (right + 1 + chance.below(6)) % 7;
    (date, WEEKDAYS[right], WEEKDAYS[wrong])
}

fn month(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

sentences!(
    WEEKDAY,
    "weekday-of-another-date",
    "a weekday of another date, with the year",
    95,
    |chance: &mut Chance| {
        let (date, right, wrong) = day(chance);
        let (month, of, year) = (month(date), date.day(), date.year());
        let short = [
            "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
        ];
        let abbreviated = short[usize::from(date.month().unsigned_abs()) - 1];
        let form = chance.below(7);
        let sentence = |weekday: &str| match form {
            0 => format!("The hearing was held on {weekday}, {month} {of}, {year}."),
            1 => format!("It opened on {weekday}, {of} {month} {year}, the museum said."),
            2 => format!("The vote took place {weekday}, {abbreviated} {of}, {year}, in Albany."),
            3 => format!("They met on {month} {of}, {year}, a {weekday}, at his house."),
            4 => format!("She was last seen on {weekday} {month} {of}, {year}."),
            5 => format!("The letter is dated {of} {month} {year} ({weekday})."),
            _ => format!("On {weekday}, the {of}th of {month}, {year}, the strike began."),
        };
        let mended = |words: String| {
            words
                .replace("the 1th", "the 1st")
                .replace("the 2th", "the 2nd")
                .replace("the 3th", "the 3rd")
                .replace("the 21th", "the 21st")
                .replace("the 22th", "the 22nd")
                .replace("the 23th", "the 23rd")
        };
        Some((mended(sentence(wrong)), mended(sentence(right))))
    }
);

sentences!(IMPOSSIBLE, "impossible-date", "a day or time that there is not", 95, |chance: &mut Chance| {
    let year = between(chance, 1990, 2023);
    let common = if year.is_multiple_of(4) { year + 1 } else { year };
    let (wrong, right) = match chance.below(8) {
        0 => ("February 30".to_owned(), "February 20".to_owned()),
        1 => ("Sept. 31".to_owned(), "Sept. 30".to_owned()),
        2 => ("April 31".to_owned(), "April 30".to_owned()),
        3 => (format!("Feb. 29, {common}"), format!("Feb. 28, {common}")),
        4 => (format!("31 June {year}"), format!("30 June {year}")),
        5 => (format!("the 32nd of March {year}"), format!("the 31st of March {year}")),
        6 => (format!("31/11/{year}"), format!("30/11/{year}")),
        _ => (format!("November 31, {year}"), format!("November 30, {year}")),
    };
    let form = chance.below(5);
    if form == 4 {
        let (hour, minute) = (between(chance, 1, 9), between(chance, 61, 89));
        let make = |hour: usize, minute: usize| format!("The train left at {hour}:{minute} p.m., he said.");
        return Some((make(hour, minute), make(hour, minute - 40)));
    }
    let sentence = |day: &str| match form {
        0 => format!("The deadline is {day}."),
        1 => format!("He was arrested on {day} in Chicago."),
        2 => format!("The exhibition runs until {day}, the museum said."),
        _ => format!("On {day}, the company closed the plant."),
    };
    Some((sentence(&wrong), sentence(&right)))
});

sentences!(
    AGE,
    "age-and-birth-differ",
    "an age that is not that of the birth year",
    85,
    |chance: &mut Chance| {
        let born = between(chance, 1920, 1960);
        let lived = between(chance, 40, 50);
        let died = born + lived;
        let off = between(chance, 3, 12);
        let wrong = lived + off;
        let name = *chance.pick(&["Harold Brandt", "Marta Kowal", "Edwin Farrow"])?;
        let form = chance.below(7);
        let sentence = |age: usize| match form {
            0 => format!("{name}, who was born in {born}, died in {died} at the age of {age}."),
            1 => format!("{name} ({born}-{died}) died aged {age}."),
            2 => format!("Born in {born}, {name} was {age} when he moved to Ohio in {died}."),
            3 => format!("{name} was born in {born} and died in {died}, aged {age}."),
            4 => format!(
                "{name} was born on May 4, {born}. In {died}, at the age of {age}, he became a judge."
            ),
            5 => format!("{name} died in {died} at age {age}; he was born in {born}."),
            _ => format!("{name} was {age} when he died in {died}. He was born in {born}."),
        };
        Some((sentence(wrong), sentence(lived)))
    }
);

sentences!(DURATION, "duration-does-not-fit", "a duration or order of years", 95, |chance: &mut Chance| {
    let from = between(chance, 1950, 2005);
    let years = between(chance, 3, 14);
    let to = from + years;
    let wrong = years + between(chance, 2, 6);
    let form = chance.below(9);
    let sentence = |years: usize, from: usize, to: usize| match form {
        0 => format!("He led the union for {years} years, from {from} to {to}."),
        1 => format!("Her {years}-year term, from {from} to {to}, was marked by strikes."),
        2 => format!("The plant opened in {from}. It closed {years} years later, in {to}."),
        3 => format!("She joined in {from} and left {years} years later, in {to}."),
        4 => format!("The war lasted {years} years, from {from} to {to}."),
        5 => format!("He served as mayor from {from} to {to}."),
        6 => format!("Between {from} and {to}, the town lost its mill."),
        7 => format!("It was founded in {from}, and in {to}, {years} years later, it was sold."),
        _ => format!("The bridge was built in {from}; {years} years later, in {to}, it collapsed."),
    };
    Some(if matches!(form, 5 | 6) {
        (sentence(years, to, from), sentence(years, from, to))
    } else {
        (sentence(wrong, from, to), sentence(years, from, to))
    })
});

sentences!(ORDER, "events-out-of-order", "events in an order that cannot be", 95, |chance: &mut Chance| {
    let first = between(chance, 1960, 2010);
    let second = first + between(chance, 1, 8);
    let form = chance.below(8);
    let sentence = |a: usize, b: usize| match form {
        0 => format!("He was charged in {a} and convicted in {b}."),
        1 => format!("She was convicted in {b} after being indicted in {a}."),
        2 => format!("The painter was born in {a} and died in {b}."),
        3 => format!("He was arrested in {a} and sentenced in {b} to life in prison."),
        4 => format!("The company was founded in {a} and dissolved in {b}."),
        5 => format!("They married in {a} and divorced in {b}."),
        6 => format!("He was charged in March {a}. He was found guilty in June {b}."),
        _ => format!("She was elected in {a} and resigned in {b}."),
    };
    Some((sentence(second, first), sentence(first, second)))
});

/// A weekday of the article's own beside a day of the month, where another such day of the article tells the year.
pub(super) const OWN_WEEKDAY: Injector = Injector {
    rule: "weekday-of-another-date",
    fault: "a weekday of the article's own, turned",
    floor: 80,
    alter: |text, chance| {
        let short =
            ["Jan.", "Feb.", "Mar", "Apr", "May", "Jun", "Jul", "Aug.", "Sep", "Oct.", "Nov.", "Dec."];
        let mut places = Vec::new();
        for (number, weekday) in WEEKDAYS.iter().enumerate() {
            for (at, _) in text.match_indices(weekday) {
                let behind = text[at + weekday.len()..].trim_start_matches([',', ' ']);
                let is_day = MONTHS.iter().chain(&short).any(|month| behind.starts_with(month));
                if is_day {
                    places.push((at, weekday.len(), number));
                }
            }
        }
        places.sort_unstable();
        let (at, length, number) = *chance.pick(&places)?;
        let other = WEEKDAYS[(number + 1 + chance.below(6)) % 7];
        Some(Altered::replaced(text, Range::new(at, at + length), other))
    },
};
