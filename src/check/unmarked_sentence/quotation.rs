//! Words in quotation marks, which may run over several sentences and paragraphs. Knows no language.
//!
//! *Limitations:* a plural possessive can end a quotation in single marks too early. A straight mark that is
//! missing turns inside and outside round for the rest of its paragraph.

use crate::check::shortened;
use crate::text::{Block, BlockKind, Range};

/// How many words make a quotation that has to be checked.
const FEWEST_WORDS: usize = 3;

/// Lists the quotations of a block, without their marks. A block set as a quotation is one as a whole.
///
/// A quotation that a block leaves open runs to its end where the marks are curly, or the next block opens again.
pub fn spans(text: &str, block: Block, next_block: Option<&str>) -> Vec<Range> {
    let Some(inside) = block.range.of(text) else { return Vec::new() };
    if block.kind == BlockKind::Quotation {
        return vec![block.range];
    }
    let mut spans = Vec::new();
    let mut open: Option<Opened> = None;
    let mut before = ' ';
    let mut characters = inside.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, after)| *after);
        match &open {
            Some(opened) if opened.closes(character, after) => {
                spans.push(Range::new(opened.start, at));
                open = None;
            }
            Some(_) => {}
            None => open = Opened::at(at, before, character, after),
        }
        before = character;
    }
    if let Some(opened) = open
        && opened.runs_on(next_block)
    {
        spans.push(Range::new(opened.start, inside.len()));
    }
    let is_heading = matches!(block.kind, BlockKind::Headline | BlockKind::Deck | BlockKind::Subhead);
    spans
        .into_iter()
        .filter(|span| span.of(inside).is_some_and(|words| is_heading || !is_title(words)))
        .map(|span| Range::new(block.range.start + span.start, block.range.start + span.end))
        .collect()
}

/// Returns the first quoted words of a sentence, if there are enough of them.
pub fn first(text: &str, sentence: Range, spans: &[Range]) -> Option<String> {
    let from = spans.partition_point(|span| span.end <= sentence.start);
    spans[from..]
        .iter()
        .map_while(|span| span.intersection(sentence))
        .filter_map(|range| range.of(text))
        .find(|words| count(words) >= FEWEST_WORDS)
        .map(|words| {
            shortened(words.trim_start_matches(is_mark).trim_end_matches(is_mark).trim_end_matches(','))
        })
}

fn is_mark(character: char) -> bool {
    matches!(character, '“' | '”' | '„' | '«' | '»' | '"' | '‘' | '’')
}

fn count(words: &str) -> usize {
    words.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// A quotation that has begun.
struct Opened {
    /// The opening mark.
    mark: char,
    /// Where the words begin.
    start: usize,
}

impl Opened {
    fn at(at: usize, before: char, mark: char, after: char) -> Option<Self> {
        let opens = match mark {
            '“' | '„' | '«' | '‹' | '「' | '『' => true,
            // A straight mark behind a figure stands for inches.
            '"' => !before.is_numeric() && !after.is_whitespace(),
            '»' | '”' => !before.is_alphanumeric() && after.is_alphanumeric(),
            '‘' | '\'' => !before.is_alphanumeric() && after.is_alphabetic(),
            _ => false,
        };
        opens.then(|| Self { mark, start: at + mark.len_utf8() })
    }

    fn closes(&self, character: char, after: char) -> bool {
        match self.mark {
            '“' | '”' => matches!(character, '”' | '"'),
            '„' => matches!(character, '“' | '”' | '"'),
            '«' => character == '»',
            '‹' => character == '›',
            '»' => character == '«',
            '「' => character == '」',
            '『' => character == '』',
            '‘' => character == '’' && !after.is_alphanumeric(),
            mark => character == mark && (mark == '"' || !after.is_alphanumeric()),
        }
    }

    /// Tells whether the quotation goes on beyond the block that left it open.
    fn runs_on(&self, next_block: Option<&str>) -> bool {
        match self.mark {
            '“' | '„' | '«' => true,
            '"' => next_block.is_some_and(|next| next.starts_with('"')),
            _ => false,
        }
    }
}

/// Tells whether quoted words are the title of a work: every word but the small ones begins with a capital.
fn is_title(words: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with",
    ];
    let mut capitals = 0_usize;
    for word in words.split_whitespace() {
        let Some(first) = word.chars().find(|character| character.is_alphanumeric()) else { continue };
        if first.is_uppercase() {
            capitals += 1;
        } else if !first.is_numeric() && !SMALL.contains(&word) {
            return false;
        }
    }
    capitals >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted<'a>(text: &'a str, next: Option<&str>) -> Vec<&'a str> {
        let block = Block { kind: BlockKind::Paragraph, range: Range::new(0, text.len()) };
        spans(text, block, next).into_iter().filter_map(|span| span.of(text)).collect()
    }

    #[test]
    fn marks_of_many_languages_are_read() {
        assert_eq!(quoted("“I did not,” he said. “Period.”", None), ["I did not,", "Period."]);
        assert_eq!(quoted("\"I did not,\" he said.", None), ["I did not,"]);
        assert_eq!(quoted("Er sagte: „Das war ich nicht“.", None), ["Das war ich nicht"]);
        assert_eq!(quoted("Il a dit : «Ce n’est pas moi».", None), ["Ce n’est pas moi"]);
        assert_eq!(quoted("‘I don’t know them,’ he said.", None), ["I don’t know them,"]);
    }

    #[test]
    fn apostrophes_and_inches_open_nothing() {
        assert!(quoted("The '90s were the workers' time.", None).is_empty());
        assert!(quoted("He is 5'10\" tall and she is 5'4\" tall.", None).is_empty());
    }

    #[test]
    fn a_quotation_left_open_runs_to_the_end_of_its_paragraph() {
        assert_eq!(quoted("He said: “We go. We all go.", None), ["We go. We all go."]);
        assert_eq!(quoted("He said: \"We go. We all go.", Some("\"And soon.\"")), ["We go. We all go."]);
        assert!(quoted("The screen is 13\" wide. It \"costs much.", None).is_empty());
    }

    #[test]
    fn titles_of_works_are_not_speech() {
        assert!(quoted("He wrote “The Lord of the Flies” there.", None).is_empty());
    }
}
