//! An unproven accusation against an identifiable party.

use super::field::record;
use super::{Id, Stamp, Status, Widget};

record! {
    /// An unproven accusation: one record, any number of mentions in the text.
    Allegation {
        created: Option<Stamp>, "Created", "Who made the record, and when.", Widget::Hidden, Desk;
        gist: String, "Gist", "What is alleged, in one sentence.", Widget::Lines, Public;
        accusers: Vec<Id>, "Accusers", "Who makes the accusation, by name.", Widget::People, Public;
        accuser_note: String, "Unnamed accusers", "How accusers without a name are described, and their relation to the accused.", Widget::Line, Public;
        accused: Vec<Id>, "Accused", "Who is accused.", Widget::People, Public;
        act: String, "Act", "What the accused is said to have done, when and where.", Widget::Lines, Public;
        forum: String, "Forum", "Where the accusation was made.", Widget::Choice("forum"), Public;
        reported: String, "First reported", "By whom and when it was first reported.", Widget::Line, Public;
        case: String, "Case and court", "Case number and court, where there is one.", Widget::Line, Public;
        stage: String, "Stage", "How far the matter has come.", Widget::Choice("stage"), Public;
        stage_as_of: String, "Stage as of", "The day on which that was so.", Widget::Date, Public;
        basis: String, "Basis", "What allows us to report it.", Widget::Choice("basis"), Desk;
        status: Option<Status>, "Status", "Where the checking stands.", Widget::Status, Public;
        status_reason: String, "Reason for the status", "Why it stands so, where evidence alone does not say it.", Widget::Lines, Desk;
        reply_sought: String, "Accused asked", "Whether the accused was asked.", Widget::Choice("reply"), Public;
        reply_attempts: String, "Attempts", "When, by which channel, by whom, and what was put to them.", Widget::Lines, Desk;
        reply_deadline: String, "Deadline", "Until when an answer was asked for.", Widget::Date, Desk;
        answer: String, "Answer", "What came back.", Widget::Choice("answer"), Public;
        answer_text: String, "Answer in full", "The accused's own words.", Widget::Lines, Public;
        replacement: String, "Suggested replacement", "Words to put in place of the marked ones.", Widget::Lines, Desk;
        replacement_reason: String, "Reason for the replacement", "Why the words should change.", Widget::Line, Desk;
        legal_review: String, "Legal review", "Where counsel's review stands, by whom and on which conditions.", Widget::Choice("legal"), Desk;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
