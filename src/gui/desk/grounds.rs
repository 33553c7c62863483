//! A confirmed record asks at once for what shows it: the place in its source, or a reason.
//!
//! The status stands whatever is answered. It must not know how the question is shown.

use super::Desk;
use crate::check::{Ground, Lack, Reading, lack};
use crate::gui::view_state::Wanted;
use crate::model::{Id, Slot};
use crate::text::counted;

impl Desk {
    /// Moves the keyboard to what a status that was just set asks for, if it asks for anything.
    pub(super) fn ask_for_grounds(&mut self, record: Id) {
        self.view.asked = None;
        let slot = match self.lack(record) {
            Some(Lack::Locator(evidence)) => Slot { record: evidence, field: "locator" },
            Some(Lack::Evidence) => Slot { record, field: "status_reason" },
            None => return,
        };
        self.inspect(record);
        self.view.asked = Some(slot);
        self.view.wanted = Some(Wanted::Field(slot));
    }

    /// Says of several records whose status was just set how many show nothing for it; the rows keep the keyboard.
    pub(super) fn told_of_grounds(&self, records: &[Id]) -> Option<String> {
        let lacking = records.iter().filter(|record| self.lack(**record).is_some()).count();
        let have = if lacking == 1 { "has" } else { "have" };
        (lacking > 0).then(|| {
            let some = counted(lacking, "of them", "of them");
            let some = if records.len() == 1 { "It".to_owned() } else { some };
            format!("{some} {have} neither evidence with a locator nor a reason for the status.")
        })
    }

    fn lack(&self, record: Id) -> Option<Lack> {
        let ground = Ground {
            project: self.session.project(),
            outline: self.session.outline(),
            vocabulary: self.session.vocabulary(),
            reading: &Reading::default(),
            rulebook: self.session.rulebook(),
            today: self.session.today(),
        };
        lack(&ground, record)
    }
}
