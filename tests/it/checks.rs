//! What every rule promises, whatever it looks for.

mod wording;

mod changed;
mod figure;
mod record_fault;

use std::collections::BTreeSet;

use proptest::prelude::*;
use redpencil::check::{self, Check, Finding, Ground, Level, Reading, Rulebook};
use redpencil::model::{Edit, Id, Outline, Project, Prose, Status, Table, Target};
use redpencil::session::Action;
use redpencil::text::{Block, BlockKind, Range};

use crate::fixture::{Fixture, dispatch, fixture, vocabulary};

/// The day on which the fixtures are made.
fn today() -> jiff::civil::Date {
    redpencil::model::Moment::parse(crate::fixture::NOW).unwrap().date()
}

fn findings(project: &Project) -> Vec<Finding> {
    let rulebook = Rulebook::shipped();
    let reading = Reading::of(project, &rulebook);
    let (outline, vocabulary) = (Outline::of(project), vocabulary());
    check::run(&Ground {
        project,
        outline: &outline,
        vocabulary: &vocabulary,
        reading: &reading,
        rulebook: &rulebook,
        today: today(),
    })
}

fn coverage(project: &Project) -> check::Coverage {
    let rulebook = Rulebook::shipped();
    let reading = Reading::of(project, &rulebook);
    let (outline, vocabulary) = (Outline::of(project), vocabulary());
    check::coverage(&Ground {
        project,
        outline: &outline,
        vocabulary: &vocabulary,
        reading: &reading,
        rulebook: &rulebook,
        today: today(),
    })
}

fn rules_of(markup: &str) -> Vec<&'static str> {
    findings(fixture(markup).session.project()).iter().map(|finding| finding.rule).collect()
}

fn message(fixture: &Fixture) -> String {
    let findings = findings(fixture.session.project());
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings[0].message.clone()
}

#[test]
fn names_are_given_once() {
    let names: BTreeSet<_> = check::ALL.iter().map(|rule| rule.id()).collect();
    let labels: BTreeSet<_> = check::ALL.iter().map(|rule| rule.label()).collect();
    assert_eq!([names.len(), labels.len()], [check::ALL.len(); 2]);
}

#[test]
fn a_rule_is_named_by_its_fault_and_says_everything() {
    for rule in check::ALL {
        let id = rule.id();
        assert!(
            id.split('-').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase())),
            "{id}"
        );
        let (letter, number) = rule.code().split_at(1);
        assert!(
            ["B", "W", "H"].contains(&letter) && number.len() == 2 && number.parse::<u8>().is_ok(),
            "{id}"
        );
        for said in [rule.finds(), rule.explanation(), rule.advice()] {
            assert!(said.len() > 40 && said.ends_with('.') && !said.contains("  "), "{id}: {said}");
        }
        assert!(!rule.label().ends_with('.') && rule.label().starts_with(char::is_uppercase), "{id}");
        assert_eq!(check::named(id).map(Check::id), Some(id));
    }
}

