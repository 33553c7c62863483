//! Numbers that look random and come again with the same seed.

use std::time::{SystemTime, UNIX_EPOCH};

/// A generator of numbers (splitmix64).
pub struct Chance(u64);

impl Chance {
    /// Begins at `REDPENCIL_SEED`, or anywhere, and says where.
    pub fn seeded(what: &str) -> Self {
        let given = std::env::var("REDPENCIL_SEED").ok().and_then(|seed| seed.parse().ok());
        let anywhere = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros() as u64;
        let seed: u64 = given.unwrap_or_else(anywhere);
        eprintln!("{what}: REDPENCIL_SEED={seed}");
        Self(seed)
    }

    /// Begins another one at a place that follows from this one's.
    pub fn apart(&mut self) -> Self {
        Self(self.below(u64::MAX))
    }

    /// Draws a number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % end
    }
}
