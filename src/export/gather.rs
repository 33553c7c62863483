//! Gathers a handout from a project: every value passes [`Audience::may_see`] on its way.
//!
//! Knows no format.

use std::collections::BTreeMap;

use super::audience::{
    Audience, Card, Coverage, Field, Handout, Mark, Question, Rewording, SourceEntry, StatusWord, Totals,
    is_sealed,
};
use crate::model::vocabulary::{KindMeaning, Meaning, StatusMeaning};
use crate::model::{
    Anchoring, Id, Outline, Project, Prose, Slot, Status, Table, Target, Value, Vocabulary, words_of,
};

struct Gathering<'a> {
    project: &'a Project,
    outline: &'a Outline,
    vocabulary: &'a Vocabulary,
    audience: Audience,
}

pub(super) fn gather(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    audience: Audience,
) -> Handout {
    let from = Gathering { project, outline, vocabulary, audience };
    let draft = project.draft();
    let cards: BTreeMap<Id, Card> = project
        .ids()
        .into_iter()
        .filter(|id| !matches!(id.table(), Table::Article | Table::Draft | Table::Annotation | Table::Waiver))
        .map(|id| (id, from.card(id)))
        .collect();
    let marks: Vec<Mark> =
        outline.marks.iter().filter_map(|mark| from.mark(mark.id, Some(mark.number))).collect();
    let lost = outline.lost.iter().filter_map(|id| from.mark(*id, None)).collect();
    let records = || cards.keys().copied().filter(|id| has_status(id.table()));
    let mut handout = Handout {
        audience,
        made_on: String::new(),
        article: from.card(Id::ARTICLE),
        text: draft.and_then(|draft| draft.text.as_ref()).map_or_else(|| "".into(), Prose::shared),
        sha256: draft
            .and_then(|draft| draft.text.as_ref())
            .map_or_else(String::new, |text| text.sha256().into()),
        blocks: draft.map(|draft| draft.blocks.clone()).unwrap_or_default(),
        evidence: records().map(|id| (id, outline.evidence(id).to_vec())).collect(),
        mentions: cards.keys().map(|id| (*id, from.numbers(outline.mentions(*id)))).collect(),
        replies: cards.keys().map(|id| (*id, from.numbers(outline.answers(*id)))).collect(),
        sources: from.sources(&marks),
        findings: Vec::new(),
        coverage: Coverage::default(),
        totals: from.totals(&marks, records()),
        changes: Vec::new(),
        questions: Vec::new(),
        marks,
        lost,
        cards,
    };
    handout.changes = changes(&handout);
    handout.questions = from.questions(&handout);
    handout
}

/// Tells whether the records of a table are checked and have a status.
pub(super) fn has_status(table: Table) -> bool {
    matches!(table, Table::Claim | Table::Quotation | Table::Allegation)
}

