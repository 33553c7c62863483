//! Cards and their fields: days, people, lists, statuses, evidence; what is required; nothing that jumps.

use egui::accesskit::Toggled;
use egui_kittest::kittest::NodeT as _;
use redpencil::model::{FieldInfo, Slot, Value, Widget};

use super::*;

fn set(window: &mut Window, slot: Slot, value: Value) {
    window.state_mut().desk_mut().unwrap().session.dispatch(Action::Set { slot, value }).unwrap();
    window.run_ok();
}

fn create(window: &mut Window, table: Table, details: &[(&'static str, &str)]) -> Id {
    let details = details.iter().map(|(field, words)| (*field, Value::Text((*words).to_owned()))).collect();
    let create = Action::Create { table, details, link: None };
    let made = window.state_mut().desk_mut().unwrap().session.dispatch(create).unwrap().made[0];
    window.run_ok();
    made
}

/// Shows a record in the inspector.
fn open(window: &mut Window, record: Id) {
    window.state_mut().desk_mut().unwrap().view.open_record(record);
    window.run_ok();
}

fn source(window: &mut Window) -> Id {
    let source = create(window, Table::Source, &[("title", "Minutes")]);
    open(window, source);
    source
}

/// An allegation is chosen in a window high enough for its whole card.
fn allegation() -> (Window, Id) {
    let mut window = desk();
    window.set_size(egui::vec2(1280.0, 2400.0));
    window.run_ok();
    select(&mut window, "took bribes");
    press(&mut window, Key::A);
    let record = *project(&window).allegations().keys().next().unwrap();
    (window, record)
}

fn published(window: &Window, source: Id) -> String {
    project(window).sources()[&source].published.clone()
}

fn rect(window: &Window, field: &str) -> egui::Rect {
    self::field(window, field).rect()
}

fn focused(window: &Window) -> Option<String> {
    let node = window.root().children_recursive().find(egui_kittest::Node::is_focused);
    node.and_then(|node| node.accesskit_node().label())
}

#[test]
fn a_day_is_typed_in_words_stored_as_iso_and_told_in_full() {
    let mut window = desk();
    let source = source(&mut window);
    focus_field(&mut window, "Date");
    type_text(&mut window, "yesterday");
    assert!(has_label(&window, "Saturday, 21 November 2026"), "told while one types");
    wait(&mut window);
    assert_eq!(published(&window, source), "", "half a day would be another one");
    press(&mut window, Key::Enter);
    assert_eq!(published(&window, source), "2026-11-21");
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    type_text(&mut window, "March 2021");
    press(&mut window, Key::Escape);
    assert_eq!(published(&window, source), "2021-03");
    assert!(has_label(&window, "March 2021"));
}

#[test]
fn a_day_that_could_be_two_is_offered_and_one_that_is_none_stays_as_typed() {
    let mut window = desk();
    let source = source(&mut window);
    focus_field(&mut window, "Date");
    type_text(&mut window, "12/03/2021");
    assert!(has_label(&window, "Which one?"));
    click(&mut window, "Take 3 December 2021");
    assert_eq!(published(&window, source), "2021-12-03");
    focus_field(&mut window, "Date");
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    type_text(&mut window, "some time in spring");
    assert!(has_label(&window, "kept as typed"));
    press(&mut window, Key::Escape);
    assert_eq!(published(&window, source), "some time in spring");
}

#[test]
fn a_day_is_picked_from_the_calendar_by_keys_and_by_the_mouse() {
    let mut window = desk();
    let source = source(&mut window);
    focus_field(&mut window, "Date");
    press_with(&mut window, Modifiers::ALT, Key::ArrowDown);
    assert!(has_label(&window, "November 2026"));
    press(&mut window, Key::PageUp);
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::Enter);
    assert_eq!(published(&window, source), "2026-10-16");
    assert!(field(&window, "Date").is_focused());
    click(&mut window, "Calendar for Date");
    click(&mut window, "Thursday, 1 October 2026");
    assert_eq!(published(&window, source), "2026-10-01");
    press_with(&mut window, Modifiers::ALT, Key::ArrowDown);
    press(&mut window, Key::Escape);
    assert!(field(&window, "Date").is_focused(), "Escape closes the calendar first");
    press(&mut window, Key::Escape);
    assert!(!field(&window, "Date").is_focused());
}

#[test]
fn two_people_of_one_name_are_told_apart_by_their_role() {
    let (mut window, record) = allegation();
    create(&mut window, Table::Person, &[("name", "Jane Doe"), ("role", "aide")]);
    let mayor = create(&mut window, Table::Person, &[("name", "Jane Doe"), ("role", "mayor")]);
    focus_field(&mut window, "Accused");
    type_text(&mut window, "doe");
    assert!(has_label(&window, "Jane Doe, aide") && has_label(&window, "Create person “doe”"));
    click(&mut window, "Jane Doe, mayor");
    assert_eq!(project(&window).allegations()[&record].accused, [mayor]);
    assert!(field(&window, "Accused").is_focused(), "the next one can be typed at once");
}

#[test]
fn people_are_found_by_other_names_taken_away_by_backspace_and_opened_by_a_click() {
    let (mut window, record) = allegation();
    let doe = create(&mut window, Table::Person, &[("name", "Jane Doe")]);
    set(&mut window, Slot { record: doe, field: "aliases" }, Value::Names(vec!["Big Jane".into()]));
    focus_field(&mut window, "Accusers");
    type_text(&mut window, "big j");
    press(&mut window, Key::Enter);
    assert_eq!(project(&window).allegations()[&record].accusers, [doe]);
    click(&mut window, "Jane Doe");
    assert_eq!(window.state().desk().unwrap().view.opened, Some(doe));
    window.state_mut().desk_mut().unwrap().view.opened = None;
    window.run_ok();
    focus_field(&mut window, "Accusers");
    press(&mut window, Key::Backspace);
    assert!(project(&window).allegations()[&record].accusers.is_empty());
    assert_eq!(kinds(&window), ["allegation"], "Backspace deletes no mark");
}

#[test]
fn whoever_was_picked_last_stands_first() {
    let (mut window, record) = allegation();
    for name in ["Ann", "Bea", "Cyd"] {
        create(&mut window, Table::Person, &[("name", name)]);
    }
    focus_field(&mut window, "Accusers");
    type_text(&mut window, "cyd");
    press(&mut window, Key::Enter);
    focus_field(&mut window, "Accused");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    let allegation = &project(&window).allegations()[&record];
    assert_eq!(allegation.accused, allegation.accusers);
}

#[test]
fn escape_closes_the_hits_before_it_leaves_and_keeps_what_was_typed() {
    let (mut window, _) = allegation();
    focus_field(&mut window, "Accused");
    type_text(&mut window, "somebody");
    press(&mut window, Key::Escape);
    assert!(!has_label(&window, "Create person") && field(&window, "Accused").is_focused());
    press(&mut window, Key::Escape);
    assert!(!field(&window, "Accused").is_focused());
    assert_eq!(field(&window, "Accused").value().as_deref(), Some("somebody"));
}

#[test]
fn nothing_moves_while_a_picker_or_a_list_is_open_or_a_day_is_typed() {
    let (mut window, _) = allegation();
    create(&mut window, Table::Person, &[("name", "Jane Doe")]);
    let fields = ["Accusers", "Unnamed accusers", "Note", "Answer in full", "Deadline", "Note on the reply"];
    let places = |window: &Window| fields.map(|name| rect(window, name));
    let before = places(&window);
    focus_field(&mut window, "Accused");
    type_text(&mut window, "ja");
    assert!(has_label(&window, "Create person"));
    assert_eq!(places(&window), before, "with hits shown");
    press(&mut window, Key::Escape);
    focus_field(&mut window, "Deadline");
    for letter in ["t", "o", "m", "o", "r", "r", "o", "w"] {
        type_text(&mut window, letter);
        assert_eq!(places(&window), before, "while a day is typed");
    }
    press_with(&mut window, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(places(&window), before, "with the calendar open");
    press(&mut window, Key::Escape);
    focus_field(&mut window, "Gist");
    type_text(&mut window, "She took bribes");
    assert_eq!(places(&window), before, "while the first line is typed");
    wait(&mut window);
    assert_eq!(places(&window), before, "when a required field is no longer empty");
}

#[test]
fn a_long_text_grows_to_a_limit_and_what_stands_above_stays() {
    let (mut window, _) = allegation();
    focus_field(&mut window, "Note");
    let above = |window: &Window| ["Gist", "Accused", "Unnamed accusers"].map(|name| rect(window, name));
    let first = above(&window);
    let below = |window: &Window| rect(window, "Answer in full").top();
    let start = below(&window);
    let mut heights = Vec::new();
    for _ in 0..14 {
        type_text(&mut window, "line\n");
        press(&mut window, Key::End);
        heights.push(below(&window) - start);
        assert_eq!(above(&window), first, "{heights:?}");
    }
    assert!(heights[4] > 0.0, "it grows: {heights:?}");
    assert!(heights.iter().all(|height| *height < 200.0), "to a limit: {heights:?}");
    let tail = &heights[heights.len() - 2..];
    assert!((tail[0] - tail[1]).abs() < 0.5, "and no further: {heights:?}");
}

#[test]
fn the_tab_key_goes_where_the_eye_goes_and_back() {
    let (mut window, _) = allegation();
    create(&mut window, Table::Person, &[("name", "Jane Doe")]);
    focus_field(&mut window, "Accused");
    type_text(&mut window, "jane");
    press(&mut window, Key::Enter);
    focus_field(&mut window, "Gist");
    let place = |window: &Window| {
        let id = window.ctx.memory(egui::Memory::focused).expect("something has the keyboard");
        window.ctx.read_response(id).expect("on screen").rect
    };
    let mut forth = vec![place(&window)];
    for _ in 0..14 {
        press(&mut window, Key::Tab);
        forth.push(place(&window));
    }
    for pair in forth.windows(2) {
        let (one, next) = (pair[0], pair[1]);
        let is_onwards =
            next.top() > one.center().y || (next.left() > one.left() && next.bottom() > one.top());
        assert!(is_onwards, "{one:?} then {next:?}");
    }
    for before in forth.iter().rev().skip(1) {
        press_with(&mut window, Modifiers::SHIFT, Key::Tab);
        assert_eq!(place(&window), *before);
    }
    assert!(field(&window, "Gist").is_focused());
}

#[test]
fn a_list_takes_first_letters_and_arrows_and_no_letter_marks_anything() {
    let mut window = marked(Key::C);
    let category = |window: &Window| only_claim(window).1.category;
    window.get_by_role_and_label(Role::ComboBox, "Category: —").focus();
    window.run_ok();
    window.key_press(Key::C);
    type_text(&mut window, "co");
    assert_eq!(category(&window), "", "nothing is chosen before Enter");
    press(&mut window, Key::Enter);
    assert_eq!(category(&window), "comparison");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(category(&window), "record");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Escape);
    assert_eq!(category(&window), "record", "Escape leaves it");
    press(&mut window, Key::Delete);
    assert_eq!((category(&window).as_str(), kinds(&window)), ("", vec!["claim".to_owned()]));
}

#[test]
fn a_list_is_chosen_from_by_the_mouse() {
    let mut window = marked(Key::C);
    click(&mut window, "Category: —");
    click(&mut window, "Place");
    assert_eq!(only_claim(&window).1.category, "place");
    assert!(has_label(&window, "Category: Place"));
}

#[test]
fn the_statuses_are_one_stop_and_arrows_go_through_them() {
    let mut window = marked(Key::C);
    window.get_by_role_and_label(Role::RadioButton, "Status: Unchecked").focus();
    window.run_ok();
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowRight);
    assert!(only_claim(&window).1.status.is_none(), "going there signs nothing");
    press(&mut window, Key::Enter);
    assert_eq!(only_claim(&window).1.status.unwrap().id, "disputed");
    press(&mut window, Key::Num3);
    assert_eq!(only_claim(&window).1.status.unwrap().id, "confirmed");
    press(&mut window, Key::Tab);
    assert!(!focused(&window).unwrap_or_default().starts_with("Status:"), "one stop for all");
}

