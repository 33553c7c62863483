//! What follows from a project's state: highlights, findings, coverage, totals; worked out once a revision.
//!
//! Findings are worked out on a thread, a moment after the last change. It must not know how anything is drawn.

use std::collections::HashMap;
use std::sync::Arc;

use super::highlight::{Highlight, Highlights, StatusShape, Weight};
use super::register::shelf::Shelf;
use crate::check::{self, Coverage, Finding, Ground, Level};
use crate::model::vocabulary::{KindMeaning, Meaning, StatusMeaning};
use crate::model::{Id, Outline, Project, Status, Table, Vocabulary};
use crate::session::Session;

/// What the checks found at one revision.
#[derive(Debug, Default)]
pub struct Judgement {
    /// The revision that was looked at.
    pub revision: Option<u64>,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    /// All of them in the order of the list: what blocks comes first.
    pub all: Vec<usize>,
    /// Those of the list that were not set aside.
    pub open: Vec<usize>,
    /// How many sentences meet a mark.
    pub coverage: Option<Coverage>,
}

impl Judgement {
    /// Runs every check.
    pub fn of(project: &Project, outline: &Outline, vocabulary: &Vocabulary, revision: u64) -> Self {
        let sentences = check::sentences(project);
        let ground = Ground { project, outline, vocabulary, sentences: &sentences };
        let findings = check::run(&ground);
        let mut all: Vec<usize> = (0..findings.len()).collect();
        all.sort_by_key(|at| findings[*at].level);
        let open = all.iter().copied().filter(|at| findings[*at].waived.is_none()).collect();
        let coverage = Some(check::coverage(&ground));
        Self { revision: Some(revision), findings, all, open, coverage }
    }

    /// Counts the findings of a level that were not set aside.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level && finding.waived.is_none()).count()
    }
}

/// What follows from a project's state.
#[derive(Default)]
pub struct Derived {
    revision: Option<u64>,
    /// The marks as the reading view shows them.
    pub highlights: Arc<Highlights>,
    keys: HashMap<Id, u64>,
    ids: Vec<Id>,
    /// What the checks found last.
    pub judgement: Judgement,
    /// When the judgement was last asked for, and for which revision.
    asked: Option<u64>,
    changed_at: f64,
    /// How many records stand at each status, in the order of the vocabulary.
    pub by_status: Vec<(String, usize)>,
    /// How many claims, quotations and allegations are still open.
    pub open_records: usize,
    /// How many queries are still open.
    pub open_queries: usize,
    /// The rows of the table, of the pages that were opened.
    pub registers: Shelf,
}

/// What marks of one kind and status share: the colour's name, and the words.
type Dress = (Arc<str>, Arc<str>);

/// Seconds without a change before the checks run.
const CALM: f64 = 0.25;

impl Derived {
    /// Brings everything but the findings up to the session's revision.
    pub fn refresh(&mut self, session: &Session, now: f64) {
        if self.revision == Some(session.revision()) {
            return;
        }
        self.revision = Some(session.revision());
        self.changed_at = now;
        let (project, vocabulary, outline) = (session.project(), session.vocabulary(), session.outline());
        let draft = project.draft_id();
        let mut marks: Vec<Option<Highlight>> = vec![None; outline.marks.len()];
        let mut looks: HashMap<(&str, &str), Dress> = HashMap::new();
        // In the order of the ids, which is that of the table: looking ten thousand up would take longer.
        for (id, annotation) in project.annotations() {
            let Some(number) = outline.number(*id) else { continue };
            let Some(target) = draft.and_then(|draft| annotation.target(draft)) else { continue };
            let kind = vocabulary.kind(&annotation.kind);
            let status = annotation.record.and_then(|record| status_of(project, record));
            let shape = shape(project, vocabulary, kind.map(|kind| kind.meaning), annotation.record, status);
            let status_id = status.map_or("", |status| status.id.as_str());
            let (hue, words) = looks.entry((&annotation.kind, status_id)).or_insert_with(|| {
                let mut words = vocabulary.label("kind", &annotation.kind).to_lowercase();
                if let Some(row) = status.and_then(|status| vocabulary.status(&status.id)) {
                    words.push_str(", ");
                    words.push_str(&row.label.to_lowercase());
                }
                (kind.map_or("gray", |kind| kind.hue.as_str()).into(), words.into())
            });
            marks[number - 1] = Some(Highlight {
                key: self.key(*id),
                ranges: target.ranges.clone(),
                hue: Arc::clone(hue),
                number: number as u32,
                words: Arc::clone(words),
                shape,
                weight: match kind.map(|kind| kind.meaning) {
                    Some(KindMeaning::NoCheck) => Weight::Quiet,
                    _ => Weight::Full,
                },
            });
        }
        self.highlights = Arc::new(Highlights::new(marks.into_iter().flatten().collect()));
        self.count(project, vocabulary);
    }

