//! Reads an article through the accessibility tree, as a screen reader does: its text, the caret, the selection.

use egui::accesskit::{Action, ActionData, ActionRequest, Role, TreeId};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use redpencil::gui::highlight::StatusShape;
use redpencil::text::BlockKind;

use super::{Desk, FIRST, SECOND, press, put_caret, sample, small, two_paragraphs, window, word};

type Window = Harness<'static, Desk>;

fn article(window: &Window) -> egui_kittest::Node<'_> {
    window.get_by_role(Role::Document)
}

/// Counts the code points before these words: a place in the text as a screen reader counts.
fn place(window: &Window, words: &str) -> usize {
    let desk = window.state();
    desk.text[..desk.at(words)].chars().count()
}

/// Returns the words of the tree that are selected.
fn selected(window: &Window) -> String {
    let node = article(window);
    node.accesskit_node().text_selection().map(|range| range.text()).unwrap_or_default()
}

/// Puts the caret at a byte of a text of single letters by asking the tree for it.
pub(super) fn ask_to_put_the_caret(window: &mut Window, offset: usize) {
    let request = {
        let node = article(window);
        let node = node.accesskit_node();
        let at = node.text_position_from_global_usv_index(offset).expect("it is in the text");
        ActionRequest {
            action: Action::SetTextSelection,
            target_tree: TreeId::ROOT,
            target_node: node.locate().0,
            data: Some(ActionData::SetTextSelection(at.to_degenerate_range().to_text_selection())),
        }
    };
    window.event(egui::Event::AccessKitActionRequest(request));
    window.run();
}

/// Selects words by asking the tree for it; they are looked for in what is told.
fn ask_to_select(window: &mut Window, words: &str) {
    let request = {
        let node = article(window);
        let node = node.accesskit_node();
        let told = node.document_range().text();
        let start = told[..told.find(words).expect("it is told")].chars().count();
        let at = |place| node.text_position_from_global_usv_index(place).expect("it is in the text");
        let mut range = at(start).to_degenerate_range();
        range.set_end(at(start + words.chars().count()));
        ActionRequest {
            action: Action::SetTextSelection,
            target_tree: TreeId::ROOT,
            target_node: node.locate().0,
            data: Some(ActionData::SetTextSelection(range.to_text_selection())),
        }
    };
    window.event(egui::Event::AccessKitActionRequest(request));
    window.run();
}

#[test]
fn the_article_is_one_text_in_the_tree() {
    let window = small(sample());
    let node = article(&window);
    assert!(node.accesskit_node().supports_text_ranges());
    assert_eq!(node.accesskit_node().document_range().text(), window.state().text);
}

#[test]
fn a_paragraph_is_a_text_of_its_own() {
    let window = small(two_paragraphs());
    let node = window.get_by_value(FIRST);
    assert_eq!(node.accesskit_node().document_range().text().trim_end(), FIRST);
    assert_eq!(node.accesskit_node().description().as_deref(), Some("Paragraph 1, 2 marks"));
}

#[test]
fn caret_and_selection_are_told_as_keys_move_them() {
    let mut window = small(two_paragraphs());
    let at = window.state().at("resign");
    put_caret(&mut window, at);
    let caret = |window: &Window| {
        let node = article(window);
        node.accesskit_node().text_selection_focus().map(|focus| focus.to_global_usv_index())
    };
    assert_eq!(caret(&window), Some(place(&window, "resign")));
    press(&mut window, Modifiers::SHIFT | Modifiers::COMMAND, &[Key::ArrowRight]);
    assert_eq!(selected(&window), window.state().selected());
    press(&mut window, Modifiers::SHIFT | Modifiers::COMMAND, &[Key::End]);
    assert_eq!(selected(&window), window.state().selected());
    assert!(selected(&window).ends_with("he told reporters."), "it crosses paragraphs");
    let first = window.get_by_value(FIRST);
    let inside = first.accesskit_node().text_selection().map(|range| range.text());
    assert_eq!(inside.as_deref(), Some("resign on Friday. He said he would not."));
}

#[test]
fn a_screen_reader_moves_the_caret_and_selects() {
    let mut window = small(two_paragraphs());
    ask_to_select(&mut window, "would not.\n\n“I did");
    assert_eq!(window.state().selected(), "would not.\n\n“I did");
    assert_eq!(selected(&window), "would not.\n\n“I did");
    ask_to_select(&mut window, "");
    assert_eq!(window.state().view.caret(), 0);
}

