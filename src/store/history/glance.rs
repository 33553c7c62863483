//! The edits of a log record at a glance: how many, the first of them, and which records they touch. A million of them
//! pass through without being held.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserializer;
use serde::de::{SeqAccess, Visitor};

use crate::store::schema::v1::Edit;

/// What is seen of a log record's edits at a glance.
#[derive(Debug, Default)]
pub(super) struct Glance {
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub first: Vec<Edit>,
    /// The records they touch, each once.
    pub records: BTreeSet<String>,
    listed: usize,
}

impl Glance {
    /// Looks at edits that are at hand.
    pub fn of(edits: Vec<Edit>, listed: usize) -> Self {
        let mut glance = Self { listed, ..Self::default() };
        for edit in edits {
            glance.take(edit);
        }
        glance
    }

    /// Looks at edits as they are written.
    pub fn read(text: &str, listed: usize) -> Result<Self, ron::error::SpannedError> {
        let mut reader = ron::Deserializer::from_str(text)?;
        let looked = reader.deserialize_seq(Self { listed, ..Self::default() });
        looked.map_err(|error| reader.span_error(error))
    }

    fn take(&mut self, edit: Edit) {
        self.count += 1;
        if !self.records.contains(&edit.record) {
            self.records.insert(edit.record.clone());
        }
        if self.first.len() < self.listed {
            self.first.push(edit);
        }
    }
}

impl<'de> Visitor<'de> for Glance {
    type Value = Self;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of edits")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut edits: A) -> Result<Self, A::Error> {
        while let Some(edit) = edits.next_element()? {
            self.take(edit);
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema::v1::Value;

    #[test]
    fn of_very_many_edits_the_first_are_kept_and_all_are_counted() {
        let edit = |at: usize| Edit {
            record: format!("c-{:010}", at / 2),
            field: ["statement", "note"][at % 2].to_owned(),
            before: Value::Nothing,
            after: Value::Text(format!("words, “{at}”")),
        };
        let edits: Vec<Edit> = (0..2_000).map(edit).collect();
        let text = ron::to_string(&edits).unwrap();
        for glance in [Glance::read(&text, 7).unwrap(), Glance::of(edits.clone(), 7)] {
            assert_eq!((glance.count, glance.records.len()), (2_000, 1_000));
            assert_eq!(glance.first, edits[..7]);
        }
        assert!(Glance::read(&text[..text.len() - 2], 7).is_err());
    }
}
