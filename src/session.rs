//! A turn of work on one project: [`Session::dispatch`] is the one door through which a project changes.
//!
//! Knows no files and no screen. Time, identity and randomness enter through [`Context`]; every change leaves
//! through the [`Journal`], without which a session cannot be built.

pub mod action;
pub mod arrival;
pub mod chronicle;
pub mod citation;
pub mod context;
pub mod holding;
pub mod journal;
pub mod letter;
pub mod overview;
mod plan;
pub mod report;
pub mod sign_off;
mod trail;

#[cfg(test)]
mod laws;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use action::{Action, Attachment, Details, Edge, Growth, ImportedMark, Placing};
pub use arrival::{Arrival, News, Standing};
pub use context::Context;
pub use journal::{Durability, Entry, Journal, Sealing};
pub use plan::difference::Difference;

use crate::check::Rulebook;
use crate::model::edit::history::{Hindrance, History, Step};
use crate::model::{Change, Edit, Id, Outline, Project, Prose, Slot, Transaction, Value, Vocabulary};
use plan::Plan;
use trail::Trail;

/// Says in words why an action was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

impl Refusal {
    /// Refuses in these words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

/// What sort of thing was done, for those who tell of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deed {
    /// Something was changed; the label says what.
    #[default]
    Changed,
    /// Words were marked.
    Marked,
    /// A mark was moved onto other words.
    Moved,
    /// Words of a source were marked as an excerpt.
    Excerpted,
    /// A step was undone.
    Undone,
    /// An undone step was done again.
    Redone,
}

impl Deed {
    fn of(action: &Action) -> Self {
        match action {
            Action::Mark { .. } => Self::Marked,
            Action::SetRange { .. } | Action::MoveEdge { .. } => Self::Moved,
            Action::Excerpt { .. } | Action::AttachPassage { .. } => Self::Excerpted,
            Action::Undo => Self::Undone,
            Action::Redo => Self::Redone,
            _ => Self::Changed,
        }
    }
}

/// What an action did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What was done, as a menu would say it; empty where nothing had to be done.
    pub label: String,
    /// Of an undo or a redo, the label of the step that it is about; else the same as `label`.
    pub step: String,
    /// What sort of thing that was.
    pub deed: Deed,
    /// The record to look at now.
    pub focus: Option<Id>,
    /// The records that the action made, in order.
    pub made: Vec<Id>,
    /// What it left as it is, and why, in a sentence; empty where nothing was left.
    pub said: String,
}

/// One project being worked on.
pub struct Session {
    project: Project,
    vocabulary: Arc<Vocabulary>,
    rulebook: Arc<Rulebook>,
    history: History,
    journal: Box<dyn Journal>,
    context: Box<dyn Context>,
    revision: u64,
    outline: OnceCell<Arc<Outline>>,
    trail: Trail,
    /// How many arrivals were taken in.
    arrivals: u64,
    /// Tells that undo was just refused: the next one passes over the step.
    is_stuck: bool,
}

impl Session {
    /// Begins a turn on a project as it was read.
    pub fn new(
        project: Project,
        vocabulary: Arc<Vocabulary>,
        journal: Box<dyn Journal>,
        context: Box<dyn Context>,
    ) -> Self {
        Self {
            project,
            vocabulary,
            rulebook: Rulebook::shipped(),
            history: History::default(),
            journal,
            context,
            revision: 0,
            outline: OnceCell::new(),
            trail: Trail::default(),
            arrivals: 0,
            is_stuck: false,
        }
    }

    /// Returns the project as it stands.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Returns the words in use.
    pub fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// Returns what the desk decided about its checks.
    pub fn rulebook(&self) -> &Arc<Rulebook> {
        &self.rulebook
    }

    /// Goes on with other words and rules: the desk's settings were changed. Whatever is derived is worked out anew.
    pub fn use_terms(&mut self, vocabulary: Arc<Vocabulary>, rulebook: Arc<Rulebook>) {
        self.vocabulary = vocabulary;
        self.rulebook = rulebook;
        self.revision += 1;
        self.trail.forget();
    }

