//! Somebody is accused, and their side is not on record. The deadline is judged by the day that whoever asks says it is.

use super::{Check, Finding, Ground, listed, rule};
use crate::model::due::{days_between, told};
use crate::model::vocabulary::Meaning;
use crate::model::{Allegation, Id};
use crate::text::day;

rule! {
    AccusedWithoutReply, "accused-without-reply", "B07", "Accused without a reply", Blocking;
    what_it_finds: "An allegation that names the accused while no answer of theirs is recorded: they were not asked, nobody \
        wrote down whether they were, or they were asked and nothing is recorded of what came back. A response in \
        the text that answers the allegation counts as an answer; so do “no comment” and “not reached”.",
    why_it_matters: "Fairness, and in many jurisdictions the defence, rests on having put every material allegation to the \
        accused, with time to answer, and on saying what came back.",
    example: "A clerk says that the mayor [allegation accuser=Clerk accused=Mayor: took bribes].",
    mended: "A clerk says that the mayor [allegation accuser=Clerk accused=Mayor reply_sought=asked as=a answer=denied: took bribes]. \
        [response answers=a: The mayor denies it].",
    what_to_do: "Ask the accused, record when and how, and record the answer; when the deadline has passed in silence, record \
        that they were not reached or gave no comment.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    ground
        .project
        .allegations()
        .iter()
        .filter_map(|(id, allegation)| {
            let message = fault(ground, *id, allegation)?;
            Some(Finding::on_record(rule, ground, *id, message))
        })
        .collect()
}

fn fault(ground: &Ground<'_>, id: Id, allegation: &Allegation) -> Option<String> {
    let is_answered = ground.is_filled(id, "answer")
        || ground.is_filled(id, "answer_text")
        || !ground.outline.answers(id).is_empty();
    if allegation.accused.is_empty() || is_answered {
        return None;
    }
    let names: Vec<String> = allegation
        .accused
        .iter()
        .map(|person| ground.project.text_of(*person, "name").trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let who = if names.is_empty() { "the accused".to_owned() } else { listed(&names) };
    let words = ground.words(id);
    Some(match ground.vocabulary.meaning("reply", &allegation.reply_sought) {
        Meaning::Asked if allegation.reply_deadline.trim().is_empty() => {
            format!("“{words}”: no answer of {who} is recorded.")
        }
        Meaning::Asked => {
            let deadline = allegation.reply_deadline.trim();
            let on = day::written(deadline).day().and_then(day::Day::date);
            let left = on.map_or_else(String::new, |on| match days_between(ground.today, on) {
                left if left < 0 => ", passed".to_owned(),
                left => format!(", {}", told(left)),
            });
            format!("“{words}”: no answer of {who} is recorded (deadline {deadline}{left}).")
        }
        Meaning::NotAsked => format!("“{words}”: not put to {who}."),
        _ => format!("“{words}”: nothing is recorded of whether it was put to {who}, or of an answer."),
    })
}
