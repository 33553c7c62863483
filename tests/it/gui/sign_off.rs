//! Signing off in the window: refused with the reasons, waived, given, changed after, taken back.

use super::*;

const TEXT: &str = "Council meets\n\nThe mayor spoke. The council met again.\n";

/// A window with two confirmed claims without evidence, and the panel of sign-offs open.
fn asked() -> Window {
    let mut window = window(App::new(machine(Vec::new())).with_session(session_of(TEXT)));
    for words in ["The mayor spoke", "The council met again"] {
        select(&mut window, words);
        press(&mut window, Key::C);
        press(&mut window, Key::Num3);
        press(&mut window, Key::Escape);
    }
    wait(&mut window);
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.run_steps(4);
    window
}

fn button<'a>(window: &'a Window, name: &'a str) -> egui_kittest::Node<'a> {
    window.get_by_role_and_label(Role::Button, name)
}

fn show(window: &mut Window, panel: &'static str) {
    window.state_mut().desk_mut().unwrap().view.show(panel);
    window.run_steps(4);
}

/// Sets all that blocks aside with one reason.
fn waive_all(window: &mut Window) {
    show(window, "findings");
    click(window, "Waive all: Confirmed without evidence");
    window.run_steps(4);
    type_text(window, "Seen by the whole desk");
    press(window, Key::Enter);
    wait(window);
    show(window, "sign-off");
}

fn signed() -> Window {
    let mut window = asked();
    waive_all(&mut window);
    window.get_by_role_and_label(Role::RadioButton, "Editor").click();
    window.run_ok();
    click(&mut window, "Sign off this text");
    wait(&mut window);
    window
}

#[test]
fn while_something_blocks_nobody_signs_and_each_reason_leads_to_its_finding() {
    let mut window = asked();
    assert!(has_label(&window, "Nobody has signed off this text yet"));
    assert!(button(&window, "Sign off this text").accesskit_node().is_disabled());
    let blocking: Vec<String> =
        redpencil::session::sign_off::in_the_way(&window.state().desk().unwrap().derived.judgement.findings)
            .map(|finding| finding.message.clone())
            .collect();
    assert_eq!(blocking.len(), 2, "{blocking:#?}");
    assert!(has_label(&window, "2 blocking findings stand in the way"));
    let findings = &window.state().desk().unwrap().derived.judgement.findings;
    let reason = findings.iter().find(|finding| finding.message.contains("council met")).unwrap().clone();
    window.get_by(|node| node.label().is_some_and(|label| label.starts_with(&reason.message))).click();
    window.run_steps(4);
    let view = &window.state().desk().unwrap().view;
    assert_eq!(view.finding, Some((reason.rule.to_owned(), reason.subject)));
    assert!(project(&window).sign_offs().is_empty());
}

#[test]
fn waived_in_bulk_with_one_reason_it_is_signed_as_editor_and_bound_to_text_and_statuses() {
    let window = signed();
    let (_, sign_off) = project(&window).sign_offs().iter().next().expect("a sign-off");
    assert_eq!((sign_off.role.as_str(), sign_off.person.as_str()), ("editor", "Jo Roe"));
    assert_eq!(sign_off.draft, project(&window).draft().unwrap().text.as_ref().unwrap().sha256());
    let (claim, _) = project(&window).claims().iter().next().unwrap();
    let kept = sign_off.state.iter().find(|(id, _)| *id == claim.to_string()).unwrap();
    assert!(kept.1.starts_with("confirmed "), "{kept:?}");
    assert!(has_label(&window, "Editor: Jo Roe, 2026-11-22"));
    assert!(has_label(&window, "Nothing has changed since"));
    assert!(has_label(&window, "Signed off by Jo Roe (editor)"));
}

#[test]
fn a_change_after_it_is_shown_with_what_and_undo_takes_back_first_the_change_then_the_sign_off() {
    let mut window = signed();
    press(&mut window, Key::Escape);
    select(&mut window, "The mayor spoke");
    press(&mut window, Key::C);
    press(&mut window, Key::Num8);
    wait(&mut window);
    assert!(has_label(&window, "Changed since sign-off: 1 change"));
    assert!(has_label(&window, "was confirmed, is now"));
    assert!(has_label(&window, "1 change since sign-off"));
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    wait(&mut window);
    assert!(has_label(&window, "Nothing has changed since"));
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    wait(&mut window);
    assert!(project(&window).sign_offs().is_empty());
    assert!(has_label(&window, "Nobody has signed off this text yet"));
}

#[test]
fn a_sign_off_is_withdrawn_with_a_reason_and_stays_on_record() {
    let mut window = signed();
    focus_field(&mut window, "Reason to withdraw the sign-off as editor");
    type_text(&mut window, "The mayor called");
    click(&mut window, "Withdraw");
    wait(&mut window);
    assert!(project(&window).standing_sign_offs().is_empty());
    assert!(has_label(&window, "Nobody has signed off this text yet"));
    click(&mut window, "Earlier (1)");
    assert!(has_label(&window, "The mayor called"));
}

#[test]
fn the_keyboard_alone_signs_off() {
    let mut window = asked();
    waive_all(&mut window);
    focus_field(&mut window, "Note on the sign-off");
    type_text(&mut window, "As agreed");
    press(&mut window, Key::Tab);
    window.run_steps(4);
    assert!(button(&window, "Sign off this text").is_focused());
    press(&mut window, Key::Enter);
    wait(&mut window);
    let sign_off = project(&window).sign_offs().values().next().expect("a sign-off");
    assert_eq!((sign_off.role.as_str(), sign_off.note.as_str()), ("checker", "As agreed"));
}

#[test]
fn settings_that_come_with_the_project_and_switch_checks_off_are_told_before_anybody_signs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(redpencil::store::desk::FILE);
    std::fs::write(&file, "(levels: {\"open-query\": off, \"confirmed-without-evidence\": off})").unwrap();
    let machine = Machine { settings_folder: Some(folder.path().to_owned()), ..machine(Vec::new()) };
    let mut window = window(App::new(machine).with_session(session_of(TEXT)));
    wait(&mut window);
    let told = "The desk’s settings turn off 2 blocking checks: Confirmed without evidence, Open query";
    for panel in ["findings", "sign-off"] {
        show(&mut window, panel);
        assert!(has_label(&window, told), "{panel}");
    }
    std::fs::write(&file, "()").unwrap();
    window.event(Event::WindowFocused(true));
    wait(&mut window);
    assert!(!has_label(&window, told));
}
