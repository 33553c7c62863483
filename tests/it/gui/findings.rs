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

/// A window with a sentence in which a word can be mended.
fn refuted() -> Window {
    let text = "Council meets\n\nThe mayor refuted the rumour. Nobody else spoke.\n";
    let mut window = window(App::new(machine(Vec::new())).with_session(session_of(text)));
    wait(&mut window);
    window
}

fn only_replacement(window: &Window) -> (String, String) {
    let claims = project(window).claims();
    assert_eq!(claims.len(), 1);
    let claim = claims.values().next().unwrap();
    (claim.replacement.clone(), claim.replacement_reason.clone())
}

#[test]
fn the_words_that_mend_a_finding_become_a_suggestion_by_one_click_and_are_taken_back_by_one_undo() {
    let mut window = refuted();
    press(&mut window, Key::F8);
    window.run_steps(4);
    click(&mut window, "Suggest “denied”");
    let (words, reason) = only_replacement(&window);
    assert_eq!(words, "denied");
    assert!(reason.starts_with("Denial called a refutation: “refuted” says"), "{reason}");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(project(&window).claims().len(), 0);
    assert_eq!(project(&window).annotations().len(), 0);
}

#[test]
fn a_key_suggests_the_words_of_the_finding_and_says_so_where_it_has_none() {
    let mut window = refuted();
    press(&mut window, Key::F8);
    press_with(&mut window, Modifiers::SHIFT, Key::W);
    assert_eq!(only_replacement(&window).0, "denied");
    wait(&mut window);
    press_with(&mut window, Modifiers::SHIFT, Key::W);
    assert!(has_label(&window, "suggested there already"));
    let mut window = asked();
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::SHIFT, Key::W);
    assert!(has_label(&window, "proposes no words of its own"));
}

/// A window with two confirmed claims without evidence, and the list of findings open.
fn two_found() -> Window {
    let mut window = marked(Key::C);
    press(&mut window, Key::Num3);
    press(&mut window, Key::Escape);
    select(&mut window, "city pool");
    press(&mut window, Key::C);
    press(&mut window, Key::Num3);
    wait(&mut window);
    press(&mut window, Key::Escape);
    press(&mut window, Key::F6);
    window.run_steps(4);
    window
}

#[test]
fn all_findings_of_a_rule_are_set_aside_for_one_reason_in_one_step() {
    let mut window = two_found();
    assert!(has_label(&window, "Confirmed without evidence, 2 findings"));
    click(&mut window, "Waive all: Confirmed without evidence");
    window.run_steps(4);
    assert!(field(&window, "Reason for the waivers").is_focused());
    press(&mut window, Key::Enter);
    assert!(has_label(&window, "a waiver needs a reason"));
    type_text(&mut window, "Known to every reader");
    press(&mut window, Key::Enter);
    wait(&mut window);
    let reasons: Vec<_> = project(&window).waivers().values().map(|waiver| waiver.reason.clone()).collect();
    assert_eq!(reasons, ["Known to every reader"; 2]);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    wait(&mut window);
    assert!(project(&window).waivers().is_empty());
}

#[test]
fn what_the_filter_lets_through_is_set_aside_by_keyboard() {
    let mut window = two_found();
    let filter = |window: &mut Window, words: &str| {
        window.state_mut().desk_mut().unwrap().view.findings.sieve.words = words.into();
        window.run_steps(4);
    };
    filter(&mut window, "no such thing");
    assert!(has_label(&window, "No finding passes the filter"));
    filter(&mut window, "CITY POOL");
    press_with(&mut window, Modifiers::COMMAND, Key::F8);
    window.run_steps(4);
    type_text(&mut window, "Seen by the checker");
    press(&mut window, Key::Enter);
    wait(&mut window);
    assert_eq!(project(&window).waivers().len(), 1);
}

#[test]
fn a_finding_says_why_it_was_made() {
    let mut window = two_found();
    window.state_mut().desk_mut().unwrap().view.findings.sieve.words = "without evidence".into();
    press_with(&mut window, Modifiers::COMMAND, Key::I);
    window.run_steps(4);
    assert!(has_label(&window, "Confirmed without evidence · B02"));
    assert!(has_label(&window, "He was mayor for two terms (claim, confirmed)."));
    press_with(&mut window, Modifiers::COMMAND, Key::I);
    window.run_steps(4);
    assert!(!has_label(&window, "He was mayor for two terms (claim, confirmed)."));
}
