//! Keys that somebody changed: laid over the shipped table, and refused in words where they would not work.
//!
//! It must not know where the changes are kept; they come and go as command id and keys in writing.

use std::collections::BTreeMap;

use egui::{Key, KeyboardShortcut};

use super::chord::{is_modifier, keys_text, normal, parse, same, types};
use super::{Command, Effect, Reach};

/// The changed keys by command, as they are written in the settings.
pub type Changes = BTreeMap<String, Vec<String>>;

/// What of the changes cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such command. Its keys are kept, for a version or a desk that has it.
    Unknown {
        /// The command's id.
        command: String,
    },
    /// The keys cannot be read or cannot be used.
    Unusable {
        /// The command's id.
        command: String,
        /// The keys as they are written.
        keys: String,
        /// Why not, in a clause.
        why: String,
    },
}

/// Why a command cannot have some keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// Another command has them.
    Taken {
        /// Its id.
        by: String,
        /// What it is called.
        label: String,
    },
    /// They have a meaning that cannot be given away; why, in a sentence.
    Reserved(String),
}

impl Objection {
    /// Says it in words: for `keys` that were to be given to a command.
    pub fn words(&self, keys: KeyboardShortcut) -> String {
        match self {
            Self::Taken { label, .. } => {
                format!("{} is “{label}”. Take it from there first.", keys_text(&keys))
            }
            Self::Reserved(why) => why.clone(),
        }
    }
}

/// Lays changed keys over a table; returns what of them cannot be done. A shipped key that somebody has given to
/// another command is taken from its own, unless that has got it by a change, too.
pub fn apply(table: &mut [Command], changes: &Changes) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut wanted: Vec<(usize, KeyboardShortcut, String)> = Vec::new();
    for (id, texts) in changes {
        let Some(at) = table.iter().position(|command| command.id == *id) else {
            faults.push(Fault::Unknown { command: id.clone() });
            continue;
        };
        table[at].keys.clear();
        for text in texts {
            match parse(text) {
                Ok(keys) => wanted.push((at, keys, text.clone())),
                Err(why) => {
                    faults.push(Fault::Unusable { command: id.clone(), keys: text.clone(), why });
                }
            }
        }
    }
    for (at, keys, text) in wanted {
        if table[at].keys.iter().any(|own| same(*own, keys)) {
            continue;
        }
        if reserved(&table[at], keys).is_none() {
            for command in table.iter_mut().filter(|command| !changes.contains_key(&*command.id)) {
                command.keys.retain(|own| !same(*own, keys));
            }
        }
        match objection(table, &table[at], keys) {
            None => table[at].keys.push(keys),
            Some(objection) => faults.push(Fault::Unusable {
                command: table[at].id.to_string(),
                keys: text,
                why: objection.words(keys),
            }),
        }
    }
    faults
}

/// Returns the changes after a command has got these keys; keys as shipped are no change.
pub fn changed(changes: &Changes, shipped: &[Command], id: &str, keys: &[KeyboardShortcut]) -> Changes {
    let mut changes = changes.clone();
    let usual = shipped.iter().find(|command| command.id == id).map_or(&[][..], |command| &command.keys);
    let is_usual = usual.len() == keys.len() && usual.iter().zip(keys).all(|(one, other)| same(*one, *other));
    if is_usual {
        changes.remove(id);
    } else {
        changes.insert(id.to_owned(), keys.iter().map(keys_text).collect());
    }
    changes
}

/// Finds the command that these keys run.
pub fn holder(table: &[Command], keys: KeyboardShortcut) -> Option<&Command> {
    table.iter().find(|command| command.keys.iter().any(|own| same(*own, keys)))
}

/// Says why a command cannot have these keys, if it cannot.
pub fn objection(table: &[Command], command: &Command, keys: KeyboardShortcut) -> Option<Objection> {
    if let Some(why) = reserved(command, keys) {
        return Some(Objection::Reserved(why));
    }
    let holder = holder(table, keys).filter(|holder| holder.id != command.id)?;
    Some(Objection::Taken {
        by: holder.id.to_string(), label: holder.label.trim_end_matches('…').to_owned()
    })
}

