//! The words of a mark and a little of what stands around them.
//!
//! Knows nothing of how they are found again.

use crate::model::target::Target;
use crate::text::Range;
use crate::text::boundary::{ceil_grapheme, floor_grapheme};

/// How many characters (code points) of context are kept on each side at most.
const CONTEXT: usize = 32;

/// Words to be found, with what is known of their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quote<'a> {
    /// The words themselves.
    pub exact: &'a str,
    /// What stood before them; empty where unknown.
    pub prefix: &'a str,
    /// What stood after them; empty where unknown.
    pub suffix: &'a str,
    /// The byte at which they started, or are thought to start.
    pub hint: Option<usize>,
}

impl<'a> Quote<'a> {
    /// Takes the words of a range, or nothing where the range leaves the text or splits a character.
    pub fn of(text: &'a str, range: Range) -> Option<Self> {
        Some(Self {
            exact: range.of(text)?,
            prefix: prefix(text, range.start),
            suffix: suffix(text, range.end),
            hint: Some(range.start),
        })
    }
}

impl<'a> From<&'a Target> for Quote<'a> {
    fn from(target: &'a Target) -> Self {
        let hint = target.ranges.first().map(|range| range.start);
        Self { exact: &target.quote, prefix: &target.prefix, suffix: &target.suffix, hint }
    }
}

/// Returns up to 32 characters before `at`, cut between graphemes.
pub fn prefix(text: &str, at: usize) -> &str {
    let before = &text[..text.floor_char_boundary(at)];
    let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(start, _)| start);
    &before[ceil_grapheme(before, start)..]
}

/// Returns up to 32 characters after `at`, cut between graphemes.
pub fn suffix(text: &str, at: usize) -> &str {
    let after = &text[text.floor_char_boundary(at)..];
    let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(end, _)| end);
    &after[..floor_grapheme(after, end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_stops_at_the_ends_of_the_text() {
        let quote = Quote::of("He took bribes.", Range::new(3, 7)).unwrap();
        assert_eq!((quote.prefix, quote.exact, quote.suffix), ("He ", "took", " bribes."));
        assert!(Quote::of("é", Range::new(0, 1)).is_none());
    }

    #[test]
    fn context_never_splits_a_grapheme() {
        let text = "e\u{301}".repeat(20) + "x" + &"👩‍👧".repeat(20);
        let at = text.find('x').unwrap();
        assert_eq!(prefix(&text, at).chars().count(), 32);
        assert_eq!(suffix(&text, at + 1).chars().count(), 30);
    }
}
