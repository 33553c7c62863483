//! Words made safe for Markdown: whatever stands in them is shown as it is written and never becomes markup.
//!
//! Follows `CommonMark` 0.31.2 (<https://spec.commonmark.org>) and the tables, strikethrough and footnotes of GitHub's
//! dialect. Escapes only where a sign could mean something, so that the file reads well as plain text. Knows nothing
//! of what the words mean.

use std::fmt::Write as _;

use crate::export::wording::{safe_link, visible};

/// What a line end within words becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break<'a> {
    /// A space: headings are of one line.
    Space,
    /// A line end that is kept; the next line begins with this.
    Line(&'a str),
}

/// Where words begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// At the start of a block, where lists, headings and quotations begin.
    OfBlock,
    /// Behind something on the same line.
    Within,
}

/// One block's words, written piece by piece.
pub(super) struct Line<'a> {
    out: String,
    breaks: Break<'a>,
    /// White space that was met and is not written yet.
    gap: Gap,
    /// Counts the digits since the line began; nothing once anything else was written.
    digits: Option<usize>,
    is_fresh: bool,
    follows_number: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
}

impl<'a> Line<'a> {
    pub(super) fn new(start: Start, breaks: Break<'a>) -> Self {
        let is_fresh = start == Start::OfBlock;
        Self {
            out: String::new(),
            breaks,
            gap: Gap::None,
            digits: is_fresh.then_some(0),
            is_fresh,
            follows_number: false,
        }
    }

    /// Writes words; white space is written as one space or line end, and only between words.
    pub(super) fn words(&mut self, words: &str) {
        let even = words.replace("\r\n", "\n").replace('\r', "\n");
        let shown = visible(&even);
        for (at, sign) in shown.char_indices() {
            match sign {
                ' ' | '\t' => self.gap = self.gap.max(Gap::Space),
                '\n' => self.gap = Gap::Line,
                _ => self.sign(sign, &shown[at + sign.len_utf8()..]),
            }
        }
    }

    /// Writes the number of a mark behind the words it stands on.
    pub(super) fn number(&mut self, number: usize) {
        // At the start of a line a bare bracket could begin a link's definition.
        let (open, close) = if self.is_fresh { ("\\[", "\\]") } else { ("[", "]") };
        let _ = write!(self.out, "{open}{number}{close}");
        self.is_fresh = false;
        self.digits = None;
        self.follows_number = true;
    }

    /// Returns what was written.
    pub(super) fn done(self) -> String {
        self.out
    }

    fn sign(&mut self, sign: char, rest: &str) {
        let follows_space = self.close_gap() || self.out.is_empty();
        let digits = self.digits.take();
        let starts_line = digits == Some(0);
        let is_markup = match sign {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' => true,
            '&' => starts_entity(rest),
            '#' => follows_space,
            '>' | '+' | '-' | '=' => starts_line,
            ':' => starts_line || self.follows_number,
            '(' => self.follows_number,
            '.' | ')' => digits.is_some_and(|digits| digits > 0),
            _ => false,
        };
        if is_markup {
            self.out.push('\\');
        }
        self.out.push(sign);
        self.is_fresh = false;
        self.follows_number = false;
        if sign.is_ascii_digit() {
            self.digits = digits.map(|digits| digits + 1);
        }
    }

    /// Writes white space that has words on both sides; tells whether there was any.
    fn close_gap(&mut self) -> bool {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if gap == Gap::None || self.out.is_empty() {
            return false;
        }
        self.follows_number = false;
        if let (Gap::Line, Break::Line(indent)) = (gap, self.breaks) {
            self.out += "\\\n";
            self.out += indent;
            self.digits = Some(0);
            self.is_fresh = true;
        } else {
            self.out.push(' ');
            self.digits = None;
        }
        true
    }
}

/// Tells whether what follows an ampersand makes a character of it: `amp;`, `#38;`.
fn starts_entity(rest: &str) -> bool {
    let body = rest.strip_prefix('#').unwrap_or(rest);
    let end = body.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(body.len());
    end > 0 && body[end..].starts_with(';')
}

/// Writes words within a line.
pub(super) fn within(words: &str, indent: &str) -> String {
    let mut line = Line::new(Start::Within, Break::Line(indent));
    line.words(words);
    line.done()
}

/// Writes words that begin a block.
pub(super) fn block(words: &str, indent: &str) -> String {
    let mut line = Line::new(Start::OfBlock, Break::Line(indent));
    line.words(words);
    line.done()
}

/// Writes words on one line.
pub(super) fn heading(words: &str) -> String {
    let mut line = Line::new(Start::OfBlock, Break::Space);
    line.words(words);
    line.done()
}

/// Writes words in bold type, on one line; nothing where there are none.
pub(super) fn bold(words: &str) -> String {
    let mut line = Line::new(Start::Within, Break::Space);
    line.words(words);
    let words = line.done();
    // Behind white space of other scripts and before it, stars would stand for themselves.
    if words.is_empty() || words.starts_with(char::is_whitespace) || words.ends_with(char::is_whitespace) {
        return words;
    }
    format!("**{words}**")
}

/// Writes an address: as a link where it leads to the web, else as words.
pub(super) fn address(address: &str, indent: &str) -> String {
    let is_web = |link: &&str| {
        let scheme = link.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let is_plain = !link.contains(['<', '>', '\\'])
            && !link.match_indices('&').any(|(at, _)| starts_entity(&link[at + 1..]));
        matches!(scheme.as_str(), "http" | "https") && is_plain
    };
    match safe_link(address).filter(is_web) {
        Some(link) => format!("<{link}>"),
        None => within(address, indent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_only_where_they_mean_something() {
        assert_eq!(
            block("In 2020-21, Smith & Co. paid $5 (or 7%)!", ""),
            "In 2020-21, Smith & Co. paid $5 (or 7%)!"
        );
        assert_eq!(block("# no heading", ""), "\\# no heading");
        assert_eq!(block("1986. A year", ""), "1986\\. A year");
        assert_eq!(block("- no item\n= no line\n> none", "  "), "\\- no item\\\n  \\= no line\\\n  \\> none");
        assert_eq!(
            block("*a* _b_ [c](d) <e> `f` ~g~ a|b", ""),
            "\\*a\\* \\_b\\_ \\[c\\](d) \\<e> \\`f\\` \\~g\\~ a\\|b"
        );
        assert_eq!(block("AT&T &amp; &#38; R&D;", ""), "AT&T \\&amp; \\&#38; R\\&D;");
    }

    #[test]
    fn white_space_at_the_ends_and_empty_lines_go() {
        assert_eq!(block("  \n a\t b \n\n c \n", ""), "a b\\\nc");
        assert_eq!(heading("a\nb #"), "a b \\#");
    }

    #[test]
    fn what_follows_a_number_makes_no_link_of_it() {
        let mut line = Line::new(Start::OfBlock, Break::Line(""));
        line.words("took");
        line.number(1);
        line.words("(see)");
        assert_eq!(line.done(), "took[1]\\(see)");
    }

    #[test]
    fn only_the_web_is_linked_to() {
        assert_eq!(address("https://example.org/a_b", ""), "<https://example.org/a_b>");
        assert_eq!(address("javascript:alert(1)", ""), "javascript:alert(1)");
        assert_eq!(address("mailto:a@example.org", ""), "mailto:a@example.org");
        assert_eq!(address("https://example.org/&copy;", ""), "https://example.org/\\&copy;");
    }
}
