//! redpencil checks an article fact by fact.
//!
//! ARCHITECTURE.md tells how the layers stand on one another.

pub mod anchor;
#[cfg(feature = "gui")]
pub mod gui;
pub mod import;
pub mod model;
pub mod session;
pub mod store;
pub mod text;
