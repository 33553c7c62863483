//! Several records become one: what the others hold goes over to the one that stays, and none of it is lost.
//!
//! It must not know who asks, nor how the records were chosen.

use std::collections::{BTreeMap, BTreeSet};

use super::record::erase;
use super::{Plan, View, missing};
use crate::model::vocabulary::Meaning;
use crate::model::words::capital;
use crate::model::{Edit, FieldInfo, Id, Slot, Status, Table, Transaction, Value, Widget};
use crate::session::{Details, Refusal};
use crate::text::counted;
use crate::text::fold::{Folding, fold};

/// The tables whose records can become one.
const TABLES: [Table; 6] =
    [Table::Claim, Table::Quotation, Table::Allegation, Table::Query, Table::Source, Table::Person];

/// What somebody found of the whole: where two records differ in it, nobody has looked at both together.
const JUDGED: [&str; 3] = ["status", "rating", "legal_review"];

/// Fields of a source in which the stricter of two values counts, so that nothing is exposed by merging.
const STRICT: [&str; 3] = ["confidentiality", "ground_rules", "naming"];

pub(super) fn join(view: &View<'_>, ids: &[Id]) -> Result<Plan, Refusal> {
    let records = known(view, ids)?;
    let keeper = kept(view, &records)?;
    let absorbed: Vec<Id> = records.iter().copied().filter(|id| *id != keeper).collect();
    let mut merging = Merging::of(view, keeper);
    for other in &absorbed {
        merging.take(*other);
    }
    let Merging { values, notes, said, .. } = merging;
    let mut edits: Vec<Edit> = Vec::new();
    for (field, value) in values {
        let slot = Slot { record: keeper, field };
        if view.project.value(&slot) != value {
            edits.push(Edit { slot, value });
        }
    }
    let note = joined(&notes, "\n\n");
    if note != view.project.text_of(keeper, "note") {
        edits.push(Edit::new(keeper, "note", note));
    }
    edits.extend(moved(view, keeper, &absorbed));
    edits.extend(absorbed.iter().flat_map(|id| erase(view, *id)));
    let table = keeper.table();
    let what = counted(records.len(), table.noun(), table.plural());
    let label = format!("{} {what}", verb(table));
    let transaction = Transaction { label, edits, focus: Some(keeper) };
    Ok(Plan { transaction, said, ..Plan::default() })
}

/// What it is called: claims are joined, sources and people are merged.
fn verb(table: Table) -> &'static str {
    if matches!(table, Table::Source | Table::Person) { "merge" } else { "join" }
}

/// Returns the records to join, each once, a mark standing for the record that it speaks of; or refuses.
fn known(view: &View<'_>, ids: &[Id]) -> Result<Vec<Id>, Refusal> {
    let mut records: Vec<Id> = Vec::new();
    for id in ids {
        if !view.project.has(*id) {
            return Err(missing(*id));
        }
        let record = match view.project.annotations().get(id) {
            None => *id,
            Some(mark) => mark.record.ok_or_else(|| {
                Refusal::new("A mark that speaks of no record has nothing to join. Choose claims.")
            })?,
        };
        if !records.contains(&record) {
            records.push(record);
        }
    }
    let (Some(first), true) = (records.first(), records.len() > 1) else {
        return Err(Refusal::new("Choose two or more to join: one alone is one already."));
    };
    let table = first.table();
    if let Some(other) = records.iter().find(|id| id.table() != table) {
        return Err(Refusal(format!(
            "{} and {} cannot become one. Make them one kind first.",
            capital(table.one()),
            other.table().one()
        )));
    }
    if !TABLES.contains(&table) {
        return Err(Refusal(format!("{} cannot be joined with another.", capital(table.one()))));
    }
    let contested = view.project.records_in_conflict();
    if let Some(id) = records.iter().find(|id| contested.contains(id)) {
        let name = view.project.name_of(*id);
        return Err(Refusal(format!("“{name}” holds two people’s changes. Settle that first.")));
    }
    Ok(records)
}

