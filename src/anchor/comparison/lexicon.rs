//! Words that weigh differently when they are compared, by language: read once from `assets/lexicon.ron`.
//!
//! Knows nothing of texts.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

/// Every language's words.
static ALL: LazyLock<Vec<Lexicon>> = LazyLock::new(|| {
    let file: File = ron::from_str(SOURCE).unwrap_or_default();
    file.languages.into_iter().map(Lexicon::new).collect()
});

const SOURCE: &str = include_str!("../../../assets/lexicon.ron");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    languages: Vec<Row>,
}

/// One language as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    tag: String,
    common: Vec<String>,
    small: Vec<String>,
    negations: Vec<String>,
    negating_prefixes: Vec<String>,
    fillers: Vec<String>,
    parted_fillers: Vec<String>,
    contractions: Vec<(String, String)>,
    spellings: Vec<(String, String)>,
    variants: Vec<(String, String)>,
    numbers: Vec<(String, i64)>,
    scales: Vec<(String, i64)>,
    ordinals: Vec<(String, i64)>,
    measures: Vec<(String, String)>,
}

/// The words of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    row: Row,
    common: BTreeSet<String>,
    small: BTreeSet<String>,
    negations: BTreeSet<String>,
    /// Fillers as lists of words, longest first, and whether they have to stand apart.
    fillers: Vec<(Vec<String>, bool)>,
    /// For a short form, what it stands for.
    contractions: HashMap<String, Vec<Vec<String>>>,
    numbers: HashMap<String, i128>,
    scales: HashMap<String, i128>,
    ordinals: HashMap<String, i128>,
}

impl Lexicon {
    fn new(row: Row) -> Self {
        let set = |words: &[String]| words.iter().cloned().collect();
        let map = |words: &[(String, i64)]| {
            words.iter().map(|(word, number)| (word.clone(), i128::from(*number))).collect()
        };
        let split = |phrase: &str| phrase.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let mut fillers: Vec<(Vec<String>, bool)> =
            row.fillers.iter().map(|phrase| (split(phrase), false)).collect();
        fillers.extend(row.parted_fillers.iter().map(|phrase| (split(phrase), true)));
        fillers.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let mut contractions: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for (short, long) in row.contractions.iter().filter(|(short, _)| !short.starts_with('~')) {
            contractions.entry(short.clone()).or_default().push(split(long));
        }
        for (one, other) in &row.variants {
            contractions.entry(one.clone()).or_default().push(split(other));
            contractions.entry(other.clone()).or_default().push(split(one));
        }
        Self {
            common: set(&row.common),
            small: set(&row.small),
            negations: set(&row.negations),
            fillers,
            contractions,
            numbers: map(&row.numbers),
            scales: map(&row.scales),
            ordinals: map(&row.ordinals),
            row,
        }
    }

