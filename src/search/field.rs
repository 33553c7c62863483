//! What the records say in words: every field that is filled in by hand, as it stands on screen.
//!
//! Follows the field tables: a new field is found from its row. Sealed values are no words here.

use crate::model::{Id, Project, Slot, Value, Vocabulary, Widget};

/// Returns what a slot says in words; nothing for what is no text.
pub(super) fn words(value: Value, widget: Widget, vocabulary: &Vocabulary) -> Option<String> {
    match (value, widget) {
        (_, Widget::Hidden) => None,
        (Value::Text(id), Widget::Choice(scale)) => Some(vocabulary.label(scale, &id).to_owned()),
        (Value::Text(text), _) => Some(text),
        (Value::Names(names), _) => Some(names.join("\n")),
        (Value::File(file), _) => Some(file.name),
        (Value::Status(status), _) => {
            Some(vocabulary.status(&status.id).map_or(status.id.clone(), |row| row.label.clone()))
        }
        _ => None,
    }
}

/// Lists the slots of a record that say something, with their words.
pub(super) fn said(project: &Project, vocabulary: &Vocabulary, record: Id) -> Vec<(Slot, String)> {
    let fields = record.table().fields().iter().filter(|field| field.widget != Widget::Hidden);
    fields
        .filter_map(|field| {
            let slot = Slot { record, field: field.name };
            Some((slot, words(project.value(&slot), field.widget, vocabulary)?))
        })
        .collect()
}
