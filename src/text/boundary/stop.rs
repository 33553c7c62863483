//! Judges one full stop, question mark or the like: does a sentence end here?
//!
//! Reads a little on both sides, never the sentence. Knows the words of `abbreviation`.

use super::abbreviation::{Kind, follows_time, is_reporting, is_starter, kind};
use super::paragraph::breaks;

/// How far back a word before a full stop is read, in bytes.
const WORD_REACH: usize = 48;

/// Tells whether a sign may end a sentence.
pub(super) fn is_terminator(character: char) -> bool {
    matches!(character, '.' | '!' | '?') || (!character.is_ascii() && is_foreign_terminator(character))
}

fn is_foreign_terminator(character: char) -> bool {
    matches!(character, '…' | '‼' | '‽' | '⁇' | '⁈' | '⁉') || is_firm(character)
}

/// Full stops that serve for nothing else, in scripts without capitals: Arabic and Urdu, Devanagari, Armenian,
/// Ethiopic, Burmese, Khmer, and the wide forms of Chinese and Japanese.
fn is_firm(character: char) -> bool {
    matches!(
        character,
        '。' | '．'
            | '！'
            | '？'
            | '｡'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '፧'
            | '။'
            | '។'
            | '៕'
            | '᙮'
    )
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '”' | '’' | '“' | '»' | '›' | '«' | '‹' | '」' | '』' | '＂' | '〞')
}

fn is_closer(character: char) -> bool {
    is_quote(character) || matches!(character, ')' | ']' | '}' | '）' | '】' | '》' | '〉' | '］' | '*' | '_')
}

fn is_opener(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '»'
            | '›'
            | '('
            | '['
            | '{'
            | '「'
            | '『'
            | '（'
            | '¿'
            | '¡'
            | '*'
            | '_'
    )
}

/// A run of full stops and the like, with the quotation marks and brackets that close behind it.
pub(super) struct Stop<'a> {
    text: &'a str,
    /// Where the run starts.
    start: usize,
    /// Where the run and what closes behind it end.
    pub(super) end: usize,
    /// The last sign of the run.
    sign: char,
    /// Whether the run is three dots, close or spaced.
    is_ellipsis: bool,
    /// The last quotation mark or bracket behind the run.
    closer: Option<char>,
}

