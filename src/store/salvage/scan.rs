//! Splits RON into its members without understanding them: brackets, strings and comments are enough.
//!
//! Goes through the text once and keeps its own stack, so that neither length nor depth can hurt. Knows nothing of
//! what the members mean.

/// One member of a struct, a map or a list, as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member<'a> {
    /// What stands before the colon, without white space; empty in a list.
    pub key: &'a str,
    /// What stands behind it.
    pub value: &'a str,
}

/// The members of one pair of brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Members<'a> {
    /// In their order. Where the brackets do not close, the last one goes on to the end of the text.
    pub list: Vec<Member<'a>>,
    /// Tells that every bracket, string and comment was closed, no string goes over several lines (none that a program
    /// writes does, but one whose end was damaged), and nothing follows.
    pub is_whole: bool,
}

/// Splits what stands between the first bracket and the one that closes it.
pub(super) fn members(text: &str) -> Members<'_> {
    let mut scanner = Scanner { text, at: 0, is_whole: true };
    let mut found = Members::default();
    if !scanner.go_to_bracket() {
        return found;
    }
    let mut open = vec![scanner.closing_bracket()];
    scanner.at += 1;
    let (mut start, mut colon) = (scanner.at, None);
    while let Some(byte) = scanner.next_sign() {
        let at = scanner.at;
        match byte {
            b'(' | b'[' | b'{' => open.push(scanner.closing_bracket()),
            b')' | b']' | b'}' => {
                if open.pop() != Some(byte) {
                    break;
                }
                if open.is_empty() {
                    take(text, start, colon, at, &mut found.list);
                    scanner.at += 1;
                    scanner.skip_blank();
                    found.is_whole = scanner.is_whole && scanner.at == text.len();
                    return found;
                }
            }
            b':' if open.len() == 1 && colon.is_none() => colon = Some(at),
            b',' if open.len() == 1 => {
                take(text, start, colon, at, &mut found.list);
                (start, colon) = (at + 1, None);
            }
            _ => {}
        }
        scanner.at += 1;
    }
    take(text, start, colon, text.len(), &mut found.list);
    found
}

fn take<'a>(text: &'a str, start: usize, colon: Option<usize>, end: usize, list: &mut Vec<Member<'a>>) {
    let (key, value) = match colon {
        Some(colon) => (&text[start..colon], &text[colon + 1..end]),
        None => ("", &text[start..end]),
    };
    let member = Member { key: bare(key), value: value.trim() };
    if !(member.key.is_empty() && bare(member.value).is_empty()) {
        list.push(member);
    }
}

/// Drops comments before a key.
fn bare(key: &str) -> &str {
    let mut scanner = Scanner { text: key, at: 0, is_whole: true };
    scanner.skip_blank();
    key[scanner.at..].trim()
}

/// A place in the text. It only ever stands before an ASCII sign or at the end, so every place can be cut at.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    is_whole: bool,
}

