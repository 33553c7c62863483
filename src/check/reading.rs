//! The article as the rules read it: its sentences, their words, what stands in quotation marks, and where the words of
//! the desk's lists are met. Made once for all rules; follows from the text and the desk's words alone.

pub(super) mod arithmetic;
pub(super) mod day;
pub(super) mod event;
pub(super) mod name;
pub(super) mod quantity;
mod wording;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::rulebook::{Phrase, Rulebook, Wordbook, Worded};
use super::unmarked_sentence::{quotation, word};
use super::{blocks, sentences_of};
use crate::model::Project;
use crate::text::{Block, BlockKind, Range};

/// A word of the article, with its hyphens and inner apostrophes; a figure with its inner points and commas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says something else of the word")]
pub struct Word {
    start: u32,
    end: u32,
    spelling: u32,
    /// Whether it begins with a capital.
    pub is_capitalised: bool,
    /// Whether only white space parts it from the word before in its sentence.
    pub follows_closely: bool,
    /// Whether it belongs to a web or mail address.
    pub is_address: bool,
    /// Whether it stands in quotation marks.
    pub is_quoted: bool,
}

impl Word {
    /// Returns where it stands in the draft, in bytes.
    pub fn range(self) -> Range {
        Range::new(self.start as usize, self.end as usize)
    }
}

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the draft, in bytes.
    pub range: Range,
    /// Which block it belongs to, of [`Reading::blocks`].
    pub block: usize,
    /// What sort of block that is.
    pub kind: BlockKind,
    first: usize,
    end: usize,
}

impl Sentence {
    /// Returns the numbers of its words.
    pub fn words(&self) -> std::ops::Range<usize> {
        self.first..self.end
    }
}

/// Where a phrase of a list is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The phrase.
    pub phrase: &'a Phrase,
    /// The number of the sentence.
    pub sentence: usize,
    /// The number of the first word, counted over the whole article.
    pub first: usize,
    /// The number of the word behind the last.
    pub end: usize,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    phrase: usize,
    sentence: usize,
    first: usize,
    end: usize,
}

/// The article as the rules read it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The sentences of the draft in order. None crosses a block, and each holds a letter or a digit.
    pub sentences: Vec<Range>,
    /// The blocks of the draft; one without any counts as one paragraph.
    pub blocks: Vec<Block>,
    /// What stands in quotation marks, without them, in order.
    pub quotations: Vec<Range>,
    /// The words that the lists come from; nothing where the article is in another language.
    pub wordbook: Option<Wordbook>,
    /// The days that are named, in order.
    pub(super) days: Vec<day::NamedDay>,
    /// The numbers with what they are of, in order.
    pub(super) quantities: Vec<quantity::Quantity>,
    lines: Vec<Sentence>,
    words: Vec<Word>,
    spellings: Vec<Box<str>>,
    met: BTreeMap<String, Vec<Place>>,
    /// The spellings that stand somewhere without a capital.
    small: HashSet<u32>,
}

impl Reading {
    /// Reads the current draft of a project.
    pub fn of(project: &Project, rulebook: &Rulebook) -> Self {
        let text = project.text();
        let blocks = blocks(project);
        let wordbook = rulebook.wordbook(&project.article().language, text).cloned();
        let mut reading = Self { blocks, wordbook, ..Self::default() };
        let mut known: HashMap<Box<str>, u32> = HashMap::new();
        for at in 0..reading.blocks.len() {
            let block = reading.blocks[at];
            let next = reading.blocks.get(at + 1).and_then(|next| next.range.of(text));
            let from = reading.quotations.len();
            reading.quotations.extend(quotation::spans(text, block, next));
            for sentence in sentences_of(text, block) {
                reading.take_in(text, sentence, (at, block.kind), from, &mut known);
            }
        }
        reading.look_up();
        reading.days = day::read(&reading, text);
        reading.quantities = quantity::read(&reading, text);
        reading
    }

