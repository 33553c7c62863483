//! Marks from W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>): one annotation, an array of them, a
//! page or a collection.
//!
//! No way in for articles: it is handed the draft, and finds in it what the annotations point at. Nothing is
//! dropped in silence: what the program has no field for goes into the mark's note, words that are not found make a
//! mark that waits without a place, and one bad annotation is reported while the rest goes in.

mod fault;
mod record;
mod selector;

use serde_json::{Map, Value as Json};

use super::Unreadable;
use super::mark::ImportedMark;
use crate::model::vocabulary::KindMeaning;
use crate::model::{Anchoring, Id, Moment, Stamp, Table, Value, Vocabulary};
use selector::Finder;

/// Names what is ours; `export::web_annotation` writes the same names, which a test holds together.
const NAMESPACE: &str = "urn:redpencil:";

/// What a file of annotations holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// The marks in the order of the file.
    pub marks: Vec<ImportedMark>,
    /// What could not be taken over, or not for sure, one plain sentence each.
    pub warnings: Vec<String>,
}

/// Reads annotations of `text`, the current draft.
///
/// Fails where the bytes are no JSON, or JSON that holds no annotation.
pub fn read(bytes: &[u8], text: &str, vocabulary: &Vocabulary) -> Result<Marks, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let json: Json = serde_json::from_slice(bytes).map_err(|error| {
        Unreadable::new(format!(
            "This file is no JSON (line {}, column {}). Give a file of W3C Web Annotations.",
            error.line(),
            error.column()
        ))
    })?;
    let mut items = Vec::new();
    let is_page = collect(&json, &mut items);
    if items.is_empty() && !is_page {
        return Err(Unreadable::new(
            "This JSON holds no annotation. Give W3C Web Annotations: one, an array, or a page with “items”.",
        ));
    }
    let finder = Finder::new(text);
    let mut found = Marks::default();
    for (at, item) in items.into_iter().enumerate() {
        let mut reading = Reading { finder: &finder, vocabulary, warnings: Vec::new() };
        let mark = reading.mark(item);
        let name = item.get("id").and_then(Json::as_str).map_or_else(String::new, |id| format!(" ({id})"));
        let prefix = format!("Annotation {}{name}: ", at + 1);
        found.warnings.extend(reading.warnings.into_iter().map(|warning| prefix.clone() + &warning));
        match mark {
            Ok(mark) => found.marks.push(mark),
            Err(fault) => found.warnings.push(format!("{prefix}{fault} It was left out.")),
        }
    }
    record::keep_known_links(&mut found.marks);
    Ok(found)
}

/// Finds the annotations of a file: the thing itself, the things of an array, a page, a collection or a graph.
/// Tells whether the file is such a container, which may well be empty.
fn collect<'a>(json: &'a Json, items: &mut Vec<&'a Json>) -> bool {
    match json {
        Json::Array(array) => {
            items.extend(array);
            true
        }
        Json::Object(object) => {
            let inside = ["items", "first", "@graph", "rows"].iter().find_map(|key| object.get(*key));
            match inside {
                Some(inside) if !object.contains_key("target") => collect(inside, items),
                _ if object.is_empty() => false,
                _ => {
                    items.push(json);
                    false
                }
            }
        }
        _ => false,
    }
}

/// Returns the name behind our prefix.
fn ours(name: &str) -> Option<&str> {
    name.strip_prefix(NAMESPACE)
}

/// Returns one of our own properties.
fn own<'a>(object: &'a Map<String, Json>, name: &str) -> Option<&'a Json> {
    object.get(&format!("{NAMESPACE}{name}"))
}

/// Treats one thing and a list of things alike.
fn each(json: Option<&Json>) -> &[Json] {
    match json {
        None | Some(Json::Null) => &[],
        Some(Json::Array(array)) => array,
        Some(one) => std::slice::from_ref(one),
    }
}

struct Reading<'a> {
    finder: &'a Finder<'a>,
    vocabulary: &'a Vocabulary,
    warnings: Vec<String>,
}

/// What the bodies of an annotation say.
#[derive(Default)]
struct Said {
    kind: Option<String>,
    comments: Vec<String>,
    rest: Vec<String>,
    details: Vec<(&'static str, Value)>,
}

impl Reading<'_> {
    fn mark(&mut self, item: &Json) -> Result<ImportedMark, String> {
        let object = item.as_object().ok_or("It is no JSON object.")?;
        fault::refuse(object)?;
        self.warnings.extend(fault::complain(object));
        let is_ours = own(object, "record").is_some();
        let record = own(object, "record").and_then(record::name);
        let mut said = Said::default();
        for body in each(object.get("body")) {
            self.body(body, record, &mut said);
        }
        said.comments.extend(object.get("bodyValue").and_then(Json::as_str).map(str::to_owned));
        let motivations: Vec<&str> = each(object.get("motivation")).iter().filter_map(Json::as_str).collect();
        let asks = motivations.contains(&"questioning");
        let meaning = if asks { KindMeaning::Query } else { KindMeaning::Claim };
        let usual = self.vocabulary.kind_meaning(meaning).map(|kind| kind.id.clone());
        let kind = said.kind.take().or(usual).ok_or("The vocabulary has no kind of mark for it.")?;
        let mut mark =
            ImportedMark { kind, record: record.map(|id| id.to_string()), ..ImportedMark::default() };
        mark.id = object.get("id").and_then(Json::as_str).and_then(ours).and_then(Id::parse);
        mark.id = mark.id.filter(|id| id.table() == Table::Annotation);
        self.place(object, &mut mark, &mut said.rest);
        sign(object, &mut mark, &mut said.rest);
        if let Some(json) = own(object, "record") {
            mark.details = record::read(json, &mut mark.along);
        }
        let answers: Vec<Id> = each(own(object, "answers")).iter().filter_map(record::name).collect();
        if !answers.is_empty() {
            mark.details.push(("answers", Value::Links(answers)));
        }
        // What another program has edited is what it showed: the bodies.
        for (field, value) in said.details {
            mark.details.retain(|(name, _)| *name != field);
            mark.details.push((field, value));
        }
        if !is_ours {
            let asks = self.vocabulary.meaning_of_kind(&mark.kind) == Some(KindMeaning::Query);
            if asks && !said.comments.is_empty() {
                mark.details.push(("question", Value::Text(said.comments.remove(0))));
            }
            let usual = if asks { "questioning" } else { "assessing" };
            let others = motivations.iter().filter(|word| **word != usual);
            said.rest.extend(others.map(|word| format!("Motivation: {word}")));
        }
        if !said.rest.is_empty() {
            said.comments.push(said.rest.join("\n"));
        }
        mark.note = said.comments.join("\n\n");
        Ok(mark)
    }

