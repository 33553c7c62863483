//! One change to several records at once: one transaction, and a sentence on what it leaves as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::{Plan, View, mark, record};
use crate::model::basis::shifts;
use crate::model::sign_off::since::draft_of;
use crate::model::{Edit, FieldInfo, Id, Slot, Table, Transaction, Value, Widget};
use crate::session::{Context, Refusal};

pub(super) fn set_each(
    view: &View<'_>,
    records: &[Id],
    field: &'static str,
    value: &Value,
    context: &dyn Context,
) -> Result<Plan, Refusal> {
    let (records, gone) = known(view, records)?;
    let takes = |id: &Id| {
        id.table().field(field).filter(|info| !matches!(info.widget, Widget::Hidden | Widget::Sealed))
    };
    let Some(info) = records.iter().find_map(takes) else {
        return Err(none_takes(&records, field));
    };
    // Two tables may use one name for different things: an answer is a choice here and a text there.
    let is_alike = |id: &Id| takes(id).is_some_and(|other| other.widget == info.widget);
    let (alike, others): (Vec<Id>, Vec<Id>) = records.into_iter().partition(is_alike);
    let mut edits = Vec::with_capacity(alike.len());
    for record in &alike {
        let slot = Slot { record: *record, field: info.name };
        if !says_so_already(view, slot, value) {
            edits.push(record::ready(view, Edit { slot, value: value.clone() }, context)?);
        }
    }
    let changed: Vec<Id> = edits.iter().map(|edit| edit.slot.record).collect();
    let label = format!("set {} of {}", info.label.to_lowercase(), counted(&changed));
    Ok(Plan {
        transaction: Transaction { label, edits, focus: changed.first().copied() },
        said: sentences(&[left(&others, info), gone]),
        ..Plan::default()
    })
}

pub(super) fn set_kind_each(
    view: &View<'_>,
    ids: &[Id],
    kind: &str,
    context: &mut dyn Context,
) -> Result<Plan, Refusal> {
    let row = mark::known_kind(view, kind)?;
    let annotations = view.project.annotations();
    let mut groups: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    let mut unmarked = 0;
    let (ids, missed) = known(view, ids)?;
    for id in ids {
        let marks =
            if id.table() == Table::Annotation { vec![id] } else { view.outline.mentions(id).to_vec() };
        unmarked += usize::from(marks.is_empty());
        for mark in marks {
            let record = annotations.get(&mark).and_then(|annotation| annotation.record);
            groups.entry(record.unwrap_or(mark)).or_default().insert(mark);
        }
    }
    let is_so = |mark: &Id| annotations.get(mark).is_some_and(|annotation| annotation.kind == kind);
    let groups: Vec<Vec<Id>> = groups.into_values().map(|marks| marks.into_iter().collect()).collect();
    let said = match unmarked {
        0 => String::new(),
        1 => "One of them is not marked in the text, so it has no kind to change.".to_owned(),
        count => format!("{count} of them are not marked in the text, so they have no kind to change."),
    };
    if groups.is_empty() {
        return Err(Refusal::new("Only what is marked in the text can be made another kind of mark."));
    }
    let (mut gone, mut edits, mut count, mut focus) = (BTreeSet::new(), Vec::new(), 0_usize, None);
    for group in groups.iter().filter(|group| !group.iter().all(is_so)) {
        let (turned, without) = mark::turned(view, group, row, context)?;
        edits.extend(turned);
        gone.extend(without);
        count += group.len();
        focus = focus.or(group.first().copied());
    }
    // First, so that a response which becomes something else ends up without answers.
    let mut all = record::unanswered(view, &gone);
    all.extend(edits);
    let marks = if count == 1 { Table::Annotation.noun() } else { Table::Annotation.plural() };
    let label = format!("change kind of {count} {marks} to {}", row.label.to_lowercase());
    let said = sentences(&[said, missed]);
    Ok(Plan { transaction: Transaction { label, edits: all, focus }, said, ..Plan::default() })
}

pub(super) fn delete_each(view: &View<'_>, ids: &[Id]) -> Result<Plan, Refusal> {
    let (ids, gone) = known(view, ids)?;
    if let [id] = ids.as_slice() {
        let plan = record::delete(view, *id)?;
        return Ok(Plan { said: sentences(&[plan.said.clone(), gone]), ..plan });
    }
    let (stay, go): (Vec<Id>, Vec<Id>) =
        ids.into_iter().partition(|id| record::why_it_stays(view, *id).is_some());
    if go.is_empty() {
        let why = stay.first().and_then(|id| record::why_it_stays(view, *id));
        return Err(why.unwrap_or_else(|| Refusal::new("There is nothing to delete.")));
    }
    let said = match stay.as_slice() {
        [] => String::new(),
        [_] => format!("{} stays: evidence rests on it. Remove the evidence first.", counted(&stay)),
        _ => format!("{} stay: evidence rests on them. Remove the evidence first.", counted(&stay)),
    };
    let label = format!("delete {}", counted(&go));
    let edits = record::removed(view, &go.into_iter().collect());
    let said = sentences(&[said, record::left_sealed(view, &edits), gone]);
    Ok(Plan { transaction: Transaction { label, edits, focus: None }, said, ..Plan::default() })
}

