//! Marks from another program: all of them in one step.

use std::collections::{BTreeMap, BTreeSet};

use super::mark::{detail, placed, target};
use super::{View, created, record};
use crate::model::vocabulary::KindMeaning;
use crate::model::{Anchoring, Edit, Id, Slot, Table, Target, Transaction};
use crate::session::{Context, ImportedMark, Placing, Refusal};

pub(super) fn take_in(
    view: &View<'_>,
    marks: Vec<ImportedMark>,
    from: &str,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    let draft = view
        .project
        .draft_id()
        .ok_or_else(|| Refusal::new("There is no article to mark yet. Open one first."))?;
    let text = view.project.text();
    let mut edits = Vec::new();
    let mut records: BTreeMap<String, Id> = BTreeMap::new();
    let mut made: BTreeSet<Id> = BTreeSet::new();
    let mut count = 0_usize;
    for mark in marks {
        if mark.id.is_some_and(|id| view.project.has(id) || !made.insert(id)) {
            continue;
        }
        let meaning = view.vocabulary.meaning_of_kind(&mark.kind);
        let place = match placed(text, &mark.ranges, Placing::Exact) {
            Ok(ranges) => target(text, &ranges, mark.state),
            Err(_) => Target {
                quote: mark.quote.0,
                prefix: mark.quote.1,
                suffix: mark.quote.2,
                state: Anchoring::Lost,
                ranges: Vec::new(),
            },
        };
        let annotation = mark.id.unwrap_or_else(|| context.id(Table::Annotation));
        edits.push(match mark.created {
            Some(stamp) => Edit::new(annotation, "created", Some(stamp)),
            None => created(annotation, context),
        });
        edits.push(Edit::new(annotation, "kind", mark.kind));
        edits.push(Edit::new(annotation, "targets", vec![(draft, place)]));
        edits.push(Edit::new(annotation, "note", mark.note));
        let speaks_of = meaning.and_then(KindMeaning::record_table).map(|table| {
            let named = mark.record.as_deref().and_then(Id::parse).filter(|id| id.table() == table);
            let known = mark.record.as_ref().and_then(|key| records.get(key).copied());
            let there = known.or_else(|| named.filter(|id| view.project.has(*id)));
            there.unwrap_or_else(|| {
                let new = named.unwrap_or_else(|| context.id(table));
                made.insert(new);
                edits.push(created(new, context));
                if table == Table::Query {
                    edits.extend(record::open_query(new, view.vocabulary));
                }
                if let Some(key) = &mark.record {
                    records.insert(key.clone(), new);
                }
                new
            })
        });
        edits.push(Edit::new(annotation, "record", speaks_of));
        for (field, value) in mark.details {
            // A record that was here before stays as it is here.
            let is_kept = |id: Id| !made.contains(&id) && id.table().field(field).is_some();
            if speaks_of.is_some_and(is_kept) {
                continue;
            }
            // A choice that this vocabulary lacks is kept as it came: another desk may have the row.
            if let Ok(edit) = detail(annotation, speaks_of, field, value) {
                edits.push(record::ready(view, edit.clone(), context).unwrap_or(edit));
            }
        }
        for (id, fields) in mark.along {
            if view.project.has(id) || !made.insert(id) {
                continue;
            }
            for (field, value) in fields {
                edits.push(Edit { slot: Slot { record: id, field }, value });
            }
        }
        count += 1;
    }
    if count == 0 {
        return Err(Refusal(format!("There is no new mark in this {from} file.")));
    }
    let label = format!("import {count} {}", if count == 1 { "mark" } else { "marks" });
    Ok(Transaction { label, edits, focus: None })
}
