//! Everything the window can do, as one table: menus, toolbar, context menu, keys, palette and help follow from it.
//!
//! It must not know how anything is done; [`Effect`] names it, [`crate::gui::App`] does it.

pub mod chord;
pub mod context;
pub mod keyboard;
pub mod keymap;
pub mod ranking;

use std::borrow::Cow;
use std::fmt::Write as _;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::panel::DOCKED;
use super::panel::docked::NAMES;
use super::register::Page;
use crate::export::Audience;
use crate::model::Vocabulary;
use crate::session::{Edge, Growth, Session};
use crate::store::settings::Side;
pub use chord::keys_text;
use chord::same;

/// The menus of the bar, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Projects, articles, reports.
    File,
    /// Steps and the clipboard.
    Edit,
    /// Marks in the text.
    Mark,
    /// The record that the chosen mark speaks of.
    Record,
    /// What is on screen.
    View,
    /// Keys and the program itself.
    Help,
}

impl Menu {
    /// Returns its title.
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(menu, _)| *menu == self).map_or("", |(_, title)| title)
    }

    /// Every menu with its title.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::File, "File"),
        (Self::Edit, "Edit"),
        (Self::Mark, "Mark"),
        (Self::Record, "Record"),
        (Self::View, "View"),
        (Self::Help, "Help"),
    ];
}

/// What has to be at hand before a command can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// A project on the desk.
    Desk,
    /// A project in a folder.
    Folder,
    /// A second project in a tab.
    Tabs,
    /// A step to undo.
    Done,
    /// A step to redo.
    Undone,
    /// A chosen mark.
    Mark,
    /// A chosen mark and selected words.
    MarkAndWords,
    /// A chosen mark whose record has a status and takes evidence.
    Record,
    /// A source that is open, or the only one that the chosen mark rests on.
    Source,
    /// A chosen mark, row or record that is an allegation.
    Allegation,
    /// Selected words.
    Words,
    /// Selected words of the source beside the article.
    SourceWords,
    /// Marks in the text.
    Marks,
    /// Findings.
    Findings,
    /// An opened record of any kind, a query apart.
    Shown,
    /// A query that is chosen or opened.
    Query,
    /// Sentences with something to check that no mark meets.
    Uncovered,
    /// Characters that deceive.
    Disguises,
    /// An article that was read to its end, so that it is known what is in it.
    Read,
    /// Conflicts between what several people wrote.
    Conflicts,
    /// A place visited before this one.
    Behind,
    /// A place visited after this one.
    Ahead,
}

/// When a command's keys are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Wherever the keyboard is.
    Everywhere,
    /// Only while no text field has the keyboard.
    OutsideFields,
    /// Only while the article, or nothing, has the keyboard.
    Article,
    /// Only while the article, nothing, or the rows of the table have the keyboard.
    Marks,
}

/// What the chosen record is joined with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// The next one of its kind in the text; where several rows are selected, all of them.
    Next,
    /// The one of its kind before it in the text.
    Previous,
    /// One of its kind whose mark overlaps its own.
    Overlapping,
}

