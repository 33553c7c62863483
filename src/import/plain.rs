//! Plain text: the text stays as it is, and the blocks are read off its lines.
//!
//! *Limitations:* what a line is to the reader is a guess from its length, its place and how it begins.

use super::{Article, Importer, Unreadable, decode, particulars};
use crate::text::{Block, BlockKind, Range};
use lines::Line;

mod head;
mod lines;

/// The most bytes a file may have.
const LIMIT: usize = 50_000_000;

/// Reads `.txt` files and whatever has no format.
pub struct Plain;

impl Importer for Plain {
    fn id(&self) -> &'static str {
        "plain"
    }

    fn label(&self) -> &'static str {
        "Plain text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text", "asc"]
    }

    fn read(&self, bytes: &[u8], name: &str) -> Result<Article, Unreadable> {
        decode::within(LIMIT, bytes, name)?;
        let decoded = decode::decode(bytes, None, name)?;
        if decoded.text.trim().is_empty() {
            return Err(decode::without_text(name));
        }
        let mut article = Article { warnings: decoded.warnings, ..Article::default() };
        article.blocks = pieces_of(&decoded.text);
        head::mark(&mut article, &decoded.text);
        article.text = decoded.text;
        particulars::take(&mut article);
        Ok(article)
    }
}

/// Parts a text that has no blocks of its own into those that its lines show: paragraphs, items, subheads, quotations.
pub fn blocks(text: &str) -> Vec<Block> {
    pieces_of(text)
}

/// Parts the text into blocks and tells those that show by themselves what they are.
fn pieces_of(text: &str) -> Vec<Block> {
    let chunks = lines::chunks(text);
    let indented = chunks.iter().filter(|chunk| chunk[0].indent >= 2).count();
    let indent_speaks = indented * 3 <= chunks.len();
    let mut blocks = Vec::new();
    for (index, chunk) in chunks.iter().enumerate() {
        let numbered = |chunk: &[Line]| chunk.first().is_some_and(|line| line.number(text));
        let in_sequence = chunk.iter().filter(|line| line.number(text)).count() > 1
            || index > 0 && numbered(&chunks[index - 1])
            || chunks.get(index + 1).is_some_and(|next| numbered(next));
        let is_item = |line: &Line| line.bullet(text) || in_sequence && line.number(text);
        if chunk.iter().any(is_item) {
            split(chunk, is_item, text, &mut blocks);
            continue;
        }
        let range = Range::new(chunk[0].range.start, chunk[chunk.len() - 1].range.end);
        let kind = if chunk.iter().all(|line| line.text(text).starts_with('>'))
            || indent_speaks
                && chunk.iter().all(|line| line.indent >= 2)
                && is_prose(&text[range.start..range.end])
        {
            BlockKind::Quotation
        } else if chunk.len() == 1 && index + 1 < chunks.len() && is_subhead(chunk[0].text(text)) {
            BlockKind::Subhead
        } else {
            BlockKind::Paragraph
        };
        blocks.push(Block { kind, range });
    }
    blocks
}

/// Makes an item of each line that begins one, with the lines that go on from it.
fn split(chunk: &[Line], is_item: impl Fn(&Line) -> bool, text: &str, blocks: &mut Vec<Block>) {
    let mut begun: Option<Block> = None;
    for line in chunk {
        match begun.as_mut() {
            Some(block) if !is_item(line) => block.range.end = line.range.end,
            _ => {
                blocks.extend(begun.take());
                let kind = if is_item(line) { BlockKind::ListItem } else { BlockKind::Paragraph };
                begun = Some(Block { kind, range: line.range });
            }
        }
    }
    debug_assert!(begun.is_none_or(|block| block.range.of(text).is_some()));
    blocks.extend(begun);
}

/// Tells a sentence from a title, a signature or a column that happens to be indented.
fn is_prose(words: &str) -> bool {
    words.split_whitespace().count() >= 6 && words.chars().any(char::is_lowercase)
}

/// Tells a heading by its capitals ("WHAT COMES NEXT") or its marks ("## What comes next").
fn is_subhead(line: &str) -> bool {
    if line.chars().count() > 80 {
        return false;
    }
    let marks = line.chars().take_while(|c| *c == '#').count();
    if (1..=6).contains(&marks)
        && line[marks..].starts_with(' ')
        && line[marks..].chars().any(char::is_alphabetic)
    {
        return true;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = line.chars().filter(|c| c.is_uppercase()).count();
    letters >= 4
        && capitals == letters
        && !line.ends_with([',', ';', '”', '"'])
        && !line.starts_with(['(', '[', '“', '"'])
}

#[cfg(test)]
mod tests;
