//! Reads a whole log: its records in order, and what is wrong with it.
//!
//! Cannot fail: damage is a value. Knows the frame of a line, not the record in it: whether each record names
//! the hash of the one before is for those who can read records.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use super::super::hash::Sha256;
use super::line::{BadLine, FORMAT, Header, Line};

/// A log as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedLog {
    /// The first line, where it is whole.
    pub header: Option<Header>,
    /// The records that are whole, in order, each once.
    pub lines: Vec<Line>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Other records of a number that is taken: two programs wrote to one file.
    pub strays: Vec<Line>,
    /// Where it goes on from another one, of which several files have come.
    pub fork: Option<Fork>,
    /// The names of the files that it was read from, without ending.
    pub files: Vec<String>,
}

/// Where a log goes on from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The other log's name.
    pub of: String,
    /// The last record of it that this one goes on from; 0 where the first ones differ already.
    pub at: u64,
    /// That record's hash.
    pub hash: Option<Sha256>,
}

/// Something wrong with a log. Line numbers count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The header was never finished, and nothing follows it.
    UnfinishedHeader,
    /// The first line is no header.
    BadHeader,
    /// A newer program has written this log.
    NewerFormat(u32),
    /// A line was never finished; no record is missing there.
    Torn {
        /// Its number in the file.
        line_number: usize,
    },
    /// The last line is whole but for its line end.
    Unended,
    /// A record stands there once more, after the disk had failed on it.
    Repeated {
        /// The record's number.
        sequence: u64,
    },
    /// A record stands there whole, but one before it never reached the disk, so neither was ever saved.
    Unsaved {
        /// The record's number.
        sequence: u64,
    },
    /// A line was changed after it was written.
    BadLine {
        /// Its number in the file.
        line_number: usize,
    },
    /// Records are missing.
    Gap {
        /// The first that is missing.
        expected: u64,
        /// The one that stands there.
        found: u64,
    },
    /// Two different records have one number: two programs wrote to this log.
    Forked {
        /// The number.
        sequence: u64,
    },
}

impl Problem {
    /// Tells whether something was lost or changed; what a power cut leaves of unsaved work is no damage.
    pub fn is_damage(&self) -> bool {
        !matches!(
            self,
            Self::UnfinishedHeader
                | Self::Forked { .. }
                | Self::Torn { .. }
                | Self::Unended
                | Self::Repeated { .. }
                | Self::Unsaved { .. }
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnfinishedHeader => write!(f, "the log was begun and never used"),
            Self::BadHeader => write!(f, "line 1 is no header of a redpencil log"),
            Self::NewerFormat(format) => {
                write!(f, "the log has format {format}, which is newer than {FORMAT}")
            }
            Self::Torn { line_number } => write!(f, "line {line_number} was never finished; it is skipped"),
            Self::Unended => write!(f, "the last line lacks its line end; it counts"),
            Self::Repeated { sequence } => write!(f, "record {sequence} was written twice; it counts once"),
            Self::Unsaved { sequence } => {
                write!(f, "record {sequence} follows on one that was never saved; it is skipped")
            }
            Self::BadLine { line_number } => write!(f, "line {line_number} was changed or is damaged"),
            Self::Gap { expected, found } if expected + 1 == *found => {
                write!(f, "record {expected} is missing")
            }
            Self::Gap { expected, found } => write!(f, "records {expected} to {} are missing", found - 1),
            Self::Forked { sequence } => write!(f, "there are two different records {sequence}; both count"),
        }
    }
}

impl ParsedLog {
    /// Gives the number and hash of the last whole record.
    pub fn end(&self) -> Option<(u64, Sha256)> {
        self.lines.last().map(|line| (line.sequence, line.hash))
    }

    /// Gives the number of the format that its records have.
    pub fn format(&self) -> u32 {
        self.header.as_ref().map_or(FORMAT, |header| header.format)
    }

