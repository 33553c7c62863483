//! The text of a desk's file as a tree in which everything knows where it stands, so that faults can be told with line
//! and column and one thing can be changed while all else stays as it is written.
//!
//! It knows the notation alone. It must not know what any name means.

use std::fmt::Write as _;
use std::ops::Range;

/// Something that stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What it is.
    pub form: Form,
}

/// What stands in a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// Names with what stands for each, in round or curly brackets.
    Table(Vec<Entry>),
    /// What stands in square brackets.
    List(Vec<Node>),
    /// What stands in quotation marks.
    Text(String),
    /// A character in apostrophes.
    Letter(char),
    /// A number as it is written.
    Number(String),
    /// A bare word.
    Word(String),
}

impl Form {
    /// Says what it is, as a person would.
    pub fn told(&self) -> &'static str {
        match self {
            Self::Table(_) => "a table in brackets",
            Self::List(_) => "a list",
            Self::Text(_) => "a text",
            Self::Letter(_) => "a character",
            Self::Number(_) => "a number",
            Self::Word(_) => "a word without quotation marks",
        }
    }
}

/// A name with what stands for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// The name.
    pub name: String,
    /// Where the name stands, in bytes.
    pub at: Range<usize>,
    /// What stands for it.
    pub value: Node,
    /// Where it ends, with the comma behind it.
    pub end: usize,
}

/// What is wrong at a byte of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    pub at: usize,
    pub words: String,
}

impl Flaw {
    pub fn new(at: usize, words: impl Into<String>) -> Self {
        Self { at, words: words.into() }
    }
}

/// A file that was read as far as it can be.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tree {
    /// The names at the top, with what stands for each.
    pub entries: Vec<Entry>,
    /// Where the bracket stands that closes them; nothing where it was not reached.
    pub close: Option<usize>,
    /// What cannot be read.
    pub flaws: Vec<Flaw>,
    /// The names at the top behind which something cannot be read.
    pub broken: Vec<String>,
}

/// So many brackets may stand within one another.
const DEEPEST: usize = 32;

/// Reads a text. What stands behind a name that cannot be read is passed over up to the next name at the top.
pub(super) fn read(text: &str) -> Tree {
    let mut scan = Scan { text, at: 0, depth: 0 };
    let mut tree = Tree::default();
    if let Err(flaw) = scan.top() {
        tree.flaws.push(flaw);
        return tree;
    }
    loop {
        if let Err(flaw) = scan.space() {
            tree.flaws.push(flaw);
            return tree;
        }
        if scan.take(')') {
            tree.close = Some(scan.at - 1);
            if scan.space().is_err() || scan.at < text.len() {
                tree.flaws.push(Flaw::new(scan.at, "nothing may stand behind the last bracket"));
            }
            return tree;
        }
        let start = scan.at;
        match scan.entry(')') {
            Ok(entry) => tree.entries.push(entry),
            Err(flaw) => {
                tree.flaws.push(flaw);
                tree.broken.extend(name_at(text, start).map(str::to_owned));
                match next_at_top(text, start) {
                    Some(next) => scan = Scan { text, at: next, depth: 0 },
                    None => return tree,
                }
            }
        }
    }
}

/// Reads a name that stands at a byte.
fn name_at(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let end = rest.find(|sign: char| !(sign.is_alphanumeric() || sign == '_')).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|name| !name.is_empty())
}

