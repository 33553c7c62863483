//! The table of everything marked: sorted, filtered, several rows changed at once, to the text and back.

use egui_kittest::kittest::NodeT as _;

use super::*;

/// Claims on three places, a quotation and an opinion; the table is open and has the keyboard.
fn filled() -> Window {
    let mut window = desk();
    for (words, kind) in [
        ("voted 7 to 2", Key::C),
        ("took bribes", Key::C),
        ("I did nothing wrong", Key::Q),
        ("The pool opened in 1931", Key::C),
        ("city pool", Key::O),
    ] {
        select(&mut window, words);
        press(&mut window, kind);
    }
    press(&mut window, Key::F9);
    window.run_ok();
    window
}

fn row<'a>(window: &'a Window, words: &'a str) -> egui_kittest::Node<'a> {
    window
        .query_all_by_role(Role::Row)
        .find(|row| row.accesskit_node().label().is_some_and(|label| label.contains(words)))
        .unwrap_or_else(|| panic!("there is a row of “{words}”"))
}

fn rows(window: &Window) -> Vec<String> {
    window.query_all_by_role(Role::Row).filter_map(|row| row.accesskit_node().label()).collect()
}

fn selected(window: &Window) -> usize {
    window.query_all_by_role(Role::Row).filter(|row| row.accesskit_node().is_selected() == Some(true)).count()
}

fn click_row(window: &mut Window, words: &str, modifiers: Modifiers) {
    let at = row(window, words).rect().left_center() + egui::vec2(60.0, 0.0);
    window.hover_at(at);
    window.event_modifiers(Event::PointerMoved(at), modifiers);
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        window.event_modifiers(Event::PointerButton { pos: at, button, pressed, modifiers }, modifiers);
    }
    window.run_ok();
}

fn statuses(window: &Window) -> Vec<String> {
    let project = project(window);
    let of = |status: Option<&redpencil::model::Status>| status.map_or_else(String::new, |s| s.id.clone());
    let mut all: Vec<String> = project.claims().values().map(|claim| of(claim.status.as_ref())).collect();
    all.extend(project.quotations().values().map(|quotation| of(quotation.status.as_ref())));
    all
}

fn view(window: &Window) -> &redpencil::gui::view_state::ViewState {
    &window.state().desk().unwrap().view
}

#[test]
fn every_record_has_a_row_with_number_kind_words_and_status() {
    let window = filled();
    let rows = rows(&window);
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert_eq!(rows[0], "1, Claim, voted 7 to 2, Unchecked");
    assert!(rows[2].contains("Quotation"));
    assert!(window.query_by_role_and_label(Role::Grid, "Marks, 4 rows").is_some());
}

#[test]
fn opinions_are_listed_when_asked_for() {
    let mut window = filled();
    click(&mut window, "Opinions too (1)");
    assert_eq!(rows(&window).len(), 5);
}

#[test]
fn a_digit_sets_the_status_of_every_selected_row_in_one_step() {
    let mut window = filled();
    press(&mut window, Key::Home);
    press_with(&mut window, Modifiers::SHIFT, Key::End);
    assert_eq!(selected(&window), 4);
    press(&mut window, Key::Num3);
    assert!(statuses(&window).iter().all(|status| status == "confirmed"));
    let signed =
        project(&window).claims().values().all(|claim| claim.status.as_ref().unwrap().by == "Jo Roe");
    assert!(signed);
    menu(&mut window, "Edit", "Undo set status of 3 claims and 1 quotation");
    assert!(statuses(&window).iter().all(String::is_empty));
}

#[test]
fn what_cannot_take_the_value_is_said_and_the_rest_goes_through() {
    let mut window = filled();
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    click(&mut window, "Set category of all selected");
    click(&mut window, "Number");
    let numbers = project(&window).claims().values().filter(|claim| claim.category == "number").count();
    assert_eq!(numbers, 3);
    assert!(has_label(&window, "1 quotation has no category and stays as it is."));
}

