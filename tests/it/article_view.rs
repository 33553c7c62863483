//! Reads an article as a person does: by mouse, by keyboard and through a screen reader.

mod access;
mod bidi;
mod travel;

use egui::{Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use redpencil::gui::article_view::{ArticleView, CardWords, Cards, Event, Look, Page};
use redpencil::gui::highlight::{Highlight, Highlights, StatusShape, Weight};
use redpencil::text::{Block, BlockKind, Range};

use crate::raster::{harness, harness_picture};

/// The window of these tests: one article and nothing else.
struct Desk {
    view: ArticleView,
    text: String,
    blocks: Vec<Block>,
    marks: Highlights,
    look: Look,
    uncovered: Vec<Range>,
    revision: u64,
    language: &'static str,
    events: Vec<Event>,
}

impl Desk {
    /// Sets blocks apart by a blank line.
    fn new(blocks: &[(BlockKind, &str)]) -> Self {
        let mut text = String::new();
        let mut found = Vec::new();
        for (kind, words) in blocks {
            let start = text.len();
            text.push_str(words);
            found.push(Block { kind: *kind, range: Range::new(start, text.len()) });
            text.push_str("\n\n");
        }
        Self {
            view: ArticleView::default(),
            text,
            blocks: found,
            marks: Highlights::default(),
            look: Look::default(),
            uncovered: Vec::new(),
            revision: 1,
            language: "en",
            events: Vec::new(),
        }
    }

    /// Marks these words where they first stand; the number is the place in the list.
    fn marked(mut self, quotes: &[(&str, &str, StatusShape)]) -> Self {
        let mark = |(index, (words, hue, shape)): (usize, &(&str, &str, StatusShape))| {
            let start = self.text.find(words).expect("the words are in the text");
            Highlight {
                key: index as u64,
                ranges: vec![Range::new(start, start + words.len())],
                hue: (*hue).into(),
                words: "claim".into(),
                shape: *shape,
                weight: Weight::Full,
            }
        };
        self.marks = Highlights::new(quotes.iter().enumerate().map(mark).collect());
        self
    }

    fn selected(&self) -> &str {
        self.view.selection().and_then(|range| range.of(&self.text)).unwrap_or_default()
    }

    fn at(&self, words: &str) -> usize {
        self.text.find(words).expect("the words are in the text")
    }
}

fn desk_ui(ui: &mut egui::Ui, desk: &mut Desk) {
    page_ui(ui, desk, &|key| Some(CardWords { words: format!("What {key} says"), note: String::new() }));
}

fn page_ui(ui: &mut egui::Ui, desk: &mut Desk, said: &dyn Fn(u64) -> Option<CardWords>) {
    let page = Page {
        text: &desk.text,
        blocks: &desk.blocks,
        revision: desk.revision,
        marks: &desk.marks,
        found: &[],
        current: None,
        uncovered: &desk.uncovered,
        findings: &[],
        card: Some(said),
        state: 0,
        title: "",
        disguises: &[],
        language: desk.language,
    };
    let events = desk.view.ui(ui, &page, &desk.look);
    desk.events.extend(events);
}

fn window(desk: Desk, theme: egui::Theme, width: f32, height: f32) -> Harness<'static, Desk> {
    let mut window = harness(theme, vec2(width, height))
        .with_step_dt(1.0 / 60.0)
        .allow_missing_glyphs()
        .build_ui_state(desk_ui, desk);
    window.run();
    window
}

const FIRST: &str = "Two senators called on the governor to resign on Friday. He said he would not.";
const SECOND: &str = "“I did not do what has been alleged. Period,” he told reporters.";

/// Two paragraphs whose words are marked, so that tests find them on screen by the marks' nodes.
fn two_paragraphs() -> Desk {
    Desk::new(&[(BlockKind::Paragraph, FIRST), (BlockKind::Paragraph, SECOND)]).marked(&[
        ("senators", "blue", StatusShape::Check),
        ("resign", "crimson", StatusShape::Cross),
        ("alleged", "teal", StatusShape::Circle),
        ("reporters", "amber", StatusShape::Half),
    ])
}

fn small(desk: Desk) -> Harness<'static, Desk> {
    window(desk, egui::Theme::Light, 900.0, 500.0)
}

