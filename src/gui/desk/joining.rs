//! Records that become one, and one that becomes several: which are meant, and what is shown afterwards.
//!
//! It must not know what becomes of their fields.

use super::Desk;
use crate::gui::command::With;
use crate::gui::view_state::Wanted;
use crate::model::{Id, Slot};
use crate::session::{Action, Outcome, Placing, Refusal};
use crate::text::Range;

impl Desk {
    /// Joins the selected rows, or the record at hand with a neighbour of its kind.
    pub fn join_with(&mut self, with: With) -> Result<Outcome, Refusal> {
        let rows = self.view.table.meant().to_vec();
        let is_of_rows = rows.len() > 1;
        let ids = if is_of_rows {
            rows
        } else {
            let record = self.proven_or_refusal()?;
            vec![record, self.neighbour(record, with)?]
        };
        let other = ids.get(1).copied();
        let told = other.filter(|_| !is_of_rows).map(|other| self.told(other));
        let mut outcome = self.act(Action::Join { ids })?;
        if let Some(keeper) = outcome.focus.filter(|_| !is_of_rows) {
            self.inspect(keeper);
        }
        if let Some(told) = told {
            let said = std::mem::take(&mut outcome.said);
            outcome.said = if said.is_empty() { told } else { format!("{told}. {said}") };
        }
        Ok(outcome)
    }

    /// Names what a record was joined with.
    fn told(&self, other: Id) -> String {
        let mark = self.session.outline().mentions(other).first().copied();
        let number = mark.and_then(|mark| self.session.outline().number(mark));
        let quote = mark.and_then(|mark| self.session.project().target(mark));
        let words =
            quote.map_or_else(|| self.session.project().name_of(other), |target| target.quote.clone());
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String =
            if words.chars().count() > 60 { words.chars().take(60).chain(['…']).collect() } else { words };
        match number {
            Some(number) => format!("Joined with {number}, “{short}”"),
            None => format!("Joined with “{short}”"),
        }
    }

    /// Finds the record that a record is joined with.
    fn neighbour(&self, record: Id, with: With) -> Result<Id, Refusal> {
        let (project, outline) = (self.session.project(), self.session.outline());
        let own = outline.mentions(record);
        let at_hand = self.chosen().filter(|mark| own.contains(mark)).or(own.first().copied());
        let placed = at_hand.and_then(|mark| outline.placed(mark));
        let noun = record.table().noun();
        let Some(placed) = placed else {
            return Err(Refusal(format!(
                "This {noun} stands nowhere in the text. Select it with another one in the table, and join them there."
            )));
        };
        let of_kind = |mark: Id| {
            let other = project.annotations().get(&mark)?.record?;
            (other != record && other.table() == record.table()).then_some(other)
        };
        let of_kind_at = |place: usize| of_kind(outline.marks.get(place)?.id);
        let at = placed.number - 1;
        let found = match with {
            With::Next => (at + 1..outline.marks.len()).find_map(of_kind_at),
            With::Previous => (0..at).rev().find_map(of_kind_at),
            With::Overlapping => {
                let mut near = outline.marks.iter().filter(|mark| mark.span.overlaps(placed.span));
                near.find_map(|mark| of_kind(mark.id))
            }
        };
        found.ok_or_else(|| {
            Refusal(match with {
                With::Next => format!("No other {noun} follows in the text."),
                With::Previous => format!("No other {noun} stands before this one in the text."),
                With::Overlapping => format!("No mark of another {noun} overlaps this one."),
            })
        })
    }

    /// Splits the record at hand: on the selected words, or by the parts of its statement; the keyboard goes into what
    /// is still to be worded.
    pub fn split(&mut self) -> Result<Outcome, Refusal> {
        let record = self.proven_or_refusal()?;
        let id = self.mark_at_hand().filter(|_| self.record() == Some(record)).unwrap_or(record);
        let ranges: Vec<Range> = self.selection().into_iter().collect();
        let outcome = self.act(Action::Split { id, ranges, placing: Placing::Snapped })?;
        let project = self.session.project();
        let focus = outcome.focus;
        let new = focus.map(|id| project.annotations().get(&id).and_then(|mark| mark.record).unwrap_or(id));
        if let Some(new) = new {
            self.inspect(new);
            let field = new.table().words_field().unwrap_or("note");
            if self.session.project().text_of(new, field).is_empty() {
                self.view.wanted = Some(Wanted::Field(Slot { record: new, field }));
            }
        }
        if let Some(range) = self.selection() {
            self.article.select(Range::new(range.end, range.end));
        }
        Ok(outcome)
    }
}