/// Returns the record that stays: the one with sealed words, which cannot move; of sources and people the one with more
/// filled in; else the first. Refuses where two hold what there is room for once.
fn kept(view: &View<'_>, records: &[Id]) -> Result<Id, Refusal> {
    let holds = |id: &Id| view.project.filled(*id).iter().any(|(_, value)| matches!(value, Value::Sealed(_)));
    let sealed: Vec<Id> = records.iter().copied().filter(holds).collect();
    if sealed.len() > 1 {
        return Err(Refusal(format!(
            "Both {} hold sealed words, which stay where they were sealed. Look at them, purge those of one {}, and \
             merge again.",
            records[0].table().plural(),
            records[0].table().noun()
        )));
    }
    for (field, what) in [("file", "a file"), ("text", "a text")] {
        let mut found: BTreeSet<String> = BTreeSet::new();
        for id in records {
            match view.project.value(&Slot { record: *id, field }) {
                Value::File(file) => drop(found.insert(file.sha256)),
                Value::Prose(prose) => drop(found.insert(prose.sha256().to_owned())),
                _ => {}
            }
        }
        if found.len() > 1 {
            return Err(Refusal(format!(
                "Each of these sources keeps {what} of its own, and one source has room for one. They stay two; if they \
                 share one origin, name it in both."
            )));
        }
    }
    if let [only] = sealed.as_slice() {
        return Ok(*only);
    }
    let first = records[0];
    if !matches!(first.table(), Table::Source | Table::Person) {
        return Ok(first);
    }
    let weight = |id: &Id| view.project.filled(*id).len();
    // Of several with as much the first, which `max_by_key` would leave for the last.
    Ok(records.iter().rev().copied().max_by_key(weight).unwrap_or(first))
}

/// What the record that stays is going to hold.
struct Merging<'v, 'a> {
    view: &'v View<'a>,
    keeper: Id,
    values: BTreeMap<&'static str, Value>,
    notes: Vec<String>,
    /// What they were found to differ in: it stays open, whatever the next of them says.
    apart: BTreeSet<&'static str>,
    said: String,
}

impl<'v, 'a> Merging<'v, 'a> {
    fn of(view: &'v View<'a>, keeper: Id) -> Self {
        let filled = view.project.filled(keeper);
        let values = filled.into_iter().map(|(slot, value)| (slot.field, value)).collect();
        let (notes, apart, said) = (Vec::new(), BTreeSet::new(), String::new());
        let mut merging = Self { view, keeper, values, notes, apart, said };
        merging.values.remove("note");
        merging.notes.push(view.project.text_of(keeper, "note"));
        merging
    }

    /// Takes over what another record holds; what there is no room for goes into the note.
    fn take(&mut self, other: Id) {
        let is_same_fact = self.is_same_fact(other);
        let mut left: Vec<String> = Vec::new();
        for info in self.keeper.table().fields() {
            let theirs = self.view.project.value(&Slot { record: other, field: info.name });
            if matches!(info.name, "created" | "note") {
                continue;
            }
            if JUDGED.contains(&info.name) {
                left.extend(self.take_judged(other, info, theirs, is_same_fact));
                continue;
            }
            if theirs == Value::Nothing {
                continue;
            }
            let ours = self.values.get(info.name).cloned().unwrap_or_default();
            let (kept, rest) = self.merged(info, ours, theirs);
            self.values.insert(info.name, kept);
            left.extend(rest);
        }
        self.notes.push(self.view.project.text_of(other, "note"));
        if !left.is_empty() {
            let noun = other.table().noun();
            let done = if verb(other.table()) == "merge" { "merged into" } else { "joined with" };
            self.notes.push(format!("From the {noun} that was {done} this one:\n{}", left.join("\n")));
        }
    }