impl<'a> Stop<'a> {
    /// Reads what starts with the terminator at `start`.
    pub(super) fn read(text: &'a str, start: usize) -> Self {
        let mut stop = Stop { text, start, end: start, sign: '.', is_ellipsis: false, closer: None };
        loop {
            let before = stop.end;
            stop.read_signs();
            stop.read_closers();
            stop.read_notes();
            if stop.end == before {
                return stop;
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.end..]
    }

    fn read_signs(&mut self) {
        let mut dots = 0;
        loop {
            let rest = self.rest();
            let Some(sign) = rest.chars().next() else { break };
            if is_terminator(sign) {
                self.sign = sign;
                self.end += sign.len_utf8();
                dots += usize::from(sign == '.');
                self.is_ellipsis |= sign == '…' || dots >= 2;
            } else if dots > 0
                && sign.is_whitespace()
                && sign != '\n'
                && rest[sign.len_utf8()..].starts_with('.')
                && !rest[sign.len_utf8()..].starts_with("..")
            {
                // ". . ." is three dots, too.
                self.end += sign.len_utf8();
            } else {
                break;
            }
        }
        self.is_ellipsis &= self.sign == '.' || self.sign == '…';
    }

    fn read_closers(&mut self) {
        loop {
            let rest = self.rest();
            let mut signs = rest.chars();
            let Some(sign) = signs.next() else { break };
            let next = signs.next();
            if is_closer(sign) {
                let opens =
                    matches!(sign, '«' | '»' | '“' | '‹' | '›') && next.is_some_and(char::is_alphanumeric);
                if opens {
                    break;
                }
                self.closer = Some(sign);
                self.end += sign.len_utf8();
            } else if matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
                && next.is_some_and(|next| matches!(next, '»' | '”' | '’'))
                && signs.next().is_none_or(|after| !after.is_alphanumeric())
            {
                // French sets its marks apart with a space.
                self.closer = next;
                self.end += sign.len_utf8() + next.map_or(0, char::len_utf8);
            } else {
                break;
            }
        }
    }

    /// Takes in reference marks: `[6]`, ` [6][7]`, `¹²`.
    fn read_notes(&mut self) {
        loop {
            let rest = self.rest();
            let spaced = rest.strip_prefix([' ', '\u{a0}']).unwrap_or(rest);
            let length = if let Some(inside) = spaced.strip_prefix('[') {
                let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
                let closes = (1..=4).contains(&digits) && inside[digits..].starts_with(']');
                if closes { digits + 2 } else { 0 }
            } else {
                0
            };
            if length > 0 {
                self.end += rest.len() - spaced.len() + length;
                continue;
            }
            match rest.chars().next() {
                Some(sign @ ('¹' | '²' | '³' | '⁰' | '⁴'..='⁹')) => self.end += sign.len_utf8(),
                _ => break,
            }
        }
    }

    /// Tells whether a sentence ends here, by what stands on both sides.
    pub(super) fn ends_sentence(&self) -> bool {
        let rest = self.rest();
        let after = rest.trim_start();
        if after.is_empty() {
            return true;
        }
        let gap = &rest[..rest.len() - after.len()];
        if breaks(gap) {
            return true;
        }
        if is_firm(self.sign) {
            let goes_on = after.starts_with(['、', '，', '،', ','])
                || (self.closer.is_some_and(is_quote)
                    && gap.is_empty()
                    && after.starts_with(['と', 'っ', 'な']));
            return !goes_on;
        }
        if gap.is_empty() {
            return false;
        }
        let next = Next::read(after, gap.contains('\n'));
        match self.sign {
            '.' | '…' if self.is_ellipsis => self.ellipsis_ends(&next),
            '.' => self.full_stop_ends(&next),
            _ => self.outcry_ends(&next),
        }
    }

    /// Judges `?` and `!`.
    fn outcry_ends(&self, next: &Next) -> bool {
        if next.first == First::Lower {
            return next.opener.is_some();
        }
        if self.closer.is_some_and(is_quote) && (next.first == First::Dash || next.names_speaker()) {
            return false;
        }
        next.first != First::Comma
    }

    fn ellipsis_ends(&self, next: &Next) -> bool {
        if next.first == First::Comma || next.first == First::Dash {
            return false;
        }
        let before = self.text[..self.start].chars().next_back();
        let run = &self.text[self.start..self.end];
        // A fourth dot is a full stop.
        if next.first == First::Capital && (run.starts_with("….") || run.starts_with("....")) {
            return true;
        }
        // Standing alone, "[...]" and " ... " mark what was left out.
        let alone =
            before.is_none_or(|sign| sign.is_whitespace() || matches!(sign, '[' | '(' | '"' | '“' | '„'));
        next.first == First::Capital && !(alone && self.closer.is_none_or(|sign| matches!(sign, ']' | ')')))
    }

    fn full_stop_ends(&self, next: &Next) -> bool {
        if next.first == First::Comma || (next.first == First::Lower && next.opener.is_none()) {
            return false;
        }
        if next.first == First::Dash && !next.on_new_line {
            return self.closer.is_none() && !self.is_abbreviated(next);
        }
        if self.closer.is_some_and(is_quote) {
            return true;
        }
        !self.is_abbreviated(next)
    }

    /// Tells whether the full stop belongs to its word and the sentence goes on with `next`.
    fn is_abbreviated(&self, next: &Next) -> bool {
        let line =
            &self.text[self.text.floor_char_boundary(self.start.saturating_sub(WORD_REACH))..self.start];
        let starts = |sign: char| {
            sign.is_whitespace()
                || is_opener(sign)
                || is_closer(sign)
                || matches!(sign, '—' | '–' | '/' | '-')
        };
        // An apostrophe inside a word is no quotation mark, but the part behind it is never an abbreviation.
        let word = line.rfind(starts).map_or(line, |at| {
            let sign = line[at..].chars().next().map_or(0, char::len_utf8);
            &line[at + sign..]
        });
        let before = line[..line.len() - word.len()].trim_end();
        let Some(first) = word.chars().next() else { return false };
        let lower = word.to_lowercase();
        if word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.is_list_number(word.len());
        }
        let goes_on = !next.starts_sentence();
        if lower == "a.m" || lower == "p.m" {
            return next.first == First::Number || next.opener == Some('(') || follows_time(&next.word);
        }
        match kind(&lower) {
            Some(Kind::Leads) => {
                return first.is_uppercase()
                    || lower.contains('.')
                    || next.first != First::Capital
                    || goes_on;
            }
            Some(Kind::Numbers) => return next.first == First::Number,
            Some(Kind::Closes) => return goes_on || next.first == First::Number,
            None => {}
        }
        let mut letters = word.chars();
        if letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() {
            let after_name = before.chars().next_back().is_some_and(|sign| sign == '.')
                || last_word(before).starts_with(char::is_uppercase);
            return goes_on
                || (after_name
                    && first != 'I'
                    && !next.opener.is_some_and(is_quote)
                    && before_is_initials(before));
        }
        is_acronym(word) && goes_on
    }

