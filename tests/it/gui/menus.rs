//! The menus of words, rows, findings, evidence and tabs, without a mouse: a key opens them, arrows move in them,
//! Escape gives the keyboard back to where it was.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, desk, kinds, marked, press, press_with, project, select, type_text, wait};

/// Returns role and name of what has the keyboard.
fn focused(window: &Window) -> (Role, String) {
    let node = window.root().children_recursive().find(|node| node.accesskit_node().is_focused());
    let node = node.expect("something has the keyboard");
    (node.accesskit_node().role(), node.accesskit_node().label().unwrap_or_default())
}

fn is_there(window: &Window, role: Role, name: &str) -> bool {
    window.query_all_by_role_and_label(role, name).next().is_some()
}

#[test]
fn the_menu_of_the_text_opens_at_the_caret_by_both_keys() {
    let mut window = desk();
    for (modifiers, key) in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        window.state_mut().desk_mut().unwrap().article.focus();
        select(&mut window, "took bribes");
        let caret = window.state().desk().unwrap().article.selection_rect().expect("it is in view");
        press_with(&mut window, modifiers, key);
        assert_eq!(focused(&window), (Role::MenuItem, "Mark as claim".to_owned()));
        let row = window.get_by_role_and_label(Role::MenuItem, "Mark as claim").rect();
        assert!(row.top() >= caret.bottom() - 1.0 && (row.left() - caret.left()).abs() < 40.0);
        press(&mut window, Key::ArrowDown);
        assert_eq!(focused(&window).1, "Mark as allegation");
        press(&mut window, Key::Escape);
        assert!(!is_there(&window, Role::MenuItem, "Mark as claim"));
        assert_eq!(focused(&window), (Role::Document, "Article".to_owned()));
    }
    press_with(&mut window, Modifiers::SHIFT, Key::F10);
    press(&mut window, Key::Enter);
    assert_eq!(kinds(&window), ["claim"]);
}

#[test]
fn the_menu_of_a_row_opens_by_key_and_gives_the_keyboard_back_to_the_rows() {
    let mut window = marked(Key::C);
    press(&mut window, Key::F9);
    window.run_ok();
    assert_eq!(focused(&window).0, Role::Row, "the one that the rows are at");
    press_with(&mut window, Modifiers::SHIFT, Key::F10);
    assert_eq!(focused(&window).1, "Go to the text");
    press(&mut window, Key::ArrowDown);
    assert_eq!(focused(&window).1, "Edit");
    press(&mut window, Key::Escape);
    assert!(!is_there(&window, Role::Button, "Go to the text"));
    assert_eq!(focused(&window).0, Role::Row, "the one that the rows are at");
    press(&mut window, Key::Menu);
    press(&mut window, Key::ArrowUp);
    assert_eq!(focused(&window).1, "Delete");
    press(&mut window, Key::Enter);
    assert_eq!(kinds(&window), [""; 0]);
}

#[test]
fn the_menu_of_a_finding_waives_it() {
    let mut window = marked(Key::C);
    press(&mut window, Key::Num3);
    press(&mut window, Key::F8);
    let name = {
        let (rule, subject) = window.state().desk().unwrap().view.finding.clone().unwrap();
        let findings = &window.state().desk().unwrap().derived.judgement.findings;
        let found = findings.iter().find(|finding| finding.rule == rule && finding.subject == subject);
        found.unwrap().message.clone()
    };
    window.get_by_label_contains(&format!("{name}: ")).focus();
    window.run_ok();
    press(&mut window, Key::Menu);
    assert_eq!(focused(&window).1, "Go to its place");
    press(&mut window, Key::Escape);
    assert!(focused(&window).1.starts_with(&name));
    press(&mut window, Key::Menu);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(focused(&window), (Role::TextInput, "Reason for the waiver".to_owned()));
    type_text(&mut window, "Known to every reader");
    press(&mut window, Key::Enter);
    wait(&mut window);
    assert_eq!(project(&window).waivers().len(), 1);
}

#[test]
fn the_menu_of_a_piece_of_evidence_sets_its_stance() {
    let mut window = marked(Key::C);
    press(&mut window, Key::V);
    type_text(&mut window, "Minutes");
    press(&mut window, Key::Enter);
    press_with(&mut window, Modifiers::COMMAND, Key::Enter);
    window.get_by_label_contains("Evidence 1: Minutes").focus();
    window.run_ok();
    press_with(&mut window, Modifiers::SHIFT, Key::F10);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    let stance = focused(&window).1;
    press(&mut window, Key::Enter);
    wait(&mut window);
    assert!(is_told(&window, &stance), "{stance} is not told");
    assert!(focused(&window).1.starts_with("Evidence 1"), "the keyboard is back");
}

fn is_told(window: &Window, stance: &str) -> bool {
    let words = format!("Evidence 1: Minutes, {}", stance.to_lowercase());
    window.query_all_by_label_contains(&words).next().is_some()
}
