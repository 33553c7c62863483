//! Marks: making them, moving them, making them of another kind.

use super::{View, created, missing, record};
use crate::anchor;
use crate::model::vocabulary::{Kind, KindMeaning};
use crate::model::{Anchoring, Annotation, Edit, FieldInfo, Id, Slot, Table, Target, Transaction, Value};
use crate::session::{Context, Details, Placing, Refusal};
use crate::text::{Range, boundary};

/// Describes a place in the current draft so that it can be found again.
pub(super) fn target(text: &str, ranges: &[Range], state: Anchoring) -> Target {
    let quote = ranges.iter().filter_map(|range| range.of(text)).collect::<Vec<_>>().join(" ");
    let (first, last) = (ranges.first(), ranges.last());
    Target {
        ranges: ranges.to_vec(),
        quote,
        prefix: first.map_or_else(String::new, |range| anchor::quote::prefix(text, range.start).to_owned()),
        suffix: last.map_or_else(String::new, |range| anchor::quote::suffix(text, range.end).to_owned()),
        state,
    }
}

/// Takes ranges as they were given, or as a hand means them; joined where they touch or overlap.
pub(super) fn placed(text: &str, ranges: &[Range], placing: Placing) -> Result<Vec<Range>, Refusal> {
    let mut placed: Vec<Range> = Vec::with_capacity(ranges.len());
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable();
    for range in sorted {
        let range = match placing {
            Placing::Snapped => boundary::snap(text, range),
            Placing::Exact => range,
        };
        if range.is_empty() {
            continue;
        }
        if range.of(text).is_none() {
            return Err(Refusal(format!(
                "The range {}–{} does not lie within the text. Give one between 0 and {}.",
                range.start,
                range.end,
                text.len()
            )));
        }
        match placed.last_mut() {
            Some(last) if range.start <= last.end => *last = last.hull(range),
            _ => placed.push(range),
        }
    }
    if placed.is_empty() {
        return Err(Refusal::new("Nothing is selected. Select some words first."));
    }
    Ok(placed)
}

pub(super) fn mark(
    view: &View<'_>,
    ranges: &[Range],
    kind: &str,
    placing: Placing,
    record: Option<Id>,
    details: Details,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    let draft = view
        .project
        .draft_id()
        .ok_or_else(|| Refusal::new("There is no article to mark yet. Open one first."))?;
    let row = view.vocabulary.kind(kind).ok_or_else(|| unknown_kind(view, kind))?;
    let ranges = placed(view.project.text(), ranges, placing)?;
    let table = row.meaning.record_table();
    if let Some(there) = same_place(view, kind, &ranges)
        && record.is_none()
    {
        let speaks_of = view.project.annotations().get(&there).and_then(|annotation| annotation.record);
        let edits = details_of(view, there, speaks_of, details, context)?;
        return Ok(Transaction {
            label: format!("edit {} mark", row.label.to_lowercase()),
            edits,
            focus: Some(there),
        });
    }
    if let Some(record) = record {
        if !view.project.has(record) {
            return Err(missing(record));
        }
        if Some(record.table()) != table {
            return Err(Refusal(format!(
                "A {} mark cannot speak of a {}.",
                row.label.to_lowercase(),
                record.table().noun()
            )));
        }
    }
    let annotation = context.id(Table::Annotation);
    let mut edits = vec![
        created(annotation, context),
        Edit::new(annotation, "kind", kind.to_owned()),
        Edit::new(
            annotation,
            "targets",
            vec![(draft, target(view.project.text(), &ranges, Anchoring::Intact))],
        ),
    ];
    let speaks_of = record.or_else(|| table.map(|table| context.id(table)));
    edits.push(Edit::new(annotation, "record", speaks_of));
    if let (None, Some(new)) = (record, speaks_of) {
        edits.push(created(new, context));
        if new.table() == Table::Query {
            edits.extend(record::open_query(new, view.vocabulary));
        }
    }
    edits.extend(details_of(view, annotation, speaks_of, details, context)?);
    Ok(Transaction { label: format!("mark {}", row.label.to_lowercase()), edits, focus: Some(annotation) })
}

fn details_of(
    view: &View<'_>,
    annotation: Id,
    record: Option<Id>,
    details: Details,
    context: &dyn Context,
) -> Result<Vec<Edit>, Refusal> {
    let edit = |(field, value)| record::ready(view, detail(annotation, record, field, value)?, context);
    details.into_iter().map(edit).collect()
}

