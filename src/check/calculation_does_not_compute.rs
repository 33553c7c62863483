//! Sums that come to something else, or to nothing. Knows how to compute, not what was meant.

use super::{Check, Finding, Ground, rule, shortened};
use crate::text::calculation::{Notation, evaluate, is_sum};

rule! {
    CalculationDoesNotCompute, "calculation-does-not-compute", "W07", "Calculation that does not compute", Warning;
    what_it_finds: "A calculation on a piece of evidence whose written result is wrong, or that cannot be worked out: metres \
        added to kilograms, a day that the calendar lacks, per cent where percentage points are meant. What is right as \
        rounded is right.",
    why_it_matters: "Figures that nobody computed again are the commonest of all mistakes, and a reader with a telephone finds \
        them at breakfast.",
    example: "Members grew by [claim confirmed evidence=p.4 calculation=\"(412 - 387) / 387 = 6.64 %\": 6.64 per cent].",
    mended: "Members grew by [claim confirmed evidence=p.4 calculation=\"(412 - 387) / 387 = 6.46 %\": 6.46 per cent].",
    what_to_do: "Work it out from the source's own figures and mend the result, or the inputs where they were copied wrongly.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let project = ground.project;
    let notation = Notation::of_language(&project.article().language);
    let mut findings = Vec::new();
    for piece in project.evidence().values() {
        let Some(record) = piece.record.filter(|record| project.has(*record)) else { continue };
        let is_sealed = piece.source.is_some_and(|source| ground.is_sealed(source));
        let fault = match evaluate(&piece.calculation, notation) {
            Some(Ok(outcome)) if !outcome.is_right() => {
                let wrong = outcome.verdicts.iter().find(|verdict| !verdict.is_right());
                wrong.map(|verdict| format!("{}.", verdict.words()))
            }
            Some(Err(fault)) if is_sum(&piece.calculation) => Some(fault.message),
            _ => None,
        };
        let Some(fault) = fault else { continue };
        let message = if is_sealed {
            "A calculation on sealed evidence does not compute.".to_owned()
        } else {
            format!("“{}” does not compute. {fault}", shortened(&piece.calculation))
        };
        findings.push(Finding::on_record(rule, ground, record, message));
    }
    findings
}
