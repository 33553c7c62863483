//! Brings an outline up to date after a few changes, without looking at every mark again.
//!
//! *Invariant:* the result is what [`Outline::of`] makes of the project; the laws of the session hold it. A change
//! costs the same however many marks there are.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Links, Outline, grouped};
use crate::model::{Change, Id, Project, Slot, Stamp, Table, Target};

/// If more marks, or more pieces of evidence, were touched than this, it is worked out anew.
const FEW: usize = 24;

/// What changes have touched.
#[derive(Default)]
struct Touched {
    marks: BTreeSet<Id>,
    evidence: BTreeSet<Id>,
    /// The records, allegations and sources whose lists may be others now.
    spoken_of: BTreeSet<Id>,
    answered: BTreeSet<Id>,
    proven: BTreeSet<Id>,
    used: BTreeSet<Id>,
    /// Attempts or messages; of both there are few.
    parts: bool,
    questions: bool,
}

/// Pairs every attempt and message with what it belongs to, oldest first.
pub(super) fn parts(project: &Project) -> Vec<(Id, Id)> {
    let attempts = project.attempts().iter().map(|(id, row)| (row.created.as_ref(), *id, row.record));
    let messages = project.messages().iter().map(|(id, row)| (row.created.as_ref(), *id, row.record));
    oldest_first(attempts.chain(messages))
}

/// Pairs every query with the record that it is about, oldest first.
pub(super) fn questions(project: &Project) -> Vec<(Id, Id)> {
    oldest_first(project.queries().iter().map(|(id, row)| (row.created.as_ref(), *id, row.about)))
}

fn oldest_first<'a>(rows: impl Iterator<Item = (Option<&'a Stamp>, Id, Option<Id>)>) -> Vec<(Id, Id)> {
    let mut rows: Vec<_> = rows.map(|(made, id, owner)| (made.map(|stamp| stamp.at), id, owner)).collect();
    rows.sort_unstable();
    rows.into_iter().filter_map(|(_, id, owner)| Some((owner?, id))).collect()
}

impl Outline {
    /// Tells whether an outline may depend on a slot.
    pub fn depends_on(slot: Slot) -> bool {
        match slot.record.table() {
            Table::Annotation => {
                matches!(slot.field, "targets" | "record" | "answers" | "created" | "kind" | "note")
            }
            Table::Evidence | Table::Draft => true,
            Table::Attempt | Table::Message => matches!(slot.field, "record" | "created"),
            Table::Query => matches!(slot.field, "about" | "created"),
            Table::Article => slot.field == "draft",
            _ => false,
        }
    }

    /// Returns the outline of a project after these changes, from the one before them.
    pub fn followed(mut before: Arc<Self>, project: &Project, changes: &[Change]) -> Arc<Self> {
        let Some(touched) = Touched::by(project, changes) else { return Arc::new(Self::of(project)) };
        let outline = Arc::make_mut(&mut before);
        for id in &touched.marks {
            outline.place(*id, project);
        }
        outline.link_marks(project, &touched);
        outline.link_evidence(project, &touched);
        if touched.parts {
            outline.parts = grouped(parts(project));
        }
        if touched.questions {
            outline.questions = grouped(questions(project));
        }
        before
    }

    /// Puts a mark where it stands now.
    fn place(&mut self, id: Id, project: &Project) {
        let is_there = project.annotations().contains_key(&id);
        let now = project.target(id).map(Target::span);
        let was = self.marks.spans.get(id).copied();
        if was.is_some() && now == was {
            return;
        }
        if was.is_some() {
            self.marks.remove(id);
        }
        let lost = self.lost.binary_search(&id);
        match (now, lost) {
            (Some(span), lost) => {
                self.marks.insert(id, span);
                if let Ok(at) = lost {
                    self.lost.remove(at);
                }
            }
            (None, Err(at)) if is_there => self.lost.insert(at, id),
            (None, Ok(at)) if !is_there => drop(self.lost.remove(at)),
            (None, _) => {}
        }
    }

