//! What a sign-off is bound to, when it is refused, and what is told of changes since.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Account, accounts, summary};
use crate::check::{self, Ground};
use crate::fixture::{Fixture, dispatch, fixture, vocabulary};
use crate::model::sign_off::since::{Present, draft_of};
use crate::model::sign_off::state::{self, state_of};
use crate::model::sign_off::{SignOff, Standing};
use crate::model::{Id, Outline, Project, Slot, Table, Value};
use crate::session::{Action, Attachment, Placing, Session};
use crate::text::Range;

const CLEAN: &str = "He [claim confirmed evidence=p.4: took bribes] in [nocheck: May].";

fn told(session: &Session) -> Vec<Account> {
    let project = session.project();
    let (rulebook, vocabulary) = (session.rulebook(), vocabulary());
    let reading = check::Reading::of(project, rulebook);
    let ground = Ground {
        project,
        outline: session.outline(),
        vocabulary: &vocabulary,
        reading: &reading,
        rulebook,
        today: session.today(),
    };
    accounts(project, session.outline(), &vocabulary, &check::run(&ground))
}

fn changes(fixture: &Fixture) -> Vec<String> {
    let account = told(&fixture.session).pop().expect("a sign-off");
    account.changes.into_iter().map(|since| since.told).collect()
}

fn sign(fixture: &mut Fixture, role: &str, person: &str) -> Id {
    let action = Action::SignOff { role: role.into(), person: person.into(), note: String::new() };
    dispatch(&mut fixture.session, action).focus.expect("a sign-off")
}

fn set(fixture: &mut Fixture, record: Id, field: &'static str, words: &str) {
    let action = Action::Set { slot: Slot { record, field }, value: Value::Text(words.into()) };
    dispatch(&mut fixture.session, action);
}

#[test]
fn a_sign_off_holds_who_as_what_and_what_everything_said() {
    let mut fixture = fixture(CLEAN);
    let id = sign(&mut fixture, "editor", "  Ann   Lee ");
    let told = told(&fixture.session);
    assert_eq!(told[0].line(), "Editor: Ann Lee, 2021-03-12 18:00 UTC");
    assert_eq!((told[0].id, told[0].state()), (id, "Nothing has changed since".to_owned()));
    assert_eq!(told[0].entered_by, "Chris Checker");
    assert_eq!(summary(&told).as_deref(), Some("Signed off by Ann Lee (editor)"));
    let row = &fixture.session.project().sign_offs()[&id];
    assert_eq!(row.draft, draft_of(fixture.session.project()));
    let claim = fixture.record(0).to_string();
    let kept = &row.state.iter().find(|(record, _)| *record == claim).expect("the claim").1;
    assert!(kept.starts_with("confirmed "), "{kept}");
    assert_eq!(row.fingerprint().len(), 12);
}

#[test]
fn it_is_refused_with_the_reasons_until_what_blocks_is_mended_or_waived() {
    let mut fixture = fixture("He [claim confirmed as=a: took bribes] in [query: May].");
    let action = || Action::SignOff { role: "editor".into(), person: "Ann".into(), note: String::new() };
    let refusal = fixture.session.dispatch(action()).expect_err("two findings block").0;
    assert!(refusal.starts_with("Not signed off: 2 blocking findings stand"), "{refusal}");
    assert!(refusal.contains("- This query is open") && refusal.contains("took bribes"), "{refusal}");
    assert!(fixture.session.project().sign_offs().is_empty());
    let waive = |rule: &str, subject: Id| Action::Waive {
        rule: rule.into(),
        subject: subject.to_string(),
        reason: "Ann knows".into(),
    };
    let (claim, query) = (fixture.record(0), fixture.record(1));
    dispatch(&mut fixture.session, waive("confirmed-without-evidence", claim));
    set(&mut fixture, query, "state", "resolved");
    dispatch(&mut fixture.session, action());
    assert_eq!(changes(&fixture), [] as [&str; 0]);
}

#[test]
fn a_role_that_is_none_and_a_name_that_is_missing_are_refused() {
    let mut fixture = fixture(CLEAN);
    for (role, person, why) in [
        ("boss", "Ann", "“boss” is not one of the roles: checker, editor, counsel."),
        ("editor", "  ", "Say who signs off: a sign-off needs a name."),
    ] {
        let action = Action::SignOff { role: role.into(), person: person.into(), note: String::new() };
        assert_eq!(fixture.session.dispatch(action).expect_err("refused").0, why);
    }
    let mut bare = crate::fixture::empty();
    let action = Action::SignOff { role: "editor".into(), person: "Ann".into(), note: String::new() };
    assert!(bare.session.dispatch(action).is_err(), "there is no text");
}

