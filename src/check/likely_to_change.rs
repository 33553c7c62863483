//! What was true when somebody looked, and may not be on the day of publication. Knows the day it is from whoever asks.

use super::{Check, Finding, Ground, rule, shortened};
use crate::model::due::days_between;
use crate::model::vocabulary::Meaning;
use crate::model::{Claim, Id};
use crate::text::{Range, counted, day};

rule! {
    LikelyToChange, "likely-to-change", "H03", "Likely to change", Hint;
    what_it_finds: "What was looked at a week ago or more and can have moved since: an allegation at a stage that can still move without a \
        day to look again; a confirmed claim of a sort that changes (a title, an age, a statistic), or in a sentence that \
        says “as of”, “so far” or “to date”.",
    why_it_matters: "Officials leave office, tolls rise, suspects are cleared between the check and the print. The fact was right, and the \
        article is wrong.",
    example: "A clerk says that the mayor [allegation accuser=Clerk stage=investigation stage_as_of=2021-03-01: took bribes].",
    mended: "A clerk says that the mayor [allegation accuser=Clerk stage=investigation stage_as_of=2021-03-01 \
        recheck_by=2021-03-20: took bribes].",
    what_to_do: "Look it up again shortly before publication and set the status or the stage anew; for an allegation set the day by which \
        it has to be looked up again.",
}

/// After how many days it is worth another look.
const AGED: i64 = 7;
/// After how many days other rules speak of a stage.
const STALE: i64 = 30;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, allegation) in ground.project.allegations() {
        let can_move = matches!(
            ground.vocabulary.meaning("stage", &allegation.stage),
            Meaning::Alleged | Meaning::Investigated | Meaning::Charged
        );
        let as_of = day::written(&allegation.stage_as_of).day().and_then(day::Day::date);
        let age = as_of.map(|day| days_between(day, ground.today));
        let Some(age) = age.filter(|age| (AGED..=STALE).contains(age)) else { continue };
        if can_move && allegation.recheck_by.trim().is_empty() {
            let stage = ground.vocabulary.label("stage", &allegation.stage).to_lowercase();
            let message = format!(
                "“{}” was at the stage “{stage}” {} ago, and no day is set to look again.",
                ground.words(*id),
                counted(usize::try_from(age).unwrap_or_default(), "day", "days")
            );
            found.push(Finding::on_record(rule, ground, *id, message));
        }
    }
    // Which of the claims stand in a sentence that says of itself that it holds for now.
    let sentences = &ground.reading.sentences;
    let hits: Vec<(Range, Range)> = ground
        .reading
        .hits("as-of-now")
        .map(|hit| (sentences[hit.sentence], ground.reading.span(hit.first..hit.end)))
        .collect();
    let places: Vec<Range> = hits.iter().map(|(sentence, _)| *sentence).collect();
    let mut passing: Vec<(Id, usize)> = ground
        .marks_meeting(&places)
        .filter_map(|(at, mark)| Some((ground.project.annotations().get(&mark)?.record?, at)))
        .collect();
    passing.sort_unstable();
    for (id, claim) in ground.project.claims() {
        let Some(age) = age(ground, claim).filter(|age| *age >= AGED) else { continue };
        let at = passing.partition_point(|(record, _)| record < id);
        let phrase = passing.get(at).filter(|(record, _)| record == id).map(|(_, at)| hits[*at].1);
        let why = match phrase.and_then(|range| range.of(ground.project.text())) {
            Some(words) => format!("the sentence says “{}”", shortened(words)),
            None if ground.vocabulary.meaning("category", &claim.category) == Meaning::Changing => {
                format!(
                    "it is of the sort “{}”",
                    ground.vocabulary.label("category", &claim.category).to_lowercase()
                )
            }
            None => continue,
        };
        let days = counted(usize::try_from(age).unwrap_or_default(), "day", "days");
        let message =
            format!("“{}” was confirmed {days} ago, and may have changed: {why}.", ground.words(*id));
        found.push(Finding::on_record(rule, ground, *id, message));
    }
    found
}

/// Returns how many days ago a claim was confirmed.
fn age(ground: &Ground<'_>, claim: &Claim) -> Option<i64> {
    let status = claim.status.as_ref()?;
    let is_confirmed = ground.vocabulary.meaning_of_status(Some(status)).is_confirmed();
    is_confirmed.then(|| days_between(status.at.date(), ground.today))
}