#[test]
fn control_adds_a_row_and_shift_takes_all_between() {
    let mut window = filled();
    click_row(&mut window, "took bribes", Modifiers::NONE);
    assert_eq!(selected(&window), 1);
    click_row(&mut window, "opened in 1931", Modifiers::COMMAND);
    assert_eq!(selected(&window), 2);
    click_row(&mut window, "voted 7 to 2", Modifiers::SHIFT);
    assert_eq!(selected(&window), 4);
    assert!(has_label(&window, "4 selected:"));
}

#[test]
fn moving_through_rows_shows_the_mark_and_leaves_the_keyboard_to_the_rows() {
    let mut window = filled();
    press(&mut window, Key::Home);
    press(&mut window, Key::ArrowDown);
    let outline = window.state().desk().unwrap().session.outline().clone();
    assert_eq!(view(&window).selected, Some(outline.marks.get(2).unwrap().id));
    assert!(has_label(&window, "“took bribes”"));
    assert!(view(&window).table.has_keyboard);
}

#[test]
fn enter_goes_to_the_text_and_escape_comes_back_to_the_row() {
    let mut window = filled();
    press(&mut window, Key::Home);
    press(&mut window, Key::Enter);
    assert!(!view(&window).table.has_keyboard);
    assert_eq!(
        view(&window).selected,
        Some(window.state().desk().unwrap().session.outline().marks.get(0).unwrap().id)
    );
    press(&mut window, Key::Escape);
    assert!(view(&window).table.has_keyboard);
    press(&mut window, Key::Enter);
    press_with(&mut window, Modifiers::COMMAND, Key::Enter);
    assert!(view(&window).table.has_keyboard);
    press(&mut window, Key::F2);
    assert!(field(&window, "Statement").is_focused());
}

#[test]
fn rows_are_filtered_as_one_types_and_the_filter_is_cleared() {
    let mut window = filled();
    press(&mut window, Key::Slash);
    assert!(field(&window, "Filter by words").is_focused());
    type_text(&mut window, "POOL open");
    assert_eq!(rows(&window).len(), 1);
    assert!(has_label(&window, "1 of 5"));
    type_text(&mut window, " nowhere");
    assert!(has_label(&window, "None of the 5 rows is like that"));
    click(&mut window, "Clear filters");
    assert_eq!(rows(&window).len(), 4);
}

#[test]
fn open_only_drops_what_is_settled_and_the_cursor_goes_on_to_the_next_row() {
    let mut window = filled();
    click(&mut window, "Open only (4)");
    click_row(&mut window, "took bribes", Modifiers::NONE);
    press(&mut window, Key::Num3);
    assert_eq!(rows(&window).len(), 3);
    assert!(has_label(&window, "Open only (3)"));
    press(&mut window, Key::Num3);
    let quotation = project(&window).quotations().values().next().unwrap();
    assert_eq!(quotation.status.as_ref().unwrap().id, "confirmed", "the row behind it was next");
}

#[test]
fn heads_sort_either_way_and_the_arrangement_is_remembered() {
    let mut window = filled();
    click(&mut window, "No., sorted rising");
    assert!(rows(&window)[0].contains("opened in 1931"), "{:?}", rows(&window));
    assert_eq!(window.state().settings().tables["marks"].sort, "number");
    click(&mut window, "Columns");
    window.get_by_label("Materiality").click_accesskit();
    window.run_ok();
    let kept = &window.state().settings().tables["marks"].columns;
    assert_eq!(kept.last().unwrap().name, "materiality");
}

#[test]
fn several_are_made_another_kind_or_deleted_in_one_step() {
    let mut window = filled();
    click_row(&mut window, "voted 7 to 2", Modifiers::NONE);
    click_row(&mut window, "took bribes", Modifiers::SHIFT);
    press_with(&mut window, Modifiers::SHIFT, Key::A);
    assert_eq!((project(&window).allegations().len(), project(&window).claims().len()), (2, 1));
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    press(&mut window, Key::Delete);
    assert_eq!(kinds(&window), ["opinion"]);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(kinds(&window).len(), 5);
}