    fn take_in(
        &mut self,
        text: &str,
        sentence: Range,
        (block, kind): (usize, BlockKind),
        from: usize,
        known: &mut HashMap<Box<str>, u32>,
    ) {
        let first = self.words.len();
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        for word in word::words(sentence.of(text).unwrap_or_default()) {
            let start = sentence.start + word.range.start;
            let quoted = &self.quotations[from..];
            let at = quoted.partition_point(|span| span.end <= start);
            let spelling = known.get(word.lower.as_str()).copied().unwrap_or_else(|| {
                let number = place(self.spellings.len());
                self.spellings.push(word.lower.clone().into());
                known.insert(word.lower.as_str().into(), number);
                number
            });
            if !word.is_capitalised {
                self.small.insert(spelling);
            }
            self.words.push(Word {
                start: place(start),
                end: place(sentence.start + word.range.end),
                spelling,
                is_capitalised: word.is_capitalised,
                follows_closely: word.follows_closely,
                is_address: word.is_address,
                is_quoted: quoted.get(at).is_some_and(|span| span.start <= start),
            });
        }
        self.sentences.push(sentence);
        self.lines.push(Sentence { range: sentence, block, kind, first, end: self.words.len() });
    }

    /// Finds where the phrases of every list are met, in one walk over the words.
    fn look_up(&mut self) {
        let Some(wordbook) = self.wordbook.take() else { return };
        let lists: Vec<_> = wordbook.lists.iter().collect();
        // Which phrases a spelling may begin, list by list: worked out once a spelling.
        let begun: Vec<Vec<(usize, Vec<usize>)>> = self
            .spellings
            .iter()
            .map(|lower| {
                let begun = lists.iter().enumerate().map(|(at, (_, list))| (at, list.begun(lower)));
                begun.filter(|(_, phrases)| !phrases.is_empty()).collect()
            })
            .collect();
        let mut met: Vec<Vec<Place>> = vec![Vec::new(); lists.len()];
        for (number, line) in self.lines.iter().enumerate() {
            let view = Line { reading: self, line };
            for at in line.words() {
                for (list, phrases) in &begun[self.words[at].spelling as usize] {
                    let is_within = met[*list].last().is_some_and(|last: &Place| last.end > at);
                    let found = lists[*list].1.longest(phrases, &view, at - line.first);
                    if let Some(found) = found.filter(|_| !is_within) {
                        let (first, end) = (line.first + found.first, line.first + found.end);
                        met[*list].push(Place { phrase: found.phrase, sentence: number, first, end });
                    }
                }
            }
        }
        self.met = lists.iter().map(|(name, _)| (*name).clone()).zip(met).collect();
        self.wordbook = Some(wordbook);
    }

