//! Finds the entries of a BibTeX file; what one entry does wrong costs the others nothing.
//!
//! Knows no LaTeX: values come as they stand, with `@string` names and `#` put together.

use std::collections::BTreeMap;

use super::super::dialect::Raw;
use super::super::{LONGEST_FIELD, Library, MOST_FIELDS};
use super::{KEY, TYPE};

/// One entry as it stands in the file.
pub(super) struct Work {
    /// The line it begins on.
    pub(super) line: usize,
    /// Its type, key and fields; names are lower case.
    pub(super) fields: Raw,
}

impl Work {
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }
}

/// The months that BibTeX knows by name.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Finds the entries of a text.
pub(super) fn scan(text: &str, library: &mut Library) -> Vec<Work> {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        strings: MONTHS.iter().map(|month| ((*month).to_owned(), (*month).to_owned())).collect(),
        budget: text.len().saturating_mul(4).saturating_add(16 << 20),
    };
    let mut works = Vec::new();
    let (mut counted, mut line) = (0, 1);
    while let Some(start) = scanner.next_start() {
        line += memchr::memchr_iter(b'\n', &scanner.bytes[counted..start]).count();
        counted = start;
        scanner.at = start + 1;
        match scanner.entry() {
            Ok(Found::Work(fields)) => works.push(Work { line, fields }),
            Ok(Found::Nothing) => {}
            Err(Fault { name, sentence }) => {
                let what = if name.is_empty() { "this entry".to_owned() } else { format!("“{name}”") };
                library.leave_out(line, format!("{what} {sentence}, and was left out"));
                scanner.at = scanner.next_line_start(start + 1);
            }
        }
        if scanner.budget == 0 {
            library.note(line, "the file's @string names grow beyond all measure; the rest was not read");
            break;
        }
    }
    works
}

/// Tells whether every brace has its fellow.
pub(super) fn is_balanced(value: &str) -> bool {
    let mut depth = 0_i64;
    value.bytes().all(|byte| {
        depth += i64::from(byte == b'{') - i64::from(byte == b'}');
        depth >= 0
    }) && depth == 0
}

enum Found {
    Work(Raw),
    Nothing,
}

struct Fault {
    name: String,
    sentence: String,
}

