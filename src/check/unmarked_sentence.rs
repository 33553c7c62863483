//! A sentence with something to check, and nobody has looked. Knows words of English; marks nothing itself.

mod accusation;
mod number;
pub(super) mod quotation;
pub(super) mod word;

use super::rulebook::Wordbook;
use super::{Check, Finding, Ground, Marked, blocks, listed, rule};
use crate::model::Project;
use crate::text::{Block, Range};

rule! {
    UnmarkedSentence, "unmarked-sentence", "B01", "Unmarked sentence", Blocking;
    what_it_finds: "A sentence with a number, a quotation of three words or more, or a word of accusation, which no mark of any \
        kind meets. Numbers are figures, and number words before the thing they count. A list's own numbers, names \
        such as COVID-19 and titles of works in quotation marks do not count.",
    why_it_matters: "Errors that are corrected afterwards are mostly numbers, names, and what somebody is said to have said; \
        the costly ones are accusations. A fact that nobody marked is a fact that nobody checked.",
    example: "The council met again. Police arrested 14 members on Monday.",
    mended: "The council met again. Police [claim: arrested 14 members] on Monday.",
    what_to_do: "Mark what has to be checked, or mark the words as needing no check; a whole paragraph at once, too.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let marked = Marked::of(ground);
    let mut found = Vec::new();
    let is_bare = |sentence: Range| !marked.meets(sentence);
    let wordbook = ground.reading.wordbook.as_ref();
    look_over(ground.project, &ground.reading.sentences, wordbook, is_bare, |sentence, words, reasons| {
        let message = format!("Nothing is marked in a sentence with {}.", listed(reasons));
        found.push(Finding::on_words(rule, words, sentence, message));
    });
    found
}

/// Lists the sentences that hold something to check, marked or not.
pub(super) fn checkable(project: &Project, sentences: &[Range], wordbook: Option<&Wordbook>) -> Vec<Range> {
    let mut found = Vec::new();
    look_over(project, sentences, wordbook, |_| true, |sentence, _, _| found.push(sentence));
    found
}

/// Looks at the sentences that are wanted, and tells of those that hold something to check, with what it is.
fn look_over(
    project: &Project,
    sentences: &[Range],
    wordbook: Option<&Wordbook>,
    is_wanted: impl Fn(Range) -> bool,
    mut tell: impl FnMut(Range, &str, &[String]),
) {
    let text = project.text();
    let blocks = blocks(project);
    let mut sentences = sentences.iter().copied().peekable();
    for (at, block) in blocks.iter().enumerate() {
        let next_block = blocks.get(at + 1).and_then(|next| next.range.of(text));
        let mut spans = None;
        while let Some(sentence) = sentences.next_if(|sentence| sentence.start < block.range.end) {
            let Some(words) = sentence.of(text).filter(|_| is_wanted(sentence)) else { continue };
            // Worked out only for a block that has such a sentence: quotations run over sentences.
            let spans = spans.get_or_insert_with(|| quotation::spans(text, *block, next_block));
            let reasons = reasons(text, sentence, *block, spans, wordbook);
            if !reasons.is_empty() {
                tell(sentence, words, &reasons);
            }
        }
    }
}

/// Says what there is to check in a sentence, each with the words that show it.
fn reasons(
    text: &str,
    sentence: Range,
    block: Block,
    spans: &[Range],
    wordbook: Option<&Wordbook>,
) -> Vec<String> {
    let Some(inside) = sentence.of(text) else { return Vec::new() };
    let words = word::words(inside);
    let mut reasons = Vec::new();
    if let Some(number) = number::first(inside, &words, block.kind) {
        reasons.push(format!("a number (“{number}”)"));
    }
    if let Some(quotation) = quotation::first(text, sentence, spans) {
        reasons.push(format!("a quotation (“{quotation}”)"));
    }
    if let Some(accusation) = wordbook.and_then(|book| accusation::first(inside, &words, book)) {
        reasons.push(format!("an accusation (“{accusation}”)"));
    }
    reasons
}
