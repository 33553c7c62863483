//! The README's tables, made from the registries, so that they cannot tell of anything that is not there.

use std::fmt::Write as _;

use super::ALL;
use super::import::FORMATS;
use crate::{cite, export, import};

/// Lists every command: how it is called, and what it does.
pub fn commands() -> String {
    let mut table = String::from("| command | what it does |\n|---|---|\n");
    for command in ALL.iter().filter(|command| !command.is_hidden()) {
        let usage = command.usage().replace('|', "\\|");
        let _ = writeln!(table, "| `redpencil {usage}` | {} |", command.about());
    }
    table
}

/// Lists every format: what it is for, and what it is called on the command line or by its files' ending.
pub fn formats() -> String {
    let mut table = String::from("| format | in | out |\n|---|---|---|\n");
    for importer in import::ALL {
        let endings: Vec<String> =
            importer.extensions().iter().map(|ending| format!("`.{ending}`")).collect();
        let _ = writeln!(table, "| {} | article: {} | |", importer.label(), endings.join(", "));
    }
    let exported = |id: &str| export::named(id).is_some();
    for (id, label) in FORMATS {
        let out = if exported(id) { format!("marks: `--format {id}`") } else { String::new() };
        let _ = writeln!(table, "| {label} | marks: `--format {id}` | {out} |");
    }
    for format in cite::ALL {
        let id = format.id();
        let out = if exported(id) { format!("sources: `--format {id}`") } else { String::new() };
        let _ = writeln!(table, "| {} | sources: `--format {id}` | {out} |", format.label());
    }
    let both = |id: &str| FORMATS.iter().any(|(known, _)| *known == id) || cite::named(id).is_some();
    let only_out = export::ALL.iter().filter(|exporter| !both(exporter.id()));
    for exporter in only_out {
        let _ = writeln!(table, "| {} | | `--format {}` |", exporter.label(), exporter.id());
    }
    for letter in &export::letter::ALL {
        let _ = writeln!(table, "| Letter: {} | | `--format {}` |", letter.label.to_lowercase(), letter.id);
    }
    table
}