impl Scanner<'_> {
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// Goes to the first bracket of a value, over its name and over attributes of the whole file.
    fn go_to_bracket(&mut self) -> bool {
        loop {
            self.skip_blank();
            match self.byte(0) {
                Some(b'(' | b'[' | b'{') => return true,
                Some(b'#') => {
                    let line = self.text[self.at..].find('\n');
                    self.at = line.map_or(self.text.len(), |line| self.at + line);
                }
                Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' => self.at += 1,
                _ => return false,
            }
        }
    }

    fn closing_bracket(&self) -> u8 {
        match self.byte(0) {
            Some(b'(') => b')',
            Some(b'[') => b']',
            _ => b'}',
        }
    }

    /// Goes to the next sign that divides, over strings, comments and everything else.
    fn next_sign(&mut self) -> Option<u8> {
        loop {
            let byte = self.byte(0)?;
            match byte {
                b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b':' => return Some(byte),
                b'"' => self.skip_string(),
                b'r' if matches!(self.byte(1), Some(b'"' | b'#')) && !self.follows_on_a_word() => {
                    self.skip_raw_string();
                }
                b'\'' => self.skip_letter(),
                b'/' if matches!(self.byte(1), Some(b'/' | b'*')) => self.skip_comment(),
                _ => self.at += 1,
            }
        }
    }

    fn follows_on_a_word(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.text.as_bytes().get(at));
        before.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    }

    fn skip_blank(&mut self) {
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                b'/' if matches!(self.byte(1), Some(b'/' | b'*')) => self.skip_comment(),
                _ => return,
            }
        }
    }

    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            self.at += 1;
            match byte {
                b'"' => return,
                b'\\' => self.at = self.after(1),
                b'\n' => self.is_whole = false,
                _ => {}
            }
        }
        self.is_whole = false;
    }

    fn skip_raw_string(&mut self) {
        let hashes = self.text.as_bytes()[self.at + 1..].iter().take_while(|byte| **byte == b'#').count();
        if self.byte(1 + hashes) != Some(b'"') {
            self.at += 1;
            return;
        }
        let inside = self.at + 2 + hashes;
        let end = format!("\"{}", "#".repeat(hashes));
        if let Some(length) = self.text[inside..].find(&end) {
            self.at = inside + length + end.len();
        } else {
            self.at = self.text.len();
            self.is_whole = false;
        }
    }

    /// Goes over a letter in quotation marks; an apostrophe that opens none is a sign like any other.
    fn skip_letter(&mut self) {
        let rest = &self.text[self.at + 1..];
        let mut letters = rest.char_indices();
        let end = match letters.next() {
            Some((_, '\\')) => {
                rest.get(2..).and_then(|rest| rest.find('\'')).map(|at| at + 2).filter(|at| *at < 12)
            }
            Some((_, '\'')) | None => None,
            Some(_) => letters.next().filter(|(_, letter)| *letter == '\'').map(|(at, _)| at),
        };
        self.at += end.map_or(1, |end| end + 2);
    }

    fn skip_comment(&mut self) {
        if self.byte(1) == Some(b'/') {
            let line = self.text[self.at..].find('\n');
            self.at = line.map_or(self.text.len(), |line| self.at + line);
            return;
        }
        let mut depth = 0_usize;
        while let (Some(one), two) = (self.byte(0), self.byte(1)) {
            match (one, two) {
                (b'/', Some(b'*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.at += 1,
            }
        }
        self.is_whole = false;
    }

    fn after(&self, count: usize) -> usize {
        (self.at + count).min(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &str) -> (Vec<(&str, &str)>, bool) {
        let members = members(text);
        (members.list.iter().map(|member| (member.key, member.value)).collect(), members.is_whole)
    }

    #[test]
    fn members_of_every_kind_of_bracket_are_split() {
        assert_eq!(split("(a: 1, b: [2, 3],)"), (vec![("a", "1"), ("b", "[2, 3]")], true));
        assert_eq!(split("{\"k\": (x: 1), \"l\": ()}"), (vec![("\"k\"", "(x: 1)"), ("\"l\"", "()")], true));
        assert_eq!(split("Here([1, (2, 3)])"), (vec![("", "[1, (2, 3)]")], true));
        assert_eq!(split("()"), (vec![], true));
        assert_eq!(split("#![enable(implicit_some)]\n// so\n( a : 1 )\n// end\n"), (vec![("a", "1")], true));
    }

    #[test]
    fn brackets_in_strings_letters_and_comments_are_none() {
        let text = r##"(a: "},\")", b: r#"]"("#, c: ')', d: '\'', /* ( /* , */ */ e: 'x // :
        , f: "it's")"##;
        let expected = vec![
            ("a", r#""},\")""#),
            ("b", r##"r#"]"("#"##),
            ("c", "')'"),
            ("d", r"'\''"),
            ("e", "'x // :"),
            ("f", "\"it's\""),
        ];
        assert_eq!(split(text), (expected, true));
    }

    #[test]
    fn what_is_cut_off_is_the_last_member_and_not_whole() {
        assert_eq!(split("(a: 1, b: {\"k\": (x"), (vec![("a", "1"), ("b", "{\"k\": (x")], false));
        assert_eq!(split("(a: \"no end, b: 2)"), (vec![("a", "\"no end, b: 2)")], false));
        assert!(!split("(a: 1], b: 2)").1);
        assert!(!split("(a: 1) and more").1);
        assert_eq!(split("nothing"), (vec![], false));
    }

    #[test]
    fn a_million_brackets_are_no_trouble() {
        let deep = "(a:".repeat(1_000_000);
        assert!(!members(&deep).is_whole);
        let closed = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
        assert!(members(&closed).is_whole);
    }

    proptest! {
        #[test]
        fn whatever_the_text_is_it_is_split_somehow(text in "[(){}\\[\\],:\"'r#/*\\\\ \na-cé]{0,60}") {
            members(&text);
        }
    }
}
