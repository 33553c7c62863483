//! Moving one end of a mark by a word.
//!
//! An end stays within the block that it stands in. It must not know who asks, nor where a caret is.

use super::mark::target;
use super::{View, missing};
use crate::model::{Anchoring, Edit, Id, Transaction};
use crate::session::{Edge, Growth, Refusal};
use crate::text::{Range, boundary};

pub(super) fn move_edge(
    view: &View<'_>,
    annotation: Id,
    edge: Edge,
    growth: Growth,
) -> Result<Transaction, Refusal> {
    let project = view.project;
    let mark = project.annotations().get(&annotation).ok_or_else(|| missing(annotation))?;
    let draft = project.draft_id().ok_or_else(|| missing(annotation))?;
    let there = mark.target(draft).filter(|target| target.stands_in(project.text()));
    let there = there.ok_or_else(|| Refusal::new("This mark stands nowhere in the present text."))?;
    let text = project.text();
    let mut ranges = there.ranges.clone();
    let part = match edge {
        Edge::Start => ranges.first_mut(),
        Edge::End => ranges.last_mut(),
    };
    let Some(part) = part else { return Err(missing(annotation)) };
    let block = block_of(view, *part, edge);
    *part = match growth {
        Growth::Grow => grown(text, *part, block, edge).ok_or_else(|| {
            Refusal::new(match edge {
                Edge::Start => "The mark begins where its paragraph begins.",
                Edge::End => "The mark ends where its paragraph ends.",
            })
        })?,
        Growth::Shrink => shrunk(text, *part, edge).ok_or_else(|| {
            Refusal::new(if there.ranges.len() > 1 {
                "Only one word is left at this end of the mark."
            } else {
                "Only one word is left in the mark."
            })
        })?,
    };
    let mut targets = mark.targets.clone();
    targets.retain(|(id, _)| *id != draft);
    targets.push((draft, target(text, &ranges, Anchoring::Intact)));
    targets.sort_unstable_by_key(|(id, _)| *id);
    let label = match (growth, edge) {
        (Growth::Grow, Edge::Start) => "extend start of mark",
        (Growth::Grow, Edge::End) => "extend end of mark",
        (Growth::Shrink, Edge::Start) => "shorten mark at its start",
        (Growth::Shrink, Edge::End) => "shorten mark at its end",
    };
    let edits = vec![Edit::new(annotation, "targets", targets)];
    Ok(Transaction { label: label.into(), edits, focus: Some(annotation) })
}

/// Returns the block in which one end of a range stands; the whole text where there is none.
fn block_of(view: &View<'_>, range: Range, edge: Edge) -> Range {
    let blocks = view.project.draft().map_or(&[][..], |draft| draft.blocks.as_slice());
    let at = match edge {
        Edge::Start => range.start,
        Edge::End => boundary::previous_grapheme(view.project.text(), range.end),
    };
    let near = blocks.partition_point(|block| block.range.end <= at);
    let block = blocks.get(near).filter(|block| block.range.contains(at));
    block.map_or(Range::new(0, view.project.text().len()), |block| block.range)
}

/// Takes the next word in at an end, with the signs before it; behind the last word what is left of the block.
fn grown(text: &str, range: Range, block: Range, edge: Edge) -> Option<Range> {
    let grown = match edge {
        Edge::Start => {
            let outside = text.get(block.start..range.start)?;
            let start = if outside.contains(char::is_alphanumeric) {
                boundary::previous_word(text, range.start).max(block.start)
            } else {
                block.start + (outside.len() - outside.trim_start().len())
            };
            Range { start: boundary::floor_grapheme(text, start), ..range }
        }
        Edge::End => {
            let outside = text.get(range.end..block.end)?;
            let end = if outside.contains(char::is_alphanumeric) {
                boundary::next_word(text, range.end).min(block.end)
            } else {
                range.end + outside.trim_end().len()
            };
            Range { end: boundary::ceil_grapheme(text, end), ..range }
        }
    };
    (grown != range && grown.covers(range)).then_some(grown)
}