#[test]
fn a_rule_finds_the_fault_of_its_example_and_nothing_once_it_is_mended() {
    let mut wrong = Vec::new();
    for rule in check::ALL {
        let faults = findings(fixture(rule.example()).session.project());
        match faults.as_slice() {
            [fault] if (fault.rule, fault.level) == (rule.id(), rule.level()) && fault.range.is_some() => {}
            _ => wrong.push(format!("{} finds in its example: {faults:#?}", rule.id())),
        }
        let left = rules_of(rule.mended());
        if !left.is_empty() {
            wrong.push(format!("{} mended leaves: {left:?}", rule.id()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_waiver_silences_its_finding_and_no_other() {
    for rule in check::ALL.iter().filter(|rule| check::is_waivable(rule.id())) {
        let mut fixture = fixture(rule.example());
        let subject = findings(fixture.session.project())[0].subject.clone();
        let waive = |subject: &str, reason: &str| Action::Waive {
            rule: rule.id().into(),
            subject: subject.into(),
            reason: reason.into(),
        };
        dispatch(&mut fixture.session, waive("other words", "Counsel agreed"));
        assert_eq!(findings(fixture.session.project())[0].waived, None, "{}", rule.id());
        dispatch(&mut fixture.session, waive(&subject, "Counsel agreed"));
        let waived = findings(fixture.session.project());
        let told = waived[0].waived.as_ref().map(check::Waived::told);
        assert_eq!(told.as_deref(), Some("Counsel agreed (Chris Checker, 12 March 2021)"), "{}", rule.id());
        dispatch(&mut fixture.session, waive(&subject, ""));
        assert_eq!(findings(fixture.session.project())[0].waived, None, "{}", rule.id());
    }
}

#[test]
fn a_conflict_is_never_set_aside() {
    let mut fixture = fixture("He [claim confirmed evidence=p.4 conflict=note: took bribes] in May.");
    let found = findings(fixture.session.project());
    assert_eq!(
        found[0].message,
        "Conflict: note of claim 1. Chris Checker and Ben Other changed it without having seen one another."
    );
    let subject = found[0].subject.clone();
    assert_eq!(subject, format!("{} note", fixture.record(0)));
    let waive = Action::Waive { rule: found[0].rule.into(), subject, reason: "Counsel agreed".into() };
    assert!(fixture.session.dispatch(waive).is_err());
}

#[test]
fn findings_come_in_the_order_of_the_text_and_then_by_weight() {
    let fixture =
        fixture("He [query: paid] $5. She [claim confirmed: left]. This page is out of date, 3 people said.");
    let found: Vec<_> =
        findings(fixture.session.project()).iter().map(|finding| (finding.rule, finding.level)).collect();
    assert_eq!(
        found,
        [
            ("open-query", Level::Blocking),
            ("confirmed-without-evidence", Level::Blocking),
            ("unmarked-sentence", Level::Blocking),
            ("outdated-notice", Level::Warning),
        ]
    );
}

#[test]
fn confirmation_needs_a_locator_or_a_reason() {
    assert_eq!(message(&fixture("[claim confirmed: He ran].")), "“He ran” is confirmed without evidence.");
    assert_eq!(
        message(&fixture("[claim confirmed evidence statement=\"He ran away\": He ran].")),
        "“He ran away” is confirmed by “Annual report” without a locator."
    );
    assert_eq!(
        message(&fixture("[quote confirmed evidence=p.4 stance=contradicts: He ran].")),
        "“He ran” is confirmed, but its only evidence contradicts it: “Annual report”."
    );
    for right in [
        "[claim: He ran].",
        "[claim disputed: He ran].",
        "[claim confirmed status_reason=\"Seen by the checker\": He ran].",
        "[claim confirmed-with-fix evidence=p.4 stance=contradicts: He ran].",
    ] {
        assert_eq!(rules_of(right), Vec::<&str>::new(), "{right}");
    }
}

#[test]
fn an_accuser_may_stay_unnamed_but_not_undescribed() {
    let described = "He [allegation accuser_note=\"two former aides\": took money].";
    assert_eq!(rules_of(described), Vec::<&str>::new());
    assert_eq!(rules_of("He [allegation accuser_note=\" \": took money]."), ["allegation-without-accuser"]);
}

#[test]
fn a_reply_is_an_answer_and_not_only_a_question() {
    let asked =
        "[allegation accuser=A accused=B accused=C reply_sought=asked reply_deadline=2021-03-12: He ran].";
    assert_eq!(
        message(&fixture(asked)),
        "“He ran”: no answer of B and C is recorded (deadline 2021-03-12, due today)."
    );
    let passed_over = "[allegation accuser=A accused=B reply_sought=not-asked: He ran].";
    assert_eq!(message(&fixture(passed_over)), "“He ran”: not put to B.");
    for right in [
        "[allegation as=a accuser=A accused=B answer=not-reached attempts=2: He ran]. [response answers=a: He was out].",
        "[allegation as=a accuser=A accused=B answer_text=No: He ran]. [response answers=a: “No,” he said].",
        "[allegation as=a accuser=A accused=B: He ran]. [response answers=a: He denies it].",
        "[allegation accuser=A: Somebody ran].",
    ] {
        assert_eq!(rules_of(right), Vec::<&str>::new(), "{right}");
    }
}

#[test]
fn an_unmarked_sentence_shows_what_was_seen_in_it() {
    let markup = "The harassment claims of 11 women are false, “every one of them is,” he said. He left.";
    assert_eq!(
        message(&fixture(markup)),
        "Nothing is marked in a sentence with a number (“11 women”), a quotation (“every one of them is”) and an accusation \
         (“harassment”)."
    );
}

#[test]
fn a_mark_of_any_kind_that_touches_a_sentence_speaks_for_it() {
    for kind in ["claim", "opinion", "nocheck", "query state=resolved", "quote"] {
        assert_eq!(rules_of(&format!("He paid $5 to [{kind}: them].")), Vec::<&str>::new(), "{kind}");
    }
    let apart = "[quote as=q: “I did,”] he said. He had paid $5. [+q: “I did.”]";
    assert_eq!(rules_of(apart), ["unmarked-sentence"], "between the parts of a mark nothing is marked");
}

#[test]
fn each_sentence_of_a_long_quotation_counts() {
    let markup =
        "“We left the house together,” she said. “We went away from there. Soon.\n\n“Then we came home.”";
    assert_eq!(rules_of(markup).len(), 3);
    assert_eq!(rules_of("> We went away from there").len(), 1);
}

#[test]
fn no_sentence_crosses_a_block() {
    let fixture = fixture("# Mayor quits\n\nHe left. She\nstayed.\n\n- One\n- Two\n\n* * *");
    let project = fixture.session.project();
    let words: Vec<_> =
        check::sentences(project).iter().map(|range| range.of(project.text()).unwrap()).collect();
    assert_eq!(words, ["Mayor quits", "He left.", "She\nstayed.", "One", "Two"]);
}

#[test]
fn coverage_is_the_share_of_sentences_that_meet_a_mark() {
    let counted = coverage(fixture("He [claim: ran. She] ran. They ran.").session.project());
    assert_eq!((counted.sentences, counted.covered, counted.percent()), (3, 2, 66));
    assert_eq!(check::Coverage::default().percent(), 0);
}

/// Words that the rules look at, and characters of several bytes.
fn article() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "\\PC{0,12}",
        2 => prop::sample::select(vec![
            " ", ". ", "\n\n", "\n", "“", "”", "\"", "'", "«", "two ", "half of", "COVID-19", "mid-1990s", "$5,000.", "³",
            "alleged ", "charged with", "This article ", "is archived. ", "é", "🏳️‍🌈", "٢٥", "[12]", "-", "3.",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A project as a damaged or foreign file might give it: blocks and marks lie anywhere.
fn anything() -> impl Strategy<Value = Project> {
    let places = || prop::collection::vec((0..400_usize, 0..80_usize), 0..12);
    let status = prop::sample::select(vec!["", "confirmed", "confirmed-with-fix", "no such"]);
    let kind = prop::sample::select(vec!["claim", "allegation", "query", "nocheck", "no such"]);
    (article(), places(), places(), status, kind).prop_map(|(text, blocks, marks, status, kind)| {
        let draft = Id::new(Table::Draft, 1);
        let range = |(start, length): (usize, usize)| Range::new(start, start + length);
        let mut blocks: Vec<Block> =
            blocks.into_iter().map(range).map(|range| Block { kind: BlockKind::Paragraph, range }).collect();
        blocks.sort_by_key(|block| block.range);
        let mut project = Project::default();
        let mut edits = vec![
            Edit::new(draft, "text", Some(Prose::new(text))),
            Edit::new(draft, "blocks", std::sync::Arc::new(blocks)),
            Edit::new(Id::ARTICLE, "draft", Some(draft)),
        ];
        for (bits, place) in (0..).zip(marks) {
            let annotation = Id::new(Table::Annotation, bits);
            let table = match kind {
                "allegation" => Table::Allegation,
                "query" => Table::Query,
                _ => Table::Claim,
            };
            let record = Id::new(table, bits);
            let target = Target { ranges: vec![range(place)], ..Target::default() };
            edits.push(Edit::new(annotation, "kind", kind.to_owned()));
            edits.push(Edit::new(annotation, "record", Some(record)));
            edits.push(Edit::new(annotation, "targets", vec![(draft, target)]));
            match table {
                Table::Claim => {
                    let status = Status { id: status.to_owned(), ..Status::default() };
                    edits.push(Edit::new(record, "status", Some(status)));
                }
                Table::Allegation => {
                    edits.push(Edit::new(record, "accused", vec![Id::new(Table::Person, 9)]));
                }
                _ => edits.push(Edit::new(record, "question", "Why?".to_owned())),
            }
        }
        project.apply(&edits);
        project
    })
}

proptest! {
    #[test]
    fn whatever_the_article_findings_lie_on_its_characters(project in anything()) {
        for finding in findings(&project) {
            if let Some(range) = finding.range {
                prop_assert!(range.of(project.text()).is_some(), "{finding:?}");
            }
            prop_assert!(!finding.subject.is_empty() && !finding.message.is_empty());
        }
        let counted = coverage(&project);
        prop_assert!(counted.covered <= counted.sentences);
    }

    #[test]
    fn an_article_marked_as_a_whole_has_no_unmarked_sentence(text in article()) {
        prop_assume!(!text.trim().is_empty());
        let draft = Id::new(Table::Draft, 1);
        let mark = Id::new(Table::Annotation, 1);
        let whole = Target { ranges: vec![Range::new(0, text.len())], ..Target::default() };
        let mut project = Project::default();
        project.apply(&[
            Edit::new(draft, "text", Some(Prose::new(text))),
            Edit::new(Id::ARTICLE, "draft", Some(draft)),
            Edit::new(mark, "kind", "nocheck".to_owned()),
            Edit::new(mark, "targets", vec![(draft, whole)]),
        ]);
        prop_assert!(findings(&project).iter().all(|finding| finding.rule != "unmarked-sentence"));
        let counted = coverage(&project);
        prop_assert_eq!(counted.covered, counted.sentences);
    }
}
