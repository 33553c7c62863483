//! The menu bar: every command of the table in its menu.

use egui::{Button, RichText, Ui};

use super::Panel;
use crate::gui::command::{Command, Effect, Menu};
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Theme};

/// The menu bar.
pub struct MenuBar;

impl Panel for MenuBar {
    fn id(&self) -> &'static str {
        "menu-bar"
    }

    fn label(&self) -> &'static str {
        "Menu bar"
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let theme = Theme::current(ui.ctx());
        let frame = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(8, 4));
        egui::Panel::top(self.id()).show_separator_line(false).frame(frame).show(ui, |ui| {
            egui::MenuBar::new().ui(ui, |ui| {
                for (menu, title) in Menu::ALL {
                    ui.menu_button(title, |ui| {
                        ui.set_min_width(264.0);
                        ui.spacing_mut().item_spacing.y = 2.0;
                        menu_ui(ui, scene, menu);
                    });
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.add_space(8.0);
                    let title = RichText::new(scene.title).font(theme::bold(13.0)).color(theme.muted);
                    ui.add(egui::Label::new(title).truncate());
                });
            });
        });
    }
}

fn menu_ui(ui: &mut Ui, scene: &mut Scene<'_>, menu: Menu) {
    let mut group = None;
    let rows: Vec<&Command> = scene.commands.iter().filter(|command| command.menu == menu).collect();
    for command in &rows {
        if group.is_some_and(|group| group != command.group) {
            ui.separator();
        }
        let is_new_group = group != Some(command.group);
        group = Some(command.group);
        let folded = match command.effect {
            Effect::SetKind(_) => Some("Change kind"),
            Effect::PutPanel(..) => Some("Move panels"),
            _ => None,
        };
        if let Some(title) = folded {
            if is_new_group {
                ui.menu_button(title, |ui| {
                    for command in rows.iter().filter(|row| row.group == command.group) {
                        item_ui(ui, scene, command);
                    }
                });
            }
            continue;
        }
        item_ui(ui, scene, command);
        if command.effect == Effect::TypePath {
            recent_ui(ui, scene);
        }
    }
}

/// Shows one command as a row of a menu.
pub fn item_ui(ui: &mut Ui, scene: &mut Scene<'_>, command: &Command) -> egui::Response {
    let label = command.label_now(Some(scene.session));
    let is_enabled = command.is_enabled(scene.at_hand);
    let response = ui.add_enabled_ui(is_enabled, |ui| row_ui(ui, command, &label)).inner;
    let response = response.on_hover_text(&*command.help);
    if response.clicked() {
        scene.queue.push(Request::Run(command.effect.clone()));
        ui.close();
    }
    response
}

fn row_ui(ui: &mut Ui, command: &Command, label: &str) -> egui::Response {
    let theme = Theme::current(ui.ctx());
    let button = match &command.hue {
        Some(hue) => Button::new((RichText::new("●").color(theme.hue(hue).line), label.to_owned())),
        None => Button::new(label.to_owned()),
    };
    let response = ui.add(button.shortcut_text(RichText::new(command.keys_text()).color(theme.muted)));
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, enabled, label));
    response
}

fn recent_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.settings.recent.is_empty() {
        return;
    }
    ui.menu_button("Open recent", |ui| {
        for recent in &scene.settings.recent {
            let path = std::path::Path::new(&recent.folder);
            let name = path
                .file_name()
                .map_or_else(|| recent.folder.clone(), |name| name.to_string_lossy().into_owned());
            if ui.button(name).on_hover_text(&recent.folder).clicked() {
                scene.queue.push(Request::OpenRecent(recent.folder.clone()));
                ui.close();
            }
        }
    });
}
