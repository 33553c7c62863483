//! Lines that say when an article was published, and dates as machines write them.
//!
//! Knows no clock: a date without a year is no date.

use jiff::{Timestamp, civil::Date};

use crate::text::day::{self, Reading};

const AROUND: &[&str] = &[
    "published",
    "updated",
    "posted",
    "first",
    "last",
    "on",
    "date",
    "created",
    "modified",
    "release",
    "issued",
    "at",
    "am",
    "pm",
    "a.m",
    "p.m",
    "noon",
    "midnight",
    "et",
    "est",
    "edt",
    "pt",
    "pst",
    "pdt",
    "ct",
    "cst",
    "cdt",
    "mt",
    "gmt",
    "utc",
    "bst",
    "cet",
    "cest",
    "ist",
    "aest",
    "of",
    "the",
    "-",
    "–",
    "|",
    "•",
    "·",
];

/// Reads a line that holds a date and nothing else of weight, as `YYYY-MM-DD`, with its time where a machine wrote one.
///
/// *Limitations:* those of [`day`]; "3/4/2021" is refused, for nobody can tell which number is the month.
pub(super) fn published_in(line: &str) -> Option<String> {
    let line = line.trim().trim_matches(['(', ')', '"', '\'']).trim();
    if line.chars().count() > 100 {
        return None;
    }
    machine(line).or_else(|| worded(line))
}

/// Reads a date as machines write it: ISO 8601 or RFC 2822, whole or at the head of `text`.
fn machine(text: &str) -> Option<String> {
    if text.parse::<Timestamp>().is_ok() && text.contains('T') {
        return Some(text.to_owned());
    }
    let text = text.strip_prefix("Published: ").or_else(|| text.strip_prefix("Date: ")).unwrap_or(text);
    let head = text.get(..10)?;
    // Four figures, a stroke: anything else is no ISO date, however the parser would take it.
    if !head.bytes().take(4).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let date: Date =
        if head.as_bytes()[4] == b'/' { head.replace('/', "-").parse().ok()? } else { head.parse().ok()? };
    let rest = &text[10..];
    let is_time =
        rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | ':' | '.' | '+' | '-' | 'T' | 'Z'))
            && !rest.starts_with(|c: char| c.is_ascii_digit());
    is_time.then(|| format!("{date}{rest}"))
}

/// Reads "Friday, March 12, 2021 at 3:40 p.m. EST", "12 March 2021", "Updated Mar. 3rd, 2021".
fn worded(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|word| word.trim_matches(['.', ':', ';', '(', ')']).to_lowercase())
        .filter(|word| !word.is_empty() && !AROUND.contains(&word.as_str()) && !is_time(word))
        .collect();
    let reading = day::written(&words.join(" "));
    // What a publisher got wrong about the weekday is no matter here.
    let day = reading.day().or(match reading {
        Reading::WrongWeekday(day) => Some(day),
        _ => None,
    });
    day?.date().map(|date| date.to_string())
}

/// Tells a time of day or an offset: "3:40", "15:40:12", "3pm", "3:40pm", "+0000".
fn is_time(word: &str) -> bool {
    let bare = word.trim_end_matches(['m', 'p', 'a', '.', 'z', 'h']);
    let is_clock = bare.contains(':') && bare.chars().all(|c| c.is_ascii_digit() || c == ':');
    let is_hour = bare.len() < word.len() && !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit());
    let is_offset = word.starts_with(['+', '-']) && word[1..].chars().all(|c| c.is_ascii_digit() || c == ':');
    is_clock || is_hour || is_offset
}

#[cfg(test)]
mod tests {
    use super::published_in;

    #[test]
    fn dates_in_words_and_from_machines_are_read() {
        for (line, date) in [
            ("March 12, 2021", "2021-03-12"),
            ("Updated: Friday, Mar. 12th, 2021 at 3:40 p.m. EST", "2021-03-12"),
            ("12 March 2021", "2021-03-12"),
            ("Fri, 12 Mar 2021 15:40:00 +0000", "2021-03-12"),
            ("Published 1 Sept. 2020, 3pm", "2020-09-01"),
            ("2021-03-12", "2021-03-12"),
            ("2021/03/12 15:40", "2021-03-12 15:40"),
            ("2021-03-12T15:40:00Z", "2021-03-12T15:40:00Z"),
        ] {
            assert_eq!(published_in(line).as_deref(), Some(date), "{line}");
        }
    }

    #[test]
    fn a_line_that_says_more_than_a_date_is_no_date() {
        for line in [
            "On March 12, 2021 he resigned",
            "March 2021",
            "3/4/2021",
            "May",
            "February 30, 2021",
            "",
            "2021-13-45",
        ] {
            assert_eq!(published_in(line), None, "{line}");
        }
    }
}
