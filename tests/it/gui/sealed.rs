//! Sealed fields in the window: entered masked, shown for a while, replaced, purged.

use std::path::Path;

use redpencil::model::{Slot, Value};
use redpencil::session::{Arrival, Durability, Entry, Journal, Refusal};
use redpencil::store::{self, System};

use super::*;

const WORDS: &str = "Mallory Quill, 555-0142";

/// A window on a project in a folder, with the card of its one source open.
struct Open {
    folder: tempfile::TempDir,
    window: Window,
    slot: Slot,
}

impl Open {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p");
        let place = Place::within(&folder.path().join("machine"));
        let opened = store::create(&path, &place).unwrap();
        let vocabulary = store::vocabulary::shipped();
        let context = Box::new(System::new("Jo Roe"));
        let mut session = Session::new(Project::default(), vocabulary, opened.store.journal(), context);
        let article = import::read(ARTICLE.as_bytes(), "pool.txt").unwrap();
        let begin = Action::Begin { article: Box::new(article), name: "pool.txt".into(), original: None };
        session.dispatch(begin).unwrap();
        let details = vec![("title", Value::Text("A clerk".into()))];
        let create = Action::Create { table: Table::Source, details, link: None };
        let source = session.dispatch(create).unwrap().focus.unwrap();
        opened.store.close().unwrap();
        let machine = Machine { place, ..machine(Vec::new()) };
        let mut window = window(App::new(machine).opening(Some(path)));
        window.state_mut().desk_mut().unwrap().view.open_record(source);
        window.run_ok();
        window.get_by_label("Protection").click_accesskit();
        window.run_ok();
        Self { folder, window, slot: Slot { record: source, field: "contact" } }
    }

    fn value(&self) -> Value {
        project(&self.window).value(&self.slot)
    }

    fn sealed_files(&self) -> Vec<PathBuf> {
        let folder: &Path = self.folder.path();
        let Ok(files) = std::fs::read_dir(folder.join("p/sealed")) else { return Vec::new() };
        let files = files.map(|file| file.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|ending| ending == "ron")).collect()
    }

    fn enter(&mut self, button: &str, words: &str) {
        self.push(button);
        self.window.run_ok();
        type_text(&mut self.window, words);
    }

    /// Presses a button, wherever the panel has scrolled to.
    fn push(&mut self, button: &str) {
        self.window.get_by_label(button).click_accesskit();
        self.window.run_ok();
    }

    fn save(&mut self) {
        press_with(&mut self.window, Modifiers::COMMAND, Key::S);
    }
}

#[test]
fn words_are_sealed_by_enter_and_never_while_one_types() {
    let mut open = Open::new();
    open.enter("Enter contact…", WORDS);
    wait(&mut open.window);
    assert_eq!(open.value(), Value::Nothing);
    assert!(!has_label(&open.window, "Mallory"));
    press(&mut open.window, Key::Enter);
    assert!(matches!(open.value(), Value::Sealed(_)));
    assert!(has_label(&open.window, "Sealed") && !has_label(&open.window, "Mallory"));
    open.save();
    assert_eq!(open.sealed_files().len(), 1);
}

#[test]
fn sealed_words_are_shown_until_the_record_is_left() {
    let mut open = Open::new();
    open.enter("Enter contact…", WORDS);
    press(&mut open.window, Key::Enter);
    open.push("Show contact");
    open.window.run_ok();
    assert!(has_label(&open.window, WORDS));
    open.push("Hide contact");
    assert!(!has_label(&open.window, WORDS));
    open.push("Show contact");
    open.window.run_ok();
    assert!(has_label(&open.window, WORDS));
    open.window.state_mut().desk_mut().unwrap().view.let_go();
    open.window.run_ok();
    let source = open.slot.record;
    open.window.state_mut().desk_mut().unwrap().view.open_record(source);
    open.window.run_ok();
    assert!(!has_label(&open.window, WORDS) && has_label(&open.window, "Show contact"));
}

#[test]
fn a_replacement_can_be_undone_and_a_purge_is_asked_for_and_final() {
    let mut open = Open::new();
    open.enter("Enter contact…", "first");
    press(&mut open.window, Key::Enter);
    let first = open.value();
    open.enter("Replace contact…", "second");
    open.push("Seal contact");
    assert_ne!(open.value(), first);
    menu(&mut open.window, "Edit", "Undo seal contact of source");
    assert_eq!(open.value(), first);
    open.push("Purge contact…");
    assert!(has_label(&open.window, "This cannot be undone"));
    open.push("Keep contact");
    assert_eq!(open.value(), first);
    open.push("Purge contact…");
    open.push("Delete contact for good");
    open.window.run_ok();
    assert!(has_label(&open.window, "“Contact” was purged"));
    assert_eq!(open.value(), Value::Nothing);
    open.save();
    assert_eq!(open.sealed_files(), Vec::<PathBuf>::new());
    assert_eq!(open.window.state().desk().unwrap().session.next_undo(), None);
}

#[test]
fn the_export_sheet_lists_where_sealed_words_stand() {
    let mut open = Open::new();
    open.enter("Enter contact…", "Mayor Jane Doe (home), 555-0142");
    press(&mut open.window, Key::Enter);
    press_with(&mut open.window, Modifiers::COMMAND, Key::E);
    click(&mut open.window, "Public: what may be published");
    open.window.run_ok();
    assert!(open.window.query_by_label_contains("places name what the public may not see").is_some());
    assert!(has_label(&open.window, "Export anyway"));
    assert!(open.window.query_by_label_contains("555-0142").is_none());
    assert!(open.window.query_by_label_contains("not looked for").is_none());
}

