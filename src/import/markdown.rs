//! Markdown (`CommonMark` with tables and footnotes): the text is what the reader sees, without the marks.
//!
//! Knows nothing of pages: raw HTML is left out, with a warning where it held words.

use super::composition::{Composition, Joint};
use super::{Article, Importer, Unreadable, date, decode, particulars};
use crate::text::BlockKind;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

mod front;

/// The most bytes a file may have.
const LIMIT: usize = 50_000_000;

/// Reads `.md` files.
pub struct Markdown;

impl Importer for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn label(&self) -> &'static str {
        "Markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown", "mdown", "mkd"]
    }

    fn read(&self, bytes: &[u8], name: &str) -> Result<Article, Unreadable> {
        decode::within(LIMIT, bytes, name)?;
        let decoded = decode::decode(bytes, None, name)?;
        let (front, body) = front::parted(&decoded.text);
        let mut article = Article { warnings: decoded.warnings, ..Article::default() };
        article.byline = front.value(&["author", "authors", "byline"]);
        article.publication = front.value(&["publication", "newspaper", "publisher", "source"]);
        article.site = front.value(&["site", "url", "canonical_url"]);
        article.language = front.value(&["lang", "language"]);
        article.published =
            front.value(&["date", "published", "pubdate"]).and_then(|value| date::published_in(&value));

        let has_headline = parser(body)
            .any(|event| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })));
        let mut reader = Reader::default();
        if let Some(title) = front.value(&["title", "headline"]).filter(|_| !has_headline) {
            reader.composition.push(BlockKind::Headline, &title, Joint::Apart);
            reader.has_headline = true;
        }
        if let Some(deck) = front.value(&["subtitle", "deck", "standfirst"]).filter(|_| !has_headline) {
            reader.composition.push(BlockKind::Deck, &deck, Joint::Apart);
        }
        for event in parser(body) {
            reader.take(event);
        }
        reader.flush();
        if reader.composition.text.is_empty() {
            return Err(decode::without_text(name));
        }
        article.text = reader.composition.text;
        article.blocks = reader.composition.blocks;
        article.warnings.append(&mut reader.warnings);
        article.title = article
            .blocks
            .iter()
            .find(|block| block.kind == BlockKind::Headline)
            .and_then(|block| block.range.of(&article.text))
            .map(str::to_owned);
        particulars::take(&mut article);
        Ok(article)
    }
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH)
}

/// Turns the parser's events into blocks.
#[derive(Default)]
struct Reader {
    composition: Composition,
    warnings: Vec<String>,
    /// The words of the block that is being read.
    words: String,
    /// What stands before the next words: the mark of a footnote.
    opening: String,
    heading: Option<HeadingLevel>,
    has_headline: bool,
    notes: usize,
    items: usize,
    quotations: usize,
    /// Lists that are open; items of the outermost one and all inside it stand on adjacent lines.
    lists: usize,
    is_in_run: bool,
    cells: Vec<String>,
    /// The words around each picture that is being read, and the picture's title.
    pictures: Vec<(String, String)>,
    captions: Vec<String>,
    html: String,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.words.push_str(&text);
            }
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            Event::FootnoteReference(label) => {
                self.words.push('[');
                self.words.push_str(&label);
                self.words.push(']');
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => self.words.push('\n'),
            Event::Rule => self.flush(),
            Event::InlineHtml(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Superscript
            | Tag::Subscript
            | Tag::TableCell => return,
            Tag::Image { title, .. } => {
                self.pictures.push((std::mem::take(&mut self.words), title.into_string()));
                return;
            }
            _ => self.flush(),
        }
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(level),
            Tag::BlockQuote(_) => self.quotations += 1,
            Tag::List(_) => self.lists += 1,
            Tag::Item => self.items += 1,
            Tag::Table(_) => self.is_in_run = false,
            Tag::FootnoteDefinition(label) => {
                self.notes += 1;
                self.opening = format!("[{label}] ");
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Superscript
            | TagEnd::Subscript => return,
            TagEnd::Image => {
                let Some((before, title)) = self.pictures.pop() else { return };
                let words = std::mem::replace(&mut self.words, before);
                self.captions.push(if title.trim().is_empty() { words } else { title });
                return;
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.words);
                self.cells.push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
                return;
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = std::mem::take(&mut self.cells).join("\t");
                self.push(BlockKind::TableRow, &row);
                return;
            }
            _ => self.flush(),
        }
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::BlockQuote(_) => self.quotations = self.quotations.saturating_sub(1),
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                self.is_in_run &= self.lists > 0;
            }
            TagEnd::Item => self.items = self.items.saturating_sub(1),
            TagEnd::Table => self.is_in_run = false,
            TagEnd::FootnoteDefinition => {
                self.notes = self.notes.saturating_sub(1);
                self.opening.clear();
            }
            TagEnd::HtmlBlock => self.drop_html(),
            _ => {}
        }
    }

    /// Ends the block that is being read; captions of its pictures follow it.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if !words.trim().is_empty() {
            let kind = match self.heading {
                Some(HeadingLevel::H1) if !self.has_headline => {
                    self.has_headline = true;
                    BlockKind::Headline
                }
                Some(_) => BlockKind::Subhead,
                None if self.notes > 0 => BlockKind::Note,
                None if self.items > 0 => BlockKind::ListItem,
                None if self.quotations > 0 => BlockKind::Quotation,
                None => BlockKind::Paragraph,
            };
            let opening = std::mem::take(&mut self.opening);
            self.push(kind, &(opening + words.trim()));
        }
        if self.pictures.is_empty() {
            for caption in std::mem::take(&mut self.captions) {
                self.composition.push(BlockKind::Caption, &caption, Joint::Apart);
            }
        }
    }

    fn push(&mut self, kind: BlockKind, words: &str) {
        let runs = matches!(kind, BlockKind::ListItem | BlockKind::TableRow);
        let joint = if runs && self.is_in_run { Joint::Adjacent } else { Joint::Apart };
        self.composition.push(kind, words, joint);
        self.is_in_run = runs;
    }

    fn drop_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        let words = words_outside_tags(&html);
        if !words.is_empty() {
            let start: String = words.chars().take(40).collect();
            self.warnings.push(format!("HTML inside the Markdown was left out, from “{start}” on."));
        }
    }
}

/// Returns what stands outside tags and comments, to tell whether anything was lost.
fn words_outside_tags(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        words.push_str(&rest[..at]);
        words.push(' ');
        rest = &rest[at..];
        let lower: String = rest.chars().take(8).collect::<String>().to_ascii_lowercase();
        let end = if lower.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else if lower.starts_with("<script") {
            rest.find("</script>").map(|end| end + 9)
        } else if lower.starts_with("<style") {
            rest.find("</style>").map(|end| end + 8)
        } else {
            rest.find('>').map(|end| end + 1)
        };
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    words.push_str(rest);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
