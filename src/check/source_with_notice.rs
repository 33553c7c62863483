//! The source itself warns of what it says. Knows the notice that the desk wrote down; reads no page.

use super::single_source::independence::bearing;
use super::{Check, Finding, Ground, rule, shortened};

rule! {
    SourceWithNotice, "source-with-notice", "W14", "Source carries a notice", Warning;
    what_it_finds: "A source that carries a correction, an age notice or another warning, where a record rests on it.",
    why_it_matters: "Whoever corrected the source did so because it was wrong. What was taken from it before, or from the part that was \
        corrected, is wrong here as well.",
    example: "He [claim evidence=p.4 source.notice=\"Corrected on 2 March: the sum was wrong\": paid them].",
    mended: "He [claim evidence=p.4: paid them].",
    what_to_do: "Read the notice, see whether it touches what is used here, and find a newer source if so. If it does not, waive this and \
        say why.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let noted = ground.project.sources().iter().filter(|(_, source)| !source.notice.trim().is_empty());
    noted
        .filter_map(|(id, source)| {
            let evidence =
                ground.outline.uses(*id).iter().filter_map(|piece| ground.project.evidence().get(piece));
            let rests = |record: &crate::model::Id| {
                bearing(ground.project, ground.outline, ground.vocabulary, *record).contains(id)
            };
            let record = evidence.filter_map(|piece| piece.record).find(rests)?;
            let words = ground.words(record);
            let message = if ground.is_sealed(*id) {
                format!("“{words}” rests on a sealed source that carries a notice.")
            } else {
                let notice = shortened(&source.notice);
                format!("“{words}” rests on {}, which carries a notice: “{notice}”.", ground.called(*id))
            };
            Some(Finding::on_source(rule, ground, *id, message))
        })
        .collect()
}
