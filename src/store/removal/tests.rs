//! What is removed for good is gone from the folder, from every copy made later, and from every merge.

#![expect(clippy::disallowed_methods, reason = "the tests look into every file of the folder")]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::super::laws::{article, begin_session, mark};
use super::super::pack::Packing;
use super::super::pack::limit::Limits;
use super::super::{Opened, Place, Problem, create, merge, open, verify};
use super::*;
use crate::model::{Id, Table, Value};
use crate::session::{Action, Attachment, Session};

/// Words that stand in the file alone.
const WORD: &str = "Quillfeather-Mandeville";

struct Desk {
    temp: TempDir,
    opened: Opened,
    session: Session,
    claim: Id,
    source: Id,
}

fn place(temp: &TempDir) -> Place {
    Place::within(&temp.path().join("machine"))
}

impl Desk {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let opened = create(&temp.path().join("p"), &place(&temp)).unwrap();
        let mut session = begin_session(&opened, 1);
        session.dispatch(article()).unwrap();
        let made = session.dispatch(mark(3, 14)).unwrap().made;
        let claim = made.into_iter().find(|id| id.table() == Table::Claim).unwrap();
        let mut desk = Self { temp, opened, session, claim, source: claim };
        desk.source = desk.attach("interview.txt");
        desk
    }

    /// Drops a file on the claim.
    fn attach(&mut self, name: &str) -> Id {
        let path = self.temp.path().join(name);
        fs::write(
            &path,
            format!("An interview.\n\n{WORD} said that she saw it herself, {}.\n", "twice ".repeat(200)),
        )
        .unwrap();
        let kept = self.opened.store.keep_source(&path).unwrap();
        let text = Value::Prose(kept.text.unwrap());
        let details =
            vec![("title", Value::Text(name.into())), ("file", Value::File(kept.file)), ("text", text)];
        let action = Action::Attach { record: self.claim, source: Attachment::New(details), details: vec![] };
        let made = self.session.dispatch(action).unwrap().made;
        made.into_iter().find(|id| id.table() == Table::Source).unwrap()
    }

    fn remove(&mut self, source: Id) -> String {
        let reason = "Consent was withdrawn".to_owned();
        self.session.dispatch(Action::RemoveFile { source, reason }).unwrap().said
    }

    fn folder(&self) -> PathBuf {
        self.temp.path().join("p")
    }
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { all_files(&path) } else { vec![path] }).collect()
}

fn files_with_the_word(folder: &Path) -> Vec<PathBuf> {
    let holds =
        |path: &PathBuf| fs::read(path).unwrap().windows(WORD.len()).any(|bytes| bytes == WORD.as_bytes());
    all_files(folder).into_iter().filter(holds).collect()
}

fn damage(folder: &Path) -> Vec<String> {
    verify(folder).iter().filter(|problem| problem.damage).map(Problem::sentence).collect()
}

#[test]
fn no_word_of_a_removed_file_is_left_in_the_folder_and_the_act_stays() {
    let mut desk = Desk::new();
    desk.opened.store.checkpoint().unwrap();
    assert_eq!(files_with_the_word(&desk.folder()).len(), 2, "the file and its text");
    let source = desk.source;
    desk.remove(source);
    desk.opened.store.flush().unwrap();
    assert_eq!(files_with_the_word(&desk.folder()), Vec::<PathBuf>::new());
    desk.session.dispatch(mark(17, 20)).unwrap();
    let folder = desk.folder();
    desk.opened.store.close().unwrap();
    assert_eq!(files_with_the_word(&folder), Vec::<PathBuf>::new());
    assert_eq!(damage(&folder), Vec::<String>::new());
    let opened = open(&folder, &place(&desk.temp)).unwrap();
    let record = &opened.project.sources()[&source];
    assert_eq!(record.removed.as_ref().unwrap().by, "Ada");
    assert_eq!(holding::reason(&record.removal), "Consent was withdrawn");
    let file = record.file.as_ref().unwrap();
    assert_eq!((file.name.as_str(), file.sha256.len()), ("interview.txt", 64));
    assert_eq!(opened.notes, Vec::<String>::new());
    opened.store.close().unwrap();
}

#[test]
fn no_undo_brings_a_word_back_and_what_was_undone_before_goes_too() {
    let mut desk = Desk::new();
    let source = desk.source;
    let read = desk.opened.store.read_pasted("Another reading of it.").unwrap();
    desk.session.dispatch(Action::TakeText { source, text: read.text }).unwrap();
    desk.session.dispatch(Action::Undo).unwrap();
    desk.remove(source);
    // Back to before the source was there, and forward again, as far as it goes.
    for action in [Action::Undo, Action::Undo, Action::Undo, Action::Redo, Action::Redo, Action::Redo] {
        drop(desk.session.dispatch(action));
        desk.opened.store.flush().unwrap();
        assert_eq!(files_with_the_word(&desk.folder()), Vec::<PathBuf>::new());
    }
    let shown = format!("{:?}", desk.session.project());
    assert!(!shown.contains(WORD), "it stays in memory");
    desk.opened.store.close().unwrap();
}

