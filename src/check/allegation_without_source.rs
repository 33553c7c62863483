//! Something is alleged in the text, and no source stands near it. Reads the text, not the records. Knows no word of any
//! language.

use super::{Check, Finding, Ground, Hit, Level, rule};

rule! {
    AllegationWithoutSource, "allegation-without-source", "B05", "Allegation without a source in the text", Warning;
    what_it_finds: "“Allegedly”, “alleged”, “allegations of” and the like, where neither the sentence nor the one before it names a \
        source: a person who says so, the police, a court, a complaint; as a hint where somebody is quoted there and it \
        is not said that the allegation is theirs. Words in quotation marks and titles are left alone.",
    why_it_matters: "“Allegedly” is no protection: whoever spreads an accusation answers for it. What protects is to say who makes \
        it, where and on what ground.",
    example: "[claim: The clerk allegedly took the money].",
    mended: "[claim: The clerk allegedly took the money, the treasurer wrote in a complaint].",
    what_to_do: "Say who alleges it, in the same sentence if you can: the prosecutors, the complaint, the person by name.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let mut last = None;
    let mut findings = Vec::new();
    for hit in ground.reading.wording("alleging") {
        // One sentence is one fault, however often it alleges.
        if last == Some(hit.sentence) || is_told(ground, &hit) {
            continue;
        }
        last = Some(hit.sentence);
        let Some(level) = fault(ground, &hit) else { continue };
        let message =
            format!("“{}”: neither this sentence nor the one before says who alleges it.", ground.met(&hit));
        findings.push(Finding::on_hit(rule, ground, &hit, message).weighing(level));
    }
    findings
}

/// Tells whether the words are part of an accusation in the passive, of which another rule tells.
fn is_told(ground: &Ground<'_>, hit: &Hit<'_>) -> bool {
    let mut others = ground.reading.hits_in("passive-accusation", hit.sentence);
    others.any(|other| other.first < hit.end && hit.first < other.end)
}

fn fault(ground: &Ground<'_>, hit: &Hit<'_>) -> Option<Level> {
    let reading = ground.reading;
    let own = reading.lines()[hit.sentence];
    let is_apart = |other: &Hit<'_>| other.end <= hit.first || other.first >= hit.end;
    // The sentence itself, or the headline over a first sentence, may name the accuser.
    if reading.hits_in("accuser", hit.sentence).any(|other| is_apart(&other))
        || reading.hits_in("attribution", hit.sentence).any(|other| is_apart(&other))
        || own.words().skip_while(|at| *at < hit.end).any(|at| reading.lower(reading.word(at)) == "by")
    {
        return None;
    }
    let Some(before) = hit.sentence.checked_sub(1) else { return Some(Level::Warning) };
    let near = reading.lines()[before].block.abs_diff(own.block) <= 1;
    match (near && reading.has("accuser", before), near && reading.has("attribution", before)) {
        (true, _) if reading.goes_on(hit.sentence, before) => None,
        (true, _) | (false, true) => Some(Level::Hint),
        (false, false) => Some(Level::Warning),
    }
}
