//! A field for a whole article: pasted or typed.

use crate::gui::theme::space;
use egui::{ScrollArea, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::scene::Request;
use crate::gui::theme;
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::muted_ui;

/// A field for a whole article.
#[derive(Debug, Default)]
pub struct PasteText {
    text: String,
    was_shown: bool,
}

impl Overlay for PasteText {
    fn title(&self) -> &'static str {
        "Paste text"
    }

    fn width(&self) -> f32 {
        680.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        muted_ui(ui, "The first line is taken as the headline; an empty line parts paragraphs.");
        ui.add_space(space::TIGHT);
        ScrollArea::vertical().max_height((ui.available_height() - 64.0).max(240.0)).show(ui, |ui| {
            let field = TextEdit::multiline(&mut self.text)
                .hint_text("Paste the article here (Ctrl+V)")
                .desired_rows(14)
                .desired_width(f32::INFINITY)
                .margin(egui::Margin::symmetric(12, 8));
            let response = ui.add(field);
            name_text_field(ui, &response, "Text of the article", &self.text);
            if !std::mem::replace(&mut self.was_shown, true) {
                response.request_focus();
            }
        });
        ui.add_space(space::NEAR);
        let ready = !self.text.trim().is_empty();
        let click =
            theme::emphasised(ui, |ui| ui.add_enabled(ready, egui::Button::new("Make a project")).clicked());
        if click {
            stage.queue.push(Request::OpenText(std::mem::take(&mut self.text)));
            return Stay::Closed;
        }
        Stay::Open
    }
}
