//! Presses as the window's library reports them for each keyboard, and what they stand for.

use super::super::chord::keys_text;
use super::*;

/// Reports a press as egui-winit does: the key by what it types, else by its place; what it typed, unless Ctrl is held.
fn events(place: Key, held: Modifiers, typed: &str) -> Vec<Event> {
    let key = Key::from_name(typed).unwrap_or(place);
    let mut events =
        vec![Event::Key { key, physical_key: Some(place), pressed: true, repeat: false, modifiers: held }];
    if !typed.is_empty() && !held.command {
        events.push(Event::Text(typed.to_owned()));
    }
    events
}

fn press(keyboard: &mut Keyboard, place: Key, held: Modifiers, typed: &str) -> Vec<String> {
    let events = events(place, held, typed);
    for event in &events {
        keyboard.notice(event);
    }
    let stroke = Stroke::at(&events, 0).unwrap();
    keyboard.chords(&stroke).iter().map(keys_text).collect()
}

/// Presses one key after a letter has told the script.
fn check(letter: (Key, &str), place: Key, held: Modifiers, typed: &str, expected: &[&str]) {
    let mut keyboard = Keyboard::default();
    press(&mut keyboard, letter.0, Modifiers::NONE, letter.1);
    assert_eq!(press(&mut keyboard, place, held, typed), expected, "{typed:?} at {place:?}");
}

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
const CTRL_ALT: Modifiers = Modifiers { alt: true, ..CTRL };

const RUSSIAN: (Key, &str) = (Key::F, "а");
const GREEK: (Key, &str) = (Key::A, "α");
const ARABIC: (Key, &str) = (Key::F, "ب");
const HEBREW: (Key, &str) = (Key::F, "כ");
const GERMAN: (Key, &str) = (Key::A, "a");
const FRENCH: (Key, &str) = (Key::Q, "a");
const DVORAK: (Key, &str) = (Key::S, "o");

#[test]
fn letters_work_by_place_where_they_are_not_latin() {
    check(RUSSIAN, Key::C, NONE, "с", &["C"]);
    check(GREEK, Key::C, NONE, "ψ", &["C"]);
    check(ARABIC, Key::C, NONE, "ؤ", &["C"]);
    check(ARABIC, Key::B, NONE, "لا", &["B"]);
    check(HEBREW, Key::C, NONE, "ב", &["C"]);
    check(RUSSIAN, Key::V, SHIFT, "М", &["Shift+V"]);
    check(RUSSIAN, Key::Z, CTRL, "я", &["Ctrl+Z"]);
    check(ARABIC, Key::Z, CTRL, "ئ", &["Ctrl+Z"]);
}

#[test]
fn the_place_of_a_letter_counts_where_another_script_has_a_sign_there() {
    check(GREEK, Key::Q, NONE, ";", &[";", "Q"]);
    check(HEBREW, Key::Q, NONE, "/", &["/", "Q"]);
    check(GREEK, Key::Q, SHIFT, ":", &[":", "Shift+Q"]);
    check(GREEK, Key::Q, CTRL, ";", &["Ctrl+;", "Ctrl+Q"]);
    assert_eq!(press(&mut Keyboard::default(), Key::Q, NONE, ";"), [";", "Q"]);
}

#[test]
fn letters_work_as_typed_where_they_are_latin() {
    check(GERMAN, Key::Y, CTRL, "z", &["Ctrl+Z"]);
    check(FRENCH, Key::Q, NONE, "a", &["A"]);
    check(FRENCH, Key::Semicolon, NONE, "m", &["M"]);
    check(FRENCH, Key::M, NONE, ",", &[","]);
    check(DVORAK, Key::I, NONE, "c", &["C"]);
    check(DVORAK, Key::Comma, CTRL, "w", &["Ctrl+W"]);
    check(DVORAK, Key::Q, NONE, "'", &["Quote"]);
    check(DVORAK, Key::Z, CTRL, ";", &["Ctrl+;"]);
}

#[test]
fn digits_work_with_and_without_shift_on_a_french_keyboard() {
    check(FRENCH, Key::Num1, NONE, "&", &["1"]);
    check(FRENCH, Key::Num2, NONE, "é", &["2"]);
    check(FRENCH, Key::Num4, NONE, "'", &["Quote", "4"]);
    check(FRENCH, Key::Num6, NONE, "-", &["-", "6"]);
    check(FRENCH, Key::Num4, SHIFT, "4", &["4", "Shift+4"]);
    check(FRENCH, Key::Num0, CTRL, "à", &["Ctrl+0"]);
    check(FRENCH, Key::Num6, CTRL, "-", &["Ctrl+-", "Ctrl+6"]);
    check(ARABIC, Key::Num3, NONE, "٣", &["3"]);
}

