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

/// Lists the signs of a word that are found in an English sentence, as one text.
fn alike(word: &str) -> String {
    let found = found(&format!("The brand {word} is known to everybody in this country."));
    assert!(found.iter().all(|(kind, _)| *kind == Kind::LookAlike));
    found.into_iter().map(|(_, sign)| sign).collect()
}

#[test]
fn foreign_letters_are_the_look_alikes_even_where_they_are_more_than_the_latin_ones() {
    for (word, own) in [
        ("Амаzоn", "Амао"),
        ("Вооkіng", "Вооі"),
        ("Росkеt", "Росе"),
        ("Роrsсhе", "Росе"),
        ("Місrоѕоft", "Місоѕо"),
        ("Аррlе", "Арре"),
        ("pаypαl", "а"),
        ("Αpplе", "Αе"),
    ] {
        let rest: String = word.chars().filter(|sign| !own.contains(*sign)).collect();
        let is_latin = rest.chars().all(|sign| sign.is_ascii_alphabetic() || sign == 'α');
        assert!(is_latin, "{word} is spelt wrongly here: {rest}");
        assert_eq!(alike(word), own, "{word}");
    }
    assert_eq!(alike("SMSка"), "");
    assert_eq!(found("Р\u{6f}ссия победила вчера"), [(Kind::LookAlike, 'o')]);
}

#[test]
fn a_short_quotation_in_another_language_is_no_disguise() {
    for text in [
        "The party is called “Вместе с Россией” and won three seats in the election of last May.",
        "The song “Ой у лузі” was sung in London by a choir of two hundred people on Friday night.",
        "They shouted “О хор и сор, ура!” before the police came and took them away that evening.",
        "The slogan “Όχι” and “το ρόδι” were seen on walls all over the city in the summer of 2015.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    let far = "The word Вместе is Russian. ".to_owned() + &"And much English stands between. ".repeat(8);
    assert_eq!(kinds(&(far + "The company соре was sold.")), [Kind::LookAlike; 4]);
}

#[test]
fn a_direction_mark_in_a_line_without_letters_is_judged_by_the_lines_around_it() {
    assert_eq!(found("טלפון של העיתון:\n\u{200e}+972-3-555-0101\nשעות הפתיחה"), []);
    assert_eq!(found("هاتف الصحيفة\n\u{200e}+971 4 555 0101\n"), []);
    assert_eq!(kinds("The number of the desk (עברית):\n\u{200e}+972-3-555-0101\n"), [Kind::Direction]);
}

#[test]
fn signs_that_serve_a_few_scripts_deceive_elsewhere() {
    for sign in [
        '\u{2028}',
        '\u{2029}',
        '\u{17b4}',
        '\u{17b5}',
        '\u{1d173}',
        '\u{1d17a}',
        '\u{1bca0}',
        '\u{1bca3}',
        '\u{34f}',
    ] {
        assert_eq!(found(&format!("bri{sign}bes")), [(Kind::Invisible, sign)], "U+{:X}", u32::from(sign));
    }
    assert_eq!(found("payp\u{ff41}l"), [(Kind::LookAlike, '\u{ff41}')]);
    assert!(disguises("p\u{ff41}y", Range::new(0, 5))[0].words().contains("not “a”"));
    assert_eq!(found("ＮＨＫは手机APP的Ｂ站"), []);
    assert_eq!(kinds("bri\u{200c}bes کتاب"), [Kind::Invisible]);
    assert_eq!(kinds("bri\u{200b}bes ខ្មែរ"), [Kind::Invisible]);
    assert_eq!(kinds("bribes\u{200b} and ខ្មែរ"), [Kind::Invisible]);
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
        "NGO\u{200c}ها و «کتاب»\u{200c}ها و 5\u{200c}ام",
        "अर्थात्\u{200c} यह",
        "“\u{200b}ខ្មែរ\u{200b}” ក្នុង\u{200b} 2020\u{200b} ឆ្នាំ",
        "ไทย\u{200b} “\u{200b}ภาษา”\u{200b} 5",
        "יְרוּשָׁלִַ\u{34f}ם",
        "\u{1d15f}\u{1d173}\u{1d160}",
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
