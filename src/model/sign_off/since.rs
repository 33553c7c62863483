//! What has changed since a sign-off, record by record, in plain words.
//!
//! Follows from the prints that the sign-off keeps and from the project as it is; nothing is noted while somebody works.
//! It must not know what the checks find.

use std::collections::{BTreeMap, BTreeSet};

use super::SignOff;
use super::state::{self, PLACE, Print, WORDS};
use crate::model::vocabulary::Vocabulary;
use crate::model::words::capital;
use crate::model::{Id, Outline, Project, Prose, Table};

/// What has become of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Altered {
    /// The article has another text.
    Text,
    /// It was not there at the sign-off.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed {
        /// The ids of the status before and after, where that is another one.
        status: Option<(String, String)>,
        /// The names of the other fields that say something else.
        fields: Vec<String>,
    },
}

/// Something that has changed since a sign-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alteration {
    /// The record that has changed; the article for its text.
    pub record: Id,
    /// The record to look at: itself or, for what speaks of another one, that; nothing where it is gone.
    pub lead: Option<Id>,
    /// What has become of it.
    pub what: Altered,
    /// What it is known by; empty for what is sealed or has no name.
    name: String,
    /// What it speaks of.
    owner: Option<Id>,
}

/// What every record says now: made once, and compared with several sign-offs.
#[derive(Clone, Debug)]
pub struct Present<'a> {
    project: &'a Project,
    vocabulary: &'a Vocabulary,
    draft: String,
    whole: BTreeMap<Id, String>,
}

impl<'a> Present<'a> {
    /// Looks at a project.
    pub fn of(project: &'a Project, vocabulary: &'a Vocabulary) -> Self {
        let whole = state::records(project).map(|id| (id, state::whole_of(project, id))).collect();
        Self { project, vocabulary, draft: draft_of(project), whole }
    }

    /// Lists what has changed since a sign-off: the text first, then in the order of the text, then the rest.
    ///
    /// What came or went with the record that it speaks of is not told by itself.
    pub fn since(&self, sign_off: &SignOff, outline: &Outline) -> Vec<Alteration> {
        let is_same_text = sign_off.draft == self.draft;
        let mut found = Vec::new();
        if !is_same_text {
            found.push(self.alteration(Id::ARTICLE, Altered::Text, None));
        }
        let kept = || sign_off.state.iter().filter_map(|(id, line)| Some((Id::parse(id)?, line)));
        let known: BTreeSet<Id> = kept().map(|(id, _)| id).collect();
        for (id, line) in kept() {
            let before = Print::parse(line);
            let Some(whole) = self.whole.get(&id) else {
                found.push(self.alteration(id, Altered::Removed, Some(&before)));
                continue;
            };
            let has_moved = is_same_text
                && id.table() == Table::Annotation
                && before.field(PLACE).unwrap_or_default() != state::place_of(self.project, id);
            if before.whole != *whole || has_moved {
                let mut what = self.change(id, &before);
                if let (true, Altered::Changed { fields, .. }) = (has_moved, &mut what) {
                    fields.push(PLACE.to_owned());
                }
                found.push(self.alteration(id, what, None));
            }
        }
        let added = self.whole.keys().filter(|id| !known.contains(id));
        found.extend(added.map(|id| self.alteration(*id, Altered::Added, None)));
        // What says nothing yet is known by the words it is marked on.
        let marked: BTreeMap<Id, String> = found
            .iter()
            .filter(|row| row.record.table() == Table::Annotation && !row.name.is_empty())
            .filter_map(|row| Some((row.owner?, row.name.clone())))
            .collect();
        for row in found.iter_mut().filter(|row| row.name.is_empty()) {
            row.name = marked.get(&row.record).cloned().unwrap_or_default();
        }
        let came: BTreeSet<Id> = ids_of(&found, &Altered::Added);
        let went: BTreeSet<Id> = ids_of(&found, &Altered::Removed);
        found.retain(|row| match (&row.what, row.owner) {
            (Altered::Added, Some(owner)) => !came.contains(&owner),
            (Altered::Removed, Some(owner)) => !went.contains(&owner),
            _ => true,
        });
        found.sort_by_cached_key(|row| {
            let number = row.lead.and_then(|lead| state::number_of(outline, lead)).unwrap_or(usize::MAX);
            (row.what != Altered::Text, number, row.record)
        });
        found
    }

