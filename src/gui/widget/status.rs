//! The statuses as buttons with their digits.

use egui::{RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::gui::article_view::paint_shape;
use crate::gui::command::Effect;
use crate::gui::derived::{sign_of, status_of};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Theme};
use crate::model::{Id, vocabulary::StatusRow};

/// Shows every status in two columns; the present one is filled.
pub fn statuses_ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    let vocabulary = scene.vocabulary();
    let status = status_of(scene.project(), record).cloned();
    let present =
        vocabulary.status(status.as_ref().map_or("", |status| &status.id)).map(|row| row.id.clone());
    let width = ((ui.available_width() - 8.0) / 2.0).floor();
    let rows = vocabulary.statuses.len().div_ceil(2);
    ui.spacing_mut().item_spacing.y = 4.0;
    for row in 0..rows {
        ui.horizontal(|ui| {
            for status in
                [vocabulary.statuses.get(row), vocabulary.statuses.get(row + rows)].into_iter().flatten()
            {
                if status_ui(ui, status, present.as_deref() == Some(&status.id), width) {
                    scene.run(Effect::SetStatus(status.id.clone()));
                }
            }
        });
    }
    if let Some(status) = status.filter(|status| !status.by.is_empty()) {
        let theme = Theme::current(ui.ctx());
        let signed = format!("Set by {} on {}", status.by, status.at.day());
        ui.label(RichText::new(signed).size(12.0).color(theme.muted));
    }
}

fn status_ui(ui: &mut Ui, row: &StatusRow, is_present: bool, width: f32) -> bool {
    let theme = Theme::current(ui.ctx());
    let hue = theme.hue(&row.hue);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        WidgetInfo::selected(Role::RadioButton, enabled, is_present, format!("Status: {}", row.label))
    });
    let painter = ui.painter().with_clip_rect(rect);
    let (fill, edge) = match (is_present, response.hovered()) {
        (true, _) => (hue.fill, Stroke::new(1.5, hue.line)),
        (false, true) => (theme.control_hover, Stroke::new(1.0, theme.rule)),
        (false, false) => (egui::Color32::TRANSPARENT, Stroke::new(1.0, theme.rule)),
    };
    let edge = if response.has_focus() { Stroke::new(2.0, theme.focus) } else { edge };
    painter.rect(rect, 6.0, fill, edge, StrokeKind::Inside);
    paint_shape(&painter, sign_of(row.meaning), rect.left_center() + vec2(14.0, 0.0), 5.5, hue.ink);
    let ink = if is_present { hue.ink } else { theme.ink };
    let font = if is_present { theme::bold(13.0) } else { egui::FontId::proportional(13.0) };
    let label = painter.layout_no_wrap(row.label.clone(), font, ink);
    painter.galley(rect.left_center() + vec2(26.0, -label.size().y / 2.0), label, ink);
    if let Some(key) = row.shortcut {
        let key = painter.layout_no_wrap(key.to_string(), egui::FontId::proportional(12.0), theme.muted);
        painter.galley(rect.right_center() - vec2(key.size().x + 8.0, key.size().y / 2.0), key, theme.muted);
    }
    response.on_hover_text(&row.help).clicked()
}
