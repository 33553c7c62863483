//! The pieces an article is set in: headline, paragraphs, quotations and the rest.

use super::Range;

/// What a block is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The article's headline.
    Headline,
    /// The standfirst under the headline.
    Deck,
    /// A heading inside the article.
    Subhead,
    /// Running text.
    Paragraph,
    /// A quotation set apart from running text.
    Quotation,
    /// One item of a list.
    ListItem,
    /// One row of a table, its cells parted by tabs.
    TableRow,
    /// The words under a picture.
    Caption,
    /// An editor's note, a footnote, a notice of the site.
    Note,
}

impl BlockKind {
    /// Every kind with its name in files and on the command line.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Headline, "headline"),
        (Self::Deck, "deck"),
        (Self::Subhead, "subhead"),
        (Self::Paragraph, "paragraph"),
        (Self::Quotation, "quotation"),
        (Self::ListItem, "list-item"),
        (Self::TableRow, "table-row"),
        (Self::Caption, "caption"),
        (Self::Note, "note"),
    ];

    /// Returns the name used in files and on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("paragraph", |(_, name)| name)
    }

    /// Tells whether blocks of this kind are counted: “paragraph 5” means the same in the window, in a report and
    /// in a locator.
    pub fn is_numbered(self) -> bool {
        matches!(self, Self::Paragraph | Self::Quotation | Self::ListItem)
    }

    /// Finds the kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }
}

/// A stretch of a draft that is set as one piece.
///
/// *Invariant of a draft's blocks:* in order of the text, none empty, none overlapping; what lies between two
/// blocks is white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What the block is to the reader.
    pub kind: BlockKind,
    /// Where it stands, in bytes, without the line ends around it.
    pub range: Range,
}
