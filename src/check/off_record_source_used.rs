//! What was said off the record is used after all. Knows sources, what they bear out and the words round the marks; what
//! was agreed on stands in the source's record. Spells no sealed name.

use std::collections::BTreeSet;

use super::single_source::independence::bearing;
use super::{Check, Finding, Ground, listed, rule, shortened};
use crate::model::vocabulary::Meaning;
use crate::model::{Id, Source};

rule! {
    OffRecordSourceUsed, "off-record-source-used", "B12", "Off-record source used", Blocking;
    what_it_finds: "A confirmed record that nothing but sources off the record or on deep background bears out, and a sentence \
        that names such a source, or gives its agreed description, where it says what that source told.",
    why_it_matters: "A promise to a source outlasts the story. What is off the record may only help to find the same elsewhere; \
        what is on deep background carries no attribution, not even a description.",
    example: "The mayor [claim confirmed evidence=p.4 source.ground_rules=off-record: left by the back door].",
    mended: "The mayor [claim confirmed evidence=p.4 source.ground_rules=off-record second=\"Visitor log\": left by the back door].",
    what_to_do: "Find the same from a source that may be used, or go back to the source and agree on other terms. Take the name \
        and the description out of the text.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let withheld: BTreeSet<Id> = ground
        .project
        .sources()
        .iter()
        .filter(|(_, source)| is_withheld(ground, source))
        .map(|(id, _)| *id)
        .collect();
    let records: BTreeSet<Id> = withheld
        .iter()
        .flat_map(|source| ground.outline.uses(*source))
        .filter_map(|evidence| ground.project.evidence().get(evidence)?.record)
        .filter(|record| ground.project.has(*record))
        .collect();
    let mut found = Vec::new();
    for record in records {
        found.extend(alone(ground, record, &withheld).map(|message| {
            let finding = Finding::on_record(rule, ground, record, message);
            Finding { subject: format!("{record} alone"), ..finding }
        }));
        found.extend(named(ground, record, &withheld).map(|message| {
            let finding = Finding::on_record(rule, ground, record, message);
            Finding { subject: format!("{record} named"), ..finding }
        }));
    }
    found
}

fn is_withheld(ground: &Ground<'_>, source: &Source) -> bool {
    ground.vocabulary.meaning("ground_rules", &source.ground_rules) == Meaning::Withheld
}

/// Says that a confirmed record rests on nothing that may be used.
fn alone(ground: &Ground<'_>, record: Id, withheld: &BTreeSet<Id>) -> Option<String> {
    let status = ground.project.value(&crate::model::Slot { record, field: "status" });
    let crate::model::Value::Status(status) = status else { return None };
    let is_confirmed = ground.vocabulary.meaning_of_status(Some(&status)).is_confirmed();
    let sources = bearing(ground.project, ground.outline, ground.vocabulary, record);
    if !is_confirmed || sources.is_empty() || sources.iter().any(|source| !withheld.contains(source)) {
        return None;
    }
    let rules: BTreeSet<String> = sources.iter().filter_map(|source| terms(ground, *source)).collect();
    let names: Vec<String> = sources.iter().map(|source| ground.called(*source)).collect();
    let rules: Vec<String> = rules.into_iter().collect();
    Some(format!(
        "“{}” is confirmed by nothing that may be cited: {} ({}).",
        ground.words(record),
        listed(&names),
        rules.join(", ")
    ))
}

/// Returns what was agreed on with a source, in the desk's words.
fn terms(ground: &Ground<'_>, source: Id) -> Option<String> {
    let rules = &ground.project.sources().get(&source)?.ground_rules;
    Some(ground.vocabulary.label("ground_rules", rules).to_lowercase())
}

/// Says that a sentence names the source of what it tells.
fn named(ground: &Ground<'_>, record: Id, withheld: &BTreeSet<Id>) -> Option<String> {
    let project = ground.project;
    let pieces = ground.outline.evidence(record).iter().filter_map(|id| project.evidence().get(id));
    let speaker = project.quotations().get(&record).and_then(|quotation| quotation.speaker);
    for source in pieces.filter_map(|piece| piece.source).filter(|source| withheld.contains(source)) {
        let row = project.sources().get(&source)?;
        let terms = terms(ground, source).unwrap_or_default();
        let words = ground.words(record);
        if row.person.is_some() && row.person == speaker {
            return Some(format!("“{words}” is attributed to a source who spoke on other terms: {terms}."));
        }
        if let Some(name) = names(ground, row).into_iter().find(|name| is_told(ground, record, name)) {
            let spelt = if ground.is_sealed(source) {
                String::new()
            } else {
                format!(" (“{}”)", shortened(&name))
            };
            return Some(format!("The sentence with “{words}” gives its source away{spelt}: {terms}."));
        }
    }
    None
}

/// Lists what a source is known by, as far as the project says it.
fn names(ground: &Ground<'_>, source: &Source) -> Vec<String> {
    let person = source.person.and_then(|person| ground.project.people().get(&person));
    let full = person.map(|person| person.name.clone());
    // The full name once, the surname ever after.
    let surname = full.as_ref().and_then(|name| name.split_whitespace().last()).map(str::to_owned);
    let aliases = person.into_iter().flat_map(|person| person.aliases.iter().cloned());
    let own = [source.title.clone(), source.author.clone(), source.description.clone()];
    let all = full.into_iter().chain(surname).chain(aliases).chain(own);
    all.map(|name| name.trim().to_owned()).filter(|name| name.chars().count() > 2).collect()
}

/// Tells whether a name stands in a sentence that a mark of the record meets.
fn is_told(ground: &Ground<'_>, record: Id, name: &str) -> bool {
    let text = ground.project.text();
    let spans =
        ground.outline.mentions(record).iter().filter_map(|mark| Some(ground.outline.placed(*mark)?.span));
    spans.into_iter().any(|span| ground.around(span).of(text).is_some_and(|words| stands_in(words, name)))
}

/// Tells whether words stand in other words, whatever the case, not within a longer word.
fn stands_in(text: &str, words: &str) -> bool {
    let (text, words) = (text.to_lowercase(), words.to_lowercase());
    text.match_indices(&words).any(|(at, found)| {
        let is_letter = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + found.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::stands_in;

    #[test]
    fn a_name_stands_as_a_word_of_its_own() {
        assert!(stands_in("As CLERK says, he left.", "Clerk"));
        assert!(!stands_in("The clerks say so.", "Clerk"));
    }
}
