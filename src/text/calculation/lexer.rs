//! The pieces that a calculation is written in: numbers, days, signs, words.
//!
//! Decides what a point and a comma mean, by where they stand and by the language; where both readings are possible it
//! says so. Knows nothing of what the pieces are for.

use jiff::civil::Date;

use super::exact::Exact;
use super::fault::Fault;
use super::unit::{self, Unit};
use crate::text::day::{MONTHS, Reading, WEEKDAYS, written};
use crate::text::{Day, Range};

/// What parts a number's whole from its decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notation {
    /// 1,234.5
    #[default]
    Point,
    /// 1.234,5
    Comma,
}

/// Languages in which decimals stand behind a comma.
const COMMA_LANGUAGES: &[&str] = &[
    "bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hr", "hu", "id", "is", "it", "lt", "lv",
    "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "vi",
];

impl Notation {
    /// Returns how numbers are written in a language, named by a tag such as `en` or `pt-BR`.
    pub fn of_language(tag: &str) -> Self {
        let tag = tag.trim().to_lowercase();
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        let is_swiss = tag.ends_with("-ch") || tag.ends_with("-mx");
        if COMMA_LANGUAGES.contains(&language) && !is_swiss { Self::Comma } else { Self::Point }
    }

    /// Turns a number written with points for decimals into this notation.
    pub fn turned(self, figures: &str) -> String {
        match self {
            Self::Point => figures.to_owned(),
            Self::Comma => figures
                .chars()
                .map(|sign| match sign {
                    ',' => '.',
                    '.' => ',',
                    sign => sign,
                })
                .collect(),
        }
    }

    fn decimal(self) -> char {
        if self == Self::Point { '.' } else { ',' }
    }

    fn thousands(self) -> char {
        if self == Self::Point { ',' } else { '.' }
    }
}

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The number.
    pub number: Exact,
    /// One in its last place.
    pub place: Exact,
}

/// A piece of a calculation.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A number.
    Number(Figure),
    /// A day.
    Day(Date),
    /// The sign of a currency.
    Money(Unit),
    /// A word, as it is written.
    Word(String),
    /// A sign; several that mean one are one.
    Sign(char),
    /// A small raised figure.
    Raised(i8),
    /// The line's end.
    End,
}

/// A piece with its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub piece: Piece,
    /// Where it stands.
    pub range: Range,
    /// Whether white space stands before it.
    pub is_apart: bool,
}

/// Cuts a line into its pieces; the last one is its end.
pub fn cut(line: &str, notation: Notation) -> Result<Vec<Token>, Fault> {
    let mut tokens: Vec<Token> = Vec::new();
    // For each open bracket, whether commas part what stands in it.
    let mut calls: Vec<Commas> = Vec::new();
    let mut at = 0;
    let mut is_apart = false;
    while let Some(sign) = line[at..].chars().next() {
        if is_blank(sign) {
            (at, is_apart) = (at + sign.len_utf8(), true);
            continue;
        }
        let rest = &line[at..];
        let (piece, length) = if let Some(found) = day_at(line, at)? {
            found
        } else if sign.is_ascii_digit() || (is_point(sign) && starts_decimal(rest, notation)) {
            let commas = calls.last().copied().unwrap_or(Commas::InNumbers);
            number_at(line, at, notation, commas)?
        } else if let Some((length, unit)) = unit::sign(rest) {
            (Piece::Money(unit), length)
        } else if sign.is_alphabetic() || matches!(sign, '°' | 'µ' | 'μ') {
            word_at(rest)
        } else {
            sign_at(line, at, sign)?
        };
        match piece {
            Piece::Sign('(') => {
                let is_call = matches!(tokens.last(), Some(Token { piece: Piece::Word(_), .. }));
                calls.push(if is_call { Commas::of_call(&line[at + 1..]) } else { Commas::InNumbers });
            }
            Piece::Sign(')') => {
                calls.pop();
            }
            _ => {}
        }
        tokens.push(Token { piece, range: Range { start: at, end: at + length }, is_apart });
        (at, is_apart) = (at + length, false);
    }
    let end = line.trim_end().len();
    tokens.push(Token { piece: Piece::End, range: Range { start: end, end }, is_apart: true });
    Ok(tokens)
}

/// What commas do between figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Commas {
    /// They belong to numbers.
    InNumbers,
    /// They may belong to numbers or part them.
    Doubtful,
}

impl Commas {
    /// Looks into the brackets of `sum(` and its like: where a semicolon, or a comma before a space, parts the numbers, a comma
    /// without one belongs to a number.
    fn of_call(inside: &str) -> Self {
        let inside = inside.find(')').map_or(inside, |end| &inside[..end]);
        let is_parted = inside.contains(';') || inside.contains(", ");
        if is_parted { Self::InNumbers } else { Self::Doubtful }
    }
}

fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{200e}' | '\u{200f}')
}

fn is_point(sign: char) -> bool {
    matches!(sign, '.' | ',')
}

