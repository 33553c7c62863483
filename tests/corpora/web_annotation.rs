//! The conformance material of the W3C: every annotation that we write passes every MUST, every correct sample comes
//! in whole, and no incorrect one is taken without a word.
//!
//! The assertions are JSON schemas of draft 4; the small validator here knows the words that they use.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use redpencil::export::{self, Audience, Coverage, Handout};
use redpencil::import::{self, web_annotation};
use redpencil::model::{Moment, Project, Value};
use redpencil::session::{Action, Attachment, Placing, Session, context, journal};
use redpencil::store::vocabulary;
use redpencil::text::Range;
use serde_json::Value as Json;

const TEXT: &str = "The mayor took 3 bribes in May, Ann Smith said.";

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
}

struct Schemas(BTreeMap<String, Json>);

impl Schemas {
    fn resolve(&self, name: &str, file: &str) -> (&Json, String) {
        let (other, pointer) = name.split_once('#').unwrap_or((name, ""));
        let file = if other.is_empty() { file } else { other };
        let schema = &self.0[file];
        (schema.pointer(pointer).unwrap_or_else(|| panic!("{name} is not in {file}")), file.to_owned())
    }

    fn accepts(&self, schema: &Json, file: &str, json: &Json) -> bool {
        let Some(rules) = schema.as_object() else { return true };
        rules.iter().all(|(word, rule)| match word.as_str() {
            "$ref" => {
                let (inner, file) = self.resolve(rule.as_str().unwrap(), file);
                self.accepts(inner, &file, json)
            }
            "type" => match rule {
                Json::Array(types) => types.iter().any(|kind| is_a(json, kind.as_str().unwrap())),
                kind => is_a(json, kind.as_str().unwrap()),
            },
            "enum" => rule.as_array().unwrap().contains(json),
            "required" => {
                rule.as_array().unwrap().iter().all(|key| {
                    json.as_object().is_none_or(|object| object.contains_key(key.as_str().unwrap()))
                })
            }
            "properties" => rule
                .as_object()
                .unwrap()
                .iter()
                .all(|(key, rule)| json.get(key).is_none_or(|inner| self.accepts(rule, file, inner))),
            "patternProperties" => rule.as_object().unwrap().iter().all(|(pattern, rule)| {
                let names = pattern.strip_prefix("^(").and_then(|rest| rest.strip_suffix(")$"));
                let mut names =
                    names.unwrap_or_else(|| panic!("{pattern} is no plain list of names")).split('|');
                names.all(|key| json.get(key).is_none_or(|inner| self.accepts(rule, file, inner)))
            }),
            "items" => {
                json.as_array().is_none_or(|items| items.iter().all(|item| self.accepts(rule, file, item)))
            }
            "minItems" => json.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
            "maxItems" => json.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
            "minimum" => json.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
            "not" => !self.accepts(rule, file, json),
            "allOf" => rule.as_array().unwrap().iter().all(|rule| self.accepts(rule, file, json)),
            "anyOf" => rule.as_array().unwrap().iter().any(|rule| self.accepts(rule, file, json)),
            "oneOf" => {
                rule.as_array().unwrap().iter().filter(|rule| self.accepts(rule, file, json)).count() == 1
            }
            "format" => json.as_str().is_none_or(|text| match rule.as_str() {
                Some("uri") => text.contains(':') && !text.contains(char::is_whitespace),
                Some("date-time") => Moment::parse(text).is_some(),
                _ => true,
            }),
            "dependencies" => rule.as_object().unwrap().iter().all(|(key, rule)| {
                json.get(key).is_none()
                    || match rule.as_array() {
                        Some(keys) => keys.iter().all(|key| json.get(key.as_str().unwrap()).is_some()),
                        None => self.accepts(rule, file, json),
                    }
            }),
            "pattern" | "additionalProperties" | "minProperties" => {
                panic!("{file} uses {word}, which this validator does not know")
            }
            _ => true,
        })
    }
}

fn is_a(json: &Json, kind: &str) -> bool {
    match kind {
        "object" => json.is_object(),
        "array" => json.is_array(),
        "string" => json.is_string(),
        "number" => json.is_number(),
        "integer" => json.is_u64() || json.is_i64(),
        "boolean" => json.is_boolean(),
        _ => json.is_null(),
    }
}

fn begun() -> Session {
    let now = Moment::parse("2026-11-22T10:00:00Z").unwrap();
    let context = Box::new(context::Fixed::new(now, "Ada Checker", 1));
    let journal = Box::new(journal::Memory::default());
    let mut session = Session::new(Project::default(), vocabulary::shipped(), journal, context);
    let article = import::Article { text: TEXT.into(), ..import::Article::default() };
    let begin = Action::Begin { article: Box::new(article), name: "a.txt".into(), original: None };
    session.dispatch(begin).unwrap();
    session
}