#[test]
fn space_opens_the_statuses_for_the_selected_rows() {
    let mut window = filled();
    press(&mut window, Key::Home);
    press_with(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut window, Key::Space);
    window.get_by_role_and_label(Role::MenuItem, "Status: Disputed").click();
    window.run_ok();
    assert_eq!(statuses(&window).iter().filter(|status| *status == "disputed").count(), 2);
}

#[test]
fn sources_say_where_they_are_used_and_open_in_the_inspector() {
    let mut window = marked(Key::C);
    press(&mut window, Key::V);
    type_text(&mut window, "Minutes of the council");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    press(&mut window, Key::F9);
    window.get_by_role_and_label(Role::Tab, "Sources").click();
    window.run_ok();
    assert!(window.query_by_role_and_label(Role::Link, "Go to 1").is_some());
    click_row(&mut window, "Minutes of the council", Modifiers::NONE);
    let source = *project(&window).sources().keys().next().unwrap();
    assert_eq!(view(&window).opened, Some(source));
    press(&mut window, Key::Delete);
    assert!(has_label(&window, "Remove the evidence first"));
    window.get_by_role_and_label(Role::Link, "Go to 1").click();
    window.run_ok();
    assert_eq!(view(&window).opened, None);
}

#[test]
fn a_person_is_added_from_the_table_and_the_keyboard_is_in_the_name() {
    let mut window = filled();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    type_text(&mut window, "table of people");
    press(&mut window, Key::Enter);
    assert!(has_label(&window, "Nobody is named yet"));
    click(&mut window, "Add person");
    assert!(field(&window, "Name").is_focused());
    assert_eq!(rows(&window), ["New person"]);
}

#[test]
fn choosing_a_mark_in_the_text_moves_the_table_to_its_row() {
    let mut window = filled();
    press(&mut window, Key::Home);
    press(&mut window, Key::Escape);
    press(&mut window, Key::F7);
    press(&mut window, Key::F7);
    let chosen = view(&window).selected.unwrap();
    let number = window.state().desk().unwrap().session.outline().number(chosen).unwrap();
    let is_selected = |row: &egui_kittest::Node<'_>| row.accesskit_node().is_selected() == Some(true);
    let rows: Vec<String> = window
        .query_all_by_role(Role::Row)
        .filter(is_selected)
        .filter_map(|row| row.accesskit_node().label())
        .collect();
    assert_eq!(rows.len(), 1);
    assert!(rows[0].starts_with(&number.to_string()), "{rows:?} {number}");
}

#[test]
fn the_table_fits_small_and_large_windows_in_both_themes() {
    for (theme, mode) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        for size in [[1280.0, 800.0], [1920.0, 1200.0]] {
            let app = App::new(machine(Vec::new())).with_session(session());
            let mut window =
                harness(theme, size).with_max_steps(64).build_ui_state(|ui, app: &mut App| app.ui(ui), app);
            window.run_ok();
            for (words, kind) in [("voted 7 to 2", Key::C), ("took bribes", Key::A), ("wrong", Key::Q)] {
                select(&mut window, words);
                press(&mut window, kind);
            }
            press(&mut window, Key::Num8);
            press(&mut window, Key::F9);
            press(&mut window, Key::Home);
            press_with(&mut window, Modifiers::SHIFT, Key::ArrowDown);
            harness_picture(&mut window, &format!("table-{mode}-{}", size[0]));
            let columns = window.get_by_role_and_label(Role::Button, "Columns").rect();
            let inspector = window.get_by_label("Close inspector").rect();
            assert!(columns.right() < inspector.left());
            let bar = window.get_by_label("2 selected:").rect();
            assert!(bar.bottom() < size[1] - 24.0);
        }
    }
}

