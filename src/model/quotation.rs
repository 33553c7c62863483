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
        status: Option<Status>, "Status", "Where the checking stands.", Widget::Status, Public;
        status_reason: String, "Reason for the status", "Why it stands so, where evidence alone does not say it.", Widget::Lines, Desk;
        replacement: String, "Suggested replacement", "Words to put in place of the marked ones.", Widget::Lines, Desk;
        replacement_reason: String, "Reason for the replacement", "Why the words should change.", Widget::Line, Desk;
        assignee: String, "Assignee", "Who checks it.", Widget::Line, Desk;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
