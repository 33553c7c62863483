//! Shares of more than there is. Knows that a hundred per cent is all.

use super::reading::arithmetic::{Placed, Token, pieces};
use super::reading::quantity::{Hedge, Measure, Quantity, shown};
use super::{Check, Finding, Ground, rule};
use crate::text::Range;

rule! {
    ShareOverHundred, "share-over-hundred", "W07", "More than 100 percent", Warning;
    what_it_finds: "More than 100 percent of people or of what is counted one by one, a fall by more than 100 percent, and \
        shares of one whole in a row that add up to more than 100 percent.",
    why_it_matters: "There is no more than all of it. A figure was mistyped, or shares of different wholes stand as if they \
        were of one.",
    example: "In the poll [claim: 48 percent of voters] were for it, 45 percent against it and 15 percent undecided.",
    mended: "In the poll [claim: 42 percent of voters] were for it, 43 percent against it and 15 percent undecided.",
    what_to_do: "Look the shares up in the source; if several answers were allowed, say so.",
}

/// From which sum on several shares are more than rounding leaves.
const MOST: f64 = 101.5;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut findings = Vec::new();
    for sentence in 0..reading.lines().len() {
        let is_share = |quantity: &&Quantity| quantity.measure == Measure::Percent;
        let shares: Vec<&Quantity> = reading.quantities_in(sentence).iter().filter(is_share).collect();
        if shares.is_empty() {
            continue;
        }
        let line = pieces(reading, text, sentence);
        let mut tell = |message: String, range: Range| {
            findings.push(Finding::on_words(rule, range.of(text).unwrap_or_default(), range, message));
        };
        for (at, piece) in line.iter().enumerate() {
            let Token::Number(share) = piece.token else { continue };
            if share.measure != Measure::Percent || share.value <= 100.0 {
                continue;
            }
            if fell(&line, at) {
                tell(
                    format!(
                        "Nothing can fall by {} percent: at 100 percent nothing is left.",
                        shown(share.value)
                    ),
                    share.range,
                );
            } else if is_of_people(ground, &line, at) {
                tell(format!("{} percent is more than all of them.", shown(share.value)), share.range);
            }
        }
        if let Some((sum, range)) = row(ground, &line, sentence) {
            let parts: Vec<String> = shares.iter().map(|share| shown(share.value)).collect();
            tell(format!("{} is {} percent, more than all.", parts.join(" + "), shown(sum)), range);
        }
    }
    findings
}

/// Tells whether a share is what something fell by.
fn fell(line: &[Placed<'_>], at: usize) -> bool {
    let down = |at: Option<usize>| {
        at.and_then(|at| line.get(at))
            .is_some_and(|piece| matches!(piece.token, Token::Change("down" | "down verb" | "down joined")))
    };
    let is_by = at.checked_sub(1).is_some_and(|by| matches!(line[by].token, Token::Part("by" | "of")));
    down(at.checked_sub(1))
        || down(Some(at + 1)) && !is_than(line, at + 1)
        || (is_by && down(at.checked_sub(2)))
}

/// “150 percent lower” is as impossible, “150 percent less than” is said of multiples by some: all fall.
fn is_than(line: &[Placed<'_>], at: usize) -> bool {
    matches!(line.get(at + 1).map(|piece| piece.token), Some(Token::Part("from")))
}

/// Tells whether a share is of people, or of what is counted like them.
fn is_of_people(ground: &Ground<'_>, line: &[Placed<'_>], at: usize) -> bool {
    let reading = ground.reading;
    let is_of = matches!(line.get(at + 1).map(|piece| piece.token), Some(Token::Part("of")));
    let Some(book) = reading.wordbook.as_ref().filter(|_| is_of) else { return false };
    let next = line.get(at + 2).map_or(usize::MAX, |piece| piece.word);
    (next..next.saturating_add(3))
        .take_while(|word| *word < reading.lines().last().map_or(0, |line| line.words().end))
        .any(|word| book.list("people").has(reading.lower(reading.word(word))))
}

/// Finds shares of one whole in a row: the first may name the whole, the others do not name another.
fn row(ground: &Ground<'_>, line: &[Placed<'_>], sentence: usize) -> Option<(f64, Range)> {
    let mut sum = 0.0;
    let mut count = 0;
    let mut range: Option<Range> = None;
    for (at, piece) in line.iter().enumerate() {
        match piece.token {
            Token::Number(share) if share.measure == Measure::Percent => {
                let is_of = matches!(line.get(at + 1).map(|piece| piece.token), Some(Token::Part("of")));
                let is_plain = share.hedge != Hedge::Above && !share.is_range && !share.is_joined;
                if !is_plain || (is_of && count > 0) {
                    return None;
                }
                sum += share.value;
                count += 1;
                range = Some(range.map_or(share.range, |range| range.hull(share.range)));
            }
            Token::Change(_)
            | Token::Part("from" | "up-from" | "down-from" | "margin" | "including" | "by")
                if count > 0 =>
            {
                return None;
            }
            _ => {}
        }
    }
    let reading = ground.reading;
    let has_rest = reading.hits_in("residue", sentence).next().is_some();
    let is_score = count == 2
        && line.windows(3).any(|three| {
            let is_share =
                |token: Token<'_>| matches!(token, Token::Number(share) if share.measure == Measure::Percent);
            is_share(three[0].token) && three[1].token == Token::Part("to") && is_share(three[2].token)
        });
    let is_row = (has_rest && count > 1 && count < 8)
        || (is_score && reading.hits_in("contest", sentence).next().is_some());
    range.filter(|_| is_row && sum > MOST).map(|range| (sum, range))
}
