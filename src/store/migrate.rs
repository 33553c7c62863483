//! Reading what any released version of the program has written: a version is parsed by its own frozen types, and goes
//! from one to the next up to the one that is asked for.
//!
//! Knows no files. The header of a file tells its version: `project.ron` and every log has one.

use ron::error::SpannedResult;
use serde::de::DeserializeOwned;

/// One version of the saved types, and how it follows on the one before.
pub trait Version {
    /// The number in the headers.
    const FORMAT: u32;
    /// The version before it.
    type Earlier: Version;
    /// What stands in `project.ron`.
    type State: DeserializeOwned + From<<Self::Earlier as Version>::State>;
    /// What stands on a line of a log.
    type Record: DeserializeOwned + From<<Self::Earlier as Version>::Record>;
    /// One slot's change, in a record or in a file of its own.
    type Edit: DeserializeOwned;

    /// Makes edits of an earlier one: a field that was split makes several, one that is gone makes none.
    fn edits_of(earlier: <Self::Earlier as Version>::Edit) -> Vec<Self::Edit>;
}

/// Reads a state that was written in a format.
pub fn state<V: Version>(format: u32, text: &str) -> SpannedResult<V::State> {
    if format >= V::FORMAT {
        return ron::from_str(text);
    }
    state::<V::Earlier>(format, text).map(V::State::from)
}

/// Reads a log record that was written in a format.
pub fn record<V: Version>(format: u32, text: &str) -> SpannedResult<V::Record> {
    if format >= V::FORMAT {
        return ron::from_str(text);
    }
    record::<V::Earlier>(format, text).map(V::Record::from)
}

/// Reads the edits of a record that stand in a file of their own.
pub fn edits<V: Version>(format: u32, text: &str) -> SpannedResult<Vec<V::Edit>> {
    if format >= V::FORMAT {
        return ron::from_str(text);
    }
    let earlier = edits::<V::Earlier>(format, text)?;
    Ok(earlier.into_iter().flat_map(V::edits_of).collect())
}

/// What came before the first version: nothing can be read as such.
#[derive(Debug)]
pub enum Nothing {}

impl<'de> serde::Deserialize<'de> for Nothing {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("no such format was ever written"))
    }
}

impl Version for Nothing {
    const FORMAT: u32 = 0;
    type Earlier = Self;
    type State = Self;
    type Record = Self;
    type Edit = Self;

    fn edits_of(earlier: Self) -> Vec<Self> {
        vec![earlier]
    }
}

#[cfg(test)]
mod tests;