#[test]
fn required_fields_are_counted_and_gone_to() {
    let mut window = marked(Key::C);
    click(&mut window, "2 required fields are empty");
    assert!(field(&window, "Statement").is_focused());
    type_text(&mut window, "The vote was 7 to 2.");
    wait(&mut window);
    click(&mut window, "1 required field is empty");
    type_text(&mut window, "nu");
    press(&mut window, Key::Enter);
    assert_eq!(only_claim(&window).1.category, "number");
    assert!(has_label(&window, "Every required field is filled in"));
}

#[test]
fn what_is_folded_stays_so_with_the_next_mark_of_its_kind() {
    let mut window = marked(Key::C);
    assert!(window.query_by_role_and_label(Role::TextInput, "Assignee").is_none());
    window.get_by_label("Work").click_accesskit();
    window.run_ok();
    assert!(window.query_by_role_and_label(Role::TextInput, "Assignee").is_some());
    select(&mut window, "opened in 1931");
    press(&mut window, Key::C);
    assert!(window.query_by_role_and_label(Role::TextInput, "Assignee").is_some());
}

#[test]
fn evidence_is_a_line_that_opens_and_takes_its_stance_by_a_letter() {
    let mut window = marked(Key::C);
    window.set_size(egui::vec2(1280.0, 1600.0));
    press(&mut window, Key::V);
    type_text(&mut window, "Minutes");
    press(&mut window, Key::Enter);
    assert!(field(&window, "Locator").is_focused(), "the place in it comes next");
    type_text(&mut window, "p. 4");
    wait(&mut window);
    let line = "Evidence 1: Minutes, supports, p. 4";
    window.get_by_label(line).focus();
    window.run_ok();
    press(&mut window, Key::ArrowLeft);
    assert!(window.query_by_role_and_label(Role::TextInput, "Locator").is_none());
    window.key_press(Key::C);
    type_text(&mut window, "c");
    let stance = |window: &Window| project(window).evidence().values().next().unwrap().stance.clone();
    assert_eq!(stance(&window), "contradicts");
    assert_eq!(kinds(&window), ["claim"]);
    press(&mut window, Key::Enter);
    assert!(window.query_by_role_and_label(Role::TextInput, "Locator").is_some());
    click(&mut window, "Minutes");
    let opened = window.state().desk().unwrap().view.opened;
    assert_eq!(opened.map(Id::table), Some(Table::Source), "the source is reached from its evidence");
}

