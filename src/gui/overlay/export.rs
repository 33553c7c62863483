//! The export sheet: format, audience, and where the report goes.

use egui::{ComboBox, Key, RichText, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::export;
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{caption_ui, muted_ui};

/// The export sheet.
#[derive(Debug)]
pub struct ExportSheet {
    format: usize,
    path: String,
}

impl ExportSheet {
    /// Begins with the first format and a path without its ending.
    pub fn new(stem: &std::path::Path) -> Self {
        let extension = export::ALL.first().map_or("html", |exporter| exporter.extension());
        Self { format: 0, path: stem.with_extension(extension).display().to_string() }
    }
}

impl Overlay for ExportSheet {
    fn title(&self) -> &'static str {
        "Export report"
    }

    fn width(&self) -> f32 {
        560.0
    }

    fn take_path(&mut self, path: &str) {
        path.clone_into(&mut self.path);
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let theme = Theme::current(ui.ctx());
        caption_ui(ui, "Format");
        let before = self.format;
        let shown = export::ALL.get(self.format).map_or("", |exporter| exporter.label());
        let response = ComboBox::from_id_salt("format")
            .width(ui.available_width())
            .selected_text(shown)
            .show_ui(ui, |ui| {
                for (at, exporter) in export::ALL.iter().enumerate() {
                    ui.selectable_value(&mut self.format, at, exporter.label());
                }
            })
            .response;
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ComboBox, enabled, format!("Format: {shown}"))
        });
        let Some(exporter) = export::ALL.get(self.format) else { return Stay::Open };
        if before != self.format {
            let path = std::path::Path::new(&self.path);
            self.path = path.with_extension(exporter.extension()).display().to_string();
        }
        ui.add_space(4.0);
        caption_ui(ui, "Audience");
        ui.label("Internal: everything the desk knows, for author, editor and counsel");
        ui.add_space(4.0);
        caption_ui(ui, "File");
        let mut enter = false;
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut self.path)
                .desired_width(ui.available_width() - 96.0)
                .margin(egui::Margin::symmetric(8, 6));
            let response = ui.add(field);
            name_text_field(ui, &response, "File of the report", &self.path);
            enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if ui.button("Choose…").clicked() {
                stage.queue.push(Request::AskReportPath(exporter.extension()));
            }
        });
        ui.add_space(8.0);
        let ready = !self.path.trim().is_empty();
        let click =
            theme::emphasised(ui, |ui| ui.add_enabled(ready, egui::Button::new("Export report")).clicked());
        muted_ui(ui, "A file of this name is replaced.");
        let unnamed = stage.settings.checker.is_empty();
        if unnamed {
            ui.label(
                RichText::new("Your name is not set yet: statuses stand unsigned")
                    .size(12.0)
                    .color(theme.warning),
            );
        }
        if ready && (click || enter) {
            stage.queue.push(Request::WriteReport(exporter.id(), self.path.trim().to_owned()));
            return Stay::Closed;
        }
        Stay::Open
    }
}
