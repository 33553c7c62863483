//! Which words of a project are compared: those of a quotation, and those of a source that evidence for it carries.
//!
//! Knows records; how words are compared is not its business.

use super::{Comparison, Extent, compare};
use crate::model::{Id, Outline, Project};

/// A quotation's words beside those that a piece of evidence has of its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The quotation, as the article has it.
    pub content: String,
    /// The source's own words.
    pub source: String,
    /// How they differ.
    pub comparison: Comparison,
}

/// Compares a piece of evidence with the quotation that it speaks to; nothing where it speaks to something else, or has no
/// words of the source.
pub fn of_evidence(project: &Project, outline: &Outline, evidence: Id) -> Option<Compared> {
    let piece = project.evidence().get(&evidence)?;
    let source = piece.excerpt.trim();
    let content = if source.is_empty() { String::new() } else { content(project, outline, piece.record?)? };
    if content.is_empty() {
        return None;
    }
    let comparison = compare(&content, source, &project.article().language, Extent::Excerpt);
    Some(Compared { content, source: source.to_owned(), comparison })
}

/// Returns the words of a quotation: those that were entered, else those that its first mark stands on, each stretch of
/// several between quotation marks of its own.
fn content(project: &Project, outline: &Outline, quotation: Id) -> Option<String> {
    let entered = project.quotations().get(&quotation)?.content.trim();
    if !entered.is_empty() {
        return Some(entered.to_owned());
    }
    let target = project.target(*outline.mentions(quotation).first()?)?;
    let stretches: Vec<&str> = target.ranges.iter().filter_map(|range| range.of(project.text())).collect();
    Some(match stretches.as_slice() {
        [] | [_] => target.quote.trim().to_owned(),
        several => {
            let bare =
                |words: &&str| words.trim_matches(|sign| matches!(sign, '“' | '”' | '"' | ' ')).to_owned();
            several.iter().map(|words| format!("“{}”", bare(words))).collect::<Vec<_>>().join(" ")
        }
    })
}

impl Compared {
    /// Lists the differences, a sentence each.
    pub fn sentences(&self) -> Vec<String> {
        let told = |segment| self.comparison.sentence(segment, &self.content, &self.source);
        self.comparison.differences().map(told).collect()
    }
}
