//! The sources as BibTeX, for other programs.
//!
//! Knows no project.

use super::library;
use super::{Exporter, Handout, Shape, Stopped, Watch};

/// Writes the sources as BibTeX.
pub struct Bibtex;

impl Exporter for Bibtex {
    fn id(&self) -> &'static str {
        "bibtex"
    }

    fn label(&self) -> &'static str {
        "Sources as BibTeX"
    }

    fn extension(&self) -> &'static str {
        "bib"
    }

    fn shape(&self) -> Shape {
        Shape::Text
    }

    fn write(&self, handout: &Handout, watch: &Watch) -> Result<Vec<u8>, Stopped> {
        library::write(self.id(), handout, watch)
    }
}
