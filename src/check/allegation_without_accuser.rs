//! Something is alleged, and nobody is said to allege it. Reads the record, not the sentence round it.

use super::{Check, Finding, Ground, rule};

rule! {
    AllegationWithoutAccuser, "allegation-without-accuser", "B05", "Allegation without an accuser", Blocking;
    what_it_finds: "An allegation whose record names no accuser and does not describe unnamed ones either.",
    why_it_matters: "An accusation that nobody makes reads as the newsroom's own. Who says it decides what may be reported, \
        what the accused can be asked, and whether a reader can weigh it.",
    example: "The mayor [allegation as=a accused=Mayor: took bribes]. [response answers=a: He denies it].",
    mended: "The mayor [allegation as=a accused=Mayor accuser=Clerk: took bribes]. [response answers=a: He denies it].",
    what_to_do: "Name the accusers on the allegation's card; where they must stay unnamed, describe them there, with their \
        relation to the accused.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    ground
        .project
        .allegations()
        .iter()
        .filter(|(_, allegation)| allegation.accusers.is_empty() && allegation.accuser_note.trim().is_empty())
        .map(|(id, _)| {
            let message = format!("Nobody is named or described who alleges “{}”.", ground.words(*id));
            Finding::on_record(rule, ground, *id, message)
        })
        .collect()
}
