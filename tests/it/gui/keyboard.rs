//! Marks worked on by keyboard alone: their ends, their overlaps, the open ones; and what is copied.

use super::*;

const COMMAND_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn chosen_quote(window: &Window) -> String {
    let desk = window.state().desk().unwrap();
    let target = desk.chosen().and_then(|mark| desk.session.project().target(mark));
    target.map_or_else(String::new, |target| target.quote.clone())
}

fn copied(window: &Window) -> Option<String> {
    window.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

fn mark(window: &mut Window, words: &str, kind: Key) {
    select(window, words);
    press(window, kind);
}

#[test]
fn both_ends_of_a_mark_move_by_a_word_and_back() {
    let mut window = marked(Key::C);
    press(&mut window, Key::X);
    assert_eq!(chosen_quote(&window), "voted 7 to 2 on");
    press(&mut window, Key::Z);
    assert_eq!(chosen_quote(&window), "council voted 7 to 2 on");
    press_with(&mut window, Modifiers::SHIFT, Key::X);
    press_with(&mut window, Modifiers::SHIFT, Key::X);
    assert_eq!(chosen_quote(&window), "council voted 7 to");
    press_with(&mut window, Modifiers::SHIFT, Key::Z);
    assert_eq!(chosen_quote(&window), "voted 7 to");
    for quote in ["council voted 7 to", "council voted 7 to 2"] {
        press_with(&mut window, Modifiers::COMMAND, Key::Z);
        assert_eq!(chosen_quote(&window), quote);
    }
    menu(&mut window, "Mark", "Shorten start by a word");
    assert_eq!(chosen_quote(&window), "voted 7 to 2");
}

#[test]
fn at_the_edges_a_mark_says_why_it_stays() {
    let mut window = desk();
    mark(&mut window, "The council", Key::C);
    press(&mut window, Key::Z);
    assert!(has_label(&window, "The mark begins where its paragraph begins."));
    press_with(&mut window, Modifiers::SHIFT, Key::X);
    press_with(&mut window, Modifiers::SHIFT, Key::X);
    assert!(has_label(&window, "Only one word is left in the mark."));
    assert_eq!(chosen_quote(&window), "The");
}

#[test]
fn overlapping_marks_at_the_caret_are_chosen_one_after_the_other() {
    let mut window = desk();
    mark(&mut window, "Mayor Jane Doe took bribes", Key::C);
    mark(&mut window, "took bribes", Key::A);
    mark(&mut window, "Jane Doe took bribes, a former aide said", Key::O);
    select(&mut window, "bribes");
    let caret = window.state().desk().unwrap().article.caret();
    window.state_mut().desk_mut().unwrap().article.select(Range::new(caret - 1, caret - 1));
    press(&mut window, Key::Escape);
    let found: Vec<String> = (0..4)
        .map(|_| {
            press(&mut window, Key::H);
            chosen_quote(&window)
        })
        .collect();
    let wanted = ["took bribes", "Mayor Jane Doe took bribes", "Jane Doe took bribes, a former aide said"];
    assert_eq!(found[..3], wanted);
    assert_eq!(found[3], wanted[0]);
    press_with(&mut window, Modifiers::COMMAND, Key::Home);
    press(&mut window, Key::H);
    assert!(has_label(&window, "No mark stands at the caret"));
}

#[test]
fn open_claims_are_gone_to_and_settled_ones_passed_over() {
    let mut window = desk();
    mark(&mut window, "voted 7 to 2", Key::C);
    mark(&mut window, "took bribes", Key::A);
    press(&mut window, Key::Num3);
    press(&mut window, Key::Escape);
    mark(&mut window, "former aide", Key::O);
    mark(&mut window, "I did nothing wrong", Key::Q);
    press_with(&mut window, Modifiers::COMMAND, Key::Home);
    press(&mut window, Key::J);
    assert_eq!(chosen_quote(&window), "voted 7 to 2");
    press(&mut window, Key::J);
    assert_eq!(chosen_quote(&window), "I did nothing wrong");
    press_with(&mut window, Modifiers::SHIFT, Key::J);
    assert_eq!(chosen_quote(&window), "voted 7 to 2");
    press_with(&mut window, Modifiers::SHIFT, Key::J);
    assert_eq!(chosen_quote(&window), "I did nothing wrong");
}

#[test]
fn where_no_claim_is_open_it_says_so() {
    let mut window = desk();
    mark(&mut window, "former aide", Key::O);
    press(&mut window, Key::J);
    assert!(has_label(&window, "No claim, quotation or allegation is open"));
}

#[test]
fn the_caret_goes_along_to_the_next_mark_so_that_one_can_work_on_from_there() {
    let mut window = desk();
    mark(&mut window, "took bribes", Key::A);
    press_with(&mut window, Modifiers::COMMAND, Key::Home);
    press(&mut window, Key::F7);
    let desk = window.state().desk().unwrap();
    assert_eq!(desk.article.caret(), project(&window).text().find("took bribes").unwrap());
    press(&mut window, Key::P);
    let selected = window.state().desk().unwrap().article.selection().unwrap();
    assert_eq!(selected.of(project(&window).text()), Some("took bribes"));
}

#[test]
fn selected_words_are_copied_bare_or_with_the_numbers_of_their_marks() {
    let mut window = desk();
    mark(&mut window, "voted 7 to 2", Key::C);
    mark(&mut window, "2", Key::O);
    select(&mut window, "council voted 7 to 2 on Friday");
    window.event(Event::Copy);
    window.step();
    assert_eq!(copied(&window).as_deref(), Some("council voted 7 to 2 on Friday"));
    window.event(Event::Key {
        key: Key::C,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: COMMAND_SHIFT,
    });
    window.step();
    assert_eq!(copied(&window).as_deref(), Some("council voted 7 to 2[2][1] on Friday"));
}

#[test]
fn copying_is_in_the_menus_and_asks_for_words() {
    let mut window = desk();
    press_with(&mut window, COMMAND_SHIFT, Key::C);
    assert!(has_label(&window, "Select some words first"));
    mark(&mut window, "took bribes", Key::A);
    select(&mut window, "took bribes");
    press_with(&mut window, Modifiers::SHIFT, Key::F10);
    assert!(window.query_by_role_and_label(Role::MenuItem, "Copy with mark numbers").is_some());
}

#[test]
fn a_number_is_jumped_to_by_keyboard_alone() {
    let mut window = desk();
    mark(&mut window, "voted 7 to 2", Key::C);
    mark(&mut window, "took bribes", Key::A);
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::COMMAND, Key::G);
    type_text(&mut window, "2");
    press(&mut window, Key::Enter);
    assert_eq!(chosen_quote(&window), "took bribes");
}

