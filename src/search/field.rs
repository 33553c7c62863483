//! What the records say in words: every field that is filled in by hand, as it stands on screen.
//!
//! Follows the field tables: a new field is found from its row. Sealed values are no words here, and a link says
//! nothing of its own: the record that it leads to is found itself.

use crate::model::{Id, Project, Slot, Value, Vocabulary, Widget};

/// Lists the slots of a record that say something, with their words.
pub(super) fn said(project: &Project, vocabulary: &Vocabulary, record: Id) -> Vec<(Slot, String)> {
    let fields = record.table().fields().iter().filter(|field| field.widget != Widget::Hidden);
    fields
        .map(|field| Slot { record, field: field.name })
        .filter(|slot| is_said(&project.value(slot)))
        .map(|slot| (slot, project.words_of(&slot, vocabulary)))
        .collect()
}

fn is_said(value: &Value) -> bool {
    matches!(value, Value::Text(_) | Value::Names(_) | Value::Pairs(_) | Value::Status(_) | Value::File(_))
}
