//! Records: filling them in, attaching evidence, removing them.

use std::collections::BTreeSet;

use super::{Plan, View, checklist, created, missing, retext, stamp};
use crate::model::basis::basis_of;
use crate::model::sign_off::since::draft_of;
use crate::model::vocabulary::Meaning;
use crate::model::words::capital;
use crate::model::{Edit, FieldInfo, Id, Slot, Status, Table, Transaction, Value, Vocabulary, Widget};
use crate::session::{Attachment, Context, Details, Refusal};

pub(super) fn set(view: &View<'_>, slot: Slot, value: Value) -> Result<Transaction, Refusal> {
    // A question that nobody has answered yet can have a note all the same.
    let mut edits = Vec::new();
    if !view.project.has(slot.record) {
        edits.push(checklist::begun(view, slot.record).ok_or_else(|| missing(slot.record))?);
    }
    let field = slot
        .record
        .table()
        .field(slot.field)
        .ok_or_else(|| lacks(slot.record.table(), &format!("field “{}”", slot.field)))?;
    known_choice(view.vocabulary, field.widget, &value)?;
    open_to_all(field)?;
    let label = format!("edit {} of {}", field.label.to_lowercase(), slot.record.table().noun());
    if (slot.record.table(), slot.field) == (Table::Source, "text") {
        let text = if let Value::Prose(prose) = &value { Some(prose) } else { None };
        edits.extend(retext::retext(view, slot.record, text));
    }
    edits.push(Edit { slot, value });
    Ok(Transaction { label, edits, focus: Some(slot.record) })
}

/// Says that records of a table have no such thing.
pub(super) fn lacks(table: Table, what: &str) -> Refusal {
    Refusal(format!("{} has no {what}.", capital(table.one())))
}

/// Refuses to put a value into a field whose words are sealed: they go another way.
fn open_to_all(field: &FieldInfo) -> Result<(), Refusal> {
    if field.widget == Widget::Sealed {
        return Err(Refusal(format!("“{}” is sealed. Replace it or purge it instead.", field.label)));
    }
    Ok(())
}

/// Refuses a choice that its list does not have.
fn known_choice(vocabulary: &Vocabulary, widget: Widget, value: &Value) -> Result<(), Refusal> {
    if let (Widget::Rating, Value::Text(rating)) = (widget, value)
        && vocabulary.rating(rating).is_none()
    {
        let scales: Vec<&str> = vocabulary.scale("rating_scale").iter().map(|row| row.id.as_str()).collect();
        return Err(Refusal(format!(
            "“{rating}” is no rating. Write it as scale/row, such as five-step/mostly-true; the scales are: {}.",
            scales.join(", ")
        )));
    }
    let (Widget::Choice(scale), Value::Text(id)) = (widget, value) else { return Ok(()) };
    if scale == "kind" || vocabulary.row(scale, id).is_some() {
        return Ok(());
    }
    let known: Vec<_> = vocabulary.scale(scale).iter().map(|row| row.id.as_str()).collect();
    Err(Refusal(format!("“{id}” is not one of the choices: {}.", known.join(", "))))
}

pub(super) fn set_status(
    view: &View<'_>,
    record: Id,
    status: &str,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    if !view.project.has(record) {
        return Err(missing(record));
    }
    if record.table().field("status").is_none() {
        return Err(lacks(record.table(), "status"));
    }
    let value = signed_status(view, record, status, context)?;
    let label = view.vocabulary.status(status).map_or(status, |row| &row.label).to_lowercase();
    let edits = vec![Edit { slot: Slot { record, field: "status" }, value }];
    Ok(Transaction { label: format!("set status to {label}"), edits, focus: Some(record) })
}

/// Makes the value of a status slot: who, when, on which text, words and evidence.
pub(super) fn signed_status(
    view: &View<'_>,
    record: Id,
    status: &str,
    context: &dyn Context,
) -> Result<Value, Refusal> {
    if view.vocabulary.status(status).is_none_or(|row| row.id != status) {
        let known: Vec<_> = view.vocabulary.statuses.iter().map(|row| row.id.as_str()).collect();
        return Err(Refusal(format!("There is no status “{status}”. Use one of: {}.", known.join(", "))));
    }
    let stamp = stamp(context);
    let basis = basis_of(view.project, view.outline, record);
    let draft = draft_of(view.project);
    Ok(Value::Status(Status { id: status.to_owned(), by: stamp.by, at: stamp.at, draft, basis }))
}

