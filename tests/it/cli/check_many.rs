//! `redpencil check` over many projects: what is wrong with one keeps no other from being checked.

use super::*;

/// Three projects in the folder `desk`: one that blocks, one that is clear, one that is damaged.
fn desk() -> Bench {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("desk")).unwrap();
    std::fs::write(bench.path("calm.txt"), "Council meets\n\nThe council met again.\n").unwrap();
    bench.said(&["new", "vote.txt", "-o", "desk/blocked"]);
    for name in ["clear", "torn"] {
        bench.said(&["new", "calm.txt", "-o", &format!("desk/{name}")]);
    }
    for folder in ["desk/torn/drafts", "desk/torn/log"] {
        for file in std::fs::read_dir(bench.path(folder)).unwrap() {
            std::fs::write(file.unwrap().path(), [0xff, 0, 1]).unwrap();
        }
    }
    std::fs::write(bench.path("desk/torn/project.ron"), "torn").unwrap();
    let _gone = std::fs::remove_file(bench.path("desk/torn/project.ron.prev"));
    bench
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_damaged_and_the_missing_are_told_and_the_others_are_checked() {
    let bench = desk();
    let output = bench.run(&["check", "desk/blocked", "desk/torn", "nowhere", "desk/clear"]);
    assert_eq!(output.status.code(), Some(3));
    let text = said(&output);
    assert!(text.contains("blocked  desk/blocked: "), "{text}");
    assert!(text.contains("clear    desk/clear: "), "{text}");
    assert!(text.contains("unread   desk/torn: "), "{text}");
    assert!(text.contains("unread   nowhere: "), "{text}");
    assert!(text.ends_with("Projects: 4. Blocked: 1. Could not be read: 2.\n"), "{text}");
}

#[test]
fn a_folder_of_projects_is_checked_whole() {
    let bench = desk();
    std::fs::remove_dir_all(bench.path("desk/torn")).unwrap();
    let output = bench.run(&["check", "desk", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: Json = serde_json::from_slice(&output.stdout).unwrap();
    let rows = json.as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["blocked"], &rows[1]["blocked"]), (&true.into(), &false.into()));
    let blocking =
        rows[0]["findings"].as_array().unwrap().iter().filter(|one| one["level"] == "blocking").count();
    assert_eq!(rows[0]["blocking"], blocking);
    assert_eq!(bench.run(&["check", "desk/clear", "desk/clear"]).status.code(), Some(0));
}

#[test]
fn a_level_narrows_what_is_listed_and_not_what_blocks() {
    let bench = desk();
    let output = bench.run(&["check", "desk/blocked", "desk/clear", "--level", "hint", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_ne!(json[0]["blocking"], 0);
    assert!(json[0]["findings"].as_array().unwrap().iter().all(|one| one["level"] == "hint"));
    bench.refused(2, &["check", "desk/blocked", "--level", "grave"]);
}

#[test]
fn the_summary_is_one_page_without_a_script_that_names_every_project() {
    let bench = desk();
    let output = bench.run(&["check", "desk/blocked", "desk/clear", "desk/torn", "--html", "desk.html"]);
    assert_eq!(output.status.code(), Some(3));
    let page = std::fs::read_to_string(bench.path("desk.html")).unwrap();
    for told in ["desk/blocked", "desk/clear", "desk/torn", "Blocked", "Clear", "Could not be read"] {
        assert!(page.contains(told), "{told}");
    }
    for fetched in ["<script", "http://", "https://", "url(", "<img", "<link"] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    bench.refused(3, &["check", "desk/blocked", "--html", "nowhere/desk.html"]);
}

#[test]
fn settings_that_switch_blocking_checks_off_are_told_everywhere() {
    let bench = desk();
    let text = "(levels: {\"unmarked-sentence\": off, \"open-query\": hint})";
    std::fs::write(bench.path("desk/blocked/desk.ron"), text).unwrap();
    let off = "This project’s desk settings turn off 1 blocking check: Unmarked sentence";
    let lowered = "This project’s desk settings lower 1 blocking check to a hint: Open query";
    let single = said(&bench.run(&["check", "desk/blocked"]));
    assert!(single.contains(off) && single.contains(lowered), "{single}");
    let quiet = bench.run(&["check", "desk/blocked", "--json"]);
    assert!(String::from_utf8(quiet.stderr).unwrap().contains(off));
    let many = bench.run(&["check", "desk/blocked", "desk/clear", "--html", "desk.html", "--json"]);
    let json: Json = serde_json::from_slice(&many.stdout).unwrap();
    assert_eq!(json[0]["settings"], serde_json::json!([off, lowered]));
    assert_eq!(json[1]["settings"], serde_json::json!([]));
    assert!(std::fs::read_to_string(bench.path("desk.html")).unwrap().contains(off));
    assert!(bench.said(&["status", "desk/blocked"]).contains(off));
    assert_eq!(bench.json(&["status", "desk/blocked", "--json"])["settings"][0], off);
    // They travel in a pack, and are told where it is unpacked.
    bench.said(&["pack", "desk/blocked", "-o", "b.redpencil"]);
    bench.said(&["unpack", "b.redpencil", "-o", "came"]);
    assert!(said(&bench.run(&["check", "came"])).contains(off));
}
