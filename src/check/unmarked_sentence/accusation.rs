//! Words that accuse somebody, or report that somebody is accused: the desk's list, not a judgement.

use super::word::Word;
use crate::check::rulebook::{Wordbook, Worded};

impl Worded for &[Word] {
    fn count(&self) -> usize {
        self.len()
    }

    fn lower(&self, at: usize) -> &str {
        &self[at].lower
    }

    fn follows_closely(&self, at: usize) -> bool {
        self[at].follows_closely
    }

    fn is_capitalised(&self, at: usize) -> bool {
        self[at].is_capitalised
    }
}

/// Returns the first accusing words of a sentence as they are written.
pub fn first<'a>(sentence: &'a str, words: &[Word], wordbook: &Wordbook) -> Option<&'a str> {
    let met = wordbook.list("accusation").first(&words)?;
    Some(&sentence[words[met.first].range.start..words[met.end - 1].range.end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rulebook::Rulebook;
    use crate::check::unmarked_sentence::word::words;

    fn accusation(sentence: &str) -> Option<&str> {
        first(sentence, &words(sentence), &Rulebook::shipped().languages[0])
    }

    #[test]
    fn words_and_phrases_are_found_whole() {
        assert_eq!(accusation("The alleged bribes."), Some("alleged"));
        assert_eq!(accusation("He was Charged with a crime."), Some("Charged with"));
        assert_eq!(accusation("He charged, with a smile, ahead."), None);
        assert_eq!(accusation("The battery charged for an hour."), None);
        assert_eq!(accusation("The fraud’s victims."), Some("fraud’s"));
    }
}
