//! Finding words, going to numbers, back and forward: by key and by accessible names.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use redpencil::gui::App;
use redpencil::import;
use redpencil::model::{Moment, Project, Slot, Table, Value};
use redpencil::session::context::Fixed;
use redpencil::session::journal::Memory;
use redpencil::session::{Action, Session};
use redpencil::text::Range;

use super::{
    Window, click, desk, field, has_label, kinds, machine, marked, only_claim, press, press_with, project,
    select, session, type_text, window,
};

/// Opens the panel and types words into it.
fn find(window: &mut Window, words: &str) {
    press_with(window, Modifiers::COMMAND, Key::F);
    type_text(window, words);
}

fn finding(words: &str) -> Window {
    let mut window = desk();
    find(&mut window, words);
    window
}

fn selected(window: &Window) -> Option<Range> {
    window.state().desk().unwrap().article.selection()
}

/// Returns the place of the words in the text, counted from 0.
fn nth(window: &Window, words: &str, number: usize) -> Option<Range> {
    let (start, _) = project(window).text().match_indices(words).nth(number)?;
    Some(Range::new(start, start + words.len()))
}

fn set(window: &mut Window, slot: Slot, words: &str) {
    let value = Value::Text(words.into());
    window.state_mut().desk_mut().unwrap().act(Action::Set { slot, value }).unwrap();
    window.run_ok();
}

#[test]
fn words_are_counted_and_listed_while_one_types() {
    let mut window = finding("POOL");
    // Four in the text, one in the article's own headline.
    assert!(has_label(&window, "1 of 5"));
    assert!(has_label(&window, "Text · 4") && has_label(&window, "Marks and records · 1"));
    assert!(has_label(&window, "Headline: Council votes to close the pool"));
    assert!(has_label(&window, "Paragraph 3: The pool opened in 1931."));
    type_text(&mut window, " opened");
    assert!(has_label(&window, "1 of 2"));
    assert_eq!(selected(&window), None);
}

#[test]
fn enter_goes_on_and_shift_enter_back_and_both_go_round() {
    let mut window = finding("pool");
    press(&mut window, Key::Enter);
    assert!(has_label(&window, "2 of 5"));
    assert_eq!(selected(&window), nth(&window, "pool", 1));
    press_with(&mut window, Modifiers::SHIFT, Key::Enter);
    press_with(&mut window, Modifiers::SHIFT, Key::Enter);
    assert!(has_label(&window, "5 of 5"));
    press(&mut window, Key::Enter);
    assert!(has_label(&window, "1 of 5"));
    assert!(field(&window, "Find").is_focused());
}

#[test]
fn escape_leads_to_the_hit_in_the_text_where_keys_mark_and_f3_goes_on() {
    let mut window = finding("voted 7 to 2");
    press(&mut window, Key::Escape);
    assert_eq!(selected(&window), nth(&window, "voted 7 to 2", 0));
    press(&mut window, Key::C);
    assert_eq!(kinds(&window), ["claim"]);
    find(&mut window, "pool opened");
    press(&mut window, Key::Escape);
    press(&mut window, Key::F3);
    assert_eq!(selected(&window), nth(&window, "pool opened", 1));
    press_with(&mut window, Modifiers::SHIFT, Key::F3);
    assert_eq!(selected(&window), nth(&window, "pool opened", 0));
}

#[test]
fn a_selection_is_searched_for() {
    let mut window = desk();
    select(&mut window, "city pool");
    press_with(&mut window, Modifiers::COMMAND, Key::F);
    assert_eq!(field(&window, "Find").value().as_deref(), Some("city pool"));
    assert!(has_label(&window, "1 of 1"));
}

#[test]
fn asking_again_keeps_the_words_that_found_the_hit() {
    let mut window = finding("POOL");
    press(&mut window, Key::Escape);
    assert_eq!(selected(&window), nth(&window, "pool", 0));
    press_with(&mut window, Modifiers::COMMAND, Key::F);
    assert_eq!(field(&window, "Find").value().as_deref(), Some("POOL"));
}

