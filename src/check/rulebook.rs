//! What a desk decides about its checks: how much each rule weighs, and the words that the rules look for.
//!
//! The words are data, one file a language under `assets/checks/`, read once. Knows no article.

pub mod number;
mod phrase;
pub mod relief;
mod wordbook;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::{Check, Level, is_waivable};
use number::Number;
pub use phrase::{Met, Phrase, Worded};
pub use wordbook::{List, Wordbook};

/// The files that come with the program.
static SHIPPED: LazyLock<Arc<Rulebook>> = LazyLock::new(|| {
    let read = |source| Wordbook::read(source).unwrap_or_default();
    Arc::new(Rulebook { languages: vec![read(ENGLISH)], ..Rulebook::default() })
});

const ENGLISH: &str = include_str!("../../assets/checks/en.ron");

/// How many words of a text's beginning are looked at for its language.
const LOOKED_AT: usize = 400;
/// Of how many words one is among the commonest of the language, at least.
const SHARE: usize = 12;

/// How much a desk lets a rule weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It does not run.
    Off,
    /// Its findings are of this level.
    Of(Level),
}

impl Weight {
    /// Every weight with its name in files and on the command line.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Of(Level::Blocking), "blocking"),
        (Self::Of(Level::Warning), "warning"),
        (Self::Of(Level::Hint), "hint"),
        (Self::Off, "off"),
    ];

    /// Returns the name used in files and on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(weight, _)| *weight == self).map_or("off", |(_, name)| name)
    }
}

/// A desk's rules and words.
#[derive(Clone, Debug, Default)]
pub struct Rulebook {
    /// What was decided otherwise than the program comes, by the rules' names.
    pub weights: BTreeMap<String, Weight>,
    /// The names of the rules of which the project's own file decides.
    pub of_project: BTreeSet<String>,
    /// What was decided of the numbers that rules go by, by their names.
    pub numbers: BTreeMap<String, u32>,
    /// The words, one book a language.
    pub languages: Vec<Wordbook>,
}

impl Rulebook {
    /// Returns the rules and words that come with the program.
    pub fn shipped() -> Arc<Self> {
        Arc::clone(&SHIPPED)
    }

    /// Returns a number that a rule goes by: the desk's, else the usual one.
    pub fn number(&self, number: &Number) -> u32 {
        self.numbers.get(number.name).copied().unwrap_or(number.usual)
    }

    /// Tells whether the desk does without a rule. What two people have to settle is always said.
    pub fn is_off(&self, rule: &dyn Check) -> bool {
        is_waivable(rule.id()) && self.weights.get(rule.id()) == Some(&Weight::Off)
    }

    /// Returns the level of a finding of that rule: the desk's, but a finding that weighs less than its rule goes on
    /// doing so.
    pub fn level(&self, rule: &dyn Check, found: Level) -> Level {
        match self.weights.get(rule.id()) {
            Some(Weight::Of(level)) if is_waivable(rule.id()) => {
                if found == rule.level() {
                    *level
                } else {
                    found.max(*level)
                }
            }
            _ => found,
        }
    }

    /// Finds the words of a language by its tag, or of the one that the text seems to be in; none where the language is
    /// another one.
    pub fn wordbook(&self, language: &str, text: &str) -> Option<&Wordbook> {
        let tag = language.trim().to_lowercase();
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if !primary.is_empty() {
            return self.languages.iter().find(|book| book.tag == primary);
        }
        let words: Vec<String> = text
            .split_whitespace()
            .take(LOOKED_AT)
            .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase())
            .collect();
        let hits = |book: &Wordbook| words.iter().filter(|word| book.common.contains(word.as_str())).count();
        let (count, best) =
            self.languages.iter().map(|book| (hits(book), book)).rev().max_by_key(|(hits, _)| *hits)?;
        let is_short = words.len() < SHARE * 2 && text.is_ascii();
        (is_short || count * SHARE > words.len()).then_some(best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_language_is_read_in_the_one_it_seems_to_be_in() {
        let book = Rulebook::shipped();
        let tag = |language: &str, text: &str| book.wordbook(language, text).map(|book| book.tag.clone());
        assert_eq!(tag("en-GB", "").as_deref(), Some("en"));
        assert_eq!(tag("de", "The mayor is said to have been in the car."), None);
        assert_eq!(tag("", "The mayor is said to have been in the car.").as_deref(), Some("en"));
        let german = "Der Bürgermeister soll am Freitag in seinem Wagen gesessen haben, sagte eine Sprecherin der Stadt. \
                      Er bestreitet das und will gegen die Zeitung vorgehen, wie er am Abend mitteilte.";
        assert_eq!(tag("", german), None);
    }

    #[test]
    fn the_shipped_words_can_be_read() {
        assert!(Wordbook::read(ENGLISH).is_ok(), "{:?}", Wordbook::read(ENGLISH).err());
    }
}
