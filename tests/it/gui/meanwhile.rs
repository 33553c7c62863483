//! What an editor does while the window saves, opens or looks at a file: jobs are held, and let go one by one.

use redpencil::gui::derived::Judgement;
use redpencil::gui::job::Held;

use super::*;

/// A project on disk whose jobs are held.
struct Bench {
    folder: tempfile::TempDir,
    window: Window,
    held: Held,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("pool.txt");
        std::fs::write(&article, ARTICLE).unwrap();
        let held = Held::default();
        let machine = Machine { pace: Pace::Held(held.clone()), ..machine(Vec::new()) };
        let window = window(App::new(machine).opening(Some(article)));
        let mut bench = Self { folder, window, held };
        bench.let_all_go();
        select(&mut bench.window, "voted 7 to 2");
        press(&mut bench.window, Key::C);
        bench.let_all_go();
        bench
    }

    fn let_all_go(&mut self) {
        self.window.run_ok();
        while self.held.let_one_go() {
            self.window.run_ok();
        }
    }

    /// Does the newest job and shows what follows.
    fn let_newest_go(&mut self) {
        assert!(self.held.let_newest_go(), "there is a job");
        self.window.run_ok();
    }

    fn reopen(&mut self) {
        assert!(self.window.state().desk().is_none());
        click(&mut self.window, "Open pool");
        self.let_all_go();
    }

    fn file(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, "%PDF-1.7").unwrap();
        path
    }

    fn folder_on_desk(&self) -> Option<PathBuf> {
        Some(self.window.state().desk()?.store.as_ref()?.folder().to_owned())
    }
}

#[test]
fn what_is_typed_and_marked_while_the_project_is_saved_to_be_closed_is_kept() {
    let mut bench = Bench::new();
    press_with(&mut bench.window, Modifiers::COMMAND, Key::W);
    select(&mut bench.window, "took bribes");
    press(&mut bench.window, Key::A);
    press(&mut bench.window, Key::I);
    type_text(&mut bench.window, "Paid by the builder");
    bench.let_all_go();
    bench.reopen();
    assert_eq!(kinds(&bench.window), ["claim", "allegation"]);
    let gists: Vec<&str> =
        project(&bench.window).allegations().values().map(|allegation| allegation.gist.as_str()).collect();
    assert_eq!(gists, ["Paid by the builder"]);
}

#[test]
fn a_project_is_opened_again_when_it_is_closed() {
    let mut bench = Bench::new();
    let folder = bench.folder_on_desk().unwrap();
    press_with(&mut bench.window, Modifiers::COMMAND, Key::W);
    assert!(bench.window.state().desk().is_some(), "it is being saved");
    bench.let_newest_go();
    assert!(bench.window.state().desk().is_none());
    assert!(has_label(&bench.window, "Saving…"), "it is being closed");
    click(&mut bench.window, "Open pool");
    bench.let_newest_go();
    assert!(bench.window.state().desk().is_none());
    assert!(has_label(&bench.window, "Opening…"), "it is closed, and being opened");
    bench.let_newest_go();
    assert_eq!(bench.folder_on_desk(), Some(folder));
    assert_eq!(kinds(&bench.window), ["claim"]);
}

#[test]
fn the_window_is_closed_when_the_project_is() {
    let mut bench = Bench::new();
    let unfinished = bench.window.state().unfinished();
    press_with(&mut bench.window, Modifiers::COMMAND, Key::Q);
    let mut jobs = 0;
    while !closes(&bench.window) {
        assert!(bench.held.let_one_go(), "the window is closed in the end");
        jobs += 1;
        bench.window.step();
    }
    assert!(jobs >= 2, "it was saved and closed");
    assert!(unfinished.wait(std::time::Duration::ZERO));
}

#[test]
fn a_window_that_is_closed_from_outside_leaves_nothing_unwritten() {
    let mut bench = Bench::new();
    press(&mut bench.window, Key::I);
    type_text(&mut bench.window, "Nine members were there");
    let ctx = bench.window.ctx.clone();
    bench.window.state_mut().end(&ctx);
    assert!(!bench.window.state().unfinished().wait(std::time::Duration::ZERO));
    bench.let_all_go();
    let folder = bench.folder.path().join("pool");
    let state = std::fs::read_to_string(folder.join("project.ron")).unwrap();
    assert!(state.contains("Nine members were there"));
}

fn closes(window: &Window) -> bool {
    let outputs = window.output().viewport_output.values();
    outputs.flat_map(|output| &output.commands).any(|command| *command == egui::ViewportCommand::Close)
}

#[test]
fn late_findings_of_the_project_before_are_not_taken_for_those_of_the_new_one() {
    let mut bench = Bench::new();
    press(&mut bench.window, Key::Num3);
    wait(&mut bench.window);
    // The checks of this project stay under way from here on.
    press_with(&mut bench.window, Modifiers::COMMAND, Key::W);
    bench.let_newest_go();
    bench.let_newest_go();
    click(&mut bench.window, "Open pool");
    bench.let_newest_go();
    press(&mut bench.window, Key::Num1);
    press(&mut bench.window, Key::Delete);
    wait(&mut bench.window);
    bench.let_all_go();
    let desk = bench.window.state().desk().unwrap();
    let session = &desk.session;
    let revision = session.revision();
    let (project, outline, today) = (session.project(), session.outline(), session.today());
    let right = Judgement::of(project, outline, session.vocabulary(), session.rulebook(), revision, today);
    assert_eq!(desk.derived.judgement.revision, Some(revision));
    assert_eq!(desk.derived.judgement.findings, right.findings);
}

