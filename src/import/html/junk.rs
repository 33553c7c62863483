//! Drops lines that stand in the article's element without being part of it: byline, share bar, date, tags.
//!
//! Looks at short lines alone; a line that could be a sentence stays.

use super::walk::Piece;
use crate::import::{Article, byline, date};
use crate::text::BlockKind;

/// Lines that are furniture wherever they stand, in lower case.
const FURNITURE: &[&str] = &[
    "advertisement",
    "advertising",
    "ad",
    "share",
    "share this",
    "share this article",
    "share this story",
    "share this:",
    "share:",
    "tweet",
    "facebook",
    "twitter",
    "email",
    "e-mail",
    "print",
    "save",
    "pinterest",
    "linkedin",
    "whatsapp",
    "reddit",
    "copy link",
    "comments",
    "comment",
    "leave a comment",
    "read more",
    "read more:",
    "related",
    "related:",
    "related articles",
    "related stories",
    "related topics",
    "related content",
    "more on this story",
    "more from this author",
    "sponsored",
    "sponsored content",
    "promoted",
    "subscribe",
    "subscribe now",
    "sign up",
    "newsletter",
    "follow us",
    "back to top",
    "continue reading",
    "story continues below",
    "skip advertisement",
    "image",
    "photo",
    "photos",
    "video",
    "close",
    "loading",
    "loading...",
    "loading…",
    "next",
    "previous",
    "home",
    "menu",
    "tags",
    "topics",
    "most read",
    "most popular",
    "trending",
    "view comments",
    "show comments",
    "see more",
    "load more",
    "this article is more than",
    "article continues below",
    "story continues below advertisement",
    "article continues after advertisement",
    "continue reading below",
    "watch",
    "listen",
    "gift this article",
    "share full article",
    "click to share",
];
/// What such lines begin with, in lower case.
const OPENINGS: &[&str] = &[
    "tags:",
    "tagged:",
    "topics:",
    "filed under",
    "posted in",
    "categories:",
    "category:",
    "share on ",
    "share this ",
    "follow us on",
    "follow @",
    "updated:",
    "last updated",
    "published:",
    "posted:",
    "sign up for ",
    "subscribe to ",
    "read more:",
    "read next:",
    "read also:",
    "related:",
    "see also:",
    "also read:",
    "also read |",
    "more:",
    "image copyright",
    "image caption",
    "media caption",
    "photo credit:",
    "listen to this article",
    "download our ",
    "download the ",
    "click here to ",
    "get the latest ",
    "like us on ",
    "join our ",
    "recommended:",
    "don't miss:",
    "watch:",
    "must read:",
];

/// Takes out what is no part of the article, and fills in the byline or date that stood in such a line.
pub(super) fn sweep(pieces: &mut Vec<Piece>, article: &mut Article) {
    let title = article.title.as_deref().map(plain);
    let author = article.byline.as_deref().map(plain);
    let count = pieces.len();
    let mut index = 0;
    pieces.retain(|piece| {
        index += 1;
        let place = if index <= 8 {
            Place::Head
        } else if index + 6 > count {
            Place::Foot
        } else {
            Place::Middle
        };
        !is_junk(piece, place, title.as_deref(), author.as_deref(), article)
    });
    // Headings that announced what is now gone, or what stood on another page.
    if pieces.iter().any(|piece| piece.kind == BlockKind::Paragraph) {
        let kept =
            pieces.iter().rposition(|piece| piece.kind != BlockKind::Subhead).map_or(0, |last| last + 1);
        pieces.truncate(kept);
    }
}

/// Where in the article a piece stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Head,
    Middle,
    Foot,
}

fn is_junk(
    piece: &Piece,
    place: Place,
    title: Option<&str>,
    author: Option<&str>,
    article: &mut Article,
) -> bool {
    let words = piece.words.trim();
    let length = words.chars().count();
    let lower = plain(words);
    if place == Place::Head && title.is_some_and(|title| title == lower) {
        return true;
    }
    if length > 200 || piece.kind == BlockKind::TableRow {
        return false;
    }
    if !words.chars().any(char::is_alphanumeric) {
        return piece.kind != BlockKind::Quotation;
    }
    let bare = lower.trim_end_matches([':', '.', '…', '»', '>', '→', ' ']);
    if FURNITURE.contains(&lower.as_str()) || FURNITURE.contains(&bare) {
        return true;
    }
    if is_share_bar(&lower) {
        return true;
    }
    let ends_as_sentence = words.ends_with(['.', '!', '?', '”', '"']);
    if OPENINGS.iter().any(|opening| lower.starts_with(opening))
        && (!ends_as_sentence || piece.linked * 2 > words.len() || length < 80)
    {
        return true;
    }
    if place == Place::Head {
        if let Some(day) = date::published_in(words) {
            article.published.get_or_insert(day);
            return true;
        }
        if let Some(names) = byline::names_in(words).filter(|_| piece.kind != BlockKind::Subhead) {
            article.byline.get_or_insert(names);
            return true;
        }
        if author.is_some_and(|author| bare == author || lower == format!("by {author}")) {
            return true;
        }
    }
    // A line that is nothing but links: a menu, a breadcrumb, teasers of other articles.
    let is_all_links = piece.linked * 10 >= words.len() * 9;
    is_all_links
        && !ends_as_sentence
        && place != Place::Middle
        && piece.kind != BlockKind::Subhead
        && piece.kind != BlockKind::Caption
}

/// Tells a row of buttons: two words or more, each of them a network or what one does there.
fn is_share_bar(lower: &str) -> bool {
    const BUTTONS: &[&str] = &[
        "share",
        "tweet",
        "facebook",
        "twitter",
        "x",
        "email",
        "e-mail",
        "mail",
        "print",
        "pin",
        "pint",
        "pinterest",
        "linkedin",
        "whatsapp",
        "reddit",
        "telegram",
        "messenger",
        "flipboard",
        "tumblr",
        "google+",
        "sms",
        "copy",
        "link",
        "save",
        "like",
        "on",
        "this",
        "via",
        "more",
        "bluesky",
        "threads",
        "mastodon",
        "teilen",
        "partager",
        "compartir",
        "compartilhar",
        "baixar",
        "drucken",
        "imprimer",
        "imprimir",
    ];
    let mut words = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | ',' | '•' | '·'))
        .filter(|word| !word.is_empty());
    let count = words.clone().count();
    count >= 2 && words.all(|word| BUTTONS.contains(&word))
}

fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace(['’', '‘'], "'")
}
