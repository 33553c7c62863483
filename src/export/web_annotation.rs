//! Marks as W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>): one page of JSON-LD, from which they
//! come back as they were.
//!
//! Knows no project. Each annotation stands for itself: the kind is a tagging body, notes and statements are bodies
//! that any reader shows, each range is a target with a quote and a position (code points). What the standard has
//! no word for are properties under `urn:redpencil:`; a record that several marks speak of is written out at the
//! first of them, and so is each source and person.
//!
//! *Limitations:* sources and people that no mark leans on, queries without a mark, and kept files stay behind.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::{Card, Exporter, Handout, Mark, Shape, Stopped, Watch};
use crate::anchor::quote;
use crate::model::vocabulary::KindMeaning;
use crate::model::{Anchoring, Id, Stamp, Table, Value};
use crate::text::Range;
use crate::text::units::Units;

/// Names what is ours; `import::web_annotation` reads the same names, which a test holds together.
const NAMESPACE: &str = "urn:redpencil:";

/// Writes the marks as a Web Annotation page.
pub struct WebAnnotation;

impl Exporter for WebAnnotation {
    fn id(&self) -> &'static str {
        "web-annotation"
    }

    fn label(&self) -> &'static str {
        "W3C Web Annotation (JSON-LD)"
    }

    fn extension(&self) -> &'static str {
        "jsonld"
    }

    fn shape(&self) -> Shape {
        Shape::Text
    }

    fn write(&self, handout: &Handout, watch: &Watch) -> Result<Vec<u8>, Stopped> {
        let lost: &[Mark] = handout.workings.as_ref().map_or(&[], |workings| &workings.lost);
        watch.begin(handout.marks.len() + lost.len())?;
        let mut page = Page { handout, units: Units::new(&handout.text), written: BTreeSet::new() };
        let mut items: Vec<Json> = Vec::with_capacity(handout.marks.len() + lost.len());
        for mark in handout.marks.iter().chain(lost) {
            items.push(page.annotation(mark));
            watch.step()?;
        }
        let page = json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": urn(&format!("annotations:{}", handout.sha256)),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        });
        let mut bytes = serde_json::to_vec_pretty(&page).unwrap_or_default();
        bytes.push(b'\n');
        Ok(bytes)
    }
}

fn urn(name: &str) -> String {
    format!("{NAMESPACE}{name}")
}

struct Page<'a> {
    handout: &'a Handout,
    units: Units,
    written: BTreeSet<Id>,
}

