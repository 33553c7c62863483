//! A calculation's result under its line, and a quotation beside the words of its source.

use redpencil::model::{Slot, Value};
use redpencil::session::Attachment;

use super::*;

/// Marks words, and attaches evidence with these fields.
fn proven(words: &str, kind: Key, details: &[(&'static str, &str)]) -> (Window, Id) {
    let mut window = desk();
    // The harness has no face for every script; what is read here are the names, not the letters.
    window.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    window.set_size(egui::vec2(1280.0, 2400.0));
    select(&mut window, words);
    press(&mut window, kind);
    let session = &mut window.state_mut().desk_mut().unwrap().session;
    let record = session.project().annotations().values().find_map(|annotation| annotation.record).unwrap();
    let source = Attachment::New(vec![("title", Value::Text("Recording".into()))]);
    let details = details.iter().map(|(field, words)| (*field, Value::Text((*words).to_owned()))).collect();
    session.dispatch(Action::Attach { record, source, details }).unwrap();
    window.run_ok();
    let evidence = *project(&window).evidence().keys().next().unwrap();
    (window, evidence)
}

fn unfold(window: &mut Window) {
    let line = window.query_all_by_label_contains("Evidence 1: Recording").next().expect("the piece's line");
    line.click();
    window.run_ok();
}

#[test]
fn a_calculation_is_worked_out_under_its_line_and_judged_in_words() {
    let (mut window, evidence) = proven("7 to 2", Key::C, &[("calculation", "(412-387)/387 = 6.46 %")]);
    unfold(&mut window);
    assert!(has_label(&window, "Right as rounded to two decimals"));
    let slot = Slot { record: evidence, field: "calculation" };
    for (line, said) in [
        ("412 - 387 = 24", "Wrong: it is 25"),
        ("5 m + 3 kg", "at character 5: kg cannot be added to m"),
        ("5 miles in km", "= 8.04672 km"),
    ] {
        let set = Action::Set { slot, value: Value::Text(line.to_owned()) };
        window.state_mut().desk_mut().unwrap().session.dispatch(set).unwrap();
        window.run_ok();
        assert!(has_label(&window, said), "{line}");
    }
}

#[test]
fn a_quotation_is_shown_beside_its_source_with_what_differs() {
    let (mut window, _) =
        proven("I did nothing wrong", Key::Q, &[("excerpt", "I never did nothing really wrong")]);
    unfold(&mut window);
    assert!(has_label(&window, "negation differs"));
    click(&mut window, "Compare");
    assert!(has_label(&window, "Quotation beside its source"));
    assert!(has_label(&window, "Negation: “never” is missing"));
    assert!(has_label(&window, "Left out without a sign: “really”"));
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Escape);
    assert!(!has_label(&window, "Quotation beside its source"));
    press_with(&mut window, Modifiers::SHIFT, Key::K);
    assert!(has_label(&window, "Quotation beside its source"), "by its key, too");
}

#[test]
fn words_from_right_to_left_are_compared_in_rows_of_their_own() {
    let hebrew = "\u{5d0}\u{5de}\u{5e8}\u{5ea}\u{5d9} \u{5dc}\u{5d0} \u{5e2}\u{5e9}\u{5d9}\u{5ea}\u{5d9} \u{5d3}\u{5d1}\u{5e8}";
    let (mut window, evidence) = proven("I did nothing wrong", Key::Q, &[("excerpt", hebrew)]);
    let quotation = project(&window).evidence()[&evidence].record.unwrap();
    let slot = Slot { record: quotation, field: "content" };
    let set = Action::Set { slot, value: Value::Text(hebrew.replace(" \u{5dc}\u{5d0}", "")) };
    window.state_mut().desk_mut().unwrap().session.dispatch(set).unwrap();
    window.run_ok();
    press_with(&mut window, Modifiers::SHIFT, Key::K);
    assert!(has_label(&window, "Quotation beside its source"));
    assert!(
        window.query_all_by_label(hebrew).next().is_some(),
        "whole, though it is set in pieces of colour"
    );
}

#[test]
fn of_a_long_source_the_words_round_the_quotation_are_shown() {
    let source = format!(
        "First things first. {}He said: I did nothing wrong. {}The end.",
        "More. ".repeat(60),
        "Less. ".repeat(60)
    );
    let (mut window, _) = proven("I did nothing wrong", Key::Q, &[("excerpt", &source)]);
    unfold(&mut window);
    click(&mut window, "Compare");
    let shown: Vec<String> = window
        .query_all_by_role(egui::accesskit::Role::Label)
        .filter_map(|node| node.accesskit_node().value().or_else(|| node.accesskit_node().label()))
        .filter(|words| words.contains("More.") || words.contains("Less."))
        .collect();
    assert!(!shown.is_empty(), "some words stand round it");
    assert!(shown.iter().any(|words| words.contains("He said: ")), "{shown:?}");
    let told: usize = shown.iter().map(String::len).sum();
    assert!(told < 400, "no more than is needed: {shown:?}");
    assert_eq!(window.query_all_by_label("…").count(), 2, "what is left out is said at both ends");
}