    /// Tells whether the other says in words what this one says, or says nothing.
    fn is_same_fact(&self, other: Id) -> bool {
        let Some(field) = other.table().words_field() else { return true };
        let folded = |words: &str| fold(words, Folding::default()).trim().to_owned();
        let ours = match self.values.get(field) {
            Some(Value::Text(text)) => folded(text),
            _ => String::new(),
        };
        let theirs = folded(&self.view.project.text_of(other, field));
        ours.is_empty() || theirs.is_empty() || ours == theirs
    }

    /// Two facts of which one is still open are not settled together: where the judgements differ, the whole has none.
    fn take_judged(
        &mut self,
        other: Id,
        info: &'static FieldInfo,
        theirs: Value,
        is_same_fact: bool,
    ) -> Option<String> {
        let ours = self.values.get(info.name).cloned().unwrap_or_default();
        let id = |value: &Value| match value {
            Value::Status(status) => status.id.clone(),
            Value::Text(row) => row.clone(),
            _ => String::new(),
        };
        if id(&ours) == id(&theirs) {
            return None;
        }
        if is_same_fact
            && !self.apart.contains(info.name)
            && (ours == Value::Nothing || theirs == Value::Nothing)
        {
            if ours == Value::Nothing {
                self.values.insert(info.name, theirs);
            }
            return None;
        }
        self.values.insert(info.name, Value::Nothing);
        self.apart.insert(info.name);
        let told = |value: &Value| match value {
            Value::Nothing => "none".to_owned(),
            Value::Status(status) => signed(self.view, status),
            value => crate::model::words_of(value, info.widget, self.view.vocabulary, |id| {
                self.view.project.name_of(id)
            }),
        };
        let (ours, theirs) = (told(&ours), told(&theirs));
        let (noun, label) = (other.table().noun(), info.label.to_lowercase());
        self.said = format!(
            "They differed in {label}, so the joined {noun} has none yet; the note says what each had."
        );
        Some(format!("{} before: {ours}; of the other: {theirs}", info.label))
    }

    /// Returns what a field holds of two values, and a line about what there is no room for.
    fn merged(&self, info: &'static FieldInfo, ours: Value, theirs: Value) -> (Value, Option<String>) {
        let line = |value: &Value| {
            let words = crate::model::words_of(value, info.widget, self.view.vocabulary, |id| {
                self.view.project.name_of(id)
            });
            (!words.trim().is_empty()).then(|| format!("{}: {words}", info.label))
        };
        let is_words = self.keeper.table().words_field() == Some(info.name);
        match (ours, theirs) {
            (Value::Nothing, theirs) => (theirs, None),
            (ours, theirs) if ours == theirs => (ours, None),
            (Value::Links(mut ours), Value::Links(theirs)) => {
                ours.extend(theirs.into_iter().filter(|id| !ours.contains(id)).collect::<Vec<_>>());
                (Value::Links(ours), None)
            }
            (Value::Names(mut ours), Value::Names(theirs)) => {
                ours.extend(theirs.into_iter().filter(|name| !ours.contains(name)).collect::<Vec<_>>());
                (Value::Names(ours), None)
            }
            (Value::Pairs(mut ours), Value::Pairs(theirs)) => {
                let (same, fresh): (Vec<_>, Vec<_>) = theirs
                    .into_iter()
                    .partition(|(name, _)| !name.is_empty() && ours.iter().any(|(there, _)| there == name));
                let rest: Vec<_> = same.into_iter().filter(|pair| !ours.contains(pair)).collect();
                ours.extend(fresh.into_iter().filter(|pair| !ours.contains(pair)).collect::<Vec<_>>());
                let rest = (!rest.is_empty()).then(|| line(&Value::Pairs(rest))).flatten();
                (Value::Pairs(ours), rest)
            }
            (Value::Text(ours), Value::Text(theirs)) if STRICT.contains(&info.name) => {
                let rank = |id: &str| strictness(self.view.vocabulary.meaning(scale_of(info), id));
                let (kept, rest) = if rank(&theirs) > rank(&ours) { (theirs, ours) } else { (ours, theirs) };
                (Value::Text(kept), line(&Value::Text(rest)))
            }
            (Value::Text(ours), Value::Text(theirs)) if is_words && verb(self.keeper.table()) == "join" => {
                (Value::Text(together(&ours, &theirs)), None)
            }
            // The other name is one more by which the person is known: see `names`.
            (ours, _) if is_words && self.keeper.table() == Table::Person => (ours, None),
            (Value::Text(ours), Value::Text(theirs)) if scale_of(info) == "query" => {
                // What one of two questions still waits for, both wait for.
                let is_closed = self.view.vocabulary.meaning("query", &ours) == Meaning::Closed;
                let (kept, rest) = if is_closed { (theirs, ours) } else { (ours, theirs) };
                (Value::Text(kept), line(&Value::Text(rest)))
            }
            (ours, theirs) => {
                let rest = line(&theirs);
                (ours, rest)
            }
        }
    }
}

