//! The register of everything marked, of the sources and of the people: one row each, ready to be filtered.
//!
//! Derived from a project, never stored; it may be made on a thread. Knows nothing of the screen.

pub mod cell;
pub mod column;
pub mod filter;
pub mod fold;
pub mod order;
pub mod selection;
pub mod shelf;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::model::vocabulary::{KindMeaning, Meaning};
use crate::model::{FieldInfo, Id, Outline, Project, Slot, Table, Value, Vocabulary, Widget};
use cell::Names;
use column::{Shows, columns};
use fold::folded;

/// What the rows of a register are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// Claims, quotations, allegations and queries, and the marks that speak of no record.
    #[default]
    Marks,
    /// Sources.
    Sources,
    /// People and organisations.
    People,
}

impl Page {
    /// Every page, in the order of its tabs.
    pub const ALL: [Self; 3] = [Self::Marks, Self::Sources, Self::People];

    /// Returns its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Marks => "marks",
            Self::Sources => "sources",
            Self::People => "people",
        }
    }

    /// Returns its title on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Marks => "Marks",
            Self::Sources => "Sources",
            Self::People => "People",
        }
    }

    /// Lists the tables whose records are rows, those of marks without a record last.
    pub fn tables(self) -> &'static [Table] {
        match self {
            Self::Marks => {
                &[Table::Claim, Table::Quotation, Table::Allegation, Table::Query, Table::Annotation]
            }
            Self::Sources => &[Table::Source],
            Self::People => &[Table::Person],
        }
    }
}

/// What rows and cells are read from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its marks in order.
    pub outline: &'a Outline,
    /// The words in use.
    pub vocabulary: &'a Vocabulary,
    /// The day it is where the checker works.
    pub today: Date,
}

/// Stands for “this row has no such thing” among the facets of a row.
pub const NO_FACET: u16 = u16::MAX;
/// How many facets a page has at most.
const FACETS: usize = 4;

/// One row: a record, or a mark that speaks of none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The record, or the mark itself.
    pub subject: Id,
    /// The first mark that speaks of it.
    pub mark: Option<Id>,
    /// That mark's number in the current draft.
    pub number: Option<usize>,
    /// How many marks speak of it, or how often a source or a person is used.
    pub count: usize,
    /// Whether work remains to be done.
    pub is_open: bool,
    /// Whether it is only listed when asked for: opinions, and what needs no check.
    pub is_quiet: bool,
    /// By when something has to be done about it next.
    pub due: Option<Term>,
    /// Whether two people changed it, or what hangs on it, at once.
    pub is_in_conflict: bool,
    /// The records that link here, by the column that lists them.
    pub links: Vec<(&'static str, Id)>,
    /// Where it stands in each facet's values.
    pub facets: [u16; FACETS],
    /// The words of all its cells, folded.
    pub folded: Box<str>,
}

/// A day by which something has to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The day.
    pub on: Date,
    /// Whether it has passed.
    pub is_late: bool,
}

impl Row {
    /// Tells whether a day has passed by which something had to be done.
    pub fn is_late(&self) -> bool {
        self.due.is_some_and(|due| due.is_late)
    }
}

/// One value by which rows can be filtered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// Its name in the filter.
    pub name: String,
    /// Its word on screen.
    pub label: String,
    /// How many rows have it.
    pub count: usize,
}

/// Something by which rows can be filtered: kind, status, category, assignee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The name of its column.
    pub column: &'static str,
    /// Its word on screen.
    pub label: &'static str,
    /// The values in the order of the vocabulary, or of the alphabet.
    pub values: Vec<FacetValue>,
}

/// All rows of a page as of one revision, in the order of their numbers.
#[derive(Debug, Default)]
pub struct Register {
    /// What its rows are.
    pub page: Page,
    /// The revision that was looked at.
    pub revision: u64,
    /// The rows; of those without a number the older id comes first.
    pub rows: Vec<Row>,
    /// What they can be filtered by.
    pub facets: Vec<Facet>,
    /// How many rows leave something to do.
    pub open: usize,
    /// How many rows are only listed when asked for.
    pub quiet: usize,
    /// How many rows are in conflict.
    pub in_conflict: usize,
    /// How many rows are overdue.
    pub late: usize,
    places: HashMap<Id, u32>,
}

