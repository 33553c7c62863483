//! What has to be done by a day: derived from the records, never stored.
//!
//! Knows no clock: whoever asks what is late says what today is.

use jiff::civil::Date;

use super::vocabulary::{Meaning, Vocabulary};
use super::{Id, Outline, Project, Slot, Table};
use crate::text::counted;
use crate::text::day;

/// Something that has to be done by a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The day.
    pub on: Date,
    /// The number of the first mark that it concerns; the greatest where there is none, so that it comes last.
    place: usize,
    /// The field that holds the day.
    pub slot: Slot,
    /// What has to be done, in a few words.
    pub what: &'static str,
}

impl Due {
    /// Counts the days that are left; fewer than none where it is late.
    pub fn left(&self, today: Date) -> i64 {
        days_between(today, self.on)
    }

    /// Tells whether its day has passed.
    pub fn is_late(&self, today: Date) -> bool {
        self.on < today
    }

    /// Says when it is due: “due tomorrow”, “3 days late”.
    pub fn told(&self, today: Date) -> String {
        told(self.left(today))
    }
}

/// Counts the days from one to another.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Says when something is due that has so many days left.
pub fn told(left: i64) -> String {
    let days = |count: i64| counted(usize::try_from(count).unwrap_or(usize::MAX), "day", "days");
    match left {
        0 => "due today".to_owned(),
        1 => "due tomorrow".to_owned(),
        left if left < 0 => format!("{} late", days(-left)),
        left => format!("due in {}", days(left)),
    }
}

/// The fields that hold a day by which work is due, and what that work is.
const FIELDS: [(&str, &str); 3] =
    [("due", "Check"), ("reply_deadline", "Reply"), ("recheck_by", "Recheck the stage")];

impl Project {
    /// Returns what has to be done about a record, the earliest first: its own day while it is open, the accused's
    /// deadline while no answer is recorded, the day by which a stage has to be looked up again.
    pub fn due_of(&self, record: Id, outline: &Outline, vocabulary: &Vocabulary) -> Vec<Due> {
        let mut found: Vec<Due> = Vec::new();
        for (field, what) in FIELDS {
            let Some(slot) = Slot::named(record, field) else { continue };
            let Some(on) = day::written(&self.text_of(record, slot.field)).day().and_then(day::Day::date)
            else {
                continue;
            };
            if !self.is_still_due(record, field, outline, vocabulary) {
                continue;
            }
            let number = outline.mentions(record).first().and_then(|mark| outline.number(*mark));
            let what = if record.table() == Table::Query { "Answer" } else { what };
            found.push(Due { on, place: number.unwrap_or(usize::MAX), slot, what });
        }
        found.sort();
        found
    }

    /// Lists everything that has to be done by a day: what is latest comes first, of one day in the order of the text.
    pub fn due(&self, outline: &Outline, vocabulary: &Vocabulary) -> Vec<Due> {
        let records = (self.claims.keys())
            .chain(self.quotations.keys())
            .chain(self.allegations.keys())
            .chain(self.queries.keys());
        let mut found: Vec<Due> =
            records.flat_map(|record| self.due_of(*record, outline, vocabulary)).collect();
        found.sort();
        found
    }

    fn is_still_due(&self, record: Id, field: &str, outline: &Outline, vocabulary: &Vocabulary) -> bool {
        match (record.table(), field) {
            (Table::Query, _) => self
                .queries
                .get(&record)
                .is_some_and(|query| vocabulary.meaning("query", &query.state) != Meaning::Closed),
            (_, "reply_deadline") => !self.is_answered(record, outline),
            (_, "due") => {
                let status = match record.table() {
                    Table::Claim => self.claims.get(&record).and_then(|row| row.status.as_ref()),
                    Table::Quotation => self.quotations.get(&record).and_then(|row| row.status.as_ref()),
                    _ => self.allegations.get(&record).and_then(|row| row.status.as_ref()),
                };
                vocabulary.meaning_of_status(status).is_open()
            }
            _ => true,
        }
    }

    /// Tells whether an answer of the accused to an allegation is recorded, or marked in the text.
    pub fn is_answered(&self, allegation: Id, outline: &Outline) -> bool {
        let is_recorded = self
            .allegations
            .get(&allegation)
            .is_some_and(|row| !row.answer.trim().is_empty() || !row.answer_text.trim().is_empty());
        is_recorded || !outline.answers(allegation).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{fixture, vocabulary};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn listed(markup: &str, today: &str) -> Vec<String> {
        let fixture = fixture(markup);
        let session = &fixture.session;
        let due = session.project().due(session.outline(), &vocabulary());
        due.iter().map(|due| format!("{}: {}", due.what, due.told(day(today)))).collect()
    }

    #[test]
    fn what_is_latest_comes_first_and_is_told_in_words() {
        let markup = "He [claim due=2026-11-23: ran]. She [query due=2026-11-22: left]. It \
                      [allegation reply_deadline=2026-11-19 recheck_by=2026-11-30: fell].";
        let told = [
            "Reply: 3 days late",
            "Answer: due today",
            "Check: due tomorrow",
            "Recheck the stage: due in 8 days",
        ];
        assert_eq!(listed(markup, "2026-11-22"), told);
    }

    #[test]
    fn what_is_settled_is_due_no_more() {
        for settled in [
            "He [claim not-a-fact due=2026-11-01: ran].",
            "He [query state=resolved due=2026-11-01: ran].",
            "He [allegation answer=denied reply_deadline=2026-11-01: ran].",
            "He [allegation as=a reply_deadline=2026-11-01: ran]. [response answers=a: He denies it].",
            "He [claim due=soon: ran].",
        ] {
            assert_eq!(listed(settled, "2026-11-22"), [] as [&str; 0], "{settled}");
        }
        assert_eq!(told(-1), "1 day late");
    }
}
