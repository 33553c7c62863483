//! Somebody's words.

use super::field::record;
use super::{Id, Stamp, Status, Widget};

record! {
    /// Somebody's words, direct, indirect or mixed; it has a status and evidence as a claim has.
    Quotation {
        created: Option<Stamp>, "Created", "Who made the record, and when.", Widget::Hidden, Desk;
        content: String, "Words", "What was said, as the article has it.", Widget::Lines, Public;
        speaker: Option<Id>, "Speaker", "Who said it.", Widget::Person, Public;
        cue: String, "Cue", "The word that introduces it: said, insisted, wrote.", Widget::Line, Public;
        manner: String, "Manner", "Direct, indirect or mixed.", Widget::Choice("manner"), Public;
        said_on: String, "Said on", "The day on which it was said.", Widget::Date, Public;
        occasion: String, "Occasion", "Where and to whom it was said: a speech, a call, a letter.", Widget::Line, Public;
        status: Option<Status>, "Status", "Where the checking stands.", Widget::Status, Public;
        status_reason: String, "Reason for the status", "Why it stands so, where evidence alone does not say it.", Widget::Lines, Desk;
        rating: String, "Rating", "What the checking found of what was said; that it was said has a status.", Widget::Rating, Public;
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
