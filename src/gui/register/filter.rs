//! Which rows are shown: by kind, status, category, assignee and words, and only what is open.
//!
//! Knows nothing of the screen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use memchr::memmem::Finder;

use super::fold::folded;
use super::{NO_FACET, Register, Row};
use crate::model::Id;

/// Whether rows on which no work remains are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Openness {
    /// Every row.
    #[default]
    Any,
    /// Only rows on which work remains.
    OpenOnly,
}

/// Whether opinions, and what needs no check, are shown without being chosen as a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quiet {
    /// They are left out.
    #[default]
    LeftOut,
    /// They are listed too.
    Listed,
}

/// Whether rows on which nobody disagrees are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Accord {
    /// Every row.
    #[default]
    Any,
    /// Only rows that two people changed at once.
    InConflictOnly,
}

/// Whether rows on which nothing is overdue are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Haste {
    /// Every row.
    #[default]
    Any,
    /// Only rows of which a day has passed.
    OverdueOnly,
}

/// Some records, whatever else they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only {
    /// What they have in common, in words.
    pub label: String,
    /// The records.
    pub records: Arc<BTreeSet<Id>>,
}

/// What rows have to be to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The values of which a row has to have one, by the facet's column; none chosen: any value.
    pub chosen: BTreeMap<&'static str, BTreeSet<String>>,
    /// Words that all have to stand somewhere in the row.
    pub words: String,
    /// Whether what is settled is shown.
    pub openness: Openness,
    /// Whether opinions and the like are shown.
    pub quiet: Quiet,
    /// Whether what nobody disagrees on is shown.
    pub accord: Accord,
    /// Whether what is not overdue is shown.
    pub haste: Haste,
    /// The records of which alone rows are shown; nothing: any.
    pub only: Option<Only>,
}

impl Filter {
    /// Tells whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.chosen.values().all(BTreeSet::is_empty)
            && self.words.trim().is_empty()
            && self.openness == Openness::Any
            && self.accord == Accord::Any
            && self.haste == Haste::Any
            && self.only.is_none()
    }

    /// Takes a value in, or out where it was in.
    pub fn toggle(&mut self, column: &'static str, value: &str) {
        let chosen = self.chosen.entry(column).or_default();
        if !chosen.remove(value) {
            chosen.insert(value.to_owned());
        }
    }

    /// Returns the values chosen of a facet.
    pub fn of(&self, column: &str) -> Option<&BTreeSet<String>> {
        self.chosen.get(column).filter(|chosen| !chosen.is_empty())
    }

    /// Returns the places of the rows that are shown, in the order given.
    pub fn shown(&self, register: &Register, order: &[u32]) -> Vec<u32> {
        let sieve = Sieve::new(self, register);
        order
            .iter()
            .copied()
            .filter(|at| register.rows.get(*at as usize).is_some_and(|row| sieve.takes(row)))
            .collect()
    }
}

/// A filter made ready for many rows.
struct Sieve<'a> {
    filter: &'a Filter,
    words: Vec<Finder<'static>>,
    /// For each facet which of its values are chosen; none where any value will do.
    facets: Vec<Option<Vec<bool>>>,
    is_kind_chosen: bool,
}

impl<'a> Sieve<'a> {
    fn new(filter: &'a Filter, register: &Register) -> Self {
        let typed = folded(&filter.words);
        let words = typed.split_whitespace().map(|word| Finder::new(word).into_owned()).collect();
        let facets = register.facets.iter().map(|facet| {
            let chosen = filter.of(facet.column)?;
            Some(facet.values.iter().map(|value| chosen.contains(&value.name)).collect())
        });
        Self { filter, words, facets: facets.collect(), is_kind_chosen: filter.of("kind").is_some() }
    }

    fn takes(&self, row: &Row) -> bool {
        let is_sought = self.filter.accord == Accord::InConflictOnly;
        if is_sought && !row.is_in_conflict {
            return false;
        }
        let only = self.filter.only.as_ref();
        if only.is_some_and(|only| !only.records.contains(&row.subject)) {
            return false;
        }
        let is_listed = only.is_some()
            || is_sought
            || !row.is_quiet
            || self.is_kind_chosen
            || self.filter.quiet == Quiet::Listed;
        is_listed
            && (self.filter.openness == Openness::Any || row.is_open)
            && (self.filter.haste == Haste::Any || row.is_late())
            && self.facets.iter().zip(row.facets).all(|(chosen, value)| match chosen {
                None => true,
                Some(chosen) => value != NO_FACET && chosen.get(usize::from(value)).copied().unwrap_or(false),
            })
            && self.words.iter().all(|word| word.find(row.folded.as_bytes()).is_some())
    }
}
