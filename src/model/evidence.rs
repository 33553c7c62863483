//! What ties a record to a source.

use super::field::record;
use super::{Id, Stamp, Target, Widget};

/// A range in a source's own text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The SHA-256 of the text in hexadecimal.
    pub text: String,
    /// Where in it, and the words by which it is found again in another text.
    pub target: Target,
}

record! {
    /// Ties a claim, quotation or allegation to a source, with the place in it.
    Evidence {
        created: Option<Stamp>, "Created", "Who attached it, and when.", Widget::Hidden, Desk;
        record: Option<Id>, "Speaks to", "The claim, quotation or allegation.", Widget::Hidden, Public;
        source: Option<Id>, "Source", "Where it comes from.", Widget::Source, Public;
        stance: String, "Stance", "Whether it supports or contradicts.", Widget::Choice("stance"), Public;
        locator_kind: String, "Kind of place", "By what the place is counted: page, paragraph, time, cell.", Widget::Choice("locator"), Public;
        locator: String, "Locator", "The page, paragraph, time or cell: where in the source it stands.", Widget::Line, Public;
        excerpt: String, "Excerpt", "The source's own words.", Widget::Lines, Public;
        passage: Option<Passage>, "Passage", "The range in the source's own text of which the excerpt is.", Widget::Hidden, Public;
        credibility: String, "Credibility", "How well other information bears it out (Admiralty 1 to 6).", Widget::Choice("credibility"), Desk;
        calculation: String, "Calculation", "The sum, with its inputs.", Widget::Line, Public;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
