//! Whole projects out of the window and into it: copies without history, packs, another copy's work.

use redpencil::model::Slot;
use redpencil::store::pack::limit::Limits;
use redpencil::store::{self, System};

use super::*;

/// A window on a project on disk, with answers for its dialogs.
pub(super) fn bench(answers: &[&str]) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("pool.txt");
    std::fs::write(&article, ARTICLE).unwrap();
    let answers = answers.iter().map(|name| folder.path().join(name)).collect();
    let place = Place::within(&folder.path().join("machine"));
    let window = window(App::new(Machine { place, ..machine(answers) }).opening(Some(article)));
    (folder, window)
}

pub(super) fn run(window: &mut Window, name: &str) {
    press_with(window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    for letter in name.chars() {
        window.event(Event::Text(letter.to_string()));
    }
    window.run_ok();
    press(window, Key::Enter);
}

fn slug(project: &Project) -> &str {
    &project.article().slug
}

fn set(window: &mut Window, field: &'static str, text: &str) {
    let slot = Slot { record: Id::ARTICLE, field };
    let desk = window.state_mut().desk_mut().unwrap();
    desk.act(Action::Set { slot, value: redpencil::model::Value::Text(text.into()) }).unwrap();
    window.run_ok();
}

#[test]
fn a_copy_without_history_is_saved_from_the_menu_and_opened() {
    let (folder, mut window) = bench(&[]);
    set(&mut window, "slug", "former");
    set(&mut window, "slug", "now");
    run(&mut window, "copy without history");
    assert!(window.query_by_label_contains("sealed values go along").is_some());
    click(&mut window, "Save copy");
    let copy = folder.path().join("pool-2");
    let log = std::fs::read_dir(copy.join("log")).unwrap().next().unwrap().unwrap().path();
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("now") && !log.contains("former"));
    click(&mut window, "Open the copy");
    let at = window.state().desk().unwrap().store.as_ref().unwrap().folder().to_owned();
    assert_eq!(at, copy);
    assert_eq!(slug(project(&window)), "now");
}

#[test]
fn what_a_pack_for_others_leaves_out_is_said_before_it_is_written_and_after() {
    let (folder, mut window) = bench(&[]);
    run(&mut window, "pack for others");
    assert!(window.query_by_label_contains("Left out: the history").is_some());
    click(&mut window, "Write file");
    assert!(window.query_by_label_contains("Packed into").is_some());
    let file = folder.path().join("pool-for-others.redpencil");
    let out = folder.path().join("out");
    store::pack::unpack(&file, &out, &Limits::default()).unwrap();
    assert!(store::verify(&out).iter().all(|problem| !problem.damage));
}

#[test]
fn a_packed_project_that_is_opened_asks_where_to_unpack() {
    let (folder, mut window) = bench(&["chosen"]);
    run(&mut window, "Pack…");
    click(&mut window, "Write file");
    let file = folder.path().join("pool.redpencil");
    let place = Place::within(&folder.path().join("machine"));
    let mut window = super::window(
        App::new(Machine { place, ..machine(vec![folder.path().join("chosen")]) }).opening(Some(file)),
    );
    assert!(window.query_by_label_contains("is a packed project").is_some());
    click(&mut window, "Choose…");
    click(&mut window, "Unpack");
    let at = window.state().desk().unwrap().store.as_ref().unwrap().folder().to_owned();
    assert_eq!(at, folder.path().join("chosen"));
    assert_eq!(project(&window).text(), ARTICLE);
}

