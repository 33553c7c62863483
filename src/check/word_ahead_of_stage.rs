//! A word that says that guilt was found, or that there are charges, before it came so far. Knows no word of any language.

use std::collections::{BTreeMap, BTreeSet};

use super::allegation_as_fact::accused::{Accused, Known, accused};
use super::{Check, Finding, Ground, Hit, Level, rule};
use crate::model::vocabulary::Meaning;

rule! {
    WordAheadOfStage, "word-ahead-of-stage", "B09", "Word ahead of the stage", Blocking;
    what_it_finds: "“Murderer”, “thief”, “fraudster” and the like beside the name of somebody who is only accused, by the article \
        itself or by the card of an allegation; “convicted” beside the name where the card says no conviction, “charged” where \
        it says no charge. As a warning “charged” where the article also says that there is no charge, and “convicted” where it says that the \
        trial is still to come; as a hint “murder” \
        for a killing on which no court has ruled. Words in quotation marks and titles are left alone.",
    why_it_matters: "Whoever is called a thief before a court has said so can sue, and will win. The word is also wrong for the \
        readers: suspected, arrested, charged and convicted are four different things.",
    example: "[claim: The police charged Smith with theft]. [claim: The thief Smith left the town].",
    mended: "[claim: The police charged Smith with theft]. [claim: Smith left the town].",
    what_to_do: "Use the word of the stage that was reached (suspected, arrested, charged, on trial), or bring the card up to date \
        with the source that shows more.",
}

/// How many words may stand between a name and what it is called.
const REACH: usize = 4;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let mut findings = called(rule, ground);
    findings.extend(recorded(rule, ground));
    findings.extend(uncharged(rule, ground));
    findings.extend(murder(rule, ground));
    findings.extend(untried(rule, ground));
    findings
}

/// Returns the names that words are said of: right before or after them, with nothing but small words between.
fn beside<'a>(ground: &Ground<'a>, hit: &Hit<'_>) -> Vec<&'a str> {
    let reading = ground.reading;
    let line = reading.lines()[hit.sentence].words();
    let mut names = Vec::new();
    for name in reading.names(line.start.max(hit.first.saturating_sub(REACH + 2))..hit.first) {
        let between = name.end..hit.first;
        // “Islamic terrorist groups” calls nobody anything.
        let is_adjective = between.is_empty() && reading.word(hit.first).follows_closely;
        if !is_adjective
            && between.len() <= REACH
            && between.clone().all(|at| reading.is_in("between", at) || is_figure(ground, at))
        {
            names.push(reading.surname(&name));
        }
    }
    let after = reading.names(hit.end..line.end.min(hit.end + REACH)).into_iter().next();
    if let Some(name) = after.filter(|name| (hit.end..name.start).all(|at| reading.is_in("between", at))) {
        names.push(reading.surname(&name));
    }
    names
}

fn is_figure(ground: &Ground<'_>, at: usize) -> bool {
    ground.reading.lower(ground.reading.word(at)).starts_with(char::is_numeric)
}

/// Tells whether somebody else says so, or says otherwise.
fn is_called(ground: &Ground<'_>, hit: &Hit<'_>) -> bool {
    let reading = ground.reading;
    let from = hit.first.saturating_sub(REACH).max(reading.lines()[hit.sentence].words().start);
    (from..hit.first).any(|at| reading.is_in("called-so", at))
}

/// Finds people who are called by what they are accused of.
fn called(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let accused = accused(ground);
    let mut findings = Vec::new();
    if accused.is_empty() {
        return findings;
    }
    for hit in ground.reading.wording("guilt-noun").filter(|hit| !is_called(ground, hit)) {
        let known = beside(ground, &hit)
            .into_iter()
            .find_map(|name| Some((name, accused.known(name)?)))
            .or_else(|| pointed_at(ground, &accused, &hit))
            .filter(|(_, known)| !known.is_convicted);
        let Some((name, known)) = known else { continue };
        let message = format!(
            "“{}” for {}, who is only accused so far: no conviction is told of.",
            ground.met(&hit),
            crate::model::words::capital(name)
        );
        let finding = Finding::on_hit(rule, ground, &hit, message);
        findings.push(Finding { record: known.record, ..finding });
    }
    findings
}

/// Finds who is called so by “the thief” alone: whom the sentence before says to be accused.
fn pointed_at<'a>(ground: &Ground<'a>, accused: &'a Accused, hit: &Hit<'_>) -> Option<(&'a str, &'a Known)> {
    let reading = ground.reading;
    let line = reading.lines()[hit.sentence];
    let before = hit.sentence.checked_sub(1).filter(|at| reading.lines()[*at].block == line.block)?;
    let is_definite = hit
        .first
        .checked_sub(1)
        .is_some_and(|at| line.words().contains(&at) && reading.is_in("definite", at));
    // Of “the gunman” nobody may know who it is.
    let is_unknown = reading.is_in("unknown-doer", hit.first);
    let is_told = reading.has("accusation-of", before) && !reading.has("attribution", hit.sentence);
    let names = reading.names(reading.lines()[before].words());
    let is_alone = reading.names(line.words()).is_empty();
    if !is_definite || is_unknown || !is_told || !is_alone {
        return None;
    }
    names.iter().find_map(|name| {
        let name = reading.surname(name);
        Some((name, accused.known(name)?))
    })
}