impl Gathering<'_> {
    fn card(&self, id: Id) -> Card {
        let fields = id
            .table()
            .fields()
            .iter()
            .filter(|field| self.audience.may_see(self.project, self.vocabulary, id, field))
            .filter_map(|field| {
                let value = self.project.value(&Slot { record: id, field: field.name });
                (value != Value::Nothing).then(|| Field {
                    name: field.name,
                    label: field.label,
                    words: words_of(&value, field.widget, self.vocabulary, |id| self.heading(id)),
                    value,
                })
            })
            .collect();
        let sealed = is_sealed(self.project, self.vocabulary, id);
        Card { id, heading: self.heading(id), sealed, fields }
    }

    /// Returns what a record is called in a list, from the field that names it.
    fn heading(&self, id: Id) -> String {
        let words = id.table().words_field().and_then(|name| id.table().field(name));
        let seen = words.filter(|field| self.audience.may_see(self.project, self.vocabulary, id, field));
        let text = seen.map_or_else(String::new, |field| self.project.text_of(id, field.name));
        match (text.is_empty(), id.table()) {
            (false, _) => text,
            (true, Table::Source) if is_sealed(self.project, self.vocabulary, id) => "Sealed source".into(),
            (true, Table::Source) => "Untitled source".into(),
            (true, Table::Person) => "Unnamed person".into(),
            (true, _) => String::new(),
        }
    }

    fn mark(&self, id: Id, number: Option<usize>) -> Option<Mark> {
        let annotation = self.project.annotations().get(&id)?;
        let kind = self.vocabulary.kind(&annotation.kind);
        // A mark that lost its place keeps the words of the newest draft it stood in.
        let last = annotation.targets.last().map(|(_, target)| target);
        let target: Target = self.project.target(id).or(last).cloned().unwrap_or_default();
        let record = annotation.record.filter(|record| self.project.has(*record));
        Some(Mark {
            id,
            number,
            ranges: if number.is_some() { target.ranges } else { Vec::new() },
            quote: target.quote,
            prefix: target.prefix,
            suffix: target.suffix,
            state: if number.is_some() { target.state } else { Anchoring::Lost },
            kind: annotation.kind.clone(),
            label: kind.map_or_else(|| annotation.kind.clone(), |kind| kind.label.clone()),
            hue: kind.map_or_else(|| "gray".into(), |kind| kind.hue.clone()),
            meaning: kind.map(|kind| kind.meaning),
            status: record.and_then(|record| self.status(record)),
            record,
            card: self.card(id),
        })
    }

    fn status(&self, record: Id) -> Option<StatusWord> {
        if !has_status(record.table()) {
            return None;
        }
        let status = match self.project.value(&Slot { record, field: "status" }) {
            Value::Status(status) => Some(status),
            _ => None,
        };
        Some(self.status_word(status.as_ref()))
    }

    fn status_word(&self, status: Option<&Status>) -> StatusWord {
        let id = status.map_or("", |status| status.id.as_str());
        let row = self.vocabulary.status(id);
        StatusWord {
            id: row.map_or(id, |row| &row.id).to_owned(),
            label: row.map_or(if id.is_empty() { "Unchecked" } else { id }, |row| &row.label).to_owned(),
            hue: row.map_or("slate", |row| &row.hue).to_owned(),
            meaning: self.vocabulary.meaning_of_status(status),
            by: status.map(|status| status.by.clone()).unwrap_or_default(),
            on: status.map(|status| status.at.day()).unwrap_or_default(),
        }
    }

    fn numbers(&self, annotations: &[Id]) -> Vec<usize> {
        annotations.iter().filter_map(|id| self.outline.number(*id)).collect()
    }

    fn sources(&self, marks: &[Mark]) -> Vec<SourceEntry> {
        let mut order: Vec<Id> = Vec::new();
        let mut used: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
        for mark in marks {
            let Some(record) = mark.record else { continue };
            for evidence in self.outline.evidence(record) {
                let source = self.project.evidence().get(evidence).and_then(|evidence| evidence.source);
                let Some(source) = source.filter(|source| self.project.has(*source)) else { continue };
                let numbers = used.entry(source).or_insert_with(|| {
                    order.push(source);
                    Vec::new()
                });
                if numbers.last() != mark.number.as_ref() {
                    numbers.extend(mark.number);
                }
            }
        }
        let mut rest: Vec<(String, Id)> = self
            .project
            .sources()
            .keys()
            .filter(|id| !used.contains_key(*id))
            .map(|id| (self.heading(*id), *id))
            .collect();
        rest.sort();
        order.extend(rest.into_iter().map(|(_, id)| id));
        order
            .into_iter()
            .enumerate()
            .map(|(at, id)| SourceEntry { number: at + 1, id, marks: used.remove(&id).unwrap_or_default() })
            .collect()
    }

    fn totals(&self, marks: &[Mark], records: impl Iterator<Item = Id>) -> Totals {
        let mut totals = Totals::default();
        for kind in &self.vocabulary.kinds {
            let count = marks.iter().filter(|mark| mark.kind == kind.id).count();
            if count > 0 {
                totals.kinds.push((kind.plural.clone(), kind.hue.clone(), count));
            }
        }
        let unknown = marks.iter().filter(|mark| mark.meaning.is_none()).count();
        if unknown > 0 {
            totals.kinds.push(("Other".into(), "gray".into(), unknown));
        }
        let mut counts: BTreeMap<String, (StatusWord, usize)> = BTreeMap::new();
        for status in records.filter_map(|record| self.status(record)) {
            totals.records += 1;
            totals.confirmed += usize::from(status.meaning.is_confirmed());
            totals.open += usize::from(status.meaning.is_open());
            let word = StatusWord { by: String::new(), on: String::new(), ..status };
            counts.entry(word.id.clone()).or_insert((word, 0)).1 += 1;
        }
        for row in &self.vocabulary.statuses {
            totals.statuses.extend(counts.remove(&row.id));
        }
        totals.statuses.extend(counts.into_values());
        totals
    }

    fn questions(&self, handout: &Handout) -> Vec<Question> {
        let mut questions: Vec<(usize, Question)> = Vec::new();
        for card in handout.cards.values() {
            let (to, text, reason) = match card.id.table() {
                Table::Query => {
                    let state = self.project.text_of(card.id, "state");
                    if self.vocabulary.meaning("query", &state) == Meaning::Closed {
                        continue;
                    }
                    (card.words("to").to_owned(), card.heading.clone(), "Open query".to_owned())
                }
                table if has_status(table) => {
                    let Some(status) = self.status(card.id) else { continue };
                    let to = match status.meaning {
                        StatusMeaning::QueryAuthor => "Author",
                        StatusMeaning::QueryLegal => "Counsel",
                        StatusMeaning::NeedsFix if card.words("replacement").is_empty() => "Author",
                        _ => continue,
                    };
                    let text = [card.words("status_reason"), card.words("note"), &card.heading];
                    let text = text.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
                    (to.to_owned(), text.to_owned(), status.label)
                }
                _ => continue,
            };
            let marks = handout.mentions.get(&card.id).cloned().unwrap_or_default();
            let quote = marks.first().and_then(|number| handout.marks.get(number - 1));
            let quote = quote.map(|mark| mark.quote.clone()).unwrap_or_default();
            let place = marks.first().copied().unwrap_or(usize::MAX);
            questions.push((place, Question { to, text, reason, marks, quote }));
        }
        for mark in &handout.marks {
            if mark.meaning == Some(KindMeaning::LegalFlag) {
                let place = mark.number.unwrap_or(usize::MAX);
                questions.push((
                    place,
                    Question {
                        to: "Counsel".into(),
                        text: mark.card.words("note").to_owned(),
                        reason: mark.label.clone(),
                        marks: mark.number.into_iter().collect(),
                        quote: mark.quote.clone(),
                    },
                ));
            }
        }
        questions.sort_by_key(|(place, _)| *place);
        questions.into_iter().map(|(_, question)| question).collect()
    }
}

fn changes(handout: &Handout) -> Vec<Rewording> {
    let mut changes: Vec<Rewording> = handout
        .cards
        .values()
        .filter(|card| !card.words("replacement").is_empty())
        .map(|card| {
            let marks = handout.mentions.get(&card.id).cloned().unwrap_or_default();
            let placed = marks.first().and_then(|number| handout.marks.get(number - 1));
            let mark = placed.or_else(|| handout.lost.iter().find(|mark| mark.record == Some(card.id)));
            Rewording {
                record: card.id,
                old: mark.map(|mark| mark.quote.clone()).unwrap_or_default(),
                new: card.words("replacement").to_owned(),
                why: card.words("replacement_reason").to_owned(),
                marks,
            }
        })
        .collect();
    changes.sort_by_key(|change| change.marks.first().copied().unwrap_or(usize::MAX));
    changes
}
