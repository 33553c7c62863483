//! A project's records: what is marked in an article, what is known about it, and how sure one is.
//!
//! Knows nothing of files, clocks, screens, formats, serde or the network, and cannot fail. A [`Project`] can be
//! read by anybody and written only through [`edit`].

pub mod allegation;
pub mod annotation;
pub mod article;
pub mod attempt;
pub mod basis;
pub mod claim;
pub mod confidential;
pub mod conflict;
pub mod draft;
pub mod due;
pub mod edit;
pub mod evidence;
pub mod field;
pub mod id;
pub mod item;
pub mod message;
pub mod outline;
pub mod pairs;
pub mod person;
pub mod query;
pub mod quotation;
pub mod records;
mod required;
pub mod sequence;
pub mod sign_off;
pub mod source;
pub mod stamp;
pub mod target;
pub mod vocabulary;
pub mod waiver;
pub mod words;

use std::collections::BTreeMap;

pub use allegation::Allegation;
pub use annotation::Annotation;
pub use article::{Article, UNTITLED};
pub use attempt::Attempt;
pub use claim::Claim;
pub use confidential::{Confidential, Envelope, SealedId};
pub use conflict::Conflict;
pub use draft::{Draft, Prose};
pub use edit::{Change, Edit, Slot, Transaction, Version};
pub use evidence::{Evidence, Passage};
pub use field::{FieldInfo, Record, Sight, Value, Widget};
pub use id::{Id, Table};
pub use item::Item;
pub use message::Message;
pub use outline::Outline;
pub use person::Person;
pub use query::Query;
pub use quotation::Quotation;
pub use records::Records;
pub use sign_off::SignOff;
pub use source::{FileRef, Source};
pub use stamp::{Moment, Stamp, Status};
pub use target::{Anchoring, Target};
pub use vocabulary::Vocabulary;
pub use waiver::Waiver;
pub use words::words_of;

/// Everything recorded about one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    article: Article,
    drafts: Records<Draft>,
    annotations: Records<Annotation>,
    claims: Records<Claim>,
    quotations: Records<Quotation>,
    allegations: Records<Allegation>,
    sources: Records<Source>,
    evidence: Records<Evidence>,
    people: Records<Person>,
    attempts: Records<Attempt>,
    queries: Records<Query>,
    messages: Records<Message>,
    waivers: Records<Waiver>,
    items: Records<Item>,
    sign_offs: Records<SignOff>,
    conflicts: BTreeMap<Slot, Vec<Version>>,
}

macro_rules! per_table {
    ($table:expr, $project:ident, $records:ident, $one:expr, $many:expr) => {
        match $table {
            Table::Article => $one,
            Table::Draft => {
                let $records = $project!(drafts);
                $many
            }
            Table::Annotation => {
                let $records = $project!(annotations);
                $many
            }
            Table::Claim => {
                let $records = $project!(claims);
                $many
            }
            Table::Quotation => {
                let $records = $project!(quotations);
                $many
            }
            Table::Allegation => {
                let $records = $project!(allegations);
                $many
            }
            Table::Source => {
                let $records = $project!(sources);
                $many
            }
            Table::Evidence => {
                let $records = $project!(evidence);
                $many
            }
            Table::Person => {
                let $records = $project!(people);
                $many
            }
            Table::Attempt => {
                let $records = $project!(attempts);
                $many
            }
            Table::Query => {
                let $records = $project!(queries);
                $many
            }
            Table::Message => {
                let $records = $project!(messages);
                $many
            }
            Table::Waiver => {
                let $records = $project!(waivers);
                $many
            }
            Table::Item => {
                let $records = $project!(items);
                $many
            }
            Table::SignOff => {
                let $records = $project!(sign_offs);
                $many
            }
        }
    };
}

impl Project {
    /// Returns the article's own fields.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// Returns every draft.
    pub fn drafts(&self) -> &Records<Draft> {
        &self.drafts
    }

    /// Returns every annotation (on screen: mark).
    pub fn annotations(&self) -> &Records<Annotation> {
        &self.annotations
    }

    /// Returns every claim.
    pub fn claims(&self) -> &Records<Claim> {
        &self.claims
    }

    /// Returns every quotation.
    pub fn quotations(&self) -> &Records<Quotation> {
        &self.quotations
    }

    /// Returns every allegation.
    pub fn allegations(&self) -> &Records<Allegation> {
        &self.allegations
    }

    /// Returns every source.
    pub fn sources(&self) -> &Records<Source> {
        &self.sources
    }

    /// Returns every piece of evidence.
    pub fn evidence(&self) -> &Records<Evidence> {
        &self.evidence
    }

    /// Returns every person and organisation.
    pub fn people(&self) -> &Records<Person> {
        &self.people
    }

    /// Returns every attempt to reach an accused.
    pub fn attempts(&self) -> &Records<Attempt> {
        &self.attempts
    }

    /// Returns every message in the threads of queries.
    pub fn messages(&self) -> &Records<Message> {
        &self.messages
    }

    /// Returns every query.
    pub fn queries(&self) -> &Records<Query> {
        &self.queries
    }

    /// Returns every waiver.
    pub fn waivers(&self) -> &Records<Waiver> {
        &self.waivers
    }

    /// Returns every answer to a question of the checklist.
    pub fn items(&self) -> &Records<Item> {
        &self.items
    }

