//! Where time, identity and randomness come from.

use jiff::civil::Date;

use crate::model::{Id, Moment, Table};

/// Tells a session the time, who is working, and bits that nobody can guess. Tests fix all three.
pub trait Context: Send {
    /// Returns the time.
    fn now(&self) -> Moment;

    /// Returns the day it is where the checker works.
    fn today(&self) -> Date {
        self.now().date()
    }

    /// Returns 64 random bits.
    fn bits(&mut self) -> u64;

    /// Returns the checker's name as they gave it; empty where they gave none.
    fn who(&self) -> String;

    /// Makes a new id.
    fn id(&mut self, table: Table) -> Id {
        Id::new(table, self.bits())
    }
}

/// A context with a fixed clock and counted bits, so that the same actions always make the same project.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The time, which stands still.
    pub now: Moment,
    /// The checker's name.
    pub who: String,
    count: u64,
}

impl Fixed {
    /// Begins counting at a seed.
    pub fn new(now: Moment, who: &str, seed: u64) -> Self {
        Self { now, who: who.to_owned(), count: seed }
    }
}

impl Context for Fixed {
    fn now(&self) -> Moment {
        self.now
    }

    fn bits(&mut self) -> u64 {
        // splitmix64 (Steele, Lea, Flood 2014): spreads a counter over all bits.
        self.count = self.count.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.count;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn who(&self) -> String {
        self.who.clone()
    }
}