#[test]
fn a_file_kept_for_the_project_before_is_not_attached_in_its_copy() {
    let mut bench = Bench::new();
    let minutes = bench.file("minutes.pdf");
    bench.window.event(Event::Paste(minutes.display().to_string()));
    bench.window.run_ok();
    bench.let_newest_go();
    // The file is being kept from here on, while the project is copied.
    press_with(&mut bench.window, Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.let_newest_go();
    bench.window.get_by_role_and_label(Role::Button, "Save copy").click();
    bench.window.run_ok();
    for _ in ["copied", "saved", "closed", "opened"] {
        bench.let_newest_go();
    }
    assert_eq!(bench.folder_on_desk(), Some(bench.folder.path().join("pool-2")));
    bench.let_all_go();
    assert!(project(&bench.window).sources().is_empty());
    assert!(has_label(&bench.window, "minutes.pdf was not attached"));
}

#[test]
fn a_copy_that_lacks_what_was_done_meanwhile_is_offered_but_not_gone_to() {
    let mut bench = Bench::new();
    press_with(&mut bench.window, Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.let_newest_go();
    bench.window.get_by_role_and_label(Role::Button, "Save copy").click();
    bench.window.run_ok();
    select(&mut bench.window, "took bribes");
    press(&mut bench.window, Key::A);
    bench.let_all_go();
    assert_eq!(bench.folder_on_desk(), Some(bench.folder.path().join("pool")));
    assert_eq!(kinds(&bench.window), ["claim", "allegation"]);
    assert!(has_label(&bench.window, "Open the copy"));
}

#[test]
fn a_pasted_path_goes_to_the_mark_that_was_chosen_when_it_was_pasted() {
    let mut bench = Bench::new();
    let minutes = bench.file("minutes.pdf");
    let voted = only_claim(&bench.window).0;
    bench.window.event(Event::Paste(minutes.display().to_string()));
    bench.window.run_ok();
    assert!(project(&bench.window).evidence().is_empty(), "the disk is asked off the frame");
    select(&mut bench.window, "took bribes");
    press(&mut bench.window, Key::A);
    bench.let_all_go();
    let records: Vec<_> =
        project(&bench.window).evidence().values().map(|evidence| evidence.record).collect();
    assert_eq!(records, [Some(voted)]);
}

#[test]
fn a_pasted_path_at_which_nothing_stands_is_an_excerpt() {
    let mut bench = Bench::new();
    bench.window.event(Event::Paste("/nowhere/at/all, he said".into()));
    bench.let_all_go();
    let evidence = project(&bench.window).evidence().values().next().unwrap();
    assert_eq!(evidence.excerpt, "/nowhere/at/all, he said");
}

#[test]
fn a_bibliography_that_takes_long_is_told_of_and_let_go() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("refs.ris");
    std::fs::write(&path, "TY  - BOOK\nTI  - On bribes\nER  - \n").unwrap();
    let read = |bench: &mut Bench| {
        bench.window.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path.clone())));
        bench.window.run_ok();
        bench.window.run_steps(4);
    };
    read(&mut bench);
    assert!(bench.window.query_by_label_contains("Reading “refs.ris”…").is_some());
    click(&mut bench.window, "Cancel");
    assert!(bench.window.query_by_label_contains("Reading “refs.ris”…").is_none());
    assert!(bench.window.query_by_label_contains("“refs.ris” was not taken in: cancelled").is_some());
    bench.let_all_go();
    assert_eq!(project(&bench.window).sources().len(), 0, "nobody takes what was let go");
    read(&mut bench);
    bench.let_all_go();
    assert!(bench.window.query_by_label_contains("Reading “refs.ris”…").is_none(), "it was read");
    assert_eq!(project(&bench.window).sources().len(), 1);
}

#[test]
fn a_file_that_takes_long_to_copy_is_told_of_and_let_go() {
    let mut bench = Bench::new();
    let minutes = bench.file("minutes.pdf");
    let keep = |bench: &mut Bench| {
        bench.window.event(Event::Paste(minutes.display().to_string()));
        bench.window.run_ok();
        bench.let_newest_go();
        bench.window.run_steps(4);
    };
    keep(&mut bench);
    assert!(bench.window.query_by_label_contains("Reading “minutes.pdf”…").is_some());
    click(&mut bench.window, "Cancel");
    bench.let_all_go();
    assert!(project(&bench.window).evidence().is_empty(), "nobody takes what was let go");
    assert!(bench.window.query_by_label_contains("“minutes.pdf” was not taken in: cancelled").is_some());
    keep(&mut bench);
    bench.let_all_go();
    assert_eq!(project(&bench.window).evidence().len(), 1);
}
