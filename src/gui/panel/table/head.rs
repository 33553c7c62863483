//! The heads of the columns: a click sorts, a drag at the edge changes the width, a menu moves and hides.

use egui::{Align2, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::layout::{self, LEAST, Layout};
use super::state::PageState;
use crate::gui::register::Page;
use crate::gui::register::column::Column;
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Theme, text};
use crate::gui::widget::menu::{Keys, context_menu_ui};
use crate::store::settings::Way;

/// The height of the heads, in points.
pub const HEIGHT: f32 = 28.0;
/// How near the pointer has to be to an edge to take it, in points.
const GRIP: f32 = 4.0;

/// Shows the heads in `rect`; `left` is where the first one begins, which is further left once the rows are scrolled.
pub fn ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    state: &mut PageState,
    page: Page,
    present: &Layout,
    (rect, left): (Rect, f32),
    widths: &[f32],
) {
    let theme = Theme::current(ui.ctx());
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect).id_salt("heads"));
    inner.set_clip_rect(rect.intersect(ui.clip_rect()));
    let mut x = left;
    for ((column, _), width) in present.columns.iter().zip(widths) {
        let cell = Rect::from_min_size(pos2(x, rect.top()), vec2(*width, rect.height()));
        head_ui(&mut inner, scene, page, present, column, cell);
        x += width;
    }
    let mut x = left;
    for ((column, _), width) in present.columns.iter().zip(widths) {
        x += width;
        edge_ui(&mut inner, scene, state, page, column, *width, pos2(x, rect.top()));
    }
    let line = Stroke::new(1.0, theme.rule);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
}

fn head_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    page: Page,
    present: &Layout,
    column: &'static Column,
    cell: Rect,
) {
    let theme = Theme::current(ui.ctx());
    let id = ui.scope_id().with(("head", column.name));
    let response = ui.interact(cell, id, Sense::click());
    let sorted = present.sort.filter(|sort| sort.name == column.name).map(|_| present.way);
    // Without a choice the rows stand in the order of the numbers.
    let sorted = sorted.or_else(|| {
        (present.sort.is_none() && layout::NATURAL.contains(&column.name)).then_some(Way::Rising)
    });
    let told = match sorted {
        Some(Way::Rising) => format!("{}, sorted rising", column.label),
        Some(Way::Falling) => format!("{}, sorted falling", column.label),
        None => column.label.to_owned(),
    };
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, enabled, &told));
    if response.hovered() {
        ui.painter().rect_filled(cell.shrink2(vec2(1.0, 3.0)), 4.0, theme.control_hover);
    }
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme.focus);
        ui.painter().rect_stroke(cell.shrink2(vec2(1.0, 3.0)), 4.0, ring, egui::StrokeKind::Inside);
    }
    let clipped = ui.painter().with_clip_rect(cell.intersect(ui.clip_rect()));
    let at = cell.left_center() + vec2(8.0, 0.0);
    let ink = if sorted.is_some() { theme.ink } else { theme.muted };
    let words = clipped.text(at, Align2::LEFT_CENTER, column.label, theme::bold(text::CAPTION), ink);
    if let Some(way) = sorted {
        let middle = pos2((words.right() + 9.0).min(cell.right() - 8.0), cell.center().y);
        let tip = if way == Way::Rising { -3.0 } else { 3.0 };
        let points: Vec<Pos2> =
            [(-4.0, -tip), (4.0, -tip), (0.0, tip)].map(|(x, y)| middle + vec2(x, y)).to_vec();
        clipped.add(egui::Shape::convex_polygon(points, theme.ink, Stroke::NONE));
    }
    if response.clicked() {
        layout::change(scene, page, |layout| layout::sort_by(layout, column.name));
    }
    context_menu_ui(&response, Keys::of(&response), |ui| {
        for (words, way) in [("Sort rising", Way::Rising), ("Sort falling", Way::Falling)] {
            if ui.button(words).clicked() {
                layout::change(scene, page, |layout| {
                    column.name.clone_into(&mut layout.sort);
                    layout.way = way;
                });
                ui.close();
            }
        }
        ui.separator();
        for (words, by) in [("Move left", -1), ("Move right", 1)] {
            if ui.button(words).clicked() {
                layout::change(scene, page, |layout| layout::shift(layout, column.name, by));
                ui.close();
            }
        }
        if ui.button(format!("Hide {}", column.label.to_lowercase())).clicked() {
            layout::change(scene, page, |layout| layout::toggle(layout, column.name));
            ui.close();
        }
    });
    response.on_hover_text(column.help);
}

/// Lets the right edge of a column be dragged; a double click gives the usual width back.
fn edge_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    state: &mut PageState,
    page: Page,
    column: &'static Column,
    width: f32,
    top: Pos2,
) {
    let grip = Rect::from_min_max(top - vec2(GRIP, 0.0), top + vec2(GRIP, HEIGHT));
    let id = ui.scope_id().with(("edge", column.name));
    let response = ui.interact(grip, id, Sense::CLICK | Sense::DRAG);
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeColumn);
        let theme = Theme::current(ui.ctx());
        ui.painter().vline(top.x, grip.y_range().shrink(4.0), Stroke::new(2.0, theme.control_edge));
    }
    if response.dragged() {
        let so_far = state.dragged.filter(|(name, _)| *name == column.name).map_or(width, |(_, width)| width);
        state.dragged = Some((column.name, (so_far + response.drag_delta().x).max(LEAST)));
    }
    let kept = if response.double_clicked() {
        Some(0.0)
    } else if response.drag_stopped() {
        state.dragged.map(|(_, width)| width.round())
    } else {
        None
    };
    if let Some(kept) = kept {
        state.dragged = None;
        layout::change(scene, page, |layout| {
            for there in layout.columns.iter_mut().filter(|there| there.name == column.name) {
                there.width = kept;
            }
        });
    }
}
