//! A source's text on its way to the disk, back, and to others.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests look at the files that were written, and damage them"
)]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::super::laws::{article, begin_session, mark};
use super::super::pack::Packing;
use super::super::pack::limit::Limits;
use super::super::{Opened, Place, create, merge, open, pack, verify};
use super::*;
use crate::model::{Id, Slot, Table};
use crate::session::{Action, Attachment, Session};

const PAGE: &str = "The minutes\n\nSeven were for it.\n\nTwo were against it.\n";

/// A project with a claim that rests on a kept page.
struct Desk {
    temp: TempDir,
    opened: Opened,
    session: Session,
    source: Id,
    text: String,
}

impl Desk {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let opened = create(&temp.path().join("p"), &place(&temp)).unwrap();
        let mut session = begin_session(&opened, 1);
        session.dispatch(article()).unwrap();
        let made = session.dispatch(mark(3, 14)).unwrap().made;
        let claim = made.into_iter().find(|id| id.table() == Table::Claim).unwrap();
        let page = temp.path().join("page.md");
        fs::write(&page, PAGE).unwrap();
        let kept = opened.store.keep_source(&page).unwrap();
        assert_eq!(kept.warnings, Vec::<String>::new());
        let text = kept.text.clone().unwrap();
        let details = vec![("file", Value::File(kept.file)), ("text", Value::Prose(text.clone()))];
        let source = Attachment::New(details);
        session.dispatch(Action::Attach { record: claim, source, details: vec![] }).unwrap();
        let source = *session.project().sources().keys().next().unwrap();
        Self { temp, opened, session, source, text: text.sha256().to_owned() }
    }

    fn folder(&self) -> PathBuf {
        self.temp.path().join("p")
    }

    fn place_of_text(&self) -> PathBuf {
        self.folder().join(format!("texts/{}.txt", self.text))
    }

    fn close(self) -> (TempDir, Id, PathBuf) {
        let place = self.place_of_text();
        self.opened.store.close().unwrap();
        (self.temp, self.source, place)
    }
}

fn place(temp: &TempDir) -> Place {
    Place::within(&temp.path().join("machine"))
}

fn text_in(folder: &Path, temp: &TempDir) -> Option<Prose> {
    let opened = open(folder, &place(temp)).unwrap();
    let text = opened.project.sources().values().next().unwrap().text.clone();
    opened.store.close().unwrap();
    text
}

fn damage(folder: &Path) -> Vec<String> {
    verify(folder).iter().filter(|problem| problem.damage).map(super::super::Problem::sentence).collect()
}

#[test]
fn a_source_s_text_stands_under_its_hash_and_is_there_again() {
    let desk = Desk::new();
    desk.opened.store.flush().unwrap();
    assert_eq!(fs::read_to_string(desk.place_of_text()).unwrap().trim(), PAGE.trim());
    let (temp, _, _) = desk.close();
    let folder = temp.path().join("p");
    assert_eq!(text_in(&folder, &temp).unwrap().as_str().trim(), PAGE.trim());
    assert_eq!(damage(&folder), Vec::<String>::new());
    assert_eq!(fs::read_dir(folder.join("texts")).unwrap().count(), 1);
    assert_eq!(fs::read_dir(folder.join("drafts")).unwrap().count(), 1);
}

#[test]
fn reading_a_text_is_one_step_that_can_be_undone() {
    let mut desk = Desk::new();
    let read = desk.opened.store.read_pasted("<!doctype html><p>Another text.</p>").unwrap();
    let other = desk.opened.store.read_pasted("A third text.").unwrap();
    desk.session.dispatch(Action::TakeText { source: desk.source, text: read.text.clone() }).unwrap();
    desk.session.dispatch(Action::TakeText { source: desk.source, text: other.text }).unwrap();
    desk.session.dispatch(Action::Undo).unwrap();
    let text = |desk: &Desk| desk.session.project().sources()[&desk.source].text.clone().unwrap();
    assert_eq!(text(&desk).as_str(), "Another text.");
    desk.session.dispatch(Action::Undo).unwrap();
    assert_eq!(text(&desk).sha256(), desk.text);
    desk.session.dispatch(Action::Redo).unwrap();
    assert_eq!(text(&desk), read.text);
    let (temp, ..) = desk.close();
    assert_eq!(text_in(&temp.path().join("p"), &temp), Some(read.text));
}