    fn body(&self, body: &Json, record: Option<Id>, said: &mut Said) {
        let object = match body {
            Json::Object(object) => object,
            Json::String(address) => return said.rest.push(format!("Body: {address}")),
            _ => return said.rest.push(format!("Body: {body}")),
        };
        let items = each(object.get("items"));
        if !items.is_empty() {
            for item in items {
                self.body(item, record, said);
            }
            return;
        }
        let Some(value) = object.get("value").and_then(Json::as_str) else {
            return said.rest.push(format!("Body: {body}"));
        };
        let field = own(object, "field").and_then(Json::as_str);
        if let Some(field) = field.and_then(|name| record?.table().field(name)) {
            return said.details.push((field.name, Value::Text(value.to_owned())));
        }
        if each(object.get("purpose")).iter().any(|purpose| purpose == "tagging") {
            match self.kind(value) {
                Some(kind) if said.kind.is_none() => said.kind = Some(kind),
                _ => said.rest.push(format!("Tag: {value}")),
            }
            return;
        }
        said.comments.push(value.to_owned());
        if let Some(creator) = object.get("creator") {
            said.rest.push(format!("Comment by: {}", person(creator).all));
        }
    }

    /// Finds the kind that a tag names, by its id or its words on screen.
    fn kind(&self, tag: &str) -> Option<String> {
        let tag = tag.trim().to_lowercase();
        let same = |word: &str| word.to_lowercase() == tag;
        let kinds = &self.vocabulary.kinds;
        let kind = kinds.iter().find(|kind| same(&kind.id) || same(&kind.label) || same(&kind.plural));
        kind.map(|kind| kind.id.clone())
    }

    fn place(&mut self, object: &Map<String, Json>, mark: &mut ImportedMark, rest: &mut Vec<String>) {
        let known = own(object, "state").and_then(Json::as_str).and_then(Anchoring::named);
        let was_lost = known == Some(Anchoring::Lost);
        let mut quotes: Vec<String> = Vec::new();
        let mut state = Anchoring::Intact;
        for target in each(object.get("target")) {
            let place = self.finder.target(target, rest);
            if let Some((exact, prefix, suffix)) = place.quote {
                if quotes.is_empty() {
                    mark.quote.1 = prefix;
                }
                mark.quote.2 = suffix;
                quotes.push(exact);
            }
            if let Some(range) = place.range.filter(|_| !was_lost) {
                state = state.max(place.state);
                mark.ranges.push(range);
            } else {
                state = Anchoring::Lost;
                self.warnings.extend((!was_lost).then(|| place.why.to_owned()));
            }
        }
        mark.quote.0 = quotes.join(" ");
        if state == Anchoring::Lost {
            // Half a place would be a false one.
            mark.ranges.clear();
        }
        let warning = match state {
            Anchoring::Ambiguous => Some("Its words stand in several places: see which is meant."),
            Anchoring::Uncertain => Some("Its place is not borne out by its words: look at it."),
            Anchoring::Changed => Some("Its words have changed: look at it."),
            Anchoring::Intact | Anchoring::Moved | Anchoring::Lost => None,
        };
        self.warnings.extend(warning.map(str::to_owned));
        mark.state = known.filter(|_| state == Anchoring::Intact).unwrap_or(state);
    }
}

fn sign(object: &Map<String, Json>, mark: &mut ImportedMark, rest: &mut Vec<String>) {
    let people: Vec<Agent> = each(object.get("creator")).iter().map(person).collect();
    let names: Vec<&str> =
        people.iter().map(|agent| agent.name.as_str()).filter(|name| !name.is_empty()).collect();
    let at = object.get("created").and_then(Json::as_str).and_then(Moment::parse);
    if at.is_none() || people.iter().any(|agent| agent.name != agent.all) {
        rest.extend(people.iter().map(|agent| format!("Creator: {}", agent.all)));
    }
    mark.created = at.map(|at| Stamp { by: names.join(", "), at });
}

/// Who made something.
struct Agent {
    /// The name it goes by; its address where it has none.
    name: String,
    /// All that is said of it; the name where that is all.
    all: String,
}

fn person(json: &Json) -> Agent {
    match json {
        Json::String(address) => Agent { name: address.clone(), all: address.clone() },
        Json::Object(object) => {
            let text = |key: &str| each(object.get(key)).iter().find_map(Json::as_str);
            let name = ["name", "nickname", "id"].into_iter().find_map(text).unwrap_or_default().to_owned();
            let is_all = object.keys().all(|key| matches!(key.as_str(), "type" | "name"));
            Agent { all: if is_all { name.clone() } else { json.to_string() }, name }
        }
        _ => Agent { name: String::new(), all: json.to_string() },
    }
}
