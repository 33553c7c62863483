//! What the history tells of a folder, and the state at each of its points.

use super::*;
use crate::import;
use crate::model::{Envelope, Outline, Table};
use crate::session::context::Fixed;
use crate::session::{Action, Attachment, ImportedMark, Placing, Session};
use crate::store::{Place, create, open, vocabulary};
use crate::text::{Block, BlockKind, Range};

const TEXT: &str = "He took bribes in May. She said: “I did not.” 7 people saw it.";

struct Desk {
    store: Store,
    session: Session,
}

fn desk(opened: crate::store::Opened, who: &str, at: i64, seed: u64) -> Desk {
    let context = Box::new(Fixed::new(Moment(at), who, seed));
    let store = opened.store;
    let session = Session::new(opened.project, vocabulary::shipped(), store.journal(), context);
    Desk { store, session }
}

impl Desk {
    fn act(&mut self, action: Action) -> crate::session::Outcome {
        self.session.seal();
        let outcome = self.session.dispatch(action).unwrap();
        self.store.flush().unwrap();
        outcome
    }

    fn mark(&mut self, start: usize, end: usize) -> crate::session::Outcome {
        self.act(Action::Mark {
            ranges: vec![Range::new(start, end)],
            kind: "claim".into(),
            placing: Placing::Snapped,
            record: None,
            details: vec![("statement", Value::Text("He took bribes".into()))],
        })
    }

    fn set(&mut self, record: Id, field: &'static str, words: &str) {
        self.act(Action::Set { slot: Slot { record, field }, value: Value::Text(words.into()) });
    }

    fn chronicle(&self) -> Arc<Chronicle> {
        self.store.history().read(&vocabulary::shipped()).unwrap()
    }
}

fn begun(folder: &Path) -> Desk {
    let place = Place::within(&folder.join("machine"));
    let mut desk = desk(create(&folder.join("p"), &place).unwrap(), "Ada", 1_700_000_000, 1);
    let blocks = vec![Block { kind: BlockKind::Paragraph, range: Range::new(0, TEXT.len()) }];
    let article = import::Article { text: TEXT.to_owned(), blocks, ..import::Article::default() };
    desk.act(Action::Begin { article: Box::new(article), name: "a.txt".into(), original: None });
    desk
}

fn told(chronicle: &Chronicle) -> Vec<(&str, &str)> {
    chronicle.deeds.iter().map(|deed| (deed.by.as_str(), deed.did.as_str())).collect()
}

#[test]
fn each_deed_says_who_did_what_and_what_stood_there_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = begun(folder.path());
    let made = desk.mark(3, 14).made;
    desk.set(made[1], "statement", "He took bribes in May");
    desk.act(Action::Undo);
    let chronicle = desk.chronicle();
    assert_eq!(
        told(&chronicle),
        [
            ("Ada", "open article"),
            ("Ada", "mark claim"),
            ("Ada", "edit statement of claim"),
            ("Ada", "undo edit statement of claim"),
        ]
    );
    let edit = &chronicle.deeds[2];
    assert_eq!(edit.about(), Some(made[1]));
    let change = &edit.changes[0];
    assert_eq!(change.before, Value::Text("He took bribes".into()));
    assert_eq!(change.after, Value::Text("He took bribes in May".into()));
    assert_eq!(chronicle.people, [("Ada".to_owned(), 4)]);
    assert!(chronicle.has_words(2, &["bribes".into(), "may".into()]));
    assert!(!chronicle.has_words(2, &["pool".into()]));
    assert!(chronicle.notes.is_empty(), "{:?}", chronicle.notes);
}

#[test]
fn the_state_at_each_point_is_what_it_was_then() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = begun(folder.path());
    let mut states = vec![desk.session.project().clone()];
    let made = desk.mark(3, 14).made;
    states.push(desk.session.project().clone());
    desk.set(made[1], "note", "ask");
    states.push(desk.session.project().clone());
    desk.act(Action::Delete { id: made[0] });
    states.push(desk.session.project().clone());
    desk.act(Action::Undo);
    states.push(desk.session.project().clone());
    let mut reader = desk.store.history();
    let chronicle = reader.read(&vocabulary::shipped()).unwrap();
    for (at, state) in states.iter().enumerate() {
        assert!(reader.state_after(&chronicle.up_to(at)).unwrap() == *state, "after deed {at}");
    }
    // The window goes back to any of them by one action.
    desk.act(Action::Become { project: Arc::new(states[1].clone()), from: None, label: "go back".into() });
    assert!(*desk.session.project() == states[1]);
    assert_eq!(reader.read(&vocabulary::shipped()).unwrap().deeds.len(), 6);
}

#[test]
fn a_history_that_is_read_again_reads_only_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = begun(folder.path());
    desk.mark(3, 14);
    let mut reader = desk.store.history();
    let first = reader.read(&vocabulary::shipped()).unwrap();
    assert!(Arc::ptr_eq(&first, &reader.read(&vocabulary::shipped()).unwrap()));
    desk.mark(0, 7);
    let second = reader.read(&vocabulary::shipped()).unwrap();
    assert_eq!((first.deeds.len(), second.deeds.len()), (2, 3));
    for (one, other) in first.deeds.iter().zip(&second.deeds) {
        assert!(Arc::ptr_eq(one, other));
    }
}

