//! A project through an audience's eyes: whatever is gathered for a reader is asked for here.
//!
//! Holds the project back: there is no way to it but through the questions below, each of which answers as if what
//! the audience may not see did not exist. Knows no format.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::audience::{Audience, Standing};
use crate::anchor::quote;
use crate::model::conflict::Contest;
use crate::model::outline::reply::NO_RESPONSE;
use crate::model::vocabulary::{KindMeaning, Vocabulary};
use crate::model::{
    Anchoring, Conflict, FieldInfo, Id, Outline, Project, Prose, Slot, Status, Table, Target, Value, Version,
};
use crate::text::{Block, Range};

/// What an audience sees of a project.
pub(super) struct View<'a> {
    pub(super) project: &'a Project,
    pub(super) outline: &'a Outline,
    /// The desk's words.
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) audience: Audience,
    /// The marks of the text, in order.
    marks: Vec<Id>,
    numbers: BTreeMap<Id, usize>,
    standing: BTreeMap<Id, Standing>,
    /// The records that exist for this audience; nothing where all do.
    seen: Option<BTreeSet<Id>>,
}

/// A mark as an audience sees it.
pub(super) struct Sighting {
    pub(super) kind: String,
    pub(super) record: Option<Id>,
    pub(super) target: Target,
}

/// Tells whether the records of a table are checked and have a status.
pub(super) fn has_status(table: Table) -> bool {
    matches!(table, Table::Claim | Table::Quotation | Table::Allegation)
}

impl<'a> View<'a> {
    /// Looks at a project with an audience's eyes.
    pub(super) fn new(
        project: &'a Project,
        outline: &'a Outline,
        vocabulary: &'a Vocabulary,
        audience: Audience,
    ) -> Self {
        let may_see = |id: &Id| {
            let annotation = project.annotations().get(id);
            annotation
                .is_some_and(|annotation| audience.may_see_kind(vocabulary.meaning_of_kind(&annotation.kind)))
        };
        let marks: Vec<Id> = outline.marks.iter().map(|mark| mark.id).filter(may_see).collect();
        let numbers = marks.iter().enumerate().map(|(at, id)| (*id, at + 1)).collect();
        let standing = project
            .sources()
            .iter()
            .map(|(id, source)| (*id, audience.standing(vocabulary, source)))
            .collect();
        let mut view = Self { project, outline, vocabulary, audience, marks, numbers, standing, seen: None };
        view.seen = match audience {
            Audience::Internal | Audience::Legal => None,
            Audience::Public => Some(view.published()),
        };
        view
    }

    /// Lists what a report for the public can mention: the records that marks it shows speak of, what proves them,
    /// and the people they name.
    fn published(&self) -> BTreeSet<Id> {
        let mut seen: BTreeSet<Id> = self.marks.iter().copied().collect();
        let annotations = self.marks.iter().filter_map(|id| self.project.annotations().get(id));
        let records: BTreeSet<Id> = annotations
            .filter_map(|annotation| annotation.record)
            .filter(|record| has_status(record.table()) && self.project.has(*record))
            .collect();
        for id in records.iter().flat_map(|record| self.outline.evidence(*record)) {
            let Some(evidence) = self.project.evidence().get(id) else { continue };
            match evidence.source {
                None => {
                    seen.insert(*id);
                }
                // Evidence whose source is gone is left out: nobody can tell any more what was agreed on.
                Some(source) => {
                    if self.standing.get(&source).is_some_and(|standing| *standing != Standing::Absent) {
                        seen.extend([*id, source]);
                    }
                }
            }
        }
        seen.extend(records);
        let behind: BTreeSet<Id> = self
            .project
            .sources()
            .iter()
            .filter(|(id, _)| self.standing.get(id).is_none_or(|standing| *standing != Standing::Open))
            .filter_map(|(_, source)| source.person)
            .collect();
        let mut people = BTreeSet::new();
        for id in seen.iter().copied().chain([Id::ARTICLE]) {
            for field in id.table().fields().iter().filter(|field| self.may_see(id, field)) {
                match self.project.value(&Slot { record: id, field: field.name }) {
                    Value::Link(link) => people.extend([link]),
                    Value::Links(links) => people.extend(links),
                    _ => {}
                }
            }
        }
        let is_shown = |id: &Id| id.table() == Table::Person && self.project.has(*id) && !behind.contains(id);
        seen.extend(people.into_iter().filter(is_shown));
        seen
    }

    /// Returns whose eyes these are.
    pub(super) fn audience(&self) -> Audience {
        self.audience
    }

    /// Tells whether the workings of the desk may be shown.
    pub(super) fn shows_workings(&self) -> bool {
        self.audience.sees_workings()
    }

    /// Tells whether a record exists for this audience.
    pub(super) fn sees(&self, id: Id) -> bool {
        match &self.seen {
            None => self.project.has(id),
            Some(seen) => seen.contains(&id),
        }
    }

