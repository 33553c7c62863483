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

/// The one sealed field that is opened, if any.
#[derive(Default)]
pub struct Disclosure {
    open: Option<(Slot, Stage)>,
    is_seen: bool,
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
        self.open = Some((slot, stage));
        self.is_seen = true;
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

    /// Ends a frame: a field that is no longer on screen is closed. Returns it where words had been entered that
    /// were not sealed.
    pub fn sweep(&mut self) -> Option<Slot> {
        if std::mem::take(&mut self.is_seen) {
            return None;
        }
        let (slot, stage) = self.open.take()?;
        let is_lost = matches!(stage, Stage::Entering(words) if !words.reveal().trim().is_empty());
        is_lost.then_some(slot)
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
        assert_eq!(disclosure.sweep(), None);
        assert!(disclosure.stage(slot("sealed_name")).is_none());
        assert_eq!(disclosure.sweep(), None);
        assert!(disclosure.stage(slot("contact")).is_none());
    }

    #[test]
    fn words_that_were_entered_and_not_sealed_are_told_of() {
        let mut disclosure = Disclosure::default();
        disclosure.begin(slot("contact"), Stage::Entering(Confidential::new("555".into())));
        assert_eq!(disclosure.sweep(), None);
        assert_eq!(disclosure.sweep(), Some(slot("contact")));
        assert_eq!(disclosure.sweep(), None);
    }
}
