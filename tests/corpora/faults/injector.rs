//! What puts faults into articles: one alteration a sort of fault, each for one rule.

mod accusation;
mod date;
mod name;
mod number;
mod wording;

use redpencil::text::Range;

/// A generator of the same numbers every time (Marsaglia's xorshift).
pub(super) struct Chance(u64);

impl Chance {
    /// Begins a sequence that belongs to a name.
    pub(super) fn new(name: &str) -> Self {
        Self(name.bytes().fold(0x9E37_79B9_7F4A_7C15, |seed, byte| {
            (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3) | 1
        }))
    }

    /// Draws a number below another.
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }

    /// Draws one of several things.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.below(of.len());
        of.get(at)
    }
}

/// An article with a fault.
pub(super) struct Altered {
    /// The whole text.
    pub(super) text: String,
    /// Where the fault is: the words that were altered or put in.
    pub(super) range: Range,
    /// The same without the fault, where nothing ought to be found: the words and where they are.
    pub(super) twin: Option<(String, Range)>,
}

impl Altered {
    /// Puts words in the place of others.
    pub(super) fn replaced(text: &str, place: Range, words: &str) -> Self {
        let altered = format!("{}{words}{}", &text[..place.start], &text[place.end..]);
        Self { text: altered, range: Range::new(place.start, place.start + words.len()), twin: None }
    }

    /// Puts a sentence behind the end of a paragraph, at a place that chance finds.
    pub(super) fn added(text: &str, sentence: &str, chance: &mut Chance) -> Option<Self> {
        let ends: Vec<usize> = text
            .match_indices('\n')
            .map(|(at, _)| at)
            .filter(|at| text[..*at].ends_with(['.', '”', '"']))
            .collect();
        let at = *chance.pick(&ends)?;
        let words = format!(" {sentence}");
        let altered = Self::replaced(text, Range::new(at, at), &words);
        Some(Self { range: Range::new(at + 1, altered.range.end), ..altered })
    }

    /// Puts a sentence with a fault behind the end of a paragraph, and the same sentence without it at the same place of
    /// another copy.
    pub(super) fn added_with_twin(text: &str, wrong: &str, right: &str, chance: &mut Chance) -> Option<Self> {
        let altered = Self::added(text, wrong, chance)?;
        let at = altered.range.start - 1;
        let twin = Self::replaced(text, Range::new(at, at), &format!(" {right}"));
        Some(altered.with_twin(twin))
    }

    /// Gives it a twin without the fault.
    pub(super) fn with_twin(self, twin: Self) -> Self {
        Self { twin: Some((twin.text, twin.range)), ..self }
    }
}

/// One sort of fault.
pub(super) struct Injector {
    /// The rule that ought to see it.
    pub(super) rule: &'static str,
    /// What the fault is, in words.
    pub(super) fault: &'static str,
    /// How many of a hundred ought to be seen.
    pub(super) floor: usize,
    /// Puts it into an article, where the article has a place for it.
    pub(super) alter: fn(&str, &mut Chance) -> Option<Altered>,
}

/// Every sort of fault.
pub(super) static ALL: &[Injector] = &[
    wording::NOTICE,
    number::CHANGE,
    number::WAY,
    number::TIMES,
    number::POINTS,
    number::TOTAL,
    number::SHARE,
    number::RATIO,
    number::OVER,
    date::WEEKDAY,
    date::OWN_WEEKDAY,
    date::IMPOSSIBLE,
    date::AGE,
    date::DURATION,
    date::ORDER,
    name::HEADLINE,
    name::HEADED,
    number::TWICE,
    number::UNIT,
    number::RATES,
    number::SCALE,
    name::MISTYPED,
    name::GIVEN,
    name::TITLE,
    wording::HEDGES,
    wording::WEASEL,
    wording::RECORD,
    wording::CAUSE,
    accusation::ACCUSED_WITH,
    accusation::ACCUSED_OF_ALLEGEDLY,
    accusation::ACCUSED_ROLE,
    accusation::ALLEGED_NEEDLESSLY,
    accusation::REFUTED,
    accusation::LOADED,
    accusation::INNOCENT,
    accusation::INDICTED_FOR,
    accusation::NO_SOURCE,
    accusation::PASSIVE,
    accusation::AS_FACT,
    accusation::AHEAD,
];