fn word(window: &Harness<'static, Desk>, words: &str) -> Rect {
    window.get_by_label_contains(&format!("“{words}”")).rect()
}

fn drag(window: &mut Harness<'static, Desk>, from: Pos2, to: Pos2) {
    window.hover_at(from);
    window.drag_at(from);
    window.hover_at(to);
    window.drop_at(to);
    window.run();
}

fn click(window: &mut Harness<'static, Desk>, at: Pos2, times: usize, modifiers: Modifiers) {
    window.hover_at(at);
    for _ in 0..times {
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            window.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        }
    }
    window.run();
}

fn put_caret(window: &mut Harness<'static, Desk>, offset: usize) {
    let desk = window.state_mut();
    desk.view.select(Range::new(offset, offset));
    desk.view.focus();
    window.run();
}

fn press(window: &mut Harness<'static, Desk>, modifiers: Modifiers, keys: &[Key]) {
    for key in keys {
        window.key_press_modifiers(modifiers, *key);
    }
    window.run();
}

#[test]
fn a_drag_selects_the_words_it_passes_over() {
    let mut window = small(two_paragraphs());
    let (from, to) = (word(&window, "senators"), word(&window, "resign"));
    drag(&mut window, from.left_center(), to.right_center());
    assert_eq!(window.state().selected(), "senators called on the governor to resign");
    let range = window.state().view.selection();
    assert!(window.state().events.contains(&Event::SelectionChanged(range)));
}

#[test]
fn a_drag_ends_when_another_text_comes() {
    let mut window = small(two_paragraphs());
    let (from, to) = (word(&window, "alleged"), word(&window, "senators"));
    window.hover_at(from.center());
    window.drag_at(from.center());
    window.run();
    let desk = window.state_mut();
    (desk.text, desk.revision) = ("Été à É".to_owned(), 2);
    desk.blocks = vec![Block { kind: BlockKind::Paragraph, range: Range::new(0, desk.text.len()) }];
    desk.marks = Highlights::default();
    window.hover_at(to.center());
    window.run();
    assert_eq!(window.state().view.selection(), None);
}

#[test]
fn a_drag_crosses_paragraphs_in_both_directions() {
    let mut window = small(two_paragraphs());
    let (from, to) = (word(&window, "resign"), word(&window, "alleged"));
    let wanted = "resign on Friday. He said he would not.\n\n“I did not do what has been alleged";
    drag(&mut window, from.left_center(), to.right_center());
    assert_eq!(window.state().selected(), wanted);
    drag(&mut window, to.right_center(), from.left_center());
    assert_eq!(window.state().selected(), wanted);
    assert_eq!(window.state().view.caret(), window.state().at("resign"));
}

#[test]
fn a_double_click_selects_the_word() {
    let mut window = small(two_paragraphs());
    let at = word(&window, "resign").center();
    click(&mut window, at, 2, Modifiers::NONE);
    assert_eq!(window.state().selected(), "resign");
}

#[test]
fn a_triple_click_selects_the_sentence() {
    let mut window = small(two_paragraphs());
    let at = word(&window, "resign").center();
    click(&mut window, at, 3, Modifiers::NONE);
    assert_eq!(window.state().selected(), "Two senators called on the governor to resign on Friday.");
}

#[test]
fn a_click_with_shift_extends_the_selection() {
    let mut window = small(two_paragraphs());
    let (from, to) = (word(&window, "senators"), word(&window, "alleged"));
    click(&mut window, from.left_center(), 1, Modifiers::NONE);
    click(&mut window, to.left_center(), 1, Modifiers::SHIFT);
    assert!(window.state().selected().starts_with("senators called"));
    assert!(window.state().selected().ends_with("what has been "));
}

#[test]
fn a_click_reports_the_marks_under_it_smallest_first() {
    let mut window = small(
        Desk::new(&[(BlockKind::Paragraph, FIRST)])
            .marked(&[(FIRST, "blue", StatusShape::Check), ("resign", "crimson", StatusShape::Cross)]),
    );
    let at = word(&window, "resign").center();
    click(&mut window, at, 1, Modifiers::NONE);
    let clicked = window.state().events.iter().find_map(|event| match event {
        Event::Clicked { marks, .. } => Some(marks.clone()),
        _ => None,
    });
    assert_eq!(clicked, Some(vec![1, 0]));
    assert_eq!(window.state().view.selection(), None);
}