    fn change(&self, id: Id, before: &Print) -> Altered {
        let now = state::print_of(self.project, self.vocabulary, id);
        let status = (before.status != now.status).then(|| (before.status.clone(), now.status.clone()));
        let names: BTreeSet<&str> =
            before.fields.iter().chain(&now.fields).map(|(name, _)| name.as_str()).collect();
        let differs = |name: &&str| *name != PLACE && before.field(name) != now.field(name);
        // In the order of the card.
        let place = |name: &str| id.table().fields().iter().position(|field| field.name == name);
        let mut fields: Vec<String> = names.into_iter().filter(differs).map(str::to_owned).collect();
        fields.sort_by_key(|name| place(name).unwrap_or(usize::MAX));
        Altered::Changed { status, fields }
    }

    fn alteration(&self, record: Id, what: Altered, before: Option<&Print>) -> Alteration {
        let owner = match before {
            Some(before) => before.owner(),
            None if record.table() == Table::Annotation => {
                self.project.annotations().get(&record).and_then(|mark| mark.record)
            }
            None => self.project.owner(record),
        };
        let name = match before {
            Some(before) => before.name.clone(),
            None => state::print_of(self.project, self.vocabulary, record).name,
        };
        let own = Some(record).filter(|id| self.project.has(*id));
        let lead = if record.table().is_part() || own.is_none() {
            owner.filter(|owner| self.project.has(*owner))
        } else {
            own
        };
        Alteration { record, lead, what, name, owner }
    }
}

/// Returns the SHA-256 of the current draft; empty where there is none.
pub fn draft_of(project: &Project) -> String {
    let text = project.draft().and_then(|draft| draft.text.as_ref());
    text.map_or("", Prose::sha256).to_owned()
}

fn ids_of(found: &[Alteration], what: &Altered) -> BTreeSet<Id> {
    found.iter().filter(|row| row.what == *what).map(|row| row.record).collect()
}

impl Alteration {
    /// Says in plain words what has changed, without a full stop.
    pub fn told(&self, outline: &Outline, vocabulary: &Vocabulary) -> String {
        let subject = self.subject(outline);
        match &self.what {
            Altered::Text => "The text is another draft than the one that was signed off".to_owned(),
            Altered::Added => format!("{subject} was added"),
            Altered::Removed => format!("{subject} was deleted"),
            Altered::Changed { status, fields } => {
                let label = |id: &str| {
                    let row = vocabulary.status(id);
                    row.map_or_else(|| id.to_owned(), |row| row.label.to_lowercase())
                };
                let status =
                    status.as_ref().map(|(was, now)| format!("was {}, is now {}", label(was), label(now)));
                let labels: Vec<String> = fields.iter().map(|name| self.label(name)).collect();
                let fields = (!labels.is_empty()).then(|| format!("{} changed", listed(&labels)));
                let told: Vec<String> = status.into_iter().chain(fields).collect();
                let told = if told.is_empty() { "it changed".to_owned() } else { told.join("; ") };
                format!("{subject}: {told}")
            }
        }
    }

    fn subject(&self, outline: &Outline) -> String {
        let table = self.record.table();
        let numbered = |id: Id| match state::number_of(outline, id) {
            Some(number) => format!("{} {number}", id.table().noun()),
            None => id.table().noun().to_owned(),
        };
        match (table, self.owner) {
            (Table::Article, _) => return "The article’s particulars".to_owned(),
            (_, Some(owner)) if table.is_part() => {
                let part = if table == Table::Evidence { "evidence" } else { table.noun() };
                return capital(&format!("{part} of {}", numbered(owner)));
            }
            _ => {}
        }
        let what = match table {
            Table::Item => "answer to the checklist".to_owned(),
            _ => numbered(self.record),
        };
        let name = if self.name.is_empty() { String::new() } else { format!(" “{}”", self.name) };
        capital(&format!("{what}{name}"))
    }

    fn label(&self, field: &str) -> String {
        let table = self.record.table();
        match field {
            WORDS if table == Table::Annotation => "marked words".to_owned(),
            PLACE if table == Table::Annotation => "place in the text".to_owned(),
            field => table.field(field).map_or_else(|| field.to_owned(), |info| info.label.to_lowercase()),
        }
    }
}

fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
