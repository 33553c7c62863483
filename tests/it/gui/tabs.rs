//! Several projects open side by side: opening, switching, closing, and news of those that are not in front.

use egui_kittest::kittest::NodeT as _;
use redpencil::gui::job::Held;

use super::*;

const HARBOUR: &str = "Harbour sold\n\nThe port authority sold the harbour for 4 million on Monday.\n";
const POOL: &str = "Council votes to close the pool";

/// Two projects on disk in two tabs, that of the harbour in front; jobs are held.
struct Shelf {
    folder: tempfile::TempDir,
    window: Window,
    held: Held,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let held = Held::default();
        let mut shelf = Self { window: window(App::new(held_machine(&folder, &held))), folder, held };
        for (name, text) in [("pool.txt", ARTICLE), ("harbour.txt", HARBOUR)] {
            std::fs::write(shelf.folder.path().join(name), text).unwrap();
            shelf.open(name);
        }
        shelf
    }

    /// Opens what stands at a path in the folder.
    fn open(&mut self, name: &str) {
        let path = self.folder.path().join(name);
        press_with(&mut self.window, Modifiers::COMMAND, Key::L);
        type_text(&mut self.window, &path.display().to_string());
        press(&mut self.window, Key::Enter);
        self.let_all_go();
    }

    fn let_all_go(&mut self) {
        self.window.run_ok();
        while self.held.let_one_go() {
            self.window.run_ok();
        }
    }

    fn let_newest_go(&mut self) {
        assert!(self.held.let_newest_go(), "there is a job");
        self.window.run_ok();
    }

    fn mark(&mut self, words: &str, kind: Key) {
        select(&mut self.window, words);
        press(&mut self.window, kind);
    }

    /// Lists the tabs of the strip; the one in front stands in brackets.
    fn tabs(&self) -> Vec<String> {
        let strip = self.window.get_all_by_role(Role::Button).filter_map(|node| {
            let label = node.accesskit_node().label()?;
            label.strip_prefix("Close ").filter(|title| TITLES.contains(title)).map(str::to_owned)
        });
        let front = self.window.state().desk().map(redpencil::gui::desk::Desk::title);
        strip.map(|title| if Some(&title) == front.as_ref() { format!("[{title}]") } else { title }).collect()
    }

    /// Returns the middle of a tab of the strip.
    fn middle_of(&self, title: &str) -> egui::Pos2 {
        let mut tabs = self.window.get_all_by_role(Role::Tab);
        let tab = tabs.find(|tab| tab.accesskit_node().label().is_some_and(|label| label.starts_with(title)));
        tab.expect("there is such a tab").rect().center()
    }

    fn title(&self) -> Option<String> {
        self.window.state().desk().map(redpencil::gui::desk::Desk::title)
    }

    fn project_folder(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Takes the disk away under a project.
    fn break_off(&self, name: &str) {
        // The store's thread may put a file there in the same moment.
        let goes = (0..1_000).any(|_| std::fs::remove_dir_all(self.project_folder(name)).is_ok());
        assert!(goes, "{name} cannot be removed");
    }
}

const TITLES: [&str; 2] = [POOL, "Harbour sold"];

fn held_machine(folder: &tempfile::TempDir, held: &Held) -> Machine {
    let settings_folder = Some(folder.path().join("settings"));
    Machine { pace: Pace::Held(held.clone()), settings_folder, ..machine(Vec::new()) }
}

fn closes(window: &Window) -> bool {
    let outputs = window.output().viewport_output.values();
    outputs.flat_map(|output| &output.commands).any(|command| *command == egui::ViewportCommand::Close)
}

fn control(shelf: &mut Shelf, key: Key) {
    press_with(&mut shelf.window, Modifiers::COMMAND, key);
}

fn control_shift(shelf: &mut Shelf, key: Key) {
    press_with(&mut shelf.window, Modifiers::COMMAND | Modifiers::SHIFT, key);
}

