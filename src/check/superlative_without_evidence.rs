//! The first, the only, the largest: and nothing that shows it. Knows no word of any language.

use super::{Check, Finding, Ground, Level, Marked, rule};

rule! {
    SuperlativeWithoutEvidence, "superlative-without-evidence", "W12", "Superlative without evidence", Warning;
    what_it_finds: "Words that claim a record (“unprecedented”, “the first ever”, “the world's largest”, “never before”), where no \
        mark with evidence stands on them; as a hint everyday superlatives, “the first”, “the only”, “always” and \
        “never”. Words in quotation marks and titles are left alone.",
    why_it_matters: "It takes one older, larger or earlier case to make it wrong, readers know of it, and the press release that \
        it came from did not look.",
    example: "[claim: The flood was unprecedented].",
    mended: "[claim confirmed evidence=p.4: The flood was unprecedented].",
    what_to_do: "Find who has counted and over which field, mark the words and attach it; else write “one of the first”, “among the \
        largest”, or leave it out.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let proven = Marked::proven(ground);
    let reading = ground.reading;
    let strong: Vec<_> = reading.wording("record-word").collect();
    let mut at = 0;
    let mut findings = Vec::new();
    let mut tell = |hit: &super::Hit<'_>, level: Level| {
        if proven.meets(reading.span(hit.first..hit.end)) {
            return;
        }
        let message = format!("Nothing shows that “{}” is so.", ground.met(hit));
        findings.push(Finding::on_hit(rule, ground, hit, message).weighing(level));
    };
    for hit in reading.wording("superlative") {
        while strong.get(at).is_some_and(|there| there.end <= hit.first) {
            at += 1;
        }
        if strong.get(at).is_none_or(|there| there.first >= hit.end) {
            tell(&hit, Level::Hint);
        }
    }
    for hit in &strong {
        tell(hit, Level::Warning);
    }
    findings
}
