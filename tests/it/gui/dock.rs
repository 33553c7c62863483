//! Panels around the article: opened, moved, closed, remembered; and a clean read without any.

use super::*;

fn left_of(window: &Window, name: &str) -> f32 {
    window.get_by_label(name).rect().left()
}

#[test]
fn a_panel_moves_to_the_side_it_is_sent_to() {
    let mut window = marked(Key::C);
    press(&mut window, Key::F6);
    let before = left_of(&window, "Close findings");
    click(&mut window, "Move findings");
    click(&mut window, "Move below");
    let close = window.get_by_label("Close findings").rect();
    assert!(close.left() > before && close.top() > 400.0, "{close:?}");
    press(&mut window, Key::F6);
    assert!(!has_label(&window, "Close findings"));
}

#[test]
fn panels_of_one_side_stand_behind_one_another() {
    let mut window = marked(Key::C);
    assert!(has_label(&window, "Close inspector"));
    window.get_by_role_and_label(Role::Tab, "Article").click();
    window.run_ok();
    assert!(has_label(&window, "Close article") && !has_label(&window, "Close inspector"));
    press(&mut window, Key::F4);
    assert!(has_label(&window, "Close inspector"));
    press(&mut window, Key::F4);
    assert!(has_label(&window, "Close article"));
}

#[test]
fn a_clean_read_leaves_the_article_alone_and_keys_still_mark() {
    let mut window = desk();
    press(&mut window, Key::F11);
    assert!(!has_label(&window, "Close inspector") && window.query_by_label("File").is_none());
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::C);
    assert_eq!(kinds(&window), ["claim"]);
    assert!(!has_label(&window, "Close inspector"));
    press(&mut window, Key::F11);
    assert!(has_label(&window, "Close inspector") && window.query_by_label("File").is_some());
}

#[test]
fn where_panels_stand_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let machine = || Machine { settings_folder: Some(folder.path().to_owned()), ..machine(Vec::new()) };
    let mut first = window(App::new(machine()).with_session(session()));
    press_with(&mut first, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    type_text(&mut first, "move findings to the right");
    press(&mut first, Key::Enter);
    assert!(has_label(&first, "Close findings"));
    first.run_steps(90);
    let second = window(App::new(machine()).with_session(session()));
    assert!(has_label(&second, "Close findings"));
    assert!(left_of(&second, "Close findings") > 800.0);
}

#[test]
fn a_small_window_narrows_a_panel_only_for_as_long_as_it_is_small() {
    let mut window = marked(Key::C);
    let width = |window: &Window| 1280.0 - left_of(window, "Next mark");
    window.set_size(egui::vec2(1280.0, 800.0));
    window.run_ok();
    let before = width(&window);
    window.set_size(egui::vec2(720.0, 480.0));
    window.run_ok();
    window.set_size(egui::vec2(1280.0, 800.0));
    window.run_ok();
    window.run_ok();
    assert!((width(&window) - before).abs() < 1.0, "{} {before}", width(&window));
    let panel = window.get_by_label("Close inspector").rect().right() - left_of(&window, "Status: Unchecked");
    assert!(panel > 300.0, "{panel}");
}

#[test]
fn the_pages_of_the_table_stand_beside_its_title() {
    let mut window = marked(Key::C);
    press(&mut window, Key::F9);
    let tab = window.get_by_role_and_label(Role::Tab, "Sources").rect();
    let close = window.get_by_label("Close table").rect();
    assert!((tab.center().y - close.center().y).abs() < 2.0, "{tab:?} {close:?}");
}

#[test]
fn a_message_stands_over_the_article_and_goes_with_the_next_deed_once_read() {
    let mut window = marked(Key::C);
    press(&mut window, Key::F9);
    press(&mut window, Key::F11);
    assert!(has_label(&window, "Close message"));
    press(&mut window, Key::F11);
    let close = window.get_by_label("Close message").rect();
    assert!(close.bottom() <= window.get_by_label("Close table").rect().top(), "{close:?}");
    // Three seconds of frames: time enough to read it, not for it to go by itself.
    window.run_steps(12);
    assert!(has_label(&window, "Close message"));
    press(&mut window, Key::F6);
    assert!(!has_label(&window, "Close message"));
}
