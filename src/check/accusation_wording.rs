//! Words of accusation that say more, or less, than is known. Knows no word of any language.

use super::{Check, Finding, Ground, Level, rule};

rule! {
    AccusationWording, "accusation-wording", "W01", "Wording of an accusation", Warning;
    what_it_finds: "“Accused with” and “accused of allegedly”; “accused slayer Smith”, “alleged thief Smith”; “alleged victim”, \
        “alleged suspect”, “alleged accident” and the like; as a hint “alleged incident” and others that are sometimes \
        right. Words in quotation marks and titles are left alone.",
    why_it_matters: "“Accused slayer Smith” calls Smith a slayer. “Accused of allegedly” doubts that there is an accusation, and \
        “alleged” before what nobody disputes casts doubt where there is none: it belongs to the unproven act alone.",
    example: "[claim: The clerk is accused with theft].",
    mended: "[claim: Officers accused the clerk of theft].",
    what_to_do: "Write “accused of”, once; name the person first and the accusation after it (“Smith, accused of the slaying”); \
        keep “alleged” for the act that is not proven, and say who alleges it.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let reading = ground.reading;
    let mut findings = Vec::new();
    for hit in reading.wording("accusation-wording") {
        let message = format!("The text says {}.", ground.exchange(&hit));
        findings.push(Finding::on_hit(rule, ground, &hit, message));
    }
    for hit in reading.wording("accused-role") {
        let message = format!(
            "“{}” says already what is not proven: name the person first, and then of what they are accused.",
            ground.met(&hit)
        );
        findings.push(Finding::on_hit(rule, ground, &hit, message));
    }
    for (list, level) in [("alleged-needlessly", Level::Warning), ("alleged-perhaps", Level::Hint)] {
        for hit in reading.wording(list) {
            let message = format!("“{}” casts doubt on what is seldom disputed.", ground.met(&hit));
            findings.push(Finding::on_hit(rule, ground, &hit, message).weighing(level));
        }
    }
    findings
}