    /// Counts the changes since the session began; whatever is derived from the project is cached by it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Lists the slots that were changed since a revision, some of them more than once; nothing where they are not
    /// known any more.
    pub fn changed_since(&self, revision: u64) -> Option<Vec<Slot>> {
        self.trail.between(revision, self.revision)
    }

    /// Returns the marks in order with their numbers, kept up to date by each change.
    pub fn outline(&self) -> &Arc<Outline> {
        self.outline.get_or_init(|| Arc::new(Outline::of(&self.project)))
    }

    /// Tells how much of the work is on disk.
    pub fn durability(&self) -> Durability {
        self.journal.durability()
    }

    /// Returns the name that new records are signed with.
    pub fn who(&self) -> String {
        self.context.who()
    }

    /// Returns the day it is where the checker works.
    pub fn today(&self) -> jiff::civil::Date {
        self.context.today()
    }

    /// Returns the label of the step that undo would take back.
    pub fn next_undo(&self) -> Option<&str> {
        self.history.next_undo().map(|step| step.label.as_str())
    }

    /// Returns the label of the step that redo would do again.
    pub fn next_redo(&self) -> Option<&str> {
        self.history.next_redo().map(|step| step.label.as_str())
    }

    /// Lists the SHA-256 of every file and text that a step to undo or redo could bring back.
    pub fn undoable_files(&self) -> BTreeSet<String> {
        self.history.files()
    }

    /// Ends the joining of commits to one text field: the next one is a step of its own.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    /// Tells whether others have written something that was not taken in yet.
    pub fn has_arrivals(&self) -> bool {
        self.journal.has_arrivals()
    }

    /// Takes in what others have written meanwhile, and returns what they did. It is no step of one's own: undo
    /// leaves it alone.
    pub fn join(&mut self) -> Vec<News> {
        let mut news = Vec::new();
        for arrival in self.journal.arrivals() {
            self.arrivals += 1;
            self.is_stuck = false;
            let mut changes = Vec::with_capacity(arrival.slots.len());
            for (slot, standing) in arrival.slots {
                if standing.is_in(&self.project, &slot) {
                    continue;
                }
                let before = self.project.value(&slot);
                standing.put(&mut self.project, slot);
                changes.push(Change { slot, before, after: self.project.value(&slot) });
            }
            self.follow_removals(&changes);
            self.follow(&changes);
            news.extend(arrival.news);
        }
        news
    }

    /// Does one action, writes it into the journal and makes it undoable; or refuses in words and changes
    /// nothing.
    pub fn dispatch(&mut self, action: Action) -> Result<Outcome, Refusal> {
        self.journal.writable()?;
        let deed = Deed::of(&action);
        let outcome = match action {
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            action => {
                self.is_stuck = false;
                let is_beginning = matches!(action, Action::Begin { .. });
                if matches!(action, Action::Become { .. } | Action::KeepFile { .. } | Action::TakeText { .. })
                {
                    // It is a step of its own, however little it changes.
                    self.history.seal();
                }
                let is_final = matches!(action, Action::RemoveFile { .. });
                let Plan { transaction, said, sealing, blanks } = self.plan(action)?;
                let outcome = match sealing {
                    None if is_final => self.remove(&transaction, &blanks),
                    None => self.commit(transaction, None),
                    Some(Sealing::Purge { slot }) => self.purge(&transaction, slot),
                    Some(sealing) => {
                        // Two replacements never join into one step, as two letters typed do.
                        self.history.seal();
                        self.commit(transaction, Some(sealing))
                    }
                };
                if is_beginning {
                    // Every step stands on the article: it is no step itself, and nothing before it can be undone.
                    self.history = History::default();
                }
                Ok(Outcome { said, ..outcome })
            }
        };
        outcome.map(|outcome| Outcome { deed, ..outcome })
    }

