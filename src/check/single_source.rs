//! A claim on which much hangs rests on one source, or on several that are one. Knows no article.

pub(super) mod independence;

use independence::{Support, support};

use super::rulebook::number::INDEPENDENT_SOURCES;
use super::{Check, Finding, Ground, rule};
use crate::model::Id;
use crate::text::counted;

rule! {
    SingleSource, "single-source", "W04", "Fewer than two independent sources", Warning;
    what_it_finds: "A confirmed claim that is material, or defamatory if wrong, with fewer than two independent sources that \
        bear it out. Sources of one origin, author, publisher or person count once.",
    why_it_matters: "Two reports of one press release are one source. What would hurt if it were wrong has to stand on two \
        that do not lean on one another, or on a document of which somebody says why it is enough.",
    example: "He [claim confirmed materiality=material evidence=p.4 publisher=Post: took bribes].",
    mended: "He [claim confirmed materiality=material evidence=p.4 publisher=Post second=Ledger: took bribes].",
    what_to_do: "Find a second source that does not draw on the first. If one is enough, a primary document for instance, waive \
        it and say so.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let claims = ground.project.claims().iter();
    claims
        .filter(|(_, claim)| {
            ground.vocabulary.meaning_of_status(claim.status.as_ref()).is_confirmed()
                && weighs(ground, &claim.materiality)
        })
        .filter_map(|(id, _)| {
            let message = fault(ground, *id)?;
            Some(Finding::on_record(rule, ground, *id, message))
        })
        .collect()
}

/// Tells whether much hangs on a claim: every row of the scale behind the first says so.
pub(super) fn weighs(ground: &Ground<'_>, materiality: &str) -> bool {
    let rows = ground.vocabulary.scale("materiality");
    rows.iter().position(|row| row.id == materiality).is_some_and(|at| at > 0)
}

fn fault(ground: &Ground<'_>, record: Id) -> Option<String> {
    let Support { sources, independent } = support(ground.project, ground.outline, ground.vocabulary, record);
    // Without any, it is confirmed without evidence, which another rule says.
    let wanted = ground.rulebook.number(&INDEPENDENT_SOURCES) as usize;
    if sources == 0 || independent >= wanted {
        return None;
    }
    let words = ground.words(record);
    let rests = match sources {
        1 => "one source".to_owned(),
        _ if independent > 1 => {
            format!("{independent} independent sources of the {wanted} that the desk wants")
        }
        _ => format!("{} that share one origin", counted(sources, "source", "sources")),
    };
    let materiality = ground.project.text_of(record, "materiality");
    let label = ground.vocabulary.label("materiality", &materiality).to_lowercase();
    Some(format!("“{words}” ({label}) rests on {rests}."))
}
