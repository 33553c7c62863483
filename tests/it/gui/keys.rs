//! Keys: on every keyboard, in and out of fields, changed by hand, found in the palette, and through the menus.

use egui::ImeEvent;

use super::*;

/// Presses a key as the window's library reports it: what it is called, where it is, what it types.
fn press_at(window: &mut Window, key: Key, place: Key, modifiers: Modifiers, text: &str) {
    // Both in one frame, as they come from the system.
    let pressed = Event::Key { key, physical_key: Some(place), pressed: true, repeat: false, modifiers };
    window.input_mut().events.push(pressed);
    if !text.is_empty() {
        window.input_mut().events.push(Event::Text(text.to_owned()));
    }
    window.run_ok();
    window.event(Event::Key { key, physical_key: Some(place), pressed: false, repeat: false, modifiers });
    window.run_ok();
}

fn press_keys(window: &mut Window, key: Key) {
    press_at(window, key, key, Modifiers::NONE, "");
}

/// Chooses a row of the cheat sheet.
fn choose_row(window: &mut Window, words: &str) {
    press(window, Key::F1);
    type_text(window, words);
    press(window, Key::ArrowDown);
}

#[test]
fn cyrillic_greek_and_arabic_letters_mark_by_their_place() {
    for (key, typed) in [(Key::C, "с"), (Key::C, "ψ"), (Key::C, "ؤ")] {
        let mut window = desk();
        select(&mut window, "voted 7 to 2");
        press_at(&mut window, key, Key::C, Modifiers::NONE, typed);
        assert_eq!(kinds(&window), ["claim"], "{typed}");
        press_at(&mut window, Key::Z, Key::Z, Modifiers::COMMAND, "");
        assert_eq!(kinds(&window), [""; 0]);
    }
}

#[test]
fn the_greek_semicolon_is_where_q_is() {
    let mut window = desk();
    select(&mut window, "voted 7 to 2");
    press_at(&mut window, Key::Semicolon, Key::Q, Modifiers::NONE, ";");
    assert_eq!(kinds(&window), ["quote"]);
}

#[test]
fn french_digits_set_a_status_with_and_without_shift() {
    let mut window = marked(Key::C);
    press_at(&mut window, Key::Quote, Key::Num4, Modifiers::NONE, "'");
    assert_eq!(only_claim(&window).1.status.unwrap().id, "confirmed-with-fix");
    press(&mut window, Key::Escape);
    press_at(&mut window, Key::Num3, Key::Num3, Modifiers::SHIFT, "3");
    assert_eq!(only_claim(&window).1.status.unwrap().id, "confirmed");
}

#[test]
fn a_sign_typed_with_altgr_marks_nothing() {
    let mut window = desk();
    select(&mut window, "voted 7 to 2");
    let alt_right = |pressed| Event::Key {
        key: Key::AltRight,
        physical_key: Some(Key::AltRight),
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    window.event(alt_right(true));
    window.run_ok();
    press_at(&mut window, Key::Q, Key::Q, Modifiers::NONE, "@");
    window.event(alt_right(false));
    window.run_ok();
    assert_eq!(kinds(&window), [""; 0]);
    press_at(&mut window, Key::Q, Key::Q, Modifiers::NONE, "q");
    assert_eq!(kinds(&window), ["quote"]);
}

#[test]
fn letters_of_any_script_typed_into_a_field_arrive_there_and_mark_nothing() {
    let mut window = marked(Key::C);
    press(&mut window, Key::I);
    for (place, typed) in [(Key::C, "с"), (Key::A, "ф"), (Key::Q, ";"), (Key::Num3, "3")] {
        press_at(&mut window, place, place, Modifiers::NONE, typed);
    }
    press(&mut window, Key::Escape);
    assert_eq!(only_claim(&window).1.statement, "сф;3");
    assert_eq!(kinds(&window), ["claim"]);
    assert_eq!(only_claim(&window).1.status, None);
}

#[test]
fn while_a_character_is_put_together_no_key_runs_a_command() {
    let mut window = desk();
    select(&mut window, "voted 7 to 2");
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    window.event(preedit("か"));
    window.run_ok();
    press_keys(&mut window, Key::C);
    press_with(&mut window, Modifiers::COMMAND, Key::Comma);
    assert_eq!(kinds(&window), [""; 0]);
    assert!(!has_label(&window, "Settings"));
    window.event(preedit(""));
    window.run_ok();
    press_keys(&mut window, Key::C);
    assert_eq!(kinds(&window), ["claim"]);
}

#[test]
fn a_shortcut_is_changed_in_the_cheat_sheet_and_works_at_once() {
    let mut window = desk();
    choose_row(&mut window, "mark as claim");
    click(&mut window, "Change…");
    assert!(has_label(&window, "Press the keys for “Mark as claim”"));
    press_at(&mut window, Key::K, Key::K, Modifiers::NONE, "k");
    assert!(has_label(&window, "K is free"));
    click(&mut window, "Use K");
    assert_eq!(window.state().settings().keys["mark-claim"], ["K"]);
    press(&mut window, Key::Escape);
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::C);
    assert_eq!(kinds(&window), [""; 0]);
    press(&mut window, Key::K);
    assert_eq!(kinds(&window), ["claim"]);
}

