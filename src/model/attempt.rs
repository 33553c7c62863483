//! One attempt to reach the accused.

use super::field::record;
use super::{Id, Outline, Project, Stamp, Widget};
use crate::text::day::written;

record! {
    /// One attempt to put an allegation to the accused: an entry of the reply log.
    Attempt {
        created: Option<Stamp>, "Created", "Who noted it, and when.", Widget::Hidden, Desk;
        record: Option<Id>, "Speaks to", "The allegation.", Widget::Hidden, Desk;
        made_on: String, "Day", "The day on which it was made.", Widget::Date, Desk;
        time: String, "Time", "The hour, as the clock on the wall showed it.", Widget::Line, Desk;
        channel: String, "Channel", "How: by telephone, e-mail, letter, in person.", Widget::Choice("channel"), Desk;
        by: String, "By", "Who asked.", Widget::Line, Desk;
        to: String, "To", "Who was asked, and at which address or number.", Widget::Line, Desk;
        put: String, "What was put", "The words that were put to them.", Widget::Lines, Desk;
        outcome: String, "Outcome", "What came of it.", Widget::Choice("outcome"), Desk;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}

/// Writes an attempt on one line, of the words of its fields: “12 March 2021, 14:30 · telephone · Jo Roe → office:
/// message left”.
pub fn line(words: impl Fn(&'static str) -> String) -> String {
    let day = words("made_on");
    let day = written(&day).day().map_or(day, |day| day.to_string());
    let when = joined(&[day, words("time")], ", ");
    let who = joined(&[words("by"), words("to")], " → ");
    let told = joined(&[when, words("channel").to_lowercase(), who], " · ");
    let told = if told.is_empty() { "No day yet".to_owned() } else { told };
    joined(&[told, words("outcome").to_lowercase()], ": ")
}

impl Project {
    /// Lists the parts of a record: attempts by the day and hour on which they were made, those without a day last;
    /// messages as they were entered.
    pub fn parts_in_order(&self, owner: Id, outline: &Outline) -> Vec<Id> {
        let mut parts = outline.parts(owner).to_vec();
        parts.sort_by_key(|part| {
            self.attempts()
                .get(part)
                .map(|row| (row.made_on.is_empty(), row.made_on.clone(), row.time.clone()))
        });
        parts
    }
}

/// Joins words by a sign, without the empty ones.
fn joined(words: &[String], sign: &str) -> String {
    let filled: Vec<&str> =
        words.iter().map(|words| words.trim()).filter(|words| !words.is_empty()).collect();
    filled.join(sign)
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_tells_when_how_who_asked_whom_and_what_came_of_it() {
        let all = |name: &str| match name {
            "made_on" => "2021-03-12",
            "time" => "14:30",
            "channel" => "Telephone",
            "by" => "Jo Roe",
            "to" => "office",
            "outcome" => "Message left",
            _ => "",
        };
        let told = line(|name| all(name).to_owned());
        assert_eq!(told, "12 March 2021, 14:30 · telephone · Jo Roe → office: message left");
        let some = line(|name| if name == "to" { "office".to_owned() } else { String::new() });
        assert_eq!(some, "office");
        assert_eq!(line(|_| String::new()), "No day yet");
    }
}
