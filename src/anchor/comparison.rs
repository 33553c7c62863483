//! The words of a quotation beside those of its source, word by word.
//!
//! Finds where in a source's text the quoted words stand, part by part, and tells apart what only looks different
//! (punctuation, capitals, spelling), what was marked as changed (brackets, ellipses), and what was changed: a word, a
//! negation, a number. Judges no one: it says what differs. Knows no records.
//!
//! *Limitations:* words are told apart by meaning only as far as `assets/lexicon.ron` goes (English, German, French,
//! Spanish); in other languages negations and fillers are words like others. Of a text of more than two million bytes
//! the beginning is compared.

mod align;
mod judge;
mod lexicon;
mod place;
pub mod record;
mod token;
mod words;

use crate::text::Range;
use lexicon::Lexicon;

/// How much of a source's text is read, in bytes.
const LONGEST: usize = 2_000_000;
/// How much of a quotation is compared, in bytes.
const LONGEST_QUOTATION: usize = 20_000;

/// How a stretch of a quotation differs from its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Not at all.
    Same,
    /// In punctuation.
    Punctuation,
    /// In capitals.
    Case,
    /// In spelling: hyphens, accents, short forms, figures for words.
    Spelling,
    /// It stands in square brackets.
    Bracket,
    /// An ellipsis says that something was left out.
    Ellipsis,
    /// A filler of speech was left out: um, you know, a word said twice.
    Filler,
    /// What the source says beside the speech was left out: “he said”, “(applause)”.
    Aside,
    /// The article's own words, outside the quotation marks.
    Own,
    /// The source's text ends before: an excerpt that is shorter than the quotation.
    Beyond,
    /// In a small word: an article.
    Small,
    /// In a word.
    Word,
    /// A word that the source lacks.
    Added,
    /// A word that was left out without a sign.
    LeftOut,
    /// In a number.
    Number,
    /// In a negation.
    Negation,
}

impl Class {
    /// Tells whether it changes what was said.
    pub fn is_grave(self) -> bool {
        matches!(self, Self::Word | Self::Added | Self::LeftOut | Self::Number | Self::Negation)
    }

    /// Tells whether it is worth a line in a list of differences.
    pub fn is_difference(self) -> bool {
        !matches!(self, Self::Same | Self::Own)
    }
}

/// A stretch of both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// How they differ.
    pub class: Class,
    /// The bytes of the quotation; empty where it lacks what the source has.
    pub content: Range,
    /// The bytes of the source; empty where it lacks what the quotation has.
    pub source: Range,
    /// Whether what was left out, or stands in brackets, held a negation.
    pub drops_negation: bool,
    /// Whether what was left out, or stands in brackets, held a number.
    pub drops_number: bool,
}

/// A quotation and its source, aligned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The stretches in the order of the quotation; they do not overlap in it.
    pub segments: Vec<Segment>,
    /// Whether any part of the quotation was found in the source.
    pub is_found: bool,
    /// Whether its parts stand in another order in the source.
    pub is_reordered: bool,
}

/// How much of the source is at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A part of it, which may end before the quotation does.
    Excerpt,
    /// All of it.
    Whole,
}

/// Compares a quotation with a source's text. The language is a tag such as `en`; where it is empty it is recognised.
///
/// Words outside quotation marks, where the quotation has any, are the article's own unless the source has them too.
pub fn compare(content: &str, source: &str, language: &str, extent: Extent) -> Comparison {
    let content = &content[..content.floor_char_boundary(LONGEST_QUOTATION)];
    let source = &source[..source.floor_char_boundary(LONGEST)];
    let lexicon = Lexicon::of(language, &[content, source]);
    let (quoted, spoken) = (token::tokens(content, lexicon), token::tokens(source, lexicon));
    let parts = place::place(content, &quoted, &spoken, lexicon);
    judge::Judge { content, source, quoted: &quoted, spoken: &spoken, lexicon, extent }.judge(&parts)
}

impl Comparison {
    /// Lists the stretches that differ.
    pub fn differences(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter().filter(|segment| segment.class.is_difference())
    }

    /// Tells whether what was said was changed.
    pub fn is_grave(&self) -> bool {
        !self.is_found || self.segments.iter().any(|segment| segment.class.is_grave())
    }

    /// Returns the bytes of the source from the first word that was found to the last.
    pub fn region(&self) -> Option<Range> {
        let found = self.segments.iter().map(|segment| segment.source).filter(|range| !range.is_empty());
        found.reduce(Range::hull)
    }

    fn count(&self, class: Class) -> usize {
        self.segments.iter().filter(|segment| segment.class == class).count()
    }
}

#[cfg(test)]
mod tests;
