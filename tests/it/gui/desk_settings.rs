//! The desk's settings in the window: a level or a word that is changed counts at once, wherever it is changed; a file
//! that is wrong is told and keeps nothing from being opened.

use std::path::Path;

use redpencil::check::Level;
use redpencil::store::desk::FILE;

use super::*;

fn within(folder: &Path) -> Machine {
    Machine { settings_folder: Some(folder.to_owned()), ..machine(Vec::new()) }
}

fn desk_within(folder: &Path) -> Window {
    let mut window = window(App::new(within(folder)).with_session(session()));
    wait(&mut window);
    window
}

fn file(folder: &Path) -> String {
    std::fs::read_to_string(folder.join(FILE)).unwrap_or_default()
}

fn findings(window: &Window, rule: &str) -> Vec<Level> {
    let findings = &window.state().desk().unwrap().derived.judgement.findings;
    findings.iter().filter(|finding| finding.rule == rule).map(|finding| finding.level).collect()
}

fn open_page(window: &mut Window, part: &str) {
    press_with(window, Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
    wait(window);
    click(window, part);
}

#[test]
fn a_level_that_is_chosen_is_the_findings_level_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = desk_within(folder.path());
    let before = findings(&window, "unmarked-sentence");
    assert!(!before.is_empty());
    open_page(&mut window, "Levels of checks");
    focus_field(&mut window, "Find a rule");
    type_text(&mut window, "unmarked-sentence");
    click(&mut window, "Unmarked sentence: hint");
    wait(&mut window);
    assert_eq!(findings(&window, "unmarked-sentence"), vec![Level::Hint; before.len()]);
    assert!(file(folder.path()).contains("\"unmarked-sentence\": hint"), "{}", file(folder.path()));
    click(&mut window, "Unmarked sentence: off");
    wait(&mut window);
    assert_eq!(findings(&window, "unmarked-sentence"), []);
    click(&mut window, "Back to usual: Unmarked sentence");
    wait(&mut window);
    assert_eq!(findings(&window, "unmarked-sentence"), before);
}

#[test]
fn a_word_that_is_added_is_found_at_once_and_gone_when_it_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut window =
        window(App::new(within(folder.path())).with_session(session_of("The clerk is a humbug now.\n")));
    wait(&mut window);
    assert_eq!(findings(&window, "unmarked-sentence"), []);
    open_page(&mut window, "Words");
    focus_field(&mut window, "Phrase to find or to add");
    type_text(&mut window, "^ humbug");
    assert!(has_label(&window, "has to begin with a word"));
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    type_text(&mut window, "humbug|humbugs");
    assert!(has_label(&window, "Enter adds this phrase"));
    press(&mut window, Key::Enter);
    wait(&mut window);
    assert_eq!(findings(&window, "unmarked-sentence").len(), 1);
    click(&mut window, "Remove “humbug|humbugs”");
    wait(&mut window);
    assert_eq!(findings(&window, "unmarked-sentence"), []);
}

#[test]
fn an_edit_by_hand_counts_when_the_window_comes_to_the_front() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = desk_within(folder.path());
    let text = "(\n  kinds: [(id: \"rumour\", label: \"Rumour\", shortcut: 'k', meaning: Claim)],\n  levels: {\"unmarked-sentence\": off},\n)\n";
    std::fs::write(folder.path().join(FILE), text).unwrap();
    window.event(Event::WindowFocused(true));
    wait(&mut window);
    assert_eq!(findings(&window, "unmarked-sentence"), []);
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::K);
    assert_eq!(kinds(&window), ["rumour"]);
}

#[test]
fn a_wrong_file_is_told_for_as_long_as_it_is_wrong_and_the_rest_of_it_counts() {
    let folder = tempfile::tempdir().unwrap();
    let text = "(\n  levels: {\"unmarked-sentence\": off, \"nosuch\": off},\n)\n";
    std::fs::write(folder.path().join(FILE), text).unwrap();
    let mut window = desk_within(folder.path());
    assert_eq!(findings(&window, "unmarked-sentence"), []);
    assert!(has_label(&window, "line 2, column 38"));
    click(&mut window, "Show errors");
    assert!(has_label(&window, "there is no rule “nosuch”"));
    std::fs::write(folder.path().join(FILE), text.replace(", \"nosuch\": off", "")).unwrap();
    click(&mut window, "Check and reload");
    assert!(!has_label(&window, "line 2, column 38"));
    assert!(has_label(&window, "It is in order."));
}

#[test]
fn required_fields_and_numbers_are_changed_and_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = desk_within(folder.path());
    open_page(&mut window, "Required fields");
    click(&mut window, "Materiality");
    let required = |window: &Window| {
        window.state().desk().unwrap().session.vocabulary().kind("claim").unwrap().required.clone()
    };
    assert_eq!(required(&window), ["statement", "category", "materiality"]);
    click(&mut window, "Back to usual: required fields of claim");
    assert_eq!(required(&window), ["statement", "category"]);
    assert!(
        !file(folder.path()).contains("\"claim\": [\"statement\", \"category\", \"materiality\"],\n    }")
    );
}
