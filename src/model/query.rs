//! The checker's question to the author, the editor or counsel.

use super::field::record;
use super::{Id, Stamp, Widget};

record! {
    /// A question that stays open until somebody answers it.
    Query {
        created: Option<Stamp>, "Asked", "Who asked, and when.", Widget::Hidden, Desk;
        question: String, "Question", "What has to be answered.", Widget::Lines, Desk;
        to: String, "To", "Who is asked.", Widget::Choice("addressee"), Desk;
        person: String, "By name", "Whom exactly.", Widget::Line, Desk;
        about: Option<Id>, "About", "The record that is asked about, where it is no mark's.", Widget::Hidden, Desk;
        due: String, "Due", "Until when an answer is needed.", Widget::Date, Desk;
        state: String, "State", "Whether it is settled.", Widget::Choice("query"), Desk;
        answer: String, "Answer", "The answer in short; what was said stands in the thread.", Widget::Lines, Desk;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
