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

/// A text that was shaped, and set at every width that is asked for: it may stand in several places at once.
struct Kept {
    /// The shaped text, to be broken anew at another width.
    layout: Layout<u8>,
    set: Vec<Set>,
    used: u64,
    weight: usize,
}

/// A text as it is set at one width, in points.
struct Set {
    width: f32,
    paragraph: Arc<Paragraph>,
    used: u64,
}

impl Kept {
    fn weigh(&self) -> usize {
        let set: usize = self.set.iter().map(|set| set.paragraph.weight() + size_of::<Set>()).sum();
        self.layout.text_len() * SHAPED + set + size_of::<Self>()
    }
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

    /// Returns the text of so many bytes that is kept under a key, as it is set at a width; it is broken anew by `set`
    /// where it stands at that width nowhere yet.
    pub fn get(
        &mut self,
        key: u64,
        bytes: usize,
        width: f32,
        set: impl FnOnce(&mut Layout<u8>) -> Arc<Paragraph>,
    ) -> Option<Arc<Paragraph>> {
        let pass = self.pass;
        // Another text with the same key would lend this one its places.
        let kept = self.kept.get_mut(&key).filter(|kept| kept.layout.text_len() == bytes)?;
        kept.used = pass;
        if let Some(known) = kept.set.iter_mut().find(|set| set.width.to_bits() == width.to_bits()) {
            known.used = pass;
            return Some(Arc::clone(&known.paragraph));
        }
        let paragraph = set(&mut kept.layout);
        // What the last pass did not show is a width from before: of a window, as a rule, that is being resized.
        kept.set.retain(|set| set.used + 1 >= pass);
        kept.set.push(Set { width, paragraph: Arc::clone(&paragraph), used: pass });
        let weight = kept.weigh();
        self.weight = self.weight + weight - std::mem::replace(&mut kept.weight, weight);
        Some(paragraph)
    }

    /// Keeps a text that was shaped, and set at a width.
    pub fn keep(&mut self, key: u64, layout: Layout<u8>, width: f32, paragraph: Arc<Paragraph>) {
        let set = vec![Set { width, paragraph, used: self.pass }];
        let mut kept = Kept { layout, set, used: self.pass, weight: 0 };
        kept.weight = kept.weigh();
        self.weight += kept.weight;
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