    /// Tells whether a field of a record may be seen: the one place where that is decided.
    fn may_see(&self, record: Id, field: &FieldInfo) -> bool {
        let bears = match record.table() {
            Table::Source => {
                self.standing.get(&record).is_none_or(|standing| standing.bears_of_source(field.name))
            }
            Table::Evidence => {
                let source = self.project.evidence().get(&record).and_then(|evidence| evidence.source);
                let standing = source.and_then(|source| self.standing.get(&source));
                standing.is_none_or(|standing| standing.bears_of_evidence(field.name))
            }
            _ => true,
        };
        bears && self.audience.may_see(field.sight)
    }

    /// Returns what a field of a record holds, without what may not be seen of it.
    pub(super) fn value(&self, record: Id, field: &FieldInfo) -> Value {
        if record != Id::ARTICLE && !self.sees(record) || !self.may_see(record, field) {
            return Value::Nothing;
        }
        let value = self.project.value(&Slot { record, field: field.name });
        if self.seen.is_none() {
            return value;
        }
        match value {
            Value::Text(_) | Value::Names(_) => value,
            // What a program noted for itself, such as where a file lies on somebody's machine, is no matter of reports.
            Value::Pairs(mut pairs) => {
                pairs.retain(|(name, _)| !name.contains(':') && name != "annote");
                if pairs.is_empty() { Value::Nothing } else { Value::Pairs(pairs) }
            }
            Value::Link(id) if self.sees(id) => value,
            Value::Links(mut ids) => {
                ids.retain(|id| self.sees(*id));
                if ids.is_empty() { Value::Nothing } else { Value::Links(ids) }
            }
            // Who set it and when is nobody's business; nor is whom we still ask.
            Value::Status(status) if self.vocabulary.meaning_of_status(Some(&status)).is_open() => {
                Value::Nothing
            }
            Value::Status(status) => Value::Text(status.id),
            // Stamps, files, older drafts and the places of marks in them.
            _ => Value::Nothing,
        }
    }

    /// Lists what has to be settled between people, in the order of the text.
    pub(super) fn conflicts(&self) -> Vec<Conflict> {
        let mut conflicts = self.project.open_conflicts();
        conflicts.retain(|conflict| conflict.record() == Id::ARTICLE || self.sees(conflict.record()));
        conflicts.sort_by_cached_key(|conflict| {
            self.numbers_of(conflict.record()).first().copied().unwrap_or(usize::MAX)
        });
        conflicts
    }

    /// Says what a conflict is about.
    pub(super) fn about(&self, conflict: Conflict, name_of: impl Fn(Id) -> String) -> String {
        conflict.name(self.project, self.outline, name_of)
    }

