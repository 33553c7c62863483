//! Where the copy of the whole project goes.

use crate::gui::theme::space;
use egui::{Key, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::dialog::Question;
use crate::gui::scene::Request;
use crate::gui::theme;
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::muted_ui;

/// Where the copy of the whole project goes.
#[derive(Debug)]
pub struct SaveAs {
    path: String,
    was_shown: bool,
}

impl SaveAs {
    /// Begins with a folder that may be changed.
    pub fn new(folder: &std::path::Path) -> Self {
        Self { path: folder.display().to_string(), was_shown: false }
    }
}

impl Overlay for SaveAs {
    fn title(&self) -> &'static str {
        "Save project as"
    }

    fn width(&self) -> f32 {
        560.0
    }

    fn take_path(&mut self, question: &Question, path: &str) {
        if matches!(question, Question::SaveAs(_)) {
            path.clone_into(&mut self.path);
        }
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        muted_ui(
            ui,
            "The whole project is copied to this folder, sealed values included. It must be new or empty; you go on there.",
        );
        ui.add_space(space::TIGHT);
        let mut enter = false;
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut self.path)
                .desired_width(ui.available_width() - 96.0)
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, "Folder of the copy", &self.path);
            if !std::mem::replace(&mut self.was_shown, true) {
                response.request_focus();
            }
            enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if ui.button("Choose…").clicked() {
                stage.queue.push(Request::AskCopyPath);
            }
        });
        ui.add_space(space::NEAR);
        let ready = !self.path.trim().is_empty();
        let click =
            theme::emphasised(ui, |ui| ui.add_enabled(ready, egui::Button::new("Save copy")).clicked());
        if ready && (click || enter) {
            stage.queue.push(Request::SaveCopy(self.path.trim().to_owned()));
            return Stay::Closed;
        }
        Stay::Open
    }
}
