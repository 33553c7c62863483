//! How far the answer of the accused stands from where they are accused.

use std::cmp::Ordering;

use crate::model::{Id, Outline, Project};
use crate::text::counted;
use crate::text::{Block, BlockKind, Range};

/// Which way a response stands from a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// They share words.
    Here,
    /// It comes after the mention.
    Below,
    /// It comes before the mention.
    Above,
}

/// The response that stands nearest to a mention of an allegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nearness {
    /// The response mark.
    pub response: Id,
    /// Which way it stands.
    pub way: Way,
    /// How many paragraphs further it stands; 0 in the same one.
    pub paragraphs: usize,
    /// How many words stand between the two.
    pub words: usize,
}

impl Nearness {
    /// Says where it stands: “response 2 paragraphs below”.
    pub fn told(&self) -> String {
        let way = match self.way {
            Way::Here => return "response in the same words".to_owned(),
            Way::Below => "below",
            Way::Above => "above",
        };
        match self.paragraphs {
            0 if self.words == 0 => format!("response right {way}"),
            0 => format!("response {} {way}", counted(self.words, "word", "words")),
            paragraphs => format!("response {} {way}", counted(paragraphs, "paragraph", "paragraphs")),
        }
    }
}

/// What is said where no response stands in the draft.
pub const NO_RESPONSE: &str = "no response in the draft";

impl Outline {
    /// Finds the response mark nearest to a mention of an allegation, of those that answer it: the fewest paragraphs
    /// away, then the fewest words; of two as near the one below. Nothing where either stands nowhere in the draft.
    pub fn nearest_answer(&self, project: &Project, mention: Id) -> Option<Nearness> {
        let allegation = project.annotations().get(&mention)?.record?;
        let here = self.placed(mention)?.span;
        let text = project.text();
        let blocks = project.draft().map_or(&[][..], |draft| draft.blocks.as_slice());
        let near = |response: &Id| {
            let there = self.placed(*response)?.span;
            let (way, between) = match here.start.cmp(&there.start) {
                _ if here.overlaps(there) => (Way::Here, Range::new(here.start, here.start)),
                Ordering::Greater => (Way::Above, Range::new(there.end.min(here.start), here.start)),
                _ => (Way::Below, Range::new(here.end.min(there.start), there.start)),
            };
            let words = between.of(text).unwrap_or_default().split_whitespace().filter(|word| is_word(word));
            let paragraphs = if way == Way::Here { 0 } else { steps(blocks, here, there) };
            Some(Nearness { response: *response, way, paragraphs, words: words.count() })
        };
        let found = self.answers(allegation).iter().filter_map(near);
        found.min_by_key(|near| (near.paragraphs, near.words, near.way))
    }
}

fn is_word(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

/// Counts the paragraphs from one span to another; what is no paragraph of the text (a caption, a subhead) counts as
/// well, since the reader passes it.
fn steps(blocks: &[Block], one: Range, other: Range) -> usize {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    let place = |at: usize| blocks.partition_point(|block| block.range.start <= at);
    let from = place(first.end.saturating_sub(1).max(first.start));
    place(second.start).saturating_sub(from)
}

impl Project {
    /// Returns the kind of the block in which a byte stands; a paragraph where the draft has no blocks.
    pub fn block_at(&self, at: usize) -> BlockKind {
        let blocks = self.draft().map_or(&[][..], |draft| draft.blocks.as_slice());
        let place = blocks.partition_point(|block| block.range.start <= at).checked_sub(1);
        place.and_then(|place| blocks.get(place)).map_or(BlockKind::Paragraph, |block| block.kind)
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::fixture;
    use proptest::prelude::*;

    fn told(markup: &str) -> Option<String> {
        let fixture = fixture(markup);
        let session = &fixture.session;
        let mention = fixture.named["a"];
        session.outline().nearest_answer(session.project(), mention).map(|near| near.told())
    }

    #[test]
    fn the_way_to_the_response_is_told_in_paragraphs_and_within_one_in_words() {
        let cases = [
            (
                "He [allegation as=a: took bribes]. [response answers=a: He denies it].",
                "response right below",
            ),
            (
                "He [allegation as=a: ran]. On Friday, [response answers=a: he denied it].",
                "response 2 words below",
            ),
            ("[response answers=a: He denies] that he [allegation as=a: ran].", "response 2 words above"),
            (
                "He [allegation as=a: ran].\n\nRain.\n\n[response answers=a: He denies it].",
                "response 2 paragraphs below",
            ),
            (
                "[response answers=a: No], he says.\n\nHe [allegation as=a: ran].",
                "response 1 paragraph above",
            ),
            (
                "[allegation as=a: He took bribes, [response answers=a: which he denies]].",
                "response in the same words",
            ),
        ];
        for (markup, wanted) in cases {
            assert_eq!(told(markup).as_deref(), Some(wanted), "{markup}");
        }
        assert_eq!(told("He [allegation as=a: ran]. [response: He denies something else]."), None);
    }

    #[test]
    fn of_several_responses_the_nearest_counts() {
        let markup = "[response answers=a: No].\n\nRain.\n\nHe [allegation as=a: ran].\n\n[response answers=a: Never].";
        assert_eq!(told(markup).as_deref(), Some("response 1 paragraph below"));
        let even = "[response answers=a: No]. He [allegation as=a: ran]. It [response answers=a: never] was.";
        assert_eq!(told(even).as_deref(), Some("response 1 word below"));
    }

    proptest! {
        #[test]
        fn paragraphs_between_are_counted_whatever_stands_in_them(between in prop::collection::vec("[a-z]{1,6}( [a-z]{1,6}){0,3}", 0..6)) {
            let middle: String = between.iter().flat_map(|words| [words, "\n\n"]).collect();
            let markup = format!("He [allegation as=a: ran].\n\n{middle}[response answers=a: No].");
            let fixture = fixture(&markup);
            let session = &fixture.session;
            let near = session.outline().nearest_answer(session.project(), fixture.named["a"]).unwrap();
            let words: usize = between.iter().map(|words| words.split(' ').count()).sum();
            prop_assert_eq!((near.paragraphs, near.words), (between.len() + 1, words));
        }
    }
}
