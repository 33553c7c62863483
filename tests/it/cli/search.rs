//! `redpencil search`: hits in the text and in records, for people and for programs.

use super::Bench;

fn bench() -> Bench {
    let bench = Bench::with_project();
    bench.claim("took bribes");
    let shown = bench.show("p");
    let attach = ["attach", "p", "--record", shown["claims"][0]["id"].as_str().unwrap()];
    bench.line(
        &[&attach[..], &["--title", "The mayor’s diary", "--note", "From a friend of the Mayor"]].concat(),
    );
    bench
}

#[test]
fn words_are_found_in_text_and_records_with_their_places_in_code_points() {
    let bench = bench();
    let found = bench.json(&["search", "p", "MAYOR", "--json"]);
    assert_eq!(found["count"], 3);
    let text = &found["text"][0];
    assert_eq!((&text["start"], &text["end"], &text["found"]), (&26.into(), &31.into(), &"mayor".into()));
    let fields: Vec<_> =
        found["records"].as_array().unwrap().iter().map(|hit| hit["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["note", "title"]);
    assert_eq!(found["records"][1]["start"], 4);
}

#[test]
fn a_phrase_is_found_whatever_its_quotation_marks() {
    let bench = bench();
    let said = bench.said(&["search", "p", "\"we won,\"", "the"]);
    assert!(said.contains("[“We won,” the] mayor"), "{said}");
    assert!(said.ends_with("1 hit\n"), "{said}");
}

#[test]
fn case_and_whole_words_count_on_request() {
    let bench = bench();
    let count = |arguments: &[&str]| {
        bench.json(&[&["search", "p", "--json"], arguments].concat())["count"].as_u64().unwrap()
    };
    assert_eq!(count(&["friday"]), 2);
    assert_eq!(count(&["friday", "--exact-case"]), 0);
    assert_eq!(count(&["on"]), 3);
    assert_eq!(count(&["on", "--whole-word"]), 2);
    assert_eq!(count(&["nowhere"]), 0);
}

#[test]
fn nothing_to_search_for_is_refused() {
    let words = bench().refused(2, &["search", "p", " "]);
    assert!(words.contains("Give a word"), "{words}");
}
