//! `redpencil merge`: what either has, in one project.

use super::Bench;

fn two_copies() -> Bench {
    let bench = Bench::with_project();
    bench.said(&["pack", "p", "-o", "q.redpencil"]);
    bench.said(&["unpack", "q.redpencil", "-o", "q"]);
    bench.said(&["set", "p", "article", "slug=one", "editor=Bo", "--by", "Ada"]);
    bench
}

#[test]
fn different_fields_join_and_it_is_said_from_whom() {
    let bench = two_copies();
    bench.said(&["set", "q", "article", "writer=Di", "--by", "Cy"]);
    let said = bench.said(&["merge", "p", "q", "-o", "out"]);
    assert_eq!(said, "out\nFrom p: 2 log records by Ada.\nFrom q: 1 log record by Cy.\n");
    let article = &bench.show("out")["article"];
    assert_eq!((&article["editor"], &article["writer"]), (&"Bo".into(), &"Di".into()));
    assert_eq!(bench.json(&["verify", "out", "--json"])["ok"], true);
    let again = bench.said(&["merge", "out", "q", "-o", "again"]);
    assert!(again.contains("From q: nothing that the other one had not."), "{again}");
    assert_eq!(bench.show("again"), bench.show("out"));
}

#[test]
fn what_both_changed_is_a_conflict_and_the_exit_code_says_so() {
    let bench = two_copies();
    bench.said(&["set", "q", "article", "slug=other", "--by", "Cy"]);
    bench.said(&["pack", "q", "-o", "back.redpencil"]);
    let output = bench.run(&["merge", "p", "back.redpencil", "-o", "out"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    let conflict = said.lines().last().unwrap();
    assert!(conflict.starts_with("Conflict in article, Slug: "), "{said}");
    assert!(conflict.contains("“one” (Ada)") && conflict.contains("“other” (Cy)"), "{said}");
    let json = bench.json(&["merge", "p", "q", "-o", "json", "--json"]);
    assert_eq!(json["conflicts"], bench.show("out")["conflicts"]);
    assert_eq!(json["joined"][1]["by"], serde_json::json!(["Cy"]));
}

#[test]
fn a_base_is_taken_first_and_a_wrong_call_is_refused() {
    let bench = two_copies();
    bench.said(&["set", "q", "article", "writer=Di"]);
    bench.said(&["merge", "q.redpencil", "p", "q", "-o", "out"]);
    assert_eq!(bench.show("out")["article"]["writer"], "Di");
    bench.refused(2, &["merge", "p", "-o", "x"]);
    bench.refused(2, &["merge", "p", "q"]);
    let words = bench.refused(3, &["merge", "p", "q", "-o", "out"]);
    assert!(words.contains("not empty"), "{words}");
    let words = bench.refused(3, &["merge", "p", "missing", "-o", "x"]);
    assert!(words.contains("is not there"), "{words}");
}