fn fault(name: &str, sentence: impl Into<String>) -> Fault {
    Fault { name: name.to_owned(), sentence: sentence.into() }
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    strings: BTreeMap<String, String>,
    /// How many bytes `@string` names may still grow to.
    budget: usize,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Finds the next sign that begins an entry.
    fn next_start(&self) -> Option<usize> {
        memchr::memchr_iter(b'@', &self.bytes[self.at..])
            .map(|step| self.at + step)
            .find(|at| self.begins(*at))
    }

    /// Finds where to go on behind a faulty entry: the next line that begins with an entry, or the next sign of one.
    fn next_line_start(&self, from: usize) -> usize {
        let at_line = memchr::memchr_iter(b'@', &self.bytes[from..]).map(|step| from + step).find(|at| {
            let line = self.text[..*at].rfind('\n').map_or(0, |end| end + 1);
            self.text[line..*at].trim().is_empty() && self.begins(*at)
        });
        at_line.unwrap_or(self.bytes.len())
    }

    /// Tells whether an entry begins here: a type and a bracket follow, and no comment sign stands before.
    fn begins(&self, at: usize) -> bool {
        let line = self.bytes[..at].iter().rev().take(200).take_while(|byte| **byte != b'\n');
        let mut before = line.peekable();
        let touches_a_word = before.peek().is_some_and(|byte| byte.is_ascii_alphanumeric());
        if touches_a_word || before.any(|byte| *byte == b'%') {
            return false;
        }
        let mut ahead =
            Scanner { text: self.text, bytes: self.bytes, at: at + 1, strings: BTreeMap::new(), budget: 0 };
        ahead.skip();
        let word = ahead.word();
        ahead.skip();
        !word.is_empty() && matches!(ahead.peek(), Some(b'{' | b'('))
    }

    /// Skips white space and comments.
    fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    let rest = &self.bytes[self.at..];
                    self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                }
                byte if byte.is_ascii_whitespace() => self.at += 1,
                _ => break,
            }
        }
    }

    /// Reads the name of a type, field or string.
    fn word(&mut self) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(|byte| {
            !byte.is_ascii_whitespace() && !byte.is_ascii_control() && !b"\"#%'(),={}@".contains(&byte)
        }) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    fn entry(&mut self) -> Result<Found, Fault> {
        self.skip();
        let kind = self.word().to_lowercase();
        self.skip();
        let open = self.peek();
        self.at += 1;
        let close = if open == Some(b'(') { b')' } else { b'}' };
        match kind.as_str() {
            "comment" => {
                // What stands in it may be anything; without an end it is a comment to the end of its line.
                let start = self.at;
                if close == b'}' && self.braced().is_none() {
                    self.at = start;
                }
                Ok(Found::Nothing)
            }
            "preamble" => {
                self.value(&kind)?;
                Ok(Found::Nothing)
            }
            "string" => {
                self.skip();
                let name = self.word().to_lowercase();
                self.expect(b'=', &name)?;
                let value = self.value(&name)?;
                self.strings.insert(name, value);
                Ok(Found::Nothing)
            }
            _ => self.work(kind, close).map(Found::Work),
        }
    }

    fn expect(&mut self, sign: u8, name: &str) -> Result<(), Fault> {
        self.skip();
        if self.peek() != Some(sign) {
            return Err(fault(name, format!("lacks “{}” after a name", char::from(sign))));
        }
        self.at += 1;
        Ok(())
    }

    fn work(&mut self, kind: String, close: u8) -> Result<Raw, Fault> {
        self.skip();
        let start = self.at;
        // A key may hold nearly anything but a comma.
        while self.peek().is_some_and(|byte| !matches!(byte, b',' | b'\n' | b'=' | b'{') && byte != close) {
            self.at += 1;
        }
        let mut key = self.text[start..self.at].trim();
        if self.peek() == Some(b'=') {
            // A field stands where the key should.
            self.at = start;
            key = "";
        }
        let mut raw: Raw = vec![(TYPE.to_owned(), kind), (KEY.to_owned(), key.to_owned())];
        loop {
            self.skip();
            match self.peek() {
                None => return Err(fault(key, "has no end")),
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    return Ok(raw);
                }
                // Signs of a comment between two fields.
                Some(b'@') => return Err(fault(key, "has no end before the next entry begins")),
                Some(_) => {
                    let name = self.word().to_lowercase();
                    if name.is_empty() {
                        return Err(fault(key, "has a sign where a field should be"));
                    }
                    self.expect(b'=', key)
                        .map_err(|_| fault(key, format!("has a field “{name}” without “=”")))?;
                    let value = self.value(key)?;
                    if raw.len() > MOST_FIELDS {
                        return Err(fault(key, format!("has more than {MOST_FIELDS} fields")));
                    }
                    // Of two fields of one name BibTeX takes the first; neither is lost here.
                    let value = tidy(&value);
                    // An empty field says nothing.
                    if !value.is_empty() {
                        raw.push((name, value));
                    }
                }
            }
        }
    }

    /// Reads a value: pieces in braces or quotation marks, numbers and names, joined by `#`.
    fn value(&mut self, key: &str) -> Result<String, Fault> {
        let mut value = String::new();
        loop {
            self.skip();
            match self.peek() {
                Some(b'{') => {
                    self.at += 1;
                    value
                        .push_str(self.braced().ok_or_else(|| fault(key, "has a brace without its fellow"))?);
                }
                Some(b'"') => {
                    self.at += 1;
                    value.push_str(
                        self.quoted().ok_or_else(|| fault(key, "has a quotation mark without its fellow"))?,
                    );
                }
                _ => {
                    let word = self.word();
                    if word.is_empty() {
                        return Err(fault(key, "has a field without a value"));
                    }
                    match self.strings.get(&word.to_lowercase()) {
                        Some(known) => {
                            self.budget = self.budget.saturating_sub(known.len());
                            value.push_str(known);
                        }
                        None => value.push_str(word),
                    }
                }
            }
            if value.len() > LONGEST_FIELD {
                return Err(fault(key, "has a field of more than 1 MB"));
            }
            self.skip();
            if self.peek() != Some(b'#') {
                return Ok(value);
            }
            self.at += 1;
        }
    }

    /// Reads up to the brace that closes; not beyond the beginning of what is plainly the next entry.
    fn braced(&mut self) -> Option<&'a str> {
        let (start, mut depth) = (self.at, 1_usize);
        while let Some(step) = memchr::memchr3(b'{', b'}', b'\n', &self.bytes[self.at..]) {
            self.at += step + 1;
            match self.bytes[self.at - 1] {
                b'{' => depth += 1,
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(&self.text[start..self.at - 1]);
                    }
                }
                _ if self.peek() == Some(b'@') && self.is_next_entry() => return None,
                _ => {}
            }
        }
        None
    }

    /// Tells whether a whole head of an entry stands at the beginning of this line: `@type{key,`.
    fn is_next_entry(&self) -> bool {
        let line = self.text[self.at..].lines().next().unwrap_or_default();
        let head = line[1..].trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        head.len() < line.len() - 1
            && head.trim_start().strip_prefix('{').is_some_and(|rest| {
                rest.trim_end()
                    .strip_suffix(',')
                    .is_some_and(|key| !key.is_empty() && !key.contains(['{', ' ', '=']))
            })
    }

    /// Reads up to the quotation mark that stands in no braces.
    fn quoted(&mut self) -> Option<&'a str> {
        let (start, mut depth) = (self.at, 0_usize);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.checked_sub(1)?,
                b'"' if depth == 0 => return Some(&self.text[start..self.at - 1]),
                b'\n' if self.peek() == Some(b'@') && self.is_next_entry() => return None,
                _ => {}
            }
        }
        None
    }
}

/// Makes each run of white space one space, and an empty line a paragraph.
fn tidy(value: &str) -> String {
    let mut tidy = String::with_capacity(value.len());
    let (mut space, mut ends) = (false, 0);
    for letter in value.chars() {
        if letter.is_ascii_whitespace() {
            space = true;
            ends += usize::from(letter == '\n');
            continue;
        }
        if space && !tidy.is_empty() {
            tidy.push_str(if ends > 1 { "\n\n" } else { " " });
        }
        (space, ends) = (false, 0);
        tidy.push(letter);
    }
    tidy
}
