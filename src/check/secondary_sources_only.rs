//! What weighs most rests on what others wrote about it. Knows how the desk ranked its sources; ranks none itself.

use super::earlier_coverage_only::rests_on_coverage;
use super::single_source::{independence::bearing, weighs};
use super::{Check, Finding, Ground, listed, rule};

rule! {
    SecondarySourcesOnly, "secondary-sources-only", "W05", "Secondary sources only", Warning;
    what_it_finds: "A confirmed claim that is material, or defamatory if wrong, for which every source that bears it out is \
        ranked secondary or tertiary. A source without a rank is taken for what it may be: a primary one.",
    why_it_matters: "Every hand that passes a fact on can bend it. The report, the ruling, the recording, the person: somebody has to \
        have looked at the thing itself before a story rests on it.",
    example: "He [claim confirmed materiality=material evidence=p.4 source.rank=secondary second=Ledger second.rank=tertiary: owned the firm].",
    mended: "He [claim confirmed materiality=material evidence=p.4 source.rank=secondary second=Ledger second.rank=primary: owned the firm].",
    what_to_do: "Find the primary source behind what was read, and attach it. Where there is none to be had, waive it and say so.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let ranks = ground.vocabulary.scale("rank");
    let place = |rank: &str| ranks.iter().position(|row| row.id == rank);
    let claims = ground.project.claims().iter().filter(|(_, claim)| {
        weighs(ground, &claim.materiality)
            && ground.vocabulary.meaning_of_status(claim.status.as_ref()).is_confirmed()
    });
    claims
        .filter_map(|(id, claim)| {
            let sources = bearing(ground.project, ground.outline, ground.vocabulary, *id);
            let told: Option<Vec<String>> = sources
                .iter()
                .map(|source| {
                    let rank = &ground.project.sources().get(source)?.rank;
                    place(rank).filter(|at| *at > 0)?;
                    let rank = ground.vocabulary.label("rank", rank).to_lowercase();
                    Some(format!("{} ({rank})", ground.called(*source)))
                })
                .collect();
            // That earlier coverage is all there is, is said by a rule of its own.
            let told = told.filter(|told| !told.is_empty() && rests_on_coverage(ground, *id).is_none())?;
            let label = ground.vocabulary.label("materiality", &claim.materiality).to_lowercase();
            let message =
                format!("“{}” ({label}) rests on no primary source: {}.", ground.words(*id), listed(&told));
            Some(Finding::on_record(rule, ground, *id, message))
        })
        .collect()
}
