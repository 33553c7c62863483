//! Keys as a person writes and reads them: `Ctrl+Shift+P`, `?`, `F7`.
//!
//! It must not know what any keys do, nor on which keyboard they are pressed.

use egui::{Key, KeyboardShortcut, Modifiers};

/// Signs that some keyboards have on Shift: Shift is never asked for beside them.
const SIGNS: [(Key, &str); 16] = [
    (Key::Questionmark, "?"),
    (Key::Exclamationmark, "!"),
    (Key::OpenBracket, "["),
    (Key::CloseBracket, "]"),
    (Key::OpenCurlyBracket, "{"),
    (Key::CloseCurlyBracket, "}"),
    (Key::Comma, ","),
    (Key::Period, "."),
    (Key::Colon, ":"),
    (Key::Semicolon, ";"),
    (Key::Plus, "+"),
    (Key::Minus, "-"),
    (Key::Equals, "="),
    (Key::Slash, "/"),
    (Key::Backslash, "\\"),
    (Key::Pipe, "|"),
];
/// Signs that are written by their name, because alone they would be overlooked.
const QUIET: [Key; 2] = [Key::Quote, Key::Backtick];

/// Tells whether a key types a sign, neither a letter nor a digit.
pub fn is_sign(key: Key) -> bool {
    QUIET.contains(&key) || SIGNS.iter().any(|(sign, _)| *sign == key)
}

/// Tells whether a key types a letter of the Latin alphabet.
pub fn is_letter(key: Key) -> bool {
    let name = key.name();
    name.len() == 1 && name.as_bytes()[0].is_ascii_uppercase()
}

/// Tells whether a key types a digit.
pub fn is_digit(key: Key) -> bool {
    let name = key.name();
    name.len() == 1 && name.as_bytes()[0].is_ascii_digit()
}

/// Tells whether a key types something.
pub fn types(key: Key) -> bool {
    is_letter(key) || is_digit(key) || is_sign(key) || key == Key::Space
}

/// Tells whether a key is held with others and does nothing alone.
pub fn is_modifier(key: Key) -> bool {
    matches!(
        key,
        Key::ShiftLeft
            | Key::ShiftRight
            | Key::ControlLeft
            | Key::ControlRight
            | Key::AltLeft
            | Key::AltRight
            | Key::SuperLeft
            | Key::SuperRight
    )
}

/// Returns the key that types this character, if there is one.
pub fn typing(character: char) -> Option<Key> {
    if character.is_ascii_alphanumeric() {
        return Key::from_name(character.to_ascii_uppercase().encode_utf8(&mut [0; 4]));
    }
    match character {
        '\'' => Some(Key::Quote),
        '`' => Some(Key::Backtick),
        ' ' => Some(Key::Space),
        _ => SIGNS.iter().find(|(_, sign)| sign.chars().eq([character])).map(|(key, _)| *key),
    }
}

/// Brings keys into the one form in which two of them can be compared: Ctrl is the command key, and a sign has no
/// Shift.
pub fn normal(keys: KeyboardShortcut) -> KeyboardShortcut {
    let held = keys.modifiers;
    let modifiers = Modifiers {
        alt: held.alt,
        ctrl: false,
        shift: held.shift && !is_sign(keys.logical_key),
        mac_cmd: false,
        command: held.command || held.ctrl,
    };
    KeyboardShortcut::new(modifiers, keys.logical_key)
}

/// Tells whether two are pressed in the same way.
pub fn same(one: KeyboardShortcut, other: KeyboardShortcut) -> bool {
    normal(one) == normal(other)
}

/// Writes keys as a keyboard names them: `Ctrl+Shift+P`.
pub fn keys_text(keys: &KeyboardShortcut) -> String {
    let mut text = String::new();
    let modifiers = keys.modifiers;
    for (held, name) in
        [(modifiers.command || modifiers.ctrl, "Ctrl+"), (modifiers.alt, "Alt+"), (modifiers.shift, "Shift+")]
    {
        if held {
            text.push_str(name);
        }
    }
    let sign = SIGNS.iter().find(|(sign, _)| *sign == keys.logical_key);
    text.push_str(sign.map_or_else(|| keys.logical_key.name(), |(_, sign)| sign));
    text
}

/// Reads keys as a person writes them, in any case; says in words what cannot be read.
pub fn parse(text: &str) -> Result<KeyboardShortcut, String> {
    let mut rest = text.trim();
    let mut modifiers = Modifiers::NONE;
    while let Some((name, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
        match name.trim().to_ascii_lowercase().as_str() {
            "ctrl" | "control" | "cmd" | "command" => modifiers.command = true,
            "alt" | "option" => modifiers.alt = true,
            "shift" => modifiers.shift = true,
            "" => return Err(format!("“{text}” has a + without a key before it")),
            other => {
                return Err(format!("“{other}” cannot be held; Ctrl, Alt and Shift can"));
            }
        }
        rest = after.trim_start();
    }
    let key = key_named(rest.trim()).ok_or_else(|| {
        format!(
            "“{}” is no key; write a letter, a digit, a sign such as ? or [, or a name such as F7, Enter or PageUp",
            rest.trim()
        )
    })?;
    Ok(normal(KeyboardShortcut::new(modifiers, key)))
}

fn key_named(name: &str) -> Option<Key> {
    let mut letters = name.chars();
    if let (Some(character), None) = (letters.next(), letters.next()) {
        return typing(character);
    }
    let name: String = name.chars().filter(|c| !c.is_whitespace() && *c != '_' && *c != '-').collect();
    let name = match name.to_ascii_lowercase().as_str() {
        "esc" => "Escape".to_owned(),
        "del" => "Delete".to_owned(),
        "return" => "Enter".to_owned(),
        "plus" => return Some(Key::Plus),
        "minus" => return Some(Key::Minus),
        _ => name,
    };
    Key::ALL.iter().copied().find(|key| !is_modifier(*key) && key.name().eq_ignore_ascii_case(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        parse(text).map_or_else(|why| why, |keys| keys_text(&keys))
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        for text in
            ["Ctrl+Shift+P", "C", "?", "[", "Ctrl++", "Ctrl+-", "Ctrl+,", "F7", "Shift+F8", "Alt+Left"]
        {
            assert_eq!(written(text), text);
        }
        for key in Key::ALL.iter().filter(|key| !is_modifier(**key)) {
            let keys = KeyboardShortcut::new(Modifiers::COMMAND, *key);
            assert_eq!(parse(&keys_text(&keys)), Ok(keys), "{}", keys_text(&keys));
        }
    }

    #[test]
    fn case_spaces_and_other_names_make_no_difference() {
        assert_eq!(written("ctrl + shift + p"), "Ctrl+Shift+P");
        assert_eq!(written("cmd+esc"), "Ctrl+Escape");
        assert_eq!(written("Page up"), "PageUp");
        assert_eq!(written("Shift+?"), "?");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert!(written("Ctrl+Schift+P").contains("“schift” cannot be held"));
        assert!(written("Ctrl+Foo").contains("“Foo” is no key"));
        assert!(written("").contains("is no key"));
        assert!(written("Ctrl+").contains("is no key"));
        assert!(written("Shift").contains("is no key"));
    }
}
