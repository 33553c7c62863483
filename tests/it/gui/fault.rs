//! A fault of the last time is told once, calmly, and its report can be looked at.

use egui_kittest::kittest::Queryable as _;
use redpencil::gui::App;
use redpencil::store::{Place, fault};

use super::{OPENED, click, machine, session, window};

const WORDS: &str = "redpencil met a fault of its own last time; what was saved is safe.";

/// A machine on which a report was left.
fn after_a_fault(folder: &std::path::Path) -> Place {
    let place = Place::within(folder);
    let reports = fault::folder(&place);
    std::fs::create_dir_all(&reports).unwrap();
    std::fs::write(reports.join("new-2026-11-22T10-00-00Z-1.txt"), "where: src/gui/app.rs, line 1\n")
        .unwrap();
    place
}

#[test]
fn a_fault_of_the_last_time_is_told_once_and_dismissed() {
    let folder = tempfile::tempdir().unwrap();
    let place = after_a_fault(folder.path());
    let app = || {
        let mut machine = machine(Vec::new());
        machine.place = place.clone();
        App::new(machine)
    };
    let mut told = window(app());
    assert!(told.query_by_label(WORDS).is_some(), "the welcome screen tells it");
    click(&mut told, "Dismiss");
    assert!(told.query_by_label(WORDS).is_none());
    let next = window(app().with_session(session()));
    assert!(next.query_by_label(WORDS).is_none(), "it is told once");
}

#[test]
fn the_report_s_folder_is_opened_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let place = after_a_fault(folder.path());
    let mut machine = machine(Vec::new());
    machine.place = place.clone();
    let mut told = window(App::new(machine).with_session(session()));
    click(&mut told, "Show the report");
    let wanted = redpencil::gui::link::of_path(&fault::folder(&place));
    assert!(OPENED.lock().unwrap().contains(&wanted));
    assert!(told.query_by_label(WORDS).is_none());
}
