//! Opening what is damaged, newer, edited by hand or half there: never an empty project, never a wrong one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::laws::{Begun, begin_session, begun, mark};
use super::super::pack::Packing;
use super::super::vfs::{Disk, Vfs as _};
use super::super::{Opened, document, open, recover, state, verify};
use super::*;
use crate::model::{Id, Slot, Value};
use crate::session::{Action, Durability, Session};

/// A closed project with a mark in it.
fn closed() -> (Begun, Project) {
    let mut begun = begun();
    begun.session.dispatch(mark(3, 14)).unwrap();
    let note = Slot { record: Id::ARTICLE, field: "note" };
    begun.session.dispatch(Action::Set { slot: note, value: Value::Text("first".into()) }).unwrap();
    begun.opened.store.checkpoint().unwrap();
    begun.session.dispatch(Action::Set { slot: note, value: Value::Text("second".into()) }).unwrap();
    begun.opened.store.clone().close().unwrap();
    let project = begun.session.project().clone();
    (begun, project)
}

fn text_of(path: &Path) -> String {
    String::from_utf8(Disk.read(path, 1 << 24).unwrap()).unwrap()
}

fn write(path: &Path, text: &str) {
    document::write(path, text.as_bytes()).unwrap();
}

fn logs_of(path: &Path) -> Vec<PathBuf> {
    files(&Disk, &path.join("log"), ".ron").unwrap()
}

fn set_note(text: &str) -> Action {
    Action::Set { slot: Slot { record: Id::ARTICLE, field: "note" }, value: Value::Text(text.into()) }
}

/// Tells whether nothing can be changed, and makes sure that whoever tries is told so.
fn is_read_only(opened: &Opened) -> bool {
    let mut session = begin_session(opened, 9);
    let is_read_only = opened.read_only.is_some();
    assert_eq!(is_read_only, matches!(session.durability(), Durability::ReadOnly(_)));
    if is_read_only {
        let refusal = session.dispatch(set_note("no")).unwrap_err();
        assert_eq!(Some(refusal.0), opened.read_only);
    }
    is_read_only
}

fn bytes_of_all(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in Disk.list(path).unwrap() {
        let path = path.join(&entry.name);
        match entry.kind {
            Kind::Folder => all.extend(bytes_of_all(&path)),
            _ => all.push((path.clone(), Disk.read(&path, 1 << 24).unwrap())),
        }
    }
    all
}

/// Sits with the damaged project as a person does: opens it, saves a copy, and goes on in the copy.
fn goes_on_in_a_copy(begun: &Begun, opened: &Opened) -> (PathBuf, Session) {
    let before = bytes_of_all(&begun.path);
    let copy = begun.folder.path().join("goes-on");
    opened.store.save_as(&copy).unwrap();
    assert!(before == bytes_of_all(&begun.path), "the original was touched");
    let damage: Vec<_> = verify(&copy).into_iter().filter(|problem| problem.damage).collect();
    assert_eq!(damage, vec![]);
    let opened = open(&copy, &begun.place).unwrap();
    let mut session = begin_session(&opened, 11);
    session.dispatch(set_note("goes on")).unwrap();
    opened.store.close().unwrap();
    (copy, session)
}

