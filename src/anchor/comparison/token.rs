//! A text as words that can be compared: their plain form, what they count, what they weigh.
//!
//! Knows one text at a time; nothing of how two are compared.

use super::lexicon::Lexicon;
use crate::text::Range;
use crate::text::fold::{Accents, Case, Folding, even, fold};
use unicode_segmentation::UnicodeSegmentation as _;

/// A number that words or figures stand for, in millionths, and what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) millionths: i128,
    /// A sign such as `%` or `$`; empty where nothing is said.
    pub(super) measure: String,
}

/// A word, or a number in several.
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own, asked for by itself")]
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Its bytes.
    pub(super) range: Range,
    /// In small letters, with one form of apostrophe.
    pub(super) key: String,
    /// What it stands for, where it is a number.
    pub(super) figure: Option<Figure>,
    /// Whether it stands in square brackets, all of it or a part.
    pub(super) is_bracketed: bool,
    /// Whether it stands in brackets of any sort.
    pub(super) is_aside: bool,
    /// Whether it stands between quotation marks.
    pub(super) is_quoted: bool,
    pub(super) is_negation: bool,
    pub(super) is_small: bool,
    pub(super) is_filler: bool,
}

const UNIT: i128 = 1_000_000;

/// Cuts a text into its words.
pub(super) fn tokens(text: &str, lexicon: Option<&Lexicon>) -> Vec<Token> {
    let mut tokens = words(text);
    if let Some(lexicon) = lexicon {
        tokens = numbers(&tokens, text, lexicon);
        weigh(&mut tokens, text, lexicon);
    } else {
        for token in &mut tokens {
            token.figure = figure(&token.key);
        }
    }
    tokens
}

/// What stands around a word.
#[derive(Default)]
struct Around {
    square: usize,
    round: usize,
    is_quoted: bool,
}

fn words(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut around = Around::default();
    for (start, piece) in text.split_word_bound_indices() {
        if piece.contains(char::is_alphanumeric) || matches!(piece, "%" | "$" | "€" | "£" | "&") {
            let end = start + piece.len();
            // A word that brackets cut in two, as in “[T]he” and “resign[ed]”, is one.
            if let Some(last) = tokens.last_mut()
                && is_bracket_inside(&text[last.range.end..start])
                && (last.is_bracketed || around.square > 0)
            {
                if &text[last.range.end..start] == "]" && text[..last.range.start].ends_with('[') {
                    last.range.start -= 1;
                }
                last.range.end = end;
                last.key.push_str(&key(piece));
                last.is_bracketed = true;
                continue;
            }
            tokens.push(Token {
                range: Range { start, end },
                key: key(piece),
                figure: None,
                is_bracketed: around.square > 0,
                is_aside: around.square + around.round > 0,
                is_quoted: around.is_quoted,
                is_negation: false,
                is_small: false,
                is_filler: false,
            });
            continue;
        }
        for sign in piece.chars() {
            match sign {
                '[' => around.square += 1,
                ']' => around.square = around.square.saturating_sub(1),
                '(' => around.round += 1,
                ')' => around.round = around.round.saturating_sub(1),
                '“' | '„' | '«' => around.is_quoted = true,
                '”' | '»' => around.is_quoted = false,
                '"' => around.is_quoted = !around.is_quoted,
                // Brackets and marks that were never closed end with their paragraph.
                '\n' => around = Around::default(),
                _ => {}
            }
        }
    }
    tokens
}

fn is_bracket_inside(between: &str) -> bool {
    matches!(between, "[" | "]")
}

fn key(piece: &str) -> String {
    if piece.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return piece.to_owned();
    }
    fold(piece, Folding { case: Case::Folded, accents: Accents::Exact })
}

