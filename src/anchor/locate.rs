//! Finds a quote in a text, exactly or nearly, and says how surely.
//!
//! The weights are those of Hypothesis (quote 50, prefix 20, suffix 20, position 2); the thresholds are ours,
//! since a mark on the wrong words is worse than one that waits in a list.

use super::Quote;
use super::distance::{Hit, likeness, search};
use super::fold::Folded;
use crate::model::target::Anchoring;
use crate::text::Range;
use crate::text::boundary::{ceil_grapheme, floor_grapheme, trim, word_at};

/// How many exact hits are weighed, those nearest to the hint.
const EXACT_HITS: usize = 512;
/// How many near hits are weighed, those with the fewest edits.
const NEAR_HITS: usize = 24;
/// The most edits that are looked for, however long the quote.
const MOST_ERRORS: usize = 256;
/// A near hit of this score and `SURE_QUOTE` is taken for the words, changed.
const SURE: f64 = 0.62;
/// How much of the quote itself must be left for a sure hit.
const SURE_QUOTE: f64 = 0.65;
/// Below this score nothing was found.
const LEAST: f64 = 0.50;
/// Two hits whose scores differ by less are equals.
const TIE: f64 = 0.005;
/// Exact words this short, in signs, need some of their context around them.
const SHORT: usize = 16;
/// How much of the context, from 0 to 1, short words need.
const SHORT_CONTEXT: f64 = 0.35;

/// Where a quote was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The bytes; where it is lost, empty and at the hint.
    pub range: Range,
    /// How surely it stands there.
    pub state: Anchoring,
    /// How well words, context and place agree, from 0 to 1.
    pub score: f64,
}

/// A hit with what it is worth.
#[derive(Clone, Copy)]
struct Candidate {
    range: Range,
    quote: f64,
    context: f64,
    near: f64,
}

impl Candidate {
    /// What words and context alone are worth; the place only decides among equals.
    fn merit(&self) -> f64 {
        (50.0 * self.quote + 40.0 * self.context) / 90.0
    }

    fn score(&self) -> f64 {
        (50.0 * self.quote + 40.0 * self.context + 2.0 * self.near) / 92.0
    }
}

/// Finds a quote: exact words first, else words that differ in white space and quotation marks, else words
/// with at most half of their characters changed.
///
/// *Limitations:* of a quote longer than 512 characters at most 256 may have changed. Words that were replaced
/// altogether are lost even where their context stands.
pub fn locate(text: &str, quote: &Quote) -> Found {
    Prepared::new(text).locate(quote)
}

/// A text in which several quotes are looked for: it is made even for comparison once.
pub struct Prepared<'a> {
    text: &'a str,
    folded: Folded,
}

impl<'a> Prepared<'a> {
    /// Prepares a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, folded: Folded::new(text) }
    }

    /// Finds a quote as [`locate`] does.
    pub fn locate(&self, quote: &Quote) -> Found {
        let Self { text, folded } = self;
        let lost = Range { start: floor(text, quote), end: floor(text, quote) };
        let nothing = Found { range: lost, state: Anchoring::Lost, score: 0.0 };
        if quote.exact.trim().is_empty() || text.is_empty() {
            return nothing;
        }
        let scale = Scale {
            text,
            folded,
            prefix: Folded::new(quote.prefix).signs,
            suffix: Folded::new(quote.suffix).signs,
            hint: quote.hint,
        };
        let exact = exact_hits(text, quote);
        if !exact.is_empty() {
            let candidates: Vec<_> = exact.into_iter().map(|range| scale.weigh(range, 1.0)).collect();
            return judge_exact(&candidates, quote).unwrap_or(nothing);
        }
        let words = Folded::new(quote.exact.trim()).signs;
        let most = (words.len() / 2).min(MOST_ERRORS);
        let mut hits = search(&folded.signs, &words, 0, EXACT_HITS);
        if hits.is_empty() {
            hits = search(&folded.signs, &words, most, NEAR_HITS);
        }
        let candidates: Vec<_> = hits.into_iter().map(|hit| scale.weigh_hit(hit, words.len())).collect();
        judge_near(&candidates).unwrap_or(nothing)
    }
}

