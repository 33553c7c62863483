//! The cheapest way to turn a stretch of one text into a stretch of the other, word by word.
//!
//! Gotoh's alignment with affine gaps (J. Mol. Biol. 162, 1982), free at both ends of the second text. Knows words and
//! what they weigh; judges nothing.

use super::lexicon::Lexicon;
use super::token::Token;

/// One step of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// So many words of the first stand for so many of the second.
    Match(usize, usize),
    /// One word stands for another.
    Change,
    /// A word of the first is not in the second.
    Add,
    /// A word of the second is not in the first.
    Drop,
}

impl Step {
    /// Returns how many words of the first and of the second it takes up.
    pub(super) fn taken(self) -> (usize, usize) {
        match self {
            Self::Match(words, others) => (words, others),
            Self::Change => (1, 1),
            Self::Add => (1, 0),
            Self::Drop => (0, 1),
        }
    }
}

/// A way, and where it begins in the second text.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// The first word of the second text that counts.
    pub(super) start: usize,
    pub(super) steps: Vec<Step>,
    pub(super) cost: u32,
}

/// How alike two words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The same word, but for capitals.
    Same,
    /// The same word in another spelling, or the same number.
    Variant,
    /// Another word.
    Other,
}

const VARIANT: u32 = 2;
const CHANGE: u32 = 11;
const ADD: u32 = 12;
const OPEN: u32 = 10;
const EXTEND: u32 = 2;
const CHEAP: u32 = 3;
/// Fewer changed words than this at an end are changes of the second text's.
const ODD: i32 = 3;
/// No way leads there.
const NEVER: u32 = u32::MAX / 2;

/// Says how alike two words are.
pub(super) fn likeness(one: &Token, other: &Token, lexicon: Option<&Lexicon>) -> Likeness {
    if one.key == other.key {
        return Likeness::Same;
    }
    if let (Some(one), Some(other)) = (&one.figure, &other.figure) {
        return if one == other { Likeness::Variant } else { Likeness::Other };
    }
    let is_variant = lexicon.is_some_and(|lexicon| {
        lexicon.is_respelling(&one.key, &other.key) || stands_for(one, std::slice::from_ref(other), lexicon)
    });
    if is_variant || without_accents(&one.key) == without_accents(&other.key) {
        Likeness::Variant
    } else {
        Likeness::Other
    }
}

fn without_accents(key: &str) -> std::borrow::Cow<'_, str> {
    if key.is_ascii() {
        key.into()
    } else {
        crate::text::fold::fold(key, crate::text::fold::Folding::default()).into()
    }
}

/// Tells whether a word stands for several: don't, gonna.
fn stands_for(one: &Token, several: &[Token], lexicon: &Lexicon) -> bool {
    lexicon.expansions(&one.key).iter().any(|words| {
        words.len() == several.len() && words.iter().zip(several).all(|(word, token)| *word == token.key)
    })
}

/// Tells whether some words are others, written together or apart.
fn is_joined(one: &[Token], other: &[Token], lexicon: Option<&Lexicon>) -> bool {
    let length = |tokens: &[Token]| tokens.iter().map(|token| token.key.len()).sum::<usize>();
    if length(one) == length(other) {
        let letters = |tokens: &[Token]| {
            tokens.iter().flat_map(|token| token.key.clone().into_bytes()).collect::<Vec<_>>()
        };
        if letters(one) == letters(other) {
            return true;
        }
    }
    let Some(lexicon) = lexicon else { return false };
    match (one, other) {
        ([one], several) | (several, [one]) => stands_for(one, several, lexicon),
        _ => false,
    }
}

fn change_cost(one: &Token, other: &Token) -> u32 {
    if one.is_bracketed {
        return CHEAP - 1;
    }
    match (&one.figure, &other.figure) {
        (Some(_), Some(_)) => return 7,
        (None, None) => {}
        _ => return CHANGE,
    }
    let shared = one.key.chars().zip(other.key.chars()).take_while(|(one, other)| one == other).count();
    if shared >= 3 || (one.is_small && other.is_small) { 8 } else { CHANGE }
}

fn add_cost(token: &Token) -> u32 {
    if token.is_bracketed { CHEAP } else { ADD }
}

fn drop_cost(source: &[Token], at: usize) -> u32 {
    let token = &source[at];
    let repeats = source.get(at + 1).is_some_and(|next| next.key == token.key);
    if token.is_filler || token.is_aside || repeats { CHEAP } else { OPEN }
}

