//! Words to look for, as a desk writes them. Knows no language and no article.

use std::collections::HashMap;

/// Words that phrases are looked for in.
pub trait Worded {
    /// Counts the words.
    fn count(&self) -> usize;
    /// Returns a word in lower case, its apostrophes straight.
    fn lower(&self, at: usize) -> &str;
    /// Tells whether only white space parts it from the word before.
    fn follows_closely(&self, at: usize) -> bool;
    /// Tells whether it begins with a capital.
    fn is_capitalised(&self, at: usize) -> bool;
}

/// How many words `**` passes over at most.
const FEW: usize = 3;

/// One place of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// One of these words; those that are beginnings end with a tilde.
    Words { words: Vec<String>, is_optional: bool },
    /// A word with a capital.
    Name,
    /// A figure.
    Figure,
    /// Any word.
    Any,
    /// Any words, up to three, or none.
    Few,
}

/// Words that follow one another, with a remark for whoever finds them.
///
/// Written as in `"critics|opponents|some say|said => Who says so?"`: `a|b` is one word or the other, `murder~` a word
/// that begins so, `the?` a word that may be missing, `^` a word with a capital, `#` a figure, `*` any word, and `**` up
/// to three words. It begins with a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// As it is written, without the remark.
    pub written: String,
    /// What stands behind `=>`.
    pub note: String,
    pieces: Vec<Piece>,
}

impl Phrase {
    /// Reads a phrase.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub fn read(written: &str) -> Result<Self, String> {
        let (words, note) = written.split_once("=>").unwrap_or((written, ""));
        let pieces: Vec<Piece> = words.split_whitespace().map(piece).collect::<Result<_, _>>()?;
        match pieces.first() {
            Some(Piece::Words { is_optional: false, .. }) => {
                Ok(Self { written: words.trim().to_owned(), note: note.trim().to_owned(), pieces })
            }
            _ => Err(format!("“{written}” has to begin with a word")),
        }
    }

    /// Returns how a phrase is written, without its remark and its spare spaces: two that agree in it are one.
    pub fn spelling(written: &str) -> String {
        let words = written.split_once("=>").map_or(written, |(words, _)| words);
        words.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'").to_lowercase()
    }

    /// Counts the words that match from one word on; nothing where they do not.
    fn length(&self, text: &dyn Worded, at: usize) -> Option<usize> {
        matched(&self.pieces, text, at, true).map(|end| end - at)
    }
}

fn piece(written: &str) -> Result<Piece, String> {
    Ok(match written {
        "^" => Piece::Name,
        "#" => Piece::Figure,
        "*" => Piece::Any,
        "**" => Piece::Few,
        _ => {
            let (words, is_optional) =
                written.strip_suffix('?').map_or((written, false), |words| (words, true));
            let words: Vec<String> =
                words.split('|').map(|word| word.replace('’', "'").to_lowercase()).collect();
            let is_word = |word: &String| {
                let bare = word.strip_suffix('~').unwrap_or(word);
                bare.contains(char::is_alphanumeric) && !bare.contains(['~', '?', '*', '^', '#'])
            };
            match words.iter().find(|word| !is_word(word)) {
                Some(word) => return Err(format!("“{word}” is no word")),
                None => Piece::Words { words, is_optional },
            }
        }
    })
}

/// Tells whether a word is one of a list, its possessive ending left aside.
fn is_one_of(words: &[String], lower: &str) -> bool {
    let bare = lower.strip_suffix("'s").unwrap_or(lower);
    words.iter().any(|word| match word.strip_suffix('~') {
        Some(beginning) => bare.starts_with(beginning),
        None => word == bare || word == lower,
    })
}

/// Returns where the pieces end, if the words from one on match them.
fn matched(pieces: &[Piece], text: &dyn Worded, at: usize, is_first: bool) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else { return Some(at) };
    let is_there = at < text.count() && (is_first || text.follows_closely(at));
    let goes_on = |skip: usize| matched(rest, text, at + skip, false);
    match piece {
        Piece::Words { words, is_optional } => {
            let found = is_there && is_one_of(words, text.lower(at));
            found
                .then(|| goes_on(1))
                .flatten()
                .or_else(|| is_optional.then(|| matched(rest, text, at, is_first)).flatten())
        }
        Piece::Name => (is_there && text.is_capitalised(at)).then(|| goes_on(1)).flatten(),
        Piece::Figure => {
            (is_there && text.lower(at).starts_with(char::is_numeric)).then(|| goes_on(1)).flatten()
        }
        Piece::Any => is_there.then(|| goes_on(1)).flatten(),
        Piece::Few => (0..=FEW)
            .take_while(|skip| {
                (0..*skip).all(|step| at + step < text.count() && text.follows_closely(at + step))
            })
            .find_map(goes_on),
    }
}