#[test]
fn keys_are_changed_without_the_mouse() {
    let mut window = desk();
    choose_row(&mut window, "mark as claim");
    press(&mut window, Key::Enter);
    press_at(&mut window, Key::K, Key::K, Modifiers::NONE, "k");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().settings().keys["mark-claim"], ["K"]);
}

#[test]
fn a_conflict_is_refused_in_words_and_can_be_taken_over() {
    let mut window = desk();
    choose_row(&mut window, "mark as claim");
    click(&mut window, "Change…");
    press_with(&mut window, Modifiers::COMMAND, Key::E);
    assert!(has_label(&window, "Ctrl+E is “Export report”. Take it from there first."));
    assert!(window.state().settings().keys.is_empty());
    click(&mut window, "Take it from “Export report”");
    let keys = &window.state().settings().keys;
    assert_eq!((keys["mark-claim"].as_slice(), keys["export"].len()), (&["Ctrl+E".to_owned()][..], 0));
}

#[test]
fn reserved_keys_are_refused_and_escape_stops() {
    let mut window = desk();
    choose_row(&mut window, "mark as claim");
    click(&mut window, "Change…");
    window.event(Event::Copy);
    window.run_ok();
    assert!(has_label(&window, "Ctrl+C copies"));
    click(&mut window, "Press others…");
    press(&mut window, Key::Escape);
    assert!(has_label(&window, "Keyboard shortcuts"), "the sheet is still there");
    assert!(window.state().settings().keys.is_empty());
}

#[test]
fn a_second_key_is_added_removed_and_everything_reset() {
    let mut window = desk();
    choose_row(&mut window, "mark as claim");
    click(&mut window, "Add other keys…");
    press_keys(&mut window, Key::F12);
    click(&mut window, "Use F12");
    assert_eq!(window.state().settings().keys["mark-claim"], ["C", "F12"]);
    click(&mut window, "Remove C");
    assert_eq!(window.state().settings().keys["mark-claim"], ["F12"]);
    click(&mut window, "Reset to C");
    assert!(window.state().settings().keys.is_empty());
    click(&mut window, "Remove C");
    click(&mut window, "Reset all…");
    click(&mut window, "Really give all commands their shipped keys?");
    assert!(window.state().settings().keys.is_empty());
}

#[test]
fn pressed_keys_find_what_they_do() {
    let mut window = desk();
    press(&mut window, Key::F1);
    click(&mut window, "Find by pressing keys…");
    press_with(&mut window, Modifiers::COMMAND, Key::E);
    assert!(has_label(&window, "Export report…, Ctrl+E"));
    assert!(!has_label(&window, "Mark as claim, C"));
    assert!(has_label(&window, "Keyboard shortcuts"), "the command itself did not run");
}

