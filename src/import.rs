//! Ways in: turns the bytes of a file into an article's text, blocks and particulars.
//!
//! Sees bytes and strings, never paths.

use crate::text::Block;

mod byline;
mod composition;
mod date;
mod dateline;
mod decode;
pub mod html;
pub mod mark;
pub mod markdown;
pub mod own_text;
mod particulars;
pub mod plain;
pub mod web_annotation;

/// An article as an importer found it: text, blocks, and what the file says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The headline, where the file names one; it also stands in `text` as a headline block.
    pub title: Option<String>,
    /// Who wrote it, as the file says ("Jane Doe and John Roe"), without "By".
    pub byline: Option<String>,
    /// The place and wire at the head of the text ("ALBANY, N.Y. (AP)"); it stays in `text` too.
    pub dateline: Option<String>,
    /// When it was published: `YYYY-MM-DD`, and behind it the time as the file writes it, if it has one (an
    /// RFC 3339 moment where the file is careful; without an offset where it is not).
    pub published: Option<String>,
    /// The newspaper or agency.
    pub publication: Option<String>,
    /// The host or site name it was saved from.
    pub site: Option<String>,
    /// The language as a BCP 47 tag.
    pub language: Option<String>,
    /// UTF-8 without a byte-order mark, line ends LF.
    pub text: String,
    /// In order of the text; see the invariant at [`Block`].
    pub blocks: Vec<Block>,
    /// What could not be taken over, one plain sentence each.
    pub warnings: Vec<String>,
}

/// Says in one sentence why a file cannot be read, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

impl Unreadable {
    fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

/// Reads one format.
pub trait Importer: Sync {
    /// Returns the name used on the command line ("plain").
    fn id(&self) -> &'static str;

    /// Returns the name shown to people ("Plain text").
    fn label(&self) -> &'static str;

    /// Returns the file name extensions of the format, in lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Reads an article from the bytes of the file called `name`, or says why it cannot be read.
    ///
    /// `name` is for messages alone.
    fn read(&self, bytes: &[u8], name: &str) -> Result<Article, Unreadable>;
}

/// Every importer, in the order in which a file dialog offers them.
pub static ALL: &[&dyn Importer] = &[&plain::Plain, &markdown::Markdown, &html::Html];

/// Reads an article with the importer that fits the extension of `name`, else the look of `bytes`.
///
/// `name` is a file name, for choosing and for messages; nothing is opened.
pub fn read(bytes: &[u8], name: &str) -> Result<Article, Unreadable> {
    importer_for(bytes, name).read(bytes, name)
}

fn importer_for(bytes: &[u8], name: &str) -> &'static dyn Importer {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let named = extension.and_then(|extension| {
        ALL.iter().find(|importer| importer.extensions().contains(&extension.as_str()))
    });
    match named {
        Some(importer) => *importer,
        None if looks_like_html(bytes) => &html::Html,
        None => &plain::Plain,
    }
}

/// Tells whether the first tag of `bytes` is one that only a page begins with.
fn looks_like_html(bytes: &[u8]) -> bool {
    let head: String = bytes
        .iter()
        .take(1024)
        .filter(|byte| **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let Some(tag) = head.find('<') else { return false };
    let only_marks_before = !head[..tag].chars().any(|c| c.is_ascii_alphanumeric());
    only_marks_before
        && (["<!doctype html", "<html", "<head", "<body"].iter().any(|start| head[tag..].starts_with(start))
            || (["<?xml", "<!--"].iter().any(|start| head[tag..].starts_with(start))
                && head.contains("<html")))
}

#[cfg(test)]
mod tests;
