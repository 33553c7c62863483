//! Words made safe for a page, and addresses made safe for a link.
//!
//! Knows nothing of what the words mean.

use std::fmt;

use crate::export::wording::is_unseen;
pub(super) use crate::export::wording::safe_link;

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
}
