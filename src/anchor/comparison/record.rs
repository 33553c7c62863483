//! Which words of a project are compared: those of a quotation, and those of a source that evidence for it carries.
//!
//! Knows records; how words are compared is not its business.

use super::{Comparison, Extent, compare};
use crate::model::{Evidence, Id, Outline, Project};
use crate::text::Range;

/// So much of a source's text is read on both sides of a passage, in bytes.
const AROUND: usize = 1_500;

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
    let source = around(project, piece).unwrap_or(piece.excerpt.as_str()).trim();
    let content = if source.is_empty() { String::new() } else { content(project, outline, piece.record?)? };
    if content.is_empty() {
        return None;
    }
    let comparison = compare(&content, source, &project.article().language, Extent::Excerpt);
    Some(Compared { content, source: source.to_owned(), comparison })
}

/// Returns the passage of the source's own text that the excerpt was marked in, with what stands around it: an excerpt may
/// have been cut short where the source goes on.
fn around<'a>(project: &'a Project, piece: &Evidence) -> Option<&'a str> {
    let passage = piece.passage.as_ref()?;
    let text =
        project.sources().get(&piece.source?)?.text.as_ref().filter(|text| text.sha256() == passage.text)?;
    let text = text.as_str();
    let range =
        passage.target.ranges.iter().copied().reduce(Range::hull).filter(|range| range.of(text).is_some())?;
    let start = text.floor_char_boundary(range.start.saturating_sub(AROUND));
    let end = text.ceil_char_boundary((range.end + AROUND).min(text.len()));
    Some(&text[start..end])
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
