//! One line of a log: `<record> // <sequence> <durable> <length> <sha-256>`, and the header line above them.
//!
//! Knows the frame, not the record in it. ASCII outside the record.

use super::super::hash::Sha256;

/// The number in the header that this program writes and reads.
pub const FORMAT: u32 = 1;

const FENCE: &str = " // ";
const HEADER_START: &str = "// redpencil log ";

/// One record of a log, whole and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in this log, from 1.
    pub sequence: u64,
    /// The last record that was known to be on the disk when this one was written: tells a record that was
    /// lost from one that was never saved.
    pub durable: u64,
    /// The record in RON.
    pub text: String,
    /// The hash of the text; the next record names it.
    pub hash: Sha256,
}

/// The first line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The number of the format.
    pub format: u32,
    /// Whose log it is.
    pub writer: String,
    /// The machine it was begun on.
    pub machine: String,
}

/// A line that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadLine {
    /// The end of it never arrived, or never was written.
    Torn,
    /// All of it is there and it was changed.
    Changed,
}

impl Header {
    pub(super) fn to_line(&self) -> String {
        let Self { format, writer, machine } = self;
        format!("{HEADER_START}{format} - writer {writer} - machine {machine}\n")
    }

    pub(super) fn parse(line: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(line).ok()?.trim_end().strip_prefix(HEADER_START)?;
        let mut parts = line.split(" - ");
        let format = parts.next()?.parse().ok()?;
        let mut named = |key: &str| parts.next()?.strip_prefix(key)?.strip_prefix(' ').map(str::to_owned);
        Some(Self { format, writer: named("writer")?, machine: named("machine")? })
    }
}

impl Line {
    /// Frames a record that holds no line break and no zero byte.
    pub(super) fn new(sequence: u64, durable: u64, text: &str) -> Self {
        Self { sequence, durable, text: text.to_owned(), hash: Sha256::of(text.as_bytes()) }
    }

    pub(super) fn to_line(&self) -> String {
        let Self { sequence, durable, text, hash } = self;
        format!("{text}{FENCE}{sequence} {durable} {} {hash}\n", text.len())
    }

    /// Parses a line without its line end.
    pub(super) fn parse(line: &[u8]) -> Result<Self, BadLine> {
        Self::checked(line).ok_or_else(|| {
            // Of a torn line the end is missing, and the end is a hash.
            let last_word = line.rsplit(|byte| *byte == b' ').next().unwrap_or_default();
            if last_word.len() == 64 && !line.contains(&0) { BadLine::Changed } else { BadLine::Torn }
        })
    }

    fn checked(line: &[u8]) -> Option<Self> {
        let (text, frame) = std::str::from_utf8(line).ok()?.rsplit_once(FENCE)?;
        let mut words = frame.split(' ');
        let sequence: u64 = words.next()?.parse().ok()?;
        let durable: u64 = words.next()?.parse().ok()?;
        let len: usize = words.next()?.parse().ok()?;
        let hash: Sha256 = words.next()?.parse().ok()?;
        let whole = words.next().is_none() && len == text.len() && hash == Sha256::of(text.as_bytes());
        (whole && durable < sequence).then(|| Self { sequence, durable, text: text.to_owned(), hash })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_header_is_read_as_it_was_written() {
        let header = Header { format: 1, writer: "w-4f7k2m9x1q".into(), machine: "m-0000000001".into() };
        let line = header.to_line();
        assert_eq!(line, "// redpencil log 1 - writer w-4f7k2m9x1q - machine m-0000000001\n");
        assert_eq!(Header::parse(line.as_bytes()), Some(header));
        assert_eq!(Header::parse(b"// redpencil log 1 - writer w"), None);
    }

    proptest! {
        #[test]
        fn a_line_is_read_as_it_was_written(sequence in 1..u64::MAX, text in "[^\r\n\0]{0,80}") {
            let line = Line::new(sequence, sequence - 1, &text);
            prop_assert_eq!(Line::parse(line.to_line().trim_end_matches('\n').as_bytes()), Ok(line));
        }

        #[test]
        fn no_single_changed_byte_goes_unnoticed(text in "[ -~]{1,60}", at: prop::sample::Index, flip in 1_u8..=255) {
            let line = Line::new(7, 5, &text).to_line();
            let mut bytes = line.trim_end_matches('\n').as_bytes().to_vec();
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            // The numbers are checked against the neighbours, everything else by the line itself.
            let parsed = Line::parse(&bytes);
            prop_assert!(parsed.is_err() || parsed.is_ok_and(|parsed| (parsed.sequence, parsed.durable) != (7, 5)));
        }

        #[test]
        fn a_part_of_a_line_is_torn(text in "[ -~]{0,60}", at: prop::sample::Index) {
            let line = Line::new(7, 5, &text).to_line();
            let part = &line.as_bytes()[..at.index(line.len() - 1)];
            prop_assert_eq!(Line::parse(part), Err(BadLine::Torn));
        }
    }
}
