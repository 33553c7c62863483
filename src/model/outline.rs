//! What follows from a project's records: the marks in the order of the text with their numbers, and who
//! speaks of whom.
//!
//! Derived, never stored; kept by whoever needs it for as long as the revision stands.

use std::collections::BTreeMap;

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

/// The marks of the current draft in order, and the records by what they speak of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The marks that stand in the current draft, in the order of the text; of two that start together the
    /// longer comes first.
    pub marks: Vec<Placed>,
    /// The marks that stand nowhere in the current draft.
    pub lost: Vec<Id>,
    numbers: BTreeMap<Id, usize>,
    mentions: BTreeMap<Id, Vec<Id>>,
    evidence: BTreeMap<Id, Vec<Id>>,
    uses: BTreeMap<Id, Vec<Id>>,
    answers: BTreeMap<Id, Vec<Id>>,
}

impl Outline {
    /// Works it out.
    pub fn of(project: &Project) -> Self {
        let mut outline = Self::default();
        let draft = project.draft_id();
        for (id, annotation) in project.annotations() {
            match draft.and_then(|draft| annotation.target(draft)).filter(|target| !target.ranges.is_empty())
            {
                Some(target) => outline.marks.push(Placed { id: *id, number: 0, span: target.span() }),
                None => outline.lost.push(*id),
            }
        }
        outline.marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.id));
        for (at, mark) in outline.marks.iter_mut().enumerate() {
            mark.number = at + 1;
            outline.numbers.insert(mark.id, at + 1);
        }
        let placed = outline.marks.iter().map(|mark| mark.id).chain(outline.lost.iter().copied());
        for id in placed {
            let Some(annotation) = project.annotations().get(&id) else { continue };
            if let Some(record) = annotation.record {
                outline.mentions.entry(record).or_default().push(id);
            }
            for allegation in &annotation.answers {
                outline.answers.entry(*allegation).or_default().push(id);
            }
        }
        let mut evidence: Vec<_> = project.evidence().iter().collect();
        evidence.sort_by_key(|(id, evidence)| (evidence.created.as_ref().map(|stamp| stamp.at), **id));
        for (id, evidence) in evidence {
            if let Some(record) = evidence.record {
                outline.evidence.entry(record).or_default().push(*id);
            }
            if let Some(source) = evidence.source {
                outline.uses.entry(source).or_default().push(*id);
            }
        }
        outline
    }

    /// Returns a mark's number; none for one that stands nowhere in the current draft.
    pub fn number(&self, annotation: Id) -> Option<usize> {
        self.numbers.get(&annotation).copied()
    }

    /// Returns the place of a mark of the current draft.
    pub fn placed(&self, annotation: Id) -> Option<&Placed> {
        self.marks.get(self.number(annotation)? - 1)
    }

    /// Returns the marks that speak of a record, in the order of the text.
    pub fn mentions(&self, record: Id) -> &[Id] {
        self.mentions.get(&record).map_or(&[], Vec::as_slice)
    }

    /// Returns the evidence of a record, oldest first.
    pub fn evidence(&self, record: Id) -> &[Id] {
        self.evidence.get(&record).map_or(&[], Vec::as_slice)
    }

    /// Returns the evidence that uses a source, oldest first.
    pub fn uses(&self, source: Id) -> &[Id] {
        self.uses.get(&source).map_or(&[], Vec::as_slice)
    }

    /// Returns the response marks that answer an allegation, in the order of the text.
    pub fn answers(&self, allegation: Id) -> &[Id] {
        self.answers.get(&allegation).map_or(&[], Vec::as_slice)
    }
}

impl Project {
    /// Returns where a mark stands in the current draft.
    pub fn target(&self, annotation: Id) -> Option<&Target> {
        self.annotations().get(&annotation)?.target(self.draft_id()?)
    }
}