#[test]
fn a_shifted_digit_is_its_sign_first() {
    check(GERMAN, Key::Num1, SHIFT, "!", &["!", "Shift+1"]);
    check(GERMAN, Key::Num2, SHIFT, "\"", &["Shift+2"]);
    check(GERMAN, Key::Num7, SHIFT, "/", &["/", "Shift+7"]);
}

#[test]
fn brackets_and_question_marks_are_found_on_every_keyboard() {
    check(GERMAN, Key::OpenBracket, NONE, "ü", &["["]);
    check(GERMAN, Key::CloseBracket, NONE, "+", &["+", "]"]);
    check(GERMAN, Key::Minus, SHIFT, "?", &["?"]);
    check(FRENCH, Key::OpenBracket, NONE, "", &["["]);
    check(FRENCH, Key::CloseBracket, NONE, "$", &["]"]);
    check(FRENCH, Key::M, SHIFT, "?", &["?"]);
    check(RUSSIAN, Key::OpenBracket, NONE, "х", &["["]);
    check(RUSSIAN, Key::CloseBracket, NONE, "ъ", &["]"]);
    check(RUSSIAN, Key::Num7, SHIFT, "?", &["?", "Shift+7"]);
    check(ARABIC, Key::Slash, SHIFT, "؟", &["?"]);
    check(GREEK, Key::Slash, SHIFT, "?", &["?"]);
    check(RUSSIAN, Key::Slash, SHIFT, ",", &[","]);
}

#[test]
fn capitals_at_the_places_of_signs_are_no_signs() {
    check(GERMAN, Key::OpenBracket, SHIFT, "Ü", &["{"]);
    check(GERMAN, Key::CloseBracket, SHIFT, "*", &["}"]);
}

#[test]
fn what_altgr_types_is_typed_and_no_place() {
    let alt_right = |pressed| Event::Key {
        key: Key::AltRight,
        physical_key: Some(Key::AltRight),
        pressed,
        repeat: false,
        modifiers: NONE,
    };
    let mut keyboard = Keyboard::default();
    press(&mut keyboard, Key::A, NONE, "a");
    keyboard.notice(&alt_right(true));
    assert_eq!(press(&mut keyboard, Key::Q, NONE, "@"), [""; 0]);
    assert_eq!(press(&mut keyboard, Key::E, NONE, "€"), [""; 0]);
    assert_eq!(press(&mut keyboard, Key::A, NONE, "ą"), [""; 0]);
    assert_eq!(press(&mut keyboard, Key::Num3, NONE, "#"), [""; 0]);
    assert_eq!(press(&mut keyboard, Key::Num8, NONE, "["), ["["]);
    keyboard.notice(&alt_right(false));
    assert_eq!(press(&mut keyboard, Key::Q, NONE, "q"), ["Q"]);
    keyboard.notice(&alt_right(true));
    keyboard.notice(&Event::WindowFocused(false));
    assert_eq!(press(&mut keyboard, Key::Q, NONE, "q"), ["Q"]);
}

#[test]
fn a_sign_that_is_reported_with_ctrl_and_alt_is_only_the_sign() {
    check(GERMAN, Key::Num8, CTRL_ALT, "[", &["["]);
    check(GERMAN, Key::Q, CTRL_ALT, "q", &["Ctrl+Alt+Q"]);
}

#[test]
fn a_right_alt_key_that_is_plain_alt_stays_alt() {
    let mut keyboard = Keyboard::default();
    let alt = Modifiers::ALT;
    keyboard.notice(&Event::Key {
        key: Key::AltRight,
        physical_key: Some(Key::AltRight),
        pressed: true,
        repeat: false,
        modifiers: alt,
    });
    assert_eq!(press(&mut keyboard, Key::ArrowLeft, alt, ""), ["Alt+Left"]);
}

#[test]
fn keys_with_names_never_stand_for_another_place() {
    // The number pad without Num Lock.
    check(GERMAN, Key::Num1, NONE, "End", &["End"]);
    check(GERMAN, Key::F7, SHIFT, "", &["Shift+F7"]);
}

#[test]
fn composing_is_known_from_its_first_letter_to_its_last() {
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    let mut keyboard = Keyboard::default();
    keyboard.notice(&preedit("か"));
    assert!(keyboard.is_composing());
    keyboard.notice(&Event::Ime(ImeEvent::Commit("化".into())));
    assert!(!keyboard.is_composing());
    keyboard.notice(&preedit("か"));
    keyboard.notice(&preedit(""));
    assert!(!keyboard.is_composing());
}

#[test]
fn switching_the_keyboard_is_noticed_by_the_next_letter() {
    let mut keyboard = Keyboard::default();
    press(&mut keyboard, Key::A, NONE, "α");
    assert_eq!(press(&mut keyboard, Key::Q, NONE, ";"), [";", "Q"]);
    press(&mut keyboard, Key::A, NONE, "a");
    assert_eq!(press(&mut keyboard, Key::M, NONE, ","), [","]);
}
