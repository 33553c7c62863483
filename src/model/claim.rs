//! One checkable statement.

use super::field::record;
use super::{Stamp, Status, Widget};

record! {
    /// One checkable statement in the checker's words, with its status; evidence and mentions point at it.
    Claim {
        created: Option<Stamp>, "Created", "Who made the record, and when.", Widget::Hidden, Desk;
        statement: String, "Statement", "What is to be checked, in the checker's words.", Widget::Lines, Public;
        category: String, "Category", "What kind of fact it is.", Widget::Choice("category"), Public;
        status: Option<Status>, "Status", "Where the checking stands.", Widget::Status, Public;
        status_reason: String, "Reason for the status", "Why it stands so, where evidence alone does not say it.", Widget::Lines, Desk;
        replacement: String, "Suggested replacement", "Words to put in place of the marked ones.", Widget::Lines, Desk;
        replacement_reason: String, "Reason for the replacement", "Why the words should change.", Widget::Line, Desk;
        materiality: String, "Materiality", "What hangs on it.", Widget::Choice("materiality"), Desk;
        confidence: String, "Confidence", "How sure the checker is of the status.", Widget::Choice("confidence"), Desk;
        assignee: String, "Assignee", "Who checks it.", Widget::Line, Desk;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