#[test]
fn whatever_changes_after_it_is_listed_in_plain_words() {
    let mut fixture = fixture(CLEAN);
    sign(&mut fixture, "editor", "Ann");
    let claim = fixture.record(0);
    let status = Action::SetStatus { record: claim, status: "disputed".into() };
    dispatch(&mut fixture.session, status);
    set(&mut fixture, claim, "statement", "He took one bribe");
    let evidence = fixture.session.outline().evidence(claim)[0];
    set(&mut fixture, evidence, "locator", "p. 5");
    let person = vec![("name", Value::Text("Dora Day".into()))];
    dispatch(&mut fixture.session, Action::Create { table: Table::Person, details: person, link: None });
    let mark = fixture.marks[1];
    dispatch(&mut fixture.session, Action::Delete { id: mark });
    set(&mut fixture, Id::ARTICLE, "title", "Bribes");
    assert_eq!(
        changes(&fixture),
        [
            "Claim 1 “He took one bribe”: was confirmed, is now disputed; statement changed",
            "Evidence of claim 1: locator changed",
            "The article’s particulars: headline changed",
            "Mark “May” was deleted",
            "Person “Dora Day” was added",
            "Blocks now: “He took one bribe” was set to “disputed”; since then the locator of its evidence was changed",
        ]
    );
    let account = told(&fixture.session).remove(0);
    let leads: Vec<Option<Id>> = account.changes.iter().map(|since| since.record).collect();
    assert_eq!(leads[..3], [Some(claim), Some(claim), Some(Id::ARTICLE)]);
    assert_eq!((leads[3], leads[4].map(Id::table)), (None, Some(Table::Person)));
    assert_eq!(account.state(), "Changed since sign-off: 6 changes");
}

#[test]
fn what_came_with_a_record_is_not_told_by_itself() {
    let mut fixture = fixture(CLEAN);
    sign(&mut fixture, "editor", "Ann");
    let range = fixture.range_of("He");
    let mark = Action::Mark {
        ranges: vec![range],
        kind: "claim".into(),
        placing: Placing::Exact,
        record: None,
        details: vec![],
    };
    dispatch(&mut fixture.session, mark);
    assert_eq!(changes(&fixture), ["Claim 1 “He” was added"]);
}

#[test]
fn a_finding_that_blocks_since_is_one_of_the_changes() {
    let mut fixture = fixture(CLEAN);
    sign(&mut fixture, "checker", "Ann");
    let details = vec![("question", Value::Text("Which May?".into()))];
    dispatch(&mut fixture.session, Action::Create { table: Table::Query, details, link: None });
    let found = changes(&fixture);
    assert_eq!(found[0], "Query “Which May?” was added");
    assert!(found[1].starts_with("Blocks now: This query is open"), "{found:?}");
    let refused = Action::SignOff { role: "checker".into(), person: "Ann".into(), note: String::new() };
    assert!(fixture.session.dispatch(refused).is_err());
}

#[test]
fn a_status_that_is_set_again_and_who_does_the_work_change_nothing() {
    let mut fixture = fixture(CLEAN);
    sign(&mut fixture, "editor", "Ann");
    let record = fixture.record(0);
    dispatch(&mut fixture.session, Action::SetStatus { record, status: "disputed".into() });
    dispatch(&mut fixture.session, Action::SetStatus { record, status: "confirmed".into() });
    set(&mut fixture, record, "assignee", "Bo");
    set(&mut fixture, Id::ARTICLE, "deadline", "2021-03-20");
    assert_eq!(changes(&fixture), [] as [&str; 0]);
}

#[test]
fn the_newest_of_a_role_counts_and_a_withdrawn_one_stays() {
    let mut fixture = fixture(CLEAN);
    let (first, second) = (sign(&mut fixture, "editor", "Ann"), sign(&mut fixture, "editor", "Bo"));
    let counsel = sign(&mut fixture, "counsel", "Cy");
    let standing = |fixture: &Fixture| -> BTreeMap<Id, Standing> {
        fixture.session.project().sign_offs_in_order().into_iter().collect()
    };
    let now = standing(&fixture);
    assert_eq!(
        [now[&counsel], now[&first], now[&second]].iter().filter(|row| **row == Standing::Stands).count(),
        2
    );
    let newest = if now[&first] == Standing::Stands { first } else { second };
    let withdraw = |sign_off: Id| Action::Withdraw { sign_off, reason: "A name was wrong".into() };
    dispatch(&mut fixture.session, withdraw(newest));
    assert_eq!(standing(&fixture)[&newest], Standing::Withdrawn);
    assert_eq!(summary(&told(&fixture.session)).as_deref(), Some("Signed off by Cy (counsel)"));
    assert!(fixture.session.dispatch(withdraw(newest)).is_err(), "once is enough");
    dispatch(&mut fixture.session, Action::Undo);
    assert_eq!(standing(&fixture)[&newest], Standing::Stands);
    let labels: Vec<String> =
        fixture.entries.lock().expect("the log").iter().map(|entry| entry.label.clone()).collect();
    assert!(labels.contains(&"withdraw the sign-off as editor".to_owned()), "{labels:?}");
}