#[test]
fn letters_are_where_they_are_seen() {
    let window = small(two_paragraphs());
    let node = article(&window);
    let node = node.accesskit_node();
    for words in ["senators", "resign", "alleged", "reporters"] {
        let rect = word(&window, words);
        let at = |place| node.text_position_from_global_usv_index(place).expect("it is in the text");
        let mut range = at(place(&window, words)).to_degenerate_range();
        range.set_end(at(place(&window, words) + words.len()));
        let seen = range.bounding_boxes()[0];
        assert!((seen.x0 - f64::from(rect.left())).abs() < 1.0, "{words}: {seen:?} {rect:?}");
        assert!((seen.x1 - f64::from(rect.right())).abs() < 1.0, "{words}: {seen:?} {rect:?}");
        let point = egui::accesskit::Point { x: rect.center().x.into(), y: rect.center().y.into() };
        let hit = node.text_position_at_point(point).to_global_usv_index();
        let inside = place(&window, words)..place(&window, words) + words.len();
        assert!(inside.contains(&hit), "{words}: {hit} is not in {inside:?}");
    }
}

#[test]
fn the_text_is_read_by_word_and_by_line() {
    let window = window(two_paragraphs(), egui::Theme::Light, 500.0, 500.0);
    let node = article(&window);
    let node = node.accesskit_node();
    let at = node.text_position_from_global_usv_index(place(&window, "called")).expect("it is in the text");
    assert!(at.is_word_start());
    let mut word = at.to_degenerate_range();
    word.set_end(at.forward_to_word_end());
    assert_eq!(word.text(), "called ");
    let mut line = node.document_start().to_degenerate_range();
    line.set_end(node.document_start().forward_to_line_end());
    assert!(FIRST.starts_with(&line.text()) && line.text().len() < FIRST.len(), "the paragraph wraps");
    let mut paragraph = node.document_start().to_degenerate_range();
    paragraph.set_end(node.document_start().forward_to_paragraph_end());
    assert_eq!(paragraph.text().trim_end(), FIRST);
}

#[test]
fn of_a_long_article_the_part_about_the_caret_is_told() {
    let words: Vec<String> =
        (0..2000).map(|number| format!("Paragraph {number} says that it is so.")).collect();
    let blocks: Vec<_> = words.iter().map(|words| (BlockKind::Paragraph, words.as_str())).collect();
    let mut window = small(Desk::new(&blocks));
    put_caret(&mut window, 0);
    let told = |window: &Window| {
        let node = article(window);
        node.accesskit_node().document_range().text()
    };
    assert!(window.state().text.starts_with(&told(&window)));
    press(&mut window, Modifiers::SHIFT | Modifiers::COMMAND, &[Key::End]);
    let end = told(&window);
    assert!(window.state().text.ends_with(&end) && end.len() * 10 < window.state().text.len() * 9);
    assert!(selected(&window).ends_with("1999 says that it is so."), "as much as is told of it");
    ask_to_select(&mut window, "1990 says");
    assert_eq!(window.state().selected(), "1990 says");
    // Away from the caret, nothing is said of it.
    window.state_mut().view.restore(0);
    window.run();
    assert!(article(&window).accesskit_node().text_selection().is_none());
}

#[test]
fn graphemes_are_counted_as_one_and_places_as_code_points() {
    let words = "Zoë\u{308} 👩‍👩‍👧‍👦 said e\u{301}te\u{301}, then left.";
    let desk = Desk::new(&[(BlockKind::Paragraph, words), (BlockKind::Paragraph, SECOND)]).marked(&[(
        "left",
        "blue",
        StatusShape::Check,
    )]);
    let mut window = small(desk);
    assert_eq!(article(&window).accesskit_node().document_range().text(), window.state().text);
    ask_to_select(&mut window, "left");
    assert_eq!(window.state().selected(), "left");
    ask_to_select(&mut window, "e\u{301}te\u{301}");
    assert_eq!(selected(&window), "e\u{301}te\u{301}");
}

#[test]
fn a_selection_over_a_paragraph_that_is_laid_out_in_parts_is_told_of_each_part() {
    let long = "He said that the council would meet again on Friday. ".repeat(200);
    let mut window =
        small(Desk::new(&[(BlockKind::Paragraph, long.trim_end()), (BlockKind::Paragraph, SECOND)]));
    put_caret(&mut window, 0);
    press(&mut window, Modifiers::COMMAND, &[Key::A]);
    let parts: Vec<_> = window.query_all_by_role(Role::Label).collect();
    assert!(parts.len() > 2);
    let told: String = parts
        .iter()
        .filter_map(|part| part.accesskit_node().text_selection().map(|range| range.text()))
        .collect();
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    assert_eq!(letters(&told), letters(&window.state().text));
}
