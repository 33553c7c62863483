//! Files that nothing names any more are found, kept as long as undo may need them, and go when they are swept.

use super::super::laws::{article, begin_session};
use super::super::{Place, create, open, verify};
use crate::model::{Table, Value};
use crate::session::Action;

#[test]
fn a_file_that_undo_has_left_is_loose_once_nothing_can_bring_it_back() {
    let temp = tempfile::tempdir().unwrap();
    let (path, place) = (temp.path().join("p"), Place::within(&temp.path().join("machine")));
    let opened = create(&path, &place).unwrap();
    let mut session = begin_session(&opened, 1);
    session.dispatch(article()).unwrap();
    let file = opened.store.keep_bytes(b"%PDF-1.7", "the \"first\" minutes.pdf").unwrap();
    let text = opened.store.read_pasted("What they say.").unwrap().text;
    let details = vec![("file", Value::File(file.clone())), ("text", Value::Prose(text))];
    session.dispatch(Action::Create { table: Table::Source, details, link: None }).unwrap();
    let loose = |session: &crate::session::Session, store: &super::Store| {
        store.loose(session.project(), &session.undoable_files()).unwrap()
    };
    assert_eq!(loose(&session, &opened.store), []);
    session.dispatch(Action::Undo).unwrap();
    assert_eq!(loose(&session, &opened.store), [], "redo may need it");
    opened.store.close().unwrap();

    let opened = open(&path, &place).unwrap();
    let session = begin_session(&opened, 2);
    let left = loose(&session, &opened.store);
    let names: Vec<(&str, u64)> = left.iter().map(|loose| (loose.name.as_str(), loose.bytes)).collect();
    assert_eq!(names, [("the \"first\" minutes.pdf", 8), ("", 14)]);
    assert_eq!(left[0].file().unwrap().sha256, file.sha256);
    assert!(verify(&path).iter().any(|problem| !problem.damage && problem.repair.contains("sweep")));
    let places: Vec<String> = left.iter().map(|loose| loose.place.clone()).collect();
    assert_eq!(opened.store.sweep(session.project(), &session.undoable_files(), &places).unwrap(), left);
    assert_eq!(loose(&session, &opened.store), []);
    opened.store.close().unwrap();
    assert_eq!(verify(&path), []);
}
