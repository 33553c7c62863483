//! The sample: what a newcomer is promised by it, and what it may never claim.

use serde_json::Value as Json;

use super::Bench;
use crate::fixture::vocabulary;

/// A copy of the sample, as the program shows it.
fn shown() -> (Bench, Json) {
    let bench = Bench::new();
    redpencil::store::sample::copy_to(&bench.path("sample")).unwrap();
    let shown = bench.show("sample");
    (bench, shown)
}

fn list<'a>(shown: &'a Json, table: &str) -> &'a [Json] {
    shown[table].as_array().unwrap()
}

fn is_filled(record: &Json, field: &str) -> bool {
    match &record[field] {
        Json::String(words) => !words.trim().is_empty(),
        Json::Array(items) => !items.is_empty(),
        _ => false,
    }
}

/// Claims, quotations and allegations.
fn checked(shown: &Json) -> impl Iterator<Item = &Json> {
    ["claims", "quotations", "allegations"].into_iter().flat_map(|table| list(shown, table))
}

#[test]
fn a_newcomer_meets_every_kind_of_mark_and_nearly_every_status() {
    let (_, shown) = shown();
    let vocabulary = vocabulary();
    for kind in &vocabulary.kinds {
        assert!(list(&shown, "annotations").iter().any(|mark| mark["kind"] == kind.id), "no {}", kind.id);
    }
    let unused: Vec<&str> = vocabulary
        .statuses
        .iter()
        .map(|status| status.id.as_str())
        .filter(|status| !checked(&shown).any(|record| record["status"] == *status))
        .collect();
    // What is cut is no longer in the text, and the sample has one draft.
    assert_eq!(unused, ["cut"]);
    let first = &list(&shown, "annotations")[0];
    assert!(is_filled(first, "note"), "the first mark says why it is there: {first}");
}

#[test]
fn whatever_was_decided_says_why_or_shows_it() {
    let (_, shown) = shown();
    let undecided = ["unchecked", "in-progress"];
    for record in checked(&shown) {
        let status = record["status"].as_str().unwrap_or("unchecked");
        if undecided.contains(&status) {
            continue;
        }
        let is_borne_out = list(&shown, "evidence")
            .iter()
            .any(|evidence| evidence["record"] == record["id"] && is_filled(evidence, "locator"));
        assert!(is_borne_out || is_filled(record, "status_reason"), "{record}");
        assert!(is_filled(record, "status_by"), "{record}");
    }
    for record in checked(&shown).filter(|record| is_filled(record, "replacement")) {
        assert!(is_filled(record, "replacement_reason"), "{record}");
    }
}

#[test]
fn every_source_is_graded_and_says_how_far_it_was_read() {
    let (_, shown) = shown();
    let sources = list(&shown, "sources");
    for source in sources {
        for field in ["title", "kind", "rank", "reliability", "ground_rules", "confidentiality", "note"] {
            assert!(is_filled(source, field), "{field} of {source}");
        }
        // Nobody took a copy for the sample, and it has no source but public ones.
        assert!(!is_filled(source, "captured") && source["confidentiality"] == "public", "{source}");
        let id = &source["id"];
        assert!(
            list(&shown, "evidence").iter().any(|evidence| evidence["source"] == *id),
            "unused: {source}"
        );
    }
    let origins: Vec<&str> = sources.iter().filter_map(|source| source["origin"].as_str()).collect();
    let shared = |origin: &&str| origins.iter().filter(|other| *other == origin).count() > 1;
    assert!(origins.iter().any(shared), "two reports of one origin count once");
}

#[test]
fn an_accusation_stands_with_its_stage_its_day_and_its_answer() {
    let (_, shown) = shown();
    for allegation in list(&shown, "allegations") {
        for field in
            ["gist", "accused", "accuser_note", "forum", "stage", "stage_as_of", "basis", "reply_sought"]
        {
            assert!(is_filled(allegation, field), "{field} of {allegation}");
        }
        // The article was checked as of its day: what came later is context, not the stage.
        assert!(allegation["stage_as_of"].as_str() <= Some("2021-03-12"), "{allegation}");
        assert_eq!(allegation["stage"], "investigation");
        if is_filled(allegation, "answer") {
            let answers =
                |mark: &Json| mark["answers"].as_array().is_some_and(|all| all.contains(&allegation["id"]));
            assert!(
                list(&shown, "annotations").iter().any(answers),
                "its answer is in the text: {allegation}"
            );
        }
    }
}