#[test]
fn a_click_beside_the_words_reports_no_mark() {
    let mut window = small(two_paragraphs());
    let below = word(&window, "reporters").center() + vec2(0.0, 150.0);
    click(&mut window, below, 1, Modifiers::NONE);
    let marks = window.state().events.iter().any(|event| match event {
        Event::Clicked { marks, .. } => !marks.is_empty(),
        _ => false,
    });
    assert!(!marks);
}

#[test]
fn the_keyboard_selects_across_paragraphs() {
    let mut window = small(two_paragraphs());
    let start = window.state().at("not.");
    put_caret(&mut window, start);
    press(&mut window, Modifiers::SHIFT | Modifiers::COMMAND, &[Key::ArrowRight; 3]);
    assert_eq!(window.state().selected(), "not.\n\n“I did");
    press(&mut window, Modifiers::SHIFT, &[Key::ArrowLeft; 4]);
    assert_eq!(window.state().selected(), "not.\n\n“I");
    press(&mut window, Modifiers::NONE, &[Key::Escape]);
    assert_eq!(window.state().view.selection(), None);
}

#[test]
fn the_keyboard_selects_whole_sentences_and_paragraphs() {
    let mut window = small(two_paragraphs());
    put_caret(&mut window, 0);
    press(&mut window, Modifiers::SHIFT | Modifiers::ALT, &[Key::ArrowRight]);
    assert_eq!(window.state().selected(), "Two senators called on the governor to resign on Friday.");
    press(&mut window, Modifiers::SHIFT | Modifiers::ALT, &[Key::ArrowRight]);
    assert_eq!(window.state().selected(), FIRST);
    press(&mut window, Modifiers::NONE, &[Key::Escape]);
    press(&mut window, Modifiers::COMMAND, &[Key::ArrowDown]);
    assert_eq!(window.state().view.caret(), window.state().at("“I"));
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, &[Key::ArrowDown]);
    assert_eq!(window.state().selected(), SECOND);
}

#[test]
fn lines_are_walked_by_arrows_and_their_ends_by_home_and_end() {
    let mut window = window(two_paragraphs(), egui::Theme::Light, 420.0, 500.0);
    let start = window.state().at("senators");
    put_caret(&mut window, start);
    press(&mut window, Modifiers::NONE, &[Key::End]);
    let end = window.state().view.caret();
    assert!(end > start && end < window.state().at("Friday"), "the first line wraps before its end");
    press(&mut window, Modifiers::NONE, &[Key::Home, Key::ArrowDown, Key::Home]);
    assert_eq!(window.state().view.caret(), end + 1, "the second line begins behind the space");
    press(&mut window, Modifiers::COMMAND, &[Key::End]);
    assert_eq!(window.state().view.caret(), window.state().at(SECOND) + SECOND.len());
    press(&mut window, Modifiers::COMMAND, &[Key::A]);
    assert_eq!(window.state().selected(), window.state().text.trim_end());
}

#[test]
fn copying_takes_the_selected_words() {
    let mut window = small(two_paragraphs());
    put_caret(&mut window, 0);
    press(&mut window, Modifiers::SHIFT | Modifiers::COMMAND, &[Key::ArrowRight; 2]);
    window.event(egui::Event::Copy);
    window.step();
    let copied =
        window.output().platform_output.commands.iter().any(
            |command| matches!(command, egui::OutputCommand::CopyText(words) if words == "Two senators"),
        );
    assert!(copied);
}

#[test]
fn letters_are_left_for_the_windows_shortcuts() {
    let mut window = harness(egui::Theme::Light, vec2(800.0, 400.0)).build_ui_state(
        |ui, (desk, seen): &mut (Desk, bool)| {
            desk_ui(ui, desk);
            *seen |= ui.input(|input| input.key_pressed(Key::C));
        },
        (two_paragraphs(), false),
    );
    window.state_mut().0.view.focus();
    window.run();
    window.key_press(Key::C);
    window.run();
    assert!(window.state().1);
}

