//! Faults of the records, put into a project that is well kept: each is caught by its own rule and by no other, whatever
//! else is wrong; mended, nothing is found.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{findings, rules_of};
use crate::fixture::fixture;

/// A paragraph as it ought to be kept, the same with a fault, and the rule that has to find it.
const FAULTS: &[(&str, &str, &str)] = &[
    (
        "confirmed-without-evidence",
        "The council [claim confirmed evidence=p.4: met again].",
        "The council [claim confirmed: met again].",
    ),
    (
        "confirmed-without-evidence",
        "The hall [claim confirmed evidence=p.5: was full].",
        "The hall [claim confirmed evidence: was full].",
    ),
    (
        "open-query",
        "The chair [query state=resolved: closed the meeting].",
        "The chair [query: closed the meeting].",
    ),
    (
        "single-source",
        "The firm [claim confirmed materiality=material evidence=p.4 publisher=Post second=Ledger: closed in May].",
        "The firm [claim confirmed materiality=material evidence=p.4 publisher=Post: closed in May].",
    ),
    (
        "single-source",
        "The plant [claim confirmed materiality=material evidence=p.4 origin=Police second=Tribune second.origin=Court: burnt down].",
        "The plant [claim confirmed materiality=material evidence=p.4 origin=Police second=Tribune second.origin=police: burnt down].",
    ),
    (
        "one-source-as-several",
        "Sources said that the ferry [claim evidence=p.2 second=Gazette: had sunk].",
        "Sources said that the ferry [claim evidence=p.2: had sunk].",
    ),
    (
        "secondary-sources-only",
        "The bank [claim confirmed materiality=material evidence=p.4 source.rank=secondary second=Filing second.rank=primary: owned the firm].",
        "The bank [claim confirmed materiality=material evidence=p.4 source.rank=secondary second=Filing second.rank=tertiary: owned the firm].",
    ),
    (
        "earlier-coverage-only",
        "The owner [claim confirmed materiality=defamatory evidence=p.4 source.kind=document second=Herald second.kind=article: knew of it].",
        "The owner [claim confirmed materiality=defamatory evidence=p.4 source.kind=article second=Herald second.kind=article: knew of it].",
    ),
    (
        "unnamed-source-unexplained",
        "The doctor [claim evidence=p.4 source.naming=unnamed source.description=\"a nurse\" source.naming_reason=\"Fears for the job\": left early].",
        "The doctor [claim evidence=p.4 source.naming=unnamed source.description=\"a nurse\": left early].",
    ),
    (
        "unnamed-source-unexplained",
        "The pilot [claim evidence=p.4 source.naming=unnamed source.description=\"a friend\" source.naming_reason=Safety: was ill].",
        "The pilot [claim evidence=p.4 source.naming=unnamed source.naming_reason=Safety: was ill].",
    ),
    (
        "unnamed-opinion",
        "The plan is [opinion: a disgrace], said the head of the union.",
        "The plan is [opinion: a disgrace], said a person familiar with the talks.",
    ),
    (
        "off-record-source-used",
        "The minister [claim confirmed evidence=p.4 source.ground_rules=off-record second=\"Visitor log\": left by the back door].",
        "The minister [claim confirmed evidence=p.4 source.ground_rules=off-record: left by the back door].",
    ),
    (
        "off-record-source-used",
        "A guard [claim evidence=p.4 source.ground_rules=deep-background source.person=\"Dora Dunn\" second=\"Gate log\": saw him go].",
        "Dora Dunn [claim evidence=p.4 source.ground_rules=deep-background source.person=\"Dora Dunn\" second=\"Gate log\": saw him go].",
    ),
    (
        "link-without-capture",
        "The river [claim evidence=p.4 url=\"https://example.org/a\" source.archived_url=\"https://web.archive.org/a\": rose].",
        "The river [claim evidence=p.4 url=\"https://example.org/a\": rose].",
    ),
    (
        "passing-link",
        "The dam [claim evidence=p.4 url=\"https://example.net/b\" source.archived_url=\"https://web.archive.org/b\": held].",
        "The dam [claim evidence=p.4 url=\"https://example.net/\" source.archived_url=\"https://web.archive.org/b\": held].",
    ),
    (
        "source-with-notice",
        "The bridge [claim evidence=p.4: was closed].",
        "The bridge [claim evidence=p.4 source.notice=\"Corrected in March\": was closed].",
    ),
    (
        "excerpt-not-in-source",
        "The tower [claim evidence=p.4 marked=\"was built by hand\" now=\"It was built by hand\": was built by hand].",
        "The tower [claim evidence=p.4 marked=\"was built by hand\" now=\"It was built by robots\": was built by hand].",
    ),
    (
        "quotation-differs",
        "She said “[quote confirmed evidence=p.4 speaker=Weber excerpt=\"we never saw the letter\": we never saw the letter]” then.",
        "She said “[quote confirmed evidence=p.4 speaker=Weber excerpt=\"we never saw the letter\": we saw the letter]” then.",
    ),
    (
        "quotation-cut",
        "He said “[quote confirmed evidence=p.4 speaker=Novak excerpt=\"I did on that day, and I swear it, not sign anything\": I did … not sign anything]” then.",
        "He said “[quote confirmed evidence=p.4 speaker=Novak excerpt=\"I did on that day, and I swear it, not sign anything\": I did … sign anything]” then.",
    ),
    (
        "quotation-beyond-excerpt",
        "They said “[quote confirmed evidence=p.4 speaker=Okafor excerpt=\"the road will open in spring if the weather holds\": the road will open in spring if the weather holds]” then.",
        "They said “[quote confirmed evidence=p.4 speaker=Okafor excerpt=\"the road will open in spring\": the road will open in spring if the weather holds]” then.",
    ),
    (
        "caption-unchecked",
        "! [claim confirmed evidence=p.4: The harbour at night]. Photo: Jane Doe",
        "! The harbour at night. Photo: Jane Doe",
    ),
    (
        "caption-unchecked",
        "! [nocheck: A market stall]. Photo: Jane Doe",
        "! [claim: A market stall]. Photo: Jane Doe",
    ),
    ("caption-without-credit", "! [nocheck: An empty road]. Photo: Jane Doe", "! [nocheck: An empty road]"),
    (
        "allegation-without-accuser",
        "Irma Falk says that Theo Lang [allegation as=a accuser=\"Irma Falk\" accused=\"Theo Lang\": broke the seal]. [response answers=a: He denies it].",
        "Somebody says that Theo Lang [allegation as=a accused=\"Theo Lang\": broke the seal]. [response answers=a: He denies it].",
    ),
    (
        "accused-without-reply",
        "Ugo Rossi says that Eva Brandt [allegation as=b accuser=\"Ugo Rossi\" accused=\"Eva Brandt\" reply_sought=asked: hid the file]. [response answers=b: She denies it].",
        "Ugo Rossi says that Eva Brandt [allegation as=b accuser=\"Ugo Rossi\" accused=\"Eva Brandt\" reply_sought=asked reply_deadline=2021-03-20: hid the file].",
    ),
    (
        "reply-left-out",
        "Lars Holm says that Mina Sato [allegation as=c accuser=\"Lars Holm\" accused=\"Mina Sato\" answer=denied: burnt the list]. [response answers=c: She denies it].",
        "Lars Holm says that Mina Sato [allegation as=c accuser=\"Lars Holm\" accused=\"Mina Sato\" answer=denied: burnt the list].",
    ),
    (
        "unlogged-attempts",
        "Pia Keller says that Omar Aziz [allegation as=d accuser=\"Pia Keller\" accused=\"Omar Aziz\" answer=no-comment attempts=2: sold the map]. [response answers=d: He kept silent].",
        "Pia Keller says that Omar Aziz [allegation as=d accuser=\"Pia Keller\" accused=\"Omar Aziz\" answer=no-comment attempts=1: sold the map]. [response answers=d: He kept silent].",
    ),
    (
        "stage-out-of-date",
        "Ida Quist says that Hugo Petit [allegation as=e accuser=\"Ida Quist\" accused=\"Hugo Petit\" stage=investigation stage_as_of=2021-03-11: cut the wire]. [response answers=e: He denies it].",
        "Ida Quist says that Hugo Petit [allegation as=e accuser=\"Ida Quist\" accused=\"Hugo Petit\" stage=investigation stage_as_of=2020-11-11: cut the wire]. [response answers=e: He denies it].",
    ),
    (
        "likely-to-change",
        "Nora Vidal says that Jens Abel [allegation as=f accuser=\"Nora Vidal\" accused=\"Jens Abel\" stage=investigation stage_as_of=2021-03-01 recheck_by=2021-03-20: drew the plan]. [response answers=f: He denies it].",
        "Nora Vidal says that Jens Abel [allegation as=f accuser=\"Nora Vidal\" accused=\"Jens Abel\" stage=investigation stage_as_of=2021-03-01: drew the plan]. [response answers=f: He denies it].",
    ),
    (
        "legal-flag-open",
        "Kim Doyle says that Sven Frost [allegation as=g accuser=\"Kim Doyle\" accused=\"Sven Frost\" legal_review=cleared: moved the stone]. [response answers=g: He denies it].",
        "Kim Doyle says that Sven Frost [allegation as=g accuser=\"Kim Doyle\" accused=\"Sven Frost\" legal_review=requested: moved the stone]. [response answers=g: He denies it].",
    ),
    (
        "legal-flag-open",
        "The tenant [legal: [query to=counsel state=answered: kept the key]].",
        "The tenant [legal: [query to=editor state=answered: kept the key]].",
    ),
    (
        "earlier-coverage-only",
        "Ruth Engel says that Carl Moser [allegation as=h accuser=\"Ruth Engel\" accused=\"Carl Moser\" basis=on-record-interview: broke the lock]. [response answers=h: He denies it].",
        "Ruth Engel says that Carl Moser [allegation as=h accuser=\"Ruth Engel\" accused=\"Carl Moser\" basis=other-media: broke the lock]. [response answers=h: He denies it].",
    ),
];

