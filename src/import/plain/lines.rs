//! The lines of a plain text, and which of them stand together.
//!
//! Knows nothing of what a block is to the reader.

use crate::text::Range;

/// A line that is not empty, without the white space around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Where it stands.
    pub(super) range: Range,
    /// Columns of white space before it; a tab counts four.
    pub(super) indent: usize,
    /// Characters in it.
    pub(super) width: usize,
}

impl Line {
    /// Returns the words of the line.
    pub(super) fn text(self, text: &str) -> &str {
        self.range.of(text).unwrap_or_default()
    }

    /// Tells whether it begins with the mark of a list item.
    pub(super) fn bullet(&self, text: &str) -> bool {
        ["- ", "* ", "• ", "•\t", "-\t", "*\t", "‣ ", "◦ ", "▪ ", "· "]
            .iter()
            .any(|mark| self.text(text).starts_with(mark))
    }

    /// Tells whether it begins with a number as lists have it ("1. ", "12) ").
    pub(super) fn number(&self, text: &str) -> bool {
        let line = self.text(text);
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&digits)
            && [". ", ") ", ".\t", ")\t"].iter().any(|mark| line[digits..].starts_with(mark))
    }
}

/// Wider than any hard-wrapped line.
const WRAP: usize = 100;

/// Parts the text into runs of lines that make one paragraph or one list; none is empty.
pub(super) fn chunks(text: &str) -> Vec<Vec<Line>> {
    let mut runs: Vec<Vec<Line>> = Vec::new();
    let mut is_open = false;
    for raw in text.split('\n') {
        let words = raw.trim();
        if words.is_empty() {
            is_open = false;
            continue;
        }
        let start = raw.as_ptr().addr() - text.as_ptr().addr() + (raw.len() - raw.trim_start().len());
        let lead = &raw[..raw.len() - raw.trim_start().len()];
        let line = Line {
            range: Range::new(start, start + words.len()),
            indent: lead.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum(),
            width: words.chars().count(),
        };
        match runs.last_mut() {
            Some(run) if is_open => run.push(line),
            _ => runs.push(vec![line]),
        }
        is_open = true;
    }
    runs.into_iter().flat_map(|run| parted(run, text)).collect()
}

/// Parts a run that is no single paragraph: one line each, or at the indents of a wrapped text.
fn parted(run: Vec<Line>, text: &str) -> Vec<Vec<Line>> {
    if run.len() < 2 {
        return vec![run];
    }
    if run.iter().any(|line| line.width > WRAP) {
        return run.into_iter().map(|line| vec![line]).collect();
    }
    let widest = run.iter().map(|line| line.width + line.indent).max().unwrap_or_default();
    let mut parts: Vec<Vec<Line>> = Vec::new();
    for line in run {
        let goes_on = parts.last().and_then(|part| part.last().map(|last| (part[0], *last))).is_some_and(
            |(first, last)| {
                let indents =
                    line.indent >= last.indent + 2 && last.indent < 2 && line.indent < 12 && widest >= 50;
                let was_short = last.width * 10 < widest * 8 && widest >= 50;
                let ended = last.text(text).ends_with(['.', '!', '?', '”', '"', ':', ')']);
                // A new paragraph of a text without empty lines: indented, or behind a short last line.
                !(indents && ended
                    || was_short && ended && first.range != last.range && line.indent == first.indent)
            },
        );
        match parts.last_mut() {
            Some(part) if goes_on => part.push(line),
            _ => parts.push(vec![line]),
        }
    }
    parts
}
