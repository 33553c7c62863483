//! Cuts a text's blocks into the pieces that are laid out one by one.
//!
//! A piece is a block, or a part of one where the block is so long that laying it out would be felt. Knows
//! nothing of fonts or screens.

use super::layout::Direction;
use crate::text::{Block, BlockKind, Range, boundary};

/// Blocks of more bytes than this are cut.
const LONGEST_BLOCK: usize = 8 * 1024;
/// Pieces of a cut block are of about this many bytes, so that turning a page into one is not felt.
const CUT_SIZE: usize = 4 * 1024;
/// A cut is looked for this many bytes back before a worse kind of cut is taken.
const CUT_SLACK: usize = 1024;

/// A stretch of text that is laid out at once.
///
/// *Invariant:* the pieces of a block tile it, in order, each beginning on a character boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The block it is a part of, as an index.
    pub block: usize,
    /// The block's kind.
    pub kind: BlockKind,
    /// The bytes of the text it shows.
    pub range: Range,
    /// How many characters that is, about; the first guess of the height follows from it.
    pub chars: u32,
    /// The paragraph's number, from 1, where one is shown: at the first piece of a numbered block.
    pub number: Option<u32>,
    /// Whether the block begins with it.
    pub first: bool,
    /// Whether the block ends with it.
    pub last: bool,
    /// The way of the block, where the piece is not all of it.
    pub direction: Option<Direction>,
    /// Of a table row, in which of its cells the piece begins, from 0.
    pub column: usize,
}

/// Cuts all blocks; blocks that leave the text or split a character are left out.
pub fn cut(text: &str, blocks: &[Block]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(blocks.len());
    let mut number = 0;
    for (index, block) in blocks.iter().enumerate() {
        let Some(inside) = block.range.of(text) else { continue };
        let is_counted = block.kind.is_numbered();
        number += u32::from(is_counted);
        let direction = (inside.len() > LONGEST_BLOCK).then(|| Direction::of(inside));
        let (mut start, mut column) = (0, 0);
        loop {
            let end = start + next_cut(&inside[start..]);
            let is_first = start == 0;
            pieces.push(Piece {
                block: index,
                kind: block.kind,
                range: Range::new(block.range.start + start, block.range.start + end),
                chars: estimated_chars(&inside[start..end]),
                number: (is_counted && is_first).then_some(number),
                first: is_first,
                last: end == inside.len(),
                direction,
                column,
            });
            if block.kind == BlockKind::TableRow {
                column += inside[start..end].bytes().filter(|byte| *byte == b'\t').count();
            }
            start = end;
            if start >= inside.len() {
                break;
            }
        }
    }
    pieces
}

/// Counts the characters of a short text; of a long one it counts those at its beginning and concludes from them.
fn estimated_chars(text: &str) -> u32 {
    const SAMPLE: usize = 64;
    if text.len() <= SAMPLE {
        return text.chars().count() as u32;
    }
    let sample = &text[..floor_boundary(text, SAMPLE)];
    (text.len() as f32 * sample.chars().count() as f32 / sample.len() as f32).round() as u32
}

/// Finds the piece that holds this offset, or the last one that begins before it.
pub fn piece_at(pieces: &[Piece], offset: usize) -> usize {
    pieces.partition_point(|piece| piece.range.start <= offset).saturating_sub(1)
}

/// Returns the length of the next piece of `rest`, at the best place to cut: a line end, the end of a
/// sentence, white space, any character.
fn next_cut(rest: &str) -> usize {
    if rest.len() <= LONGEST_BLOCK {
        return rest.len();
    }
    let limit = floor_boundary(rest, CUT_SIZE);
    let window = &rest[floor_boundary(rest, CUT_SIZE - CUT_SLACK)..limit];
    let base = limit - window.len();
    let space = || window.char_indices().rev().find(|(_, c)| c.is_whitespace());
    let at = window
        .rfind('\n')
        .map(|at| at + 1)
        .or_else(|| last_sentence_end(window))
        .or_else(|| space().map(|(at, space)| at + space.len_utf8()));
    let cut = base + at.unwrap_or(window.len());
    // One character with more marks on it than a piece has room for stays cut.
    let whole = boundary::floor_grapheme(rest, cut);
    if whole > base { whole } else { cut }
}

