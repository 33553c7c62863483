//! What each step of the way means: the same, another form, or another sense.
//!
//! Knows both texts; finds nothing in them.

use super::align::{Likeness, Step, likeness};
use super::lexicon::Lexicon;
use super::place::{Joint, Part};
use super::token::Token;
use super::{Class, Comparison, Extent, Segment};
use crate::text::Range;
use crate::text::fold::even;

/// So many words that the source lacks are a stretch.
const STRETCH: usize = 4;

/// Both texts with their words.
pub(super) struct Judge<'a> {
    pub(super) content: &'a str,
    pub(super) source: &'a str,
    pub(super) quoted: &'a [Token],
    pub(super) spoken: &'a [Token],
    pub(super) lexicon: Option<&'a Lexicon>,
    pub(super) extent: Extent,
}

/// Words of both sides that stand for one another.
#[derive(Clone, Debug)]
struct Pair {
    class: Option<Class>,
    content: std::ops::Range<usize>,
    source: std::ops::Range<usize>,
}

impl Judge<'_> {
    /// Says of every part how it differs.
    pub(super) fn judge(&self, parts: &[Part]) -> Comparison {
        let mut comparison = Comparison {
            is_found: parts.iter().any(|part| part.way.is_some() && !part.is_outside),
            ..Comparison::default()
        };
        let mut before: Option<usize> = None;
        for part in parts {
            self.joint(part, before, &mut comparison);
            if let Some(way) = &part.way {
                comparison.is_reordered |= before.is_some_and(|before| way.start < before);
                self.part(part, &mut comparison);
                before = Some(part.end);
            } else {
                let class = if part.is_outside { Class::Own } else { Class::Added };
                self.push(&mut comparison, class, part.words.clone(), 0..0);
            }
        }
        comparison
    }

    /// Says what an ellipsis, or a break, leaves out.
    fn joint(&self, part: &Part, before: Option<usize>, comparison: &mut Comparison) {
        let Joint::Ellipsis(content) = part.joint else { return };
        let between =
            before.zip(part.way.as_ref()).map_or(0..0, |(before, way)| before..way.start.max(before));
        let (negation, number) = self.holds(between.clone());
        comparison.segments.push(Segment {
            class: Class::Ellipsis,
            content,
            source: Self::range(self.spoken, &between),
            drops_negation: negation,
            drops_number: number,
        });
    }

    fn holds(&self, words: std::ops::Range<usize>) -> (bool, bool) {
        let words = &self.spoken[words];
        (words.iter().any(|token| token.is_negation), words.iter().any(|token| token.figure.is_some()))
    }

    fn range(tokens: &[Token], words: &std::ops::Range<usize>) -> Range {
        match (tokens.get(words.start), words.end.checked_sub(1).and_then(|last| tokens.get(last))) {
            (Some(first), Some(last)) if !words.is_empty() => {
                Range { start: first.range.start, end: last.range.end }
            }
            _ => Range { start: 0, end: 0 },
        }
    }

    fn push(
        &self,
        comparison: &mut Comparison,
        class: Class,
        content: std::ops::Range<usize>,
        source: std::ops::Range<usize>,
    ) {
        let (mut negation, mut number) = (false, false);
        if class == Class::Bracket && !source.is_empty() {
            let inside = &self.quoted[content.clone()];
            let held = self.holds(source.clone());
            negation = held.0 && !inside.iter().any(|token| token.is_negation);
            number = held.1 && !inside.iter().any(|token| token.figure.is_some());
        }
        let place = self.quoted.get(content.start).map_or(self.content.len(), |token| token.range.start);
        let content = if content.is_empty() {
            Range { start: place, end: place }
        } else {
            Self::range(self.quoted, &content)
        };
        comparison.segments.push(Segment {
            class,
            content,
            source: Self::range(self.spoken, &source),
            drops_negation: negation,
            drops_number: number,
        });
    }

    fn part(&self, part: &Part, comparison: &mut Comparison) {
        let pairs = self.pairs(part);
        let mut at = 0;
        let mut same: Option<Pair> = None;
        while at < pairs.len() {
            if let Some(class) = pairs[at].class {
                let pair = pairs[at].clone();
                let differs = same.as_ref().is_some_and(|same| self.gap_differs(same, &pair));
                match &mut same {
                    Some(known) if known.class == Some(class) && !differs => {
                        (known.content.end, known.source.end) = (pair.content.end, pair.source.end);
                    }
                    _ => {
                        self.flush(comparison, same.take());
                        if differs {
                            self.punctuation(comparison, &pairs[at - 1], &pair);
                        }
                        same = Some(pair);
                    }
                }
                at += 1;
                continue;
            }
            self.flush(comparison, same.take());
            let end = at + pairs[at..].iter().take_while(|pair| pair.class.is_none()).count();
            self.run(&pairs[at..end], part, comparison);
            at = end;
        }
        self.flush(comparison, same);
    }

    fn flush(&self, comparison: &mut Comparison, pair: Option<Pair>) {
        if let Some(Pair { class: Some(class), content, source }) = pair {
            self.push(comparison, class, content, source);
        }
    }

    /// Goes the way and says of each step whether it is the same; of others later, together.
    fn pairs(&self, part: &Part) -> Vec<Pair> {
        let Some(way) = &part.way else { return Vec::new() };
        let (mut content, mut source) = (part.words.start, way.start);
        let step = |step: &Step| {
            let (words, others) = step.taken();
            let pair = (content..content + words, source..source + others);
            (content, source) = (pair.0.end, pair.1.end);
            let class = matches!(step, Step::Match(..)).then(|| self.form(&pair.0, &pair.1));
            Pair { class, content: pair.0, source: pair.1 }
        };
        way.steps.iter().map(step).collect()
    }

    /// Says how two ways to write the same differ.
    fn form(&self, content: &std::ops::Range<usize>, source: &std::ops::Range<usize>) -> Class {
        let (one, other) = (&self.quoted[content.clone()], &self.spoken[source.clone()]);
        let ([first], [second]) = (one, other) else { return Class::Spelling };
        if likeness(first, second, self.lexicon) == Likeness::Variant {
            return Class::Spelling;
        }
        let plain = |text: &str, range: Range| -> String {
            range
                .of(text)
                .unwrap_or_default()
                .chars()
                .filter_map(even)
                .filter(|sign| !matches!(sign, '[' | ']'))
                .collect()
        };
        let (written, said) = (plain(self.content, first.range), plain(self.source, second.range));
        if written == said {
            return if first.is_bracketed && !second.is_bracketed { Class::Bracket } else { Class::Same };
        }
        if written.to_lowercase() == said.to_lowercase() { Class::Case } else { Class::Spelling }
    }

    /// Returns the signs between two words that say something: no spaces, quotation marks or brackets.
    fn signs(text: &str, from: usize, to: usize) -> String {
        text.get(from..to)
            .unwrap_or_default()
            .chars()
            .filter_map(even)
            .filter(|sign| !sign.is_whitespace() && !matches!(sign, '"' | '\'' | '[' | ']' | '*' | '_'))
            .collect()
    }

    fn gaps(&self, one: &Pair, other: &Pair) -> Option<(Range, Range)> {
        let close = one.content.end == other.content.start && one.source.end == other.source.start;
        let ends = |tokens: &[Token], at: usize| {
            Some(Range { start: tokens.get(at.checked_sub(1)?)?.range.end, end: tokens.get(at)?.range.start })
        };
        close.then_some(())?;
        Some((ends(self.quoted, other.content.start)?, ends(self.spoken, other.source.start)?))
    }

    fn gap_differs(&self, one: &Pair, other: &Pair) -> bool {
        self.gaps(one, other).is_some_and(|(content, source)| {
            Self::signs(self.content, content.start, content.end)
                != Self::signs(self.source, source.start, source.end)
        })
    }

    fn punctuation(&self, comparison: &mut Comparison, one: &Pair, other: &Pair) {
        let Some((content, source)) = self.gaps(one, other) else { return };
        let hyphen =
            |text: &str, range: Range| matches!(Self::signs(text, range.start, range.end).as_str(), "" | "-");
        let class = if hyphen(self.content, content) && hyphen(self.source, source) {
            Class::Spelling
        } else {
            Class::Punctuation
        };
        comparison.segments.push(Segment {
            class,
            content,
            source,
            drops_negation: false,
            drops_number: false,
        });
    }

    /// Judges words that follow one another and are not the same.
    fn run(&self, run: &[Pair], part: &Part, comparison: &mut Comparison) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        let content = first.content.start..last.content.end;
        let source = first.source.start..last.source.end;
        let at_start = source.start == 0 && content.start == part.words.start;
        let at_end = source.end == self.spoken.len() && content.end == part.words.end;
        if self.extent == Extent::Excerpt && source.is_empty() && (at_start || at_end) {
            return self.push(comparison, Class::Beyond, content, source);
        }
        // Outside of quotation marks the article speaks for itself.
        if part.is_outside {
            let class = if content.is_empty() { Class::Aside } else { Class::Own };
            return self.push(comparison, class, content, source);
        }
        // Brackets stand for all that was left out beside them.
        if !content.is_empty() && self.quoted[content.clone()].iter().all(|token| token.is_bracketed) {
            return self.push(comparison, Class::Bracket, content, source);
        }
        // A stretch that is not there at all is one addition, whatever words it is made of.
        if source.is_empty() && content.len() >= STRETCH {
            return self.push(comparison, Class::Added, content, source);
        }
        let count = |tokens: &[Token]| tokens.iter().filter(|token| token.is_negation).count();
        let negated = count(&self.quoted[content]) != count(&self.spoken[source]);
        let mut last: Option<(Class, Pair)> = None;
        for pair in run {
            let class = self.class(pair, negated);
            match &mut last {
                Some((known, joined)) if joins(*known, class) => {
                    if *known != class {
                        *known = Class::Word;
                    }
                    (joined.content.end, joined.source.end) = (pair.content.end, pair.source.end);
                }
                _ => {
                    if let Some((class, pair)) = last.take() {
                        self.push(comparison, class, pair.content, pair.source);
                    }
                    last = Some((class, pair.clone()));
                }
            }
        }
        if let Some((class, pair)) = last {
            self.push(comparison, class, pair.content, pair.source);
        }
    }

    fn class(&self, pair: &Pair, negated: bool) -> Class {
        let one = self.quoted[pair.content.clone()].first();
        let other = self.spoken[pair.source.clone()].first();
        match (one, other) {
            (Some(one), Some(other)) => {
                if one.is_bracketed {
                    Class::Bracket
                } else if one.figure.is_some() || other.figure.is_some() {
                    Class::Number
                } else if (negated && one.is_negation != other.is_negation)
                    || self.lexicon.is_some_and(|lexicon| lexicon.is_negated_form(&one.key, &other.key))
                {
                    Class::Negation
                } else if one.is_small && other.is_small {
                    Class::Small
                } else {
                    Class::Word
                }
            }
            (Some(one), None) => match one {
                one if one.is_bracketed => Class::Bracket,
                one if one.is_negation && negated => Class::Negation,
                one if one.figure.is_some() => Class::Number,
                one if one.is_small => Class::Small,
                _ => Class::Added,
            },
            (None, Some(other)) => {
                let at = pair.source.start;
                let repeats = |next: Option<&Token>| next.is_some_and(|next| next.key == other.key);
                let is_repeated =
                    repeats(self.spoken.get(at + 1)) || repeats(at.checked_sub(1).map(|at| &self.spoken[at]));
                let speaks = self.spoken.iter().any(|token| token.is_quoted);
                match other {
                    other if other.is_negation && negated && !is_repeated => Class::Negation,
                    other if other.is_aside || (speaks && !other.is_quoted && self.is_between_speech(at)) => {
                        Class::Aside
                    }
                    other if other.is_filler || is_repeated => Class::Filler,
                    other if other.figure.is_some() => Class::Number,
                    other if other.is_small => Class::Small,
                    _ => Class::LeftOut,
                }
            }
            (None, None) => Class::Same,
        }
    }

    /// Tells whether speech stands near before and behind a word of the source.
    fn is_between_speech(&self, at: usize) -> bool {
        const REACH: usize = 30;
        let before = self.spoken[at.saturating_sub(REACH)..at].iter().any(|token| token.is_quoted);
        let behind = self.spoken[at..(at + REACH).min(self.spoken.len())].iter().any(|token| token.is_quoted);
        before && behind
    }
}

/// Tells whether two stretches that follow one another are told as one.
fn joins(one: Class, other: Class) -> bool {
    let is_wording = |class| matches!(class, Class::Word | Class::Added | Class::LeftOut);
    one == other || (is_wording(one) && is_wording(other))
}
