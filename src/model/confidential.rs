//! Words that must not leave: who a source is, how to reach them.
//!
//! A [`Confidential`] has no `Debug`, no `Display` and nothing that writes it; its words are read by one function,
//! whose name is easy to look for. What a record holds is only the [`SealedId`] of words that stand elsewhere.

use std::fmt;

use super::id;

/// Holds what must not leave. It can be compared and copied, but neither printed nor saved by itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Confidential<T>(T);

impl<T> Confidential<T> {
    /// Takes something in confidence.
    pub fn new(words: T) -> Self {
        Self(words)
    }

    /// Reveals what is held, to be changed by the person who enters it.
    pub fn reveal_mut(&mut self) -> &mut T {
        &mut self.0
    }

    /// Reveals what is held: to the file that keeps it, or to the person who asked to see it.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

/// Carries confidential words through types that can be printed; what is printed says nothing of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope(Confidential<String>);

impl Envelope {
    /// Closes words in.
    pub fn new(words: impl Into<String>) -> Self {
        Self(Confidential::new(words.into()))
    }

    /// Returns what is inside, still in confidence.
    pub fn open(&self) -> &Confidential<String> {
        &self.0
    }
}

impl fmt::Debug for Envelope {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Envelope")
    }
}

/// Names sealed words by ten random base-32 characters, as in `v-4f7k2m9x1q`; it says nothing of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SealedId([u8; super::Id::LENGTH]);

impl SealedId {
    /// Makes a name of 50 random bits (the lowest of `bits`).
    pub fn new(bits: u64) -> Self {
        Self(id::body(bits))
    }

    /// Reads a name as it is written. It becomes part of a path, so anything else than a name is refused.
    pub fn parse(text: &str) -> Option<Self> {
        id::parsed_body(text.strip_prefix("v-")?).map(Self)
    }
}

impl fmt::Display for SealedId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "v-{}", String::from_utf8_lossy(&self.0))
    }
}

impl fmt::Debug for SealedId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_shows_nothing_of_what_is_inside() {
        let envelope = Envelope::new("Deep Throat, 555-0101");
        assert_eq!(format!("{envelope:?}"), "Envelope");
        assert_eq!(envelope.open().reveal(), "Deep Throat, 555-0101");
    }

    #[test]
    fn a_sealed_value_s_name_never_leads_out_of_its_folder() {
        let id = SealedId::new(0x0123_4567_89ab_cdef);
        assert_eq!(SealedId::parse(&id.to_string()), Some(id));
        for other in
            ["", "v-", "v-../../etc", "v-..........", "s-4f7k2m9x1q", "v-4f7k2m9x1q0", "v-4F7K2M9X1Q"]
        {
            assert_eq!(SealedId::parse(other), None, "{other}");
        }
    }
}
