//! A whole project made ready for searching, and what a search of it found.
//!
//! The draft is folded once for as long as its SHA-256 stays; the records once a revision.

use std::collections::HashMap;
use std::sync::Arc;

use super::field::said;
use super::{Haystack, Needle};
use crate::model::{Id, Outline, Project, Slot, Table, Vocabulary};
use crate::text::Range;

/// Parts the words of two fields: no text that anybody writes holds it.
const PARTING: char = '\u{1e}';

/// Where hits are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The article's text.
    Text,
    /// Statements, quotations, allegations, evidence, queries, notes, the article's particulars.
    Records,
    /// Sources.
    Sources,
    /// People and organisations.
    People,
}

impl Group {
    /// Every group with its title, in the order of a list.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Text, "Text"),
        (Self::Records, "Marks and records"),
        (Self::Sources, "Sources"),
        (Self::People, "People"),
    ];

    /// Returns the group of a table's records.
    pub fn of(table: Table) -> Self {
        match table {
            Table::Source => Self::Sources,
            Table::Person => Self::People,
            _ => Self::Records,
        }
    }
}

/// What one field says.
#[derive(Clone, Copy, Debug)]
struct Passage {
    slot: Slot,
    /// Where its words stand among those of all fields.
    range: Range,
}

/// A hit in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordHit {
    /// The record and the field.
    pub slot: Slot,
    /// Where in the field's words, in bytes.
    pub range: Range,
    passage: usize,
}

/// One hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// In the article's text, in bytes.
    Text(Range),
    /// In a field.
    Record(RecordHit),
}

/// What a search found, group by group; hits in records in the order of the marks that speak of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The hits in the article's text, in its order.
    pub text: Vec<Range>,
    /// The hits in records, in the order of the groups.
    pub records: Vec<RecordHit>,
}

impl Hits {
    /// Counts all.
    pub fn len(&self) -> usize {
        self.text.len() + self.records.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the hit at a place in the list.
    pub fn at(&self, place: usize) -> Option<Hit> {
        match place.checked_sub(self.text.len()) {
            None => self.text.get(place).copied().map(Hit::Text),
            Some(place) => self.records.get(place).copied().map(Hit::Record),
        }
    }

    /// Returns the places in the list that a group takes.
    pub fn places(&self, group: Group) -> std::ops::Range<usize> {
        if group == Group::Text {
            return 0..self.text.len();
        }
        let group_of = |hit: &RecordHit| Group::of(hit.slot.record.table());
        let start = self.records.partition_point(|hit| group_of(hit) < group);
        let end = self.records.partition_point(|hit| group_of(hit) <= group);
        self.text.len() + start..self.text.len() + end
    }
}

/// A project made ready for searching. Its copies share what was folded.
#[derive(Clone, Debug)]
pub struct Index {
    /// The draft's SHA-256; empty where there is no draft.
    sha256: String,
    prose: Arc<Haystack>,
    fields: Arc<Haystack>,
    passages: Arc<[Passage]>,
}

impl Index {
    /// Folds the project's draft and records; a draft that `before` has folded is taken over from there.
    pub fn new(project: &Project, outline: &Outline, vocabulary: &Vocabulary, before: Option<&Self>) -> Self {
        let text = project.draft().and_then(|draft| draft.text.as_ref());
        let sha256 = text.map_or("", |text| text.sha256());
        let prose = before.filter(|index| index.sha256 == sha256).map_or_else(
            || Arc::new(Haystack::new(text.map_or_else(|| "".into(), crate::model::Prose::shared))),
            |index| Arc::clone(&index.prose),
        );
        let mut words = String::new();
        let mut passages = Vec::new();
        for record in in_order(project, outline) {
            for (slot, said) in said(project, vocabulary, record) {
                let start = words.len();
                words.push_str(&said);
                passages.push(Passage { slot, range: Range::new(start, words.len()) });
                words.push('\n');
                words.push(PARTING);
                words.push('\n');
            }
        }
        Self {
            sha256: sha256.to_owned(),
            prose,
            fields: Arc::new(Haystack::new(words)),
            passages: passages.into(),
        }
    }

    /// Finds everything; stops with what it has as soon as `goes_on` says no.
    pub fn search(&self, needle: &Needle, goes_on: &dyn Fn() -> bool) -> Hits {
        let text = self.prose.hits(needle, goes_on);
        let in_fields = self.fields.hits(needle, goes_on);
        let records = in_fields.into_iter().filter_map(|hit| self.record_hit(hit)).collect();
        Hits { text, records }
    }

    /// Tells whether this project's draft is the one that was folded.
    pub fn is_of(&self, project: &Project) -> bool {
        let text = project.draft().and_then(|draft| draft.text.as_ref());
        text.map_or("", |text| text.sha256()) == self.sha256
    }

    /// Returns the article's text.
    pub fn text(&self) -> &str {
        self.prose.text()
    }

    /// Returns all that the field of a hit says; nothing for a hit of another index.
    pub fn words(&self, hit: &RecordHit) -> &str {
        let passage = self.passages.get(hit.passage).filter(|passage| passage.slot == hit.slot);
        passage.and_then(|passage| passage.range.of(self.fields.text())).unwrap_or_default()
    }

    fn record_hit(&self, hit: Range) -> Option<RecordHit> {
        let passage = self.passages.partition_point(|passage| passage.range.end < hit.end);
        let Passage { slot, range } = *self.passages.get(passage).filter(|found| found.range.covers(hit))?;
        let range = Range { start: hit.start - range.start, end: hit.end - range.start };
        Some(RecordHit { slot, range, passage })
    }
}

/// Lists the records group by group, within each in the order of the first mark that speaks of them; those of which
/// none does come last, the article itself first.
fn in_order(project: &Project, outline: &Outline) -> Vec<Id> {
    let evidence: HashMap<Id, Id> =
        project.evidence().iter().filter_map(|(id, evidence)| Some((*id, evidence.record?))).collect();
    let place = |id: Id| -> usize {
        let record = project.owner(id).unwrap_or(id);
        let mark = match record.table() {
            Table::Article => return 0,
            Table::Annotation => Some(record),
            Table::Source => {
                let first = outline.uses(record).iter().filter_map(|use_| evidence.get(use_));
                first
                    .filter_map(|record| outline.mentions(*record).first())
                    .copied()
                    .min_by_key(|mark| outline.number(*mark).unwrap_or(usize::MAX))
            }
            _ => outline.mentions(record).first().copied(),
        };
        mark.and_then(|mark| outline.number(mark)).unwrap_or(usize::MAX)
    };
    let mut order: Vec<(Group, usize, Id)> =
        project.ids().into_iter().map(|id| (Group::of(id.table()), place(id), id)).collect();
    order.sort_unstable();
    order.into_iter().map(|(.., id)| id).collect()
}

#[cfg(test)]
mod tests;
