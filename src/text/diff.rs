//! What tells two texts apart, word by word: what was kept, what went, what is new.
//!
//! The longest common subsequence of words between what both begin and end with; where that stretch is too long to
//! compare, all of it went and all of it is new.

use unicode_segmentation::UnicodeSegmentation as _;

/// So many pairs of words are compared at most.
const PAIRS: usize = 1 << 20;
/// What stands for words that were left out.
const GAP: &str = " … ";

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They stand in both texts.
    Kept,
    /// They stand in the first only.
    Gone,
    /// They stand in the second only.
    New,
}

/// A stretch of words that share their fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of them.
    pub fate: Fate,
    /// The words, with the signs and spaces between them.
    pub words: String,
}

/// Compares two texts word by word. What was kept or went is the first text; what was kept or is new is the second.
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_word_bounds().collect(), after.split_word_bounds().collect());
    let same = |(one, other): &(&&str, &&str)| one == other;
    let head = old.iter().zip(&new).take_while(same).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
    let (old_middle, new_middle) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut pieces = Vec::new();
    push(&mut pieces, Fate::Kept, &old[..head]);
    middle(&mut pieces, old_middle, new_middle);
    push(&mut pieces, Fate::Kept, &old[old.len() - tail..]);
    pieces
}

/// Leaves out what was kept, but for so many characters around what was not.
pub fn brief(pieces: &[Piece], around: usize) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let shortened = pieces.iter().enumerate().map(|(at, piece)| {
        let (before, behind) = (if at == 0 { 0 } else { around }, if at == last { 0 } else { around });
        if piece.fate != Fate::Kept || piece.words.chars().count() <= before + behind + GAP.len() {
            return piece.clone();
        }
        let start: String = piece.words.chars().take(before).collect();
        let skipped = piece.words.chars().count() - behind;
        let end: String = piece.words.chars().skip(skipped).collect();
        // Whole words stand around a gap, unless one alone is longer.
        let start = start.rfind(char::is_whitespace).map_or(start.as_str(), |at| &start[..at]);
        let end = end.find(char::is_whitespace).map_or(end.as_str(), |at| &end[at..]);
        Piece { fate: Fate::Kept, words: [start.trim_end(), GAP, end.trim_start()].concat() }
    });
    shortened.collect()
}

fn push(pieces: &mut Vec<Piece>, fate: Fate, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    match pieces.last_mut().filter(|last| last.fate == fate) {
        Some(last) => last.words.push_str(&words.concat()),
        None => pieces.push(Piece { fate, words: words.concat() }),
    }
}

fn middle(pieces: &mut Vec<Piece>, old: &[&str], new: &[&str]) {
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > PAIRS {
        push(pieces, Fate::Gone, old);
        return push(pieces, Fate::New, new);
    }
    // How long the common subsequence of what is left of both is, from each pair of words on.
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for one in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            longest[one * width + other] = if old[one] == new[other] {
                longest[(one + 1) * width + other + 1] + 1
            } else {
                longest[(one + 1) * width + other].max(longest[one * width + other + 1])
            };
        }
    }
    let (mut one, mut other) = (0, 0);
    while one < old.len() && other < new.len() {
        if old[one] == new[other] {
            push(pieces, Fate::Kept, &old[one..=one]);
            (one, other) = (one + 1, other + 1);
        } else if longest[(one + 1) * width + other] >= longest[one * width + other + 1] {
            push(pieces, Fate::Gone, &old[one..=one]);
            one += 1;
        } else {
            push(pieces, Fate::New, &new[other..=other]);
            other += 1;
        }
    }
    push(pieces, Fate::Gone, &old[one..]);
    push(pieces, Fate::New, &new[other..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Writes pieces down: `[gone]`, `{new}`.
    fn written(pieces: &[Piece]) -> String {
        let one = |piece: &Piece| match piece.fate {
            Fate::Kept => piece.words.clone(),
            Fate::Gone => format!("[{}]", piece.words),
            Fate::New => format!("{{{}}}", piece.words),
        };
        pieces.iter().map(one).collect()
    }

    fn check(before: &str, after: &str, expected: &str) {
        assert_eq!(written(&pieces(before, after)), expected);
    }

    #[test]
    fn single_words_are_told_apart() {
        check("The vote was 7 to 2", "The vote was 8 to 2", "The vote was [7]{8} to 2");
        check("The vote", "The council’s vote", "The {council’s }vote");
        check("", "new", "{new}");
        check("gone", "", "[gone]");
        check("same", "same", "same");
    }

    #[test]
    fn what_was_kept_is_left_out_but_for_what_stands_around_a_change() {
        let (old, new) =
            (format!("{0}seven {0}", "word ".repeat(40)), format!("{0}eight {0}", "word ".repeat(40)));
        let told = brief(&pieces(&old, &new), 12);
        assert_eq!(written(&told), " … word word [seven]{eight} word word … ");
        check_whole("short before", "short after");
    }

    fn check_whole(before: &str, after: &str) {
        assert_eq!(brief(&pieces(before, after), 8), pieces(before, after));
    }

    proptest! {
        #[test]
        fn both_texts_follow_from_the_pieces(before in "[ab .é]{0,40}", after in "[ab .é]{0,40}") {
            let pieces = pieces(&before, &after);
            let without = |fate| -> String {
                pieces.iter().filter(|piece| piece.fate != fate).map(|piece| piece.words.as_str()).collect()
            };
            prop_assert_eq!(without(Fate::New), before);
            prop_assert_eq!(without(Fate::Gone), after);
        }
    }
}
