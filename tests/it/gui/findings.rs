//! Setting findings aside: the field for the reason, and the ways out of it.

use super::*;

/// A window in which a confirmed claim without evidence was found, and the reason for setting it aside is asked for.
fn asked() -> Window {
    let mut window = marked(Key::C);
    press(&mut window, Key::Num3);
    press(&mut window, Key::Escape);
    press(&mut window, Key::W);
    assert!(field(&window, "Reason for the waiver").is_focused());
    window
}

fn has_reason_field(window: &Window) -> bool {
    window.query_by_role_and_label(Role::TextInput, "Reason for the waiver").is_some()
}

#[test]
fn the_tab_key_leaves_an_empty_reason() {
    let mut window = asked();
    press(&mut window, Key::Tab);
    window.run_steps(4);
    assert!(window.get_by_role_and_label(Role::Button, "Waive finding").is_focused());
    press(&mut window, Key::Tab);
    window.run_steps(4);
    assert!(window.get_by_role_and_label(Role::Button, "Cancel").is_focused());
    press(&mut window, Key::Enter);
    assert!(!has_reason_field(&window));
    assert!(project(&window).waivers().is_empty());
}

#[test]
fn escape_leaves_an_empty_reason_for_the_text() {
    let mut window = asked();
    press(&mut window, Key::Escape);
    window.run_steps(4);
    assert!(!has_reason_field(&window));
    select(&mut window, "city pool");
    press(&mut window, Key::C);
    assert_eq!(kinds(&window), ["claim", "claim"]);
}

#[test]
fn without_a_reason_nothing_is_set_aside_and_the_field_keeps_the_keyboard() {
    let mut window = asked();
    press(&mut window, Key::Enter);
    assert!(has_label(&window, "a waiver needs a reason"));
    assert!(project(&window).waivers().is_empty());
    assert!(field(&window, "Reason for the waiver").is_focused());
}

#[test]
fn a_reason_that_was_begun_is_there_again_when_its_finding_is_come_back_to() {
    let mut window = asked();
    type_text(&mut window, "Known to every reader");
    press(&mut window, Key::Escape);
    press(&mut window, Key::F8);
    assert!(!has_reason_field(&window));
    press_with(&mut window, Modifiers::SHIFT, Key::F8);
    press(&mut window, Key::W);
    press(&mut window, Key::Enter);
    wait(&mut window);
    assert_eq!(project(&window).waivers().values().next().unwrap().reason, "Known to every reader");
}