/// What a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is told by its row in the table")]
pub enum Effect {
    OpenArticle,
    OpenProject,
    PasteText,
    TypePath,
    OpenSample,
    Save,
    SaveAs,
    SaveWithoutHistory,
    Pack,
    PackForOthers,
    MergeCopy,
    ImportSources,
    CopyCitation,
    Export,
    ExportTo(Audience),
    ExportHistory,
    WriteLetter(&'static str),
    AddAttempt,
    ShowDue,
    ShowFolder,
    CloseProject,
    OpenAgain,
    Quit,
    Undo,
    Redo,
    LookBack,
    PasteEvidence,
    Settings,
    DeskSettings,
    Mark(String),
    SetKind(String),
    SetRange,
    MoveEdge(Edge, Growth),
    SelectMark,
    NextHere,
    NextOpen,
    PreviousOpen,
    Copy,
    CopyNumbered,
    MarkSame,
    DeleteMark,
    NextMark,
    PreviousMark,
    Deselect,
    SetStatus(String),
    Attach,
    AttachFile,
    SameSource,
    ShowFile,
    ReplaceFile,
    ReadText,
    TextFromFile,
    PasteSourceText,
    RemoveFile,
    Sweep,
    Join(With),
    Split,
    Duplicates,
    AskAbout,
    Answer,
    Compare,
    EditRecord,
    BackToText,
    TogglePanel(&'static str),
    ShowTable(Page),
    PutPanel(&'static str, Side),
    CleanRead,
    Find,
    NextHit,
    PreviousHit,
    GoToNumber,
    GoToParagraph,
    GoBack,
    GoForward,
    Checklist,
    AskQuery,
    NextFinding,
    PreviousFinding,
    Waive,
    SuggestFix,
    WaiveShown,
    TakeWaiverBack,
    ExplainFinding,
    FilterFindings,
    NextUncovered,
    PreviousUncovered,
    NextConflict,
    PreviousConflict,
    ToggleMarks,
    ToggleCards,
    ToggleUncovered,
    ToggleDisguises,
    NextDisguise,
    PreviousDisguise,
    ReadBeside,
    NextSource,
    PreviousSource,
    Excerpt,
    GoBetween,
    FindPassage,
    NextTab,
    PreviousTab,
    TabRight,
    TabLeft,
    SwitchArticle,
    LargerText,
    SmallerText,
    UsualText,
    SwitchLook,
    NextPanel,
    PreviousPanel,
    MenuBar,
    ReloadSettings,
    Palette,
    Keys,
    About,
}

/// One row of the table.
#[derive(Clone, Debug)]
pub struct Command {
    /// The name by which it never changes: `mark-claim`.
    pub id: Cow<'static, str>,
    /// What it is called on screen.
    pub label: Cow<'static, str>,
    /// Where it stands; none for what only has a key or a button.
    pub menu: Menu,
    /// Rows of one group stand together in a menu.
    pub group: u8,
    /// The keys, the shown ones first.
    pub keys: Vec<KeyboardShortcut>,
    /// When they are heard.
    pub reach: Reach,
    /// What has to be at hand.
    pub need: Need,
    /// What it does, in one sentence.
    pub help: Cow<'static, str>,
    /// The palette colour of a kind or a status.
    pub hue: Option<String>,
    /// What it does.
    pub effect: Effect,
}

impl Command {
    /// Returns the label as things stand: undo and redo name their step.
    pub fn label_now(&self, session: Option<&Session>) -> Cow<'_, str> {
        let step = session.and_then(|session| match self.effect {
            Effect::Undo => session.next_undo(),
            Effect::Redo => session.next_redo(),
            _ => None,
        });
        step.map_or(Cow::Borrowed(&self.label), |step| Cow::Owned(format!("{} {step}", self.label)))
    }

    /// Writes the shown keys as a keyboard names them, or nothing.
    pub fn keys_text(&self) -> String {
        self.keys.first().map_or_else(String::new, keys_text)
    }

    /// Returns its name with its keys, as a tooltip says it.
    pub fn tip(&self, session: Option<&Session>) -> String {
        let (label, keys) = (self.label_now(session), self.keys_text());
        if keys.is_empty() { label.into_owned() } else { format!("{label} ({keys})") }
    }

    /// Tells whether the command can run with what is at hand.
    pub fn is_enabled(&self, at_hand: &[Need]) -> bool {
        at_hand.contains(&self.need)
    }
}

/// Lists every command that has keys, menu by menu, as the README shows it.
pub fn readme_table(vocabulary: &Vocabulary) -> String {
    let mut lines = String::from("| keys | command | what it does |\n|---|---|---|\n");
    let table = table(vocabulary);
    for (menu, _) in Menu::ALL {
        for command in table.iter().filter(|command| command.menu == menu && !command.keys.is_empty()) {
            let keys: Vec<String> =
                command.keys.iter().map(|keys| format!("`{}`", keys_text(keys))).collect();
            let _ = writeln!(lines, "| {} | {} | {} |", keys.join(" "), command.label, command.help);
        }
    }
    lines
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

type Row =
    (&'static str, &'static str, Menu, u8, &'static [KeyboardShortcut], Reach, Need, Effect, &'static str);

use Effect as E;
use Menu::{Edit, File, Help, Mark, Record, View};
use Reach::{Article, Everywhere, Marks, OutsideFields};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("open-article", "Open article…", File, 0, &[ctrl(Key::O)], Everywhere, Need::Nothing, E::OpenArticle, "Opens a text, Markdown or HTML file as a new project"),
    ("open-project", "Open project…", File, 0, &[ctrl_shift(Key::O)], Everywhere, Need::Nothing, E::OpenProject, "Opens a project's folder"),
    ("paste-text", "Paste text…", File, 0, &[ctrl(Key::N)], Everywhere, Need::Nothing, E::PasteText, "Makes a new project of text from the clipboard"),
    ("type-path", "Type a path…", File, 0, &[ctrl(Key::L)], Everywhere, Need::Nothing, E::TypePath, "Opens an article or a project by its path"),
    ("open-sample", "Open the sample", File, 0, &[], Everywhere, Need::Nothing, E::OpenSample, "Opens a copy of the sample project"),
    ("open-again", "Open again", File, 0, &[ctrl_shift(Key::T)], Everywhere, Need::Nothing, E::OpenAgain, "Opens the articles of last time, or the project closed last"),
    ("save", "Save", File, 1, &[ctrl(Key::S)], Everywhere, Need::Desk, E::Save, "Writes the project's state at once; every change is kept anyway"),
    ("save-as", "Save as…", File, 1, &[ctrl_shift(Key::S)], Everywhere, Need::Folder, E::SaveAs, "Copies the whole project to another folder and goes on there"),
    ("save-without-history", "Save a copy without history…", File, 1, &[], Everywhere, Need::Folder, E::SaveWithoutHistory, "Copies the project as it stands, without what was deleted and every former value"),
    ("pack", "Pack…", File, 1, &[], Everywhere, Need::Folder, E::Pack, "Writes the whole project into one file, for those who work on it; sealed values stay here"),
    ("pack-for-others", "Pack for others…", File, 1, &[], Everywhere, Need::Folder, E::PackForOthers, "Writes the project as it stands into one file, without its history"),
    ("merge-copy", "Merge another copy…", File, 1, &[], Everywhere, Need::Folder, E::MergeCopy, "Takes in all that another copy of this project has; what both changed is kept twice"),
    ("import-sources", "Import sources…", File, 1, &[], Everywhere, Need::Desk, E::ImportSources, "Takes the sources of a BibTeX, RIS or CSL-JSON file in; one that is there already is not doubled"),
    ("export", "Export report…", File, 1, &[ctrl(Key::E)], Everywhere, Need::Desk, E::Export, "Shows the report and writes it, for the audience chosen last"),
    ("export-internal", "Export internal report…", File, 1, &[], Everywhere, Need::Desk, E::ExportTo(Audience::Internal), "Shows and writes the report for the desk, the author and counsel"),
    ("export-legal", "Export legal report…", File, 1, &[], Everywhere, Need::Desk, E::ExportTo(Audience::Legal), "Shows and writes the report for counsel: allegations with stages, bases and replies first"),
    ("export-public", "Export public report…", File, 1, &[], Everywhere, Need::Desk, E::ExportTo(Audience::Public), "Shows and writes what may be published, and lists what would give a source away"),
    ("export-history", "Export history…", File, 1, &[], Everywhere, Need::Folder, E::ExportHistory, "Writes who did what and when as a table or as text, for the desk and counsel alone"),
    ("show-folder", "Show project folder", File, 1, &[], Everywhere, Need::Folder, E::ShowFolder, "Shows the project's files"),
    ("sweep", "Files that nothing names…", File, 1, &[], Everywhere, Need::Folder, E::Sweep, "Lists the files that undo or a deleted source has left behind, to look at and to remove"),
    ("close", "Close project", File, 2, &[ctrl(Key::W)], Everywhere, Need::Desk, E::CloseProject, "Saves the project and closes its tab"),
    ("quit", "Quit", File, 2, &[ctrl(Key::Q)], Everywhere, Need::Nothing, E::Quit, "Saves everything and ends the program"),
    ("undo", "Undo", Edit, 0, &[ctrl(Key::Z)], OutsideFields, Need::Done, E::Undo, "Takes the last step back"),
    ("redo", "Redo", Edit, 0, &[ctrl_shift(Key::Z), ctrl(Key::Y)], OutsideFields, Need::Undone, E::Redo, "Does the undone step again"),
    ("go-back-to", "Go back to a point…", Edit, 0, &[], Everywhere, Need::Folder, E::LookBack, "Makes the project again what it was after the chosen step of the history; undo takes that back"),
    ("paste-evidence", "Paste as evidence", Edit, 1, &[ctrl(Key::V)], OutsideFields, Need::Record, E::PasteEvidence, "Makes a pasted link or text a source with evidence for the chosen mark"),
    ("copy", "Copy", Edit, 1, &[ctrl(Key::C)], OutsideFields, Need::Words, E::Copy, "Copies the selected words"),
    ("copy-numbered", "Copy with mark numbers", Edit, 1, &[ctrl_shift(Key::C)], OutsideFields, Need::Words, E::CopyNumbered, "Copies the selected words with each mark's number in brackets behind its words"),
    ("find", "Find…", Edit, 2, &[ctrl(Key::F)], Everywhere, Need::Desk, E::Find, "Finds words in the article and in every record"),
    ("next-hit", "Find next", Edit, 2, &[plain(Key::F3)], Everywhere, Need::Desk, E::NextHit, "Goes to the next place with the words to find"),
    ("previous-hit", "Find previous", Edit, 2, &[shift(Key::F3)], Everywhere, Need::Desk, E::PreviousHit, "Goes to the place before with the words to find"),
    ("settings", "Settings…", Edit, 3, &[ctrl(Key::Comma)], Everywhere, Need::Nothing, E::Settings, "Theme, text, your name, keys, recent projects, where files are"),
    ("desk-settings", "Desk settings…", Edit, 3, &[ctrl_shift(Key::K)], Everywhere, Need::Nothing, E::DeskSettings, "Levels of checks, lists of words, required fields and numbers, for the desk or for this project alone"),
    ("reload-settings", "Check and reload settings file", Edit, 3, &[], Everywhere, Need::Nothing, E::ReloadSettings, "Reads the settings file again and says what is wrong with it"),
    ("set-range", "Change range to selection", Mark, 2, &[plain(Key::E)], OutsideFields, Need::MarkAndWords, E::SetRange, "Moves the chosen mark onto the selected words"),
    ("extend-end", "Extend end by a word", Mark, 2, &[plain(Key::X)], OutsideFields, Need::Mark, E::MoveEdge(Edge::End, Growth::Grow), "Takes the next word into the chosen mark"),
    ("shorten-end", "Shorten end by a word", Mark, 2, &[shift(Key::X)], OutsideFields, Need::Mark, E::MoveEdge(Edge::End, Growth::Shrink), "Leaves the last word out of the chosen mark"),
    ("extend-start", "Extend start by a word", Mark, 2, &[plain(Key::Z)], OutsideFields, Need::Mark, E::MoveEdge(Edge::Start, Growth::Grow), "Takes the word before into the chosen mark"),
    ("shorten-start", "Shorten start by a word", Mark, 2, &[shift(Key::Z)], OutsideFields, Need::Mark, E::MoveEdge(Edge::Start, Growth::Shrink), "Leaves the first word out of the chosen mark"),
    ("select-mark", "Select the mark's words", Mark, 2, &[plain(Key::P)], OutsideFields, Need::Mark, E::SelectMark, "Selects the words on which the chosen mark stands"),
    ("mark-same", "Mark every same mention", Mark, 2, &[plain(Key::M)], OutsideFields, Need::Mark, E::MarkSame, "Marks every other place with these words as a mention of the same record"),
    ("delete-mark", "Delete mark", Mark, 2, &[plain(Key::Delete), plain(Key::Backspace)], Marks, Need::Mark, E::DeleteMark, "Removes the chosen mark; with its last mark a record goes too"),
    ("next-mark", "Next mark", Mark, 3, &[plain(Key::CloseBracket), plain(Key::F7)], OutsideFields, Need::Marks, E::NextMark, "Goes to the next mark in the text"),
    ("previous-mark", "Previous mark", Mark, 3, &[plain(Key::OpenBracket), shift(Key::F7)], OutsideFields, Need::Marks, E::PreviousMark, "Goes to the mark before"),
    ("next-here", "Next mark at the caret", Mark, 3, &[plain(Key::H)], OutsideFields, Need::Marks, E::NextHere, "Chooses one after the other of the marks that overlap at the caret, the smallest first"),
    ("next-open", "Next open claim", Mark, 3, &[plain(Key::J)], OutsideFields, Need::Marks, E::NextOpen, "Goes to the next claim, quotation or allegation that is not settled yet"),
    ("previous-open", "Previous open claim", Mark, 3, &[shift(Key::J)], OutsideFields, Need::Marks, E::PreviousOpen, "Goes to the claim, quotation or allegation before that is not settled yet"),
    ("excerpt", "Take words as excerpt", Mark, 4, &[plain(Key::T)], OutsideFields, Need::SourceWords, E::Excerpt, "Makes the words selected in the source beside the article the excerpt of the chosen mark’s evidence"),
    ("go-between", "Go to the passage or its mark", Mark, 4, &[plain(Key::G)], OutsideFields, Need::Desk, E::GoBetween, "Goes from the chosen mark to its passage in the source, and from a passage to its mark"),
    ("find-passage", "Find lost passage again", Mark, 4, &[], Everywhere, Need::Desk, E::FindPassage, "Looks again for an excerpt whose words changed or are gone from the source beside the article"),
    ("deselect", "Clear selection", Mark, 3, &[plain(Key::Escape)], Article, Need::Desk, E::Deselect, "Lets go of the selection and the chosen mark"),
    ("attach", "Attach evidence…", Record, 1, &[plain(Key::V)], OutsideFields, Need::Record, E::Attach, "Picks or creates a source for the chosen mark"),
    ("attach-file", "Attach file…", Record, 1, &[shift(Key::V)], OutsideFields, Need::Record, E::AttachFile, "Keeps a copy of a file as evidence for the chosen mark"),
    ("copy-citation", "Copy citation", Record, 1, &[], Everywhere, Need::Desk, E::CopyCitation, "Copies how the source on the card is cited, in the article's style"),
    ("same-source", "Same source again", Record, 1, &[plain(Key::S)], OutsideFields, Need::Record, E::SameSource, "Attaches the source used last and asks for the place in it"),
    ("show-file", "Show the source's file in its folder", Record, 6, &[], Everywhere, Need::Source, E::ShowFile, "Shows the folder in which the source's file is kept"),
    ("replace-file", "Replace the source's file…", Record, 6, &[], Everywhere, Need::Source, E::ReplaceFile, "Keeps a file for the source, in place of the one that it has"),
    ("read-text", "Read the source's text again", Record, 6, &[], Everywhere, Need::Source, E::ReadText, "Reads the text of the file that is kept for the source"),
    ("text-from-file", "Source's text from file…", Record, 6, &[], Everywhere, Need::Source, E::TextFromFile, "Reads the source's text from a text, Markdown or HTML file, which is not kept"),
    ("paste-source-text", "Paste the source's text…", Record, 6, &[], Everywhere, Need::Source, E::PasteSourceText, "Takes pasted words, or the code of a web page, for the source's text"),
    ("remove-file", "Remove the source's file for good…", Record, 6, &[], Everywhere, Need::Source, E::RemoveFile, "Deletes the file and its text, as when consent was withdrawn; its hash and the act stay"),
    ("split", "Split…", Record, 3, &[ctrl(Key::K)], OutsideFields, Need::Record, E::Split, "Splits a fact off the chosen claim: the selected words of its mark, or each part of its statement between semicolons"),
    ("join-next", "Join with next", Record, 3, &[plain(Key::F)], OutsideFields, Need::Record, E::Join(With::Next), "Makes the chosen claim and the next one of its kind one record; in the table, all selected rows"),
    ("join-previous", "Join with previous", Record, 3, &[shift(Key::F)], OutsideFields, Need::Record, E::Join(With::Previous), "Makes the chosen claim and the one of its kind before it one record"),
    ("join-overlapping", "Join with overlapping", Record, 3, &[], OutsideFields, Need::Record, E::Join(With::Overlapping), "Makes the chosen claim and one of its kind whose mark overlaps its own one record"),
    ("duplicates", "Duplicates…", Record, 3, &[], Everywhere, Need::Desk, E::Duplicates, "Lists sources and people that are perhaps one, to merge them or to say that they are two"),
    ("compare-quotation", "Compare quotation with source", Record, 1, &[shift(Key::K)], OutsideFields, Need::Record, E::Compare, "Shows the chosen quotation beside the words of its source and what differs"),
    ("ask-query", "Ask a query on the article", Record, 2, &[ctrl_shift(Key::Q)], Everywhere, Need::Desk, E::AskQuery, "Puts a question to the author, the editor or counsel that no words of the text stand for"),
    ("add-attempt", "Add attempt to reach the accused", Record, 1, &[shift(Key::T)], OutsideFields, Need::Allegation, E::AddAttempt, "Logs an attempt of today, by you, to put the chosen allegation to the accused"),
    ("write-request", "Write request for reply…", Record, 3, &[ctrl_shift(Key::R)], Everywhere, Need::Desk, E::WriteLetter("letter-reply"), "Writes a letter that puts every allegation about one person to them"),
    ("write-questions", "Write questions to the author…", Record, 3, &[ctrl_shift(Key::W)], Everywhere, Need::Desk, E::WriteLetter("letter-questions"), "Writes a letter with what the author has to answer, and the changes of wording"),
    ("ask-about", "Ask a query on this", Record, 2, &[plain(Key::Y)], OutsideFields, Need::Shown, E::AskAbout, "Puts a question about the opened claim, allegation, source or person"),
    ("answer-query", "Answer query…", Record, 2, &[shift(Key::Y)], OutsideFields, Need::Query, E::Answer, "Adds a message to the query's thread"),
    ("edit-record", "Edit record", Record, 2, &[plain(Key::I), plain(Key::F2), plain(Key::Enter)], Article, Need::Mark, E::EditRecord, "Moves the keyboard into the inspector"),
    ("back-to-text", "Back to the text", Record, 2, &[ctrl(Key::Enter)], Everywhere, Need::Desk, E::BackToText, "Moves the keyboard back to the article"),
    ("toggle-inspector", "Inspector", View, 0, &[plain(Key::F4)], Everywhere, Need::Desk, E::TogglePanel("inspector"), "Shows or hides the chosen mark, its record and its evidence"),
    ("toggle-findings", "Findings", View, 0, &[plain(Key::F6)], Everywhere, Need::Desk, E::TogglePanel("findings"), "Shows or hides what the checks found"),
    ("article-details", "Article", View, 0, &[ctrl(Key::D)], Everywhere, Need::Desk, E::TogglePanel("article"), "Shows or hides byline, date, editor and deadline, and how far the checking has come"),
    ("toggle-history", "History", View, 0, &[ctrl_shift(Key::H)], Everywhere, Need::Desk, E::TogglePanel("history"), "Shows or hides who did what and when, with what stood there before"),
    ("toggle-find", "Find panel", View, 0, &[], Everywhere, Need::Desk, E::TogglePanel("find"), "Shows or hides the panel for finding words"),
    ("toggle-overview", "Overview", View, 0, &[ctrl_shift(Key::M)], Everywhere, Need::Desk, E::TogglePanel("overview"), "Shows or hides claims, coverage, queries, replies, sources, findings and work in numbers"),
    ("toggle-sign-off", "Sign-off", View, 0, &[ctrl_shift(Key::F)], Everywhere, Need::Desk, E::TogglePanel("sign-off"), "Shows or hides who has signed off and what has changed since, and signs off or withdraws"),
    ("show-due", "What is due", View, 0, &[ctrl_shift(Key::E)], Everywhere, Need::Desk, E::ShowDue, "Goes to the list of what has to be done by a day, what is latest first"),
    ("checklist", "Checklist", View, 0, &[ctrl_shift(Key::L)], Everywhere, Need::Desk, E::Checklist, "Goes to the questions that are asked of the article as a whole"),
    ("toggle-table", "Table", View, 0, &[plain(Key::F9)], Everywhere, Need::Desk, E::TogglePanel("table"), "Shows or hides the table of everything marked, to sort, filter and change at once"),
    ("show-marks", "Table of marks", View, 0, &[], Everywhere, Need::Desk, E::ShowTable(Page::Marks), "Shows everything marked as rows"),
    ("show-sources", "Table of sources", View, 0, &[], Everywhere, Need::Desk, E::ShowTable(Page::Sources), "Shows every source as a row, with where it is used"),
    ("show-people", "Table of people", View, 0, &[], Everywhere, Need::Desk, E::ShowTable(Page::People), "Shows every person and organisation as a row, with where they are named"),
    ("read-beside", "Source beside the article", View, 0, &[plain(Key::B)], OutsideFields, Need::Desk, E::ReadBeside, "Opens the text of the chosen mark’s source beside the article, or closes it"),
    ("next-source", "Next source text", View, 0, &[shift(Key::B)], OutsideFields, Need::Desk, E::NextSource, "Opens the text of the next source beside the article"),
    ("previous-source", "Previous source text", View, 0, &[ctrl_shift(Key::B)], Everywhere, Need::Desk, E::PreviousSource, "Opens the text of the source before beside the article"),
    ("clean-read", "Clean read", View, 0, &[plain(Key::F11)], Everywhere, Need::Desk, E::CleanRead, "Leaves nothing but the article on screen, or brings bars and panels back"),
    ("toggle-marks", "Marks", View, 0, &[ctrl(Key::H)], Everywhere, Need::Desk, E::ToggleMarks, "Shows or hides the colours of the marks"),
    ("toggle-cards", "Cards beside the text", View, 0, &[ctrl(Key::B)], Everywhere, Need::Desk, E::ToggleCards, "Shows what is marked on cards beside the text where the window is wide, or numbers alone"),
    ("toggle-uncovered", "Show uncovered sentences", View, 0, &[ctrl(Key::U)], Everywhere, Need::Desk, E::ToggleUncovered, "Underlines sentences that hold something to check and carry no mark, or leaves them plain"),
    ("next-finding", "Next finding", View, 1, &[plain(Key::F8)], Everywhere, Need::Findings, E::NextFinding, "Goes to the next finding"),
    ("previous-finding", "Previous finding", View, 1, &[shift(Key::F8)], Everywhere, Need::Findings, E::PreviousFinding, "Goes to the finding before"),
    ("waive", "Waive finding…", View, 1, &[plain(Key::W)], OutsideFields, Need::Findings, E::Waive, "Sets the finding aside that was gone to last, with a reason"),
    ("suggest-fix", "Suggest the finding’s words", View, 1, &[shift(Key::W)], OutsideFields, Need::Findings, E::SuggestFix, "Puts the words that would mend the finding into the claim as a suggested replacement, with the reason"),
    ("waive-shown", "Waive all findings shown…", View, 1, &[ctrl(Key::F8)], Everywhere, Need::Findings, E::WaiveShown, "Sets every finding that the filter lets through aside, for one reason"),
    ("take-waiver-back", "Take waiver back", View, 1, &[], Everywhere, Need::Findings, E::TakeWaiverBack, "Takes the finding up again that was gone to last"),
    ("explain-finding", "Why this finding", View, 1, &[ctrl(Key::I)], Everywhere, Need::Findings, E::ExplainFinding, "Says what the rule of the finding looks for, with an example, or leaves that out again"),
    ("filter-findings", "Filter findings", View, 1, &[], Everywhere, Need::Findings, E::FilterFindings, "Goes to the field for the words that findings are filtered by"),
    ("toggle-disguises", "Show deceptive characters", View, 0, &[ctrl_shift(Key::D)], Everywhere, Need::Desk, E::ToggleDisguises, "Shows hidden characters, signs that turn the order round and letters that look like others, or leaves them as they are"),
    ("next-uncovered", "Next uncovered sentence", View, 1, &[plain(Key::U)], OutsideFields, Need::Uncovered, E::NextUncovered, "Selects the next sentence with something to check in which nothing is marked"),
    ("previous-uncovered", "Previous uncovered sentence", View, 1, &[shift(Key::U)], OutsideFields, Need::Uncovered, E::PreviousUncovered, "Selects the sentence before with something to check in which nothing is marked"),
    ("next-disguise", "Next deceptive character", View, 1, &[plain(Key::D)], OutsideFields, Need::Disguises, E::NextDisguise, "Goes to the next hidden or look-alike character and says what it is"),
    ("previous-disguise", "Previous deceptive character", View, 1, &[shift(Key::D)], OutsideFields, Need::Disguises, E::PreviousDisguise, "Goes to the hidden or look-alike character before and says what it is"),
    ("next-conflict", "Next conflict", View, 1, &[plain(Key::F5)], Everywhere, Need::Conflicts, E::NextConflict, "Goes to the next thing that two people changed at once, to keep one of the versions"),
    ("previous-conflict", "Previous conflict", View, 1, &[shift(Key::F5)], Everywhere, Need::Conflicts, E::PreviousConflict, "Goes to the conflict before"),
    ("go-to-number", "Go to number…", View, 1, &[ctrl(Key::G)], Everywhere, Need::Marks, E::GoToNumber, "Goes to a mark by its number"),
    ("go-to-paragraph", "Go to paragraph…", View, 1, &[ctrl_shift(Key::G)], Everywhere, Need::Desk, E::GoToParagraph, "Goes to a paragraph by its number"),
    ("back", "Back", View, 1, &[alt(Key::ArrowLeft)], Everywhere, Need::Behind, E::GoBack, "Goes back to the place before the last jump"),
    ("forward", "Forward", View, 1, &[alt(Key::ArrowRight)], Everywhere, Need::Ahead, E::GoForward, "Goes forward again"),
    ("switch-article", "Switch article…", View, 3, &[ctrl(Key::P)], Everywhere, Need::Nothing, E::SwitchArticle, "Finds an open article or a recent project by its name"),
    ("next-article", "Next article", View, 3, &[ctrl(Key::Tab), ctrl(Key::PageDown)], Everywhere, Need::Tabs, E::NextTab, "Goes to the tab at the right"),
    ("previous-article", "Previous article", View, 3, &[ctrl_shift(Key::Tab), ctrl(Key::PageUp)], Everywhere, Need::Tabs, E::PreviousTab, "Goes to the tab at the left"),
    ("move-tab-right", "Move tab right", View, 3, &[ctrl_shift(Key::PageDown)], Everywhere, Need::Tabs, E::TabRight, "Puts the tab behind its neighbour"),
    ("move-tab-left", "Move tab left", View, 3, &[ctrl_shift(Key::PageUp)], Everywhere, Need::Tabs, E::TabLeft, "Puts the tab before its neighbour"),
    ("larger-text", "Larger text", View, 2, &[ctrl(Key::Plus), ctrl(Key::Equals)], Everywhere, Need::Nothing, E::LargerText, "Sets the article larger"),
    ("smaller-text", "Smaller text", View, 2, &[ctrl(Key::Minus)], Everywhere, Need::Nothing, E::SmallerText, "Sets the article smaller"),
    ("usual-text", "Usual text size", View, 2, &[ctrl(Key::Num0)], Everywhere, Need::Nothing, E::UsualText, "Sets the article in its usual size"),
    ("switch-look", "Light or dark", View, 2, &[], Everywhere, Need::Nothing, E::SwitchLook, "Switches between light and dark"),
    ("next-panel", "Next panel", View, 4, &[ctrl(Key::F6)], Everywhere, Need::Desk, E::NextPanel, "Moves the keyboard on from the article through the open panels, and to what a message offers"),
    ("previous-panel", "Previous panel", View, 4, &[ctrl_shift(Key::F6)], Everywhere, Need::Desk, E::PreviousPanel, "Moves the keyboard back through the open panels"),
    ("menu-bar", "Menu bar", View, 4, &[plain(Key::F10)], Everywhere, Need::Desk, E::MenuBar, "Opens the first menu; arrows move from there"),
    ("palette", "Command palette…", Help, 0, &[ctrl_shift(Key::P)], Everywhere, Need::Nothing, E::Palette, "Finds a command by its name"),
    ("keys", "Keyboard shortcuts", Help, 0, &[plain(Key::F1)], Everywhere, Need::Nothing, E::Keys, "Lists every command with its keys, which can be changed there"),
    ("about", "About redpencil", Help, 1, &[], Everywhere, Need::Nothing, E::About, "Version, licences, where files are"),
];

/// Makes the table: the fixed rows, and those that follow from the desk's vocabulary.
pub fn table(vocabulary: &Vocabulary) -> Vec<Command> {
    let mut table: Vec<Command> = ROWS.iter().map(fixed).collect();
    for kind in &vocabulary.kinds {
        let key = key_of(kind.shortcut);
        let name = kind.label.to_lowercase();
        table.push(Command {
            id: format!("mark-{}", kind.id).into(),
            label: format!("Mark as {name}").into(),
            menu: Menu::Mark,
            group: 0,
            keys: key.map(plain).into_iter().collect(),
            reach: Reach::OutsideFields,
            need: Need::Desk,
            help: kind.help.clone().into(),
            hue: Some(kind.hue.clone()),
            effect: Effect::Mark(kind.id.clone()),
        });
        table.push(Command {
            id: format!("make-{}", kind.id).into(),
            label: format!("Change to {name}").into(),
            menu: Menu::Mark,
            group: 1,
            // `?` is typed with Shift already, so it has no second layer.
            keys: key.filter(|key| *key != Key::Questionmark).map(shift).into_iter().collect(),
            reach: Reach::OutsideFields,
            need: Need::Mark,
            help: format!("Makes the chosen mark a mark of this kind: {name}").into(),
            hue: Some(kind.hue.clone()),
            effect: Effect::SetKind(kind.id.clone()),
        });
    }
    for status in &vocabulary.statuses {
        table.push(Command {
            id: format!("status-{}", status.id).into(),
            label: format!("Set status: {}", status.label.to_lowercase()).into(),
            menu: Menu::Record,
            group: 0,
            keys: status.shortcut.and_then(key_of).map(plain).into_iter().collect(),
            reach: Reach::OutsideFields,
            need: Need::Record,
            help: status.help.clone().into(),
            hue: Some(status.hue.clone()),
            effect: Effect::SetStatus(status.id.clone()),
        });
    }
    yield_to_the_desk(&mut table);
    for panel in DOCKED {
        for (side, words, _) in NAMES {
            let (id, label) = (panel.id(), panel.label().to_lowercase());
            let name = words.rsplit(' ').next().unwrap_or(words);
            table.push(Command {
                id: format!("put-{id}-{name}").into(),
                label: format!("Move {label} {words}").into(),
                menu: Menu::View,
                group: 3,
                keys: Vec::new(),
                reach: Reach::Everywhere,
                need: Need::Desk,
                help: format!("Puts this panel {words} of the article: {label}")
                    .replace("below of", "below")
                    .into(),
                hue: None,
                effect: Effect::PutPanel(id, side),
            });
        }
    }
    for (at, (menu, _)) in Menu::ALL.iter().enumerate() {
        debug_assert!(table.iter().any(|command| command.menu == *menu), "menu {at} is empty");
    }
    table
        .sort_by_key(|command| (Menu::ALL.iter().position(|(menu, _)| *menu == command.menu), command.group));
    table
}

/// Takes keys from the fixed rows that a kind or a status of the desk's vocabulary has: its own shortcuts win.
fn yield_to_the_desk(table: &mut [Command]) {
    let (fixed, own) = table.split_at_mut(ROWS.len());
    for command in fixed {
        command.keys.retain(|keys| !own.iter().any(|own| own.keys.iter().any(|taken| same(*taken, *keys))));
    }
}

fn fixed((id, label, menu, group, keys, reach, need, effect, help): &Row) -> Command {
    Command {
        id: Cow::Borrowed(id),
        label: Cow::Borrowed(label),
        menu: *menu,
        group: *group,
        keys: keys.to_vec(),
        reach: *reach,
        need: *need,
        help: Cow::Borrowed(help),
        hue: None,
        effect: effect.clone(),
    }
}

fn key_of(shortcut: char) -> Option<Key> {
    match shortcut {
        '?' => Some(Key::Questionmark),
        _ => Key::from_name(&shortcut.to_uppercase().to_string()),
    }
}

/// Finds the command that does this.
pub fn doing<'a>(table: &'a [Command], effect: &Effect) -> Option<&'a Command> {
    table.iter().find(|command| command.effect == *effect)
}

