//! What all formats do with words: show what cannot be seen, know an address that is safe, and write a day.
//!
//! Knows no format.

use std::borrow::Cow;

use crate::model::Anchoring;
use crate::text::day::MONTHS;

/// Shows characters that would turn the words around them about, or that cannot be seen, by their number: a reader
/// must not be shown another sentence than the one that was checked.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    use std::fmt::Write as _;
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unseen(character) {
            let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Tells whether a character is a control, an override of the direction, or of no width, and no part of a script
/// or an emoji.
pub(super) fn is_unseen(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => true,
        _ => character.is_control(),
    }
}

/// Returns an address that is safe to link to: one on the web or of a mailbox, in one piece.
pub(super) fn safe_link(address: &str) -> Option<&str> {
    let address = address.trim();
    let scheme = address.split_once(':')?.0.to_ascii_lowercase();
    let clean = !address.chars().any(|character| character.is_whitespace() || is_unseen(character));
    (clean && matches!(scheme.as_str(), "http" | "https" | "mailto")).then_some(address)
}

/// Says where one has to look again at a mark's words; nothing where they stand as they were marked.
pub(super) fn doubt(state: Anchoring) -> &'static str {
    match state {
        Anchoring::Intact | Anchoring::Moved => "",
        Anchoring::Changed => "These words were changed after they were marked: look again.",
        Anchoring::Ambiguous => "These words stand in several places: see which is meant.",
        Anchoring::Uncertain => "Only something like the marked words was found: look again.",
        Anchoring::Lost => "These words stand nowhere in the text.",
    }
}

/// Writes a day (`2026-11-22`) in words; anything else as it is.
pub(super) fn day(day: &str) -> String {
    let mut parts = day.splitn(3, '-');
    let (year, month, date) = (parts.next(), parts.next(), parts.next());
    let month = month
        .and_then(|month| month.parse::<usize>().ok())
        .and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    let date = date.and_then(|date| date.parse::<u8>().ok());
    match (year.filter(|year| year.parse::<u16>().is_ok()), month, date) {
        (Some(year), Some(month), Some(date)) => format!("{date} {month} {year}"),
        _ => day.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_mail_are_linked_to() {
        for safe in ["https://example.org/a?b=c", "HTTP://example.org", "mailto:desk@example.org"] {
            assert_eq!(safe_link(safe), Some(safe));
        }
        for unsafe_one in [
            "javascript:alert(1)",
            "java\nscript:x",
            "file:///etc",
            "data:text/html,x",
            "example.org",
            "https://a b",
        ] {
            assert_eq!(safe_link(unsafe_one), None);
        }
    }

    #[test]
    fn a_day_is_written_in_words() {
        assert_eq!(day("2026-11-02"), "2 November 2026");
        assert_eq!(day("soon"), "soon");
        assert_eq!(day("2026-13-02"), "2026-13-02");
    }
}
