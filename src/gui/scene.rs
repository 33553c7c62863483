//! What a panel may read, and the queue it pushes requests into.
//!
//! No panel holds an edit or the session mutably: what it wants done it asks for, and [`super::App`] does it at
//! the end of the frame.

use std::path::PathBuf;

use super::app::beside::Reading;
use super::app::tabs::TabId;
use super::command::{Command, Effect, Need};
use super::derived::Derived;
use super::dialog::Question;
use super::dock::Dock;
use super::overlay::errand::Errand;
use super::overlay::export::Choice;
use super::overlay::letter::Wish;
use super::panel::tab_strip::TabLabel;
use super::view_state::{ViewState, Wanted};
use crate::export::history::Format;
use crate::model::{Id, Outline, Project, Slot, Table, Value, Vocabulary};
use crate::session::chronicle::Point;
use crate::session::{Action, Session};
use crate::store::desk::Whose;
use crate::store::desk::change::Change;
use crate::store::settings::Settings;
use crate::text::Range;

/// Something a panel wants done at the end of the frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Do this to the project.
    Act(Action),
    /// Run a command.
    Run(Effect),
    /// Say a sentence.
    Say(String),
    /// Choose this mark and show it.
    Choose(Id),
    /// The same in passing: it is no place to come back to.
    Pass(Id),
    /// Show a record in the inspector: at its first mark, or by itself.
    OpenRecord(Id),
    /// Select these words and show them.
    GoToRange(crate::text::Range),
    /// Go to the hit at this place of the list.
    GoToHit(usize),
    /// Show where a finding stands: rule, subject.
    GoToFinding(String, String),
    /// Open a link in the browser.
    OpenLink(String),
    /// Open the copy of a file kept with the project.
    OpenFile(crate::model::FileRef),
    /// Open a recent project.
    OpenRecent(String),
    /// Open whatever is at a typed path.
    OpenPath(PathBuf),
    /// Make a project of a pasted text.
    OpenText(String),
    /// Have a report made, to be looked at.
    MakeReport(Choice),
    /// Remember for this project what kind of report was chosen.
    RememberReport(Choice),
    /// Write a report to a path.
    WriteReport(Choice, String),
    /// Write a letter from the record, to be looked at.
    DraftLetter(Wish),
    /// Write a letter into a file: its text, the path.
    KeepLetter(String, String),
    /// Stop the report that is being made.
    StopReport,
    /// Let the reading of this number go.
    CancelReading(u64),
    /// Show these bytes of a record's field where they stand.
    GoToWords(Id, &'static str, Range),
    /// Ask the system where the report goes.
    AskReportPath(&'static str),
    /// Ask the system where the copy of the project goes.
    AskCopyPath,
    /// Ask the system for a path.
    AskPath(Question),
    /// Do this with a path.
    CarryOut(Errand, String),
    /// Copy the whole project to a folder, and go on there.
    SaveCopy(String),
    /// Do something with a source's file or text.
    Source(Id, Deal),
    /// Look for files that nothing names any more, and show them.
    ShowLoose,
    /// Remove these files, which nothing names any more, for good.
    Sweep(Vec<String>),
    /// Make the file at a typed path evidence for the chosen mark.
    AttachPath(String),
    /// Show the quotation that this evidence speaks to beside its source's words.
    Compare(Id),
    /// Show what was found on opening or looking over the project, a sentence each.
    ShowNotes(Vec<String>),
    /// Show what is wrong with a file that was imported, a sentence each.
    ShowProblems(Vec<String>),
    /// Work out what the project was after a step of the history, and show what would change.
    LookBack(Point),
    /// Make the project what it was there.
    BecomeThat,
    /// Write the history to a path: all of it, or only these steps.
    WriteHistory(Format, String, Option<Vec<Point>>),
    /// Ask the system where the history goes.
    AskHistoryPath(Format),
    /// Bring a tab to the front.
    GoToTab(TabId),
    /// Save a tab's project and put it away.
    CloseTab(TabId),
    /// Put a tab at this place in the row, from 0.
    ShiftTab(TabId, usize),
    /// Bring a tab to the front, then do this.
    InTab(TabId, Box<Request>),
    /// Put a tab's project away although it could not be saved.
    LeaveAnyway(TabId),
    /// Do this with the source beside the article.
    Read(Reading),
    /// Make a pasted text evidence for the chosen mark.
    Paste(String),
    /// Take a dropped file: open it, or make it evidence for the chosen mark.
    Dropped(PathBuf),
    /// Read what is sealed in a slot, and show it.
    Unseal(Slot),
    /// Use these settings from now on.
    Settings(Box<Settings>),
    /// Change something in the desk's settings, or in the project's.
    ChangeTerms(Whose, Change),
    /// Open the file of the desk's settings, or of the project's.
    OpenTerms(Whose),
    /// Read the files of the desk's settings and the project's again.
    ReadTerms,
    /// End the joining of commits to one text field.
    Seal,
}

/// What is done with a source's file or text.
#[derive(Clone, Debug, PartialEq)]
pub enum Deal {
    /// Show its file in the folder that it stands in.
    ShowInFolder,
    /// Ask for a file that takes the place of its own.
    Replace,
    /// Keep the file at this path for it.
    Keep(String),
    /// Read the text of its file again.
    ReadAgain,
    /// Ask for a file to read its text from.
    AskText,
    /// Read its text from the file at this path.
    ReadFrom(String),
    /// Ask for its text, to be pasted.
    AskPasted,
    /// Take this for its text.
    TakePasted(String),
    /// Ask whether its file is to go for good, and why.
    AskRemoval,
    /// Remove its file for good, for this reason.
    Remove(String),
}

impl Request {
    /// Tells whether another project may be in front once it is granted.
    pub fn leads_elsewhere(&self) -> bool {
        use Effect::{CloseProject, NextTab, PreviousTab, Quit};
        matches!(
            self,
            Self::GoToTab(_)
                | Self::CloseTab(_)
                | Self::InTab(..)
                | Self::LeaveAnyway(_)
                | Self::Run(CloseProject | NextTab | PreviousTab | Quit)
        )
    }
}

/// What a panel may read, and where it pushes requests.
pub struct Scene<'a> {
    /// The project's turn of work.
    pub session: &'a Session,
    /// Its marks in order.
    pub outline: &'a Outline,
    /// The letters of the article, as far as it was shown, that no font on the machine has.
    pub unset: Vec<char>,
    /// What follows from the project, by revision.
    pub derived: &'a Derived,
    /// The table of commands.
    pub commands: &'a [Command],
    /// What is at hand for commands.
    pub at_hand: &'a [Need],
    /// What the window remembers.
    pub settings: &'a Settings,
    /// What the project is called.
    pub title: &'a str,
    /// The tabs of the window, this project's among them.
    pub tabs: &'a [TabLabel],
    /// Whether a project is being opened.
    pub is_opening: bool,
    /// Where one is in the text: block and number of blocks.
    pub position: (usize, usize),
    /// Where the panels stand.
    pub dock: &'a mut Dock,
    /// What is on screen.
    pub view: &'a mut ViewState,
    /// What is to be done at the end of the frame.
    pub queue: &'a mut Vec<Request>,
}

