//! The words of a sentence as the rules about words see them. Knows no language.

use crate::text::Range;

/// A word, with its hyphens and inner apostrophes; a figure with its inner points and commas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the sentence, in bytes.
    pub range: Range,
    /// In lower case, apostrophes made straight.
    pub lower: String,
    /// Whether it begins with a capital.
    pub is_capitalised: bool,
    /// Whether only white space parts it from the word before.
    pub follows_closely: bool,
    /// Whether it belongs to a web or mail address.
    pub is_address: bool,
}

/// Splits a sentence into its words.
pub fn words(sentence: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    while let Some(start) = sentence[at..].find(char::is_alphanumeric).map(|skip| at + skip) {
        let end = end_of_word(sentence, start);
        let here = &sentence[start..end];
        let since = words.last().map_or(0, |word| word.range.end);
        words.push(Word {
            range: Range::new(start, end),
            lower: here.replace('’', "'").to_lowercase(),
            is_capitalised: here.starts_with(char::is_uppercase),
            follows_closely: !words.is_empty() && sentence[since..start].chars().all(char::is_whitespace),
            is_address: is_address(chunk(sentence, start, end)),
        });
        at = end;
    }
    words
}

fn end_of_word(sentence: &str, start: usize) -> usize {
    let mut end = start;
    let mut before = ' ';
    let mut characters = sentence[start..].char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let joins = match character {
            '-' | '‐' | '‑' | '\'' | '’' => before.is_alphanumeric() && next.is_alphanumeric(),
            '.' | ',' | ':' | '/' => before.is_numeric() && next.is_numeric(),
            _ => character.is_alphanumeric(),
        };
        if !joins {
            break;
        }
        end = start + offset + character.len_utf8();
        before = character;
    }
    end
}

/// Returns what stands between the white space round a word, at most 64 bytes to each side.
fn chunk(sentence: &str, start: usize, end: usize) -> &str {
    const REACH: usize = 64;
    let from = sentence.floor_char_boundary(start.saturating_sub(REACH));
    let to = sentence.ceil_char_boundary((end + REACH).min(sentence.len()));
    let left = sentence[from..start]
        .char_indices()
        .rfind(|(_, character)| character.is_whitespace())
        .map_or(from, |(at, character)| from + at + character.len_utf8());
    let right = sentence[end..to].find(char::is_whitespace).map_or(to, |at| end + at);
    &sentence[left..right]
}

fn is_address(chunk: &str) -> bool {
    chunk.contains("://") || chunk.contains("www.") || chunk.contains('@') || chunk.starts_with('#')
}
