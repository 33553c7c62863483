//! The history in the window: what was done, by whom, what stood there before; back to a point; out as a file.

use redpencil::model::{Slot, Value};
use redpencil::store::settings::{self, Settings};
use redpencil::store::{self, System};

use super::*;

/// A window on a project in a folder, in which Ben has worked before Jo Roe.
struct Open {
    folder: tempfile::TempDir,
    window: Window,
    claim: Id,
}

fn begin(opened: &store::Opened, who: &str) -> Session {
    let context = Box::new(System::new(who));
    let vocabulary = store::vocabulary::shipped();
    Session::new(opened.project.clone(), vocabulary, opened.store.journal(), context)
}

impl Open {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p");
        let place = Place::within(&folder.path().join("machine"));
        let opened = store::create(&path, &place).unwrap();
        let mut session = begin(&opened, "Ben");
        let article = import::read(ARTICLE.as_bytes(), "pool.txt").unwrap();
        let begin = Action::Begin { article: Box::new(article), name: "pool.txt".into(), original: None };
        session.dispatch(begin).unwrap();
        let start = session.project().text().find("voted 7 to 2").unwrap();
        let mark = Action::Mark {
            ranges: vec![Range::new(start, start + 12)],
            kind: "claim".into(),
            placing: Placing::Snapped,
            record: None,
            details: vec![("statement", Value::Text("The council voted 7 to 2 on Friday".into()))],
        };
        let claim = session.dispatch(mark).unwrap().made[1];
        opened.store.close().unwrap();
        let config = folder.path().join("config");
        std::fs::create_dir(&config).unwrap();
        let named = Settings { checker: "Jo Roe".into(), ..Settings::default() };
        settings::save(&config, &Settings::default(), &named).unwrap();
        let machine = Machine { place, settings_folder: Some(config), ..machine(Vec::new()) };
        let window = window(App::new(machine).opening(Some(path)));
        let mut open = Self { folder, window, claim };
        open.show();
        open
    }

    fn show(&mut self) {
        press_with(&mut self.window, Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
        self.settle();
    }

    /// Lets the log take in what was done, and the panel read it.
    fn settle(&mut self) {
        let store = self.window.state().desk().unwrap().store.clone().unwrap();
        store.flush().unwrap();
        self.window.run_steps(4);
        self.window.run_ok();
    }

    fn act(&mut self, action: Action) {
        let desk = self.window.state_mut().desk_mut().unwrap();
        desk.session.seal();
        desk.act(action).unwrap();
        self.settle();
    }

    fn set(&mut self, field: &'static str, words: &str) {
        let slot = Slot { record: self.claim, field };
        self.act(Action::Set { slot, value: Value::Text(words.into()) });
    }

    fn rows(&self) -> Vec<String> {
        let rows = self.window.query_all_by_role(Role::Row);
        rows.filter_map(|row| row.accesskit_node().label()).collect()
    }

    fn statement(&self) -> String {
        project(&self.window).text_of(self.claim, "statement")
    }
}

#[test]
fn each_step_is_a_row_the_newest_first_and_an_undo_is_one_like_any_other() {
    let mut open = Open::new();
    open.set("statement", "The council voted 8 to 2 on Friday");
    open.act(Action::Undo);
    let rows = open.rows();
    let did: Vec<&str> = rows.iter().filter_map(|row| row.split(", ").next()).collect();
    assert_eq!(
        did,
        ["Undo edit statement of claim", "Edit statement of claim", "Mark claim", "Open article"],
        "{rows:?}"
    );
    assert!(rows[0].contains("Jo Roe (you)") && rows[0].contains("Mark 1 “voted 7 to 2”"), "{rows:?}");
    assert!(rows[2].contains("Ben") && !rows[2].contains("you"), "{rows:?}");
    assert!(has_label(&open.window, "Today"));
}

#[test]
fn an_open_step_says_word_by_word_what_stood_there_before() {
    let mut open = Open::new();
    open.set("statement", "The council voted 8 to 2 on Friday");
    press(&mut open.window, Key::Home);
    press(&mut open.window, Key::Space);
    let told = "Statement: was The council voted 7 to 2 on Friday, now The council voted 8 to 2 on Friday";
    assert!(has_label(&open.window, told));
    press(&mut open.window, Key::Space);
    assert!(!has_label(&open.window, told));
}

