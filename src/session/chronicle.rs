//! The project's history as a reader takes it: who did what, when, to which records, and what stood there before.
//!
//! Made of what the logs hold, in an order that never depends on files. Knows no files and no screen.

pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::model::{Change, Id, Moment, Outline, Project, Table, Value, Vocabulary, words_of};
use crate::text::fold::{Folding, fold};

/// The place of a deed: its log, and its number there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The writer of the log.
    pub writer: String,
    /// The number of the log record in it, from 1.
    pub sequence: u64,
}

/// One log record, for a reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// Where it stands.
    pub point: Point,
    /// Who did it, as they called themselves; empty where they gave no name.
    pub by: String,
    /// When.
    pub at: Moment,
    /// The same by the clock on the reader's wall.
    pub local: DateTime,
    /// What was done, in words.
    pub did: String,
    /// How many fields it wrote.
    pub edits: usize,
    /// The first of them, with what stood there before; all where they are not very many.
    pub changes: Vec<Change>,
    /// Every record it touched, each once, in order.
    pub records: Vec<Id>,
}

impl Deed {
    /// Returns the record that it is about: a mark before its claim, a claim before its evidence.
    pub fn about(&self) -> Option<Id> {
        const ORDER: [Table; 15] = [
            Table::Annotation,
            Table::Claim,
            Table::Quotation,
            Table::Allegation,
            Table::Query,
            Table::Attempt,
            Table::Message,
            Table::Evidence,
            Table::Source,
            Table::Person,
            Table::SignOff,
            Table::Item,
            Table::Waiver,
            Table::Article,
            Table::Draft,
        ];
        self.records.iter().copied().min_by_key(|id| ORDER.iter().position(|table| *table == id.table()))
    }

    /// Counts the fields that are not listed.
    pub fn unlisted(&self) -> usize {
        self.edits.saturating_sub(self.changes.len())
    }
}

/// Everything that was done, the oldest first: each deed after all that its writer had seen.
#[derive(Clone, Debug, Default)]
pub struct Chronicle {
    /// The deeds in order.
    pub deeds: Vec<Arc<Deed>>,
    /// Who did them, with how many, most first.
    pub people: Vec<(String, usize)>,
    /// What could not be read, one sentence each.
    pub notes: Vec<String>,
    /// The words by which each record was known last.
    names: BTreeMap<Id, String>,
    /// The marks and evidence that ever spoke to a record.
    kin: BTreeMap<Id, BTreeSet<Id>>,
    /// What each deed can be found by, in folded text.
    haystacks: Vec<Arc<str>>,
    places: BTreeMap<Point, usize>,
}

impl Chronicle {
    /// Gathers deeds that are in order. What an earlier chronicle knew of the same deeds is taken over from it.
    pub fn new(deeds: Vec<Arc<Deed>>, notes: Vec<String>, earlier: &Self, vocabulary: &Vocabulary) -> Self {
        let mut chronicle = Self { deeds, notes, ..Self::default() };
        let mut people: BTreeMap<&str, usize> = BTreeMap::new();
        for deed in &chronicle.deeds {
            *people.entry(&deed.by).or_default() += 1;
            for change in &deed.changes {
                note_name(&mut chronicle.names, change);
                note_kin(&mut chronicle.kin, change);
            }
        }
        let mut people: Vec<(String, usize)> =
            people.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        people.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        chronicle.people = people;
        chronicle.places =
            chronicle.deeds.iter().enumerate().map(|(at, deed)| (deed.point.clone(), at)).collect();
        chronicle.haystacks = chronicle
            .deeds
            .iter()
            .map(|deed| {
                let known = earlier.find(&deed.point).and_then(|at| earlier.haystacks.get(at)).cloned();
                known.unwrap_or_else(|| chronicle.haystack(deed, vocabulary))
            })
            .collect();
        chronicle
    }

    fn haystack(&self, deed: &Deed, vocabulary: &Vocabulary) -> Arc<str> {
        let mut words = format!("{} {}", deed.did, deed.by);
        let name_of = |id: Id| self.names.get(&id).cloned().unwrap_or_default();
        for change in &deed.changes {
            let field = change.slot.record.table().field(change.slot.field);
            for value in [&change.before, &change.after] {
                if let Some(field) = field.filter(|_| *value != Value::Nothing) {
                    words.push('\n');
                    words.push_str(&words_of(value, field.widget, vocabulary, name_of));
                }
            }
        }
        if let Some(name) = deed.about().and_then(|about| self.names.get(&about)) {
            words.push('\n');
            words.push_str(name);
        }
        fold(&words, Folding::default()).into()
    }

    /// Tells whether all of some folded words can be found in what a deed did.
    pub fn has_words(&self, at: usize, words: &[String]) -> bool {
        let Some(haystack) = self.haystacks.get(at) else { return false };
        words.iter().all(|word| haystack.contains(word.as_str()))
    }

    /// Lists the records that belong to a mark: its record, and the parts that belong to that, also what is gone.
    pub fn belonging(&self, mark: Id, project: &Project, outline: &Outline) -> BTreeSet<Id> {
        let mut all = BTreeSet::from([mark]);
        let live = project.annotations().get(&mark).and_then(|annotation| annotation.record);
        let past = self.kin.iter().filter(|(_, kin)| kin.contains(&mark)).map(|(record, _)| *record);
        for record in past.chain(live) {
            all.insert(record);
            let parts = self.kin.get(&record).into_iter().flatten();
            all.extend(parts.filter(|id| id.table().is_part()));
            all.extend(outline.evidence(record).iter().chain(outline.parts(record)));
        }
        all
    }

    /// Returns the last number of each log among the deeds up to this one.
    pub fn up_to(&self, at: usize) -> BTreeMap<String, u64> {
        let mut cut = BTreeMap::new();
        for Point { writer, sequence } in self.deeds.iter().take(at + 1).map(|deed| &deed.point) {
            let last = cut.entry(writer.clone()).or_insert(*sequence);
            *last = (*last).max(*sequence);
        }
        cut
    }

    /// Finds a deed by its place.
    pub fn find(&self, point: &Point) -> Option<usize> {
        self.places.get(point).copied()
    }

    /// Counts who did how much after a deed, most first.
    pub fn since(&self, at: usize) -> Vec<(String, usize)> {
        let mut people: BTreeMap<&str, usize> = BTreeMap::new();
        for deed in self.deeds.iter().skip(at + 1) {
            *people.entry(&deed.by).or_default() += 1;
        }
        let mut people: Vec<_> = people.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        people.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        people
    }
}

/// Remembers the words by which a record is known: its own, or those that a mark stands on.
fn note_name(names: &mut BTreeMap<Id, String>, change: &Change) {
    let id = change.slot.record;
    let words = match &change.after {
        Value::Text(words) if id.table().words_field() == Some(change.slot.field) => words.as_str(),
        Value::Targets(targets) => targets.last().map_or("", |(_, target)| target.quote.as_str()),
        _ => return,
    };
    if !words.trim().is_empty() {
        names.insert(id, words.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

/// Remembers what speaks to a record, or ever did.
fn note_kin(kin: &mut BTreeMap<Id, BTreeSet<Id>>, change: &Change) {
    let id = change.slot.record;
    let speaks = id.table() == Table::Annotation || id.table().is_part();
    if change.slot.field != "record" || !speaks {
        return;
    }
    for value in [&change.before, &change.after] {
        if let Value::Link(record) = value {
            kin.entry(*record).or_default().insert(id);
        }
    }
}
