//! Characters that make a text read differently from what it holds: signs that turn the order round, that are not
//! seen, that are spaces of an odd kind, or letters of another script that look like the right ones.
//!
//! Knows nothing of screens. What a script needs is no disguise: joiners in Persian, Hindi and emoji, direction
//! marks in a right-to-left line, wide spaces in Chinese.
//!
//! *Limitations:* look-alikes are known among Latin, Cyrillic, Greek and Armenian letters, by a short list after
//! Unicode's table of confusables (UTS #39); a word of one foreign script is judged by the text around it, so a single
//! foreign word that could be read as a Latin one is told of, too, where no other word of its language stands near.

mod name;
mod script;

use super::Range;
use script::Script;

/// How a character deceives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It changes the order in which what follows is shown.
    Direction,
    /// It is not seen.
    Invisible,
    /// It is a space of an unusual kind.
    Space,
    /// It steers a machine.
    Control,
    /// It looks like a letter of another script.
    LookAlike,
}

/// A character that deceives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disguise {
    /// Where it stands, in bytes.
    pub range: Range,
    /// How it deceives.
    pub kind: Kind,
    /// The character.
    pub sign: char,
}

impl Disguise {
    /// Says in a sentence what stands here and what it does, with its code point.
    pub fn words(&self) -> String {
        name::words(self.kind, self.sign)
    }
}

/// How far around a word its neighbours are read to tell which script the text is in, in bytes.
const AROUND: usize = 1024;
/// How far a line is read around a sign, in bytes.
const LINE: usize = 512;
/// Foreign letters so near, in bytes, show that a word belongs to a quotation in its language.
const QUOTATION: usize = 64;
/// How many signs are passed to find the next letter, beside a space, a digit or a quotation mark.
const REACH: usize = 8;

/// Lists the characters of a range that deceive, in order. What stands around the range counts, too.
pub fn disguises(text: &str, range: Range) -> Vec<Disguise> {
    let Some(inside) = range.of(text) else { return Vec::new() };
    let mut found = Vec::new();
    let mut word = Word::default();
    let is_quiet = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    if inside.bytes().all(is_quiet) {
        return found;
    }
    for (offset, sign) in inside.char_indices() {
        let at = range.start + offset;
        if script::is_in_word(sign) {
            word.take(at, sign);
        } else if !script::is_unseen(sign) {
            word.end(text, at, &mut found);
        }
        if sign.is_ascii_graphic() || sign == ' ' {
            continue;
        }
        if let Some(kind) = kind(text, at, sign) {
            found.push(Disguise { range: Range::new(at, at + sign.len_utf8()), kind, sign });
        }
    }
    word.end(text, range.end, &mut found);
    found.sort_unstable_by_key(|disguise| disguise.range);
    found
}

/// Tells how one character deceives where it stands, look-alikes within words left aside.
fn kind(text: &str, at: usize, sign: char) -> Option<Kind> {
    let before = text[..at].chars().next_back();
    let after = text[at + sign.len_utf8()..].chars().next();
    let near = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
    let beside = |is: fn(char) -> bool| is_beside(text, at, sign, is);
    match sign {
        '\t' | '\n' | '\r' | '\u{85}' => None,
        '\u{200e}' | '\u{200f}' | '\u{61c}' => (!is_right_to_left_line(text, at)).then_some(Kind::Direction),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Kind::Direction),
        '\u{200b}' => (!beside(script::lacks_spaces)).then_some(Kind::Invisible),
        '\u{200c}' => (!beside(script::joins)).then_some(Kind::Invisible),
        '\u{200d}' => {
            let is_needed =
                beside(script::joins) || (is_pictured(text, at) && after.is_some_and(script::is_pictograph));
            (!is_needed).then_some(Kind::Invisible)
        }
        '\u{34f}' => (!near(script::joins) && !near(script::is_hebrew)).then_some(Kind::Invisible),
        '\u{1d173}'..='\u{1d17a}' => (!near(script::is_music)).then_some(Kind::Invisible),
        '\u{1bca0}'..='\u{1bca3}' => (!near(script::is_shorthand)).then_some(Kind::Invisible),
        '\u{ad}'
        | '\u{2060}'..='\u{2064}'
        | '\u{206a}'..='\u{206f}'
        | '\u{feff}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{ffa0}' => Some(Kind::Invisible),
        '\u{fe0e}' | '\u{fe0f}' => {
            let is_base = |sign: char| script::is_pictograph(sign) || matches!(sign, '0'..='9' | '#' | '*');
            (!before.is_some_and(is_base)).then_some(Kind::Invisible)
        }
        '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => {
            (!before.is_some_and(script::has_variants)).then_some(Kind::Invisible)
        }
        '\u{180b}'..='\u{180d}' | '\u{180f}' => {
            (!before.is_some_and(script::joins)).then_some(Kind::Invisible)
        }
        '\u{e0000}'..='\u{e007f}' => (!is_in_flag(text, at)).then_some(Kind::Invisible),
        '\u{1680}' | '\u{2000}'..='\u{2008}' | '\u{200a}' | '\u{205f}' | '\u{2800}' => Some(Kind::Space),
        '\u{3000}' => (!near(script::is_wide)).then_some(Kind::Space),
        '\u{fff9}'..='\u{fffb}' => Some(Kind::Control),
        _ if script::is_mathematical(sign) => Some(Kind::LookAlike),
        _ => sign.is_control().then_some(Kind::Control),
    }
}

