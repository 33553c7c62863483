//! What is told of real alterations, and the laws that hold for any two texts.

use super::*;
use proptest::prelude::*;

/// Writes the differences down, one sentence each.
fn told(content: &str, source: &str) -> Vec<String> {
    let comparison = compare(content, source, "en", Extent::Whole);
    comparison.differences().map(|segment| comparison.sentence(segment, content, source)).collect()
}

fn check(content: &str, source: &str, expected: &[&str]) {
    assert_eq!(told(content, source), expected, "{content}");
}

const SPEECH: &str = "Thank you all for coming. I did not take any money from the developers, um, and I have never met \
    Mr. Smith. We raised $5 million, you know, for schools. It is the best, I think, that anybody could do.";

#[test]
fn the_same_words_are_the_same_whatever_marks_stand_round_them() {
    check("“I did not take any money from the developers”", SPEECH, &[]);
    check("\"I did not take any money from the devel\u{ad}opers\"", SPEECH, &[]);
    let comparison = compare("We raised $5 million", SPEECH, "en", Extent::Whole);
    assert_eq!(comparison.summary(), "Word for word the same");
    assert_eq!(comparison.region().and_then(|range| range.of(SPEECH)), Some("We raised $5 million"));
}

#[test]
fn a_dropped_negation_a_changed_number_and_a_changed_word_are_told() {
    check("I did take any money from the developers", SPEECH, &["Negation: “not” is missing"]);
    check(
        "We raised $7 million for schools",
        SPEECH,
        &["Number: “$7 million” for “$5 million”", "A filler left out: “you know”"],
    );
    check("I did not take any money from the lobbyists", SPEECH, &["Wording: “lobbyists” for “developers”"]);
    check(
        "It is not the best that anybody could do",
        SPEECH,
        &["Negation: “not” is not in the source", "Left out without a sign: “I think”"],
    );
    check(
        "That is impossible",
        "Well, that is possible today.",
        &["Capitals: “That” for “that”", "Negation: “impossible” for “possible”"],
    );
}

#[test]
fn forms_are_told_apart_from_words() {
    check("I didn’t take any money", SPEECH, &["Spelling: “didn’t” for “did not”"]);
    check("We raised five million dollars", SPEECH, &["Spelling: “five million dollars” for “$5 million”"]);
    check(
        "the developers and I have never met Mr Smith",
        SPEECH,
        &["A filler left out: “um”", "Punctuation: “” for “.”"],
    );
    check("a long-term plan", "It was a long term plan.", &["Spelling: “-” for “”"]);
    check("organise it", "organize it", &["Spelling: “organise” for “organize”"]);
}

#[test]
fn brackets_and_ellipses_are_told_with_what_they_hide() {
    check("[He] did not take any money", SPEECH, &["In brackets: “He” for “I”"]);
    check("I did … take any money", SPEECH, &["The ellipsis leaves out 1 word, a negation among them"]);
    check(
        "I did not take any money […] for schools",
        SPEECH,
        &["The ellipsis leaves out 17 words, a negation and a number among them"],
    );
    check("[W]e raised $5 million", "then we raised $5 million", &["Capitals: “[W]e” for “we”"]);
}

#[test]
fn what_the_source_lacks_is_no_change_of_the_words_beside() {
    check(
        "Nobody ever gave us anything for it, and I did not take any money from the developers",
        SPEECH,
        &["Not in the source: “Nobody ever gave us anything for it, and”"],
    );
    check(
        "We raised $5 million for schools, and every child in town got books",
        SPEECH,
        &["A filler left out: “you know”", "Not in the source: “and every child in town got books”"],
    );
    // One or two other words at an end are other words.
    check(
        "They never took any money from the developers",
        "We never took any money from the developers",
        &["Wording: “They” for “We”"],
    );
}

#[test]
fn he_said_belongs_to_the_article() {
    let comparison = compare(
        "“I did not take any money,” he said, “and I have never met Mr. Smith.”",
        SPEECH,
        "en",
        Extent::Whole,
    );
    assert!(!comparison.is_grave(), "{comparison:?}");
    assert_eq!(comparison.count(Class::Own), 1);
}

#[test]
fn an_excerpt_may_end_before_the_quotation() {
    let excerpt = "I did not take any money";
    let of = |extent| compare("I did not take any money from the developers", excerpt, "en", extent);
    assert_eq!(of(Extent::Excerpt).summary(), "It is longer than the excerpt");
    assert!(!of(Extent::Excerpt).is_grave() && of(Extent::Whole).is_grave());
}

#[test]
fn words_that_nobody_said_are_not_found() {
    let comparison = compare("Fishing quotas remain absurdly generous", SPEECH, "en", Extent::Whole);
    assert_eq!(
        (comparison.is_found, comparison.summary().as_str()),
        (false, "The words do not stand in the source")
    );
    assert!(!compare("words", "", "en", Extent::Whole).is_found);
    assert!(compare("", "words", "en", Extent::Whole).segments.is_empty());
}

#[test]
fn a_quotation_is_found_in_a_long_text() {
    let filler = "The committee met on the second floor and took the minutes of what was said there. ";
    let source = format!("{}{SPEECH} {}", filler.repeat(4_000), filler.repeat(4_000));
    let comparison = compare("I did take any money from the developers", &source, "en", Extent::Whole);
    assert_eq!(comparison.summary(), "A negation differs");
}

proptest! {
    #[test]
    fn any_two_texts_can_be_compared(content in ".{0,60}", source in ".{0,80}", language in "(en|de|fr||xx)") {
        let comparison = compare(&content, &source, &language, Extent::Excerpt);
        let mut at = 0;
        for segment in &comparison.segments {
            prop_assert!(segment.content.of(&content).is_some() && segment.source.of(&source).is_some());
            prop_assert!(segment.content.start >= at, "{:?}", comparison);
            at = segment.content.end;
            prop_assert!(!comparison.sentence(segment, &content, &source).is_empty());
        }
        prop_assert!(!comparison.summary().is_empty());
    }

    #[test]
    fn a_text_of_words_never_differs_from_itself(
        words in prop::collection::vec(prop::sample::select(vec![
            "not", "the", "five", "$3", "million", "you", "know", "didn't", "[he]", "…", "said,", "“we", "go”", "like", "A", "and",
            "twenty-five", "6", "%", "(no)",
        ]), 1..20),
    ) {
        let text = words.join(" ");
        let comparison = compare(&text, &text, "en", Extent::Whole);
        prop_assert!(!comparison.segments.iter().any(|segment| segment.class.is_grave()), "{}: {:?}", text, comparison);
    }
}
