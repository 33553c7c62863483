//! Finds words in the article's text and in every record: where they stand, how often, and what is around them.
//!
//! A query is matched in folded text (`text::fold`), so that capitals, accents, kinds of quotation marks, dashes and
//! spaces do not matter unless they are asked for. Knows nothing of files, screens or how results are shown; cannot
//! fail.

mod context;
mod field;
mod haystack;
mod index;
mod query;

pub use context::{Context, context};
pub use haystack::Haystack;
pub use index::{Group, Hit, Hits, Index, RecordHit};
pub use query::{Extent, Needle, Query};

pub use crate::text::fold::{Accents, Case, Folding};
