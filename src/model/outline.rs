//! What follows from a project's records: the marks in the order of the text with their numbers, and who
//! speaks of whom.
//!
//! Derived, never stored; kept by whoever needs it, and brought up to date change by change ([`Outline::followed`]).

mod follow;
pub mod reply;

use std::cmp::Reverse;
use std::sync::Arc;

use super::sequence::{Element, Keyed, Sequence};
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
type Links = Keyed<Arc<[Id]>>;

/// The marks of the current draft in the order of the text; of two that start together the longer comes first.
///
/// Numbers follow from places, so that a mark that comes or goes moves nothing but its neighbours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    in_order: Sequence<Place>,
    spans: Keyed<Range>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    span: Range,
    id: Id,
}

impl Place {
    fn order(&self) -> (usize, Reverse<usize>, Id) {
        (self.span.start, Reverse(self.span.end), self.id)
    }
}

impl Element for Place {
    type Head = Self;

    fn head(&self) -> Self {
        *self
    }
}

impl Marks {
    fn of(rows: Vec<Place>) -> Self {
        let spans = rows.iter().map(|place| (place.id, place.span)).collect();
        Self { in_order: rows.into(), spans: Keyed::of(spans) }
    }

    /// Counts the marks.
    pub fn len(&self) -> usize {
        self.in_order.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    /// Returns the mark at a place, from 0.
    pub fn get(&self, place: usize) -> Option<Placed> {
        self.in_order.get(place).map(|there| there.numbered(place + 1))
    }

    /// Goes through the marks.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Placed> {
        self.in_order.iter().enumerate().map(|(place, there)| there.numbered(place + 1))
    }

    /// Goes through the marks that begin at an offset of the text, in bytes.
    pub fn beginning_at(&self, start: usize) -> impl Iterator<Item = Placed> {
        let first = self.in_order.partition_point(|mark| mark.span.start < start);
        let there = self.in_order.iter_from(first).take_while(move |mark| mark.span.start == start);
        there.zip(first + 1..).map(|(mark, number)| mark.numbered(number))
    }

    /// Lists every mark with its number, in the order of the ids.
    pub fn numbers(&self) -> Vec<(Id, usize)> {
        let mut numbers: Vec<(Id, usize)> =
            self.in_order.iter().zip(1..).map(|(mark, number)| (mark.id, number)).collect();
        numbers.sort_unstable();
        numbers
    }

    fn number(&self, id: Id) -> Option<usize> {
        let there = Place { span: *self.spans.get(id)?, id };
        Some(self.in_order.partition_point(|mark| mark.order() < there.order()) + 1)
    }

    fn insert(&mut self, id: Id, span: Range) {
        let there = Place { span, id };
        let place = self.in_order.partition_point(|mark| mark.order() < there.order());
        self.in_order.insert(place, there);
        self.spans.insert(id, span);
    }

    fn remove(&mut self, id: Id) {
        if let Some(number) = self.number(id) {
            self.in_order.remove(number - 1);
            self.spans.remove(id);
        }
    }
}

impl Place {
    fn numbered(self, number: usize) -> Placed {
        Placed { id: self.id, number, span: self.span }
    }
}

/// The marks of the current draft in order, and the records by what they speak of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The marks that stand in the current draft.
    pub marks: Marks,
    /// The marks that stand nowhere in the current draft.
    pub lost: Vec<Id>,
    mentions: Links,
    evidence: Links,
    uses: Links,
    answers: Links,
    parts: Links,
    questions: Links,
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
        let mut places = Vec::with_capacity(rows.len());
        for (_, place, id, annotation) in rows {
            match place {
                Some((start, Reverse(end))) => places.push(Place { id, span: Range::new(start, end) }),
                None => outline.lost.push(id),
            }
            mentions.extend(annotation.record.map(|record| (record, id)));
            answers.extend(annotation.answers.iter().map(|allegation| (*allegation, id)));
        }
        outline.marks = Marks::of(places);
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
        self.marks.number(annotation)
    }

    /// Returns the place of a mark of the current draft.
    pub fn placed(&self, annotation: Id) -> Option<Placed> {
        self.marks.get(self.number(annotation)? - 1)
    }

    /// Returns the marks that speak of a record, in the order of the text.
    pub fn mentions(&self, record: Id) -> &[Id] {
        self.mentions.get(record).map_or(&[], AsRef::as_ref)
    }

    /// Returns the evidence of a record, oldest first.
    pub fn evidence(&self, record: Id) -> &[Id] {
        self.evidence.get(record).map_or(&[], AsRef::as_ref)
    }

    /// Returns the attempts of an allegation or the messages of a query, oldest first.
    pub fn parts(&self, owner: Id) -> &[Id] {
        self.parts.get(owner).map_or(&[], AsRef::as_ref)
    }

    /// Returns the queries that are about a record, oldest first; those marked in the text are its own mentions.
    pub fn questions(&self, record: Id) -> &[Id] {
        self.questions.get(record).map_or(&[], AsRef::as_ref)
    }

    /// Returns the evidence that uses a source, oldest first.
    pub fn uses(&self, source: Id) -> &[Id] {
        self.uses.get(source).map_or(&[], AsRef::as_ref)
    }

    /// Returns the response marks that answer an allegation, in the order of the text.
    pub fn answers(&self, allegation: Id) -> &[Id] {
        self.answers.get(allegation).map_or(&[], AsRef::as_ref)
    }
}

/// Gathers pairs by their first id, the seconds in the order given.
fn grouped(mut pairs: Vec<(Id, Id)>) -> Links {
    pairs.sort_by_key(|(key, _)| *key);
    let groups = pairs.chunk_by(|one, next| one.0 == next.0);
    Keyed::of(groups.map(|group| (group[0].0, group.iter().map(|(_, id)| *id).collect())).collect())
}

impl Project {
    /// Returns where a mark stands in the current draft; nothing where its words are gone, or where its ranges
    /// (from a file that was tampered with) do not fit the text.
    pub fn target(&self, annotation: Id) -> Option<&Target> {
        let target = self.annotations().get(&annotation)?.target(self.draft_id()?)?;
        target.stands_in(self.text()).then_some(target)
    }
}
