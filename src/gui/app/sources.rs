//! Sources that come in as a file of another program, and their citations that go out by the clipboard.
//!
//! The file is read off the window's thread.

use std::path::{Path, PathBuf};

use egui::Context;

use super::App;
use super::arrival::News;
use super::reads::name_of;
use super::tabs::TabId;
use crate::cite::{self, Library, Problem, style};
use crate::gui::scene::Request;
use crate::model::Table;
use crate::session::{Action, citation};
use crate::store::document;
use crate::text::counted;

/// Tells whether a path's ending is that of bibliographies alone.
pub(super) fn is_bibliography(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    // Much else is JSON.
    let known = cite::ALL.iter().flat_map(|format| format.extensions()).filter(|known| **known != "json");
    ending.is_some_and(|ending| known.into_iter().any(|known| *known == ending))
}

impl App {
    /// Reads a file of sources for a tab.
    pub(super) fn import_sources(&mut self, id: TabId, path: PathBuf, ctx: &Context) {
        let number = self.begin_reading(name_of(&path), ctx);
        self.jobs.start(ctx, move || News::SourcesRead(number, id, read(&path).map(Box::new)));
    }

    /// Takes what a file of sources holds into a tab's project.
    pub(super) fn sources_read(&mut self, id: TabId, read: Result<Box<(String, Library)>, String>) {
        let (name, library) = match read {
            Ok(read) => *read,
            Err(words) => return self.warn(words),
        };
        let problems: Vec<String> = library.problems.iter().map(Problem::words).collect();
        let left_out = library.left_out;
        let Some(tab) = self.tabs.of_mut(id) else {
            return self.say(format!("“{name}” was not imported: its project was closed meanwhile"));
        };
        let mut told = if library.entries.is_empty() {
            format!("“{name}” holds no source that could be read")
        } else {
            match tab.desk.act(Action::TakeSources { entries: library.entries, from: name.clone() }) {
                Err(refusal) => refusal.0.trim_end_matches('.').to_owned(),
                Ok(outcome) => {
                    let made = outcome.made.iter().filter(|id| id.table() == Table::Source).count();
                    let said =
                        if outcome.said.is_empty() { String::new() } else { format!(". {}", outcome.said) };
                    format!("{} imported from “{name}”{said}", counted(made, "source", "sources"))
                }
            }
        };
        if left_out > 0 {
            told =
                format!("{}; {} left out", told.trim_end_matches('.'), counted(left_out, "entry", "entries"));
        }
        if problems.is_empty() {
            self.say(told);
        } else {
            self.offer(told, &[("Show problems", Request::ShowProblems(problems))]);
        }
    }

    /// Copies how the source on the card is cited.
    pub(super) fn copy_citation(&mut self, ctx: &Context) {
        let Some(desk) = self.desk() else { return };
        let shown = desk.view.opened.filter(|id| id.table() == Table::Source);
        let used = desk.view.last_source.filter(|id| desk.session.project().has(*id));
        let Some(id) = shown.or(used) else {
            return self.say("Open a source first, in the table or from its evidence");
        };
        let words = style::plain(&citation::cited(desk.session.project(), id));
        if words.is_empty() {
            return self.say("This source has no title, author or address yet, so there is nothing to cite");
        }
        ctx.copy_text(words);
        self.say("The citation was copied");
    }
}

fn read(path: &Path) -> Result<(String, Library), String> {
    let (bytes, name) = document::read(path).map_err(|error| error.to_string())?;
    let Some(format) = cite::format_of(&bytes, &name) else {
        return Err(format!("“{name}” is neither BibTeX nor RIS nor CSL-JSON"));
    };
    let library = cite::read(format, &bytes);
    Ok((name, library))
}
