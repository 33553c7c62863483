//! Writes reports: what the exporters may see is gathered off the window's thread.

use std::path::PathBuf;

use egui::Context;

use super::App;
use super::arrival::News;
use crate::check;
use crate::export::{self, Audience, Handout};
use crate::gui::derived::Judgement;
use crate::gui::scene::Request;
use crate::model::{Outline, Project, Vocabulary};
use crate::session::Context as _;
use crate::store::{self, System};

impl App {
    /// Returns where the report goes unless one says otherwise, without its ending.
    pub(super) fn report_stem(&self) -> PathBuf {
        let folder =
            self.desk.as_ref().and_then(|desk| desk.store.as_ref()).map(|store| store.folder().to_owned());
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
        let Some(desk) = self.desk.as_deref() else { return };
        let project = desk.session.project().clone();
        let outline = std::sync::Arc::clone(desk.session.outline());
        let vocabulary = std::sync::Arc::clone(desk.session.vocabulary());
        self.jobs.start_writing(ctx, move || {
            let path = PathBuf::from(path);
            News::Reported(written(&project, &outline, &vocabulary, format, &path).map(|()| path))
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
    let Judgement { findings, coverage, .. } = Judgement::of(project, outline, vocabulary, 0);
    let findings = findings
        .into_iter()
        .map(|finding| export::Finding {
            rule: finding.rule.to_owned(),
            label: label_of(finding.rule),
            level: finding.level.name().to_owned(),
            message: finding.message,
            annotation: finding.annotation,
            range: finding.range,
            waived: finding.waived,
        })
        .collect();
    let coverage = coverage.map_or_else(export::Coverage::default, |coverage| export::Coverage {
        sentences: coverage.sentences,
        covered: coverage.covered,
    });
    let today = System::new(String::new()).now();
    let handout =
        Handout::for_audience(project, outline, vocabulary, findings, coverage, today, Audience::Internal);
    let bytes = exporter.write(&handout);
    store::document::write(path, &bytes).map_err(|error| error.to_string())
}

fn label_of(rule: &str) -> String {
    check::ALL.iter().find(|check| check.id() == rule).map_or(rule, |check| check.label()).to_owned()
}