/// Finds the last place in `window` where a full stop, a question or exclamation mark, with quotation marks
/// or brackets behind it, is followed by white space or is ideographic.
///
/// *Limitations:* an abbreviation counts as an end; a cut there moves one line break and nothing else.
fn last_sentence_end(window: &str) -> Option<usize> {
    let mut found = None;
    let mut is_ended = false;
    for (at, c) in window.char_indices() {
        match c {
            '。' | '！' | '？' => found = Some(at + c.len_utf8()),
            '.' | '!' | '?' | '…' => is_ended = true,
            '”' | '’' | '"' | '\'' | ')' | ']' | '»' if is_ended => {}
            c if c.is_whitespace() && is_ended => {
                found = Some(at + c.len_utf8());
                is_ended = false;
            }
            _ => is_ended = false,
        }
    }
    found
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one_block(text: &str) -> Vec<Block> {
        vec![Block { kind: BlockKind::Paragraph, range: Range::new(0, text.len()) }]
    }

    #[test]
    fn a_block_of_usual_length_is_one_piece() {
        let text = "One. Two.";
        let pieces = cut(text, &one_block(text));
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].number, Some(1));
        assert!(pieces[0].first && pieces[0].last);
    }

    #[test]
    fn a_long_block_is_cut_behind_a_sentence() {
        let text = "He said “no.” She did not say anything at all about it. ".repeat(400);
        let pieces = cut(&text, &one_block(&text));
        assert!(pieces.len() > 4);
        for piece in &pieces[..pieces.len() - 1] {
            let shown = piece.range.of(&text).expect("on boundaries");
            assert!(shown.ends_with("it. ") || shown.ends_with("no.” "), "{:?}", &shown[shown.len() - 20..]);
            assert_eq!(piece.number.is_some(), piece.first);
        }
    }

    #[test]
    fn a_long_block_without_sentences_is_cut_at_any_character() {
        let text = "字".repeat(20_000);
        let pieces = cut(&text, &one_block(&text));
        assert!(pieces.iter().all(|piece| piece.range.of(&text).is_some()));
    }

    #[test]
    fn no_cut_parts_a_letter_from_its_marks() {
        for letters in ["นิ", "👩‍👩‍👧‍👦", "e\u{301}\u{323}", "a \u{301}"] {
            let text = letters.repeat(4_000);
            let pieces = cut(&text, &one_block(&text));
            let is_whole = |piece: &Piece| boundary::is_grapheme_boundary(&text, piece.range.end);
            assert!(pieces.len() > 1 && pieces.iter().all(is_whole), "{letters}");
        }
        let hostile = format!("a{}", "\u{301}".repeat(20_000));
        assert!(cut(&hostile, &one_block(&hostile)).iter().all(|piece| piece.range.len() <= LONGEST_BLOCK));
    }

    #[test]
    fn all_pieces_of_a_long_block_run_the_way_of_its_beginning() {
        let text = format!("قال الحاكم. {}", "The rest is in English. ".repeat(600));
        let pieces = cut(&text, &one_block(&text));
        assert!(pieces.len() > 2);
        assert!(pieces.iter().all(|piece| piece.direction == Some(Direction::RightToLeft)));
    }

    #[test]
    fn each_part_of_a_long_row_knows_the_cell_it_begins_in() {
        let cell = "He said no. ".repeat(600);
        let text = format!("year\t{cell}\t{cell}");
        let pieces = cut(&text, &[Block { kind: BlockKind::TableRow, range: Range::new(0, text.len()) }]);
        assert!(pieces.len() > 2);
        for piece in &pieces {
            assert_eq!(piece.column, text[..piece.range.start].matches('\t').count());
        }
    }

    #[test]
    fn a_block_outside_the_text_is_left_out() {
        let blocks = [Block { kind: BlockKind::Note, range: Range::new(0, 9) }];
        assert!(cut("short", &blocks).is_empty());
    }

    #[test]
    fn headlines_carry_no_number() {
        let blocks = [
            Block { kind: BlockKind::Headline, range: Range::new(0, 1) },
            Block { kind: BlockKind::Paragraph, range: Range::new(2, 3) },
        ];
        let pieces = cut("a\nb", &blocks);
        assert_eq!(pieces.iter().map(|piece| piece.number).collect::<Vec<_>>(), [None, Some(1)]);
    }

    proptest! {
        #[test]
        fn pieces_tile_their_block(text in "(?s)([a-zé字]{1,12}[ .\n]){0,4000}.") {
            let pieces = cut(&text, &one_block(&text));
            let mut at = 0;
            for (index, piece) in pieces.iter().enumerate() {
                prop_assert_eq!(piece.range.start, at);
                prop_assert!(piece.range.len() <= LONGEST_BLOCK && !piece.range.is_empty());
                prop_assert_eq!(piece_at(&pieces, at), index);
                at = piece.range.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
