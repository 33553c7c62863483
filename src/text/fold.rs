//! Text made even for comparison, with a compact way back to the bytes of the text it was made of.
//!
//! A text is folded grapheme by grapheme: quotation marks, dashes and white space get one form, ligatures and other
//! compatibility forms are taken apart (Unicode's NFKD), what is never seen is dropped; on request capitals become
//! small letters and accents go. Knows nothing of queries, records or screens.

mod sign;

pub use sign::even;

use sign::{is_accent, is_lone, is_plain, without_stroke};
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

use super::Range;

/// Whether capital and small letters are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Case {
    /// They are one: `ß` is `SS`.
    #[default]
    Folded,
    /// They are told apart.
    Exact,
}

/// Whether letters are told apart by their accents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Accents {
    /// They are not: `é` is `e`, `ł` is `l`, `æ` is `ae`.
    #[default]
    Folded,
    /// They are told apart.
    Exact,
}

/// What is told apart; by default as little as possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Folding {
    /// Capitals.
    pub case: Case,
    /// Accents.
    pub accents: Accents,
}

/// Folds a text. Runs of white space become one space; those at the ends stay.
pub fn fold(text: &str, folding: Folding) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut part = String::new();
    for grapheme in text.graphemes(true) {
        part.clear();
        fold_grapheme(grapheme, folding, &mut part);
        if !(is_blank(&part) && folded.ends_with(' ')) {
            folded.push_str(if is_blank(&part) { " " } else { &part });
        }
    }
    folded
}

/// Drops the graphemes at both ends of which nothing is left but white space when all is folded.
pub fn trim_unseen(text: &str) -> &str {
    let mut part = String::new();
    let mut is_seen = |grapheme: &str| {
        part.clear();
        fold_grapheme(grapheme, Folding::default(), &mut part);
        !(part.is_empty() || is_blank(&part))
    };
    let mut seen = text.grapheme_indices(true).filter(|(_, grapheme)| is_seen(grapheme));
    let Some((start, first)) = seen.next() else { return "" };
    let end = seen.last().map_or(start + first.len(), |(at, last)| at + last.len());
    &text[start..end]
}

/// Folds one grapheme.
fn fold_grapheme(grapheme: &str, folding: Folding, out: &mut String) {
    let signs = || grapheme.chars().filter_map(even);
    let mut apart: String = signs().nfkd().collect();
    if apart.contains(' ') && signs().all(|sign| sign != ' ') {
        // A free-standing accent is no accent on a space.
        apart = signs().nfd().collect();
    }
    if apart.contains(' ') && !is_blank(&apart) {
        // A mark that sits on a space: the space is its bearer and parts no words. So nothing but white space ever
        // folds to something with a space at its end.
        apart.retain(|sign| sign != ' ');
    }
    let mut plain = String::with_capacity(apart.len());
    for sign in apart.chars().filter_map(even) {
        if is_accent(sign) {
            if folding.accents == Accents::Exact {
                plain.push(sign);
            }
            continue;
        }
        match folding.case {
            Case::Exact => push_letter(sign, folding, &mut plain),
            // There and back: small sharp s has no other way to its two capitals.
            Case::Folded => sign
                .to_lowercase()
                .flat_map(char::to_uppercase)
                .flat_map(char::to_lowercase)
                .for_each(|sign| push_letter(sign, folding, &mut plain)),
        }
    }
    out.extend(plain.nfc());
}

fn push_letter(sign: char, folding: Folding, out: &mut String) {
    match without_stroke(sign).filter(|_| folding.accents == Accents::Folded) {
        Some(letters) => out.push_str(letters),
        None => out.push(sign),
    }
}

/// Tells whether a folded grapheme is white space.
fn is_blank(folded: &str) -> bool {
    !folded.is_empty() && folded.bytes().all(|byte| byte == b' ')
}

/// A folded text, and where each of its graphemes stood.
///
/// *Limitations:* of a text of more than two gigabytes only the beginning is folded.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    bytes: Vec<u8>,
    runs: Vec<Run>,
}

/// Where a stretch of folded bytes stood. It ends where the next run begins.
#[derive(Clone, Copy, Debug)]
struct Run {
    folded: u32,
    /// The byte of the text; the highest bit says that all of the run stands for one grapheme, else each of its
    /// characters stands for one of as many bytes.
    original: u32,
}

const WHOLE: u32 = 1 << 31;

impl Run {
    fn is_whole(self) -> bool {
        self.original & WHOLE != 0
    }

    fn original(self) -> usize {
        (self.original & !WHOLE) as usize
    }
}

