//! `redpencil history`: who did what, for people, spreadsheets and programs.

use super::Bench;

fn bench() -> Bench {
    let bench = Bench::with_project();
    bench.claim("took bribes");
    let claim = bench.show("p")["claims"][0]["id"].as_str().unwrap().to_owned();
    bench.said(&["set", "p", &claim, "statement=He took bribes", "--by", "Ben"]);
    bench.said(&["set", "p", &claim, "statement=He took two bribes", "--by", "Ben"]);
    bench
}

#[test]
fn each_change_is_told_with_what_stood_there_before() {
    let bench = bench();
    let told = bench.json(&["history", "p", "--json"]);
    assert_eq!(told["count"], 4);
    let last = &told["history"][3];
    assert_eq!((&last["by"], &last["did"]), (&"Ben".into(), &"edit statement of claim".into()));
    let change = &last["changes"][0];
    assert_eq!(change["before"], "He took bribes");
    assert_eq!((&change["after"], &change["label"]), (&"He took two bribes".into(), &"Statement".into()));
    let said = bench.said(&["history", "p"]);
    assert!(said.starts_with("History of “") && said.contains("Internal"), "{said}");
    assert!(said.contains("Statement: He took bribes → He took two bribes"), "{said}");
    let table = bench.said(&["history", "p", "--csv"]);
    assert!(table.contains(",Statement,He took bribes,He took two bribes\r\n"), "{table}");
}

#[test]
fn it_is_narrowed_to_a_person_and_to_a_mark() {
    let bench = bench();
    bench.claim("We won");
    let count = |arguments: &[&str]| {
        bench.json(&[&["history", "p", "--json"], arguments].concat())["count"].as_u64().unwrap()
    };
    assert_eq!((count(&[]), count(&["--by", "Ben"])), (5, 2));
    // “We won” is the first in the text.
    assert_eq!((count(&["--mark", "1"]), count(&["--mark", "2"])), (1, 3));
    assert!(bench.refused(2, &["history", "p", "--by", "Zoe"]).contains("did nothing here"));
    assert!(bench.refused(2, &["history", "p", "--mark", "9"]).contains("no mark “9”"));
}
