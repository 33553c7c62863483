//! The words of one language that the rules look for, as lists of phrases. Knows no article.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::phrase::{Beginnings, Met, Phrase, Worded, longest};

/// A language as it stands in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    tag: String,
    common: Vec<String>,
    lists: BTreeMap<String, Vec<String>>,
}

/// A named list of phrases.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// In the order of the file.
    pub phrases: Vec<Phrase>,
    beginnings: Beginnings,
}

impl List {
    /// Makes a list of phrases.
    pub fn new(phrases: Vec<Phrase>) -> Self {
        let mut beginnings = Beginnings::default();
        for (number, phrase) in phrases.iter().enumerate() {
            beginnings.add(phrase, number);
        }
        Self { phrases, beginnings }
    }

    /// Finds the first words that match a phrase, the longest of several at one place.
    pub fn first(&self, text: &dyn Worded) -> Option<Met> {
        (0..text.count()).find_map(|at| self.at(text, at))
    }

    /// Finds the longest phrase that begins at a word.
    pub fn at(&self, text: &dyn Worded, at: usize) -> Option<Met> {
        let begun = self.begun(text.lower(at));
        if begun.is_empty() { None } else { longest(&self.phrases, &begun, text, at) }
    }

    /// Lists the numbers of the phrases that a word may begin.
    pub(in crate::check) fn begun(&self, lower: &str) -> Vec<usize> {
        self.beginnings.of(lower)
    }

    /// Finds the longest of those phrases at a word.
    pub(in crate::check) fn longest(&self, begun: &[usize], text: &dyn Worded, at: usize) -> Option<Met> {
        longest(&self.phrases, begun, text, at)
    }

    /// Tells whether a word alone is one of the phrases.
    pub fn has(&self, lower: &str) -> bool {
        self.begun(lower)
            .iter()
            .any(|number| self.phrases.get(*number).is_some_and(|phrase| !phrase.written.contains(' ')))
    }
}

/// One language's words.
#[derive(Clone, Debug, Default)]
pub struct Wordbook {
    /// The language's primary tag, as `en`.
    pub tag: String,
    /// Words by which the language is recognised.
    pub common: BTreeSet<String>,
    /// The lists, by their names.
    pub lists: BTreeMap<String, List>,
}

impl Wordbook {
    /// Reads a language's file.
    ///
    /// # Errors
    ///
    /// Says what is wrong, with line and column where the notation is, and with the list where a phrase is.
    pub fn read(source: &str) -> Result<Self, String> {
        let written: Written = ron::from_str(source).map_err(|error| error.to_string())?;
        let mut lists = BTreeMap::new();
        for (name, phrases) in written.lists {
            let read = phrases.iter().map(|phrase| Phrase::read(phrase)).collect::<Result<Vec<_>, _>>();
            let phrases = read.map_err(|fault| format!("in the list “{name}”: {fault}"))?;
            lists.insert(name, List::new(phrases));
        }
        Ok(Self { tag: written.tag, common: written.common.into_iter().collect(), lists })
    }

    /// Takes phrases out of a list, by how they are written, and puts others in that are not there yet; those that
    /// cannot be read are left out.
    pub fn change(&mut self, list: &str, remove: &[String], add: &[String]) {
        if remove.is_empty() && add.is_empty() {
            return;
        }
        let old = self.lists.remove(list).unwrap_or_default();
        let mut phrases = old.phrases;
        let removed: Vec<String> = remove.iter().map(|phrase| Phrase::spelling(phrase)).collect();
        phrases.retain(|phrase| !removed.contains(&Phrase::spelling(&phrase.written)));
        for phrase in add.iter().filter_map(|phrase| Phrase::read(phrase).ok()) {
            // One that is there may get another remark.
            phrases.retain(|known| Phrase::spelling(&known.written) != Phrase::spelling(&phrase.written));
            phrases.push(phrase);
        }
        self.lists.insert(list.to_owned(), List::new(phrases));
    }

    /// Returns a list, or an empty one where the language has none of that name.
    pub fn list(&self, name: &str) -> &List {
        static NONE: std::sync::LazyLock<List> = std::sync::LazyLock::new(List::default);
        self.lists.get(name).unwrap_or(&NONE)
    }
}