#[test]
fn the_palette_puts_what_was_run_last_first() {
    let mut window = desk();
    for words in ["larger text", "light or dark"] {
        press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
        type_text(&mut window, words);
        press(&mut window, Key::Enter);
    }
    assert_eq!(window.state().settings().commands, ["switch-look", "larger-text"]);
    let size = window.state().settings().text_size;
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert!(window.state().settings().text_size > size);
}

#[test]
fn the_palette_says_why_a_command_cannot_run() {
    let mut window = desk();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    type_text(&mut window, "delete mark");
    press(&mut window, Key::Enter);
    assert!(window.get_by_label("Delete mark").accesskit_node().is_disabled());
    assert!(has_label(&window, "Command"), "the palette is still there");
}

#[test]
fn every_command_stands_in_the_palette() {
    let mut window = desk();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    let table = redpencil::gui::command::table(&redpencil::store::vocabulary::shipped());
    // Undo and redo are called by their step.
    let is_plain = |id: &str| !["palette", "undo", "redo"].contains(&id);
    for command in table.iter().filter(|command| is_plain(&command.id)) {
        let found = window.query_all_by_role_and_label(Role::ListItem, &command.label).count();
        assert_eq!(found, 1, "{}", command.label);
    }
}

#[test]
fn the_keyboard_goes_round_the_panels_and_back_to_the_article() {
    let mut window = marked(Key::C);
    press_with(&mut window, Modifiers::COMMAND, Key::F6);
    let focused = |window: &Window| {
        window
            .ctx
            .memory(egui::Memory::focused)
            .and_then(|id| window.ctx.read_response(id))
            .map(|response| response.rect)
    };
    let inspector = focused(&window).expect("something in the panel has the keyboard");
    assert!(inspector.left() > 600.0, "{inspector:?}");
    press_with(&mut window, Modifiers::COMMAND, Key::F6);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::F6);
    assert_eq!(focused(&window), Some(inspector));
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::F6);
    select(&mut window, "city pool");
    press(&mut window, Key::A);
    assert_eq!(kinds(&window), ["claim", "allegation"]);
}

#[test]
fn menus_open_and_move_by_keyboard() {
    let mut window = marked(Key::C);
    press(&mut window, Key::F10);
    assert!(window.query_by_role_and_label(Role::MenuItem, "Save").is_some());
    press(&mut window, Key::ArrowRight);
    assert!(window.query_by_role_and_label(Role::MenuItem, "Undo mark claim").is_some());
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(kinds(&window), [""; 0]);
}

#[test]
fn a_menu_left_by_escape_gives_the_keyboard_back() {
    let mut window = desk();
    press(&mut window, Key::F10);
    press(&mut window, Key::Escape);
    assert!(window.query_by_role_and_label(Role::MenuItem, "Save").is_none());
    press(&mut window, Key::End);
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::C);
    assert_eq!(kinds(&window), ["claim"]);
}

#[test]
fn the_toolbar_tells_changed_keys() {
    let mut window = desk();
    assert!(window.query_by_label("Export report… (Ctrl+E)").is_some());
    choose_row(&mut window, "export report");
    click(&mut window, "Change…");
    press_keys(&mut window, Key::F12);
    click(&mut window, "Use F12");
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("Export report… (F12)").is_some());
}

#[test]
fn keys_pressed_right_behind_escape_are_heard_and_those_before_it_are_the_fields() {
    let mut window = marked(Key::C);
    press(&mut window, Key::I);
    type_text(&mut window, "typed");
    let pressed =
        |key, modifiers| Event::Key { key, physical_key: Some(key), pressed: true, repeat: false, modifiers };
    let events = &mut window.input_mut().events;
    events.push(pressed(Key::A, Modifiers::NONE));
    events.push(pressed(Key::Escape, Modifiers::NONE));
    events.push(pressed(Key::Z, Modifiers::COMMAND));
    window.run_ok();
    assert_eq!(only_claim(&window).1.statement, "");
    assert_eq!(kinds(&window), ["claim"]);
}