fn floor(text: &str, quote: &Quote) -> usize {
    text.floor_char_boundary(quote.hint.unwrap_or(0))
}

/// Lists where the exact words stand, overlapping ones too.
fn exact_hits(text: &str, quote: &Quote) -> Vec<Range> {
    let step = quote.exact.chars().next().map_or(1, char::len_utf8);
    let mut hits = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(quote.exact)) {
        let start = from + at;
        hits.push(Range { start, end: start + quote.exact.len() });
        from = start + step;
    }
    if hits.len() > EXACT_HITS {
        let hint = quote.hint.unwrap_or(0);
        hits.sort_by_key(|hit| hit.start.abs_diff(hint));
        hits.truncate(EXACT_HITS);
    }
    hits
}

/// What hits are measured by.
struct Scale<'a> {
    text: &'a str,
    folded: &'a Folded,
    prefix: Vec<char>,
    suffix: Vec<char>,
    hint: Option<usize>,
}

impl Scale<'_> {
    fn weigh_hit(&self, hit: Hit, length: usize) -> Candidate {
        let range = trim(self.text, self.folded.range(self.text, hit.start, hit.end));
        let kept = 1.0 - hit.errors as f64 / length as f64;
        // What differs in white space and marks alone is not quite the same.
        let kept = if hit.errors == 0 { 0.99 } else { kept };
        self.weigh(if hit.errors == 0 { range } else { whole_words(self.text, range) }, kept)
    }

    fn weigh(&self, range: Range, quote: f64) -> Candidate {
        let signs = &self.folded.signs;
        let before = &signs[..self.folded.sign_at(range.start)];
        let after = &signs[self.folded.sign_at(range.end)..];
        let prefix = likeness(before.iter().rev().copied(), self.prefix.iter().rev().copied());
        let suffix = likeness(after.iter().copied(), self.suffix.iter().copied());
        let near = self
            .hint
            .map_or(0.0, |hint| 1.0 - (range.start.abs_diff(hint) as f64 / self.text.len() as f64).min(1.0));
        Candidate { range, quote, context: f64::midpoint(prefix, suffix), near }
    }
}

/// Moves the ends outwards where they cut a word in two.
fn whole_words(text: &str, range: Range) -> Range {
    let inside = |at: usize| {
        let letter = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        letter(text[..at].chars().next_back()) && letter(text[at..].chars().next())
    };
    let start = if inside(range.start) { word_at(text, range.start).start } else { range.start };
    let end = if inside(range.end) { word_at(text, range.end).end.max(range.end) } else { range.end };
    Range { start: floor_grapheme(text, start.min(range.start)), end: ceil_grapheme(text, end) }
}

/// Picks the best of the hits: first by words and context, among equals by place, then the first.
fn best(candidates: &[Candidate]) -> Option<(Candidate, Option<Candidate>)> {
    let top = candidates.iter().map(Candidate::merit).fold(f64::MIN, f64::max);
    let mut equals: Vec<Candidate> =
        candidates.iter().copied().filter(|candidate| candidate.merit() >= top - TIE).collect();
    equals.sort_by(|left, right| {
        right.near.total_cmp(&left.near).then(left.range.start.cmp(&right.range.start))
    });
    let first = *equals.first()?;
    let rival = equals.into_iter().skip(1).find(|other| !other.range.overlaps(first.range));
    Some((first, rival))
}

fn judge_exact(candidates: &[Candidate], quote: &Quote) -> Option<Found> {
    let (first, rival) = best(candidates)?;
    let is_short = quote.exact.chars().count() < SHORT;
    let state = if quote.hint == Some(first.range.start) {
        Anchoring::Intact
    } else if rival.is_some() {
        Anchoring::Ambiguous
    } else if is_short && first.context < SHORT_CONTEXT {
        Anchoring::Uncertain
    } else {
        Anchoring::Moved
    };
    Some(Found { range: first.range, state, score: first.score() })
}