    fn plan(&mut self, action: Action) -> Result<Plan, Refusal> {
        let outline = Arc::clone(self.outline());
        let desk = plan::View {
            project: &self.project,
            outline: &outline,
            vocabulary: &self.vocabulary,
            rulebook: &self.rulebook,
        };
        plan::plan(action, &desk, &mut *self.context)
    }

    fn commit(&mut self, transaction: Transaction, sealing: Option<Sealing>) -> Outcome {
        let Transaction { label, edits, focus } = transaction;
        let made = self.made(&edits);
        let settles = edits.iter().any(|edit| self.project.conflicts().contains_key(&edit.slot));
        let changes = self.change(&label, &edits, sealing);
        if changes.is_empty() {
            return Outcome { focus, ..Outcome::default() };
        }
        self.history.push(Step { label: label.clone(), changes, focus, settles });
        Outcome { step: label.clone(), label, focus, made, ..Outcome::default() }
    }

    /// Empties a slot for good: the history forgets what it held, and the journal hears of it even where the slot
    /// was empty already, because words may stand on disk that no slot names any more.
    fn purge(&mut self, transaction: &Transaction, slot: Slot) -> Outcome {
        let Transaction { label, edits, focus } = transaction;
        let changes = self.project.apply(edits);
        self.revision += 1;
        self.trail.note(self.revision, &changes);
        self.history.forget(slot);
        self.note(label, changes, Some(Sealing::Purge { slot }));
        Outcome { step: label.clone(), label: label.clone(), focus: *focus, ..Outcome::default() }
    }

    /// Does what no undo takes back; the history keeps no word of the texts that go with it.
    fn remove(&mut self, transaction: &Transaction, blanks: &[String]) -> Outcome {
        let Transaction { label, edits, focus } = transaction;
        self.change(label, edits, None);
        for sha256 in blanks {
            self.history.blank(sha256);
        }
        self.history.seal();
        Outcome { label: label.clone(), focus: *focus, ..Outcome::default() }
    }

    /// Forgets the words of texts that somebody else has removed.
    fn follow_removals(&mut self, changes: &[Change]) {
        if changes.iter().all(|change| change.slot.field != "removal") {
            return;
        }
        let removed = holding::removed(&self.project);
        let texts =
            self.project.sources().iter().filter_map(|(id, source)| Some((*id, source.text.as_ref()?)));
        let gone: Vec<(Id, String)> = texts
            .filter(|(_, text)| removed.contains(text.sha256()) && !text.is_missing())
            .map(|(id, text)| (id, text.sha256().to_owned()))
            .collect();
        for (id, sha256) in gone {
            self.project.apply(&[Edit::new(id, "text", Some(Prose::missing(&sha256)))]);
            self.history.blank(&sha256);
        }
    }

    fn undo(&mut self) -> Result<Outcome, Refusal> {
        let step =
            self.history.next_undo().cloned().ok_or_else(|| Refusal::new("There is nothing to undo."))?;
        let edits = step.inverse(&self.project).map_err(|why| hindered("undone", &step.label, why));
        let edits = edits.and_then(|edits| self.stand_clear(&step.label, &edits).map(|()| edits));
        let edits = match edits {
            Ok(edits) => edits,
            Err(_) if self.is_stuck => {
                self.history.pass_over();
                self.is_stuck = false;
                let said = format!("“{}” stays as it is. Undo goes on with the step before it.", step.label);
                return Ok(Outcome { said, ..Outcome::default() });
            }
            Err(Refusal(why)) => {
                self.is_stuck = true;
                return Err(Refusal(format!("{why} Undo once more to go on with the step before it.")));
            }
        };
        self.is_stuck = false;
        let label = format!("undo {}", step.label);
        self.change(&label, &edits, None);
        self.history.note_undone();
        let said = if step.settles {
            "The conflict does not come back. What was not chosen is in the history.".to_owned()
        } else {
            String::new()
        };
        Ok(Outcome { label, step: step.label, focus: step.focus, said, ..Outcome::default() })
    }

