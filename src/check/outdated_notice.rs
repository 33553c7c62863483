//! The article says of itself that it is old. Knows phrases of English notices, not how old anything is.

use super::{Check, Finding, Ground, rule, shortened};

rule! {
    OutdatedNotice, "outdated-notice", "W14", "The article says that it is outdated", Warning;
    what_it_finds: "A sentence in which the article speaks of itself as archived, old, no longer updated or possibly out of \
        date. Sites put such notices over old stories, and they are saved along with the text.",
    why_it_matters: "What was true then may not be true now: stages of a case, titles, numbers, answers. Every claim has to be \
        checked as of the day of publication. And the notice itself is not the author's text.",
    example: "This story is from our archives and may no longer be accurate.",
    mended: "[claim: The council met again].",
    what_to_do: "Find the current version, check each claim as of today, and take the notice out of the text; if the piece is \
        meant to stand as it was, waive this with the date it is checked for.",
}

/// Words for what the reader has in front of them.
const PIECE: &[&str] = &[
    "article",
    "articles",
    "column",
    "content",
    "coverage",
    "file",
    "information",
    "item",
    "material",
    "page",
    "piece",
    "post",
    "report",
    "story",
    "text",
    "transcript",
    "version",
    "webpage",
];

/// Words that point at it.
const POINTER: &[&str] = &["this", "these"];

/// Words that call it old at once, at the head of a sentence: "Archived content".
const HEAD: &[&str] = &["archive", "archived", "archival", "outdated"];

/// Phrases that call it old.
const AGED: &[&str] = &[
    "archive",
    "archived",
    "archives",
    "archival",
    "outdated",
    "out of date",
    "out-of-date",
    "obsolete",
    "no longer accurate",
    "no longer be accurate",
    "no longer correct",
    "no longer current",
    "no longer be current",
    "no longer be correct",
    "no longer be valid",
    "no longer be up to date",
    "no longer updated",
    "no longer being updated",
    "no longer maintained",
    "not be accurate",
    "not be current",
    "not be up to date",
    "not be up-to-date",
    "not been updated",
    "not being updated",
    "not reflect current",
    "not reflect the current",
    "not reflect the latest",
    "months old",
    "year old",
    "years old",
];

/// How many words may stand between the pointer and the piece.
const POINTER_GAP: usize = 3;

/// How many words may stand between the piece and the phrase.
const PHRASE_GAP: usize = 5;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let text = ground.project.text();
    ground
        .reading
        .sentences
        .iter()
        .filter_map(|sentence| sentence.of(text).map(|words| (*sentence, words)))
        .filter(|(_, words)| is_notice(words))
        .map(|(sentence, words)| {
            let message =
                format!("The article carries a notice that it may be outdated: “{}”.", shortened(words));
            Finding::on_words(rule, words, sentence, message)
        })
        .collect()
}

/// Tells whether a sentence points at the piece itself and calls it old soon before or after.
fn is_notice(sentence: &str) -> bool {
    let words: Vec<String> = sentence
        .split(|character: char| !character.is_alphanumeric() && character != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is_one_of =
        |list: &[&str], at: usize| words.get(at).is_some_and(|word| list.contains(&word.as_str()));
    let points = |at: usize| is_one_of(POINTER, at) || (at == 0 && is_one_of(HEAD, at));
    (0..words.len())
        .filter(|at| points(*at))
        .filter_map(|at| Some((at, (at + 1..=at + 1 + POINTER_GAP).find(|piece| is_one_of(PIECE, *piece))?)))
        .any(|(pointer, piece)| (pointer..=piece + 1 + PHRASE_GAP).any(|at| aged_at(&words, at)))
}

fn aged_at(words: &[String], at: usize) -> bool {
    let Some(rest) = words.get(at..) else { return false };
    AGED.iter().any(|phrase| {
        let mut rest = rest.iter();
        phrase.split(' ').all(|word| rest.next().is_some_and(|next| next == word))
    })
}

#[cfg(test)]
mod tests {
    use super::is_notice;

    #[test]
    fn notices_of_many_sites_are_recognised() {
        for notice in [
            "This is an archived article and the information in the article may be outdated.",
            "This article is more than 3 years old",
            "This page was archived on 3 May 2012 and is no longer being updated.",
            "Archived content: information may be out of date.",
            "You are reading a story from 2011; this content may not reflect the latest guidance.",
            "This post is over two years old and may no longer be accurate.",
            "This version of the report has not been updated since 2019.",
        ] {
            assert!(is_notice(notice), "{notice}");
        }
    }

    #[test]
    fn a_story_about_archives_is_no_notice() {
        for story in [
            "He found the letters in the city archive.",
            "The machines are outdated, the union said.",
            "The boy is three years old.",
            "Information in the company's filing was out of date, prosecutors said.",
            "The museum will put its archived recordings on show.",
            "“This report is about children who are three years old,” she said.",
            "Police used the archived report of 1998.",
            "This story moved readers, and a year later the council put it in the archives.",
        ] {
            assert!(!is_notice(story), "{story}");
        }
    }
}
