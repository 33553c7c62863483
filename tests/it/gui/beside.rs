//! A source's own text beside the article: opening it, marking excerpts in it, going there and back.

use redpencil::model::{Anchoring, Evidence, Prose, Slot, Value};
use redpencil::session::Attachment;

use super::*;

const MINUTES: &str = "Minutes of 5 March\n\nThe chair opened the meeting at noon and thanked the clerk.\n\nThe motion \
                       to close the pool was carried, seven in favour and two against.\n\nThe chair closed the \
                       meeting at one.\n";

/// Gives a source a text.
fn give_text(window: &mut Window, source: Id, text: &str) {
    let slot = Slot { record: source, field: "text" };
    let desk = window.state_mut().desk_mut().unwrap();
    desk.act(Action::Set { slot, value: Value::Prose(Prose::new(text)) }).unwrap();
    window.run_ok();
}

fn make_source(window: &mut Window, title: &str, text: Option<&str>) -> Id {
    let details = vec![
        ("title", Value::Text(title.to_owned())),
        ("kind", Value::Text("document".to_owned())),
        ("published", Value::Text("2026-03-05".to_owned())),
    ];
    let create = Action::Create { table: Table::Source, details, link: None };
    let source = window.state_mut().desk_mut().unwrap().act(create).unwrap().focus.unwrap();
    if let Some(text) = text {
        give_text(window, source, text);
    }
    window.run_ok();
    source
}

/// A claim on “voted 7 to 2”, chosen, and a source with the minutes as its text.
fn claim_and_minutes() -> (Window, Id) {
    let mut window = marked(Key::C);
    let source = make_source(&mut window, "Minutes", Some(MINUTES));
    let mark = window.state().desk().unwrap().session.outline().marks.get(0).unwrap().id;
    window.state_mut().desk_mut().unwrap().view.choose(mark);
    press(&mut window, Key::Escape);
    window.state_mut().desk_mut().unwrap().view.choose(mark);
    window.run_ok();
    (window, source)
}

fn select_in_source(window: &mut Window, words: &str) {
    let beside = &mut window.state_mut().desk_mut().unwrap().beside;
    let start = beside.leaf().unwrap().text.find(words).unwrap();
    beside.view.select(Range::new(start, start + words.len()));
    window.run_ok();
}

fn only_evidence(window: &Window) -> (Id, Evidence) {
    let evidence = project(window).evidence();
    assert_eq!(evidence.len(), 1);
    let (id, evidence) = evidence.iter().next().unwrap();
    (*id, evidence.clone())
}

/// Marks an excerpt by keys alone, from the chosen mark.
fn with_excerpt() -> (Window, Id) {
    let (mut window, source) = claim_and_minutes();
    press(&mut window, Key::B);
    select_in_source(&mut window, "seven in favour and two against");
    press(&mut window, Key::T);
    (window, source)
}

fn open_source(window: &Window) -> Option<Id> {
    window.state().desk().unwrap().beside.open()
}

fn has_keyboard(window: &Window, document: &str) -> bool {
    window.get_by_role_and_label(Role::Document, document).is_focused()
}

#[test]
fn one_key_opens_a_source_beside_the_article_and_closes_it() {
    let (mut window, source) = claim_and_minutes();
    press(&mut window, Key::B);
    assert_eq!(open_source(&window), Some(source));
    assert!(has_keyboard(&window, "Source") && has_label(&window, "Source beside the article: Minutes"));
    let article = window.get_by_role_and_label(Role::Document, "Article").rect();
    let text = window.get_by_role_and_label(Role::Document, "Source").rect();
    assert!(article.right() <= text.left() + 1.0, "{article:?} {text:?}");
    assert!((article.width() - text.width()).abs() < 12.0, "{article:?} {text:?}");
    press(&mut window, Key::B);
    assert_eq!(open_source(&window), None);
    assert!(has_keyboard(&window, "Article"));
    press(&mut window, Key::B);
    press(&mut window, Key::Escape);
    assert_eq!(open_source(&window), None);
}

#[test]
fn in_a_narrow_window_the_source_stands_below_the_article() {
    let (mut window, _) = claim_and_minutes();
    window.set_size(egui::vec2(900.0, 760.0));
    press(&mut window, Key::B);
    let article = window.get_by_role_and_label(Role::Document, "Article").rect();
    let text = window.get_by_role_and_label(Role::Document, "Source").rect();
    assert!(article.bottom() <= text.top(), "{article:?} {text:?}");
}

#[test]
fn words_selected_by_keys_become_the_excerpt_of_the_chosen_mark_in_one_step() {
    let (mut window, source) = claim_and_minutes();
    press(&mut window, Key::B);
    for _ in 0..3 {
        press_with(&mut window, Modifiers::COMMAND, Key::ArrowRight);
    }
    let from = window.state().desk().unwrap().beside.view.caret();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    press(&mut window, Key::T);
    let (_, evidence) = only_evidence(&window);
    assert!(!evidence.excerpt.is_empty() && MINUTES.contains(&evidence.excerpt), "{}", evidence.excerpt);
    assert_eq!((evidence.source, evidence.record), (Some(source), Some(only_claim(&window).0)));
    let passage = evidence.passage.unwrap();
    assert!(passage.target.span().start >= from.saturating_sub(1));
    assert!(has_keyboard(&window, "Source"), "one goes on reading there");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(project(&window).evidence().is_empty());
}

