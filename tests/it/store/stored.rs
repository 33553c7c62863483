//! Samples of every released version, stored as an earlier build wrote them, open for ever.
//!
//! `v1/council` has every field filled that `v1/council.txt` names, a conflict, edits that stand aside, four logs of three people,
//! and lines without the checksum over their numbers, as the first builds wrote them. `v1/desk` has what a checker's desk
//! keeps: a source's text with passages in it, a reply log, a thread, ratings, particulars, a file that was removed for good.

use std::fmt::Write as _;
use std::path::PathBuf;

use redpencil::model::{Id, Table, Value};
use redpencil::session::{Action, Session};
use redpencil::store::schema::v1;
use redpencil::store::{self, Place, System};

use super::copy;

fn sample() -> PathBuf {
    stored("council")
}

fn stored(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/store/v1").join(name)
}

#[test]
fn a_project_of_the_first_version_opens_verifies_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (path, place) = (folder.path().join("p"), Place::within(&folder.path().join("machine")));
    copy(&sample(), &path);
    let problems = store::verify(&path);
    assert!(problems.iter().all(|problem| !problem.damage), "{problems:?}");
    let opened = store::open(&path, &place).unwrap();
    assert_eq!((opened.notes.clone(), opened.read_only.clone()), (vec![], None));
    let project = opened.project.clone();
    assert_eq!(project.article().title, "Council votes on the bridge");
    assert_eq!(project.text().lines().next(), Some("Council votes on the bridge"));
    assert_eq!((project.drafts().len(), project.annotations().len(), project.claims().len()), (2, 5, 1));
    let (slot, versions) = project.conflicts().iter().next().unwrap();
    let values: Vec<Value> = versions.iter().map(|version| version.value.clone()).collect();
    assert_eq!(slot.field, "note");
    assert_eq!(values, [Value::Text("Looked up by A.".into()), Value::Text("Looked up by B.".into())]);
    // It goes on, and is whole afterwards.
    let vocabulary = store::vocabulary::shipped();
    let mut session = Session::new(project, vocabulary, opened.store.journal(), Box::new(System::new("Jo")));
    let person = vec![("name", Value::Text("Dora Day".into()))];
    session.dispatch(Action::Create { table: Table::Person, details: person, link: None }).unwrap();
    opened.store.close().unwrap();
    assert!(store::verify(&path).iter().all(|problem| !problem.damage));
    assert_eq!(store::open(&path, &place).unwrap().project.people().len(), 3);
}

#[test]
fn the_logs_of_the_first_version_lead_to_its_state() {
    for name in ["council", "desk"] {
        the_logs_lead_to_the_state_of(name);
    }
}

fn the_logs_lead_to_the_state_of(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (path, place) = (folder.path().join("p"), Place::within(&folder.path().join("machine")));
    copy(&stored(name), &path);
    assert!(store::verify(&path).iter().all(|problem| !problem.damage));
    let stored = store::open(&path, &place).unwrap();
    stored.store.close().unwrap();
    for name in ["project.ron", "project.ron.prev"] {
        let path = path.join(name);
        if path.exists() {
            std::fs::remove_file(path).unwrap();
        }
    }
    let replayed = store::open(&path, &place).unwrap();
    assert_eq!(replayed.notes, Vec::<String>::new());
    for record in stored.project.ids() {
        assert_eq!(replayed.project.filled(record), stored.project.filled(record));
    }
    assert_eq!(
        replayed.project.conflicts().keys().collect::<Vec<_>>(),
        stored.project.conflicts().keys().collect::<Vec<_>>()
    );
}

/// Reads what a sample holds: a table and its fields a line.
fn held(list: &str) -> Vec<(Table, Vec<String>)> {
    let table = |noun: &str| Table::ALL.into_iter().find(|table| table.noun() == noun);
    let line = |line: &str| {
        let (noun, fields) = line.split_once(": ")?;
        Some((table(noun)?, fields.split(' ').map(str::to_owned).collect()))
    };
    list.lines().filter_map(line).collect()
}

#[test]
fn the_samples_have_every_field_that_their_lists_name_and_no_field_was_ever_taken_away() {
    has_every_field("council", include_str!("v1/council.txt"), 120);
    has_every_field("desk", include_str!("v1/desk.txt"), DESK);
}

/// How many fields the list of the sample `v1/desk` names.
const DESK: usize = 177;

fn has_every_field(name: &str, list: &str, length: usize) {
    let folder = tempfile::tempdir().unwrap();
    let (path, place) = (folder.path().join("p"), Place::within(&folder.path().join("machine")));
    copy(&stored(name), &path);
    let opened = store::open(&path, &place).unwrap();
    let filled: Vec<(Table, &str)> = opened
        .project
        .ids()
        .into_iter()
        .flat_map(|id: Id| opened.project.filled(id))
        .map(|(slot, _)| (slot.record.table(), slot.field))
        .collect();
    let mut count = 0;
    for (table, names) in held(list) {
        let now = fields().into_iter().find(|row| row.0 == table).unwrap().1;
        for name in names {
            let field = now.iter().find(|field| **field == name);
            let field = field.unwrap_or_else(|| panic!("{} has lost {name}", table.noun()));
            assert!(filled.contains(&(table, field)), "no {} of the sample has a {name}", table.noun());
            count += 1;
        }
    }
    assert_eq!(count, length, "the list of the sample {name}");
}

fn fields() -> Vec<(Table, &'static [&'static str])> {
    vec![
        (Table::Article, v1::Article::FIELDS),
        (Table::Draft, v1::Draft::FIELDS),
        (Table::Annotation, v1::Annotation::FIELDS),
        (Table::Claim, v1::Claim::FIELDS),
        (Table::Quotation, v1::Quotation::FIELDS),
        (Table::Allegation, v1::Allegation::FIELDS),
        (Table::Source, v1::Source::FIELDS),
        (Table::Evidence, v1::Evidence::FIELDS),
        (Table::Person, v1::Person::FIELDS),
        (Table::Attempt, v1::Attempt::FIELDS),
        (Table::Query, v1::Query::FIELDS),
        (Table::Message, v1::Message::FIELDS),
        (Table::Waiver, v1::Waiver::FIELDS),
        (Table::Item, v1::Item::FIELDS),
        (Table::SignOff, v1::SignOff::FIELDS),
    ]
}

/// Until the first release a field may be added, never taken away; after it, make the next version instead.
#[test]
fn whoever_adds_a_field_to_the_first_version_says_so() {
    let mut schema = String::new();
    for (table, fields) in fields() {
        writeln!(schema, "{}: {}", table.noun(), fields.join(" ")).unwrap();
    }
    writeln!(schema, "log record: {}", v1::LogRecord::FIELDS.join(" ")).unwrap();
    writeln!(schema, "edit: {}", v1::Edit::FIELDS.join(" ")).unwrap();
    expect_test::expect_file!["v1/schema.txt"].assert_eq(&schema);
}