    /// Tells whether anything was lost or changed.
    pub fn is_damaged(&self) -> bool {
        self.problems.iter().any(Problem::is_damage)
    }
}

/// Reads a log from its bytes.
pub fn parse(bytes: &[u8]) -> ParsedLog {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reading = Reading::default();
    let mut pieces = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    reading.take_header(pieces.next().unwrap_or_default());
    for (at, line) in pieces.enumerate() {
        if !line.is_empty() {
            reading.take_line(at + 2, line);
        }
    }
    let mut parsed = reading.finish();
    let is_ended = bytes.last().is_none_or(|byte| *byte == b'\n');
    // Whatever else is wrong with the last line is told already.
    if !is_ended && (parsed.problems.is_empty() || last_line_is_whole(bytes)) {
        parsed.problems.push(Problem::Unended);
    }
    parsed
}

fn last_line_is_whole(bytes: &[u8]) -> bool {
    bytes.rsplit(|byte| *byte == b'\n').next().is_some_and(|line| Line::parse(line).is_ok())
}

#[derive(Default)]
struct Reading {
    parsed: ParsedLog,
    /// Whole records by their numbers, whatever order they stand in: one may have been written again later.
    found: BTreeMap<u64, Line>,
    /// The last line that brought a record not yet seen.
    last_news: usize,
    bad: Vec<(usize, BadLine)>,
    header_is_missing: bool,
}

impl Reading {
    fn take_header(&mut self, line: &[u8]) {
        self.parsed.header = Header::parse(line);
        match &self.parsed.header {
            Some(header) if header.format > FORMAT => {
                self.parsed.problems.push(Problem::NewerFormat(header.format));
            }
            Some(_) => {}
            None => {
                self.header_is_missing = true;
                // A record may stand in its place; then at least that is read.
                if Line::parse(line).is_ok() {
                    self.take_line(1, line);
                }
            }
        }
    }

    fn take_line(&mut self, line_number: usize, line: &[u8]) {
        let line = match Line::parse(line) {
            Ok(line) => line,
            Err(bad) => return self.bad.push((line_number, bad)),
        };
        let sequence = line.sequence;
        match self.found.entry(sequence) {
            Entry::Vacant(free) => {
                free.insert(line);
                self.last_news = line_number;
            }
            Entry::Occupied(taken) if taken.get().hash == line.hash => {
                self.parsed.problems.push(Problem::Repeated { sequence });
            }
            Entry::Occupied(_) => {
                self.parsed.problems.push(Problem::Forked { sequence });
                self.parsed.strays.push(line);
            }
        }
    }