/// Reads figures with marks of thousands and decimals, in millionths.
fn figure(key: &str) -> Option<Figure> {
    let digits = key.trim_end_matches(|sign: char| sign.is_alphabetic());
    let ending = &key[digits.len()..];
    let measure = match ending {
        "" | "s" => "",
        "st" | "nd" | "rd" | "th" => "th",
        "k" | "m" | "bn" => return scaled(figure(digits)?, ending),
        _ => return None,
    };
    if !digits.starts_with(|first: char| first.is_ascii_digit()) || digits.len() > 24 {
        return None;
    }
    let is_grouped = |sign: char| {
        let mut groups = digits.split(sign);
        (1..=3).contains(&groups.next().map_or(0, str::len)) && groups.all(|group| group.len() == 3)
    };
    // Where one mark alone stands, groups of three are thousands behind a comma, decimals behind a point.
    let comma_groups = digits.contains(',') && (is_grouped(',') || digits.contains('.'));
    let point_groups = digits.matches('.').count() > 1;
    let plain: String = digits
        .chars()
        .filter(|sign| match sign {
            ',' => !comma_groups,
            '.' => !point_groups,
            _ => true,
        })
        .map(|sign| if sign == ',' { '.' } else { sign })
        .collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    if !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part: String = part.chars().chain("000000".chars()).take(6).collect();
    let millionths = whole.parse::<i128>().ok()?.checked_mul(UNIT)?.checked_add(part.parse().ok()?)?;
    Some(Figure { millionths, measure: measure.to_owned() })
}

fn scaled(figure: Figure, ending: &str) -> Option<Figure> {
    let scale = match ending {
        "k" => 1_000,
        "m" => 1_000_000,
        _ => 1_000_000_000,
    };
    Some(Figure { millionths: figure.millionths.checked_mul(scale)?, ..figure })
}

/// Joins words that make one number: “five million dollars”, “twenty-five”, “$5 million”, “a hundred and six”.
fn numbers(tokens: &[Token], text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let Some((figure, count)) = number_at(&tokens[at..], text, lexicon) else {
            out.push(tokens[at].clone());
            at += 1;
            continue;
        };
        let mut token = tokens[at].clone();
        token.range.end = tokens[at + count - 1].range.end;
        token.key =
            tokens[at..at + count].iter().map(|token| token.key.as_str()).collect::<Vec<_>>().join(" ");
        token.figure = Some(figure);
        out.push(token);
        at += count;
    }
    out
}

/// Reads the number that some words begin with, and how many words it takes.
fn number_at(tokens: &[Token], text: &str, lexicon: &Lexicon) -> Option<(Figure, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.key.as_str());
    // What a comma or a full stop parts is not one number.
    let follows = |at: usize| {
        at == 0
            || tokens.get(at).is_some_and(|token| {
                let gap = &text[tokens[at - 1].range.end..token.range.start];
                gap.chars().all(|sign| sign.is_whitespace() || even(sign).is_none_or(|sign| sign == '-'))
            })
    };
    let mut at = 0;
    let mut measure = String::new();
    if matches!(word(0), "$" | "€" | "£") && tokens.get(1).is_some() && follows(1) {
        word(0).clone_into(&mut measure);
        at = 1;
    }
    let is_article =
        at == 0 && matches!(word(0), "a" | "an") && follows(1) && lexicon.scale(word(1)).is_some();
    let mut current: i128;
    let mut total: i128 = 0;
    let mut lowest = i128::MAX;
    if is_article {
        current = UNIT;
        at = 1;
    } else if let Some(figure) = figure(word(at)) {
        if !figure.measure.is_empty() {
            measure = figure.measure;
        }
        current = figure.millionths;
        at += 1;
    } else if let Some(place) = lexicon.ordinal(word(at)) {
        let figure = Figure { millionths: place * UNIT, measure: "th".to_owned() };
        return Some((figure, at + 1));
    } else if let Some(number) = lexicon.number(word(at)) {
        current = number * UNIT;
        at += 1;
        if (20..100).contains(&number)
            && follows(at)
            && let Some(unit) = lexicon.number(word(at)).filter(|unit| (1..10).contains(unit))
        {
            current += unit * UNIT;
            at += 1;
        }
    } else {
        return None;
    }
    while measure != "th" && follows(at) {
        if let Some(scale) = lexicon.scale(word(at)) {
            current = current.checked_mul(scale)?;
            if scale >= 1_000 && scale < lowest {
                total = total.checked_add(current)?;
                (current, lowest) = (0, scale);
            }
            at += 1;
            continue;
        }
        // “two hundred and five”, “two thousand five hundred”.
        let skip = usize::from(word(at) == "and" && follows(at + 1));
        let next = lexicon.number(word(at + skip)).filter(|_| tokens.get(at).is_some());
        let had_scale = lexicon.scale(word(at - 1)).is_some();
        match next.filter(|_| had_scale) {
            Some(number) => {
                current = current.checked_add(number * UNIT)?;
                at += skip + 1;
                if (20..100).contains(&number)
                    && let Some(unit) = lexicon.number(word(at)).filter(|unit| (1..10).contains(unit))
                {
                    current += unit * UNIT;
                    at += 1;
                }
            }
            None => break,
        }
    }
    let millionths = total.checked_add(current)?;
    if measure.is_empty() && follows(at) {
        if word(at) == "%" {
            (measure, at) = ("%".to_owned(), at + 1);
        } else if word(at) == "per" && word(at + 1) == "cent" {
            (measure, at) = ("%".to_owned(), at + 2);
        } else if let Some(sign) = lexicon.measure(word(at)) {
            (measure, at) = (sign.to_owned(), at + 1);
        }
    }
    Some((Figure { millionths, measure }, at))
}