/// Writes the keys that now do this, or nothing.
pub fn keys_of(table: &[Command], effect: &Effect) -> String {
    doing(table, effect).map_or_else(String::new, Command::keys_text)
}

/// Returns words with the keys that now do the same, as a tooltip says them.
pub fn with_keys(table: &[Command], words: &str, effect: &Effect) -> String {
    let keys = keys_of(table, effect);
    if keys.is_empty() { words.to_owned() } else { format!("{words} ({keys})") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn shipped() -> Vec<Command> {
        table(&crate::store::vocabulary::shipped())
    }

    #[test]
    fn every_command_has_a_name_of_its_own_and_a_help_line() {
        let table = shipped();
        let ids: BTreeSet<_> = table.iter().map(|command| command.id.clone()).collect();
        assert_eq!(ids.len(), table.len());
        for command in &table {
            assert!(!command.help.is_empty() && !command.label.is_empty(), "{}", command.id);
        }
    }

    #[test]
    fn no_two_commands_share_keys() {
        let mut seen = BTreeSet::new();
        for command in shipped() {
            for keys in &command.keys {
                assert!(seen.insert(keys_text(keys)), "{} of {} is taken", keys_text(keys), command.id);
            }
        }
    }

    #[test]
    fn a_shortcut_of_the_desk_takes_the_key_from_the_shipped_command() {
        let mut vocabulary = Vocabulary::clone(&crate::store::vocabulary::shipped());
        vocabulary.kinds[0].shortcut = 'j';
        vocabulary.statuses[0].shortcut = Some('x');
        let (kind, status) = (vocabulary.kinds[0].id.clone(), vocabulary.statuses[0].id.clone());
        let table = table(&vocabulary);
        assert_eq!(keys_of(&table, &Effect::Mark(kind.clone())), "J");
        assert_eq!(keys_of(&table, &Effect::SetKind(kind)), "Shift+J");
        assert_eq!(keys_of(&table, &Effect::SetStatus(status)), "X");
        for effect in [Effect::NextOpen, Effect::PreviousOpen, Effect::MoveEdge(Edge::End, Growth::Grow)] {
            assert_eq!(keys_of(&table, &effect), "", "{effect:?}");
        }
        assert_eq!(keys_of(&table, &Effect::MoveEdge(Edge::End, Growth::Shrink)), "Shift+X");
    }

    #[test]
    fn keys_without_a_modifier_leave_text_fields_alone() {
        for command in shipped() {
            for keys in &command.keys {
                let name = keys.logical_key.name();
                let is_function = name.len() > 1 && name.starts_with('F') && name[1..].parse::<u8>().is_ok();
                // A text field has something to do with every other key: it types, moves the caret, deletes.
                let is_free = is_function || matches!(keys.logical_key, Key::Escape | Key::Insert);
                let is_held = keys.modifiers.command || keys.modifiers.ctrl || keys.modifiers.alt;
                if !is_free && !is_held {
                    assert_ne!(command.reach, Reach::Everywhere, "{}", command.id);
                }
            }
        }
    }

    #[test]
    fn every_kind_and_status_of_the_vocabulary_can_be_reached() {
        let (table, vocabulary) = (shipped(), crate::store::vocabulary::shipped());
        for kind in &vocabulary.kinds {
            assert!(
                doing(&table, &Effect::Mark(kind.id.clone())).is_some_and(|command| !command.keys.is_empty())
            );
        }
        for status in &vocabulary.statuses {
            assert!(doing(&table, &Effect::SetStatus(status.id.clone())).is_some());
        }
    }
}
