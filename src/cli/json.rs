//! A project as JSON: every record under its table's name, every field under its own, offsets in code points.
//!
//! What is empty is `null`, or `[]` where there could be several.

use serde_json::{Map, Value as Json, json};

use crate::anchor::comparison::Segment;
use crate::anchor::comparison::record::of_evidence;
use crate::model::sign_off::Standing;
use crate::model::vocabulary::Question;
use crate::model::{
    Annotation, FileRef, Id, Item, Outline, Project, Slot, Stamp, Table, Value, Version, Vocabulary, Widget,
};
use crate::session::sign_off::Account;
use crate::text::calculation::{Notation, evaluate, is_sum};
use crate::text::{Block, Range, Units};

/// What a project's JSON is made from.
pub(super) struct Writer<'a> {
    project: &'a Project,
    outline: &'a Outline,
    vocabulary: &'a Vocabulary,
    units: Units,
}

/// The tables that stand in the JSON whole, with their names there.
const TABLES: &[(&str, Table)] = &[
    ("claims", Table::Claim),
    ("quotations", Table::Quotation),
    ("allegations", Table::Allegation),
    ("sources", Table::Source),
    ("evidence", Table::Evidence),
    ("people", Table::Person),
    ("attempts", Table::Attempt),
    ("queries", Table::Query),
    ("messages", Table::Message),
    ("waivers", Table::Waiver),
];

/// Writes blocks with their places.
pub(super) fn blocks(text: &str, units: &Units, blocks: &[Block]) -> Json {
    let block = |block: &Block| {
        let span = units.code_points_of(text, block.range);
        json!({ "kind": block.kind.name(), "start": span.start, "end": span.end })
    };
    blocks.iter().map(block).collect()
}

impl<'a> Writer<'a> {
    /// Writes about this project.
    pub fn new(project: &'a Project, outline: &'a Outline, vocabulary: &'a Vocabulary) -> Self {
        Self { project, outline, vocabulary, units: Units::new(project.text()) }
    }

    /// Writes the whole project.
    pub fn project(&self) -> Json {
        let article = self.fields(Id::ARTICLE);
        let mut json = Map::new();
        json.insert("title".into(), article.get("title").cloned().unwrap_or_default());
        json.insert("article".into(), article.into());
        json.insert("draft".into(), self.draft());
        json.insert("text".into(), self.project.text().into());
        let draft = self.project.draft().map_or(&[][..], |draft| draft.blocks.as_slice());
        json.insert("blocks".into(), blocks(self.project.text(), &self.units, draft));
        let marks = self.outline.marks.iter().map(|mark| mark.id).chain(self.outline.lost.iter().copied());
        let annotations = marks.filter_map(|id| {
            self.project.annotations().get(&id).map(|annotation| self.annotation(id, annotation))
        });
        json.insert("annotations".into(), annotations.collect());
        for (name, table) in TABLES {
            let ids = self.project.ids().into_iter().filter(|id| id.table() == *table);
            json.insert((*name).into(), ids.map(|id| self.record(id)).collect());
        }
        json.insert("checklist".into(), self.checklist());
        json.insert("conflicts".into(), conflicts(self.project));
        json.into()
    }

    /// Returns a range in code points.
    pub fn span(&self, range: Range) -> std::ops::Range<usize> {
        self.units.code_points_of(self.project.text(), range)
    }

    fn draft(&self) -> Json {
        let Some((id, draft)) = self.project.draft_id().zip(self.project.draft()) else { return Json::Null };
        json!({
            "id": id.to_string(),
            "name": draft.name,
            "created": draft.created.as_ref().map(stamp),
            "sha256": draft.text.as_ref().map(crate::model::Prose::sha256),
            "original": draft.original.as_ref().map(file),
        })
    }

