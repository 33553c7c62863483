//! Whether a source's file is to go for good: what happens then, and why it is done.

use egui::{Label, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::scene::{Deal, Request};
use crate::gui::theme::space;
use crate::gui::widget::field::size_text;
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::caption_ui;
use crate::model::{Id, Project, Prose};
use crate::session::holding;
use crate::text::counted;

/// The question.
#[derive(Debug)]
pub struct RemoveFile {
    source: Id,
    reason: String,
    was_shown: bool,
}

impl RemoveFile {
    /// Asks about a source's file.
    pub fn new(source: Id) -> Self {
        Self { source, reason: String::new(), was_shown: false }
    }
}

/// Says what removing a source's file does, a sentence each.
fn consequences(project: &Project, id: Id, excerpts: usize) -> Vec<String> {
    let Some(source) = project.sources().get(&id) else { return Vec::new() };
    let file = source.file.as_ref().filter(|_| !holding::has_lost_file(source));
    let text = source.text.as_ref().filter(|text| !text.is_missing());
    let mut said = Vec::new();
    said.push(match (file, text) {
        (Some(file), Some(_)) => {
            format!(
                "“{}” ({}) and the text that was read of it are deleted.",
                file.name,
                size_text(file.bytes)
            )
        }
        (Some(file), None) => format!("“{}” ({}) is deleted.", file.name, size_text(file.bytes)),
        (None, _) => "The text that was read of the source is deleted.".to_owned(),
    });
    let hashes = file.map(|file| file.sha256.as_str()).into_iter().chain(text.map(Prose::sha256));
    let mut others: Vec<Id> = hashes.flat_map(|hash| holding::other_holders(project, id, hash)).collect();
    others.sort_unstable();
    others.dedup();
    if !others.is_empty() {
        let names: Vec<String> =
            others.iter().map(|other| format!("“{}”", project.name_of(*other))).collect();
        said.push(format!("It stays for {}, which has the same. Remove it there, too.", names.join(", ")));
    }
    said.push("This cannot be undone, and undo of earlier steps does not bring it back.".to_owned());
    said.push(
        "The source keeps the file’s name, size and SHA-256, and who removed it, when and why.".to_owned(),
    );
    if excerpts > 0 {
        said.push(format!(
            "{} of it stay: they are the desk’s own notes. The history keeps them with a few words round them. Empty \
             them, and save a copy without history, where they have to go as well.",
            crate::model::words::capital(&counted(excerpts, "excerpt", "excerpts"))
        ));
    }
    said.push("Backups, synchronised folders and copies that others have may keep it.".to_owned());
    said
}

impl Overlay for RemoveFile {
    fn title(&self) -> &'static str {
        "Remove the file for good?"
    }

    fn width(&self) -> f32 {
        560.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let Some(session) = stage.session else { return Stay::Closed };
        let evidence = session.outline().uses(self.source).iter();
        let excerpts = evidence
            .filter(|id| session.project().evidence().get(id).is_some_and(|piece| !piece.excerpt.is_empty()))
            .count();
        for sentence in consequences(session.project(), self.source, excerpts) {
            ui.add(Label::new(sentence).wrap());
            ui.add_space(space::TIGHT);
        }
        caption_ui(ui, "Reason");
        let field = TextEdit::singleline(&mut self.reason)
            .hint_text("Consent was withdrawn…")
            .desired_width(f32::INFINITY)
            .margin(space::FIELD);
        let response = ui.add(field);
        name_text_field(ui, &response, "Reason for the removal", &self.reason);
        if !std::mem::replace(&mut self.was_shown, true) {
            response.request_focus();
        }
        ui.add_space(space::NEAR);
        let mut stay = Stay::Open;
        ui.horizontal(|ui| {
            if ui.button("Keep it").clicked() {
                stay = Stay::Closed;
            }
            if ui.button("Remove for good").clicked() {
                stage.queue.push(Request::Source(self.source, Deal::Remove(self.reason.trim().to_owned())));
                stay = Stay::Closed;
            }
        });
        stay
    }
}
