//! Writes reports: what the exporters may see is gathered off the window's thread.

use std::path::PathBuf;

use egui::Context;

use super::App;
use super::arrival::News;
use super::tab::Tab;
use crate::export::{self, Audience};
use crate::gui::scene::Request;
use crate::model::{Outline, Project, Vocabulary};
use crate::session::report::{Order, whole_report};
use crate::store::{self, system};

impl App {
    /// Returns where the report goes unless one says otherwise, without its ending.
    pub(super) fn report_stem(&self) -> PathBuf {
        let folder = self.tabs.front().and_then(Tab::folder).map(std::path::Path::to_owned);
        let name = folder.as_deref().and_then(std::path::Path::file_name);
        let name =
            name.map_or_else(|| "report".to_owned(), |name| format!("{}-report", name.to_string_lossy()));
        match folder {
            Some(folder) => folder.parent().map_or_else(|| folder.join(&name), |parent| parent.join(&name)),
            None => store::home::projects().unwrap_or_default().join(name),
        }
    }

    /// Writes a report of the project on the desk.
    pub(super) fn write_report(&mut self, format: &'static str, path: String, ctx: &Context) {
        if !self.commit_typing() {
            return;
        }
        let Some((id, desk)) = self.tabs.front_id().zip(self.desk()) else { return };
        let project = desk.session.project().clone();
        let outline = std::sync::Arc::clone(desk.session.outline());
        let vocabulary = std::sync::Arc::clone(desk.session.vocabulary());
        self.jobs.start_writing(ctx, move || {
            let path = PathBuf::from(path);
            News::Reported(id, written(&project, &outline, &vocabulary, format, &path).map(|()| path))
        });
        self.queue.push_back(Request::Say("Writing the report…".into()));
    }
}

fn written(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    format: &str,
    path: &std::path::Path,
) -> Result<(), String> {
    let exporter = export::named(format).ok_or_else(|| format!("There is no format “{format}”."))?;
    let order = Order { audience: Audience::Internal, today: system::now(), sealed: &[] };
    let report = whole_report(project, outline, vocabulary, exporter, &order);
    store::document::write(path, &report.bytes).map_err(|error| error.to_string())
}
