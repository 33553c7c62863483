//! What happens in court, said as no court says it. Knows no word of any language.

use super::{Check, Finding, Ground, Level, rule};

rule! {
    CourtWording, "court-wording", "W03", "Wording of a court case", Warning;
    what_it_finds: "“Pleaded innocent” and “found innocent”; “indicted for”, “charged for”, “convicted for”, “acquitted from”; as a \
        hint “arrested for” before the act. Words in quotation marks and titles are left alone.",
    why_it_matters: "Nobody has to prove their innocence, so no one pleads it and no court finds it: the words are “not guilty”. And \
        “indicted for murder” or “arrested for theft” says that there was a murder or a theft of theirs; an indictment is \
        on a charge.",
    example: "[claim: The clerk pleaded innocent on Monday].",
    mended: "[claim: The clerk pleaded not guilty on Monday].",
    what_to_do: "Write “pleaded not guilty”, “indicted on a charge of”, “charged with”, “convicted of”, “arrested on a charge of” or \
        “on suspicion of”.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let lists = [("court-wording", Level::Warning), ("arrested-for", Level::Hint)];
    let met = lists.iter().flat_map(|(list, level)| {
        ground.reading.wording(list).map(move |hit| {
            let message = format!("The text says {}.", ground.exchange(&hit));
            Finding::on_hit(rule, ground, &hit, message).weighing(*level)
        })
    });
    met.collect()
}
