//! Gathers a handout from what an audience sees of a project: it knows nothing of what that leaves out.
//!
//! Knows no format.

use std::collections::BTreeMap;

use super::audience::Audience;
use super::handout::{
    Addressee, Asked, Card, Coverage, Disagreement, Field, Handout, Mark, Question, Rewording, SourceEntry,
    StatusWord, Totals, Workings,
};
use super::view::{View, has_status};
use crate::anchor::comparison::record::of_evidence;
use crate::model::conflict::signed;
use crate::model::vocabulary::{self, KindMeaning, Meaning, StatusMeaning};
use crate::model::{
    Anchoring, Conflict, Id, Item, Moment, Outline, Project, Status, Table, Value, Version, Vocabulary,
    Widget, words_of,
};
use crate::text::calculation::{Notation, evaluate, is_sum};

struct Gathering<'a> {
    view: View<'a>,
}

pub(super) fn gather(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    audience: Audience,
) -> Handout {
    let from = Gathering { view: View::new(project, outline, vocabulary, audience) };
    let view = &from.view;
    let cards: BTreeMap<Id, Card> = view.records().into_iter().map(|id| (id, from.card(id))).collect();
    let marks: Vec<Mark> =
        view.marks().iter().enumerate().filter_map(|(at, id)| from.mark(*id, Some(at + 1))).collect();
    let records = || cards.keys().copied().filter(|id| has_status(id.table()));
    let (text, sha256, blocks) = view.text();
    let sources = from.sources(&marks);
    let mut handout = Handout {
        audience: view.audience(),
        made_on: String::new(),
        article: from.card(Id::ARTICLE),
        text,
        sha256,
        blocks,
        evidence: records().map(|id| (id, view.evidence(id))).collect(),
        parts: cards.keys().map(|id| (*id, view.parts(*id))).filter(|(_, parts)| !parts.is_empty()).collect(),
        mentions: cards.keys().map(|id| (*id, view.mentions(*id))).collect(),
        replies: cards.keys().map(|id| (*id, view.answers(*id))).collect(),
        source_numbers: sources.iter().map(|entry| (entry.id, entry.number)).collect(),
        sources,
        citations: BTreeMap::new(),
        libraries: Vec::new(),
        totals: from.totals(&marks, records()),
        marks,
        cards,
        workings: None,
    };
    if view.shows_workings() {
        let lost: Vec<Mark> = view.lost().iter().filter_map(|id| from.mark(*id, None)).collect();
        handout.workings = Some(Workings {
            conflicts: from.conflicts(),
            changes: changes(&handout, &lost),
            questions: from.questions(&handout),
            checklist: from.checklist(),
            lost,
            sign_offs: Vec::new(),
            findings: Vec::new(),
            coverage: Coverage::default(),
        });
    }
    handout
}

