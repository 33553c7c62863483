//! What could ruin somebody was read elsewhere, and nothing more. Knows what sort of thing a source is.

use super::single_source::independence::bearing;
use super::{Check, Finding, Ground, listed, rule};
use crate::model::vocabulary::Meaning;
use crate::model::{Id, Table};

rule! {
    EarlierCoverageOnly, "earlier-coverage-only", "W20", "Earlier coverage is the only source", Warning;
    what_it_finds: "An allegation, or a claim that is defamatory if wrong, whose evidence is press articles alone, or evidence that \
        only repeats; also an allegation without evidence whose basis is other media.",
    why_it_matters: "“It was in the paper” is no defence in many jurisdictions: who repeats a libel answers for it like whoever wrote \
        it first. A mistake that everybody copied from one story is still one mistake.",
    example: "He [claim confirmed materiality=defamatory evidence=p.4 source.kind=article second=Ledger second.kind=article: sold the votes].",
    mended: "He [claim confirmed materiality=defamatory evidence=p.4 source.kind=document second=Ledger second.kind=article: sold the votes].",
    what_to_do: "Go behind the coverage: the record, the person, the document that it stood on. If the story is that it was reported, \
        say so, and say by whom.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let claims = ground.project.claims().iter().filter(|(_, claim)| {
        ground.vocabulary.meaning("materiality", &claim.materiality) == Meaning::Damaging
    });
    let records = claims.map(|(id, _)| *id).chain(ground.project.allegations().keys().copied());
    records
        .filter_map(|record| {
            let told = rests_on_coverage(ground, record)?;
            let message = format!("“{}” rests on earlier coverage alone: {told}.", ground.words(record));
            Some(Finding::on_record(rule, ground, record, message))
        })
        .collect()
}

/// Tells on which coverage a damaging record rests, where it rests on nothing else.
pub(super) fn rests_on_coverage(ground: &Ground<'_>, record: Id) -> Option<String> {
    let (project, vocabulary) = (ground.project, ground.vocabulary);
    let is_damaging = match record.table() {
        Table::Claim => {
            vocabulary.meaning("materiality", &project.claims().get(&record)?.materiality)
                == Meaning::Damaging
        }
        table => table == Table::Allegation,
    };
    let evidence = ground.outline.evidence(record);
    let mut sources = bearing(project, ground.outline, vocabulary, record);
    let is_report = |source: &Id| {
        let kind = project.sources().get(source).map(|source| source.kind.as_str());
        kind.is_some_and(|kind| vocabulary.meaning("source", kind) == Meaning::Coverage)
    };
    if !is_damaging || !sources.iter().all(is_report) {
        return None;
    }
    let pieces = evidence.iter().filter_map(|id| project.evidence().get(id));
    let repeats = pieces.filter(|piece| vocabulary.meaning("stance", &piece.stance) == Meaning::Coverage);
    sources.extend(repeats.filter_map(|piece| piece.source).filter(|source| project.has(*source)));
    if sources.is_empty() {
        let basis = &project.allegations().get(&record).filter(|_| evidence.is_empty())?.basis;
        let is_media = vocabulary.meaning("basis", basis) == Meaning::Coverage;
        return is_media
            .then(|| format!("its basis is “{}”", vocabulary.label("basis", basis).to_lowercase()));
    }
    let mut names: Vec<String> = Vec::new();
    for name in sources.iter().map(|source| ground.called(*source)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some(listed(&names))
}
