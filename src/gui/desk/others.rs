//! What others do to the project while it is on the desk: it is taken in between two frames, and where it meets what
//! one is doing oneself, neither is lost.

use std::collections::BTreeSet;

use super::Desk;
use crate::gui::command::Effect;
use crate::gui::view_state::Wanted;
use crate::model::{Conflict, Item, Slot, Table};
use crate::session::{News, Refusal};

/// What was taken in.
#[derive(Debug, Default)]
pub struct Joined {
    /// What the others did, in order.
    pub news: Vec<News>,
    /// How many conflicts there are that were not there before.
    pub conflicts: usize,
    /// Why something that was being typed could not be kept first.
    pub refused: Option<Refusal>,
}

impl Desk {
    /// Takes in what others have written meanwhile.
    ///
    /// What is being typed is committed first: it was written without having seen theirs, and stands beside it where
    /// both meant one field.
    pub fn join(&mut self) -> Joined {
        let ripe = self.view.buffers.take_ripe();
        let refused = self.commit(ripe).err();
        let open = |desk: &Self| desk.session.project().open_conflicts().into_iter().collect::<BTreeSet<_>>();
        let before = open(self);
        let news = self.session.join();
        let project = self.session.project();
        self.view.buffers.join(|slot| project.text_of(slot.record, slot.field));
        let conflicts = open(self).difference(&before).count();
        Joined { news, conflicts, refused }
    }

    /// Goes to the next conflict or the one before, in the order of the text.
    pub fn step_conflict(&mut self, effect: &Effect) {
        let conflicts = &self.derived.conflicts;
        let count = conflicts.len();
        if count == 0 {
            return;
        }
        let current =
            self.view.conflict.and_then(|slot| conflicts.iter().position(|other| other.slot() == slot));
        let at = match (effect, current) {
            (Effect::PreviousConflict, Some(at)) => (at + count - 1) % count,
            (Effect::PreviousConflict, None) => count - 1,
            (_, Some(at)) => (at + 1) % count,
            (_, None) => 0,
        };
        self.go_to_conflict(conflicts[at]);
    }

    /// Shows a conflict where it stands; the keyboard goes to its first answer.
    pub fn go_to_conflict(&mut self, conflict: Conflict) {
        self.jump(|desk| desk.open_conflict(conflict));
        self.view.conflict = Some(conflict.slot());
        self.view.wanted = Some(Wanted::Conflict(conflict.slot()));
    }

    fn open_conflict(&mut self, conflict: Conflict) {
        let record = conflict.record();
        match record.table() {
            Table::Item => {
                let questions = &self.session.vocabulary().checklist;
                let question = questions.iter().find(|question| Item::id_of(&question.id) == record);
                self.view.question = question.map(|question| question.id.clone());
                self.view.question_sought = true;
                self.view.show("article");
            }
            Table::Waiver | Table::Draft => self.view.open_record(record),
            _ => self.open_at(Slot { record, field: "" }),
        }
    }
}
