//! How much may come out of a packed project. What comes out is counted, never what the file says of itself.
//!
//! A person may raise a limit, the file may not.

use super::name::Name;
use crate::store::StoreError;

/// Below this, in bytes, nothing is said about how far a file swells.
const SWELLS_FREELY: u64 = 1 << 20;

/// What may come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub member: u64,
    /// Bytes of one file of those that are read whole when a project is opened: the state, a log, a draft.
    pub record: u64,
    /// Bytes of all of those together.
    pub records: u64,
    /// How many logs there are.
    pub logs: usize,
    /// Bytes of all files.
    pub total: u64,
    /// How many files there are.
    pub members: usize,
    /// How many times as long a file may become as it is in the pack; nothing where that does not matter.
    pub swelling: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            member: 4 << 30,
            record: 512 << 20,
            records: 2 << 30,
            logs: 2_000,
            total: 16 << 30,
            members: 50_000,
            swelling: Some(200),
        }
    }
}

impl Limits {
    /// Allows so many bytes in all, in one file or in many, however they were packed.
    #[must_use]
    pub fn of_bytes(self, bytes: u64) -> Self {
        Self { member: bytes, record: bytes, records: bytes, total: bytes, swelling: None, ..self }
    }

    /// Allows so many files, of whatever kind.
    #[must_use]
    pub fn of_members(self, members: usize) -> Self {
        Self { members, logs: members, ..self }
    }
}

/// Counts what has come out.
#[derive(Clone, Debug)]
pub(super) struct Meter<'a> {
    limits: &'a Limits,
    /// Bytes of the pack itself.
    packed: u64,
    total: u64,
    /// Bytes of the files that are read whole.
    records: u64,
    /// Whether the file that comes out now is one of them.
    is_record: bool,
}

impl<'a> Meter<'a> {
    pub fn new(limits: &'a Limits, packed: u64) -> Self {
        Self { limits, packed, total: 0, records: 0, is_record: false }
    }

    /// Takes note of which file comes out next.
    pub fn begin(&mut self, name: &Name) {
        self.is_record = matches!(
            name,
            Name::State
                | Name::Desk
                | Name::Log(_)
                | Name::LogCopy(..)
                | Name::Aside(_)
                | Name::Draft(_)
                | Name::DraftCopy(..)
        );
    }

    /// Takes note of bytes that came out of a file, `member` of it so far, which takes `packed` bytes in the pack.
    pub fn take(&mut self, name: &str, member: u64, packed: u64, bytes: u64) -> Result<(), StoreError> {
        self.total += bytes;
        let most =
            if self.is_record { self.limits.record.min(self.limits.member) } else { self.limits.member };
        if member > most {
            return Err(over(name, member, most));
        }
        if self.is_record {
            self.records += bytes;
            if self.records > self.limits.records {
                let what = "what is read whole when a project is opened";
                return Err(over(what, self.records, self.limits.records));
            }
        }
        if self.total > self.limits.total {
            return Err(over("all of it together", self.total, self.limits.total));
        }
        let Some(times) = self.limits.swelling else { return Ok(()) };
        for (what, out, inside) in [(name, member, packed), ("all of it together", self.total, self.packed)] {
            let allowed = inside.saturating_mul(times).max(SWELLS_FREELY);
            if out > allowed {
                return Err(StoreError::Words(format!(
                    "This pack may be made to fill the disk: {what} has become {} of {} and the limit is {times} times \
                     as much. If you trust it, allow a size with --limit.",
                    in_words(out),
                    in_words(inside)
                )));
            }
        }
        Ok(())
    }
}

fn over(what: &str, found: u64, limit: u64) -> StoreError {
    StoreError::Words(format!(
        "This pack is too large: {what} comes to {} or more and the limit is {}. If you trust it, allow more with \
         --limit.",
        in_words(found),
        in_words(limit)
    ))
}

/// Says a number of bytes in the unit that fits it.
pub fn in_words(bytes: u64) -> String {
    const UNITS: &[(u64, &str)] = &[(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
    for (size, unit) in UNITS {
        if bytes >= *size {
            let tenths = bytes / (size / 10).max(1);
            return format!("{}.{} {unit}", tenths / 10, tenths % 10);
        }
    }
    format!("{bytes} bytes")
}

/// Reads a number of bytes as a person writes it: `800 MB`, `20GB`, `1048576`.
pub fn parse_bytes(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let size: u64 = match unit.trim() {
        "" | "b" | "bytes" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        "t" | "tb" | "tib" => 1 << 40,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        assert_eq!(parse_bytes("20GB"), Some(20 << 30));
        assert_eq!(parse_bytes(" 800 mb "), Some(800 << 20));
        assert_eq!(parse_bytes("1048576"), Some(1 << 20));
        assert_eq!(parse_bytes("99999999999999 TB"), None);
        assert_eq!((parse_bytes("much"), parse_bytes(""), parse_bytes("-1")), (None, None, None));
        assert_eq!(in_words(1536), "1.5 KB");
        assert_eq!(in_words(4 << 30), "4.0 GB");
    }

    #[test]
    fn both_numbers_are_said() {
        let limits = Limits { member: 10, total: 15, ..Limits::default() };
        let mut meter = Meter::new(&limits, 100);
        assert!(meter.take("a", 10, 10, 10).is_ok());
        let error = meter.clone().take("b", 11, 11, 1).unwrap_err().to_string();
        assert!(error.contains("b comes to 11 bytes") && error.contains("limit is 10 bytes"), "{error}");
        let error = meter.take("b", 6, 6, 6).unwrap_err().to_string();
        assert!(error.contains("16 bytes") && error.contains("15 bytes"), "{error}");
    }

    #[test]
    fn what_is_read_whole_has_narrower_limits_that_a_person_may_raise() {
        let limits = Limits { record: 10, records: 15, ..Limits::default() };
        let mut meter = Meter::new(&limits, 100);
        meter.begin(&Name::State);
        let error = meter.clone().take("project.ron", 11, 11, 11).unwrap_err().to_string();
        assert!(error.contains("11 bytes") && error.contains("10 bytes"), "{error}");
        meter.take("project.ron", 9, 9, 9).unwrap();
        meter.begin(&Name::GitIgnore);
        meter.take(".gitignore", 40, 40, 40).unwrap();
        meter.begin(&Name::Log("w-0000000000".into()));
        let error = meter.take("log", 9, 9, 9).unwrap_err().to_string();
        assert!(error.contains("18 bytes") && error.contains("15 bytes"), "{error}");
        let allowed = limits.of_bytes(1 << 30);
        let mut meter = Meter::new(&allowed, 1 << 20);
        meter.begin(&Name::State);
        meter.take("project.ron", 700 << 20, 1 << 20, 700 << 20).unwrap();
        assert_eq!(limits.of_members(60_000).logs, 60_000);
    }

    #[test]
    fn what_swells_too_far_is_stopped_unless_a_person_allowed_its_size() {
        let usual = Limits::default();
        let mut meter = Meter::new(&usual, 1000);
        let error = meter.take("a", 2 << 20, 1000, 2 << 20).unwrap_err().to_string();
        assert!(error.contains("2.0 MB of 1000 bytes"), "{error}");
        let allowed = usual.of_bytes(10 << 20);
        assert!(Meter::new(&allowed, 1000).take("a", 2 << 20, 1000, 2 << 20).is_ok());
    }
}
