//! A half-open stretch of text, in bytes.

/// Spans the bytes from `start` up to, not including, `end`.
///
/// *Invariant:* `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// The first byte inside.
    pub start: usize,
    /// The first byte after.
    pub end: usize,
}

impl Range {
    /// Makes a range of two byte offsets in either order.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start.min(end), end: start.max(end) }
    }

    /// Counts the bytes inside.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Tells whether nothing is inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Tells whether the byte at `offset` is inside.
    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Tells whether all of `other` is inside.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Tells whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns what the two share, if they share a byte.
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other)
            .then(|| Self { start: self.start.max(other.start), end: self.end.min(other.end) })
    }

    /// Returns the smallest range that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the text inside, or nothing where the range leaves the text or splits a character.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }
}

impl From<Range> for std::ops::Range<usize> {
    fn from(range: Range) -> Self {
        range.start..range.end
    }
}

impl From<std::ops::Range<usize>> for Range {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}
