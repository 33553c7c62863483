//! Goes through articles whose words go both ways, through tables and long paragraphs: every place is come by, nothing
//! that was left behind sticks to the caret, and what came to rest stays as it is.

use egui::accesskit::Role;

use super::*;

const HEBREW: &str = "הוא אמר לא";
const ENGLISH: &str = "He said no";

/// Paragraphs and table rows, some of whose words go the other way than the article.
fn two_ways() -> Desk {
    Desk::new(&[
        (BlockKind::Paragraph, ENGLISH),
        (BlockKind::Paragraph, HEBREW),
        (BlockKind::TableRow, "year\tשנה\t2019"),
        (BlockKind::TableRow, "תקציב\t\tחדש"),
        (BlockKind::Paragraph, "עד כאן"),
        (BlockKind::Paragraph, "The end"),
    ])
}

/// The same for whoever reads from right to left.
fn mostly_hebrew() -> Desk {
    let mut blocks = vec![(BlockKind::Paragraph, HEBREW); 5];
    blocks.insert(2, (BlockKind::Paragraph, ENGLISH));
    blocks.insert(4, (BlockKind::TableRow, "שנה\tyear\t2019"));
    Desk::new(&blocks)
}

/// Presses a key until it leads nowhere; returns the places that the caret came by.
fn travel(window: &mut Harness<'static, Desk>, modifiers: Modifiers, key: Key) -> Vec<usize> {
    let mut places = vec![window.state().view.caret()];
    for _ in 0..window.state().text.len() {
        press(window, modifiers, &[key]);
        let here = window.state().view.caret();
        if places.last() == Some(&here) {
            return places;
        }
        assert!(!places.contains(&here), "{here} comes again after {places:?}");
        places.push(here);
    }
    panic!("it never ends: {places:?}");
}

#[test]
fn an_arrow_that_is_held_comes_by_every_place_once_and_the_other_one_leads_back() {
    for (desk, on, back) in
        [(two_ways(), Key::ArrowRight, Key::ArrowLeft), (mostly_hebrew(), Key::ArrowLeft, Key::ArrowRight)]
    {
        let mut window = small(desk);
        put_caret(&mut window, 0);
        let mut places = travel(&mut window, Modifiers::NONE, on);
        let back = travel(&mut window, Modifiers::NONE, back);
        assert!(back.iter().eq(places.iter().rev()), "{places:?} {back:?}");
        places.sort_unstable();
        let desk = window.state();
        let inside =
            |at: &usize| desk.blocks.iter().any(|block| block.range.start <= *at && *at <= block.range.end);
        let all: Vec<usize> =
            (0..=desk.text.len()).filter(|at| desk.text.is_char_boundary(*at) && inside(at)).collect();
        assert_eq!(places, all);
    }
}

#[test]
fn going_by_words_and_sentences_never_turns_round_where_direction_changes() {
    for (desk, on, back) in
        [(two_ways(), Key::ArrowRight, Key::ArrowLeft), (mostly_hebrew(), Key::ArrowLeft, Key::ArrowRight)]
    {
        let mut window = small(desk);
        for modifiers in [Modifiers::COMMAND, Modifiers::ALT | Modifiers::SHIFT] {
            put_caret(&mut window, 0);
            let there = travel(&mut window, modifiers, on);
            let end = window.state().text.trim_end().len();
            let last = window.state().blocks.last().map_or(0, |block| block.range.start);
            assert!(there.last().is_some_and(|at| (last..=end).contains(at)), "{there:?} of {end}");
            let back = travel(&mut window, modifiers, back);
            assert_eq!(back.last(), Some(&0), "{back:?}");
        }
    }
}

#[test]
fn the_caret_forgets_the_line_that_it_leant_to_once_it_is_put_elsewhere() {
    let long = "He said nothing about it, and went. ".repeat(8);
    let mut window = small(Desk::new(&[(BlockKind::Paragraph, long.trim_end())]));
    let line = |window: &Harness<'static, Desk>| {
        window.state().view.selection_rect().map_or(0.0, |caret| caret.top())
    };
    put_caret(&mut window, 3);
    let first = line(&window);
    press(&mut window, Modifiers::NONE, &[Key::ArrowDown, Key::Home]);
    let (second, start) = (line(&window), window.state().view.caret());
    assert!(second > first);
    // A word is broken nowhere, so that the place behind the space is both lines'.
    let long = "a".repeat(400);
    let desk = window.state_mut();
    (desk.text, desk.revision) = (long, 2);
    desk.blocks = vec![Block { kind: BlockKind::Paragraph, range: Range::new(0, 400) }];
    put_caret(&mut window, 3);
    press(&mut window, Modifiers::NONE, &[Key::End]);
    let end = window.state().view.caret();
    assert!((line(&window) - first).abs() < 1.0, "the end of the first line is on the first line");
    put_caret(&mut window, end);
    assert!((line(&window) - second).abs() < 1.0, "{start}: what is put there stands before the next letter");
    press(&mut window, Modifiers::NONE, &[Key::ArrowUp, Key::End]);
    assert!((line(&window) - first).abs() < 1.0);
    super::access::ask_to_put_the_caret(&mut window, end);
    assert!((line(&window) - second).abs() < 1.0, "so does what a screen reader puts there");
}

