//! One message in the thread of a query.

use super::field::record;
use super::{Id, Stamp, Widget};

record! {
    /// What somebody said to a query: an entry of its thread.
    Message {
        created: Option<Stamp>, "Created", "Who entered it, and when.", Widget::Hidden, Desk;
        record: Option<Id>, "Speaks to", "The query.", Widget::Hidden, Desk;
        from: String, "From", "Who said it, where that is not who entered it.", Widget::Line, Desk;
        words: String, "Words", "What was said.", Widget::Lines, Desk;
    }
}

impl Message {
    /// Returns who said it: whoever is named, else who entered it.
    pub fn speaker(&self) -> &str {
        match self.from.trim() {
            "" => self.created.as_ref().map_or("", |stamp| stamp.by.as_str()),
            from => from,
        }
    }
}
