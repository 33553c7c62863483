//! Text in every script: graphemes, carets, rectangles and ways through them, on random strings.

mod law;

use proptest::prelude::*;

use law::{fault, window};

/// What texts are made of: words and signs that are hard to set, alone and beside one another.
const PARTS: [&str; 44] = [
    "office",
    "fi",
    "Te",
    " ",
    "  ",
    ". ",
    "12",
    "3,45",
    "(",
    ")",
    "“",
    "”",
    "—",
    "é",
    "e\u{301}",
    "a\u{323}\u{302}",
    "שלום",
    "עברית",
    "אָ",
    "السلام",
    "عَلَيْكُمْ",
    "لا",
    "١٢",
    "نعم،",
    "हिन्दी",
    "क्षि",
    "நிலை",
    "கொ",
    "ภาษาไทย",
    "กำ",
    "中文",
    "日本語かな",
    "한국어",
    "。",
    "👩‍👩‍👧‍👦",
    "🇺🇦🇫🇷",
    "👍🏽",
    "❤️",
    "\u{200f}",
    "\u{202e}",
    "\u{2067}",
    "\u{2069}",
    "\u{200d}",
    "\n",
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PARTS.as_slice()), 0..40).prop_map(|parts| parts.concat())
}

#[test]
fn the_hard_words_of_each_script_lose_nothing() {
    let window = window();
    for text in PARTS {
        assert_eq!(fault(&window, text, 400.0), None, "{text:?}");
    }
    for text in ["", "\n", "a\n", "\n\n", " ", "a ", "He said שלום (12) and left.", "אמר \"yes\" ב-3.5 שעות."]
    {
        assert_eq!(fault(&window, text, 400.0), None, "{text:?}");
    }
}

#[test]
fn white_space_at_which_a_line_is_broken_leaves_no_gap_among_its_words() {
    let window = window();
    for (text, width) in
        [("שלוםoffice office", 120.0), ("fi שלום שלום שלום office", 90.0), ("one שלום \ntwo", 300.0)]
    {
        assert_eq!(fault(&window, text, width), None, "{text:?}");
    }
}

proptest! {
    #[test]
    fn no_text_loses_anything_between_bytes_and_places(text in texts(), width in 60.0_f32..500.0) {
        let window = window();
        prop_assert_eq!(fault(&window, &text, width), None);
    }

    #[test]
    fn no_mixture_of_letters_loses_anything(
        text in "[a-c א-ד ا-ه 0-2 (),.\u{5b0}\u{64b}\u{301}\u{200d}\u{fe0f}ก-ค\u{e33}क\u{94d}ष한字あ👍]{0,60}",
        width in 60.0_f32..300.0,
    ) {
        let window = window();
        prop_assert_eq!(fault(&window, &text, width), None);
    }
}

#[test]
fn a_line_whose_only_letter_was_broken_within_is_passed_over() {
    let text = "あำ\u{301}👍\u{94d}क👍ำ\u{200d}\u{301}あ.א..0\u{fe0f}.ب,א,";
    assert_eq!(fault(&window(), text, 125.170_044), None);
}

#[test]
fn the_first_picture_has_the_words_on_it() {
    let ctx = egui::Context::default();
    redpencil::gui::theme::install(&ctx);
    let mut has_ink = false;
    let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
        let font = redpencil::gui::theme::reading(18.0);
        let setting = redpencil::gui::typeset::Setting {
            text: "He said so",
            font: &font,
            line_height: 24.0,
            width: 300.0,
            line_ends: redpencil::gui::typeset::LineEnds::Break,
            direction: None,
            language: "en",
        };
        let paragraph = redpencil::gui::typeset::set(ui.ctx(), &setting);
        let ink = ui.visuals().text_color();
        redpencil::gui::typeset::paint(ui.painter(), &paragraph, egui::Pos2::ZERO, ink);
    });
    for delta in output.textures_delta.set.values().flatten() {
        let egui::ImageData::Color(image) = &delta.image;
        has_ink |= delta.pos.is_some() && image.pixels.iter().any(|pixel| pixel.a() > 0);
    }
    output.textures_delta.clear();
    assert!(has_ink);
}