#[test]
fn each_tab_keeps_its_marks_its_steps_and_its_place() {
    let mut shelf = Shelf::new();
    assert_eq!(shelf.tabs(), [POOL, "[Harbour sold]"]);
    shelf.mark("4 million", Key::C);
    control(&mut shelf, Key::Tab);
    assert_eq!(shelf.tabs(), ["[Council votes to close the pool]", "Harbour sold"]);
    assert_eq!(kinds(&shelf.window), [""; 0]);
    shelf.mark("took bribes", Key::A);
    control_shift(&mut shelf, Key::Tab);
    assert_eq!(kinds(&shelf.window), ["claim"]);
    assert!(shelf.window.state().desk().unwrap().chosen().is_some(), "the chosen mark is still chosen");
    control(&mut shelf, Key::Z);
    assert_eq!(kinds(&shelf.window), [""; 0]);
    control(&mut shelf, Key::Tab);
    assert_eq!(kinds(&shelf.window), ["allegation"], "undo reaches no other tab");
}

#[test]
fn what_is_typed_goes_into_the_tab_it_was_typed_in() {
    let mut shelf = Shelf::new();
    control(&mut shelf, Key::D);
    focus_field(&mut shelf.window, "Byline");
    type_text(&mut shelf.window, "Ann Author");
    control(&mut shelf, Key::Tab);
    assert_eq!(shelf.title().as_deref(), Some(POOL));
    assert_eq!(project(&shelf.window).article().byline, "");
    focus_field(&mut shelf.window, "Byline");
    control(&mut shelf, Key::Z);
    type_text(&mut shelf.window, "Bob");
    control(&mut shelf, Key::Tab);
    assert_eq!(project(&shelf.window).article().byline, "Ann Author");
    control(&mut shelf, Key::Tab);
    assert_eq!(project(&shelf.window).article().byline, "Bob");
}

#[test]
fn what_is_open_already_is_gone_to() {
    let mut shelf = Shelf::new();
    shelf.open("pool");
    assert_eq!(shelf.tabs(), ["[Council votes to close the pool]", "Harbour sold"]);
    shelf.open("pool/../harbour");
    assert_eq!(shelf.tabs(), [POOL, "[Harbour sold]"]);
    shelf.open("pool.txt");
    assert_eq!(shelf.title().as_deref(), Some(POOL), "the article it was made of stands for it");
    assert!(!shelf.project_folder("pool-2").exists());
}

#[test]
fn the_strip_is_there_for_two_and_a_tab_is_closed_by_key_button_and_middle_click() {
    let mut shelf = Shelf::new();
    control(&mut shelf, Key::W);
    shelf.let_all_go();
    assert_eq!((shelf.title().as_deref(), shelf.tabs().len()), (Some(POOL), 0));
    shelf.open("harbour");
    click(&mut shelf.window, "Close Council votes to close the pool");
    shelf.let_all_go();
    assert_eq!((shelf.title().as_deref(), shelf.tabs().len()), (Some("Harbour sold"), 0));
    shelf.open("pool");
    let at = shelf.middle_of("Harbour sold");
    shelf.window.hover_at(at);
    for pressed in [true, false] {
        let button = egui::PointerButton::Middle;
        shelf.window.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }
    shelf.let_all_go();
    assert_eq!(shelf.title().as_deref(), Some(POOL));
    control(&mut shelf, Key::W);
    shelf.let_all_go();
    assert!(shelf.title().is_none() && has_label(&shelf.window, "Recent projects"));
}

#[test]
fn tabs_are_put_into_another_order_by_key_and_by_hand() {
    let mut shelf = Shelf::new();
    control_shift(&mut shelf, Key::PageUp);
    assert_eq!(shelf.tabs(), ["[Harbour sold]", POOL]);
    control_shift(&mut shelf, Key::PageDown);
    assert_eq!(shelf.tabs(), [POOL, "[Harbour sold]"]);
    let from = shelf.middle_of(POOL);
    let to = shelf.middle_of("Harbour sold");
    shelf.window.drag_at(from);
    shelf.window.run_ok();
    shelf.window.hover_at(to);
    shelf.window.run_ok();
    shelf.window.drop_at(to);
    shelf.window.run_ok();
    assert_eq!(shelf.tabs(), ["Harbour sold", "[Council votes to close the pool]"]);
}