fn starts_decimal(rest: &str, notation: Notation) -> bool {
    let mut signs = rest.chars();
    signs.next() == Some(notation.decimal()) && signs.next().is_some_and(|sign| sign.is_ascii_digit())
}

fn sign_at(line: &str, at: usize, sign: char) -> Result<(Piece, usize), Fault> {
    let length = sign.len_utf8();
    if line[at..].starts_with("**") {
        return Ok((Piece::Sign('^'), 2));
    }
    let plain = match sign {
        '+' | '/' | '^' | '(' | ')' | '%' | '=' | ';' | ',' => sign,
        '-' | '−' | '–' | '—' | '‐' | '‑' => '-',
        '*' | '×' | '·' | '⋅' | '∙' => '*',
        '÷' | ':' | '∕' | '⁄' => '/',
        '≈' | '≃' | '~' | '≅' => '=',
        '[' | '{' => '(',
        ']' | '}' => ')',
        '√' => return Ok((Piece::Word("sqrt".to_owned()), length)),
        '²' => return Ok((Piece::Raised(2), length)),
        '³' => return Ok((Piece::Raised(3), length)),
        '½' | '¼' | '¾' => {
            let quarters = match sign {
                '½' => 2,
                '¼' => 1,
                _ => 3,
            };
            let number = Exact::of_table(quarters, 4);
            let number = Exact::ZERO.plus(number).unwrap_or(number);
            return Ok((Piece::Number(Figure { number, place: Exact::of_table(1, 4) }), length));
        }
        _ => {
            let range = Range { start: at, end: at + length };
            return Err(Fault::new(range, format!("“{sign}” has no meaning in a calculation.")));
        }
    };
    Ok((Piece::Sign(plain), length))
}

fn word_at(rest: &str) -> (Piece, usize) {
    let mut before = ' ';
    let mut length = 0;
    let mut signs = rest.chars().peekable();
    while let Some(sign) = signs.next() {
        let next = signs.peek().copied().unwrap_or(' ');
        let joins = match sign {
            // `kilowatt-hour` and `pro-rata`, but not `a -b`.
            '\'' | '’' | '-' => before.is_alphabetic() && next.is_alphabetic(),
            '°' => length == 0,
            _ => sign.is_alphabetic() || matches!(sign, 'µ' | 'μ'),
        };
        if !joins {
            break;
        }
        length += sign.len_utf8();
        before = sign;
    }
    let word = &rest[..length];
    // “km/h” is one word; so are a code of letters behind a stroke that no unit of its own would say.
    let whole = ["km/h", "kWh", "Km/h"].iter().find(|whole| rest.starts_with(**whole));
    let (word, length) = whole.map_or((word, length), |whole| (*whole, whole.len()));
    (Piece::Word(word.to_owned()), length)
}

/// Reads a number with its marks of thousands and decimals.
fn number_at(line: &str, at: usize, notation: Notation, commas: Commas) -> Result<(Piece, usize), Fault> {
    let rest = &line[at..];
    let length = number_length(rest);
    let written = &rest[..length];
    let range = Range { start: at, end: at + length };
    let fault = |message: String| Fault::new(range, message);
    let doubtful = |sign: char| {
        let other = if notation == Notation::Point { ";" } else { "; " };
        fault(format!(
            "“{written}” may be one number or two: part numbers by “{}”, not by “{sign}”.",
            other.trim()
        ))
    };
    let (points, strokes) = (written.matches('.').count(), written.matches(',').count());
    let (decimal, thousands) = match (points, strokes) {
        (0, 0) => (None, None),
        (1.., 1..) => {
            // Whichever comes last stands before the decimals, whatever the language.
            let last = if written.rfind('.') > written.rfind(',') { '.' } else { ',' };
            let other = if last == '.' { ',' } else { '.' };
            if written.matches(last).count() > 1 {
                return Err(fault(format!(
                    "“{written}” is no number: “{last}” stands in it more than once."
                )));
            }
            (Some(last), Some(other))
        }
        _ => {
            let sign = if points > 0 { '.' } else { ',' };
            let is_one = points + strokes == 1;
            let is_grouped = groups(written, sign);
            if sign == notation.thousands() {
                if !is_grouped {
                    let instead = written.replace(sign, &notation.decimal().to_string());
                    return Err(fault(if is_one {
                        format!(
                            "“{written}” is read as thousands and has no three figures behind “{sign}”: write {instead}, or part two numbers by “;”."
                        )
                    } else {
                        format!("“{written}” is no number: thousands stand in groups of three figures.")
                    }));
                }
                if sign == ',' && commas == Commas::Doubtful {
                    return Err(doubtful(sign));
                }
                (None, Some(sign))
            } else if is_one {
                (Some(sign), None)
            } else if is_grouped {
                (None, Some(sign))
            } else {
                return Err(fault(format!(
                    "“{written}” is no number: “{sign}” stands in it more than once."
                )));
            }
        }
    };
    let (whole, part) = match decimal.and_then(|sign| written.rsplit_once(sign)) {
        Some((whole, part)) => (whole, part),
        None => (written, ""),
    };
    if let Some(sign) = thousands
        && !groups(whole, sign)
    {
        return Err(fault(format!("“{written}” is no number: thousands stand in groups of three figures.")));
    }
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(fault(format!("“{written}” is no number: decimals stand without marks between them.")));
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).chain(part.chars()).collect();
    let decimals = i32::try_from(part.len()).unwrap_or(i32::MAX);
    let number = digits.parse::<i128>().ok().map(Exact::whole);
    let scale = Exact::ten(decimals.saturating_neg());
    let Some((number, place)) =
        number.zip(scale).and_then(|(number, scale)| Some((number.times(scale)?, scale)))
    else {
        return Err(Fault::too_large(range));
    };
    Ok((Piece::Number(Figure { number, place }), length))
}