#[test]
fn every_paragraph_and_mark_is_in_the_tree_even_off_screen() {
    let words: Vec<String> = (0..200).map(|n| format!("Paragraph {n} holds the figure fig{n}x.")).collect();
    let blocks: Vec<_> = words.iter().map(|words| (BlockKind::Paragraph, words.as_str())).collect();
    let figures: Vec<String> = (0..200).map(|n| format!("fig{n}x")).collect();
    let quotes: Vec<_> = figures.iter().map(|words| (words.as_str(), "blue", StatusShape::Circle)).collect();
    let window = small(Desk::new(&blocks).marked(&quotes));
    for (words, figure) in words.iter().zip(&figures) {
        window.get_by_value(words);
        window.get_by_label_contains(&format!("“{figure}”"));
    }
    assert!(window.get_by_label("Article").accesskit_node().role() == egui::accesskit::Role::Document);
}

#[test]
fn a_screen_reader_clicks_a_mark_that_is_off_screen() {
    let filler = "Nothing happens here. ".repeat(400);
    let mut window =
        small(Desk::new(&[(BlockKind::Paragraph, &filler), (BlockKind::Paragraph, SECOND)]).marked(&[(
            "alleged",
            "blue",
            StatusShape::Circle,
        )]));
    window.get_by_label_contains("“alleged”").click_accesskit();
    window.run();
    let offset = window.state().at("alleged");
    assert!(window.state().events.contains(&Event::MarkClicked { key: 0, offset }));
}

#[test]
fn the_number_in_the_margin_takes_a_click() {
    let mut window = small(two_paragraphs());
    let line = word(&window, "senators").center().y;
    let column_end = word(&window, "resign").right().max(450.0);
    let reached = (0..60).any(|step| {
        let at = egui::pos2(column_end + step as f32 * 6.0, line);
        click(&mut window, at, 1, Modifiers::NONE);
        window.state().events.iter().any(|event| matches!(event, Event::MarkClicked { key: 0, .. }))
    });
    assert!(reached);
}

fn long_desk() -> Desk {
    let words: Vec<String> = (0..900)
        .map(|n| format!("{n} {}", "He said nothing about it, and went. ".repeat(n % 7 + 1)))
        .collect();
    let blocks: Vec<_> = words.iter().map(|words| (BlockKind::Paragraph, words.trim())).collect();
    Desk::new(&blocks)
}

#[test]
fn the_place_survives_closing_and_a_new_width() {
    let mut first = small(long_desk());
    let offset = first.state().at("\n503 ") + 1;
    first.state_mut().view.reveal(offset);
    first.run();
    let place = first.state().view.position();
    assert!(place < offset && offset - place < 2_000, "{place} {offset}");
    first.set_size(vec2(500.0, 500.0));
    first.run();
    let after = first.state().view.position();
    assert!(after.abs_diff(place) < 80, "{after} {place}");
    let mut second = small(long_desk());
    second.state_mut().view.restore(place);
    second.run();
    assert!(second.state().view.position().abs_diff(place) < 80);
}

#[test]
fn scrolling_there_and_back_ends_where_it_began() {
    let mut window = small(long_desk());
    let middle = window.state().at("\n700 ");
    window.state_mut().view.reveal(middle);
    window.run();
    let place = window.state().view.position();
    window.hover_at(egui::pos2(400.0, 250.0));
    let wheel = |window: &mut Harness<'static, Desk>, lines: f32| {
        for _ in 0..10 {
            window.event(egui::Event::MouseWheel {
                source: egui::MouseWheelSource::Unknown,
                unit: egui::MouseWheelUnit::Point,
                delta: vec2(0.0, lines),
                phase: egui::TouchPhase::Move,
                modifiers: Modifiers::NONE,
            });
        }
        // The wheel's movement is smoothed over some frames.
        window.run_steps(40);
    };
    wheel(&mut window, 300.0);
    assert!(window.state().view.position() < place);
    wheel(&mut window, -300.0);
    assert_eq!(window.state().view.position(), place);
}

