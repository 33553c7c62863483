//! How a source is cited, in the article's style, with a button that copies it.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Ui};

use super::sign::{muted_ui, small_button_ui};
use crate::cite::style::{self, Run};
use crate::gui::command::Effect;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::text;
use crate::model::Id;
use crate::session::citation;

/// A citation as of a revision of the project.
type Kept = (Id, u64, Arc<Vec<Run>>);

/// Shows the citation of a source; nothing where it says too little to be cited.
pub fn citation_ui(ui: &mut Ui, scene: &mut Scene<'_>, source: Id) {
    let revision = scene.session.revision();
    let place = egui::Id::unique("citation of the source on the card");
    let kept = ui.data(|data| data.get_temp::<Kept>(place));
    let runs = match kept {
        Some((id, at, runs)) if id == source && at == revision => runs,
        _ => {
            let runs = Arc::new(citation::cited(scene.project(), source));
            ui.data_mut(|data| data.insert_temp::<Kept>(place, (source, revision, Arc::clone(&runs))));
            runs
        }
    };
    if runs.is_empty() {
        return;
    }
    let style = style::named(&scene.project().article().citation_style);
    muted_ui(ui, format!("Cited as ({})", style.label));
    let mut job = LayoutJob::default();
    for run in runs.iter() {
        let format = TextFormat {
            font_id: FontId::proportional(text::BODY),
            color: ui.visuals().text_color(),
            italics: run.italic,
            ..TextFormat::default()
        };
        job.append(&run.text, 0.0, format);
    }
    ui.label(job);
    if small_button_ui(ui, "Copy citation").clicked() {
        scene.queue.push(Request::Run(Effect::CopyCitation));
    }
}