#[test]
fn the_excerpt_is_told_with_its_mark_its_place_and_its_words() {
    let (window, _) = with_excerpt();
    let (_, evidence) = only_evidence(&window);
    assert_eq!(
        (evidence.excerpt.as_str(), evidence.locator.as_str()),
        ("seven in favour and two against", "paragraph 3")
    );
    assert!(has_label(&window, "Excerpt to mark 1, paragraph 3: “seven in favour and two against”"));
    assert!(has_label(&window, "1, claim, supports: “seven in favour and two against”"));
}

#[test]
fn one_key_goes_from_the_mark_to_its_passage_and_back() {
    let (mut window, _) = with_excerpt();
    press(&mut window, Key::G);
    assert!(has_keyboard(&window, "Article"));
    let desk = window.state().desk().unwrap();
    assert_eq!(desk.chosen(), Some(desk.session.outline().marks.get(0).unwrap().id));
    press(&mut window, Key::G);
    assert!(has_keyboard(&window, "Source"));
    let desk = window.state().desk().unwrap();
    assert_eq!(desk.beside.view.caret(), MINUTES.find("seven").unwrap());
    press(&mut window, Key::B);
    press(&mut window, Key::G);
    assert!(has_keyboard(&window, "Source"), "a closed source is opened");
}

#[test]
fn a_passage_that_is_chosen_chooses_its_mark_and_a_mark_frames_its_passage() {
    let (mut window, _) = with_excerpt();
    press(&mut window, Key::G);
    press(&mut window, Key::Escape);
    press(&mut window, Key::Escape);
    assert_eq!(window.state().desk().unwrap().chosen(), None);
    window.get_by_label("1, claim, supports: “seven in favour and two against”").click_accesskit();
    window.run_ok();
    let desk = window.state().desk().unwrap();
    assert_eq!(desk.chosen(), Some(desk.session.outline().marks.get(0).unwrap().id));
    // Another claim without a passage here: nothing is framed; the first one again: its passage is.
    select(&mut window, "opened in 1931");
    window.get_by_role_and_label(Role::Document, "Article").focus();
    window.run_ok();
    press(&mut window, Key::C);
    assert_eq!(window.state().desk().unwrap().beside.chosen(), None);
    press(&mut window, Key::OpenBracket);
    let (evidence, _) = only_evidence(&window);
    assert_eq!(window.state().desk().unwrap().beside.chosen(), Some(evidence));
}

#[test]
fn a_second_excerpt_takes_the_place_of_the_first_and_letters_of_marks_do_nothing_in_a_source() {
    let (mut window, _) = with_excerpt();
    select_in_source(&mut window, "two against");
    press(&mut window, Key::C);
    assert_eq!(kinds(&window), ["claim"]);
    assert!(has_label(&window, "take them as an excerpt (T)"));
    press(&mut window, Key::E);
    assert_eq!(only_evidence(&window).1.excerpt, "two against");
    press(&mut window, Key::Num3);
    assert_eq!(
        only_claim(&window).1.status.unwrap().id,
        "confirmed",
        "the chosen mark gets its status from there"
    );
}

#[test]
fn a_new_text_shows_what_has_become_of_the_passage_and_undo_brings_it_back() {
    let (mut window, source) = with_excerpt();
    give_text(&mut window, source, &format!("A note.\n\n{MINUTES}"));
    assert_eq!(only_evidence(&window).1.passage.unwrap().target.state, Anchoring::Moved);
    assert_eq!(only_evidence(&window).1.locator, "paragraph 4");
    assert!(
        has_label(&window, "Excerpt found in the source’s new text") || has_label(&window, "paragraph 4")
    );

    give_text(&mut window, source, &MINUTES.replace("seven in favour", "six in favour"));
    assert!(has_label(&window, "Passage 1 words changed: “seven in favour and two against”"));
    click(&mut window, "Take as it stands");
    let (_, evidence) = only_evidence(&window);
    assert_eq!(evidence.excerpt, "six in favour and two against");
    assert_eq!(evidence.passage.unwrap().target.state, Anchoring::Intact);
    assert!(!has_label(&window, "Passage 1"));

    give_text(
        &mut window,
        source,
        "Another paper altogether.\n\nOf the six in favour nothing is said here.\n",
    );
    assert!(has_label(&window, "Passage 1 not found: “six in favour and two against”"));
    let kept = only_evidence(&window).1.passage.unwrap().target;
    assert_eq!((kept.state, kept.quote.as_str()), (Anchoring::Lost, "six in favour and two against"));
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(only_evidence(&window).1.passage.unwrap().target.state, Anchoring::Intact);
}