#[test]
fn words_from_right_to_left_are_selected_as_they_are_read() {
    let hebrew = "שלום עולם, אמר המושל";
    let mut window = small(
        Desk::new(&[(BlockKind::Paragraph, FIRST), (BlockKind::Paragraph, hebrew)])
            .marked(&[("שלום", "blue", StatusShape::Check), ("אמר", "teal", StatusShape::Check)]),
    );
    let (first, third) = (word(&window, "שלום"), word(&window, "אמר"));
    assert!(first.left() > third.right(), "the first word stands to the right");
    drag(&mut window, first.right_center(), third.left_center());
    assert_eq!(window.state().selected(), "שלום עולם, אמר");
    drag(&mut window, third.left_center(), first.right_center());
    assert_eq!(window.state().selected(), "שלום עולם, אמר");
    click(&mut window, third.center(), 2, Modifiers::NONE);
    assert_eq!(window.state().selected(), "אמר");
}

#[test]
fn arrows_go_the_way_they_point_in_every_script() {
    let hebrew = "הוא אמר yes לכולם";
    let mut window = small(Desk::new(&[(BlockKind::Paragraph, hebrew), (BlockKind::Paragraph, FIRST)]));
    put_caret(&mut window, 0);
    press(&mut window, Modifiers::SHIFT, &[Key::ArrowLeft; 3]);
    assert_eq!(window.state().selected(), "הוא");
    press(&mut window, Modifiers::NONE, &[Key::ArrowLeft]);
    assert_eq!(window.state().view.caret(), "הוא".len());
    press(&mut window, Modifiers::NONE, &[Key::Home]);
    assert_eq!(window.state().view.caret(), 0);
    press(&mut window, Modifiers::NONE, &[Key::End]);
    assert_eq!(window.state().view.caret(), hebrew.len());
    press(&mut window, Modifiers::NONE, &[Key::ArrowLeft]);
    let end = window.state().at(FIRST) + FIRST.len();
    assert_eq!(
        window.state().view.caret(),
        end,
        "the next paragraph follows, and is gone through to the left"
    );
    press(&mut window, Modifiers::NONE, &[Key::ArrowLeft, Key::ArrowRight, Key::ArrowRight]);
    assert_eq!(window.state().view.caret(), hebrew.len());
}

#[test]
fn a_drag_held_below_the_edge_scrolls_and_selects_on() {
    let mut window = small(long_desk());
    let from = window.get_by_value("0 He said nothing about it, and went.").rect();
    let below = egui::pos2(from.center().x, 560.0);
    window.drag_at(from.left_center());
    window.hover_at(below);
    window.run_steps(30);
    let early = window.state().view.selection().map_or(0, Range::len);
    window.run_steps(30);
    let late = window.state().view.selection().map_or(0, Range::len);
    window.drop_at(below);
    window.run_steps(5);
    let settled = window.state().view.selection().map_or(0, Range::len);
    assert!(early > 500 && late > early, "{early} {late}");
    assert!(settled - late < 500, "nothing scrolls once the button is up: {settled} {late}");
    assert!(window.state().view.position() > 0);
}

#[test]
fn a_menu_and_a_mark_are_reached_by_keyboard() {
    let mut window = small(two_paragraphs());
    let offset = window.state().at("resign");
    put_caret(&mut window, offset);
    press(&mut window, Modifiers::NONE, &[Key::Enter]);
    press(&mut window, Modifiers::SHIFT, &[Key::F10]);
    let events = &window.state().events;
    let keys = Modifiers::NONE;
    assert!(events.contains(&Event::Clicked { offset, marks: vec![1], keys }));
    assert!(events.iter().any(|event| matches!(event, Event::ContextMenu { marks, .. } if *marks == [1])));
    assert!(window.state().view.selection_rect().is_some());
}

#[test]
fn a_paragraph_that_came_broken_at_a_fixed_width_runs_on() {
    let broken = "Two senators called on the governor to resign on Friday, and he\nsaid that he would not.";
    let verse = "He said no.\nShe said yes.";
    let window = small(Desk::new(&[
        (BlockKind::Paragraph, FIRST),
        (BlockKind::Paragraph, broken),
        (BlockKind::Paragraph, verse),
        (BlockKind::Paragraph, SECOND),
    ]));
    let top = |words: &str| window.get_by_value(words).rect().top();
    let (wrapped, lines) = (top(verse) - top(broken), top(SECOND) - top(verse));
    assert!((top(broken) - top(FIRST) - wrapped).abs() < 1.0, "both wrap once");
    assert!((wrapped - lines).abs() < 1.0, "the verse keeps its two lines");
}

