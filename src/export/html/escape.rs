//! Words made safe for a page, and addresses made safe for a link.
//!
//! Knows nothing of what the words mean.

use std::fmt;

/// Shows words as HTML text or as an attribute's value in double quotes.
///
/// Characters that would turn the words around them about, or that cannot be seen, are shown by their number: a
/// reader must not be shown another sentence than the one that was checked.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut from = 0;
        for (at, character) in self.0.char_indices() {
            let instead = match character {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ if is_unseen(character) => "",
                _ => continue,
            };
            out.write_str(&self.0[from..at])?;
            if instead.is_empty() {
                write!(out, "⟨U+{:04X}⟩", u32::from(character))?;
            }
            out.write_str(instead)?;
            from = at + character.len_utf8();
        }
        out.write_str(&self.0[from..])
    }
}

/// Tells whether a character is a control, an override of the direction, or of no width, and no part of a script
/// or an emoji.
fn is_unseen(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => true,
        _ => character.is_control(),
    }
}

/// Returns an address that is safe to link to: one on the web or of a mailbox, in one piece.
pub(super) fn safe_link(address: &str) -> Option<&str> {
    let address = address.trim();
    let scheme = address.split_once(':')?.0.to_ascii_lowercase();
    let clean = !address.chars().any(|character| character.is_whitespace() || is_unseen(character));
    (clean && matches!(scheme.as_str(), "http" | "https" | "mailto")).then_some(address)
}

/// Shows an address: as a link where it is safe, else as words.
pub(super) struct Address<'a>(pub(super) &'a str);

impl fmt::Display for Address<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match safe_link(self.0) {
            Some(address) => write!(
                out,
                "<a class=\"url\" href=\"{address}\" rel=\"noopener noreferrer\" dir=\"ltr\">{address}</a>",
                address = Escaped(address)
            ),
            None => write!(out, "<span class=\"url\" dir=\"ltr\">{}</span>", Escaped(self.0)),
        }
    }
}

/// Writes a day (`2026-11-22`) in words; anything else as it is.
pub(super) fn day(day: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = day.splitn(3, '-');
    let (year, month, date) = (parts.next(), parts.next(), parts.next());
    let month = month
        .and_then(|month| month.parse::<usize>().ok())
        .and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    let date = date.and_then(|date| date.parse::<u8>().ok());
    match (year.filter(|year| year.parse::<u16>().is_ok()), month, date) {
        (Some(year), Some(month), Some(date)) => format!("{date} {month} {year}"),
        _ => Escaped(day).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_only_shown() {
        assert_eq!(Escaped("<b class='x'>\"&\"").to_string(), "&lt;b class=&#39;x&#39;&gt;&quot;&amp;&quot;");
    }

    #[test]
    fn what_turns_words_about_is_shown_and_scripts_and_emoji_are_kept() {
        assert_eq!(Escaped("a\u{202E}b\u{0}").to_string(), "a⟨U+202E⟩b⟨U+0000⟩");
        assert_eq!(Escaped("مرحبا 👩\u{200D}🚀\n").to_string(), "مرحبا 👩\u{200D}🚀\n");
    }

    #[test]
    fn only_the_web_and_mail_are_linked_to() {
        for safe in ["https://example.org/a?b=c", "HTTP://example.org", "mailto:desk@example.org"] {
            assert_eq!(safe_link(safe), Some(safe));
        }
        for unsafe_one in [
            "javascript:alert(1)",
            "java\nscript:x",
            "file:///etc",
            "data:text/html,x",
            "example.org",
            "https://a b",
        ] {
            assert_eq!(safe_link(unsafe_one), None);
        }
    }

    #[test]
    fn a_day_is_written_in_words() {
        assert_eq!(day("2026-11-02"), "2 November 2026");
        assert_eq!(day("soon"), "soon");
        assert_eq!(day("2026-13-02"), "2026-13-02");
    }
}
