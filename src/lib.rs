//! redpencil checks an article fact by fact.
//!
//! ARCHITECTURE.md tells how the layers stand on one another.

pub mod import;
pub mod model;
pub mod text;
