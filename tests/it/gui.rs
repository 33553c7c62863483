//! The window through its accessible names: what an editor does, by key, button, menu and palette.
#![expect(clippy::disallowed_methods, reason = "a test lays out the files that a dialog names")]

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use redpencil::gui::dialog::Scripted;
use redpencil::gui::job::Pace;
use redpencil::gui::{App, Machine};
use redpencil::import;
use redpencil::model::{Id, Moment, Project, Table};
use redpencil::session::context::Fixed;
use redpencil::session::journal::Memory;
use redpencil::session::{Action, Placing, Session};
use redpencil::store::Place;
use redpencil::text::Range;

use crate::raster::{harness, harness_picture};

mod beside;
mod cards;
mod checklist;
mod claims;
mod comparison;
mod coverage;
mod desk_settings;
mod disguise;
mod dock;
mod errand;
mod fault;
mod find;
mod findings;
mod frames;
mod history;
mod keyboard;
mod keys;
mod margin;
mod meanwhile;
mod menus;
mod others;
mod overview;
mod queries;
mod replies;
mod report;
mod sealed;
mod settings;
mod sign_off;
mod source_file;
mod sources;
mod table;
mod tabs;
mod voice;

const ARTICLE: &str = "Council votes to close the pool\n\nThe council voted 7 to 2 on Friday to close the \
                       city pool.\n\nMayor Jane Doe took bribes, a former aide said. “I did nothing wrong,” Doe \
                       said.\n\nThe pool opened in 1931. The pool opened in 1931, a plaque says.\n";

static OPENED: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn machine(answers: Vec<PathBuf>) -> Machine {
    Machine {
        dialogs: Arc::new(Scripted::new(answers)),
        settings_folder: None,
        place: Place::within(&std::env::temp_dir().join("redpencil-window-tests")),
        pace: Pace::AtOnce,
        opener: |url| {
            OPENED.lock().map(|mut opened| opened.push(url.to_owned())).map_err(|error| error.to_string())
        },
    }
}

fn session() -> Session {
    session_of(ARTICLE)
}

fn session_of(text: &str) -> Session {
    let context = Fixed::new(Moment::parse("2026-11-22T10:00:00Z").unwrap(), "Jo Roe", 1);
    let vocabulary = redpencil::store::vocabulary::shipped();
    let mut session =
        Session::new(Project::default(), vocabulary, Box::new(Memory::default()), Box::new(context));
    let article = import::read(text.as_bytes(), "pool.txt").unwrap();
    let begin = Action::Begin { article: Box::new(article), name: "pool.txt".into(), original: None };
    session.dispatch(begin).unwrap();
    session
}

type Window = Harness<'static, App>;

fn window(app: App) -> Window {
    let mut window = harness(egui::Theme::Light, [1280.0, 800.0])
        .with_max_steps(64)
        .build_ui_state(|ui, app: &mut App| app.ui(ui), app);
    window.run_ok();
    window
}

fn desk() -> Window {
    window(App::new(machine(Vec::new())).with_session(session()))
}

fn welcome() -> Window {
    window(App::new(machine(Vec::new())))
}

fn project(window: &Window) -> &Project {
    window.state().desk().unwrap().session.project()
}

fn select(window: &mut Window, words: &str) {
    let desk = window.state_mut().desk_mut().unwrap();
    let start = desk.session.project().text().find(words).unwrap();
    desk.article.select(Range::new(start, start + words.len()));
    window.run_ok();
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_ok();
}

fn press_with(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_ok();
}

fn click(window: &mut Window, name: &str) {
    window.get_by_label(name).click();
    window.run_ok();
}

fn type_text(window: &mut Window, text: &str) {
    window.event(Event::Text(text.to_owned()));
    window.run_ok();
}

/// Lets a second pass, so that what was typed is committed.
fn wait(window: &mut Window) {
    window.run_steps(80);
}

fn field<'a>(window: &'a Window, name: &'a str) -> egui_kittest::Node<'a> {
    window.get_by_role_and_label(Role::TextInput, name)
}

fn focus_field(window: &mut Window, name: &str) {
    field(window, name).focus();
    window.run_ok();
}