#[test]
fn what_the_window_makes_of_ctrl_c_copies_without_a_click_into_the_article_first() {
    let mut window = desk();
    window.event(Event::Copy);
    window.run_ok();
    assert!(has_label(&window, "Select some words first"));
    select(&mut window, "took bribes");
    window.ctx.memory_mut(|memory| memory.focused().map(|id| memory.surrender_focus(id)));
    assert_eq!(window.ctx.memory(egui::Memory::focused), None, "nothing has the keyboard");
    window.event(Event::Copy);
    window.step();
    assert_eq!(copied(&window).as_deref(), Some("took bribes"));
}

#[test]
fn what_the_window_makes_of_ctrl_c_stays_with_the_field_that_has_the_keyboard() {
    let mut window = desk();
    select(&mut window, "took bribes");
    press_with(&mut window, Modifiers::COMMAND, Key::F);
    type_text(&mut window, "pool");
    window.event(Event::Copy);
    window.step();
    assert_ne!(copied(&window).as_deref(), Some("took bribes"));
}

#[test]
fn control_enter_leaves_a_field() {
    let mut window = marked(Key::C);
    press(&mut window, Key::F2);
    type_text(&mut window, "x");
    press_with(&mut window, Modifiers::COMMAND, Key::Enter);
    select(&mut window, "city pool");
    press(&mut window, Key::Q);
    assert_eq!(kinds(&window), ["claim", "quote"]);
    assert_eq!(only_claim(&window).1.statement, "x");
}
