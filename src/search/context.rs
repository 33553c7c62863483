//! The words around a hit, on one line.
//!
//! Knows nothing of fonts: lengths are characters.

use crate::text::Range;

/// A hit with the words around it. White space is one space, and `…` says that the text goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// What stands before the hit.
    pub before: String,
    /// The hit.
    pub found: String,
    /// What stands behind it.
    pub after: String,
}

impl Context {
    /// Writes all of it.
    pub fn line(&self) -> String {
        [self.before.as_str(), &self.found, &self.after].concat()
    }
}

/// Returns a hit with up to so many characters before and behind it, from word to word and within its paragraph;
/// nothing where the range does not fit the text.
pub fn context(text: &str, hit: Range, before: usize, after: usize) -> Context {
    let Some(found) = hit.of(text) else { return Context::default() };
    let mut head = last(&text[..hit.start], before);
    let mut tail = first(&text[hit.end..], after);
    if let Some((_, rest)) = head.rsplit_once("\n\n") {
        head = rest;
    }
    if let Some((rest, _)) = tail.split_once("\n\n") {
        tail = rest;
    }
    let is_cut_before = head.len() < hit.start && !is_line_start(text, hit.start - head.len());
    let is_cut_after = hit.end + tail.len() < text.len() && !text[hit.end + tail.len()..].starts_with("\n\n");
    if is_cut_before {
        head = whole_words_at_the_end(head);
    }
    if is_cut_after {
        tail = whole_words_at_the_start(tail);
    }
    let mut before = if is_cut_before { "…".to_owned() } else { String::new() };
    push_line(head, &mut before);
    let mut line = String::new();
    push_line(found, &mut line);
    let mut after = String::new();
    push_line(tail, &mut after);
    if is_cut_after {
        after.truncate(after.trim_end().len());
        after.push('…');
    }
    let before = if is_cut_before { before } else { before.trim_start().to_owned() };
    Context { before, found: line, after }
}

fn is_line_start(text: &str, at: usize) -> bool {
    text[..at].ends_with("\n\n")
}

fn last(text: &str, signs: usize) -> &str {
    let start = text.char_indices().rev().nth(signs).map_or(0, |(at, sign)| at + sign.len_utf8());
    &text[start..]
}

fn first(text: &str, signs: usize) -> &str {
    text.char_indices().nth(signs).map_or(text, |(at, _)| &text[..at])
}

/// Drops the word that was cut at the beginning, if another is there.
fn whole_words_at_the_end(text: &str) -> &str {
    text.find(char::is_whitespace).map_or(text, |at| text[at..].trim_start())
}

/// Drops the word that was cut at the end, if another is there.
fn whole_words_at_the_start(text: &str) -> &str {
    text.rfind(char::is_whitespace).map_or(text, |at| text[..at].trim_end())
}

fn push_line(text: &str, line: &mut String) {
    let mut follows_space = false;
    for sign in text.chars() {
        let is_space = sign.is_whitespace();
        if !is_space {
            line.push(sign);
        } else if !follows_space {
            line.push(' ');
        }
        follows_space = is_space;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, before: usize, after: usize, expected: &str) {
        let start = text.find(words).unwrap();
        let found = context(text, Range::new(start, start + words.len()), before, after);
        assert_eq!(format!("{}[{}]{}", found.before, found.found, found.after), expected);
    }

    #[test]
    fn a_hit_stands_among_whole_words_of_its_paragraph() {
        let text = "Headline\n\nThe council voted\n7 to 2 on Friday to close it.\n\nNext";
        check(text, "7 to", 12, 13, "…voted [7 to] 2 on Friday…");
        check(text, "voted", 99, 99, "The council [voted] 7 to 2 on Friday to close it.");
        check(text, "Headline", 9, 9, "[Headline]");
        check(text, "Next", 9, 9, "[Next]");
        check(text, "ounc", 3, 3, "…c[ounc]il…");
    }

    #[test]
    fn a_range_that_does_not_fit_gives_nothing() {
        assert_eq!(context("é", Range::new(1, 9), 5, 5), Context::default());
    }
}
