//! A fault of the program itself, in the middle of work: what was taken in is on the disk when the process is gone.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use redpencil::model::{Id, Slot, Value};
use redpencil::session::{Action, Session};
use redpencil::store::{self, LastWrites, Place, System, vocabulary};

const STAGE: &str = "REDPENCIL_FAULT_STAGE";
const WORDS: &str = "typed a moment before";

/// Works as the window does, and meets a fault before anything had time to be saved.
fn meet_a_fault(stage: &Path) {
    let _last_writes = LastWrites(Duration::from_secs(30));
    let opened = store::create(&stage.join("p"), &Place::within(&stage.join("machine"))).unwrap();
    let journal = opened.store.journal();
    let mut session =
        Session::new(opened.project, vocabulary::shipped(), journal, Box::new(System::new("Jo")));
    for number in 0..500 {
        let slot = Slot { record: Id::ARTICLE, field: "title" };
        session.dispatch(Action::Set { slot, value: Value::Text(format!("{WORDS} {number}")) }).unwrap();
    }
    panic!("a fault in a frame");
}

#[test]
fn what_was_typed_before_a_fault_of_the_program_is_there_at_the_next_start() {
    if let Some(stage) = std::env::var_os(STAGE) {
        return meet_a_fault(Path::new(&stage));
    }
    let stage = tempfile::tempdir().unwrap();
    let name = "fault::what_was_typed_before_a_fault_of_the_program_is_there_at_the_next_start";
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name])
        .env(STAGE, stage.path())
        .output()
        .unwrap();
    assert!(!child.status.success(), "it met a fault");
    let again = store::open(&stage.path().join("p"), &Place::within(&stage.path().join("machine"))).unwrap();
    assert_eq!(again.project.text_of(Id::ARTICLE, "title"), format!("{WORDS} 499"));
    assert!(again.notes.is_empty(), "{:?}", again.notes);
}