#[test]
fn what_another_source_still_holds_stays_until_it_is_removed_there_too() {
    let mut desk = Desk::new();
    let (first, other) = (desk.source, desk.attach("the same again.txt"));
    let said = desk.remove(first);
    assert!(said.contains("the same again.txt") && said.contains(&other.to_string()), "{said}");
    desk.opened.store.flush().unwrap();
    assert_eq!(files_with_the_word(&desk.folder()).len(), 2);
    desk.opened.store.checkpoint().unwrap();
    assert_eq!(desk.remove(other), "");
    desk.opened.store.flush().unwrap();
    assert_eq!(files_with_the_word(&desk.folder()), Vec::<PathBuf>::new());
    let folder = desk.folder();
    desk.opened.store.close().unwrap();
    assert_eq!(damage(&folder), Vec::<String>::new());
}

#[test]
fn a_copy_that_still_has_the_file_brings_it_back_by_no_merge() {
    let mut desk = Desk::new();
    let (copy, packed) = (desk.temp.path().join("copy"), desk.temp.path().join("p.redpencil"));
    desk.opened.store.save_as(&copy).unwrap();
    desk.opened.store.pack(Packing::Whole, &packed).unwrap();
    let source = desk.source;
    desk.remove(source);
    let arrived = desk.opened.store.merge_in(&packed, &Limits::default()).unwrap();
    assert!(arrived.notes.iter().any(|note| note.contains("removed for good")), "{:?}", arrived.notes);
    desk.opened.store.flush().unwrap();
    assert_eq!(files_with_the_word(&desk.folder()), Vec::<PathBuf>::new());
    desk.opened.store.close().unwrap();
    // Where the copy is the one that is open, its own file goes.
    let there = open(&copy, &place(&desk.temp)).unwrap();
    there.store.merge_in(&desk.temp.path().join("p"), &Limits::default()).unwrap();
    assert_eq!(files_with_the_word(&copy), Vec::<PathBuf>::new());
    let mut session = begin_session(&there, 3);
    session.join();
    assert!(!format!("{:?}", session.project()).contains(WORD));
    there.store.close().unwrap();
    // And so it is in a third folder.
    let out = desk.temp.path().join("merged");
    let merged = merge::merge(None, &packed, &desk.temp.path().join("p"), &out, &Limits::default()).unwrap();
    assert!(merged.notes.iter().any(|note| note.contains("removed for good")), "{:?}", merged.notes);
    for folder in [&copy, &out] {
        assert_eq!(files_with_the_word(folder), Vec::<PathBuf>::new());
        assert_eq!(damage(folder), Vec::<String>::new());
    }
}

#[test]
fn the_same_file_may_be_given_to_the_source_again() {
    let mut desk = Desk::new();
    let source = desk.source;
    desk.remove(source);
    desk.opened.store.flush().unwrap();
    let kept = desk.opened.store.keep_source(&desk.temp.path().join("interview.txt")).unwrap();
    desk.session.dispatch(Action::KeepFile { source, file: kept.file, text: kept.text }).unwrap();
    let record = &desk.session.project().sources()[&source];
    assert_eq!((&record.removed, record.removal.as_str()), (&None, ""));
    let folder = desk.folder();
    desk.opened.store.close().unwrap();
    assert_eq!(files_with_the_word(&folder).len(), 2);
    assert_eq!(damage(&folder), Vec::<String>::new());
}

#[test]
fn another_file_in_the_place_of_a_removed_one_leaves_the_act_on_record() {
    let mut desk = Desk::new();
    let source = desk.source;
    desk.remove(source);
    let file = desk.opened.store.keep_bytes(b"%PDF-1.7 the minutes", "minutes.pdf").unwrap();
    desk.session.dispatch(Action::KeepFile { source, file: file.clone(), text: None }).unwrap();
    desk.opened.store.flush().unwrap();
    let record = &desk.session.project().sources()[&source];
    assert!(record.removed.is_some() && !record.removal.contains(&file.sha256));
    assert!(desk.opened.store.evidence_path(&file).is_file());
    let refused = desk.session.dispatch(Action::RemoveFile { source, reason: String::new() });
    assert_eq!(refused.unwrap().label, "remove file “minutes.pdf” of source for good");
    desk.opened.store.flush().unwrap();
    assert!(!desk.opened.store.evidence_path(&file).is_file());
    let again = desk.session.dispatch(Action::RemoveFile { source, reason: String::new() }).unwrap_err();
    assert!(again.0.contains("removed already"), "{again}");
    desk.opened.store.close().unwrap();
}

#[test]
fn going_back_to_a_point_before_the_removal_leaves_it_on_record() {
    let mut desk = Desk::new();
    let source = desk.source;
    let then = std::sync::Arc::new(desk.session.project().clone());
    desk.remove(source);
    desk.session.dispatch(mark(17, 20)).unwrap();
    let label = "go back".to_owned();
    desk.session.dispatch(Action::Become { project: then, from: None, label }).unwrap();
    let record = &desk.session.project().sources()[&source];
    assert!(record.removed.is_some() && holding::has_lost_file(record));
    let folder = desk.folder();
    desk.opened.store.close().unwrap();
    assert_eq!(files_with_the_word(&folder), Vec::<PathBuf>::new());
    assert_eq!(damage(&folder), Vec::<String>::new());
}
