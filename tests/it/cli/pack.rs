//! `redpencil pack` and `unpack`: a project in one file, and out of it again.
#![expect(clippy::disallowed_methods, reason = "the tests look at files that the program made")]

use super::Bench;

#[test]
fn a_packed_project_comes_out_as_it_was() {
    let bench = Bench::with_project();
    bench.claim("took bribes");
    let said = bench.said(&["pack", "p"]);
    assert!(said.starts_with(&bench.path("p.redpencil").display().to_string()), "{said}");
    assert!(said.contains("names of those who worked on it"), "{said}");
    assert_eq!(bench.said(&["unpack", "p.redpencil", "-o", "q"]), "q\n");
    assert_eq!(bench.show("q"), bench.show("p"));
    assert_eq!(bench.json(&["verify", "q", "--json"])["ok"], true);
    let packed = bench.json(&["pack", "p", "-o", "again.redpencil", "--json"]);
    assert_eq!(packed["bytes"], std::fs::metadata(bench.path("p.redpencil")).unwrap().len());
    let same = std::fs::read(bench.path("p.redpencil")).unwrap()
        == std::fs::read(bench.path("again.redpencil")).unwrap();
    assert!(same, "the same project makes the same bytes");
}

#[test]
fn a_pack_for_others_says_that_the_history_stays_behind() {
    let bench = Bench::with_project();
    bench.claim("took bribes");
    let packed = bench.json(&["pack", "p", "--for-others", "-o", "o.redpencil", "--json"]);
    assert!(packed["left_out"][0].as_str().unwrap().contains("the history"), "{packed}");
    let unpacked = bench.json(&["unpack", "o.redpencil", "--json"]);
    assert_eq!(unpacked["left_out"], serde_json::json!([]));
    assert_eq!(bench.show("o"), bench.show("p"));
    let logs = std::fs::read_dir(bench.path("o/log")).unwrap().count();
    assert_eq!(logs, 1);
}

#[test]
fn a_copy_without_history_is_a_folder_to_go_on_in() {
    let bench = Bench::with_project();
    bench.claim("took bribes");
    bench.said(&["set", "p", "article", "slug=former"]);
    bench.said(&["set", "p", "article", "slug=now"]);
    assert_eq!(bench.line(&["pack", "p", "--without-history", "-o", "bare"]), "bare");
    assert_eq!(bench.show("bare"), bench.show("p"));
    for entry in std::fs::read_dir(bench.path("bare/log")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains("former") && text.contains("now"));
    }
    let words = bench.refused(2, &["pack", "p", "--without-history", "-o", "bare.redpencil"]);
    assert!(words.contains("--for-others"), "{words}");
    bench.refused(3, &["pack", "p", "--without-history", "-o", "bare"]);
}

#[test]
fn what_cannot_be_unpacked_is_said_and_leaves_nothing() {
    let bench = Bench::with_project();
    std::fs::write(bench.path("letter.redpencil"), "Dear editor,").unwrap();
    let words = bench.refused(3, &["unpack", "letter.redpencil", "-o", "q"]);
    assert!(words.contains("is no packed project"), "{words}");
    bench.said(&["pack", "p"]);
    let words = bench.refused(3, &["unpack", "p.redpencil", "-o", "q", "--limit", "100"]);
    assert!(words.contains("limit is 100 bytes") && words.contains("--limit"), "{words}");
    let words = bench.refused(3, &["unpack", "p.redpencil", "-o", "q", "--members", "2"]);
    assert!(words.contains("limit is 2"), "{words}");
    assert!(!bench.path("q").exists());
    let words = bench.refused(2, &["unpack", "p.redpencil", "-o", "q", "--limit", "much"]);
    assert!(words.contains("800MB"), "{words}");
    let words = bench.refused(3, &["unpack", "p.redpencil", "-o", "p"]);
    assert!(words.contains("not empty"), "{words}");
}

#[test]
fn a_pack_that_lacks_a_file_says_so_to_people_and_to_programs() {
    let bench = Bench::with_project();
    bench.claim("took bribes");
    let claim = bench.show("p")["claims"][0]["id"].as_str().unwrap().to_owned();
    std::fs::write(bench.path("minutes.pdf"), b"%PDF-").unwrap();
    bench.said(&["attach", "p", "--record", &claim, "--file", "minutes.pdf", "--title", "Minutes"]);
    bench.said(&["pack", "p", "-o", "whole.redpencil"]);
    let kept = std::fs::read_dir(bench.path("p/evidence")).unwrap().next().unwrap().unwrap().path();
    std::fs::remove_file(&kept).unwrap();
    // A list of several shows the beginning of a long name.
    let name: String = format!("evidence/{}", kept.file_name().unwrap().display()).chars().take(50).collect();
    for packing in [
        &["-o", "q.redpencil"][..],
        &["-o", "q.redpencil", "--for-others"],
        &["--without-history", "-o", "q"],
    ] {
        let output = bench.run(&[&["pack", "p"], packing].concat());
        assert_eq!(output.status.code(), Some(1), "{packing:?}");
        assert!(String::from_utf8(output.stdout).unwrap().contains(&name), "{packing:?}");
    }
}
