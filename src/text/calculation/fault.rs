//! Why a calculation cannot be made: one sentence, and the characters it is about.
//!
//! Knows no numbers.

use crate::text::Range;

/// Why a calculation cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the line it is about; empty at its end where something is missing.
    pub range: Range,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl Fault {
    /// Says what is wrong with some bytes of the line.
    pub fn new(range: Range, message: impl Into<String>) -> Self {
        Self { range, message: message.into() }
    }

    /// Tells of a result that cannot be held exactly.
    pub fn too_large(range: Range) -> Self {
        Self::new(range, "This is too large, or too finely divided, to be computed exactly.")
    }
}