fn menu(window: &mut Window, menu: &str, item: &str) {
    window.get_by_role_and_label(Role::Button, menu).click();
    window.run_ok();
    window.get_by_role_and_label(Role::MenuItem, item).click_accesskit();
    window.run_ok();
}

fn kinds(window: &Window) -> Vec<String> {
    let project = project(window);
    let outline = window.state().desk().unwrap().session.outline();
    outline.marks.iter().map(|placed| project.annotations()[&placed.id].kind.clone()).collect()
}

fn only_claim(window: &Window) -> (Id, redpencil::model::Claim) {
    let (id, claim) = project(window).claims().iter().next().expect("there is a claim");
    (*id, claim.clone())
}

fn marked(kind: Key) -> Window {
    let mut window = desk();
    select(&mut window, "voted 7 to 2");
    press(&mut window, kind);
    window
}

fn has_label(window: &Window, label: &str) -> bool {
    window.query_all_by_label_contains(label).next().is_some()
}

#[test]
fn a_key_marks_the_selection_and_the_inspector_shows_its_record() {
    let window = marked(Key::C);
    assert_eq!(kinds(&window), ["claim"]);
    let placed = window.state().desk().unwrap().session.outline().marks.get(0).unwrap();
    assert_eq!(placed.span.of(project(&window).text()), Some("voted 7 to 2"));
    assert!(has_label(&window, "Statement"));
    assert!(has_label(&window, "“voted 7 to 2”"));
}

#[test]
fn toolbar_menu_and_palette_mark_as_keys_do() {
    let mut window = desk();
    select(&mut window, "took bribes");
    click(&mut window, "Mark as allegation");
    select(&mut window, "I did nothing wrong");
    menu(&mut window, "Mark", "Mark as response");
    select(&mut window, "opened in 1931");
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    type_text(&mut window, "mark as opin");
    press(&mut window, Key::Enter);
    assert_eq!(kinds(&window), ["allegation", "response", "opinion"]);
}

#[test]
fn undo_and_redo_name_their_step_in_the_menu() {
    let mut window = marked(Key::C);
    menu(&mut window, "Edit", "Undo mark claim");
    assert_eq!(kinds(&window), [""; 0]);
    menu(&mut window, "Edit", "Redo mark claim");
    assert_eq!(kinds(&window), ["claim"]);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(kinds(&window), [""; 0]);
}

#[test]
fn a_digit_sets_the_status_and_signs_it() {
    let mut window = marked(Key::C);
    press(&mut window, Key::Num3);
    let status = only_claim(&window).1.status.unwrap();
    assert_eq!((status.id.as_str(), status.by.as_str()), ("confirmed", "Jo Roe"));
    click(&mut window, "Status: Disputed");
    assert_eq!(only_claim(&window).1.status.unwrap().id, "disputed");
}

#[test]
fn letters_typed_into_a_field_do_not_mark() {
    let mut window = marked(Key::C);
    press(&mut window, Key::I);
    assert!(field(&window, "Statement").is_focused());
    select(&mut window, "city pool");
    window.key_press(Key::C);
    type_text(&mut window, "c");
    wait(&mut window);
    assert_eq!(kinds(&window), ["claim"]);
    assert_eq!(only_claim(&window).1.statement, "c");
}

#[test]
fn escape_takes_the_keyboard_from_a_field_back_to_the_text() {
    let mut window = marked(Key::C);
    press(&mut window, Key::Enter);
    type_text(&mut window, "The vote was 7 to 2");
    press(&mut window, Key::Escape);
    assert_eq!(only_claim(&window).1.statement, "The vote was 7 to 2");
    select(&mut window, "city pool");
    press(&mut window, Key::C);
    assert_eq!(kinds(&window).len(), 2);
}

#[test]
fn a_source_is_created_while_it_is_attached_and_the_locator_gets_the_keyboard() {
    let mut window = marked(Key::C);
    press(&mut window, Key::V);
    type_text(&mut window, "Minutes of the council");
    press(&mut window, Key::Enter);
    type_text(&mut window, "p. 4");
    wait(&mut window);
    let project = project(&window);
    assert_eq!(project.sources().values().next().unwrap().title, "Minutes of the council");
    let evidence = project.evidence().values().next().unwrap();
    assert_eq!((evidence.locator.as_str(), evidence.stance.as_str()), ("p. 4", "supports"));
    assert_eq!(evidence.record, Some(only_claim(&window).0));
}

