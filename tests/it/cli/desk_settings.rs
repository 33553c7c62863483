//! `redpencil desk`, and that the desk's settings and the project's count for every command.

use super::*;

fn findings(bench: &Bench) -> Vec<(String, String)> {
    let found = bench.json(&["check", "p", "--json"]);
    let found = found.as_array().unwrap().iter();
    found.map(|one| (one["rule"].as_str().unwrap().into(), one["level"].as_str().unwrap().into())).collect()
}

fn levels(bench: &Bench, rule: &str) -> Vec<String> {
    findings(bench).into_iter().filter(|(id, _)| id == rule).map(|(_, level)| level).collect()
}

fn desk_file(bench: &Bench) -> PathBuf {
    let path = PathBuf::from(bench.line(&["desk", "--path"]));
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    path
}

#[test]
fn the_projects_word_counts_for_more_than_the_desks() {
    let bench = Bench::with_project();
    let count = levels(&bench, "unmarked-sentence").len();
    assert!(count > 0);
    std::fs::write(desk_file(&bench), "(levels: {\"unmarked-sentence\": off})").unwrap();
    assert_eq!(levels(&bench, "unmarked-sentence"), Vec::<String>::new());
    std::fs::write(bench.path("p/desk.ron"), "(levels: {\"unmarked-sentence\": hint})").unwrap();
    assert_eq!(levels(&bench, "unmarked-sentence"), vec!["hint"; count]);
    let json = bench.json(&["desk", "p", "--json"]);
    let row =
        json["levels"].as_array().unwrap().iter().find(|row| row["rule"] == "unmarked-sentence").unwrap();
    assert_eq!(
        (&row["level"], &row["shipped"], &row["from"]),
        (&"hint".into(), &"blocking".into(), &"project".into())
    );
    assert!(bench.said(&["desk", "p"]).contains("hint      unmarked-sentence"));
}

#[test]
fn a_wrong_file_is_told_with_line_and_column_and_keeps_nothing_from_being_done() {
    let bench = Bench::with_project();
    let text = "(\n  levels: {\"unmarked-sentense\": off},\n  numbers: {\"attempts\": 0},\n)";
    std::fs::write(bench.path("p/desk.ron"), text).unwrap();
    let output = bench.run(&["desk", "p"]);
    assert_eq!(output.status.code(), Some(4));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("line 2, column 12: there is no rule “unmarked-sentense”: write “unmarked-sentence”"),
        "{told}"
    );
    assert!(told.contains("line 3, column 25: “attempts” takes a whole number from 1 to 50"), "{told}");
    let output = bench.run(&["desk", "p", "--check", "p/desk.ron", "--json"]);
    assert_eq!(output.status.code(), Some(4));
    let faults: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&faults[0]["line"], &faults[0]["column"]), (&2.into(), &12.into()));
    assert!(!levels(&bench, "unmarked-sentence").is_empty());
    std::fs::write(bench.path("fine.ron"), "(numbers: {\"attempts\": 5})").unwrap();
    assert_eq!(bench.line(&["desk", "--check", "fine.ron"]), "fine.ron is in order.");
    bench.refused(3, &["desk", "--check", "nothing.ron"]);
}

#[test]
fn a_project_carries_the_rows_of_the_desk_that_it_uses() {
    let bench = Bench::with_project();
    let desk = desk_file(&bench);
    let text = "(\n  kinds: [(id: \"rumour\", label: \"Rumour\", shortcut: 'k', meaning: Claim)],\n  scales: [(name: \
                \"category\", rows: [(id: \"recipe\", label: \"Recipe\"), (id: \"menu\", label: \"Menu\")])],\n)";
    std::fs::write(&desk, text).unwrap();
    bench.said(&["annotate", "p", "--kind", "rumour", "--quote", "We won", "--set", "category=recipe"]);
    let carried = std::fs::read_to_string(bench.path("p/desk.ron")).unwrap();
    let rows = carried.split("\n    carried: (").nth(1).unwrap();
    assert!(rows.contains("Rumour") && rows.contains("Recipe"), "{carried}");
    assert!(!rows.contains("Menu") && !rows.contains("shortcut"), "{carried}");
    std::fs::remove_file(&desk).unwrap();
    let rows = bench.json(&["desk", "p", "--json"])["rows"].clone();
    let told: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(told, ["rumour", "recipe"]);
    assert!(rows.as_array().unwrap().iter().all(|row| row["from"] == "carried"));
    // It travels in a pack, too.
    bench.said(&["pack", "p", "-o", "p.redpencil"]);
    bench.said(&["unpack", "p.redpencil", "-o", "q"]);
    assert_eq!(std::fs::read_to_string(bench.path("q/desk.ron")).unwrap(), carried);
    bench.said(&["pack", "p", "--for-others", "-o", "others.redpencil"]);
    bench.said(&["unpack", "others.redpencil", "-o", "r"]);
    let others = std::fs::read_to_string(bench.path("r/desk.ron")).unwrap();
    assert!(others.contains("Recipe") && !others.contains("//"), "{others}");
}