#[test]
fn what_a_desk_keeps_beside_its_claims_is_there_and_calls_itself_an_example_where_it_is_one() {
    let (bench, shown) = shown();
    let passages = list(&shown, "evidence").iter().filter(|evidence| !evidence["passage"].is_null());
    let texts: Vec<String> = passages.map(|row| row["source"].as_str().unwrap().to_owned()).collect();
    assert!(!texts.is_empty(), "an excerpt is a passage of a source’s own text");
    for source in &texts {
        let text = bench.said(&["read", "sample", source, "--show"]);
        assert!(text.starts_with("EXAMPLE TEXT."), "{text}");
    }
    let attempts = list(&shown, "attempts");
    assert!(attempts.len() > 1);
    for attempt in attempts {
        assert!(attempt["note"].as_str().unwrap().contains("example"), "{attempt}");
    }
    assert!(list(&shown, "messages").len() > 1, "a question has a thread");
    let has = |table: &str, field: &str| list(&shown, table).iter().any(|record| is_filled(record, field));
    for (table, field) in [
        ("claims", "particulars"),
        ("claims", "rating"),
        ("claims", "due"),
        ("quotations", "rating"),
        ("people", "misspellings"),
        ("evidence", "calculation"),
        ("allegations", "legal_conditions"),
    ] {
        assert!(has(table, field), "no {field} in {table}");
    }
}

#[test]
fn the_mistakes_of_the_original_stay_for_the_desk_to_find() {
    let (bench, shown) = shown();
    assert!(shown["text"].as_str().unwrap().contains("impeachment investiagtion"));
    let misspelt = |claim: &&Json| claim["replacement"] == "investigation";
    assert_eq!(list(&shown, "claims").iter().find(misspelt).unwrap()["status"], "needs-fix");
    let missing_noun =
        |query: &&Json| query["question"].as_str().unwrap().starts_with("A noun seems to be missing");
    assert_eq!(list(&shown, "queries").iter().find(missing_noun).unwrap()["to"], "author");

    assert_eq!(bench.json(&["verify", "sample", "--json"])["ok"], true);
    let findings = bench.json(&["check", "sample", "--json"]);
    let rules = |is_waived: bool| -> Vec<&str> {
        let findings = findings.as_array().unwrap().iter();
        let those = findings.filter(|finding| finding["waived"] == is_waived);
        let mut rules: Vec<&str> = those.filter_map(|finding| finding["rule"].as_str()).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    };
    // Open questions, an allegation that nobody put to the accused, stages of 2021, a denial far below what it denies,
    // one source alone, pages of which no copy was kept, a legal flag, allegations
    // that the governor “faces” from nobody: work left, not faults of the sample.
    let left = [
        "accused-without-reply",
        "earlier-coverage-only",
        "legal-flag-open",
        "link-without-capture",
        "open-query",
        "passive-accusation",
        "quotation-beyond-excerpt",
        "reply-left-out",
        "secondary-sources-only",
        "single-source",
        "source-with-notice",
        "stage-out-of-date",
    ];
    assert_eq!(rules(false), left);
    assert_eq!(rules(true), ["outdated-notice"]);
}

#[test]
fn the_marks_of_the_sample_go_out_and_in_again_unchanged() {
    let (bench, shown) = shown();
    std::fs::write(bench.path("article.txt"), shown["text"].as_str().unwrap()).unwrap();
    bench.line(&["new", "article.txt", "-o", "fresh"]);
    let export = |project: &str, to: &str| {
        bench.line(&["export", project, "--format", "web-annotation", "-o", to]);
        std::fs::read_to_string(bench.path(to)).unwrap()
    };
    let out = export("sample", "out.json");
    bench.line(&["import", "fresh", "--format", "web-annotation", "out.json"]);
    assert!(export("fresh", "again.json") == out);
    // The file has the excerpts, not the texts that they stand in: nothing that is told of those texts comes along.
    let told = |shown: &Json| -> Vec<Json> {
        let mut marks = list(shown, "annotations").to_vec();
        for evidence in marks.iter_mut().filter_map(|mark| mark["evidence"].as_array_mut()).flatten() {
            for told in ["passage", "comparison"] {
                evidence.as_object_mut().map(|evidence| evidence.remove(told));
            }
        }
        marks
    };
    assert_eq!(told(&bench.show("fresh")), told(&shown));
}
