//! A text that is searched again and again: folded once, with the way back.
//!
//! Knows nothing of what the text is.

use std::sync::Arc;

use super::Needle;
use crate::text::Range;
use crate::text::fold::Folded;

/// After so many places looked at, whoever searches is asked whether to go on.
const PATIENCE: usize = 4096;

/// A text with its folded form.
#[derive(Clone, Debug)]
pub struct Haystack {
    text: Arc<str>,
    folded: Folded,
}

impl Haystack {
    /// Folds a text.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let folded = Folded::new(&text);
        Self { text, folded }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Lists every hit from the left, none overlapping another; each lies on grapheme boundaries of the text. Stops
    /// with what it has as soon as `goes_on` says no.
    pub fn hits(&self, needle: &Needle, goes_on: &dyn Fn() -> bool) -> Vec<Range> {
        let folded = self.folded.as_bytes();
        let mut hits = Vec::new();
        let mut from = 0;
        let mut looked = 0;
        while let Some(at) = folded.get(from..).and_then(|rest| needle.next_in(rest)) {
            let start = from + at;
            let end = start + needle.length();
            let range = self.folded.range(&self.text, start, end);
            match range.filter(|range| needle.accepts(&self.text, *range)) {
                Some(range) => {
                    hits.push(range);
                    from = end;
                }
                None => from = start + 1,
            }
            looked += 1;
            if looked % PATIENCE == 0 && !goes_on() {
                break;
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Accents, Case, Extent, Folding, Query};
    use crate::text::boundary::is_grapheme_boundary;
    use crate::text::fold::{fold, trim_unseen};
    use proptest::prelude::*;

    fn find(text: &str, query: &Query) -> Vec<Range> {
        Needle::new(query).map_or_else(Vec::new, |needle| Haystack::new(text).hits(&needle, &|| true))
    }

    fn check(text: &str, words: &str, expected: &[&str]) {
        let query = Query::new(words);
        let found: Vec<_> = find(text, &query).into_iter().filter_map(|range| range.of(text)).collect();
        assert_eq!(found, expected, "{words} in {text}");
    }

    #[test]
    fn words_are_found_however_they_are_written() {
        check("Été, ETE, e\u{301}te", "ete", &["Été", "ETE", "e\u{301}te"]);
        check("Straße Strasse", "STRASSE", &["Straße", "Strasse"]);
        check("the ﬁnal vote", "final", &["ﬁnal"]);
        check("“We won’t,” he said", "\"we won't,\" he", &["“We won’t,” he"]);
        check("1990–2000", "1990-2000", &["1990–2000"]);
        check("co\u{ad}operate", "cooperate", &["co\u{ad}operate"]);
        check("한국어", "한국", &["한국"]);
        check("הַמֶּלֶךְ", "המלך", &["הַמֶּלֶךְ"]);
    }

    #[test]
    fn several_words_are_one_phrase_with_any_white_space_between() {
        check("He\u{a0}took\r\n  bribes", " he took   bribes ", &["He\u{a0}took\r\n  bribes"]);
        check("He tookbribes", "took bribes", &[]);
    }

    #[test]
    fn part_of_a_grapheme_is_no_hit() {
        check("Maß", "s", &[]);
        check("각", "가", &[]);
        check("👨‍👩‍👧", "👩", &[]);
        check("e\u{301}", "e", &["e\u{301}"]);
        check("x\n\u{93f}", " \u{93f}", &["\u{93f}"]);
    }

    #[test]
    fn nothing_to_see_is_nothing_to_find() {
        check("a b", " ", &[]);
        check("a\u{ad}b", "\u{ad}", &[]);
        check("", "a", &[]);
        assert!(Query::new(" \u{200b}").is_empty());
    }

    #[test]
    fn a_hit_that_is_refused_does_not_hide_the_one_inside_it() {
        let query =
            Query { folding: Folding { case: Case::Exact, ..Folding::default() }, ..Query::new("aA") };
        assert_eq!(find("AaA", &query), [Range::new(1, 3)]);
    }

    #[test]
    fn whole_words_end_at_apostrophes_and_not_inside_numbers() {
        let whole = |words: &str, text: &str| {
            find(text, &Query { extent: Extent::WholeWords, ..Query::new(words) }).len()
        };
        assert_eq!(whole("cuomo", "Cuomo’s aide met Cuomo. Cuomos"), 2);
        assert_eq!(whole("homme", "l'homme, l’homme, hommes"), 2);
        assert_eq!(whole("3", "3.50 or 3, 13"), 1);
        assert_eq!(whole("the mayor", "the mayor, the mayoral"), 1);
        assert_eq!(whole("дом", "дом домик"), 1);
    }

    #[test]
    fn accents_and_case_matter_on_request() {
        let text = "Ete été Été";
        let with = |case, accents| Query { folding: Folding { case, accents }, ..Query::new("été") };
        assert_eq!(find(text, &with(Case::Folded, Accents::Folded)).len(), 3);
        assert_eq!(find(text, &with(Case::Folded, Accents::Exact)).len(), 2);
        assert_eq!(find(text, &with(Case::Exact, Accents::Exact)).len(), 1);
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[aAbßſéE\u{301}\u{308}\u{345} \n\r\u{a0}\u{ad}\u{200d}İıﬁΣς“'–-]{0,24}",
            "[한각가\u{1112}\u{1161}\u{11ab}कि\u{94d}ष👩👧\u{200d}🇩🇪\u{fe0f}אָבمُ\u{202b}\u{600} x]{0,24}",
            "(?s).{0,24}",
        ]
    }

    fn query() -> impl Strategy<Value = Query> {
        let case = prop_oneof![Just(Case::Folded), Just(Case::Exact)];
        let accents = prop_oneof![Just(Accents::Folded), Just(Accents::Exact)];
        let extent = prop_oneof![Just(Extent::Anywhere), Just(Extent::WholeWords)];
        (case, accents, extent).prop_map(|(case, accents, extent)| Query {
            words: String::new(),
            folding: Folding { case, accents },
            extent,
        })
    }

    fn graphemes(text: &str) -> Vec<usize> {
        (0..=text.len()).filter(|at| is_grapheme_boundary(text, *at)).collect()
    }

    proptest! {
        #[test]
        fn words_taken_from_a_text_are_found_in_it(
            text in text(), query in query(), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
        ) {
            let places = graphemes(&text);
            let range = Range::new(*one.get(&places), *other.get(&places));
            let words = trim_unseen(range.of(&text).unwrap());
            if words.is_empty() {
                return Ok(());
            }
            let start = words.as_ptr() as usize - text.as_ptr() as usize;
            let query = Query { words: words.to_owned(), extent: Extent::Anywhere, ..query };
            let hits = find(&text, &query);
            // It, or a hit that began before it, as "aa" in "aaa" from the second letter on.
            let own = Range::new(start, start + words.len());
            prop_assert!(hits.iter().any(|hit| hit.overlaps(own)), "{hits:?} {own:?}");
        }

        #[test]
        fn every_hit_is_what_was_asked_for(text in text(), words in text(), query in query()) {
            let words = words.chars().take(3).collect::<String>();
            let query = Query { words, ..query };
            let hits = find(&text, &query);
            let asked = fold(trim_unseen(&query.words), query.folding);
            prop_assert!(hits.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for hit in hits {
                prop_assert_eq!(fold(hit.of(&text).unwrap(), query.folding), asked.clone());
                prop_assert!(is_grapheme_boundary(&text, hit.start) && is_grapheme_boundary(&text, hit.end));
            }
        }

        #[test]
        fn the_count_does_not_depend_on_how_the_text_is_cut_up(
            parts in prop::collection::vec(text(), 1..5), words in text(), query in query(),
        ) {
            // A line of its own never joins a grapheme, and no query holds the sign on it.
            let query = Query { words: words.chars().filter(|sign| *sign != '\u{1e}').take(2).collect(), ..query };
            let whole = find(&parts.join("\n\u{1e}\n"), &query).len();
            let cut: usize = parts.iter().map(|part| find(part, &query).len()).sum();
            prop_assert_eq!(whole, cut);
        }
    }
}