#[test]
fn the_switcher_finds_what_is_open_and_what_was() {
    let mut shelf = Shelf::new();
    control(&mut shelf, Key::P);
    press(&mut shelf.window, Key::Enter);
    assert_eq!(shelf.title().as_deref(), Some(POOL), "Enter goes to the other one");
    control(&mut shelf, Key::W);
    shelf.let_all_go();
    control(&mut shelf, Key::P);
    type_text(&mut shelf.window, "po");
    press(&mut shelf.window, Key::Enter);
    shelf.let_all_go();
    assert_eq!(shelf.tabs(), ["Harbour sold", "[Council votes to close the pool]"]);
    control(&mut shelf, Key::P);
    type_text(&mut shelf.window, "zzz");
    assert!(has_label(&shelf.window, "No open article and no recent project"));
}

#[test]
fn a_file_is_kept_for_the_tab_in_which_it_was_pasted() {
    let mut shelf = Shelf::new();
    shelf.mark("4 million", Key::C);
    let minutes = shelf.folder.path().join("minutes.pdf");
    std::fs::write(&minutes, "%PDF-1.7").unwrap();
    shelf.window.event(Event::Paste(minutes.display().to_string()));
    shelf.window.run_ok();
    control(&mut shelf, Key::Tab);
    shelf.let_all_go();
    assert!(project(&shelf.window).sources().is_empty());
    control(&mut shelf, Key::Tab);
    assert_eq!(project(&shelf.window).evidence().len(), 1);
}

#[test]
fn findings_reach_a_tab_that_is_not_in_front() {
    let mut shelf = Shelf::new();
    shelf.mark("4 million", Key::C);
    press(&mut shelf.window, Key::Num3);
    wait(&mut shelf.window);
    control(&mut shelf, Key::Tab);
    shelf.let_all_go();
    control(&mut shelf, Key::Tab);
    let desk = shelf.window.state().desk().unwrap();
    assert_eq!(desk.derived.judgement.revision, Some(desk.session.revision()));
    assert!(!desk.derived.judgement.findings.is_empty());
}

#[test]
fn late_news_of_a_closed_tab_reach_no_other() {
    let mut shelf = Shelf::new();
    shelf.mark("4 million", Key::C);
    let minutes = shelf.folder.path().join("minutes.pdf");
    std::fs::write(&minutes, "%PDF-1.7").unwrap();
    shelf.window.event(Event::Paste(minutes.display().to_string()));
    shelf.window.run_ok();
    // The file was looked at and is being kept from here on, while its tab is closed.
    shelf.let_newest_go();
    control(&mut shelf, Key::W);
    for _ in ["saved", "closed"] {
        shelf.let_newest_go();
    }
    shelf.let_all_go();
    assert!(project(&shelf.window).sources().is_empty());
    assert!(has_label(&shelf.window, "minutes.pdf was not attached"));
}

#[test]
fn a_failure_in_a_tab_that_is_not_in_front_is_told_with_its_title() {
    let mut shelf = Shelf::new();
    shelf.mark("4 million", Key::C);
    shelf.let_all_go();
    control(&mut shelf, Key::S);
    control(&mut shelf, Key::Tab);
    shelf.break_off("harbour");
    shelf.let_all_go();
    assert!(has_label(&shelf.window, "“Harbour sold” could not be saved"));
    assert!(has_label(&shelf.window, "Harbour sold, cannot be saved"), "the tab says it, too");
}

