//! The head of a plain text: headline, deck, byline, date, and lines such as "Title: …".
//!
//! Careful by design: an ordinary first sentence must not become a headline.

use crate::import::{Article, byline, date, dateline, particulars};
use crate::text::{Block, BlockKind, Range};

/// How many blocks from the top may hold something of the head.
const REACH: usize = 24;
/// The most characters of a headline.
const HEADLINE: usize = 130;
/// The most characters of a deck.
const DECK: usize = 240;

/// Marks the headline, the deck, and the lines that name something, splitting blocks where lines differ.
pub(super) fn mark(article: &mut Article, text: &str) {
    let mut blocks = std::mem::take(&mut article.blocks);
    part_head_lines(&mut blocks, text);
    name_lines(&mut blocks, text, article);
    article.blocks = blocks;
}

/// Takes the particulars that lines name, and finds the headline and the deck.
fn name_lines(blocks: &mut [Block], text: &str, article: &mut Article) {
    let mut titled = None;
    for (index, block) in blocks.iter_mut().enumerate().take(REACH) {
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Subhead) {
            continue;
        }
        let Some((label, value)) = block.range.of(text).and_then(labelled) else { continue };
        block.kind = BlockKind::Note;
        let slot = match label {
            Label::Title if titled.is_none() => {
                titled = Some(index);
                block.kind = BlockKind::Headline;
                &mut article.title
            }
            Label::Author => &mut article.byline,
            Label::Date => {
                let day = date::published_in(value);
                article.published = article.published.take().or(day);
                continue;
            }
            Label::Publication => &mut article.publication,
            Label::Site => &mut article.site,
            Label::Title | Label::Other => continue,
        };
        slot.get_or_insert_with(|| value.to_owned());
    }
    let headline = titled.or_else(|| {
        let index = (0..blocks.len().min(6)).find(|index| !is_furniture(&blocks[*index], text))?;
        is_headline(blocks, index, text).then(|| {
            blocks[index].kind = BlockKind::Headline;
            article.title =
                blocks[index].range.of(text).map(|words| words.trim_start_matches(['#', ' ']).to_owned());
            index
        })
    });
    let Some(headline) = headline else { return };
    let next =
        (headline + 1..blocks.len().min(headline + 4)).find(|index| !is_furniture(&blocks[*index], text));
    if let Some(next) = next.filter(|next| titled.is_none() && is_deck(blocks, *next, text)) {
        blocks[next].kind = BlockKind::Deck;
    }
}

/// Makes blocks of the single lines where a headline, a byline or a date stand on lines of one block.
fn part_head_lines(blocks: &mut Vec<Block>, text: &str) {
    let mut parted = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let words = block.range.of(text).unwrap_or_default();
        let lines: Vec<&str> = words.split('\n').filter(|line| !line.trim().is_empty()).collect();
        let tells = |line: &&str| names_something(line.trim());
        let is_head = match index {
            _ if index >= REACH || block.kind != BlockKind::Paragraph || !(2..=12).contains(&lines.len()) => {
                false
            }
            0 => {
                lines.iter().any(tells)
                    || lines.len() <= 3
                        && lines.iter().all(|line| reads_as_title(line.trim()) && line.chars().count() <= 60)
            }
            _ => lines.iter().all(tells) || lines.len() <= 4 && lines.iter().take(2).all(tells),
        };
        if !is_head {
            parted.push(*block);
            continue;
        }
        parted.extend(lines.iter().map(|line| {
            let start = line.trim().as_ptr().addr() - text.as_ptr().addr();
            Block { kind: block.kind, range: Range::new(start, start + line.trim().len()) }
        }));
    }
    *blocks = parted;
}

fn names_something(line: &str) -> bool {
    labelled(line).is_some() || byline::names_in(line).is_some() || date::published_in(line).is_some()
}

/// What a line of the form "Label: value" names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Title,
    Author,
    Date,
    Publication,
    Site,
    Other,
}

fn labelled(line: &str) -> Option<(Label, &str)> {
    let (label, value) = line.split_once(':')?;
    let value = value.trim();
    let label = match label.trim().to_lowercase().as_str() {
        "title" | "headline" | "subject" | "hed" => Label::Title,
        "author" | "authors" | "byline" | "from" => Label::Author,
        "date" | "published" | "publication date" | "release date" | "pubdate" | "posted" => Label::Date,
        "publication" | "source" | "newspaper" | "publisher" | "outlet" => Label::Publication,
        "url" | "link" | "site" | "website" => Label::Site,
        "slug" | "to" | "cc" | "language" | "updated" | "section" | "word count" | "words" | "dateline"
        | "editor" | "contact" | "embargo" | "keywords" | "tags" => Label::Other,
        _ => return None,
    };
    (!value.is_empty() && value.chars().count() <= 200 && !value.contains('\n')).then_some((label, value))
}

/// Tells what may stand above or under a headline without being it.
fn is_furniture(block: &Block, text: &str) -> bool {
    let words = block.range.of(text).unwrap_or_default();
    matches!(block.kind, BlockKind::Note | BlockKind::Caption)
        || names_something(words)
        || particulars::is_notice(words)
        || particulars::is_caption(words)
}

/// Tells a short line without a full stop, over a text that is longer than it.
fn is_headline(blocks: &[Block], index: usize, text: &str) -> bool {
    let words = blocks[index].range.of(text).unwrap_or_default();
    let longest = blocks[index + 1..].iter().map(|block| block.range.len()).max().unwrap_or_default();
    matches!(blocks[index].kind, BlockKind::Paragraph | BlockKind::Subhead)
        && words.chars().count() <= HEADLINE
        && reads_as_title(words)
        && longest > words.len()
        && dateline::of(words).is_none()
}

/// Tells whether one line reads as a title: it does not end as sentences do, nor begin in the middle of one.
fn reads_as_title(line: &str) -> bool {
    let bare = line.trim_end_matches(['”', '"', '’', '\'', ')', '»']);
    let first = line.trim_start_matches(['“', '"', '‘', '\'', '#', ' ', '«', '¿', '¡']).chars();
    let mut first = first.clone();
    let begins = match (first.next(), first.next()) {
        (Some(letter), after) => !letter.is_lowercase() || after.is_some_and(char::is_uppercase),
        (None, _) => false,
    };
    begins
        && !line.contains('\n')
        && line.chars().any(char::is_alphabetic)
        && line.split_whitespace().count() <= 24
        && !bare.ends_with(['.', ',', ';', ':', '…', '。', '—', '–', '-'])
}

/// Tells a single short line between headline and body.
fn is_deck(blocks: &[Block], index: usize, text: &str) -> bool {
    let words = blocks[index].range.of(text).unwrap_or_default();
    let after = blocks.get(index + 1).and_then(|block| block.range.of(text)).unwrap_or_default();
    let ends_open = !words.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', '!', '?', ':', '…', '。']);
    let stands_over_byline = byline::names_in(after).is_some();
    blocks[index].kind == BlockKind::Paragraph
        && !words.contains('\n')
        && words.chars().count() <= DECK
        && dateline::of(words).is_none()
        && blocks.len() > index + 1
        && (ends_open && reads_as_title(words) || stands_over_byline)
}