/// Finds the next line that begins with a name and a colon no further in than the line of a byte.
fn next_at_top(text: &str, from: usize) -> Option<usize> {
    let indent = |at: usize| at - text[..at].rfind('\n').map_or(0, |end| end + 1);
    let most = indent(from);
    let mut at = from + text[from..].find('\n')? + 1;
    loop {
        let line = &text[at..at + text[at..].find('\n').unwrap_or(text.len() - at)];
        let inner = line.trim_start();
        let start = at + line.len() - inner.len();
        let is_name =
            name_at(text, start).is_some_and(|name| inner[name.len()..].trim_start().starts_with(':'));
        if is_name && indent(start) <= most {
            return Some(start);
        }
        at += line.len() + 1;
        if at >= text.len() {
            return None;
        }
    }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, sign: char) -> bool {
        let is_there = self.rest().starts_with(sign);
        if is_there {
            self.at += sign.len_utf8();
        }
        is_there
    }

    /// Passes white space and comments.
    fn space(&mut self) -> Result<(), Flaw> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                let start = self.at;
                let mut open = 0_usize;
                loop {
                    let rest = self.rest();
                    if rest.starts_with("/*") {
                        open += 1;
                        self.at += 2;
                    } else if rest.starts_with("*/") {
                        open -= 1;
                        self.at += 2;
                        if open == 0 {
                            break;
                        }
                    } else if let Some(sign) = rest.chars().next() {
                        self.at += sign.len_utf8();
                    } else {
                        return Err(Flaw::new(start, "this comment is not closed: put */ behind it"));
                    }
                }
            } else {
                return Ok(());
            }
        }
    }

    /// Passes what stands before the names: a mark of byte order, attributes, the opening bracket.
    fn top(&mut self) -> Result<(), Flaw> {
        self.take('\u{feff}');
        self.space()?;
        while self.rest().starts_with("#!") {
            let end = self.rest().find(']');
            self.at += end.ok_or_else(|| Flaw::new(self.at, "this is not closed: put ] behind it"))? + 1;
            self.space()?;
        }
        if self.take('(') {
            return Ok(());
        }
        Err(Flaw::new(self.at, "the file has to begin with ( and to end with )"))
    }

    fn entry(&mut self, close: char) -> Result<Entry, Flaw> {
        let start = self.at;
        let name = match self.rest().chars().next() {
            Some('"' | 'r') if !self.is_bare() => match self.value()?.form {
                Form::Text(name) => name,
                _ => return Err(Flaw::new(start, "a name has to stand here")),
            },
            _ => {
                let name = name_at(self.text, self.at)
                    .ok_or_else(|| Flaw::new(start, format!("a name or {close} has to stand here")))?;
                self.at += name.len();
                name.to_owned()
            }
        };
        let at = start..self.at;
        self.space()?;
        if !self.take(':') {
            return Err(Flaw::new(self.at, format!("a colon has to stand behind “{name}”")));
        }
        self.space()?;
        let value = self.value()?;
        let mut end = self.at;
        self.space()?;
        if self.take(',') {
            end = self.at;
        } else if !self.rest().starts_with(close) {
            return Err(Flaw::new(self.at, format!("a comma or {close} is missing before this")));
        }
        Ok(Entry { name, at, value, end })
    }

    /// Tells whether a bare name stands here, and no raw text.
    fn is_bare(&self) -> bool {
        let rest = self.rest();
        !(rest.starts_with('"') || rest.starts_with("r\"") || rest.starts_with("r#"))
    }

    fn value(&mut self) -> Result<Node, Flaw> {
        let start = self.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Flaw::new(start, "too many brackets stand within one another"));
        }
        let form = match self.rest().chars().next() {
            None => Err(Flaw::new(start, "the file ends where a value has to stand")),
            Some('(') => self.table(')'),
            Some('{') => self.table('}'),
            Some('[') => self.list(),
            Some('"') => self.text(),
            Some('\'') => self.letter(),
            Some(sign) if sign.is_ascii_digit() || sign == '-' || sign == '+' => Ok(self.number()),
            Some('r') if !self.is_bare() => self.raw_text(),
            Some(_) => self.word(),
        };
        self.depth -= 1;
        let form = form?;
        Ok(Node { span: start..self.at, form })
    }

    fn table(&mut self, close: char) -> Result<Form, Flaw> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.space()?;
            if self.take(close) {
                return Ok(Form::Table(entries));
            }
            entries.push(self.entry(close)?);
        }
    }

    fn list(&mut self) -> Result<Form, Flaw> {
        self.at += 1;
        let mut nodes = Vec::new();
        loop {
            self.space()?;
            if self.take(']') {
                return Ok(Form::List(nodes));
            }
            nodes.push(self.value()?);
            self.space()?;
            if !self.take(',') && !self.rest().starts_with(']') {
                return Err(Flaw::new(self.at, "a comma or ] is missing before this"));
            }
        }
    }

    fn text(&mut self) -> Result<Form, Flaw> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let sign = self.rest().chars().next();
            let sign = sign.ok_or_else(|| Flaw::new(start, "this text is not closed: put \" behind it"))?;
            match sign {
                '"' => {
                    self.at += 1;
                    return Ok(Form::Text(text));
                }
                '\\' => text.push(self.escaped()?),
                _ => {
                    self.at += sign.len_utf8();
                    text.push(sign);
                }
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Flaw> {
        let start = self.at;
        let wrong =
            || Flaw::new(start, "what stands behind \\ is not understood: write \\\\ for a backslash");
        self.at += 1;
        let sign = self.rest().chars().next().ok_or_else(wrong)?;
        self.at += sign.len_utf8();
        Ok(match sign {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '0' => '\0',
            '\\' | '"' | '\'' => sign,
            'u' => {
                let inner =
                    self.rest().strip_prefix('{').and_then(|rest| rest.split_once('}')).ok_or_else(wrong)?.0;
                self.at += inner.len() + 2;
                u32::from_str_radix(inner, 16).ok().and_then(char::from_u32).ok_or_else(wrong)?
            }
            _ => return Err(wrong()),
        })
    }

    fn raw_text(&mut self) -> Result<Form, Flaw> {
        let start = self.at;
        let signs = self.rest()[1..].len() - self.rest()[1..].trim_start_matches('#').len();
        let open = format!("r{}\"", "#".repeat(signs));
        let close = format!("\"{}", "#".repeat(signs));
        let inner =
            self.rest().strip_prefix(open.as_str()).and_then(|rest| Some(&rest[..rest.find(&close)?]));
        let inner = inner
            .ok_or_else(|| Flaw::new(start, format!("this text is not closed: put {close} behind it")))?;
        self.at += open.len() + inner.len() + close.len();
        Ok(Form::Text(inner.to_owned()))
    }

    fn letter(&mut self) -> Result<Form, Flaw> {
        let start = self.at;
        let wrong = || Flaw::new(start, "one character has to stand between the two apostrophes");
        self.at += 1;
        let sign = match self.rest().chars().next().ok_or_else(wrong)? {
            '\\' => self.escaped()?,
            sign => {
                self.at += sign.len_utf8();
                sign
            }
        };
        if self.take('\'') { Ok(Form::Letter(sign)) } else { Err(wrong()) }
    }

    fn number(&mut self) -> Form {
        let rest = self.rest();
        let is_part = |sign: char| sign.is_alphanumeric() || ['.', '_', '-', '+'].contains(&sign);
        let end = rest.find(|sign: char| !is_part(sign)).unwrap_or(rest.len());
        self.at += end;
        Form::Number(rest[..end].to_owned())
    }

    fn word(&mut self) -> Result<Form, Flaw> {
        let start = self.at;
        let word =
            name_at(self.text, self.at).ok_or_else(|| Flaw::new(start, "a value has to stand here"))?;
        self.at += word.len();
        self.space()?;
        if !self.rest().starts_with('(') {
            self.at = start + word.len();
            return Ok(Form::Word(word.to_owned()));
        }
        if word != "Some" {
            return self.table(')');
        }
        self.at += 1;
        self.space()?;
        let inner = self.value()?;
        self.space()?;
        if self.take(')') { Ok(inner.form) } else { Err(Flaw::new(self.at, "a ) is missing before this")) }
    }
}

