//! What somebody is accused of, said as if it had happened. Knows no word of any language.

pub(super) mod accused;

use super::{Check, Finding, Ground, Hit, Level, rule};
use accused::{Accused, accused};

rule! {
    AllegationAsFact, "allegation-as-fact", "B06", "Allegation stated as fact", Blocking;
    what_it_finds: "A sentence, headline or caption that says flatly that somebody did what they are only accused of elsewhere in the \
        article, or on the card of an allegation; as a warning where the act is another one, where “he” or “she” stands \
        for the accused of the sentence before, and where “the suspect” is said to have done it. Not where the sentence \
        says whose words it is, or the article tells of a conviction. Words in quotation marks are left alone.",
    why_it_matters: "Whoever states as a fact what is only alleged has to prove it in court. Most such sentences were not meant so: \
        the attribution stood in a sentence that was cut, or there was no room for it in the headline.",
    example: "[claim: Prosecutors accused Smith of theft]. [claim: Smith stole the keys].",
    mended: "[claim: Prosecutors accused Smith of theft]. [claim: Smith stole the keys, they wrote].",
    what_to_do: "Say in that very sentence who says so, or that it is alleged; headline and caption included.",
}

/// How many words may stand between the accused and the act.
const REACH: usize = 6;

/// The classes whose words are also used of debates, games and programs: another accusation does not speak for them.
const LOOSE: [&str; 3] = ["assault", "spying", "plot"];

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let accused = accused(ground);
    let mut findings = Vec::new();
    let mut last = None;
    for hit in ground.reading.wording("act-stated") {
        if last == Some(hit.sentence) {
            continue;
        }
        let Some((level, message, record)) = fault(ground, &accused, &hit) else { continue };
        last = Some(hit.sentence);
        let finding = Finding::on_hit(rule, ground, &hit, message);
        findings.push(Finding { record, level, fix: None, ..finding });
    }
    findings
}

fn fault(
    ground: &Ground<'_>,
    accused: &Accused,
    hit: &Hit<'_>,
) -> Option<(Level, String, Option<crate::model::Id>)> {
    let reading = ground.reading;
    let line = reading.lines()[hit.sentence];
    let from = hit.first.saturating_sub(REACH).max(line.words().start);
    let lower = |at: usize| reading.lower(reading.word(at));
    let words = ground.met(hit);
    let suspect = (from..hit.first).rev().find(|at| reading.is_in("suspect", *at));
    // What shows whose words it is; the suspect's own name for themselves does not.
    if reading.hits_in("hedged", hit.sentence).any(|other| Some(other.first) != suspect) {
        return None;
    }
    let is_passive = |at: usize| reading.is_in("passive", at);
    let mut subject = None;
    for at in (from..hit.first).rev() {
        if is_passive(at) {
            return None;
        }
        if let Some(known) =
            reading.word(at).is_capitalised.then(|| accused.known(reading.bare(at))).flatten()
        {
            subject = Some((at, known));
            break;
        }
        if reading.is_of_name(at) && !reading.is_set_in_capitals(hit.sentence) {
            // Somebody else did it.
            return None;
        }
    }
    if let Some((at, known)) = subject {
        if known.is_convicted || lower(at).ends_with("'s") {
            return None;
        }
        let name = ground.reading.span(at..at + 1).of(ground.project.text()).unwrap_or_default();
        let is_same = known.classes.contains(hit.phrase.note.as_str());
        let (level, what) = if is_same {
            (Level::Blocking, "of that")
        } else if LOOSE.contains(&hit.phrase.note.as_str()) {
            return None;
        } else {
            (Level::Warning, "of something")
        };
        let message = format!(
            "“{name} … {words}” is said as a fact; elsewhere {name} is only accused {what}, and no conviction is told of."
        );
        return Some((level, message, known.record));
    }
    if suspect.is_some_and(|at| hit.first - at <= 4) {
        let message =
            format!("The suspect is said to have done it: “{words}”, and nobody is said to say so.");
        return Some((Level::Warning, message, None));
    }
    let is_pronoun = (line.words().start..hit.first)
        .take(2)
        .any(|at| reading.is_in("person-pronoun", at) && hit.first - at <= 4);
    let before = hit.sentence.checked_sub(1)?;
    let is_near = reading.lines()[before].block.abs_diff(line.block) == 0;
    if !is_pronoun || !is_near {
        return None;
    }
    let names = reading.names(reading.lines()[before].words());
    let known = names.iter().find_map(|name| accused.known(reading.surname(name)))?;
    let is_of_it = reading.has("accusation-of", before);
    (is_of_it && !known.is_convicted).then(|| {
        let message =
            format!("“{words}” is said as a fact of somebody who is only accused in the sentence before.");
        (Level::Warning, message, known.record)
    })
}
