//! The rows of the cheat sheet, and the card of the chosen one with what can be done to its keys.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Painter, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{Keys, Listening};
use crate::gui::command::chord::{keys_text, same};
use crate::gui::command::keymap::{self, Objection};
use crate::gui::command::{Command, doing};
use crate::gui::overlay::Stage;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::sign::{muted_ui, small_button_ui};

/// The height of a row, in points.
const ROW: f32 = 28.0;
/// Where the explanation of a command begins, in points from its name's start.
const HELP: f32 = 232.0;

/// Shows a command: its name, what it does, its keys.
pub(super) fn row_ui(ui: &mut Ui, command: &Command, is_chosen: bool, is_changed: bool) -> egui::Response {
    let theme = Theme::current(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, ROW), Sense::click());
    let keys: Vec<String> = command.keys.iter().map(keys_text).collect();
    let said = if keys.is_empty() { "no keys".to_owned() } else { keys.join(" or ") };
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListItem, true, is_chosen, format!("{}, {said}", command.label))
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let (fill, ink) = match (is_chosen, response.hovered()) {
        (true, _) => (theme.selection, theme.selection_ink),
        (_, true) => (theme.control_hover, theme.ink),
        _ => (Color32::TRANSPARENT, theme.ink),
    };
    ui.painter().rect_filled(rect, 6.0, fill);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 6.0, Stroke::new(2.0, theme.focus), StrokeKind::Inside);
    }
    let mut right = rect.right() - 8.0;
    for keys in keys.iter().rev() {
        right = cap_ui(ui.painter(), theme, keys, right, rect.center().y) - 6.0;
    }
    if is_changed {
        let words =
            ui.painter().layout_no_wrap("changed".into(), FontId::proportional(text::CAPTION), theme.accent);
        right -= words.size().x + 6.0;
        ui.painter().galley(pos2(right, rect.center().y - words.size().y / 2.0), words, theme.accent);
    }
    let left = rect.left() + 8.0;
    line_ui(ui, &command.label, 13.5, ink, left, left + HELP - 8.0, rect.center().y);
    line_ui(
        ui,
        command.help.trim_end_matches('.'),
        12.5,
        theme.muted,
        left + HELP,
        right - 8.0,
        rect.center().y,
    );
    response
}

/// Shows what the article itself understands.
pub(super) fn fixed_row_ui(ui: &mut Ui, keys: &str, what: &str) {
    let theme = Theme::current(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{what}, {keys}")));
    if ui.is_rect_visible(rect) {
        let left = rect.left() + 8.0;
        line_ui(ui, what, 13.5, theme.ink, left, left + HELP - 8.0, rect.center().y);
        line_ui(ui, keys, 12.5, theme.muted, left + HELP, rect.right() - 8.0, rect.center().y);
    }
}

fn line_ui(ui: &Ui, words: &str, size: f32, ink: Color32, left: f32, right: f32, middle: f32) {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), FontId::proportional(size), ink);
    job.wrap = TextWrapping::truncate_at_width((right - left).max(0.0));
    let line = ui.painter().layout_job(job);
    ui.painter().galley(pos2(left, middle - line.size().y / 2.0), line, ink);
}

/// Paints keys as a cap that ends at `right`; returns where it begins.
fn cap_ui(painter: &Painter, theme: &Theme, keys: &str, right: f32, middle: f32) -> f32 {
    let words = painter.layout_no_wrap(keys.to_owned(), FontId::proportional(text::CAPTION), theme.ink);
    let size = vec2((words.size().x + 12.0).max(22.0), 20.0);
    let cap = egui::Rect::from_min_size(pos2(right - size.x, middle - size.y / 2.0), size);
    painter.rect(cap, 4.0, theme.raised, Stroke::new(1.0, theme.control_edge), StrokeKind::Inside);
    painter.galley(cap.center() - words.size() / 2.0, words, theme.ink);
    cap.left()
}

/// Shows what can be done to the keys of the chosen command.
pub(super) fn card_ui(ui: &mut Ui, sheet: &mut Keys, stage: &mut Stage<'_>, command: &Command) {
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 8, right: 20, top: 6, bottom: 10 });
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::NEAR;
        match sheet.listening.clone() {
            Listening::For { command: id, .. } if id == command.id => waiting_ui(ui, sheet, command),
            Listening::Heard { command: id, adds, keys } if id == command.id => {
                heard_ui(ui, sheet, stage, command, keys, adds);
            }
            _ => buttons_ui(ui, sheet, stage, command),
        }
    });
}

