//! The statuses as buttons with their digits.

use egui::{
    EventFilter, Key, Modifiers, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::text::reserved_ui;
use crate::gui::article_view::paint_shape;
use crate::gui::derived::{sign_of, status_of};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::model::{Id, vocabulary::StatusRow};
use crate::session::Action;

/// Shows every status in two columns; the present one is filled. The Tab key stops once, arrows go from one to the
/// next, Enter or a digit sets.
pub fn statuses_ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    let vocabulary = scene.vocabulary();
    let all = &vocabulary.statuses;
    let status = status_of(scene.project(), record).cloned();
    let present = vocabulary.status(status.as_ref().map_or("", |status| &status.id));
    let present = present.and_then(|row| all.iter().position(|other| other.id == row.id));
    let base = egui::Id::unique(("statuses", record.to_string()));
    let slot = crate::model::Slot { record, field: "status" };
    let mut stop = present.unwrap_or(0);
    if let Some(at) = (0..all.len()).find(|at| ui.memory(|memory| memory.has_focus(base.with(at)))) {
        let kept = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(base.with(at), kept));
        stop = moved(ui, at, all.len());
        if stop != at {
            ui.memory_mut(|memory| memory.request_focus(base.with(stop)));
        }
    } else if scene.takes_keyboard(Wanted::Field(slot)) {
        ui.memory_mut(|memory| memory.request_focus(base.with(stop)));
    }
    let width = ((ui.available_width() - 8.0) / 2.0).floor();
    let rows = all.len().div_ceil(2);
    ui.spacing_mut().item_spacing.y = space::TIGHT;
    for row in 0..rows {
        ui.horizontal(|ui| {
            for at in [row, row + rows] {
                let Some(status) = all.get(at) else { continue };
                let place = Place { id: base.with(at), is_present: present == Some(at), is_stop: stop == at };
                if status_ui(ui, status, place, width) && !place.is_present {
                    scene.act(Action::SetStatus { record, status: status.id.clone() });
                }
            }
        });
    }
    // The line is there before anybody signs, so that nothing moves when somebody does.
    reserved_ui(ui, |ui| {
        if let Some(status) = status.filter(|status| !status.by.is_empty()) {
            let theme = Theme::current(ui.ctx());
            let signed = format!("Set by {} on {}{}", status.by, status.at.day(), draft_of(scene, &status));
            let label = egui::Label::new(RichText::new(signed).size(text::CAPTION).color(theme.muted));
            ui.add(label.truncate());
        }
    });
}

/// Says on which text a status was set, by the beginning of its hash.
fn draft_of(scene: &Scene<'_>, status: &crate::model::Status) -> String {
    let short = status.draft.get(..7).unwrap_or(&status.draft);
    let present =
        scene.project().draft().and_then(|draft| draft.text.as_ref()).map(crate::model::Prose::sha256);
    match short {
        "" => String::new(),
        short if present == Some(status.draft.as_str()) => format!(", this draft ({short})"),
        short => format!(", an earlier draft ({short})"),
    }
}

/// Follows the arrows from one of `count` statuses in two columns.
fn moved(ui: &Ui, at: usize, count: usize) -> usize {
    let rows = count.div_ceil(2);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let other_column = if at < rows { at + rows } else { at - rows };
    if pressed(Key::ArrowDown) {
        (at + 1).min(count - 1)
    } else if pressed(Key::ArrowUp) {
        at.saturating_sub(1)
    } else if pressed(Key::ArrowLeft) || pressed(Key::ArrowRight) {
        other_column.min(count - 1)
    } else {
        at
    }
}

/// A status among the others.
#[derive(Clone, Copy)]
struct Place {
    id: egui::Id,
    is_present: bool,
    is_stop: bool,
}

fn status_ui(ui: &mut Ui, row: &StatusRow, place: Place, width: f32) -> bool {
    let Place { id, is_present, is_stop } = place;
    let theme = Theme::current(ui.ctx());
    let hue = theme.hue(&row.hue);
    let (rect, _) = ui.allocate_exact_size(vec2(width, 28.0), Sense::hover());
    let response = ui.interact(rect, id, if is_stop { Sense::click() } else { Sense::CLICK });
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
    let font = if is_present { theme::bold(text::SMALL) } else { egui::FontId::proportional(text::SMALL) };
    let mut right = rect.right() - 8.0;
    if let Some(key) = row.shortcut {
        let key =
            painter.layout_no_wrap(key.to_string(), egui::FontId::proportional(text::CAPTION), theme.muted);
        right -= key.size().x;
        painter.galley(pos2(right, rect.center().y - key.size().y / 2.0), key, theme.muted);
        right -= 4.0;
    }
    let left = rect.left() + 26.0;
    let mut job = egui::text::LayoutJob::simple_singleline(row.label.clone(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(right - left);
    let label = painter.layout_job(job);
    painter.galley(pos2(left, rect.center().y - label.size().y / 2.0), label, ink);
    let key = row.shortcut.map_or_else(String::new, |key| format!(" ({key})"));
    response.on_hover_text(format!("{}{key}\n{}", row.label, row.help)).clicked()
}