#[test]
fn a_missing_or_changed_text_leaves_every_record_there_and_nothing_can_be_changed() {
    for change in [None, Some("He took bribes in Mai.\n\nShort."), Some("")] {
        let (begun, project) = closed();
        let draft = project.draft_id().unwrap();
        let path = begun.path.join(format!("drafts/{draft}.txt"));
        match change {
            None => Disk.remove(&path).unwrap(),
            Some(text) => write(&path, text),
        }
        let opened = open(&begun.path, &begun.place).unwrap();
        assert_eq!(opened.project.annotations(), project.annotations());
        assert_eq!(opened.project.claims(), project.claims());
        assert_eq!(opened.project.text(), change.unwrap_or(""));
        assert!(is_read_only(&opened));
        let said = opened.notes.join(" ");
        assert!(
            said.contains(&format!("drafts/{draft}.txt")) && said.contains("Put the file back"),
            "{said}"
        );
        assert!(verify(&begun.path).iter().any(|problem| problem.damage));
        let (copy, _) = goes_on_in_a_copy(&begun, &opened);
        assert_eq!(open(&copy, &begun.place).unwrap().project.text(), change.unwrap_or(""));
        // With the file everything is as it was.
        write(&path, project.text());
        let again = open(&begun.path, &begun.place).unwrap();
        assert!(again.project == project && !is_read_only(&again));
    }
}

#[test]
fn texts_in_other_line_ends_are_the_same_text() {
    let (begun, project) = closed();
    for (path, bytes) in bytes_of_all(&begun.path) {
        let text = String::from_utf8(bytes).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = text.replace('\n', "\r\n");
        write(&path, &if name.starts_with('.') { text } else { format!("\u{feff}{text}") });
    }
    let opened = open(&begun.path, &begun.place).unwrap();
    assert!(opened.project == project);
    assert_eq!(opened.notes, Vec::<String>::new());
    let problems = verify(&begun.path);
    assert!(!problems.is_empty() && problems.iter().all(|problem| !problem.damage), "{problems:?}");
}

#[test]
fn an_unreadable_state_is_made_anew_from_whole_logs() {
    let (begun, project) = closed();
    let path = begun.path.join(STATE);
    let text = text_of(&path);
    for damaged in ["", "nonsense", &text[..text.len() / 2], "\u{0}\u{0}"] {
        write(&path, damaged);
        let opened = open(&begun.path, &begun.place).unwrap();
        assert!(opened.project == project && !is_read_only(&opened), "{damaged}");
        assert_eq!(opened.notes.len(), 1, "{:?}", opened.notes);
    }
    document::write(&path, b"\xff\xfe").unwrap();
    assert!(open(&begun.path, &begun.place).unwrap().project == project);
}

#[test]
fn without_whole_logs_the_previous_state_and_a_salvage_of_the_last_stand_in() {
    let (begun, project) = closed();
    for log in logs_of(&begun.path) {
        Disk.remove(&log).unwrap();
    }
    let path = begun.path.join(STATE);
    let text = text_of(&path);
    // The last state was cut off behind the article; what follows is in the one before.
    write(&path, &text[..text.find("    drafts").unwrap()]);
    let opened = open(&begun.path, &begun.place).unwrap();
    assert!(opened.project == project, "the note is that of the last, the marks those of the one before");
    assert!(is_read_only(&opened));
    goes_on_in_a_copy(&begun, &opened);
    // Without any state before it, there is what the last one still says.
    Disk.remove(&begun.path.join("project.ron.prev")).unwrap();
    let damaged = text.replacen("            kind: \"claim\"", "            kind: claim\"", 1);
    assert_ne!(damaged, text);
    write(&path, &damaged);
    let opened = open(&begun.path, &begun.place).unwrap();
    assert_eq!((opened.project.annotations().len(), opened.project.claims().len()), (1, 1));
    assert!(opened.project.text() == project.text() && is_read_only(&opened));
    assert!(opened.notes.iter().any(|note| note.contains("kind")), "{:?}", opened.notes);
    // And without anything, there is no empty project.
    write(&path, "nonsense");
    assert!(open(&begun.path, &begun.place).is_err());
}