#[test]
fn letters_typed_right_behind_the_key_are_not_lost() {
    let mut window = desk();
    for words in ["rope", "pool"] {
        window.key_press_modifiers(Modifiers::COMMAND, Key::F);
        window.step();
        for letter in words.chars() {
            window.event(egui::Event::Text(letter.to_string()));
            window.step();
        }
        window.run_ok();
        assert_eq!(field(&window, "Find").value().as_deref(), Some(words));
    }
    assert_eq!(kinds(&window), [""; 0]);
}

#[test]
fn f3_without_words_asks_for_them() {
    let mut window = desk();
    press(&mut window, Key::F3);
    assert!(field(&window, "Find").is_focused());
    assert!(has_label(&window, "Type words to find them"));
}

#[test]
fn case_whole_words_and_accents_matter_on_request() {
    let mut window = finding("COUNCIL");
    assert!(has_label(&window, "of 3"));
    click(&mut window, "Match case");
    assert!(has_label(&window, "Neither the article nor any record holds these words"));
    click(&mut window, "Find any capitals and accents");
    assert!(has_label(&window, "of 3"));
    let mut window = finding("po");
    click(&mut window, "Whole words");
    click(&mut window, "Find parts of words too");
    assert!(has_label(&window, "of 5"));
    let mut window = finding("dóe");
    assert!(has_label(&window, "of 2"));
    click(&mut window, "Accents matter");
    assert!(has_label(&window, "None"));
}

#[test]
fn a_hit_in_a_record_opens_it_at_the_field_and_leaves_the_keyboard() {
    let mut window = marked(Key::C);
    let (claim, _) = only_claim(&window);
    set(&mut window, Slot { record: claim, field: "note" }, "Ask the zebra keeper");
    window.state_mut().desk_mut().unwrap().view.let_go();
    find(&mut window, "zebra");
    assert!(has_label(&window, "1 found"));
    press(&mut window, Key::Enter);
    let view = &window.state().desk().unwrap().view;
    assert!(view.selected.is_some());
    assert_eq!(view.sought.map(|sought| (sought.slot.field, sought.was_shown)), Some(("note", true)));
    assert!(field(&window, "Find").is_focused());
    assert!(has_label(&window, "Note of claim 1"));
}

#[test]
fn a_hit_in_a_folded_section_opens_the_section() {
    let mut window = marked(Key::C);
    let (claim, _) = only_claim(&window);
    for field in ["replacement_reason", "assignee"] {
        let words = format!("Zebra {field}");
        set(&mut window, Slot { record: claim, field }, &words);
        find(&mut window, &words);
        press(&mut window, Key::Enter);
        let sought = window.state().desk().unwrap().view.sought;
        assert_eq!(sought.map(|sought| (sought.slot.field, sought.was_shown)), Some((field, true)));
    }
}

#[test]
fn a_source_and_a_person_are_opened_from_their_hits() {
    let mut window = desk();
    for (table, field, words) in
        [(Table::Source, "title", "Zebra minutes"), (Table::Person, "name", "Zelda Zebra")]
    {
        let details = vec![(field, Value::Text(words.into()))];
        let action = Action::Create { table, details, link: None };
        window.state_mut().desk_mut().unwrap().act(action).unwrap();
    }
    find(&mut window, "zebra");
    assert!(has_label(&window, "Sources · 1") && has_label(&window, "People · 1"));
    let opened =
        |window: &Window| window.state().desk().unwrap().view.opened.map(redpencil::model::Id::table);
    press(&mut window, Key::Enter);
    assert_eq!(opened(&window), Some(Table::Source));
    press(&mut window, Key::Enter);
    assert_eq!(opened(&window), Some(Table::Person));
}

#[test]
fn a_hit_is_gone_to_by_a_click() {
    let mut window = finding("bribes");
    click(
        &mut window,
        "Paragraph 2: Mayor Jane Doe took bribes, a former aide said. “I did nothing wrong,” Doe said.",
    );
    assert_eq!(selected(&window), nth(&window, "bribes", 0));
}

#[test]
fn a_changed_record_is_found_anew() {
    let mut window = marked(Key::C);
    find(&mut window, "zebra");
    assert!(has_label(&window, "None"));
    let (claim, _) = only_claim(&window);
    set(&mut window, Slot { record: claim, field: "statement" }, "A zebra");
    assert!(has_label(&window, "1 found"));
}