/// Makes an edit ready: a status is signed, a choice is looked up.
pub(super) fn ready(view: &View<'_>, edit: Edit, context: &dyn Context) -> Result<Edit, Refusal> {
    let Edit { slot, value } = edit;
    let widget = slot.record.table().field(slot.field).map_or(Widget::Hidden, |field| field.widget);
    known_choice(view.vocabulary, widget, &value)?;
    let value = match (widget, value) {
        (Widget::Status, Value::Text(status)) => signed_status(view, slot.record, &status, context)?,
        (_, value) => value,
    };
    Ok(Edit { slot, value })
}

pub(super) fn attach(
    view: &View<'_>,
    record: Id,
    source: Attachment,
    details: Details,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    if !view.project.has(record) {
        return Err(missing(record));
    }
    if !matches!(record.table(), Table::Claim | Table::Quotation | Table::Allegation) {
        return Err(Refusal(format!(
            "Evidence can be attached to a claim, a quotation or an allegation, not to {}.",
            record.table().one()
        )));
    }
    let mut edits = Vec::new();
    let source = match source {
        Attachment::Existing(id) if view.project.has(id) => id,
        Attachment::Existing(id) => return Err(missing(id)),
        Attachment::New(fields) => {
            let id = context.id(Table::Source);
            edits.push(created(id, context));
            edits.extend(filled_in(view.vocabulary, id, fields)?);
            id
        }
    };
    let evidence = context.id(Table::Evidence);
    edits.push(created(evidence, context));
    edits.push(Edit::new(evidence, "record", Some(record)));
    edits.push(Edit::new(evidence, "source", Some(source)));
    if !details.iter().any(|(field, _)| *field == "stance")
        && let Some(row) = view.vocabulary.scale("stance").iter().find(|row| row.meaning == Meaning::Supports)
    {
        edits.push(Edit::new(evidence, "stance", row.id.clone()));
    }
    edits.extend(filled_in(view.vocabulary, evidence, details)?);
    Ok(Transaction { label: "attach evidence".into(), edits, focus: Some(evidence) })
}

pub(super) fn create(
    view: &View<'_>,
    table: Table,
    details: Details,
    link: Option<Slot>,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    if matches!(table, Table::Article | Table::Draft | Table::Annotation | Table::Item) || table.is_part() {
        return Err(Refusal(format!("{} is not made by itself.", capital(table.one()))));
    }
    let id = context.id(table);
    let mut edits = vec![created(id, context)];
    if table == Table::Query {
        edits.extend(open_query(id, view.vocabulary));
    }
    edits.extend(filled_in(view.vocabulary, id, details)?);
    if let Some(slot) = link {
        if !view.project.has(slot.record) {
            return Err(missing(slot.record));
        }
        let value = match view.project.value(&slot) {
            Value::Links(mut links) => {
                links.push(id);
                Value::Links(links)
            }
            _ if matches!(
                slot.record.table().field(slot.field).map(|field| field.widget),
                Some(Widget::People)
            ) =>
            {
                Value::Links(vec![id])
            }
            _ => Value::Link(id),
        };
        edits.push(Edit { slot, value });
    }
    Ok(Transaction { label: format!("add {}", table.noun()), edits, focus: Some(id) })
}

pub(super) fn filled_in(vocabulary: &Vocabulary, record: Id, details: Details) -> Result<Vec<Edit>, Refusal> {
    details
        .into_iter()
        .map(|(field, value)| {
            let slot = Slot::named(record, field)
                .ok_or_else(|| lacks(record.table(), &format!("field “{field}”")))?;
            if let Some(field) = record.table().field(field) {
                known_choice(vocabulary, field.widget, &value)?;
                open_to_all(field)?;
            }
            Ok(Edit { slot, value })
        })
        .collect()
}

/// A new query is open and goes to the first addressee of the vocabulary.
pub(super) fn open_query(query: Id, vocabulary: &Vocabulary) -> Vec<Edit> {
    let open = vocabulary.scale("query").iter().find(|row| row.meaning == Meaning::Open);
    let to = vocabulary.scale("addressee").first();
    [("state", open), ("to", to)]
        .into_iter()
        .filter_map(|(field, row)| row.map(|row| Edit::new(query, field, row.id.clone())))
        .collect()
}

/// Empties every slot of a record.
pub(super) fn erase(view: &View<'_>, id: Id) -> Vec<Edit> {
    view.project.filled(id).into_iter().map(|(slot, _)| Edit { slot, value: Value::Nothing }).collect()
}

pub(super) fn delete(view: &View<'_>, id: Id) -> Result<Plan, Refusal> {
    if !view.project.has(id) {
        return Err(missing(id));
    }
    if let Some(why) = why_it_stays(view, id) {
        return Err(why);
    }
    let label = match view.project.annotations().get(&id) {
        Some(annotation) => {
            format!("delete {} mark", view.vocabulary.label("kind", &annotation.kind).to_lowercase())
        }
        None => format!("delete {}", id.table().noun()),
    };
    let edits = removed(view, &BTreeSet::from([id]));
    let said = left_sealed(view, &edits);
    Ok(Plan { transaction: Transaction { label, edits, focus: None }, said, ..Plan::default() })
}