#[test]
fn the_same_source_is_attached_by_one_key() {
    let mut window = marked(Key::C);
    press(&mut window, Key::V);
    type_text(&mut window, "Minutes");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    select(&mut window, "city pool");
    press(&mut window, Key::C);
    press(&mut window, Key::S);
    type_text(&mut window, "p. 9");
    wait(&mut window);
    let project = project(&window);
    assert_eq!((project.sources().len(), project.evidence().len()), (1, 2));
    assert!(project.evidence().values().any(|evidence| evidence.locator == "p. 9"));
}

#[test]
fn a_pasted_link_becomes_a_source_with_evidence_in_one_step() {
    let mut window = marked(Key::C);
    window.event(Event::Paste("https://example.org/minutes".into()));
    window.run_ok();
    let (sources, evidence) = (project(&window).sources(), project(&window).evidence());
    let source = sources.values().next().unwrap();
    assert_eq!((source.url.as_str(), source.kind.as_str()), ("https://example.org/minutes", "web-page"));
    assert_eq!(evidence.len(), 1);
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(project(&window).sources().is_empty() && project(&window).evidence().is_empty());
}

#[test]
fn pasted_words_become_an_excerpt() {
    let mut window = marked(Key::C);
    window.event(Event::Paste("Ayes 7, noes 2".into()));
    window.run_ok();
    assert_eq!(project(&window).evidence().values().next().unwrap().excerpt, "Ayes 7, noes 2");
}

#[test]
fn pasting_without_a_mark_says_what_to_choose() {
    let mut window = desk();
    window.event(Event::Paste("https://example.org".into()));
    window.run_ok();
    assert!(project(&window).sources().is_empty());
    assert!(has_label(&window, "Choose a claim"));
}

#[test]
fn a_kind_without_a_selection_says_what_to_select_and_nothing_to_check_takes_the_paragraph() {
    let mut window = desk();
    press(&mut window, Key::C);
    assert!(has_label(&window, "Select some words first"));
    let caret = ARTICLE.find("bribes").unwrap();
    window.state_mut().desk_mut().unwrap().article.select(Range::new(caret, caret));
    press(&mut window, Key::N);
    assert_eq!(kinds(&window), ["nocheck"]);
    let span = window.state().desk().unwrap().session.outline().marks.get(0).unwrap().span;
    assert!(span.of(project(&window).text()).unwrap().starts_with("Mayor Jane Doe"));
}

#[test]
fn marks_are_stepped_through_changed_and_deleted_by_key() {
    let mut window = marked(Key::C);
    select(&mut window, "took bribes");
    press(&mut window, Key::A);
    press(&mut window, Key::OpenBracket);
    press_with(&mut window, Modifiers::SHIFT, Key::O);
    assert_eq!(kinds(&window), ["opinion", "allegation"]);
    press(&mut window, Key::CloseBracket);
    select(&mut window, "Mayor Jane Doe took bribes");
    press(&mut window, Key::E);
    let span = window.state().desk().unwrap().session.outline().marks.get(1).unwrap().span;
    assert_eq!(span.of(project(&window).text()), Some("Mayor Jane Doe took bribes"));
    press(&mut window, Key::Delete);
    assert_eq!(kinds(&window), ["opinion"]);
    assert!(project(&window).allegations().is_empty());
}

#[test]
fn every_same_mention_joins_one_record() {
    let mut window = desk();
    select(&mut window, "The pool opened in 1931");
    press(&mut window, Key::C);
    press(&mut window, Key::M);
    assert_eq!(kinds(&window), ["claim", "claim"]);
    assert_eq!(project(&window).claims().len(), 1);
    assert!(has_label(&window, "Mentions (2)"));
}

#[test]
fn a_field_takes_an_undo_from_outside() {
    let mut window = marked(Key::C);
    press(&mut window, Key::Enter);
    type_text(&mut window, "typed");
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(only_claim(&window).1.statement, "");
    press_with(&mut window, Modifiers::COMMAND, Key::Y);
    assert_eq!(only_claim(&window).1.statement, "typed");
}