#[test]
fn other_names_are_chips() {
    let mut window = desk();
    let person = create(&mut window, Table::Person, &[("name", "Jane Doe")]);
    open(&mut window, person);
    let aliases = |window: &Window| project(window).people()[&person].aliases.clone();
    focus_field(&mut window, "Also called");
    type_text(&mut window, "Mayor Doe");
    press(&mut window, Key::Enter);
    type_text(&mut window, "Big Jane");
    press(&mut window, Key::Escape);
    assert_eq!(aliases(&window), ["Mayor Doe", "Big Jane"], "leaving adds it, too");
    click(&mut window, "Remove Mayor Doe from Also called");
    focus_field(&mut window, "Also called");
    press(&mut window, Key::Backspace);
    assert!(aliases(&window).is_empty());
}

#[test]
fn undo_in_a_field_stays_in_what_was_typed_there() {
    let mut window = marked(Key::C);
    press(&mut window, Key::I);
    type_text(&mut window, "first");
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(only_claim(&window).1.statement, "");
    focus_field(&mut window, "Statement");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    wait(&mut window);
    assert_eq!(only_claim(&window).1.statement, "", "the field has no steps of its own now");
    assert_eq!(kinds(&window), ["claim"], "and the project's are not touched");
}

/// Tells whether a field's widget is on screen.
fn is_shown(window: &Window, info: &FieldInfo) -> bool {
    let named = |role: Role, is: &dyn Fn(&str) -> bool| {
        window
            .query_all_by_role(role)
            .any(|node| node.accesskit_node().label().is_some_and(|label| is(&label)))
    };
    match info.widget {
        Widget::Choice(_) | Widget::Rating => {
            named(Role::ComboBox, &|label| label.starts_with(&format!("{}: ", info.label)))
        }
        Widget::Status => named(Role::RadioButton, &|label| label.starts_with("Status: ")),
        Widget::Source => named(Role::Button, &|label| label == "Use another source…"),
        Widget::File | Widget::Sealed => has_label(window, info.label),
        _ => named(Role::TextInput, &|label| label == info.label),
    }
}