    /// Tells whether a number of that length stands first in its line or sentence: `2. Scope`.
    fn is_list_number(&self, length: usize) -> bool {
        let before = &self.text[..self.start - length];
        let trimmed = before.trim_end_matches([' ', '\t', '\u{a0}', '(', '[', '*', '#']);
        trimmed.is_empty()
            || trimmed.ends_with(['\n', '\u{2029}', '!', '?', ':', ';'])
            || (trimmed.ends_with('.') && trimmed.len() < before.len())
    }
}

/// Tells whether the letters before an initial are initials themselves: `U.` before `S`.
fn before_is_initials(before: &str) -> bool {
    let word = last_word(before);
    word.ends_with('.') && word.chars().count() == 2
}

fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or(text)
}

/// Tells whether a word is letters parted by full stops: `U.S`, `D.C`, `J.K`.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none_or(|_| part.len() <= 2)
        })
        && word.chars().next().is_some_and(char::is_alphabetic)
}

/// What sort of sign follows, behind any opening quotation marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// A small letter.
    Lower,
    /// A capital, or a letter of a script without capitals.
    Capital,
    Number,
    /// A sign that goes on with the sentence, directly.
    Comma,
    /// A dash, directly.
    Dash,
    Other,
}

/// What follows the white space behind a full stop.
struct Next<'a> {
    rest: &'a str,
    opener: Option<char>,
    /// The first word in lower case.
    word: String,
    first: First,
    on_new_line: bool,
}

impl<'a> Next<'a> {
    fn read(after: &'a str, on_new_line: bool) -> Self {
        let rest = after.trim_start_matches(is_opener);
        let opener = after[..after.len() - rest.len()].chars().next_back();
        let mut signs = rest.chars();
        let first = signs.next().unwrap_or(' ');
        // "iPhone" and "eBay" are capital all the same.
        let second_is_capital = signs.next().is_some_and(char::is_uppercase);
        let sort = match first {
            _ if first.is_lowercase() && !second_is_capital => First::Lower,
            _ if first.is_alphabetic() => First::Capital,
            _ if first.is_numeric() => First::Number,
            ',' | ';' | ':' | '&' | ')' | ']' | '،' | '、' if opener.is_none() => First::Comma,
            '-' | '–' | '—' if opener.is_none() => First::Dash,
            _ => First::Other,
        };
        let length = rest
            .char_indices()
            .find(|(at, sign)| *at >= 24 || !(sign.is_alphanumeric() || matches!(sign, '\'' | '’')))
            .map_or(rest.len(), |(at, _)| at);
        Self {
            rest, opener, word: rest[..length].to_lowercase().replace('’', "'"), first: sort, on_new_line
        }
    }

    fn starts_sentence(&self) -> bool {
        self.opener.is_some_and(|sign| sign != '(' && sign != '[') || is_starter(&self.word)
    }

    /// Tells whether one to three names and a verb of saying follow: `Smith asked`.
    fn names_speaker(&self) -> bool {
        if self.opener.is_some() {
            return false;
        }
        let words = self.rest.split_whitespace().take(4);
        for (count, word) in words.enumerate() {
            let bare = word.trim_end_matches([',', '.', ':', ';']);
            if is_reporting(bare) {
                return count > 0;
            }
            let is_name = word.starts_with(char::is_uppercase);
            if !is_name
                || (count == 0
                    && self.word != "he"
                    && self.word != "she"
                    && self.word != "i"
                    && is_starter(&self.word))
            {
                return false;
            }
        }
        false
    }
}
