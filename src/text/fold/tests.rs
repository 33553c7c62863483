//! Folding and the way back, by example and by law.

use super::*;
use crate::text::boundary::is_grapheme_boundary;
use proptest::prelude::*;

fn folded(text: &str) -> String {
    fold(text, Folding::default())
}

#[test]
fn what_a_reader_takes_for_the_same_folds_to_the_same() {
    for (one, other) in [
        ("ÉTÉ", "ete\u{301}"),
        ("Straße", "STRASSE"),
        ("STRAẞE", "strasse"),
        ("İstanbul", "istanbul"),
        ("Yıldız", "YILDIZ"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("ﬁnance", "finance"),
        ("Wałęsa", "walesa"),
        ("Æsop", "aesop"),
        ("“won’t”", "\"won't\""),
        ("1990–2000", "1990-2000"),
        ("a\u{a0}\r\n b", "a b"),
        ("co\u{ad}op\u{200b}erate", "cooperate"),
        ("１２ ＫＭ", "12 km"),
        ("½", "1/2"),
        ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("Ёлка", "елка"),
    ] {
        assert_eq!(folded(one), folded(other), "{one} and {other}");
    }
}

#[test]
fn what_makes_another_word_stays() {
    for (one, other) in [("कु", "क"), ("が", "か"), ("각", "가"), ("¨", " "), ("é", "f")] {
        assert_ne!(folded(one), folded(other), "{one} and {other}");
    }
}

#[test]
fn characters_without_another_form_fold_to_themselves() {
    for sign in ('\0'..=char::MAX).filter(|sign| sign::is_plain(*sign)) {
        assert_eq!(folded(&sign.to_string()), sign.to_string());
    }
}

#[test]
fn case_and_accents_are_told_apart_on_request() {
    let cased = Folding { case: Case::Exact, ..Folding::default() };
    assert_eq!(fold("Été", cased), "Ete");
    let accented = Folding { accents: Accents::Exact, ..Folding::default() };
    assert_eq!(fold("E\u{301}tÉ", accented), "été");
    assert_eq!(fold("Øł", Folding { case: Case::Exact, accents: Accents::Exact }), "Øł");
}

#[test]
fn half_of_what_one_grapheme_became_has_no_way_back() {
    let text = "Maße";
    let folded = Folded::new(text);
    assert_eq!(folded.as_bytes(), b"masse");
    assert_eq!(folded.range(text, 2, 3), None);
    assert_eq!(folded.range(text, 3, 4), None);
    assert_eq!(folded.range(text, 1, 4).and_then(|range| range.of(text)), Some("aß"));
}

#[test]
fn a_range_keeps_the_accents_on_its_last_letter_and_not_the_unseen_behind_it() {
    let text = "cafe\u{301}\u{ad}s";
    let folded = Folded::new(text);
    assert_eq!(folded.as_bytes(), b"cafes");
    assert_eq!(folded.range(text, 0, 4).and_then(|range| range.of(text)), Some("cafe\u{301}"));
    assert_eq!(folded.range(text, 3, 5).and_then(|range| range.of(text)), Some("e\u{301}\u{ad}s"));
}

#[test]
fn a_line_end_of_two_characters_is_never_parted() {
    let text = "a\r\nb\r\n";
    let folded = Folded::new(text);
    assert_eq!(folded.as_bytes(), b"a b ");
    assert_eq!(folded.range(text, 0, 2).and_then(|range| range.of(text)), Some("a\r\n"));
    assert_eq!(folded.range(text, 1, 4).and_then(|range| range.of(text)), Some("\r\nb\r\n"));
}

#[test]
fn plain_text_needs_one_run_a_paragraph() {
    let folded = Folded::new(&"One line of plain text.\n\n".repeat(100));
    assert!(folded.runs.len() <= 101, "{}", folded.runs.len());
    assert_eq!(Folded::new(&"Обычный русский текст. ".repeat(100)).runs.len(), 1);
}

#[test]
fn unseen_ends_are_trimmed() {
    assert_eq!(trim_unseen(" \u{ad}\u{a0}a b\u{200b} \n"), "a b");
    assert_eq!(trim_unseen(" \u{301} \u{ad}"), "");
    assert_eq!(trim_unseen("e\u{301} "), "e\u{301}");
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[aAbßſéE\u{301}\u{308}\u{345} \n\r\u{a0}\u{ad}\u{200d}İıﬁΣς“'–-]{0,24}",
        "[한각가\u{1112}\u{1161}\u{11ab}कि\u{94d}ष👩👧\u{200d}🇩🇪\u{fe0f}אָבمُ\u{640}\u{600} x]{0,24}",
        "\\PC{0,24}",
        "(?s).{0,24}",
    ]
}

proptest! {
    #[test]
    fn the_way_back_leads_to_what_was_folded(text in text(), start in 0usize..60, end in 0usize..60) {
        let folded = Folded::new(&text);
        let whole = String::from_utf8(folded.as_bytes().to_vec()).unwrap();
        prop_assert_eq!(&whole, &fold(&text, Folding::default()));
        let ends = (whole.floor_char_boundary(start), whole.floor_char_boundary(end));
        if let Some(range) = folded.range(&text, ends.0, ends.1) {
            prop_assert!(is_grapheme_boundary(&text, range.start) && is_grapheme_boundary(&text, range.end));
            prop_assert_eq!(fold(range.of(&text).unwrap(), Folding::default()), &whole[ends.0..ends.1]);
        }
    }

    #[test]
    fn canonically_equivalent_texts_fold_alike(text in text()) {
        let (apart, together): (String, String) = (text.nfd().collect(), text.nfc().collect());
        for folding in foldings() {
            prop_assert_eq!(fold(&apart, folding), fold(&text, folding));
            prop_assert_eq!(fold(&together, folding), fold(&text, folding));
        }
    }

    #[test]
    fn what_is_equal_to_the_letter_is_equal_when_more_is_folded(text in text()) {
        let others: [String; 4] =
            [text.nfkd().collect(), text.to_uppercase(), text.to_lowercase(), text.replace('\u{301}', "")];
        for (other, folding) in others.iter().flat_map(|other| foldings().map(move |folding| (other, folding))) {
            if fold(other, folding) == fold(&text, folding) {
                prop_assert_eq!(folded(other), folded(&text));
            }
        }
    }
}

fn foldings() -> impl Iterator<Item = Folding> {
    [Case::Folded, Case::Exact].into_iter().flat_map(|case| {
        [Accents::Folded, Accents::Exact].into_iter().map(move |accents| Folding { case, accents })
    })
}