/// Says that sealed words outlive the record, because undo needs them; empty where nothing was sealed.
pub(super) fn left_sealed(view: &View<'_>, edits: &[Edit]) -> String {
    let is_sealed = |edit: &&Edit| matches!(view.project.value(&edit.slot), Value::Sealed(_));
    let mut labels: Vec<String> = Vec::new();
    for edit in edits.iter().filter(is_sealed) {
        let slot = edit.slot;
        let label = slot.record.table().field(slot.field).map_or(slot.field, |field| field.label);
        let label = label.to_lowercase();
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.is_empty() {
        return String::new();
    }
    format!(
        "The sealed {} stays in the project’s folder, so that this can be undone. To delete it for good, undo this, \
         purge it, and delete again.",
        labels.join(" and ")
    )
}

/// Says why a record cannot be removed; nothing where it can.
pub(super) fn why_it_stays(view: &View<'_>, id: Id) -> Option<Refusal> {
    match id.table() {
        Table::Article | Table::Draft => {
            Some(Refusal(format!("The {} stays with the project.", id.table().noun())))
        }
        Table::Source => {
            let uses = match view.outline.uses(id).len() {
                0 => return None,
                1 => "one piece".to_owned(),
                uses => format!("{uses} pieces"),
            };
            let words = format!("This source carries {uses} of evidence. Remove the evidence first.");
            Some(Refusal(words))
        }
        _ => None,
    }
}

/// Removes records with what hangs on them: a record's marks and evidence, and a record whose last mark goes.
pub(super) fn removed(view: &View<'_>, ids: &BTreeSet<Id>) -> Vec<Edit> {
    let mut gone = ids.clone();
    for id in ids {
        let record = match id.table() {
            Table::Annotation => view
                .project
                .annotations()
                .get(id)
                .and_then(|mark| mark.record)
                .filter(|record| view.outline.mentions(*record).iter().all(|mark| ids.contains(mark))),
            Table::Claim | Table::Quotation | Table::Allegation | Table::Query => Some(*id),
            _ => None,
        };
        if let Some(record) = record {
            gone.insert(record);
            gone.extend(view.outline.mentions(record));
            gone.extend(view.outline.evidence(record));
            gone.extend(view.outline.parts(record));
        }
    }
    let mut edits = unanswered(view, &gone);
    edits.extend(unasked(view, &gone));
    if gone.iter().any(|id| id.table() == Table::Person) {
        edits.extend(unlinked(view, &gone));
    }
    edits.extend(gone.iter().flat_map(|id| erase(view, *id)));
    edits
}

/// Takes allegations that go out of the responses that answer them.
pub(super) fn unanswered(view: &View<'_>, gone: &BTreeSet<Id>) -> Vec<Edit> {
    let allegations = gone.iter().filter(|id| id.table() == Table::Allegation);
    let answers: BTreeSet<Id> = allegations.flat_map(|id| view.outline.answers(*id)).copied().collect();
    let rest = answers.into_iter().filter_map(|answer| {
        let annotation = view.project.annotations().get(&answer)?;
        let rest: Vec<Id> = annotation.answers.iter().copied().filter(|id| !gone.contains(id)).collect();
        Some(Edit::new(answer, "answers", rest))
    });
    rest.collect()
}

/// Leaves the queries about records that go to the article as a whole: a question outlives what it was about.
fn unasked(view: &View<'_>, gone: &BTreeSet<Id>) -> Vec<Edit> {
    let questions: BTreeSet<Id> = gone.iter().flat_map(|id| view.outline.questions(*id)).copied().collect();
    let stay = questions.into_iter().filter(|query| !gone.contains(query));
    stay.map(|query| Edit { slot: Slot { record: query, field: "about" }, value: Value::Nothing }).collect()
}

/// Takes records that go out of every link that points at them.
fn unlinked(view: &View<'_>, gone: &BTreeSet<Id>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for id in view.project.ids() {
        for (slot, value) in view.project.filled(id) {
            let value = match value {
                Value::Link(link) if gone.contains(&link) => Value::Nothing,
                Value::Links(links) if links.iter().any(|link| gone.contains(link)) => {
                    let rest: Vec<Id> = links.into_iter().filter(|link| !gone.contains(link)).collect();
                    if rest.is_empty() { Value::Nothing } else { Value::Links(rest) }
                }
                _ => continue,
            };
            edits.push(Edit { slot, value });
        }
    }
    edits
}
