//! What is searched for, and the form of it that is matched.
//!
//! Knows nothing of where it is searched.

use memchr::memmem::Finder;

use crate::text::Range;
use crate::text::boundary::is_word_boundary;
use crate::text::fold::{Folding, fold, trim_unseen};

/// Whether a hit may begin or end inside a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Extent {
    /// It may.
    #[default]
    Anywhere,
    /// It may not.
    WholeWords,
}

/// What is searched for. Several words are one phrase, with any white space between them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// The words as they were typed.
    pub words: String,
    /// What is told apart.
    pub folding: Folding,
    /// Where hits may begin and end.
    pub extent: Extent,
}

impl Query {
    /// Searches for these words, telling as little apart as possible.
    pub fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    /// Tells whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        trim_unseen(&self.words).is_empty()
    }
}

/// A query made ready for matching.
#[derive(Clone, Debug)]
pub struct Needle {
    folding: Folding,
    extent: Extent,
    /// The words, trimmed.
    words: String,
    /// The words as folded as the query asks.
    asked: String,
    finder: Finder<'static>,
    length: usize,
}

impl Needle {
    /// Makes a query ready; nothing where there is nothing to search for.
    pub fn new(query: &Query) -> Option<Self> {
        let words = trim_unseen(&query.words);
        if words.is_empty() {
            return None;
        }
        let folded = fold(words, Folding::default());
        Some(Self {
            folding: query.folding,
            extent: query.extent,
            words: words.to_owned(),
            asked: fold(words, query.folding),
            finder: Finder::new(&folded).into_owned(),
            length: folded.len(),
        })
    }

    /// Counts the bytes of what is looked for in folded text.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Finds where the folded words come next.
    pub(super) fn next_in(&self, folded: &[u8]) -> Option<usize> {
        self.finder.find(folded)
    }

    /// Tells whether what is alike when all is folded is also what was asked for.
    pub(super) fn accepts(&self, text: &str, range: Range) -> bool {
        self.is_alike(text, range)
            && (self.extent == Extent::Anywhere || (is_edge(text, range.start) && is_edge(text, range.end)))
    }

    fn is_alike(&self, text: &str, range: Range) -> bool {
        let found = range.of(text).unwrap_or_default();
        self.folding == Folding::default() || found == self.words || fold(found, self.folding) == self.asked
    }
}

/// Tells whether a whole word may begin or end here: at a boundary of UAX #29, or beside an apostrophe, so that
/// “Cuomo” is found in “Cuomo’s”.
fn is_edge(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    let (Some(before), Some(after)) = (before, after) else { return true };
    if [before, after].iter().any(|sign| sign.is_whitespace() || matches!(sign, '\'' | '’' | '‘' | 'ʼ'))
    {
        return true;
    }
    let is_letter = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    !(is_letter(before) && is_letter(after)) && is_word_boundary(text, at)
}
