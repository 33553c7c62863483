//! A source's text and file on the command line: read, printed, removed for good, and swept.

use super::*;

fn with_source(bench: &Bench) -> String {
    std::fs::write(bench.path("minutes.md"), "# The minutes\n\nSeven were for it.\n").unwrap();
    bench.line(&["add", "p", "source", "--title", "Minutes", "--file", "minutes.md"])
}

#[test]
fn a_source_s_text_is_read_with_its_file_and_can_be_given_anew() {
    let bench = Bench::with_project();
    let source = with_source(&bench);
    assert!(bench.said(&["read", "p", "Minutes", "--show"]).contains("Seven were for it."));
    std::fs::write(bench.path("page.html"), "<!doctype html><p>Eight were for it.</p>").unwrap();
    assert_eq!(bench.line(&["read", "p", &source, "--from", "page.html"]), "18 characters");
    assert_eq!(bench.line(&["read", "p", &source, "--show"]), "Eight were for it.");
    bench.said(&["read", "p", &source]);
    assert!(bench.said(&["read", "p", &source, "--show"]).contains("Seven were for it."));
    bench.said(&["set", "p", &source, "file=page.html"]);
    assert_eq!(bench.line(&["read", "p", &source, "--show"]), "Eight were for it.");
}

#[test]
fn a_file_is_removed_for_good_only_when_that_is_confirmed() {
    let bench = Bench::with_project();
    let source = with_source(&bench);
    let dry = bench.said(&["remove-file", "p", &source]);
    assert!(dry.contains("file “minutes.md”") && dry.contains("Nothing was removed"), "{dry}");
    assert_eq!(std::fs::read_dir(bench.path("p/evidence")).unwrap().count(), 1);
    bench.said(&["remove-file", "p", &source, "--reason", "Consent was withdrawn", "--yes", "--by", "Ada"]);
    for folder in ["p/evidence", "p/texts"] {
        assert_eq!(std::fs::read_dir(bench.path(folder)).unwrap().count(), 0, "{folder}");
    }
    let state = std::fs::read_to_string(bench.path("p/project.ron")).unwrap();
    assert!(state.contains("Consent was withdrawn [SHA-256 ") && state.contains("minutes.md"));
    let verified = bench.said(&["verify", "p"]);
    assert!(
        verified.contains("removed for good by Ada") && verified.contains("Every file is whole."),
        "{verified}"
    );
}

#[test]
fn what_nothing_names_is_listed_first_and_swept_on_request() {
    let bench = Bench::with_project();
    let source = with_source(&bench);
    std::fs::write(bench.path("other.md"), "Other minutes.").unwrap();
    bench.said(&["set", "p", &source, "file=other.md"]);
    let listed = bench.said(&["sweep", "p"]);
    assert!(listed.contains("minutes.md") && listed.contains("Nothing names 2 files"), "{listed}");
    assert!(bench.said(&["verify", "p"]).contains("Run redpencil sweep"));
    assert!(bench.said(&["sweep", "p", "--yes"]).contains("Removed for good: 2 files."));
    assert!(bench.said(&["sweep", "p"]).contains("Every kept file is named"));
    assert!(bench.said(&["read", "p", &source, "--show"]).contains("Other minutes."));
}

#[test]
fn a_query_is_added_on_a_record_a_mark_or_the_article() {
    let bench = Bench::with_project();
    let mark = bench.line(&["annotate", "p", "--kind", "claim", "--quote", "The"]);
    let claim = bench.show("p")["claims"][0]["id"].as_str().unwrap().to_owned();
    for about in [&mark, &claim] {
        bench.line(&["add", "p", "query", "--question", "Who says so?", "--about", about]);
    }
    bench.line(&["add", "p", "query", "--question", "Does it run?"]);
    let shown = bench.show("p");
    let queries = shown["queries"].as_array().unwrap();
    assert_eq!(queries.iter().filter(|query| query["about"] == claim.as_str()).count(), 2);
    assert_eq!(queries.len(), 3);
    let query = queries[0]["id"].as_str().unwrap();
    assert_eq!(
        bench.run(&["add", "p", "query", "--question", "Why?", "--about", query]).status.code(),
        Some(2)
    );
    assert_eq!(
        bench.run(&["add", "p", "person", "--name", "Jane Doe", "--about", &claim]).status.code(),
        Some(2)
    );
}
