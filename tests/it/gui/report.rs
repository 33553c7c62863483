//! The export sheet: who it is for, what it will look like, what it gives away, and how it is cancelled.

use redpencil::export::Audience;
use redpencil::gui::job::Held;
use redpencil::model::Value;
use redpencil::session::Attachment;

use super::*;

fn words(text: &str) -> Value {
    Value::Text(text.into())
}

/// The pool article with a claim from a source that spoke off the record, and one that may be told.
fn told_in_confidence() -> Session {
    let mut session = session();
    let text = session.project().text().to_owned();
    let start = text.find("took bribes").unwrap();
    let action = Action::Mark {
        ranges: vec![Range::new(start, start + 11)],
        kind: "claim".into(),
        placing: redpencil::session::Placing::Exact,
        record: None,
        details: vec![("statement", words("Doe took bribes.")), ("note", words("Ask again"))],
    };
    let mark = session.dispatch(action).unwrap().focus.unwrap();
    let record = session.project().annotations()[&mark].record.unwrap();
    for source in [
        vec![("author", words("Mayor Jane Doe")), ("ground_rules", words("off-record"))],
        vec![("title", words("Court file"))],
    ] {
        let source = Attachment::New(source);
        session.dispatch(Action::Attach { record, source, details: Vec::new() }).unwrap();
    }
    session
}

fn sheet(session: Session, pace: Pace) -> Window {
    let machine = Machine { pace, ..machine(Vec::new()) };
    let mut window = window(App::new(machine).with_session(session));
    press_with(&mut window, Modifiers::COMMAND, Key::E);
    window
}

fn file(window: &Window) -> String {
    field(window, "File of the report").value().unwrap_or_default()
}

fn type_path(window: &mut Window, path: &std::path::Path) {
    focus_field(window, "File of the report");
    press_with(window, Modifiers::COMMAND, Key::A);
    type_text(window, &path.display().to_string());
}

fn press_export(window: &mut Window) {
    window.get_by_role_and_label(Role::Button, "Export report").click();
    window.run_ok();
}

fn pick_format(window: &mut Window, from: &str, to: &str) {
    window.get_by_role_and_label(Role::ComboBox, &format!("Format: {from}")).click();
    window.run_ok();
    click(window, to);
}

#[test]
fn the_report_is_looked_at_before_it_is_written() {
    let window = sheet(told_in_confidence(), Pace::AtOnce);
    for words in ["Changes of wording (0)", "Open questions (0)", "The article, annotated"] {
        assert!(has_label(&window, words), "{words}");
    }
    assert!(window.query_by_label_contains("Note: Ask again").is_some());
}

#[test]
fn enter_writes_the_report_while_nothing_in_the_sheet_has_the_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pool.html");
    let mut window = sheet(session(), Pace::AtOnce);
    type_path(&mut window, &path);
    window.ctx.memory_mut(|memory| {
        if let Some(field) = memory.focused() {
            memory.surrender_focus(field);
        }
    });
    window.run_ok();
    assert!(!path.exists());
    press(&mut window, Key::Enter);
    assert!(path.exists());
}

#[test]
fn another_audience_sees_another_report_and_the_file_says_so() {
    let mut window = sheet(told_in_confidence(), Pace::AtOnce);
    assert!(file(&window).ends_with("report.html"), "{}", file(&window));
    click(&mut window, "Public: what may be published");
    assert!(file(&window).ends_with("report-public.html"), "{}", file(&window));
    assert!(!has_label(&window, "Changes of wording (0)"));
    assert!(window.query_by_label_contains("Note: Ask again").is_none());
    assert!(window.query_by_label_contains("Leaves out everything else").is_some());
}

#[test]
fn the_choice_is_remembered_for_the_project() {
    let mut window = sheet(told_in_confidence(), Pace::AtOnce);
    click(&mut window, "Public: what may be published");
    pick_format(&mut window, "Annotated report (HTML)", "Table of claims (CSV)");
    assert!(window.query_by_label_contains("1 rows").is_some());
    press(&mut window, Key::Escape);
    press_with(&mut window, Modifiers::COMMAND, Key::E);
    assert!(file(&window).ends_with("report-public.csv"), "{}", file(&window));
}

#[test]
fn places_that_give_a_source_away_are_listed_and_gone_to() {
    let mut window = sheet(told_in_confidence(), Pace::AtOnce);
    assert!(window.query_by_label_contains("may not see").is_none());
    click(&mut window, "Public: what may be published");
    assert!(window.query_by_label_contains("places name what the public may not see").is_some());
    assert!(has_label(&window, "Export anyway"));
    window.query_all_by_label_contains("Doe · Statement: ").next().expect("the statement is listed").click();
    window.run_ok();
    assert!(!has_label(&window, "Export anyway"), "the sheet makes room");
    let chosen = window.state().desk().unwrap().chosen();
    assert!(chosen.is_some(), "the mark of the statement is chosen");
}

#[test]
fn a_public_report_is_written_anyway_where_somebody_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.md");
    let mut window = sheet(told_in_confidence(), Pace::AtOnce);
    click(&mut window, "Public: what may be published");
    pick_format(&mut window, "Annotated report (HTML)", "Annotated report (Markdown)");
    type_path(&mut window, &path);
    click(&mut window, "Export anyway");
    window.run_ok();
    let report = std::fs::read_to_string(&path).unwrap();
    assert!(report.contains("took bribes[1]") && report.contains("Court file"), "{report}");
    assert!(!report.contains("Ask again"));
    assert!(has_label(&window, "Open") && has_label(&window, "Show in folder"));
    assert!(!has_label(&window, "Export anyway"), "the sheet has done its work");
}

#[test]
fn an_export_that_is_cancelled_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.html");
    let held = Held::default();
    let mut window = sheet(told_in_confidence(), Pace::Held(held.clone()));
    window.step();
    type_path(&mut window, &path);
    press_export(&mut window);
    assert!(window.query_by_label_contains("Report: ").is_some(), "there is a bar");
    click(&mut window, "Cancel");
    while held.let_one_go() {
        window.run_ok();
    }
    assert!(!path.exists());
    assert!(window.query_by_label_contains("no file was written").is_some());
    press_export(&mut window);
    while held.let_one_go() {
        window.run_ok();
    }
    assert!(path.exists(), "it can be asked for again");
}

#[test]
fn each_audience_has_its_command() {
    let mut window = window(App::new(machine(Vec::new())).with_session(told_in_confidence()));
    menu(&mut window, "File", "Export public report…");
    assert!(file(&window).ends_with("report-public.html"));
    assert_eq!(window.state().desk().unwrap().view.report.audience, Audience::Internal);
}
