//! Where characters, words, sentences and paragraphs begin and end, in bytes.
//!
//! Every function takes any offset: one inside a character counts as the character's start, one beyond the
//! text as its end. Each looks only around the offset, so that a paragraph of 200 KB is no slower than a line;
//! `sentences` alone reads all it is given. Knows nothing of blocks, marks or screens.

mod abbreviation;
mod grapheme;
mod paragraph;
mod sentence;
mod stop;
mod word;

pub use grapheme::{
    ceil_grapheme, floor_grapheme, is_grapheme_boundary, next_grapheme, previous_grapheme, snap,
};
pub use paragraph::{next_paragraph, paragraph_at, paragraphs, previous_paragraph};
pub use sentence::{sentence_at, sentences};
pub use word::{is_word_boundary, next_word, previous_word, word_at};

use super::Range;

/// Moves the ends of a range inwards over white space; a range of white space alone ends up empty.
///
/// An end inside a character is first moved down to the character's start.
pub fn trim(text: &str, range: Range) -> Range {
    let range = clamp(text, range);
    let inside = &text[range.start..range.end];
    let trimmed = inside.trim_start();
    let start = range.end - trimmed.len();
    Range { start, end: start + trimmed.trim_end().len() }
}

/// Moves both ends down to character boundaries within the text.
pub(crate) fn clamp(text: &str, range: Range) -> Range {
    Range { start: text.floor_char_boundary(range.start), end: text.floor_char_boundary(range.end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_takes_white_space_of_every_kind() {
        let text = "\u{a0} one \r\n";
        assert_eq!(trim(text, Range::new(0, text.len())).of(text), Some("one"));
        assert!(trim("   ", Range::new(0, 3)).is_empty());
        assert_eq!(trim("é", Range::new(1, 99)).of("é"), Some("é"));
    }
}
