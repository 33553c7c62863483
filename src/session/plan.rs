//! Turns an action into a transaction, or refuses in words. Pure but for the ids and the time it asks for.

mod begin;
mod mark;
mod record;
mod take_in;

use super::{Action, Context, Refusal};
use crate::model::{Edit, Id, Outline, Project, Stamp, Transaction, Vocabulary};

/// What a plan may look at.
struct View<'a> {
    project: &'a Project,
    outline: &'a Outline,
    vocabulary: &'a Vocabulary,
}

/// Plans an action; undo and redo are not planned but looked up in the history.
pub(super) fn plan(
    action: Action,
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    let view = View { project, outline, vocabulary };
    match action {
        Action::Begin { article, name, original } => begin::begin(&view, *article, name, original, context),
        Action::Mark { ranges, kind, placing, record, details } => {
            mark::mark(&view, &ranges, &kind, placing, record, details, context)
        }
        Action::MarkSame { annotation } => mark::mark_same(&view, annotation, context),
        Action::SetKind { annotation, kind } => mark::set_kind(&view, annotation, &kind, context),
        Action::SetRange { annotation, ranges, placing } => {
            mark::set_range(&view, annotation, &ranges, placing)
        }
        Action::Delete { id } => record::delete(&view, id),
        Action::Set { slot, value } => record::set(&view, slot, value),
        Action::SetStatus { record, status } => record::set_status(&view, record, &status, context),
        Action::Attach { record, source, details } => record::attach(&view, record, source, details, context),
        Action::Create { table, details, link } => record::create(&view, table, details, link, context),
        Action::Waive { rule, subject, reason } => record::waive(&view, rule, subject, &reason, context),
        Action::Import { marks, from } => take_in::take_in(&view, marks, &from, context),
        Action::Undo | Action::Redo => Err(Refusal::new("Undo and redo are steps of the history.")),
    }
}

fn stamp(context: &dyn Context) -> Stamp {
    Stamp { by: context.who(), at: context.now() }
}

fn created(id: Id, context: &dyn Context) -> Edit {
    Edit::new(id, "created", Some(stamp(context)))
}

fn missing(id: Id) -> Refusal {
    Refusal(format!("There is no {} {id} in this project.", id.table().noun()))
}
