//! Sources of another program: taken in by the dialog and by dropping a file, and cited on their card.

use std::sync::Arc;

use super::errand::{bench, run};
use super::*;

const REFS: &str = "@book{a, author = {Doe, Jane}, title = {On bribes}, year = 2001}\n@book{b, title}\n";

#[test]
fn sources_are_imported_by_a_command_and_what_is_wrong_is_shown() {
    let (folder, mut window) = bench(&["refs.bib"]);
    std::fs::write(folder.path().join("refs.bib"), REFS).unwrap();
    run(&mut window, "import sources");
    assert!(window.query_by_label_contains("1 source imported from “refs.bib”; 1 entry left out").is_some());
    click(&mut window, "Show problems");
    assert!(window.query_by_label_contains("Line 2: “b” has a field “title” without “=”").is_some());
    press(&mut window, Key::Escape);
    let source = *project(&window).sources().keys().next().unwrap();
    window.state_mut().desk_mut().unwrap().view.open_record(source);
    window.run_ok();
    assert!(window.query_by_label_contains("Cited as (Newsroom)").is_some());
    assert!(window.query_by_label_contains("Jane Doe, On bribes, 2001").is_some());
}

#[test]
fn a_bibliography_dropped_on_the_window_goes_in_once() {
    let (folder, mut window) = bench(&[]);
    let path = folder.path().join("refs.ris");
    std::fs::write(&path, "TY  - BOOK\nTI  - On bribes\nPY  - 2001\nER  - \n").unwrap();
    for _ in 0..2 {
        window.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
        window.run_ok();
    }
    assert_eq!(project(&window).sources().len(), 1);
    assert!(window.query_by_label_contains("is in this project already").is_some());
}

#[test]
#[cfg(unix)]
fn a_dropped_file_whose_name_is_not_unicode_is_taken_all_the_same() {
    use std::os::unix::ffi::OsStringExt as _;
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join(std::ffi::OsString::from_vec(b"caf\xe9.txt".to_vec()));
    std::fs::write(&article, ARTICLE).unwrap();
    let mut window = welcome();
    window.input_mut().dropped_files.push(Arc::new(Dropped(article)));
    window.run_ok();
    assert!(project(&window).text().starts_with("Council votes"));
}

#[test]
fn the_citation_on_a_card_is_copied_by_its_button_and_by_the_palette() {
    let (folder, mut window) = bench(&["refs.bib"]);
    std::fs::write(folder.path().join("refs.bib"), REFS).unwrap();
    run(&mut window, "import sources");
    run(&mut window, "copy citation");
    assert!(window.query_by_label_contains("Open a source first").is_some());
    let source = *project(&window).sources().keys().next().unwrap();
    window.state_mut().desk_mut().unwrap().view.open_record(source);
    window.run_ok();
    let copied = |window: &Window| {
        let commands = &window.output().platform_output.commands;
        commands.iter().any(|command| {
            matches!(command, egui::OutputCommand::CopyText(words) if words.contains("Jane Doe, On bribes, 2001"))
        })
    };
    assert!(!copied(&window));
    window.get_by_label("Copy citation").click();
    let went_out = (0..5).any(|_| {
        window.step();
        copied(&window)
    });
    assert!(went_out);
    window.run_ok();
    run(&mut window, "copy citation");
    assert!(window.query_by_label_contains("The citation was copied").is_some());
}
