//! Converts offsets between bytes, code points and UTF-16 units without reading a long text again.
//!
//! Knows nothing of who counts in which unit, and keeps no text: each look-up is handed the text again.

use super::Range;
use std::ops::Range as Span;

/// How many bytes lie between two checkpoints: small enough to count in a moment, large enough to be few.
const STEP: usize = 1024;

/// One place in the text in all three units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Checkpoint {
    byte: usize,
    code_point: usize,
    utf16: usize,
}

impl Checkpoint {
    /// Moves over `bytes`, which begin and end at characters.
    fn advance(&mut self, bytes: &[u8]) {
        self.byte += bytes.len();
        for &byte in bytes {
            let starts = usize::from(byte & 0xC0 != 0x80);
            self.code_point += starts;
            self.utf16 += starts + usize::from(byte >= 0xF0);
        }
    }
}

/// Indexes one text so that its offsets convert in a bounded number of steps.
///
/// Built once per text. An ASCII text needs no index at all: its three units agree.
///
/// *Limitations:* every look-up must be handed the very text it was built of. With another text the answers
/// are meaningless, though nothing panics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    checkpoints: Vec<Checkpoint>,
    end: Checkpoint,
}

impl Units {
    /// Indexes `text` in one pass.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            let length = text.len();
            let end = Checkpoint { byte: length, code_point: length, utf16: length };
            return Self { checkpoints: Vec::new(), end };
        }
        let mut here = Checkpoint::default();
        let mut checkpoints = Vec::with_capacity(text.len() / STEP + 1);
        while here.byte < text.len() {
            checkpoints.push(here);
            // Measured from the even grid, so that a byte finds its checkpoint by division.
            let next = text.floor_char_boundary(checkpoints.len() * STEP);
            here.advance(&text.as_bytes()[here.byte..next]);
        }
        Self { checkpoints, end: here }
    }

    /// Counts the bytes of the text.
    pub fn bytes(&self) -> usize {
        self.end.byte
    }

    /// Counts the code points of the text.
    pub fn code_points(&self) -> usize {
        self.end.code_point
    }

    /// Counts the UTF-16 units of the text.
    pub fn utf16_units(&self) -> usize {
        self.end.utf16
    }

    /// Counts the code points before a byte; inside a character, those before the character.
    pub fn code_point_of_byte(&self, text: &str, byte: usize) -> usize {
        self.at_byte(text, byte).code_point
    }

    /// Counts the UTF-16 units before a byte; inside a character, those before the character.
    pub fn utf16_of_byte(&self, text: &str, byte: usize) -> usize {
        self.at_byte(text, byte).utf16
    }

    /// Finds the byte at which a code point starts; the text's end is a place, beyond it is none.
    pub fn byte_of_code_point(&self, text: &str, code_point: usize) -> Option<usize> {
        self.byte_of(text, code_point, |place| place.code_point)
    }

    /// Finds the byte of a UTF-16 offset; inside a surrogate pair, the start of its character.
    pub fn byte_of_utf16(&self, text: &str, unit: usize) -> Option<usize> {
        self.byte_of(text, unit, |place| place.utf16)
    }

    /// Converts a range to code points.
    pub fn code_points_of(&self, text: &str, range: Range) -> Span<usize> {
        self.code_point_of_byte(text, range.start)..self.code_point_of_byte(text, range.end)
    }

    /// Converts a range to UTF-16 units.
    pub fn utf16_of(&self, text: &str, range: Range) -> Span<usize> {
        self.utf16_of_byte(text, range.start)..self.utf16_of_byte(text, range.end)
    }

    /// Converts a span of code points to a range, or nothing where it is reversed or leaves the text.
    pub fn range_of_code_points(&self, text: &str, span: Span<usize>) -> Option<Range> {
        let (start, end) =
            (self.byte_of_code_point(text, span.start)?, self.byte_of_code_point(text, span.end)?);
        (start <= end).then_some(Range { start, end })
    }

    /// Converts a span of UTF-16 units to a range, or nothing where it is reversed or leaves the text.
    pub fn range_of_utf16(&self, text: &str, span: Span<usize>) -> Option<Range> {
        let (start, end) = (self.byte_of_utf16(text, span.start)?, self.byte_of_utf16(text, span.end)?);
        (start <= end).then_some(Range { start, end })
    }

    fn at_byte(&self, text: &str, byte: usize) -> Checkpoint {
        if byte >= self.end.byte {
            return self.end;
        }
        if self.checkpoints.is_empty() {
            return Checkpoint { byte, code_point: byte, utf16: byte };
        }
        let byte = text.floor_char_boundary(byte);
        let mut place = self.checkpoints.get(byte / STEP).copied().unwrap_or_default();
        if place.byte > byte {
            place = self.checkpoints.get((byte / STEP).saturating_sub(1)).copied().unwrap_or_default();
        }
        place.advance(text.as_bytes().get(place.byte..byte).unwrap_or_default());
        place
    }

    fn byte_of(&self, text: &str, target: usize, unit: fn(&Checkpoint) -> usize) -> Option<usize> {
        if target >= unit(&self.end) {
            return (target == unit(&self.end)).then_some(self.end.byte);
        }
        if self.checkpoints.is_empty() {
            return Some(target);
        }
        let after = self.checkpoints.partition_point(|place| unit(place) <= target);
        let mut place = self.checkpoints.get(after.saturating_sub(1)).copied().unwrap_or_default();
        for character in text.get(place.byte..)?.chars() {
            let mut next = place;
            next.byte += character.len_utf8();
            next.code_point += 1;
            next.utf16 += character.len_utf16();
            if unit(&next) > target {
                break;
            }
            place = next;
        }
        Some(place.byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_three_units_part_ways_at_accents_and_emoji() {
        let text = "é😀x";
        let units = Units::new(text);
        assert_eq!((units.bytes(), units.code_points(), units.utf16_units()), (7, 3, 4));
        assert_eq!(units.byte_of_code_point(text, 2), Some(6));
        assert_eq!(units.byte_of_utf16(text, 3), Some(6));
        assert_eq!(units.utf16_of(text, Range::new(2, 6)), 1..3);
    }

    #[test]
    fn the_middle_of_a_surrogate_pair_is_its_start() {
        let text = "é😀x";
        assert_eq!(Units::new(text).byte_of_utf16(text, 2), Some(2));
        assert_eq!(Units::new(text).code_point_of_byte(text, 4), 1);
    }

    #[test]
    fn beyond_the_end_is_nowhere() {
        for text in ["", "abc", "äöü"] {
            let units = Units::new(text);
            let end = text.chars().count();
            assert_eq!(units.byte_of_code_point(text, end), Some(text.len()));
            assert_eq!(units.byte_of_code_point(text, end + 1), None);
            assert_eq!(units.code_point_of_byte(text, 99), end);
            assert_eq!(units.range_of_code_points(text, 0..end + 1), None);
        }
    }

    #[test]
    fn a_character_across_the_grid_belongs_to_one_side() {
        let text = "😀".repeat(STEP) + "end";
        let shifted = format!("x{text}");
        for text in [text, shifted] {
            let units = Units::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(units.code_point_of_byte(&text, byte), count);
                assert_eq!(units.byte_of_code_point(&text, count), Some(byte));
            }
        }
    }

    #[test]
    fn another_text_gives_nonsense_but_no_panic() {
        let units = Units::new(&"é".repeat(3000));
        for other in ["", "abc", "😀😀"] {
            for offset in [0, 1, 2, 1024, 5000] {
                units.code_point_of_byte(other, offset);
                units.byte_of_code_point(other, offset);
                units.byte_of_utf16(other, offset);
            }
        }
    }

    proptest! {
        #[test]
        fn offsets_go_there_and_back(seed in "[a-zé€😀\u{301} \n]{1,40}", times in 1usize..60) {
            let text = seed.repeat(times);
            let units = Units::new(&text);
            prop_assert_eq!(units.code_points(), text.chars().count());
            prop_assert_eq!(units.utf16_units(), text.encode_utf16().count());
            for byte in (0..=text.len()).step_by(7) {
                let start = text.floor_char_boundary(byte);
                let code_point = units.code_point_of_byte(&text, byte);
                let utf16 = units.utf16_of_byte(&text, byte);
                prop_assert_eq!(units.byte_of_code_point(&text, code_point), Some(start));
                prop_assert_eq!(units.byte_of_utf16(&text, utf16), Some(start));
            }
        }
    }
}