#[test]
fn a_project_whose_text_is_missing_or_damaged_can_be_worked_on_and_the_text_read_again() {
    for spoil in ["gone", "damaged"] {
        let (temp, source, place_of_text) = Desk::new().close();
        let folder = temp.path().join("p");
        if spoil == "gone" {
            fs::remove_file(&place_of_text).unwrap();
        } else {
            fs::write(&place_of_text, "Seven were against it.").unwrap();
        }
        assert!(
            damage(&folder).iter().any(|said| said.contains("Read its text again")),
            "{:?}",
            damage(&folder)
        );
        let opened = open(&folder, &place(&temp)).unwrap();
        assert_eq!(opened.read_only, None, "{spoil}");
        assert!(opened.notes.iter().any(|note| note.contains("missing or damaged")), "{:?}", opened.notes);
        let record = opened.project.sources()[&source].clone();
        assert!(record.text.unwrap().is_missing());
        let mut session = begin_session(&opened, 2);
        let read = opened.store.read_again(&record.file.unwrap()).unwrap();
        session.dispatch(Action::TakeText { source, text: read.text }).unwrap();
        assert_eq!(session.project().sources()[&source].text.as_ref().unwrap().as_str().trim(), PAGE.trim());
        session.dispatch(mark(17, 20)).unwrap();
        opened.store.close().unwrap();
        assert_eq!(text_in(&folder, &temp).unwrap().as_str().trim(), PAGE.trim(), "{spoil}");
        assert_eq!(damage(&folder), Vec::<String>::new(), "{spoil}");
    }
}

#[test]
fn a_copy_a_pack_and_a_merged_copy_have_the_text() {
    let desk = Desk::new();
    let (bare, packed) = (desk.temp.path().join("bare"), desk.temp.path().join("p.redpencil"));
    desk.opened.store.save_without_history(&bare, "Ada").unwrap();
    desk.opened.store.pack(Packing::ForOthers, &packed).unwrap();
    let (temp, ..) = desk.close();
    pack::unpack(&packed, &temp.path().join("unpacked"), &Limits::default()).unwrap();
    let (ours, theirs) = (temp.path().join("p"), temp.path().join("unpacked"));
    merge::merge(None, &ours, &theirs, &temp.path().join("merged"), &Limits::default()).unwrap();
    for copy in ["bare", "unpacked", "merged"] {
        let folder = temp.path().join(copy);
        assert_eq!(text_in(&folder, &temp).unwrap().as_str().trim(), PAGE.trim(), "{copy}");
        assert_eq!(damage(&folder), Vec::<String>::new(), "{copy}");
    }
}

#[test]
fn the_text_of_a_source_that_is_off_the_record_is_in_no_pack_and_is_not_missed_there() {
    let mut desk = Desk::new();
    let slot = Slot { record: desk.source, field: "ground_rules" };
    desk.session.dispatch(Action::Set { slot, value: Value::Text("off-record".into()) }).unwrap();
    for (name, packing) in [("whole", Packing::Whole), ("others", Packing::ForOthers)] {
        let packed = desk.temp.path().join(format!("{name}.redpencil"));
        desk.opened.store.pack(packing, &packed).unwrap();
        let folder = desk.temp.path().join(name);
        pack::unpack(&packed, &folder, &Limits::default()).unwrap();
        assert!(!folder.join("texts").exists() && !folder.join("evidence").exists(), "{name}");
        assert_eq!(damage(&folder), Vec::<String>::new(), "{name}");
        let opened = open(&folder, &place(&desk.temp)).unwrap();
        assert_eq!((opened.read_only, opened.notes), (None, Vec::new()), "{name}");
    }
}

#[test]
fn two_sources_of_one_text_share_its_file() {
    let mut desk = Desk::new();
    let text = desk.session.project().sources()[&desk.source].text.clone();
    let details =
        vec![("title", Value::Text("The same".into())), ("text", text.map_or(Value::Nothing, Value::Prose))];
    desk.session.dispatch(Action::Create { table: Table::Source, details, link: None }).unwrap();
    let (temp, ..) = desk.close();
    assert_eq!(fs::read_dir(temp.path().join("p/texts")).unwrap().count(), 1);
    let opened = open(&temp.path().join("p"), &place(&temp)).unwrap();
    assert!(
        opened.project.sources().values().all(|source| source
            .text
            .as_ref()
            .unwrap()
            .as_str()
            .contains("Seven"))
    );
}
