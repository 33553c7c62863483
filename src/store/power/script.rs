//! What is done to the project: entries as a session makes them, and the state after each.
//!
//! Knows nothing of disks.

use std::sync::OnceLock;

use super::super::hash::Sha256;
use super::super::vocabulary;
use crate::import;
use crate::model::{
    Change, Edit, Envelope, FileRef, Id, Moment, Project, Prose, SealedId, Slot, Table, Value,
};
use crate::session::context::Fixed;
use crate::session::journal::{Memory, Sealing};
use crate::session::{Action, Entry, Placing, Session};
use crate::text::{Block, BlockKind, Range};

const TEXT: &str = "He took bribes in May.\n\nHe said he did not.";
/// The file that the draft came from.
pub(super) const ORIGINAL: &[u8] = b"He took bribes in May.\r\n\r\nHe said he did not.";
/// A file of evidence.
pub(super) const EVIDENCE: &[u8] = b"%PDF-1.7 what the court said";
/// What that file says.
pub(super) const SAID: &str = "What the court said";
/// Sealed words begin so.
pub(super) const TOKEN: &str = "Mallory-Quill-555-";
/// Edits longer than this stand aside where an operation says so.
pub(super) const ASIDE_OVER: usize = 900;

/// How many entries there are when something is about to be done.
pub(super) const BEGIN: usize = 0;
pub(super) const MARK: usize = 1;
pub(super) const TYPE: usize = 2;
pub(super) const SOURCE: usize = 4;
pub(super) const ATTACH: usize = 5;
pub(super) const WORDS: usize = 6;
pub(super) const LONG: usize = 7;
pub(super) const SEAL: usize = 9;
pub(super) const PURGE: usize = 11;
pub(super) const MORE: usize = 12;
pub(super) const REMOVE: usize = 19;

/// Entries and the states that they lead to.
pub(super) struct Script {
    pub entries: Vec<Entry>,
    /// The state after so many entries.
    pub states: Vec<Project>,
}

/// Returns the script, which is the same each time.
pub(super) fn script() -> &'static Script {
    static SCRIPT: OnceLock<Script> = OnceLock::new();
    SCRIPT.get_or_init(written)
}

fn written() -> Script {
    let journal = Memory::default();
    let entries = std::sync::Arc::clone(&journal.entries);
    let context = Fixed::new(Moment(1_700_000_000), "Ada", 1);
    let mut session =
        Session::new(Project::default(), vocabulary::shipped(), Box::new(journal), Box::new(context));
    let mut states = vec![session.project().clone()];
    let mut act = |action: Action| {
        let made = session.dispatch(action).unwrap().made;
        states.push(session.project().clone());
        made
    };
    let article =
        |field, text: &str| Action::Set { slot: of_article(field), value: Value::Text(text.into()) };
    act(beginning());
    act(mark(3, 14));
    act(article("slug", "b"));
    act(article("slug", "bribes"));
    let details = vec![("title", Value::Text("A clerk".into()))];
    let source = act(Action::Create { table: Table::Source, details, link: None })[0];
    let file = Value::File(kept(EVIDENCE, "court.pdf"));
    act(Action::Set { slot: Slot { record: source, field: "file" }, value: file });
    act(Action::TakeText { source, text: Prose::new(SAID) });
    act(article("note", &"long ".repeat(300)));
    act(article("note", &"longer ".repeat(300)));
    let slot = Slot { record: source, field: "contact" };
    act(Action::Seal { slot, words: Envelope::new(format!("{TOKEN}0142")) });
    act(Action::Seal { slot, words: Envelope::new(format!("{TOKEN}0143")) });
    act(Action::Purge { slot });
    for (start, end) in [(0, 7), (15, 21), (24, 31), (32, 41), (3, 7), (8, 14), (0, 2)] {
        act(mark(start, end));
    }
    act(Action::RemoveFile { source, reason: "Consent was withdrawn".into() });
    let entries = entries.lock().unwrap().clone();
    assert_eq!(entries.len() + 1, states.len());
    assert!(matches!(entries[SEAL].sealing, Some(Sealing::Keep { .. })));
    assert!(matches!(entries[PURGE].sealing, Some(Sealing::Purge { .. })));
    assert!(
        entries[WORDS].label.starts_with("read text") && entries[REMOVE].label.starts_with("remove file")
    );
    Script { entries, states }
}