    /// Returns every sign-off, those that were withdrawn included.
    pub fn sign_offs(&self) -> &Records<SignOff> {
        &self.sign_offs
    }

    /// Returns the slots that two writers changed without having seen one another, with all their values; the
    /// slot itself holds the first of them.
    pub fn conflicts(&self) -> &BTreeMap<Slot, Vec<Version>> {
        &self.conflicts
    }

    /// Returns the id of the current draft.
    pub fn draft_id(&self) -> Option<Id> {
        self.article.draft.filter(|id| self.drafts.contains_key(id))
    }

    /// Returns the current draft.
    pub fn draft(&self) -> Option<&Draft> {
        self.drafts.get(&self.draft_id()?)
    }

    /// Returns the current draft's text; empty where there is none yet.
    pub fn text(&self) -> &str {
        self.draft().and_then(|draft| draft.text.as_ref()).map_or("", Prose::as_str)
    }

    /// Tells whether there is a record of that id.
    pub fn has(&self, id: Id) -> bool {
        macro_rules! own {
            ($field:ident) => {
                &self.$field
            };
        }
        per_table!(id.table(), own, records, true, records.contains_key(&id))
    }

    /// Returns what a slot holds; [`Value::Nothing`] where the record or the value is missing.
    pub fn value(&self, slot: &Slot) -> Value {
        fn read<R: Record>(records: &Records<R>, slot: &Slot) -> Value {
            records.get(&slot.record).map_or(Value::Nothing, |record| record.value(slot.field))
        }
        macro_rules! own {
            ($field:ident) => {
                &self.$field
            };
        }
        per_table!(slot.record.table(), own, records, self.article.value(slot.field), read(records, slot))
    }

    /// Returns the record that a part belongs to: the claim of a piece of evidence, the allegation of an attempt, the
    /// query of a message.
    pub fn owner(&self, part: Id) -> Option<Id> {
        match part.table() {
            Table::Evidence => self.evidence.get(&part)?.record,
            Table::Attempt => self.attempts.get(&part)?.record,
            Table::Message => self.messages.get(&part)?.record,
            _ => None,
        }
    }

    /// Returns a text slot's text, pairs one a line, or nothing where it holds neither.
    pub fn text_of(&self, record: Id, field: &'static str) -> String {
        match self.value(&Slot { record, field }) {
            Value::Text(text) => text,
            Value::Pairs(pairs) => pairs::written(&pairs),
            _ => String::new(),
        }
    }

    /// Returns a few words by which a record is known on screen.
    pub fn name_of(&self, record: Id) -> String {
        // A source without a title is known by whatever else it has.
        let others: &[&'static str] =
            if record.table() == Table::Source { &["url", "author", "publisher"] } else { &[] };
        let fields = record.table().words_field().into_iter().chain(others.iter().copied());
        let words = fields.map(|field| self.text_of(record, field)).find(|text| !text.trim().is_empty());
        if let Some(words) = words {
            return words.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        let file = self.sources().get(&record).and_then(|source| source.file.as_ref());
        file.map_or_else(|| format!("Untitled {}", record.table().noun()), |file| file.name.clone())
    }

    /// Lists the slots of a record that hold something, in the order of its field table.
    pub fn filled(&self, record: Id) -> Vec<(Slot, Value)> {
        fn read<R: Record>(record: Id, holder: Option<&R>) -> Vec<(Slot, Value)> {
            let Some(holder) = holder else { return Vec::new() };
            let fields = R::TABLE.fields().iter();
            let values = fields.map(|field| (Slot { record, field: field.name }, holder.value(field.name)));
            values.filter(|(_, value)| *value != Value::Nothing).collect()
        }
        macro_rules! own {
            ($field:ident) => {
                &self.$field
            };
        }
        let one = || read(record, Some(&self.article));
        per_table!(record.table(), own, records, one(), read(record, records.get(&record)))
    }

    /// Lists the records that two projects do not have in common: those that differ, and those that one of them lacks.
    pub fn differing(&self, other: &Self) -> Vec<Id> {
        fn unlike<R: Record>(ours: &Records<R>, theirs: &Records<R>, ids: &mut Vec<Id>) {
            let changed = |(id, record): &(&Id, &R)| theirs.get(id) != Some(*record);
            ids.extend(ours.iter().filter(changed).map(|(id, _)| *id));
            ids.extend(theirs.keys().filter(|id| !ours.contains_key(id)).copied());
        }
        // The table is named once, and stands for both projects.
        macro_rules! both {
            ($field:ident) => {
                (&self.$field, &other.$field)
            };
        }
        let mut ids = Vec::new();
        if self.article != other.article {
            ids.push(Id::ARTICLE);
        }
        for table in Table::ALL {
            per_table!(table, both, records, (), unlike(records.0, records.1, &mut ids));
        }
        ids
    }

    /// Lists every record's id, table by table in the order of [`Table::ALL`].
    pub fn ids(&self) -> Vec<Id> {
        macro_rules! own {
            ($field:ident) => {
                &self.$field
            };
        }
        let mut ids = Vec::new();
        for table in Table::ALL {
            per_table!(table, own, records, ids.push(Id::ARTICLE), ids.extend(records.keys().copied()));
        }
        ids
    }
}
