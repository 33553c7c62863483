//! `redpencil sign-off` and `redpencil status`, and that reports print who signed off.

use super::*;

/// A project `p` of two sentences, of which one claim is confirmed without evidence.
fn blocked() -> (Bench, String) {
    let bench = Bench::new();
    std::fs::write(bench.path("mayor.txt"), "Council meets\n\nThe mayor spoke. The council met again.\n")
        .unwrap();
    bench.said(&["new", "mayor.txt", "-o", "p"]);
    bench.said(&["annotate", "p", "--kind", "claim", "--quote", "The mayor spoke"]);
    let claim = bench.show("p")["claims"][0]["id"].as_str().unwrap().to_owned();
    bench.said(&["set", "p", &claim, "status=confirmed"]);
    (bench, claim)
}

fn signed() -> (Bench, String) {
    let (bench, claim) = blocked();
    bench.said(&["waive", "p", "confirmed-without-evidence", "--all", "We all saw it"]);
    bench.said(&["sign-off", "p", "--role", "editor", "--by", "Ann Lee", "--note", "After a long day"]);
    (bench, claim)
}

fn only_sign_off(bench: &Bench) -> Json {
    let status = bench.json(&["status", "p", "--json"]);
    let sign_offs = status["sign_offs"].as_array().unwrap();
    assert_eq!(sign_offs.len(), 1);
    sign_offs[0].clone()
}

#[test]
fn it_ends_with_one_and_the_reasons_while_something_blocks() {
    let (bench, _) = blocked();
    let output = bench.run(&["sign-off", "p", "--role", "editor", "--by", "Ann Lee"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("blocking  confirmed-without-evidence: "), "{said}");
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("1 blocking finding stands that nobody has waived")
    );
    assert!(bench.said(&["status", "p"]).contains("Nobody has signed off yet"));
    assert!(bench.refused(2, &["sign-off", "p", "--role", "nobody"]).contains("not one of the roles"));
}

#[test]
fn it_is_bound_to_the_draft_and_to_every_status_and_a_change_is_told_with_what() {
    let (bench, claim) = signed();
    let sign_off = only_sign_off(&bench);
    assert_eq!((&sign_off["role"], &sign_off["person"]), (&"editor".into(), &"Ann Lee".into()));
    assert_eq!(sign_off["changed_since"].as_array().unwrap().len(), 0, "{sign_off}");
    assert_eq!(sign_off["draft"], bench.show("p")["draft"]["sha256"]);
    bench.said(&["set", "p", &claim, "status=disputed"]);
    let status = bench.said(&["status", "p"]);
    assert!(status.contains("Editor: Ann Lee"), "{status}");
    assert!(status.contains("Changed since sign-off: 1 change"), "{status}");
    assert!(status.contains("- Claim 1"), "{status}");
    assert!(status.contains("was confirmed, is now disputed"), "{status}");
    assert_eq!(only_sign_off(&bench)["changed_since"].as_array().unwrap().len(), 1);
    // What is as it was is no change.
    bench.said(&["set", "p", &claim, "status=confirmed"]);
    assert!(bench.said(&["status", "p"]).contains("Nothing has changed since"));
}

#[test]
fn it_is_taken_back_with_a_reason_and_stays_on_record() {
    let (bench, _) = signed();
    bench.said(&["sign-off", "p", "--role", "editor", "--withdraw", "--reason", "The mayor called"]);
    let status = bench.said(&["status", "p"]);
    assert!(status.contains("Withdrawn by ") && status.contains("The mayor called"), "{status}");
    assert!(
        bench.refused(2, &["sign-off", "p", "--role", "editor", "--withdraw"]).contains("no sign-off as")
    );
}

#[test]
fn reports_of_the_desk_print_it_with_what_has_changed_and_public_ones_do_not() {
    let (bench, claim) = signed();
    bench.said(&["set", "p", &claim, "status=disputed"]);
    std::fs::write(bench.path("p/desk.ron"), "(levels: {\"open-query\": off})").unwrap();
    for (format, file) in [("html", "r.html"), ("markdown", "r.md")] {
        for audience in ["internal", "legal", "public"] {
            bench.said(&["export", "p", "--format", format, "--audience", audience, "-o", file]);
            let report = std::fs::read_to_string(bench.path(file)).unwrap();
            for told in [
                "Ann Lee",
                "After a long day",
                "Changed since sign-off: 1 change",
                "was confirmed, is now disputed",
                "desk settings turn off 1 blocking check: Open query",
            ] {
                assert_eq!(
                    report.contains(told),
                    audience != "public",
                    "{format} {audience}: {told}\n{report}"
                );
            }
        }
    }
}

#[test]
fn status_tells_the_same_numbers_as_text_and_as_json() {
    let (bench, _) = signed();
    bench.said(&["annotate", "p", "--kind", "query", "--quote", "met again"]);
    let json = bench.json(&["status", "p", "--json"]);
    let text = bench.said(&["status", "p"]);
    let charts = json["charts"].as_object().unwrap();
    let ids: std::collections::BTreeSet<&str> = charts.keys().map(String::as_str).collect();
    for id in
        ["statuses", "categories", "coverage", "queries", "replies", "grades", "independence", "findings"]
    {
        assert!(ids.contains(id), "{id} in {ids:?}");
    }
    let mut told = 0;
    for chart in charts.values() {
        let (_, part) = text.split_once(&format!("\n{}\n", chart["title"].as_str().unwrap())).unwrap();
        let lines: Vec<&str> = part.lines().take_while(|line| line.starts_with("  ")).collect();
        for bar in chart["bars"].as_array().unwrap() {
            let (label, count) = (bar["label"].as_str().unwrap(), bar["count"].to_string());
            let is_there =
                |line: &&str| line.trim_start().starts_with(label) && line.ends_with(&format!(" {count}"));
            if bar["count"] != 0 {
                assert!(lines.iter().any(is_there), "{label} {count} in {lines:?}");
                told += 1;
            }
        }
    }
    assert!(told > 6, "{told}");
    assert_eq!(json["charts"]["queries"]["bars"][0]["label"], "Asked today");
    assert_eq!((&json["coverage"]["covered"], &json["coverage"]["sentences"]), (&2.into(), &3.into()));
}