fn buttons_ui(ui: &mut Ui, sheet: &mut Keys, stage: &mut Stage<'_>, command: &Command) {
    let id = command.id.to_string();
    let shipped = doing(&sheet.shipped, &command.effect).map_or_else(Vec::new, |usual| usual.keys.clone());
    ui.horizontal_wrapped(|ui| {
        let words = if command.keys.is_empty() { "Give it keys…" } else { "Change…" };
        let button = small_button_ui(ui, words);
        if button.clicked() {
            sheet.listening = Listening::For { command: id.clone(), adds: false };
        }
        if !command.keys.is_empty() && small_button_ui(ui, "Add other keys…").clicked() {
            sheet.listening = Listening::For { command: id.clone(), adds: true };
        }
        for keys in &command.keys {
            if small_button_ui(ui, &format!("Remove {}", keys_text(keys))).clicked() {
                let left: Vec<_> = command.keys.iter().copied().filter(|own| own != keys).collect();
                let changes = keymap::changed(&stage.settings.keys, &sheet.shipped, &id, &left);
                sheet.use_keys(stage, changes);
            }
        }
        if stage.settings.keys.contains_key(&id) {
            let usual: Vec<String> = shipped.iter().map(keys_text).collect();
            let usual = if usual.is_empty() { "no keys".to_owned() } else { usual.join(", ") };
            let taken = shipped
                .iter()
                .find_map(|keys| Some((*keys, keymap::objection(stage.commands, command, *keys)?)));
            let response = ui
                .add_enabled_ui(taken.is_none(), |ui| small_button_ui(ui, &format!("Reset to {usual}")))
                .inner;
            if response.clicked() {
                let mut changes = stage.settings.keys.clone();
                changes.remove(&id);
                sheet.use_keys(stage, changes);
            }
            if let Some((keys, objection)) = taken {
                muted_ui(ui, objection.words(keys));
            }
        }
    });
}

fn waiting_ui(ui: &mut Ui, sheet: &mut Keys, command: &Command) {
    ui.horizontal(|ui| {
        let theme = Theme::current(ui.ctx());
        let words = format!("Press the keys for “{}”. Escape stops.", command.label.trim_end_matches('…'));
        ui.label(egui::RichText::new(words).color(theme.focus));
        if small_button_ui(ui, "Stop").clicked() {
            sheet.listening = Listening::Off;
        }
    });
}

fn heard_ui(
    ui: &mut Ui,
    sheet: &mut Keys,
    stage: &mut Stage<'_>,
    command: &Command,
    keys: egui::KeyboardShortcut,
    adds: bool,
) {
    let theme = Theme::current(ui.ctx());
    let id = command.id.to_string();
    let objection = keymap::objection(stage.commands, command, keys);
    let has_it = command.keys.iter().any(|own| same(*own, keys));
    let words = match &objection {
        None if has_it => format!("{} is what it has already", keys_text(&keys)),
        None => format!("{} is free", keys_text(&keys)),
        Some(objection) => objection.words(keys),
    };
    let ink = if objection.is_some() { theme.danger } else { theme.good };
    ui.label(egui::RichText::new(words).color(ink));
    let mut wanted: Vec<egui::KeyboardShortcut> = if adds { command.keys.clone() } else { Vec::new() };
    if !wanted.iter().any(|own| same(*own, keys)) {
        wanted.push(keys);
    }
    ui.horizontal(|ui| {
        match &objection {
            None => {
                let words = format!("Use {}", keys_text(&keys));
                let response = theme::emphasised(ui, |ui| small_button_ui(ui, &words));
                if ui.memory(|memory| memory.focused().is_none()) || ui.ctx().text_edit_focused() {
                    response.request_focus();
                }
                if response.clicked() {
                    let changes = keymap::changed(&stage.settings.keys, &sheet.shipped, &id, &wanted);
                    sheet.use_keys(stage, changes);
                }
            }
            Some(Objection::Taken { by, label }) => {
                if small_button_ui(ui, &format!("Take it from “{label}”")).clicked() {
                    let left: Vec<egui::KeyboardShortcut> = stage
                        .commands
                        .iter()
                        .filter(|other| other.id == *by)
                        .flat_map(|other| other.keys.iter().copied())
                        .filter(|own| !same(*own, keys))
                        .collect();
                    let changes = keymap::changed(&stage.settings.keys, &sheet.shipped, by, &left);
                    let changes = keymap::changed(&changes, &sheet.shipped, &id, &wanted);
                    sheet.use_keys(stage, changes);
                }
            }
            Some(Objection::Reserved(_)) => {}
        }
        if small_button_ui(ui, "Press others…").clicked() {
            sheet.listening = Listening::For { command: id.clone(), adds };
        }
        if small_button_ui(ui, "Leave it as it is").clicked() {
            sheet.listening = Listening::Off;
        }
    });
}