impl<'a> Scene<'a> {
    /// Returns the project.
    pub fn project(&self) -> &'a Project {
        self.session.project()
    }

    /// Returns the words in use.
    pub fn vocabulary(&self) -> &'a Vocabulary {
        self.session.vocabulary()
    }

    /// Asks for an action.
    pub fn act(&mut self, action: Action) {
        self.queue.push(Request::Act(action));
    }

    /// Asks for a value in a slot.
    pub fn set(&mut self, slot: Slot, value: Value) {
        self.act(Action::Set { slot, value });
    }

    /// Asks for a command.
    pub fn run(&mut self, effect: Effect) {
        self.queue.push(Request::Run(effect));
    }

    /// Tells whether this has to get the keyboard now, and takes the wish.
    pub fn takes_keyboard(&mut self, wanted: Wanted) -> bool {
        let hit = self.view.wanted == Some(wanted);
        if hit {
            self.view.wanted = None;
        }
        hit
    }

    /// Tells whether a field has to be on screen: it is to get the keyboard, or a hit is gone to in it.
    pub fn asks_for(&self, slot: Slot) -> bool {
        [Wanted::Field(slot), Wanted::Conflict(slot)].map(Some).contains(&self.view.wanted)
            || self.view.sought.is_some_and(|sought| sought.slot == slot && !sought.was_shown)
    }

    /// Returns the chosen mark, if it is there.
    pub fn chosen(&self) -> Option<Id> {
        self.view.selected.filter(|id| self.project().annotations().contains_key(id))
    }

    /// Returns the record that the inspector shows instead of the chosen mark, if it is there.
    pub fn opened(&self) -> Option<Id> {
        self.view.opened.filter(|id| self.project().has(*id))
    }

    /// Returns the record that the chosen mark speaks of.
    pub fn chosen_record(&self) -> Option<Id> {
        let mark = self.project().annotations().get(&self.chosen()?)?;
        mark.record.filter(|record| self.project().has(*record))
    }

    /// Returns a few words by which a record is known on screen.
    pub fn name(&self, record: Id) -> String {
        self.project().name_of(record)
    }
}

/// Tells whether evidence can be attached to records of this table.
pub fn takes_evidence(table: Table) -> bool {
    matches!(table, Table::Claim | Table::Quotation | Table::Allegation)
}
