//! Characters of the article that are hidden or look like others: counted, gone to, told, and left alone on demand.

use super::*;

fn desk_of(article: &str) -> Window {
    desk_of_file(article, "pool.txt")
}

fn desk_of_file(article: &str, name: &str) -> Window {
    let context = Fixed::new(Moment::parse("2026-11-22T10:00:00Z").unwrap(), "Jo Roe", 1);
    let vocabulary = redpencil::store::vocabulary::shipped();
    let mut session =
        Session::new(Project::default(), vocabulary, Box::new(Memory::default()), Box::new(context));
    let article = import::read(article.as_bytes(), name).unwrap();
    let begin = Action::Begin { article: Box::new(article), name: name.into(), original: None };
    session.dispatch(begin).unwrap();
    window(App::new(machine(Vec::new())).with_session(session))
}

const DISGUISED: &str =
    "Council closes the pool\n\nThe fee rose to \u{202e}001\u{202c} dollars at P\u{430}yPool.\n";

#[test]
fn characters_that_deceive_are_counted_gone_to_and_told_in_words() {
    let mut window = desk_of(DISGUISED);
    assert!(has_label(&window, "3 deceptive characters"));
    press(&mut window, Key::D);
    let described = window.root().children_recursive().any(|node| {
        let described = node.accesskit_node().description().unwrap_or_default();
        described.contains("Paragraph 1") && described.contains("A right-to-left override stands here")
    });
    assert!(described, "a screen reader is told with the paragraph");
    assert!(has_label(&window, "1 of 3: A right-to-left override stands here"));
    press_with(&mut window, Modifiers::SHIFT, Key::D);
    assert!(has_label(&window, "3 of 3: This letter is a Cyrillic “а”, which looks like the Latin “a”"));
    let selected = window.state().desk().unwrap().article.selection().unwrap();
    assert_eq!(selected.of(project(&window).text()), Some("а"));
    menu(&mut window, "View", "Next deceptive character");
    assert!(has_label(&window, "1 of 3"));
}

#[test]
fn signs_are_drawn_over_the_words_unless_they_are_switched_off() {
    let mut window = desk_of(DISGUISED);
    let shown = harness_picture(&mut window, "disguises-shown");
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    assert!(!window.state().settings().disguises.is_on());
    press(&mut window, Key::Escape);
    window.run_steps(900);
    let bare = harness_picture(&mut window, "disguises-hidden");
    // The line with the signs, away from what else the window says.
    let lines = |picture: &image::RgbaImage| {
        let part = image::imageops::crop_imm(picture, 0, 130, picture.width() / 2, 200);
        part.to_image()
    };
    assert!(lines(&shown) != lines(&bare));
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    assert!(has_label(&window, "letters that look like others are shown"));
}

#[test]
fn an_ordinary_article_has_none() {
    let mut window = desk();
    assert!(!has_label(&window, "deceptive"));
    press(&mut window, Key::D);
    assert!(has_label(&window, "No character of this article is hidden or looks like another one"));
}

/// Measures what the signs of an article add to its picture: the width and the height of what is drawn.
fn drawn(article: &str, name: &str) -> (u32, u32) {
    let mut window = desk_of_file(article, "pool.md");
    let shown = harness_picture(&mut window, &format!("{name}-shown"));
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    press(&mut window, Key::Escape);
    window.run_steps(900);
    let bare = harness_picture(&mut window, &format!("{name}-hidden"));
    let (width, height) = (shown.width() / 2, shown.height() / 2);
    let places = (0..width).flat_map(|x| (110..height).map(move |y| (x, y)));
    let changed: Vec<(u32, u32)> =
        places.filter(|(x, y)| shown.get_pixel(*x, *y) != bare.get_pixel(*x, *y)).collect();
    let spread = |of: fn(&(u32, u32)) -> u32| {
        changed.iter().map(of).max().unwrap() - changed.iter().map(of).min().unwrap() + 1
    };
    (spread(|place| place.0), spread(|place| place.1))
}

#[test]
fn what_is_not_seen_gets_a_flag_and_no_box_round_the_innocent_letter_before_it() {
    for (at, sign) in
        ["\u{200b}", "\u{200d}", "\u{200c}", "\u{34f}", "\u{fe0f}", "\u{e0041}"].iter().enumerate()
    {
        let article = format!("Mm{sign}mm\n\nNothing else is told of here.\n");
        let (width, _) = drawn(&article, &format!("disguise-flag-{at}"));
        assert!((4..=9).contains(&width), "{}: {width}", sign.escape_unicode());
    }
}

#[test]
fn a_box_is_as_high_as_the_letters_of_its_block() {
    let (_, headline) = drawn("# PayP\u{430}l\n\nNothing else is told of here.\n", "disguise-headline");
    let (_, body) = drawn("# Nothing else\n\nThey sold PayP\u{430}l again.\n", "disguise-body");
    assert!(headline * 2 > body * 3, "{headline} and {body}");
}
