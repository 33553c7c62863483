//! Which slots the last revisions have changed, so that what is derived need not be worked out anew.

use std::collections::VecDeque;

use crate::model::{Change, Slot};

/// So many revisions are remembered, and a revision of at most so many changes.
const REVISIONS: usize = 64;
const CHANGES: usize = 1_000;

/// The slots that the last revisions have changed.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// *Invariant:* the revisions follow one another without a gap.
    steps: VecDeque<(u64, Vec<Slot>)>,
}

impl Trail {
    /// Remembers what led to a revision.
    pub fn note(&mut self, revision: u64, changes: &[Change]) {
        if changes.len() > CHANGES {
            return self.steps.clear();
        }
        self.steps.push_back((revision, changes.iter().map(|change| change.slot).collect()));
        if self.steps.len() > REVISIONS {
            self.steps.pop_front();
        }
    }

    /// Forgets everything: more has changed than slots.
    pub fn forget(&mut self) {
        self.steps.clear();
    }

    /// Lists the slots that were changed between two revisions; nothing where that is not remembered.
    pub fn between(&self, seen: u64, now: u64) -> Option<Vec<Slot>> {
        if seen == now {
            return Some(Vec::new());
        }
        let first = self.steps.front().map(|(revision, _)| *revision)?;
        if first > seen + 1 {
            return None;
        }
        let later = self.steps.iter().filter(|(revision, _)| *revision > seen);
        Some(later.flat_map(|(_, slots)| slots.iter().copied()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Value};

    fn change(field: &'static str) -> Change {
        let slot = Slot { record: Id::ARTICLE, field };
        Change { slot, before: Value::Nothing, after: Value::Nothing }
    }

    #[test]
    fn what_was_changed_since_is_known_until_it_is_too_long_ago() {
        let mut trail = Trail::default();
        assert_eq!(trail.between(0, 0), Some(Vec::new()));
        trail.note(1, &[change("title")]);
        trail.note(2, &[change("byline")]);
        assert_eq!(trail.between(1, 2), Some(vec![change("byline").slot]));
        assert_eq!(trail.between(0, 2).map(|slots| slots.len()), Some(2));
        for revision in 3..100 {
            trail.note(revision, &[change("title")]);
        }
        assert_eq!(trail.between(0, 99), None);
        assert_eq!(trail.between(98, 99).map(|slots| slots.len()), Some(1));
    }

    #[test]
    fn what_changes_very_much_is_not_remembered() {
        let mut trail = Trail::default();
        trail.note(1, &[change("title")]);
        trail.note(2, &vec![change("title"); CHANGES + 1]);
        trail.note(3, &[change("title")]);
        assert_eq!(trail.between(1, 3), None);
        assert_eq!(trail.between(2, 3).map(|slots| slots.len()), Some(1));
    }
}