#[test]
fn arrows_move_and_enter_goes_to_the_mark_in_the_text() {
    let mut open = Open::new();
    press(&mut open.window, Key::ArrowDown);
    press(&mut open.window, Key::Home);
    press(&mut open.window, Key::Enter);
    let desk = open.window.state().desk().unwrap();
    assert_eq!(desk.record(), Some(open.claim));
    press(&mut open.window, Key::Escape);
    assert!(!open.window.state().desk().unwrap().view.history.has_keyboard);
}

#[test]
fn it_is_narrowed_to_words_a_person_and_the_chosen_mark() {
    let mut open = Open::new();
    open.set("statement", "The council voted 8 to 2 on Friday");
    let start = project(&open.window).text().find("opened in 1931").unwrap();
    open.act(Action::Mark {
        ranges: vec![Range::new(start, start + 14)],
        kind: "claim".into(),
        placing: Placing::Snapped,
        record: None,
        details: vec![],
    });
    assert_eq!(open.rows().len(), 4);
    click(&mut open.window, "Only mark 2");
    assert_eq!(open.rows().len(), 1);
    let mark = open.window.state().desk().unwrap().session.outline().marks.get(0).unwrap().id;
    open.window.state_mut().desk_mut().unwrap().view.choose(mark);
    open.window.run_ok();
    assert_eq!(open.rows().len(), 2, "it follows what is chosen");
    click(&mut open.window, "Clear filters");
    click(&mut open.window, "Filter the history by person: Everybody");
    click(&mut open.window, "Ben (2)");
    press(&mut open.window, Key::Escape);
    assert_eq!(open.rows().len(), 2);
    click(&mut open.window, "Clear filters");
    focus_field(&mut open.window, "Filter the history by words");
    type_text(&mut open.window, "8 friday");
    assert_eq!(open.rows().len(), 1);
    press_with(&mut open.window, Modifiers::COMMAND, Key::A);
    type_text(&mut open.window, "nowhere");
    assert!(has_label(&open.window, "None of the 4 steps is like that"));
}

#[test]
fn one_goes_back_to_a_point_after_seeing_what_changes_and_undo_takes_that_back() {
    let mut open = Open::new();
    open.set("statement", "The council voted 8 to 2 on Friday");
    open.set("note", "ask the clerk");
    press(&mut open.window, Key::Home);
    press(&mut open.window, Key::ArrowDown);
    press(&mut open.window, Key::ArrowDown);
    menu(&mut open.window, "Edit", "Go back to a point…");
    assert!(has_label(&open.window, "After “Mark claim”"));
    assert!(has_label(&open.window, "2 fields in 1 record would change: 1 claim."));
    assert!(has_label(&open.window, "2 steps by you"));
    assert_eq!(open.statement(), "The council voted 8 to 2 on Friday", "nothing has happened yet");
    click(&mut open.window, "Go back");
    assert_eq!(open.statement(), "The council voted 7 to 2 on Friday");
    open.settle();
    assert!(open.rows()[0].starts_with("Go back to "), "{:?}", open.rows());
    press_with(&mut open.window, Modifiers::COMMAND, Key::Z);
    assert_eq!(open.statement(), "The council voted 8 to 2 on Friday");
    assert_eq!(project(&open.window).text_of(open.claim, "note"), "ask the clerk");
}

#[test]
fn the_history_is_written_as_a_table_that_says_that_it_is_internal() {
    let mut open = Open::new();
    open.set("statement", "=1+1");
    menu(&mut open.window, "File", "Export history…");
    assert!(has_label(&open.window, "Internal: for the desk and counsel"));
    let suggested = field(&open.window, "File of the history").value().unwrap();
    assert!(suggested.ends_with("p-history-internal.csv"), "{suggested}");
    click(&mut open.window, "Text");
    assert!(field(&open.window, "File of the history").value().unwrap().ends_with("internal.txt"));
    click(&mut open.window, "Table (CSV)");
    open.window.get_by_role_and_label(Role::Button, "Export history").click();
    open.window.run_ok();
    let path = open.folder.path().join("p-history-internal.csv");
    assert!(has_label(&open.window, &format!("The history is in {}", path.display())));
    let written = std::fs::read_to_string(path).unwrap();
    assert!(written.contains("The council voted 7 to 2 on Friday,'=1+1"), "{written}");
}

#[test]
fn a_project_without_a_folder_says_why_it_has_no_history() {
    let mut window = desk();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    window.run_ok();
    assert!(has_label(&window, "there is no log to read"));
}
