//! What others do while one works: it arrives, it is told, it takes neither the keyboard nor a word that is being typed;
//! what two changed at once is shown with both versions and settled.

use redpencil::model::{Change, Item, Slot, Stamp, Value, Version};
use redpencil::session::{Arrival, Entry, News, Standing};

use super::*;

const AT: &str = "2026-11-22T10:05:00Z";

/// A window on a project that somebody else works on too.
struct Shared {
    window: Window,
    entries: Arc<Mutex<Vec<Entry>>>,
    arrivals: Arc<Mutex<Vec<Arrival>>>,
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn by(name: &str) -> Stamp {
    Stamp { by: name.to_owned(), at: Moment::parse(AT).unwrap() }
}

fn several(ours: &str, theirs: &str) -> Standing {
    let version = |words: &str, name: &str| Version { value: text(words), by: Some(by(name)) };
    Standing::Several(vec![version(ours, "Jo Roe"), version(theirs, "Ben")])
}

fn shared_session() -> (Session, Memory) {
    let journal = Memory::default();
    let context = Fixed::new(Moment::parse("2026-11-22T10:00:00Z").unwrap(), "Jo Roe", 1);
    let vocabulary = redpencil::store::vocabulary::shipped();
    let mut session =
        Session::new(Project::default(), vocabulary, Box::new(journal.clone()), Box::new(context));
    let article = import::read(ARTICLE.as_bytes(), "pool.txt").unwrap();
    let begin = Action::Begin { article: Box::new(article), name: "pool.txt".into(), original: None };
    session.dispatch(begin).unwrap();
    (session, journal)
}

/// A claim is chosen; its card has room.
fn shared() -> Shared {
    let (session, Memory { entries, arrivals }) = shared_session();
    let mut window = window(App::new(machine(Vec::new())).with_session(session));
    window.set_size(egui::vec2(1280.0, 1600.0));
    window.run_ok();
    select(&mut window, "voted 7 to 2");
    press(&mut window, Key::C);
    Shared { window, entries, arrivals }
}

impl Shared {
    fn slot(&self, field: &'static str) -> Slot {
        Slot { record: only_claim(&self.window).0, field }
    }

    fn arrive(&mut self, slots: Vec<(Slot, Standing)>, label: &str) {
        let news = vec![News { by: "Ben".to_owned(), label: label.to_owned() }];
        self.arrivals.lock().unwrap().push(Arrival { slots, news });
        self.window.run_ok();
    }

    fn note(&self) -> String {
        only_claim(&self.window).1.note
    }

    fn written(&self) -> Vec<Change> {
        self.entries.lock().unwrap().iter().flat_map(|entry| entry.changes.clone()).collect()
    }

    /// Ben deletes the claim, its mark with it, while its note was changed here.
    fn delete_elsewhere(&mut self) {
        let claim = only_claim(&self.window).0;
        let mark = self.window.state().desk().unwrap().chosen().unwrap();
        let gone = || Version { value: Value::Nothing, by: Some(by("Ben")) };
        let mut slots = Vec::new();
        for id in [mark, claim] {
            for (slot, value) in project(&self.window).filled(id) {
                let by = (slot.field == "note").then(|| by("Jo Roe"));
                slots.push((slot, Standing::Several(vec![Version { value, by }, gone()])));
            }
        }
        self.arrive(slots, "delete claim");
    }
}

fn value_in(window: &Window, name: &str) -> String {
    field(window, name).accesskit_node().value().unwrap_or_default()
}

fn conflicts(window: &Window) -> usize {
    project(window).conflicts().len()
}

#[test]
fn what_somebody_else_does_arrives_and_is_told_without_taking_the_keyboard() {
    let mut shared = shared();
    focus_field(&mut shared.window, "Statement");
    type_text(&mut shared.window, "Nine ");
    let place = shared.window.state().desk().unwrap().article.position();
    let slot = shared.slot("note");
    shared.arrive(vec![(slot, Standing::One(text("ask the clerk")))], "edit note of claim");
    assert_eq!(shared.note(), "ask the clerk");
    assert_eq!(value_in(&shared.window, "Note"), "ask the clerk");
    assert!(has_label(&shared.window, "Ben: edit note of claim"));
    assert!(field(&shared.window, "Statement").is_focused());
    assert_eq!(shared.window.state().desk().unwrap().article.position(), place);
    shared.arrive(vec![(slot, Standing::One(text("ask two clerks")))], "edit note of claim");
    assert!(has_label(&shared.window, "Ben: edit note of claim, and 1 more change"));
    type_text(&mut shared.window, "voted");
    wait(&mut shared.window);
    assert_eq!(only_claim(&shared.window).1.statement, "Nine voted");
}

#[test]
fn tabs_at_the_back_and_windows_under_a_sheet_take_in_what_comes() {
    let (session, Memory { arrivals, .. }) = shared_session();
    let app = App::new(machine(Vec::new())).with_session(session).with_session(super::session());
    let mut window = window(app);
    press(&mut window, Key::F1);
    let slot = Slot { record: Id::ARTICLE, field: "slug" };
    let news = vec![News { by: "Ben".into(), label: "edit slug of article".into() }];
    arrivals.lock().unwrap().push(Arrival { slots: vec![(slot, Standing::One(text("pools")))], news });
    window.run_ok();
    assert!(arrivals.lock().unwrap().is_empty(), "it was taken in");
    assert!(has_label(&window, "Ben: edit slug of article"));
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::COMMAND, Key::Tab);
    assert_eq!(project(&window).article().slug, "pools");
}

