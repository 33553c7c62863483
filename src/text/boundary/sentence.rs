//! Sentences, by rules of our own: UAX #29 ends them after every abbreviation.
//!
//! Each full stop is judged by what stands next to it, never by what came before the sentence; so splitting may
//! begin at any white space and falls in step. Knows the words of `abbreviation`, nothing of blocks.
//!
//! *Limitations:* a full stop without white space after it ends nothing, except in scripts written without
//! spaces. Words are known for English alone; elsewhere an abbreviation before a capital ends a sentence.

use super::abbreviation::{Kind, follows_time, is_reporting, is_starter, kind};
use super::paragraph::breaks;
use super::{Range, trim};

/// How far back a word before a full stop is read, in bytes.
const WORD_REACH: usize = 48;
/// How far back `sentence_at` first looks for a sentence that ends.
const WINDOW: usize = 2048;

/// Lists the sentences in order, without the white space around them.
///
/// Together they hold every character that is no white space. A blank line ends a sentence, a single line break
/// does not.
pub fn sentences(text: &str) -> Vec<Range> {
    Splitter { text, at: 0 }.collect()
}

/// Finds the sentence at `at`; in the white space between two, the one before. Empty where there is none.
pub fn sentence_at(text: &str, at: usize) -> Range {
    let at = text.floor_char_boundary(at);
    let mut reach = WINDOW;
    loop {
        let from = start_within(text, at, reach);
        // Where the first sentence of the window starts is known only at the start of the text.
        let skipped = usize::from(from > 0);
        let mut here = None;
        for (count, sentence) in (Splitter { text, at: from }).enumerate() {
            if sentence.start > at && here.is_some() {
                break;
            }
            if count >= skipped && (sentence.start <= at || from == 0) {
                here = Some(sentence);
            }
            if sentence.end > at {
                break;
            }
        }
        match here {
            Some(sentence) => return sentence,
            None if from == 0 => return Range { start: at, end: at },
            None => reach = reach.saturating_mul(4),
        }
    }
}

/// Finds a place after white space at least `reach` before `at`, or the text's start.
fn start_within(text: &str, at: usize, reach: usize) -> usize {
    let from = text.floor_char_boundary(at.saturating_sub(reach));
    text[..from]
        .char_indices()
        .rfind(|(_, character)| character.is_whitespace())
        .map_or(0, |(start, _)| start)
}

/// Walks over the sentences of a text.
struct Splitter<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Splitter<'_> {
    type Item = Range;

    fn next(&mut self) -> Option<Range> {
        let rest = self.text[self.at..].trim_start();
        if rest.is_empty() {
            self.at = self.text.len();
            return None;
        }
        let start = self.text.len() - rest.len();
        let end = end_after(self.text, start);
        self.at = end;
        Some(trim(self.text, Range { start, end }))
    }
}

/// Finds where the sentence that starts at `start` ends.
fn end_after(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(character) = text[at..].chars().next() {
        if character == '\n' || character == '\u{2029}' {
            let rest = &text[at..];
            let gap = rest.len() - rest.trim_start().len();
            if breaks(&rest[..gap]) {
                return at;
            }
            at += gap;
        } else if is_terminator(character) {
            let stop = Stop::read(text, at);
            if stop.ends_sentence() {
                return stop.end;
            }
            at = stop.end;
        } else {
            at += character.len_utf8();
        }
    }
    text.len()
}

fn is_terminator(character: char) -> bool {
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
struct Stop<'a> {
    text: &'a str,
    /// Where the run starts.
    start: usize,
    /// Where the run and what closes behind it end.
    end: usize,
    /// The last sign of the run.
    sign: char,
    /// Whether the run is three dots, close or spaced.
    is_ellipsis: bool,
    /// The last quotation mark or bracket behind the run.
    closer: Option<char>,
}