impl Register {
    /// Makes it from scratch.
    pub fn of(ground: Ground<'_>, page: Page, revision: u64) -> Self {
        let mut rows = match page {
            Page::Marks => marks(ground),
            Page::Sources => sources(ground),
            Page::People => people(ground),
        };
        let contested = ground.project.records_in_conflict();
        if !contested.is_empty() {
            for row in &mut rows {
                let marks = ground.outline.mentions(row.subject).iter().chain([&row.subject]);
                row.is_in_conflict = marks.into_iter().any(|id| contested.contains(id));
            }
        }
        let mut names = Names::default();
        for row in &mut rows {
            row.folded = words_of(ground, page, row, &mut names);
        }
        let facets = facets(ground, page, &mut rows);
        let places = rows.iter().enumerate().map(|(at, row)| (row.subject, at as u32)).collect();
        let open = rows.iter().filter(|row| row.is_open).count();
        let quiet = rows.iter().filter(|row| row.is_quiet).count();
        let in_conflict = rows.iter().filter(|row| row.is_in_conflict).count();
        let late = rows.iter().filter(|row| row.is_late()).count();
        Self { page, revision, rows, facets, open, quiet, in_conflict, late, places }
    }

    /// Returns the place of a record's or a mark's row.
    pub fn place(&self, subject: Id) -> Option<usize> {
        self.places.get(&subject).map(|at| *at as usize)
    }
}

/// Folds the words of all cells, and the notes on further mentions, which no cell shows.
fn words_of(ground: Ground<'_>, page: Page, row: &Row, names: &mut Names) -> Box<str> {
    let mut all = String::new();
    // A word never reaches from one cell into the next.
    let mut add = |words: &str| {
        all.push_str(&folded(words));
        all.push('\n');
    };
    for column in columns(page) {
        if !matches!(column.shows, Shows::Field(name) if name != "status") {
            add(&cell::words(ground, row, column, names));
        }
    }
    // Looked up once for the record: asking for each column would take several times as long.
    for (slot, value) in ground.project.filled(row.subject) {
        if let Some(info) = row.subject.table().field(slot.field).filter(|info| is_cell(info)) {
            add(&cell::value_words(ground, &value, info.widget, names));
        }
    }
    for mention in ground.outline.mentions(row.subject) {
        if let Some(annotation) = ground.project.annotations().get(mention) {
            add(&annotation.note);
        }
    }
    all.into()
}

fn is_cell(info: &FieldInfo) -> bool {
    !matches!(info.widget, Widget::Hidden | Widget::Status | Widget::Choice("kind"))
}

fn row(subject: Id) -> Row {
    Row {
        subject,
        mark: None,
        number: None,
        count: 0,
        is_open: false,
        is_quiet: false,
        due: None,
        is_in_conflict: false,
        links: Vec::new(),
        facets: [NO_FACET; FACETS],
        folded: Box::default(),
    }
}

fn marks(ground: Ground<'_>) -> Vec<Row> {
    let Ground { project, outline, vocabulary, today } = ground;
    let mut rows = Vec::with_capacity(project.annotations().len());
    let records = project
        .claims()
        .keys()
        .chain(project.quotations().keys())
        .chain(project.allegations().keys())
        .chain(project.queries().keys());
    for record in records {
        let mentions = outline.mentions(*record);
        let mark = mentions.first().copied();
        let due = project.due_of(*record, outline, vocabulary).first().map(|due| due.on);
        let due = due.map(|on| Term { on, is_late: on < today });
        rows.push(Row {
            due,
            mark,
            number: mark.and_then(|mark| outline.number(mark)),
            count: mentions.len(),
            is_open: is_open(ground, *record),
            ..row(*record)
        });
    }
    for (id, annotation) in project.annotations() {
        if annotation.record.is_some_and(|record| project.has(record)) {
            continue;
        }
        let meaning = vocabulary.meaning_of_kind(&annotation.kind);
        let is_quiet = matches!(meaning, Some(KindMeaning::Opinion | KindMeaning::NoCheck));
        rows.push(Row { mark: Some(*id), number: outline.number(*id), count: 1, is_quiet, ..row(*id) });
    }
    rows.sort_by_key(|row| (row.number.is_none(), row.number, row.subject));
    rows
}

/// Tells whether a record's status, or a query's state, leaves something to do.
pub fn is_open(ground: Ground<'_>, record: Id) -> bool {
    let Ground { project, vocabulary, .. } = ground;
    match record.table() {
        Table::Query => project
            .queries()
            .get(&record)
            .is_some_and(|query| vocabulary.meaning("query", &query.state) != Meaning::Closed),
        _ => {
            record.table().field("status").is_some()
                && vocabulary.meaning_of_status(super::derived::status_of(project, record)).is_open()
        }
    }
}

fn sources(ground: Ground<'_>) -> Vec<Row> {
    let ids = ground.project.sources().keys();
    let mut rows: Vec<Row> =
        ids.map(|id| Row { count: ground.outline.uses(*id).len(), ..row(*id) }).collect();
    rows.sort_by_cached_key(|row| (folded(&ground.project.name_of(row.subject)), row.subject));
    rows
}

