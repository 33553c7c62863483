//! What was changed under a status after it was set: the marked words and the evidence, told in words.

use redpencil::model::{FileRef, Slot, Value};
use redpencil::session::Attachment;

use super::*;

const TEXT: &str = "The council [claim evidence=p.4 excerpt=met: met again] on a [nocheck: whim].";

/// A claim with evidence that was then confirmed.
fn confirmed() -> Fixture {
    let mut fixture = fixture(TEXT);
    let record = fixture.record(0);
    dispatch(&mut fixture.session, Action::SetStatus { record, status: "confirmed".into() });
    fixture
}

fn piece(fixture: &Fixture) -> Id {
    *fixture.session.project().evidence().keys().next().expect("evidence")
}

fn set(fixture: &mut Fixture, record: Id, field: &'static str, value: Value) {
    dispatch(&mut fixture.session, Action::Set { slot: Slot { record, field }, value });
}

fn words(words: &str) -> Value {
    Value::Text(words.into())
}

/// What is told of changes since the status was set.
fn told(fixture: &Fixture) -> Vec<String> {
    let found = findings(fixture.session.project()).into_iter();
    found.filter(|finding| finding.rule == "changed-after-check").map(|finding| finding.message).collect()
}

fn told_of(change: impl FnOnce(&mut Fixture)) -> Vec<String> {
    let mut fixture = confirmed();
    assert!(told(&fixture).is_empty());
    change(&mut fixture);
    told(&fixture)
}

#[test]
fn another_excerpt_place_or_stance_is_told() {
    let told = told_of(|fixture| {
        let piece = piece(fixture);
        set(fixture, piece, "excerpt", words("did not meet"));
    });
    assert_eq!(
        told,
        ["“met again” was set to “confirmed”; since then the excerpt of its evidence was changed."]
    );
    let told = told_of(|fixture| {
        let piece = piece(fixture);
        set(fixture, piece, "locator", words("p. 14"));
        set(fixture, piece, "stance", words("contradicts"));
    });
    assert_eq!(
        told,
        [
            "“met again” was set to “confirmed”; since then the stance of its evidence was changed and the locator of its \
          evidence was changed."
        ]
    );
}

#[test]
fn evidence_that_is_taken_away_or_contradicts_is_told() {
    let told = told_of(|fixture| {
        let id = piece(fixture);
        dispatch(&mut fixture.session, Action::Delete { id });
    });
    assert!(told[0].ends_with("since then a piece of its evidence was taken away."), "{told:?}");
    let told = told_of(|fixture| {
        let record = fixture.record(0);
        let source = Attachment::New(vec![("title", words("Minutes"))]);
        let details = vec![("locator", words("p. 1")), ("stance", words("contradicts"))];
        dispatch(&mut fixture.session, Action::Attach { record, source, details });
    });
    assert!(told[0].ends_with("since then evidence that contradicts it was added."), "{told:?}");
}

#[test]
fn another_source_and_another_file_or_text_of_it_are_told() {
    let told = told_of(|fixture| {
        let (piece, source) =
            (piece(fixture), fixture.session.project().evidence().values().next().unwrap().source);
        let details = vec![("title", words("Another report"))];
        let made = Action::Create { table: Table::Source, details, link: None };
        let other = dispatch(&mut fixture.session, made).focus.unwrap();
        assert_ne!(source, Some(other));
        set(fixture, piece, "source", Value::Link(other));
    });
    assert!(told[0].ends_with("since then its evidence was given another source."), "{told:?}");
    let mut fixture = confirmed();
    let (record, source) =
        (fixture.record(0), fixture.session.project().evidence().values().next().unwrap().source.unwrap());
    let file = |sha256: &str| {
        let sha256 = sha256.repeat(64);
        Value::File(FileRef { sha256, extension: "pdf".into(), name: "report.pdf".into(), bytes: 9 })
    };
    let text = |words: &str| Value::Prose(Prose::new(words));
    // What a source had not is no change; what stands in its place afterwards is.
    set(&mut fixture, source, "file", file("a"));
    set(&mut fixture, source, "text", text("They met."));
    assert_eq!(told_of_rule(&fixture), 0);
    dispatch(&mut fixture.session, Action::SetStatus { record, status: "confirmed".into() });
    set(&mut fixture, source, "file", file("b"));
    set(&mut fixture, source, "text", text("They met. Or did they?"));
    let said = self::told(&fixture);
    assert!(
        said[0].ends_with(
            "the file of a source of it was replaced and the text of a source of it was replaced."
        ),
        "{said:?}"
    );
}

fn told_of_rule(fixture: &Fixture) -> usize {
    told(fixture).len()
}

#[test]
fn a_mark_that_is_moved_to_other_words_is_told_on_the_same_draft() {
    let told = told_of(|fixture| {
        let annotation = fixture.marks[0];
        let range = fixture.range_of("The council met again");
        let placing = redpencil::session::Placing::Snapped;
        dispatch(&mut fixture.session, Action::SetRange { annotation, ranges: vec![range], placing });
    });
    assert!(told[0].ends_with("since then a mark of it was moved to other words."), "{told:?}");
}

#[test]
fn what_only_bears_it_out_further_is_no_change() {
    let told = told_of(|fixture| {
        let (record, piece) = (fixture.record(0), piece(fixture));
        set(fixture, piece, "calculation", words("1 + 1 = 2"));
        set(fixture, piece, "note", words("Seen"));
        set(fixture, piece, "excerpt", words("met "));
        let source = Attachment::New(vec![("title", words("Minutes"))]);
        let details = vec![("locator", words("p. 1")), ("stance", words("supports"))];
        dispatch(&mut fixture.session, Action::Attach { record, source, details });
    });
    assert_eq!(told, [""; 0]);
}

#[test]
fn setting_the_status_anew_or_undoing_the_change_mends_it_and_a_waiver_holds_for_one_change_alone() {
    let mut fixture = confirmed();
    let (record, piece) = (fixture.record(0), piece(&fixture));
    set(&mut fixture, piece, "excerpt", words("did not meet"));
    let found = findings(fixture.session.project());
    let finding = found.iter().find(|finding| finding.rule == "changed-after-check").unwrap();
    let waive = Action::Waive {
        rule: finding.rule.into(),
        subject: finding.subject.clone(),
        reason: "A slip of the pen".into(),
    };
    dispatch(&mut fixture.session, waive);
    let is_open = |fixture: &Fixture| {
        let found = findings(fixture.session.project());
        found.iter().any(|finding| finding.rule == "changed-after-check" && finding.waived.is_none())
    };
    assert!(!is_open(&fixture));
    set(&mut fixture, piece, "excerpt", words("never met"));
    assert!(is_open(&fixture));
    // The same status for many at once counts as looked at again, too.
    let each = Action::SetEach { records: vec![record], field: "status", value: words("confirmed") };
    dispatch(&mut fixture.session, each);
    assert!(told(&fixture).is_empty());
    set(&mut fixture, piece, "excerpt", words("met"));
    assert_eq!(told(&fixture).len(), 1);
    dispatch(&mut fixture.session, Action::Undo);
    assert!(told(&fixture).is_empty());
}
