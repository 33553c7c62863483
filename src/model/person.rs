//! A person or organisation.

use super::field::record;
use super::{Stamp, Widget};

record! {
    /// A person or organisation, with the right spelling of the name.
    Person {
        created: Option<Stamp>, "Created", "Who made the record, and when.", Widget::Hidden, Desk;
        kind: String, "Kind", "A person, or an organisation.", Widget::Choice("person"), Public;
        name: String, "Name", "The right spelling in full.", Widget::Line, Public;
        role: String, "Title or role", "Title, office, party or affiliation.", Widget::Line, Public;
        aliases: Vec<String>, "Also called", "Other names the article uses, one a line.", Widget::Names, Public;
        misspellings: Vec<String>, "Never written", "Spellings that are wrong, one a line.", Widget::Names, Desk;
        born: String, "Born", "The day of birth, by which ages are worked out.", Widget::Date, Desk;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