/// Says why keys cannot be given to a command whatever else is done.
fn reserved(command: &Command, keys: KeyboardShortcut) -> Option<String> {
    let keys = normal(keys);
    let (key, held) = (keys.logical_key, keys.modifiers);
    let name = keys_text(&keys);
    let alone = !held.command && !held.alt;
    let only_ctrl = held.command && !held.alt && !held.shift;
    let hears_in_fields = command.reach == Reach::Everywhere;
    let is_movement = matches!(
        key,
        Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown | Key::Home | Key::End
    ) || (matches!(key, Key::PageUp | Key::PageDown) && !held.command);
    let why = if is_modifier(key) {
        "is only held with other keys"
    } else if key == Key::Tab && alone {
        "moves the keyboard between the article, panels and fields"
    } else if key == Key::Menu || key == Key::F10 && held.shift && !held.command && !held.alt {
        "opens the menu of the text, or of the chosen row"
    } else if key == Key::Escape && command.effect != Effect::Deselect {
        "closes what is open and leaves a field"
    } else if key == Key::Space && alone {
        "presses the button that has the keyboard, and types a space in fields"
    } else if is_movement && !held.alt {
        "moves the caret and selects"
    } else if only_ctrl && matches!(key, Key::C | Key::X) && command.effect != Effect::Copy {
        "copies or cuts what is selected"
    } else if only_ctrl && key == Key::V && command.effect != Effect::PasteEvidence {
        "pastes"
    } else if only_ctrl && key == Key::A {
        "selects everything, in fields as in the article"
    } else if held.command && !held.alt && matches!(key, Key::Z | Key::Y) && hears_in_fields {
        "undoes and redoes typing in fields, where this command has to work too"
    } else if key == Key::Enter && alone && command.reach != Reach::Article {
        "presses buttons and ends fields"
    } else if matches!(key, Key::Backspace | Key::Delete) && !held.alt && hears_in_fields {
        "removes letters in fields, where this command has to work too"
    } else if types(key) && alone && hears_in_fields {
        "types in fields, where this command has to work too: hold Ctrl or Alt with it, or use a key such as F7"
    } else {
        return None;
    };
    Some(format!("{name} {why}"))
}

#[cfg(test)]
mod tests {
    use super::super::{doing, table};
    use super::*;

    fn shipped() -> Vec<Command> {
        table(&crate::store::vocabulary::shipped())
    }

    fn changes(rows: &[(&str, &[&str])]) -> Changes {
        rows.iter()
            .map(|(id, keys)| ((*id).to_owned(), keys.iter().map(|keys| (*keys).to_owned()).collect()))
            .collect()
    }

    fn keys_of(table: &[Command], id: &str) -> Vec<String> {
        table.iter().find(|command| command.id == id).unwrap().keys.iter().map(keys_text).collect()
    }

    fn refused(id: &str, keys: &str) -> Option<String> {
        let table = shipped();
        let command = table.iter().find(|command| command.id == id).unwrap();
        let keys = parse(keys).unwrap();
        objection(&table, command, keys).map(|objection| objection.words(keys))
    }

    #[test]
    fn changed_keys_take_the_place_of_the_shipped_ones() {
        let mut table = shipped();
        let rows = changes(&[("export", &["Ctrl+Shift+E", "F12"]), ("mark-claim", &["K"]), ("save", &[])]);
        assert_eq!(apply(&mut table, &rows), []);
        assert_eq!(keys_of(&table, "export"), ["Ctrl+Shift+E", "F12"]);
        assert_eq!(keys_of(&table, "mark-claim"), ["K"]);
        assert_eq!(keys_of(&table, "save"), [""; 0]);
    }

    #[test]
    fn two_commands_can_swap_their_keys() {
        let mut table = shipped();
        let rows = changes(&[("mark-claim", &["A"]), ("mark-allegation", &["C"])]);
        assert_eq!(apply(&mut table, &rows), []);
        assert_eq!(keys_of(&table, "mark-claim"), ["A"]);
        assert_eq!(keys_of(&table, "mark-allegation"), ["C"]);
    }

