//! The overview in the window: every bar leads to what it counts, by mouse and by keyboard.

use redpencil::gui::register::Page;
use redpencil::model::{Slot, Value};
use redpencil::session::overview::{Chart, Lead};
use redpencil::session::{Attachment, Details};

use super::*;

fn open(session: Session) -> Window {
    let mut window = window(App::new(machine(Vec::new())).with_session(session));
    wait(&mut window);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    wait(&mut window);
    window
}

fn words(words: &str) -> Value {
    Value::Text(words.into())
}

/// Something of everything that is counted.
fn filled() -> Session {
    let mut session = session();
    let mut record_of = |kind: &str, quote: &str, details: Details| {
        let start = session.project().text().find(quote).unwrap();
        let ranges = vec![Range::new(start, start + quote.len())];
        let mark =
            Action::Mark { ranges, kind: kind.into(), placing: Placing::Snapped, record: None, details };
        let mark = session.dispatch(mark).unwrap().focus.unwrap();
        session.project().annotations()[&mark].record.unwrap()
    };
    let vote = record_of("claim", "voted 7 to 2", vec![("category", words("number"))]);
    let opened = record_of("claim", "The pool opened in 1931", vec![("category", words("event"))]);
    let bribes = record_of("allegation", "took bribes", vec![("reply_deadline", words("2026-11-20"))]);
    record_of("allegation", "wrong", vec![]);
    record_of("quote", "I did nothing wrong", vec![]);
    let query = record_of("query", "city pool", vec![("question", words("Which one?"))]);
    record_of("query", "a plaque", vec![("question", words("Where?"))]);
    for (record, title, reliability) in
        [(vote, "Minutes", "a"), (opened, "Plaque", "b"), (bribes, "Letter", "b"), (vote, "Tape", "")]
    {
        let mut source = vec![("title", words(title))];
        if !reliability.is_empty() {
            source.push(("reliability", words(reliability)));
        }
        if reliability == "b" {
            source.push(("origin", words("The clerk")));
        }
        let source = Attachment::New(source);
        let details = vec![("locator", words("p. 1"))];
        session.dispatch(Action::Attach { record, source, details }).unwrap();
    }
    session.dispatch(Action::SetStatus { record: vote, status: "confirmed".into() }).unwrap();
    let earlier =
        redpencil::model::Stamp { by: "Jo Roe".into(), at: Moment::parse("2026-11-01T10:00:00Z").unwrap() };
    let slot = Slot { record: query, field: "created" };
    session.dispatch(Action::Set { slot, value: Value::Stamp(earlier) }).unwrap();
    session
}

fn charts(window: &Window) -> Vec<Chart> {
    window.state().desk().unwrap().derived.judgement.overview.charts.clone()
}

fn view(window: &Window) -> &redpencil::gui::view_state::ViewState {
    &window.state().desk().unwrap().view
}

fn name(chart: &Chart, bar: usize) -> String {
    let bar = &chart.bars[bar];
    format!("{}: {}, {}", chart.title, bar.label, bar.count)
}

/// Follows every bar of every chart with one way of pressing it, and looks at what is shown then.
fn follow_all(session: impl Fn() -> Session, press_it: impl Fn(&mut Window, &str)) {
    let charts = charts(&open(session()));
    for (chart, bar) in charts.iter().flat_map(|chart| (0..chart.bars.len()).map(move |bar| (chart, bar))) {
        let (shown, name) = (&chart.bars[bar], name(chart, bar));
        let Some(lead) = &shown.lead else {
            assert_eq!((chart.id, shown.label.as_str()), ("coverage", "With a mark"), "{name} leads nowhere");
            continue;
        };
        let mut window = open(session());
        press_it(&mut window, &name);
        wait(&mut window);
        match lead {
            Lead::Marked(..) | Lead::Sources(..) | Lead::These(_) => {
                let page = if view(&window).table.page == Page::Sources { "Sources" } else { "Marks" };
                let rows = if shown.count == 1 { "row" } else { "rows" };
                let table = format!("{page}, {} {rows}", shown.count);
                assert!(
                    window.query_by_role_and_label(Role::Grid, &table).is_some(),
                    "{name}: no table “{table}”"
                );
            }
            Lead::Finding(rule, subject) => {
                assert_eq!(view(&window).finding, Some((rule.clone(), subject.clone())), "{name}");
                assert_eq!(view(&window).findings.sieve.rule, Some(rule.as_str()), "{name}");
            }
            // The way from sentence to sentence has its own tests beside the reading view's.
            Lead::Uncovered => {}
            Lead::Person(_) | Lead::Day(..) => assert!(has_label(&window, "History"), "{name}"),
        }
    }
}

#[test]
fn there_is_a_chart_for_each_thing_that_is_counted() {
    let window = open(filled());
    let ids: Vec<&str> = charts(&window).iter().map(|chart| chart.id).collect();
    assert_eq!(
        ids,
        [
            "statuses",
            "categories",
            "coverage",
            "queries",
            "replies",
            "grades",
            "independence",
            "support",
            "findings"
        ]
    );
    for name in [
        "Claims, quotations and allegations by status: Confirmed, 1",
        "Claims by category: Number, 1",
        "Open queries by age: Asked today, 1",
        "Open queries by age: 8 to 30 days, 1",
        "Replies due: Late, 1",
        "Replies due: No day set, 1",
        "Sources by grade: Not graded, 1",
        "Sources by independence: Share “The clerk”, 2",
    ] {
        assert!(window.query_by_role_and_label(Role::Button, name).is_some(), "{name}");
    }
}

#[test]
fn every_bar_is_clicked_through_to_what_it_counts() {
    follow_all(filled, |window, name| {
        window.get_by_role_and_label(Role::Button, name).click_accesskit();
        window.run_ok();
    });
}

#[test]
fn a_bar_takes_the_keyboard_and_the_enter_key_follows_it() {
    let mut window = open(filled());
    window.get_by_role_and_label(Role::Button, "Replies due: Late, 1").focus();
    window.run_ok();
    press(&mut window, Key::Enter);
    wait(&mut window);
    assert!(window.query_by_role_and_label(Role::Grid, "Marks, 1 row").is_some());
    click(&mut window, "Only “Late” ×");
    wait(&mut window);
    assert!(window.query_by_role_and_label(Role::Grid, "Marks, 7 rows").is_some());
}

#[test]
fn an_empty_project_is_told_what_will_be_counted() {
    let window = open(session_of("Council meets\n\nThe mayor spoke.\n"));
    for told in
        ["Nothing is marked yet", "No query is open", "There is no source yet", "No claim is marked yet"]
    {
        assert!(has_label(&window, told), "{told}");
    }
}

#[test]
fn the_numbers_are_worked_out_once_a_revision_and_not_once_a_frame() {
    let mut window = open(filled());
    let place = |window: &Window| window.state().desk().unwrap().derived.judgement.overview.charts.as_ptr();
    let first = place(&window);
    window.run_steps(60);
    assert_eq!(place(&window), first);
    press(&mut window, Key::Escape);
    select(&mut window, "a former aide");
    press(&mut window, Key::C);
    wait(&mut window);
    assert_ne!(place(&window), first);
}