#[test]
fn thousands_of_hits_are_counted_and_only_those_on_screen_are_laid_out() {
    let context = Fixed::new(Moment(0), "Jo Roe", 1);
    let vocabulary = redpencil::store::vocabulary::shipped();
    let mut session =
        Session::new(Project::default(), vocabulary, Box::new(Memory::default()), Box::new(context));
    let text = "The pool is open.\n\n".repeat(12_000);
    let article = import::read(text.as_bytes(), "pools.txt").unwrap();
    let begin = Action::Begin { article: Box::new(article), name: "pools.txt".into(), original: None };
    session.dispatch(begin).unwrap();
    let mut window = window(App::new(machine(Vec::new())).with_session(session));
    find(&mut window, "pool is");
    assert!(has_label(&window, "of 12,0"));
    let rows = || window.query_all_by_label_contains("The pool is open.").count();
    assert!((10..200).contains(&rows()), "{}", rows());
    press_with(&mut window, Modifiers::SHIFT, Key::Enter);
    assert!(has_label(&window, "Paragraph 11,9") || has_label(&window, "Paragraph 119"));
}

#[test]
fn a_number_leads_to_its_mark_and_says_so_before() {
    let mut window = marked(Key::C);
    select(&mut window, "took bribes");
    press(&mut window, Key::A);
    press_with(&mut window, Modifiers::COMMAND, Key::G);
    type_text(&mut window, "7");
    assert!(has_label(&window, "There is no mark of that number: type one from 1 to 2"));
    press(&mut window, Key::Enter);
    press(&mut window, Key::Backspace);
    type_text(&mut window, "1");
    assert!(has_label(&window, "Claim, 1 of 2"));
    press(&mut window, Key::Enter);
    let view = &window.state().desk().unwrap().view;
    let chosen = project(&window).annotations()[&view.selected.unwrap()].kind.clone();
    assert_eq!(chosen, "claim");
    assert!(!has_label(&window, "Go to number"));
}

#[test]
fn a_paragraph_is_gone_to_and_alt_left_leads_back() {
    let mut window = desk();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    type_text(&mut window, "3");
    assert!(has_label(&window, "Paragraph 3 of 3"));
    press(&mut window, Key::Enter);
    let caret = |window: &Window| window.state().desk().unwrap().article.caret();
    let third = project(&window).text().find("The pool opened").unwrap();
    assert_eq!(caret(&window), third);
    press_with(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(caret(&window), 0);
    press_with(&mut window, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(caret(&window), third);
    press_with(&mut window, Modifiers::ALT, Key::ArrowRight);
    assert!(has_label(&window, "There is no place to go forward to"));
}

#[test]
fn going_back_brings_the_mark_back_that_was_chosen() {
    let mut window = marked(Key::C);
    select(&mut window, "took bribes");
    press(&mut window, Key::A);
    let chosen = |window: &Window| window.state().desk().unwrap().view.selected;
    let second = chosen(&window);
    press(&mut window, Key::OpenBracket);
    let first = chosen(&window);
    assert_ne!(first, second);
    press_with(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(chosen(&window), second);
    press_with(&mut window, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(chosen(&window), first);
    // By the buttons at the side of the mouse, too.
    let side = |pressed| egui::Event::PointerButton {
        pos: egui::pos2(640.0, 400.0),
        button: egui::PointerButton::Extra1,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.event(side(true));
    window.event(side(false));
    window.run_ok();
    assert_eq!(chosen(&window), second);
}

#[test]
fn the_newest_words_win_while_an_older_search_is_under_way() {
    let held = redpencil::gui::job::Held::default();
    let pace = redpencil::gui::job::Pace::Held(held.clone());
    let app = App::new(redpencil::gui::Machine { pace, ..machine(Vec::new()) }).with_session(session());
    let mut window = window(app);
    find(&mut window, "po");
    type_text(&mut window, "ol opened");
    assert!(has_label(&window, "Searching…"));
    while held.let_one_go() {
        window.run_ok();
    }
    assert!(has_label(&window, "1 of 2"));
}