#[test]
fn what_was_typed_into_a_field_is_undone_in_one_step_once_the_field_is_left() {
    let mut window = marked(Key::C);
    press(&mut window, Key::I);
    type_text(&mut window, "The vote");
    wait(&mut window);
    type_text(&mut window, " was 7 to 2");
    wait(&mut window);
    assert_eq!(only_claim(&window).1.statement, "The vote was 7 to 2");
    // In the field the keys are the field's own: no step of the project is taken back.
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    wait(&mut window);
    assert_eq!(kinds(&window), ["claim"]);
    type_text(&mut window, "!");
    press(&mut window, Key::Escape);
    assert!(only_claim(&window).1.statement.ends_with('!'));
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(only_claim(&window).1.statement, "");
    assert_eq!(kinds(&window), ["claim"]);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(kinds(&window), [""; 0]);
}

#[test]
fn each_visit_to_a_field_is_a_step_of_its_own() {
    let mut window = marked(Key::C);
    for words in ["First", " and second"] {
        press(&mut window, Key::I);
        press(&mut window, Key::End);
        type_text(&mut window, words);
        press(&mut window, Key::Escape);
    }
    assert_eq!(only_claim(&window).1.statement, "First and second");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(only_claim(&window).1.statement, "First");
}

#[test]
fn people_are_named_and_made_in_one_go() {
    let mut window = desk();
    select(&mut window, "took bribes");
    press(&mut window, Key::A);
    focus_field(&mut window, "Accusers");
    type_text(&mut window, "A former aide");
    press(&mut window, Key::Enter);
    let people = project(&window).people();
    assert_eq!(people.values().next().unwrap().name, "A former aide");
    let allegation = project(&window).allegations().values().next().unwrap();
    assert_eq!(allegation.accusers, people.keys().copied().collect::<Vec<_>>());
}

#[test]
fn a_response_names_the_allegation_it_answers() {
    let mut window = desk();
    select(&mut window, "took bribes");
    press(&mut window, Key::A);
    select(&mut window, "I did nothing wrong");
    press(&mut window, Key::R);
    focus_field(&mut window, "Answers");
    type_text(&mut window, "bribes");
    press(&mut window, Key::Enter);
    let annotation = project(&window).annotations().values().find(|mark| mark.kind == "response").unwrap();
    assert_eq!(annotation.answers.len(), 1);
    assert_eq!(annotation.answers[0].table(), Table::Allegation);
}

#[test]
fn findings_jump_to_the_text_and_can_be_waived_with_a_reason() {
    let mut window = marked(Key::C);
    press(&mut window, Key::Num3);
    press(&mut window, Key::F8);
    let count = window.state().desk().unwrap().derived.judgement.findings.len();
    assert!(count > 0);
    let current = window.state().desk().unwrap().view.finding.clone().expect("F8 goes to a finding");
    click(&mut window, "Waive…");
    type_text(&mut window, "Known to every reader");
    window.get_by_role_and_label(Role::Button, "Waive finding").click();
    window.run_ok();
    wait(&mut window);
    let waiver = project(&window).waivers().values().next().unwrap();
    assert_eq!((waiver.rule.clone(), waiver.subject.clone()), current);
    assert_eq!(waiver.reason, "Known to every reader");
    let left = window.state().desk().unwrap().derived.judgement.findings.iter();
    assert_eq!(left.filter(|finding| finding.waived.is_none()).count(), count - 1);
}

#[test]
fn a_finding_is_set_aside_by_keyboard_alone() {
    let mut window = marked(Key::C);
    press(&mut window, Key::Num3);
    press(&mut window, Key::Escape);
    press(&mut window, Key::W);
    assert!(field(&window, "Reason for the waiver").is_focused());
    type_text(&mut window, "Known to every reader");
    press(&mut window, Key::Enter);
    wait(&mut window);
    assert_eq!(project(&window).waivers().values().next().unwrap().reason, "Known to every reader");
    press(&mut window, Key::CloseBracket);
    assert!(window.state().desk().unwrap().chosen().is_some());
}