/// Finds the cheapest way.
pub(super) fn align(content: &[Token], source: &[Token], lexicon: Option<&Lexicon>) -> Way {
    let width = source.len() + 1;
    // The best cost of each place in the last rows, and how each place was reached: low bits without, high bits within
    // a gap.
    let mut rows: [Vec<u32>; 4] =
        [vec![0; width], vec![NEVER; width], vec![NEVER; width], vec![NEVER; width]];
    let mut trace = vec![0_u8; (content.len() + 1) * width];
    for row in 1..=content.len() {
        rows.rotate_right(1);
        let (current, before) = rows.split_at_mut(1);
        let current = &mut current[0];
        let token = &content[row - 1];
        let mut gap = NEVER;
        for column in 0..width {
            let (mut best, mut how) = (before[0][column] + add_cost(token), ADDED);
            if column > 0 {
                let other = &source[column - 1];
                let alike = likeness(token, other, lexicon);
                let (cost, step) = match alike {
                    Likeness::Same => (0, MATCHED),
                    Likeness::Variant => (VARIANT, MATCHED),
                    Likeness::Other => (change_cost(token, other), CHANGED),
                };
                if before[0][column - 1] + cost <= best {
                    (best, how) = (before[0][column - 1] + cost, step);
                }
                for (mark, (first, second)) in (JOINED..).zip(JOINS) {
                    if row < first || column < second || before[first - 1][column - second] + VARIANT >= best
                    {
                        continue;
                    }
                    if is_joined(&content[row - first..row], &source[column - second..column], lexicon) {
                        (best, how) = (before[first - 1][column - second] + VARIANT, mark);
                    }
                }
                // A gap opens behind this row's best, or goes on.
                let (open, extend) = match drop_cost(source, column - 1) {
                    CHEAP => (CHEAP, CHEAP.min(EXTEND)),
                    _ => (OPEN, EXTEND),
                };
                let opened = current[column - 1] + open;
                let extended = gap + extend;
                let mut high = 0;
                gap = if extended < opened {
                    high = EXTENDED;
                    extended
                } else {
                    opened
                };
                if gap < best {
                    (best, how) = (gap, DROPPED);
                }
                how |= high;
            }
            current[column] = best.min(NEVER);
            trace[row * width + column] = how;
        }
    }
    let mut way = back(content.len(), &rows[0], &trace, width);
    way.let_go_of_ends(content);
    way
}

impl Way {
    /// Lets go of the ends that have next to nothing in common with the second text: words of which only others stand
    /// there are not in it at all, and are no change of whatever happens to stand beside what was found.
    fn let_go_of_ends(&mut self, content: &[Token]) {
        let worths = worths(&self.steps, content);
        let front = worst(worths.iter().copied());
        let back = worst(worths.iter().rev().copied()).min(self.steps.len() - front);
        let lost = |steps: &[Step]| -> Vec<Step> {
            steps.iter().flat_map(|step| std::iter::repeat_n(Step::Add, step.taken().0)).collect()
        };
        let tail = self.steps.len() - back;
        self.start += self.steps[..front].iter().map(|step| step.taken().1).sum::<usize>();
        self.steps =
            [lost(&self.steps[..front]), self.steps[front..tail].to_vec(), lost(&self.steps[tail..])]
                .concat();
    }
}

/// Says of each step how much it speaks for a common origin, or against it.
fn worths(steps: &[Step], content: &[Token]) -> Vec<i32> {
    let mut at = 0;
    let worth = |step: &Step| {
        let words = &content[at..at + step.taken().0];
        at += words.len();
        match step {
            Step::Match(..) if words.iter().all(|word| word.is_small) => 1,
            Step::Match(..) => 3,
            Step::Change | Step::Add if words.iter().all(|word| word.is_bracketed) => 0,
            Step::Change | Step::Add => -2,
            Step::Drop => -1,
        }
    };
    steps.iter().map(worth).collect()
}

/// Returns how many steps from this end speak against a common origin, taken together; none where few do.
fn worst(worths: impl Iterator<Item = i32>) -> usize {
    let (mut sum, mut least, mut count) = (0, -2 * ODD + 1, 0);
    for (at, worth) in worths.enumerate() {
        sum += worth;
        if sum < least {
            (least, count) = (sum, at + 1);
        }
    }
    count
}

const ADDED: u8 = 0;
const MATCHED: u8 = 1;
const CHANGED: u8 = 2;
const DROPPED: u8 = 3;
const JOINED: u8 = 4;
const JOINS: [(usize, usize); 4] = [(1, 2), (2, 1), (1, 3), (3, 1)];
const EXTENDED: u8 = 128;

fn back(height: usize, last: &[u32], trace: &[u8], width: usize) -> Way {
    let mut column = (0..last.len()).min_by_key(|column| last[*column]).unwrap_or(0);
    let cost = last.get(column).copied().unwrap_or(0);
    let mut row = height;
    let mut steps = Vec::new();
    let mut in_gap = false;
    while row > 0 {
        let how = trace[row * width + column];
        if in_gap || how & !EXTENDED == DROPPED {
            steps.push(Step::Drop);
            in_gap = how & EXTENDED != 0;
            column -= 1;
            continue;
        }
        let (step, up, left) = match how & !EXTENDED {
            MATCHED => (Step::Match(1, 1), 1, 1),
            CHANGED => (Step::Change, 1, 1),
            mark @ JOINED.. => {
                let (up, left) = JOINS[usize::from(mark - JOINED).min(JOINS.len() - 1)];
                (Step::Match(up, left), up, left)
            }
            _ => (Step::Add, 1, 0),
        };
        steps.push(step);
        row -= up;
        column -= left;
    }
    steps.reverse();
    Way { start: column, steps, cost }
}
