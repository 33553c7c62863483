//! What stands beside words that are written from right to left, and words of cards in any script.

use egui::{Shape, TextureId};

use super::*;

const ARABIC: &str = "وافق المجلس يوم الجمعة على إغلاق المسبح البلدي";
const HEBREW: &str = "ראש העיר אמר כי התקציב של City Hall גדל ב-12%";
const ENGLISH: &str = "The mayor said “אין ברירה אחרת” to reporters";

/// Lists what was painted, with groups taken apart.
fn painted(window: &Harness<'static, Desk>) -> Vec<Shape> {
    fn flat(shape: &Shape, all: &mut Vec<Shape>) {
        match shape {
            Shape::Vec(inner) => inner.iter().for_each(|shape| flat(shape, all)),
            other => all.push(other.clone()),
        }
    }
    let mut all = Vec::new();
    for clipped in &window.output().shapes {
        flat(&clipped.shape, &mut all);
    }
    all
}

/// Tells where words were painted by the typesetter.
fn set_words(window: &Harness<'static, Desk>) -> Vec<Rect> {
    let is_own = |shape: &Shape| match shape {
        Shape::Mesh(mesh) if mesh.texture_id != TextureId::default() => Some(mesh.calc_bounds()),
        _ => None,
    };
    painted(window).iter().filter_map(is_own).collect()
}

fn bullets(window: &Harness<'static, Desk>) -> Vec<Pos2> {
    let centre = |shape: &Shape| match shape {
        Shape::Circle(circle) => Some(circle.center),
        _ => None,
    };
    painted(window).iter().filter_map(centre).collect()
}

fn bars(window: &Harness<'static, Desk>) -> Vec<f32> {
    let x = |shape: &Shape| match shape {
        Shape::LineSegment { points: [from, to], .. } if (from.x - to.x).abs() < f32::EPSILON => Some(from.x),
        _ => None,
    };
    painted(window).iter().filter_map(x).collect()
}

#[test]
fn bullets_stand_on_the_side_at_which_lines_begin() {
    for (words, is_at_right) in [(ARABIC, true), (HEBREW, true), (ENGLISH, false)] {
        let window = small(Desk::new(&[(BlockKind::ListItem, words)]));
        let (bullets, words) = (bullets(&window), set_words(&window));
        let [bullet] = bullets[..] else { panic!("one bullet: {bullets:?}") };
        let all = words.into_iter().reduce(Rect::union).expect("the words are painted");
        if is_at_right {
            assert!(all.right() < bullet.x && bullet.x < all.right() + 40.0, "{bullet:?} {all:?}");
        } else {
            assert!(bullet.x < all.left() && all.left() - 40.0 < bullet.x, "{bullet:?} {all:?}");
        }
    }
}

#[test]
fn the_bar_of_a_quotation_stands_on_the_side_at_which_lines_begin() {
    for (words, is_at_right) in [(ARABIC, true), (HEBREW, true), (ENGLISH, false)] {
        let window = small(Desk::new(&[(BlockKind::Quotation, words)]));
        let all = set_words(&window).into_iter().reduce(Rect::union).expect("the words are painted");
        let beside = |x: &f32| if is_at_right { *x > all.right() } else { *x < all.left() };
        let bars: Vec<f32> =
            bars(&window).into_iter().filter(|x| (all.center().x - x).abs() < 400.0).collect();
        assert!(bars.iter().any(beside), "{words}: {bars:?} {all:?}");
        assert!(bars.iter().all(|x| beside(x) || all.x_range().contains(*x)), "{words}: {bars:?} {all:?}");
    }
}

#[test]
fn the_words_of_a_card_are_set_by_the_typesetter_where_their_script_asks_for_it() {
    for (words, is_set) in [(ARABIC, true), (HEBREW, true), ("It cost 4.5 million", false)] {
        let mut desk =
            Desk::new(&[(BlockKind::Paragraph, FIRST)]).marked(&[("senators", "blue", StatusShape::Check)]);
        desk.look.cards = Cards::Beside;
        let card = move |_| Some(CardWords { words: words.to_owned(), note: String::new() });
        let mut window = harness(egui::Theme::Light, vec2(1400.0, 500.0))
            .with_step_dt(1.0 / 60.0)
            .allow_missing_glyphs()
            .build_ui_state(move |ui, desk: &mut Desk| page_ui(ui, desk, &card), desk);
        window.run();
        let card = window.get_by_label_contains("Card 1: ").rect();
        let inside = set_words(&window).into_iter().filter(|rect| card.contains_rect(*rect)).count();
        assert_eq!(inside > 0, is_set, "{words}");
    }
}
