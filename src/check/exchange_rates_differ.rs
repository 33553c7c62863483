//! Amounts in two currencies whose rates differ within one text. Knows no rate of exchange but the text's own.

use std::collections::BTreeMap;

use super::reading::arithmetic::{Token, pieces};
use super::reading::quantity::{Measure, Quantity, shown};
use super::{Check, Finding, Ground, rule};
use crate::text::Range;

rule! {
    ExchangeRatesDiffer, "exchange-rates-differ", "W10", "Two rates of exchange", Warning;
    what_it_finds: "An amount with its worth in another currency beside it, at a rate that is not the one of the text's other \
        conversions between the two currencies.",
    why_it_matters: "One text converts at one rate. Where one amount is off, it was converted wrongly, or a figure or its million \
        was mistyped.",
    example: "It [claim: cost £5 million] ($6.5 million), then £2 million ($3.9 million).",
    mended: "It [claim: cost £5 million] ($6.5 million), then £2 million ($2.6 million).",
    what_to_do: "Convert both at the rate of the day that is meant; where the days differ, say which rate was used.",
}

/// By how much two rates may differ beyond rounding.
const APART: f64 = 0.06;

struct Rate {
    low: f64,
    high: f64,
    range: Range,
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut rates: BTreeMap<(String, String), Vec<Rate>> = BTreeMap::new();
    for sentence in 0..reading.lines().len() {
        let is_money = |quantity: &&Quantity| matches!(quantity.measure, Measure::Money(_));
        if reading.quantities_in(sentence).iter().filter(is_money).count() < 2 {
            continue;
        }
        let line = pieces(reading, text, sentence);
        let token = |at: usize| line.get(at).map(|piece| piece.token);
        for at in 0..line.len() {
            let Some(Token::Number(one)) = token(at) else { continue };
            let next = match (token(at + 1), token(at + 2)) {
                (Some(Token::Sign('(') | Token::Part("or")), _) => at + 2,
                (Some(Token::Sign(',')), Some(Token::Part("or"))) => at + 3,
                _ => continue,
            };
            let Some(Token::Number(two)) = token(next) else { continue };
            let (Measure::Money(from), Measure::Money(to)) = (&one.measure, &two.measure) else { continue };
            if from == to || one.value <= 0.0 || two.value <= 0.0 {
                continue;
            }
            let (from, to, first, second) =
                if from < to { (from, to, one, two) } else { (to, from, two, one) };
            let bounds = |quantity: &Quantity| {
                // What is converted is mostly a round amount, not a rounded one.
                let slack = (quantity.place / 2.0).min(quantity.value * 0.03);
                ((quantity.value - slack).max(quantity.value / 2.0), quantity.value + slack)
            };
            let (of, by) = (bounds(second), bounds(first));
            let rate = Rate { low: of.0 / by.1, high: of.1 / by.0, range: one.range.hull(two.range) };
            rates.entry((from.to_string(), to.to_string())).or_default().push(rate);
        }
    }
    let mut findings = Vec::new();
    for ((from, to), rates) in &rates {
        let is_near = |one: &Rate, other: &Rate| {
            one.low <= other.high * (1.0 + APART) && other.low <= one.high * (1.0 + APART)
        };
        // The rate that most of them agree with, the first of them where none does.
        let Some(usual) =
            rates.iter().rev().max_by_key(|one| rates.iter().filter(|other| is_near(one, other)).count())
        else {
            continue;
        };
        for odd in rates.iter().filter(|rate| !is_near(rate, usual)) {
            let message = format!(
                "Here {from}1 is {to}{}, elsewhere (“{}”) it is {to}{}.",
                shown(f64::midpoint(odd.low, odd.high)),
                usual.range.of(text).unwrap_or_default(),
                shown(f64::midpoint(usual.low, usual.high))
            );
            findings.push(Finding::on_words(
                rule,
                odd.range.of(text).unwrap_or_default(),
                odd.range,
                message,
            ));
        }
    }
    findings
}
