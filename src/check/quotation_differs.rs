//! Words in quotation marks that are not those of the source. Knows the words of both; whose fault it is, it does not.

use super::{Check, Finding, Ground, rule};
use crate::anchor::comparison::record::of_evidence;
use crate::model::vocabulary::Meaning;

rule! {
    QuotationDiffers, "quotation-differs", "B11", "Quotation differs from its source", Blocking;
    what_it_finds: "A quotation that differs from the excerpt of its source in a word, a negation or a number. Punctuation, \
        capitals, spelling, [brackets], ellipses and fillers are told apart and not found fault with, nor are small words \
        such as articles. Paraphrases are left alone, and so is a quotation of which one excerpt has the words.",
    why_it_matters: "Quotation marks promise the very words. A dropped “not” turns them round, and the speaker has a recording.",
    example: "He said “[quote confirmed evidence=p.4 speaker=Clerk excerpt=\"I did not take any money\": I did take any money]” then.",
    mended: "He said “[quote confirmed evidence=p.4 speaker=Clerk excerpt=\"I did not take any money\": I did not take any money]” then.",
    what_to_do: "Compare the two, word by word, on the quotation's evidence. Mend the quotation, or the excerpt where that was \
        copied wrongly.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let project = ground.project;
    let mut findings = Vec::new();
    for (id, _) in project.quotations().iter().filter(|(_, quotation)| quotation.manner != "indirect") {
        let told = ground.outline.evidence(*id).iter().filter_map(|evidence| {
            let piece = project.evidence().get(evidence)?;
            let contradicts = ground.vocabulary.meaning("stance", &piece.stance) == Meaning::Contradicts;
            let compared = of_evidence(project, ground.outline, *evidence).filter(|_| !contradicts)?;
            let is_sealed = piece.source.is_some_and(|source| ground.is_sealed(source));
            Some((compared, is_sealed))
        });
        let told: Vec<_> = told.collect();
        if told.iter().any(|(compared, _)| !compared.comparison.is_grave()) {
            continue;
        }
        let Some((compared, is_sealed)) = told.first() else { continue };
        let words = ground.words(*id);
        let comparison = &compared.comparison;
        let grave = comparison.differences().find(|segment| segment.class.is_grave());
        let how = match grave.filter(|_| comparison.is_found && !is_sealed) {
            Some(segment) => comparison.sentence(segment, &compared.content, &compared.source),
            None => comparison.summary(),
        };
        let message = format!("“{words}” differs from its source. {how}.");
        findings.push(Finding::on_record(rule, ground, *id, message));
    }
    findings
}