fn sample() -> Desk {
    Desk::new(&[
        (BlockKind::Note, "This is an archived article and the information in it may be outdated."),
        (BlockKind::Headline, "Senators call on the governor to resign"),
        (BlockKind::Deck, "Two members of his own party say that he has lost the confidence of the state"),
        (
            BlockKind::Paragraph,
            "ALBANY, N.Y. — New York’s Senate delegation, including the Democratic majority \
          leader, joined much of the state’s Congressional delegation in calling for the governor to resign. \
          The two put out a joint statement on Friday; it ran to four sentences and named no one else.",
        ),
        (BlockKind::Caption, "The governor at a briefing in March. Photograph: the governor’s office"),
        (BlockKind::Subhead, "What they said"),
        (
            BlockKind::Quotation,
            "Confronting and overcoming the crisis requires sure and steady leadership. We \
          commend the brave actions of the individuals who have come forward with serious allegations.",
        ),
        (
            BlockKind::Paragraph,
            "Both had earlier said that an independent investigation was essential. At least \
          seven women have accused him; he denies that he touched anyone.",
        ),
        (BlockKind::ListItem, "The attorney general investigates, and has named two outside lawyers."),
        (
            BlockKind::ListItem,
            "The assembly opened an inquiry of its own, which could end in an impeachment \
          vote before the summer.",
        ),
        (BlockKind::TableRow, "Month\tCalls to resign\tSource"),
        (BlockKind::TableRow, "February\t3\tour own count"),
        (BlockKind::TableRow, "March\t16\tour own count, with those of the two senators"),
        (BlockKind::Paragraph, "“I am not going to resign,” he told reporters on a conference call."),
    ])
    .marked(&[
        (
            "joined much of the state’s Congressional delegation in calling for the governor to resign",
            "blue",
            StatusShape::Check,
        ),
        (
            "calling for the governor to resign. The two put out a joint statement on Friday",
            "violet",
            StatusShape::Half,
        ),
        ("the governor to resign. The two", "amber", StatusShape::Question),
        ("seven women", "blue", StatusShape::Cross),
        ("At least seven women have accused him", "crimson", StatusShape::Circle),
        ("he denies that he touched anyone", "teal", StatusShape::Dash),
        ("We commend the brave actions of the individuals", "green", StatusShape::Check),
        ("16", "blue", StatusShape::Check),
        ("I am not going to resign", "green", StatusShape::Check),
    ])
}

#[test]
fn a_picture_of_every_kind_of_block_is_drawn_in_both_modes() {
    for (theme, name) in [(egui::Theme::Light, "article-light"), (egui::Theme::Dark, "article-dark")] {
        let mut desk = sample();
        desk.look.selected = Some(1);
        let mut window = window(desk, theme, 1280.0, 1240.0);
        let picture = harness_picture(&mut window, name);
        let ground = *picture.get_pixel(4, 4);
        let inked = picture.pixels().filter(|pixel| **pixel != ground).count();
        assert!(inked > 20_000, "words and marks are on the page: {inked}");
    }
}

/// A long article under a headline, with a section in it and marks all over it.
fn long_read() -> Desk {
    let words: Vec<String> = (0..300)
        .map(|n| {
            format!("{n} {}It cost {n} euros.", "He said nothing about it, and went. ".repeat(n % 5 + 1))
        })
        .collect();
    let mut blocks = vec![(BlockKind::Headline, "The governor says nothing")];
    blocks.extend(words[..150].iter().map(|words| (BlockKind::Paragraph, words.as_str())));
    blocks.push((BlockKind::Subhead, "What it cost"));
    blocks.extend(words[150..].iter().map(|words| (BlockKind::Paragraph, words.as_str())));
    let figures: Vec<String> = (0..300).map(|n| format!("cost {n} euros")).collect();
    let quotes: Vec<_> = figures.iter().map(|words| (words.as_str(), "blue", StatusShape::Circle)).collect();
    Desk::new(&blocks).marked(&quotes)
}

fn names(window: &Harness<'static, Desk>, part: &str) -> usize {
    window.query_all_by_label_contains(part).count()
}

