//! A text that grows block by block, for formats whose text is not the file's own.
//!
//! Knows nothing of any format.

use crate::text::{Block, BlockKind, Range};

/// How a block follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// An empty line between them.
    Apart,
    /// On the next line: items of one list, rows of one table.
    Adjacent,
}

/// A text and its blocks, kept in step.
#[derive(Debug, Default)]
pub(super) struct Composition {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
}

impl Composition {
    /// Appends `text` as a block, without the white space around it; nothing if that leaves nothing.
    ///
    /// Leading and trailing tabs of a table row stay: they stand for empty cells.
    pub(super) fn push(&mut self, kind: BlockKind, text: &str, joint: Joint) {
        let kept = match kind {
            BlockKind::TableRow => text.trim_matches(|c: char| c.is_whitespace() && c != '\t'),
            // A byte-order mark is white space to no one but the reader of a file's first bytes.
            _ if self.text.is_empty() => text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'),
            _ => text.trim(),
        };
        if kept.trim().is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(match joint {
                Joint::Apart => "\n\n",
                Joint::Adjacent => "\n",
            });
        }
        let start = self.text.len();
        // A carriage return can come in by an entity (`&#13;`), after line ends were settled.
        self.text.extend(kept.chars().map(|c| if c == '\r' { '\n' } else { c }));
        self.blocks.push(Block { kind, range: Range::new(start, self.text.len()) });
    }
}