/// Returns the list that a field is chosen from.
fn scale_of(info: &FieldInfo) -> &'static str {
    match info.widget {
        Widget::Choice(scale) => scale,
        _ => "",
    }
}

fn strictness(meaning: Meaning) -> u8 {
    match meaning {
        Meaning::Withheld => 3,
        Meaning::Background | Meaning::DeskOnly | Meaning::Unnamed => 2,
        Meaning::Disclosed => 1,
        _ => 0,
    }
}

fn signed(view: &View<'_>, status: &Status) -> String {
    let label = view.vocabulary.status(&status.id).map_or(status.id.as_str(), |row| row.label.as_str());
    match status.by.as_str() {
        "" => format!("{label}, {}", status.at.day()),
        by => format!("{label} by {by}, {}", status.at.day()),
    }
}

/// Writes two statements as one: what one of them says already is not said twice.
fn together(ours: &str, theirs: &str) -> String {
    let (ours, theirs) = (ours.trim(), theirs.trim());
    let is_in = |words: &str, parts: &str| parts.split([';', '\n']).any(|part| part.trim() == words);
    if theirs.is_empty() || is_in(theirs, ours) || ours == theirs {
        return ours.to_owned();
    }
    if ours.is_empty() || is_in(ours, theirs) {
        return theirs.to_owned();
    }
    let gap = if ours.ends_with(['.', '!', '?', ';', '”', '"']) { " " } else { "; " };
    format!("{ours}{gap}{theirs}")
}

fn joined(notes: &[String], between: &str) -> String {
    let mut filled: Vec<&str> = Vec::new();
    for note in notes.iter().map(String::as_str).filter(|note| !note.trim().is_empty()) {
        if !filled.contains(&note) {
            filled.push(note);
        }
    }
    filled.join(between)
}

/// Has everything that names the absorbed records name the one that stays.
fn moved(view: &View<'_>, keeper: Id, absorbed: &[Id]) -> Vec<Edit> {
    let mut edits = Vec::new();
    match keeper.table() {
        Table::Person => {
            edits.extend(names(view, keeper, absorbed));
            edits.extend(relinked(view, keeper, absorbed));
        }
        Table::Source => {
            let uses = absorbed.iter().flat_map(|id| view.outline.uses(*id));
            edits.extend(uses.map(|evidence| Edit::new(*evidence, "source", Some(keeper))));
        }
        _ => {
            edits.extend(evidence(view, keeper, absorbed));
            edits.extend(mentions(view, keeper, absorbed));
            edits.extend(answers(view, keeper, absorbed));
            let parts = absorbed.iter().flat_map(|id| view.outline.parts(*id));
            edits.extend(parts.map(|part| Edit::new(*part, "record", Some(keeper))));
        }
    }
    let questions = absorbed.iter().flat_map(|id| view.outline.questions(*id));
    edits.extend(questions.map(|query| Edit::new(*query, "about", Some(keeper))));
    edits
}

