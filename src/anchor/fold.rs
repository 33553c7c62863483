//! Signs of a text made even for approximate matching, and the way back to bytes. Capitals and accents stay: they
//! count as changed letters.
//!
//! Knows nothing of matching.

use crate::text::Range;
use crate::text::fold::even;

/// Characters of a text in one form, each with the byte at which it stood.
pub(super) struct Folded {
    pub(super) signs: Vec<char>,
    /// Where each sign starts; one entry more for the end of the text.
    starts: Vec<usize>,
}

impl Folded {
    /// Folds `text`: runs of white space become one space, quotation marks and dashes get one form, and characters
    /// that are never seen are dropped.
    pub(super) fn new(text: &str) -> Self {
        let (mut signs, mut starts) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
        for (start, sign) in text.char_indices() {
            let Some(sign) = even(sign) else { continue };
            if sign == ' ' && signs.last() == Some(&' ') {
                continue;
            }
            signs.push(sign);
            starts.push(start);
        }
        starts.push(text.len());
        Self { signs, starts }
    }

    /// Returns the bytes that the signs from `start` up to `end` stood for.
    pub(super) fn range(&self, text: &str, start: usize, end: usize) -> Range {
        let from = self.starts[start];
        let Some(last) = end.checked_sub(1).filter(|last| *last >= start) else {
            return Range { start: from, end: from };
        };
        // The last sign alone, not what was dropped behind it.
        let width = text[self.starts[last]..].chars().next().map_or(0, char::len_utf8);
        let is_space = self.signs[last] == ' ';
        Range { start: from, end: if is_space { self.starts[end] } else { self.starts[last] + width } }
    }

    /// Counts the signs that start before a byte.
    pub(super) fn sign_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start < byte).min(self.signs.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_signs_lead_back_to_their_bytes() {
        let text = "a\u{a0}\r\n“b”\u{ad}c";
        let folded = Folded::new(text);
        assert_eq!(folded.signs.iter().collect::<String>(), "a \"b\"c");
        assert_eq!(folded.range(text, 2, 5).of(text), Some("“b”"));
        assert_eq!(folded.range(text, 1, 2).of(text), Some("\u{a0}\r\n"));
    }
}
