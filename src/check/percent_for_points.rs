//! Per cent where percentage points are meant, or the reverse. Knows what lies between two shares.

use super::reading::arithmetic::{Placed, Token, pieces};
use super::reading::quantity::{Hedge, Measure, Quantity, shown};
use super::{Check, Finding, Ground, rule};

rule! {
    PercentForPoints, "percent-for-points", "W07", "Per cent for percentage points", Warning;
    what_it_finds: "A change between two shares in per cent that is said in per cent where it is percentage points (from 4 to 5 \
        percent is a rise of 1 percentage point, or of 25 percent), said in points where it is per cent, or neither.",
    why_it_matters: "A rise of 1 percent and one of 1 percentage point are different things by a factor of a hundred over the \
        share. Readers of a tax rate or a poll are misled by the one for the other.",
    example: "The rate went from 4 percent to 5 percent, [claim: a rise of 1 percent].",
    mended: "The rate went from 4 percent to 5 percent, [claim: a rise of 1 percentage point].",
    what_to_do: "Write “percentage points” for the difference of two shares; keep “percent” where the share of the change in \
        the first value is meant.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut findings = Vec::new();
    for sentence in 0..reading.lines().len() {
        let quantities = reading.quantities_in(sentence);
        let is_share = |quantity: &&Quantity| matches!(quantity.measure, Measure::Percent | Measure::Points);
        if quantities.iter().filter(is_share).count() < 2 {
            continue;
        }
        let line = pieces(reading, text, sentence);
        let Some((from, to)) = shares(&line) else { continue };
        let said: Vec<&Quantity> = line
            .iter()
            .enumerate()
            .filter_map(|(at, piece)| match piece.token {
                Token::Number(quantity)
                    if is_share(&quantity)
                        && quantity.range != from.range
                        && quantity.range != to.range
                        && is_change(&line, at) =>
                {
                    Some(quantity)
                }
                _ => None,
            })
            .collect();
        let [said] = said.as_slice() else { continue };
        if let Some((message, fix)) = fault(from, to, said) {
            let words = said.range.of(text).unwrap_or_default();
            let finding = Finding::on_words(rule, words, said.range, message);
            let points =
                if said.value.total_cmp(&1.0).is_eq() { "percentage point" } else { "percentage points" };
            let joint = if said.is_joined { "-" } else { " " };
            findings.push(if fix && !words.contains('-') {
                let figure = shown(said.value);
                finding.mended_by(format!("{figure}{joint}{points}"))
            } else {
                finding
            });
        }
    }
    findings
}

/// Finds the two shares “from 4 percent to 5 percent”, the earlier first; nothing where there are several pairs.
fn shares<'a>(line: &[Placed<'a>]) -> Option<(&'a Quantity, &'a Quantity)> {
    let after = |part: &[&str]| {
        let mut found = line.windows(2).filter_map(|two| match (two[0].token, two[1].token) {
            (Token::Part(is), Token::Number(quantity))
                if part.contains(&is) && !quantity.is_range && quantity.measure == Measure::Percent =>
            {
                Some(quantity)
            }
            _ => None,
        });
        found.next().filter(|_| found.next().is_none())
    };
    let from = after(&["from", "up-from", "down-from"])?;
    let to = after(&["to"]).or_else(|| {
        let mut numbers = line.iter().filter_map(|piece| match piece.token {
            Token::Number(quantity) => Some(quantity),
            _ => None,
        });
        numbers
            .next()
            .filter(|first| first.measure == Measure::Percent && first.range.start < from.range.start)
    })?;
    Some((from, to))
}

fn is_change(line: &[Placed<'_>], at: usize) -> bool {
    let is_change = |at: usize| {
        line.get(at).is_some_and(|piece| matches!(piece.token, Token::Change(_) | Token::Part("margin")))
    };
    let is_link = |at: usize| {
        line.get(at).is_some_and(|piece| matches!(piece.token, Token::Part("of" | "by") | Token::Words(1)))
    };
    let back = |steps: usize| at.checked_sub(steps);
    back(1).is_some_and(is_change)
        || is_change(at + 1)
        || (is_link(at + 1) && is_change(at + 2))
        || (back(1).is_some_and(is_link) && back(2).is_some_and(is_change))
}

/// Says what is wrong, and whether “points” would mend it.
fn fault(from: &Quantity, to: &Quantity, said: &Quantity) -> Option<(String, bool)> {
    if from.value <= 0.0 || said.hedge != Hedge::Exact {
        return None;
    }
    let points = (to.value - from.value).abs();
    let change = points / from.value * 100.0;
    let slack = said.place.max(from.place).max(to.place) / 2.0 + 1e-9;
    let of_share = change * (from.place + to.place) / from.value.min(to.value).max(1.0) + said.place;
    let is_points = (said.value - points).abs() <= slack;
    let is_share = (said.value - change).abs() <= of_share;
    let values = format!("From {} to {} percent", shown(from.value), shown(to.value));
    let apart = match shown(points).as_str() {
        "1" => "1 percentage point".to_owned(),
        apart => format!("{apart} percentage points"),
    };
    let both = format!("{values} is {apart}, or {} percent", shown(change));
    let number = shown(said.value);
    match said.measure {
        Measure::Percent if is_share => None,
        Measure::Percent => Some((format!("{both}, the text says {number} percent."), is_points)),
        _ if is_points => None,
        _ => Some((format!("{both}, the text says {number} percentage points."), false)),
    }
}
