//! Where in a source the parts of a quotation stand: those between ellipses, and those parted by “he said”.
//!
//! Knows words; judges no difference.

use std::collections::HashMap;

use super::align::{Step, Way, align};
use super::lexicon::Lexicon;
use super::token::Token;
use crate::text::Range;

/// How many words one part has at most: a longer one is cut.
const LONGEST_PART: usize = 600;
/// How many places a part is tried at.
const TRIED: usize = 3;
/// What it costs to stand before the part before it.
const BACKWARD: u32 = 25;

/// What stands before a part of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Nothing: it goes on.
    Close,
    /// An ellipsis, with its bytes.
    Ellipsis(Range),
    /// The article's own words, or the end or beginning of a quotation.
    Break,
}

/// A part of a quotation and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) joint: Joint,
    /// Its words, from the first up to the one after the last.
    pub(super) words: std::ops::Range<usize>,
    /// Whether it stands outside of quotation marks.
    pub(super) is_outside: bool,
    /// The way through the source, whose `start` counts from the source's first word; nothing where it was not found.
    pub(super) way: Option<Way>,
    /// The word of the source behind the last that it takes up.
    pub(super) end: usize,
}

/// Cuts a quotation into parts and finds each.
pub(super) fn place(
    content: &str,
    quoted: &[Token],
    source: &[Token],
    lexicon: Option<&Lexicon>,
) -> Vec<Part> {
    let mut parts = parts(content, quoted);
    let mut near = 0;
    for at in 0..parts.len() {
        let (words, is_outside) = (&quoted[parts[at].words.clone()], parts[at].is_outside);
        let is_first = at == 0;
        let found = if is_outside && !is_first {
            let end = (near + words.len() * 2 + 6).min(source.len());
            tried(words, source, near..end, lexicon)
        } else {
            find(words, source, near, lexicon)
        };
        let least = if is_outside { 0.6 } else { 0.4 };
        let Some((way, end)) = found.filter(|(way, _)| kept(way, words.len()) >= least) else { continue };
        near = end;
        (parts[at].way, parts[at].end) = (Some(way), end);
    }
    parts
}

/// Returns the share of the words that the source has.
fn kept(way: &Way, words: usize) -> f64 {
    let matched: usize =
        way.steps.iter().map(|step| if let Step::Match(words, _) = step { *words } else { 0 }).sum();
    matched as f64 / words.max(1) as f64
}

fn parts(content: &str, tokens: &[Token]) -> Vec<Part> {
    let has_marks = tokens.iter().any(|token| token.is_quoted);
    let part =
        |joint, start: usize, is_outside| Part { joint, words: start..start, is_outside, way: None, end: 0 };
    let mut parts: Vec<Part> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let from = if at == 0 { 0 } else { tokens[at - 1].range.end };
        let gap = &content[from..token.range.start];
        let is_outside = has_marks && !token.is_quoted;
        let ellipsis = ellipsis(gap).map(|range| Range { start: from + range.start, end: from + range.end });
        let joint = match (parts.last(), ellipsis) {
            (None, _) => Some(Joint::Close),
            (_, Some(ellipsis)) => Some(Joint::Ellipsis(ellipsis)),
            (Some(last), _) if last.is_outside != is_outside => Some(Joint::Break),
            // A quotation ends and another begins: “…”, “…”.
            (Some(_), _) if is_break(gap) => Some(Joint::Break),
            (Some(last), _) if last.words.len() >= LONGEST_PART => Some(Joint::Close),
            _ => None,
        };
        if let Some(joint) = joint {
            parts.push(part(joint, at, is_outside));
        }
        if let Some(last) = parts.last_mut() {
            last.words.end = at + 1;
        }
    }
    parts
}

/// Finds an ellipsis, with the brackets round it.
fn ellipsis(gap: &str) -> Option<Range> {
    let spaced = [". . .", ".  .  ."].iter().find_map(|dots| gap.find(dots).map(|at| (at, dots.len())));
    let (at, length) = gap
        .find('…')
        .map(|at| (at, '…'.len_utf8()))
        .or_else(|| gap.find("...").map(|at| (at, gap[at..].chars().take_while(|sign| *sign == '.').count())))
        .or(spaced)?;
    let before = gap[..at].trim_end();
    let after = gap[at + length..].trim_start();
    let is_bracketed = before.ends_with(['[', '(']) && after.starts_with([']', ')']);
    Some(if is_bracketed {
        Range { start: before.len() - 1, end: gap.len() - after.len() + 1 }
    } else {
        Range { start: at, end: at + length }
    })
}

