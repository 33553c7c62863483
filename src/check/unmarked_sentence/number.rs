//! Numbers that somebody has to check: figures, and English number words before what they count.
//!
//! *Limitations:* "one", "first" and "second" alone are left out, they rarely count; so are "several" and
//! "multiple", and number words of other languages.

use super::word::Word;
use crate::text::{BlockKind, Range};

/// Number words that count what follows.
const CARDINAL: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
];

/// Number words that are numbers whatever follows.
const MULTIPLE: &[&str] = &[
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "trillions",
    "dozen",
    "dozens",
];

/// Words for a place in an order, or a part of a whole.
const ORDINAL: &[&str] = &[
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "fiftieth",
    "hundredth",
];

/// Parts of a whole that are numbers before these words.
const PART: &[&str] = &["half", "halves", "third", "thirds", "quarter", "quarters", "fifths"];
const AFTER_PART: &[&str] =
    &["of", "the", "a", "an", "its", "their", "his", "her", "our", "all", "that", "those"];

/// Words after which, joined by a hyphen, a number word is one no more.
const PHRASE: &[&str] = &[
    "hand", "class", "rate", "guess", "guessed", "guessing", "faced", "way", "party", "world", "person",
    "edged", "string", "fold",
];

/// Words that are not counted.
const UNCOUNTED: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "but", "by", "can", "could", "did", "do", "does", "for", "from",
    "had", "has", "have", "he", "her", "his", "i", "if", "in", "is", "it", "its", "may", "might", "must",
    "nor", "not", "on", "or", "shall", "she", "should", "so", "than", "that", "the", "their", "then", "they",
    "to", "was", "we", "were", "when", "where", "which", "who", "will", "with", "would", "you",
];

/// Returns the first number of a sentence as it is written, with what it counts.
pub fn first(sentence: &str, words: &[Word], block: BlockKind) -> Option<String> {
    let is_heading = matches!(block, BlockKind::Headline | BlockKind::Deck | BlockKind::Subhead);
    (0..words.len()).find_map(|at| {
        let word = &words[at];
        if word.is_address {
            return None;
        }
        if is_figure(&word.lower) {
            return (!is_bullet(sentence, words, at) && !is_note(sentence, word))
                .then(|| shown(sentence, words, at));
        }
        let next = words.get(at + 1).filter(|next| next.follows_closely);
        // "Three Mile Island" within a sentence is a name; in a headline capitals say nothing.
        let is_name =
            !is_heading && at > 0 && word.is_capitalised && next.is_some_and(|next| next.is_capitalised);
        if is_name {
            return None;
        }
        in_words(&word.lower, next).then(|| match next {
            Some(next) => sentence[word.range.start..next.range.end].to_owned(),
            None => sentence[word.range.start..word.range.end].to_owned(),
        })
    })
}

/// Tells whether a word is a figure: it begins with one, or with one behind a prefix as in "mid-1990s".
///
/// What only ends in a figure is a name: COVID-19, G20, Mi-8; so is one with a long word behind it: 4chan.
fn is_figure(lower: &str) -> bool {
    const LONGEST_UNIT: usize = 3;
    const PREFIX: &[&str] = &["mid", "pre", "post", "early", "late", "then", "now", "under", "over", "non"];
    let begins = |part: &str| {
        let unit =
            part.split('-').next().unwrap_or(part).trim_start_matches(|sign: char| !sign.is_alphabetic());
        part.starts_with(is_digit)
            && unit.chars().take_while(|sign| sign.is_alphabetic()).count() <= LONGEST_UNIT
    };
    begins(lower)
        || lower.split_once('-').is_some_and(|(prefix, rest)| PREFIX.contains(&prefix) && begins(rest))
}

/// Digits of every script and fractions such as ½; no raised ones, which are notes.
fn is_digit(character: char) -> bool {
    character.is_numeric() && !matches!(character, '²' | '³' | '¹' | '⁰'..='₉')
}

/// Tells whether a number only counts the items of a list: "3. …", "(3) …".
fn is_bullet(sentence: &str, words: &[Word], at: usize) -> bool {
    let word = &words[at];
    at == 0
        && word.lower.len() <= 3
        && word.lower.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(sentence[..word.range.start].trim(), "" | "(" | "[" | "#")
        && (sentence[word.range.end..].starts_with(['.', ')', ']']) || words.len() == 1)
}