#[test]
fn what_is_typed_where_somebody_else_writes_is_neither_lost_nor_put_over_theirs() {
    let mut shared = shared();
    let slot = shared.slot("note");
    focus_field(&mut shared.window, "Note");
    type_text(&mut shared.window, "mine");
    shared.arrive(vec![(slot, Standing::One(text("theirs")))], "edit note of claim");
    // It was committed before theirs was seen, so the store finds that two wrote at once.
    assert!(shared.written().iter().any(|change| change.after == text("mine")));
    assert_eq!(value_in(&shared.window, "Note"), "mine");
    assert!(field(&shared.window, "Note").is_focused());
    wait(&mut shared.window);
    assert_eq!(shared.note(), "theirs", "nothing is put over it");
    shared.arrive(vec![(slot, several("mine", "theirs"))], "");
    assert!(has_label(&shared.window, "Two people changed this"));
    type_text(&mut shared.window, ", and more");
    wait(&mut shared.window);
    assert_eq!((value_in(&shared.window, "Note").as_str(), conflicts(&shared.window)), ("mine, and more", 1));
    click(&mut shared.window, "Keep what I typed: Note");
    assert_eq!((shared.note().as_str(), conflicts(&shared.window)), ("mine, and more", 0));
    assert!(!has_label(&shared.window, "not kept yet"));
}

#[test]
fn a_project_is_not_closed_over_words_that_nobody_has_decided_on() {
    let mut shared = shared();
    let slot = shared.slot("note");
    focus_field(&mut shared.window, "Note");
    type_text(&mut shared.window, "mine");
    shared.arrive(vec![(slot, Standing::One(text("theirs")))], "edit note of claim");
    press_with(&mut shared.window, Modifiers::COMMAND, Key::W);
    assert!(shared.window.state().desk().is_some());
    assert!(has_label(&shared.window, "while you were typing “mine”"));
    click(&mut shared.window, "Drop what I typed: Note");
    assert_eq!((value_in(&shared.window, "Note").as_str(), shared.note().as_str()), ("theirs", "theirs"));
    press_with(&mut shared.window, Modifiers::COMMAND, Key::W);
    assert!(shared.window.state().desk().is_none());
}

#[test]
fn both_versions_stand_at_the_field_and_a_key_goes_there_and_keeps_one() {
    let mut shared = shared();
    let slot = shared.slot("note");
    shared.arrive(vec![(slot, several("seven members", "nine members"))], "edit note of claim");
    assert!(has_label(&shared.window, "1 conflict has to be settled"));
    shared.window.state_mut().desk_mut().unwrap().view.let_go();
    shared.window.run_ok();
    press(&mut shared.window, Key::F5);
    shared.window.run_ok();
    let ours = shared.window.get_by_label("Keep this: seven members (Jo Roe)");
    assert!(ours.is_focused());
    assert!(has_label(&shared.window, "Ben, 2026-11-22 10:05 UTC"));
    assert!(has_label(&shared.window, "nine members"));
    press(&mut shared.window, Key::Tab);
    press(&mut shared.window, Key::Enter);
    assert_eq!((shared.note().as_str(), conflicts(&shared.window)), ("nine members", 0));
    assert_eq!(value_in(&shared.window, "Note"), "nine members");
    press(&mut shared.window, Key::F5);
    assert!(has_label(&shared.window, "There are no conflicts"));
}