/// Tells whether the picture of an emoji ends right before `at`.
fn is_pictured(text: &str, at: usize) -> bool {
    let signs = text[..at].chars().rev();
    signs
        .take(3)
        .find(|sign| !matches!(sign, '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}'))
        .is_some_and(script::is_pictograph)
}

/// Tells whether a tag belongs to the flag of a country's part: a black flag, tags, and the tag that ends them.
fn is_in_flag(text: &str, at: usize) -> bool {
    const LONGEST: usize = 8;
    let is_tag = |sign: &char| matches!(sign, '\u{e0020}'..='\u{e007e}');
    let begins = text[..at].chars().rev().take(LONGEST).find(|sign| !is_tag(sign)) == Some('\u{1f3f4}');
    let ends = text[at..].chars().take(LONGEST).find(|sign| !is_tag(sign)) == Some('\u{e007f}');
    begins && ends
}

/// Tells whether a sign that is not seen stands by letters of a script that needs it: right beside one, or parted from
/// one by spaces, digits and quotation marks alone.
fn is_beside(text: &str, at: usize, sign: char, is: fn(char) -> bool) -> bool {
    let is_seen = |sign: &char| !script::is_unseen(*sign);
    let before = || text[..at].chars().rev().filter(is_seen).take(REACH);
    let after = || text[at + sign.len_utf8()..].chars().filter(is_seen).take(REACH);
    let (left, right) = (before().next(), after().next());
    if left.is_some_and(is) || right.is_some_and(is) {
        return true;
    }
    let is_letter = |sign: char| sign.is_alphabetic() || is(sign);
    if left.is_some_and(is_letter) || right.is_some_and(is_letter) {
        return false;
    }
    before().find(|sign| is_letter(*sign)).is_some_and(is)
        || after().find(|sign| is_letter(*sign)).is_some_and(is)
}

/// Tells whether a line is written from right to left: its letters say so, or without any those around it.
fn is_right_to_left_line(text: &str, at: usize) -> bool {
    let around = around(text, at, LINE);
    let near = &text[around.start..around.end];
    let here = at - around.start;
    let start = near[..here].rfind('\n').map_or(0, |end| end + 1);
    let end = near[here..].find('\n').map_or(near.len(), |end| here + end);
    let line = &near[start..end];
    if line.chars().any(char::is_alphabetic) {
        return line.chars().any(script::is_right_to_left);
    }
    let letters = near.chars().filter(|sign| sign.is_alphabetic());
    let (own, others): (Vec<char>, Vec<char>) = letters.partition(|sign| script::is_right_to_left(*sign));
    own.len() > others.len()
}

fn around(text: &str, at: usize, reach: usize) -> Range {
    let start = text.floor_char_boundary(at.saturating_sub(reach));
    Range { start, end: text.floor_char_boundary((at + reach).min(text.len())) }
}