#[test]
fn a_newer_state_is_open_for_reading_only_with_all_that_is_understood() {
    let (begun, project) = closed();
    let path = begun.path.join(STATE);
    let text = text_of(&path);
    let newer = text.replacen("    claims: {", "    photos: {\"f-1\": (width: 3)},\n    claims: {", 1);
    let by_number = newer.replacen("format 1\n", "format 2\n", 1).replacen("format: 1,", "format: 2,", 1);
    let with_footer = |text: &str| {
        let body = &text[..text.find("// sha-256").unwrap()];
        format!("{body}// sha-256 {}\n", Sha256::of(body.as_bytes()))
    };
    for text in [with_footer(&by_number), with_footer(&newer)] {
        write(&path, &text);
        let before = bytes_of_all(&begun.path);
        let opened = open(&begun.path, &begun.place).unwrap();
        assert!(opened.project == project);
        assert!(is_read_only(&opened));
        let reason = opened.read_only.clone().unwrap();
        assert!(reason.contains("Update the program") && !reason.contains("copy"), "{reason}");
        assert!(opened.notes.iter().any(|note| note.contains("photos")), "{:?}", opened.notes);
        opened.store.close().unwrap();
        assert!(before == bytes_of_all(&begun.path));
        assert!(recover(&begun.path, None, &begun.place).is_err());
    }
}

#[test]
fn a_newer_log_is_open_for_reading_only_with_all_that_is_understood() {
    let (begun, project) = closed();
    let log = logs_of(&begun.path).remove(0);
    let text = text_of(&log);
    let record = |edits: &str, mood: &str| {
        format!("(previous:\"\",by:\"Bo\",at:\"2030-01-01T00:00:00Z\",did:\"x\"{mood},edits:Here([{edits}]))")
    };
    let known = "(record:\"article\",field:\"slug\",after:Text(\"newer\"))";
    let unknown = "(record:\"article\",field:\"mood\",after:Text(\"grim\"))";
    let strange = "(record:\"f-0000000001\",field:\"width\",after:Number(3))";
    for (format, edits, mood) in [
        (2, known.to_owned(), ",mood:3"),
        (1, format!("{known},{unknown}"), ""),
        (1, format!("{strange},{known}"), ""),
    ] {
        let (other, _) = log::whole("w-0000000009", "m-0000000000", &[record(&edits, mood)]);
        let other = if format == 2 {
            format!(
                "// redpencil log 2 - writer w-0000000009 - machine m-1\n{}",
                other.split_once('\n').unwrap().1
            )
        } else {
            other
        };
        write(&begun.path.join("log/w-0000000009.ron"), &other);
        let opened = open(&begun.path, &begun.place).unwrap();
        assert!(is_read_only(&opened), "{edits}");
        assert_eq!(opened.project.article().slug, "newer", "{edits} {:?}", opened.notes);
        assert_eq!(opened.project.annotations(), project.annotations());
        assert!(!opened.store.goes_on_in_copy());
        let bare = begun.path.with_file_name("bare");
        let refusal = opened.store.save_without_history(&bare, "Ann").unwrap_err().to_string();
        assert!(refusal.contains("lost in a copy without history"), "{refusal}");
        assert!(Disk.look(&bare).unwrap().is_none() && opened.store.plan_pack(Packing::ForOthers).is_err());
        assert!(opened.store.plan_pack(Packing::Whole).is_ok(), "all files go along as they are");
    }
    assert_eq!(text_of(&log), text);
}

#[test]
fn an_edit_by_hand_is_shown_and_counts_only_when_it_is_taken_over() {
    let (begun, project) = closed();
    let path = begun.path.join(STATE);
    write(&path, &text_of(&path).replacen("note: \"second\"", "note: \"by hand\"", 1));
    let opened = open(&begun.path, &begun.place).unwrap();
    assert!(opened.project == project && !is_read_only(&opened));
    let edited = open(&begun.path, &begun.place).unwrap().hand_edited.unwrap();
    let differing = super::super::recover::differing(&project, &edited);
    assert_eq!(differing.len(), 1);
    assert_eq!(differing[0].after, Value::Text("by hand".into()));
    let opened = open(&begun.path, &begun.place).unwrap();
    let mut session = begin_session(&opened, 5);
    let take_over =
        Action::Become { project: Arc::new(edited.clone()), from: None, label: "take over".into() };
    session.dispatch(take_over).unwrap();
    opened.store.close().unwrap();
    let again = open(&begun.path, &begun.place).unwrap();
    assert!(again.project.article().note == "by hand" && again.hand_edited.is_none());
    assert!(verify(&begun.path).iter().all(|problem| problem.place.contains(".prev") || !problem.damage));
}