#[test]
fn a_conflict_is_seen_in_the_text_the_table_the_findings_and_the_status_bar() {
    let mut shared = shared();
    let slot = shared.slot("note");
    shared.arrive(vec![(slot, several("one", "two"))], "edit note of claim");
    assert!(has_label(&shared.window, "1, claim, in conflict: “voted 7 to 2”"));
    assert!(has_label(&shared.window, "1 conflict"));
    press(&mut shared.window, Key::F9);
    shared.window.run_ok();
    let row = shared.window.query_all_by_role(Role::Row).next().expect("a row");
    assert!(row.accesskit_node().label().unwrap().ends_with(", in conflict"));
    shared.window.get_by_role_and_label(Role::CheckBox, "In conflict (1)").click();
    shared.window.run_ok();
    assert!(has_label(&shared.window, "Marks, 1 row"));
    wait(&mut shared.window);
    shared.window.state_mut().desk_mut().unwrap().view.show("findings");
    shared.window.run_ok();
    shared.window.state_mut().desk_mut().unwrap().view.let_go();
    shared.window.run_ok();
    let finding = "Conflict: note of claim 1. Jo Roe and Ben changed it without having seen one another.";
    shared.window.get_by_label_contains(finding).click();
    shared.window.run_ok();
    assert!(shared.window.get_by_label("Keep this: one (Jo Roe)").is_focused());
    press(&mut shared.window, Key::Enter);
    wait(&mut shared.window);
    assert!(!has_label(&shared.window, "in conflict"));
    assert!(shared.window.query_by_label("1 conflict").is_none());
}

#[test]
fn a_contested_deletion_is_one_question_with_two_answers() {
    for (answer, stays) in [("Keep it: claim", true), ("Delete it: claim", false)] {
        let mut shared = shared();
        let slot = shared.slot("note");
        let set = Action::Set { slot, value: text("ask") };
        shared.window.state_mut().desk_mut().unwrap().session.dispatch(set).unwrap();
        shared.delete_elsewhere();
        assert!(has_label(
            &shared.window,
            "Ben deleted this claim on 2026-11-22 10:05 UTC, while Jo Roe changed its note."
        ));
        assert!(has_label(&shared.window, "1 conflict"), "all its slots are one question");
        press(&mut shared.window, Key::F5);
        shared.window.run_ok();
        assert!(shared.window.get_by_label("Keep it: claim").is_focused());
        click(&mut shared.window, answer);
        assert_eq!((project(&shared.window).claims().len() == 1, conflicts(&shared.window)), (stays, 0));
        assert_eq!(kinds(&shared.window).len(), usize::from(stays));
        if stays {
            assert_eq!(shared.note(), "ask");
        }
    }
}

#[test]
fn a_piece_of_evidence_that_one_deleted_is_asked_for_where_it_stands() {
    let mut shared = shared();
    press(&mut shared.window, Key::V);
    shared.window.run_ok();
    type_text(&mut shared.window, "Minutes");
    press(&mut shared.window, Key::Enter);
    shared.window.run_ok();
    let evidence = *project(&shared.window).evidence().keys().next().expect("a piece of evidence");
    let gone = || Version { value: Value::Nothing, by: Some(by("Ben")) };
    let filled = project(&shared.window).filled(evidence);
    let mut slots: Vec<(Slot, Standing)> = filled
        .into_iter()
        .map(|(slot, value)| (slot, Standing::Several(vec![Version { value, by: None }, gone()])))
        .collect();
    let locator = Slot { record: evidence, field: "locator" };
    let found = Version { value: text("p. 4"), by: Some(by("Jo Roe")) };
    slots.push((locator, Standing::Several(vec![found, gone()])));
    shared.arrive(slots, "delete evidence");
    press(&mut shared.window, Key::F5);
    shared.window.run_ok();
    assert!(has_label(
        &shared.window,
        "Ben deleted this evidence on 2026-11-22 10:05 UTC, while Jo Roe changed its locator."
    ));
    assert!(shared.window.get_by_label("Keep it: evidence").is_focused());
    press(&mut shared.window, Key::Enter);
    assert_eq!(conflicts(&shared.window), 0);
    assert_eq!(project(&shared.window).evidence()[&evidence].locator, "p. 4");
}

#[test]
fn an_answer_to_a_question_is_settled_with_its_signature() {
    let mut shared = shared();
    let record = Item::id_of("headline");
    let state = Slot { record, field: "state" };
    let signed = Slot { record, field: "signed" };
    let sign = |name: &str| Version { value: Value::Stamp(by(name)), by: Some(by(name)) };
    shared.arrive(
        vec![
            (Slot { record, field: "row" }, Standing::One(text("headline"))),
            (state, several("done", "not-applicable")),
            (signed, Standing::Several(vec![sign("Jo Roe"), sign("Ben")])),
        ],
        "answer “headline”",
    );
    press(&mut shared.window, Key::F5);
    shared.window.run_ok();
    assert!(shared.window.get_by_label("Keep this: Done (Jo Roe)").is_focused());
    click(&mut shared.window, "Keep this: Does not apply (Ben)");
    let item = project(&shared.window).items()[&record].clone();
    assert_eq!((item.state.as_str(), item.signed.unwrap().by.as_str()), ("not-applicable", "Ben"));
    assert_eq!(conflicts(&shared.window), 0);
}