fn people(ground: Ground<'_>) -> Vec<Row> {
    let mut links: HashMap<Id, Vec<(&'static str, Id)>> = HashMap::new();
    let ids = ground.project.ids();
    for (column, table, field) in column::people_links() {
        for record in ids.iter().copied().filter(|id| id.table() == *table) {
            match ground.project.value(&Slot { record, field }) {
                Value::Link(person) => links.entry(person).or_default().push((column, record)),
                Value::Links(people) => {
                    for person in people {
                        links.entry(person).or_default().push((column, record));
                    }
                }
                _ => {}
            }
        }
    }
    let mut rows: Vec<Row> = ground
        .project
        .people()
        .keys()
        .map(|id| {
            let links = links.remove(id).unwrap_or_default();
            Row { count: links.len(), links, ..row(*id) }
        })
        .collect();
    for row in &mut rows {
        row.links.sort_by_key(|(column, record)| {
            let first = ground.outline.mentions(*record).first();
            (*column, first.and_then(|mark| ground.outline.number(*mark)), *record)
        });
    }
    rows.sort_by_cached_key(|row| (folded(&ground.project.name_of(row.subject)), row.subject));
    rows
}

/// Works out by what the rows of a page can be filtered, and where each row stands in that.
fn facets(ground: Ground<'_>, page: Page, rows: &mut [Row]) -> Vec<Facet> {
    let mut facets = Vec::new();
    for (at, (name, label)) in column::facets(page).iter().enumerate().take(FACETS) {
        // The value of each row: its rank among its like, its name and its word.
        let mut known: BTreeMap<(usize, String), (String, usize)> = BTreeMap::new();
        let values: Vec<Option<(usize, String)>> = rows
            .iter()
            .map(|row| {
                let (rank, name, label) = facet_of(ground, row, name)?;
                let entry = known.entry((rank, name.clone())).or_insert((label, 0));
                entry.1 += 1;
                Some((rank, name))
            })
            .collect();
        let places: BTreeMap<&(usize, String), usize> =
            known.keys().enumerate().map(|(at, key)| (key, at)).collect();
        for (row, value) in rows.iter_mut().zip(&values) {
            let place = value.as_ref().and_then(|value| places.get(value));
            row.facets[at] = place.map_or(NO_FACET, |place| (*place).min(usize::from(NO_FACET) - 1) as u16);
        }
        let values = known.iter().map(|((_, name), (label, count))| FacetValue {
            name: name.clone(),
            label: label.clone(),
            count: *count,
        });
        facets.push(Facet { column: name, label, values: values.collect() });
    }
    facets
}

/// Returns a row's value of a facet: its rank in the vocabulary, its name and its word.
fn facet_of(ground: Ground<'_>, row: &Row, name: &str) -> Option<(usize, String, String)> {
    let Ground { project, vocabulary, .. } = ground;
    let table = row.subject.table();
    match name {
        "kind" if matches!(table, Table::Source) => {}
        "kind" => {
            let kind = cell::kind_of(ground, row);
            let rank = vocabulary.kinds.iter().position(|row| row.id == kind).unwrap_or(usize::MAX);
            return Some((rank, kind.to_owned(), vocabulary.label("kind", kind).to_owned()));
        }
        "status" if table == Table::Query => {
            let state = project.text_of(row.subject, "state");
            let rank = vocabulary.scale("query").iter().position(|row| row.id == state);
            let label = format!("Query: {}", vocabulary.label("query", &state).to_lowercase());
            return Some((1000 + rank.unwrap_or(999), format!("query {state}"), label));
        }
        "status" => {
            table.field("status")?;
            let status = super::derived::status_of(project, row.subject);
            let row = vocabulary.status(status.map_or("", |status| &status.id));
            let rank = vocabulary.statuses.iter().position(|other| Some(other) == row).unwrap_or(999);
            let id = row.map_or_else(|| status.map_or("", |status| &status.id), |row| row.id.as_str());
            return Some((rank, id.to_owned(), row.map_or(id, |row| &row.label).to_owned()));
        }
        _ => {}
    }
    let info = table.field(name)?;
    let text = project.text_of(row.subject, info.name);
    let (rank, label) = match info.widget {
        _ if text.is_empty() => (usize::MAX, format!("No {}", info.label.to_lowercase())),
        Widget::Choice(scale) => {
            let rank = vocabulary.scale(scale).iter().position(|row| row.id == text);
            (rank.unwrap_or(usize::MAX - 1), vocabulary.label(scale, &text).to_owned())
        }
        _ => (0, text.clone()),
    };
    Some((rank, text, label))
}

#[cfg(test)]
mod tests;
