//! Beside the text: cards, the strip, and what is switched in the View menu.

use redpencil::store::settings::Switch;

use super::*;

fn two_marks() -> Window {
    let mut window = marked(Key::C);
    select(&mut window, "took bribes");
    press(&mut window, Key::A);
    press(&mut window, Key::Escape);
    press(&mut window, Key::Escape);
    window
}

fn close_inspector(window: &mut Window) {
    press(window, Key::F4);
}

#[test]
fn a_click_on_a_card_chooses_its_mark_and_its_record_is_shown() {
    let mut window = two_marks();
    window.set_size(egui::vec2(1600.0, 900.0));
    window.run_ok();
    window.get_by_label_contains("Card 1: ").click();
    window.run_ok();
    let desk = window.state().desk().unwrap();
    assert_eq!(desk.chosen(), Some(desk.session.outline().marks.get(0).unwrap().id));
    window.get_by_label_contains("Card 2: ").click_accesskit();
    window.run_ok();
    let desk = window.state().desk().unwrap();
    assert_eq!(desk.chosen(), Some(desk.session.outline().marks.get(1).unwrap().id));
}

#[test]
fn a_card_tells_how_much_proves_its_claim() {
    let mut window = two_marks();
    window.set_size(egui::vec2(1600.0, 900.0));
    window.run_ok();
    let said = |window: &Window| {
        let card = window.get_by_label_contains("Card 1: ");
        card.accesskit_node().description().unwrap_or_default()
    };
    assert_eq!(said(&window), "No evidence yet");
    let record = only_claim(&window).0;
    let source = redpencil::session::Attachment::New(Vec::new());
    let desk = window.state_mut().desk_mut().unwrap();
    desk.act(Action::Attach { record, source, details: Vec::new() }).unwrap();
    window.run_ok();
    assert_eq!(said(&window), "1 piece of evidence");
}

#[test]
fn cards_give_way_to_numbers_where_the_window_is_narrow() {
    let mut window = two_marks();
    window.set_size(egui::vec2(1600.0, 900.0));
    window.run_ok();
    assert!(has_label(&window, "Card 1: "));
    close_inspector(&mut window);
    window.set_size(egui::vec2(760.0, 800.0));
    window.run_ok();
    assert!(!has_label(&window, "Card 1: "));
}

#[test]
fn cards_and_dashes_are_switched_by_key_menu_and_palette() {
    let mut window = two_marks();
    window.set_size(egui::vec2(1600.0, 900.0));
    press_with(&mut window, Modifiers::COMMAND, Key::B);
    assert_eq!(window.state().settings().cards, Switch::Off);
    assert!(!has_label(&window, "Card 1: "));
    menu(&mut window, "View", "Cards beside the text");
    assert_eq!(window.state().settings().cards, Switch::On);
    assert!(has_label(&window, "Card 1: "));
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    type_text(&mut window, "uncovered sentences");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().settings().uncovered, Switch::Off);
    press_with(&mut window, Modifiers::COMMAND, Key::U);
    assert_eq!(window.state().settings().uncovered, Switch::On);
}