#[test]
fn the_headline_stays_at_the_top_and_leads_back_up() {
    let mut window = small(long_read());
    assert_eq!(names(&window, "Back to the top"), 0, "the headline itself is in sight");
    let offset = window.state().at("cost 200 euros");
    window.state_mut().view.reveal(offset);
    window.run();
    let bar = window.get_by_label("Back to the top: The governor says nothing");
    let said = bar.accesskit_node().description().unwrap_or_default();
    assert!(said.starts_with("What it cost · Paragraph ") && said.ends_with(" %"), "{said}");
    let rect = bar.rect();
    click(&mut window, rect.center(), 1, Modifiers::NONE);
    assert_eq!(window.state().view.position(), 0);
    assert_eq!(names(&window, "Back to the top"), 0);
}

#[test]
fn the_headline_never_covers_the_caret_or_the_place_that_was_returned_to() {
    let mut window = small(long_read());
    let offset = window.state().at("cost 100 euros");
    put_caret(&mut window, offset);
    window.state_mut().view.reveal(offset);
    window.run();
    for _ in 0..12 {
        press(&mut window, Modifiers::NONE, &[Key::ArrowUp; 3]);
        let bar = window.get_by_label_contains("Back to the top").rect();
        let caret = window.state().view.selection_rect().expect("the caret is on screen");
        assert!(caret.top() >= bar.bottom(), "{caret} {bar}");
    }
    let place = window.state().view.position();
    window.state_mut().view.restore(place);
    window.run();
    assert_eq!(window.state().view.position(), place);
}

#[test]
fn a_click_in_the_strip_goes_to_that_part_of_the_article_and_a_drag_along() {
    let mut window = small(long_read());
    let strip = window.get_by_label("Overview of the article").rect();
    let at = |share: f32| egui::pos2(strip.center().x, strip.top() + strip.height() * share);
    let share = |window: &Harness<'static, Desk>| {
        window.state().view.position() as f32 / window.state().text.len() as f32
    };
    click(&mut window, at(0.5), 1, Modifiers::NONE);
    assert!((share(&window) - 0.5).abs() < 0.06, "{}", share(&window));
    drag(&mut window, at(0.5), at(0.9));
    assert!((share(&window) - 0.9).abs() < 0.06, "{}", share(&window));
    assert_eq!(window.state().view.selection(), None, "no words are selected on the way");
}

#[test]
fn the_strip_says_what_it_shows() {
    let mut desk = long_read();
    let start = desk.at("He said nothing");
    desk.uncovered = vec![Range::new(start, start + 20)];
    let window = small(desk);
    let strip = window.get_by_label("Overview of the article");
    let said = strip.accesskit_node().description().unwrap_or_default();
    assert_eq!(said, "300 marks, 0 places with findings, 0 matches, 1 uncovered sentence");
}

#[test]
fn marks_have_cards_where_the_view_is_wide_and_numbers_where_it_is_narrow() {
    let mut desk = two_paragraphs();
    desk.look.cards = Cards::Beside;
    let mut window = window(desk, egui::Theme::Light, 1100.0, 500.0);
    assert_eq!(names(&window, "What 1 says"), 1);
    let card = window.get_by_label_contains("What 1 says").rect();
    assert!(card.left() > word(&window, "resign").right());
    click(&mut window, card.center(), 1, Modifiers::NONE);
    let offset = window.state().at("resign");
    assert!(window.state().events.contains(&Event::MarkClicked { key: 1, offset }));
    window.set_size(vec2(700.0, 500.0));
    window.run();
    assert_eq!(names(&window, "What 1 says"), 0);
    window.set_size(vec2(1100.0, 500.0));
    window.state_mut().look.cards = Cards::Off;
    window.run();
    assert_eq!(names(&window, "What 1 says"), 0);
}

#[test]
fn the_card_of_the_selected_mark_stands_at_its_line_and_cards_never_overlap() {
    let text = "Two senators called on the governor to resign on Friday, and seven women accused him, and he denied it.";
    let words = ["Two", "senators", "governor", "resign", "Friday", "seven", "women", "accused", "denied"];
    let quotes = words.map(|words| (words, "blue", StatusShape::Circle));
    let blocks = vec![(BlockKind::Paragraph, text); 3];
    let mut desk = Desk::new(&blocks).marked(&quotes);
    desk.look.cards = Cards::Beside;
    desk.look.selected = Some(7);
    let window = window(desk, egui::Theme::Light, 1100.0, 900.0);
    let rects: Vec<Rect> = window.query_all_by_label_contains("Card ").map(|card| card.rect()).collect();
    assert!(!rects.is_empty());
    for (index, one) in rects.iter().enumerate() {
        assert!(rects[..index].iter().all(|other| !one.shrink(0.5).intersects(*other)), "{one}");
    }
    let card = window.get_by_label_contains("What 7 says").rect();
    let line = word(&window, "accused");
    assert!((card.top() - line.top()).abs() < 12.0, "{card} {line}");
}