/// Writes the article, with the fault of each paragraph of which that is asked.
fn article(is_faulty: impl Fn(usize) -> bool) -> String {
    let paragraph = |(at, (_, well, ill)): (usize, &(&str, &'static str, &'static str))| {
        if is_faulty(at) { *ill } else { *well }
    };
    FAULTS.iter().enumerate().map(paragraph).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_project_that_is_well_kept_has_no_findings() {
    let made = fixture(&article(|_| false));
    assert_eq!(findings(made.session.project()), []);
}

#[test]
fn each_fault_of_the_records_is_found_by_its_own_rule_and_no_other() {
    let mut wrong = Vec::new();
    for (number, (rule, _, ill)) in FAULTS.iter().enumerate() {
        let found = rules_of(&article(|at| at == number));
        if found != [*rule] {
            wrong.push(format!("{rule}: {found:?} in {ill}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn faults_are_found_side_by_side(faulty in prop::collection::vec(any::<bool>(), FAULTS.len())) {
        let found = rules_of(&article(|at| faulty[at]));
        let injected = faulty.iter().filter(|is_faulty| **is_faulty).count();
        prop_assert_eq!(found.len(), injected);
        let rules: BTreeSet<&str> = found.into_iter().collect();
        let meant: BTreeSet<&str> =
            FAULTS.iter().zip(&faulty).filter(|(_, is_faulty)| **is_faulty).map(|((rule, ..), _)| *rule).collect();
        prop_assert_eq!(rules, meant);
    }
}