/// The letters of a word so far, those with look-alikes apart.
#[derive(Default)]
struct Word {
    start: usize,
    counts: [usize; Script::COUNT],
    letters: Vec<(usize, char, Script)>,
    /// Latin letters as wide as an ideograph.
    full_width: Vec<(usize, char)>,
}

impl Word {
    fn take(&mut self, at: usize, sign: char) {
        if script::is_full_width(sign) {
            self.full_width.push((at, sign));
        }
        let Some(script) = Script::of(sign) else { return };
        if self.letters.is_empty() {
            self.start = at;
        }
        self.counts[script as usize] += 1;
        self.letters.push((at, sign, script));
    }

    /// Judges the word that ends here, and begins another one.
    fn end(&mut self, text: &str, at: usize, found: &mut Vec<Disguise>) {
        let word = std::mem::take(self);
        if word.counts[Script::Latin as usize] > 0 {
            found.extend(word.full_width.iter().map(|(at, sign)| look_alike(*at, *sign)));
        }
        let Some(host) = word.host() else { return };
        if word.counts[host as usize] == word.letters.len() {
            word.judge_whole(text, at, host, found);
        } else if !word.judge_in(Script::Latin, found) {
            word.judge_in(host, found);
        }
    }

    /// Judges a word of several scripts as one of this script, each other one by itself: all its letters look like
    /// letters of this script, or they are there for a reason. Tells whether any deceive.
    fn judge_in(&self, host: Script, found: &mut Vec<Disguise>) -> bool {
        let before = found.len();
        if self.counts[host as usize] == 0 {
            return false;
        }
        // An ending in another script changes it once. Where it comes and goes, what looks alike roughly deceives, too.
        let changes = self.letters.windows(2).filter(|pair| pair[0].2 != pair[1].2).count();
        let is_alike = |sign: char| {
            script::looks_like(sign, host)
                || (host == Script::Latin && changes > 1 && script::rough_twin(sign).is_some())
        };
        for script in Script::ALL.into_iter().filter(|script| *script != host) {
            let own = || self.letters.iter().filter(|(.., of)| *of == script);
            if own().all(|(_, sign, _)| is_alike(*sign)) {
                found.extend(own().map(|(at, sign, _)| look_alike(*at, *sign)));
            }
        }
        found.len() > before
    }

    /// Returns the script of most letters; of two that have as many, Latin.
    fn host(&self) -> Option<Script> {
        let most = *self.counts.iter().max().filter(|most| **most > 0)?;
        Script::ALL.into_iter().find(|script| self.counts[*script as usize] == most)
    }

    /// Judges a word of one script: in a Latin text, one that could be read as a Latin word throughout deceives.
    fn judge_whole(&self, text: &str, end: usize, host: Script, found: &mut Vec<Disguise>) {
        let is_short = self.letters.len() < 2 && host != Script::Cyrillic;
        if host == Script::Latin || is_short {
            return;
        }
        if !self.letters.iter().all(|(_, sign, _)| script::looks_like(*sign, Script::Latin)) {
            return;
        }
        let outside = |reach: usize| {
            let (left, right) = (around(text, self.start, reach), around(text, end, reach));
            text[left.start..self.start].chars().chain(text[end..right.end].chars())
        };
        let is_foreign =
            |sign: char| Script::of(sign) == Some(host) && !script::looks_like(sign, Script::Latin);
        if outside(QUOTATION).any(is_foreign) {
            return;
        }
        let (mut latin, mut own) = (0_usize, 0_usize);
        for script in outside(AROUND).filter_map(Script::of) {
            latin += usize::from(script == Script::Latin);
            own += usize::from(script == host);
        }
        // The word itself may be one of several; a quotation in its language has many more.
        if latin > 8 && own * 8 < latin {
            found.extend(self.letters.iter().map(|(at, sign, _)| look_alike(*at, *sign)));
        }
    }
}

fn look_alike(at: usize, sign: char) -> Disguise {
    Disguise { range: Range::new(at, at + sign.len_utf8()), kind: Kind::LookAlike, sign }
}

#[cfg(test)]
mod tests;
