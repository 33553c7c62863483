//! How many records stand at each status, and how many are still open; kept up to date record by record.

use std::collections::HashMap;

use super::status_of;
use crate::model::vocabulary::{Meaning, StatusMeaning};
use crate::model::{Id, Project, Table, Vocabulary};

/// How many records stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many records stand at each status, in the order of the vocabulary.
    pub by_status: Vec<(String, usize)>,
    /// How many claims, quotations and allegations are still open.
    pub open_records: usize,
    /// How many queries are still open.
    pub open_queries: usize,
    /// What each record was counted under: a place among the words.
    counted: HashMap<Id, usize>,
    /// Every status and every state of a query that was met, and how many records stand there.
    words: Vec<Word>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    is_query: bool,
    id: String,
    count: usize,
}

impl Tally {
    /// Counts every record.
    pub fn of(project: &Project, vocabulary: &Vocabulary) -> Self {
        let mut tally = Self::default();
        let records = (project.claims().keys())
            .chain(project.quotations().keys())
            .chain(project.allegations().keys())
            .chain(project.queries().keys());
        for record in records {
            tally.count(project, *record);
        }
        tally.sum(vocabulary);
        tally
    }

    /// Counts these records again.
    pub fn follow(&mut self, project: &Project, vocabulary: &Vocabulary, records: impl Iterator<Item = Id>) {
        for record in records {
            if let Some(at) = self.counted.remove(&record) {
                self.words[at].count -= 1;
            }
            self.count(project, record);
        }
        self.sum(vocabulary);
    }

    fn count(&mut self, project: &Project, record: Id) {
        let is_query = record.table() == Table::Query;
        let id = match record.table() {
            Table::Claim | Table::Quotation | Table::Allegation => match status_of(project, record) {
                Some(status) => status.id.as_str(),
                None if project.has(record) => "",
                None => return,
            },
            Table::Query => match project.queries().get(&record) {
                Some(query) => query.state.as_str(),
                None => return,
            },
            _ => return,
        };
        let known = self.words.iter().position(|word| word.is_query == is_query && word.id == id);
        let at = known.unwrap_or_else(|| {
            self.words.push(Word { is_query, id: id.to_owned(), count: 0 });
            self.words.len() - 1
        });
        self.words[at].count += 1;
        self.counted.insert(record, at);
    }

    fn sum(&mut self, vocabulary: &Vocabulary) {
        let mut standing: HashMap<&str, usize> = HashMap::new();
        (self.open_records, self.open_queries) = (0, 0);
        for word in self.words.iter().filter(|word| word.count > 0) {
            if word.is_query {
                let is_open = vocabulary.meaning("query", &word.id) != Meaning::Closed;
                self.open_queries += if is_open { word.count } else { 0 };
                continue;
            }
            let row = vocabulary.status(&word.id);
            let meaning = row.map_or(StatusMeaning::InProgress, |row| row.meaning);
            self.open_records += if meaning.is_open() { word.count } else { 0 };
            if let Some(row) = row {
                *standing.entry(&row.id).or_default() += word.count;
            }
        }
        let rows = vocabulary.statuses.iter();
        self.by_status =
            rows.filter_map(|row| Some((row.id.clone(), *standing.get(row.id.as_str())?))).collect();
    }
}