    fn redo(&mut self) -> Result<Outcome, Refusal> {
        let step =
            self.history.next_redo().cloned().ok_or_else(|| Refusal::new("There is nothing to redo."))?;
        let edits = step.again(&self.project).map_err(|why| hindered("redone", &step.label, why))?;
        self.stand_clear(&step.label, &edits)?;
        let label = format!("redo {}", step.label);
        self.change(&label, &edits, None);
        self.history.note_redone();
        Ok(Outcome { label, step: step.label, focus: step.focus, ..Outcome::default() })
    }

    /// Refuses to take a record away on which somebody else has hung a mark or evidence since.
    fn stand_clear(&self, label: &str, edits: &[Edit]) -> Result<(), Refusal> {
        let touched: BTreeSet<Id> = edits.iter().map(|edit| edit.slot.record).collect();
        let emptied =
            edits.iter().filter(|edit| edit.slot.field == "created" && edit.value == Value::Nothing);
        for id in emptied.map(|edit| edit.slot.record) {
            let outline = self.outline();
            let hung = outline.mentions(id).iter().chain(outline.evidence(id)).chain(outline.uses(id));
            let hung = hung.chain(outline.parts(id));
            if let Some(other) = hung.copied().find(|other| !touched.contains(other)) {
                return Err(Refusal(format!(
                    "“{label}” cannot be taken back: somebody has added {} {other} to {} {id} since. Delete it by hand \
                     if it is to go.",
                    other.table().noun(),
                    id.table().noun()
                )));
            }
        }
        Ok(())
    }

    fn made(&self, edits: &[Edit]) -> Vec<Id> {
        let mut made: Vec<Id> = Vec::new();
        let mut seen = BTreeSet::new();
        for edit in edits {
            let id = edit.slot.record;
            if made.last() != Some(&id) && !self.project.has(id) && seen.insert(id) {
                made.push(id);
            }
        }
        made
    }

    fn change(&mut self, label: &str, edits: &[Edit], sealing: Option<Sealing>) -> Vec<Change> {
        let changes = self.project.apply(edits);
        if changes.is_empty() {
            return changes;
        }
        self.follow(&changes);
        self.note(label, changes.clone(), sealing);
        changes
    }

    /// Brings what is derived up to date.
    fn follow(&mut self, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        self.revision += 1;
        self.trail.note(self.revision, changes);
        if changes.iter().any(|change| Outline::depends_on(change.slot))
            && let Some(outline) = self.outline.take()
        {
            self.outline = OnceCell::from(Outline::followed(outline, &self.project, changes));
        }
    }

    fn note(&mut self, label: &str, changes: Vec<Change>, sealing: Option<Sealing>) {
        let (by, at) = (self.context.who(), self.context.now());
        let touched: BTreeSet<Id> = changes.iter().map(|change| change.slot.record).collect();
        let gone = touched.into_iter().filter(|id| !self.project.has(*id)).collect();
        let seen = self.arrivals;
        self.journal.append(Entry { by, at, label: label.to_owned(), changes, sealing, gone, seen });
    }
}

fn hindered(what: &str, label: &str, why: Hindrance) -> Refusal {
    let (slot, why) = match why {
        Hindrance::Changed(slot) => (slot, "was changed since. Change it by hand"),
        Hindrance::Disputed(slot) => (slot, "holds two people’s changes. Settle that first"),
        Hindrance::Added(slot) if matches!(slot.field, "removed" | "removal") => {
            (slot, "tells of a file that was removed for good. Delete the source by hand if it is to go")
        }
        Hindrance::Added(slot) => {
            (slot, "was added by somebody else since. Delete it by hand if it is to go")
        }
    };
    let field = slot.record.table().field(slot.field).map_or(slot.field, |field| field.label);
    let (noun, id) = (slot.record.table().noun(), slot.record);
    Refusal(format!("“{label}” cannot be {what}: “{field}” of {noun} {id} {why}."))
}
