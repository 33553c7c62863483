//! An excerpt that does not stand in its source's text any more. Knows passages and what became of them; looks nothing
//! up.

use super::{Check, Finding, Ground, listed, rule, shortened};
use crate::model::{Anchoring, Evidence, Id};

rule! {
    ExcerptNotInSource, "excerpt-not-in-source", "W21", "Excerpt not in its source’s text", Warning;
    what_it_finds: "A claim, quotation or allegation with an excerpt that was marked in its source’s own text, where that \
        text is another one by now: the words were changed in it, are gone from it, or stand in several places.",
    why_it_matters: "The source is what the words of the article are held to. If its text was corrected, replaced or read \
        anew, what the former words confirmed may be wrong by the present ones.",
    example: "[claim confirmed evidence=p.4 marked=\"mayor for two terms\" now=\"mayor for six terms\": He was mayor for \
              two terms].",
    mended: "[claim confirmed evidence=p.4 marked=\"mayor for two terms\" now=\"He was mayor for two terms\": He was mayor \
             for two terms].",
    what_to_do: "Open the source beside the article and look at the passage: take it as it stands, mark the words that \
        are the excerpt now, or set another status.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let project = ground.project;
    let records =
        project.claims().keys().chain(project.quotations().keys()).chain(project.allegations().keys());
    records
        .filter_map(|record| {
            let evidence = ground.outline.evidence(*record).iter();
            let faults: Vec<String> =
                evidence.filter_map(|id| fault(ground, project.evidence().get(id)?)).collect();
            if faults.is_empty() {
                return None;
            }
            let message = format!("“{}” rests on {}.", ground.words(*record), listed(&faults));
            Some(Finding::on_record(rule, ground, *record, message))
        })
        .collect()
}

fn fault(ground: &Ground<'_>, evidence: &Evidence) -> Option<String> {
    let passage = evidence.passage.as_ref()?;
    let source = evidence.source.filter(|source| ground.project.has(*source))?;
    let fate = match state(ground, evidence)? {
        Anchoring::Intact | Anchoring::Moved => return None,
        Anchoring::Changed => "whose words were changed in the text of",
        Anchoring::Ambiguous => "that stands in several places in the text of",
        Anchoring::Uncertain => "that is not surely found in the text of",
        Anchoring::Lost => "that is not found in the text of",
    };
    if ground.is_sealed(source) {
        return Some(format!("an excerpt {fate} a sealed source"));
    }
    let title = ground.project.text_of(source, "title");
    let name = if title.trim().is_empty() {
        "a source without title".to_owned()
    } else {
        format!("“{}”", shortened(&title))
    };
    Some(format!("the excerpt “{}”, {fate} {name}", shortened(&passage.target.quote)))
}

/// Returns what became of a passage: one of another text than its source has now was not found in this one.
fn state(ground: &Ground<'_>, evidence: &Evidence) -> Option<Anchoring> {
    let passage = evidence.passage.as_ref()?;
    let source: Id = evidence.source?;
    let text = ground.project.sources().get(&source)?.text.as_ref()?;
    Some(if text.sha256() == passage.text { passage.target.state } else { Anchoring::Lost })
}
