//! The road to a next version, shown by a made-up second one: a field renamed, a field split in two, a table more.
//!
//! Nothing of it is known outside this file. It reads the stored sample of the first version, `project.ron` and logs
//! alike, by the functions that the program itself reads with.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::*;
use crate::model::{self, Id, Project};
use crate::store::log;
use crate::store::schema::v1::{self, Edits, Seen, Texts, V1, Value};
use crate::store::vfs::{Disk, Vfs as _};
use crate::store::{opening, state};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/store/v1/council");

/// The made-up version: a claim's `statement` is its `assertion` now, a person's `name` is `given` and `family`, and
/// there are places.
enum V2 {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    logs: BTreeMap<String, Seen>,
    article: v1::Article,
    drafts: BTreeMap<String, v1::Draft>,
    annotations: BTreeMap<String, v1::Annotation>,
    claims: BTreeMap<String, Claim>,
    people: BTreeMap<String, Person>,
    #[serde(default)]
    places: BTreeMap<String, Place>,
    /// What has not changed from one version to the next stays as it was.
    rest: v1::Project,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Claim {
    assertion: String,
    rest: v1::Claim,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Person {
    given: String,
    family: String,
    rest: v1::Person,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    name: String,
}

#[derive(Deserialize)]
struct Record {
    did: String,
    edits: Vec<Edit>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Edit {
    record: String,
    field: String,
    after: Value,
}

fn split(name: &str) -> (String, String) {
    let (given, family) = name.rsplit_once(' ').unwrap_or(("", name));
    (given.to_owned(), family.to_owned())
}

impl From<v1::Claim> for Claim {
    fn from(earlier: v1::Claim) -> Self {
        let assertion = earlier.statement.clone();
        Self { assertion, rest: v1::Claim { statement: String::new(), ..earlier } }
    }
}

impl From<v1::Person> for Person {
    fn from(earlier: v1::Person) -> Self {
        let (given, family) = split(&earlier.name);
        Self { given, family, rest: v1::Person { name: String::new(), ..earlier } }
    }
}

fn each<One, Other: From<One>>(records: BTreeMap<String, One>) -> BTreeMap<String, Other> {
    records.into_iter().map(|(id, record)| (id, record.into())).collect()
}

impl From<v1::Project> for State {
    fn from(mut earlier: v1::Project) -> Self {
        use std::mem::take;
        Self {
            logs: take(&mut earlier.logs),
            article: take(&mut earlier.article),
            drafts: take(&mut earlier.drafts),
            annotations: take(&mut earlier.annotations),
            claims: each(take(&mut earlier.claims)),
            people: each(take(&mut earlier.people)),
            places: BTreeMap::new(),
            rest: earlier,
        }
    }
}

impl From<v1::LogRecord> for Record {
    fn from(earlier: v1::LogRecord) -> Self {
        let edits = match earlier.edits {
            Edits::Here(edits) => edits.into_iter().flat_map(V2::edits_of).collect(),
            Edits::Aside(_) => Vec::new(),
        };
        Self { did: earlier.did, edits }
    }
}

impl Version for V2 {
    const FORMAT: u32 = 2;
    type Earlier = V1;
    type State = State;
    type Record = Record;
    type Edit = Edit;

    fn edits_of(earlier: v1::Edit) -> Vec<Edit> {
        let v1::Edit { record, field, after, .. } = earlier;
        let edit = |field: &str, after| Edit { record: record.clone(), field: field.to_owned(), after };
        match (record.get(..2), field.as_str(), &after) {
            (Some("c-"), "statement", _) => vec![edit("assertion", after)],
            (Some("n-"), "name", Value::Text(name)) => {
                let (given, family) = split(name);
                vec![edit("given", Value::Text(given)), edit("family", Value::Text(family))]
            }
            (Some("n-"), "name", _) => vec![edit("given", after.clone()), edit("family", after)],
            _ => vec![edit(&field, after)],
        }
    }
}

/// What the program of the second version would hold: each slot's value, by its new name.
type Slots = BTreeMap<(String, String), Value>;

fn of_record(slots: &mut Slots, id: &str, filled: Vec<model::Edit>) {
    for edit in filled {
        slots.insert((id.to_owned(), edit.slot.field.to_owned()), Value::of(edit.value));
    }
}

fn of_state(state: State, texts: &Texts) -> Slots {
    let mut slots = Slots::new();
    let id_of = |id: &str| Id::parse(id).unwrap();
    macro_rules! table {
        ($($records:expr),*) => {
            $(for (id, record) in $records {
                of_record(&mut slots, &id, record.edits(id_of(&id), texts).0);
            })*
        };
    }
    of_record(&mut slots, "article", state.article.edits(Id::ARTICLE, texts).0);
    let rest = state.rest;
    table!(state.drafts, state.annotations, rest.quotations, rest.allegations, rest.sources, rest.evidence);
    table!(rest.queries, rest.waivers, rest.items);
    let mut text = |id: &str, field: &str, text: String| {
        if !text.is_empty() {
            slots.insert((id.to_owned(), field.to_owned()), Value::Text(text));
        }
    };
    let mut others = Vec::new();
    for (id, claim) in state.claims {
        text(&id, "assertion", claim.assertion);
        others.push((id.clone(), claim.rest.edits(id_of(&id), texts).0));
    }
    for (id, person) in state.people {
        text(&id, "given", person.given);
        text(&id, "family", person.family);
        others.push((id.clone(), person.rest.edits(id_of(&id), texts).0));
    }
    for (id, place) in state.places {
        text(&id, "name", place.name);
    }
    for (id, edits) in others {
        of_record(&mut slots, &id, edits);
    }
    slots
}

/// Leads the second version's slots to the model, which knows the first one's names.
fn model_of(slots: Slots, texts: &Texts) -> Project {
    let mut project = Project::default();
    let mut names: BTreeMap<String, (String, String)> = BTreeMap::new();
    for ((record, field), value) in slots {
        let field = match (field.as_str(), &value) {
            ("given", Value::Text(given)) => {
                names.entry(record).or_default().0.clone_from(given);
                continue;
            }
            ("family", Value::Text(family)) => {
                names.entry(record).or_default().1.clone_from(family);
                continue;
            }
            ("assertion", _) => "statement".to_owned(),
            _ => field,
        };
        put(&mut project, record, field, value, texts);
    }
    for (record, (given, family)) in names {
        put(
            &mut project,
            record,
            "name".into(),
            Value::Text(format!("{given} {family}").trim().into()),
            texts,
        );
    }
    project
}

fn put(project: &mut Project, record: String, field: String, after: Value, texts: &Texts) {
    let edit = v1::Edit { record, field, before: Value::Nothing, after };
    let change = edit.change(texts).unwrap();
    project.apply(&[model::Edit { slot: change.slot, value: change.after }]);
}

fn text_of(name: &str) -> String {
    String::from_utf8(Disk.read(&Path::new(SAMPLE).join(name), 1 << 20).unwrap()).unwrap()
}

fn texts() -> Texts {
    opening::texts(&Disk, Path::new(SAMPLE)).unwrap()
}

#[test]
fn a_state_of_the_first_version_becomes_one_of_the_second_and_leads_to_the_same_records() {
    let (text, texts) = (text_of("project.ron"), texts());
    let state = state::<V2>(1, &text).unwrap();
    assert_eq!(state.logs.len(), 4);
    let slots = of_state(state, &texts);
    let value =
        |field: &str| slots.iter().find(|((_, known), _)| known == field).map(|(_, value)| value.clone());
    assert_eq!(value("assertion"), Some(Value::Text("The council voted 7 to 2.".into())));
    assert!(slots.values().any(|value| *value == Value::Text("Mayor".into())));
    assert_eq!(value("statement"), None);
    let mut expected = state::read(&text, &texts).unwrap().project;
    // A made-up version need not carry conflicts on; what it shows is the first value.
    for slot in expected.conflicts().keys().copied().collect::<Vec<_>>() {
        expected.apply(&[model::Edit { slot, value: expected.value(&slot) }]);
    }
    assert!(model_of(slots, &texts) == expected);
}

#[test]
fn the_logs_of_the_first_version_lead_to_the_state_of_the_second() {
    let texts = texts();
    let mut slots = of_state(state::<V2>(1, &text_of("project.ron")).unwrap(), &texts);
    let mut replayed = Slots::new();
    let mut logs = opening::files(&Disk, &Path::new(SAMPLE).join("log"), ".ron").unwrap();
    logs.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("w-"));
    // The log that everything began with, then those that followed on it.
    logs.sort_by_key(|path| std::cmp::Reverse(Disk.metadata(path).unwrap().len));
    for path in logs {
        let parsed = log::parse(&Disk.read(&path, 1 << 20).unwrap());
        assert_eq!((parsed.format(), parsed.is_damaged()), (1, false));
        for line in &parsed.lines {
            let record = record::<V2>(parsed.format(), &line.text).unwrap();
            assert!(!record.did.is_empty());
            let aside = line.text.split_once("edits:Aside(\"").map(|(_, rest)| &rest[..64]);
            let aside = aside.map(|hash| edits::<V2>(1, &text_of(&format!("log/{hash}.ron"))).unwrap());
            for edit in record.edits.into_iter().chain(aside.into_iter().flatten()) {
                match edit.after {
                    Value::Nothing => drop(replayed.remove(&(edit.record, edit.field))),
                    after => drop(replayed.insert((edit.record, edit.field), after)),
                }
            }
        }
    }
    // One slot is in dispute: which of the two values a plain replay ends with is no matter here.
    let disputed = state::read(&text_of("project.ron"), &texts).unwrap().project;
    for slot in disputed.conflicts().keys() {
        let key = (slot.record.to_string(), slot.field.to_owned());
        slots.remove(&key);
        replayed.remove(&key);
    }
    assert_eq!(replayed, slots);
}

#[test]
fn what_is_written_in_the_second_version_is_read_as_such() {
    let text = "(record: \"p-1\", field: \"name\", after: Text(\"Albany\"))";
    let expected = Edit { record: "p-1".into(), field: "name".into(), after: Value::Text("Albany".into()) };
    assert_eq!(edits::<V2>(2, &format!("[{text}]")).unwrap(), [expected]);
    assert!(record::<V2>(2, &format!("(did: \"x\", edits: [{text}])")).is_ok());
    assert!(record::<V2>(1, &format!("(did: \"x\", edits: [{text}])")).is_err());
}

#[test]
fn a_format_that_never_was_is_refused() {
    assert!(state::<V1>(0, "()").is_err());
    assert!(record::<V1>(0, "()").is_err());
}
