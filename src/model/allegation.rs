//! An unproven accusation against an identifiable party.

use super::field::record;
use super::{Id, Stamp, Status, Widget};

record! {
    /// An unproven accusation: one record, any number of mentions in the text.
    Allegation {
        created: Option<Stamp>, "Created", "Who made the record, and when.", Widget::Hidden, Desk;
        gist: String, "Gist", "What is alleged, in one sentence.", Widget::Lines, Public;
        accusers: Vec<Id>, "Accusers", "Who makes the accusation, by name.", Widget::People, Public;
        accuser_note: String, "Unnamed accusers", "How accusers without a name are described.", Widget::Line, Public;
        relation: String, "Relation", "How the accusers stand to the accused.", Widget::Line, Public;
        accused: Vec<Id>, "Accused", "Who is accused.", Widget::People, Public;
        act: String, "Act", "What the accused is said to have done.", Widget::Lines, Public;
        happened: String, "When", "When it is said to have happened.", Widget::Line, Public;
        place: String, "Where", "Where it is said to have happened.", Widget::Line, Public;
        forum: String, "Forum", "Where the accusation was made.", Widget::Choice("forum"), Public;
        reported: String, "First reported by", "Who was the first to report it.", Widget::Line, Public;
        reported_on: String, "First reported on", "When it was first reported.", Widget::Date, Public;
        case: String, "Case", "The case number, where there is one.", Widget::Line, Public;
        court: String, "Court", "The court or authority that has the case.", Widget::Line, Public;
        stage: String, "Stage", "How far the matter has come.", Widget::Choice("stage"), Public;
        stage_as_of: String, "Stage as of", "The day on which that was so.", Widget::Date, Public;
        recheck_by: String, "Recheck by", "The day by which the stage has to be looked up again.", Widget::Date, Desk;
        asserts: String, "We assert", "What the article itself says: that it was said, that it is investigated, or that it is true.", Widget::Choice("asserts"), Desk;
        basis: String, "Basis", "What allows us to report it.", Widget::Choice("basis"), Desk;
        corroboration: String, "Corroboration", "What bears it out besides the accusers' word.", Widget::Lines, Desk;
        public_interest: String, "Public interest", "Why readers have to know.", Widget::Lines, Desk;
        status: Option<Status>, "Status", "Where the checking stands.", Widget::Status, Public;
        status_reason: String, "Reason for the status", "Why it stands so, where evidence alone does not say it.", Widget::Lines, Desk;
        reply_sought: String, "Accused asked", "Whether the accused was asked.", Widget::Choice("reply"), Public;
        reply_attempts: String, "Note on the reply", "What else is to be said of it, such as why nobody was asked; each attempt has an entry of its own.", Widget::Lines, Desk;
        reply_deadline: String, "Deadline", "Until when an answer was asked for.", Widget::Date, Desk;
        answer: String, "Answer", "What came back.", Widget::Choice("answer"), Public;
        answer_text: String, "Answer in full", "The accused's own words.", Widget::Lines, Public;
        replacement: String, "Suggested replacement", "Words to put in place of the marked ones.", Widget::Lines, Desk;
        replacement_reason: String, "Reason for the replacement", "Why the words should change.", Widget::Line, Desk;
        legal_review: String, "Legal review", "Where counsel's review stands.", Widget::Choice("legal"), Desk;
        legal_by: String, "Reviewed by", "Who reviewed it.", Widget::Line, Desk;
        legal_on: String, "Reviewed on", "The day of the review.", Widget::Date, Desk;
        legal_conditions: String, "Conditions", "On which conditions it was cleared.", Widget::Lines, Desk;
        materiality: String, "Materiality", "What hangs on it.", Widget::Choice("materiality"), Desk;
        confidence: String, "Confidence", "How sure the checker is of the status.", Widget::Choice("confidence"), Desk;
        assignee: String, "Assignee", "Who checks it.", Widget::Line, Desk;
        due: String, "Due", "The day on which it has to be done.", Widget::Date, Desk;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
