//! Words, by UAX #29, read from a window around the offset.
//!
//! Knows nothing of sentences. *Limitations:* scripts without spaces between words (Chinese, Japanese, Thai)
//! are cut at each character or run of Katakana, since no dictionary is at hand.

use super::Range;
use unicode_segmentation::UnicodeSegmentation;

/// How many bytes are read on each side at most where no white space comes.
const REACH: usize = 512;

/// Finds the end of the word at or after `at`; after the last word, the end of the text.
pub fn next_word(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    text[at..]
        .char_indices()
        .find(|(_, character)| character.is_alphanumeric())
        .map_or(text.len(), |(offset, _)| segment(text, at + offset).end)
}

/// Finds the start of the word before `at`, or of the one that `at` is inside; before the first, 0.
pub fn previous_word(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    text[..at]
        .char_indices()
        .rfind(|(_, character)| character.is_alphanumeric())
        .map_or(0, |(offset, _)| segment(text, offset).start)
}

/// Finds the word that `at` is in or at the end of; elsewhere the white space or the sign at `at`.
///
/// Empty only where the text is.
pub fn word_at(text: &str, at: usize) -> Range {
    let at = text.floor_char_boundary(at);
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let before = text[..at].char_indices().next_back();
    if text[at..].chars().next().is_some_and(is_word) {
        return segment(text, at);
    }
    match before {
        Some((start, character)) if is_word(character) || at == text.len() => segment(text, start),
        _ => segment(text, at),
    }
}

/// Tells whether a word, or a piece between words, ends or begins at `at`; the text's ends count.
pub fn is_word_boundary(text: &str, at: usize) -> bool {
    at == 0 || at >= text.len() || (text.is_char_boundary(at) && segment(text, at).start == at)
}

/// Finds the piece of UAX #29 that the character at `at` belongs to.
fn segment(text: &str, at: usize) -> Range {
    let window = window(text, at);
    let inside = &text[window.start..window.end];
    for (offset, piece) in inside.split_word_bound_indices() {
        let start = window.start + offset;
        let end = start + piece.len();
        if at < end {
            return Range { start, end };
        }
    }
    Range { start: window.end, end: window.end }
}

/// Reaches from `at` to the next white space on both sides, a run of white space included.
fn window(text: &str, at: usize) -> Range {
    let least = text.floor_char_boundary(at.saturating_sub(REACH));
    let most = text.ceil_char_boundary((at + REACH).min(text.len()));
    let in_space = text[at..].chars().next().is_some_and(char::is_whitespace);
    let differs = |character: char| character.is_whitespace() != in_space;
    let start = text[least..at]
        .char_indices()
        .rfind(|(_, character)| differs(*character))
        .map_or(least, |(offset, character)| least + offset + character.len_utf8());
    let end = text[at..most].find(differs).map_or(most, |offset| at + offset);
    Range { start, end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(text: &str, at: usize) -> &str {
        word_at(text, at).of(text).unwrap()
    }

    #[test]
    fn steps_stop_at_the_far_end_of_each_word() {
        let text = "He paid $3.50, didn’t he?";
        let mut at = 0;
        let mut ends = Vec::new();
        while at < text.len() {
            at = next_word(text, at);
            ends.push(&text[..at]);
        }
        assert_eq!(
            ends,
            ["He", "He paid", "He paid $3.50", "He paid $3.50, didn’t", "He paid $3.50, didn’t he", text]
        );
        assert_eq!(previous_word(text, text.len()), text.rfind("he").unwrap());
        assert_eq!(previous_word(text, 0), 0);
    }

    #[test]
    fn the_word_under_the_pointer_includes_its_end() {
        assert_eq!(word("one two", 1), "one");
        assert_eq!(word("one two", 3), "one");
        assert_eq!(word("one, two", 4), " ");
        assert_eq!(word("one  , two", 5), ",");
        assert_eq!(word("one", 99), "one");
        assert_eq!(word("", 0), "");
    }

    #[test]
    fn words_end_at_spaces_and_signs_but_not_inside_numbers() {
        let text = "paid $3.50, didn’t";
        let inside = |words: &str| text.find(words).unwrap();
        for at in [0, inside("$"), inside("3"), inside(","), inside("didn"), text.len(), 99] {
            assert!(is_word_boundary(text, at), "{at}");
        }
        for at in [2, inside(".50"), inside("50"), inside("’"), inside("’") + 1, inside("t")] {
            assert!(!is_word_boundary(text, at), "{at}");
        }
    }

    #[test]
    fn a_long_run_without_spaces_is_read_in_part() {
        let text = "字".repeat(50_000);
        assert_eq!(word(&text, 75_000), "字");
    }

    proptest! {
        #[test]
        fn any_offset_is_welcome(text in ".{0,40}", at in 0usize..200) {
            let range = word_at(&text, at);
            prop_assert!(range.of(&text).is_some());
            prop_assert!(range.is_empty() == text.is_empty());
            prop_assert!(text.is_char_boundary(next_word(&text, at)));
            prop_assert!(next_word(&text, at) >= text.floor_char_boundary(at));
            prop_assert!(previous_word(&text, at) <= at);
        }
    }
}
