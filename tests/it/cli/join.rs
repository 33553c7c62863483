//! `redpencil join` and `redpencil split`: several records become one, and one several.

use super::Bench;

#[test]
fn claims_are_joined_and_split_again_by_their_statement() {
    let bench = Bench::with_project();
    bench.claim("took bribes");
    bench.claim("the mayor");
    let shown = bench.show("p");
    let ids: Vec<String> = shown["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| claim["id"].as_str().unwrap().to_owned())
        .collect();
    bench.said(&["set", "p", &ids[0], "statement=He took bribes"]);
    bench.said(&["set", "p", &ids[1], "statement=He is the mayor", "assignee=Ann"]);
    assert_eq!(bench.line(&["join", "p", &ids[0], &ids[1]]), ids[0]);
    let shown = bench.show("p");
    assert_eq!(shown["claims"].as_array().unwrap().len(), 1);
    assert_eq!(shown["claims"][0]["statement"], "He took bribes; He is the mayor");
    let new = bench.line(&["split", "p", &ids[0]]);
    let shown = bench.show("p");
    let claims = shown["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 2);
    let split = claims.iter().find(|claim| claim["id"] == new.as_str()).unwrap();
    assert_eq!((&split["statement"], &split["assignee"]), (&"He is the mayor".into(), &"Ann".into()));
    let words = bench.refused(2, &["join", "p", &ids[0], "s-0000000000"]);
    assert!(words.contains("no source s-0000000000"), "{words}");
}

#[test]
fn people_are_merged_and_keep_both_names() {
    let bench = Bench::with_project();
    let one = bench.line(&["add", "p", "person", "--name", "Jane Doe", "--role", "Mayor"]);
    let other = bench.line(&["add", "p", "person", "--name", "J. Doe"]);
    let is_found = || {
        let findings = bench.json(&["check", "p", "--json"]);
        findings.as_array().unwrap().iter().any(|finding| finding["rule"] == "same-person-twice")
    };
    assert!(is_found());
    assert_eq!(bench.line(&["join", "p", &other, &one]), one, "the fuller card stays");
    assert_eq!(bench.show("p")["people"][0]["aliases"][0], "J. Doe");
    assert!(!is_found());
}
