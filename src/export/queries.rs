//! The queries by person, as a list to send: whom each goes to, by when, what was said so far.
//!
//! In Markdown, which reads well as plain text. Knows no project; the public has no queries, and is told so.

use super::markdown::{query_list, title_line};
use super::{Exporter, Handout, Shape, Stopped, Watch};
use crate::model::Table;

/// Writes the queries by person.
pub struct Queries;

impl Exporter for Queries {
    fn id(&self) -> &'static str {
        "queries"
    }

    fn label(&self) -> &'static str {
        "Queries by person (Markdown)"
    }

    fn extension(&self) -> &'static str {
        "md"
    }

    fn shape(&self) -> Shape {
        Shape::Page
    }

    fn write(&self, handout: &Handout, watch: &Watch) -> Result<Vec<u8>, Stopped> {
        watch.begin(1)?;
        let mut out = title_line("Queries", handout);
        let count = handout.table(Table::Query).count();
        match (count, handout.audience.sees_workings()) {
            (_, false) => out.push_str("Queries stay at the desk.\n"),
            (0, true) => out.push_str("Nothing is asked.\n"),
            _ => query_list(&mut out, handout),
        }
        watch.step()?;
        Ok(out.into_bytes())
    }
}