/// Opens every section that is folded.
fn unfold(window: &mut Window) {
    let is_folded = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        let is_section = node.label().is_some_and(|label| !label.starts_with("Evidence 1"));
        is_section && node.toggled() != Some(Toggled::True)
    };
    loop {
        let Some(heading) = window.query_all_by_role(Role::DisclosureTriangle).find(is_folded) else {
            return;
        };
        heading.click_accesskit();
        window.run_ok();
    }
}

#[test]
fn every_field_has_its_widget_on_the_card() {
    let mut window = desk();
    window.set_size(egui::vec2(1280.0, 4000.0));
    window.run_ok();
    let mut cards = Vec::new();
    for (words, key) in [("voted 7 to 2", Key::C), ("took bribes", Key::A), ("I did nothing wrong", Key::Q)] {
        select(&mut window, words);
        press(&mut window, key);
        let mark = window.state().desk().unwrap().view.selected.unwrap();
        cards.push(project(&window).annotations()[&mark].record.unwrap());
    }
    let claim = cards[0];
    select(&mut window, "a plaque says");
    press(&mut window, Key::R);
    let response = window.state().desk().unwrap().view.selected.unwrap();
    for (table, field) in [(Table::Source, "title"), (Table::Person, "name"), (Table::Query, "question")] {
        cards.push(create(&mut window, table, &[(field, "Words")]));
    }
    let source = redpencil::session::Attachment::Existing(cards[3]);
    let attach = Action::Attach { record: claim, source, details: Vec::new() };
    let evidence = window.state_mut().desk_mut().unwrap().session.dispatch(attach).unwrap().focus.unwrap();
    cards.extend([evidence, response, Id::ARTICLE]);
    for (owner, table) in [(cards[1], Table::Attempt), (cards[5], Table::Message)] {
        let add = Action::AddPart { owners: vec![owner], table, details: Vec::new() };
        cards.extend(window.state_mut().desk_mut().unwrap().session.dispatch(add).unwrap().made);
    }
    let mut missing = Vec::new();
    for record in cards {
        open(&mut window, record);
        unfold(&mut window);
        let entered = |info: &&FieldInfo| !matches!(info.widget, Widget::Hidden | Widget::Choice("kind"));
        for info in record.table().fields().iter().filter(entered) {
            if !is_shown(&window, info) {
                missing.push(format!("{} of {}", info.name, record.table().noun()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_delete_key_takes_a_name_away_and_never_the_mark_while_a_button_has_the_keyboard() {
    let mut window = marked(Key::A);
    focus_field(&mut window, "Accused");
    type_text(&mut window, "Jane Doe");
    press(&mut window, Key::Enter);
    let accused = |window: &Window| project(window).allegations().values().next().unwrap().accused.len();
    assert_eq!(accused(&window), 1);
    window.get_by_role_and_label(Role::Button, "Attach evidence…").focus();
    window.run_ok();
    press(&mut window, Key::Delete);
    press(&mut window, Key::Backspace);
    assert_eq!(kinds(&window), ["allegation"]);
    window.get_by_role_and_label(Role::Button, "Jane Doe").focus();
    window.run_ok();
    press(&mut window, Key::Delete);
    assert_eq!((kinds(&window).len(), accused(&window)), (1, 0));
}

#[test]
fn a_name_that_is_being_typed_is_kept_when_another_is_reworded() {
    let mut window = desk();
    let person = {
        let session = &mut window.state_mut().desk_mut().unwrap().session;
        let details = vec![("name", redpencil::model::Value::Text("Jane Doe".into()))];
        session.dispatch(Action::Create { table: Table::Person, details, link: None }).unwrap().made[0]
    };
    window.state_mut().desk_mut().unwrap().view.open_record(person);
    window.run_ok();
    focus_field(&mut window, "Also called");
    type_text(&mut window, "Janie");
    press(&mut window, Key::Enter);
    focus_field(&mut window, "Also called");
    window.event(Event::Text("J. Doe".to_owned()));
    window.step();
    window.get_by_role_and_label(Role::Button, "Janie").click_accesskit();
    window.step();
    window.run_ok();
    assert_eq!(project(&window).people()[&person].aliases, ["J. Doe"]);
    press(&mut window, Key::Enter);
    assert_eq!(project(&window).people()[&person].aliases, ["J. Doe", "Janie"]);
}
