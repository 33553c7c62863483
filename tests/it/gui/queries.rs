//! Queries as threads: asked about what is open, answered, resolved; listed by whom they are put to.

use redpencil::model::{Slot, Value};

use super::*;

fn set(window: &mut Window, record: Id, field: &'static str, words: &str) {
    let action = Action::Set { slot: Slot { record, field }, value: Value::Text(words.to_owned()) };
    window.state_mut().desk_mut().unwrap().session.dispatch(action).unwrap();
    window.run_ok();
}

/// A claim is chosen and a query was asked about it by its key.
fn asked() -> (Window, Id, Id) {
    let mut window = marked(Key::C);
    window.set_size(egui::vec2(1280.0, 1600.0));
    window.run_ok();
    let claim = only_claim(&window).0;
    press(&mut window, Key::Y);
    assert!(field(&window, "Question").is_focused());
    type_text(&mut window, "Who counted");
    press(&mut window, Key::Escape);
    let query = *project(&window).queries().keys().next().unwrap();
    (window, claim, query)
}

#[test]
fn a_query_is_asked_about_what_is_chosen_and_stands_on_its_card() {
    let (mut window, claim, query) = asked();
    assert_eq!(project(&window).queries()[&query].about, Some(claim));
    assert!(has_label(&window, "About the claim: "));
    let mark = *project(&window).annotations().keys().next().unwrap();
    window.state_mut().desk_mut().unwrap().view.choose(mark);
    window.run_ok();
    assert!(has_label(&window, "Queries (1)"));
    assert!(has_label(&window, "open since today"));
    click(&mut window, "Who counted");
    assert_eq!(window.state().desk().unwrap().view.opened, Some(query));
    menu(&mut window, "Edit", "Undo edit question of query");
    menu(&mut window, "Edit", "Undo add query");
    assert!(project(&window).queries().is_empty());
}

#[test]
fn an_answer_is_typed_at_once_and_sets_no_state_by_itself() {
    let (mut window, _, query) = asked();
    set(&mut window, query, "to", "author");
    press_with(&mut window, Modifiers::SHIFT, Key::Y);
    assert!(field(&window, "Words").is_focused());
    type_text(&mut window, "The clerk did");
    press(&mut window, Key::Escape);
    let message = *project(&window).messages().keys().next().unwrap();
    assert_eq!(project(&window).messages()[&message].record, Some(query));
    assert_eq!(project(&window).queries()[&query].state, "open");
    assert!(!has_label(&window, "Mark as answered"), "the asker's own words are no answer");
    set(&mut window, message, "from", "The author");
    assert_eq!(project(&window).queries()[&query].state, "open");
    click(&mut window, "Mark as answered");
    assert_eq!(project(&window).queries()[&query].state, "answered");
    click(&mut window, "Resolve");
    assert_eq!(project(&window).queries()[&query].state, "resolved");
    assert!(window.query_by_role_and_label(Role::Button, "Resolve").is_none());
    click(&mut window, "Done message 1");
    assert!(has_label(&window, "The author, ") && has_label(&window, "entered by Jo Roe"));
    click(&mut window, "Remove message 1");
    assert!(project(&window).messages().is_empty());
}

#[test]
fn who_did_not_ask_is_told_who_resolves_it() {
    let (mut window, _, query) = asked();
    let slot = Slot { record: query, field: "created" };
    let stamp = redpencil::model::Stamp { by: "Ann Other".into(), ..Default::default() };
    let action = Action::Set { slot, value: Value::Stamp(stamp) };
    window.state_mut().desk_mut().unwrap().session.dispatch(action).unwrap();
    window.run_ok();
    assert!(has_label(&window, "Ann Other asked, and resolves it"));
    assert!(window.query_by_role_and_label(Role::Button, "Resolve").is_none());
}

#[test]
fn a_query_in_the_text_has_its_thread_on_the_card_of_its_mark() {
    let mut window = marked(Key::Questionmark);
    press_with(&mut window, Modifiers::SHIFT, Key::Y);
    assert!(has_label(&window, "Thread (1)"));
    type_text(&mut window, "On Monday");
    press(&mut window, Key::Escape);
    assert_eq!(project(&window).messages().values().next().unwrap().words, "On Monday");
}

#[test]
fn the_article_lists_queries_by_whom_they_are_put_to() {
    let (mut window, _, query) = asked();
    set(&mut window, query, "to", "counsel");
    set(&mut window, query, "person", "Ann Roe");
    press_with(&mut window, Modifiers::COMMAND, Key::D);
    assert!(has_label(&window, "Counsel, Ann Roe: 1 open"));
    assert!(has_label(&window, "Queries (1 open)"));
    set(&mut window, query, "state", "resolved");
    assert!(has_label(&window, "Counsel, Ann Roe: 1 closed"));
    assert!(window.query_by_label("resolved").is_some());
}
