//! The settings: looks, reading, name, keys, files. A page each; what is changed counts at once.
//!
//! It must not know how settings are kept, and asks the disk nothing.

mod desk_page;
mod page;

use crate::gui::theme::space;
use egui::{ScrollArea, Ui, vec2};

use super::{Overlay, Stage, Stay};
use crate::gui::scene::Request;
use crate::gui::widget::sign::small_button_ui;
use crate::store::settings::Settings;
use desk_page::DeskPage;

/// The pages at the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Page {
    #[default]
    General,
    Reading,
    You,
    Keyboard,
    Desk,
    Files,
}

impl Page {
    const ALL: [(Self, &'static str); 6] = [
        (Self::General, "General"),
        (Self::Reading, "Reading"),
        (Self::You, "You"),
        (Self::Keyboard, "Keyboard"),
        (Self::Desk, "Desk"),
        (Self::Files, "Files"),
    ];

    /// Gives what stands on the page its usual values; the others are left alone.
    fn reset(self, settings: &mut Settings) {
        let usual = Settings::default();
        match self {
            Self::General => {
                settings.look = usual.look;
                settings.scale = usual.scale;
                settings.memory = usual.memory;
            }
            Self::Reading => {
                settings.face = usual.face;
                settings.text_size = usual.text_size;
                settings.measure = usual.measure;
                settings.leading = usual.leading;
                settings.cards = usual.cards;
                settings.uncovered = usual.uncovered;
            }
            Self::You => {
                settings.checker = usual.checker;
                settings.role = usual.role;
            }
            Self::Keyboard => settings.keys = usual.keys,
            Self::Desk | Self::Files => {}
        }
    }
}

/// The settings.
#[derive(Debug, Default)]
pub struct SettingsSheet {
    page: Page,
    desk: DeskPage,
}

impl SettingsSheet {
    /// Opens at the desk's settings.
    pub fn at_desk() -> Self {
        Self { page: Page::Desk, ..Self::default() }
    }

    /// Opens at the files of the desk's settings, with what is wrong in them.
    pub fn at_desk_file() -> Self {
        Self { page: Page::Desk, desk: DeskPage::at_files() }
    }
}

impl Overlay for SettingsSheet {
    fn title(&self) -> &'static str {
        "Settings"
    }

    fn width(&self) -> f32 {
        if self.page == Page::Desk { 940.0 } else { 760.0 }
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let mut changed = stage.settings.clone();
        let mut stay = Stay::Open;
        let most = if self.page == Page::Desk { 720.0 } else { 480.0 };
        let height = ui.available_height().clamp(320.0, most);
        ui.horizontal_top(|ui| {
            ui.set_max_height(height);
            ui.vertical(|ui| {
                ui.set_width(136.0);
                ui.set_min_height(height);
                ui.spacing_mut().item_spacing.y = space::TIGHT;
                for (page, title) in Page::ALL {
                    let button =
                        egui::Button::selectable(self.page == page, title).min_size(vec2(128.0, 32.0));
                    if ui.add(button).clicked() {
                        self.page = page;
                    }
                }
            });
            ui.separator();
            if self.page == Page::Desk {
                ui.vertical(|ui| self.desk.ui(ui, stage, height));
                return;
            }
            ui.vertical(|ui| {
                let room = ScrollArea::vertical().id_salt(self.page as u8).max_height(height);
                room.auto_shrink([false, false]).show(ui, |ui| {
                    ui.set_width(ui.available_width() - 16.0);
                    stay = match self.page {
                        Page::General => page::general_ui(ui, &mut changed),
                        Page::Reading => page::reading_ui(ui, &mut changed),
                        Page::You => page::you_ui(ui, &mut changed),
                        Page::Keyboard => page::keyboard_ui(ui, stage),
                        Page::Desk => Stay::Open,
                        Page::Files => page::files_ui(ui, stage),
                    };
                    if self.page != Page::Files {
                        ui.add_space(space::APART);
                        let mut usual = changed.clone();
                        self.page.reset(&mut usual);
                        let reset = |ui: &mut Ui| small_button_ui(ui, "Reset this page");
                        if ui.add_enabled_ui(usual != changed, reset).inner.clicked() {
                            changed = usual;
                        }
                    }
                });
            });
        });
        if changed != *stage.settings {
            stage.queue.push(Request::Settings(Box::new(changed)));
        }
        stay
    }
}