/// Notes of each word whether it is small, a negation or a filler.
fn weigh(tokens: &mut [Token], text: &str, lexicon: &Lexicon) {
    let starts_apart = |tokens: &[Token], at: usize| {
        at == 0 || text[tokens[at - 1].range.end..tokens[at].range.start].contains(is_stop)
    };
    let mut at = 0;
    while at < tokens.len() {
        let token = &mut tokens[at];
        token.is_small = lexicon.is_small(&token.key);
        token.is_negation = lexicon.is_negation(&token.key);
        let near: Vec<&str> = tokens[at..].iter().take(4).map(|token| token.key.as_str()).collect();
        let length = lexicon.filler(&near, |length| {
            let ends_apart = tokens.get(at + length).is_none_or(|next| {
                text[tokens[at + length - 1].range.end..next.range.start].contains(is_stop)
            });
            starts_apart(tokens, at) && ends_apart
        });
        for token in &mut tokens[at..at + length] {
            token.is_filler = true;
        }
        at += length.max(1);
    }
    // A filler of several words may hold a small word or a negation of its own.
    for token in tokens.iter_mut() {
        token.is_small = lexicon.is_small(&token.key);
        token.is_negation = lexicon.is_negation(&token.key);
    }
}

fn is_stop(sign: char) -> bool {
    matches!(sign, ',' | '.' | '!' | '?' | ';' | ':' | '…' | '—' | '–' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(text: &str) -> Vec<(i128, String)> {
        tokens(text, Lexicon::of("en", &[]))
            .into_iter()
            .filter_map(|token| token.figure)
            .map(|figure| (figure.millionths, figure.measure))
            .collect()
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for (text, whole, measure) in [
            ("25", 25, ""),
            ("twenty-five", 25, ""),
            ("$5 million", 5_000_000, "$"),
            ("five million dollars", 5_000_000, "$"),
            ("1,234,567", 1_234_567, ""),
            ("a hundred", 100, ""),
            ("two hundred and five", 205, ""),
            ("two thousand five hundred", 2_500, ""),
            ("6 per cent", 6, "%"),
            ("six percent", 6, "%"),
            ("6%", 6, "%"),
            ("third", 3, "th"),
            ("3rd", 3, "th"),
        ] {
            assert_eq!(figures(text), [(whole * UNIT, measure.to_owned())], "{text}");
        }
        assert_eq!(figures("6.46")[0].0, 6_460_000);
        assert_eq!(figures("two, three").len(), 2);
    }

    #[test]
    fn words_keep_their_brackets_and_apostrophes() {
        let text = "[T]he soft\u{ad}ware didn’t resign[ed] (applause)";
        let tokens = tokens(text, Lexicon::of("en", &[]));
        let keys: Vec<&str> = tokens.iter().map(|token| token.key.as_str()).collect();
        assert_eq!(keys, ["the", "software", "didn't", "resigned", "applause"]);
        assert!(tokens[0].is_bracketed && tokens[2].is_negation && tokens[4].is_aside);
    }

    #[test]
    fn some_fillers_count_only_where_they_stand_apart() {
        let fillers =
            |text: &str| tokens(text, Lexicon::of("en", &[])).iter().filter(|token| token.is_filler).count();
        assert_eq!(fillers("I was, like, you know, there"), 3);
        assert_eq!(fillers("I like it and feel well"), 0);
    }
}
