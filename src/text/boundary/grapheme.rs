//! Graphemes: what a reader takes for one character, by UAX #29 (extended grapheme clusters).
//!
//! Knows nothing of words or sentences.

use super::{Range, clamp, trim};
use unicode_segmentation::GraphemeCursor;

/// Tells whether `at` stands between two graphemes, at the start or at the end of the text.
pub fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    if at == 0 || at == text.len() {
        return true;
    }
    // The whole text is the cursor's one chunk, so that it never asks for more context.
    text.is_char_boundary(at)
        && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Finds the first grapheme boundary after `at`; at the end, the end.
pub fn next_grapheme(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// Finds the last grapheme boundary before `at`; at the start, the start.
pub fn previous_grapheme(text: &str, at: usize) -> usize {
    let inside = at < text.len() && !text.is_char_boundary(at);
    let at = if inside { text.ceil_char_boundary(at) } else { text.floor_char_boundary(at) };
    GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// Moves `at` down to a grapheme boundary, if it is not on one.
pub fn floor_grapheme(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    if is_grapheme_boundary(text, at) { at } else { previous_grapheme(text, at) }
}

/// Moves `at` up to a grapheme boundary, if it is not on one.
pub fn ceil_grapheme(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    if is_grapheme_boundary(text, at) { at } else { next_grapheme(text, at) }
}

/// Fits a range made by hand: ends move outwards to grapheme boundaries, then white space goes at both ends.
///
/// White space that a combining mark sits on stays, since the two are one grapheme. The result may be empty.
pub fn snap(text: &str, range: Range) -> Range {
    if range.is_empty() {
        let at = floor_grapheme(text, range.start);
        return Range { start: at, end: at };
    }
    let start = floor_grapheme(text, range.start);
    let inner = trim(text, Range { start, end: ceil_grapheme(text, range.end) });
    if inner.is_empty() {
        return Range { start, end: start };
    }
    let inner = clamp(text, inner);
    Range { start: floor_grapheme(text, inner.start), end: ceil_grapheme(text, inner.end) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn a_family_is_one_step() {
        let text = "a👨‍👩‍👧b";
        let family = text.len() - 1;
        assert_eq!(next_grapheme(text, 1), family);
        assert_eq!(previous_grapheme(text, family), 1);
        assert_eq!(next_grapheme(text, 5), family);
        assert_eq!(previous_grapheme(text, 5), 1);
    }

    #[test]
    fn the_ends_stay_the_ends() {
        assert_eq!(next_grapheme("", 7), 0);
        assert_eq!(previous_grapheme("", 7), 0);
        assert_eq!(next_grapheme("ab", 2), 2);
        assert_eq!(previous_grapheme("ab", 0), 0);
    }

    #[test]
    fn snapping_takes_whole_graphemes_and_drops_white_space() {
        let text = "  cafe\u{301} au lait ";
        let inside_the_accent = text.find('\u{301}').unwrap();
        assert_eq!(snap(text, Range::new(1, inside_the_accent)).of(text), Some("cafe\u{301}"));
        assert!(snap(text, Range::new(0, 2)).is_empty());
    }

    #[test]
    fn a_mark_on_a_space_keeps_its_space() {
        let text = "a \u{301} b";
        let snapped = snap(text, Range::new(1, 4));
        assert_eq!(snapped.of(text), Some(" \u{301}"));
        assert_eq!(snap(text, snapped), snapped);
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof!["[ab \n\r\u{301}\u{200d}👩👧🇩🇪\u{fe0f}\u{a0}한क्षि]{0,24}", ".{0,24}"]
    }

    proptest! {
        #[test]
        fn next_and_previous_undo_each_other(text in text()) {
            let starts: Vec<usize> =
                text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            for pair in starts.windows(2) {
                prop_assert_eq!(next_grapheme(&text, pair[0]), pair[1]);
                prop_assert_eq!(previous_grapheme(&text, pair[1]), pair[0]);
            }
        }

        #[test]
        fn any_offset_is_welcome(text in text(), at in 0usize..99) {
            let (next, previous) = (next_grapheme(&text, at), previous_grapheme(&text, at));
            prop_assert!(is_grapheme_boundary(&text, next) && is_grapheme_boundary(&text, previous));
            prop_assert!(previous <= at.min(text.len()) && next >= at.min(text.len()));
        }

        #[test]
        fn snapping_twice_is_snapping_once(text in text(), start in 0usize..60, end in 0usize..60) {
            let once = snap(&text, Range::new(start, end));
            prop_assert_eq!(snap(&text, once), once);
            prop_assert!(is_grapheme_boundary(&text, once.start));
            prop_assert!(is_grapheme_boundary(&text, once.end));
        }
    }
}
