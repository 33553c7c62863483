//! Somebody was accused, and nobody did it. Knows no word of any language.

use super::{Check, Finding, Ground, Hit, Level, rule};

rule! {
    PassiveAccusation, "passive-accusation", "W17", "Accusation without the accuser", Warning;
    what_it_finds: "“Was accused”, “has been alleged”, “faces allegations” and the like, where neither the sentence nor one beside \
        it says who accuses; as a hint where one beside it tells at least that somebody said something. Words in \
        quotation marks and titles are left alone.",
    why_it_matters: "Who accuses decides what the accusation is worth, and whether it may be reported at all. The passive hides \
        it, and makes the accusation the newsroom's own.",
    example: "[claim: The clerk was accused of theft].",
    mended: "[claim: The treasurer accuses the clerk of theft].",
    what_to_do: "Say who accuses, and where: in court, in a complaint, to the newspaper.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    ground
        .reading
        .wording("passive-accusation")
        .filter_map(|hit| {
            let (level, told) = match accuser(ground, &hit) {
                Accuser::Named => return None,
                Accuser::Perhaps => (Level::Hint, "the sentence beside it may say it"),
                Accuser::Nowhere => (Level::Warning, "no sentence beside it says it either"),
            };
            let message = format!("“{}” does not say by whom, and {told}.", ground.met(&hit));
            Some(Finding::on_hit(rule, ground, &hit, message).weighing(level))
        })
        .collect()
}

enum Accuser {
    Named,
    Perhaps,
    Nowhere,
}

fn accuser(ground: &Ground<'_>, hit: &Hit<'_>) -> Accuser {
    let reading = ground.reading;
    let own = reading.lines()[hit.sentence];
    let by = (hit.end..own.words().end).any(|at| reading.is_in("accused-by", at));
    let names = |list: &str, sentence: usize| {
        reading.hits_in(list, sentence).any(|other| other.end <= hit.first || other.first >= hit.end)
    };
    if by || names("accuser", hit.sentence) || names("attribution", hit.sentence) {
        return Accuser::Named;
    }
    let last = (hit.sentence + 1).min(reading.lines().len() - 1);
    let beside = (hit.sentence.saturating_sub(1)..=last)
        .filter(|at| *at != hit.sentence && reading.lines()[*at].block.abs_diff(own.block) <= 1);
    let mut found = Accuser::Nowhere;
    for sentence in beside {
        let is_named = reading.has("accuser", sentence);
        if is_named && reading.goes_on(hit.sentence.max(sentence), hit.sentence.min(sentence)) {
            return Accuser::Named;
        }
        if is_named || reading.has("attribution", sentence) {
            found = Accuser::Perhaps;
        }
    }
    found
}
