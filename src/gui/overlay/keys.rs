//! The cheat sheet: every command with its keys, menu by menu.

use egui::{RichText, ScrollArea, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::command::{Menu, keys_text};
use crate::gui::theme::{self, Theme};

/// The cheat sheet.
#[derive(Debug, Default)]
pub struct Keys;

/// What the article itself understands, besides the commands.
const READING: [(&str, &str); 7] = [
    ("Arrows, Home, End, Page up, Page down", "Move the caret"),
    ("Shift with a movement", "Select"),
    ("Ctrl+Left, Ctrl+Right", "Move by words"),
    ("Double click, triple click", "Select a word, a sentence"),
    ("Ctrl+A", "Select everything"),
    ("Ctrl+C", "Copy the selected words"),
    ("Tab, Shift+Tab", "Move between article and panels"),
];

impl Overlay for Keys {
    fn title(&self) -> &'static str {
        "Keyboard shortcuts"
    }

    fn width(&self) -> f32 {
        880.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        ScrollArea::vertical().max_height(ui.available_height().max(320.0)).show(ui, |ui| {
            ui.columns(2, |columns| {
                for (menu, title) in &Menu::ALL {
                    // Files, steps and views left; marks and records, which are used most, right.
                    let column = &mut columns[usize::from(matches!(menu, Menu::Mark | Menu::Record))];
                    let rows: Vec<(String, String)> = stage
                        .commands
                        .iter()
                        .filter(|command| command.menu == *menu && !command.keys.is_empty())
                        .map(|command| {
                            let keys: Vec<String> = command.keys.iter().map(keys_text).collect();
                            (keys.join(", "), command.label.to_string())
                        })
                        .collect();
                    group_ui(column, title, &rows);
                }
                let reading: Vec<(String, String)> =
                    READING.iter().map(|(keys, what)| ((*keys).to_owned(), (*what).to_owned())).collect();
                group_ui(&mut columns[0], "In the article", &reading);
            });
        });
        Stay::Open
    }
}

fn group_ui(ui: &mut Ui, title: &str, rows: &[(String, String)]) {
    let theme = Theme::current(ui.ctx());
    ui.label(RichText::new(title).font(theme::bold(13.0)).color(theme.accent));
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.spacing_mut().interact_size.y = 20.0;
    for (keys, what) in rows {
        ui.horizontal(|ui| {
            ui.set_width(ui.available_width() - 16.0);
            ui.label(RichText::new(what).size(13.0));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(RichText::new(keys).size(12.0).color(theme.muted));
            });
        });
    }
    ui.add_space(12.0);
}
