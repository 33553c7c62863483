//! A deed in the newsroom's words: what each field was and is, and what a record is called, also one that is gone.

use super::{Chronicle, Deed};
use crate::check;
use crate::export::history::{Change as Told, Row};
use crate::model::words::capital;
use crate::model::{Id, Outline, Project, Slot, Table, Value, Vocabulary, Widget, words_of};
use crate::text::counted;

/// What is said of words that must not leave.
const SEALED: &str = "sealed";

impl Chronicle {
    /// Returns a few words by which a record is known, or was.
    pub fn name_of(&self, project: &Project, record: Id) -> String {
        match record.table() {
            Table::Article => "the article".to_owned(),
            Table::Annotation if project.target(record).is_some_and(|target| !target.quote.is_empty()) => {
                project.target(record).map_or_else(String::new, |target| target.quote.clone())
            }
            _ => {
                let last = || self.names.get(&record).cloned();
                let live = project.has(record).then(|| project.name_of(record));
                let is_bare = |name: &String| name.starts_with("Untitled ");
                live.filter(|name| !is_bare(name))
                    .or_else(last)
                    .unwrap_or_else(|| capital(record.table().noun()))
            }
        }
    }

    /// Returns what a record is called with what it is, as in “claim “The vote was 7 to 2””; a mark in the text by its
    /// number.
    pub fn title_of(&self, project: &Project, outline: &Outline, record: Id) -> String {
        let noun = capital(record.table().noun());
        match record.table() {
            // Their names say less than what was done to them.
            Table::Article | Table::Draft | Table::Item | Table::Waiver => return noun,
            _ => {}
        }
        let name = self.name_of(project, record);
        let number = outline.number(record).map(|number| format!("{noun} {number}"));
        let noun = number.unwrap_or(noun);
        if name == noun { noun } else { format!("{noun} “{}”", short(&name)) }
    }

    /// Returns what a slot held, in words. What is sealed is only said to be.
    pub fn words(&self, slot: Slot, value: &Value, project: &Project, vocabulary: &Vocabulary) -> String {
        let widget = slot.record.table().field(slot.field).map_or(Widget::Hidden, |field| field.widget);
        match value {
            Value::Sealed(_) => SEALED.to_owned(),
            Value::Targets(targets) => {
                let draft = project.draft_id();
                let target = targets.iter().find(|(id, _)| Some(*id) == draft).or(targets.last());
                target.map_or_else(String::new, |(_, target)| format!("“{}”", target.quote))
            }
            Value::Prose(prose) => counted(prose.as_str().split_whitespace().count(), "word", "words"),
            // What stood at a sign-off is of no use to read.
            Value::Pairs(state) if slot.record.table() == Table::SignOff => {
                counted(state.len(), "record", "records")
            }
            Value::Blocks(blocks) => counted(blocks.len(), "paragraph", "paragraphs"),
            Value::Text(row) if slot.record.table() == Table::Item && slot.field == "row" => {
                let question = vocabulary.checklist.iter().find(|question| question.id == *row);
                question.map_or_else(|| row.clone(), |question| question.label.clone())
            }
            Value::Text(rule) if slot.record.table() == Table::Waiver && slot.field == "rule" => {
                check::named(rule).map_or_else(|| rule.clone(), |check| check.label().to_owned())
            }
            Value::Text(subject) if slot.record.table() == Table::Waiver && slot.field == "subject" => {
                Id::parse(subject).map_or_else(|| subject.clone(), |id| self.name_of(project, id))
            }
            // What was not set yet is nothing, not the first row of the list.
            Value::Nothing => String::new(),
            _ => {
                // The kinds of marks are a list that no card has.
                let widget = if slot.field == "kind" && slot.record.table() == Table::Annotation {
                    Widget::Choice("kind")
                } else {
                    widget
                };
                words_of(value, widget, vocabulary, |id| self.name_of(project, id))
            }
        }
    }

    /// Puts deeds into words, for whoever is handed the history.
    pub fn rows<'a>(
        &'a self,
        deeds: impl Iterator<Item = &'a Deed>,
        project: &Project,
        outline: &Outline,
        vocabulary: &Vocabulary,
    ) -> Vec<Row> {
        let told = |deed: &Deed| Row {
            at: deed.at.to_string(),
            by: deed.by.clone(),
            did: deed.did.clone(),
            about: deed.about().map_or_else(String::new, |id| self.title_of(project, outline, id)),
            changes: deed
                .changes
                .iter()
                .map(|change| Told {
                    record: change.slot.record.to_string(),
                    name: self.title_of(project, outline, change.slot.record),
                    field: label_of(change.slot).to_owned(),
                    before: self.words(change.slot, &change.before, project, vocabulary),
                    after: self.words(change.slot, &change.after, project, vocabulary),
                })
                .collect(),
            unlisted: deed.unlisted(),
        };
        deeds.map(told).collect()
    }
}

/// Returns what a field is called on screen.
pub fn label_of(slot: Slot) -> &'static str {
    slot.record.table().field(slot.field).map_or(slot.field, |field| field.label)
}

/// How many characters of a name are told.
const TOLD: usize = 60;

fn short(name: &str) -> String {
    match name.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}