/// Finds “convicted” of somebody whose trial, as the article says, is still to come. A conviction of a year, or an earlier
/// one, is another case.
fn untried(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let reading = ground.reading;
    let mut ahead: BTreeSet<&str> = BTreeSet::new();
    for hit in reading.wording("trial-ahead") {
        let line = reading.lines()[hit.sentence];
        let mut names = reading.names(line.words().start..hit.first);
        let is_pronoun = (line.words().start..hit.first)
            .any(|at| reading.is_in("person-pronoun", at) || reading.is_in("person-possessive", at));
        if names.is_empty()
            && is_pronoun
            && let Some(before) = hit.sentence.checked_sub(1)
        {
            let before = reading.lines()[before];
            names = if before.block == line.block { reading.names(before.words()) } else { Vec::new() };
        }
        ahead.extend(names.first().map(|name| reading.surname(name)));
    }
    let is_other = |sentence: usize| {
        reading.has("again", sentence)
            || reading.has("earlier-case", sentence)
            || !super::reading::event::years(reading, sentence).is_empty()
    };
    let met = reading.wording("found-guilty").filter(|hit| !ahead.is_empty() && !is_other(hit.sentence));
    met.filter_map(|hit| {
        let line = reading.lines()[hit.sentence];
        let from = hit.first.saturating_sub(REACH + 2).max(line.words().start);
        let name = reading.names(from..hit.first).last().map(|name| reading.surname(name))?;
        let is_ahead = ahead.contains(name)
            && !reading.has("not-convicted", hit.sentence)
            && !reading.has("denying", hit.sentence);
        is_ahead.then(|| {
            let message = format!(
                "“{}” of {}, whose trial is still to come, as the article says.",
                ground.met(&hit),
                crate::model::words::capital(name)
            );
            Finding::on_hit(rule, ground, &hit, message).weighing(Level::Warning)
        })
    })
    .collect()
}

/// Finds “convicted” and “charged” beside the name of somebody whose card does not say so.
fn recorded(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let mut stages: BTreeMap<String, (Meaning, crate::model::Id)> = BTreeMap::new();
    for (id, allegation) in ground.project.allegations() {
        let meaning = ground.vocabulary.meaning("stage", &allegation.stage);
        for person in allegation.accused.iter().filter_map(|person| ground.project.people().get(person)) {
            let last = super::unmarked_sentence::word::words(&person.name).pop();
            if let Some(last) = last.filter(|_| meaning != Meaning::Plain) {
                stages.insert(last.lower, (meaning, *id));
            }
        }
    }
    let mut findings = Vec::new();
    if stages.is_empty() {
        return findings;
    }
    let lists = [
        ("convicted", &[Meaning::Alleged, Meaning::Investigated, Meaning::Charged, Meaning::Ended][..]),
        ("charged", &[Meaning::Alleged, Meaning::Investigated][..]),
    ];
    let reading = ground.reading;
    for (list, ahead) in lists {
        for hit in reading.wording(list) {
            let line = reading.lines()[hit.sentence].words();
            if reading.has("not-convicted", hit.sentence)
                || reading.has("denying", hit.sentence)
                || is_called(ground, &hit)
            {
                continue;
            }
            let names = reading.names(line.start..hit.first);
            let found = names.iter().rev().find_map(|name| stages.get(reading.surname(name)));
            let Some((meaning, record)) = found.filter(|(meaning, _)| ahead.contains(meaning)) else {
                continue;
            };
            let stage = ground.project.allegations().get(record).map_or("", |allegation| &allegation.stage);
            let message = format!(
                "“{}”, but the card says “{}”{}.",
                ground.met(&hit),
                ground.vocabulary.label("stage", stage).to_lowercase(),
                if *meaning == Meaning::Ended { ", which is over" } else { "" }
            );
            let finding = Finding::on_hit(rule, ground, &hit, message);
            findings.push(Finding { record: Some(*record), ..finding });
        }
    }
    findings
}

/// Finds “charged” of somebody of whom the article also says that they are not.
fn uncharged(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let reading = ground.reading;
    let names_before = |hit: &Hit<'_>| {
        let line = reading.lines()[hit.sentence].words();
        reading.names(line.start..hit.first)
    };
    let mut without: BTreeSet<&str> = BTreeSet::new();
    for hit in reading.wording("not-convicted") {
        without.extend(names_before(&hit).iter().map(|name| reading.surname(name)));
    }
    if without.is_empty() {
        return Vec::new();
    }
    reading
        .wording("charged")
        .filter(|hit| !reading.has("not-convicted", hit.sentence) && !reading.has("denying", hit.sentence))
        .filter_map(|hit| {
            let name = names_before(&hit)
                .iter()
                .map(|name| reading.surname(name))
                .find(|name| without.contains(name))?;
            let message = format!(
                "“{}” of {}, of whom the article also says that it has not come so far.",
                ground.met(&hit),
                crate::model::words::capital(name)
            );
            Some(Finding::on_hit(rule, ground, &hit, message).weighing(Level::Warning))
        })
        .collect()
}

/// Finds “murder” for a killing, where the article tells of somebody accused and of no conviction.
fn murder(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let reading = ground.reading;
    let is_open =
        reading.wording("accusation-of").next().is_some() && reading.wording("convicted").next().is_none();
    let met =
        reading.wording("murdered").filter(|hit| is_open && !reading.has("before-murder", hit.sentence));
    met.map(|hit| {
        let message =
            format!("“{}”: whether it was murder is for a court to say, and none has.", ground.met(&hit));
        Finding::on_hit(rule, ground, &hit, message).weighing(Level::Hint)
    })
    .collect()
}
