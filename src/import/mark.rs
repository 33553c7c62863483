//! A mark as another program describes it, found in the draft or not.
//!
//! Knows no format and no project: what becomes of it is for the session to decide.

use crate::model::{Anchoring, Id, Stamp, Value};
use crate::text::Range;

/// A mark from another program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedMark {
    /// Where it stands, in bytes; nothing where its words were not found.
    pub ranges: Vec<Range>,
    /// How surely it stands there.
    pub state: Anchoring,
    /// The words, their context before and after, as the other program gave them.
    pub quote: (String, String, String),
    /// The id of the vocabulary's kind.
    pub kind: String,
    /// The mark's own note.
    pub note: String,
    /// Marks with the same key speak of one record; a key that is the id of a record of this project joins it.
    pub record: Option<String>,
    /// Fields of the record, else of the mark.
    pub details: Vec<(&'static str, Value)>,
    /// Who made it and when, where the file says so.
    pub created: Option<Stamp>,
    /// The mark's id, where it came out of this program.
    pub id: Option<Id>,
    /// Evidence, sources and people that its record leans on, each with its fields; one that the project has
    /// already stays as it is there.
    pub along: Vec<(Id, Vec<(&'static str, Value)>)>,
}
