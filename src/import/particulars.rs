//! What can be told of an article from its blocks: byline, date, dateline, captions and notes.
//!
//! Knows no format: every importer asks it last. Changes the kinds of paragraphs alone, never the text.

use super::{Article, byline, date, dateline};
use crate::text::BlockKind;

/// The most letters a notice, a caption or a deck has; more is running text.
const SHORT: usize = 600;
/// How many paragraphs that are neither byline nor date may stand above one.
const STRANGERS: usize = 2;

/// Fills in what the file did not name, and makes notes and captions of the paragraphs that are.
pub(super) fn take(article: &mut Article) {
    let Article { text, blocks, .. } = &mut *article;
    let (mut found_byline, mut found_date) = (None, None);
    let mut strangers = 0;
    for block in blocks.iter_mut().filter(|block| block.kind == BlockKind::Paragraph) {
        let Some(words) = block.range.of(text) else { continue };
        if words.len() > SHORT * 2 {
            strangers += 1;
            continue;
        }
        let at_the_head = strangers < STRANGERS;
        if at_the_head && let Some(names) = byline::names_in(words) {
            block.kind = BlockKind::Note;
            found_byline.get_or_insert(names);
        } else if at_the_head && let Some(day) = date::published_in(words) {
            block.kind = BlockKind::Note;
            found_date.get_or_insert(day);
        } else if is_notice(words) {
            block.kind = BlockKind::Note;
        } else if is_caption(words) {
            block.kind = BlockKind::Caption;
        } else {
            strangers += 1;
        }
    }
    let first =
        blocks.iter().find(|block| block.kind == BlockKind::Paragraph).and_then(|block| block.range.of(text));
    let dateline = first.and_then(dateline::of).map(str::to_owned);
    article.byline = article.byline.take().or(found_byline);
    article.published = article.published.take().or(found_date);
    article.dateline = article.dateline.take().or(dateline);
}

/// Tells a notice of the newsroom: about the article, not part of what it reports.
pub(super) fn is_notice(words: &str) -> bool {
    if words.chars().count() > SHORT {
        return false;
    }
    let lower = words.to_lowercase().replace('’', "'");
    let lower = lower.trim().trim_start_matches(['(', '[', '*', '_']);
    let opens = [
        "this is an archived",
        "editor's note",
        "editors' note",
        "correction:",
        "corrections:",
        "corrected:",
        "clarification:",
        "this article has been",
        "this article was",
        "this story has been",
        "this story was",
        "this version has been",
        "this version corrects",
        "an earlier version of this",
        "a previous version of this",
        "note:",
        "author's note",
        "copyright ",
        "©",
        "(c) ",
        "all rights reserved",
        "disclaimer:",
        "disclosure:",
        "translated by ",
    ];
    let closes = [
        "contributed to this report",
        "contributed to this story",
        "contributed to this article",
        "contributed reporting",
        "contributed research",
        "all rights reserved",
    ];
    let bare =
        lower.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | ']' | '*' | '_'));
    opens.iter().any(|opening| lower.starts_with(opening))
        || closes.iter().any(|closing| bare.ends_with(closing))
        || ["-30-", "###", "ends", "# # #", "- end -"].contains(&lower)
        || is_reporting_credit(lower)
}

/// Tells "(Reporting by Jane Doe; editing by John Roe)".
fn is_reporting_credit(lower: &str) -> bool {
    ["reporting by ", "additional reporting by ", "editing by ", "writing by "]
        .iter()
        .any(|opening| lower.starts_with(opening))
        && lower.chars().count() < 300
}

/// Tells the words under a picture by what they say of themselves.
pub(super) fn is_caption(words: &str) -> bool {
    if words.chars().count() > SHORT {
        return false;
    }
    let lower = words.trim().to_lowercase();
    let bare = lower.trim_start_matches(['(', '[']);
    let opens = [
        "caption:",
        "photo:",
        "photo by ",
        "photo credit",
        "photograph by ",
        "photograph:",
        "image:",
        "image credit",
        "picture:",
        "file - ",
        "file – ",
        "file — ",
    ];
    let credit = [
        "(image:",
        "(picture:",
        "(pic:",
        "(ap photo",
        "(photo:",
        "(photo by ",
        "(photo credit",
        "(reuters/",
        "(getty images",
        "(file photo",
    ];
    let ends_in_credit = lower.ends_with([')', '.'])
        && credit
            .iter()
            .filter_map(|credit| lower.rfind(credit))
            .max()
            .is_some_and(|at| lower.len() - at < 120);
    opens.iter().any(|opening| bare.starts_with(opening)) || ends_in_credit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_told_from_sentences() {
        for words in [
            "This is an archived article and the information in the article may be outdated.",
            "Editor’s note: The name was misspelled.",
            "The Associated Press contributed to this report.",
            "(Reporting by Jane Doe; Editing by John Roe)",
            "Correction: May 3.",
            "© 2021 The Daily Planet",
        ] {
            assert!(is_notice(words), "{words}");
        }
        for words in [
            "This is a scandal.",
            "Correction officers went on strike.",
            "He contributed to this report, she said, and left.",
        ] {
            assert!(!is_notice(words), "{words}");
        }
    }

    #[test]
    fn captions_are_told_by_their_credits() {
        for words in [
            "(Photo: Jane Doe)",
            "Caption: The governor on Friday",
            "Gov. Cuomo speaks on Friday. (AP Photo/Hans Pennink)",
            "FILE - In this Feb. 1 photo",
        ] {
            assert!(is_caption(words), "{words}");
        }
        for words in ["Photos of the governor were shown.", "He filed the papers."] {
            assert!(!is_caption(words), "{words}");
        }
    }
}
