//! Nobody has looked lately how far a matter has come. Knows the day it is from whoever asks, never from a clock.

use super::rulebook::number::STAGE_DAYS;
use super::{Check, Finding, Ground, rule};
use crate::model::Allegation;
use crate::model::due::days_between;
use crate::model::vocabulary::Meaning;
use crate::text::day::{self, Day};

rule! {
    StageOutOfDate, "stage-out-of-date", "B10", "Stage out of date", Blocking;
    what_it_finds: "An allegation whose day to look the stage up again has passed, or whose stage can still move (alleged, \
        investigated, charged) and is of a day more than 30 days back.",
    why_it_matters: "“Suspected” may be “cleared” by now, and “charged” may be “convicted”. The stage as it was when somebody looked \
        is no protection on the day of publication.",
    example: "A clerk says that the mayor [allegation accuser=Clerk stage=investigation stage_as_of=2020-03-12: took bribes].",
    mended: "A clerk said that the mayor [allegation accuser=Clerk stage=acquitted stage_as_of=2020-03-12: took bribes].",
    what_to_do: "Look the matter up with the authority or the court, set stage and day anew, and set by when it has to be looked up \
        again.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let allegations = ground.project.allegations().iter();
    allegations
        .filter_map(|(id, allegation)| {
            let fault = fault(ground, allegation)?;
            let message = format!("“{}”: {fault}.", ground.words(*id));
            Some(Finding::on_record(rule, ground, *id, message))
        })
        .collect()
}

fn fault(ground: &Ground<'_>, allegation: &Allegation) -> Option<String> {
    let days_since = |field: &str| {
        let written = day::written(field).day()?;
        Some((days_between(written.date()?, ground.today), written))
    };
    let days = |count: i64| if count == 1 { "1 day".to_owned() } else { format!("{count} days") };
    if let Some((late, by)) = days_since(&allegation.recheck_by).filter(|(late, _)| *late > 0) {
        return Some(format!("the stage was to be looked up again by {by}, {} ago", days(late)));
    }
    let stage = &allegation.stage;
    let can_move = matches!(
        ground.vocabulary.meaning("stage", stage),
        Meaning::Alleged | Meaning::Investigated | Meaning::Charged
    );
    let next: Option<(i64, Day)> = days_since(&allegation.recheck_by);
    let holds = i64::from(ground.rulebook.number(&STAGE_DAYS));
    let (age, as_of) = days_since(&allegation.stage_as_of).filter(|(age, _)| *age > holds && can_move)?;
    // Whoever said by when to look again has judged how long it holds.
    next.is_none().then(|| {
        let stage = ground.vocabulary.label("stage", stage).to_lowercase();
        format!("the stage “{stage}” is of {as_of}, {} ago", days(age))
    })
}
