//! What a status was set on: the words that were marked and the evidence as it stood, as fingerprints that are kept with
//! the status, so that it can be told later what has changed under it.
//!
//! One line: a part for each mention and each piece of evidence, `a-…=words:1f2e3d4c e-…=source:s-…,stance:supports,…`.
//! It must not know what is made of a change.
//!
//! *Limitations:* what was filled in later (a locator that was missing, a source more in support) is no change. Words are
//! compared without regard to white space.

use std::collections::BTreeMap;

use super::sign_off::state::brief;
use super::vocabulary::{Meaning, Vocabulary};
use super::{Evidence, FileRef, Id, Outline, Project, Prose, Source, Table, Target};

/// Something under a status that has changed since it was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// A mark of the record stands on other words.
    Words,
    /// A piece of evidence was deleted, or moved to another record.
    Gone,
    /// Evidence that contradicts was added.
    Contradicted,
    /// A piece of evidence names another source.
    Source,
    /// A piece of evidence has another stance.
    Stance,
    /// A piece of evidence points at another place in its source.
    Locator,
    /// A piece of evidence has another excerpt.
    Excerpt,
    /// A piece of evidence has another calculation.
    Calculation,
    /// A source's file is another one.
    File,
    /// A source's own text is another one.
    Text,
}

impl Shift {
    /// Says it in a few words that follow on “since then”.
    pub fn told(self) -> &'static str {
        match self {
            Self::Words => "a mark of it was moved to other words",
            Self::Gone => "a piece of its evidence was taken away",
            Self::Contradicted => "evidence that contradicts it was added",
            Self::Source => "its evidence was given another source",
            Self::Stance => "the stance of its evidence was changed",
            Self::Locator => "the locator of its evidence was changed",
            Self::Excerpt => "the excerpt of its evidence was changed",
            Self::Calculation => "the calculation of its evidence was changed",
            Self::File => "the file of a source of it was replaced",
            Self::Text => "the text of a source of it was replaced",
        }
    }
}

/// The fields of a piece of evidence that count, with what a change of each is called; in the order they are told.
const FIELDS: [(&str, Shift); 7] = [
    ("source", Shift::Source),
    ("stance", Shift::Stance),
    ("locator", Shift::Locator),
    ("excerpt", Shift::Excerpt),
    ("calculation", Shift::Calculation),
    ("file", Shift::File),
    ("text", Shift::Text),
];
/// The name of the words that a mark stands on.
const WORDS: &str = "words";

/// Writes down what a record's status is set on; empty where it has neither a mark nor evidence.
pub fn basis_of(project: &Project, outline: &Outline, record: Id) -> String {
    let marks = outline.mentions(record).iter().filter_map(|mark| {
        let target = project.target(*mark)?;
        Some(format!("{mark}={WORDS}:{}", words_of(target)))
    });
    let pieces = outline.evidence(record).iter().filter_map(|piece| {
        let fields = fields_of(project, project.evidence().get(piece)?);
        let filled = FIELDS.iter().zip(&fields).filter(|(_, value)| !value.is_empty());
        let written: Vec<String> = filled.map(|((name, _), value)| format!("{name}:{value}")).collect();
        Some(format!("{piece}={}", written.join(",")))
    });
    marks.chain(pieces).collect::<Vec<_>>().join(" ")
}

/// Returns eight hexadecimal digits that stand for what a status would be set on now, and for a remark.
pub fn digest(project: &Project, outline: &Outline, record: Id, remark: &str) -> String {
    format!("{:08x}", brief(&format!("{remark} {}", basis_of(project, outline, record))))
}

/// Lists what has changed since a basis was written down, each sort of change once; nothing where none was written.
pub fn shifts(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    record: Id,
    basis: &str,
) -> Vec<Shift> {
    let mut found = Vec::new();
    let mut note = |shift: Shift| {
        if !found.contains(&shift) {
            found.push(shift);
        }
    };
    if basis.is_empty() {
        return found;
    }
    let known: BTreeMap<Id, &str> = basis
        .split(' ')
        .filter_map(|part| part.split_once('='))
        .filter_map(|(id, fields)| Some((Id::parse(id)?, fields)))
        .collect();
    let contradicts = |stance: &str| vocabulary.meaning("stance", stance) == Meaning::Contradicts;
    for (id, before) in &known {
        let Some(piece) = project.evidence().get(id).filter(|piece| piece.record == Some(record)) else {
            match id.table() {
                Table::Evidence => note(Shift::Gone),
                Table::Annotation => {
                    let target = outline.mentions(record).contains(id).then(|| project.target(*id)).flatten();
                    let was = before.strip_prefix("words:").unwrap_or_default();
                    if target.is_some_and(|target| is_sure(target) && words_of(target) != was) {
                        note(Shift::Words);
                    }
                }
                _ => {}
            }
            continue;
        };
        let was = |name: &str| -> &str {
            let mut fields = before.split(',').filter_map(|field| field.split_once(':'));
            fields.find(|(known, _)| *known == name).map_or("", |(_, value)| value)
        };
        let now = fields_of(project, piece);
        let has_other_source = was("source") != now[0];
        for ((name, shift), now) in FIELDS.iter().zip(&now) {
            let was = was(name);
            let counts = match shift {
                Shift::Stance => !was.is_empty() || contradicts(now),
                // What a source has lost is told by other rules; another source has another text anyway.
                Shift::File | Shift::Text => !was.is_empty() && !now.is_empty() && !has_other_source,
                _ => !was.is_empty(),
            };
            if counts && was != now {
                note(*shift);
            }
        }
    }
    let added = outline.evidence(record).iter().filter(|piece| !known.contains_key(piece));
    let mut added = added.filter_map(|piece| project.evidence().get(piece));
    if added.any(|piece| contradicts(&piece.stance)) {
        note(Shift::Contradicted);
    }
    found
}

/// Returns what each of [`FIELDS`] says; empty where it says nothing.
fn fields_of(project: &Project, piece: &Evidence) -> [String; 7] {
    let source = piece.source.and_then(|source| project.sources().get(&source));
    let file = |source: &Source| source.file.as_ref().map(|file: &FileRef| print(&file.sha256));
    let text = |source: &Source| source.text.as_ref().map(|text: &Prose| print(text.sha256()));
    [
        piece.source.map_or_else(String::new, |id| id.to_string()),
        piece.stance.clone(),
        print(&piece.locator),
        print(&piece.excerpt),
        print(&piece.calculation),
        source.and_then(file).unwrap_or_default(),
        source.and_then(text).unwrap_or_default(),
    ]
}

fn words_of(target: &Target) -> String {
    print(&target.quote)
}

/// Tells whether a mark's words are known; where they are not, that is told by itself.
fn is_sure(target: &Target) -> bool {
    matches!(target.state, super::Anchoring::Intact | super::Anchoring::Moved)
}

fn print(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { words } else { format!("{:08x}", brief(&words)) }
}
