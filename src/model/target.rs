//! Where a mark stands in one draft.

use crate::text::Range;

/// How surely a target stands where it says, after its draft was replaced or its quote was looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchoring {
    /// The words stand where they were marked.
    #[default]
    Intact,
    /// The same words stand elsewhere.
    Moved,
    /// The words were changed.
    Changed,
    /// The same words stand in several places.
    Ambiguous,
    /// Something like the words was found.
    Uncertain,
    /// The words are gone; the mark waits in a list.
    Lost,
}

impl Anchoring {
    /// Every state with its name in files.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Intact, "intact"),
        (Self::Moved, "moved"),
        (Self::Changed, "changed"),
        (Self::Ambiguous, "ambiguous"),
        (Self::Uncertain, "uncertain"),
        (Self::Lost, "lost"),
    ];

    /// Returns the name used in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("intact", |(_, name)| name)
    }

    /// Finds the state of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(state, _)| *state)
    }
}

/// Where a mark stands in one draft: ranges, and the words that let it be found again.
///
/// *Invariant:* ranges are in order of the text and do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The marked ranges in bytes; a quotation broken by "he said" has two.
    pub ranges: Vec<Range>,
    /// The marked words; those of several ranges joined by one space.
    pub quote: String,
    /// Up to 32 characters before the first range.
    pub prefix: String,
    /// Up to 32 characters after the last range.
    pub suffix: String,
    /// How surely it stands there.
    pub state: Anchoring,
}

impl Target {
    /// Returns the smallest range that covers all of the target.
    pub fn span(&self) -> Range {
        self.ranges.iter().copied().reduce(Range::hull).unwrap_or_default()
    }

    /// Tells whether the ranges stand in a text: not empty, in order, on whole characters.
    pub fn stands_in(&self, text: &str) -> bool {
        let whole = |range: &Range| !range.is_empty() && range.of(text).is_some();
        !self.ranges.is_empty()
            && self.ranges.iter().all(whole)
            && self.ranges.is_sorted_by(|one, next| one.end <= next.start)
    }
}