#[test]
fn a_row_that_is_laid_out_in_parts_keeps_its_columns() {
    let cell = "He said nothing about it at all, and went away. ".repeat(190);
    let row = format!("short\t{cell}Behind that\tlast cell");
    let desk =
        Desk::new(&[(BlockKind::TableRow, "year\tWhat was said\tsource"), (BlockKind::TableRow, &row)])
            .marked(&[
                ("What", "blue", StatusShape::Check),
                ("source", "blue", StatusShape::Check),
                ("Behind that", "blue", StatusShape::Check),
                ("last cell", "blue", StatusShape::Check),
            ]);
    let mut window = small(desk);
    let (second, third) = (word(&window, "What").left(), word(&window, "source").left());
    let behind = window.state().at("Behind that");
    window.state_mut().view.reveal(behind);
    window.run();
    let (words, last) = (word(&window, "Behind that"), word(&window, "last cell"));
    assert!(words.left() >= second - 1.0 && words.right() < third, "{words} from {second} to {third}");
    assert!((last.left() - third).abs() < 1.0, "{last} at {third}");
}

#[test]
fn letters_are_told_anew_where_they_stand_in_another_language() {
    let told = |window: &Harness<'static, Desk>| -> Vec<f32> {
        let runs = window.query_all_by_role(Role::TextRun);
        let widths = runs.filter_map(|run| Some(run.accesskit_node().data().character_widths()?.to_vec()));
        widths.flatten().collect()
    };
    // In Turkish an f and a dotted i are no ligature, since it would hide the dot.
    let desk = |language| Desk { language, ..Desk::new(&[(BlockKind::Paragraph, "afiş fikir fi")]) };
    let mut window = small(desk("en"));
    let english = told(&window);
    window.state_mut().language = "tr";
    window.run();
    assert_ne!(told(&window), english);
    assert_eq!(told(&window), told(&small(desk("tr"))));
}

#[test]
fn what_came_to_rest_stays_as_it_is() {
    // Letters so narrow and so wide that the first guess of every height is wrong.
    let words: Vec<String> = (0..400)
        .map(|n| {
            format!("m{n} {}", if n % 3 == 0 { "illi ill fit " } else { "WWM WMW MWM " }.repeat(n % 9 + 6))
        })
        .collect();
    let blocks: Vec<_> = words.iter().map(|words| (BlockKind::Paragraph, words.trim())).collect();
    let mut desk = Desk::new(&blocks);
    // So many that they are counted in several frames.
    let mark = |key: usize| Highlight {
        key: key as u64,
        ranges: vec![Range::new(key * 3, key * 3 + 2)],
        hue: ["blue", "crimson", "teal"][key / 90 % 3].into(),
        words: "claim".into(),
        shape: StatusShape::Circle,
        weight: Weight::Full,
    };
    desk.marks = Highlights::new((0..desk.text.len() / 3 - 1).map(mark).collect());
    let mut window = small(desk);
    put_caret(&mut window, 0);
    for held in [1, 2, 3, 5, 8, 13, 21, 34] {
        for _ in 0..held {
            window.key_press_modifiers(Modifiers::NONE, Key::PageDown);
            window.step();
        }
        while window.run_ok().is_none() {}
        let rested = harness_picture(&mut window, "rested");
        window.run_steps(12);
        let later = harness_picture(&mut window, "later");
        let changed = rested.pixels().zip(later.pixels()).filter(|(one, other)| one != other).count();
        assert_eq!(changed, 0, "after {held} pages");
    }
}

#[test]
fn the_cards_of_a_table_row_stand_in_the_order_of_its_lines() {
    let long =
        "several lines are what a cell takes that has so much to say about everything there is, at its end";
    let row = format!("{long}\tshort\tand a third cell that needs some lines too, because it is narrow");
    let mut desk = Desk::new(&[(BlockKind::TableRow, &row)])
        .marked(&[("its end", "blue", StatusShape::Circle), ("short", "teal", StatusShape::Circle)]);
    desk.look.cards = Cards::Beside;
    let window = window(desk, egui::Theme::Light, 1100.0, 500.0);
    let card = |said: &str| window.get_by_label_contains(said).rect();
    assert!(word(&window, "its end").top() > word(&window, "short").bottom());
    assert!(card("What 1 says").bottom() <= card("What 0 says").top());
}
