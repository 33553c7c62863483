//! A claim that another one of the project says as well, and that was judged there. Knows the words of claims, not what
//! they mean.

use std::collections::{BTreeSet, HashMap};

use super::reading::stem;
use super::unmarked_sentence::word::words;
use super::{Check, Finding, Ground, rule};
use crate::model::Id;
use crate::model::vocabulary::StatusMeaning;

rule! {
    SameClaimTwice, "same-claim-twice", "H01", "Same claim twice", Hint;
    what_it_finds: "Two claims with the same words, endings and small words left aside, of which one was checked and the \
        other was not, or came out otherwise.",
    why_it_matters: "What was found the first time saves the work the second time. And one fact with two verdicts is a \
        verdict too many.",
    example: "[claim confirmed evidence=p.4: The council sold its hall]. [claim: The councils sold the hall].",
    mended: "[claim confirmed evidence=p.4: The council sold its hall]. [claim: The council bought a school].",
    what_to_do: "Join the two (Record, Join), so that evidence and verdict stand once; or, where they say different things, \
        say in each statement what is meant.",
}

/// With how many words that say something a claim is compared at least.
const LEAST: usize = 3;

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let project = ground.project;
    let mut alike: HashMap<BTreeSet<String>, Vec<Id>> = HashMap::new();
    for id in project.claims().keys() {
        let said = content(ground, &statement(ground, *id));
        if said.len() >= LEAST {
            alike.entry(said).or_default().push(*id);
        }
    }
    let mut findings = Vec::new();
    for ids in alike.values().filter(|ids| ids.len() > 1) {
        // The first that was judged: by the order of the article.
        let mut ids: Vec<Id> = ids.clone();
        ids.sort_by_key(|id| place(ground, *id));
        let Some((judged, verdict)) = ids.iter().find_map(|id| Some((*id, verdict(ground, *id)?))) else {
            continue;
        };
        for id in
            ids.iter().copied().filter(|id| *id != judged && self::verdict(ground, *id) != Some(verdict))
        {
            let label = ground.vocabulary.status(verdict).map_or(verdict, |row| row.label.as_str());
            let message = format!(
                "“{}” was checked before, as “{}”, and came out as “{label}”.",
                ground.words(id),
                ground.words(judged)
            );
            findings.push(Finding::on_record(rule, ground, id, message));
        }
    }
    findings
}

fn place(ground: &Ground<'_>, claim: Id) -> usize {
    let mark = ground.outline.mentions(claim).first();
    mark.and_then(|mark| ground.outline.placed(*mark)).map_or(usize::MAX, |placed| placed.span.start)
}

/// Returns the verdict on a claim, where there is one.
fn verdict<'a>(ground: &Ground<'a>, claim: Id) -> Option<&'a str> {
    let status = ground.project.claims().get(&claim)?.status.as_ref()?;
    let meaning = ground.vocabulary.meaning_of_status(Some(status));
    let is_open = matches!(meaning, StatusMeaning::Unchecked | StatusMeaning::InProgress);
    (!is_open).then_some(status.id.as_str())
}

/// Returns what a claim says: its statement, or the words that it is marked on.
fn statement(ground: &Ground<'_>, claim: Id) -> String {
    let own = ground.project.text_of(claim, "statement");
    if !own.trim().is_empty() {
        return own;
    }
    let mark = ground.outline.mentions(claim).first();
    let target = mark.and_then(|mark| ground.project.target(*mark));
    target.map(|target| target.quote.clone()).unwrap_or_default()
}

/// Returns the words that say something, without their endings.
fn content(ground: &Ground<'_>, statement: &str) -> BTreeSet<String> {
    let fillers = ground.reading.wordbook.as_ref().map(|book| book.list("filler"));
    let is_content = |lower: &str| {
        let is_number = lower.starts_with(char::is_numeric);
        is_number || (lower.len() > 3 && !fillers.is_some_and(|list| list.has(lower)))
    };
    let words = words(statement).into_iter().filter(|word| is_content(&word.lower));
    words.map(|word| stem(&word.lower).to_owned()).collect()
}
