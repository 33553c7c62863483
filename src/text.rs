//! Positions in text: ranges, boundaries, units and blocks; text made even for comparison.
//!
//! Knows nothing of files, clocks, screens, formats or the network, and cannot fail: every function returns
//! a value. All positions are byte offsets into UTF-8 unless a name says otherwise.

pub mod block;
pub mod boundary;
pub mod calculation;
mod count;
pub mod day;
pub mod diff;
pub mod disguise;
pub mod fold;
pub mod locator;
mod plain;
pub mod range;
pub mod units;

pub use block::{Block, BlockKind};
pub use count::counted;
pub use day::Day;
pub use plain::plain;
pub use range::Range;
pub use units::Units;