/// Returns line and column of a byte, counted from one; columns in characters.
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column =
        before.rsplit('\n').next().unwrap_or_default().chars().filter(|sign| *sign != '\u{feff}').count() + 1;
    (line, column)
}

/// Writes a text in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            sign if sign.is_control() => drop(write!(out, "\\u{{{:x}}}", u32::from(sign))),
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn flaws(text: &str) -> Vec<String> {
        let flaws = read(text).flaws.into_iter();
        flaws.map(|flaw| format!("{:?} {}", position(text, flaw.at), flaw.words)).collect()
    }

    #[test]
    fn everything_that_may_stand_in_a_file_is_read() {
        let text = "#![enable(implicit_some)]\n// why\n(\n  a: {\"x\": off, \"y\": Some('c'),},\n  b: [1, -2, \"t\\\"\\u{e9}\", \
                    r#\"raw \"q\"\"#], /* a /* b */ */ c: (d: true),\n)\n";
        let tree = read(text);
        assert_eq!(tree.flaws, []);
        let names: Vec<&str> = tree.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "c"]);
        let Form::Table(pairs) = &tree.entries[0].value.form else { panic!() };
        assert_eq!(pairs[1].value.form, Form::Letter('c'));
        let Form::List(list) = &tree.entries[1].value.form else { panic!() };
        assert_eq!(list[2].form, Form::Text("t\"é".into()));
        assert_eq!(list[3].form, Form::Text("raw \"q\"".into()));
    }

    #[test]
    fn what_cannot_be_read_is_told_and_the_next_name_at_the_top_is_read_again() {
        let text = "(\n    levels: {\"a\": hint \"b\": off},\n    numbers: {\"n\": 3},\n    words: [,],\n    required: {},\n)\n";
        let tree = read(text);
        assert_eq!(
            flaws(text),
            ["(2, 24) a comma or } is missing before this", "(4, 13) a value has to stand here"]
        );
        assert_eq!(tree.broken, ["levels", "words"]);
        let names: Vec<&str> = tree.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["numbers", "required"]);
    }

    #[test]
    fn a_text_that_is_not_closed_is_told_where_it_begins() {
        assert_eq!(flaws("(a: \"x)"), ["(1, 5) this text is not closed: put \" behind it"]);
        assert_eq!(flaws("a: 1"), ["(1, 1) the file has to begin with ( and to end with )"]);
        assert_eq!(flaws("(a: 1) b"), ["(1, 8) nothing may stand behind the last bracket"]);
        assert_eq!(flaws("(a: 1"), ["(1, 6) a comma or ) is missing before this"]);
        let deep = format!("(a: {})", "[".repeat(100_000));
        assert_eq!(flaws(&deep), ["(1, 37) too many brackets stand within one another"]);
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange_to_be_read(text in "[(){}\\[\\]:,\"'a-c0-9 \\n\\\\#/*é]{0,80}") {
            let tree = read(&text);
            for flaw in &tree.flaws {
                prop_assert!(text.is_char_boundary(flaw.at));
            }
            prop_assert!(tree.close.is_some() || !tree.flaws.is_empty());
        }

        #[test]
        fn what_is_quoted_is_read_as_it_was(words in any::<String>()) {
            let text = format!("(a: {})", quoted(&words));
            let tree = read(&text);
            prop_assert_eq!(&tree.entries[0].value.form, &Form::Text(words));
        }
    }
}
