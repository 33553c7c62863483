//! One checkable statement.

use super::field::record;
use super::{Id, Stamp, Status, Widget};

record! {
    /// One checkable statement in the checker's words, with its status; evidence and mentions point at it.
    Claim {
        created: Option<Stamp>, "Created", "Who made the record, and when.", Widget::Hidden, Desk;
        statement: String, "Statement", "What is to be checked, in the checker's words.", Widget::Lines, Public;
        category: String, "Category", "What kind of fact it is.", Widget::Choice("category"), Public;
        particulars: Vec<(String, String)>, "Particulars", "What the category asks for, such as the day of birth behind an age.", Widget::Pairs("category"), Public;
        status: Option<Status>, "Status", "Where the checking stands.", Widget::Status, Public;
        status_reason: String, "Reason for the status", "Why it stands so, where evidence alone does not say it.", Widget::Lines, Desk;
        claimant: Option<Id>, "Whose claim", "Who says so, where it is somebody else's claim that the article reports.", Widget::Person, Public;
        rating: String, "Rating", "What the checking found of somebody else's claim; our own statements have a status.", Widget::Rating, Public;
        rating_reason: String, "Reason for the rating", "Why it is rated so.", Widget::Lines, Public;
        replacement: String, "Suggested replacement", "Words to put in place of the marked ones.", Widget::Lines, Desk;
        replacement_reason: String, "Reason for the replacement", "Why the words should change.", Widget::Line, Desk;
        materiality: String, "Materiality", "What hangs on it.", Widget::Choice("materiality"), Desk;
        confidence: String, "Confidence", "How sure the checker is of the status.", Widget::Choice("confidence"), Desk;
        assignee: String, "Assignee", "Who checks it.", Widget::Line, Desk;
        due: String, "Due", "The day on which it has to be done.", Widget::Date, Desk;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
