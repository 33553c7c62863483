//! What writers who had not seen one another leave to be settled: one slot, or whether a record stays.
//!
//! The slots of a deletion that somebody's work contests are one conflict, and so are slots that only make sense
//! together. Derived from a project, never stored.

use std::collections::{BTreeMap, BTreeSet};

use super::words::capital;
use super::{Id, Moment, Outline, Project, Slot, Stamp, Table, Value, Version, Vocabulary, Widget, words_of};

/// One thing that has to be settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conflict {
    /// What a slot holds.
    Value(Slot),
    /// Whether a record stays that one deleted while somebody else worked on it.
    Deletion(Id),
}

/// A deletion that somebody's work contests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contest {
    /// Who deleted the record, and when.
    pub deleted: Option<Stamp>,
    /// What others wrote into it meanwhile, with the slot; empty where they only made something speak of it.
    pub work: Vec<(Slot, Stamp)>,
    /// What every slot holds once the record stays.
    pub kept: Vec<(Slot, Value)>,
}

impl Contest {
    /// Says who worked on what: “Ann changed its note, Cy changed evidence locator”.
    pub fn work_in_words(&self, owner: Id) -> String {
        const MOST: usize = 3;
        let mut told: Vec<String> = Vec::new();
        for (slot, stamp) in &self.work {
            let field = slot.record.table().field(slot.field).map_or(slot.field, |info| info.label);
            let whose = if slot.record == owner { "its" } else { slot.record.table().noun() };
            let words = format!("{} changed {whose} {}", named(&stamp.by), in_sentence(field));
            if !told.contains(&words) {
                told.push(words);
            }
        }
        let rest = told.len().saturating_sub(MOST);
        told.truncate(MOST);
        match (told.is_empty(), rest) {
            (true, _) => "somebody else added something that speaks of it".to_owned(),
            (_, 0) => told.join(", "),
            _ => format!("{}, and {rest} more", told.join(", ")),
        }
    }
}

/// Returns a name, or what stands for one.
pub fn named(by: &str) -> &str {
    if by.trim().is_empty() { "somebody" } else { by.trim() }
}

/// Says who did a thing and when: “Ben, 2026-11-22 10:05 UTC”.
pub fn signed(stamp: &Stamp) -> String {
    format!("{}, {}", capital(named(&stamp.by)), minute(stamp.at))
}

/// Writes a moment to the minute: “2026-11-22 10:05 UTC”.
pub fn minute(at: Moment) -> String {
    let at: String = at.to_string().chars().take(16).collect();
    format!("{} UTC", at.replace('T', " "))
}

/// Slots that only make sense together: the second goes where the first goes.
const PAIRS: [(Table, &str, &str); 2] =
    [(Table::Item, "state", "signed"), (Table::Annotation, "kind", "record")];

impl Conflict {
    /// Returns the record that it is about.
    pub fn record(self) -> Id {
        match self {
            Self::Value(slot) => slot.record,
            Self::Deletion(id) => id,
        }
    }

    /// Returns the slot by which it is known; that of a deletion has no field.
    pub fn slot(self) -> Slot {
        match self {
            Self::Value(slot) => slot,
            Self::Deletion(record) => Slot { record, field: "" },
        }
    }

    /// Says in words what it is about: “status of claim 12”. `name_of` names what has no number.
    pub fn name(self, project: &Project, outline: &Outline, name_of: impl Fn(Id) -> String) -> String {
        let id = self.record();
        let what = match self {
            Self::Value(slot) => {
                let field = id.table().field(slot.field).map_or(slot.field, |field| field.label);
                format!("{} of ", in_sentence(field))
            }
            Self::Deletion(_) => "deletion of ".to_owned(),
        };
        let noun = id.table().noun();
        let numbered = |owner: Id| {
            let mark = if owner.table() == Table::Annotation {
                Some(owner)
            } else {
                outline.mentions(owner).first().copied()
            };
            mark.and_then(|mark| outline.number(mark))
                .map(|number| format!("{} {number}", owner.table().noun()))
        };
        let part_of = project.owner(id);
        let whose = match (id.table(), part_of) {
            (Table::Article, _) => "the article".to_owned(),
            (_, Some(owner)) => {
                let owner = numbered(owner).unwrap_or_else(|| owner.table().noun().to_owned());
                format!("{noun} of {owner}")
            }
            _ => numbered(id).unwrap_or_else(|| format!("{noun} “{}”", name_of(id))),
        };
        what + &whose
    }
}

/// Writes a label as it stands within a sentence; what is all capitals stays.
fn in_sentence(label: &str) -> String {
    if label.chars().all(|letter| !letter.is_lowercase()) { label.to_owned() } else { label.to_lowercase() }
}