#[test]
fn a_project_that_cannot_be_saved_keeps_the_window_and_every_tab_until_one_lets_it_go() {
    let mut shelf = Shelf::new();
    shelf.mark("4 million", Key::C);
    shelf.let_all_go();
    shelf.break_off("harbour");
    control(&mut shelf, Key::Tab);
    shelf.mark("took bribes", Key::A);
    control(&mut shelf, Key::Q);
    shelf.let_all_go();
    assert!(has_label(&shelf.window, "“Harbour sold” could not be saved"));
    assert_eq!(shelf.tabs().len(), 2);
    assert!(!closes(&shelf.window));
    // One goes on working; what is done is not lost when the window closes in the end.
    shelf.mark("I did nothing wrong", Key::Q);
    click(&mut shelf.window, "Close anyway");
    let mut closed = false;
    while shelf.held.let_one_go() {
        shelf.window.step();
        closed |= closes(&shelf.window);
    }
    assert!(closed && shelf.window.state().desk().is_none());
    let state = std::fs::read_to_string(shelf.project_folder("pool").join("project.ron")).unwrap();
    assert!(state.contains("I did nothing wrong") && state.contains("took bribes"));
}

#[test]
fn a_wish_to_quit_is_taken_back_by_going_on() {
    let mut shelf = Shelf::new();
    shelf.mark("4 million", Key::C);
    shelf.let_all_go();
    shelf.break_off("harbour");
    control(&mut shelf, Key::Q);
    shelf.let_all_go();
    control(&mut shelf, Key::Tab);
    control(&mut shelf, Key::W);
    while shelf.held.let_one_go() {
        shelf.window.step();
        assert!(!closes(&shelf.window));
    }
    assert_eq!(shelf.title().as_deref(), Some("Harbour sold"), "it is still there");
}

#[test]
fn the_articles_of_last_time_are_offered_and_not_opened_unasked() {
    let mut shelf = Shelf::new();
    control(&mut shelf, Key::Tab);
    control(&mut shelf, Key::Q);
    shelf.let_all_go();
    shelf.window = window(App::new(held_machine(&shelf.folder, &shelf.held)));
    shelf.let_all_go();
    assert!(shelf.title().is_none());
    click(&mut shelf.window, "Open the last 2 articles again");
    shelf.let_all_go();
    assert_eq!(shelf.tabs(), ["[Council votes to close the pool]", "Harbour sold"]);
}

#[test]
fn the_project_closed_last_is_opened_again_by_key() {
    let mut shelf = Shelf::new();
    control(&mut shelf, Key::W);
    shelf.let_all_go();
    control_shift(&mut shelf, Key::T);
    shelf.let_all_go();
    assert_eq!(shelf.tabs(), [POOL, "[Harbour sold]"]);
}

#[test]
fn a_project_that_comes_while_something_lies_over_the_window_waits_behind() {
    let mut shelf = Shelf::new();
    control(&mut shelf, Key::W);
    shelf.let_all_go();
    control_shift(&mut shelf, Key::T);
    control(&mut shelf, Key::E);
    shelf.let_all_go();
    assert_eq!(shelf.title().as_deref(), Some(POOL), "the report is still that of the pool");
    press(&mut shelf.window, Key::Escape);
    click(&mut shelf.window, "Go there");
    assert_eq!(shelf.title().as_deref(), Some("Harbour sold"));
}

#[test]
fn a_project_that_comes_while_one_types_waits_behind() {
    let mut shelf = Shelf::new();
    control(&mut shelf, Key::W);
    shelf.let_all_go();
    control(&mut shelf, Key::D);
    control_shift(&mut shelf, Key::T);
    focus_field(&mut shelf.window, "Byline");
    shelf.window.event(Event::Text("Ann".to_owned()));
    shelf.window.step();
    while shelf.held.let_one_go() {
        shelf.window.step();
    }
    assert_eq!(shelf.title().as_deref(), Some(POOL));
    assert!(field(&shelf.window, "Byline").is_focused());
    shelf.window.run_ok();
    click(&mut shelf.window, "Go there");
    assert_eq!(shelf.title().as_deref(), Some("Harbour sold"));
}
