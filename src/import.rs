//! Ways in: turns the bytes of a file into an article's text, blocks and particulars.
//!
//! Sees bytes and strings, never paths.

use crate::text::Block;

/// An article as an importer found it: text, blocks, and what the file says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The headline, where the file names one; it also stands in `text` as a headline block.
    pub title: Option<String>,
    /// Who wrote it, as the file says ("Jane Doe and John Roe"), without "By".
    pub byline: Option<String>,
    /// The place and wire at the head of the text ("ALBANY, N.Y. (AP)"); it stays in `text` too.
    pub dateline: Option<String>,
    /// When it was published, `YYYY-MM-DD` or an RFC 3339 moment.
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