#[test]
fn another_copy_s_work_comes_into_the_open_project() {
    let (folder, mut window) = bench(&["copy"]);
    let machine_folder = folder.path().join("machine");
    let copy = folder.path().join("copy");
    let store = window.state().desk().unwrap().store.clone().unwrap();
    store.save_as(&copy).unwrap();
    let opened = store::open(&copy, &Place::within(&machine_folder)).unwrap();
    let vocabulary = store::vocabulary::shipped();
    let context = Box::new(System::new("Cy"));
    let mut other = Session::new(opened.project.clone(), vocabulary, opened.store.journal(), context);
    let slot = Slot { record: Id::ARTICLE, field: "slug" };
    other.dispatch(Action::Set { slot, value: redpencil::model::Value::Text("theirs".into()) }).unwrap();
    opened.store.close().unwrap();
    run(&mut window, "merge another copy");
    click(&mut window, "Choose folder…");
    click(&mut window, "Merge");
    assert!(window.query_by_label_contains("by Cy").is_some());
    assert_eq!(slug(project(&window)), "theirs");
    run(&mut window, "merge another copy");
    window.get_by_label("Folder or file of the other copy").type_text(&copy.display().to_string());
    window.run_ok();
    click(&mut window, "Merge");
    assert!(window.query_by_label_contains("nothing that this one lacks").is_some());
}

#[test]
fn what_was_edited_by_hand_in_the_state_is_told_and_taken_over_as_one_step() {
    let (folder, mut window) = bench(&[]);
    set(&mut window, "slug", "pool-opens");
    let state = folder.path().join("pool").join("project.ron");
    let place = Place::within(&folder.path().join("machine"));
    window.state().desk().unwrap().store.clone().unwrap().close().unwrap();
    let text = std::fs::read_to_string(&state).unwrap();
    std::fs::write(&state, text.replace("pool-opens", "pool-closes")).unwrap();
    let project = state.parent().unwrap().to_owned();
    let app = App::new(Machine { place, ..machine(Vec::new()) }).opening(Some(project));
    let mut window = super::window(app);
    assert!(window.query_by_label_contains("edited by hand: 1 field differs").is_some());
    assert!(window.query_by_label_contains("checksum").is_none(), "it is told once");
    assert_eq!(slug(self::project(&window)), "pool-opens", "the log counts");
    set(&mut window, "editor", "Jo Roe");
    click(&mut window, "Look at them");
    assert!(window.query_by_label_contains("Slug of article").is_some());
    press(&mut window, Key::Escape);
    click(&mut window, "Take over");
    assert_eq!(slug(self::project(&window)), "pool-closes");
    assert_eq!(self::project(&window).article().editor, "Jo Roe", "what was done since stays");
    assert!(window.query_by_label("Take over").is_none());
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(slug(self::project(&window)), "pool-opens");
}

#[test]
fn a_damaged_project_can_be_gone_on_with_in_a_copy_that_the_banner_offers() {
    let (folder, window) = bench(&[]);
    let project = folder.path().join("pool");
    window.state().desk().unwrap().store.clone().unwrap().close().unwrap();
    let draft = std::fs::read_dir(project.join("drafts")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&draft, "The council met again, and nothing else is left.\n").unwrap();
    let place = Place::within(&folder.path().join("machine"));
    let copy = folder.path().join("copy");
    let app = App::new(Machine { place, ..machine(vec![copy.clone()]) }).opening(Some(project));
    let mut window = super::window(app);
    assert!(window.query_by_label_contains("can be read but not changed").is_some());
    click(&mut window, "Save a copy…");
    click(&mut window, "Choose…");
    click(&mut window, "Save copy");
    assert!(copy.join("project.ron").exists());
    assert!(
        window.query_by_label_contains("can be read but not changed").is_none(),
        "one goes on in the copy"
    );
}

#[test]
fn no_copy_is_offered_of_what_a_newer_program_wrote() {
    let (folder, window) = bench(&[]);
    let project = folder.path().join("pool");
    window.state().desk().unwrap().store.clone().unwrap().close().unwrap();
    let header = "// redpencil log 2 - writer w-0000000009 - machine m-1\n";
    std::fs::write(project.join("log/w-0000000009.ron"), header).unwrap();
    let place = Place::within(&folder.path().join("machine"));
    let app = App::new(Machine { place, ..machine(Vec::new()) }).opening(Some(project));
    let window = super::window(app);
    assert!(window.query_by_label_contains("A newer redpencil has worked on this project").is_some());
    assert!(window.query_by_label("Save a copy…").is_none());
}
