//! One thing is said to have made another happen, with evidence for less. Knows no word of any language.

use super::{Check, Finding, Ground, Hit, Level, Marked, rule};

rule! {
    CauseWithoutEvidence, "cause-without-evidence", "W13", "Cause without evidence", Warning;
    what_it_finds: "“Caused”, “led to”, “because of”, “triggered” and the like in or beside a sentence that tells of a link, a \
        correlation or a risk and no more, or in the headline over one, where no mark with evidence stands on them; as a \
        hint such words without evidence elsewhere. Words in quotation marks and titles are left alone.",
    why_it_matters: "That two things go together or follow one another does not say that one made the other. It is the commonest \
        way in which a study, a report or a chronicle is made to say more than it does.",
    example: "[claim: The study found a link between noise and stress]. [claim: Noise causes stress].",
    mended: "[claim: The study found a link between noise and stress]. [claim: Noise may go with stress].",
    what_to_do: "Say what the evidence says (“is linked with”, “came after”), say whose view the cause is, or attach what shows it.",
}

/// How many sentences around are looked at.
const NEAR: usize = 2;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let proven = Marked::proven(ground);
    let reading = ground.reading;
    reading
        .wording("causal")
        .filter(|hit| !proven.meets(reading.span(hit.first..hit.end)))
        .map(|hit| {
            let words = ground.met(&hit);
            let (level, message) = match association(ground, &hit) {
                Some(other) => (
                    Level::Warning,
                    format!(
                        "“{words}” says that one made the other; beside it the text says only “{other}”."
                    ),
                ),
                None => (Level::Hint, format!("Nothing shows that one made the other: “{words}”.")),
            };
            Finding::on_hit(rule, ground, &hit, message).weighing(level)
        })
        .collect()
}

/// Returns words near by that tell of no more than a connection.
fn association<'a>(ground: &Ground<'a>, hit: &Hit<'_>) -> Option<&'a str> {
    let reading = ground.reading;
    let (from, to) =
        (hit.sentence.saturating_sub(NEAR), (hit.sentence + NEAR).min(reading.lines().len() - 1));
    (from..=to).find_map(|sentence| {
        let met = reading.wording_in("association", sentence).next()?;
        reading.span(met.first..met.end).of(ground.project.text())
    })
}
