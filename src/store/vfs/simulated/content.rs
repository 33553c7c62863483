//! A simulated file's bytes: which of them are durable, and what a power cut may leave of the others.
//!
//! Knows nothing of names and folders.

use std::collections::BTreeSet;
use std::iter;
use std::sync::Arc;

/// How sure it is that a chunk is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Certainty {
    /// A sync has returned `Ok` after it was written.
    Durable,
    /// Written, not synced; the next sync takes it along.
    Pending,
    /// A sync failed on it. The system holds it for clean, so no later sync of this file helps.
    Doubtful,
}

/// What one unsynced chunk looks like after a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fill {
    Whole,
    /// The file grew, the bytes did not arrive.
    Zeros,
    /// The pages arrived in another order: the first half is missing.
    LateHalf,
}

/// The bytes of one file, written one chunk after the other at its end. A copy shares them.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    chunks: Vec<(Arc<[u8]>, Certainty)>,
}

impl Content {
    pub(super) fn durable(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { chunks: vec![(bytes.into(), Certainty::Durable)] }
    }

    pub(super) fn append(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.chunks.push((bytes.into(), Certainty::Pending));
        }
    }

    pub(super) fn bytes(&self) -> Arc<[u8]> {
        match self.chunks.as_slice() {
            [(bytes, _)] => Arc::clone(bytes),
            chunks => chunks.iter().flat_map(|(bytes, _)| bytes.iter()).copied().collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.chunks.iter().map(|(bytes, _)| bytes.len()).sum()
    }

    pub(super) fn sync(&mut self) {
        self.settle(Certainty::Durable);
        if self.chunks.len() > 1 && self.chunks.iter().all(|(_, sure)| *sure == Certainty::Durable) {
            *self = Self::durable(self.bytes());
        }
    }

    pub(super) fn fail_sync(&mut self) {
        self.settle(Certainty::Doubtful);
    }

    fn settle(&mut self, certainty: Certainty) {
        for (_, sure) in self.chunks.iter_mut().filter(|(_, sure)| *sure == Certainty::Pending) {
            *sure = certainty;
        }
    }

    /// Everything that may be read after a power cut; the first is what stands there now.
    pub(super) fn after_power_cut(&self) -> Vec<Arc<[u8]>> {
        if self.chunks.iter().all(|(_, sure)| *sure == Certainty::Durable) {
            return vec![self.bytes()];
        }
        let sure_len = self.sure_len();
        let mut seen = BTreeSet::new();
        let mut states = Vec::new();
        for fills in self.fillings() {
            let bytes = self.filled(&fills);
            for cut in self.cuts(sure_len) {
                let left: Arc<[u8]> = bytes[..cut].into();
                if seen.insert(Arc::clone(&left)) {
                    states.push(left);
                }
            }
        }
        states
    }

    /// Bytes up to the end of the last durable chunk: the file cannot be shorter.
    fn sure_len(&self) -> usize {
        let last = self.chunks.iter().rposition(|(_, sure)| *sure == Certainty::Durable);
        let sure = last.map_or(0, |last| last + 1);
        self.chunks[..sure].iter().map(|(bytes, _)| bytes.len()).sum()
    }

    /// Lengths at which the file may end: at and inside every chunk that is not sure, the full length first.
    fn cuts(&self, sure_len: usize) -> Vec<usize> {
        let mut cuts = vec![self.len(), sure_len];
        let mut start = 0;
        for (bytes, _) in &self.chunks {
            let end = start + bytes.len();
            cuts.extend([start, start + 1, usize::midpoint(start, end), end.saturating_sub(1), end]);
            start = end;
        }
        cuts.retain(|cut| *cut >= sure_len && *cut <= self.len());
        cuts
    }

    /// Ways in which the unsure chunks may look: all of them for a few chunks, the telling ones for many.
    fn fillings(&self) -> Vec<Vec<Fill>> {
        let unsure = self.chunks.iter().filter(|(_, sure)| *sure != Certainty::Durable).count();
        let kinds = [Fill::Whole, Fill::Zeros, Fill::LateHalf];
        if unsure <= 3 {
            return (0..3_usize.pow(unsure as u32))
                .map(|number| (0..unsure).map(|at| kinds[number / 3_usize.pow(at as u32) % 3]).collect())
                .collect();
        }
        let one_odd = |kind| {
            (0..unsure).map(move |odd| {
                (0..unsure).map(|at| if at == odd { kind } else { Fill::Whole }).collect::<Vec<_>>()
            })
        };
        iter::once(vec![Fill::Whole; unsure])
            .chain(iter::once(vec![Fill::Zeros; unsure]))
            .chain(one_odd(Fill::Zeros))
            .chain(one_odd(Fill::LateHalf))
            .collect()
    }

    fn filled(&self, fills: &[Fill]) -> Vec<u8> {
        let mut fills = fills.iter();
        let mut filled = Vec::with_capacity(self.len());
        for (bytes, sure) in &self.chunks {
            let fill = match sure {
                Certainty::Durable => Fill::Whole,
                _ => *fills.next().unwrap_or(&Fill::Whole),
            };
            let missing = match fill {
                Fill::Whole => 0,
                Fill::Zeros => bytes.len(),
                Fill::LateHalf => bytes.len() / 2,
            };
            filled.extend(iter::repeat_n(0, missing));
            filled.extend_from_slice(&bytes[missing..]);
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_synced_is_the_only_thing_a_power_cut_leaves() {
        let mut content = Content::default();
        content.append(b"one");
        content.sync();
        assert_eq!(content.after_power_cut(), [Arc::from(*b"one")]);
    }

    #[test]
    fn of_an_unsynced_tail_any_part_may_remain() {
        let mut content = Content::durable(b"one".to_vec());
        content.append(b"two!");
        let states = content.after_power_cut();
        for state in [&b"one"[..], b"onetwo!", b"onet", b"onetw", b"one\0\0\0\0", b"one\0\0o!"] {
            assert!(states.contains(&state.into()), "{state:?} of {states:?}");
        }
        assert!(states.iter().all(|state| state.starts_with(b"one")));
    }

    #[test]
    fn after_a_failed_sync_a_later_one_does_not_help_the_chunk() {
        let mut content = Content::default();
        content.append(b"lost");
        content.fail_sync();
        content.append(b"kept");
        content.sync();
        let states = content.after_power_cut();
        assert!(states.contains(&Arc::from(*b"\0\0\0\0kept")));
        assert!(states.iter().all(|state| state.ends_with(b"kept")));
    }
}
