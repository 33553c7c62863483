//! Where each setting stands in the text of the settings file: its name, its value, its line and column.
//!
//! It knows the file's form only: a list of fields in round brackets. It must not know what any setting means.

use std::ops::Range;

/// One field of the file; all ranges are in bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name.
    pub name: String,
    /// The name, the value, and the comma behind it.
    pub whole: Range<usize>,
    /// The value.
    pub value: Range<usize>,
}

/// Finds the fields of a settings file; nothing where its brackets or quotation marks do not match.
pub(super) fn fields(text: &str) -> Option<Vec<Field>> {
    let mut scan = Scan { text, at: 0 };
    scan.skip_space();
    while scan.rest().starts_with("#!") {
        scan.at += scan.rest().find(']')? + 1;
        scan.skip_space();
    }
    scan.word();
    scan.skip_space();
    scan.take('(')?;
    let mut fields = Vec::new();
    loop {
        scan.skip_space();
        if scan.take(')').is_some() {
            scan.skip_space();
            return scan.rest().is_empty().then_some(fields);
        }
        let start = scan.at;
        let name = scan.word().to_owned();
        if name.is_empty() {
            return None;
        }
        scan.skip_space();
        scan.take(':')?;
        scan.skip_space();
        let value = scan.at..scan.value()?;
        scan.take(',');
        fields.push(Field { name, whole: start..scan.at, value });
    }
}

/// Returns the text with blanks where these fields stand: everything else keeps its line and column.
pub(super) fn without<'a>(text: &str, fields: impl Iterator<Item = &'a Field>) -> String {
    let mut ranges: Vec<Range<usize>> = fields.map(|field| field.whole.clone()).collect();
    ranges.sort_by_key(|range| range.start);
    let mut left = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        left.push_str(&text[done..range.start]);
        left.extend(text[range.clone()].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        done = range.end;
    }
    left.push_str(&text[done..]);
    left
}

/// Returns line and column of a byte of the text, both counted from one.
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, character: char) -> Option<()> {
        self.rest().starts_with(character).then(|| self.at += character.len_utf8())
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Skips white space and comments.
    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            let Some(length) = comment(trimmed) else { return };
            self.at += length;
        }
    }

    /// Goes to the end of a value, before the comma or bracket that closes it.
    fn value(&mut self) -> Option<usize> {
        let mut depth = 0_usize;
        // Where the value ends, without the white space and comments behind it.
        let mut end = self.at;
        loop {
            let rest = self.rest();
            let next = rest.chars().next()?;
            if let Some(length) = comment(rest) {
                self.at += length;
                continue;
            }
            let length = match next {
                ',' | ')' if depth == 0 => return Some(end),
                '(' | '[' | '{' => {
                    depth += 1;
                    1
                }
                ')' | ']' | '}' => {
                    depth = depth.checked_sub(1)?;
                    1
                }
                '"' => quoted(rest)?,
                'r' if rest[1..].starts_with(['"', '#']) && !self.follows_word() => raw(rest)?,
                other => other.len_utf8(),
            };
            self.at += length;
            if !next.is_whitespace() {
                end = self.at;
            }
        }
    }

    fn follows_word(&self) -> bool {
        self.text[..self.at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
    }
}

/// Returns the length of the comment that the text begins with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    text.starts_with("/*").then(|| text.find("*/").map_or(text.len(), |end| end + 2))
}

/// Returns the length of the string that the text begins with.
fn quoted(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Returns the length of the raw string that the text begins with.
fn raw(text: &str) -> Option<usize> {
    let hashes = text[1..].chars().take_while(|c| *c == '#').count();
    let open = 1 + hashes;
    text[open..].starts_with('"').then_some(())?;
    let close = format!("\"{}", "#".repeat(hashes));
    text[open + 1..].find(&close).map(|end| open + 1 + end + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = fields(text).unwrap();
        let found: Vec<_> =
            found.iter().map(|field| (field.name.as_str(), &text[field.value.clone()])).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn fields_are_found_with_their_values() {
        check("(a: 1, b: \"x, (y\" )", &[("a", "1"), ("b", "\"x, (y\"")]);
        check("(a: [1, (2, 3)], b: {\"k\": [\"v\"]},)", &[("a", "[1, (2, 3)]"), ("b", "{\"k\": [\"v\"]}")]);
        check(
            "#![enable(implicit_some)]\nSettings(a: r#\"quote \" here\"#)",
            &[("a", "r#\"quote \" here\"#")],
        );
        check("// first\n(/* c, */ a: 1 // why, (\n , b: \"\\\"\",)\n", &[("a", "1"), ("b", "\"\\\"\"")]);
        check("()", &[]);
    }

    #[test]
    fn what_does_not_close_has_no_fields() {
        for text in ["", "(", "(a: \"x)", "(a: [1)", "(a 1)", "(a: 1) rest", "(: 1)"] {
            assert_eq!(fields(text), None, "{text}");
        }
    }

    #[test]
    fn a_field_that_is_taken_out_moves_nothing() {
        let text = "(\n  a: \"é\",\n  b: 2,\n)";
        let found = fields(text).unwrap();
        let left = without(text, found.iter().take(1));
        assert_eq!(left, "(\n          \n  b: 2,\n)".replace("          ", &" ".repeat(9)));
        assert_eq!(position(text, found[1].value.start), (3, 6));
        assert_eq!(fields(&left).unwrap().len(), 1);
    }
}
