//! Cuts a text at every edge of a mark, so that overlapping, nested and touching marks can be set in any format
//! that knows only properly nested pieces.
//!
//! Knows no format; all positions are bytes.

use crate::text::{Block, BlockKind, Range};

/// A stretch of text that the same marks cover from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands.
    pub range: Range,
    /// The marks that cover it, by their place in the list that was cut by: the longest first, the shortest last.
    pub marks: Vec<usize>,
    /// Those of them that no earlier segment has shown.
    pub first: Vec<usize>,
}

/// Returns the blocks of a text, with every stretch of words that no block covers as a paragraph of its own, so
/// that nothing of the text can go missing.
pub fn pieces(text: &str, blocks: &[Block]) -> Vec<Block> {
    let mut pieces = Vec::with_capacity(blocks.len());
    let mut at = 0;
    for block in blocks {
        if block.range.start < at || block.range.is_empty() || block.range.of(text).is_none() {
            continue;
        }
        pieces.extend(gap(text, Range::new(at, block.range.start)));
        pieces.push(*block);
        at = block.range.end;
    }
    pieces.extend(gap(text, Range::new(at, text.len())));
    pieces
}

fn gap(text: &str, range: Range) -> Option<Block> {
    let words = range.of(text)?;
    let start = range.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    (start < end).then_some(Block { kind: BlockKind::Paragraph, range: Range::new(start, end) })
}

