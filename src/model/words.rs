//! What a slot holds, in words: the one place from which cards, tables, search, lists and reports take them.

use super::{Id, Project, Slot, Value, Vocabulary, Widget};

/// Writes a value in words: a choice by its label, a link by the name that `name_of` gives it. What is no matter of
/// words (a place in the text, a whole text) has none.
pub fn words_of(
    value: &Value,
    widget: Widget,
    vocabulary: &Vocabulary,
    name_of: impl Fn(Id) -> String,
) -> String {
    match value {
        Value::Nothing if widget == Widget::Status => {
            vocabulary.status("").map_or_else(String::new, |row| row.label.clone())
        }
        Value::Nothing | Value::Targets(_) | Value::Blocks(_) | Value::Prose(_) | Value::Sealed(_) => {
            String::new()
        }
        Value::Passage(passage) => passage.target.quote.clone(),
        Value::Pairs(pairs) => {
            // A name with a colon in it is some program's own.
            let told = pairs.iter().filter(|(name, _)| !name.contains(':'));
            let told: Vec<String> = told.map(|(name, words)| format!("{name}: {words}")).collect();
            told.join("; ")
        }
        Value::Text(text) => match widget {
            Widget::Choice(scale) => vocabulary.label(scale, text).to_owned(),
            Widget::Rating => {
                vocabulary.rating(text).map_or_else(|| text.clone(), |(_, row)| row.label.clone())
            }
            _ => text.clone(),
        },
        Value::Link(id) => name_of(*id),
        Value::Links(ids) => ids.iter().map(|id| name_of(*id)).collect::<Vec<_>>().join("; "),
        Value::Names(names) => names.join("; "),
        Value::Stamp(stamp) if stamp.by.is_empty() => stamp.at.day(),
        Value::Stamp(stamp) => format!("{}, {}", stamp.by, stamp.at.day()),
        Value::Status(status) => {
            vocabulary.status(&status.id).map_or_else(|| status.id.clone(), |row| row.label.clone())
        }
        Value::File(file) => file.name.clone(),
    }
}

/// Writes words as they begin a sentence.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl Project {
    /// Returns what a slot holds, in words; empty where it holds nothing, but for a status, which is then the first.
    pub fn words_of(&self, slot: &Slot, vocabulary: &Vocabulary) -> String {
        let widget = slot.record.table().field(slot.field).map_or(Widget::Hidden, |field| field.widget);
        words_of(&self.value(slot), widget, vocabulary, |id| self.name_of(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{empty, vocabulary};
    use crate::model::Table;
    use crate::session::Action;

    #[test]
    fn choices_links_and_statuses_are_called_by_their_words() {
        let mut session = empty().session;
        let create = |table, details| Action::Create { table, details, link: None };
        let made = session.dispatch(create(Table::Person, vec![("name", Value::Text("Jane Doe".into()))]));
        let person = made.expect("a person").made[0];
        let made = session.dispatch(create(
            Table::Source,
            vec![("kind", Value::Text("web-page".into())), ("person", Value::Link(person))],
        ));
        let source = made.expect("a source").made[0];
        let words = |field| session.project().words_of(&Slot { record: source, field }, &vocabulary());
        assert_eq!((words("kind").as_str(), words("person").as_str()), ("Web page", "Jane Doe"));
        assert_eq!(words("title"), "");
        let claim = Slot { record: Id::new(Table::Claim, 1), field: "status" };
        assert_eq!(session.project().words_of(&claim, &vocabulary()), "Unchecked");
    }
}
