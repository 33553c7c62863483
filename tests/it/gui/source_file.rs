//! A source's file on its card: what it is, its text, another in its place, and removed for good.

use redpencil::model::Slot;

use super::*;

const MINUTES: &str = "The minutes\n\nSeven were for it.\n\nTwo were against it.\n";

/// A window with a claim that rests on a text file, whose source is open.
fn with_minutes() -> (tempfile::TempDir, Window, Id) {
    let (folder, mut window) = kept();
    let minutes = folder.path().join("minutes.txt");
    std::fs::write(&minutes, MINUTES).unwrap();
    window.event(Event::Paste(minutes.display().to_string()));
    window.run_ok();
    let source = *project(&window).sources().keys().next().unwrap();
    window.state_mut().desk_mut().unwrap().view.open_record(source);
    window.run_ok();
    (folder, window, source)
}

fn push(window: &mut Window, button: &str) {
    window.get_by_role_and_label(Role::Button, button).click_accesskit();
    window.run_ok();
}

fn path_of_file(window: &Window, source: Id) -> PathBuf {
    let file = project(window).sources()[&source].file.clone().unwrap();
    window.state().desk().unwrap().store.as_ref().unwrap().evidence_path(&file)
}

fn text(window: &Window, source: Id) -> String {
    project(window).sources()[&source].text.as_ref().map_or("", |text| text.as_str()).to_owned()
}

#[test]
fn a_kept_file_is_shown_with_what_it_is_and_its_text_is_read() {
    let (folder, mut window, source) = with_minutes();
    assert_eq!(text(&window, source).trim(), MINUTES.trim());
    assert!(has_label(&window, "text, 54 bytes") && has_label(&window, "Its text was read"));
    let hash = project(&window).sources()[&source].file.clone().unwrap().sha256;
    assert!(has_label(&window, &format!("SHA-256 {}…", &hash[..12])));
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(project(&window).sources().is_empty(), "the file, its text and the evidence are one step");
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(text(&window, source).trim(), MINUTES.trim());
    drop(folder);
}

#[test]
fn the_same_bytes_twice_are_one_file_and_that_is_said() {
    let (folder, mut window, _) = with_minutes();
    window.state_mut().desk_mut().unwrap().view.opened = None;
    window.run_ok();
    window.event(Event::Paste(folder.path().join("minutes.txt").display().to_string()));
    window.run_ok();
    assert_eq!((project(&window).sources().len(), project(&window).evidence().len()), (1, 2));
    assert!(has_label(&window, "minutes.txt is already kept, as the source “minutes”"));
}

#[test]
fn another_text_is_pasted_or_read_from_a_file_and_the_kept_one_read_again() {
    let (folder, mut window, source) = with_minutes();
    push(&mut window, "Paste its text…");
    window.event(Event::Paste("<!doctype html><p>Eight were for it.</p>".into()));
    window.run_ok();
    push(&mut window, "Take text");
    assert_eq!(text(&window, source), "Eight were for it.");
    let other = folder.path().join("other.md");
    std::fs::write(&other, "Nine were for it.").unwrap();
    push(&mut window, "Text from file…");
    type_text(&mut window, &other.display().to_string());
    press(&mut window, Key::Enter);
    assert_eq!(text(&window, source), "Nine were for it.");
    push(&mut window, "Read its text again");
    assert_eq!(text(&window, source).trim(), MINUTES.trim());
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window, source), "Nine were for it.");
}

#[test]
fn another_file_takes_the_place_of_the_kept_one_and_brings_its_text() {
    let (folder, mut window, source) = with_minutes();
    let other = folder.path().join("corrected.txt");
    std::fs::write(&other, "Six were for it.").unwrap();
    push(&mut window, "Replace file…");
    type_text(&mut window, &other.display().to_string());
    press(&mut window, Key::Enter);
    assert_eq!(text(&window, source), "Six were for it.");
    assert!(has_label(&window, "corrected.txt"));
    let scan = folder.path().join("scan.pdf");
    std::fs::write(&scan, "%PDF-1.7").unwrap();
    push(&mut window, "Replace file…");
    type_text(&mut window, &scan.display().to_string());
    press(&mut window, Key::Enter);
    assert!(has_label(&window, "PDF document, 8 bytes"));
    assert_eq!(text(&window, source), "", "another file's text is none of it");
}

#[test]
fn a_file_is_removed_for_good_once_somebody_has_read_what_that_means() {
    let (folder, mut window, source) = with_minutes();
    let path = path_of_file(&window, source);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    type_text(&mut window, "remove the source's file");
    press(&mut window, Key::Enter);
    assert!(has_label(&window, "This cannot be undone") && has_label(&window, "“minutes.txt” (54 bytes)"));
    push(&mut window, "Keep it");
    assert!(path.is_file());
    push(&mut window, "Remove for good…");
    type_text(&mut window, "Consent was withdrawn");
    push(&mut window, "Remove for good");
    assert!(!path.exists(), "it is gone");
    assert!(has_label(&window, "Removed for good by Jo") || has_label(&window, "Removed for good by"));
    assert!(has_label(&window, "Consent was withdrawn") && has_label(&window, "It was minutes.txt"));
    assert!(window.query_by_role_and_label(Role::Button, "Open file").is_none());
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!path.exists() && text(&window, source).is_empty());
    let slot = Slot { record: source, field: "removal" };
    assert!(format!("{:?}", project(&window).value(&slot)).contains("Consent was withdrawn"));
    drop(folder);
}

#[test]
fn what_nothing_names_any_more_is_listed_and_swept() {
    let (folder, mut window, source) = with_minutes();
    let path = path_of_file(&window, source);
    let sum = MINUTES.len() + text(&window, source).len();
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    press_with(&mut window, Modifiers::COMMAND, Key::W);
    let project_folder = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let project_folder = project_folder.into_iter().find(|path| path.join("project.ron").is_file()).unwrap();
    let mut window = super::window(App::new(machine(Vec::new())).opening(Some(project_folder)));
    press_with(&mut window, Modifiers::COMMAND, Key::D);
    assert!(has_label(&window, &format!("2 files, {sum} bytes are kept that nothing names any more")));
    push(&mut window, "Look at them…");
    assert!(has_label(&window, "minutes.txt: text, 54 bytes"));
    push(&mut window, &format!("Remove for good (2 files, {sum} bytes)"));
    assert!(!path.exists() && has_label(&window, &format!("Removed for good: 2 files, {sum} bytes")));
    assert!(!has_label(&window, "nothing names any more"));
}