    #[test]
    fn every_shipped_key_could_be_given_to_its_command() {
        let table = shipped();
        for command in &table {
            for keys in &command.keys {
                assert_eq!(objection(&table, command, *keys), None, "{}", command.id);
            }
        }
    }

    #[test]
    fn a_conflict_is_refused_in_words_that_name_the_other_command() {
        assert_eq!(
            refused("save", "Ctrl+E").unwrap(),
            "Ctrl+E is “Export report”. Take it from there first."
        );
        let mut table = shipped();
        let rows = changes(&[("export", &["Ctrl+E"]), ("save", &["Ctrl+E"])]);
        let faults = apply(&mut table, &rows);
        assert!(matches!(&faults[..], [Fault::Unusable { command, .. }] if command == "save"));
        assert_eq!(keys_of(&table, "export"), ["Ctrl+E"]);
    }

    #[test]
    fn keys_that_somebody_gave_away_are_taken_from_the_command_that_ships_with_them() {
        let mut table = shipped();
        let rows = changes(&[("mark-claim", &["K", "X"]), ("save", &["Ctrl+S", "Ctrl+E"])]);
        assert_eq!(apply(&mut table, &rows), []);
        assert_eq!(keys_of(&table, "mark-claim"), ["K", "X"]);
        assert_eq!(keys_of(&table, "extend-end"), [""; 0]);
        assert_eq!(keys_of(&table, "shorten-end"), ["Shift+X"]);
        assert_eq!(keys_of(&table, "save"), ["Ctrl+S", "Ctrl+E"]);
        assert_eq!(keys_of(&table, "export"), [""; 0]);
    }

    #[test]
    fn keys_that_cannot_be_given_away_stay_where_they_are() {
        let mut table = shipped();
        assert_eq!(apply(&mut table, &changes(&[("save", &["Ctrl+C"])])).len(), 1);
        assert_eq!(keys_of(&table, "copy"), ["Ctrl+C"]);
    }

    #[test]
    fn keys_that_fields_need_are_refused_with_the_reason() {
        assert!(refused("save", "K").unwrap().contains("hold Ctrl or Alt"));
        assert!(refused("save", "Ctrl+C").unwrap().contains("copies"));
        assert!(refused("save", "Ctrl+Shift+Z").unwrap().contains("undoes"));
        assert!(refused("mark-claim", "Tab").unwrap().contains("moves the keyboard"));
        assert!(refused("mark-claim", "Shift+Left").unwrap().contains("caret"));
        assert!(refused("mark-claim", "Enter").unwrap().contains("buttons"));
        assert!(refused("mark-claim", "Escape").unwrap().contains("closes"));
        assert_eq!(refused("mark-claim", "K"), None);
        assert_eq!(refused("save", "F12"), None);
        assert_eq!(refused("save", "Alt+K"), None);
    }

    #[test]
    fn an_unknown_command_is_told_and_its_keys_are_kept() {
        let mut table = shipped();
        let rows = changes(&[("mark-rumour", &["U"])]);
        assert_eq!(apply(&mut table, &rows), [Fault::Unknown { command: "mark-rumour".into() }]);
        let after = changed(&rows, &shipped(), "save", &[parse("F12").unwrap()]);
        assert_eq!(after.get("mark-rumour"), rows.get("mark-rumour"));
    }

    #[test]
    fn keys_that_cannot_be_read_leave_the_others_working() {
        let mut table = shipped();
        let faults = apply(&mut table, &changes(&[("save", &["Ctrl+Foo", "F12"])]));
        assert!(matches!(&faults[..], [Fault::Unusable { keys, .. }] if keys == "Ctrl+Foo"));
        assert_eq!(keys_of(&table, "save"), ["F12"]);
    }

    #[test]
    fn the_shipped_keys_are_no_change() {
        let shipped = shipped();
        let undo = doing(&shipped, &Effect::Redo).unwrap();
        let rows = changes(&[("redo", &["F12"])]);
        assert_eq!(changed(&rows, &shipped, "redo", &undo.keys), Changes::new());
    }
}