fn of_article(field: &'static str) -> Slot {
    Slot { record: Id::ARTICLE, field }
}

fn beginning() -> Action {
    let blocks = vec![
        Block { kind: BlockKind::Paragraph, range: Range::new(0, 22) },
        Block { kind: BlockKind::Paragraph, range: Range::new(24, TEXT.len()) },
    ];
    let article = import::Article { text: TEXT.to_owned(), blocks, ..import::Article::default() };
    let original = Some(kept(ORIGINAL, "a.txt"));
    Action::Begin { article: Box::new(article), name: "a.txt".into(), original }
}

fn mark(start: usize, end: usize) -> Action {
    Action::Mark {
        ranges: vec![Range::new(start, end)],
        kind: "claim".into(),
        placing: Placing::Snapped,
        record: None,
        details: vec![],
    }
}

fn kept(bytes: &[u8], name: &str) -> FileRef {
    FileRef {
        sha256: Sha256::of(bytes).to_string(),
        extension: name.rsplit('.').next().unwrap_or_default().to_owned(),
        name: name.to_owned(),
        bytes: bytes.len() as u64,
    }
}

/// Lists the SHA-256 of what the last entry removes.
pub(super) fn removed() -> [String; 2] {
    [EVIDENCE, SAID.as_bytes()].map(|bytes| Sha256::of(bytes).to_string())
}

/// An entry that stands beside the script: whoever makes it, it meets nobody else's.
pub(super) fn beside(field: &'static str) -> Entry {
    let change =
        Change { slot: of_article(field), before: Value::Nothing, after: Value::Text(field.to_owned()) };
    Entry {
        by: "Bo".into(),
        at: Moment(1_700_000_001),
        label: format!("Set {field}"),
        changes: vec![change],
        sealing: None,
        gone: Vec::new(),
        seen: 0,
    }
}

/// Tells whether a state holds what such an entry does.
pub(super) fn is_filled_in(project: &Project, field: &'static str) -> bool {
    project.value(&of_article(field)) == Value::Text(field.to_owned())
}

/// Does an entry to a state.
pub(super) fn done(mut project: Project, entry: &Entry) -> Project {
    let edit = |change: &Change| Edit { slot: change.slot, value: change.after.clone() };
    project.apply(&entry.changes.iter().map(edit).collect::<Vec<_>>());
    project
}

impl Script {
    /// Returns the words that were sealed under a name.
    pub fn words(&self, wanted: SealedId) -> Option<String> {
        self.entries.iter().find_map(|entry| match &entry.sealing {
            Some(Sealing::Keep { id, words, .. }) if *id == wanted => Some(words.open().reveal().clone()),
            _ => None,
        })
    }

    /// Tells whether a slot was purged within so many entries and holds nothing new since.
    pub fn is_purged(&self, slot: Slot, entries: usize) -> bool {
        let mut of_slot = self.entries[..entries].iter().filter_map(|entry| entry.sealing.as_ref());
        let last = of_slot.rfind(|sealing| match sealing {
            Sealing::Keep { slot: kept, .. } => *kept == slot,
            Sealing::Purge { slot: purged } => *purged == slot,
        });
        matches!(last, Some(Sealing::Purge { .. }))
    }

    /// Lists the slots that ever held sealed words.
    pub fn sealing_slots(&self) -> Vec<Slot> {
        let sealings = self.entries.iter().filter_map(|entry| entry.sealing.as_ref());
        sealings
            .filter_map(|sealing| match sealing {
                Sealing::Keep { slot, .. } => Some(*slot),
                Sealing::Purge { .. } => None,
            })
            .collect()
    }
}
