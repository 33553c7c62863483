//! One attempt to reach the accused.

use super::field::record;
use super::{Id, Stamp, Widget};

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
