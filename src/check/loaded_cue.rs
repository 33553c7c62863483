//! A word for “said” that judges what was said. Knows no word of any language.

use super::{Check, Finding, Ground, Hit, rule};

rule! {
    LoadedCue, "loaded-cue", "W02", "Word for “said” that judges", Hint;
    what_it_finds: "“Admitted”, “confessed”, “conceded”, “claimed”, “insisted”, “revealed” and the like where they tell what \
        somebody said. Words in quotation marks and titles are left alone, and so is what means something else \
        (“claimed responsibility”, “admitted to hospital”).",
    why_it_matters: "“Admitted” and “confessed” say that there is guilt, “claimed” that it is probably not true, “revealed” that it \
        is: each is a verdict of the newsroom's own in somebody else's sentence.",
    example: "[claim: The clerk admitted that the gate was open].",
    mended: "[claim: The clerk said that the gate was open].",
    what_to_do: "Write “said”, unless the word is what happened: a confession to the police, a secret that came out.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    ground
        .reading
        .wording("loaded-cue")
        .filter(|hit| is_cue(ground, hit))
        .map(|hit| {
            let message = format!("“{}” judges what was said.", ground.met(&hit));
            Finding::on_hit(rule, ground, &hit, message)
        })
        .collect()
}

/// Tells whether the words report speech: somebody stands before them, and what was said before or after.
fn is_cue(ground: &Ground<'_>, hit: &Hit<'_>) -> bool {
    let reading = ground.reading;
    let line = &reading.lines()[hit.sentence];
    let words = line.words();
    if hit.first > words.start && reading.is_in("cue-passive", hit.first - 1) {
        return false;
    }
    let text = ground.project.text();
    let end = reading.span(hit.first..hit.end).end;
    let rest = text.get(end..line.range.end).unwrap_or_default().trim_start();
    let opens = rest.starts_with(['“', '"', '‘', ':', '\'']);
    // Behind a quotation the sentence may end with it: “…,” Smith claimed.
    let is_last = !rest.contains(char::is_alphanumeric) || rest.starts_with(',');
    let is_spoken_before = (words.start..hit.first).any(|at| reading.word(at).is_quoted);
    if hit.end - hit.first > 1 || opens || is_spoken_before {
        return true;
    }
    if is_last {
        return false;
    }
    if hit.end == words.end {
        return false;
    }
    let next = reading.word(hit.end);
    next.follows_closely && (next.is_capitalised || reading.is_in("cue-content", hit.end))
}
