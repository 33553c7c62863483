//! What an editor can do to a project.

use std::sync::Arc;

use crate::cite::Entry;
use crate::import;
pub use crate::import::mark::ImportedMark;
use crate::model::{Envelope, FileRef, Id, Project, Prose, Slot, Table, Value};
use crate::text::Range;

/// How the ends of a range are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// Made by hand: ends move outwards to whole graphemes, white space at the ends is left out.
    Snapped,
    /// From a file or the command line: taken as given.
    Exact,
}

/// Fields to fill in, by their names in the field table.
pub type Details = Vec<(&'static str, Value)>;

/// The source that evidence comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Attachment {
    /// One that is there.
    Existing(Id),
    /// A new one with these fields.
    New(Details),
}

/// An end of a mark: of several ranges the first start, or the last end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// Which way an end of a mark moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// Outwards: one more word is marked.
    Grow,
    /// Inwards: one word less is marked.
    Shrink,
}

/// One thing that an editor does; done, logged and undone as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Takes an article in as the project's first draft. This alone cannot be undone: all other work stands on it.
    Begin {
        /// The article as the importer found it.
        article: Box<import::Article>,
        /// The name of the file it came from, without its folder.
        name: String,
        /// The file as it came, if it was kept.
        original: Option<FileRef>,
    },
    /// Marks ranges as a kind, and makes the record that the mark speaks of.
    Mark {
        /// The ranges in bytes, in order of the text.
        ranges: Vec<Range>,
        /// The id of the vocabulary's kind.
        kind: String,
        /// How the ends are to be taken.
        placing: Placing,
        /// The record to speak of, instead of a new one.
        record: Option<Id>,
        /// Fields of the record; those that it lacks go to the mark.
        details: Details,
    },
    /// Marks every other place with the same words as a mention of the mark's record.
    MarkSame {
        /// The mark.
        annotation: Id,
    },
    /// Makes a mark one of another kind, keeping what the two records have in common.
    SetKind {
        /// The mark.
        annotation: Id,
        /// The id of the vocabulary's kind.
        kind: String,
    },
    /// Puts a mark elsewhere in the current draft.
    SetRange {
        /// The mark.
        annotation: Id,
        /// The ranges in bytes, in order of the text.
        ranges: Vec<Range>,
        /// How the ends are to be taken.
        placing: Placing,
    },
    /// Moves one end of a mark by a word, within its block.
    MoveEdge {
        /// The mark.
        annotation: Id,
        /// Which end.
        edge: Edge,
        /// Which way.
        growth: Growth,
    },
    /// Removes a record and what hangs on it; with its last mark a record goes too.
    Delete {
        /// The record.
        id: Id,
    },
    /// Puts a value into a slot.
    Set {
        /// Where.
        slot: Slot,
        /// What is to stand there.
        value: Value,
    },
    /// Puts words into a sealed slot, in place of those that it held.
    Seal {
        /// Where.
        slot: Slot,
        /// The words.
        words: Envelope,
    },
    /// Deletes whatever was ever sealed for a slot. It cannot be undone.
    Purge {
        /// Where.
        slot: Slot,
    },
    /// Answers a question of the checklist, signed and dated.
    Answer {
        /// The id of the vocabulary's row.
        row: String,
        /// The id of the state, a row of the scale `checklist`.
        state: String,
    },
    /// Sets the status of a claim, quotation or allegation, signed and dated.
    SetStatus {
        /// The record.
        record: Id,
        /// The id of the vocabulary's status.
        status: String,
    },
    /// Puts one value into a field of several records in one step; a status is signed. Those that have no such
    /// field stay as they are, which is said.
    SetEach {
        /// The records.
        records: Vec<Id>,
        /// The field's name; where tables share a name they have to share its widget too.
        field: &'static str,
        /// What is to stand there; a status by its id as text.
        value: Value,
    },
    /// Makes several marks marks of another kind in one step; a record stands for all its mentions.
    SetKindEach {
        /// Marks, and records that marks speak of.
        ids: Vec<Id>,
        /// The id of the vocabulary's kind.
        kind: String,
    },
    /// Removes several records in one step, each as [`Action::Delete`] does; those that have to stay are said.
    DeleteEach {
        /// The records.
        ids: Vec<Id>,
    },
    /// Makes several records of one table one: the one that stays has all mentions and evidence of the others, and
    /// what differs in its note. A mark stands for its record.
    Join {
        /// The records; of claims, quotations, allegations and queries the first stays.
        ids: Vec<Id>,
    },
    /// Makes several records of one that holds several facts, on selected words of its mark or, without any, by the
    /// parts of its statement.
    Split {
        /// The mark, or the record.
        id: Id,
        /// The selected words in bytes, in order of the text.
        ranges: Vec<Range>,
        /// How the ends are to be taken.
        placing: Placing,
    },
    /// Attaches evidence to a claim, quotation or allegation.
    Attach {
        /// The record.
        record: Id,
        /// Where it comes from.
        source: Attachment,
        /// Fields of the evidence.
        details: Details,
    },
    /// Gives a source a file that was kept, in place of the one it has, with the text that was read of it.
    KeepFile {
        /// The source.
        source: Id,
        /// The file.
        file: FileRef,
        /// Its text, where it could be read.
        text: Option<Prose>,
    },
    /// Gives a source a text of its own, in place of the one it has.
    TakeText {
        /// The source.
        source: Id,
        /// The text.
        text: Prose,
    },
    /// Removes a source's file and its text from the project for good. It cannot be undone; the records keep their
    /// SHA-256, and who removed them, when and why.
    RemoveFile {
        /// The source.
        source: Id,
        /// Why, such as a consent that was withdrawn; may be empty.
        reason: String,
    },
    /// Adds a part to each of these records in one step: an attempt to reach the accused to allegations, a message to
    /// queries. What is not said of an attempt is filled in: today, who is working, the accused.
    AddPart {
        /// What the parts belong to.
        owners: Vec<Id>,
        /// The parts' table.
        table: Table,
        /// Fields of each part.
        details: Details,
    },
    /// Marks ranges of a source's own text as the excerpt of a piece of evidence.
    Excerpt {
        /// The evidence; its source has a text.
        evidence: Id,
        /// The ranges in bytes of that text, in order.
        ranges: Vec<Range>,
    },
    /// Attaches evidence whose excerpt is marked in the source's own text, in one step.
    AttachPassage {
        /// The claim, quotation or allegation.
        record: Id,
        /// The source, which has a text.
        source: Id,
        /// The ranges in bytes of that text, in order.
        ranges: Vec<Range>,
        /// Other fields of the evidence.
        details: Details,
    },
    /// Makes a record that stands for itself: a source, a person, a query on the article.
    Create {
        /// Its table.
        table: Table,
        /// Its fields.
        details: Details,
        /// A slot that is to point at it (a list of links gains it at the end).
        link: Option<Slot>,
    },
    /// Sets a finding aside with a reason; an empty reason takes the waiver back.
    Waive {
        /// The rule.
        rule: String,
        /// What the finding is about.
        subject: String,
        /// Why it is published so.
        reason: String,
    },
    /// Signs the article off as it stands; refused while a blocking finding stands that nobody waived.
    SignOff {
        /// As what, by the role's name in files.
        role: String,
        /// Who signs off.
        person: String,
        /// A remark; may be empty.
        note: String,
    },
    /// Takes a sign-off back. It stays in the project and in the log.
    Withdraw {
        /// The sign-off.
        sign_off: Id,
        /// Why; may be empty.
        reason: String,
    },
    /// Suggests words in the place of others: on the claim whose mark holds them, or on a new one.
    Reword {
        /// The words that stand there, in bytes.
        range: Range,
        /// What is to stand there.
        words: String,
        /// Why.
        reason: String,
    },
    /// Sets findings aside for one reason, in one step; an empty reason takes their waivers back.
    WaiveAll {
        /// The rule of each, and what it is about.
        findings: Vec<(String, String)>,
        /// Why they are published so.
        reason: String,
    },
    /// Takes marks from another program in.
    Import {
        /// The marks.
        marks: Vec<ImportedMark>,
        /// The other format's name, for the menu.
        from: String,
    },
    /// Takes works from a bibliography in as sources; one that is there already is not doubled, which is said.
    TakeSources {
        /// The works.
        entries: Vec<Entry>,
        /// The name of the file they come from, for the menu.
        from: String,
    },
    /// Settles slots that two writers changed without having seen one another, in one step.
    Settle {
        /// The value that each of the slots is to hold.
        choices: Vec<(Slot, Value)>,
    },
    /// Makes the project what it was at another point, in one step; sealed slots stay as they are.
    Become {
        /// The project as it was there.
        project: Arc<Project>,
        /// The state that it departs from, where only what differs between the two is to change: all else stays as it
        /// is now.
        from: Option<Arc<Project>>,
        /// What is done, as a menu would say it.
        label: String,
    },
    /// Takes the newest step back.
    Undo,
    /// Does the newest undone step again.
    Redo,
}
