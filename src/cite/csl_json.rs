//! CSL-JSON, the input of citation processors: a list of objects, one object, or `{"items": […]}`.
//!
//! Entries are read one by one, so that one that is no JSON spoils none of the others.

use serde_json::{Map, Value as Json};

use super::date::Date;
use super::dialect::{self, Dialect, Raw};
use super::entry::{Datum, Entry};
use super::name::Name;
use super::variable::{self, Shape};
use super::{Format, LONGEST_FIELD, Library, MOST_FIELDS};

/// CSL-JSON.
pub struct CslJson;

/// How many entries without an end are looked behind.
const MOST_ENDLESS: usize = 100;

impl Format for CslJson {
    fn id(&self) -> &'static str {
        "csl-json"
    }

    fn label(&self) -> &'static str {
        "CSL-JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "csljson"]
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.citationstyles.csl+json"
    }

    fn suits(&self, text: &str) -> bool {
        let text = text.trim_start();
        // Web Annotations are JSON, too, and have a context.
        let is_other = text.contains("\"@context\"") || text.contains("ns/anno.jsonld");
        let is_empty_list = text.starts_with('[') && text[1..].trim_start().starts_with(']');
        let has = |key: &str| text.contains(&format!("\"{key}\""));
        let tells = has("type") || has("title") || has("author") || has("issued") || has("id");
        text.starts_with(['[', '{']) && !is_other && (tells || is_empty_list)
    }

    fn read(&self, text: &str) -> Library {
        let mut library = Library::default();
        let trimmed = text.trim_start();
        let start = text.len() - trimmed.len();
        let mut lines = Lines { text, at: 0, line: 1 };
        match trimmed.bytes().next() {
            Some(b'[') => {
                list(text, start + 1, &mut lines, &mut library);
            }
            Some(b'{') => match items_of(trimmed) {
                Some(at) => list(text, start + at, &mut lines, &mut library),
                None => one(trimmed, lines.of(start), &mut library),
            },
            None => library.note(1, "the file is empty"),
            Some(_) => library.note(1, "the file is no CSL-JSON: it begins neither with “[” nor with “{”"),
        }
        library
    }

    fn write(&self, entries: &[Entry]) -> String {
        let list = entries.iter().enumerate().map(|(at, entry)| {
            let mut object = Map::new();
            for (key, json) in dialect::given::<Csl>(entry) {
                object.insert(key, serde_json::from_str(&json).unwrap_or(Json::String(json)));
            }
            if !object.contains_key("id") {
                object.insert("id".to_owned(), Json::String(format!("entry-{}", at + 1)));
            }
            Json::Object(object)
        });
        let mut text = serde_json::to_string_pretty(&Json::Array(list.collect())).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// Counts lines as it goes on.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> usize {
        if at > self.at {
            self.line += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.at..at]).count();
            self.at = at;
        }
        self.line
    }
}

/// Finds the list of `{"items": […]}`: the place behind its bracket.
fn items_of(text: &str) -> Option<usize> {
    let at = text.find("\"items\"")?;
    let before = text[1..at].trim();
    let is_first = before.is_empty() || before.ends_with(',') && !before.contains(['{', '[']);
    let rest = text[at + 7..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('[')?;
    is_first.then_some(text.len() - rest.len())
}

/// Reads a list's objects from the place behind its bracket.
fn list(text: &str, from: usize, lines: &mut Lines<'_>, library: &mut Library) {
    let bytes = text.as_bytes();
    let (mut at, mut endless) = (from, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b']' => return,
            b'{' => {
                if let Some(end) = end_of(bytes, at) {
                    one(&text[at..end], lines.of(at), library);
                    at = end;
                } else {
                    library.leave_out(lines.of(at), "this entry has no end, and was left out");
                    endless += 1;
                    let next = next_start(bytes, at + 1).filter(|_| endless < MOST_ENDLESS);
                    at = next.unwrap_or(bytes.len());
                }
            }
            b',' | b' ' | b'\n' | b'\t' => at += 1,
            _ => {
                let end =
                    memchr::memchr3(b'{', b']', b'\n', &bytes[at..]).map_or(bytes.len(), |step| at + step);
                library.leave_out(lines.of(at), "here stands no entry, and what stands here was left out");
                at = end;
            }
        }
    }
    library.note(lines.of(text.len()), "the list has no end; what stands before was read");
}

