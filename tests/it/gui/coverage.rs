//! Sentences with something to check in which nothing is marked: gone to by key, menu and palette.

use super::*;

fn chosen_words(window: &Window) -> String {
    let desk = window.state().desk().unwrap();
    let selected = desk.article.selection().and_then(|range| range.of(desk.session.project().text()));
    selected.unwrap_or_default().to_owned()
}

const VOTED: &str = "The council voted 7 to 2 on Friday to close the city pool.";
const BRIBES: &str = "Mayor Jane Doe took bribes, a former aide said.";
const DENIED: &str = "“I did nothing wrong,” Doe said.";
const OPENED: &str = "The pool opened in 1931.";
const PLAQUE: &str = "The pool opened in 1931, a plaque says.";

#[test]
fn every_sentence_with_something_to_check_is_reached_round_and_round() {
    let mut window = desk();
    for sentence in [VOTED, BRIBES, DENIED, OPENED, PLAQUE, VOTED] {
        press(&mut window, Key::U);
        assert_eq!(chosen_words(&window), sentence);
    }
    for sentence in [PLAQUE, OPENED, DENIED] {
        press_with(&mut window, Modifiers::SHIFT, Key::U);
        assert_eq!(chosen_words(&window), sentence);
    }
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    type_text(&mut window, "next uncovered");
    press(&mut window, Key::Enter);
    assert_eq!(chosen_words(&window), OPENED);
}

#[test]
fn what_is_marked_is_passed_over_until_the_mark_goes() {
    let mut window = marked(Key::C);
    menu(&mut window, "View", "Next uncovered sentence");
    assert_eq!(chosen_words(&window), BRIBES);
    press(&mut window, Key::N);
    press(&mut window, Key::U);
    assert_eq!(chosen_words(&window), DENIED, "also where it needs no check");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    press_with(&mut window, Modifiers::SHIFT, Key::U);
    assert_eq!(chosen_words(&window), BRIBES);
}

#[test]
fn where_nothing_is_left_it_says_so() {
    let mut window = desk();
    for sentence in [VOTED, BRIBES, DENIED, OPENED, PLAQUE] {
        press(&mut window, Key::U);
        assert_eq!(chosen_words(&window), sentence);
        press(&mut window, Key::N);
    }
    press(&mut window, Key::U);
    assert!(has_label(&window, "Every sentence with something to check has a mark"));
}

#[test]
fn the_overview_leads_to_the_sentences_without_a_mark() {
    let mut window = marked(Key::C);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    wait(&mut window);
    let charts = &window.state().desk().unwrap().derived.judgement.overview.charts;
    let bare = charts.iter().find(|chart| chart.id == "coverage").unwrap().bars[1].count;
    let bar = format!("Sentences of the article: Without a mark, {bare}");
    for sentence in [BRIBES, DENIED] {
        click(&mut window, &bar);
        assert_eq!(chosen_words(&window), sentence);
    }
}