impl<'a> Stop<'a> {
    fn read(text: &'a str, start: usize) -> Self {
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

    fn ends_sentence(&self) -> bool {
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
        if next.is_lower {
            return next.opener.is_some();
        }
        if self.closer.is_some_and(is_quote) && (next.is_dash || next.names_speaker()) {
            return false;
        }
        !next.is_comma
    }

    fn ellipsis_ends(&self, next: &Next) -> bool {
        if next.is_comma || next.is_dash {
            return false;
        }
        let before = self.text[..self.start].chars().next_back();
        let run = &self.text[self.start..self.end];
        // A fourth dot is a full stop.
        if next.is_capital && (run.starts_with("….") || run.starts_with("....")) {
            return true;
        }
        // Standing alone, "[...]" and " ... " mark what was left out.
        let alone =
            before.is_none_or(|sign| sign.is_whitespace() || matches!(sign, '[' | '(' | '"' | '“' | '„'));
        next.is_capital && !(alone && self.closer.is_none_or(|sign| matches!(sign, ']' | ')')))
    }

    fn full_stop_ends(&self, next: &Next) -> bool {
        if next.is_comma || (next.is_lower && next.opener.is_none()) {
            return false;
        }
        if next.is_dash && !next.on_new_line {
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
            return next.is_number || next.opener == Some('(') || follows_time(&next.word);
        }
        match kind(&lower) {
            Some(Kind::Leads) => {
                return first.is_uppercase() || lower.contains('.') || !next.is_capital || goes_on;
            }
            Some(Kind::Numbers) => return next.is_number,
            Some(Kind::Closes) => return goes_on || next.is_number,
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

/// What follows the white space behind a full stop.
struct Next<'a> {
    rest: &'a str,
    opener: Option<char>,
    /// The first word in lower case.
    word: String,
    is_lower: bool,
    is_capital: bool,
    is_number: bool,
    is_comma: bool,
    is_dash: bool,
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
        let length = rest
            .char_indices()
            .find(|(at, sign)| *at >= 24 || !(sign.is_alphanumeric() || matches!(sign, '\'' | '’')))
            .map_or(rest.len(), |(at, _)| at);
        Self {
            rest,
            opener,
            word: rest[..length].to_lowercase().replace('’', "'"),
            is_lower: first.is_lowercase() && !second_is_capital,
            is_capital: first.is_uppercase()
                || second_is_capital
                || (first.is_alphabetic() && !first.is_lowercase()),
            is_number: first.is_numeric(),
            is_comma: opener.is_none() && matches!(first, ',' | ';' | ':' | '&' | ')' | ']' | '،' | '、'),
            is_dash: opener.is_none() && matches!(first, '-' | '–' | '—'),
            on_new_line,
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Splits text in which `|` marks where sentences are to end.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<&str> = sentences(&text).into_iter().filter_map(|range| range.of(&text)).collect();
        let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn titles_and_initials_do_not_end_a_sentence() {
        check("Dr. Smith met Sens. Lee and Gov. J. K. Brown.| Reps. A. Ode and B.C. Poe left.");
        check("He chose plan B.| The rest chose A.");
        check("George W. Bush and Samuel L. Jackson spoke.| I did not.");
    }

    #[test]
    fn acronyms_end_a_sentence_only_before_words_that_start_one() {
        check(
            "He left the U.S.| The U.S. Senate did not.| He moved to Washington, D.C.| In May he returned.",
        );
        check("It closed at 5 p.m. Monday.| It opened at 9 a.m.| Nobody came.");
        check("Acme Inc. was sold to Foo Co. Ltd. in Jan. 2020.| Apples, pears, etc.| We paid.");
    }

    #[test]
    fn numbers_and_decimals_stay_whole() {
        check("It cost $3.5 million.| 12 people paid.| See No. 5 and pp. 12 to 14.| No.| That is all.");
        check("1. Scope is wide.| 2. Time is short.");
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        check("“We won.”| He left.| (It was late.)| \"So it was.\"| Then (finally!) it ended.");
        check("He was seen in May.[6]| She was not. [7]| It is so.");
        check("« C’est fini ! »| Elle partit.");
    }

    #[test]
    fn a_question_in_a_quotation_goes_on_with_its_speaker() {
        check("“Who is it?” he asked.| “Why?” Smith asked.| “Go!”| The door closed.");
        check("\"Did he pay? Did he lie?\" she said.".replace("pay? ", "pay?| ").as_str());
    }

    #[test]
    fn an_ellipsis_ends_a_sentence_before_a_capital_only() {
        check("I thought ... maybe not.| Well...| They left.| We [...] The court said so.| Wait. . . now.");
    }

    #[test]
    fn blank_lines_end_sentences_and_line_breaks_do_not() {
        check("A headline|\n\nThe first\nline goes on.|\nThe next.|\r\n\r\nlower case");
    }

    #[test]
    fn other_scripts_have_full_stops_of_their_own() {
        check("他来了。|她走了！|「本当。」と彼は言った。|終わり");
        check("هل جاء؟| نعم.| لا۔| यह सच है।| वह गया।");
    }

    #[test]
    fn the_sentence_at_an_offset_is_the_one_of_the_list() {
        let text = "He met Dr. Lee. She left.  ".repeat(4000) + "The end";
        let all = sentences(&text);
        for sentence in all.iter().step_by(97).chain(all.last()) {
            assert_eq!(sentence_at(&text, sentence.start), *sentence);
            assert_eq!(sentence_at(&text, sentence.end - 1), *sentence);
            assert_eq!(sentence_at(&text, sentence.end), *sentence);
        }
        assert_eq!(sentence_at("", 3), Range::new(0, 0));
        assert_eq!(sentence_at("  One.", 0).of("  One."), Some("One."));
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("He said"),
            Just("Dr"),
            Just("U.S"),
            Just(". "),
            Just("."),
            Just("? "),
            Just("...\u{a0}"),
            Just("\"I"),
            Just("\" "),
            Just(" («"),
            Just("»)"),
            Just("\n"),
            Just("\n\n"),
            Just(" 3"),
            Just("。"),
            Just(" [6]"),
            Just("é "),
            Just(" . . ."),
            Just("-"),
        ];
        prop_oneof![proptest::collection::vec(piece, 0..40).prop_map(|parts| parts.concat()), ".{0,60}"]
    }

    proptest! {
        #[test]
        fn sentences_hold_everything_once_and_in_order(text in text()) {
            let mut end = 0;
            for sentence in sentences(&text) {
                prop_assert!(!sentence.is_empty() && sentence.start >= end);
                prop_assert_eq!(text[end..sentence.start].trim(), "");
                prop_assert_eq!(sentence.of(&text).map(str::trim), sentence.of(&text));
                end = sentence.end;
            }
            prop_assert_eq!(text[end..].trim(), "");
        }

        #[test]
        fn looking_up_agrees_with_listing(text in text(), padding in 0usize..3) {
            let text = format!("{}{text}", "Some words go first. ".repeat(padding * 120));
            for sentence in sentences(&text).into_iter().rev().take(8) {
                prop_assert_eq!(sentence_at(&text, sentence.start), sentence);
            }
        }
    }
}
