//! The sources as CSL-JSON, for other programs.
//!
//! Knows no project.

use super::library;
use super::{Exporter, Handout, Shape, Stopped, Watch};

/// Writes the sources as CSL-JSON.
pub struct CslJson;

impl Exporter for CslJson {
    fn id(&self) -> &'static str {
        "csl-json"
    }

    fn label(&self) -> &'static str {
        "Sources as CSL-JSON"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn shape(&self) -> Shape {
        Shape::Text
    }

    fn write(&self, handout: &Handout, watch: &Watch) -> Result<Vec<u8>, Stopped> {
        library::write(self.id(), handout, watch)
    }
}
