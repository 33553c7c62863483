//! One line of a log: `<record> // <sequence> <durable> <length> <sha-256>`, and the header line above them.
//!
//! The checksum is of everything before it on the line, the numbers included. In logs of the first builds it was of
//! the record alone, and the header had none: such logs stay readable.
//! Knows the frame, not the record in it. ASCII outside the record.

use super::super::hash::Sha256;
use super::super::schema;

/// The number in the header of the logs that this program begins: that of the saved types in them.
pub const FORMAT: u32 = schema::NEWEST;

const FENCE: &str = " // ";
const HEADER_START: &str = "// redpencil log ";
const HEADER_CHECK: &str = " - sha-256 ";

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
    /// The hash of the line before it; the next record names it.
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
        let line = format!("{HEADER_START}{format} - writer {writer} - machine {machine}");
        let hash = Sha256::of(line.as_bytes());
        format!("{line}{HEADER_CHECK}{hash}\n")
    }

    /// Parses a first line. One of a newer format may say more than is known here.
    pub(super) fn parse(line: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(line).ok()?.trim_end();
        let (line, hash) =
            line.split_once(HEADER_CHECK).map_or((line, None), |(line, hash)| (line, Some(hash)));
        if hash.is_some_and(|hash| hash.parse() != Ok(Sha256::of(line.as_bytes()))) {
            return None;
        }
        let mut parts = line.strip_prefix(HEADER_START)?.split(" - ");
        let format = parts.next()?.parse().ok()?;
        let mut named = |key: &str| {
            let name = parts.next()?.strip_prefix(key)?.strip_prefix(' ')?;
            (!name.contains(' ')).then(|| name.to_owned())
        };
        let (writer, machine) = (named("writer"), named("machine"));
        if format > FORMAT {
            return Some(Self {
                format,
                writer: writer.unwrap_or_default(),
                machine: machine.unwrap_or_default(),
            });
        }
        parts.next().is_none().then_some(Self { format, writer: writer?, machine: machine? })
    }
}

impl Line {
    /// Frames a record that holds no line break and no zero byte.
    pub(in crate::store) fn new(sequence: u64, durable: u64, text: &str) -> Self {
        let hash = Sha256::of(framed(text, sequence, durable).as_bytes());
        Self { sequence, durable, text: text.to_owned(), hash }
    }

    pub(super) fn to_line(&self) -> String {
        format!("{}{}\n", framed(&self.text, self.sequence, self.durable), self.hash)
    }

    /// Parses a line without its line end.
    pub(super) fn parse(line: &[u8]) -> Result<Self, BadLine> {
        Self::checked(line).ok_or_else(|| {
            // Of a torn line the end is missing, and the end is a hash.
            let last_word = line.rsplit(|byte| *byte == b' ').next().unwrap_or_default();
            let digits = last_word.iter().filter(|byte| byte.is_ascii_hexdigit()).count();
            // A word of the record may be as long; of a hash that was changed most is still one.
            let is_hash = last_word.len() == 64 && digits >= 60;
            if is_hash && !line.contains(&0) { BadLine::Changed } else { BadLine::Torn }
        })
    }

    fn checked(line: &[u8]) -> Option<Self> {
        let (framed, hash) = std::str::from_utf8(line).ok()?.rsplit_once(' ')?;
        let (text, frame) = framed.rsplit_once(FENCE)?;
        let mut words = frame.split(' ');
        let mut number = || words.next()?.parse::<u64>().ok();
        let (sequence, durable, len) = (number()?, number()?, number()?);
        let hash: Sha256 = hash.parse().ok()?;
        let is_whole = words.next().is_none() && len == text.len() as u64 && durable < sequence;
        let is_unchanged = || {
            let whole = &line[..=framed.len()];
            hash == Sha256::of(whole) || hash == Sha256::of(text.as_bytes())
        };
        (is_whole && is_unchanged()).then(|| Self { sequence, durable, text: text.to_owned(), hash })
    }
}

/// Writes a line as far as its checksum.
fn framed(text: &str, sequence: u64, durable: u64) -> String {
    format!("{text}{FENCE}{sequence} {durable} {} ", text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_header_is_read_as_it_was_written() {
        let header = Header { format: 1, writer: "w-4f7k2m9x1q".into(), machine: "m-0000000001".into() };
        let line = header.to_line();
        let words = "// redpencil log 1 - writer w-4f7k2m9x1q - machine m-0000000001";
        assert_eq!(line, format!("{words} - sha-256 {}\n", Sha256::of(words.as_bytes())));
        assert_eq!(Header::parse(line.as_bytes()), Some(header.clone()));
        assert_eq!(Header::parse(words.as_bytes()), Some(header), "the first builds wrote no checksum");
        assert_eq!(Header::parse(b"// redpencil log 1 - writer w"), None);
        assert_eq!(Header::parse(format!("{words} - and more").as_bytes()), None);
    }

    #[test]
    fn a_header_that_was_changed_is_none_and_one_of_a_newer_format_is_known_by_its_number() {
        let header = Header { format: 1, writer: "w-4f7k2m9x1q".into(), machine: "m-0000000001".into() };
        let line = header.to_line();
        for (was, is) in [("log 1", "log 3"), ("m-0", "m-1"), ("w-4", "w-5"), ("sha-256", "sha-257")] {
            assert_eq!(Header::parse(line.replacen(was, is, 1).as_bytes()), None, "{is}");
        }
        let newer = Header::parse(b"// redpencil log 3 - begun by somebody").unwrap();
        assert_eq!((newer.format, newer.writer.as_str()), (3, ""));
    }

    #[test]
    fn a_line_of_the_first_builds_is_read() {
        let text = "(did: \"something\")";
        let line = format!("{text} // 3 2 {} {}", text.len(), Sha256::of(text.as_bytes()));
        let read = Line::parse(line.as_bytes()).unwrap();
        assert_eq!((read.sequence, read.durable, read.text.as_str()), (3, 2, text));
        assert_eq!(read.to_line().trim_end(), line);
    }

    #[test]
    fn a_line_that_ends_with_a_long_word_is_torn_too() {
        let line = Line::new(7, 5, &format!("(did: \"{}\")", "claims ".repeat(20))).to_line();
        let long = format!("(did: {}", "x".repeat(64));
        assert_eq!(Line::parse(long.as_bytes()), Err(BadLine::Torn));
        let changed = line.trim_end().replace("claims claims", "claims Claims");
        assert_eq!(Line::parse(changed.as_bytes()), Err(BadLine::Changed));
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
            prop_assert!(Line::parse(&bytes).is_err());
        }

        #[test]
        fn a_part_of_a_line_is_torn(text in "[ -~]{0,60}", at: prop::sample::Index) {
            let line = Line::new(7, 5, &text).to_line();
            let part = &line.as_bytes()[..at.index(line.len() - 1)];
            prop_assert_eq!(Line::parse(part), Err(BadLine::Torn));
        }
    }
}