/// Returns the records that are still there, each once and in the order given, and says in a sentence how many are
/// not; refuses where none is.
fn known(view: &View<'_>, ids: &[Id]) -> Result<(Vec<Id>, String), Refusal> {
    let mut seen = BTreeSet::new();
    let asked: Vec<Id> = ids.iter().copied().filter(|id| seen.insert(*id)).collect();
    let (there, gone): (Vec<Id>, Vec<Id>) = asked.into_iter().partition(|id| view.project.has(*id));
    let said = match gone.len() {
        0 => String::new(),
        _ if there.is_empty() => {
            return Err(Refusal::new(
                "Nothing of what was selected is there any more. Select some rows anew.",
            ));
        }
        1 => format!("{} is not there any more.", counted(&gone)),
        _ => format!("{} are not there any more.", counted(&gone)),
    };
    Ok((there, said))
}

/// Joins what there is to be said.
fn sentences(parts: &[String]) -> String {
    let filled: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    filled.join(" ")
}

/// Tells whether a slot holds the value already; a status counts by its id and by what it was set on, whoever signed it.
fn says_so_already(view: &View<'_>, slot: Slot, value: &Value) -> bool {
    match (view.project.value(&slot), value) {
        (Value::Status(status), Value::Text(id)) => {
            status.id == *id
                && status.draft == draft_of(view.project)
                && shifts(view.project, view.outline, view.vocabulary, slot.record, &status.basis).is_empty()
        }
        (present, value) => present == *value,
    }
}

fn none_takes(records: &[Id], field: &str) -> Refusal {
    let name = field.replace('_', " ");
    match records.first() {
        None => Refusal::new("Nothing is selected. Select some rows first."),
        Some(id) => record::lacks(id.table(), &name),
    }
}

/// Says which records have no such field: “2 queries have no category and stay as they are.”
fn left(records: &[Id], info: &FieldInfo) -> String {
    let have = match records.len() {
        0 => return String::new(),
        1 => "has",
        _ => "have",
    };
    let stay = if records.len() == 1 { "stays as it is" } else { "stay as they are" };
    format!("{} {have} no {} and {stay}.", counted(records), info.label.to_lowercase())
}

/// Counts records by what they are: “5 claims”, “2 claims and 1 query”.
fn counted(records: &[Id]) -> String {
    let mut counts: BTreeMap<Table, usize> = BTreeMap::new();
    for record in records {
        *counts.entry(record.table()).or_default() += 1;
    }
    let mut parts: Vec<String> = counts
        .into_iter()
        .map(|(table, count)| match count {
            1 => format!("1 {}", table.noun()),
            _ => format!("{count} {}", table.plural()),
        })
        .collect();
    let last = parts.pop().unwrap_or_else(|| "nothing".to_owned());
    if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) }
}

#[cfg(test)]
mod tests {
    use crate::fixture::{Fixture, dispatch, fixture};
    use crate::model::{Id, Table, Value};
    use crate::session::{Action, Outcome};

    fn set(fixture: &mut Fixture, records: &[Id], field: &'static str, value: &str) -> Outcome {
        let value = Value::Text(value.into());
        dispatch(&mut fixture.session, Action::SetEach { records: records.to_vec(), field, value })
    }

    fn records(fixture: &Fixture) -> Vec<Id> {
        (0..fixture.marks.len()).map(|at| fixture.record(at)).collect()
    }

    #[test]
    fn a_status_is_signed_for_each_and_undone_for_all() {
        let mut fixture = fixture("[claim: a] [claim disputed: b] [quote: c] [query: d]");
        let all = records(&fixture);
        let before = fixture.session.project().clone();
        let done = set(&mut fixture, &all, "status", "disputed");
        assert_eq!(done.label, "set status of 1 claim and 1 quotation");
        assert_eq!(done.said, "1 query has no status and stays as it is.");
        let project = fixture.session.project();
        assert!(
            project.claims().values().all(|claim| claim.status.as_ref().is_some_and(|s| !s.by.is_empty()))
        );
        dispatch(&mut fixture.session, Action::Undo);
        assert_eq!(fixture.session.project(), &before);
    }

    #[test]
    fn what_none_of_them_has_is_refused_in_words() {
        let mut fixture = fixture("[query: d]");
        let records = records(&fixture);
        let action = Action::SetEach { records, field: "category", value: Value::Text("date".into()) };
        let refusal = fixture.session.dispatch(action).expect_err("a query has no category");
        assert_eq!(refusal.0, "A query has no category.");
        let unknown = Action::SetEach {
            records: vec![Id::new(Table::Claim, 1)],
            field: "category",
            value: Value::Nothing,
        };
        assert!(fixture.session.dispatch(unknown).is_err());
    }