#[test]
fn the_export_sheet_says_what_it_could_not_look_for() {
    let mut open = Open::new();
    open.enter("Enter contact…", "Mayor Jane Doe, 555-0142");
    press(&mut open.window, Key::Enter);
    open.save();
    std::fs::remove_file(&open.sealed_files()[0]).unwrap();
    press_with(&mut open.window, Modifiers::COMMAND, Key::E);
    assert!(open.window.query_by_label_contains("not looked for").is_none());
    click(&mut open.window, "Public: what may be published");
    open.window.run_ok();
    assert!(open.window.query_by_label_contains("1 sealed value was not looked for").is_some());
}

/// A journal that takes nothing in any more, once it is closed.
#[derive(Default)]
struct Closing(Memory, std::sync::Arc<std::sync::atomic::AtomicBool>);

impl Journal for Closing {
    fn writable(&self) -> Result<(), Refusal> {
        if self.1.load(std::sync::atomic::Ordering::SeqCst) {
            return Err(Refusal::new("This project can only be read"));
        }
        Ok(())
    }

    fn append(&mut self, entry: Entry) {
        self.0.append(entry);
    }

    fn has_arrivals(&self) -> bool {
        self.0.has_arrivals()
    }

    fn arrivals(&mut self) -> Vec<Arrival> {
        self.0.arrivals()
    }

    fn durability(&self) -> Durability {
        self.0.durability()
    }
}

#[test]
fn what_is_refused_is_neither_sealed_nor_purged_and_nothing_entered_is_lost() {
    let closed = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let journal = Box::new(Closing(Memory::default(), std::sync::Arc::clone(&closed)));
    let context = Box::new(System::new("Jo Roe"));
    let vocabulary = store::vocabulary::shipped();
    let mut session = Session::new(Project::default(), vocabulary, journal, context);
    let article = import::read(ARTICLE.as_bytes(), "pool.txt").unwrap();
    let begin = Action::Begin { article: Box::new(article), name: "pool.txt".into(), original: None };
    session.dispatch(begin).unwrap();
    let details = vec![("title", Value::Text("A clerk".into()))];
    let create = Action::Create { table: Table::Source, details, link: None };
    let source = session.dispatch(create).unwrap().focus.unwrap();
    let slot = Slot { record: source, field: "sealed_name" };
    let words = redpencil::model::Envelope::new("Ann Aide");
    session.dispatch(Action::Seal { slot, words }).unwrap();
    let mut window = window(App::new(machine(Vec::new())).with_session(session));
    window.state_mut().desk_mut().unwrap().view.open_record(source);
    window.run_ok();
    let push = |window: &mut Window, name: &str| {
        window.get_by_label(name).click_accesskit();
        window.run_ok();
    };
    push(&mut window, "Enter contact…");
    type_text(&mut window, WORDS);
    closed.store(true, std::sync::atomic::Ordering::SeqCst);
    press(&mut window, Key::Enter);
    assert!(has_label(&window, "This project can only be read"));
    closed.store(false, std::sync::atomic::Ordering::SeqCst);
    push(&mut window, "Seal contact");
    let contact = Slot { field: "contact", ..slot };
    assert!(matches!(project(&window).value(&contact), Value::Sealed(_)));
    push(&mut window, "Purge real name…");
    closed.store(true, std::sync::atomic::Ordering::SeqCst);
    push(&mut window, "Delete real name for good");
    assert!(!has_label(&window, "was purged"));
    assert!(matches!(project(&window).value(&slot), Value::Sealed(_)));
    closed.store(false, std::sync::atomic::Ordering::SeqCst);
    push(&mut window, "Delete real name for good");
    assert_eq!(project(&window).value(&slot), Value::Nothing);
}

#[test]
fn undo_in_the_field_brings_no_words_back_that_were_left() {
    let mut open = Open::new();
    open.enter("Enter contact…", WORDS);
    wait(&mut open.window);
    open.window.state_mut().desk_mut().unwrap().view.let_go();
    open.window.run_ok();
    let source = open.slot.record;
    open.window.state_mut().desk_mut().unwrap().view.open_record(source);
    open.window.run_ok();
    open.push("Enter contact…");
    press_with(&mut open.window, Modifiers::COMMAND, Key::Z);
    open.push("Seal contact");
    assert_eq!(open.value(), Value::Nothing, "nothing stands in the field");
}

#[test]
fn words_that_are_not_on_this_machine_are_told_of() {
    let mut open = Open::new();
    open.enter("Enter contact…", WORDS);
    press(&mut open.window, Key::Enter);
    open.save();
    std::fs::remove_file(&open.sealed_files()[0]).unwrap();
    open.push("Show contact");
    open.window.run_ok();
    assert!(has_label(&open.window, "Purged, or not on this machine"));
}

#[test]
fn words_that_were_left_before_enter_are_not_sealed_and_that_is_said() {
    let mut open = Open::new();
    open.enter("Enter contact…", WORDS);
    open.window.state_mut().desk_mut().unwrap().view.let_go();
    open.window.run_ok();
    assert_eq!(open.value(), Value::Nothing);
    assert!(has_label(&open.window, "“Contact” was not sealed"));
    let source = open.slot.record;
    open.window.state_mut().desk_mut().unwrap().view.open_record(source);
    open.window.run_ok();
    assert!(has_label(&open.window, "Enter contact…"));
    press(&mut open.window, Key::Escape);
    assert!(open.sealed_files().is_empty());
}