#[test]
fn sentences_without_a_mark_are_underlined() {
    let picture = |uncovered: Vec<Range>| {
        let mut desk = two_paragraphs();
        desk.uncovered = uncovered;
        let mut window = small(desk);
        harness_picture(&mut window, "uncovered")
    };
    let (plain, dashed) = (picture(Vec::new()), picture(vec![Range::new(60, FIRST.len())]));
    let changed = plain.pixels().zip(dashed.pixels()).filter(|(one, other)| one != other).count();
    assert!(changed > 30, "{changed}");
}

#[test]
fn a_picture_of_cards_strip_and_headline_is_drawn_in_both_modes() {
    for (theme, name) in [(egui::Theme::Light, "cards-light"), (egui::Theme::Dark, "cards-dark")] {
        let mut desk = sample();
        desk.look.selected = Some(1);
        desk.look.cards = Cards::Beside;
        let quoted = desk.at("Both had earlier");
        desk.uncovered = vec![Range::new(quoted, quoted + 70)];
        desk.view.reveal(desk.text.len() - 200);
        let mut window = window(desk, theme, 1280.0, 800.0);
        let picture = harness_picture(&mut window, name);
        let ground = *picture.get_pixel(4, 400);
        let inked = picture.pixels().filter(|pixel| **pixel != ground).count();
        assert!(inked > 20_000, "words, marks and cards are on the page: {inked}");
    }
}

#[test]
fn in_a_view_that_is_hardly_there_nothing_goes_wrong() {
    for height in [0.0, 1.0, 20.0, 47.0] {
        let mut window = window(sample(), egui::Theme::Light, 400.0, height);
        window.state_mut().view.focus();
        window.run();
        press(&mut window, Modifiers::NONE, &[Key::PageDown, Key::PageUp, Key::ArrowDown, Key::End]);
        drag(&mut window, egui::pos2(60.0, height / 2.0), egui::pos2(160.0, height + 40.0));
    }
}

#[test]
fn down_leaves_a_table_row_from_a_cell_with_fewer_lines_than_the_row() {
    let long = "a cell that takes several lines because it has so much to say about everything there is";
    let row = format!("short\t{long}");
    let mut window =
        small(Desk::new(&[(BlockKind::TableRow, row.as_str()), (BlockKind::TableRow, "next\trow")]));
    put_caret(&mut window, 2);
    press(&mut window, Modifiers::NONE, &[Key::ArrowDown]);
    let next = window.state().at("next");
    assert!(window.state().view.caret() >= next, "{}", window.state().view.caret());
}

#[test]
fn right_goes_on_behind_the_last_cell_whichever_way_its_words_go() {
    let mut window =
        small(Desk::new(&[(BlockKind::TableRow, "שנה\t2019"), (BlockKind::TableRow, "תקציב\t12")]));
    let end = window.state().at("2019") + 4;
    put_caret(&mut window, end);
    press(&mut window, Modifiers::NONE, &[Key::ArrowRight]);
    assert!(window.state().view.caret() > end, "{}", window.state().view.caret());
}

#[test]
fn a_poem_that_is_laid_out_in_parts_has_no_gap_where_they_meet() {
    let verse = "and the night goes on\n".repeat(900);
    let mut window = small(Desk::new(&[(BlockKind::Paragraph, verse.trim_end())]));
    put_caret(&mut window, 3_900);
    let mut last: Option<f32> = None;
    for _ in 0..30 {
        press(&mut window, Modifiers::NONE, &[Key::ArrowDown]);
        let here = window.state().view.caret();
        let line = window.state().text[..here].matches('\n').count();
        let depth = line as f32;
        assert!(last.is_none_or(|before| (depth - before - 1.0).abs() < 0.5), "{line} after {last:?}");
        last = Some(depth);
    }
}
