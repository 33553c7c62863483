//! The article's own wording: what the lists meet outside quotation marks, addresses and titles, with the words that
//! would mend it, and the names in a sentence. Knows no rule and no word of any language.

use super::{Hit, Reading};

/// The remark of a phrase that is an exception of its list.
const EXCEPTION: &str = "-";
/// The list of words that name nobody although they begin with a capital.
const NO_NAME: &str = "names-nobody";
/// How many letters a word has to have for its capital to say something.
const LONG: usize = 4;

impl Reading {
    /// Lists where a list is met in the article's own wording: not in quotation marks, titles and addresses.
    pub(in crate::check) fn wording<'a>(&'a self, list: &'a str) -> impl Iterator<Item = Hit<'a>> {
        self.hits(list).filter(|hit| self.is_own(hit))
    }

    /// Lists where a list is met in one sentence of the article's own wording.
    pub(in crate::check) fn wording_in<'a>(
        &'a self,
        list: &'a str,
        sentence: usize,
    ) -> impl Iterator<Item = Hit<'a>> {
        self.hits_in(list, sentence).filter(|hit| self.is_own(hit))
    }

    /// Tells whether a sentence has a phrase of a list, in quotation marks or not.
    pub(in crate::check) fn has(&self, list: &str, sentence: usize) -> bool {
        self.hits_in(list, sentence).any(|hit| hit.phrase.note != EXCEPTION)
    }

    /// Tells whether a word alone is a phrase of a list.
    pub(in crate::check) fn is_in(&self, list: &str, word: usize) -> bool {
        let book = self.wordbook.as_ref().and_then(|book| book.lists.get(list));
        book.is_some_and(|list| list.has(self.lower(self.word(word))))
    }

    fn is_own(&self, hit: &Hit<'_>) -> bool {
        let words = &self.words[hit.first..hit.end];
        hit.phrase.note != EXCEPTION
            && words.iter().all(|word| !word.is_quoted && !word.is_address)
            && !self.is_title(hit)
    }

    /// Tells whether the words have capitals that a sentence would not give them: a title, a show, a law.
    fn is_title(&self, hit: &Hit<'_>) -> bool {
        let line = &self.lines[hit.sentence];
        hit.first > line.first
            && (hit.first..hit.end)
                .filter(|at| self.lower(self.words[*at]).len() >= LONG)
                .all(|at| self.words[at].is_capitalised)
            && self.words[hit.first].is_capitalised
            && !self.is_set_in_capitals(hit.sentence)
    }

    /// Tells whether a sentence is written as headlines are: most of its longer words begin with a capital.
    pub(in crate::check) fn is_set_in_capitals(&self, sentence: usize) -> bool {
        let words = self.words(&self.lines[sentence]);
        let long = words.iter().filter(|word| self.lower(**word).len() >= LONG);
        let (count, capitals) = long
            .fold((0, 0), |(count, capitals), word| (count + 1, capitals + usize::from(word.is_capitalised)));
        count > 1 && capitals * 3 > count * 2
    }

    /// Returns the words that a phrase's remark puts in its place: `{1}` is the first word met.
    pub(in crate::check) fn replacement(&self, text: &str, hit: &Hit<'_>) -> Option<String> {
        let note = hit.phrase.note.as_str();
        if note.is_empty() || note == EXCEPTION {
            return None;
        }
        let mut words = note.to_owned();
        for (number, at) in (hit.first..hit.end).enumerate() {
            let here = self.words[at].range().of(text).unwrap_or_default();
            words = words.replace(&format!("{{{}}}", number + 1), here);
        }
        let is_capital = self.words[hit.first].is_capitalised;
        let mut letters = words.chars();
        let first = letters.next().filter(|_| !words.contains('{'))?;
        Some(if is_capital { first.to_uppercase().chain(letters).collect() } else { words })
    }

    /// Tells whether a word may be part of a name: a capital that it has in the middle of a sentence, or everywhere in the
    /// article.
    pub(in crate::check) fn is_of_name(&self, at: usize) -> bool {
        let word = self.words[at];
        let has_letters = self.lower(word).chars().nth(1).is_some();
        let is_always = word.follows_closely || !self.small.contains(&word.spelling);
        word.is_capitalised && has_letters && is_always && !self.is_in(NO_NAME, at)
    }

    /// Lists the names in some words of the article, each as the numbers of its words.
    pub(in crate::check) fn names(&self, words: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
        let mut names: Vec<std::ops::Range<usize>> = Vec::new();
        for at in words {
            if !self.is_of_name(at) {
                continue;
            }
            match names.last_mut() {
                Some(last) if last.end == at && self.words[at].follows_closely => last.end = at + 1,
                _ => names.push(at..at + 1),
            }
        }
        names
    }

    /// Returns a word in lower case without the possessive ending.
    pub(in crate::check) fn bare(&self, at: usize) -> &str {
        let lower = self.lower(self.words[at]);
        lower.strip_suffix("'s").unwrap_or(lower)
    }

    /// Returns by what a name is known: its last word, generations left aside.
    pub(in crate::check) fn surname(&self, name: &std::ops::Range<usize>) -> &str {
        let is_generation = |at: &usize| matches!(self.bare(*at), "jr" | "sr" | "ii" | "iii" | "iv");
        let last = name.clone().rev().find(|at| !is_generation(at)).unwrap_or(name.start);
        self.bare(last)
    }

    /// Tells whether a sentence goes on with what one beside it speaks of: a pronoun near its beginning, a name of both,
    /// or no name at all.
    pub(in crate::check) fn goes_on(&self, sentence: usize, other: usize) -> bool {
        /// How many words from the beginning on are looked at.
        const BEGINNING: usize = 6;
        let words = self.lines[sentence].words();
        if words.clone().take(BEGINNING).any(|at| self.is_in("stand-in", at)) {
            return true;
        }
        let names = self.names(words);
        let others = self.names(self.lines[other].words());
        names.is_empty()
            || names.iter().any(|name| others.iter().any(|other| self.surname(other) == self.surname(name)))
    }
}
