//! What follows from a project's records: the marks in the order of the text with their numbers, and who
//! speaks of whom.
//!
//! Derived, never stored; kept by whoever needs it, and brought up to date change by change ([`Outline::followed`]).

mod follow;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Id, Project, Target};
use crate::text::Range;

/// A mark in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The annotation.
    pub id: Id,
    /// Its number in the current draft, from 1.
    pub number: usize,
    /// From its first marked byte to its last.
    pub span: Range,
}

/// Records, each with those that speak of it.
type Links = BTreeMap<Id, Arc<[Id]>>;

/// The marks of the current draft in order, and the records by what they speak of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The marks that stand in the current draft, in the order of the text; of two that start together the
    /// longer comes first.
    pub marks: Vec<Placed>,
    /// The marks that stand nowhere in the current draft.
    pub lost: Vec<Id>,
    /// The numbers, in the order of the ids.
    numbers: Vec<(Id, usize)>,
    mentions: Arc<Links>,
    evidence: Arc<Links>,
    uses: Arc<Links>,
    answers: Arc<Links>,
    parts: Arc<Links>,
    questions: Arc<Links>,
}

impl Outline {
    /// Works it out.
    pub fn of(project: &Project) -> Self {
        let (draft, text) = (project.draft_id(), project.text());
        let mut rows: Vec<_> = project
            .annotations()
            .iter()
            .map(|(id, annotation)| {
                let target = draft.and_then(|draft| annotation.target(draft));
                let span = target.filter(|target| target.stands_in(text)).map(Target::span);
                (span.is_none(), span.map(|span| (span.start, Reverse(span.end))), *id, annotation)
            })
            .collect();
        rows.sort_unstable_by_key(|(lost, place, id, _)| (*lost, *place, *id));
        let mut outline = Self::default();
        let mut mentions = Vec::with_capacity(rows.len());
        let mut answers = Vec::new();
        for (at, (_, place, id, annotation)) in rows.into_iter().enumerate() {
            match place {
                Some((start, Reverse(end))) => {
                    outline.marks.push(Placed { id, number: at + 1, span: Range::new(start, end) });
                    outline.numbers.push((id, at + 1));
                }
                None => outline.lost.push(id),
            }
            mentions.extend(annotation.record.map(|record| (record, id)));
            answers.extend(annotation.answers.iter().map(|allegation| (*allegation, id)));
        }
        outline.numbers.sort_unstable();
        let mut evidence: Vec<_> = project.evidence().iter().collect();
        evidence.sort_by_key(|(id, evidence)| (evidence.created.as_ref().map(|stamp| stamp.at), **id));
        outline.mentions = grouped(mentions);
        outline.answers = grouped(answers);
        outline.evidence = grouped(
            evidence.iter().filter_map(|(id, row)| row.record.map(|record| (record, **id))).collect(),
        );
        outline.parts = grouped(follow::parts(project));
        outline.questions = grouped(follow::questions(project));
        outline.uses = grouped(
            evidence.iter().filter_map(|(id, row)| row.source.map(|source| (source, **id))).collect(),
        );
        outline
    }

    /// Returns a mark's number; none for one that stands nowhere in the current draft.
    pub fn number(&self, annotation: Id) -> Option<usize> {
        let at = self.numbers.binary_search_by_key(&annotation, |(id, _)| *id).ok()?;
        self.numbers.get(at).map(|(_, number)| *number)
    }

    /// Returns the place of a mark of the current draft.
    pub fn placed(&self, annotation: Id) -> Option<&Placed> {
        self.marks.get(self.number(annotation)? - 1)
    }

    /// Returns the marks that speak of a record, in the order of the text.
    pub fn mentions(&self, record: Id) -> &[Id] {
        self.mentions.get(&record).map_or(&[], AsRef::as_ref)
    }

    /// Returns the evidence of a record, oldest first.
    pub fn evidence(&self, record: Id) -> &[Id] {
        self.evidence.get(&record).map_or(&[], AsRef::as_ref)
    }

    /// Returns the attempts of an allegation or the messages of a query, oldest first.
    pub fn parts(&self, owner: Id) -> &[Id] {
        self.parts.get(&owner).map_or(&[], AsRef::as_ref)
    }

    /// Returns the queries that are about a record, oldest first; those marked in the text are its own mentions.
    pub fn questions(&self, record: Id) -> &[Id] {
        self.questions.get(&record).map_or(&[], AsRef::as_ref)
    }

    /// Returns the evidence that uses a source, oldest first.
    pub fn uses(&self, source: Id) -> &[Id] {
        self.uses.get(&source).map_or(&[], AsRef::as_ref)
    }

    /// Returns the response marks that answer an allegation, in the order of the text.
    pub fn answers(&self, allegation: Id) -> &[Id] {
        self.answers.get(&allegation).map_or(&[], AsRef::as_ref)
    }
}

/// Gathers pairs by their first id, the seconds in the order given.
fn grouped(mut pairs: Vec<(Id, Id)>) -> Arc<Links> {
    pairs.sort_by_key(|(key, _)| *key);
    let groups = pairs.chunk_by(|one, next| one.0 == next.0);
    Arc::new(groups.map(|group| (group[0].0, group.iter().map(|(_, id)| *id).collect())).collect())
}

impl Project {
    /// Returns where a mark stands in the current draft; nothing where its words are gone, or where its ranges
    /// (from a file that was tampered with) do not fit the text.
    pub fn target(&self, annotation: Id) -> Option<&Target> {
        let target = self.annotations().get(&annotation)?.target(self.draft_id()?)?;
        target.stands_in(self.text()).then_some(target)
    }
}
