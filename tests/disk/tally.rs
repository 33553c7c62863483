//! What save loops have said that they did, and whether a project holds it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::workshop::Workshop;

/// What is known of one slot: every value that was begun, in order, and which of them was acknowledged last.
#[derive(Clone, Default)]
struct Known {
    begun: Vec<String>,
    acknowledged: Option<usize>,
}

/// Everything that was acknowledged on one project, by any number of loops.
#[derive(Clone, Default)]
pub struct Tally {
    slots: BTreeMap<(String, String), Known>,
    /// The tokens that were acknowledged.
    tokens: Vec<String>,
    /// Microseconds from each action to its acknowledgement.
    pub took: Vec<u64>,
    /// How often `project.ron` was written.
    pub checkpoints: usize,
    /// Copies that were called whole.
    pub copies: Vec<String>,
}

impl Tally {
    /// Takes a line in.
    pub fn hear(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["doing", _, record, field, value] => {
                self.slots.entry(slot(record, field)).or_default().begun.push((*value).to_owned());
            }
            ["ack", _, record, field, value, took] => {
                // What was begun later may be there or not; what was before it must not come back.
                let known = self.slots.entry(slot(record, field)).or_default();
                let at = known.begun.iter().rposition(|begun| begun == value);
                known.acknowledged = Some(at.unwrap_or_else(|| {
                    known.begun.push((*value).to_owned());
                    known.begun.len() - 1
                }));
                if *field != "status" {
                    self.tokens.push((*value).to_owned());
                }
                self.took.push(took.parse().expect("microseconds"));
            }
            ["checkpoint"] => self.checkpoints += 1,
            ["copy", path] => self.copies.push((*path).to_owned()),
            _ => {}
        }
    }

    /// Returns the same, with what was begun later as something that may be there, too.
    pub fn or_later(&self, later: &Self) -> Self {
        let mut both = self.clone();
        for (slot, known) in &mut both.slots {
            known.begun.clone_from(&later.slots[slot].begun);
        }
        both
    }

    /// Counts the actions that were acknowledged.
    pub fn acknowledged(&self) -> usize {
        self.took.len()
    }

    /// Lists what was acknowledged and is not there: in the project as it opens, or in its logs.
    pub fn missing(&self, shown: &Json, logs: &str) -> Vec<String> {
        let mut records = BTreeMap::new();
        for table in ["claims", "sources"] {
            for record in shown[table].as_array().expect("a table") {
                records.insert(record["id"].as_str().expect("an id").to_owned(), record);
            }
        }
        let mut missing = Vec::new();
        for ((record, field), known) in &self.slots {
            let Some(acknowledged) = known.acknowledged else { continue };
            let values = &known.begun[acknowledged..];
            let found = records.get(record).map_or(&Json::Null, |found| &found[field.as_str()]);
            let words = if field == "status" { &found["id"] } else { found };
            let words = words.as_str().or_else(|| found.as_str()).unwrap_or_default();
            let words = words.split(' ').next().unwrap_or_default();
            if !values.iter().any(|value| value == words) {
                missing.push(format!("{record} {field}: {found} instead of one of {values:?}"));
            }
        }
        let known: std::collections::BTreeSet<&str> =
            logs.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).collect();
        missing.extend(
            self.tokens
                .iter()
                .filter(|token| !known.contains(token.as_str()))
                .map(|token| format!("{token} is in no log")),
        );
        missing
    }

    /// Checks a project: it is whole, needs no repair, opens without a remark, and holds everything.
    pub fn check(&self, workshop: &Workshop, project: &str) {
        workshop.expect_whole(project);
        let missing = self.missing(&workshop.show(project), &workshop.logs(project));
        assert!(missing.is_empty(), "{project} has lost what was acknowledged:\n{}", missing.join("\n"));
    }

    /// Looks for everything in a project as it was shown, and tells what is missing.
    pub fn all_in(&self, workshop: &Workshop, shown: &Json) -> Result<(), String> {
        let missing = self.missing(shown, &workshop.logs("p"));
        if missing.is_empty() { Ok(()) } else { Err(format!("lost:\n{}", missing.join("\n"))) }
    }
}

/// Returns the median and the longest of so many microseconds, in milliseconds.
pub fn latency(took: &mut [u64]) -> (f64, f64) {
    took.sort_unstable();
    let at = |index: usize| took.get(index).map_or(0.0, |took| *took as f64 / 1e3);
    (at(took.len() / 2), at(took.len().saturating_sub(1)))
}

fn slot(record: &str, field: &str) -> (String, String) {
    (record.to_owned(), field.to_owned())
}

#[test]
fn what_is_missing_is_told_from_what_was_only_begun() {
    let mut tally = Tally::default();
    for line in
        ["ack 1 c-1 note t-1 5", "doing 2 c-1 note t-2", "ack 2 c-1 note t-2 7", "doing 3 c-1 note t-3"]
    {
        tally.hear(line);
    }
    let shown = |note: &str| serde_json::json!({"claims": [{"id": "c-1", "note": note}], "sources": []});
    let logs = "(after: Text(\"t-1\")) (after: Text(\"t-2\"))";
    assert!(tally.missing(&shown("t-2"), logs).is_empty());
    assert!(tally.missing(&shown("t-3 word"), logs).is_empty());
    assert_eq!(tally.missing(&shown("t-1"), logs).len(), 1);
    assert_eq!(tally.missing(&shown("t-2"), "t-1").len(), 1);
    assert_eq!(tally.missing(&shown("t-2"), "t-1 t-20").len(), 1);
}

#[test]
fn of_two_that_were_begun_the_later_may_be_there() {
    let mut tally = Tally::default();
    for line in
        ["doing 1 c-1 note t-1", "doing 2 c-1 note t-2", "ack 1 c-1 note t-1 5", "doing 3 new statement t-3"]
    {
        tally.hear(line);
    }
    let shown = serde_json::json!({"claims": [{"id": "c-1", "note": "t-2"}], "sources": []});
    assert!(tally.missing(&shown, "t-1").is_empty());
}
