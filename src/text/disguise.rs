//! Characters that make a text read differently from what it holds: signs that turn the order round, that are not
//! seen, that are spaces of an odd kind, or letters of another script that look like the right ones.
//!
//! Knows nothing of screens. What a script needs is no disguise: joiners in Persian, Hindi and emoji, direction
//! marks in a right-to-left line, wide spaces in Chinese.
//!
//! *Limitations:* look-alikes are known among Latin, Cyrillic, Greek and Armenian letters, by a short list after
//! Unicode's table of confusables (UTS #39); a word of one foreign script is judged by the text around it.

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
        if sign.is_alphabetic() || script::is_combining(sign) {
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
    let between = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
    match sign {
        '\t' | '\n' | '\r' | '\u{85}' => None,
        '\u{200e}' | '\u{200f}' | '\u{61c}' => (!is_right_to_left_line(text, at)).then_some(Kind::Direction),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Kind::Direction),
        '\u{200b}' => (!between(script::lacks_spaces)).then_some(Kind::Invisible),
        '\u{200c}' => (!between(script::joins)).then_some(Kind::Invisible),
        '\u{200d}' => {
            let is_needed =
                near(script::joins) || (is_pictured(text, at) && after.is_some_and(script::is_pictograph));
            (!is_needed).then_some(Kind::Invisible)
        }
        '\u{34f}' => (!near(script::joins)).then_some(Kind::Invisible),
        '\u{ad}'
        | '\u{2060}'..='\u{2064}'
        | '\u{206a}'..='\u{206f}'
        | '\u{feff}'
        | '\u{180e}'
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

fn is_right_to_left_line(text: &str, at: usize) -> bool {
    let around = around(text, at, LINE);
    let line = &text[around.start..around.end];
    let here = at - around.start;
    let start = line[..here].rfind('\n').map_or(0, |end| end + 1);
    let end = line[here..].find('\n').map_or(line.len(), |end| here + end);
    line[start..end].chars().any(script::is_right_to_left)
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
}

impl Word {
    fn take(&mut self, at: usize, sign: char) {
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
        let Some(host) = word.host() else { return };
        let strangers: Vec<&(usize, char, Script)> =
            word.letters.iter().filter(|(_, _, script)| *script != host).collect();
        let is_alike = |letter: &&(usize, char, Script)| script::looks_like(letter.1, host);
        if strangers.is_empty() {
            word.judge_whole(text, at, host, found);
        } else if strangers.iter().copied().all(|letter| is_alike(&letter)) {
            found.extend(strangers.iter().map(|(at, sign, _)| look_alike(*at, *sign)));
        }
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
        let around = around(text, self.start, AROUND);
        let outside = text[around.start..self.start].chars().chain(text[end..around.end.max(end)].chars());
        let (mut latin, mut own) = (0_usize, 0_usize);
        for script in outside.filter_map(Script::of) {
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
