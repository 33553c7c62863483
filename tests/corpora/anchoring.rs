//! How often marks are found again in the next revision of a real text, and how often on wrong words.

use redpencil::anchor::{Found, Quote, locate};
use redpencil::model::target::Anchoring;
use redpencil::text::{Range, Units};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn number(case: &Value, key: &str) -> Option<usize> {
    case[key].as_u64().and_then(|number| usize::try_from(number).ok())
}

fn is_sure(found: &Found) -> bool {
    !matches!(found.state, Anchoring::Lost | Anchoring::Uncertain)
}

/// The share of bytes of both that both have.
fn overlap(left: Range, right: Range) -> f64 {
    let shared = left.intersection(right).map_or(0, Range::len);
    shared as f64 / (left.len() + right.len() - shared) as f64
}

#[derive(Default)]
struct Tally {
    cases: usize,
    right: usize,
    /// Sure of the wrong words.
    wrong: usize,
    overlap: f64,
}

#[test]
fn marks_are_found_again_in_the_next_revision() {
    let Some(folder) = crate::collection("02-revisions") else { return };
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut folders: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.join("cases.json").is_file()) {
        let (old, new) =
            ["old.txt", "new.txt"].map(|name| std::fs::read_to_string(folder.join(name)).unwrap()).into();
        let (old_units, new_units) = (Units::new(&old), Units::new(&new));
        for case in json(&folder.join("cases.json"))["cases"].as_array().unwrap() {
            let quote = Quote {
                exact: case["exact"].as_str().unwrap(),
                prefix: case["prefix"].as_str().unwrap(),
                suffix: case["suffix"].as_str().unwrap(),
                hint: old_units.byte_of_code_point(&old, number(case, "old_start").unwrap()),
            };
            let found = locate(&new, &quote);
            let class = case["cls"].as_str().unwrap();
            let tally = tallies.entry(class.to_owned()).or_default();
            tally.cases += 1;
            let wanted = number(case, "start")
                .zip(number(case, "end"))
                .and_then(|(start, end)| new_units.range_of_code_points(&new, start..end));
            let right = match wanted {
                None => !is_sure(&found),
                Some(wanted) if class == "edited" => {
                    let outer = case["outer"].as_array().map(|ends| {
                        let [start, end] = [0, 1].map(|at| ends[at].as_u64().unwrap() as usize);
                        new_units.range_of_code_points(&new, start..end).unwrap()
                    });
                    let shared = overlap(found.range, wanted);
                    let covered = found.range.intersection(wanted).map_or(0, Range::len);
                    tally.overlap += shared;
                    found.state != Anchoring::Lost
                        && (shared >= 0.5
                            || (outer.is_some_and(|outer| outer.covers(found.range))
                                && covered as f64 >= 0.8 * wanted.len() as f64))
                }
                Some(wanted) => found.state != Anchoring::Lost && found.range == wanted,
            };
            tally.right += usize::from(right);
            tally.wrong += usize::from(!right && is_sure(&found));
            if !right && std::env::var_os("REDPENCIL_SHOW").is_some() {
                println!(
                    "{class} {:?} {:.2}: {:?} -> {:?}",
                    found.state,
                    found.score,
                    quote.exact,
                    found.range.of(&new)
                );
            }
        }
    }
    for (class, tally) in &tallies {
        let share = tally.right as f64 / tally.cases as f64;
        let mean = tally.overlap / tally.cases as f64;
        print!(
            "anchoring {class}: {} of {} right ({share:.4}), false {}",
            tally.right, tally.cases, tally.wrong
        );
        println!("{}", if class == "edited" { format!(", mean overlap {mean:.3}") } else { String::new() });
    }
    let share = |class: &str| tallies.get(class).map_or(1.0, |tally| tally.right as f64 / tally.cases as f64);
    for (class, floor) in
        [("exact", 0.99), ("moved", 0.99), ("edited", 0.85), ("deleted", 0.97), ("ambiguous", 0.8)]
    {
        assert!(share(class) >= floor, "{class}: {:.4} is below {floor}", share(class));
    }
}

#[test]
fn the_cases_of_the_quote_matcher_hold() {
    let Some(folder) = crate::collection("07-anchoring-fixtures") else { return };
    let fixture = json(&folder.join("hypothesis/match-quote-cases.json"));
    let mut checked = 0;
    for case in fixture["cases"].as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        let text = fixture["texts"][text].as_str().unwrap_or(text);
        let exact = match case["quote"].as_str() {
            Some("<whole text solitude>") => fixture["texts"]["solitude"].as_str().unwrap(),
            Some(exact) => exact,
            None => "",
        };
        let [prefix, suffix] = ["prefix", "suffix"].map(|key| case[key].as_str().unwrap_or(""));
        let quote = Quote { exact, prefix, suffix, hint: None };
        match case["kind"].as_str().unwrap() {
            "none" => assert_eq!(locate(text, &quote).state, Anchoring::Lost, "{case}"),
            "context" | "exact" | "approx" => {
                let wanted = text.find(case["expected"].as_str().unwrap()).unwrap();
                let found = locate(text, &quote);
                assert!(found.state != Anchoring::Lost && found.range.start == wanted, "{case}: {found:?}");
            }
            "order-by-quote" => {
                let scores: Vec<f64> = case["quotes_descending"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|exact| locate(text, &Quote { exact: exact.as_str().unwrap(), ..quote }).score)
                    .collect();
                assert!(scores.windows(2).all(|pair| pair[0] > pair[1]), "{case}: {scores:?}");
            }
            "hint" => {
                let place = case["hint_at_start_of"].as_str();
                let after = place.and_then(|place| place.split('"').nth(1));
                let wanted = match after {
                    Some(word) => text.find(&format!("{word}before us")).unwrap() + word.len(),
                    None => text.find("before us").unwrap(),
                };
                let found = locate(text, &Quote { hint: after.map(|_| wanted), ..quote });
                assert_eq!(found.range.start, wanted, "{case}: {found:?}");
            }
            other => panic!("{other} is no kind of case"),
        }
        checked += 1;
    }
    println!("quote matcher: {checked} cases hold");
}
