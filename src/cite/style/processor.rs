//! Sets works in a style of the Citation Style Language, with hayagriva.
//!
//! What the library could stumble over (times between two dates, empty words, numbers without measure) is left out
//! before it sees a work; should it fail all the same, there is nothing instead of an end of the program.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, OnceLock};

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{FontStyle, IndependentStyle, Locale, Style};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren,
};
use serde_json::{Map, Value as Json, json};

use super::Run;
use crate::cite::entry::{Datum, Entry};
use crate::cite::source::without_tags;
use crate::cite::variable;

/// How many signs of one field are set.
const LONGEST: usize = 2000;

/// How many names of one field are set.
const MOST_NAMES: usize = 100;

/// Sets works, in the order in which they are given; nothing where the library fails.
pub(super) fn list(csl: ArchivedStyle, entries: &[Entry]) -> Option<Vec<Vec<Run>>> {
    let items: Vec<Item> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| serde_json::from_value(item(at, entry)).ok())
        .collect::<Option<_>>()?;
    let style = style(csl)?;
    let set = catch_unwind(AssertUnwindSafe(|| {
        let mut driver = BibliographyDriver::new();
        for item in &items {
            driver.citation(CitationRequest::from_items(
                vec![CitationItem::with_entry(item)],
                style,
                english(),
            ));
        }
        driver.finish(BibliographyRequest::new(style, None, english()))
    }));
    let mut lines = vec![Vec::new(); entries.len()];
    for item in set.ok()?.bibliography?.items {
        let Some(line) = item.key.parse::<usize>().ok().and_then(|at| lines.get_mut(at)) else { continue };
        if let Some(first) = item.first_field {
            gather(&ElemChildren(vec![first]), line);
        }
        gather(&item.content, line);
    }
    Some(lines)
}

/// Returns the language in which styles put their own words.
fn english() -> &'static [Locale] {
    static ENGLISH: OnceLock<Vec<Locale>> = OnceLock::new();
    ENGLISH.get_or_init(|| {
        let is_english = |locale: &Locale| locale.lang.as_ref().is_some_and(|lang| lang.0.starts_with("en"));
        locales().into_iter().filter(is_english).collect()
    })
}

/// Returns a style of the archive; each is read once.
fn style(csl: ArchivedStyle) -> Option<&'static IndependentStyle> {
    static READ: Mutex<BTreeMap<&'static str, &'static IndependentStyle>> = Mutex::new(BTreeMap::new());
    let name = csl.names().first().copied()?;
    let mut read = READ.lock().ok()?;
    if let Some(style) = read.get(name) {
        return Some(style);
    }
    let Style::Independent(style) = csl.get() else { return None };
    // A style of the archive lives as long as the program; there are five.
    let style: &'static IndependentStyle = Box::leak(Box::new(style));
    read.insert(name, style);
    Some(style)
}

fn gather(children: &ElemChildren, line: &mut Vec<Run>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(set) | ElemChild::Link { text: set, .. } => {
                put(line, &set.text, set.formatting.font_style == FontStyle::Italic);
            }
            ElemChild::Elem(elem) => gather(&elem.children, line),
            ElemChild::Markup(text) => put(line, text, false),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn put(line: &mut Vec<Run>, text: &str, italic: bool) {
    match line.last_mut() {
        Some(last) if last.italic == italic => last.text.push_str(text),
        _ => line.push(Run { text: text.to_owned(), italic }),
    }
}

/// Makes the item that the library reads: only what it knows, in a shape that it bears.
fn item(at: usize, entry: &Entry) -> Json {
    let mut item = Map::new();
    item.insert("id".into(), Json::String(at.to_string()));
    let known = if entry.kind == "document" || entry.kind.is_empty() { "document" } else { &entry.kind };
    item.insert("type".into(), Json::String(known.to_owned()));
    for (name, datum) in entry.fields.iter().filter(|(name, _)| variable::shape_of(name).is_some()) {
        let json = match datum {
            // Notes hold orders for other processors.
            Datum::Text(_) if matches!(name.as_str(), "id" | "note" | "annote" | "abstract" | "keyword") => {
                None
            }
            Datum::Text(text) => words(text).map(Json::String),
            Datum::Names(names) => {
                let list: Vec<Json> = names.iter().take(MOST_NAMES).filter_map(person).collect();
                (!list.is_empty()).then_some(Json::Array(list))
            }
            Datum::Date(date) => date.first().and_then(|day| {
                let year = i16::try_from(day.year).ok()?;
                let parts = match (day.month, day.day) {
                    (1..=12, 1..=31) => json!([year, day.month, day.day]),
                    (1..=12, _) => json!([year, day.month]),
                    _ => json!([year]),
                };
                let mut object = json!({ "date-parts": [parts] });
                if date.circa {
                    object["circa"] = Json::Bool(true);
                }
                if matches!(date.season.as_str(), "1" | "2" | "3" | "4") {
                    object["season"] = Json::String(date.season.clone());
                }
                Some(object)
            }),
        };
        if let Some(json) = json {
            item.insert(name.clone(), json);
        }
    }
    Json::Object(item)
}

fn words(text: &str) -> Option<String> {
    let text: String = without_tags(text).split_whitespace().collect::<Vec<_>>().join(" ");
    // A number too long to be one would not be counted but fail.
    let is_endless = text.len() > 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let text: String =
        if is_endless { format!("{text}\u{200b}") } else { text.chars().take(LONGEST).collect() };
    (!text.is_empty()).then_some(text)
}

fn person(name: &crate::cite::name::Name) -> Option<Json> {
    let mut object = Map::new();
    if name.literal == "others" {
        return None;
    }
    if let Some(literal) = words(&name.literal) {
        return Some(json!({ "literal": literal }));
    }
    let parts = [
        ("family", &name.family),
        ("given", &name.given),
        ("dropping-particle", &name.dropping),
        ("non-dropping-particle", &name.non_dropping),
        ("suffix", &name.suffix),
    ];
    for (key, part) in parts {
        if let Some(part) = words(part) {
            object.insert(key.to_owned(), Json::String(part));
        }
    }
    match (object.get("family"), object.get("given").cloned()) {
        (Some(_), _) => Some(Json::Object(object)),
        (None, Some(given)) => Some(json!({ "literal": given })),
        (None, None) => None,
    }
}
