//! A source's text is replaced by another one: every passage in it is looked up again.
//!
//! Nothing is dropped: words that are gone leave a lost passage, which keeps them and the place where they stood, and is
//! found again as soon as a text holds them. It must not know where the new text comes from.

use super::View;
use super::excerpt::{follows_passage, locator, paragraph_of};
use crate::anchor::{Found, Prepared, Quote, quote};
use crate::model::{Anchoring, Edit, Evidence, Id, Passage, Prose, Target};
use crate::text::Range;

/// Looks up every passage of a source's text in the text that takes its place; `text` is nothing where the source has
/// none from now on.
pub(super) fn retext(view: &View<'_>, source: Id, text: Option<&Prose>) -> Vec<Edit> {
    let before = view.project.sources().get(&source).and_then(|source| source.text.as_ref());
    let pieces = view.outline.uses(source).iter().filter_map(|id| {
        let evidence = view.project.evidence().get(id)?;
        Some((*id, evidence, evidence.passage.as_ref()?))
    });
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return Vec::new();
    }
    let prepared = text.map(|prose| Prepared::new(prose.as_str()));
    let mut edits = Vec::new();
    for (id, evidence, passage) in pieces {
        let here = before.filter(|prose| prose.sha256() == passage.text).map_or("", Prose::as_str);
        let found = if let (Some(prose), Some(prepared)) = (text, &prepared) {
            let target = looked_up(&passage.target, here, prose.as_str(), prepared);
            Passage { text: prose.sha256().to_owned(), target }
        } else {
            let target = Target { state: Anchoring::Lost, ..passage.target.clone() };
            Passage { text: passage.text.clone(), target }
        };
        if let Some(prose) = text {
            edits.extend(locator_edit(id, evidence, before, prose, &found.target));
        }
        edits.push(Edit::new(id, "passage", Some(found)));
    }
    edits
}

/// A locator that followed from the passage follows it to where it stands now.
fn locator_edit(
    id: Id,
    evidence: &Evidence,
    before: Option<&Prose>,
    after: &Prose,
    target: &Target,
) -> Option<Edit> {
    if target.state == Anchoring::Lost || !before.is_some_and(|prose| follows_passage(evidence, prose)) {
        return None;
    }
    let number = paragraph_of(after.as_str(), target)?;
    Some(Edit::new(id, "locator", locator(number)))
}

/// Looks a passage up in a text; its parts are told apart by the text in which it stood.
fn looked_up(target: &Target, before: &str, after: &str, prepared: &Prepared<'_>) -> Target {
    let parts = parts(target, before);
    let last = parts.len().saturating_sub(1);
    let mut found: Vec<Found> = Vec::with_capacity(parts.len());
    for (at, (words, hint)) in parts.iter().enumerate() {
        let prefix = if at == 0 { target.prefix.as_str() } else { "" };
        let suffix = if at == last { target.suffix.as_str() } else { "" };
        found.push(prepared.locate(&Quote { exact: words, prefix, suffix, hint: *hint }));
    }
    let in_order = found.is_sorted_by(|one, next| one.range.end <= next.range.start);
    let worst = found.iter().map(|part| part.state).max().unwrap_or(Anchoring::Lost);
    if !in_order || worst == Anchoring::Lost {
        // Where the parts cannot be told apart any more, all of it may still stand somewhere as one.
        let whole = prepared.locate(&Quote::from(target));
        if parts.len() < 2 || whole.state == Anchoring::Lost {
            return Target { state: Anchoring::Lost, ..target.clone() };
        }
        return Target {
            ranges: vec![whole.range],
            state: whole.state.max(Anchoring::Changed),
            ..target.clone()
        };
    }
    let ranges: Vec<Range> = found.iter().map(|part| part.range).collect();
    let is_same = matches!(worst, Anchoring::Intact | Anchoring::Moved);
    let (Some(first), Some(end)) = (ranges.first(), ranges.last()) else {
        return Target { state: Anchoring::Lost, ..target.clone() };
    };
    // The words that were marked stay what is looked for, until somebody marks others; only what stands around words
    // that are the same is learnt anew.
    let (prefix, suffix) = if is_same {
        (quote::prefix(after, first.start).to_owned(), quote::suffix(after, end.end).to_owned())
    } else {
        (target.prefix.clone(), target.suffix.clone())
    };
    Target { ranges, prefix, suffix, state: worst, quote: target.quote.clone() }
}

/// Parts a passage's words as its ranges part them, each with the byte where it stood.
fn parts<'a>(target: &'a Target, before: &'a str) -> Vec<(&'a str, Option<usize>)> {
    let hint = |range: &Range| Some(range.start);
    if let [range] = target.ranges.as_slice() {
        return vec![(&target.quote, hint(range))];
    }
    // The quote joins the parts by one space each, and their lengths are those of the ranges.
    let mut parts = Vec::with_capacity(target.ranges.len());
    let mut at = 0;
    let is_same = matches!(target.state, Anchoring::Intact | Anchoring::Moved) && !before.is_empty();
    for range in &target.ranges {
        let Some(words) = target.quote.get(at..at + range.len()) else { break };
        if is_same && range.of(before) != Some(words) {
            break;
        }
        parts.push((words, hint(range)));
        at += range.len() + 1;
    }
    if parts.len() == target.ranges.len() && at == target.quote.len() + 1 && !parts.is_empty() {
        return parts;
    }
    vec![(&target.quote, target.ranges.first().and_then(hint))]
}

#[cfg(test)]
mod tests;