/// Moves evidence over; what says the same of the same place in the same source is there once.
fn evidence(view: &View<'_>, keeper: Id, absorbed: &[Id]) -> Vec<Edit> {
    let said = |id: Id| -> Details {
        let filled = view.project.filled(id).into_iter().map(|(slot, value)| (slot.field, value));
        filled.filter(|(field, _)| !matches!(*field, "created" | "record" | "note")).collect()
    };
    let mut there: Vec<(Id, Details, String)> = Vec::new();
    let told = |id: Id| (id, said(id), view.project.text_of(id, "note"));
    there.extend(view.outline.evidence(keeper).iter().map(|id| told(*id)));
    let mut edits = Vec::new();
    for id in absorbed.iter().flat_map(|id| view.outline.evidence(*id)).copied() {
        let (_, says, note) = told(id);
        let Some((twin, _, known)) = there.iter_mut().find(|(_, other, _)| *other == says) else {
            edits.push(Edit::new(id, "record", Some(keeper)));
            there.push((id, says, note));
            continue;
        };
        let both = joined(&[known.clone(), note], "\n\n");
        if both != *known {
            edits.push(Edit::new(*twin, "note", both.clone()));
            *known = both;
        }
        edits.extend(erase(view, id));
    }
    edits
}

/// Moves mentions over; a mark of one kind stands on the same words once.
fn mentions(view: &View<'_>, keeper: Id, absorbed: &[Id]) -> Vec<Edit> {
    let annotations = view.project.annotations();
    let mut there: Vec<(Id, String)> = Vec::new();
    let note = |id: Id| annotations.get(&id).map(|mark| mark.note.clone()).unwrap_or_default();
    there.extend(view.outline.mentions(keeper).iter().map(|id| (*id, note(*id))));
    let mut edits = Vec::new();
    for id in absorbed.iter().flat_map(|id| view.outline.mentions(*id)).copied() {
        let is_twin = |other: Id| match (annotations.get(&id), annotations.get(&other)) {
            (Some(mark), Some(other)) => mark.kind == other.kind && mark.targets == other.targets,
            _ => false,
        };
        let Some((twin, known)) = there.iter_mut().find(|(other, _)| is_twin(*other)) else {
            edits.push(Edit::new(id, "record", Some(keeper)));
            there.push((id, note(id)));
            continue;
        };
        let both = joined(&[known.clone(), note(id)], "\n\n");
        if both != *known {
            edits.push(Edit::new(*twin, "note", both.clone()));
            *known = both;
        }
        edits.extend(erase(view, id));
    }
    edits
}

/// Has responses that answer an absorbed allegation answer the one that stays.
fn answers(view: &View<'_>, keeper: Id, absorbed: &[Id]) -> Vec<Edit> {
    let marks: BTreeSet<Id> = absorbed.iter().flat_map(|id| view.outline.answers(*id)).copied().collect();
    let edit = |mark: Id| {
        let answers = &view.project.annotations().get(&mark)?.answers;
        Some(Edit::new(mark, "answers", exchanged(answers, keeper, absorbed)))
    };
    marks.into_iter().filter_map(edit).collect()
}

fn exchanged(links: &[Id], keeper: Id, absorbed: &[Id]) -> Vec<Id> {
    let mut kept: Vec<Id> = Vec::with_capacity(links.len());
    for link in links {
        let link = if absorbed.contains(link) { keeper } else { *link };
        if !kept.contains(&link) {
            kept.push(link);
        }
    }
    kept
}

/// Has every link at an absorbed person point at the one that stays.
fn relinked(view: &View<'_>, keeper: Id, absorbed: &[Id]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for id in view.project.ids() {
        if !id.table().fields().iter().any(|info| matches!(info.widget, Widget::Person | Widget::People)) {
            continue;
        }
        for (slot, value) in view.project.filled(id) {
            let value = match value {
                Value::Link(link) if absorbed.contains(&link) => Value::Link(keeper),
                Value::Links(links) if links.iter().any(|link| absorbed.contains(link)) => {
                    Value::Links(exchanged(&links, keeper, absorbed))
                }
                _ => continue,
            };
            edits.push(Edit { slot, value });
        }
    }
    edits
}