#[test]
fn the_last_of_four_thousand_rows_is_one_key_away_and_a_filter_finds_one_of_them() {
    let mut session = session();
    let marks = (0..4_000).map(|at| redpencil::session::ImportedMark {
        ranges: vec![Range::new(at % 50, at % 50 + 1 + at / 50)],
        kind: "claim".into(),
        note: format!("number n{at}"),
        ..redpencil::session::ImportedMark::default()
    });
    session.dispatch(Action::Import { marks: marks.collect(), from: "test".into() }).unwrap();
    let count = session.project().claims().len();
    let mut window = window(App::new(machine(Vec::new())).with_session(session));
    press(&mut window, Key::F9);
    window.run_ok();
    assert!(rows(&window).len() < 40, "only what is on screen is drawn");
    press(&mut window, Key::End);
    assert!(rows(&window).iter().any(|row| row.starts_with(&format!("{count}, "))), "{:?}", rows(&window));
    press(&mut window, Key::Slash);
    type_text(&mut window, "n3711");
    assert_eq!(rows(&window).len(), 1);
}

/// Returns the records that have evidence, each as often as it has some.
fn proven(window: &Window) -> Vec<Option<Id>> {
    project(window).evidence().values().map(|evidence| evidence.record).collect()
}

#[test]
fn on_a_source_no_key_reaches_the_claim_that_was_chosen_before() {
    let mut window = marked(Key::C);
    press(&mut window, Key::V);
    type_text(&mut window, "Minutes of the council");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    press(&mut window, Key::F9);
    window.get_by_role_and_label(Role::Tab, "Sources").click();
    window.run_ok();
    click_row(&mut window, "Minutes of the council", Modifiers::NONE);
    press(&mut window, Key::Space);
    assert!(window.query_by_role_and_label(Role::MenuItem, "Status: Disputed").is_none());
    for key in [Key::S, Key::V, Key::M, Key::Num3] {
        press(&mut window, key);
    }
    window.event(Event::Paste("https://example.org/minutes".into()));
    window.run_ok();
    assert_eq!(proven(&window), [Some(only_claim(&window).0)]);
    assert_eq!(view(&window).attaching, None);
    assert!(only_claim(&window).1.status.is_none());
    assert!(has_label(&window, "Choose a claim"));
}

#[test]
fn a_claim_that_stands_nowhere_gets_status_and_evidence_at_its_row() {
    let mut window = filled();
    let claim = {
        let session = &mut window.state_mut().desk_mut().unwrap().session;
        let details = vec![("statement", redpencil::model::Value::Text("Said elsewhere".into()))];
        let create = Action::Create { table: Table::Claim, details, link: None };
        session.dispatch(create).unwrap().made[0]
    };
    wait(&mut window);
    click_row(&mut window, "took bribes", Modifiers::NONE);
    click_row(&mut window, "Claim, Unchecked", Modifiers::NONE);
    click(&mut window, "Status: Disputed");
    let statuses = project(&window).claims().iter().filter(|(_, claim)| claim.status.is_some());
    assert_eq!(statuses.map(|(id, _)| *id).collect::<Vec<_>>(), [claim]);
    click_row(&mut window, "Claim, Disputed", Modifiers::NONE);
    press(&mut window, Key::V);
    type_text(&mut window, "Minutes");
    press(&mut window, Key::Enter);
    assert_eq!(proven(&window), [Some(claim)]);
    assert!(field(&window, "Locator").is_focused());
}

#[test]
fn of_several_rows_it_is_said_which_one_gets_the_evidence() {
    let mut window = filled();
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    press(&mut window, Key::V);
    assert!(has_label(&window, "Of the 4 selected rows one gets the evidence"));
}

#[test]
fn what_is_done_to_one_mark_is_refused_while_several_rows_are_selected() {
    let mut window = filled();
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    let before = project(&window).clone();
    for key in [Key::X, Key::Z, Key::P, Key::M] {
        press(&mut window, key);
        assert!(has_label(&window, "4 rows are selected: choose one"), "{key:?}");
    }
    assert!(*project(&window) == before);
    assert_eq!(window.state().desk().unwrap().selection(), None);
}