/// Counts the bytes of a number: figures, points and commas between them, and spaces or apostrophes between groups of
/// three.
fn number_length(rest: &str) -> usize {
    let digit = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    let mut group = 0;
    let mut has_decimals = false;
    let mut is_first = true;
    while let Some(sign) = rest[at..].chars().next() {
        let next = at + sign.len_utf8();
        match sign {
            '0'..='9' => group += 1,
            '.' | ',' if digit(next) => {
                has_decimals = true;
                group = 0;
            }
            '\'' | '’' | '_' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {
                let are_three = (0..3).all(|skip| digit(next + skip)) && !digit(next + 3);
                let fits = if is_first { (1..=3).contains(&group) } else { group == 3 };
                // A day or year behind the number is none of its groups: “2021 365” is two numbers.
                if !are_three || !fits || has_decimals {
                    break;
                }
                is_first = false;
                group = 0;
            }
            _ => break,
        }
        at = next;
    }
    at
}

/// Tells whether a mark parts figures into groups of three, the first of one to three.
fn groups(written: &str, sign: char) -> bool {
    let mut groups = written.split(sign);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// Reads a day: 2021-03-12, 12 March 2021, March 12, 2021, Friday, 12 March 2021, 12/31/2021.
fn day_at(line: &str, at: usize) -> Result<Option<(Piece, usize)>, Fault> {
    let rest = &line[at..];
    let Some(length) = iso_day(rest).or_else(|| day_between_strokes(rest)).or_else(|| day_in_words(rest))
    else {
        return Ok(None);
    };
    let range = Range { start: at, end: at + length };
    let words = &rest[..length];
    match written(words) {
        Reading::Day(Day::Whole(date)) => Ok(Some((Piece::Day(date), length))),
        Reading::Day(Day::Month(..)) => {
            Err(Fault::new(range, format!("“{words}” is a month: a whole day is needed to count from.")))
        }
        Reading::Unknown => Err(Fault::new(range, format!("There is no day “{words}” in the calendar."))),
        reading => Err(Fault::new(range, reading.doubt().unwrap_or_default())),
    }
}

fn iso_day(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes().get(..10)?;
    let is_iso = bytes.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (is_iso && !rest.as_bytes().get(10).is_some_and(u8::is_ascii_digit)).then_some(10)
}

fn day_between_strokes(rest: &str) -> Option<usize> {
    let length = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '/').unwrap_or(rest.len());
    let parts: Vec<usize> = rest[..length].split('/').map(str::len).collect();
    matches!(parts.as_slice(), [1..=2, 1..=2, 4]).then_some(length)
}

/// Finds where a day in words ends: at the first number of four figures, if the name of a month stands before it.
fn day_in_words(rest: &str) -> Option<usize> {
    const REACH: usize = 40;
    const WORDS: usize = 5;
    let near = &rest[..rest.floor_char_boundary(REACH)];
    let mut at = 0;
    let mut has_month = false;
    for count in 0..WORDS {
        let word_end = near[at..].find([' ', ',', '\u{a0}']).map_or(near.len(), |end| at + end);
        let word = &near[at..word_end];
        let figures = word.trim_end_matches(|sign: char| !sign.is_ascii_digit());
        if figures.len() == 4 && figures.bytes().all(|byte| byte.is_ascii_digit()) {
            return (has_month && word_end < REACH).then_some(at + figures.len());
        }
        let is_month = is_month(word);
        let is_day = (1..=2).contains(&figures.len())
            && figures.bytes().all(|byte| byte.is_ascii_digit())
            && is_ordinal(&word[figures.len()..]);
        let is_weekday = count == 0 && is_weekday(word);
        if !(is_month && !has_month || is_day || is_weekday || (word == "of" && count > 0)) {
            return None;
        }
        has_month |= is_month;
        at = word_end + near[word_end..].find(|sign| !matches!(sign, ' ' | ',' | '\u{a0}'))?;
    }
    None
}

fn is_ordinal(ending: &str) -> bool {
    matches!(ending, "" | "st" | "nd" | "rd" | "th" | ".")
}

fn is_month(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    MONTHS.iter().map(|month| month.to_lowercase()).any(|month| {
        month == word
            || (word.len() == 3 && month.starts_with(&word))
            || (word == "sept" && month == "september")
    })
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    WEEKDAYS.iter().any(|day| day.to_lowercase() == word)
}