impl Folded {
    /// Folds a text, telling as little apart as possible.
    pub fn new(text: &str) -> Self {
        let text = &text[..text.floor_char_boundary(WHOLE as usize - 1)];
        let mut folder = Folder::new(text.len());
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            // The one pair of lone characters that is one grapheme.
            let is_line_end = byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if byte.is_ascii() && !is_line_end && bytes.get(at + 1).is_none_or(u8::is_ascii) {
                folder.take_ascii(byte, at);
                at += 1;
                continue;
            }
            let rest = &text[at..];
            let mut signs = rest.chars();
            let Some(sign) = signs.next() else { break };
            if is_lone(sign) && !is_line_end && signs.next().is_none_or(is_lone) {
                folder.take_lone(sign, at);
                at += sign.len_utf8();
            } else {
                let grapheme = rest.graphemes(true).next().unwrap_or(rest);
                folder.take_grapheme(grapheme, at);
                at += grapheme.len();
            }
        }
        folder.bytes.shrink_to_fit();
        folder.runs.shrink_to_fit();
        Self { bytes: folder.bytes, runs: folder.runs }
    }

    /// Returns the folded text as UTF-8.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Finds what a stretch of the folded text was made of, or nothing where an end lies inside what one grapheme
    /// became. `text` is the very text that was folded.
    pub fn range(&self, text: &str, start: usize, end: usize) -> Option<Range> {
        if start >= end || end > self.bytes.len() {
            return None;
        }
        let first = self.run_of(start)?;
        let run = self.runs[first];
        let skipped = start - run.folded as usize;
        if run.is_whole() && skipped > 0 {
            return None;
        }
        let from = run.original() + skipped;
        // A hit is short as a rule: its end stands in the same run or soon after.
        let ahead = self.runs[first..].iter().take(8).take_while(|run| (run.folded as usize) < end).count();
        let last = if ahead < 8 { first + ahead - 1 } else { self.run_of(end - 1)? };
        let run = self.runs[last];
        let to = if run.is_whole() {
            let run_end = self.runs.get(last + 1).map_or(self.bytes.len(), |next| next.folded as usize);
            if run_end != end {
                return None;
            }
            run.original() + text.get(run.original()..)?.graphemes(true).next()?.len()
        } else {
            run.original() + (end - run.folded as usize)
        };
        Some(Range { start: from, end: to })
    }

    /// Finds the run that a folded byte belongs to.
    fn run_of(&self, byte: usize) -> Option<usize> {
        self.runs.partition_point(|run| run.folded as usize <= byte).checked_sub(1)
    }
}

/// How many folded characters are remembered while a text is folded.
const REMEMBERED: usize = 1024;
/// How long a folded character may be, in bytes, to be remembered.
const SHORT: usize = 8;

/// A character that was folded before.
#[derive(Clone, Copy, Default)]
struct Remembered {
    sign: char,
    length: u8,
    bytes: [u8; SHORT],
}

/// A text that is being folded.
struct Folder {
    bytes: Vec<u8>,
    runs: Vec<Run>,
    /// The last run's place and distance, so that the next character can join it; nothing behind a whole one.
    distance: Option<usize>,
    remembered: Vec<Remembered>,
    part: String,
    ascii: [u8; 128],
}

impl Folder {
    fn new(length: usize) -> Self {
        let mut ascii = [0; 128];
        for (byte, plain) in (0_u8..).zip(&mut ascii) {
            *plain = even(char::from(byte)).map_or(b' ', |sign| sign.to_ascii_lowercase() as u8);
        }
        Self {
            bytes: Vec::with_capacity(length + length / 8),
            runs: Vec::new(),
            distance: None,
            remembered: vec![Remembered::default(); REMEMBERED],
            part: String::new(),
            ascii,
        }
    }

    fn take_ascii(&mut self, byte: u8, at: usize) {
        let plain = self.ascii[usize::from(byte & 0x7f)];
        if plain == b' ' && self.bytes.last() == Some(&b' ') {
            return;
        }
        self.join(at);
        self.bytes.push(plain);
    }

    /// Takes a character that is a grapheme by itself.
    fn take_lone(&mut self, sign: char, at: usize) {
        if sign.is_ascii() {
            self.take_ascii(sign as u8, at);
            return;
        }
        if is_plain(sign) {
            self.join(at);
            self.bytes.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
            return;
        }
        let slot = sign as usize % REMEMBERED;
        if self.remembered[slot].sign != sign {
            self.part.clear();
            fold_grapheme(sign.encode_utf8(&mut [0; 4]), Folding::default(), &mut self.part);
            if self.part.len() > SHORT {
                self.emit(sign.len_utf8(), at);
                return;
            }
            let mut known = Remembered { sign, length: self.part.len() as u8, bytes: [0; SHORT] };
            known.bytes[..self.part.len()].copy_from_slice(self.part.as_bytes());
            self.remembered[slot] = known;
        }
        let Remembered { length, bytes, .. } = self.remembered[slot];
        let folded = &bytes[..usize::from(length)];
        match folded {
            [] => {}
            [b' '] if self.bytes.last() == Some(&b' ') => {}
            _ => {
                let width = match folded[0] {
                    0..0x80 => 1,
                    0x80..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    _ => 4,
                };
                if width == folded.len() && width == sign.len_utf8() {
                    self.join(at);
                } else {
                    self.stand_apart(at);
                }
                self.bytes.extend_from_slice(folded);
            }
        }
    }

    fn take_grapheme(&mut self, grapheme: &str, at: usize) {
        self.part.clear();
        fold_grapheme(grapheme, Folding::default(), &mut self.part);
        self.emit(0, at);
    }

    /// Takes what a grapheme was folded to; `width` is its length where it may join others, in bytes.
    fn emit(&mut self, width: usize, at: usize) {
        if self.part.is_empty() {
            return;
        }
        if is_blank(&self.part) {
            if self.bytes.last() == Some(&b' ') {
                return;
            }
            self.part.truncate(1);
        }
        let is_one = self.part.chars().nth(1).is_none();
        if is_one && self.part.len() == width {
            self.join(at);
        } else {
            self.stand_apart(at);
        }
        self.bytes.extend_from_slice(self.part.as_bytes());
    }

    /// Begins a run of characters that stand for as many bytes each, or goes on with one.
    fn join(&mut self, at: usize) {
        let distance = at.wrapping_sub(self.bytes.len());
        if self.distance != Some(distance) {
            self.runs.push(Run { folded: self.bytes.len() as u32, original: at as u32 });
            self.distance = Some(distance);
        }
    }

    /// Begins a run that stands for one grapheme.
    fn stand_apart(&mut self, at: usize) {
        self.runs.push(Run { folded: self.bytes.len() as u32, original: at as u32 | WHOLE });
        self.distance = None;
    }
}

#[cfg(test)]
mod tests;
