//! Sentences, by rules of our own: UAX #29 ends them after every abbreviation.
//!
//! Each full stop is judged by what stands next to it, never by what came before the sentence; so splitting may
//! begin at any white space and falls in step. Knows nothing of blocks.
//!
//! *Limitations:* a full stop without white space after it ends nothing, except in scripts written without
//! spaces. Words are known for English alone; elsewhere an abbreviation before a capital ends a sentence.

use super::paragraph::breaks;
use super::stop::{Stop, is_terminator};
use super::{Range, trim};

/// How far back `sentence_at` first looks for a sentence that ends.
const WINDOW: usize = 2048;

/// Lists the sentences in order, without the white space around them.
///
/// Together they hold every character that is no white space. A blank line ends a sentence, a single line break
/// does not.
pub fn sentences(text: &str) -> Vec<Range> {
    Splitter { text, at: 0 }.collect()
}

/// Finds the sentence at `at`; in the white space between two, the one before. Empty where there is none.
pub fn sentence_at(text: &str, at: usize) -> Range {
    let at = text.floor_char_boundary(at);
    let mut reach = WINDOW;
    loop {
        let from = start_within(text, at, reach);
        // Where the first sentence of the window starts is known only at the start of the text.
        let skipped = usize::from(from > 0);
        let mut here = None;
        for (count, sentence) in (Splitter { text, at: from }).enumerate() {
            if sentence.start > at && here.is_some() {
                break;
            }
            if count >= skipped && (sentence.start <= at || from == 0) {
                here = Some(sentence);
            }
            if sentence.end > at {
                break;
            }
        }
        match here {
            Some(sentence) => return sentence,
            None if from == 0 => return Range { start: at, end: at },
            None => reach = reach.saturating_mul(4),
        }
    }
}

/// Finds a place after white space at least `reach` before `at`, or the text's start.
fn start_within(text: &str, at: usize, reach: usize) -> usize {
    let from = text.floor_char_boundary(at.saturating_sub(reach));
    text[..from]
        .char_indices()
        .rfind(|(_, character)| character.is_whitespace())
        .map_or(0, |(start, _)| start)
}

/// Walks over the sentences of a text.
struct Splitter<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Splitter<'_> {
    type Item = Range;

    fn next(&mut self) -> Option<Range> {
        let rest = self.text[self.at..].trim_start();
        if rest.is_empty() {
            self.at = self.text.len();
            return None;
        }
        let start = self.text.len() - rest.len();
        let end = end_after(self.text, start);
        self.at = end;
        Some(trim(self.text, Range { start, end }))
    }
}

/// Finds where the sentence that starts at `start` ends.
fn end_after(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(character) = text[at..].chars().next() {
        if character == '\n' || character == '\u{2029}' {
            let rest = &text[at..];
            let gap = rest.len() - rest.trim_start().len();
            if breaks(&rest[..gap]) {
                return at;
            }
            at += gap;
        } else if is_terminator(character) {
            let stop = Stop::read(text, at);
            if stop.ends_sentence() {
                return stop.end;
            }
            at = stop.end;
        } else {
            at += character.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Splits text in which `|` marks where sentences are to end.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<&str> = sentences(&text).into_iter().filter_map(|range| range.of(&text)).collect();
        let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn titles_and_initials_do_not_end_a_sentence() {
        check("Dr. Smith met Sens. Lee and Gov. J. K. Brown.| Reps. A. Ode and B.C. Poe left.");
        check("He chose plan B.| The rest chose A.");
        check("George W. Bush and Samuel L. Jackson spoke.| I did not.");
    }

    #[test]
    fn acronyms_end_a_sentence_only_before_words_that_start_one() {
        check(
            "He left the U.S.| The U.S. Senate did not.| He moved to Washington, D.C.| In May he returned.",
        );
        check("It closed at 5 p.m. Monday.| It opened at 9 a.m.| Nobody came.");
        check("Acme Inc. was sold to Foo Co. Ltd. in Jan. 2020.| Apples, pears, etc.| We paid.");
    }

    #[test]
    fn numbers_and_decimals_stay_whole() {
        check("It cost $3.5 million.| 12 people paid.| See No. 5 and pp. 12 to 14.| No.| That is all.");
        check("1. Scope is wide.| 2. Time is short.");
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        check("“We won.”| He left.| (It was late.)| \"So it was.\"| Then (finally!) it ended.");
        check("He was seen in May.[6]| She was not. [7]| It is so.");
        check("« C’est fini ! »| Elle partit.");
    }

    #[test]
    fn a_question_in_a_quotation_goes_on_with_its_speaker() {
        check("“Who is it?” he asked.| “Why?” Smith asked.| “Go!”| The door closed.");
        check("\"Did he pay? Did he lie?\" she said.".replace("pay? ", "pay?| ").as_str());
    }

    #[test]
    fn an_ellipsis_ends_a_sentence_before_a_capital_only() {
        check("I thought ... maybe not.| Well...| They left.| We [...] The court said so.| Wait. . . now.");
    }

    #[test]
    fn blank_lines_end_sentences_and_line_breaks_do_not() {
        check("A headline|\n\nThe first\nline goes on.|\nThe next.|\r\n\r\nlower case");
    }

    #[test]
    fn other_scripts_have_full_stops_of_their_own() {
        check("他来了。|她走了！|「本当。」と彼は言った。|終わり");
        check("هل جاء؟| نعم.| لا۔| यह सच है।| वह गया।");
    }

    #[test]
    fn the_sentence_at_an_offset_is_the_one_of_the_list() {
        let text = "He met Dr. Lee. She left.  ".repeat(4000) + "The end";
        let all = sentences(&text);
        for sentence in all.iter().step_by(97).chain(all.last()) {
            assert_eq!(sentence_at(&text, sentence.start), *sentence);
            assert_eq!(sentence_at(&text, sentence.end - 1), *sentence);
            assert_eq!(sentence_at(&text, sentence.end), *sentence);
        }
        assert_eq!(sentence_at("", 3), Range::new(0, 0));
        assert_eq!(sentence_at("  One.", 0).of("  One."), Some("One."));
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("He said"),
            Just("Dr"),
            Just("U.S"),
            Just(". "),
            Just("."),
            Just("? "),
            Just("...\u{a0}"),
            Just("\"I"),
            Just("\" "),
            Just(" («"),
            Just("»)"),
            Just("\n"),
            Just("\n\n"),
            Just(" 3"),
            Just("。"),
            Just(" [6]"),
            Just("é "),
            Just(" . . ."),
            Just("-"),
        ];
        prop_oneof![proptest::collection::vec(piece, 0..40).prop_map(|parts| parts.concat()), ".{0,60}"]
    }

    proptest! {
        #[test]
        fn sentences_hold_everything_once_and_in_order(text in text()) {
            let mut end = 0;
            for sentence in sentences(&text) {
                prop_assert!(!sentence.is_empty() && sentence.start >= end);
                prop_assert_eq!(text[end..sentence.start].trim(), "");
                prop_assert_eq!(sentence.of(&text).map(str::trim), sentence.of(&text));
                end = sentence.end;
            }
            prop_assert_eq!(text[end..].trim(), "");
        }

        #[test]
        fn looking_up_agrees_with_listing(text in text(), padding in 0usize..3) {
            let text = format!("{}{text}", "Some words go first. ".repeat(padding * 120));
            for sentence in sentences(&text).into_iter().rev().take(8) {
                prop_assert_eq!(sentence_at(&text, sentence.start), sentence);
            }
        }
    }
}
