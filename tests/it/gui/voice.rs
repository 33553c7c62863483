//! What a screen reader is told of what a command did, and messages by keyboard.

use egui::accesskit::{Action, ActionData, ActionRequest, Live, Role, TreeId};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, desk, kinds, marked, press, press_with, project, select, type_text};

/// Lists what is announced at the moment.
fn announced(window: &Window) -> Vec<String> {
    let nodes = window.query_all_by_role(Role::Status);
    nodes.filter_map(|node| node.accesskit_node().label()).collect()
}

#[test]
fn a_mark_is_announced_with_its_number_and_its_words() {
    let mut window = marked(Key::C);
    assert_eq!(announced(&window), ["Claim 1 marked: “voted 7 to 2”"]);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(announced(&window), ["Undone: mark claim"]);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(announced(&window), ["Done again: mark claim"]);
    press(&mut window, Key::Delete);
    assert_eq!(announced(&window), ["Done: delete claim mark"]);
}

#[test]
fn announcements_are_live_and_the_same_words_twice_are_two_nodes() {
    let mut window = marked(Key::C);
    let status = |window: &Window| {
        let node = window.get_by_role(Role::Status);
        assert_eq!(node.accesskit_node().live(), Live::Polite);
        node.accesskit_node().id()
    };
    let first = status(&window);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::C);
    assert_eq!(announced(&window), ["Claim 1 marked: “voted 7 to 2”"]);
    assert_ne!(status(&window), first);
}

#[test]
fn a_mark_that_one_goes_to_is_announced_with_kind_and_status() {
    let mut window = marked(Key::C);
    select(&mut window, "took bribes");
    press(&mut window, Key::A);
    press(&mut window, Key::Num8);
    press(&mut window, Key::OpenBracket);
    assert_eq!(announced(&window), ["1, claim: “voted 7 to 2”"]);
    press(&mut window, Key::CloseBracket);
    assert_eq!(announced(&window), ["2, allegation, disputed: “took bribes”"]);
    press(&mut window, Key::CloseBracket);
    assert_eq!(announced(&window), ["No more marks, from the beginning: 1, claim: “voted 7 to 2”"]);
}

#[test]
fn a_caret_that_comes_into_a_mark_announces_it() {
    let mut window = marked(Key::C);
    press(&mut window, Key::Escape);
    let start = project(&window).text().find("voted").unwrap();
    window.state_mut().desk_mut().unwrap().article.focus();
    select(&mut window, "council voted");
    window.state_mut().desk_mut().unwrap().article.select(redpencil::text::Range::new(start - 1, start - 1));
    window.run_ok();
    press(&mut window, Key::ArrowRight);
    assert_eq!(announced(&window), ["1, claim: “voted 7 to 2”"]);
}

#[test]
fn hits_are_counted_aloud() {
    let mut window = desk();
    press_with(&mut window, Modifiers::COMMAND, Key::F);
    type_text(&mut window, "pool");
    assert_eq!(announced(&window), ["5 hits"]);
    type_text(&mut window, "side");
    assert_eq!(announced(&window), ["No hits"]);
}

#[test]
fn the_same_words_looked_for_once_more_are_counted_aloud_once_more() {
    let mut window = desk();
    press_with(&mut window, Modifiers::COMMAND, Key::F);
    type_text(&mut window, "pool");
    let said = |window: &Window| window.get_by_role(Role::Status).accesskit_node().id();
    let first = said(&window);
    for _ in "pool".chars() {
        press(&mut window, Key::Backspace);
    }
    type_text(&mut window, "pool");
    assert_eq!(announced(&window), ["5 hits"]);
    assert_ne!(said(&window), first);
}

#[test]
fn a_refusal_is_said_at_once() {
    let mut window = desk();
    press(&mut window, Key::C);
    let node = window.get_by_label_contains("Select some words first");
    assert_eq!(node.accesskit_node().live(), Live::Assertive);
}

#[test]
fn a_screen_reader_selects_words_and_marks_them_by_the_button() {
    let mut window = desk();
    let request = {
        let node = window.get_by_role_and_label(Role::Document, "Article");
        let node = node.accesskit_node();
        let told = node.document_range().text();
        assert_eq!(told, project(&window).text());
        let start = told[..told.find("took bribes").unwrap()].chars().count();
        let at = |place| node.text_position_from_global_usv_index(place).unwrap();
        let mut range = at(start).to_degenerate_range();
        range.set_end(at(start + "took bribes".len()));
        ActionRequest {
            action: Action::SetTextSelection,
            target_tree: TreeId::ROOT,
            target_node: node.locate().0,
            data: Some(ActionData::SetTextSelection(range.to_text_selection())),
        }
    };
    window.event(egui::Event::AccessKitActionRequest(request));
    window.run_ok();
    window.get_by_role_and_label(Role::Button, "Mark as allegation").click_accesskit();
    window.run_ok();
    assert_eq!(kinds(&window), ["allegation"]);
    let mark = project(&window).annotations().values().next().unwrap();
    assert!(mark.targets.iter().any(|(_, target)| target.quote == "took bribes"));
}

#[test]
fn what_a_message_offers_is_reached_by_the_key_for_panels_and_left_by_escape() {
    let (_folder, mut window) = super::kept();
    press_with(&mut window, Modifiers::COMMAND, Key::E);
    window.get_by_role_and_label(Role::Button, "Export report").click();
    window.run_ok();
    let is_focused = |window: &Window, role: Role, name: &str| {
        let node = window.query_by_role_and_label(role, name);
        node.is_some_and(|node| node.accesskit_node().is_focused())
    };
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::F6);
    assert!(is_focused(&window, Role::Button, "Open"));
    window.run_steps(1200);
    assert!(is_focused(&window, Role::Button, "Open"), "it stays while one is at it");
    press(&mut window, Key::Escape);
    assert!(window.query_by_role_and_label(Role::Button, "Open").is_none());
    assert!(is_focused(&window, Role::Document, "Article"));
}

#[test]
fn a_mark_that_is_moved_is_announced_with_the_words_it_has_now() {
    let mut window = marked(Key::C);
    press(&mut window, Key::X);
    assert_eq!(announced(&window), ["Claim 1 moved: “voted 7 to 2 on”"]);
    press_with(&mut window, Modifiers::SHIFT, Key::Z);
    assert_eq!(announced(&window), ["Claim 1 moved: “7 to 2 on”"]);
    select(&mut window, "council voted 7 to 2");
    press(&mut window, Key::E);
    assert_eq!(announced(&window), ["Claim 1 moved: “council voted 7 to 2”"]);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(announced(&window), ["Undone: change range of mark"]);
}

#[test]
fn both_ends_of_a_long_mark_are_announced() {
    let mut window = desk();
    let text = project(&window).text();
    let start = text.find("council voted").unwrap();
    let words: String = text[start..].chars().take(140).collect();
    let words = words.rsplit_once(' ').unwrap().0.to_owned();
    select(&mut window, &words);
    press(&mut window, Key::C);
    let said = announced(&window).concat();
    assert!(said.starts_with("Claim 1 marked: “council voted") && said.contains(" … "), "{said}");
    assert!(said.ends_with(&format!("{}”", words.rsplit_once(' ').unwrap().1)), "{said}");
}
