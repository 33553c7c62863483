//! What somebody pressed, on whatever keyboard: from the events of a key to the keys that it can stand for.
//!
//! A letter counts as it is typed where the keyboard types Latin letters (so Dvorak and AZERTY work by letter), and
//! by its place where it types others (Cyrillic, Greek, Arabic, Hebrew). Digits and signs count as they are typed,
//! and also by their place: the digits of a French keyboard need Shift, and a German one has no bracket of its own.
//! What is typed with `AltGr` is typed, and never a place.
//!
//! It must not know what any keys do.
//!
//! *Limitations:* which script a keyboard has is known from the last letter that was typed without Shift. Until one
//! was, and where a letter's key types a sign (Q on a Greek keyboard is the semicolon), its place counts.

use egui::{Event, ImeEvent, Key, KeyboardShortcut, Modifiers};

use super::chord::{is_digit, is_letter, is_sign, normal, types, typing};

/// Which letters a keyboard types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Script {
    /// None was typed yet.
    #[default]
    Unknown,
    Latin,
    Other,
}

/// What is known of the keyboard from what was pressed so far.
#[derive(Clone, Debug, Default)]
pub struct Keyboard {
    script: Script,
    right_alt: bool,
    composing: bool,
}

/// One press of a key: what it is called, where it is, what was held, and what it typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke<'a> {
    /// The key as it is typed; where it types nothing that egui knows, the key at its place.
    pub key: Key,
    /// The key at its place on a US keyboard.
    pub place: Option<Key>,
    /// What was held.
    pub held: Modifiers,
    /// What it typed, if it typed something.
    pub text: Option<&'a str>,
}

impl<'a> Stroke<'a> {
    /// Returns the press at this position of a frame's events; what it typed stands right behind it.
    pub fn at(events: &'a [Event], position: usize) -> Option<Self> {
        let Event::Key { key, physical_key, pressed: true, modifiers, .. } = events.get(position)? else {
            return None;
        };
        let text = match events.get(position + 1) {
            Some(Event::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        Some(Self { key: *key, place: *physical_key, held: *modifiers, text })
    }

    /// Returns the one character that was typed.
    fn typed(&self) -> Option<char> {
        let mut letters = self.text?.chars();
        letters.next().filter(|_| letters.next().is_none())
    }
}

impl Keyboard {
    /// Notices what is held and what is being composed.
    pub fn notice(&mut self, event: &Event) {
        match event {
            Event::Key { key: Key::AltRight, pressed, .. } => self.right_alt = *pressed,
            Event::WindowFocused(_) => {
                self.right_alt = false;
                self.composing = false;
            }
            Event::Ime(ImeEvent::Preedit { text, .. }) => self.composing = !text.is_empty(),
            Event::Ime(ImeEvent::Commit(_)) => self.composing = false,
            _ => {}
        }
    }

    /// Tells whether an input method is putting a character together.
    pub fn is_composing(&self) -> bool {
        self.composing
    }

    /// Lists the keys that a press can stand for, the likeliest first, each in its normal form.
    pub fn chords(&mut self, stroke: &Stroke<'_>) -> Vec<KeyboardShortcut> {
        let held = stroke.held;
        // The right Alt key that is not Alt is AltGr; some systems report it as Ctrl and Alt together.
        let at_third_level = (self.right_alt && !held.alt)
            || (held.alt
                && (held.ctrl || held.command)
                && Some(stroke.key) != stroke.place
                && types(stroke.key))
            || (OPTION_TYPES && held.alt && !held.command && stroke.typed().and_then(typing).is_some());
        if at_third_level {
            let key =
                stroke.typed().map_or(Some(stroke.key).filter(|key| Some(*key) != stroke.place), typing);
            return key.map(|key| chord(Modifiers::NONE, key)).into_iter().collect();
        }
        self.learn(stroke);
        let mut found = Vec::new();
        let mut add = |modifiers: Modifiers, key: Key| {
            let keys = chord(modifiers, key);
            if !found.contains(&keys) {
                found.push(keys);
            }
        };
        let typed = stroke.typed().and_then(typing).filter(|key| *key != Key::Space);
        match typed {
            // A digit or a sign that Shift brings out is that digit or sign.
            Some(key) if !is_letter(key) => add(Modifiers { shift: false, ..held }, key),
            Some(key) => add(held, key),
            None if held.shift && Some(stroke.key) == stroke.place && is_sign(stroke.key) => {
                if let Some(key) = shifted(stroke.key) {
                    add(held, key);
                }
            }
            None => add(held, stroke.key),
        }
        let Some(place) = stroke.place.filter(|_| types(stroke.key)) else { return found };
        let is_typed_letter = is_letter(stroke.key) && stroke.key != place;
        if is_digit(place) || (is_letter(place) && stroke.key == place) {
            if !is_typed_letter {
                add(held, place);
            }
        } else if is_letter(place) {
            if !is_typed_letter && self.script != Script::Latin {
                add(held, place);
            }
        } else if is_sign(place) && !is_typed_letter && !held.shift {
            add(held, place);
        }
        found
    }

    /// Learns from a letter which script the keyboard has. With Shift, a Hebrew keyboard types Latin capitals.
    fn learn(&mut self, stroke: &Stroke<'_>) {
        let held = stroke.held;
        if held.shift || held.alt || held.command || held.ctrl {
            return;
        }
        let Some(letter) = stroke.typed().filter(|c| c.is_alphabetic()) else { return };
        self.script = if is_latin(letter) { Script::Latin } else { Script::Other };
    }
}

/// On these systems the Alt key types signs, as `AltGr` does elsewhere.
const OPTION_TYPES: bool = cfg!(target_os = "macos");

fn chord(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    normal(KeyboardShortcut::new(modifiers, key))
}

/// Tells whether a letter is Latin: plain or with a sign of its own.
fn is_latin(letter: char) -> bool {
    letter.is_ascii() || matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Returns what a US keyboard types with Shift at the place of a sign.
fn shifted(key: Key) -> Option<Key> {
    Some(match key {
        Key::Slash => Key::Questionmark,
        Key::Equals => Key::Plus,
        Key::Semicolon => Key::Colon,
        Key::OpenBracket => Key::OpenCurlyBracket,
        Key::CloseBracket => Key::CloseCurlyBracket,
        Key::Backslash => Key::Pipe,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
