//! A source's own text: what an importer finds in its file, without how it is set.
//!
//! Limits and dangers are the importer's; a file of another format has no text that can be read here.

use super::{ALL, Article, Unreadable, looks_like_html, read};

/// What was read of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnText {
    /// The text: UTF-8, line ends LF, paragraphs apart as in a draft. Never empty.
    pub text: String,
    /// What a web page says of itself, by the field of a source that it belongs to.
    pub particulars: Vec<(&'static str, String)>,
    /// What could not be taken over, one plain sentence each.
    pub warnings: Vec<String>,
}

/// Tells whether a file of this name is of a format whose text can be read.
pub fn is_readable(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ALL.iter().any(|importer| importer.extensions().contains(&ending.as_str())))
}

/// Reads the text of the file called `name`, or says why there is none.
pub fn own_text(bytes: &[u8], name: &str) -> Result<OwnText, Unreadable> {
    let article = read(bytes, name)?;
    if article.text.trim().is_empty() {
        return Err(Unreadable::new(format!(
            "“{name}” holds no text that can be read. Give the text in another file, or paste it."
        )));
    }
    let is_page =
        name.rsplit_once('.').is_some_and(|(_, ending)| ending.to_ascii_lowercase().contains("htm"))
            || looks_like_html(bytes);
    let particulars = if is_page { particulars(&article) } else { Vec::new() };
    Ok(OwnText { text: article.text, particulars, warnings: article.warnings })
}

/// Reads pasted text: a page where it begins as one does, else plain text.
pub fn pasted(text: &str) -> Result<OwnText, Unreadable> {
    own_text(text.as_bytes(), "the pasted text")
}

fn particulars(article: &Article) -> Vec<(&'static str, String)> {
    let day = article.published.as_deref().and_then(|published| published.get(..10));
    let publisher = article.publication.as_deref().or(article.site.as_deref());
    let said = [
        ("title", article.title.as_deref()),
        ("author", article.byline.as_deref()),
        ("publisher", publisher),
        ("published", day),
        ("language", article.language.as_deref()),
    ];
    let filled = said.into_iter().filter_map(|(field, words)| Some((field, words?.trim().to_owned())));
    filled.filter(|(_, words)| !words.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html lang=\"en\"><head><title>The minutes</title></head><body><article>\
        <h1>The minutes</h1><p>Seven were for it, and nobody who was in the room that night spoke against it at all.</p>\
        <p>Two were against it, as the clerk has noted in the margin beside the names of those who were there.</p>\
        </article><script>steal()</script></body></html>";

    #[test]
    fn the_text_of_a_page_is_read_in_paragraphs_with_what_the_page_says_of_itself() {
        let read = own_text(PAGE.as_bytes(), "minutes.html").unwrap();
        assert!(read.text.contains("at all.\n\nTwo were against it"), "{}", read.text);
        assert!(!read.text.contains("steal"));
        assert!(read.particulars.contains(&("title", "The minutes".to_owned())), "{:?}", read.particulars);
        assert_eq!(pasted(PAGE).unwrap().text, read.text);
    }

    #[test]
    fn plain_text_is_taken_as_it_stands_and_says_nothing_of_itself() {
        let read = own_text(b"Ayes 7, noes 2.\r\n\r\nSo ordered.", "vote.txt").unwrap();
        assert_eq!((read.text.as_str(), read.particulars.len()), ("Ayes 7, noes 2.\n\nSo ordered.", 0));
        assert_eq!(pasted("Ayes 7, noes 2.").unwrap().text, "Ayes 7, noes 2.");
    }

    #[test]
    fn only_files_of_formats_that_are_read_are_read() {
        assert!(is_readable("a.TXT") && is_readable("b.md") && is_readable("c.html"));
        assert!(!is_readable("d.pdf") && !is_readable("e") && !is_readable(".txt.exe"));
        assert!(own_text(b" \n\n ", "empty.txt").unwrap_err().to_string().contains("holds no text"));
    }
}