/// Cuts each piece at the edges of the marks; a mark is its ranges. Pieces are in order and do not overlap.
///
/// The segments of a piece, put together, are the piece.
pub fn cut(pieces: &[Range], marks: &[&[Range]]) -> Vec<Vec<Segment>> {
    let lengths: Vec<usize> =
        marks.iter().map(|ranges| ranges.iter().map(|range| range.len()).sum()).collect();
    let mut edges: Vec<(usize, usize, Edge)> = Vec::new();
    for (mark, ranges) in marks.iter().enumerate() {
        for range in ranges.iter().filter(|range| !range.is_empty()) {
            edges.push((range.start, mark, Edge::Opens));
            edges.push((range.end, mark, Edge::Closes));
        }
    }
    edges.sort_unstable_by_key(|(at, mark, edge)| (*at, *edge, *mark));
    let mut edges = edges.into_iter().peekable();
    let mut active: Vec<usize> = Vec::new();
    let mut shown = vec![false; marks.len()];
    pieces
        .iter()
        .map(|piece| {
            let mut segments = Vec::new();
            let mut at = piece.start;
            while at < piece.end {
                while let Some((_, mark, edge)) = edges.next_if(|(place, ..)| *place <= at) {
                    match edge {
                        Edge::Opens => active.push(mark),
                        Edge::Closes => {
                            if let Some(place) = active.iter().position(|open| *open == mark) {
                                active.remove(place);
                            }
                        }
                    }
                }
                let end = edges.peek().map_or(piece.end, |(place, ..)| (*place).min(piece.end));
                let mut covering = active.clone();
                covering.sort_by_key(|mark| (std::cmp::Reverse(lengths[*mark]), *mark));
                covering.dedup();
                let first =
                    covering.iter().copied().filter(|mark| !std::mem::replace(&mut shown[*mark], true));
                let mut first: Vec<usize> = first.collect();
                first.sort_unstable();
                segments.push(Segment { range: Range::new(at, end), marks: covering, first });
                at = end;
            }
            segments
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Closes,
    Opens,
}

/// Gives every mark a lane, counted from 0, so that two that overlap never share one: their underlines lie below
/// one another. Marks are in the order of the text, of two that start together the longer first.
pub fn lanes(spans: &[Range]) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    spans
        .iter()
        .map(|span| {
            let lane = ends.iter().position(|end| *end <= span.start).unwrap_or_else(|| {
                ends.push(0);
                ends.len() - 1
            });
            ends[lane] = span.end;
            lane
        })
        .collect()
}

/// Returns the smallest range that covers all of a mark.
pub fn hull(ranges: &[Range]) -> Range {
    ranges.iter().copied().reduce(Range::hull).unwrap_or_default()
}

/// Lists the marks whose entries stand at each piece, in the order of the marks: where a mark is first shown, else
/// at the piece before it.
pub fn homes(segments: &[Vec<Segment>], bounds: &[Range], spans: &[Range]) -> Vec<Vec<usize>> {
    let mut home: Vec<Option<usize>> = vec![None; spans.len()];
    for (piece, segments) in segments.iter().enumerate() {
        for mark in segments.iter().flat_map(|segment| &segment.first) {
            home[*mark] = Some(piece);
        }
    }
    let mut homes = vec![Vec::new(); bounds.len()];
    for (mark, (home, span)) in home.iter().zip(spans).enumerate() {
        let before = || bounds.partition_point(|piece| piece.start <= span.start).saturating_sub(1);
        if let Some(marks) = homes.get_mut(home.unwrap_or_else(before)) {
            marks.push(mark);
        }
    }
    homes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, marks: &[&[Range]]) -> String {
        let pieces = [Range::new(0, text.len())];
        let mut shown = String::new();
        for segment in cut(&pieces, marks).concat() {
            let covering: Vec<String> = segment.marks.iter().map(ToString::to_string).collect();
            shown.extend(["[", &covering.join(" "), ":", segment.range.of(text).unwrap(), "]"]);
        }
        shown
    }

    #[test]
    fn overlapping_marks_share_the_middle() {
        let (left, right) = ([Range::new(0, 5)], [Range::new(3, 8)]);
        assert_eq!(shown("abcdefghij", &[&left, &right]), "[0:abc][0 1:de][1:fgh][:ij]");
    }

    #[test]
    fn the_innermost_mark_comes_last() {
        let (inner, outer) = ([Range::new(2, 4)], [Range::new(0, 6)]);
        assert_eq!(shown("abcdef", &[&outer, &inner]), "[0:ab][0 1:cd][0:ef]");
        assert_eq!(shown("abcdef", &[&inner, &outer]), "[1:ab][1 0:cd][1:ef]");
    }

    #[test]
    fn touching_marks_stay_apart() {
        let (left, right) = ([Range::new(0, 3)], [Range::new(3, 6)]);
        assert_eq!(shown("abcdef", &[&left, &right]), "[0:abc][1:def]");
    }

    #[test]
    fn a_broken_quotation_shows_its_number_once() {
        let broken = [Range::new(0, 2), Range::new(4, 6)];
        let segments = cut(&[Range::new(0, 6)], &[&broken]).concat();
        let first: Vec<_> = segments.iter().map(|segment| segment.first.len()).collect();
        assert_eq!(first, [1, 0, 0]);
    }

    #[test]
    fn a_mark_across_two_paragraphs_goes_on_in_the_second() {
        let mark = [Range::new(1, 6)];
        let cut = cut(&[Range::new(0, 3), Range::new(4, 8)], &[&mark]);
        assert_eq!(cut[1][0].marks, [0]);
        assert!(cut[1][0].first.is_empty());
        assert_eq!(cut[1][1].marks, [] as [usize; 0]);
    }

    #[test]
    fn words_that_no_block_covers_become_paragraphs() {
        let text = "one\n\ntwo\n\nthree";
        let blocks = [Block { kind: BlockKind::Quotation, range: Range::new(5, 8) }];
        let ranges: Vec<_> =
            pieces(text, &blocks).iter().map(|piece| piece.range.of(text).unwrap()).collect();
        assert_eq!(ranges, ["one", "two", "three"]);
    }

    #[test]
    fn marks_that_overlap_lie_in_different_lanes() {
        let spans = [Range::new(0, 9), Range::new(2, 4), Range::new(4, 6), Range::new(9, 12)];
        assert_eq!(lanes(&spans), [0, 1, 1, 0]);
    }
}
