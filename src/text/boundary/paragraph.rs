//! Paragraphs of a plain text: what blank lines part.
//!
//! Knows nothing of the blocks of a draft, which have kinds of their own.

use super::{Range, trim};

/// Finds where the first line break of a blank line at or after `from` starts, and where the gap ends.
pub(super) fn gap_after(text: &str, from: usize) -> Option<Range> {
    let mut search = from;
    while let Some(found) = text[search..].find(['\n', '\u{2029}']) {
        let start = search + found;
        let rest = &text[start..];
        let blank = rest.len() - rest.trim_start().len();
        if breaks(&rest[..blank]) {
            return Some(Range { start, end: start + blank });
        }
        search = start + blank;
    }
    None
}

/// Tells whether white space holds a blank line or a paragraph separator.
pub(super) fn breaks(white_space: &str) -> bool {
    white_space.contains('\u{2029}') || white_space.bytes().filter(|byte| *byte == b'\n').count() > 1
}

/// Lists the paragraphs in order, each without the white space around it.
pub fn paragraphs(text: &str) -> Vec<Range> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let gap = gap_after(text, start).unwrap_or(Range { start: text.len(), end: text.len() });
        let range = trim(text, Range { start, end: gap.start });
        if !range.is_empty() {
            found.push(range);
        }
        start = gap.end;
    }
    found
}

/// Finds the paragraph at `at`; in the gap between two, the one before. Empty where there is none.
pub fn paragraph_at(text: &str, at: usize) -> Range {
    let at = text.floor_char_boundary(at);
    let start = previous_paragraph(text, text[at..].chars().next().map_or(at, |next| at + next.len_utf8()));
    let end = gap_after(text, text.floor_char_boundary(at).max(start)).map_or(text.len(), |gap| gap.start);
    trim(text, Range::new(start, end))
}

/// Finds the start of the next paragraph after `at`; in the last one, the end of the text.
pub fn next_paragraph(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    // The gap may have begun before `at`; one that ends there is behind us.
    let gap = gap_after(text, text[..at].trim_end().len());
    let gap = if gap.is_some_and(|gap| gap.end <= at) { gap_after(text, at) } else { gap };
    gap.map_or(text.len(), |gap| gap.end)
}

/// Finds the start of the paragraph before `at`, or of the one that `at` is inside.
pub fn previous_paragraph(text: &str, at: usize) -> usize {
    let mut end = text[..text.floor_char_boundary(at)].trim_end().len();
    loop {
        let Some(line_break) = text[..end].rfind(['\n', '\u{2029}']) else {
            return 0;
        };
        let before = text[..line_break].trim_end().len();
        let rest = &text[before..];
        let gap = rest.len() - rest.trim_start().len();
        if breaks(&rest[..gap]) {
            return before + gap;
        }
        end = before;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "One\nline.\n\nTwo.\r\n \r\nThree.\n";

    #[test]
    fn blank_lines_part_and_single_ones_do_not() {
        let parts: Vec<&str> = paragraphs(TEXT).into_iter().filter_map(|range| range.of(TEXT)).collect();
        assert_eq!(parts, ["One\nline.", "Two.", "Three."]);
    }

    #[test]
    fn steps_go_from_start_to_start() {
        let two = TEXT.find("Two").unwrap();
        let three = TEXT.find("Three").unwrap();
        assert_eq!(next_paragraph(TEXT, 0), two);
        assert_eq!(next_paragraph(TEXT, two), three);
        assert_eq!(next_paragraph(TEXT, three), TEXT.len());
        assert_eq!(previous_paragraph(TEXT, TEXT.len()), three);
        assert_eq!(previous_paragraph(TEXT, three), two);
        assert_eq!(previous_paragraph(TEXT, two), 0);
    }

    proptest! {
        #[test]
        fn every_offset_finds_the_paragraph_it_is_in(text in "[ab\r\n .é]{0,40}") {
            for range in paragraphs(&text) {
                for at in range.start..range.end {
                    prop_assert_eq!(paragraph_at(&text, at), range);
                }
            }
        }
    }
}
