//! Claims at work: confirmed with grounds, split, joined; duplicates merged; a clean article by keys alone.

use redpencil::model::{Slot, Value};

use super::*;

fn create(window: &mut Window, table: Table, details: &[(&'static str, &str)]) -> Id {
    let details = details.iter().map(|(field, words)| (*field, Value::Text((*words).to_owned()))).collect();
    let create = Action::Create { table, details, link: None };
    let made = window.state_mut().desk_mut().unwrap().session.dispatch(create).unwrap().made[0];
    window.run_ok();
    made
}

fn open(window: &mut Window, record: Id) {
    window.state_mut().desk_mut().unwrap().view.open_record(record);
    window.run_ok();
}

/// The checks run a moment after the last change, on a thread.
fn judged(window: &mut Window) {
    for _ in 0..400 {
        window.run_ok();
        let desk = window.state().desk().unwrap();
        if desk.derived.judgement.revision == Some(desk.session.revision()) {
            window.run_ok();
            return;
        }
        std::thread::yield_now();
        window.step();
    }
    panic!("the checks never end");
}

#[test]
fn a_confirmed_claim_asks_for_a_reason_and_escape_goes_on() {
    let mut window = marked(Key::C);
    press(&mut window, Key::Num3);
    assert!(has_label(&window, "Confirmed asks for evidence with a locator"));
    assert!(field(&window, "Reason for the status").is_focused());
    assert_eq!(only_claim(&window).1.status.unwrap().id, "confirmed", "nothing is held back");
    press(&mut window, Key::Escape);
    assert!(!field(&window, "Reason for the status").is_focused());
    press(&mut window, Key::Num2);
    press(&mut window, Key::Num3);
    type_text(&mut window, "Seen with my own eyes");
    press(&mut window, Key::Escape);
    assert_eq!(only_claim(&window).1.status_reason, "Seen with my own eyes");
    press(&mut window, Key::Num2);
    press(&mut window, Key::Num3);
    assert!(!has_label(&window, "Confirmed asks for"), "the reason is there");
}

#[test]
fn a_confirmed_claim_with_a_source_asks_for_the_place_in_it() {
    let mut window = marked(Key::C);
    press(&mut window, Key::V);
    type_text(&mut window, "Minutes");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    press(&mut window, Key::Num3);
    assert!(has_label(&window, "Confirmed asks for the place in the source"));
    assert!(field(&window, "Locator").is_focused());
    type_text(&mut window, "p. 4");
    press(&mut window, Key::Escape);
    press(&mut window, Key::Num2);
    press(&mut window, Key::Num3);
    assert!(!has_label(&window, "Confirmed asks for"));
    assert!(has_label(&window, "this draft ("), "the status says on which text it was set");
}

#[test]
fn rows_of_the_table_keep_the_keyboard_and_are_told_what_is_missing() {
    let mut window = marked(Key::C);
    press(&mut window, Key::F9);
    press(&mut window, Key::Home);
    press(&mut window, Key::Num3);
    assert!(has_label(&window, "It has neither evidence with a locator nor a reason for the status."));
    assert!(window.state().desk().unwrap().view.table.has_keyboard);
}

#[test]
fn a_clean_article_is_checked_by_keys_alone() {
    let mut window = desk();
    for words in ["voted 7 to 2", "took bribes", "The pool opened in 1931"] {
        select(&mut window, words);
        press(&mut window, Key::C);
    }
    for (at, place) in ["p. 1", "p. 2", "p. 3"].into_iter().enumerate() {
        press(&mut window, Key::J);
        if at == 0 {
            press(&mut window, Key::V);
            type_text(&mut window, "Minutes");
            press(&mut window, Key::Enter);
        } else {
            press(&mut window, Key::S);
        }
        type_text(&mut window, place);
        press(&mut window, Key::Escape);
        press(&mut window, Key::Num3);
        assert!(!has_label(&window, "Confirmed asks for"), "{place}");
    }
    let project = project(&window);
    assert!(project.claims().values().all(|claim| claim.status.as_ref().unwrap().id == "confirmed"));
    let mut places: Vec<&str> = project.evidence().values().map(|row| row.locator.as_str()).collect();
    places.sort_unstable();
    assert_eq!((places, project.sources().len()), (vec!["p. 1", "p. 2", "p. 3"], 1));
    press(&mut window, Key::J);
    assert!(has_label(&window, "No claim, quotation or allegation is open"));
}

#[test]
fn selected_words_are_split_off_and_the_keyboard_waits_for_the_statement() {
    let mut window = desk();
    select(&mut window, "The pool opened in 1931");
    press(&mut window, Key::C);
    select(&mut window, "in 1931");
    press_with(&mut window, Modifiers::COMMAND, Key::K);
    assert_eq!(kinds(&window), ["claim", "claim"]);
    assert!(field(&window, "Statement").is_focused());
    type_text(&mut window, "The year was 1931");
    press(&mut window, Key::Escape);
    let statements: Vec<String> =
        project(&window).claims().values().map(|claim| claim.statement.clone()).collect();
    assert!(statements.contains(&"The year was 1931".to_owned()));
    menu(&mut window, "Edit", "Undo edit statement of claim");
    menu(&mut window, "Edit", "Undo split claim");
    assert_eq!(kinds(&window), ["claim"]);
}

#[test]
fn a_claim_is_joined_with_the_next_one_and_what_was_joined_is_said() {
    let mut window = desk();
    for words in ["voted 7 to 2", "took bribes"] {
        select(&mut window, words);
        press(&mut window, Key::C);
    }
    press(&mut window, Key::OpenBracket);
    press(&mut window, Key::F);
    assert_eq!(project(&window).claims().len(), 1);
    assert_eq!(kinds(&window), ["claim", "claim"], "both mentions stay");
    assert!(has_label(&window, "Joined with"));
    press(&mut window, Key::F);
    assert!(has_label(&window, "No other claim follows in the text."));
    menu(&mut window, "Edit", "Undo join 2 claims");
    assert_eq!(project(&window).claims().len(), 2);
}

#[test]
fn selected_rows_are_joined_by_a_button_or_a_key() {
    let mut window = desk();
    for words in ["voted 7 to 2", "took bribes"] {
        select(&mut window, words);
        press(&mut window, Key::C);
    }
    press(&mut window, Key::F9);
    press(&mut window, Key::Home);
    press_with(&mut window, Modifiers::SHIFT, Key::End);
    click(&mut window, "Join");
    assert_eq!(project(&window).claims().len(), 1);
    menu(&mut window, "Edit", "Undo join 2 claims");
    press(&mut window, Key::F9);
    press(&mut window, Key::F9);
    press(&mut window, Key::Home);
    press_with(&mut window, Modifiers::SHIFT, Key::End);
    press(&mut window, Key::F);
    assert_eq!(project(&window).claims().len(), 1);
}

#[test]
fn two_sources_with_one_address_are_offered_on_the_card_and_merged() {
    let mut window = desk();
    let one = create(&mut window, Table::Source, &[("title", "Minutes"), ("url", "https://www.a.org/x/")]);
    create(&mut window, Table::Source, &[("title", "The minutes"), ("url", "http://a.org/x#top")]);
    open(&mut window, one);
    judged(&mut window);
    assert!(has_label(&window, "are perhaps one source: the same URL."));
    click(&mut window, "Merge");
    assert_eq!(project(&window).sources().len(), 1);
    menu(&mut window, "Edit", "Undo merge 2 sources");
    assert_eq!(project(&window).sources().len(), 2);
}

#[test]
fn people_said_to_be_two_are_not_compared_again_until_somebody_asks() {
    let mut window = desk();
    create(&mut window, Table::Person, &[("name", "Jane Doe")]);
    create(&mut window, Table::Person, &[("name", "J. Doe")]);
    menu(&mut window, "Record", "Duplicates…");
    let button = |window: &Window, start: &str| {
        let named = window.query_all_by_role(Role::Button).find(|button| {
            use egui_kittest::kittest::NodeT as _;
            button.accesskit_node().label().is_some_and(|label| label.starts_with(start))
        });
        named.map(|button| button.rect().center())
    };
    let press_button = |window: &mut Window, start: &str| {
        let at = button(window, start).unwrap_or_else(|| panic!("there is a button {start}"));
        for down in [true, false] {
            window.event(Event::PointerMoved(at));
            window.event(Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed: down,
                modifiers: Modifiers::NONE,
            });
        }
        window.run_ok();
    };
    press_button(&mut window, "They are two: ");
    assert!(has_label(&window, "No two are alike"));
    assert_eq!(project(&window).waivers().len(), 1);
    press_button(&mut window, "Compare again: ");
    assert_eq!(project(&window).waivers().len(), 0);
    press_button(&mut window, "Merge ");
    assert_eq!(project(&window).people().len(), 1);
}

#[test]
fn a_source_lists_where_it_is_used_and_each_place_is_a_jump() {
    let mut window = marked(Key::C);
    window.set_size(egui::vec2(1280.0, 2000.0));
    window.run_ok();
    press(&mut window, Key::V);
    type_text(&mut window, "Minutes");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    let claim = only_claim(&window).0;
    let source = *project(&window).sources().keys().next().unwrap();
    open(&mut window, source);
    assert!(has_label(&window, "Where used (1)"));
    let quote = {
        let mark = project(&window).annotations().values().next().unwrap();
        mark.targets[0].1.quote.clone()
    };
    click(&mut window, &format!("1  {quote}"));
    let desk = window.state().desk().unwrap();
    assert_eq!((desk.record(), desk.view.opened), (Some(claim), None));
    let unused = create(&mut window, Table::Person, &[("name", "Ann")]);
    open(&mut window, unused);
    assert!(has_label(&window, "Nowhere yet: no record names them."));
    let slot = Slot { record: claim, field: "claimant" };
    let act = Action::Set { slot, value: Value::Link(unused) };
    window.state_mut().desk_mut().unwrap().session.dispatch(act).unwrap();
    window.run_ok();
    assert!(has_label(&window, "Where used (1)"), "it follows what changes");
}
