//! The reply of the accused: attempts, where the response stands, what is due, and the letters.

use redpencil::model::{Slot, Value};

use super::*;

fn words(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn act(window: &mut Window, action: Action) -> Vec<Id> {
    let made = window.state_mut().desk_mut().unwrap().act(action).unwrap().made;
    window.run_ok();
    wait(window);
    made
}

/// “Took bribes” is an allegation, and chosen, in a window high enough for its whole card.
fn accused() -> (Window, Id) {
    let mut window = desk();
    window.set_size(egui::vec2(1280.0, 2400.0));
    window.run_ok();
    select(&mut window, "took bribes");
    press(&mut window, Key::A);
    let record = *project(&window).allegations().keys().next().unwrap();
    (window, record)
}

/// The mayor is the accused of the allegation.
fn of_the_mayor() -> (Window, Id) {
    let (mut window, record) = accused();
    let details = vec![("name", words("Jane Doe"))];
    let link = Some(Slot { record, field: "accused" });
    act(&mut window, Action::Create { table: Table::Person, details, link });
    set(&mut window, record, "gist", "Doe took bribes");
    (window, record)
}

fn set(window: &mut Window, record: Id, field: &'static str, text: &str) {
    act(window, Action::Set { slot: Slot { record, field }, value: words(text) });
}

#[test]
fn an_attempt_is_logged_by_key_filled_in_and_its_hour_is_asked_for() {
    let (mut window, record) = of_the_mayor();
    assert!(has_label(&window, "No attempt is logged yet"));
    press_with(&mut window, Modifiers::SHIFT, Key::T);
    let attempts = |window: &Window| project(window).attempts().values().cloned().collect::<Vec<_>>();
    let told = attempts(&window);
    assert_eq!(
        (told[0].made_on.as_str(), told[0].by.as_str(), told[0].to.as_str()),
        ("2026-11-22", "Jo Roe", "Jane Doe")
    );
    assert_eq!(told[0].record, Some(record));
    assert_eq!(project(&window).allegations()[&record].reply_sought, "asked");
    assert!(field(&window, "Time").is_focused());
    type_text(&mut window, "14:30");
    press(&mut window, Key::Escape);
    assert!(has_label(&window, "Attempt 1: 22 November 2026, 14:30 · Jo Roe → Jane Doe"));
    window.get_by_label("Add attempt").click_accesskit();
    window.run_ok();
    assert_eq!(attempts(&window).len(), 2);
    press(&mut window, Key::Escape);
    window.get_by_label("Remove attempt 1").click_accesskit();
    window.run_ok();
    assert_eq!(attempts(&window).len(), 1);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(attempts(&window).len(), 2);
}

#[test]
fn attempts_belong_to_allegations_alone() {
    let mut window = marked(Key::C);
    press_with(&mut window, Modifiers::SHIFT, Key::T);
    assert!(has_label(&window, "Choose an allegation first"));
    assert!(project(&window).attempts().is_empty());
}

#[test]
fn each_mention_says_how_far_the_response_stands_and_leads_to_it() {
    let (mut window, record) = accused();
    assert!(has_label(&window, "no response in the draft"));
    let mention = window.state().desk().unwrap().view.selected.unwrap();
    select(&mut window, "The pool opened in 1931");
    press(&mut window, Key::R);
    let response = window.state().desk().unwrap().view.selected.unwrap();
    let slot = Slot { record: response, field: "answers" };
    act(&mut window, Action::Set { slot, value: Value::Links(vec![record]) });
    window.state_mut().desk_mut().unwrap().go_to_mark(mention);
    window.run_ok();
    click(&mut window, "response 1 paragraph below");
    assert_eq!(window.state().desk().unwrap().view.selected, Some(response));
}

#[test]
fn what_is_due_is_counted_listed_and_gone_to() {
    let (mut window, record) = accused();
    set(&mut window, record, "gist", "Doe took bribes");
    set(&mut window, record, "reply_deadline", "2026-11-19");
    set(&mut window, record, "recheck_by", "2026-11-23");
    assert!(has_label(&window, "1 overdue"));
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    assert!(has_label(&window, "Due (2, 1 late)") && has_label(&window, "due tomorrow"));
    click(&mut window, "Reply: Doe took bribes");
    assert!(field(&window, "Deadline").is_focused());
    set(&mut window, record, "answer", "denied");
    assert!(!has_label(&window, "1 overdue") && has_label(&window, "1 due soon"));
}

#[test]
fn the_table_tells_what_is_late_and_shows_it_alone() {
    let (mut window, record) = accused();
    set(&mut window, record, "due", "2026-11-01");
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::C);
    press(&mut window, Key::F9);
    window.run_ok();
    let rows = |window: &Window| window.query_all_by_role(Role::Row).count();
    assert_eq!(rows(&window), 2);
    assert!(has_label(&window, "Due next: 21 days late"));
    click(&mut window, "Overdue (1)");
    assert_eq!(rows(&window), 1);
}

fn letter(window: &Window) -> String {
    field(window, "Text of the letter").value().unwrap_or_default()
}

#[test]
fn a_request_for_reply_is_written_changed_noted_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    let (mut window, record) = of_the_mayor();
    set(&mut window, record, "reply_deadline", "2026-11-25");
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    for told in
        ["Dear Jane Doe", "1. Doe took bribes", "25 November 2026", "[telephone and e-mail of the desk]"]
    {
        assert!(letter(&window).contains(told), "{told}: {}", letter(&window));
    }
    focus_field(&mut window, "Text of the letter");
    press_with(&mut window, Modifiers::COMMAND, Key::End);
    type_text(&mut window, "With regards");
    click(&mut window, "Note as attempt");
    let attempt = project(&window).attempts().values().next().unwrap().clone();
    assert!(attempt.put.contains("With regards") && attempt.to == "Jane Doe", "{attempt:?}");
    assert!(has_label(&window, "Noted as attempt"));
    focus_field(&mut window, "File of the letter");
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    type_text(&mut window, &path.display().to_string());
    click(&mut window, "Save as file");
    assert!(std::fs::read_to_string(&path).unwrap().contains("With regards"));
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(project(&window).attempts().is_empty());
}

#[test]
fn without_an_accused_the_letter_says_what_is_missing_and_the_author_gets_the_questions() {
    let (mut window, _) = accused();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    assert!(has_label(&window, "Nobody is named as accused yet"));
    press(&mut window, Key::Escape);
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::Questionmark);
    let query = *project(&window).queries().keys().next().unwrap();
    set(&mut window, query, "question", "Was it 7 to 2?");
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::W);
    assert!(letter(&window).contains("1. Was it 7 to 2?"), "{}", letter(&window));
}