    fn count(&mut self, project: &Project, vocabulary: &Vocabulary) {
        let statuses = project
            .claims()
            .values()
            .map(|claim| claim.status.as_ref())
            .chain(project.quotations().values().map(|quotation| quotation.status.as_ref()))
            .chain(project.allegations().values().map(|allegation| allegation.status.as_ref()));
        let mut counts: HashMap<&str, usize> = HashMap::new();
        self.open_records = 0;
        for status in statuses {
            self.open_records += usize::from(vocabulary.meaning_of_status(status).is_open());
            if let Some(row) = vocabulary.status(status.map_or("", |status| &status.id)) {
                *counts.entry(&row.id).or_default() += 1;
            }
        }
        self.by_status = vocabulary
            .statuses
            .iter()
            .filter_map(|row| Some((row.id.clone(), *counts.get(row.id.as_str())?)))
            .collect();
        self.open_queries = project
            .queries()
            .values()
            .filter(|query| vocabulary.meaning("query", &query.state) != Meaning::Closed)
            .count();
    }

    /// Returns the key by which the reading view knows a mark; it stays the same for the whole turn.
    pub fn key(&mut self, id: Id) -> u64 {
        *self.keys.entry(id).or_insert_with(|| {
            self.ids.push(id);
            self.ids.len() as u64 - 1
        })
    }

    /// Returns the key of a mark that has one.
    pub fn key_of(&self, id: Id) -> Option<u64> {
        self.keys.get(&id).copied()
    }

    /// Returns the mark behind a key.
    pub fn id_of(&self, key: u64) -> Option<Id> {
        self.ids.get(usize::try_from(key).ok()?).copied()
    }

    /// Tells what is to be judged now: a revision that has stood still for a moment and was not asked for yet.
    pub fn to_judge(&mut self, now: f64) -> Option<u64> {
        let revision = self.revision?;
        if self.asked == Some(revision) || (self.asked.is_some() && now - self.changed_at < CALM) {
            return None;
        }
        self.asked = Some(revision);
        Some(revision)
    }

    /// Tells whether a judgement is still to come.
    pub fn is_waiting(&self) -> bool {
        self.asked != self.revision
    }

    /// Takes a judgement in, unless a newer one is there.
    pub fn take(&mut self, judgement: Judgement) {
        if judgement.revision >= self.judgement.revision {
            self.judgement = judgement;
        }
    }
}

/// Returns the status of a record that has one.
pub fn status_of(project: &Project, record: Id) -> Option<&Status> {
    match record.table() {
        Table::Claim => project.claims().get(&record)?.status.as_ref(),
        Table::Quotation => project.quotations().get(&record)?.status.as_ref(),
        Table::Allegation => project.allegations().get(&record)?.status.as_ref(),
        _ => None,
    }
}

/// Returns the sign of a status.
pub fn sign_of(meaning: StatusMeaning) -> StatusShape {
    match meaning {
        StatusMeaning::Unchecked => StatusShape::Circle,
        StatusMeaning::InProgress => StatusShape::Half,
        StatusMeaning::Confirmed | StatusMeaning::ConfirmedWithFix => StatusShape::Check,
        StatusMeaning::NeedsFix => StatusShape::Cross,
        StatusMeaning::QueryAuthor | StatusMeaning::QueryLegal | StatusMeaning::Disputed => {
            StatusShape::Question
        }
        StatusMeaning::Unverifiable
        | StatusMeaning::OnAuthor
        | StatusMeaning::Cut
        | StatusMeaning::NotAFact => StatusShape::Dash,
    }
}

fn shape(
    project: &Project,
    vocabulary: &Vocabulary,
    kind: Option<KindMeaning>,
    record: Option<Id>,
    status: Option<&Status>,
) -> StatusShape {
    match kind {
        Some(KindMeaning::Claim | KindMeaning::Quotation | KindMeaning::Allegation) => {
            sign_of(vocabulary.meaning_of_status(status))
        }
        Some(KindMeaning::Query) => {
            let state =
                record.and_then(|record| project.queries().get(&record)).map(|query| query.state.as_str());
            match vocabulary.meaning("query", state.unwrap_or_default()) {
                Meaning::Closed => StatusShape::Check,
                _ => StatusShape::Question,
            }
        }
        _ => StatusShape::Blank,
    }
}

/// Returns what the finding is called where it stands: the words in the text, or the record's name.
pub fn place_of(project: &Project, finding: &Finding) -> String {
    let words = finding.range.and_then(|range| range.of(project.text()));
    let words = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    words.or_else(|| finding.record.map(|record| project.name_of(record))).unwrap_or_default()
}