    #[test]
    fn what_is_gone_meanwhile_is_left_out_and_counted() {
        let mut fixture = fixture("[claim: a] [claim: b] [claim: c]");
        let all = records(&fixture);
        dispatch(&mut fixture.session, Action::Delete { id: all[1] });
        let done = set(&mut fixture, &all, "category", "date");
        assert_eq!(done.label, "set category of 2 claims");
        assert_eq!(done.said, "1 claim is not there any more.");
        let (ids, kind) = (all.clone(), "allegation".to_owned());
        let done = dispatch(&mut fixture.session, Action::SetKindEach { ids, kind });
        assert_eq!(done.label, "change kind of 2 marks to allegation");
        assert_eq!(done.said, "1 claim is not there any more.");
        let there = fixture.record(0);
        let done = dispatch(&mut fixture.session, Action::DeleteEach { ids: vec![all[0], all[1], there] });
        assert_eq!(done.label, "delete allegation");
        assert_eq!(done.said, "2 claims are not there any more.");
        let refusal = fixture.session.dispatch(Action::DeleteEach { ids: all }).expect_err("nothing is left");
        assert!(refusal.0.contains("is there any more"), "{refusal}");
    }

    #[test]
    fn a_refusal_speaks_as_people_do() {
        let mut fixture = fixture("[allegation evidence: a]");
        let record = fixture.record(0);
        let evidence = *fixture.session.project().evidence().keys().next().expect("evidence");
        let mut refused = |records: Vec<Id>, field| {
            let action = Action::SetEach { records, field, value: Value::Nothing };
            fixture.session.dispatch(action).expect_err("there is no such field").0
        };
        assert_eq!(refused(vec![record], "category"), "An allegation has no category.");
        assert_eq!(refused(vec![evidence], "category"), "A piece of evidence has no category.");
    }

    #[test]
    fn one_name_for_different_things_reaches_only_those_that_are_alike() {
        let mut fixture = fixture("[allegation: a] [query: b]");
        let all = records(&fixture);
        let done = set(&mut fixture, &all, "answer", "denied");
        assert_eq!(done.said, "1 query has no answer and stays as it is.");
        assert_eq!(fixture.session.project().text_of(all[1], "answer"), "");
    }

    #[test]
    fn a_record_takes_all_its_mentions_and_its_evidence_to_another_kind() {
        let mut fixture = fixture("[claim as=a evidence=p.4: One] and [claim of=a: two]. [claim: three]");
        let ids = vec![fixture.record(0), fixture.marks[2]];
        let kind = "allegation".to_owned();
        let done = dispatch(&mut fixture.session, Action::SetKindEach { ids, kind });
        assert_eq!(done.label, "change kind of 3 marks to allegation");
        let project = fixture.session.project();
        assert_eq!((project.claims().len(), project.allegations().len()), (0, 2));
        let record = fixture.record(0);
        assert_eq!((record.table(), record), (Table::Allegation, fixture.record(1)));
        assert_eq!(project.evidence().values().next().and_then(|evidence| evidence.record), Some(record));
    }

    #[test]
    fn two_allegations_that_one_response_answers_leave_no_answer_behind() {
        let text = "[allegation as=a: One] [allegation as=b: two] [response answers=a answers=b: no]";
        for is_deleted in [true, false] {
            let mut fixture = fixture(text);
            let ids = vec![fixture.record(0), fixture.record(1)];
            let kind = "claim".to_owned();
            dispatch(
                &mut fixture.session,
                if is_deleted { Action::DeleteEach { ids } } else { Action::SetKindEach { ids, kind } },
            );
            let response = &fixture.session.project().annotations()[&fixture.marks[2]];
            assert!(response.answers.is_empty());
        }
    }

    #[test]
    fn a_source_in_use_stays_and_is_said_while_the_rest_goes() {
        let mut fixture = fixture("[claim evidence=p.4: One]");
        let used = *fixture.session.project().sources().keys().next().expect("a source");
        let create = Action::Create {
            table: Table::Source,
            details: vec![("title", Value::Text("Minutes".into()))],
            link: None,
        };
        let spare = dispatch(&mut fixture.session, create).made[0];
        let done = dispatch(&mut fixture.session, Action::DeleteEach { ids: vec![used, spare] });
        assert_eq!(done.said, "1 source stays: evidence rests on it. Remove the evidence first.");
        assert_eq!(fixture.session.project().sources().len(), 1);
        let refusal = fixture.session.dispatch(Action::DeleteEach { ids: vec![used] });
        assert!(refusal.expect_err("it is used").0.contains("Remove the evidence first"));
    }

    #[test]
    fn people_leave_every_list_they_stand_in() {
        let mut fixture = fixture("[allegation accused=Ann accused=Bob accuser=Cy: One]");
        let ids: Vec<Id> = fixture.session.project().people().keys().copied().collect();
        let gone = ids.iter().copied().filter(|id| fixture.session.project().name_of(*id) != "Cy").collect();
        dispatch(&mut fixture.session, Action::DeleteEach { ids: gone });
        let allegation = fixture.session.project().allegations().values().next().expect("it stays");
        assert_eq!((allegation.accused.len(), allegation.accusers.len()), (0, 1));
    }
}
