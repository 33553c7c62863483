//! Which mark fills words, and in which lane each is underlined where several stand over the same words.
//!
//! Knows ranges and sizes only: neither fonts nor colours nor the screen.

use std::collections::{BTreeSet, HashMap};

use super::piece::Piece;
use crate::gui::highlight::{Highlights, Stretch, Weight};
use crate::text::Range;

/// So many pieces above the first one on screen are looked at for the lanes of marks that run on from there.
const LOOK_BACK: usize = 4;

/// The lanes of marks that run on into the next piece, by mark and part.
pub type Kept = HashMap<(u64, usize), usize>;

/// Cuts what is seen into runs and names for each the mark that fills it: the largest one over it, so that a passage
/// has one ground however much is marked inside it. Quiet marks fill nothing.
pub fn fills(stretches: &[Stretch<'_>], seen: Range) -> Vec<(Range, usize)> {
    let mut edges: Vec<(usize, bool, usize)> = Vec::with_capacity(stretches.len() * 2);
    for (index, stretch) in stretches.iter().enumerate() {
        let Some(shared) = stretch.range.intersection(seen) else { continue };
        if stretch.mark.weight == Weight::Full {
            edges.push((shared.start, true, index));
            edges.push((shared.end, false, index));
        }
    }
    edges.sort_unstable();
    let mut runs: Vec<(Range, usize)> = Vec::new();
    let mut open: BTreeSet<(usize, std::cmp::Reverse<usize>)> = BTreeSet::new();
    let mut at = 0;
    for (offset, is_start, index) in edges {
        if let Some((_, std::cmp::Reverse(top))) = open.last()
            && offset > at
        {
            match runs.last_mut() {
                Some((run, before)) if before == top && run.end == at => run.end = offset,
                _ => runs.push((Range::new(at, offset), *top)),
            }
        }
        at = offset;
        let entry = (stretches[index].mark.size(), std::cmp::Reverse(index));
        if is_start {
            open.insert(entry);
        } else {
            open.remove(&entry);
        }
    }
    runs
}

/// Gives each stretch a lane such that those that overlap lie apart: one that runs on keeps the lane it had, then the
/// smaller ones come nearest to the words.
pub fn lanes(stretches: &[Stretch<'_>], kept: &Kept) -> Vec<usize> {
    let lane_before = |index: &usize| {
        let stretch = &stretches[*index];
        kept.get(&(stretch.mark.key, stretch.part)).copied()
    };
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by_cached_key(|index| {
        let stretch = &stretches[*index];
        (lane_before(index).is_none(), stretch.mark.size(), stretch.range.start)
    });
    let mut lanes = vec![0; stretches.len()];
    let mut taken: Vec<Vec<Range>> = Vec::new();
    for index in order {
        let range = stretches[index].range;
        let is_free = |lane: &[Range]| lane.iter().all(|other| !other.overlaps(range));
        let wanted = lane_before(&index).filter(|lane| taken.get(*lane).is_none_or(|ranges| is_free(ranges)));
        let free = wanted.or_else(|| taken.iter().position(|lane| is_free(lane)));
        let lane = free.unwrap_or(taken.len());
        while taken.len() <= lane {
            taken.push(Vec::new());
        }
        taken[lane].push(range);
        lanes[index] = lane;
    }
    lanes
}

/// Remembers the lanes of what runs on beyond the end of a piece.
pub fn running_on(stretches: &[Stretch<'_>], lanes: &[usize], end: usize) -> Kept {
    let both = stretches.iter().zip(lanes);
    let beyond = both.filter(|(stretch, _)| stretch.range.end > end);
    beyond.map(|(stretch, lane)| ((stretch.mark.key, stretch.part), *lane)).collect()
}

/// Finds the lanes of the marks that run into a piece from those above it.
///
/// *Limitations:* a mark that began more than four pieces above may change its lane as the text is scrolled.
pub fn running_into(marks: &Highlights, pieces: &[Piece], piece: usize) -> Kept {
    let mut first = piece;
    while first > 0 && piece - first < LOOK_BACK {
        let start = pieces[first].range.start;
        let near = Range::new(start.saturating_sub(1), start + 1);
        if !marks.meeting(near).any(|stretch| stretch.range.start < start && stretch.range.end > start) {
            break;
        }
        first -= 1;
    }
    let mut kept = Kept::new();
    for above in &pieces[first..piece] {
        let stretches: Vec<Stretch<'_>> = marks.meeting(above.range).collect();
        kept = running_on(&stretches, &lanes(&stretches, &kept), above.range.end);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::highlight::{Highlight, StatusShape};
    use crate::text::{Block, BlockKind};
    use proptest::prelude::*;

    fn marks(ranges: &[(usize, usize)]) -> Highlights {
        let mark = |(key, (start, len)): (usize, &(usize, usize))| Highlight {
            key: key as u64,
            ranges: vec![Range::new(*start, start + len + 1)],
            hue: "blue".into(),
            words: "claim".into(),
            shape: StatusShape::Circle,
            weight: Weight::Full,
        };
        Highlights::new(ranges.iter().enumerate().map(mark).collect())
    }

    #[test]
    fn a_mark_over_two_paragraphs_is_in_one_lane_in_both() {
        let text = "aaaaaaaaaa\nbbbbbbbbbb";
        let blocks = [(0, 10), (11, 21)]
            .map(|(start, end)| Block { kind: BlockKind::Paragraph, range: Range::new(start, end) });
        let pieces = super::super::piece::cut(text, &blocks);
        // The long one lies below two smaller ones in the first paragraph, and alone in the second.
        let marks = marks(&[(0, 17), (2, 2), (1, 5)]);
        let lane = |piece: usize, key: u64| {
            let stretches: Vec<_> = marks.meeting(pieces[piece].range).collect();
            let lanes = lanes(&stretches, &running_into(&marks, &pieces, piece));
            stretches.iter().position(|stretch| stretch.mark.key == key).map(|at| lanes[at])
        };
        assert_eq!((lane(0, 0), lane(0, 2), lane(0, 1)), (Some(2), Some(1), Some(0)));
        assert_eq!(lane(1, 0), Some(2));
    }

    proptest! {
        #[test]
        fn every_place_is_filled_by_the_largest_mark_over_it(
            ranges in prop::collection::vec((0_usize..40, 0_usize..20), 0..12),
        ) {
            let marks = marks(&ranges);
            let seen = Range::new(0, 100);
            let stretches: Vec<_> = marks.meeting(seen).collect();
            let runs = fills(&stretches, seen);
            for offset in 0..70 {
                let largest = marks.at(offset).last().and_then(|key| marks.mark(*key)).map(Highlight::size);
                let run = runs.iter().find(|(range, _)| range.contains(offset));
                prop_assert_eq!(run.map(|(_, top)| stretches[*top].mark.size()), largest);
            }
        }

        #[test]
        fn overlapping_marks_never_share_a_lane(
            ranges in prop::collection::vec((0_usize..40, 0_usize..20), 0..12),
            kept in prop::collection::hash_map((0_u64..12, Just(0_usize)), 0_usize..4, 0..4),
        ) {
            let marks = marks(&ranges);
            let stretches: Vec<_> = marks.meeting(Range::new(0, 100)).collect();
            let lanes = lanes(&stretches, &kept);
            for one in 0..stretches.len() {
                for other in 0..one {
                    let is_shared = lanes[one] == lanes[other];
                    prop_assert!(!(is_shared && stretches[one].range.overlaps(stretches[other].range)));
                }
            }
        }
    }
}