    fn annotation(&self, id: Id, annotation: &Annotation) -> Json {
        let target = self.project.target(id);
        let place = target.filter(|target| !target.ranges.is_empty());
        let span = place.map(|target| self.span(target.span()));
        let ranges = place.map_or(&[][..], |target| target.ranges.as_slice());
        let range = |range: &Range| {
            let span = self.span(*range);
            json!({ "start": span.start, "end": span.end })
        };
        let record = annotation.record;
        let own = |field: &str| record.and_then(|record| Slot::named(record, field));
        let of_record = |field: &str| own(field).map_or(Json::Null, |slot| self.field(slot));
        let note =
            if annotation.note.is_empty() { of_record("note") } else { annotation.note.clone().into() };
        let evidence = record.map_or(&[][..], |record| self.outline.evidence(record));
        let mentions = record.map_or(&[][..], |record| self.outline.mentions(record));
        let numbered = |ids: &[Id]| -> Json { ids.iter().map(Id::to_string).collect() };
        json!({
            "id": id.to_string(),
            "number": self.outline.number(id),
            "kind": annotation.kind,
            "start": span.as_ref().map(|span| span.start),
            "end": span.as_ref().map(|span| span.end),
            "ranges": ranges.iter().map(range).collect::<Json>(),
            "quote": target.map(|target| &target.quote),
            "prefix": target.map(|target| &target.prefix),
            "suffix": target.map(|target| &target.suffix),
            "state": target.map(|target| target.state.name()),
            "record": record.map(|record| record.to_string()),
            "statement": record.map_or(Json::Null, |record| self.words(record)),
            "category": of_record("category"),
            "status": of_record("status"),
            "note": note,
            "evidence": evidence.iter().map(|id| self.record(*id)).collect::<Json>(),
            "mentions": numbered(mentions),
            "answers": numbered(&annotation.answers),
            "created": annotation.created.as_ref().map(stamp),
        })
    }

    /// Returns the words that say what a record is about.
    fn words(&self, record: Id) -> Json {
        let field = match record.table() {
            Table::Claim => "statement",
            Table::Quotation => "content",
            Table::Allegation => "gist",
            Table::Query => "question",
            _ => return Json::Null,
        };
        self.field(Slot { record, field })
    }

    /// Writes a record with its id, its fields and what hangs on it.
    fn record(&self, id: Id) -> Json {
        let mut json = Map::new();
        json.insert("id".into(), id.to_string().into());
        json.append(&mut self.fields(id));
        let ids = |ids: &[Id]| -> Json { ids.iter().map(Id::to_string).collect() };
        match id.table() {
            Table::Claim | Table::Quotation | Table::Allegation => {
                json.insert("annotations".into(), ids(self.outline.mentions(id)));
                json.insert("evidence".into(), ids(self.outline.evidence(id)));
            }
            Table::Query => {
                json.insert("annotations".into(), ids(self.outline.mentions(id)));
                json.insert("thread".into(), ids(self.outline.parts(id)));
            }
            Table::Source => {
                json.insert("evidence".into(), ids(self.outline.uses(id)));
            }
            Table::Evidence => {
                json.insert("computed".into(), self.computed(id));
                json.insert("comparison".into(), self.comparison(id));
            }
            _ => {}
        }
        if id.table() == Table::Allegation {
            json.insert("responses".into(), ids(self.outline.answers(id)));
            json.insert("attempts".into(), ids(self.outline.parts(id)));
        }
        json.into()
    }

    /// Says what the calculation of a piece of evidence comes to.
    fn computed(&self, evidence: Id) -> Json {
        let line = self.project.text_of(evidence, "calculation");
        match evaluate(&line, Notation::of_language(&self.project.article().language)) {
            Some(Ok(outcome)) => json!({
                "result": outcome.result,
                "exact": outcome.is_exact,
                "right": (!outcome.verdicts.is_empty()).then(|| outcome.is_right()),
                "words": outcome.words(),
            }),
            Some(Err(fault)) if is_sum(&line) => json!({ "error": fault.message }),
            _ => Json::Null,
        }
    }

    /// Compares the quotation that a piece of evidence speaks to with its source's words.
    fn comparison(&self, evidence: Id) -> Json {
        let Some(compared) = of_evidence(self.project, self.outline, evidence) else { return Json::Null };
        let (content, source) = (Units::new(&compared.content), Units::new(&compared.source));
        let span = |units: &Units, text: &str, range: Range| {
            let at = |byte: usize| units.code_point_of_byte(text, byte);
            json!({ "start": at(range.start), "end": at(range.end) })
        };
        let difference = |segment: &Segment| {
            json!({
                "class": segment.class.name(),
                "words": compared.comparison.sentence(segment, &compared.content, &compared.source),
                "content": span(&content, &compared.content, segment.content),
                "source": span(&source, &compared.source, segment.source),
            })
        };
        json!({
            "summary": compared.comparison.summary(),
            "found": compared.comparison.is_found,
            "grave": compared.comparison.is_grave(),
            "differences": compared.comparison.differences().map(difference).collect::<Json>(),
        })
    }