impl Project {
    /// Lists what has to be settled, record by record.
    pub fn open_conflicts(&self) -> Vec<Conflict> {
        let mut found: Vec<Conflict> = Vec::new();
        let mut contested: BTreeMap<Id, bool> = BTreeMap::new();
        let mut owners: BTreeSet<Id> = BTreeSet::new();
        for slot in self.conflicts().keys() {
            let is_contested =
                *contested.entry(slot.record).or_insert_with(|| self.is_contested(slot.record));
            if is_contested {
                let owner = self.contested_with(slot.record);
                if owners.insert(owner) {
                    found.push(Conflict::Deletion(owner));
                }
            } else if self.leading(slot).is_none() {
                found.push(Conflict::Value(*slot));
            }
        }
        found
    }

    /// Lists the records that are in conflict; with a piece of evidence what it speaks to.
    pub fn records_in_conflict(&self) -> BTreeSet<Id> {
        let mut records: BTreeSet<Id> = self.conflicts().keys().map(|slot| slot.record).collect();
        let owners: Vec<Id> = records.iter().filter_map(|id| self.owner(*id)).collect();
        records.extend(owners);
        records
    }

    /// Lists the slots of a record that are in conflict.
    pub fn slots_in_conflict(&self, record: Id) -> impl Iterator<Item = (&Slot, &Vec<Version>)> {
        let own = self.conflicts().range(Slot { record, field: "" }..);
        own.take_while(move |(slot, _)| slot.record == record)
    }

    /// Tells whether a record was deleted by one while somebody else worked on it.
    pub fn is_contested(&self, record: Id) -> bool {
        let goes = |versions: &Vec<Version>| versions.iter().any(|version| version.value == Value::Nothing);
        let made = if record.table() == Table::Item { "row" } else { "created" };
        if record.table() == Table::Article || self.slots_in_conflict(record).next().is_none() {
            return false;
        }
        if self.conflicts().get(&Slot { record, field: made }).is_some_and(goes) {
            return true;
        }
        let filled = self.filled(record);
        !filled.is_empty() && filled.iter().all(|(slot, _)| self.conflicts().get(slot).is_some_and(goes))
    }

    /// Returns the record whose deletion takes a contested one along: what a mark or a piece of evidence speaks of, if
    /// that is contested too; else itself.
    pub fn contested_with(&self, record: Id) -> Id {
        let owner = match record.table() {
            Table::Annotation => self.annotations().get(&record).and_then(|mark| mark.record),
            _ => self.owner(record),
        };
        owner.filter(|owner| self.has(*owner) && self.is_contested(*owner)).unwrap_or(record)
    }

    /// Tells who deleted a contested record, who worked on it, and what stays of it and of what hangs on it.
    pub fn contest(&self, owner: Id) -> Contest {
        let mut contest = Contest::default();
        let records: BTreeSet<Id> = self.conflicts().keys().map(|slot| slot.record).collect();
        let hangs = |id: &Id| self.is_contested(*id) && self.contested_with(*id) == owner;
        for record in records.into_iter().filter(hangs) {
            for (slot, versions) in self.slots_in_conflict(record) {
                let goes = versions.iter().find(|version| version.value == Value::Nothing);
                if contest.deleted.is_none() {
                    contest.deleted = goes.and_then(|version| version.by.clone());
                }
                let stays: Vec<&Version> =
                    versions.iter().filter(|version| version.value != Value::Nothing).collect();
                let work = stays.iter().filter_map(|version| Some((*slot, version.by.clone()?)));
                contest.work.extend(work);
                // Where two worked on one field, that is left for another day.
                if let [only] = stays.as_slice() {
                    contest.kept.push((*slot, only.value.clone()));
                }
            }
        }
        contest
    }

    /// Returns what is written where a slot is settled by one of its versions: that, and what goes with it.
    pub fn settled_by(&self, slot: Slot, version: &Version) -> Vec<(Slot, Value)> {
        let mut settled = vec![(slot, version.value.clone())];
        let second =
            PAIRS.iter().find(|(table, first, _)| *table == slot.record.table() && *first == slot.field);
        let second = second.map(|(.., second)| Slot { record: slot.record, field: second });
        if let Some((second, versions)) = second.and_then(|second| self.conflicts().get_key_value(&second)) {
            let his = versions.iter().find(|other| other.by == version.by);
            settled.extend(his.or(versions.first()).map(|other| (*second, other.value.clone())));
        }
        settled
    }

