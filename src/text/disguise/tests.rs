//! What deceives and what does not, script by script.

use super::*;
use proptest::prelude::*;

fn found(text: &str) -> Vec<(Kind, char)> {
    let found = disguises(text, Range::new(0, text.len()));
    assert!(found.iter().all(|disguise| disguise.range.of(text) == Some(disguise.sign.to_string().as_str())));
    found.into_iter().map(|disguise| (disguise.kind, disguise.sign)).collect()
}

fn kinds(text: &str) -> Vec<Kind> {
    found(text).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn signs_that_turn_the_order_round_are_found() {
    assert_eq!(
        found("He paid \u{202e}001\u{202c} dollars."),
        [(Kind::Direction, '\u{202e}'), (Kind::Direction, '\u{202c}')]
    );
    assert_eq!(kinds("a\u{2066}b\u{2069} c\u{200f}d"), [Kind::Direction; 3]);
    assert!(
        disguises("x\u{202e}y", Range::new(0, 5))[0]
            .words()
            .contains("shown in another order than it is stored")
    );
}

#[test]
fn what_is_not_seen_is_found_within_words_and_between_them() {
    for sign in [
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{2060}',
        '\u{feff}',
        '\u{ad}',
        '\u{fe0f}',
        '\u{e0041}',
        '\u{3164}',
    ] {
        assert_eq!(found(&format!("bri{sign}bes")), [(Kind::Invisible, sign)], "U+{:X}", u32::from(sign));
    }
    assert_eq!(kinds("one\u{2003}two\u{2800}three"), [Kind::Space; 2]);
    assert_eq!(kinds("one\u{8}two\u{9b}"), [Kind::Control; 2]);
}

#[test]
fn letters_of_another_script_in_a_word_are_found() {
    assert_eq!(found("The p\u{0430}ypal account"), [(Kind::LookAlike, '\u{0430}')]);
    assert_eq!(found("Micr\u{03bf}soft"), [(Kind::LookAlike, '\u{03bf}')]);
    assert_eq!(found("Р\u{6f}ссия"), [(Kind::LookAlike, 'o')], "a Latin letter in a Russian word");
    let words = disguises("p\u{0430}y", Range::new(0, 4))[0].words();
    assert_eq!(words, "This letter is a Cyrillic “а”, which looks like the Latin “a” (U+0430)");
    assert_eq!(kinds("The \u{1d41f}raud"), [Kind::LookAlike]);
}

#[test]
fn a_whole_word_of_look_alikes_is_found_in_a_latin_text_alone() {
    assert_eq!(kinds("The company \u{0441}\u{043e}\u{0440}\u{0435} was sold in May."), [Kind::LookAlike; 4]);
    assert_eq!(found("Он купил хор, сор и рухо у Apple с Google в мае."), []);
    assert_eq!(found("The word “Россия” is Russian, and “ρέω” is Greek."), []);
}

#[test]
fn what_a_script_needs_is_no_disguise() {
    for text in [
        "می‌خواهم و کتاب‌ها را می‌بینم",
        "क्‍ष और न्‌न है",
        "👩‍👩‍👧 👩🏽‍🚒 ❤️ 🏳️‍🌈 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ©️",
        "שלום\u{200f}! (עולם)",
        "ภาษา\u{200b}ไทย",
        "東京　大阪 葛\u{e0100}飾",
        "Il a dit : « non » – 10 000 €",
        "kΩ, 5 μm, Δt, α-synuclein, USB-порт, Wi-Fi",
        "Владимир Зеленский прибыл в Вашингтон.",
        "Ο πρωθυπουργός είπε όχι στις εκλογές.",
        "قال الرئيس إن ٢٥ شخصا قتلوا (أمس).",
        "naïve café, Straße, Łódź, Đà Nẵng, e\u{301}",
        "Հայաստանի Հանրապետություն",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

proptest! {
    #[test]
    fn ascii_alone_deceives_nobody(text in "[ -~\n\t]{0,200}") {
        prop_assert_eq!(found(&text), []);
    }

    #[test]
    fn all_is_found_once_in_order_and_whole(text in "([a-zа-яα-ω .]|\u{202e}|\u{200b}|\u{200d}|👩|é|\u{fe0f}|ا|字){0,60}") {
        let found = disguises(&text, Range::new(0, text.len()));
        prop_assert!(found.is_sorted_by(|one, next| one.range.end <= next.range.start));
        for disguise in &found {
            let sign = disguise.sign.to_string();
            prop_assert_eq!(disguise.range.of(&text), Some(sign.as_str()));
            prop_assert!(disguise.words().contains("U+"));
        }
        let overrides = found.iter().filter(|disguise| disguise.sign == '\u{202e}').count();
        prop_assert_eq!(overrides, text.matches('\u{202e}').count());
    }

    #[test]
    fn russian_greek_and_arabic_words_give_none(text in "([а-яё]{1,9} ){1,20}|([α-ω]{1,9} ){1,20}|([ء-ي]{1,9} ){1,20}") {
        prop_assert_eq!(found(&text), []);
    }
}
