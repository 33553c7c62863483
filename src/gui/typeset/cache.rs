//! Keeps what was shaped and set, as long as it is on screen or nearly so.
//!
//! Bounded by the memory it takes; what was not asked for longest goes first. Knows nothing of shaping.

use std::sync::Arc;

use ahash::HashMap;
use parley::Layout;

use super::paragraph::Paragraph;

/// What is not on screen may take so many bytes.
const ROOM: usize = 8 << 20;
/// What a shaped text takes for each byte of it, about.
const SHAPED: usize = 90;

/// A text that was shaped, and set at one width.
pub struct Kept {
    /// The shaped text, to be broken anew at another width.
    pub layout: Layout<u8>,
    /// The width, in points.
    pub width: f32,
    /// The text as it is set.
    pub paragraph: Arc<Paragraph>,
    used: u64,
    weight: usize,
}

/// The texts that were set lately.
#[derive(Default)]
pub struct Cache {
    kept: HashMap<u64, Kept>,
    weight: usize,
    pass: u64,
}

impl Cache {
    /// Begins a pass; makes room if too much was kept.
    pub fn begin(&mut self, pass: u64) {
        if self.pass == pass {
            return;
        }
        let before = std::mem::replace(&mut self.pass, pass);
        if self.weight <= ROOM {
            return;
        }
        let mut ages: Vec<(u64, u64, usize)> =
            self.kept.iter().map(|(key, kept)| (kept.used, *key, kept.weight)).collect();
        ages.sort_unstable();
        for (used, key, weight) in ages {
            // What the last pass showed is shown again, as a rule.
            if used >= before || self.weight <= ROOM / 2 {
                break;
            }
            self.kept.remove(&key);
            self.weight -= weight;
        }
    }

    /// Returns what is kept under a key.
    pub fn get(&mut self, key: u64) -> Option<&mut Kept> {
        let kept = self.kept.get_mut(&key)?;
        kept.used = self.pass;
        Some(kept)
    }

    /// Keeps a text of so many bytes.
    pub fn keep(&mut self, key: u64, layout: Layout<u8>, width: f32, paragraph: Arc<Paragraph>) {
        let weight = layout.text_len() * SHAPED + paragraph.weight() + size_of::<Kept>();
        self.weight += weight;
        let kept = Kept { layout, width, paragraph, used: self.pass, weight };
        if let Some(before) = self.kept.insert(key, kept) {
            self.weight -= before.weight;
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.kept.clear();
        self.weight = 0;
    }

    /// Returns how much memory is taken, in bytes, as far as is known.
    pub fn weight(&self) -> usize {
        self.weight
    }
}
