//! The sources as RIS, for other programs.
//!
//! Knows no project.

use super::library;
use super::{Exporter, Handout, Shape, Stopped, Watch};

/// Writes the sources as RIS.
pub struct Ris;

impl Exporter for Ris {
    fn id(&self) -> &'static str {
        "ris"
    }

    fn label(&self) -> &'static str {
        "Sources as RIS"
    }

    fn extension(&self) -> &'static str {
        "ris"
    }

    fn shape(&self) -> Shape {
        Shape::Text
    }

    fn write(&self, handout: &Handout, watch: &Watch) -> Result<Vec<u8>, Stopped> {
        library::write(self.id(), handout, watch)
    }
}
