//! Confirmed, but nothing shows it. Knows evidence and statuses; judges neither.

use super::{Check, Finding, Ground, listed, rule, shortened};
use crate::model::vocabulary::{Meaning, StatusMeaning};
use crate::model::{Evidence, Id, Slot, Status, Value};

rule! {
    ConfirmedWithoutEvidence, "confirmed-without-evidence", "B02", "Confirmed without evidence", Blocking;
    what_it_finds: "A claim, quotation or allegation that is confirmed (with or without a fix) while no evidence with a \
        locator is attached to it and no reason is given for the status. Evidence that contradicts does not \
        confirm; it can only carry a fix.",
    why_it_matters: "Somebody has to be able to look again: counsel before publication, a reader who complains after it. \
        A source without the page, paragraph or time has to be searched from the beginning.",
    example: "[claim confirmed: He was mayor for two terms].",
    mended: "[claim confirmed evidence=p.4: He was mayor for two terms].",
    what_to_do: "Attach the source with its locator, or say in the reason for the status why none is needed. If neither is \
        possible, the claim is not confirmed.",
}

/// What a confirmed record lacks so that somebody else can look again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// This piece of evidence bears it out, but no place in the source is given.
    Locator(Id),
    /// Nothing bears it out.
    Evidence,
}

/// Tells what a confirmed record lacks; nothing for one that is not confirmed, or with a reason for its status.
pub fn lack(ground: &Ground<'_>, record: Id) -> Option<Lack> {
    let Value::Status(status) = ground.project.value(&Slot { record, field: "status" }) else { return None };
    if ground.is_filled(record, "status_reason") {
        return None;
    }
    fault(ground, record, Some(&status))?;
    let evidence = ground.outline.evidence(record).iter().copied();
    let bears = |id: &Id| {
        ground.project.evidence().get(id).is_some_and(|row| {
            ground.vocabulary.meaning("stance", &row.stance) != Meaning::Contradicts
                && row.source.is_some_and(|source| ground.project.has(source))
        })
    };
    Some(evidence.into_iter().rfind(bears).map_or(Lack::Evidence, Lack::Locator))
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let project = ground.project;
    let claims = project.claims().iter().map(|(id, claim)| (*id, &claim.status, &claim.status_reason));
    let quotations =
        project.quotations().iter().map(|(id, quotation)| (*id, &quotation.status, &quotation.status_reason));
    let allegations = project
        .allegations()
        .iter()
        .map(|(id, allegation)| (*id, &allegation.status, &allegation.status_reason));
    claims
        .chain(quotations)
        .chain(allegations)
        .filter(|(_, _, reason)| reason.trim().is_empty())
        .filter_map(|(id, status, _)| {
            fault(ground, id, status.as_ref()).map(|message| Finding::on_record(rule, ground, id, message))
        })
        .collect()
}

fn fault(ground: &Ground<'_>, record: Id, status: Option<&Status>) -> Option<String> {
    let meaning = ground.vocabulary.meaning_of_status(status);
    if !meaning.is_confirmed() {
        return None;
    }
    let words = ground.words(record);
    let contradicts = |evidence: &Evidence| {
        ground.vocabulary.meaning("stance", &evidence.stance) == Meaning::Contradicts
            && meaning != StatusMeaning::ConfirmedWithFix
    };
    let (against, bearing): (Vec<&Evidence>, Vec<&Evidence>) = ground
        .outline
        .evidence(record)
        .iter()
        .filter_map(|id| ground.project.evidence().get(id))
        .filter(|evidence| evidence.source.is_some_and(|source| ground.project.has(source)))
        .partition(|evidence| contradicts(evidence));
    if bearing.iter().any(|evidence| !evidence.locator.trim().is_empty()) {
        return None;
    }
    if !bearing.is_empty() {
        let sources = sources(ground, &bearing);
        return Some(format!("“{words}” is confirmed by {sources} without a locator."));
    }
    if !against.is_empty() {
        let sources = sources(ground, &against);
        return Some(format!("“{words}” is confirmed, but its only evidence contradicts it: {sources}."));
    }
    Some(format!("“{words}” is confirmed without evidence."))
}

fn sources(ground: &Ground<'_>, evidence: &[&Evidence]) -> String {
    let mut names: Vec<String> = Vec::new();
    for source in evidence.iter().filter_map(|evidence| evidence.source) {
        let title = ground.project.text_of(source, "title");
        let name = if ground.is_sealed(source) {
            "a sealed source".to_owned()
        } else if title.trim().is_empty() {
            "a source without title".to_owned()
        } else {
            format!("“{}”", shortened(&title))
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    listed(&names)
}
