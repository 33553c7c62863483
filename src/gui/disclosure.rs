//! What is on screen of a sealed field: being entered, asked for, shown. Gone as soon as the field is.
//!
//! It must not know any widget, and nothing prints it.

use std::fmt;

use crate::model::{Confidential, Slot};

/// How far one sealed field is opened.
pub enum Stage {
    /// Words are being entered.
    Entering(Confidential<String>),
    /// It is asked whether everything is to be deleted for good.
    Asking,
    /// The words are on their way.
    Waiting,
    /// The words are shown.
    Shown(Confidential<String>),
    /// The words were purged, or never came to this machine.
    Missing,
    /// The words cannot be read, for the reason said here.
    Failed(String),
}

/// A field in which words were being entered when it was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// The field.
    pub slot: Slot,
    /// Whether there were words that are lost with it.
    pub held_words: bool,
}

/// The one sealed field that is opened, if any.
#[derive(Default)]
pub struct Disclosure {
    open: Option<(Slot, Stage)>,
    is_seen: bool,
    left: Vec<Left>,
}

impl fmt::Debug for Disclosure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Disclosure")
    }
}

impl Disclosure {
    /// Returns how far a field is opened; asked in every frame in which the field is on screen.
    pub fn stage(&mut self, slot: Slot) -> Option<&mut Stage> {
        let (open, stage) = self.open.as_mut().filter(|(open, _)| *open == slot)?;
        debug_assert_eq!(*open, slot);
        self.is_seen = true;
        Some(stage)
    }

    /// Opens a field, and closes the one that was open.
    pub fn begin(&mut self, slot: Slot, stage: Stage) {
        if self.open.as_ref().is_some_and(|(open, _)| *open != slot) {
            self.leave();
        }
        self.open = Some((slot, stage));
        self.is_seen = true;
    }

    /// Closes what is open and notes what was being entered there.
    fn leave(&mut self) {
        if let Some((slot, Stage::Entering(words))) = self.open.take() {
            self.left.push(Left { slot, held_words: !words.reveal().trim().is_empty() });
        }
    }

    /// Closes whatever is open.
    pub fn end(&mut self) {
        self.open = None;
    }

    /// Takes in what was read for a field, if it is still waited for.
    pub fn tell(&mut self, slot: Slot, read: Result<Option<Confidential<String>>, String>) {
        let Some((_, stage)) =
            self.open.as_mut().filter(|(open, stage)| *open == slot && matches!(stage, Stage::Waiting))
        else {
            return;
        };
        *stage = match read {
            Ok(Some(words)) => Stage::Shown(words),
            Ok(None) => Stage::Missing,
            Err(why) => Stage::Failed(why),
        };
    }

    /// Ends a frame: a field that is no longer on screen is closed. Returns those that were left while words were
    /// being entered.
    pub fn sweep(&mut self) -> Vec<Left> {
        if !std::mem::take(&mut self.is_seen) {
            self.leave();
        }
        std::mem::take(&mut self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Table};

    fn slot(field: &'static str) -> Slot {
        Slot { record: Id::new(Table::Source, 1), field }
    }

    #[test]
    fn words_are_gone_with_the_field_and_nothing_prints_them() {
        let mut disclosure = Disclosure::default();
        disclosure.begin(slot("contact"), Stage::Waiting);
        disclosure.tell(slot("sealed_name"), Ok(Some(Confidential::new("other".into()))));
        assert!(matches!(disclosure.stage(slot("contact")), Some(Stage::Waiting)));
        disclosure.tell(slot("contact"), Ok(Some(Confidential::new("555-0142".into()))));
        assert!(matches!(disclosure.stage(slot("contact")), Some(Stage::Shown(_))));
        assert_eq!(format!("{disclosure:?}"), "Disclosure");
        assert_eq!(disclosure.sweep(), []);
        assert!(disclosure.stage(slot("sealed_name")).is_none());
        assert_eq!(disclosure.sweep(), []);
        assert!(disclosure.stage(slot("contact")).is_none());
    }

    #[test]
    fn words_that_were_entered_and_not_sealed_are_told_of() {
        let mut disclosure = Disclosure::default();
        disclosure.begin(slot("contact"), Stage::Entering(Confidential::new("555".into())));
        assert_eq!(disclosure.sweep(), []);
        assert_eq!(disclosure.sweep(), [Left { slot: slot("contact"), held_words: true }]);
        assert_eq!(disclosure.sweep(), []);
    }
    #[test]
    fn a_field_that_another_one_takes_the_place_of_is_told_of_too() {
        let mut disclosure = Disclosure::default();
        disclosure.begin(slot("contact"), Stage::Entering(Confidential::new(String::new())));
        disclosure.begin(slot("sealed_name"), Stage::Asking);
        assert_eq!(disclosure.sweep(), [Left { slot: slot("contact"), held_words: false }]);
        assert!(matches!(disclosure.stage(slot("sealed_name")), Some(Stage::Asking)));
    }
}