fn written(session: &Session) -> Vec<u8> {
    let (project, outline, today) = (session.project(), session.outline(), Moment(0));
    let coverage = Coverage::default();
    let handout = Handout::for_audience(
        project,
        outline,
        session.vocabulary(),
        Vec::new(),
        coverage,
        today,
        Audience::Internal,
    );
    export::named("web-annotation").unwrap().write(&handout, &export::Watch::default()).unwrap()
}

fn musts(folder: &Path) -> Option<(Schemas, Vec<String>)> {
    let list: Json = serde_json::from_slice(
        &std::fs::read(folder.join("assertions/annotations/annotationMusts.test")).ok()?,
    )
    .ok()?;
    let mut paths = Vec::new();
    files(&folder.join("assertions"), &mut paths);
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let schemas =
        paths.iter().map(|path| (name(path), serde_json::from_slice(&read(path)).unwrap())).collect();
    let names =
        list["assertions"].as_array()?.iter().map(|path| name(Path::new(path.as_str().unwrap()))).collect();
    Some((Schemas(schemas), names))
}

fn hold(schemas: &Schemas, musts: &[String], bytes: &[u8]) -> usize {
    let page: Json = serde_json::from_slice(bytes).unwrap();
    let items = page["items"].as_array().unwrap();
    for item in items {
        for must in musts {
            assert!(schemas.accepts(&schemas.0[must], must, item), "{must} refuses {item:#}");
        }
    }
    items.len()
}

#[test]
fn every_annotation_written_passes_every_must() {
    let Some(folder) = super::collection("08-w3c-annotation") else { return };
    let Some((schemas, musts)) = musts(&folder) else { return };
    let mut session = begun();
    let words = |text: &str| Value::Text(text.into());
    for kind in session.vocabulary().kinds.clone() {
        for ranges in [vec![Range::new(4, 9)], vec![Range::new(0, 3), Range::new(15, 23)]] {
            let details = vec![("note", words("a note"))];
            let action = Action::Mark {
                ranges,
                kind: kind.id.clone(),
                placing: Placing::Exact,
                record: None,
                details,
            };
            let mark = session.dispatch(action).unwrap().focus.unwrap();
            let record = session.project().annotations()[&mark].record;
            let source = Attachment::New(vec![("title", words("A source"))]);
            if let Some(record) = record.filter(|id| id.table() != redpencil::model::Table::Query) {
                let details = vec![("locator", words("page 3"))];
                session.dispatch(Action::Attach { record, source, details }).unwrap();
            }
        }
    }
    let checked = hold(&schemas, &musts, &written(&session));
    println!("web annotations: {checked} written, {} MUSTs each, all passed", musts.len());
}

/// Gathers the words of a JSON value that a person would miss.
fn words<'a>(json: &'a Json, found: &mut Vec<&'a str>) {
    match json {
        Json::String(text) => found.push(text),
        Json::Array(items) => items.iter().for_each(|item| words(item, found)),
        Json::Object(object) => {
            let told =
                object.iter().filter(|(key, _)| !matches!(key.as_str(), "type" | "purpose" | "format"));
            told.for_each(|(_, inner)| words(inner, found));
        }
        _ => {}
    }
}

#[test]
fn correct_samples_come_in_whole_and_incorrect_ones_are_reported() {
    let Some(folder) = super::collection("08-w3c-annotation") else { return };
    let mut paths = Vec::new();
    files(&folder.join("samples"), &mut paths);
    files(&folder.join("web-annotation"), &mut paths);
    let (mut whole, mut reported) = (0, 0);
    for path in &paths {
        let place = path.to_str().unwrap();
        let bytes = read(path);
        let result = web_annotation::read(&bytes, TEXT, &vocabulary::shipped());
        if place.contains("/incorrect/") {
            assert!(
                result.is_err() || result.is_ok_and(|marks| !marks.warnings.is_empty()),
                "{place} passed unseen"
            );
            reported += 1;
            continue;
        }
        let Ok(json) = serde_json::from_slice::<Json>(&bytes) else { continue };
        let source = json.to_string();
        if !place.contains("/samples/correct/")
            || !(source.contains("TextQuoteSelector") || source.contains("TextPositionSelector"))
        {
            continue;
        }
        let mut session = begun();
        let marks = result.unwrap_or_else(|error| panic!("{place}: {error}")).marks;
        session.dispatch(Action::Import { marks, from: "Web Annotation".into() }).unwrap();
        // What another program would read when the mark goes out again.
        let out = written(&session);
        let kept = String::from_utf8(out.clone()).unwrap().replace("\\\"", "\"").replace("\\\\", "\\");
        for key in ["body", "target", "motivation", "creator", "created"] {
            let mut told = Vec::new();
            json.get(key).into_iter().for_each(|json| words(json, &mut told));
            for word in told {
                assert!(kept.contains(word), "{place}: “{word}” of {key} was lost");
            }
        }
        let (schemas, musts) = musts(&folder).unwrap();
        hold(&schemas, &musts, &out);
        whole += 1;
    }
    println!(
        "web annotations: {whole} correct samples with text selectors came in whole, {reported} incorrect ones were reported"
    );
    assert!(whole > 0 && reported > 0);
}