    /// Finds the words of a language by its tag, or of the one that the texts seem to be in.
    pub(super) fn of(language: &str, texts: &[&str]) -> Option<&'static Self> {
        let tag = language.trim().to_lowercase();
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let named = ALL.iter().find(|lexicon| lexicon.row.tag == primary);
        if named.is_some() || !primary.is_empty() {
            return named;
        }
        let words: Vec<String> = texts
            .iter()
            .flat_map(|text| text.split_whitespace().take(400))
            .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase())
            .collect();
        let hits = |lexicon: &Self| words.iter().filter(|word| lexicon.common.contains(*word)).count();
        let best = ALL.iter().map(|lexicon| (hits(lexicon), lexicon)).rev().max_by_key(|(hits, _)| *hits)?;
        if best.0 == 0 { ALL.first() } else { Some(best.1) }
    }

    /// Tells whether a change of this word leaves the sense as it is.
    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// Tells whether the word turns a sense round.
    pub(super) fn is_negation(&self, word: &str) -> bool {
        self.negations.contains(word)
    }

    /// Tells whether one of two words is the other with a prefix that turns its sense round.
    pub(super) fn is_negated_form(&self, one: &str, other: &str) -> bool {
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        short.chars().count() >= 4
            && self
                .row
                .negating_prefixes
                .iter()
                .any(|prefix| long.strip_prefix(prefix.as_str()) == Some(short))
    }

    /// Counts the words of the filler that some words begin with; one that has to stand apart counts only if `is_apart`
    /// says so of its length.
    pub(super) fn filler(&self, words: &[&str], is_apart: impl Fn(usize) -> bool) -> usize {
        self.fillers
            .iter()
            .find(|(filler, parted)| {
                filler.len() <= words.len()
                    && filler.iter().zip(words).all(|(known, word)| known == word)
                    && (!parted || is_apart(filler.len()))
            })
            .map_or(0, |(filler, _)| filler.len())
    }

    /// Lists what a short form stands for, and other ways to write the word.
    pub(super) fn expansions(&self, word: &str) -> Vec<Vec<String>> {
        let mut all = self.contractions.get(word).cloned().unwrap_or_default();
        for (ending, full) in &self.row.contractions {
            let Some(ending) = ending.strip_prefix('~') else { continue };
            if let Some(stem) = word.strip_suffix(ending)
                && !stem.is_empty()
                && !all.iter().any(|known| known.last() == Some(full))
            {
                all.push(vec![stem.to_owned(), full.clone()]);
            }
        }
        all
    }

    /// Tells whether two words are one in two spellings.
    pub(super) fn is_respelling(&self, one: &str, other: &str) -> bool {
        if one.len().abs_diff(other.len()) > 4 || one.chars().count() < 4 || other.chars().count() < 4 {
            return false;
        }
        self.row.spellings.iter().any(|(british, american)| {
            let respelled = |word: &str, from: &str, to: &str, other: &str| {
                word.match_indices(from).any(|(at, _)| {
                    let [before, after] = [&word[..at], &word[at + from.len()..]];
                    other.strip_prefix(before).and_then(|rest| rest.strip_prefix(to)) == Some(after)
                })
            };
            respelled(one, british, american, other) || respelled(other, british, american, one)
        })
    }

    /// Returns the value of a number word.
    pub(super) fn number(&self, word: &str) -> Option<i128> {
        self.numbers.get(word).copied()
    }

    /// Returns what a word multiplies the number before it with.
    pub(super) fn scale(&self, word: &str) -> Option<i128> {
        self.scales.get(word).copied()
    }

    /// Returns the place in an order that a word names.
    pub(super) fn ordinal(&self, word: &str) -> Option<i128> {
        self.ordinals.get(word).copied()
    }

    /// Returns the sign of what a number counts.
    pub(super) fn measure(&self, word: &str) -> Option<&str> {
        self.row.measures.iter().find(|(known, _)| known == word).map(|(_, sign)| sign.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> &'static Lexicon {
        Lexicon::of("en-US", &[]).unwrap()
    }

    #[test]
    fn the_file_reads_and_every_language_has_its_words() {
        let file: File = ron::from_str(SOURCE).unwrap();
        for row in &file.languages {
            assert!(row.common.len() > 10 && row.negations.len() > 5 && row.fillers.len() > 4, "{}", row.tag);
        }
    }

    #[test]
    fn a_language_is_named_or_recognised() {
        let tag =
            |language: &str, text: &str| Lexicon::of(language, &[text]).map(|words| words.row.tag.as_str());
        assert_eq!(tag("de", "the of and"), Some("de"));
        assert_eq!(tag("", "Das ist nicht die ganze Wahrheit und das wissen wir."), Some("de"));
        assert_eq!(tag("", "I did not say that."), Some("en"));
        assert_eq!(tag("", "Je ne sais pas, il est dans les rues."), Some("fr"));
        assert_eq!(tag("fi", "the of and"), None);
    }

    #[test]
    fn spellings_and_short_forms_are_known() {
        assert!(
            english().is_respelling("organise", "organize") && english().is_respelling("color", "colour")
        );
        assert!(
            english().is_respelling("travelled", "traveled") && !english().is_respelling("house", "horse")
        );
        assert_eq!(english().expansions("doesn't"), [["does", "not"]]);
        assert!(
            english().is_negated_form("impossible", "possible") && !english().is_negated_form("into", "to")
        );
        assert_eq!(english().filler(&["you", "know", "it"], |_| false), 2);
        assert_eq!(english().filler(&["like", "it"], |_| false), 0);
    }
}