#[test]
fn of_many_findings_only_those_in_view_are_drawn_and_the_current_one_is_among_them() {
    let mut window = marked(Key::C);
    let text = window.state().desk().unwrap().session.project().text().to_owned();
    for start in (0..text.len() - 12).step_by(2).filter(|at| text.is_char_boundary(*at)) {
        let ranges = vec![Range::new(start, start + 3)];
        let details = Vec::new();
        let mark =
            Action::Mark { ranges, kind: "query".into(), placing: Placing::Exact, record: None, details };
        let _ = window.state_mut().desk_mut().unwrap().session.dispatch(mark);
    }
    wait(&mut window);
    press(&mut window, Key::F6);
    let all = window.state().desk().unwrap().derived.judgement.open.len();
    assert!(all > 60, "{all}");
    let drawn = |window: &Window| window.query_all_by_label_contains("is open").count();
    assert!((3..30).contains(&drawn(&window)), "{}", drawn(&window));
    for _ in 0..40 {
        press(&mut window, Key::F8);
    }
    assert!(has_label(&window, "Waive…") && (3..30).contains(&drawn(&window)));
}

#[test]
fn article_details_are_edited_in_the_inspector() {
    let mut window = desk();
    press_with(&mut window, Modifiers::COMMAND, Key::D);
    focus_field(&mut window, "Byline");
    type_text(&mut window, "Ann Author");
    wait(&mut window);
    assert_eq!(project(&window).article().byline, "Ann Author");
}

#[test]
fn the_welcome_screen_offers_every_way_to_begin() {
    let mut window = welcome();
    for way in
        ["Open article…", "Open project…", "Paste text…", "Open the sample", "Type a path…", "Settings…"]
    {
        assert!(window.query_by_label(way).is_some(), "{way}");
    }
    click(&mut window, "Type a path…");
    type_text(&mut window, "/nowhere/at/all.txt");
    press(&mut window, Key::Enter);
    assert!(has_label(&window, "There is nothing at /nowhere/at/all.txt"));
}

#[test]
fn an_article_that_a_dialog_names_becomes_a_project_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("pool.txt");
    std::fs::write(&article, ARTICLE).unwrap();
    let mut window = window(App::new(machine(vec![article])));
    click(&mut window, "Open article…");
    assert!(project(&window).text().starts_with("Council votes"));
    assert!(folder.path().join("pool").is_dir());
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::C);
    press_with(&mut window, Modifiers::COMMAND, Key::W);
    assert!(window.state().desk().is_none());
    assert!(has_label(&window, "Open pool"));
    click(&mut window, "Open pool");
    assert_eq!(kinds(&window), ["claim"]);
    let desk = window.state().desk().unwrap();
    assert_eq!(desk.chosen(), Some(desk.session.outline().marks.get(0).unwrap().id));
}

#[test]
fn the_name_typed_on_the_welcome_screen_signs_records() {
    let mut window = welcome();
    focus_field(&mut window, "Your name");
    type_text(&mut window, "Jo Roe");
    assert_eq!(window.state().settings().signature(), "Jo Roe");
}

#[test]
fn every_command_of_the_palette_has_a_help_line_and_the_cheat_sheet_opens() {
    let mut window = desk();
    press(&mut window, Key::F1);
    assert!(has_label(&window, "Same source again"));
    press(&mut window, Key::Escape);
    assert!(window.state().desk().is_some());
    assert!(window.query_by_label("Keyboard shortcuts").is_none());
}

#[test]
fn the_desk_fits_small_and_large_windows_in_both_themes() {
    for (theme, mode) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        for size in [[1280.0, 800.0], [1920.0, 1200.0]] {
            let app = App::new(machine(Vec::new())).with_session(session());
            let mut window =
                harness(theme, size).with_max_steps(64).build_ui_state(|ui, app: &mut App| app.ui(ui), app);
            window.run_ok();
            select(&mut window, "voted 7 to 2");
            press(&mut window, Key::C);
            press(&mut window, Key::V);
            type_text(&mut window, "Minutes of the council");
            press(&mut window, Key::Enter);
            press(&mut window, Key::Escape);
            select(&mut window, "took bribes");
            press(&mut window, Key::A);
            press(&mut window, Key::F8);
            harness_picture(&mut window, &format!("desk-{mode}-{}", size[0]));
            let toolbar = window.get_by_label("Mark as no check needed").rect();
            let palette = window.get_by_label_contains("Command palette").rect();
            assert!(toolbar.right() < palette.left());
            let mut start = harness(theme, size)
                .with_max_steps(64)
                .build_ui_state(|ui, app: &mut App| app.ui(ui), App::new(machine(Vec::new())));
            start.run_ok();
            harness_picture(&mut start, &format!("welcome-{mode}-{}", size[0]));
            assert!(start.get_by_label("About redpencil").rect().bottom() < size[1]);
        }
    }
}