/// Tells whether a number is a note's: "[12]".
fn is_note(sentence: &str, word: &Word) -> bool {
    sentence[..word.range.start].ends_with('[') && sentence[word.range.end..].starts_with(']')
}

/// Shows a figure with its currency or sign, and with the word that it counts or dates.
fn shown(sentence: &str, words: &[Word], at: usize) -> String {
    let Range { mut start, mut end } = words[at].range;
    let sign = |found: Option<char>, signs: &str| {
        found.filter(|sign| signs.contains(*sign)).map_or(0, char::len_utf8)
    };
    let before = sign(sentence[..start].chars().next_back(), "$€£¥₹");
    let after = sign(sentence[end..].chars().next(), "%°‰");
    let follows =
        words.get(at + 1).filter(|next| next.follows_closely && next.lower.starts_with(char::is_alphabetic));
    if before + after > 0 {
        start -= before;
        end += after;
    } else if let Some(next) = follows.filter(|next| !UNCOUNTED.contains(&next.lower.as_str())) {
        end = next.range.end;
    } else if at > 1 && words[at].follows_closely && words[at - 1].is_capitalised {
        start = words[at - 1].range.start;
    }
    sentence[start..end].to_owned()
}

fn in_words(lower: &str, next: Option<&Word>) -> bool {
    let (head, tail) = lower.split_once('-').map_or((lower, None), |(head, tail)| (head, Some(tail)));
    if let Some(tail) = tail {
        let is_number = [CARDINAL, MULTIPLE, ORDINAL, &["one", "first", "second", "half"]]
            .iter()
            .any(|list| list.contains(&head));
        let is_phrase =
            PHRASE.contains(&tail) || (head == "one" && !ORDINAL.contains(&tail) && tail != "year");
        return is_number && !is_phrase;
    }
    if MULTIPLE.contains(&head) {
        return true;
    }
    let Some(next) = next else { return false };
    if PART.contains(&head) && AFTER_PART.contains(&next.lower.as_str()) {
        return true;
    }
    (CARDINAL.contains(&head) || (ORDINAL.contains(&head) && !PHRASE.contains(&next.lower.as_str())))
        && next.lower.starts_with(char::is_alphabetic)
        && !UNCOUNTED.contains(&next.lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::unmarked_sentence::word::words;

    fn number(sentence: &str) -> Option<String> {
        first(sentence, &words(sentence), BlockKind::Paragraph)
    }

    #[test]
    fn figures_are_shown_with_their_currency_and_unit() {
        assert_eq!(number("It cost US$4,500.50 in all.").as_deref(), Some("$4,500.50"));
        assert_eq!(number("A rise of 3.2% was seen.").as_deref(), Some("3.2%"));
        assert_eq!(number("A 30-year-old man.").as_deref(), Some("30-year-old man"));
        assert_eq!(number("In the mid-1990s it closed.").as_deref(), Some("mid-1990s"));
        assert_eq!(number("He owes 422,000 euros.").as_deref(), Some("422,000 euros"));
        assert_eq!(number("It was on October 9, he said.").as_deref(), Some("October 9"));
        assert_eq!(number("وصل ٢٥ شخصا").as_deref(), Some("٢٥ شخصا"));
    }

    #[test]
    fn number_words_need_something_that_they_count() {
        assert_eq!(number("She met two women there.").as_deref(), Some("two women"));
        assert_eq!(number("The third-term governor spoke.").as_deref(), Some("third-term governor"));
        assert_eq!(number("A third of them left.").as_deref(), Some("third of"));
        assert_eq!(number("Thousands marched.").as_deref(), Some("Thousands marched"));
        assert_eq!(number("The two had met before.").as_deref(), None);
        assert_eq!(number("One of them is a second-hand dealer; no one knew."), None);
    }

    #[test]
    fn what_counts_nothing_is_left_alone() {
        for sentence in [
            "3. Call the author.",
            "(2) Ask again.",
            "The talks ended.[12]",
            "The COVID-19 ward and the G20 met on 4chan.",
            "See https://example.org/2021/03/12 for more.",
            "They drove past the Three Mile Island plant.",
        ] {
            assert_eq!(number(sentence), None, "{sentence}");
        }
    }
}
