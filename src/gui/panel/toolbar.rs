//! The kinds of marks as buttons, each with its colour and key; undo, redo and the palette at the right.

use egui::{Align, FontId, Layout, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::Panel;
use crate::gui::app::hear::lacking;
use crate::gui::command::{Command, Effect};
use crate::gui::scene::Scene;
use crate::gui::theme::{Icon, Theme, space, text};
use crate::gui::widget::sign::sign_button_ui;

/// What stands at the right, from the edge inwards, by the ids of the commands.
const SIGNS: [(Icon, &str); 6] = [
    (Icon::Commands, "palette"),
    (Icon::Export, "export"),
    (Icon::Table, "toggle-table"),
    (Icon::Search, "find"),
    (Icon::Redo, "redo"),
    (Icon::Undo, "undo"),
];

/// The toolbar.
pub struct Toolbar;

impl Panel for Toolbar {
    fn id(&self) -> &'static str {
        "toolbar"
    }

    fn label(&self) -> &'static str {
        "Toolbar"
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let theme = Theme::current(ui.ctx());
        let frame = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin {
            left: 8,
            right: 8,
            top: 4,
            bottom: 6,
        });
        egui::Panel::top(self.id()).frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::TIGHT;
                let commands = scene.commands;
                let kinds = commands.iter().filter(|command| matches!(command.effect, Effect::Mark(_)));
                let kinds: Vec<(&Command, &str)> = kinds
                    .filter_map(|command| {
                        let Effect::Mark(kind) = &command.effect else { return None };
                        Some((command, scene.vocabulary().kind(kind)?.label.as_str()))
                    })
                    .collect();
                let words: usize = kinds.iter().map(|(_, label)| label.chars().count()).sum();
                let needed =
                    words as f32 * 7.5 + kinds.len() as f32 * 56.0 + 32.0 * SIGNS.len() as f32 + 64.0;
                let room = if needed <= ui.available_width() { Room::Words } else { Room::Keys };
                for (command, label) in kinds {
                    if kind_ui(ui, command, label, room).on_hover_text(hover(command)).clicked() {
                        scene.run(command.effect.clone());
                    }
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = space::TIGHT;
                    // From the right edge to the left.
                    for (sign, id) in SIGNS {
                        let Some(command) = commands.iter().find(|command| command.id == id) else {
                            continue;
                        };
                        let name = command.tip(Some(scene.session));
                        let is_enabled = command.is_enabled(scene.at_hand);
                        let button =
                            ui.add_enabled_ui(is_enabled, |ui| sign_button_ui(ui, sign, &name)).inner;
                        if button.on_disabled_hover_text(lacking(command.need, scene.at_hand)).clicked() {
                            scene.run(command.effect.clone());
                        }
                    }
                });
            });
        });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Words,
    Keys,
}

fn hover(command: &Command) -> String {
    format!("{}\n{}", command.tip(None), command.help)
}

fn kind_ui(ui: &mut Ui, command: &Command, label: &str, room: Room) -> Response {
    let theme = Theme::current(ui.ctx());
    let hue = theme.hue(command.hue.as_deref().unwrap_or_default());
    let font = FontId::proportional(text::SMALL);
    let label =
        (room == Room::Words).then(|| ui.painter().layout_no_wrap(label.to_owned(), font.clone(), theme.ink));
    let key = ui.painter().layout_no_wrap(command.keys_text(), FontId::proportional(text::CAPTION), hue.ink);
    let words = label.as_ref().map_or(0.0, |label| label.size().x + 8.0);
    let cap = (key.size().x + 10.0).max(20.0);
    let (rect, response) = ui.allocate_exact_size(vec2(8.0 + words + cap + 6.0, 32.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &*command.label));
    let painter = ui.painter();
    let fill = match (response.is_pointer_button_down_on(), response.hovered()) {
        (true, _) => theme.control_press,
        (_, true) => theme.control_hover,
        _ => egui::Color32::TRANSPARENT,
    };
    let edge = if response.has_focus() {
        Stroke::new(2.0, theme.focus)
    } else {
        Stroke::new(1.0, egui::Color32::TRANSPARENT)
    };
    painter.rect(rect, 6.0, fill, edge, StrokeKind::Inside);
    let middle = rect.center().y;
    let mut x = rect.left() + 8.0;
    if let Some(label) = label {
        let line = egui::Rect::from_min_size(egui::pos2(x, rect.bottom() - 7.0), vec2(label.size().x, 2.0));
        painter.galley(egui::pos2(x, middle - label.size().y / 2.0 - 1.0), label, theme.ink);
        painter.rect_filled(line, 1.0, hue.line);
        x += words;
    }
    let cap = egui::Rect::from_center_size(egui::pos2(x + cap / 2.0 - 1.0, middle), vec2(cap, 20.0));
    painter.rect(cap, 4.0, hue.fill, Stroke::new(1.0, hue.line), StrokeKind::Inside);
    painter.galley(cap.center() - key.size() / 2.0, key, hue.ink);
    response
}
