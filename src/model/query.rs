//! The checker's question to the author, the editor or counsel.

use super::field::record;
use super::{Stamp, Widget};

record! {
    /// A question that stays open until somebody answers it.
    Query {
        created: Option<Stamp>, "Asked", "Who asked, and when.", Widget::Hidden, Desk;
        question: String, "Question", "What has to be answered.", Widget::Lines, Desk;
        to: String, "To", "Who is asked.", Widget::Choice("addressee"), Desk;
        state: String, "State", "Whether it is settled.", Widget::Choice("query"), Desk;
        answer: String, "Answer", "What came back, from whom.", Widget::Lines, Desk;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
