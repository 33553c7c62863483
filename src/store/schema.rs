//! What stands in a project's files, by version. Saved types are not model types: a released version never
//! changes; `From` leads to the next one.

pub mod v1;

/// The version that is written.
pub const NEWEST: u32 = 1;
