//! Text whose signs cannot change how anything else looks: for words that come from files of somebody else's.

use std::borrow::Cow;

/// Writes out control characters, and those that turn the direction of a line round, except the ones that are meant
/// to be there.
pub fn plain<'a>(text: &'a str, meant: &[char]) -> Cow<'a, str> {
    let is_harmful = |sign: char| harms(sign) && !meant.contains(&sign);
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        if is_harmful(sign) {
            written.extend(sign.escape_unicode());
        } else {
            written.push(sign);
        }
    }
    Cow::Owned(written)
}

/// Tells whether a sign does something instead of being seen.
fn harms(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_written_out_and_letters_of_every_script_stay() {
        assert_eq!(plain("a\u{1b}[31mb\u{7}\r\u{9b}c", &[]), "a\\u{1b}[31mb\\u{7}\\u{d}\\u{9b}c");
        assert_eq!(plain("evil\u{202e}nor.txt", &[]), "evil\\u{202e}nor.txt");
        assert_eq!(plain("one\ntwo\tthree", &['\n', '\t']), "one\ntwo\tthree");
        assert_eq!(plain("one\ntwo", &[]), "one\\u{a}two");
        let letters = "Où 年 می\u{200c}شود 👩\u{200d}💻 שלום";
        assert!(matches!(plain(letters, &[]), Cow::Borrowed(same) if same == letters));
    }
}
