//! Words of the article with the numbers of their marks, as they are copied: `voted 7 to 2[3] on Friday`.
//!
//! Only words of the text and numbers: nothing of what a record holds.

use std::fmt::Write as _;

use super::highlight::{Highlights, Weight};
use crate::text::Range;

/// Writes the words of a range; behind each mark's words stands its number, of several at one place the inner first.
///
/// A mark that goes on beyond the range has its number at the range's end. One that needs no check has none, as in
/// the margin. Nothing where the range does not lie in the text.
pub fn numbered(text: &str, range: Range, marks: &Highlights) -> Option<String> {
    let words = range.of(text)?;
    let mut notes: Vec<(usize, usize, u32)> = Vec::new();
    for stretch in marks.meeting(range).filter(|stretch| stretch.mark.weight == Weight::Full) {
        let last = stretch.mark.ranges.iter().rposition(|part| part.overlaps(range));
        if last == Some(stretch.part) {
            let end = stretch.range.end.min(range.end);
            notes.push((end, stretch.mark.size(), stretch.number));
        }
    }
    notes.sort_unstable();
    let mut written = String::with_capacity(words.len() + notes.len() * 6);
    let mut at = range.start;
    for (end, _, number) in notes {
        written.push_str(text.get(at..end)?);
        at = end;
        let _ = write!(written, "[{number}]");
    }
    written.push_str(text.get(at..range.end)?);
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::highlight::{Highlight, StatusShape};
    use proptest::prelude::*;

    fn mark(key: u64, ranges: &[(usize, usize)], weight: Weight) -> Highlight {
        Highlight {
            key,
            ranges: ranges.iter().map(|(start, end)| Range::new(*start, *end)).collect(),
            hue: "blue".into(),
            words: "claim".into(),
            shape: StatusShape::Circle,
            weight,
        }
    }

    #[test]
    fn numbers_stand_behind_the_marked_words_the_inner_first() {
        let text = "He took bribes in May.";
        let marks = Highlights::new(vec![
            mark(1, &[(0, 14)], Weight::Full),
            mark(2, &[(8, 14)], Weight::Full),
            mark(3, &[(15, 17)], Weight::Quiet),
            mark(4, &[(18, 21)], Weight::Full),
        ]);
        let whole = Range::new(0, text.len());
        assert_eq!(numbered(text, whole, &marks).as_deref(), Some("He took bribes[2][1] in May[4]."));
        assert_eq!(numbered(text, Range::new(3, 7), &marks).as_deref(), Some("took[1]"));
        assert_eq!(numbered(text, Range::new(3, 99), &marks), None);
    }

    #[test]
    fn a_broken_quotation_has_its_number_once_behind_its_last_words() {
        let text = "“No,” he said, “never.”";
        let second = text.find("never").unwrap();
        let marks = Highlights::new(vec![mark(0, &[(3, 5), (second, second + 5)], Weight::Full)]);
        let whole = Range::new(0, text.len());
        assert_eq!(numbered(text, whole, &marks).as_deref(), Some("“No,” he said, “never[1].”"));
        let first = Range::new(0, 6);
        assert_eq!(numbered(text, first, &marks).as_deref(), Some("“No[1],"));
    }

    proptest! {
        #[test]
        fn without_the_numbers_it_is_what_stands_there(
            text in "[a-z é字]{0,40}",
            ranges in prop::collection::vec((0_usize..40, 1_usize..12), 0..8),
            start in 0_usize..40,
            end in 0_usize..40,
        ) {
            let whole = |at: usize| text.floor_char_boundary(at.min(text.len()));
            let marks = ranges.iter().enumerate().map(|(at, (start, len))| {
                mark(at as u64, &[(whole(*start), whole(start + len))], Weight::Full)
            });
            let marks = Highlights::new(marks.collect());
            let range = Range::new(whole(start), whole(end));
            let written = numbered(&text, range, &marks).unwrap();
            let bare = |text: &str| {
                let mut bare = String::new();
                let mut depth = 0_usize;
                for sign in text.chars() {
                    match sign {
                        '[' => depth += 1,
                        ']' => depth -= 1,
                        sign if depth == 0 && sign != ' ' => bare.push(sign),
                        _ => {}
                    }
                }
                bare
            };
            prop_assert_eq!(bare(&written), bare(range.of(&text).unwrap()));
            let marked = ranges.iter().map(|(start, len)| Range::new(whole(*start), whole(start + len)));
            let met = marked.filter(|marked| !marked.is_empty() && marked.overlaps(range) && !range.is_empty());
            prop_assert_eq!(written.matches('[').count(), met.count());
        }
    }
}