#[test]
fn a_footer_alone_that_does_not_fit_is_no_edit() {
    let (begun, project) = closed();
    let path = begun.path.join(STATE);
    let text = text_of(&path);
    write(&path, &text[..text.find("// sha-256").unwrap()]);
    let opened = open(&begun.path, &begun.place).unwrap();
    assert!(opened.project == project && opened.hand_edited.is_none());
}

#[test]
fn a_state_made_by_hand_without_any_log_is_shown_as_it_stands() {
    let (begun, project) = closed();
    for log in logs_of(&begun.path) {
        Disk.remove(&log).unwrap();
    }
    let path = begun.path.join(STATE);
    let (head, rest) =
        text_of(&path).split_once("    logs: {").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let rest = rest.split_once("    },\n").unwrap().1.to_owned();
    write(&path, &format!("{head}    logs: {{}},\n{rest}").replacen("second", "by hand", 1));
    let opened = open(&begun.path, &begun.place).unwrap();
    assert_eq!(opened.project.article().note, "by hand");
    assert_eq!(opened.project.annotations(), project.annotations());
    // Taken over, it is one log record.
    let copy = begun.folder.path().join("copy");
    let recovered = recover(&begun.path, Some(&copy), &begun.place).unwrap();
    assert!(recovered.is_complete, "{:?}", recovered.said);
    assert_eq!(
        super::super::recover::differing(&open(&copy, &begun.place).unwrap().project, &opened.project),
        vec![]
    );
    assert_eq!(verify(&copy), vec![]);
}

#[test]
fn changed_evidence_keeps_nobody_from_working() {
    let (begun, _) = closed();
    let opened = open(&begun.path, &begun.place).unwrap();
    let file = opened.store.keep_bytes(b"a page", "page.txt").unwrap();
    let mut session = begin_session(&opened, 4);
    let details = vec![("title", Value::Text("Page".into())), ("file", Value::File(file.clone()))];
    session.dispatch(Action::Create { table: crate::model::Table::Source, details, link: None }).unwrap();
    opened.store.close().unwrap();
    document::write(&begun.path.join(format!("evidence/{}.txt", file.sha256)), b"a rage").unwrap();
    let opened = open(&begun.path, &begun.place).unwrap();
    assert!(!is_read_only(&opened));
    let survey = opened.store.look_over();
    assert!(survey.is_damaged(&file));
    assert_eq!(survey.problems.len(), 1, "{:?}", survey.problems);
    assert!(
        !open(&begun.path, &begun.place)
            .unwrap()
            .store
            .look_over()
            .is_damaged(&crate::model::FileRef { sha256: "0".repeat(64), ..file })
    );
}

#[test]
fn the_state_is_never_written_over_one_that_a_newer_program_has_put_there() {
    let (begun, _) = closed();
    let opened = open(&begun.path, &begun.place).unwrap();
    let path = begun.path.join(STATE);
    let newer = text_of(&path).replacen("format 1\n", "format 2\n", 1);
    let body = &newer[..newer.find("// sha-256").unwrap()];
    let newer = format!("{body}// sha-256 {}\n", Sha256::of(body.as_bytes()));
    write(&path, &newer);
    let mut session = begin_session(&opened, 6);
    session.dispatch(mark(0, 2)).unwrap();
    for _ in 0..2 {
        assert!(opened.store.checkpoint().is_err());
        assert_eq!(text_of(&path), newer);
    }
    assert!(state::framed(&newer).is_ok());
}
