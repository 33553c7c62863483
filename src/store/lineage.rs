//! Copies without history: what a log that begins with one has seen by it.
//!
//! Knows logs and what their records have seen, not what they say.

use super::log::ParsedLog;
use super::replay::Sight;
use super::schema::v1::LogRecord;
use super::state::Clock;
use std::collections::BTreeMap;

/// The copies without history among the logs of a project.
#[derive(Clone, Debug, Default)]
pub struct Lineage {
    copies: Vec<Copy>,
}

#[derive(Clone, Debug)]
struct Copy {
    writer: String,
    sequence: u64,
    of: Clock,
}

impl Lineage {
    /// Finds the logs that begin with a copy.
    pub fn of(logs: &BTreeMap<String, ParsedLog>) -> Self {
        let copies = logs.iter().filter_map(|(writer, log)| {
            let line = log.lines.first().filter(|line| line.text.contains("copy_of"))?;
            let record: LogRecord = ron::from_str(&line.text).ok()?;
            let is_copy = !record.copy_of.is_empty();
            is_copy.then(|| Copy { writer: writer.clone(), sequence: line.sequence, of: record.copy_of })
        });
        Self { copies: copies.collect() }
    }

    /// Adds to what a record has seen all that the copies stand for that it has seen, itself included.
    pub fn widened(&self, writer: &str, sequence: u64, mut sight: Sight) -> Sight {
        if self.copies.is_empty() {
            return sight;
        }
        let mut copies: Vec<&Copy> = self.copies.iter().collect();
        loop {
            let before = copies.len();
            copies.retain(|copy| {
                let known = if copy.writer == writer {
                    sequence
                } else {
                    sight.get(&copy.writer).copied().unwrap_or(0)
                };
                if known < copy.sequence {
                    return true;
                }
                for (other, seen) in copy.of.iter().filter(|(other, _)| *other != writer) {
                    let known = sight.entry(other.clone()).or_insert(0);
                    *known = seen.sequence.max(*known);
                }
                false
            });
            if copies.len() == before {
                return sight;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema::v1::Seen;

    fn copy(writer: &str, of: &[(&str, u64)]) -> Copy {
        let seen = |(writer, sequence): &(&str, u64)| {
            ((*writer).to_owned(), Seen { sequence: *sequence, hash: String::new() })
        };
        Copy { writer: writer.to_owned(), sequence: 1, of: of.iter().map(seen).collect() }
    }

    #[test]
    fn who_has_seen_a_copy_of_a_copy_has_seen_what_both_stand_for() {
        let lineage =
            Lineage { copies: vec![copy("w-b", &[("w-a", 7)]), copy("w-c", &[("w-b", 4), ("w-x", 2)])] };
        let sight = lineage.widened("w-d", 3, Sight::from([("w-c".to_owned(), 1)]));
        let seen: Vec<(&str, u64)> = sight.iter().map(|(writer, seen)| (writer.as_str(), *seen)).collect();
        assert_eq!(seen, [("w-a", 7), ("w-b", 4), ("w-c", 1), ("w-x", 2)]);
        assert_eq!(lineage.widened("w-d", 3, Sight::new()), Sight::new());
        assert_eq!(lineage.widened("w-b", 2, Sight::new()).get("w-a"), Some(&7));
    }
}