fn judge_near(candidates: &[Candidate]) -> Option<Found> {
    let (first, rival) = best(candidates)?;
    let score = first.score();
    if first.merit() < LEAST || first.range.is_empty() {
        return None;
    }
    let state = if first.merit() < SURE || first.quote < SURE_QUOTE {
        Anchoring::Uncertain
    } else if rival.is_some() {
        Anchoring::Ambiguous
    } else {
        Anchoring::Changed
    };
    Some(Found { range: first.range, state, score })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "The mayor took bribes in May. The clerk took notes in June. The clerk left in July.";

    fn find(text: &str, exact: &str, prefix: &str, suffix: &str, hint: Option<usize>) -> Found {
        locate(text, &Quote { exact, prefix, suffix, hint })
    }

    #[test]
    fn words_that_stayed_are_intact_and_words_that_went_elsewhere_moved() {
        let at = TEXT.find("took bribes").unwrap();
        assert_eq!(find(TEXT, "took bribes", "The mayor ", " in May", Some(at)).state, Anchoring::Intact);
        let moved = find(TEXT, "took bribes", "The mayor ", " in May", Some(40));
        assert_eq!((moved.state, moved.range.start), (Anchoring::Moved, at));
    }

    #[test]
    fn context_tells_equal_words_apart_and_without_it_they_are_ambiguous() {
        let second = TEXT.rfind("The clerk").unwrap();
        let found = find(TEXT, "The clerk", "in June. ", " left", None);
        assert_eq!((found.state, found.range.start), (Anchoring::Moved, second));
        assert_eq!(find(TEXT, "The clerk", "", "", None).state, Anchoring::Ambiguous);
        assert_eq!(find(TEXT, "The clerk", "", "", Some(second + 1)).range.start, second);
    }

    #[test]
    fn changed_words_are_found_whole() {
        let found = find(TEXT, "took two bribes", "The mayor ", " in May", None);
        assert_eq!((found.state, found.range.of(TEXT)), (Anchoring::Changed, Some("took bribes")));
    }

    #[test]
    fn curly_marks_and_hard_spaces_count_little() {
        let text = "She said “we won’t\u{a0}pay” and left.";
        let found = find(text, "\"we won't pay\"", "She said ", " and left.", None);
        assert_eq!((found.state, found.range.of(text)), (Anchoring::Changed, Some("“we won’t\u{a0}pay”")));
        assert!(found.score > 0.95);
    }

    #[test]
    fn words_that_are_gone_are_lost() {
        let found = find(TEXT, "An unrelated remark on fishing quotas", "said. ", " Then", Some(9));
        assert_eq!((found.state, found.range), (Anchoring::Lost, Range::new(9, 9)));
        assert_eq!(find(TEXT, "", "", "", None).state, Anchoring::Lost);
        assert_eq!(find("", "words", "", "", Some(4)).state, Anchoring::Lost);
    }

    proptest! {
        #[test]
        fn a_quote_is_intact_in_its_own_text(text in "[ab é😀\n]{1,60}", start in 0usize..60, end in 0usize..60) {
            let range = crate::text::boundary::snap(&text, Range::new(start, end));
            prop_assume!(!range.is_empty());
            let found = locate(&text, &Quote::of(&text, range).unwrap());
            prop_assert_eq!((found.range, found.state), (range, Anchoring::Intact));
        }

        #[test]
        fn any_quote_in_any_text_gives_a_range_of_it(
            text in ".{0,60}", exact in ".{0,20}", prefix in ".{0,9}", suffix in ".{0,9}", hint in 0usize..90,
        ) {
            let found = find(&text, &exact, &prefix, &suffix, Some(hint));
            prop_assert!(found.range.of(&text).is_some());
        }
    }
}
