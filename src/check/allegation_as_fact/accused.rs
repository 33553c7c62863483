//! Who is accused of what: by the article's own sentences, and by the cards of allegations.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Ground;
use crate::check::unmarked_sentence::word::words;
use crate::model::vocabulary::Meaning;
use crate::model::{Allegation, Id};

/// What is known of somebody who is accused.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The classes of acts, as the list of acts has them.
    pub classes: BTreeSet<String>,
    /// Whether the article tells of a conviction, or a card does.
    pub is_convicted: bool,
    /// The allegation that says so.
    pub record: Option<Id>,
}

/// Everybody who is accused, by surname.
#[derive(Clone, Debug, Default)]
pub struct Accused(BTreeMap<String, Known>);

impl Accused {
    /// Returns what is known of somebody of that name, in lower case.
    pub fn known(&self, surname: &str) -> Option<&Known> {
        self.0.get(surname)
    }

    /// Tells whether nobody is accused.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Finds who is accused.
pub fn accused(ground: &Ground<'_>) -> Accused {
    let mut accused = Accused::default();
    let reading = ground.reading;
    for hit in reading.wording("accusation-of") {
        if reading.is_set_in_capitals(hit.sentence) {
            continue;
        }
        let line = reading.lines()[hit.sentence].words();
        let mut names = if hit.phrase.note == "after" {
            // The name may be the phrase's own last word.
            let after = reading.names(hit.end.saturating_sub(1).max(hit.first + 1)..line.end);
            after.into_iter().take(1).collect()
        } else {
            reading.names(line.start..hit.first)
        };
        if names.is_empty() {
            names = before(ground, hit.sentence);
        }
        let classes: BTreeSet<String> =
            reading.hits_in("act", hit.sentence).map(|act| act.phrase.note.clone()).collect();
        for name in &names {
            let known = accused.0.entry(reading.surname(name).to_owned()).or_default();
            known.classes.extend(classes.iter().cloned());
        }
    }
    for (id, allegation) in ground.project.allegations() {
        take_in(ground, *id, allegation, &mut accused);
    }
    for hit in reading.wording("convicted") {
        let line = reading.lines()[hit.sentence].words();
        let mut names = reading.names(line);
        names.extend(before(ground, hit.sentence));
        let is_denied = reading.has("not-convicted", hit.sentence);
        for name in names.iter().filter(|_| !is_denied) {
            if let Some(known) = accused.0.get_mut(reading.surname(name)) {
                known.is_convicted = true;
            }
        }
    }
    accused
}

/// Returns the first name of the sentence before, for whom a pronoun stands.
fn before(ground: &Ground<'_>, sentence: usize) -> Vec<std::ops::Range<usize>> {
    let reading = ground.reading;
    let begins = reading.lines()[sentence].words().take(3);
    let has_pronoun = begins
        .into_iter()
        .any(|at| ["person-pronoun", "person-possessive"].iter().any(|list| reading.is_in(list, at)));
    let Some(before) = sentence.checked_sub(1).filter(|_| has_pronoun) else { return Vec::new() };
    reading.names(reading.lines()[before].words()).into_iter().take(1).collect()
}

fn take_in(ground: &Ground<'_>, id: Id, allegation: &Allegation, accused: &mut Accused) {
    let meaning = ground.vocabulary.meaning("stage", &allegation.stage);
    let said = words(&format!("{} {}", allegation.gist, allegation.act));
    let said = said.as_slice();
    let list = ground.reading.wordbook.as_ref().map(|book| book.list("act"));
    let met = list
        .into_iter()
        .flat_map(|list| (0..said.len()).filter_map(move |at| Some((list, list.at(&said, at)?))));
    let classes: BTreeSet<String> =
        met.filter_map(|(list, met)| Some(list.phrases.get(met.phrase)?.note.clone())).collect();
    for person in &allegation.accused {
        let Some(person) = ground.project.people().get(person) else { continue };
        let name = words(&person.name);
        let Some(surname) = name.iter().rev().find(|word| word.lower.len() > 2) else { continue };
        let known = accused.0.entry(surname.lower.clone()).or_default();
        known.classes.extend(classes.iter().cloned());
        known.is_convicted |= meaning == Meaning::Convicted;
        known.record = Some(id);
    }
}
