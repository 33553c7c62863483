//! Measures redpencil on collections of real texts, printed as figures and held to a floor.
//!
//! The collections are no part of the project: they are looked for in `REDPENCIL_CORPORA`, else in
//! `../shared/corpora` beside the manifest. A measurement whose collection is absent says so and passes.
//! To see the figures: `cargo test --test corpora -- --nocapture`.
#![expect(clippy::disallowed_methods, reason = "the corpora are files")]

mod anchoring;
mod articles;
mod citations;
mod decoding;
mod faults;
mod names;
mod quotations;
mod sentences;
#[cfg(feature = "gui")]
mod typesetting;
mod web_annotation;

use std::path::PathBuf;

/// Finds the folder of one collection, or says that its measurement is skipped.
fn collection(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("REDPENCIL_CORPORA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora"), PathBuf::from);
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {name} is not at {}", root.display());
    None
}
