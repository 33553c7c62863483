//! The names of an article: words with capitals that follow one another. Knows lists of titles, no persons.

use std::collections::BTreeSet;

use super::Reading;

/// A run of words with capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The first word.
    pub first: usize,
    /// The word behind the last.
    pub end: usize,
    /// The number of the sentence.
    pub sentence: usize,
}

impl Name {
    /// Returns the given name, where there is one before the surname.
    pub fn given<'a>(&self, reading: &'a Reading) -> Option<&'a str> {
        (self.end - self.first > 1).then(|| bare(reading.lower(reading.word(self.first))))
    }

    /// Returns the last word, the possessive left aside.
    pub fn surname<'a>(&self, reading: &'a Reading) -> &'a str {
        bare(reading.lower(reading.word(self.end - 1)))
    }
}

/// Lists the names of an article: runs of two to four words with capitals, and words alone that are the last of such a run
/// elsewhere. In headings where every word has a capital each word is a name of its own.
pub fn names(reading: &Reading) -> Vec<Name> {
    let mut runs: Vec<Name> = Vec::new();
    for (sentence, line) in reading.lines().iter().enumerate() {
        let words = line.words();
        let capitals = words.clone().filter(|at| reading.word(*at).is_capitalised).count();
        // In a heading every word has a capital: each stands for itself.
        if capitals * 4 > words.len() * 3 && words.len() > 5 {
            let alone = words.filter(|at| is_part(reading, *at));
            runs.extend(alone.map(|at| Name { first: at, end: at + 1, sentence }));
            continue;
        }
        let mut at = words.start;
        while at < words.end {
            if !is_part(reading, at) {
                at += 1;
                continue;
            }
            let first = at;
            at += 1;
            let goes_on = |at: usize| {
                let is_next = words.contains(&at) && reading.word(at).follows_closely;
                // “Clinton’s Vice President” are two names.
                is_next && is_part(reading, at) && !reading.lower(reading.word(at - 1)).ends_with("'s")
            };
            while goes_on(at) {
                at += 1;
            }
            runs.push(Name { first, end: at, sentence });
        }
    }
    let surnames: BTreeSet<&str> =
        runs.iter().filter(|run| run.end - run.first > 1).map(|run| run.surname(reading)).collect();
    let is_kept = |run: &&Name| {
        let length = run.end - run.first;
        (2..5).contains(&length) || surnames.contains(run.surname(reading)) || length == 1
    };
    runs.iter().filter(is_kept).copied().collect()
}

/// Tells whether a word may be part of a name: a capital, no title, no day.
fn is_part(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at);
    let lower = reading.lower(word);
    let list = |name: &str| reading.wordbook.as_ref().is_some_and(|book| book.list(name).has(lower));
    word.is_capitalised
        && !word.is_address
        && lower.starts_with(char::is_alphabetic)
        && !["office-word", "weekday", "month", "no-name"].into_iter().any(list)
}

/// Leaves the possessive aside.
pub fn bare(lower: &str) -> &str {
    lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).unwrap_or(lower)
}
