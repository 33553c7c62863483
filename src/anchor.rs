//! Ties a mark to words, so that it is found again in another draft, and a quotation to the words of its source.
//!
//! Knows text and states of targets, nothing of records, files or screens; cannot fail.

pub mod comparison;
mod distance;
mod fold;
pub mod locate;
pub mod quote;

pub use locate::{Found, Prepared, locate};
pub use quote::Quote;