/// Where a phrase was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// Which phrase of the list.
    pub phrase: usize,
    /// The first word.
    pub first: usize,
    /// The word behind the last.
    pub end: usize,
}

/// The beginnings of phrases, so that a word leads to those that it may begin.
#[derive(Clone, Debug, Default)]
pub(super) struct Beginnings {
    whole: HashMap<String, Vec<usize>>,
    /// By the first letter of what words have to begin with.
    parts: HashMap<char, Vec<(String, usize)>>,
}

impl Beginnings {
    pub(super) fn add(&mut self, phrase: &Phrase, number: usize) {
        let Some(Piece::Words { words, .. }) = phrase.pieces.first() else { return };
        for word in words {
            match word.strip_suffix('~').and_then(|beginning| Some((beginning, beginning.chars().next()?))) {
                Some((beginning, letter)) => {
                    self.parts.entry(letter).or_default().push((beginning.to_owned(), number));
                }
                None => self.whole.entry(word.clone()).or_default().push(number),
            }
        }
    }

    /// Lists the phrases that a word may begin.
    pub(super) fn of(&self, lower: &str) -> Vec<usize> {
        let bare = lower.strip_suffix("'s").unwrap_or(lower);
        let whole = self.whole.get(bare).into_iter().chain(self.whole.get(lower).filter(|_| bare != lower));
        let parts = bare.chars().next().and_then(|letter| self.parts.get(&letter));
        let begun = parts.into_iter().flatten().filter(|(beginning, _)| bare.starts_with(beginning.as_str()));
        whole.flatten().copied().chain(begun.map(|(_, number)| *number)).collect()
    }
}

/// Finds the longest of some phrases that is met at a word.
pub(super) fn longest(phrases: &[Phrase], begun: &[usize], text: &dyn Worded, at: usize) -> Option<Met> {
    let met = begun.iter().filter_map(|number| Some((phrases.get(*number)?.length(text, at)?, *number)));
    let (length, phrase) = met.max_by_key(|(length, number)| (*length, std::cmp::Reverse(*number)))?;
    Some(Met { phrase, first: at, end: at + length })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::unmarked_sentence::word::words;

    fn met<'a>(phrase: &str, sentence: &'a str) -> Option<&'a str> {
        let phrase = Phrase::read(phrase).unwrap();
        let words = words(sentence);
        (0..words.len()).find_map(|at| {
            let length = phrase.length(&words.as_slice(), at)?;
            Some(&sentence[words[at].range.start..words[at + length - 1].range.end])
        })
    }

    #[test]
    fn each_sign_means_what_its_page_says() {
        assert_eq!(met("critics|some say|said", "Here critics said no."), Some("critics said"));
        assert_eq!(met("murder~", "The murderer’s car."), Some("murderer’s"));
        assert_eq!(met("accused the? slayer ^", "The accused slayer Smith."), Some("accused slayer Smith"));
        assert_eq!(met("accused the? slayer ^", "The accused slayer was here."), None);
        assert_eq!(met("up # percent", "It went up 4.5 percent."), Some("up 4.5 percent"));
        assert_eq!(met("was * accused", "She was long accused."), Some("was long accused"));
        assert_eq!(met("was ** accused", "She was accused."), Some("was accused"));
        assert_eq!(
            met("was ** accused", "She was for many years accused."),
            Some("was for many years accused")
        );
        assert_eq!(met("was ** accused", "She was, for years, accused."), None);
    }

    #[test]
    fn what_is_no_phrase_is_refused_in_words() {
        assert_eq!(Phrase::read("^ said").unwrap_err(), "“^ said” has to begin with a word");
        assert_eq!(Phrase::read("a b*c").unwrap_err(), "“b*c” is no word");
        assert_eq!(Phrase::read("refuted => denied").unwrap().note, "denied");
    }
}
