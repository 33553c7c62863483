//! Turns an action into a transaction, or refuses in words. Pure but for the ids and the time it asks for.

mod begin;
mod checklist;
pub(super) mod difference;
mod each;
mod edge;
mod excerpt;
mod holding;
mod join;
mod mark;
mod part;
mod record;
mod retext;
mod reword;
mod sealed;
mod settle;
mod sign_off;
mod split;
mod take_in;
mod take_sources;
mod waive;

use super::{Action, Context, Refusal, Sealing};
use crate::check::Rulebook;
use crate::model::{Edit, Id, Outline, Project, Stamp, Transaction, Vocabulary};

/// What a plan may look at.
pub(super) struct View<'a> {
    pub(super) project: &'a Project,
    pub(super) outline: &'a Outline,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) rulebook: &'a Rulebook,
}

/// What an action comes to, and what has to be said of it: what it leaves as it is, and why.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) transaction: Transaction,
    pub(super) said: String,
    /// What is done to sealed words along with it.
    pub(super) sealing: Option<Sealing>,
    /// The SHA-256 of the texts that go for good with it: then it cannot be undone.
    pub(super) blanks: Vec<String>,
}

impl From<Transaction> for Plan {
    fn from(transaction: Transaction) -> Self {
        Self { transaction, ..Self::default() }
    }
}

/// Plans an action; undo and redo are not planned but looked up in the history.
pub(super) fn plan(action: Action, view: &View<'_>, context: &mut dyn Context) -> Result<Plan, Refusal> {
    sign_off::protected(&action)?;
    let transaction = match action {
        Action::Seal { slot, words } => return sealed::seal(view, slot, &words, context),
        Action::Purge { slot } => return sealed::purge(slot),
        Action::SetEach { records, field, value } => {
            return each::set_each(view, &records, field, &value, context);
        }
        Action::SetKindEach { ids, kind } => return each::set_kind_each(view, &ids, &kind, context),
        Action::DeleteEach { ids } => return each::delete_each(view, &ids),
        Action::KeepFile { source, file, text } => return holding::keep_file(view, source, file, text),
        Action::TakeText { source, text } => return holding::take_text(view, source, text),
        Action::RemoveFile { source, reason } => {
            return holding::remove_file(view, source, &reason, context);
        }
        Action::Join { ids } => return join::join(view, &ids),
        Action::Excerpt { evidence, ranges } => return excerpt::excerpt(view, evidence, &ranges),
        Action::AttachPassage { record, source, ranges, details } => {
            return excerpt::attach(view, record, source, &ranges, details, context);
        }
        Action::TakeSources { entries, from } => {
            return take_sources::take_sources(view, &entries, &from, context);
        }
        Action::Settle { choices } => return settle::settle(view, choices),
        Action::Become { project, from, label } => {
            return difference::become_other(view, &project, from.as_deref(), label);
        }
        Action::Begin { article, name, original } => begin::begin(view, *article, name, original, context),
        Action::Mark { ranges, kind, placing, record, details } => {
            mark::mark(view, &ranges, &kind, placing, record, details, context)
        }
        Action::MarkSame { annotation } => mark::mark_same(view, annotation, context),
        Action::SetKind { annotation, kind } => mark::set_kind(view, annotation, &kind, context),
        Action::SetRange { annotation, ranges, placing } => {
            mark::set_range(view, annotation, &ranges, placing)
        }
        Action::MoveEdge { annotation, edge, growth } => edge::move_edge(view, annotation, edge, growth),
        Action::Split { id, ranges, placing } => split::split(view, id, &ranges, placing, context),
        Action::Delete { id } => return record::delete(view, id),
        Action::Set { slot, value } => record::set(view, slot, value),
        Action::SetStatus { record, status } => record::set_status(view, record, &status, context),
        Action::Attach { record, source, details } => record::attach(view, record, source, details, context),
        Action::AddPart { owners, table, details } => part::add(view, &owners, table, &details, context),
        Action::Create { table, details, link } => record::create(view, table, details, link, context),
        Action::Waive { rule, subject, reason } => {
            waive::waive(view, vec![(rule, subject)], &reason, context)
        }
        Action::WaiveAll { findings, reason } => waive::waive(view, findings, &reason, context),
        Action::SignOff { role, person, note } => sign_off::sign_off(view, role, &person, &note, context),
        Action::Withdraw { sign_off, reason } => sign_off::withdraw(view, sign_off, &reason, context),
        Action::Reword { range, words, reason } => reword::reword(view, range, &words, &reason, context),
        Action::Import { marks, from } => take_in::take_in(view, marks, &from, context),
        Action::Answer { row, state } => checklist::answer(view, &row, state, context),
        Action::Undo | Action::Redo => Err(Refusal::new("Undo and redo are steps of the history.")),
    };
    transaction.map(Plan::from)
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