impl Gathering<'_> {
    fn card(&self, id: Id) -> Card {
        let mut fields: Vec<Field> = id
            .table()
            .fields()
            .iter()
            .filter_map(|field| {
                let value = self.view.value(id, field);
                (value != Value::Nothing).then(|| Field {
                    name: field.name,
                    label: field.label,
                    words: self.words(&value, field.widget),
                    value,
                })
            })
            .collect();
        self.compute(id, &mut fields);
        Card { id, heading: self.heading(id), sealed: self.view.is_sealed(id), fields }
    }

    /// Puts what a calculation comes to behind it, and what a comparison found beside the excerpt, where those are seen.
    fn compute(&self, id: Id, fields: &mut Vec<Field>) {
        if id.table() != Table::Evidence {
            return;
        }
        let notation = Notation::of_language(&self.view.project.article().language);
        if let Some(field) = fields.iter_mut().find(|field| field.name == "calculation") {
            match evaluate(&field.words, notation) {
                Some(Ok(outcome)) => {
                    field.words.push_str(if outcome.verdicts.is_empty() { " " } else { " ⟶ " });
                    field.words.push_str(&outcome.words());
                }
                Some(Err(_)) if is_sum(&field.words) => field.words.push_str(" (does not compute)"),
                _ => {}
            }
        }
        let is_internal = self.view.audience == Audience::Internal;
        let has_excerpt = fields.iter().any(|field| field.name == "excerpt");
        if let Some(compared) =
            of_evidence(self.view.project, self.view.outline, id).filter(|_| is_internal && has_excerpt)
        {
            let told = compared.sentences();
            let summary = compared.comparison.summary();
            let words = if told.is_empty() { summary } else { format!("{summary}. {}.", told.join(". ")) };
            fields.push(Field {
                name: "comparison",
                label: "Compared with the article",
                words,
                value: Value::Nothing,
            });
        }
    }

    /// Tells what has to be settled between people, with what each of them wants.
    fn conflicts(&self) -> Vec<Disagreement> {
        let name_of = |id: Id| {
            let asked = (id.table() == Table::Item)
                .then(|| self.view.vocabulary.checklist.iter().find(|row| Item::id_of(&row.id) == id));
            asked.flatten().map_or_else(|| self.heading(id), |row| row.label.clone())
        };
        let disagreement = |conflict: Conflict| {
            let record = conflict.record();
            let versions = match conflict {
                Conflict::Value(slot) => {
                    let version = |version: &Version| {
                        let words = self.view.words_of_version(slot, &version.value, |id| self.heading(id));
                        let words = if words.is_empty() { "(empty)".to_owned() } else { words };
                        (words, version.by.as_ref().map_or_else(|| "written earlier".to_owned(), signed))
                    };
                    self.view.versions(slot).iter().map(version).collect()
                }
                Conflict::Deletion(id) => {
                    let contest = self.view.contest(id);
                    let who = contest.deleted.as_ref().map_or_else(|| "somebody".to_owned(), signed);
                    vec![
                        ("It stays".to_owned(), contest.work_in_words(id)),
                        ("It is deleted".to_owned(), who),
                    ]
                }
            };
            Disagreement {
                about: self.view.about(conflict, name_of),
                versions,
                marks: self.view.numbers_of(record),
            }
        };
        self.view.conflicts().into_iter().map(disagreement).collect()
    }

    /// Returns what a record is called in a list, from the field that names it; a source without a title is known
    /// by whatever else may be told of it.
    fn heading(&self, id: Id) -> String {
        if let Some(description) = self.view.description(id) {
            return description;
        }
        let others: &[&str] = if id.table() == Table::Source { &["url", "author", "publisher"] } else { &[] };
        let names = id.table().words_field().into_iter().chain(others.iter().copied());
        let text = names.map(|name| self.view.text_of(id, name)).find(|text| !text.trim().is_empty());
        match (text, id.table()) {
            (Some(text), _) => text,
            (None, Table::Source) if self.view.is_sealed(id) => "Sealed source".into(),
            (None, Table::Source) => "Untitled source".into(),
            (None, Table::Person) => "Unnamed person".into(),
            (None, _) => String::new(),
        }
    }

    fn words(&self, value: &Value, widget: Widget) -> String {
        match (value, widget) {
            // A status without who set it and when.
            (Value::Text(id), Widget::Status) => {
                self.view.vocabulary.status(id).map_or_else(|| id.clone(), |row| row.label.clone())
            }
            // A rating is no status of ours: it is told with the scale that it stands on.
            (Value::Text(rating), Widget::Rating) => match self.view.vocabulary.rating(rating) {
                Some((scale, row)) => format!("{} ({})", row.label, scale.label.to_lowercase()),
                None => rating.clone(),
            },
            _ => words_of(value, widget, self.view.vocabulary, |id| self.heading(id)),
        }
    }

    fn mark(&self, id: Id, number: Option<usize>) -> Option<Mark> {
        let seen = self.view.mark(id)?;
        let kind = self.view.vocabulary.kind(&seen.kind);
        Some(Mark {
            id,
            number,
            ranges: if number.is_some() { seen.target.ranges } else { Vec::new() },
            quote: seen.target.quote,
            prefix: seen.target.prefix,
            suffix: seen.target.suffix,
            state: if number.is_some() { seen.target.state } else { Anchoring::Lost },
            label: kind.map_or_else(|| seen.kind.clone(), |kind| kind.label.clone()),
            hue: kind.map_or_else(|| "gray".into(), |kind| kind.hue.clone()),
            meaning: self.view.meaning_of_kind(&seen.kind),
            kind: seen.kind,
            status: seen.record.and_then(|record| self.status(record)),
            record: seen.record,
            nearness: self.view.nearness(id).filter(|_| number.is_some()),
            card: self.card(id),
        })
    }

    fn status(&self, record: Id) -> Option<StatusWord> {
        self.view.status(record).map(|status| self.status_word(status.as_ref()))
    }

    fn status_word(&self, status: Option<&Status>) -> StatusWord {
        let id = status.map_or("", |status| status.id.as_str());
        let row = self.view.vocabulary.status(id);
        StatusWord {
            id: row.map_or(id, |row| &row.id).to_owned(),
            label: row.map_or(if id.is_empty() { "Unchecked" } else { id }, |row| &row.label).to_owned(),
            hue: row.map_or("slate", |row| &row.hue).to_owned(),
            meaning: self.view.vocabulary.meaning_of_status(status),
            by: status.map(|status| status.by.clone()).unwrap_or_default(),
            on: status
                .filter(|status| status.at != Moment::default())
                .map(|status| status.at.day())
                .unwrap_or_default(),
        }
    }

    fn sources(&self, marks: &[Mark]) -> Vec<SourceEntry> {
        let mut order: Vec<Id> = Vec::new();
        let mut used: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
        for mark in marks {
            let Some(record) = mark.record else { continue };
            for evidence in self.view.evidence(record) {
                let Some(source) = self.view.source_of(evidence) else { continue };
                let numbers = used.entry(source).or_insert_with(|| {
                    order.push(source);
                    Vec::new()
                });
                if numbers.last() != mark.number.as_ref() {
                    numbers.extend(mark.number);
                }
            }
        }
        let sources = self.view.records().into_iter().filter(|id| id.table() == Table::Source);
        let mut rest: Vec<(String, Id)> =
            sources.filter(|id| !used.contains_key(id)).map(|id| (self.heading(id), id)).collect();
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
        for kind in &self.view.vocabulary.kinds {
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
        for row in &self.view.vocabulary.statuses {
            totals.statuses.extend(counts.remove(&row.id));
        }
        totals.statuses.extend(counts.into_values());
        totals
    }

    /// Lists the questions of the checklist with their answers, once anybody has answered one.
    fn checklist(&self) -> Vec<Asked> {
        let asked: Vec<(Card, &vocabulary::Question)> = self
            .view
            .vocabulary
            .checklist
            .iter()
            .map(|question| (self.card(Item::id_of(&question.id)), question))
            .collect();
        if asked.iter().all(|(card, _)| card.fields.is_empty()) {
            return Vec::new();
        }
        let open = self.view.vocabulary.row_meaning("checklist", Meaning::Open);
        let open = open.map_or("Open", |row| &row.label);
        asked
            .into_iter()
            .map(|(card, question)| Asked {
                group: question.group.clone(),
                question: question.label.clone(),
                state: if card.words("state").is_empty() { open } else { card.words("state") }.to_owned(),
                note: card.words("note").to_owned(),
                signed: card.words("signed").to_owned(),
            })
            .collect()
    }

    fn questions(&self, handout: &Handout) -> Vec<Question> {
        let mut questions: Vec<(usize, Question)> = Vec::new();
        for card in handout.cards.values() {
            let (addressee, to, text, reason) = match card.id.table() {
                Table::Query => {
                    let state = self.view.text_of(card.id, "state");
                    if self.view.vocabulary.meaning("query", &state) == Meaning::Closed {
                        continue;
                    }
                    let addressee =
                        match self.view.vocabulary.meaning("addressee", &self.view.text_of(card.id, "to")) {
                            Meaning::Author => Addressee::Author,
                            Meaning::Counsel => Addressee::Counsel,
                            _ => Addressee::Other,
                        };
                    let words = [card.words("to"), card.words("person")];
                    let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
                    (addressee, words.join(": "), card.heading.clone(), "Open query".to_owned())
                }
                table if has_status(table) => {
                    let Some(status) = self.status(card.id) else { continue };
                    let (addressee, to) = match status.meaning {
                        StatusMeaning::QueryAuthor => (Addressee::Author, "Author"),
                        StatusMeaning::QueryLegal => (Addressee::Counsel, "Counsel"),
                        StatusMeaning::NeedsFix if card.words("replacement").is_empty() => {
                            (Addressee::Author, "Author")
                        }
                        _ => continue,
                    };
                    let text = [card.words("status_reason"), card.words("note"), &card.heading];
                    let text = text.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
                    (addressee, to.to_owned(), text.to_owned(), status.label)
                }
                _ => continue,
            };
            let marks = handout.mentions.get(&card.id).cloned().unwrap_or_default();
            let quote = marks.first().and_then(|number| handout.marks.get(number - 1));
            let quote = quote.map(|mark| mark.quote.clone()).unwrap_or_default();
            let place = marks.first().copied().unwrap_or(usize::MAX);
            let (record, due) = (Some(card.id), card.words("due").to_owned());
            questions.push((place, Question { record, addressee, due, to, text, reason, marks, quote }));
        }
        for mark in &handout.marks {
            if mark.meaning == Some(KindMeaning::LegalFlag) {
                let place = mark.number.unwrap_or(usize::MAX);
                questions.push((
                    place,
                    Question {
                        record: None,
                        addressee: Addressee::Counsel,
                        due: String::new(),
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

fn changes(handout: &Handout, lost: &[Mark]) -> Vec<Rewording> {
    let mut waiting: BTreeMap<Id, &Mark> = BTreeMap::new();
    for mark in lost {
        if let Some(record) = mark.record {
            waiting.entry(record).or_insert(mark);
        }
    }
    let mut changes: Vec<Rewording> = handout
        .cards
        .values()
        .filter(|card| !card.words("replacement").is_empty())
        .map(|card| {
            let marks = handout.mentions.get(&card.id).cloned().unwrap_or_default();
            let placed = marks.first().and_then(|number| handout.marks.get(number - 1));
            let mark = placed.or_else(|| waiting.get(&card.id).copied());
            Rewording {
                record: card.id,
                paragraph: placed.and_then(|mark| paragraph(handout, mark)),
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

/// Returns the number of the paragraph in which a mark begins; nothing for what is not numbered.
fn paragraph(handout: &Handout, mark: &Mark) -> Option<usize> {
    let start = mark.ranges.first()?.start;
    let at = handout.blocks.partition_point(|block| block.range.start <= start).checked_sub(1)?;
    let before = handout.blocks.get(..=at)?;
    before[at].kind.is_numbered().then(|| before.iter().filter(|block| block.kind.is_numbered()).count())
}
