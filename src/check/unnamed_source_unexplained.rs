//! A source without a name, and nobody wrote down why. Knows the source's record, not who it is.

use super::{Check, Finding, Ground, rule};
use crate::model::vocabulary::Meaning;

rule! {
    UnnamedSourceUnexplained, "unnamed-source-unexplained", "W06", "Unnamed source without a reason", Warning;
    what_it_finds: "A source that the article does not name, on which something rests, while its record lacks the reason for that, or \
        the description under which it may appear. One on deep background or off the record needs no description.",
    why_it_matters: "An unnamed source is the weakest there is, and readers have only our word for it. Whoever answers for the story has \
        to be able to say why no name is given, and how near to the matter the source stands.",
    example: "The mayor [claim evidence=p.4 source.naming=unnamed source.description=\"a former aide\": had left town].",
    mended: "The mayor [claim evidence=p.4 source.naming=unnamed source.description=\"a former aide\" \
        source.naming_reason=\"Would lose the job\": had left town].",
    what_to_do: "Enter reason and description on the source's card. If neither can be given, think of doing without the source.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let unnamed = ground.project.sources().iter().filter(|(id, source)| {
        ground.vocabulary.meaning("naming", &source.naming) == Meaning::Unnamed
            && !ground.outline.uses(**id).is_empty()
    });
    unnamed
        .filter_map(|(id, source)| {
            let may_be_described =
                ground.vocabulary.meaning("ground_rules", &source.ground_rules) != Meaning::Withheld;
            let lacks = [
                (source.naming_reason.trim().is_empty(), "no reason is given for it"),
                (may_be_described && source.description.trim().is_empty(), "no description was agreed on"),
            ];
            let lacks: Vec<&str> =
                lacks.iter().filter(|(is_so, _)| *is_so).map(|(_, words)| *words).collect();
            if lacks.is_empty() {
                return None;
            }
            // The article keeps the name to itself, and the title may hold it.
            let message = format!("A source of this statement stays unnamed, and {}.", lacks.join(", and "));
            Some(Finding::on_source(rule, ground, *id, message))
        })
        .collect()
}
