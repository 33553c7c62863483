//! The article says of itself that it is old. Knows lists of phrases, not how old anything is.

use super::{Check, Finding, Ground, Reading, rule, shortened};

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

/// How many words may stand between the pointer and the piece.
const POINTER_GAP: usize = 3;

/// How many words may stand between the piece and the phrase.
const PHRASE_GAP: usize = 5;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut sentences: Vec<usize> = reading.hits("notice-aged").map(|hit| hit.sentence).collect();
    sentences.dedup();
    sentences.retain(|sentence| is_notice(reading, *sentence));
    let told = sentences.into_iter().map(|sentence| {
        let sentence = reading.lines()[sentence].range;
        let words = sentence.of(text).unwrap_or_default();
        let message =
            format!("The article carries a notice that it may be outdated: “{}”.", shortened(words));
        Finding::on_words(rule, words, sentence, message)
    });
    told.collect()
}

/// Tells whether a sentence points at the piece itself and calls it old soon before or after.
fn is_notice(reading: &Reading, sentence: usize) -> bool {
    let words = reading.lines()[sentence].words();
    let is_in = |list: &str, at: usize| words.contains(&at) && reading.is_in(list, at);
    let points = |at: usize| is_in("notice-pointer", at) || (at == words.start && is_in("notice-head", at));
    let aged: Vec<usize> = reading.hits_in("notice-aged", sentence).map(|hit| hit.first).collect();
    words.clone().filter(|at| points(*at)).any(|pointer| {
        let mut pieces = (pointer + 1..words.end).filter(|at| is_in("notice-piece", *at));
        let Some(first) = pieces.next().filter(|first| *first <= pointer + 1 + POINTER_GAP) else {
            return false;
        };
        // “This article was last updated in 2012, and its content may be out of date.”
        let mut reaches = [(pointer, first)].into_iter().chain(pieces.map(|piece| (piece, piece)));
        reaches.any(|(from, piece)| aged.iter().any(|at| (from..=piece + 1 + PHRASE_GAP).contains(at)))
    })
}

#[cfg(test)]
mod tests {
    use super::OutdatedNotice;
    use crate::check::{Check, Ground, Reading, Rulebook};
    use crate::fixture::{fixture, vocabulary};

    fn is_notice(sentence: &str) -> bool {
        let made = fixture(sentence);
        let project = made.session.project();
        let rulebook = Rulebook::shipped();
        let reading = Reading::of(project, &rulebook);
        let vocabulary = vocabulary();
        let ground = Ground {
            project,
            outline: made.session.outline(),
            vocabulary: &vocabulary,
            reading: &reading,
            rulebook: &rulebook,
            today: made.session.today(),
        };
        !OutdatedNotice.find(&ground).is_empty()
    }

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