    fn link_marks(&mut self, project: &Project, touched: &Touched) {
        let annotations = project.annotations();
        let record = |id: Id| annotations.get(&id).and_then(|annotation| annotation.record);
        let answers =
            |id: Id| annotations.get(&id).map_or(&[][..], |annotation| annotation.answers.as_slice());
        let marks = &self.marks;
        // What stands nowhere comes behind what stands in the text.
        let order = |id: Id| (marks.spans.get(id).is_none(), marks.number(id), id);
        for key in &touched.spoken_of {
            let times = |id: Id| usize::from(record(id) == Some(*key));
            relink(&mut self.mentions, *key, &touched.marks, times, order);
        }
        for key in &touched.answered {
            let times = |id: Id| answers(id).iter().filter(|allegation| *allegation == key).count();
            relink(&mut self.answers, *key, &touched.marks, times, order);
        }
    }

    fn link_evidence(&mut self, project: &Project, touched: &Touched) {
        let rows = project.evidence();
        let order = |id: Id| (rows.get(&id).and_then(|row| row.created.as_ref()).map(|stamp| stamp.at), id);
        for key in &touched.proven {
            let times = |id: Id| usize::from(rows.get(&id).and_then(|row| row.record) == Some(*key));
            relink(&mut self.evidence, *key, &touched.evidence, times, order);
        }
        for key in &touched.used {
            let times = |id: Id| usize::from(rows.get(&id).and_then(|row| row.source) == Some(*key));
            relink(&mut self.uses, *key, &touched.evidence, times, order);
        }
    }
}

/// Makes one list anew: what was not touched stays, what was is asked how often it belongs there.
fn relink<K: Ord>(
    links: &mut Links,
    key: Id,
    touched: &BTreeSet<Id>,
    times: impl Fn(Id) -> usize,
    order: impl Fn(Id) -> K,
) {
    let there: &[Id] = links.get(key).map_or(&[], AsRef::as_ref);
    let mut list: Vec<Id> = there.iter().copied().filter(|id| !touched.contains(id)).collect();
    list.extend(touched.iter().flat_map(|id| std::iter::repeat_n(*id, times(*id))));
    list.sort_by_cached_key(|id| order(*id));
    if list == there {
        return;
    }
    if list.is_empty() {
        links.remove(key);
    } else {
        links.insert(key, list.into());
    }
}

impl Touched {
    /// Gathers what changes have touched; nothing where it is so much that one had better begin anew.
    fn by(project: &Project, changes: &[Change]) -> Option<Self> {
        let mut touched = Self::default();
        for Change { slot, before, after } in changes.iter().filter(|change| Outline::depends_on(change.slot))
        {
            match (slot.record.table(), slot.field) {
                (Table::Annotation, field) => {
                    touched.marks.insert(slot.record);
                    match field {
                        "record" => touched.spoken_of.extend(before.links().chain(after.links())),
                        "answers" => touched.answered.extend(before.links().chain(after.links())),
                        _ => {}
                    }
                }
                (Table::Evidence, field) => {
                    touched.evidence.insert(slot.record);
                    match field {
                        "record" => touched.proven.extend(before.links().chain(after.links())),
                        "source" => touched.used.extend(before.links().chain(after.links())),
                        _ => {}
                    }
                }
                (Table::Attempt | Table::Message, _) => touched.parts = true,
                (Table::Query, _) => touched.questions = true,
                _ => return None,
            }
            if touched.marks.len() > FEW || touched.evidence.len() > FEW {
                return None;
            }
        }
        for annotation in touched.marks.iter().filter_map(|id| project.annotations().get(id)) {
            touched.spoken_of.extend(annotation.record);
            touched.answered.extend(annotation.answers.iter().copied());
        }
        for row in touched.evidence.iter().filter_map(|id| project.evidence().get(id)) {
            touched.proven.extend(row.record);
            touched.used.extend(row.source);
        }
        Some(touched)
    }
}
