//! What stands in a project's files, by version. Saved types are not model types: a released version never
//! changes; `From` leads to the next one.

pub mod v1;

use super::migrate::Version;

/// The version that is written, and that everything older is brought to.
pub type Newest = v1::V1;

/// Its number.
pub const NEWEST: u32 = Newest::FORMAT;