/// Opens the article from a folder of its own, so that there is a project on disk.
fn kept() -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("pool.txt");
    std::fs::write(&article, ARTICLE).unwrap();
    let mut window = window(App::new(machine(Vec::new())).opening(Some(article)));
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::C);
    (folder, window)
}

#[test]
fn a_pasted_file_is_kept_with_the_project_as_evidence() {
    let (folder, mut window) = kept();
    let minutes = folder.path().join("minutes 2026.pdf");
    std::fs::write(&minutes, "%PDF-1.7").unwrap();
    window.event(Event::Paste(minutes.display().to_string()));
    window.run_ok();
    let source = project(&window).sources().values().next().unwrap().clone();
    let file = source.file.expect("a copy is kept");
    assert_eq!((source.title.as_str(), file.name.as_str()), ("minutes 2026", "minutes 2026.pdf"));
    let copy = window.state().desk().unwrap().store.as_ref().unwrap().evidence_path(&file);
    assert_eq!(std::fs::read(copy).unwrap(), b"%PDF-1.7");
}

#[test]
fn a_project_is_copied_and_one_goes_on_in_the_copy() {
    let (folder, mut window) = kept();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.get_by_role_and_label(Role::Button, "Save copy").click();
    window.run_ok();
    let copy = folder.path().join("pool-2");
    assert_eq!(window.state().desk().unwrap().store.as_ref().unwrap().folder(), copy);
    assert_eq!(kinds(&window), ["claim"]);
}

#[test]
fn a_report_is_exported_and_offered_to_be_opened() {
    let (folder, mut window) = kept();
    press_with(&mut window, Modifiers::COMMAND, Key::E);
    window.get_by_role_and_label(Role::Button, "Export report").click();
    window.run_ok();
    let report = std::fs::read_to_string(folder.path().join("pool-report.html")).unwrap();
    assert!(report.contains("voted 7 to 2"));
    window.get_by_role_and_label(Role::Button, "Open").click();
    window.run_ok();
    let opened = OPENED.lock().unwrap();
    assert!(opened.iter().any(|url| url.starts_with("file:///") && url.ends_with("/pool-report.html")));
}

#[derive(Debug)]
struct Dropped(PathBuf);
impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Ok(Vec::new())
    }
}

#[test]
fn a_dropped_file_is_evidence_for_the_mark_under_the_pointer_else_for_the_chosen_one() {
    let (folder, mut window) = kept();
    let voted = only_claim(&window).0;
    let files = ["first.pdf", "second.pdf"].map(|name| folder.path().join(name));
    for file in &files {
        std::fs::write(file, file.display().to_string()).unwrap();
    }
    select(&mut window, "took bribes");
    press(&mut window, Key::A);
    let bribes = window.state().desk().unwrap().record().unwrap();
    let at = window.get_by_label_contains("1, claim").rect().center();
    window.hover_at(at);
    window.run_ok();
    window.input_mut().dropped_files.push(Arc::new(Dropped(files[0].clone())));
    window.run_ok();
    assert!(field(&window, "Locator").is_focused(), "the inspector shows the mark it was dropped on");
    press(&mut window, Key::Escape);
    select(&mut window, "took bribes");
    press(&mut window, Key::CloseBracket);
    assert_eq!(window.state().desk().unwrap().record(), Some(bribes));
    window.remove_cursor();
    window.run_ok();
    window.input_mut().dropped_files.push(Arc::new(Dropped(files[1].clone())));
    window.run_ok();
    let project = project(&window);
    let mut got: Vec<_> = project
        .evidence()
        .values()
        .map(|evidence| (project.sources()[&evidence.source.unwrap()].title.clone(), evidence.record))
        .collect();
    got.sort();
    assert_eq!(got, [("first".to_owned(), Some(voted)), ("second".to_owned(), Some(bribes))]);
}

