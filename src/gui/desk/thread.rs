//! Queries: asked about what is open, and answered.
//!
//! It must not know how a thread is shown.

use super::Desk;
use crate::gui::view_state::Wanted;
use crate::model::{Id, Slot, Table, Value};
use crate::session::{Action, Details, Outcome, Refusal};

impl Desk {
    /// Returns the record that a query can be asked about: the one at hand, unless it is a query itself.
    pub fn asked_about(&self) -> Option<Id> {
        let is_asked = |id: &Id| {
            matches!(
                id.table(),
                Table::Claim | Table::Quotation | Table::Allegation | Table::Source | Table::Person
            )
        };
        self.meant().filter(is_asked)
    }

    /// Returns the query at hand.
    pub fn query(&self) -> Option<Id> {
        self.meant().filter(|id| id.table() == Table::Query)
    }

    /// Asks a query about the record at hand; the keyboard goes into its question.
    pub fn ask_about(&mut self) -> Result<Outcome, Refusal> {
        let about = self
            .asked_about()
            .ok_or_else(|| Refusal::new("Choose a mark, or open a source or a person, to ask about it."))?;
        let details: Details = vec![("about", Value::Link(about))];
        let outcome = self.act(Action::Create { table: Table::Query, details, link: None })?;
        if let Some(record) = outcome.focus {
            self.view.open_record(record);
            self.view.wanted = Some(Wanted::Field(Slot { record, field: "question" }));
        }
        Ok(outcome)
    }

    /// Adds a message to the thread of the query at hand; the keyboard goes into its words.
    pub fn answer(&mut self) -> Result<Outcome, Refusal> {
        let query = self.query().ok_or_else(|| Refusal::new("Choose a query first."))?;
        let part = Action::AddPart { owners: vec![query], table: Table::Message, details: Details::new() };
        let outcome = self.act(part)?;
        if let Some(record) = outcome.made.first().copied() {
            self.inspect(query);
            self.view.wanted = Some(Wanted::Field(Slot { record, field: "words" }));
        }
        Ok(outcome)
    }
}