/// Puts a detail where it belongs: on the record if its table has the field, else on the mark.
pub(super) fn detail(
    annotation: Id,
    record: Option<Id>,
    field: &'static str,
    value: Value,
) -> Result<Edit, Refusal> {
    if let Some(record) = record
        && record.table().field(field).is_some()
    {
        return Ok(Edit { slot: Slot { record, field }, value });
    }
    if Table::Annotation.field(field).is_some() {
        return Ok(Edit { slot: Slot { record: annotation, field }, value });
    }
    Err(Refusal(format!(
        "A mark of this kind has no “{field}”. It has: {}.",
        record
            .map_or(Table::Annotation, Id::table)
            .fields()
            .iter()
            .map(|field| field.name)
            .collect::<Vec<_>>()
            .join(", ")
    )))
}

fn unknown_kind(view: &View<'_>, kind: &str) -> Refusal {
    let known: Vec<_> = view.vocabulary.kinds.iter().map(|kind| kind.id.as_str()).collect();
    Refusal(format!("There is no kind of mark called “{kind}”. Use one of: {}.", known.join(", ")))
}

fn same_place(view: &View<'_>, kind: &str, ranges: &[Range]) -> Option<Id> {
    let start = ranges.first()?.start;
    view.outline
        .marks
        .beginning_at(start)
        .find(|mark| {
            view.project.annotations().get(&mark.id).is_some_and(|annotation| annotation.kind == kind)
                && view.project.target(mark.id).is_some_and(|target| target.ranges == ranges)
        })
        .map(|mark| mark.id)
}

/// Cuts words to their beginning, for a sentence that names them; quotation marks around them are left out.
fn beginning(words: &str) -> String {
    const MOST: usize = 40;
    let words = words.trim_matches(['“', '”', '"']);
    if words.chars().count() <= MOST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(MOST).collect();
    let whole = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", whole.trim_end_matches([',', '.', ';', ':', ' ']))
}

pub(super) fn mark_same(
    view: &View<'_>,
    annotation: Id,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    let source = view.project.annotations().get(&annotation).ok_or_else(|| missing(annotation))?;
    let draft = view.project.draft_id().ok_or_else(|| missing(annotation))?;
    let words = source.target(draft).map(|target| target.quote.clone()).unwrap_or_default();
    let text = view.project.text();
    let mut edits = Vec::new();
    let mut found = 0_usize;
    for range in occurrences(text, &words) {
        if same_place(view, &source.kind, &[range]).is_some() {
            continue;
        }
        found += 1;
        let mention = context.id(Table::Annotation);
        edits.push(created(mention, context));
        edits.push(Edit::new(mention, "kind", source.kind.clone()));
        edits.push(Edit::new(mention, "targets", vec![(draft, target(text, &[range], Anchoring::Intact))]));
        edits.push(Edit::new(mention, "record", source.record));
        edits.push(Edit::new(mention, "answers", source.answers.clone()));
    }
    if found == 0 {
        return Err(Refusal(format!("“{}” stands nowhere else unmarked in the text.", beginning(&words))));
    }
    let label = format!("mark {found} more {}", if found == 1 { "mention" } else { "mentions" });
    Ok(Transaction { label, edits, focus: Some(annotation) })
}

/// Finds every place with exactly these words that does not begin or end within a longer word.
fn occurrences<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Range> + 'a {
    let joins = |left: Option<char>, right: Option<char>| {
        left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(words)
        .filter(move |(at, found)| {
            !found.is_empty()
                && !joins(text[..*at].chars().next_back(), found.chars().next())
                && !joins(found.chars().next_back(), text[at + found.len()..].chars().next())
        })
        .map(|(at, found)| Range::new(at, at + found.len()))
}

pub(super) fn set_range(
    view: &View<'_>,
    annotation: Id,
    ranges: &[Range],
    placing: Placing,
) -> Result<Transaction, Refusal> {
    let draft = view.project.draft_id().ok_or_else(|| missing(annotation))?;
    let mut targets =
        view.project.annotations().get(&annotation).ok_or_else(|| missing(annotation))?.targets.clone();
    let text = view.project.text();
    let there = target(text, &placed(text, ranges, placing)?, Anchoring::Intact);
    targets.retain(|(id, _)| *id != draft);
    targets.push((draft, there));
    targets.sort_unstable_by_key(|(id, _)| *id);
    let edits = vec![Edit::new(annotation, "targets", targets)];
    Ok(Transaction { label: "change range of mark".into(), edits, focus: Some(annotation) })
}

pub(super) fn set_kind(
    view: &View<'_>,
    annotation: Id,
    kind: &str,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    let row = known_kind(view, kind)?;
    let label = format!("change kind of mark to {}", row.label.to_lowercase());
    let (mut edits, gone) = turned(view, &[annotation], row, context)?;
    edits.extend(record::unanswered(view, &gone.into_iter().collect()));
    Ok(Transaction { label, edits, focus: Some(annotation) })
}

