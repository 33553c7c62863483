//! A sentence as arithmetic sees it: its quantities, the few words and signs between them that say what is done with them,
//! and how many other words stand there. Which words those are is a list's; what follows is a rule's.

use super::Reading;
use super::quantity::Quantity;
use crate::text::Range;

/// One piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Token<'a> {
    /// A quantity.
    Number(&'a Quantity),
    /// A part that words have in a sum: “from”, “total”.
    Part(&'a str),
    /// A word of rising (`up`, `up verb`), falling or multiplying (`times 2`).
    Change(&'a str),
    /// A part of a whole in words: the share in per cent.
    Fraction(f64),
    /// A sign: `,` `;` `:` `(` `)` `—`.
    Sign(char),
    /// Other words: how many.
    Words(usize),
}

/// A piece with the number of its first word and its bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed<'a> {
    /// The piece.
    pub token: Token<'a>,
    /// The bytes.
    pub range: Range,
    /// The first word; of a sign, the word behind it.
    pub word: usize,
}

/// Splits a sentence into what arithmetic sees of it.
pub fn pieces<'a>(reading: &'a Reading, text: &str, sentence: usize) -> Vec<Placed<'a>> {
    let line = &reading.lines()[sentence];
    let mut quantities = reading.quantities_in(sentence).iter().peekable();
    let mut parts = reading.hits_in("arithmetic", sentence).peekable();
    let mut changes = reading.hits_in("change", sentence).peekable();
    let mut fractions = reading.hits_in("fraction", sentence).peekable();
    let mut pieces: Vec<Placed<'a>> = Vec::new();
    let mut at = line.words().start;
    let mut behind = line.range.start;
    while at < line.words().end {
        while quantities.next_if(|quantity| quantity.first < at).is_some() {}
        while parts.next_if(|hit| hit.first < at).is_some() {}
        while changes.next_if(|hit| hit.first < at).is_some() {}
        while fractions.next_if(|hit| hit.first < at).is_some() {}
        let (token, end) = if let Some(fraction) = fractions.next_if(|hit| hit.first == at) {
            (fraction.phrase.note.parse().map_or(Token::Words(1), Token::Fraction), fraction.end)
        } else if let Some(times) =
            changes.next_if(|hit| hit.first == at && hit.phrase.note.starts_with("multiple"))
        {
            // “three times as many”: its number counts nothing.
            (Token::Change(&times.phrase.note), times.end)
        } else if let Some(quantity) =
            quantities.next_if(|quantity| (quantity.lead..=quantity.first).contains(&at))
        {
            (Token::Number(quantity), quantity.end)
        } else if let Some(change) = changes.next_if(|hit| hit.first == at) {
            (Token::Change(&change.phrase.note), change.end)
        } else if let Some(part) = parts.next_if(|hit| hit.first == at) {
            (Token::Part(&part.phrase.note), part.end)
        } else {
            (Token::Words(1), at + 1)
        };
        let range = match token {
            Token::Number(quantity) => quantity.range.hull(reading.word(at).range()),
            _ => reading.span(at..end),
        };
        let is_parted = signs(&mut pieces, text, Range::new(behind, range.start), at);
        behind = range.end;
        match (pieces.last_mut().map(|last| (&mut last.token, &mut last.range)), token) {
            (Some((Token::Words(count), whole)), Token::Words(more)) if !is_parted => {
                *count += more;
                *whole = whole.hull(range);
            }
            _ => pieces.push(Placed { token, range, word: at }),
        }
        at = end;
    }
    signs(&mut pieces, text, Range::new(behind, line.range.end), at);
    pieces
}

/// Takes in the signs of a gap; tells whether there were any.
fn signs(pieces: &mut Vec<Placed<'_>>, text: &str, gap: Range, word: usize) -> bool {
    let Some(inside) = gap.of(text) else { return false };
    let before = pieces.len();
    for (at, written) in inside.char_indices() {
        let sign = match written {
            '—' | '–' | '―' => '—',
            '-' if inside.contains("--") || inside.contains(" - ") => '—',
            ',' | ';' | ':' | '(' | ')' => written,
            _ => continue,
        };
        let range = Range::new(gap.start + at, gap.start + at + written.len_utf8());
        let is_again =
            pieces.len() > before && pieces.last().is_some_and(|last| last.token == Token::Sign(sign));
        if !is_again {
            pieces.push(Placed { token: Token::Sign(sign), range, word });
        }
    }
    pieces.len() > before
}
