//! Records of this program as they stand in an annotation: fields under our names, and the records they lean on.
//!
//! Takes only what a record's field table has, in the shape that the table asks for.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::{each, ours, own, person};
use crate::import::mark::ImportedMark;
use crate::model::{Id, Moment, Stamp, Status, Table, Value, Widget};

/// The lists in which a record has its parts, with the tables of these.
const PARTS: [(&str, Table); 3] =
    [("evidence", Table::Evidence), ("attempts", Table::Attempt), ("messages", Table::Message)];

type Fields = Vec<(&'static str, Value)>;

/// Returns the id of a record that is named, or written out.
pub(super) fn name(json: &Json) -> Option<Id> {
    let name = json.as_str().or_else(|| json.get("id")?.as_str())?;
    ours(name).and_then(Id::parse)
}

/// Reads the fields of a record that is written out; the records it leans on are added to `along`.
pub(super) fn read(json: &Json, along: &mut Vec<(Id, Fields)>) -> Fields {
    let (Some(object), Some(id)) = (json.as_object(), name(json)) else { return Vec::new() };
    let mut fields = fields(object, id, along);
    for (list, table) in PARTS {
        for part in each(own(object, list)) {
            let (Some(piece), Some(part_id)) = (part.as_object(), name(part)) else { continue };
            if part_id.table() == table {
                let mut part = self::fields(piece, part_id, along);
                part.push(("record", Value::Link(id)));
                along.push((part_id, part));
            }
        }
    }
    fields.retain(|(_, value)| *value != Value::Nothing);
    fields
}

fn fields(object: &Map<String, Json>, id: Id, along: &mut Vec<(Id, Fields)>) -> Fields {
    let mut fields: Fields = Vec::new();
    if let Some(at) = object.get("created").and_then(Json::as_str).and_then(Moment::parse) {
        fields.push(("created", Value::Stamp(Stamp { by: signer(object), at })));
    }
    for field in id.table().fields() {
        let Some(json) = own(object, field.name) else { continue };
        let value = match field.widget {
            Widget::Line
            | Widget::Lines
            | Widget::Date
            | Widget::Url
            | Widget::Choice(_)
            | Widget::Rating => json.as_str().map(|text| Value::Text(text.to_owned())),
            Widget::Status => status(json),
            Widget::Names => {
                let names = each(Some(json)).iter().filter_map(Json::as_str).map(str::to_owned).collect();
                Some(Value::Names(names))
            }
            Widget::Pairs(_) => {
                let pair = |json: &Json| {
                    Some((json.get(0)?.as_str()?.to_owned(), json.get(1)?.as_str()?.to_owned()))
                };
                Some(Value::Pairs(each(Some(json)).iter().filter_map(pair).collect()))
            }
            Widget::Person => link(json, Table::Person, along).map(Value::Link),
            Widget::Source => link(json, Table::Source, along).map(Value::Link),
            Widget::People => {
                let links = each(Some(json)).iter().filter_map(|one| link(one, Table::Person, along));
                Some(Value::Links(links.collect()))
            }
            Widget::Allegations | Widget::Hidden | Widget::File | Widget::Sealed => None,
        };
        fields.extend(value.filter(is_filled).map(|value| (field.name, value)));
    }
    fields
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::Text(text) => !text.is_empty(),
        Value::Links(links) => !links.is_empty(),
        Value::Names(names) => !names.is_empty(),
        Value::Pairs(pairs) => !pairs.is_empty(),
        _ => true,
    }
}

fn signer(object: &Map<String, Json>) -> String {
    object.get("creator").map(|creator| person(creator).name).unwrap_or_default()
}

fn status(json: &Json) -> Option<Value> {
    let object = match json {
        Json::String(id) => return Some(Value::Text(id.clone())),
        Json::Object(object) => object,
        _ => return None,
    };
    let id = object.get("value")?.as_str()?;
    let Some(at) = object.get("created").and_then(Json::as_str).and_then(Moment::parse) else {
        return Some(Value::Text(id.to_owned()));
    };
    let kept = |name| own(object, name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let (draft, basis) = (kept("text"), kept("basis"));
    Some(Value::Status(Status { id: id.to_owned(), by: signer(object), at, draft, basis }))
}

fn link(json: &Json, table: Table, along: &mut Vec<(Id, Fields)>) -> Option<Id> {
    let id = name(json).filter(|id| id.table() == table)?;
    if let Some(object) = json.as_object() {
        let fields = fields(object, id, along);
        along.push((id, fields));
    }
    Some(id)
}

/// Takes links out that point at nothing in the file.
pub(super) fn keep_known_links(marks: &mut [ImportedMark]) {
    let mut known: BTreeSet<Id> =
        marks.iter().flat_map(|mark| mark.along.iter().map(|(id, _)| *id)).collect();
    known.extend(marks.iter().filter_map(|mark| mark.record.as_deref().and_then(Id::parse)));
    let prune = |fields: &mut Fields| {
        fields.retain_mut(|(_, value)| match value {
            Value::Link(id) => known.contains(id),
            Value::Links(ids) => {
                ids.retain(|id| known.contains(id));
                !ids.is_empty()
            }
            _ => true,
        });
    };
    for mark in marks {
        prune(&mut mark.details);
        mark.along.iter_mut().for_each(|(_, fields)| prune(fields));
    }
}