/// Finds a kind of the vocabulary, or refuses.
pub(super) fn known_kind<'a>(view: &View<'a>, kind: &str) -> Result<&'a Kind, Refusal> {
    view.vocabulary.kind(kind).ok_or_else(|| unknown_kind(view, kind))
}

/// Makes marks that speak of one record marks of another kind, and says which record is gone with that: one of
/// which these are all the mentions hands over what it holds.
pub(super) fn turned(
    view: &View<'_>,
    mentions: &[Id],
    row: &Kind,
    context: &mut dyn Context,
) -> Result<(Vec<Edit>, Option<Id>), Refusal> {
    let annotations = view.project.annotations();
    let marks = mentions.iter().map(|id| annotations.get(id).map(|mark| (*id, mark)).ok_or(missing(*id)));
    let marks: Vec<(Id, &Annotation)> = marks.collect::<Result<_, _>>()?;
    let old = marks.first().and_then(|(_, mark)| mark.record);
    let mut edits: Vec<Edit> = marks.iter().map(|(id, _)| Edit::new(*id, "kind", row.id.clone())).collect();
    let mut gone = None;
    let table = row.meaning.record_table();
    if old.map(Id::table) != table {
        let new = table.map(|table| context.id(table));
        if let Some(new) = new {
            let notes: Vec<String> = marks.iter().map(|(_, mark)| mark.note.clone()).collect();
            edits.push(created(new, context));
            edits.extend(carried_over(view, old, &joined(&notes), new));
            edits.extend(marks.iter().map(|(id, _)| Edit::new(*id, "note", String::new())));
        } else if let Some(old) = old {
            for (id, mark) in &marks {
                let notes = [mark.note.clone(), view.project.text_of(old, "note"), words_of(view, old)];
                edits.push(Edit::new(*id, "note", joined(&notes)));
            }
        }
        edits.extend(marks.iter().map(|(id, _)| Edit::new(*id, "record", new)));
        gone = old.filter(|old| view.outline.mentions(*old).len() == marks.len());
        if let Some(old) = gone {
            for evidence in view.outline.evidence(old) {
                match new.filter(|new| new.table() != Table::Query) {
                    Some(new) => edits.push(Edit::new(*evidence, "record", Some(new))),
                    None => edits.extend(record::erase(view, *evidence)),
                }
            }
            for part in view.outline.parts(old) {
                edits.extend(record::erase(view, *part));
            }
            let questions = view.outline.questions(old).iter();
            edits.extend(questions.map(|query| Edit::new(*query, "about", new)));
            for part in view.outline.parts(old) {
                edits.extend(record::erase(view, *part));
            }
            edits.extend(record::erase(view, old));
        }
    }
    if row.meaning != KindMeaning::Response {
        edits.extend(marks.iter().map(|(id, _)| Edit::new(*id, "answers", Vec::<Id>::new())));
    }
    Ok((edits, gone))
}

/// Carries over what the old record and the new one have in common: their words, their notes, and fields of one
/// name that are entered alike.
fn carried_over(view: &View<'_>, old: Option<Id>, note: &str, new: Id) -> Vec<Edit> {
    let mut edits = Vec::new();
    if new.table() == Table::Query {
        edits.extend(record::open_query(new, view.vocabulary));
    }
    let Some(old) = old else {
        edits.push(Edit::new(new, "note", note.to_owned()));
        return edits;
    };
    let alike = |field: &FieldInfo| {
        new.table().field(field.name).is_some_and(|other| other.widget == field.widget)
            && field.name != "created"
    };
    for field in old.table().fields().iter().filter(|field| alike(field)) {
        let slot = Slot { record: old, field: field.name };
        edits.push(Edit { slot: Slot { record: new, field: field.name }, value: view.project.value(&slot) });
    }
    edits.push(Edit::new(new, "note", joined(&[note.to_owned(), view.project.text_of(old, "note")])));
    if let Some(field) = new.table().words_field() {
        edits.push(Edit::new(new, field, words_of(view, old)));
    }
    edits
}

/// Joins notes by blank lines, without the empty ones.
fn joined(notes: &[String]) -> String {
    let filled: Vec<&str> = notes.iter().map(String::as_str).filter(|note| !note.is_empty()).collect();
    filled.join("\n\n")
}

fn words_of(view: &View<'_>, record: Id) -> String {
    record.table().words_field().map_or_else(String::new, |field| view.project.text_of(record, field))
}