fn is_break(gap: &str) -> bool {
    let closes = gap.find(['”', '»']);
    let opens = gap.rfind(['“', '«', '„']);
    closes.zip(opens).is_some_and(|(closes, opens)| closes < opens) || gap.matches('"').count() == 2
}

/// Finds a part: behind the part before it, or wherever most of its rarer words stand close together.
fn find(words: &[Token], source: &[Token], near: usize, lexicon: Option<&Lexicon>) -> Option<(Way, usize)> {
    let reach = words.len() * 3 / 2 + 24;
    if source.len() <= reach * 2 {
        let found = tried(words, source, 0..source.len(), lexicon);
        // The same words may stand twice: those behind the part before count first.
        let behind = tried(words, source, near..source.len(), lexicon);
        return match (found, behind) {
            (Some(found), Some(behind)) if near > 0 && behind.0.cost <= found.0.cost + BACKWARD => {
                Some(behind)
            }
            (found, behind) => found.or(behind),
        };
    }
    let mut starts = dense(words, source, reach);
    if near > 0 {
        starts.push(near);
    }
    starts
        .into_iter()
        .filter_map(|start| {
            let from = if start == near { near } else { start.saturating_sub(reach / 2) };
            let end = (start + reach + reach / 2).min(source.len());
            let (way, end) = tried(words, source, from..end, lexicon)?;
            let cost = way.cost + if way.start < near { BACKWARD } else { 0 };
            Some((cost, way, end))
        })
        .min_by_key(|(cost, ..)| *cost)
        .map(|(_, way, end)| (way, end))
}

fn tried(
    words: &[Token],
    source: &[Token],
    window: std::ops::Range<usize>,
    lexicon: Option<&Lexicon>,
) -> Option<(Way, usize)> {
    if words.is_empty() || window.is_empty() {
        return None;
    }
    let mut way = align(words, &source[window.clone()], lexicon);
    let taken: usize = way.steps.iter().map(|step| step.taken().1).sum();
    way.start += window.start;
    let end = way.start + taken;
    Some((way, end))
}

/// Lists the starts of the windows that hold most of the words, the rarer ones counting more.
fn dense(words: &[Token], source: &[Token], reach: usize) -> Vec<usize> {
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for token in words {
        let next = ids.len();
        ids.entry(token.key.as_str()).or_insert(next);
    }
    let places: Vec<Option<usize>> =
        source.iter().map(|token| ids.get(token.key.as_str()).copied()).collect();
    let mut counts = vec![0_usize; ids.len()];
    for id in places.iter().flatten() {
        counts[*id] += 1;
    }
    let weights: Vec<u64> = counts
        .iter()
        .map(|count| 1_000_000 / (1 + u64::from((*count as u64).max(1).ilog2()).pow(2)))
        .collect();
    let mut inside = vec![0_usize; ids.len()];
    let mut score = 0_u64;
    let mut scores: Vec<(u64, usize)> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        if let Some(id) = place {
            inside[*id] += 1;
            if inside[*id] == 1 {
                score += weights[*id];
            }
        }
        if at >= reach
            && let Some(id) = places[at - reach]
        {
            inside[id] -= 1;
            if inside[id] == 0 {
                score -= weights[id];
            }
        }
        if place.is_some() {
            scores.push((score, (at + 1).saturating_sub(reach)));
        }
    }
    let mut starts: Vec<usize> = Vec::new();
    for _ in 0..TRIED {
        let free = |start: usize| starts.iter().all(|known| known.abs_diff(start) > reach / 2);
        let Some((_, start)) =
            scores.iter().filter(|(_, start)| free(*start)).max_by_key(|(score, _)| *score)
        else {
            break;
        };
        starts.push(*start);
    }
    starts
}