/// Has the person who stays be known by the others' names, too.
fn names(view: &View<'_>, keeper: Id, absorbed: &[Id]) -> Option<Edit> {
    let people = view.project.people();
    let stays = people.get(&keeper)?;
    let mut aliases = stays.aliases.clone();
    for person in absorbed.iter().filter_map(|id| people.get(id)) {
        for name in person.aliases.iter().chain([&person.name]) {
            let is_known = name.trim().is_empty()
                || *name == stays.name
                || stays.misspellings.contains(name)
                || aliases.contains(name);
            if !is_known {
                aliases.push(name.clone());
            }
        }
    }
    (aliases != stays.aliases).then(|| Edit::new(keeper, "aliases", aliases))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::fixture::{Fixture, dispatch, empty, fixture};
    use crate::model::{Envelope, Id, Slot, Table, Value};
    use crate::session::{Action, Refusal};

    fn join(fixture: &mut Fixture, ids: Vec<Id>) -> crate::session::Outcome {
        dispatch(&mut fixture.session, Action::Join { ids })
    }

    fn refused(fixture: &mut Fixture, ids: Vec<Id>) -> String {
        let before = fixture.session.project().clone();
        let Refusal(words) = fixture.session.dispatch(Action::Join { ids }).expect_err("it is refused");
        assert_eq!(fixture.session.project(), &before);
        words
    }

    fn make(fixture: &mut Fixture, table: Table, fields: &[(&'static str, &str)]) -> Id {
        let details = fields.iter().map(|(field, words)| (*field, Value::Text((*words).into()))).collect();
        dispatch(&mut fixture.session, Action::Create { table, details, link: None }).made[0]
    }

    #[test]
    fn two_claims_become_one_with_all_mentions_and_evidence_and_one_undo_parts_them() {
        let mut made = fixture(
            "[claim statement=Ran assignee=Ann category=date evidence=p.1: He ran] and \
             [claim statement=Won assignee=Bob note=odd evidence=p.2: won].",
        );
        let before = made.session.project().clone();
        let (one, other) = (made.record(0), made.record(1));
        let marks = made.marks.clone();
        let done = join(&mut made, marks);
        assert_eq!((done.label.as_str(), done.focus), ("join 2 claims", Some(one)));
        let project = made.session.project();
        assert!(!project.has(other));
        let claim = &project.claims()[&one];
        assert_eq!((claim.statement.as_str(), claim.category.as_str()), ("Ran; Won", "date"));
        assert_eq!(claim.assignee, "Ann");
        assert_eq!(claim.note, "odd\n\nFrom the claim that was joined with this one:\nAssignee: Bob");
        assert_eq!(made.session.outline().mentions(one).len(), 2);
        assert_eq!(made.session.outline().evidence(one).len(), 2);
        dispatch(&mut made.session, Action::Undo);
        assert_eq!(made.session.project(), &before);
    }

    #[test]
    fn what_was_checked_alone_is_not_settled_together() {
        let mut made =
            fixture("[claim confirmed statement=Ran evidence=p.1: He ran] and [claim statement=Won: won].");
        let marks = made.marks.clone();
        let done = join(&mut made, marks);
        assert!(done.said.starts_with("They differed in status"), "{}", done.said);
        let claim = &made.session.project().claims()[&made.record(0)];
        assert!(claim.status.is_none());
        assert!(claim.note.contains("Status before: Confirmed by Chris Checker"), "{}", claim.note);
    }

    #[test]
    fn what_two_were_judged_apart_in_is_not_settled_by_a_third() {
        let mut made = fixture(
            "[claim confirmed statement=Ran evidence=p.1: He ran], [claim status=disputed statement=Ran: he ran], \
             [claim confirmed statement=Ran evidence=p.1: ran].",
        );
        let marks = made.marks.clone();
        join(&mut made, marks);
        let claim = &made.session.project().claims()[&made.record(0)];
        assert!(claim.status.is_none(), "{claim:?}");
        assert_eq!(claim.note.matches("Status before").count(), 2, "{}", claim.note);
    }

    #[test]
    fn one_fact_marked_twice_keeps_the_status_it_has_and_stands_on_its_words_once() {
        let mut made = fixture("[claim: He [claim confirmed evidence=p.1: ran]].");
        let marks = made.marks.clone();
        let ranges = vec![made.range_of("He ran")];
        let placing = crate::session::Placing::Exact;
        dispatch(&mut made.session, Action::SetRange { annotation: marks[1], ranges, placing });
        let done = join(&mut made, marks);
        assert_eq!(done.said, "");
        let project = made.session.project();
        assert_eq!(project.annotations().len(), 1);
        assert!(project.claims().values().all(|claim| claim.status.is_some()));
    }

    #[test]
    fn the_same_evidence_is_there_once() {
        let mut made = fixture("[claim evidence=p.1: He ran] and [claim: won].");
        let source = *made.session.project().sources().keys().next().unwrap();
        for note in ["", "seen"] {
            let attach = Action::Attach {
                record: made.record(1),
                source: crate::session::Attachment::Existing(source),
                details: vec![("locator", Value::Text("p.1".into())), ("note", Value::Text(note.into()))],
            };
            dispatch(&mut made.session, attach);
        }
        let marks = made.marks.clone();
        join(&mut made, marks);
        let project = made.session.project();
        let notes: Vec<&str> = project.evidence().values().map(|row| row.note.as_str()).collect();
        assert_eq!(notes, ["seen"]);
    }

    #[test]
    fn allegations_bring_their_responses_and_queries_their_thread() {
        let mut made = fixture(
            "[allegation as=a accused=Bob: He stole]. [allegation as=b accused=Bob accused=Cy: He lied]. \
             [response answers=a answers=b: No.] [query state=resolved: When]? [query: Where]?",
        );
        let (one, other) = (made.record(0), made.record(1));
        join(&mut made, vec![one, other]);
        let project = made.session.project();
        assert_eq!(project.annotations()[&made.marks[2]].answers, [one]);
        assert_eq!(project.allegations()[&one].accused.len(), 2);
        let (closed, open) = (made.record(3), made.record(4));
        let details = vec![("words", Value::Text("On Monday".into()))];
        let part = Action::AddPart { owners: vec![open], table: Table::Message, details };
        let message = dispatch(&mut made.session, part).made[0];
        join(&mut made, vec![closed, open]);
        assert_eq!(made.session.outline().parts(closed), [message]);
        assert_eq!(made.session.project().queries()[&closed].state, "open");
    }

    #[test]
    fn people_keep_both_names_and_every_place_where_they_are_named() {
        let mut made = fixture(
            "[quote speaker=\"Jane Doe\": I ran], she said. [allegation accused=\"J. Doe\" accused=\"Jane Doe\": She lied].",
        );
        let people: Vec<Id> = made.session.project().people().keys().copied().collect();
        let full = *people.iter().find(|id| made.session.project().name_of(**id) == "Jane Doe").unwrap();
        let role = Slot { record: full, field: "role" };
        dispatch(&mut made.session, Action::Set { slot: role, value: Value::Text("Mayor".into()) });
        let done = join(&mut made, people);
        assert_eq!((done.label.as_str(), done.focus), ("merge 2 people", Some(full)));
        let project = made.session.project();
        assert_eq!(project.people()[&full].aliases, ["J. Doe"]);
        assert_eq!(project.allegations().values().next().unwrap().accused, [full]);
    }

    #[test]
    fn sources_keep_the_stricter_rule_and_refuse_what_there_is_no_room_for() {
        let mut made = fixture("[claim evidence=p.1: He ran] and [claim evidence=p.2: won].");
        let sources: Vec<Id> = made.session.project().sources().keys().copied().collect();
        let text = |record, field, words: &str| Action::Set {
            slot: Slot { record, field },
            value: Value::Text(words.into()),
        };
        for (id, level, url) in [(sources[0], "public", ""), (sources[1], "sealed", "https://a.org")] {
            dispatch(&mut made.session, text(id, "confidentiality", level));
            dispatch(&mut made.session, text(id, "url", url));
        }
        let seal = |record| Action::Seal {
            slot: Slot { record, field: "contact" },
            words: Envelope::new("555-0100".to_owned()),
        };
        dispatch(&mut made.session, seal(sources[0]));
        dispatch(&mut made.session, seal(sources[1]));
        assert!(refused(&mut made, sources.clone()).starts_with("Both sources hold sealed words"));
        dispatch(&mut made.session, Action::Undo);
        let done = join(&mut made, vec![sources[1], sources[0]]);
        assert_eq!(done.focus, Some(sources[0]), "sealed words stay where they are");
        let project = made.session.project();
        let kept = &project.sources()[&sources[0]];
        assert_eq!((kept.confidentiality.as_str(), kept.url.as_str()), ("sealed", "https://a.org"));
        assert!(kept.contact.is_some());
        assert!(project.evidence().values().all(|row| row.source == Some(sources[0])));
    }

    #[test]
    fn two_files_stay_two_sources() {
        let mut made = empty();
        let ids: Vec<Id> = (0..2)
            .map(|at: u64| {
                let source = make(&mut made, Table::Source, &[("title", "Minutes")]);
                let file =
                    crate::model::FileRef { sha256: format!("{at:064}"), bytes: at, ..Default::default() };
                let slot = Slot { record: source, field: "file" };
                dispatch(&mut made.session, Action::Set { slot, value: Value::File(file) });
                source
            })
            .collect();
        assert!(refused(&mut made, ids).contains("one source has room for one"));
    }

    #[test]
    fn what_cannot_be_one_is_refused_in_words() {
        let mut made = fixture("[claim: a] [quote: b] [opinion: c]");
        let (claim, quote, opinion) = (made.record(0), made.record(1), made.marks[2]);
        assert!(
            refused(&mut made, vec![claim, quote]).starts_with("A claim and a quotation cannot become one")
        );
        assert!(refused(&mut made, vec![claim, claim]).starts_with("Choose two or more"));
        assert!(refused(&mut made, vec![claim, opinion]).contains("speaks of no record"));
    }

    fn words() -> impl Strategy<Value = String> {
        "[a-z]{1,6}( [a-z]{1,6}){0,2}"
    }

    proptest! {
        /// Whatever stood in a field of one of them stands somewhere in the one that is left.
        #[test]
        fn no_word_is_lost(
            rows in prop::collection::vec(prop::collection::vec((0_usize..40, words()), 0..9), 2..4),
            what in 0_usize..4,
        ) {
            let table = [Table::Claim, Table::Quotation, Table::Source, Table::Person][what];
            let fields: Vec<&'static str> = table
                .fields()
                .iter()
                .filter(|info| matches!(info.widget, crate::model::Widget::Line | crate::model::Widget::Lines))
                .map(|info| info.name)
                .collect();
            let mut made = empty();
            let mut expected: Vec<String> = Vec::new();
            let mut ids = Vec::new();
            for row in rows {
                let mut details: std::collections::BTreeMap<&'static str, String> = std::collections::BTreeMap::default();
                for (at, words) in row {
                    details.insert(fields[at % fields.len()], words);
                }
                expected.extend(details.values().cloned());
                let details: Vec<_> = details.iter().map(|(field, words)| (*field, words.as_str())).collect();
                ids.push(make(&mut made, table, &details));
            }
            let before = made.session.project().clone();
            let keeper = join(&mut made, ids).focus.expect("the one that stays");
            let project = made.session.project();
            let told: Vec<String> = project
                .filled(keeper)
                .into_iter()
                .map(|(_, value)| match value {
                    Value::Text(text) => text,
                    Value::Names(names) => names.join("\n"),
                    _ => String::new(),
                })
                .collect();
            for words in expected {
                prop_assert!(told.iter().any(|text| text.contains(&words)), "{words} is lost in {told:?}");
            }
            dispatch(&mut made.session, Action::Undo);
            prop_assert_eq!(made.session.project(), &before);
        }
    }
}
