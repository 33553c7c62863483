//! Recovering from every kind of damage: the copy is whole, the original untouched, and what is lost is told.

use std::path::{Path, PathBuf};

use super::super::laws::{Begun, begin_session, begun, mark};
use super::super::vfs::{Disk, Vfs as _};
use super::super::{document, open, verify as verify_folder};
use super::*;
use crate::model::{Id, Table};
use crate::session::Action;

fn note() -> Slot {
    Slot { record: Id::ARTICLE, field: "note" }
}

fn set_note(text: &str) -> Action {
    Action::Set { slot: note(), value: model::Value::Text(text.into()) }
}

/// A closed project with a mark, a note and a source with a file.
fn closed() -> (Begun, Project) {
    let mut begun = begun();
    begun.session.dispatch(mark(3, 14)).unwrap();
    begun.session.dispatch(set_note("first")).unwrap();
    begun.opened.store.checkpoint().unwrap();
    let file = begun.opened.store.keep_bytes(b"a page", "page.txt").unwrap();
    let details = vec![("title", model::Value::Text("Page".into())), ("file", model::Value::File(file))];
    begun.session.dispatch(Action::Create { table: Table::Source, details, link: None }).unwrap();
    begun.session.dispatch(set_note("second")).unwrap();
    begun.opened.store.clone().close().unwrap();
    let project = begun.session.project().clone();
    (begun, project)
}

fn all(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in Disk.list(path).unwrap() {
        let path = path.join(&entry.name);
        match entry.kind {
            Kind::Folder => found.extend(all(&path)),
            _ => found.push((path.clone(), Disk.read(&path, 1 << 24).unwrap())),
        }
    }
    found
}

/// Recovers, and makes sure of what holds whatever is damaged.
fn recovered(begun: &Begun) -> (Recovery, Project) {
    let before = all(&begun.path);
    let recovery = recover(&begun.path, None, &begun.place).unwrap();
    assert!(before == all(&begun.path), "the original was touched");
    assert_eq!(
        recovery.folder,
        crate::store::home::without_detours(begun.folder.path()).join("project-recovered")
    );
    let damage: Vec<_> =
        verify_folder(&recovery.folder).into_iter().filter(|problem| problem.damage).collect();
    assert_eq!(damage, vec![]);
    let opened = open(&recovery.folder, &begun.place).unwrap();
    assert_eq!((opened.notes.clone(), opened.read_only.clone()), (vec![], None));
    (recovery, opened.project)
}

fn log_of(begun: &Begun) -> PathBuf {
    opening::files(&Disk, &begun.path.join(LOGS), ".ron").unwrap().remove(0)
}

fn change(path: &Path, was: &str, is: &str) {
    let text = String::from_utf8(Disk.read(path, 1 << 24).unwrap()).unwrap();
    assert!(text.contains(was), "{was}");
    document::write(path, text.replacen(was, is, 1).as_bytes()).unwrap();
}

#[test]
fn a_whole_project_is_copied_with_its_logs() {
    let (begun, project) = closed();
    let (recovery, copy) = recovered(&begun);
    assert!(recovery.is_complete && copy == project, "{:?}", recovery.said);
    let log = log_of(&begun);
    let name = log.file_name().unwrap();
    assert_eq!(
        Disk.read(&recovery.folder.join(LOGS).join(name), 1 << 24).unwrap(),
        Disk.read(&log, 1 << 24).unwrap()
    );
    assert!(recover(&begun.path, None, &begun.place).is_err(), "the folder is taken now");
    assert!(recover(&begun.path, Some(&begun.path.join("in")), &begun.place).is_err());
}

#[test]
fn a_damaged_state_is_made_anew_from_whole_logs() {
    let (begun, project) = closed();
    document::write(&begun.path.join(STATE), b"nonsense").unwrap();
    let (recovery, copy) = recovered(&begun);
    assert!(recovery.is_complete && copy == project, "{:?}", recovery.said);
}

#[test]
fn a_hand_edit_is_kept_beside_what_the_logs_say() {
    let (begun, project) = closed();
    change(&begun.path.join(STATE), "\"second\"", "\"by hand\"");
    let (recovery, copy) = recovered(&begun);
    assert!(recovery.is_complete);
    let values: Vec<_> = copy.conflicts()[&note()].iter().map(|version| version.value.clone()).collect();
    assert!(values.contains(&model::Value::Text("by hand".into())), "{values:?}");
    assert!(values.contains(&model::Value::Text("second".into())), "{values:?}");
    assert_eq!(copy.annotations(), project.annotations());
    assert!(Disk.look(&recovery.folder.join("damaged/project.ron")).unwrap().is_some());
}

#[test]
fn damaged_logs_beside_a_whole_state_cost_the_history_only() {
    let (begun, project) = closed();
    change(&log_of(&begun), "mark claim", "mark clown");
    let (recovery, copy) = recovered(&begun);
    assert!(copy == project);
    assert!(!recovery.is_complete, "the record of a step is lost");
    let log = log_of(&begun);
    let kept = recovery.folder.join("damaged/log").join(log.file_name().unwrap());
    assert_eq!(Disk.read(&kept, 1 << 24).unwrap(), Disk.read(&log, 1 << 24).unwrap());
    let logs = opening::files(&Disk, &recovery.folder.join(LOGS), ".ron").unwrap();
    assert_eq!(logs.len(), 1);
}