#[test]
fn a_sign_off_is_neither_changed_nor_deleted() {
    let mut fixture = fixture(CLEAN);
    let id = sign(&mut fixture, "editor", "Ann");
    let slot = Slot { record: id, field: "person" };
    for action in [
        Action::Set { slot, value: Value::Text("Bo".into()) },
        Action::Delete { id },
        Action::DeleteEach { ids: vec![id] },
        Action::SetEach { records: vec![id], field: "person", value: Value::Text("Bo".into()) },
        Action::Create { table: Table::SignOff, details: vec![], link: None },
    ] {
        assert!(fixture.session.dispatch(action).is_err());
    }
    assert_eq!(fixture.session.project().sign_offs()[&id].person, "Ann");
}

#[test]
fn a_sealed_source_is_told_of_without_its_name() {
    let mut fixture = fixture(CLEAN);
    let source = fixture.session.project().sources().keys().next().copied().expect("a source");
    set(&mut fixture, source, "confidentiality", "sealed");
    let id = sign(&mut fixture, "editor", "Ann");
    set(&mut fixture, source, "publisher", "Clerk");
    assert_eq!(changes(&fixture), ["Source: publisher changed"]);
    let kept = &fixture.session.project().sign_offs()[&id].state;
    assert!(kept.iter().all(|(_, print)| !print.contains("Annual report")), "{kept:?}");
}

/// Returns all that a sign-off is about, field by field, without any fingerprint.
fn relevant(project: &Project) -> Vec<(Id, &'static str, String)> {
    let mut all = Vec::new();
    for id in state::records(project) {
        all.push((id, "", String::new()));
        for (slot, value) in project.filled(id) {
            let words = match value {
                Value::Status(status) => status.id,
                Value::Targets(_) => format!("{:?}", project.target(id)),
                value => format!("{value:?}"),
            };
            if state::counts(id.table(), slot.field) {
                all.push((id, slot.field, words));
            }
        }
    }
    all.push((Id::ARTICLE, "text", draft_of(project)));
    all
}

fn action(session: &Session, (what, one, other): (u8, usize, usize)) -> Action {
    let project = session.project();
    let ids = project.ids();
    let id = ids[one % ids.len()];
    let marks: Vec<Id> = project.annotations().keys().copied().collect();
    let annotation = marks.get(one % marks.len().max(1)).copied().unwrap_or(id);
    let record = project.annotations().get(&annotation).and_then(|row| row.record).unwrap_or(id);
    let mut ends = [one % project.text().len(), other % project.text().len()];
    ends.sort_unstable();
    let ranges = vec![Range::new(ends[0], ends[1] + 1)];
    let kind = session.vocabulary().kinds[other % session.vocabulary().kinds.len()].id.clone();
    let words = ["", "one", "two"][other % 3].to_owned();
    match what % 9 {
        0 => Action::Mark { ranges, kind, placing: Placing::Snapped, record: None, details: vec![] },
        1 => Action::SetRange { annotation, ranges, placing: Placing::Snapped },
        2 => Action::SetStatus {
            record,
            status: session.vocabulary().statuses[other % session.vocabulary().statuses.len()].id.clone(),
        },
        3 => Action::Delete { id },
        4 => Action::Attach { record, source: Attachment::New(vec![]), details: vec![] },
        5 => Action::Set { slot: Slot { record, field: "note" }, value: Value::Text(words) },
        6 => Action::Set { slot: Slot { record, field: "assignee" }, value: Value::Text(words) },
        7 => Action::Waive { rule: "open-query".into(), subject: words, reason: "Known".into() },
        _ => Action::Set { slot: Slot { record: Id::ARTICLE, field: "title" }, value: Value::Text(words) },
    }
}

proptest! {
    #[test]
    fn nothing_is_told_exactly_while_nothing_that_counts_has_changed(
        first in prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>()), 0..10),
        then in prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>()), 1..12),
    ) {
        let mut fixture = fixture(CLEAN);
        let vocabulary = vocabulary();
        for wish in first {
            let action = action(&fixture.session, wish);
            drop(fixture.session.dispatch(action));
        }
        // What follows is no part of the step before it.
        fixture.session.seal();
        let signed = fixture.session.project().clone();
        let (draft, state) = (draft_of(&signed), state_of(&signed, &vocabulary));
        let sign_off = SignOff { draft, state, ..SignOff::default() };
        let since = |project: &Project| Present::of(project, &vocabulary).since(&sign_off, &Outline::of(project));
        prop_assert_eq!(since(&signed), vec![]);
        let before = fixture.session.revision();
        let mut steps = 0;
        for wish in then {
            let action = action(&fixture.session, wish);
            let revision = fixture.session.revision();
            drop(fixture.session.dispatch(action));
            fixture.session.seal();
            steps += usize::from(fixture.session.revision() != revision);
            let project = fixture.session.project();
            prop_assert_eq!(since(project).is_empty(), relevant(project) == relevant(&signed));
        }
        for _ in 0..steps {
            dispatch(&mut fixture.session, Action::Undo);
        }
        prop_assert!(fixture.session.revision() >= before);
        prop_assert_eq!(fixture.session.project(), &signed);
        prop_assert_eq!(since(fixture.session.project()), vec![]);
    }
}