    fn fields(&self, id: Id) -> Map<String, Json> {
        let mut json = Map::new();
        for field in id.table().fields() {
            let slot = Slot { record: id, field: field.name };
            json.insert(field.name.into(), self.field(slot));
            if let Value::Status(status) = self.project.value(&slot) {
                json.insert("status_by".into(), status.by.into());
                json.insert("status_at".into(), status.at.to_string().into());
                json.insert("status_draft".into(), status.draft.into());
            }
        }
        json
    }

    fn field(&self, slot: Slot) -> Json {
        let widget = slot.record.table().field(slot.field).map_or(Widget::Hidden, |field| field.widget);
        match (self.project.value(&slot), widget) {
            (Value::Nothing, Widget::Status) => {
                self.vocabulary.status("").map_or(Json::Null, |row| row.id.clone().into())
            }
            (Value::Nothing, Widget::People | Widget::Allegations | Widget::Names | Widget::Pairs(_)) => {
                json!([])
            }
            (value, _) => plain(&value),
        }
    }

    /// Writes every question of the checklist with its answer, asked or not.
    fn checklist(&self) -> Json {
        let question = |question: &Question| {
            let id = Item::id_of(&question.id);
            let mut json = Map::new();
            json.insert("id".into(), id.to_string().into());
            json.insert("group".into(), question.group.as_str().into());
            json.insert("question".into(), question.label.as_str().into());
            json.append(&mut self.fields(id));
            json.insert("row".into(), question.id.as_str().into());
            Json::from(json)
        };
        self.vocabulary.checklist.iter().map(question).collect()
    }
}

/// Writes sign-offs with what has changed since.
pub(super) fn sign_offs(accounts: &[Account]) -> Json {
    let one = |account: &Account| {
        let changes = account.changes.iter().map(|since| {
            json!({
                "what": since.told,
                "record": since.record.map(|id| id.to_string()),
                "finding": since.is_finding,
            })
        });
        json!({
            "id": account.id.to_string(),
            "role": account.role,
            "person": account.person,
            "at": account.at.to_string(),
            "note": account.note,
            "draft": account.draft,
            "fingerprint": account.fingerprint,
            "stands": account.standing == Standing::Stands,
            "withdrawn": account.withdrawn.as_ref().map(stamp),
            "withdrawal": account.withdrawal,
            "changed_since": changes.collect::<Json>(),
        })
    };
    accounts.iter().map(one).collect()
}

/// Writes the slots that two writers changed without having seen one another, with all their values.
pub(super) fn conflicts(project: &Project) -> Json {
    let conflict = |(slot, versions): (&Slot, &Vec<Version>)| {
        let version = |version: &Version| json!({ "value": plain(&version.value), "by": version.by.as_ref().map(stamp) });
        json!({
            "record": slot.record.to_string(),
            "field": slot.field,
            "values": versions.iter().map(|version| plain(&version.value)).collect::<Json>(),
            "versions": versions.iter().map(version).collect::<Json>(),
        })
    };
    project.conflicts().iter().map(conflict).collect()
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Nothing => Json::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Link(id) => id.to_string().into(),
        Value::Links(ids) => ids.iter().map(Id::to_string).collect(),
        Value::Names(names) => names.iter().map(String::as_str).collect(),
        Value::Pairs(pairs) => {
            pairs.iter().map(|(name, words)| json!({ "name": name, "value": words })).collect()
        }
        Value::Passage(passage) => json!({
            "text": passage.text,
            "quote": passage.target.quote,
            "ranges": passage.target.ranges.iter().map(|range| json!([range.start, range.end])).collect::<Json>(),
            "state": passage.target.state.name(),
        }),
        Value::Stamp(made) => stamp(made),
        Value::Status(status) => status.id.as_str().into(),
        Value::File(kept) => file(kept),
        Value::Sealed(_) => json!({ "sealed": true }),
        Value::Targets(targets) => targets
            .iter()
            .map(|(draft, target)| json!({ "draft": draft.to_string(), "quote": target.quote }))
            .collect(),
        Value::Blocks(blocks) => blocks.iter().map(|block| block.kind.name()).collect(),
        Value::Prose(prose) => prose.sha256().into(),
    }
}

fn stamp(stamp: &Stamp) -> Json {
    json!({ "by": stamp.by, "at": stamp.at.to_string() })
}

fn file(file: &FileRef) -> Json {
    json!({
        "name": file.name,
        "sha256": file.sha256,
        "extension": file.extension,
        "bytes": file.bytes,
    })
}
