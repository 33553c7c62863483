//! Finding marked words again: quotes, and where they stand now.

pub mod quote;