impl Page<'_> {
    fn annotation(&mut self, mark: &Mark) -> Json {
        let mut item = Map::new();
        item.insert("@context".into(), "http://www.w3.org/ns/anno.jsonld".into());
        item.insert("id".into(), urn(&mark.id.to_string()).into());
        item.insert("type".into(), "Annotation".into());
        item.insert("motivation".into(), motivation(mark.meaning).into());
        signed(&mut item, mark.card.value("created"));
        item.insert("body".into(), self.bodies(mark).into());
        item.insert("target".into(), self.target(mark));
        if mark.state != Anchoring::Intact {
            item.insert(urn("state"), mark.state.name().into());
        }
        let answers: Vec<Json> =
            mark.card.links("answers").iter().map(|id| urn(&id.to_string()).into()).collect();
        if !answers.is_empty() {
            item.insert(urn("answers"), answers.into());
        }
        let record = mark.record.and_then(|record| self.handout.card(record));
        item.insert(urn("record"), record.map_or(Json::Null, |card| self.record(card)));
        Json::Object(item)
    }

    fn bodies(&self, mark: &Mark) -> Vec<Json> {
        let mut bodies = vec![body("tagging", &mark.kind, None)];
        let note = mark.card.words("note");
        if !note.is_empty() {
            bodies.push(body("commenting", note, None));
        }
        let Some(card) = mark.record.and_then(|record| self.handout.card(record)) else { return bodies };
        let heading = match card.id.table() {
            Table::Claim => "statement",
            Table::Quotation => "content",
            Table::Allegation => "gist",
            _ => "question",
        };
        let purpose = if heading == "question" { "questioning" } else { "describing" };
        for (name, purpose) in [(heading, purpose), ("note", "commenting")] {
            let words = card.words(name);
            if !words.is_empty() {
                bodies.push(body(purpose, words, Some(name)));
            }
        }
        bodies
    }

    fn target(&self, mark: &Mark) -> Json {
        let source = urn(&format!("text:{}", self.handout.sha256));
        let mut targets: Vec<Json> = mark
            .ranges
            .iter()
            .filter_map(|range| Some(json!({"source": source, "selector": self.selectors(*range)?})))
            .collect();
        match targets.len() {
            0 if mark.quote.is_empty() => source.into(),
            0 => {
                let quote = quoted(&mark.quote, &mark.prefix, &mark.suffix);
                json!({"source": source, "selector": quote})
            }
            1 => targets.remove(0),
            _ => targets.into(),
        }
    }

    fn selectors(&self, range: Range) -> Option<Json> {
        let text: &str = &self.handout.text;
        let exact = range.of(text)?;
        let place = self.units.code_points_of(text, range);
        Some(json!([
            quoted(exact, quote::prefix(text, range.start), quote::suffix(text, range.end)),
            {"type": "TextPositionSelector", "start": place.start, "end": place.end},
        ]))
    }

    /// Writes a record out where it is met for the first time, else names it.
    fn record(&mut self, card: &Card) -> Json {
        let name = urn(&card.id.to_string());
        if !self.written.insert(card.id) {
            return name.into();
        }
        let mut out = Map::new();
        out.insert("id".into(), name.into());
        signed(&mut out, card.value("created"));
        for field in &card.fields {
            // What a part hangs on follows from where it stands.
            if field.name == "created" || (card.id.table().is_part() && field.name == "record") {
                continue;
            }
            if let Some(value) = self.value(&field.value) {
                out.insert(urn(field.name), value);
            }
        }
        let handout = self.handout;
        let evidence: Vec<Json> = handout
            .evidence_of(card.id)
            .filter(|piece| !piece.sealed)
            .map(|piece| self.record(piece))
            .collect();
        if !evidence.is_empty() {
            out.insert(urn("evidence"), evidence.into());
        }
        let parts: Vec<Json> = handout.parts_of(card.id).map(|part| self.record(part)).collect();
        if !parts.is_empty() {
            out.insert(
                urn(if card.id.table() == Table::Query { "messages" } else { "attempts" }),
                parts.into(),
            );
        }
        Json::Object(out)
    }

    fn value(&mut self, value: &Value) -> Option<Json> {
        match value {
            Value::Text(text) => Some(text.as_str().into()),
            Value::Names(names) => Some(names.clone().into()),
            Value::Pairs(pairs) => {
                Some(pairs.iter().map(|(name, words)| Json::from(vec![name.as_str(), words])).collect())
            }
            Value::Link(id) => self.link(*id),
            Value::Links(ids) => Some(Json::Array(ids.iter().filter_map(|id| self.link(*id)).collect())),
            Value::Status(status) => {
                let mut out = Map::new();
                out.insert("value".into(), status.id.as_str().into());
                signed(&mut out, Some(&Value::Stamp(Stamp { by: status.by.clone(), at: status.at })));
                out.insert(urn("text"), status.draft.as_str().into());
                if !status.basis.is_empty() {
                    out.insert(urn("basis"), status.basis.as_str().into());
                }
                Some(Json::Object(out))
            }
            Value::Nothing
            | Value::Stamp(_)
            | Value::Targets(_)
            | Value::Passage(_)
            | Value::Blocks(_)
            | Value::Prose(_)
            | Value::File(_)
            | Value::Sealed(_) => None,
        }
    }

    fn link(&mut self, id: Id) -> Option<Json> {
        let card = self.handout.card(id)?;
        match id.table() {
            Table::Source | Table::Person if card.sealed => None,
            Table::Source | Table::Person => Some(self.record(card)),
            _ => Some(urn(&id.to_string()).into()),
        }
    }
}

fn motivation(meaning: Option<KindMeaning>) -> &'static str {
    match meaning {
        Some(KindMeaning::Claim | KindMeaning::Allegation | KindMeaning::Quotation) => "assessing",
        Some(KindMeaning::Query) => "questioning",
        Some(KindMeaning::NoCheck) => "highlighting",
        _ => "commenting",
    }
}

fn signed(out: &mut Map<String, Json>, created: Option<&Value>) {
    let Some(Value::Stamp(stamp)) = created else { return };
    if !stamp.by.is_empty() {
        out.insert("creator".into(), json!({"type": "Person", "name": stamp.by}));
    }
    out.insert("created".into(), stamp.at.to_string().into());
}

fn body(purpose: &str, value: &str, field: Option<&str>) -> Json {
    let mut out = Map::new();
    out.insert("type".into(), "TextualBody".into());
    out.insert("purpose".into(), purpose.into());
    out.insert("value".into(), value.into());
    out.insert("format".into(), "text/plain".into());
    if let Some(field) = field {
        out.insert(urn("field"), field.into());
    }
    Json::Object(out)
}

fn quoted(exact: &str, prefix: &str, suffix: &str) -> Json {
    json!({"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix})
}
