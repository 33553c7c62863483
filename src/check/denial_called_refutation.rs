//! Somebody denies, and the text says that they refuted. Knows no word of any language.

use super::{Check, Finding, Ground, Hit, rule};

rule! {
    DenialCalledRefutation, "denial-called-refutation", "W02", "Denial called a refutation", Warning;
    what_it_finds: "“Refuted”, “rebutted”, “debunked” or “disproved” where a person, a party to the matter or their spokesperson \
        does it, and the sentence names neither evidence nor anybody who examined it. Words in quotation marks and titles \
        are left alone.",
    why_it_matters: "To refute is to prove wrong: the text takes sides and says that the argument is won. Who only says that it is \
        not so denies, disputes or rejects it.",
    example: "[claim: The mayor refuted the rumour].",
    mended: "[claim: The mayor denied the rumour].",
    what_to_do: "Write “denied”, “disputed” or “rejected”; keep “refuted” for what evidence shows, and say which.",
}

/// How many words from the end of a passive on its agent is looked for.
const AGENT: usize = 6;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    ground
        .reading
        .wording("refutation")
        .filter(|hit| is_of_party(ground, hit))
        .map(|hit| {
            let message = format!(
                "“{}” says that it was proven wrong, and no evidence is named in the sentence.",
                ground.met(&hit)
            );
            Finding::on_hit(rule, ground, &hit, message)
        })
        .collect()
}

/// Tells whether a person or a party does it, by word alone.
fn is_of_party(ground: &Ground<'_>, hit: &Hit<'_>) -> bool {
    let reading = ground.reading;
    if reading.has("refuting-evidence", hit.sentence) {
        return false;
    }
    let line = &reading.lines()[hit.sentence];
    // What somebody tried or was unable to do is no verdict.
    if hit.first > line.words().start && reading.is_in("refuting-tried", hit.first - 1) {
        return false;
    }
    let auxiliary = |at: usize| reading.is_in("auxiliary", at);
    let from = hit.first.saturating_sub(2).max(line.words().start);
    let words = if (from..hit.first).any(auxiliary) {
        let end = (hit.end + AGENT).min(line.words().end);
        match (hit.end..end).find(|at| reading.is_in("agent", *at)) {
            Some(by) => by + 1..end,
            None => return false,
        }
    } else {
        line.words().start..hit.first
    };
    words.clone().any(|at| reading.is_in("denier", at)) || !reading.names(words).is_empty()
}
