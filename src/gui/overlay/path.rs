//! A field for a path: the way in where the system has no file dialog.

use crate::gui::theme::space;
use egui::{Key, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::scene::Request;
use crate::gui::theme;
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::muted_ui;

/// A field for a path.
#[derive(Debug, Default)]
pub struct PathField {
    path: String,
}

impl Overlay for PathField {
    fn title(&self) -> &'static str {
        "Open by path"
    }

    fn width(&self) -> f32 {
        560.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        muted_ui(ui, "An article (.txt, .md, .html) or a project’s folder.");
        ui.add_space(space::TIGHT);
        let field = TextEdit::singleline(&mut self.path)
            .hint_text("/home/…")
            .desired_width(f32::INFINITY)
            .margin(space::SEARCH);
        let response = ui.add(field);
        name_text_field(ui, &response, "Path", &self.path);
        let enter = ui.input(|input| input.key_pressed(Key::Enter)) && response.lost_focus();
        if !response.has_focus() && self.path.is_empty() {
            response.request_focus();
        }
        ui.add_space(space::NEAR);
        let path = self.path.trim().trim_matches('"').to_owned();
        let ready = !path.is_empty();
        let click = theme::emphasised(ui, |ui| ui.add_enabled(ready, egui::Button::new("Open")).clicked());
        if ready && (enter || click) {
            stage.queue.push(Request::OpenPath(path.into()));
            return Stay::Closed;
        }
        Stay::Open
    }
}
