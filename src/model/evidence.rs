//! What ties a record to a source.

use super::field::record;
use super::{Id, Stamp, Widget};

record! {
    /// Ties a claim, quotation or allegation to a source, with the place in it.
    Evidence {
        created: Option<Stamp>, "Created", "Who attached it, and when.", Widget::Hidden, Desk;
        record: Option<Id>, "Speaks to", "The claim, quotation or allegation.", Widget::Hidden, Public;
        source: Option<Id>, "Source", "Where it comes from.", Widget::Source, Public;
        stance: String, "Stance", "Whether it supports or contradicts.", Widget::Choice("stance"), Public;
        locator: String, "Locator", "The page, paragraph, time or cell: where in the source it stands.", Widget::Line, Public;
        excerpt: String, "Excerpt", "The source's own words.", Widget::Lines, Public;
        credibility: String, "Credibility", "How well other information bears it out (Admiralty 1 to 6).", Widget::Choice("credibility"), Desk;
        calculation: String, "Calculation", "The sum, with its inputs.", Widget::Line, Public;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