/// Finds the end of the object that begins at `start`; a string ends with its line.
fn end_of(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut open, mut is_string, mut at) = (Vec::new(), false, start);
    while let Some(byte) = bytes.get(at) {
        match (byte, is_string) {
            (b'\\', true) => at += 1,
            (b'"', _) => is_string = !is_string,
            (b'\n', true) => is_string = false,
            (b'{', false) => open.push(b'}'),
            (b'[', false) => open.push(b']'),
            (b'}' | b']', false) => {
                if open.pop() != Some(*byte) {
                    return None;
                }
                if open.is_empty() {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Finds the next line that begins with an object.
fn next_start(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr_iter(b'\n', &bytes[from..]).find_map(|step| {
        let line = &bytes[from + step + 1..];
        let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b',')).count();
        (line.get(indent) == Some(&b'{')).then_some(from + step + 1 + indent)
    })
}

fn one(text: &str, line: usize, library: &mut Library) {
    let object = match serde_json::from_str::<Json>(text) {
        Ok(Json::Object(object)) => object,
        Ok(_) => return library.leave_out(line, "this entry is no object, and was left out"),
        Err(error) => {
            let place = line + error.line().max(1) - 1;
            return library
                .leave_out(place, format!("this entry is no JSON ({}), and was left out", cause(&error)));
        }
    };
    if object.len() > MOST_FIELDS {
        return library
            .leave_out(line, format!("this entry has more than {MOST_FIELDS} fields, and was left out"));
    }
    if object.is_empty() {
        return library.leave_out(line, "this entry says nothing, and was left out");
    }
    let raw: Raw = object.into_iter().map(|(key, value)| (key, value.to_string())).collect();
    if raw.iter().any(|(_, value)| value.len() > LONGEST_FIELD) {
        return library.leave_out(line, "this entry has a field of more than 1 MB, and was left out");
    }
    library.entries.push(dialect::taken::<Csl>(&raw));
}

/// Says why JSON cannot be read, without its place.
fn cause(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().to_owned()
}

/// How CSL-JSON says things: names are keys, values are JSON.
struct Csl;

impl Csl {
    fn datum(name: &str, json: &Json) -> Option<Datum> {
        match variable::shape_of(name)? {
            Shape::Names => {
                let names = json.as_array()?.iter().map(Name::from_json).collect::<Option<Vec<_>>>()?;
                names.iter().all(|name| !name.is_empty()).then_some(Datum::Names(names))
            }
            Shape::Date => Date::from_json(json).map(Datum::Date),
            Shape::Text => match json {
                Json::String(text) => Some(Datum::Text(text.clone())),
                Json::Number(number) => Some(Datum::Text(number.to_string())),
                Json::Array(list) if name == "keyword" => {
                    let words: Option<Vec<&str>> = list.iter().map(Json::as_str).collect();
                    words.map(|words| Datum::Text(words.join(", ")))
                }
                _ => None,
            },
        }
    }
}

impl Dialect for Csl {
    const PREFIX: &'static str = "csl:";

    fn read(raw: &[(String, String)]) -> Entry {
        let mut entry = Entry { kind: "document".to_owned(), fields: Vec::new() };
        let mut later = Vec::new();
        for (key, text) in raw {
            let Ok(json) = serde_json::from_str::<Json>(text) else { continue };
            match (key.as_str(), &json) {
                ("type", Json::String(kind)) if !kind.is_empty() => kind.clone_into(&mut entry.kind),
                ("shortTitle", _) => later.push(("title-short", json)),
                ("journalAbbreviation", _) => later.push(("container-title-short", json)),
                ("custom", Json::Object(custom)) => {
                    for (name, value) in custom.iter().filter(|(name, _)| is_foreign(name)) {
                        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                        for value in values.iter().filter_map(Json::as_str) {
                            entry.say(name, value);
                        }
                    }
                }
                (name, _) => {
                    if let Some(datum) = Self::datum(name, &json) {
                        entry.add(name, datum);
                    }
                }
            }
        }
        for (name, json) in later {
            if let Some(datum) = Self::datum(name, &json) {
                entry.add(name, datum);
            }
        }
        entry
    }

    fn write(entry: &Entry) -> Raw {
        let kind = if entry.kind.is_empty() { "document" } else { &entry.kind };
        let mut raw = vec![("type".to_owned(), Json::String(kind.to_owned()).to_string())];
        let mut custom: Map<String, Json> = Map::new();
        for (name, datum) in &entry.fields {
            let json = match datum {
                Datum::Names(names) => Json::Array(names.iter().map(Name::to_json).collect()),
                Datum::Date(date) => date.to_json(),
                Datum::Text(text) => Json::String(text.clone()),
            };
            if variable::shape_of(name).is_some() {
                raw.push((name.clone(), json.to_string()));
            } else if is_foreign(name) {
                match custom.get_mut(name) {
                    None => drop(custom.insert(name.clone(), json)),
                    Some(Json::Array(list)) => list.push(json),
                    Some(other) => *other = Json::Array(vec![other.take(), json]),
                }
            }
        }
        if !custom.is_empty() {
            raw.push(("custom".to_owned(), Json::Object(custom).to_string()));
        }
        raw
    }

    fn same(name: &str, one: &str, other: &str) -> bool {
        let read = |text: &str| serde_json::from_str::<Json>(text).ok();
        let (Some(one), Some(other)) = (read(one), read(other)) else { return false };
        // A day's numbers may stand in quotation marks.
        let date = |json: &Json| Date::from_json(json).filter(|_| json.is_object());
        one == other
            || variable::shape_of(name) == Some(Shape::Date)
                && date(&one).is_some()
                && date(&one) == date(&other)
    }
}

/// Tells whether a field is the own one of another format.
fn is_foreign(name: &str) -> bool {
    name.contains(':') && !name.starts_with(Csl::PREFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Library {
        CslJson.read(text)
    }

    #[test]
    fn a_list_one_object_and_a_wrapped_list_are_all_read() {
        let one = r#"{"id": "a", "type": "book", "title": "T"}"#;
        for text in [format!("[{one}]"), one.to_owned(), format!("{{\"items\": [{one}]}}")] {
            let library = read(&text);
            assert_eq!((library.entries.len(), library.problems.len()), (1, 0), "{text}");
            assert_eq!(library.entries[0].text("title"), "T");
        }
    }

    #[test]
    fn one_bad_entry_is_reported_with_its_line_and_the_rest_goes_in() {
        let text =
            "[\n {\"id\": 1, \"title\": \"A\"},\n {\"id\": 2, \"title\": },\n 7,\n {\"title\": \"C\"}\n]";
        let library = read(text);
        assert_eq!(library.entries.iter().map(|entry| entry.text("title")).collect::<Vec<_>>(), ["A", "C"]);
        assert_eq!(library.left_out, 2);
        assert_eq!(library.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [3, 4]);
        let words = library.problems[0].words();
        assert!(words.starts_with("Line 3: this entry is no JSON (expected value)"), "{words}");
    }

    #[test]
    fn an_entry_without_an_end_takes_none_of_the_next_along() {
        let library = read("[\n{\"title\": \"A\",\n{\"title\": \"B\n{\"title\": \"C\"}]");
        assert_eq!(library.entries.last().unwrap().text("title"), "C");
        assert!(library.left_out >= 1);
    }

    #[test]
    fn whatever_the_schema_does_not_know_comes_out_again_as_it_was() {
        let text = r#"[{"id":7,"type":"book","volume":12,"issued":{"date-parts":[["2013",1,1]],"season":"2"},
            "author":[{"family":"Doe","given":"J","isInstitution":true,"comma-suffix":1}],"title":"",
            "custom":{"mine":[1]},"categories":["x"],"multi":{"a":null},"shortTitle":"S","circa":true}]"#;
        let library = read(text);
        let entry = &library.entries[0];
        assert_eq!((entry.text("volume"), entry.text("id"), entry.text("title-short")), ("12", "7", "S"));
        let out = CslJson.write(&library.entries);
        let (one, other): (Json, Json) =
            (serde_json::from_str(text).unwrap(), serde_json::from_str(&out).unwrap());
        let keys = |json: &Json| {
            let mut keys: Vec<String> = json[0].as_object().unwrap().keys().cloned().collect();
            keys.sort();
            keys
        };
        assert_eq!(keys(&one), keys(&other));
        assert_eq!((&other[0]["volume"], &other[0]["custom"]), (&one[0]["volume"], &one[0]["custom"]));
        assert_eq!(read(&out).entries, library.entries);
    }

    #[test]
    fn a_field_that_was_changed_goes_out_as_it_was_changed() {
        let mut library = read(r#"[{"id":1,"type":"book","volume":12,"odd":true}]"#);
        let entry = &mut library.entries[0];
        entry.fields.retain(|(name, _)| name != "volume");
        entry.say("volume", "13");
        let out: Json = serde_json::from_str(&CslJson.write(&library.entries)).unwrap();
        assert_eq!((out[0]["volume"].as_str(), out[0]["odd"].as_bool()), (Some("13"), Some(true)));
    }

    #[test]
    fn brackets_without_end_and_nested_without_bottom_are_refused_in_words() {
        for text in
            ["[".repeat(100_000), "[{".repeat(100_000), "[{\n".repeat(10_000), "{\"a\":".repeat(100_000)]
        {
            assert!(!read(&text).problems.is_empty());
        }
    }
}
