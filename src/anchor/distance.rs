//! Edit distance of a pattern to stretches of a text, by Myers' bit vectors in blocks (J. ACM 46:3, 1999).
//!
//! Knows characters alone.

use std::collections::HashMap;

/// How many signs one block holds.
const WIDTH: usize = 64;

/// A stretch of text that is `errors` edits from the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) errors: usize,
}

/// A pattern, ready to be compared.
struct Pattern {
    length: usize,
    /// For each sign, in which places of the pattern it stands, a word for each block.
    places: HashMap<char, Vec<u64>>,
    absent: Vec<u64>,
}

/// One block's column: where the distance rises and falls from one row to the next.
#[derive(Clone, Copy)]
struct Block {
    rises: u64,
    falls: u64,
    score: usize,
}

impl Pattern {
    fn new(signs: impl ExactSizeIterator<Item = char>) -> Self {
        let length = signs.len();
        let blocks = length.div_ceil(WIDTH);
        let mut places: HashMap<char, Vec<u64>> = HashMap::new();
        for (at, sign) in signs.enumerate() {
            places.entry(sign).or_insert_with(|| vec![0; blocks])[at / WIDTH] |= 1 << (at % WIDTH);
        }
        Self { length, places, absent: vec![0; blocks] }
    }

    fn places(&self, sign: char) -> &[u64] {
        self.places.get(&sign).unwrap_or(&self.absent)
    }

    fn rows(&self, block: usize) -> usize {
        (self.length - block * WIDTH).min(WIDTH)
    }

    /// Moves one block one sign on; takes and returns how the score changes at its upper and lower edge.
    fn advance(&self, number: usize, block: &mut Block, equal: u64, carry: i8) -> i8 {
        let sinks = u64::from(carry < 0);
        let vertical = equal | block.falls;
        let equal = equal | sinks;
        let horizontal = ((equal & block.rises).wrapping_add(block.rises) ^ block.rises) | equal;
        let mut up = block.falls | !(horizontal | block.rises);
        let mut down = block.rises & horizontal;
        let edge = 1_u64 << (self.rows(number) - 1);
        let out = i8::from(up & edge != 0) - i8::from(down & edge != 0);
        up = (up << 1) | u64::from(carry > 0);
        down = (down << 1) | sinks;
        block.rises = down | !(vertical | up);
        block.falls = up & vertical;
        block.score = block.score.saturating_add_signed(isize::from(out));
        out
    }
}

/// Finds the stretches within `most` edits of the pattern: of those that end close together, the nearest.
///
/// At most `count` are returned, those with the fewest edits.
pub(super) fn search(text: &[char], pattern: &[char], most: usize, count: usize) -> Vec<Hit> {
    if pattern.is_empty() || text.is_empty() {
        return Vec::new();
    }
    let forward = Pattern::new(pattern.iter().copied());
    let mut ends = ends(text, &forward, most);
    ends.sort_by_key(|(end, errors)| (*errors, *end));
    ends.truncate(count);
    let backward = Pattern::new(pattern.iter().rev().copied());
    ends.into_iter()
        .map(|(end, errors)| {
            let reach = end.saturating_sub(pattern.len() + errors);
            let (length, errors) = nearest_prefix(text[reach..end].iter().rev().copied(), &backward);
            Hit { start: end - length, end, errors }
        })
        .collect()
}

/// Lists the ends of stretches within `most` edits, one for each neighbourhood.
fn ends(text: &[char], pattern: &Pattern, most: usize) -> Vec<(usize, usize)> {
    let apart = (pattern.length / 2).max(1);
    let last = pattern.length.div_ceil(WIDTH) - 1;
    let fresh = Block { rises: u64::MAX, falls: 0, score: 0 };
    let mut blocks = vec![fresh; last + 1];
    // Rows below this block are known to be more than `most` edits away.
    let mut active = most.div_ceil(WIDTH).saturating_sub(1).min(last);
    for (number, block) in blocks.iter_mut().enumerate() {
        block.score = number * WIDTH + pattern.rows(number);
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, sign) in text.iter().enumerate() {
        let places = pattern.places(*sign);
        let mut carry = 0;
        for number in 0..=active {
            carry = pattern.advance(number, &mut blocks[number], places[number], carry);
        }
        let before = blocks[active].score.saturating_add_signed(-isize::from(carry));
        if active < last && before <= most && (places[active + 1] & 1 != 0 || carry < 0) {
            active += 1;
            blocks[active] = Block { score: before + pattern.rows(active), ..fresh };
            pattern.advance(active, &mut blocks[active], places[active], carry);
        } else {
            while active > 0 && blocks[active].score >= most + WIDTH {
                active -= 1;
            }
        }
        let errors = blocks[active].score;
        if active < last || errors > most {
            continue;
        }
        match found.last_mut() {
            Some(near) if at + 1 - near.0 <= apart => {
                if errors < near.1 {
                    *near = (at + 1, errors);
                }
            }
            _ => found.push((at + 1, errors)),
        }
    }
    found
}

/// Finds how much of the text's beginning is nearest to the whole pattern, and how many edits away.
fn nearest_prefix(text: impl Iterator<Item = char>, pattern: &Pattern) -> (usize, usize) {
    let mut blocks: Vec<Block> = (0..pattern.length.div_ceil(WIDTH))
        .map(|number| Block { rises: u64::MAX, falls: 0, score: number * WIDTH + pattern.rows(number) })
        .collect();
    let mut best = (0, pattern.length);
    for (at, sign) in text.enumerate() {
        let mut carry = 1;
        let mut score = pattern.length;
        for (number, equal) in pattern.places(sign).iter().enumerate() {
            carry = pattern.advance(number, &mut blocks[number], *equal, carry);
            score = blocks[number].score;
        }
        // Among equals the one of the pattern's own length: a word replaced rather than taken out.
        if score < best.1 || (score == best.1 && at < pattern.length) {
            best = (at + 1, score);
        }
    }
    best
}

/// Returns from 0 to 1 how much of `context` stands directly at the text's beginning.
pub(super) fn likeness(
    text: impl Iterator<Item = char>,
    context: impl ExactSizeIterator<Item = char>,
) -> f64 {
    let pattern = Pattern::new(context);
    if pattern.length == 0 {
        return 1.0;
    }
    let (_, errors) = nearest_prefix(text.take(pattern.length * 3 / 2), &pattern);
    1.0 - errors as f64 / pattern.length as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The least edits from the pattern to any stretch of the text, row by row.
    fn plain(text: &[char], pattern: &[char]) -> usize {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut best = pattern.len();
        for sign in text {
            let mut corner = 0;
            column[0] = 0;
            for row in 1..=pattern.len() {
                let next = (corner + usize::from(pattern[row - 1] != *sign))
                    .min(column[row] + 1)
                    .min(column[row - 1] + 1);
                corner = std::mem::replace(&mut column[row], next);
            }
            best = best.min(column[pattern.len()]);
        }
        best
    }

    proptest! {
        #[test]
        fn blocks_count_as_a_plain_table_does(
            text in "[abc ]{0,220}", pattern in "[abc ]{1,150}", most in 0usize..80,
        ) {
            let text: Vec<char> = text.chars().collect();
            let pattern: Vec<char> = pattern.chars().collect();
            let wanted = Some(plain(&text, &pattern)).filter(|errors| *errors <= most && !text.is_empty());
            let found = search(&text, &pattern, most, 9).into_iter().map(|hit| hit.errors).min();
            prop_assert_eq!(found, wanted);
        }
    }
}
