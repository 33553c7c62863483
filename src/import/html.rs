//! Saved web pages: finds the article in the page, its parts and its particulars.
//!
//! Fetches nothing: pictures, scripts and links are never followed.

use super::composition::{Composition, Joint};
use super::{Article, Importer, Unreadable, decode, particulars};
use crate::text::BlockKind;
use dom_query::Document;
use dom_smoothie::{Config, Readability};
use page::Page;
use walk::Piece;

mod charset;
mod guard;
mod junk;
mod page;
mod walk;

/// The most bytes a file may have.
const LIMIT: usize = 20_000_000;
/// Room for the recursion of the tree builder and of the extractor, in bytes.
const STACK: usize = 64 << 20;
/// Below so many letters an extracted article is checked against the whole page.
const SLIGHT: usize = 140;

/// Reads `.html` files.
pub struct Html;

impl Importer for Html {
    fn id(&self) -> &'static str {
        "html"
    }

    fn label(&self) -> &'static str {
        "Web page"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "xht"]
    }

    fn read(&self, bytes: &[u8], name: &str) -> Result<Article, Unreadable> {
        decode::within(LIMIT, bytes, name)?;
        let decoded = decode::decode(bytes, charset::declared(bytes), name)?;
        let tamed = guard::tame(&decoded.text, name)?;
        let read = std::thread::Builder::new()
            .name("page".to_owned())
            .stack_size(STACK)
            .spawn(move || article_in(&tamed));
        // A panic of the extractor ends its thread alone.
        let found = read.ok().and_then(|thread| thread.join().ok());
        let Some(mut article) = found else {
            return Err(Unreadable::new(format!(
                "“{name}” could not be taken apart; copy the article's text into a .txt file and open that"
            )));
        };
        if article.blocks.is_empty() {
            return Err(decode::without_text(name));
        }
        article.warnings.splice(0..0, decoded.warnings);
        Ok(article)
    }
}

/// Finds the article in a page; without blocks if the page shows no words.
fn article_in(html: &str) -> Article {
    let document = Document::from(html);
    let page = Page::of(&document);
    let whole = document.clone();
    let config = Config { keep_classes: true, ..Config::default() };
    let found =
        Readability::with_document(document, None, Some(config)).and_then(|mut reader| reader.parse()).ok();
    let mut warnings = Vec::new();
    let mut pieces = found
        .as_ref()
        .map(|found| walk::pieces(&Document::fragment(found.content.clone()).root()))
        .unwrap_or_default();
    if letters(&pieces) < SLIGHT {
        let all = whole.body().map(|body| walk::pieces(&body)).unwrap_or_default();
        if letters(&pieces) == 0 && !all.is_empty() {
            warnings.push(
                "No article could be told from the rest of the page, so all of its text was taken over."
                    .to_owned(),
            );
            pieces = all;
        }
    }
    let mut article = page.article(found.as_ref());
    article.warnings = warnings;
    junk::sweep(&mut pieces, &mut article);
    compose(&pieces, &mut article);
    particulars::take(&mut article);
    article
}

fn letters(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.words.trim().len()).sum()
}

/// Sets the headline above the pieces and joins all to the article's text.
fn compose(pieces: &[Piece], article: &mut Article) {
    let mut composition = Composition::default();
    if pieces.is_empty() {
        return;
    }
    let headed = pieces.first().is_some_and(|piece| piece.kind == BlockKind::Headline);
    if let Some(title) = article.title.as_ref().filter(|_| !headed) {
        composition.push(BlockKind::Headline, title, Joint::Apart);
    }
    let mut run = None;
    for piece in pieces {
        let joint = if piece.run.is_some() && piece.run == run { Joint::Adjacent } else { Joint::Apart };
        composition.push(piece.kind, &piece.words, joint);
        run = piece.run;
    }
    article.text = composition.text;
    article.blocks = composition.blocks;
}

#[cfg(test)]
mod tests;
