//! How many sources of a record are independent of one another: those that share one origin count once.
//!
//! Knows no rule and judges nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::same_person_twice::twin::even;
use crate::model::vocabulary::{Meaning, Vocabulary};
use crate::model::{Id, Outline, Project};

/// The sources that bear a record out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// How many there are.
    pub sources: usize,
    /// How many of them share nothing with another one: no origin, author, publisher or person.
    pub independent: usize,
}

/// Lists the sources that bear a record out, each once; what contradicts it, gives context or only repeats does not.
pub fn bearing(project: &Project, outline: &Outline, vocabulary: &Vocabulary, record: Id) -> Vec<Id> {
    let mut sources: Vec<Id> = Vec::new();
    for evidence in outline.evidence(record).iter().filter_map(|id| project.evidence().get(id)) {
        let bears =
            evidence.stance.is_empty() || vocabulary.meaning("stance", &evidence.stance) == Meaning::Supports;
        if let Some(source) = evidence.source.filter(|source| bears && project.has(*source))
            && !sources.contains(&source)
        {
            sources.push(source);
        }
    }
    sources
}

/// Counts the sources that bear a record out.
pub fn support(project: &Project, outline: &Outline, vocabulary: &Vocabulary, record: Id) -> Support {
    let sources = bearing(project, outline, vocabulary, record);
    Support { sources: sources.len(), independent: groups(project, &sources).len() }
}

/// Puts sources together that share an origin, author, publisher or person, one with the next; in the order given.
pub fn groups(project: &Project, sources: &[Id]) -> Vec<Vec<Id>> {
    // Each source leads to an earlier one of its group, and the first of a group to itself.
    let mut leads: Vec<usize> = (0..sources.len()).collect();
    let first = |leads: &[usize], mut at: usize| {
        while leads[at] != at {
            at = leads[at];
        }
        at
    };
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (at, id) in sources.iter().enumerate() {
        for mark in marks(project, *id) {
            let other = *known.entry(mark).or_insert(at);
            // A source that shares something with two groups makes them one.
            let (one, two) = (first(&leads, at), first(&leads, other));
            leads[one.max(two)] = one.min(two);
            leads[at] = one.min(two);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Id>> = BTreeMap::new();
    for (at, id) in sources.iter().enumerate() {
        groups.entry(first(&leads, at)).or_default().push(*id);
    }
    groups.into_values().collect()
}

/// Lists what a source can share with another one; its own id where nothing is known.
fn marks(project: &Project, id: Id) -> BTreeSet<String> {
    let mut marks = BTreeSet::from([id.to_string()]);
    let Some(source) = project.sources().get(&id) else { return marks };
    for (what, words) in
        [("origin", &source.origin), ("author", &source.author), ("publisher", &source.publisher)]
    {
        let words = even(words);
        if !words.is_empty() {
            marks.insert(format!("{what} {words}"));
        }
    }
    marks.extend(source.person.map(|person| person.to_string()));
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{dispatch, fixture};
    use crate::model::Value;
    use crate::session::{Action, Attachment};

    #[test]
    fn sources_of_one_origin_author_publisher_or_person_count_once() {
        let mut made = fixture("[claim: He ran].");
        let record = made.record(0);
        let mut attach = |fields: &[(&'static str, &str)], stance: &str| {
            let source = fields.iter().map(|(field, words)| (*field, Value::Text((*words).into()))).collect();
            let action = Action::Attach {
                record,
                source: Attachment::New(source),
                details: vec![("stance", Value::Text(stance.into()))],
            };
            dispatch(&mut made.session, action);
            let vocabulary = crate::fixture::vocabulary();
            let Support { sources, independent } =
                support(made.session.project(), made.session.outline(), &vocabulary, record);
            (sources, independent)
        };
        assert_eq!(attach(&[("title", "One"), ("origin", "Police")], "supports"), (1, 1));
        assert_eq!(attach(&[("title", "Two"), ("origin", "police ")], "supports"), (2, 1));
        assert_eq!(attach(&[("title", "Three"), ("publisher", "Post")], "partly"), (3, 2));
        assert_eq!(
            attach(&[("title", "Four"), ("publisher", "Post"), ("origin", "Police")], "supports"),
            (4, 1)
        );
        assert_eq!(attach(&[("title", "Five")], "contradicts"), (4, 1));
        assert_eq!(attach(&[("title", "Six")], "supports"), (5, 2));
    }
}