/// Leaves the word at an end out, or only the signs where the range does not end in a word.
fn shrunk(text: &str, range: Range, edge: Edge) -> Option<Range> {
    let inside = range.of(text)?;
    let is_word = |sign: char| sign.is_alphanumeric();
    let shrunk = match edge {
        Edge::Start => {
            let first = range.start + inside.find(is_word)?;
            let start = if first > range.start {
                first
            } else {
                let behind = boundary::next_word(text, first);
                behind + text.get(behind..range.end)?.find(is_word)?
            };
            Range { start: boundary::ceil_grapheme(text, start).min(range.end), ..range }
        }
        Edge::End => {
            let last =
                |inside: &str| inside.char_indices().rfind(|(_, sign)| is_word(*sign)).map(|(at, _)| at);
            // The end of the word that a letter belongs to, as far as the range goes.
            let end_of = |at: usize| boundary::next_word(text, range.start + at).min(range.end);
            let end = end_of(last(inside)?);
            let end = if end < range.end {
                end
            } else {
                let before = boundary::previous_word(text, end).max(range.start);
                end_of(last(text.get(range.start..before)?)?)
            };
            Range { end: boundary::floor_grapheme(text, end).max(range.start), ..range }
        }
    };
    (!shrunk.is_empty() && shrunk != range && range.covers(shrunk)).then_some(shrunk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::fixture;
    use crate::session::Action;
    use proptest::prelude::*;

    /// Moves an end and returns the marked words, or what the refusal says.
    fn moved(markup: &str, edge: Edge, growth: Growth) -> String {
        let mut made = fixture(markup);
        let annotation = made.session.outline().marks.get(0).unwrap().id;
        match made.session.dispatch(Action::MoveEdge { annotation, edge, growth }) {
            Ok(_) => made.session.project().target(annotation).unwrap().quote.clone(),
            Err(refusal) => refusal.0,
        }
    }

    #[test]
    fn an_end_moves_by_a_word_with_the_signs_between() {
        let text = "Doe, who [claim: took bribes], left in May.";
        assert_eq!(moved(text, Edge::End, Growth::Grow), "took bribes, left");
        assert_eq!(moved(text, Edge::Start, Growth::Grow), "who took bribes");
        assert_eq!(moved(text, Edge::End, Growth::Shrink), "took");
        assert_eq!(moved(text, Edge::Start, Growth::Shrink), "bribes");
    }

    #[test]
    fn at_the_edge_of_a_paragraph_the_last_signs_come_along_and_then_nothing() {
        assert_eq!(moved("One.\n\n“He [claim: left].”", Edge::End, Growth::Grow), "left.”");
        assert_eq!(moved("One.\n\n“He [claim: left.”]", Edge::End, Growth::Shrink), "left");
        assert_eq!(moved("One.\n\n“[claim: He] left.”", Edge::Start, Growth::Grow), "“He");
        assert_eq!(
            moved("One.\n\n“He [claim: left.”]\n\nTwo.", Edge::End, Growth::Grow),
            "The mark ends where its paragraph ends."
        );
        assert_eq!(
            moved("One.\n\n[claim: “He] left.”", Edge::Start, Growth::Grow),
            "The mark begins where its paragraph begins."
        );
    }

    #[test]
    fn the_last_word_stays() {
        assert_eq!(
            moved("He [claim: left].", Edge::End, Growth::Shrink),
            "Only one word is left in the mark."
        );
        assert_eq!(
            moved("He [claim: left].", Edge::Start, Growth::Shrink),
            "Only one word is left in the mark."
        );
        assert_eq!(moved("He [claim: “left”].", Edge::Start, Growth::Shrink), "left”");
    }

    #[test]
    fn numbers_and_accents_are_taken_whole() {
        assert_eq!(
            moved("He [claim: paid] $3.50 to cafe\u{301} Roma.", Edge::End, Growth::Grow),
            "paid $3.50"
        );
        assert_eq!(
            moved("He paid the cafe\u{301} [claim: Roma].", Edge::Start, Growth::Grow),
            "cafe\u{301} Roma"
        );
    }

    proptest! {
        #[test]
        fn growing_and_shrinking_keeps_whole_characters_and_never_empties(
            text in "([a-z]{1,4}|[.,“” é3]|e\u{301}|字|👩‍👧|न्हि){1,12}",
            start in 0_usize..40,
            end in 0_usize..40,
        ) {
            let block = Range::new(0, text.len());
            let range = boundary::snap(&text, Range::new(start, end).intersection(block).unwrap_or(block));
            prop_assume!(!range.is_empty());
            for edge in [Edge::Start, Edge::End] {
                for moved in [grown(&text, range, block, edge), shrunk(&text, range, edge)].into_iter().flatten() {
                    prop_assert!(!moved.is_empty() && moved != range);
                    for at in [moved.start, moved.end] {
                        prop_assert!(boundary::is_grapheme_boundary(&text, at));
                    }
                    let kept = match edge {
                        Edge::Start => moved.end == range.end,
                        Edge::End => moved.start == range.start,
                    };
                    prop_assert!(kept);
                }
                // Pressed often enough, each way comes to its end.
                let mut wide = range;
                while let Some(next) = grown(&text, wide, block, edge) {
                    wide = next;
                }
                while let Some(next) = shrunk(&text, wide, edge) {
                    wide = next;
                }
                prop_assert!(!wide.is_empty());
            }
        }
    }
}