#[test]
fn a_lost_passage_is_looked_for_again_and_marked_anew() {
    let (mut window, source) = with_excerpt();
    let text = "Another paper altogether.\n\nIt says that of seven in favour none is left, and nothing of the others, \
                who were many more than the clerk had noted.\n";
    give_text(&mut window, source, text);
    assert!(has_label(&window, "Passage 1 not found"));
    click(&mut window, "Find it again");
    assert!(has_label(&window, "Only some of the words stand here still"));
    let desk = window.state().desk().unwrap();
    assert_eq!(desk.beside.selected_words(), Some("seven in favour"));
    press(&mut window, Key::T);
    let (_, evidence) = only_evidence(&window);
    assert_eq!(evidence.excerpt, "seven in favour");
    assert_eq!(evidence.passage.unwrap().target.state, Anchoring::Intact);
}

#[test]
fn a_source_without_a_text_says_how_it_gets_one_and_takes_what_is_pasted() {
    let mut window = marked(Key::C);
    let source = make_source(&mut window, "Letter", None);
    let mark = window.state().desk().unwrap().session.outline().marks.get(0).unwrap().id;
    window.state_mut().desk_mut().unwrap().view.choose(mark);
    press(&mut window, Key::B);
    assert_eq!(open_source(&window), Some(source));
    let empty = window.get_by_role_and_label(Role::Button, "This source has no text of its own yet");
    assert!(empty.is_focused());
    window.event(Event::Paste("We were told of it in May.".into()));
    window.run_ok();
    assert_eq!(
        project(&window).sources()[&source].text.as_ref().unwrap().as_str(),
        "We were told of it in May."
    );
    assert!(has_keyboard(&window, "Source"));
    assert!(project(&window).evidence().is_empty(), "it was no evidence of the mark");
    select_in_source(&mut window, "in May");
    press(&mut window, Key::T);
    assert_eq!(only_evidence(&window).1.excerpt, "in May");
}

#[test]
fn the_texts_of_sources_are_gone_through_by_keys_and_each_keeps_its_place() {
    let (mut window, minutes) = claim_and_minutes();
    let report = make_source(&mut window, "Report", Some("The report says seven.\n"));
    window.get_by_role_and_label(Role::Document, "Article").focus();
    window.state_mut().desk_mut().unwrap().read_beside(minutes);
    window.run_ok();
    select_in_source(&mut window, "two against");
    press_with(&mut window, Modifiers::SHIFT, Key::B);
    assert_eq!(open_source(&window), Some(report));
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::B);
    assert_eq!(open_source(&window), Some(minutes));
    let caret = window.state().desk().unwrap().beside.view.caret();
    assert_eq!(caret, MINUTES.find("two against").unwrap() + "two against".len());
    click(&mut window, "Next source text");
    assert_eq!(open_source(&window), Some(report));
}

#[test]
fn words_are_found_in_the_source_while_one_reads_there() {
    let (mut window, _) = claim_and_minutes();
    press(&mut window, Key::B);
    press_with(&mut window, Modifiers::COMMAND, Key::F);
    type_text(&mut window, "the chair");
    assert!(has_label(&window, "1 of 2"));
    press(&mut window, Key::Enter);
    assert!(has_label(&window, "2 of 2"));
    press(&mut window, Key::Escape);
    assert!(has_keyboard(&window, "Source"));
    assert_eq!(window.state().desk().unwrap().beside.selected_words(), Some("The chair"));
    assert_eq!(
        window.state().desk().unwrap().beside.view.selection().unwrap().start,
        MINUTES.rfind("The chair").unwrap()
    );
}

#[test]
fn the_card_of_the_evidence_leads_to_the_source_and_to_the_passage() {
    let (mut window, source) = claim_and_minutes();
    let record = only_claim(&window).0;
    let attach = Action::Attach { record, source: Attachment::Existing(source), details: vec![] };
    window.state_mut().desk_mut().unwrap().act(attach).unwrap();
    window.run_ok();
    click(&mut window, "Read beside");
    assert_eq!(open_source(&window), Some(source));
    select_in_source(&mut window, "seven in favour");
    menu(&mut window, "Mark", "Take words as excerpt");
    assert_eq!(only_evidence(&window).1.excerpt, "seven in favour");
    press(&mut window, Key::B);
    click(&mut window, "Go to the passage");
    assert_eq!(open_source(&window), Some(source));
}

#[test]
fn what_is_missing_for_an_excerpt_is_said() {
    let mut window = desk();
    press(&mut window, Key::B);
    assert!(has_label(&window, "There is no source yet"));
    press(&mut window, Key::T);
    assert!(has_label(&window, "Open a source beside the article and select words in it first"));
    let (mut window, _) = claim_and_minutes();
    press(&mut window, Key::G);
    assert!(has_label(&window, "No words of a source are marked as an excerpt of it yet"));
    press(&mut window, Key::B);
    window.state_mut().desk_mut().unwrap().view.let_go();
    select_in_source(&mut window, "at noon");
    press(&mut window, Key::T);
    assert!(has_label(&window, "Choose a claim, a quotation or an allegation first"));
    assert!(project(&window).evidence().is_empty());
}
