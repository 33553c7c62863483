//! One amount that is a thousand times another in the same text. Knows figures and the words beside them.

use std::collections::{BTreeSet, HashMap};

use super::reading::quantity::{Measure, Quantity};
use super::reading::{Reading, content};
use super::{Check, Finding, Ground, rule};

rule! {
    MillionForBillion, "million-for-billion", "W10", "Million for billion", Warning;
    what_it_finds: "The same figures with another scale (“$3.2 billion”, elsewhere “$3.2 million”) in sentences that speak of the \
        same things.",
    why_it_matters: "A million and a billion are a letter apart and a thousand times. It is the slip that goes furthest before \
        somebody notices.",
    example: "[claim: The stadium is a $3.2 billion plan]. [claim: The stadium would cost $3.2 million].",
    mended: "[claim: The stadium is a $3.2 billion plan]. [claim: The stadium would cost $3.2 billion].",
    what_to_do: "Look the amount up in the source, and mend the one that is wrong.",
}

/// From how much on a number has a scale that can be mistaken.
const LEAST: f64 = 1_000_000.0;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let is_amount = |quantity: &&Quantity| {
        matches!(quantity.measure, Measure::Money(_) | Measure::Count | Measure::Unit(_))
            && quantity.value >= LEAST / 1000.0
            && !quantity.is_range
    };
    // By the figures alone, so that only those with the same are compared.
    let mut groups: HashMap<String, Vec<&Quantity>> = HashMap::new();
    for quantity in reading.quantities.iter().filter(is_amount) {
        groups.entry(figures(quantity)).or_default().push(quantity);
    }
    let mut findings = Vec::new();
    for (figures, quantities) in &groups {
        for (at, later) in quantities.iter().enumerate() {
            let earlier = quantities[..at].iter().take(20).find(|earlier| {
                let ratio = (earlier.value / later.value).max(later.value / earlier.value);
                let is_slip = (ratio - 1000.0).abs() < 1e-6 || (ratio - 1_000_000.0).abs() < 1e-3;
                is_slip
                    && earlier.value.max(later.value) >= LEAST
                    && earlier.is_like(later)
                    && earlier.sentence != later.sentence
                    && is_of_same(reading, earlier, later, figures.len())
            });
            // Where the text has the same amount twice, the odd one is the slip.
            let Some(earlier) = earlier else { continue };
            let message = format!(
                "“{}” here, “{}” elsewhere: one is a thousand times the other.",
                later.range.of(text).unwrap_or_default(),
                earlier.range.of(text).unwrap_or_default()
            );
            let words = later.range.of(text).unwrap_or_default();
            findings.push(Finding::on_words(rule, words, later.range, message));
        }
    }
    findings
}

/// Returns the figures without noughts at the end: “32” of 3.2 million.
fn figures(quantity: &Quantity) -> String {
    let written = format!("{:.0}", quantity.value * 100.0);
    written.trim_end_matches('0').to_owned()
}

/// Tells whether the words round two amounts speak of the same: two words in common, one where the figures are several.
fn is_of_same(reading: &Reading, one: &Quantity, other: &Quantity, figures: usize) -> bool {
    let words =
        |quantity: &Quantity| -> BTreeSet<&str> { content(reading, quantity.sentence, quantity.first, 14) };
    let common = words(one).intersection(&words(other)).count();
    common >= if figures > 1 { 1 } else { 2 }
}
