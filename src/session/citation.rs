//! A source of a project as a work that can be cited.
//!
//! For those who may see the whole source: what goes to others is made of a handout, in `report`.

use crate::cite::style::{self, Run};
use crate::cite::{Entry, source};
use crate::model::{FieldInfo, Id, Project, Slot, Table, Value};

/// Makes an entry of a source.
pub fn entry_of(project: &Project, id: Id) -> Entry {
    let text = |field: &FieldInfo| match project.value(&Slot { record: id, field: field.name }) {
        Value::Text(words) => Some((field.name, words)),
        _ => None,
    };
    let typed: Vec<(&'static str, String)> = Table::Source.fields().iter().filter_map(text).collect();
    let citation = project.sources().get(&id).map_or(&[][..], |source| &source.citation);
    source::to_entry(&typed, citation)
}

/// Cites a source in the article's style; nothing where it says too little to be cited.
pub fn cited(project: &Project, id: Id) -> Vec<Run> {
    let entry = entry_of(project, id);
    if source::is_citable(&entry) {
        style::one(&project.article().citation_style, &entry)
    } else {
        Vec::new()
    }
}