    /// Returns the versions of a slot in conflict; none where they may not be seen.
    pub(super) fn versions(&self, slot: Slot) -> &'a [Version] {
        let field = slot.record.table().field(slot.field).filter(|field| self.may_see(slot.record, field));
        let versions = field.and_then(|_| self.project.conflicts().get(&slot));
        versions.map_or(&[], Vec::as_slice)
    }

    /// Writes a version in words.
    pub(super) fn words_of_version(
        &self,
        slot: Slot,
        value: &Value,
        name_of: impl Fn(Id) -> String,
    ) -> String {
        self.project.words_of_version(&slot, value, self.vocabulary, name_of)
    }

    /// Tells who deleted a record and who worked on it.
    pub(super) fn contest(&self, record: Id) -> Contest {
        self.project.contest(record)
    }

    /// Returns the numbers of the marks that a record concerns.
    pub(super) fn numbers_of(&self, record: Id) -> Vec<usize> {
        let owner = self.project.owner(record).unwrap_or(record);
        if owner.table() == Table::Annotation { self.numbered(&[owner]) } else { self.mentions(owner) }
    }

    /// Returns the text of a field by its name.
    pub(super) fn text_of(&self, record: Id, name: &str) -> String {
        let field = record.table().field(name);
        match field.map(|field| self.value(record, field)) {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        }
    }

    /// Tells whether a record is a sealed source, or evidence from one, of which only that it is there is told.
    pub(super) fn is_sealed(&self, record: Id) -> bool {
        let source = match record.table() {
            Table::Source => Some(record),
            Table::Evidence => self.project.evidence().get(&record).and_then(|evidence| evidence.source),
            _ => None,
        };
        source.and_then(|source| self.standing.get(&source)) == Some(&Standing::Sealed)
    }

    /// Returns the name under which a source may be told, where it has no other.
    pub(super) fn description(&self, source: Id) -> Option<String> {
        let is_described = self.standing.get(&source) == Some(&Standing::Described);
        is_described.then(|| self.text_of(source, "description"))
    }

    /// Lists the records that have cards: what is checked, what proves it, whom it names, what is asked.
    pub(super) fn records(&self) -> Vec<Id> {
        let has_card = |table: Table| {
            has_status(table)
                || table.is_part()
                || matches!(table, Table::Source | Table::Person | Table::Query)
        };
        match &self.seen {
            None => self.project.ids().into_iter().filter(|id| has_card(id.table())).collect(),
            Some(seen) => seen.iter().copied().filter(|id| has_card(id.table())).collect(),
        }
    }

    /// Returns the text with its hash and how it is set.
    pub(super) fn text(&self) -> (Arc<str>, String, Arc<Vec<Block>>) {
        let draft = self.project.draft();
        let prose = draft.and_then(|draft| draft.text.as_ref());
        (
            prose.map_or_else(|| "".into(), Prose::shared),
            prose.map_or_else(String::new, |prose| prose.sha256().to_owned()),
            draft.map(|draft| draft.blocks.clone()).unwrap_or_default(),
        )
    }

    /// Lists the marks of the text, in order; the first has the number 1.
    pub(super) fn marks(&self) -> &[Id] {
        &self.marks
    }

    /// Lists the marks that stand nowhere in the text; what was cut from it is nothing for the public.
    pub(super) fn lost(&self) -> &[Id] {
        match self.audience {
            Audience::Internal | Audience::Legal => &self.outline.lost,
            Audience::Public => &[],
        }
    }

    /// Returns a mark of the text, or one of those that stand nowhere in it.
    pub(super) fn mark(&self, id: Id) -> Option<Sighting> {
        let annotation = self.project.annotations().get(&id).filter(|_| self.sees(id))?;
        let here = self.project.target(id);
        let target = match self.audience {
            // A mark that lost its place keeps the words of the newest draft it stood in.
            Audience::Internal | Audience::Legal => {
                here.or(annotation.targets.last().map(|(_, target)| target)).cloned().unwrap_or_default()
            }
            Audience::Public => as_it_stands(self.project.text(), &here?.ranges),
        };
        let record = annotation.record.filter(|record| self.sees(*record));
        Some(Sighting { kind: annotation.kind.clone(), record, target })
    }

    /// Returns what a kind means.
    pub(super) fn meaning_of_kind(&self, kind: &str) -> Option<KindMeaning> {
        self.vocabulary.meaning_of_kind(kind)
    }

    /// Returns the status of a record; nothing for records that have none.
    #[expect(clippy::option_option, reason = "a status that nobody has set is not the lack of one")]
    pub(super) fn status(&self, record: Id) -> Option<Option<Status>> {
        let field = record.table().field("status").filter(|_| has_status(record.table()))?;
        Some(match self.value(record, field) {
            Value::Status(status) => Some(status),
            Value::Text(id) => Some(Status { id, ..Status::default() }),
            _ => None,
        })
    }

    /// Returns the numbers of the marks that speak of a record.
    pub(super) fn mentions(&self, record: Id) -> Vec<usize> {
        self.numbered(self.outline.mentions(record))
    }

    /// Returns the numbers of the response marks that answer an allegation.
    pub(super) fn answers(&self, allegation: Id) -> Vec<usize> {
        self.numbered(self.outline.answers(allegation))
    }

    fn numbered(&self, annotations: &[Id]) -> Vec<usize> {
        annotations.iter().filter_map(|id| self.numbers.get(id).copied()).collect()
    }

    /// Returns the evidence of a record, oldest first.
    pub(super) fn evidence(&self, record: Id) -> Vec<Id> {
        let evidence = self.outline.evidence(record).iter().copied();
        if self.sees(record) { evidence.filter(|id| self.sees(*id)).collect() } else { Vec::new() }
    }

    /// Returns the attempts of an allegation or the messages of a query, in order.
    pub(super) fn parts(&self, owner: Id) -> Vec<Id> {
        let mut parts = self.project.parts_in_order(owner, self.outline);
        parts.retain(|id| self.sees(owner) && self.sees(*id));
        parts
    }

    /// Says how far the nearest response stands from a mention of an allegation; nothing for other marks, and for who
    /// is not shown the workings.
    pub(super) fn nearness(&self, mention: Id) -> Option<String> {
        let record = self.project.annotations().get(&mention)?.record?;
        if record.table() != Table::Allegation || !self.shows_workings() || !self.sees(record) {
            return None;
        }
        let near = self.outline.nearest_answer(self.project, mention);
        Some(near.map_or_else(|| NO_RESPONSE.to_owned(), |near| near.told()))
    }

    /// Returns the source that evidence comes from.
    pub(super) fn source_of(&self, evidence: Id) -> Option<Id> {
        let source = self.project.evidence().get(&evidence).filter(|_| self.sees(evidence))?.source;
        source.filter(|source| self.sees(*source))
    }
}

/// Makes a target of the text as it stands, without what earlier drafts left in it.
fn as_it_stands(text: &str, ranges: &[Range]) -> Target {
    let words: Vec<&str> = ranges.iter().filter_map(|range| range.of(text)).collect();
    let edges = ranges.iter().copied().reduce(Range::hull).unwrap_or_default();
    Target {
        ranges: ranges.to_vec(),
        quote: words.join(" "),
        prefix: quote::prefix(text, edges.start).to_owned(),
        suffix: quote::suffix(text, edges.end).to_owned(),
        state: Anchoring::Intact,
    }
}
