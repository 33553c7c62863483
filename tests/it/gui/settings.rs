//! Settings: used at once, kept, joined between windows, taken in when they were edited by hand.

use std::path::Path;

use redpencil::store::settings::{self, Face, Look, Settings};

use super::*;

fn within(folder: &Path) -> Machine {
    Machine { settings_folder: Some(folder.to_owned()), ..machine(Vec::new()) }
}

fn desk_within(folder: &Path) -> Window {
    window(App::new(within(folder)).with_session(session()))
}

fn kept(folder: &Path) -> Settings {
    settings::load(folder).settings.unwrap()
}

fn come_to_front(window: &mut Window) {
    window.event(Event::WindowFocused(true));
    window.run_ok();
}

fn open_page(window: &mut Window, page: &str) {
    press_with(window, Modifiers::COMMAND, Key::Comma);
    click(window, page);
}

#[test]
fn what_is_changed_in_the_sheet_counts_at_once_and_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = desk_within(folder.path());
    open_page(&mut window, "Reading");
    click(&mut window, "Inter (sans serif)");
    assert_eq!(window.state().settings().face, Face::Inter);
    wait(&mut window);
    assert_eq!(kept(folder.path()).face, Face::Inter);
    click(&mut window, "Reset this page");
    wait(&mut window);
    assert_eq!(kept(folder.path()).face, Face::Literata);
}

#[test]
fn the_name_signs_what_is_done_next() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = desk_within(folder.path());
    open_page(&mut window, "You");
    focus_field(&mut window, "Your name");
    type_text(&mut window, "Ada");
    assert!(has_label(&window, "signed “Ada”"));
    wait(&mut window);
    assert_eq!(kept(folder.path()).checker, "Ada");
}

#[test]
fn an_edit_by_hand_is_taken_in_when_the_window_comes_to_the_front() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = desk_within(folder.path());
    std::fs::write(settings::file(folder.path()), "(look: Dark, keys: {\"mark-claim\": [\"K\"]})").unwrap();
    come_to_front(&mut window);
    assert_eq!(window.state().settings().look, Look::Dark);
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::K);
    assert_eq!(kinds(&window), ["claim"]);
}

#[test]
fn a_wrong_edit_is_told_with_its_place_and_the_rest_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = desk_within(folder.path());
    let text = "(\n  look: Dark,\n  text_size: huge,\n)\n";
    std::fs::write(settings::file(folder.path()), text).unwrap();
    come_to_front(&mut window);
    assert!(has_label(&window, "The settings break at line 3, column"));
    assert_eq!(window.state().settings().look, Look::Dark);
    assert_eq!(std::fs::read_to_string(folder.path().join("settings.broken.ron")).unwrap(), text);
    open_page(&mut window, "Files");
    assert!(has_label(&window, "settings.broken.ron"));
}

#[test]
fn keys_that_cannot_be_read_are_told_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let text = "(\n  keys: {\n    \"save\": [\"Ctrl+Foo\"],\n  },\n)\n";
    std::fs::write(settings::file(folder.path()), text).unwrap();
    let mut window = desk_within(folder.path());
    assert!(has_label(&window, "line 3, column 14"));
    assert!(has_label(&window, "“Foo” is no key"));
    // Written anew by the program it stands elsewhere; the words have gone by then, and are not said again.
    press_with(&mut window, Modifiers::COMMAND, Key::Plus);
    wait(&mut window);
    come_to_front(&mut window);
    assert_eq!(window.query_all_by_label_contains("“Foo” is no key").count(), 0);
}

#[test]
fn keys_of_an_unknown_command_are_told_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let text = "(keys: {\"mark-rumour\": [\"U\"]})";
    std::fs::write(settings::file(folder.path()), text).unwrap();
    let mut window = desk_within(folder.path());
    assert!(has_label(&window, "there is no such command"));
    press_with(&mut window, Modifiers::COMMAND, Key::Plus);
    wait(&mut window);
    assert_eq!(kept(folder.path()).keys["mark-rumour"], ["U"]);
}

#[test]
fn checking_the_file_says_that_it_is_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = desk_within(folder.path());
    std::fs::write(settings::file(folder.path()), "(role: \"editor\")").unwrap();
    menu(&mut window, "Edit", "Check and reload settings file");
    assert!(has_label(&window, "The settings file is in order"));
    assert_eq!(window.state().settings().role, "editor");
}

#[test]
fn two_windows_keep_what_each_of_them_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (desk_within(folder.path()), desk_within(folder.path()));
    open_page(&mut one, "General");
    click(&mut one, "Dark");
    wait(&mut one);
    press_with(&mut other, Modifiers::COMMAND, Key::Plus);
    wait(&mut other);
    let now = kept(folder.path());
    assert_eq!((now.look, now.text_size > 18.0), (Look::Dark, true));
    assert_eq!(other.state().settings().look, Look::Dark, "the other window uses it, too");
}

#[test]
fn a_file_that_went_away_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = desk_within(folder.path());
    press_with(&mut window, Modifiers::COMMAND, Key::Plus);
    wait(&mut window);
    std::fs::remove_file(settings::file(folder.path())).unwrap();
    come_to_front(&mut window);
    assert!(window.state().settings().text_size > 18.0);
    wait(&mut window);
    assert!(kept(folder.path()).text_size > 18.0);
}

#[test]
fn the_files_page_says_where_everything_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = desk_within(folder.path());
    open_page(&mut window, "Files");
    assert!(has_label(&window, "Every change is on the disk within a second"));
    click(&mut window, "Show: Settings");
    let shown = OPENED.lock().unwrap().iter().any(|url| url.starts_with("file://"));
    assert!(shown);
}
