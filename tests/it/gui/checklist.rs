//! The checklist and the queries on the article as a whole, by key and by click.

use redpencil::model::Item;

use super::*;

const CHECKLIST: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn state(window: &Window, row: &str) -> String {
    project(window).items().get(&Item::id_of(row)).map_or_else(String::new, |item| item.state.clone())
}

#[test]
fn keys_go_through_the_checklist_tick_and_waive() {
    let mut window = desk();
    select(&mut window, "voted 7 to 2");
    press_with(&mut window, CHECKLIST, Key::L);
    window.run_ok();
    press(&mut window, Key::Space);
    assert_eq!(state(&window, "headline"), "done");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::N);
    assert_eq!(state(&window, "deck"), "not-applicable");
    // The letter went to the checklist: the selected words were not marked.
    assert!(project(&window).annotations().is_empty());
    press(&mut window, Key::N);
    assert_eq!(state(&window, "deck"), "open");
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::Space);
    assert_eq!(state(&window, "headline"), "open");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(state(&window, "headline"), "done");
    assert!(has_label(&window, "Checklist (1 of"));
    assert!(has_label(&window, "Checklist 1 of"));
}

#[test]
fn a_note_is_written_before_the_answer_and_the_answer_is_signed() {
    let mut window = desk();
    press_with(&mut window, CHECKLIST, Key::L);
    window.run_ok();
    press(&mut window, Key::Enter);
    window.run_ok();
    type_text(&mut window, "Two sources");
    wait(&mut window);
    let item = project(&window).items()[&Item::id_of("headline")].clone();
    assert_eq!((item.note.as_str(), item.state.as_str()), ("Two sources", ""));
    click(&mut window, "Done");
    assert_eq!(state(&window, "headline"), "done");
    assert!(has_label(&window, "Answered by"));
}

#[test]
fn a_query_on_the_article_is_asked_and_listed_without_a_mark() {
    let mut window = desk();
    press_with(&mut window, CHECKLIST, Key::Q);
    window.run_ok();
    type_text(&mut window, "Was the council asked?");
    wait(&mut window);
    let (id, query) = project(&window).queries().iter().next().expect("a query");
    assert_eq!(query.question, "Was the council asked?");
    assert_eq!(window.state().desk().unwrap().view.opened, Some(*id));
    assert!(project(&window).annotations().is_empty());
    window.get_by_role_and_label(Role::Tab, "Article").click();
    window.run_ok();
    assert!(has_label(&window, "Queries (1 open)"));
    assert!(has_label(&window, "Was the council asked?"));
}

#[test]
fn a_screen_reader_ticks_a_question() {
    let mut window = desk();
    press_with(&mut window, CHECKLIST, Key::L);
    let question = |window: &Window| {
        let boxes = window.query_all_by_role(Role::CheckBox);
        boxes.filter(egui_kittest::Node::is_focused).count()
    };
    assert_eq!(question(&window), 1);
    window.query_all_by_role(Role::CheckBox).find(egui_kittest::Node::is_focused).unwrap().click_accesskit();
    window.run_ok();
    assert_eq!(state(&window, "headline"), "done");
}