    fn finish(mut self) -> ParsedLog {
        // Whoever wrote a record knew how far the disk had come: what is missing up to there was lost.
        let attested = self.found.values().map(|line| line.durable).max().unwrap_or(0);
        let mut expected = 1;
        let mut is_gapless = true;
        for (sequence, line) in std::mem::take(&mut self.found) {
            if sequence > expected && expected > attested {
                self.parsed.problems.push(Problem::Unsaved { sequence });
                continue;
            }
            if sequence > expected {
                self.parsed.problems.push(Problem::Gap { expected, found: sequence });
                is_gapless = false;
            }
            expected = sequence.saturating_add(1);
            self.parsed.lines.push(line);
        }
        for (line_number, bad) in self.bad {
            let nothing_is_missing_there = bad == BadLine::Torn || line_number < self.last_news;
            self.parsed.problems.push(if is_gapless && nothing_is_missing_there {
                Problem::Torn { line_number }
            } else {
                Problem::BadLine { line_number }
            });
        }
        if self.header_is_missing {
            let is_empty = self.parsed.lines.is_empty() && !self.parsed.is_damaged();
            let problem = if is_empty { Problem::UnfinishedHeader } else { Problem::BadHeader };
            self.parsed.problems.insert(0, problem);
        }
        self.parsed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(parts: &[&str]) -> ParsedLog {
        let header = Header { format: 1, writer: "w-1".into(), machine: "m-1".into() };
        parse(format!("{}{}", header.to_line(), parts.concat()).as_bytes())
    }

    fn record(sequence: u64) -> String {
        Line::new(sequence, sequence - 1, &format!("(text: \"record {sequence} // so\")")).to_line()
    }

    fn check(parts: &[&str], sequences: &[u64], problems: &[Problem]) {
        let parsed = log(parts);
        let found: Vec<u64> = parsed.lines.iter().map(|line| line.sequence).collect();
        assert_eq!((found.as_slice(), parsed.problems.as_slice()), (sequences, problems));
    }

    #[test]
    fn whole_records_are_read_in_order() {
        check(&[&record(1), &record(2)], &[1, 2], &[]);
        check(&[&record(1).replace('\n', "\r\n"), "\n", &record(2)], &[1, 2], &[]);
    }

    #[test]
    fn a_torn_tail_is_skipped_and_the_record_written_again_after_it_counts() {
        let torn = &record(2)[..20];
        check(&[&record(1), torn], &[1], &[Problem::Torn { line_number: 3 }]);
        check(&[&record(1), torn, "\n", &record(2)], &[1, 2], &[Problem::Torn { line_number: 3 }]);
        check(&[&record(1), "\0\0\0", "\n", &record(2)], &[1, 2], &[Problem::Torn { line_number: 3 }]);
        assert!(!log(&[&record(1), torn]).is_damaged());
    }

    #[test]
    fn a_record_that_lacks_only_its_line_end_counts_and_that_is_noted() {
        check(&[&record(1), record(2).trim_end()], &[1, 2], &[Problem::Unended]);
        assert!(!log(&[record(1).trim_end()]).is_damaged());
    }

    #[test]
    fn a_changed_record_is_damage_wherever_it_stands() {
        let changed = record(2).replace("text", "tent");
        check(&[&record(1), &changed], &[1], &[Problem::BadLine { line_number: 3 }]);
        let damage = [Problem::Gap { expected: 2, found: 3 }, Problem::BadLine { line_number: 3 }];
        check(&[&record(1), &changed, &record(3)], &[1, 3], &damage);
        assert!(log(&[&record(1), &changed]).is_damaged());
    }

    #[test]
    fn a_record_after_one_that_never_reached_the_disk_was_never_saved() {
        let early = Line::new(3, 1, "(text: \"before record 2 was synced\")").to_line();
        let notes = [Problem::Unsaved { sequence: 3 }, Problem::Torn { line_number: 3 }];
        check(&[&record(1), "\0\0\0\n", &early], &[1], &notes);
        // Written again after the disk had failed, both count.
        let notes = [Problem::Repeated { sequence: 3 }, Problem::Torn { line_number: 3 }];
        check(&[&record(1), "\0\0\0\n", &early, "\n", &record(2), &early], &[1, 2, 3], &notes);
    }

    #[test]
    fn missing_repeated_and_forked_records_are_told_apart() {
        check(&[&record(1), &record(4)], &[1, 4], &[Problem::Gap { expected: 2, found: 4 }]);
        check(&[&record(1), &record(1), &record(2)], &[1, 2], &[Problem::Repeated { sequence: 1 }]);
        let other = Line::new(1, 0, "(text: \"other\")").to_line();
        check(&[&record(1), &other, &record(2)], &[1, 2], &[Problem::Forked { sequence: 1 }]);
    }

    #[test]
    fn a_header_that_is_unfinished_newer_or_missing_is_named() {
        for bytes in [&b""[..], b"// redpen", b"\0\0\0\0"] {
            assert_eq!(parse(bytes).problems, [Problem::UnfinishedHeader]);
        }
        assert_eq!(parse(b"// redpencil log 2 - writer w - machine m\n").problems, [Problem::NewerFormat(2)]);
        let headless = parse(record(1).as_bytes());
        assert_eq!((headless.problems, headless.lines.len()), (vec![Problem::BadHeader], 1));
    }
}