    /// Writes what a version puts into a slot in words: also of a place its quote, and of sealed words that they are
    /// sealed. Empty where it empties the slot.
    pub fn words_of_version(
        &self,
        slot: &Slot,
        value: &Value,
        vocabulary: &Vocabulary,
        name_of: impl Fn(Id) -> String,
    ) -> String {
        let widget = slot.record.table().field(slot.field).map_or(Widget::Hidden, |info| info.widget);
        match value {
            Value::Nothing => String::new(),
            Value::Sealed(_) => "Sealed words".to_owned(),
            Value::Targets(targets) => {
                let quote = targets.last().map_or("", |(_, target)| target.quote.as_str());
                format!("“{}”", quote.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            value => words_of(value, widget, vocabulary, name_of),
        }
    }

    /// Returns the slot in conflict with which a slot goes.
    fn leading(&self, slot: &Slot) -> Option<Slot> {
        let pair =
            PAIRS.iter().find(|(table, _, second)| *table == slot.record.table() && *second == slot.field);
        let first = pair.map(|(_, first, _)| Slot { record: slot.record, field: first });
        first.filter(|first| self.conflicts().contains_key(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::fixture;

    fn version(value: Value, by: Option<&str>) -> Version {
        let by = by.map(|by| Stamp { by: by.to_owned(), at: crate::model::Moment(1) });
        Version { value, by }
    }

    fn text(words: &str) -> Value {
        Value::Text(words.to_owned())
    }

    #[test]
    fn a_field_that_two_changed_is_one_conflict_and_named_by_its_number() {
        let fixture = fixture("He [claim as=a: took bribes] and [claim: fled].");
        let mut project = fixture.session.project().clone();
        let slot = Slot { record: fixture.record(1), field: "note" };
        project
            .apply_conflict(slot, vec![version(text("one"), Some("Ann")), version(text("two"), Some("Ben"))]);
        let open = project.open_conflicts();
        assert_eq!(open, [Conflict::Value(slot)]);
        let outline = Outline::of(&project);
        assert_eq!(open[0].name(&project, &outline, |id| project.name_of(id)), "note of claim 2");
        assert!(!project.is_contested(slot.record));
    }

    #[test]
    fn a_contested_deletion_is_one_conflict_with_all_that_hangs_on_the_record() {
        let fixture = fixture("He [claim evidence=p.4 confirmed: took bribes].");
        let mut project = fixture.session.project().clone();
        let (mark, claim) = (fixture.marks[0], fixture.record(0));
        let evidence = fixture.session.outline().evidence(claim)[0];
        for record in [mark, claim, evidence] {
            for (slot, value) in project.clone().filled(record) {
                project
                    .apply_conflict(slot, vec![version(value, None), version(Value::Nothing, Some("Ben"))]);
            }
        }
        let note = Slot { record: claim, field: "note" };
        project.apply_conflict(
            note,
            vec![version(text("seen"), Some("Ann")), version(Value::Nothing, Some("Ben"))],
        );
        assert_eq!(project.open_conflicts(), [Conflict::Deletion(claim)]);
        let contest = project.contest(claim);
        assert_eq!(contest.deleted.map(|stamp| stamp.by).as_deref(), Some("Ben"));
        assert_eq!(
            contest.work.iter().map(|(slot, stamp)| (*slot, stamp.by.as_str())).collect::<Vec<_>>(),
            [(note, "Ann")]
        );
        assert_eq!(contest.kept.len(), project.conflicts().len(), "one action settles all of it");
        let outline = Outline::of(&project);
        let name = Conflict::Deletion(claim).name(&project, &outline, |id| project.name_of(id));
        assert_eq!(name, "deletion of claim 1");
    }

    #[test]
    fn an_answer_goes_with_its_signature() {
        let mut project = Project::default();
        let record = crate::model::Item::id_of("headline");
        let (state, signed) = (Slot { record, field: "state" }, Slot { record, field: "signed" });
        let stamp = |by: &str| Stamp { by: by.to_owned(), at: crate::model::Moment(1) };
        let signs = |by: &str| version(Value::Stamp(stamp(by)), Some(by));
        project.apply_conflict(
            state,
            vec![version(text("done"), Some("Ann")), version(text("open"), Some("Ben"))],
        );
        project.apply_conflict(signed, vec![signs("Ann"), signs("Ben")]);
        assert_eq!(project.open_conflicts(), [Conflict::Value(state)]);
        let ben = project.conflicts()[&state][1].clone();
        assert_eq!(
            project.settled_by(state, &ben),
            [(state, text("open")), (signed, Value::Stamp(stamp("Ben")))]
        );
    }
}