#[test]
fn what_two_people_did_is_told_in_one_order_and_what_one_had_seen_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut ada = begun(folder.path());
    let made = ada.mark(3, 14).made;
    ada.store.checkpoint().unwrap();
    // Ben's clock is years behind.
    let place = Place::within(&folder.path().join("other machine"));
    let mut ben = desk(open(&folder.path().join("p"), &place).unwrap(), "Ben", 1_000_000_000, 9);
    ben.set(made[1], "note", "seen");
    ada.set(made[1], "category", "date");
    let chronicle = ada.chronicle();
    let order = told(&chronicle);
    assert_eq!(order[..2], [("Ada", "open article"), ("Ada", "mark claim")]);
    assert_eq!(order[2], ("Ben", "edit note of claim"));
    assert_eq!(order[3].0, "Ada");
    assert_eq!(*ben.chronicle().deeds, *chronicle.deeds);
    assert_eq!(chronicle.since(1), [("Ada".to_owned(), 1), ("Ben".to_owned(), 1)]);
}

#[test]
fn evidence_belongs_to_its_mark_even_when_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = begun(folder.path());
    let (first, other) = (desk.mark(3, 14).made, desk.mark(24, 32).made);
    let source = Attachment::New(vec![("title", Value::Text("Minutes".into()))]);
    let attach = Action::Attach { record: first[1], source, details: vec![] };
    let evidence = desk.act(attach).focus.unwrap();
    desk.act(Action::Delete { id: evidence });
    let chronicle = desk.chronicle();
    let (project, outline) = (desk.session.project(), Outline::of(desk.session.project()));
    let belonging = chronicle.belonging(first[0], project, &outline);
    assert!(belonging.contains(&evidence) && belonging.contains(&first[1]));
    assert!(!belonging.contains(&other[1]));
    let about = chronicle.title_of(project, &outline, first[1]);
    assert_eq!(about, "Claim “He took bribes”");
    desk.act(Action::Delete { id: first[0] });
    let chronicle = desk.chronicle();
    let outline = Outline::of(desk.session.project());
    assert_eq!(chronicle.title_of(desk.session.project(), &outline, first[1]), about);
    assert!(chronicle.belonging(first[0], desk.session.project(), &outline).contains(&evidence));
}

#[test]
fn sealed_words_are_only_said_to_be_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = begun(folder.path());
    let details = vec![("title", Value::Text("A clerk".into()))];
    let source = desk.act(Action::Create { table: Table::Source, details, link: None }).made[0];
    let slot = Slot { record: source, field: "contact" };
    desk.act(Action::Seal { slot, words: Envelope::new("555-0142") });
    desk.act(Action::Purge { slot });
    let chronicle = desk.chronicle();
    let (project, outline) = (desk.session.project(), Outline::of(desk.session.project()));
    let deeds = chronicle.deeds.iter().map(Arc::as_ref);
    let rows = chronicle.rows(deeds, project, &outline, &vocabulary::shipped());
    let shown: Vec<(&str, &str)> = rows[2..]
        .iter()
        .flat_map(|row| &row.changes)
        .map(|change| (change.before.as_str(), change.after.as_str()))
        .collect();
    assert_eq!(shown, [("", "sealed"), ("sealed", "")]);
    assert!(!format!("{rows:?} {chronicle:?}").contains("555"));
}

#[test]
fn of_very_many_fields_the_first_are_told_and_the_rest_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = begun(folder.path());
    let mark = |at: usize| ImportedMark {
        kind: "claim".into(),
        ranges: vec![Range::new(at % 20, at % 20 + 3)],
        note: format!("{at} {}", "a long note ".repeat(200)),
        ..ImportedMark::default()
    };
    desk.act(Action::Import { marks: (0..600).map(mark).collect(), from: "test".into() });
    let asides = std::iter::once(folder.path().join("p").join(LOGS));
    let files: Vec<_> = asides.flat_map(|logs| crate::store::vfs::Disk.list(&logs).unwrap()).collect();
    assert!(files.iter().any(|entry| entry.name.len() == 68), "{files:?}");
    let chronicle = desk.chronicle();
    let import = chronicle.deeds.last().unwrap();
    assert_eq!((import.did.as_str(), import.changes.len()), ("import 600 marks", LISTED));
    assert!(import.edits > 2_000 && import.records.len() >= 1_200, "{}", import.edits);
    assert_eq!(import.unlisted(), import.edits - LISTED);
}

#[test]
fn nothing_is_gone_back_to_where_part_of_the_history_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let mut ada = begun(folder.path());
    let made = ada.mark(3, 14).made;
    ada.store.clone().close().unwrap();
    let place = Place::within(&folder.path().join("other machine"));
    let mut ben = desk(open(&folder.path().join("p"), &place).unwrap(), "Ben", 1_800_000_000, 9);
    ben.set(made[1], "note", "seen");
    ben.store.clone().close().unwrap();
    let chronicle = ben.chronicle();
    let (disk, log) = (crate::store::vfs::Disk, folder.path().join("p").join(LOGS));
    let of_ada = log.join(format!("{}.ron", chronicle.deeds[0].point.writer));
    disk.remove(&of_ada).unwrap();
    let mut reader = ben.store.history();
    let chronicle = reader.read(&vocabulary::shipped()).unwrap();
    assert_eq!(chronicle.deeds.len(), 1);
    let refused = reader.state_after(&chronicle.up_to(0)).unwrap_err().to_string();
    assert!(refused.contains("missing or damaged"), "{refused}");
}
