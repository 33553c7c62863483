//! Sealed slots: words go in, or everything that ever stood there goes for good.

use super::{Plan, View, missing};
use crate::model::{Edit, Envelope, FieldInfo, SealedId, Slot, Transaction, Value, Widget};
use crate::session::{Context, Refusal, Sealing};

pub(super) fn seal(
    view: &View<'_>,
    slot: Slot,
    words: &Envelope,
    context: &mut dyn Context,
) -> Result<Plan, Refusal> {
    let field = sealed_field(slot)?;
    if !view.project.has(slot.record) {
        return Err(missing(slot.record));
    }
    let trimmed = words.open().reveal().trim();
    if trimmed.is_empty() {
        return Err(Refusal::new("There is nothing to seal. Enter the words first."));
    }
    if trimmed.len() > Sealing::LONGEST {
        return Err(Refusal(format!(
            "These words are {} bytes long, and {} can be sealed. Nothing was sealed: shorten them.",
            trimmed.len(),
            Sealing::LONGEST
        )));
    }
    let id = SealedId::new(context.bits());
    let sealing = Sealing::Keep { id, slot, words: Envelope::new(trimmed) };
    let edits = vec![Edit { slot, value: Value::Sealed(id) }];
    let transaction = Transaction { label: label("seal", field, slot), edits, focus: Some(slot.record) };
    Ok(Plan { transaction, sealing: Some(sealing), ..Plan::default() })
}

/// A record that is gone may have left words behind: they can be purged all the same.
pub(super) fn purge(slot: Slot) -> Result<Plan, Refusal> {
    let field = sealed_field(slot)?;
    let edits = vec![Edit { slot, value: Value::Nothing }];
    let transaction = Transaction { label: label("purge", field, slot), edits, focus: Some(slot.record) };
    Ok(Plan { transaction, sealing: Some(Sealing::Purge { slot }), ..Plan::default() })
}

fn sealed_field(slot: Slot) -> Result<&'static FieldInfo, Refusal> {
    let field = slot.record.table().field(slot.field).filter(|field| field.widget == Widget::Sealed);
    field.ok_or_else(|| Refusal(format!("“{}” of {} is not sealed.", slot.field, slot.record.table().one())))
}

fn label(what: &str, field: &FieldInfo, slot: Slot) -> String {
    format!("{what} {} of {}", field.label.to_lowercase(), slot.record.table().noun())
}