    /// Lists where the phrases of a list are met, in the order of the text; two never overlap.
    pub fn hits<'a>(&'a self, list: &str) -> impl Iterator<Item = Hit<'a>> {
        let phrases = self.wordbook.as_ref().and_then(|book| book.lists.get(list)).map(|list| &list.phrases);
        let met = self.met.get(list).into_iter().flatten();
        met.filter_map(move |place| {
            let Place { phrase, sentence, first, end } = *place;
            Some(Hit { phrase: phrases?.get(phrase)?, sentence, first, end })
        })
    }

    /// Lists where the phrases of a list are met within one sentence.
    pub fn hits_in<'a>(&'a self, list: &str, sentence: usize) -> impl Iterator<Item = Hit<'a>> {
        let met = self.met.get(list).map_or(&[][..], Vec::as_slice);
        let from = met.partition_point(|place| place.sentence < sentence);
        let phrases = self.wordbook.as_ref().and_then(|book| book.lists.get(list)).map(|list| &list.phrases);
        met[from..].iter().take_while(move |place| place.sentence == sentence).filter_map(move |place| {
            let Place { phrase, sentence, first, end } = *place;
            Some(Hit { phrase: phrases?.get(phrase)?, sentence, first, end })
        })
    }

    /// Lists the quantities of a sentence.
    pub(super) fn quantities_in(&self, sentence: usize) -> &[quantity::Quantity] {
        let from = self.quantities.partition_point(|quantity| quantity.sentence < sentence);
        let to = self.quantities.partition_point(|quantity| quantity.sentence <= sentence);
        &self.quantities[from..to]
    }

    /// Lists the days that are named in a sentence.
    pub(super) fn days_in(&self, sentence: usize) -> &[day::NamedDay] {
        let from = self.days.partition_point(|day| day.sentence < sentence);
        let to = self.days.partition_point(|day| day.sentence <= sentence);
        &self.days[from..to]
    }

    /// Lists the sentences that a range meets.
    pub fn sentences_in(&self, range: Range) -> &[Range] {
        let first = self.sentences.partition_point(|sentence| sentence.end <= range.start);
        let end = self.sentences.partition_point(|sentence| sentence.start < range.end);
        self.sentences.get(first..end).unwrap_or_default()
    }

    /// Lists the sentences in order.
    pub fn lines(&self) -> &[Sentence] {
        &self.lines
    }

    /// Returns a word by its number.
    pub fn word(&self, at: usize) -> Word {
        self.words[at]
    }

    /// Returns the words of a sentence.
    pub fn words(&self, sentence: &Sentence) -> &[Word] {
        &self.words[sentence.words()]
    }

    /// Returns a word in lower case, its apostrophes straight.
    pub fn lower(&self, word: Word) -> &str {
        &self.spellings[word.spelling as usize]
    }

    /// Tells whether the article has a word anywhere without a capital.
    pub fn is_ever_small(&self, word: Word) -> bool {
        self.small.contains(&word.spelling)
    }

    /// Returns the bytes from one word to the last before another.
    pub fn span(&self, words: std::ops::Range<usize>) -> Range {
        Range::new(self.words[words.start].start as usize, self.words[words.end - 1].end as usize)
    }
}

/// Tells whether a word says what a sentence is about: a long one that is no number and in no list of fillers.
pub(super) fn is_content(reading: &Reading, at: usize) -> bool {
    let lower = reading.lower(reading.word(at));
    let is_filler = reading.wordbook.as_ref().is_none_or(|book| book.list("filler").has(lower));
    lower.len() > 3 && lower.starts_with(char::is_alphabetic) && !is_filler
}

/// Returns the stems of the words that say what is spoken of, at most so many words from one of a sentence.
pub(super) fn content(reading: &Reading, sentence: usize, at: usize, reach: usize) -> BTreeSet<&str> {
    let line = reading.lines()[sentence].words();
    let near = at.saturating_sub(reach).max(line.start)..(at + reach).min(line.end);
    near.filter(|at| is_content(reading, *at)).map(|at| stem(reading.lower(reading.word(at)))).collect()
}

/// Leaves the commonest endings aside, so that “arrests” and “arrested” are one.
pub(super) fn stem(lower: &str) -> &str {
    let bare = lower.strip_suffix("'s").unwrap_or(lower);
    let short = ["ings", "ing", "ers", "ed", "es", "er", "s", "e"]
        .iter()
        .find_map(|ending| bare.strip_suffix(ending));
    short.filter(|short| short.len() > 3).unwrap_or(bare)
}

/// A sentence whose words phrases are looked for in.
struct Line<'a> {
    reading: &'a Reading,
    line: &'a Sentence,
}

impl Line<'_> {
    fn word(&self, at: usize) -> Word {
        self.reading.words[self.line.first + at]
    }
}

impl Worded for Line<'_> {
    fn count(&self) -> usize {
        self.line.end - self.line.first
    }

    fn lower(&self, at: usize) -> &str {
        self.reading.lower(self.word(at))
    }

    fn follows_closely(&self, at: usize) -> bool {
        self.word(at).follows_closely
    }

    fn is_capitalised(&self, at: usize) -> bool {
        self.word(at).is_capitalised
    }
}
