//! redpencil checks an article fact by fact.
//!
//! ARCHITECTURE.md tells how the layers stand on one another.

pub mod anchor;
pub mod check;
pub mod cite;
pub mod cli;
pub mod export;
#[cfg(feature = "gui")]
pub mod gui;
pub mod import;
pub mod model;
pub mod search;
pub mod session;
pub mod store;
pub mod text;

// The tests' fixtures stand in one file, which names this crate from outside and inside alike.
#[cfg(test)]
extern crate self as redpencil;
#[cfg(test)]
#[path = "../tests/it/fixture.rs"]
pub mod fixture;
