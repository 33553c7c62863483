//! The settings: looks, text, name, recent projects, where files are.

use egui::{RichText, Slider, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{caption_ui, muted_ui};
use crate::store::settings::{self, Look, Memory, Settings};

/// The settings.
#[derive(Debug, Default)]
pub struct SettingsSheet;

impl Overlay for SettingsSheet {
    fn title(&self) -> &'static str {
        "Settings"
    }

    fn width(&self) -> f32 {
        520.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let mut changed = stage.settings.clone();
        egui::ScrollArea::vertical().max_height(ui.available_height().max(320.0)).show(ui, |ui| {
            ui.set_width(ui.available_width() - 16.0);
            heading(ui, "You");
            who_ui(ui, &mut changed);
            heading(ui, "Window");
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 24.0;
                for (look, label) in
                    [(Look::System, "As the system"), (Look::Light, "Light"), (Look::Dark, "Dark")]
                {
                    ui.radio_value(&mut changed.look, look, label);
                }
            });
            slider_ui(ui, &mut changed.scale, 0.7..=2.5, "Scale of the window", "×", 2);
            heading(ui, "Article");
            slider_ui(ui, &mut changed.text_size, 12.0..=40.0, "Text size", " pt", 0);
            slider_ui(ui, &mut changed.measure, 40.0..=110.0, "Longest line", " characters", 0);
            slider_ui(ui, &mut changed.leading, 1.2..=2.2, "Line spacing", "", 2);
            heading(ui, "Recent projects");
            let mut keep = changed.memory == Memory::Kept;
            if ui.checkbox(&mut keep, "Remember projects and where I was reading").changed() {
                changed.memory = if keep { Memory::Kept } else { Memory::Off };
                if !keep {
                    changed.forget_all();
                }
            }
            if ui.add_enabled(!changed.recent.is_empty(), egui::Button::new("Clear the list")).clicked() {
                changed.forget_all();
            }
            heading(ui, "Files");
            files_ui(ui, stage);
        });
        if changed != *stage.settings {
            stage.queue.push(Request::Settings(Box::new(changed)));
        }
        Stay::Open
    }
}

fn heading(ui: &mut Ui, title: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(title).font(theme::bold(14.0)));
}

fn who_ui(ui: &mut Ui, changed: &mut Settings) {
    for (text, name) in [(&mut changed.checker, "Your name"), (&mut changed.role, "Your role")] {
        caption_ui(ui, name);
        let field =
            TextEdit::singleline(text).desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 6));
        let response = ui.add(field);
        name_text_field(ui, &response, name, text);
    }
    muted_ui(ui, "Marks, statuses and waivers are signed with it.");
}

fn slider_ui(
    ui: &mut Ui,
    value: &mut f32,
    range: std::ops::RangeInclusive<f32>,
    name: &str,
    unit: &str,
    decimals: usize,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().slider_width = 200.0;
        let room = egui::vec2(160.0, 24.0);
        let line = egui::Layout::left_to_right(egui::Align::Center);
        let label = ui.allocate_ui_with_layout(room, line, |ui| {
            ui.set_min_width(room.x);
            ui.label(name)
        });
        let label = label.inner;
        ui.add(Slider::new(value, range).suffix(unit).fixed_decimals(decimals)).labelled_by(label.id);
    });
}

fn files_ui(ui: &mut Ui, stage: &Stage<'_>) {
    let theme = Theme::current(ui.ctx());
    let mut line = |what: &str, path: String| {
        caption_ui(ui, what);
        ui.add(egui::Label::new(RichText::new(path).size(12.5).color(theme.ink)).wrap());
    };
    if let Some(folder) = stage.settings_folder {
        line("These settings", settings::file(folder).display().to_string());
    }
    if let Some(folder) = stage.folder {
        line("This project", folder.display().to_string());
    }
    if let Some(home) = crate::store::home::projects() {
        line("New projects, where there is no file to put them beside", home.display().to_string());
    }
}
