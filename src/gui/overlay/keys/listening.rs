//! Waiting for somebody to press keys: what is pressed is taken from every widget, and nothing is run by it.

use egui::{Event, Key, KeyboardShortcut, Modifiers, Ui};

use crate::gui::command::chord::{is_digit, is_modifier};
use crate::gui::command::keyboard::{Keyboard, Stroke};
use crate::gui::command::{Command, keymap};

/// What the next keys are for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Listening {
    /// Nothing: keys are keys.
    #[default]
    Off,
    /// To find what they do.
    Search,
    /// To be a command's keys.
    For {
        /// Its id.
        command: String,
        /// Whether they come beside the ones it has.
        adds: bool,
    },
    /// They were pressed, and wait for a yes.
    Heard {
        /// The id of the command they are for.
        command: String,
        /// Whether they come beside the ones it has.
        adds: bool,
        /// The keys.
        keys: KeyboardShortcut,
    },
}

impl Listening {
    /// Tells whether keys are waited for.
    pub(super) fn is_on(&self) -> bool {
        matches!(self, Self::Search | Self::For { .. })
    }
}

/// Takes the keys that were pressed, if they are waited for; returns those to search for. Escape stops the waiting.
pub(super) fn heard(
    ui: &Ui,
    listening: &mut Listening,
    keyboard: &mut Keyboard,
    commands: &[Command],
) -> Option<KeyboardShortcut> {
    if !listening.is_on() {
        return None;
    }
    let pressed = ui.input_mut(|input| {
        let events = std::mem::take(&mut input.events);
        let mut pressed = None;
        for (position, event) in events.iter().enumerate() {
            keyboard.notice(event);
            match event {
                Event::Key { key, .. } if is_modifier(*key) => {}
                // The key that was pressed before the waiting began is let go of.
                Event::Key { pressed: false, .. } => input.events.push(event.clone()),
                Event::Key { .. } => {
                    if let Some(stroke) = Stroke::at(&events, position) {
                        let chords = keyboard.chords(&stroke);
                        pressed = pressed.or_else(|| meant(&chords, commands));
                    }
                }
                // The window's library makes these of Ctrl with C, X and V.
                Event::Copy => pressed = Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::C)),
                Event::Cut => pressed = Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::X)),
                Event::Paste(_) => pressed = Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::V)),
                Event::Text(_) | Event::Ime(_) => {}
                other => input.events.push(other.clone()),
            }
        }
        pressed
    })?;
    if pressed == KeyboardShortcut::new(Modifiers::NONE, Key::Escape) {
        *listening = Listening::Off;
        return None;
    }
    match std::mem::take(listening) {
        Listening::Search => Some(pressed),
        Listening::For { command, adds } => {
            *listening = Listening::Heard { command, adds, keys: pressed };
            None
        }
        Listening::Off | Listening::Heard { .. } => None,
    }
}

/// Chooses what a press stands for: what a command has already, else a digit by its place, else what was typed.
fn meant(chords: &[KeyboardShortcut], commands: &[Command]) -> Option<KeyboardShortcut> {
    let is_taken = |chord: &&KeyboardShortcut| keymap::holder(commands, **chord).is_some();
    let by_digit = |chord: &&KeyboardShortcut| is_digit(chord.logical_key);
    chords.iter().find(is_taken).or_else(|| chords.iter().find(by_digit)).or_else(|| chords.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::command::chord::parse;

    #[test]
    fn keys_that_do_something_are_meant_before_others() {
        let commands = crate::gui::command::table(&crate::store::vocabulary::shipped());
        let chords = |texts: &[&str]| texts.iter().map(|text| parse(text).unwrap()).collect::<Vec<_>>();
        assert_eq!(meant(&chords(&["+", "]"]), &commands), Some(parse("]").unwrap()));
        assert_eq!(meant(&chords(&["Ctrl+'", "Ctrl+4"]), &commands), Some(parse("Ctrl+4").unwrap()));
        assert_eq!(meant(&chords(&[";"]), &commands), Some(parse(";").unwrap()));
        assert_eq!(meant(&[], &commands), None);
    }
}
