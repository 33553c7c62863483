//! Ways out: turns what an audience may see of a project into the bytes of a file.
//!
//! Sees bytes and strings, never paths, and never a project: an [`Exporter`] is handed a [`Handout`], from which
//! [`audience`] has left out what its readers may not see. Knows no checks; findings arrive as values.

pub mod audience;
pub mod bibtex;
pub mod csl_json;
pub mod csv;
pub mod dossier;
pub mod exposure;
mod gather;
pub mod handout;
pub mod history;
pub mod html;
pub mod letter;
mod library;
pub mod markdown;
pub mod queries;
pub mod ris;
pub mod segment;
mod view;
pub mod watch;
pub mod web_annotation;
mod wording;

pub use audience::Audience;
pub use exposure::Exposure;
pub use handout::{
    Addressee, Asked, Card, Coverage, Disagreement, Field, Finding, Handout, Mark, Question, Rewording, Run,
    SourceEntry, StatusWord, Totals, Workings,
};
pub use watch::{Stopped, Watch};

/// How the files of a format are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As a page with headings, paragraphs and lists.
    Page,
    /// As a table.
    Table,
    /// As text, line by line.
    Text,
}

/// Writes one format.
pub trait Exporter: Sync {
    /// Returns the name used on the command line ("html").
    fn id(&self) -> &'static str;

    /// Returns the name shown to people ("Annotated report").
    fn label(&self) -> &'static str;

    /// Returns the file name extension without the dot.
    fn extension(&self) -> &'static str;

    /// Returns how its files are looked at.
    fn shape(&self) -> Shape;

    /// Writes everything in the handout that the format has a place for; tells `watch` after every mark or record,
    /// and ends where that says so.
    fn write(&self, handout: &Handout, watch: &Watch) -> Result<Vec<u8>, Stopped>;
}

/// Every exporter, in the order of menus.
pub static ALL: &[&dyn Exporter] = &[
    &html::Html,
    &markdown::Markdown,
    &csv::Csv,
    &queries::Queries,
    &web_annotation::WebAnnotation,
    &csl_json::CslJson,
    &bibtex::Bibtex,
    &ris::Ris,
];

/// Finds the exporter of that name.
pub fn named(id: &str) -> Option<&'static dyn Exporter> {
    ALL.iter().copied().find(|exporter| exporter.id() == id)
}