#[test]
fn a_dropped_article_opens_on_the_welcome_screen() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("pool.txt");
    std::fs::write(&article, ARTICLE).unwrap();
    let mut window = welcome();
    window.input_mut().dropped_files.push(Arc::new(Dropped(article)));
    window.run_ok();
    assert!(project(&window).text().starts_with("Council votes"));
}

#[test]
fn a_pasted_text_becomes_a_project() {
    let mut window = desk();
    press_with(&mut window, Modifiers::COMMAND, Key::N);
    assert!(field(&window, "Text of the article").is_focused());
    assert!(window.query_by_role_and_label(Role::Button, "Make a project").is_some());
}

#[test]
fn the_menu_of_the_text_is_closed_by_escape_and_its_rows_mark() {
    let mut window = desk();
    select(&mut window, "took bribes");
    let open = |window: &mut Window| {
        let at = egui::pos2(500.0, 400.0);
        let view = &mut window.state_mut().desk_mut().unwrap().view;
        view.context_menu =
            Some(redpencil::gui::view_state::ContextMenu { at, was_entered: false, spot: None });
        window.run_ok();
    };
    open(&mut window);
    assert!(window.query_by_role_and_label(Role::MenuItem, "Mark as allegation").is_some());
    press(&mut window, Key::Escape);
    assert!(window.query_by_role_and_label(Role::MenuItem, "Mark as allegation").is_none());
    open(&mut window);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(kinds(&window), ["allegation"]);
}

#[test]
fn every_panel_and_command_is_reachable_by_name() {
    let mut window = marked(Key::A);
    for (menu, item) in
        [("Mark", "Mark as claim"), ("Record", "Set status: confirmed"), ("View", "Next finding")]
    {
        window.get_by_role_and_label(Role::Button, menu).click();
        window.run_ok();
        assert!(window.query_by_role_and_label(Role::MenuItem, item).is_some(), "{item}");
        press(&mut window, Key::Escape);
    }
    let ids: Vec<&str> = redpencil::gui::panel::ALL.iter().map(|panel| panel.id()).collect();
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len());
    for panel in redpencil::gui::panel::DOCKED {
        window.state_mut().desk_mut().unwrap().view.show(panel.id());
        window.run_ok();
        assert!(has_label(&window, &format!("Close {}", panel.label().to_lowercase())), "{}", panel.id());
    }
}

#[test]
fn a_path_can_be_typed_where_there_is_no_file_dialog() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("pool.txt");
    std::fs::write(&article, ARTICLE).unwrap();
    let mut window = welcome();
    click(&mut window, "Open article…");
    assert!(field(&window, "Path").is_focused());
    type_text(&mut window, &article.display().to_string());
    press(&mut window, Key::Enter);
    assert!(project(&window).text().starts_with("Council votes"));
}

#[test]
fn a_typed_path_is_attached_as_a_file() {
    let (folder, mut window) = kept();
    let minutes = folder.path().join("minutes.pdf");
    std::fs::write(&minutes, "%PDF-1.7").unwrap();
    press(&mut window, Key::V);
    type_text(&mut window, &minutes.display().to_string());
    press(&mut window, Key::Enter);
    assert!(project(&window).sources().values().next().unwrap().file.is_some());
    assert_eq!(project(&window).evidence().len(), 1);
}

#[test]
fn evidence_can_come_from_another_source() {
    let mut window = marked(Key::C);
    window.event(Event::Paste("https://example.org/minutes".into()));
    window.run_ok();
    window.get_by_label("Use another source…").click_accesskit();
    window.run_ok();
    type_text(&mut window, "Minutes of the council");
    press(&mut window, Key::Enter);
    let project = project(&window);
    let source = project.evidence().values().next().unwrap().source.unwrap();
    assert_eq!(project.sources()[&source].title, "Minutes of the council");
}

#[test]
fn a_letter_that_no_font_has_is_told_in_the_status_bar() {
    assert!(!has_label(&desk(), "no font here"));
    let boxed = session_of("A box \u{e7f3} stands here.\n");
    let window = window(App::new(machine(Vec::new())).with_session(boxed));
    assert!(has_label(&window, "1 letter has no font here"));
}
