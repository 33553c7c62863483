//! What is on screen and what has the keyboard: never in the project, never undone.

use std::collections::BTreeMap;

use egui::Pos2;

use super::buffer::Buffers;
use super::command::context::Spot;
use super::disclosure::Disclosure;
use super::finder::Finder;
use super::finding_list::FindingList;
use super::overlay::export::Choice;
use super::panel::history::state::HistoryState;
use super::panel::overview::WorkCharts;
use super::panel::sign_off::SignOffState;
use super::panel::table::state::TableState;
use crate::model::{Id, Slot};
use crate::store::Survey;
use crate::store::settings::Side;

/// What has to get the keyboard as soon as it is on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A field.
    Field(Slot),
    /// The search for a source to attach.
    SourceSearch,
    /// The checklist.
    Checklist,
    /// The list of what is due.
    Due,
    /// The article.
    Article,
    /// The source beside the article.
    Beside,
    /// The words to find.
    Find,
    /// The reason to set a finding aside.
    Waiver,
    /// The words that the findings are filtered by.
    FindingWords,
    /// The rows of the table.
    Table,
    /// The words by which the table is filtered.
    TableWords,
    /// The steps of the history.
    History,
    /// The words by which the history is narrowed.
    HistoryWords,
    /// The panels at this side.
    Panels(Side),
    /// The first menu of the bar.
    MenuBar,
    /// The first answer to a conflict; that of a deletion has no field.
    Conflict(Slot),
}

/// An open context menu.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContextMenu {
    /// Where it is open, on screen.
    pub at: Pos2,
    /// Whether its first row has had the keyboard.
    pub was_entered: bool,
    /// Where it was opened; nothing where the article decides.
    pub spot: Option<Spot>,
}

/// A finding that is about to be set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiving {
    /// The rule.
    pub rule: String,
    /// What the finding is about.
    pub subject: String,
    /// The reason so far.
    pub reason: String,
}

/// A field that was gone to without the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The field.
    pub slot: Slot,
    /// Whether it was brought into view.
    pub was_shown: bool,
}

/// What is on screen.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether one thing is shown or wanted")]
pub struct ViewState {
    /// What a look over all files has found, so that what is damaged is shown so.
    pub survey: Survey,
    /// The chosen mark.
    pub selected: Option<Id>,
    /// The record that the inspector shows instead of the chosen mark.
    pub opened: Option<Id>,
    /// The panels that have to come to the front, by name.
    pub to_show: Vec<&'static str>,
    /// What is being typed.
    pub buffers: Buffers,
    /// What has to get the keyboard.
    pub wanted: Option<Wanted>,
    /// The field that a status which was just set asks for.
    pub asked: Option<Slot>,
    /// What is looked for, and what was found.
    pub finder: Finder,
    /// The field that a hit was gone to in.
    pub sought: Option<Sought>,
    /// Whether the search for a source to attach is open, and for which record.
    pub attaching: Option<Id>,
    /// The source used last.
    pub last_source: Option<Id>,
    /// The finding gone to last: rule and subject.
    pub finding: Option<(String, String)>,
    /// The conflict gone to last.
    pub conflict: Option<Slot>,
    /// The finding about to be set aside.
    pub waiving: Option<Waiving>,
    /// Reasons that were begun and left, by rule and subject.
    pub reasons: BTreeMap<(String, String), String>,
    /// Whether findings that were set aside are listed too.
    pub waived: bool,
    /// What of the findings is listed.
    pub findings: FindingList,
    /// Whether the rule of the finding gone to is explained.
    pub is_explained: bool,
    /// The open context menu.
    pub context_menu: Option<ContextMenu>,
    /// Whether the colours of the marks are hidden.
    pub plain: bool,
    /// The records that were picked last, newest first.
    pub recent: Vec<Id>,
    /// The table.
    pub table: TableState,
    /// The history.
    pub history: HistoryState,
    /// The charts of who did how much.
    pub work: WorkCharts,
    /// What is being typed for the next sign-off.
    pub sign_off: SignOffState,
    /// Whether the card of the record that is made next has to be filled in.
    pub is_card_wanted: bool,
    /// What kind of report was chosen last.
    pub report: Choice,
    /// The sealed field that is opened.
    pub disclosure: Disclosure,
    /// The question of the checklist gone to last.
    pub question: Option<String>,
    /// Whether the field for words to find in the source beside the article has to open.
    pub is_seeking_wanted: bool,
    /// Whether that question has to come into view.
    pub question_sought: bool,
}

impl ViewState {
    /// Chooses a mark and shows it in the inspector.
    pub fn choose(&mut self, mark: Id) {
        if self.selected != Some(mark) {
            self.attaching = None;
            self.asked = None;
        }
        self.sought = None;
        self.selected = Some(mark);
        self.opened = None;
    }

    /// Shows a record in the inspector that is gone to without a mark.
    pub fn open_record(&mut self, record: Id) {
        self.sought = None;
        self.opened = Some(record);
        self.show("inspector");
    }

    /// Remembers that a record was picked, so that it stands first next time.
    pub fn note_use(&mut self, record: Id) {
        self.recent.retain(|id| *id != record);
        self.recent.insert(0, record);
        self.recent.truncate(20);
    }

    /// Opens the field for the reason to set a finding aside, with what was begun there.
    pub fn begin_waiver(&mut self, rule: String, subject: String) {
        if self.waiving.as_ref().is_none_or(|open| open.rule != rule || open.subject != subject) {
            self.leave_waiver();
            let reason = self.reasons.remove(&(rule.clone(), subject.clone())).unwrap_or_default();
            self.waiving = Some(Waiving { rule, subject, reason });
        }
        self.wanted = Some(Wanted::Waiver);
    }

    /// Closes the field for a reason; what was begun there is kept until it is opened again.
    pub fn leave_waiver(&mut self) {
        let Some(Waiving { rule, subject, reason }) = self.waiving.take() else { return };
        if !reason.trim().is_empty() {
            self.reasons.insert((rule, subject), reason);
        }
    }

    /// Has a panel come to the front at the end of the frame.
    pub fn show(&mut self, panel: &'static str) {
        self.to_show.push(panel);
    }

    /// Lets go of the chosen mark.
    pub fn let_go(&mut self) {
        self.selected = None;
        self.sought = None;
        self.opened = None;
        self.attaching = None;
    }
}