#[test]
fn where_everything_is_damaged_whole_records_and_the_previous_state_are_put_together() {
    let (begun, project) = closed();
    change(&begun.path.join(STATE), "(\n    format", ")\n    format");
    change(&log_of(&begun), "open article", "open particle");
    let (recovery, copy) = recovered(&begun);
    assert!(!recovery.is_complete);
    assert_eq!((copy.article().note.as_str(), copy.annotations()), ("second", project.annotations()));
    assert_eq!(copy.sources(), project.sources());
    assert_eq!(copy.text(), project.text());
    for name in ["project.ron", "project.ron.prev"] {
        assert!(Disk.look(&recovery.folder.join("damaged").join(name)).unwrap().is_some(), "{name}");
    }
    // What was recovered can be worked on, and verifies afterwards.
    let opened = open(&recovery.folder, &begun.place).unwrap();
    begin_session(&opened, 8).dispatch(mark(0, 2)).unwrap();
    opened.store.close().unwrap();
    assert!(verify_folder(&recovery.folder).iter().all(|problem| !problem.damage));
}

#[test]
fn lost_evidence_is_told_in_the_record_that_named_it() {
    for is_missing in [true, false] {
        let (begun, project) = closed();
        let file = project.sources().values().next().unwrap().file.clone().unwrap();
        let path = begun.path.join(format!("evidence/{}.txt", file.sha256));
        if is_missing {
            Disk.remove(&path).unwrap();
        } else {
            document::write(&path, b"a rage").unwrap();
        }
        let (recovery, copy) = recovered(&begun);
        assert!(!recovery.is_complete);
        let source = copy.sources().values().next().unwrap();
        assert!(source.file.is_none() && source.note.contains(&file.sha256), "{source:?}");
        let kept = recovery.folder.join(format!("damaged/evidence/{}.txt", file.sha256));
        assert_eq!(Disk.look(&kept).unwrap().is_some(), !is_missing);
    }
}

#[test]
fn another_machines_state_without_its_log_is_taken_in() {
    let (begun, project) = closed();
    // The other machine's copy went on; only its project.ron has come back, under a synchronised folder's name.
    let other = begun.folder.path().join("other");
    open(&begun.path, &begun.place).unwrap().store.save_as(&other).unwrap();
    let place = Place::within(&begun.folder.path().join("machine-two"));
    let opened = open(&other, &place).unwrap();
    let mut session = begin_session(&opened, 3);
    session.dispatch(mark(0, 2)).unwrap();
    opened.store.close().unwrap();
    let theirs = session.project().clone();
    let state = Disk.read(&other.join(STATE), 1 << 24).unwrap();
    document::write(&begun.path.join("project (conflicted copy).ron"), &state).unwrap();
    let (recovery, copy) = recovered(&begun);
    assert!(copy == theirs && copy != project, "{:?}", recovery.said);
    assert!(recovery.said.iter().any(|said| said.contains("conflicted copy")), "{:?}", recovery.said);
}

#[test]
fn of_two_states_of_which_neither_is_newer_both_values_are_kept() {
    let (begun, _) = closed();
    let other = begun.folder.path().join("other");
    open(&begun.path, &begun.place).unwrap().store.save_as(&other).unwrap();
    let place = Place::within(&begun.folder.path().join("machine-two"));
    for (path, place, text) in [(&begun.path, &begun.place, "ours"), (&other, &place, "theirs")] {
        let opened = open(path, place).unwrap();
        begin_session(&opened, 3).dispatch(set_note(text)).unwrap();
        opened.store.close().unwrap();
    }
    let state = Disk.read(&other.join(STATE), 1 << 24).unwrap();
    document::write(&begun.path.join("project.sync-conflict-20210312.ron"), &state).unwrap();
    for is_log_damaged in [false, true] {
        if is_log_damaged {
            staging::remove_all(&Disk, &begun.folder.path().join("project-recovered")).unwrap();
            change(&log_of(&begun), "mark claim", "mark clown");
        }
        let (_, copy) = recovered(&begun);
        let values: Vec<_> = copy.conflicts()[&note()].iter().map(|version| version.value.clone()).collect();
        for text in ["ours", "theirs"] {
            assert!(values.contains(&model::Value::Text(text.into())), "{is_log_damaged}: {values:?}");
        }
    }
}

#[test]
fn lines_of_ours_come_back_into_the_files_for_git_and_those_of_others_stay() {
    assert_eq!(kept::with_our_lines("", GIT_IGNORE), GIT_IGNORE);
    assert_eq!(kept::with_our_lines("notes/\r\nsealed/", "sealed/\n*.lock\n"), "notes/\nsealed/\n*.lock\n");
}
