//! The rows: only those on screen are drawn, and only their cells are put into words.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, FontId, Galley, Id, Modifiers, Popup, PopupAnchor, Rect, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::layout::Layout;
use super::state::PageState;
use super::{bulk_bar, head, keyboard, open_row};
use crate::gui::article_view::paint_shape;
use crate::gui::highlight::StatusShape;
use crate::gui::register::cell::{self, Cell, Sign};
use crate::gui::register::column::Column;
use crate::gui::register::selection::Hold;
use crate::gui::register::{Ground, Page, Register, Row};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Theme, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::menu::{Keys, context_menu_ui};
use crate::gui::widget::words::{is_complex, paint_line};
use crate::text::counted;

/// The height of a row, in points.
const ROW: f32 = 28.0;
/// The room on each side of a cell's words, in points.
const PAD: f32 = 8.0;
/// The room for the sign of a conflict, in points.
const CLASH: f32 = 18.0;
/// How many characters of a cell are set; more never have room.
const SET: usize = 240;

/// Shows heads and rows in the room that is left but for `below`, in points.
pub fn ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    state: &mut PageState,
    register: &Register,
    layout: &Layout,
    below: f32,
) {
    let room = ui.available_rect_before_wrap();
    let room = room.with_max_y((room.bottom() - below).max(room.top() + head::HEIGHT + ROW));
    let heads = room.with_max_y(room.top() + head::HEIGHT);
    let body = room.with_min_y(heads.bottom());
    ui.allocate_rect(room, Sense::hover());
    let id = ui.scope_id().with(("rows", register.page.name()));
    let response = ui.interact(body, id, Sense::focusable_noninteractive());
    if scene.takes_keyboard(Wanted::Table) {
        response.request_focus();
        if state.selection.cursor.is_none() {
            state.take(register, 0, Hold::Nothing);
        }
    }
    let has_keyboard = ui.memory(|memory| memory.has_focus(id));
    scene.view.table.has_keyboard = has_keyboard;
    if has_keyboard {
        let page = ((body.height() - ROW) / ROW) as usize;
        keyboard::hear(ui, scene, state, register, id, page);
    }
    let enabled = ui.is_enabled();
    let name = format!("{}, {}", register.page.title(), counted(state.shown.len(), "row", "rows"));
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, enabled, &name));
    let widths = layout.widths(body.width() - 12.0, state.dragged);
    let left = body_ui(ui, scene, state, register, layout, (id, body), &widths);
    head::ui(ui, scene, state, register.page, layout, (heads, left), &widths);
    if has_keyboard && state.selection.cursor.is_none() {
        let ring = Stroke::new(1.5, Theme::current(ui.ctx()).focus);
        ui.painter().rect_stroke(body.expand(1.0), 2.0, ring, StrokeKind::Inside);
    }
    status_menu_ui(ui, scene, state, body);
}

/// Shows the rows, scrolled both ways; returns where the first column begins on screen.
fn body_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    state: &mut PageState,
    register: &Register,
    layout: &Layout,
    (id, body): (Id, Rect),
    widths: &[f32],
) -> f32 {
    let has_keyboard = scene.view.table.has_keyboard;
    let ground = Ground {
        project: scene.project(),
        outline: scene.outline,
        vocabulary: scene.vocabulary(),
        today: scene.session.today(),
    };
    let builder = UiBuilder::new().max_rect(body).accessibility_parent(id);
    let mut outer = ui.new_child(builder);
    let count = state.shown.len();
    let width: f32 = widths.iter().sum();
    let wanted = state.selection.cursor.filter(|_| state.is_to_scroll);
    let wanted = wanted.and_then(|cursor| state.shown.place(register, cursor));
    state.is_to_scroll = false;
    // A row is read to its last pixel.
    outer.spacing_mut().scroll.fade.strength = 0.0;
    let mut area = ScrollArea::both().id_salt(register.page.name()).auto_shrink([false, false]);
    if std::mem::take(&mut state.is_to_top) && wanted.is_none() {
        area = area.vertical_scroll_offset(0.0);
    }
    let output = area.show_viewport(&mut outer, |ui, viewport| {
        let origin = ui.max_rect().min;
        ui.set_width(width.max(viewport.width()));
        ui.set_height(count as f32 * ROW);
        if let Some(at) = wanted {
            let top = origin.y + at as f32 * ROW;
            let x = ui.clip_rect().x_range();
            ui.scroll_to_rect(Rect::from_x_y_ranges(x, top..=top + ROW), None);
        }
        // Rows pass through the same places in turn as the list scrolls.
        ui.ctx().allow_widget_id_changes_in(ui.clip_rect());
        let first = (viewport.top() / ROW).floor().max(0.0) as usize;
        let last = ((viewport.bottom() / ROW).ceil().max(0.0) as usize).min(count);
        let mut cursor_id = None;
        for at in first..last {
            let row = state.shown.rows.get(at).and_then(|row| register.rows.get(*row as usize));
            let Some(row) = row.filter(|row| ground.project.has(row.subject)) else { continue };
            let rect = Rect::from_min_size(
                origin + vec2(0.0, at as f32 * ROW),
                vec2(width.max(viewport.width()), ROW),
            );
            let is_cursor = state.selection.cursor == Some(row.subject);
            let drawn = Drawn { ground, row, rect, is_cursor, has_keyboard, at };
            let row_id = row_ui(ui, scene, state, register, layout, widths, &drawn, id);
            if is_cursor {
                cursor_id = Some(row_id);
            }
        }
        cursor_id
    });
    let rows = count;
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_count(rows);
        node.set_column_count(layout.columns.len());
        if let Some(cursor) = output.inner {
            node.set_active_descendant(cursor.accesskit_id());
        }
    });
    body.left() - output.state.clamped_offset().x
}

/// One row on screen.
struct Drawn<'a> {
    ground: Ground<'a>,
    row: &'a Row,
    rect: Rect,
    is_cursor: bool,
    has_keyboard: bool,
    /// Its place among those that are shown.
    at: usize,
}

#[expect(clippy::too_many_arguments, reason = "what a row is drawn from")]
fn row_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    state: &mut PageState,
    register: &Register,
    layout: &Layout,
    widths: &[f32],
    drawn: &Drawn<'_>,
    rows: Id,
) -> Id {
    let theme = Theme::current(ui.ctx());
    let (row, rect) = (drawn.row, drawn.rect);
    let id = rows.with(row.subject.to_string());
    // Not focusable: the rows have the keyboard together, and Tab goes past them in one step.
    let response = ui.interact(rect, id, Sense::CLICK);
    let is_selected = state.selection.holds(row.subject);
    let enabled = ui.is_enabled();
    response
        .widget_info(|| WidgetInfo::labeled(Role::Row, enabled, name_of(drawn.ground, register.page, row)));
    let at = drawn.at;
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_index(at);
        node.set_selected(is_selected);
    });
    let fill = match (is_selected, response.hovered()) {
        (true, _) => theme.selection,
        (_, true) => theme.control_hover,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 0.0, fill);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(0.5, theme.rule));
    if drawn.is_cursor && drawn.has_keyboard {
        let ring = Stroke::new(2.0, theme.focus);
        ui.painter().rect_stroke(rect.intersect(ui.clip_rect()), 3.0, ring, StrokeKind::Inside);
    }
    if response.clicked() || response.double_clicked() {
        clicked(ui, state, register, drawn.at, rows);
        scene.view.table.has_keyboard = true;
    }
    if response.double_clicked() {
        open_row::go_to_text(scene, register, row.subject);
    }
    if response.secondary_clicked() && !is_selected {
        state.take(register, drawn.at, Hold::Nothing);
    }
    let keys = Keys::when(drawn.is_cursor && drawn.has_keyboard);
    menu_ui(&response, keys, scene, state, register, row);
    let builder = UiBuilder::new().max_rect(rect).accessibility_parent(id);
    let mut cells = ui.new_child(builder);
    let ink = if is_selected { theme.selection_ink } else { theme.ink };
    let mut x = rect.left();
    for ((column, _), width) in layout.columns.iter().zip(widths) {
        let mut place = Rect::from_min_size(pos2(x, rect.top()), vec2(*width, ROW));
        if x <= rect.left() && row.is_in_conflict {
            let sign = pos2(place.right() - CLASH / 2.0, place.center().y);
            paint_shape(ui.painter(), StatusShape::Conflict, sign, 6.0, theme.danger);
            place = place.with_max_x(place.right() - CLASH);
        }
        x += width;
        if place.intersects(ui.clip_rect()) {
            cell_ui(&mut cells, scene, drawn, column, place, id, ink);
        }
    }
    id
}

/// Says what a row is: number, kind, words and status; of a source or a person the name.
fn name_of(ground: Ground<'_>, page: Page, row: &Row) -> String {
    let columns: &[&str] = match page {
        Page::Marks => &["number", "kind", "words", "status"],
        Page::Sources => &["title", "kind"],
        Page::People => &["name", "role"],
    };
    let mut names = cell::Names::default();
    let words = columns.iter().filter_map(|name| crate::gui::register::column::column(page, name));
    let words: Vec<String> = words
        .map(|column| cell::words(ground, row, column, &mut names))
        .map(|words| words.chars().take(120).collect::<String>())
        .filter(|words| !words.is_empty())
        .collect();
    let name = if words.is_empty() { ground.project.name_of(row.subject) } else { words.join(", ") };
    if row.is_in_conflict { format!("{name}, in conflict") } else { name }
}

fn clicked(ui: &Ui, state: &mut PageState, register: &Register, at: usize, rows: Id) {
    let modifiers: Modifiers = ui.input(|input| input.modifiers);
    let hold = match (modifiers.shift, modifiers.command) {
        (true, _) => Hold::Range,
        (_, true) => Hold::Each,
        _ => Hold::Nothing,
    };
    state.take(register, at, hold);
    // What is under the pointer stays under it.
    state.is_to_scroll = false;
    ui.memory_mut(|memory| memory.request_focus(rows));
}

fn menu_ui(
    response: &egui::Response,
    keys: Keys,
    scene: &mut Scene<'_>,
    state: &mut PageState,
    register: &Register,
    row: &Row,
) {
    context_menu_ui(response, keys, |ui| {
        if row.mark.is_some() && ui.button("Go to the text").clicked() {
            open_row::go_to_text(scene, register, row.subject);
            ui.close();
        }
        if ui.button("Edit").clicked() {
            open_row::edit(scene, register, row.subject);
            ui.close();
        }
        if register.page == Page::Marks {
            ui.menu_button("Status", |ui| drop(bulk_bar::statuses_ui(ui, scene, &state.in_order)));
        }
        ui.separator();
        let words = match state.in_order.len() {
            0 | 1 => "Delete".to_owned(),
            count => format!("Delete {count} rows"),
        };
        if ui.button(words).clicked() {
            scene.act(crate::session::Action::DeleteEach { ids: state.in_order.clone() });
            ui.close();
        }
    });
}

fn cell_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    drawn: &Drawn<'_>,
    column: &'static Column,
    place: Rect,
    row: Id,
    ink: Color32,
) {
    let theme = Theme::current(ui.ctx());
    let cell = cell::cell(drawn.ground, drawn.row, column);
    let id = row.with(column.name);
    let response = ui.interact(place, id, Sense::hover());
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Cell, enabled, format!("{}: {}", column.label, cell.words))
    });
    if !cell.places.is_empty() {
        places_ui(ui, scene, &cell, place, id, ink);
        return;
    }
    let mut x = place.left() + PAD;
    let middle = place.center().y;
    let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
    match &cell.sign {
        Some(Sign::Number(hue)) => {
            number(&painter, &cell.words, pos2(x, middle), theme.hue(hue));
            return;
        }
        Some(Sign::Kind(hue)) => {
            painter.circle_filled(pos2(x + 4.0, middle), 4.5, theme.hue(hue).line);
            x += 15.0;
        }
        Some(Sign::Status(shape, hue)) => {
            let colour = theme.hue(hue);
            paint_shape(&painter, *shape, pos2(x + 6.0, middle), 5.5, colour.ink);
            x += 19.0;
        }
        None => {}
    }
    if cell.words.is_empty() {
        return;
    }
    let is_cut = if is_complex(&cell.words) {
        let room = Rect::from_x_y_ranges(x..=(place.right() - 4.0).max(x + 8.0), place.y_range());
        paint_line(&painter, room, beginning(&cell.words), &FontId::proportional(text::SMALL), ink)
    } else {
        let galley = one_line(ui, &cell.words, (place.right() - x - 4.0).max(8.0), ink);
        let is_cut = galley.elided;
        painter.galley(pos2(x, middle - galley.size().y / 2.0), galley, ink);
        is_cut
    };
    if is_cut {
        response.on_hover_text(cell.words);
    }
}

/// Paints a number as the margin has it: on its kind's colour.
fn number(painter: &egui::Painter, words: &str, at: egui::Pos2, hue: theme::Hue) {
    if words.is_empty() {
        painter.text(
            at + vec2(8.0, 0.0),
            Align2::LEFT_CENTER,
            "–",
            FontId::proportional(text::SMALL),
            hue.ink,
        );
        return;
    }
    let galley = painter.layout_no_wrap(words.to_owned(), theme::bold(text::CAPTION), hue.ink);
    let size = vec2((galley.size().x + 12.0).max(26.0), 20.0);
    let rect = Rect::from_min_size(at - vec2(2.0, size.y / 2.0), size);
    painter.rect(rect, 10.0, hue.fill, Stroke::new(1.0, hue.line), StrokeKind::Inside);
    painter.galley(rect.center() - galley.size() / 2.0, galley, hue.ink);
}

/// Shows numbers and names that lead somewhere, as many as have room.
fn places_ui(ui: &mut Ui, scene: &mut Scene<'_>, cell: &Cell, place: Rect, id: Id, ink: Color32) {
    let theme = Theme::current(ui.ctx());
    let mut x = place.left() + PAD;
    let colour = if ink == theme.selection_ink { ink } else { theme.focus };
    for (at, lead) in cell.places.iter().enumerate() {
        let room = place.right() - x - 4.0;
        if room < 14.0 {
            break;
        }
        let is_last = at + 1 == cell.places.len();
        let words = if is_last { lead.label.clone() } else { format!("{},", lead.label) };
        let galley = one_line(ui, &words, room, colour);
        let rect = Rect::from_min_size(pos2(x, place.center().y - galley.size().y / 2.0), galley.size());
        let response = ui.interact(rect.expand2(vec2(2.0, 4.0)), id.with(at), Sense::CLICK);
        let enabled = ui.is_enabled();
        let name = match lead.mark {
            Some(_) => format!("Go to {}", lead.label),
            None => format!("Open {}", lead.label),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Link, enabled, &name));
        x = rect.right() + 6.0;
        ui.painter().galley(rect.min, galley, colour);
        if response.hovered() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
            ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, colour));
        }
        let response = response.on_hover_ui(|ui| {
            ui.label(scene.project().name_of(lead.record));
        });
        if response.clicked() {
            open_row::go_to_place(scene, lead);
        }
    }
}

/// Returns as much of a cell's words as may have room.
fn beginning(words: &str) -> &str {
    words.char_indices().nth(SET).and_then(|(end, _)| words.get(..end)).unwrap_or(words)
}

fn one_line(ui: &Ui, words: &str, width: f32, ink: Color32) -> Arc<Galley> {
    let mut job =
        LayoutJob::simple_singleline(beginning(words).to_owned(), FontId::proportional(text::SMALL), ink);
    job.wrap = TextWrapping::truncate_at_width(width);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Opens the menu of statuses for the selected rows.
fn status_menu_ui(ui: &Ui, scene: &mut Scene<'_>, state: &mut PageState, body: Rect) {
    let id = ui.scope_id().with("statuses of rows");
    let is_new = std::mem::take(&mut state.is_status_wanted) && !state.in_order.is_empty();
    if is_new {
        Popup::open_id(ui.ctx(), id);
    }
    if !Popup::is_id_open(ui.ctx(), id) {
        return;
    }
    let anchor =
        PopupAnchor::ParentRect(Rect::from_min_size(body.left_top() + vec2(40.0, 0.0), vec2(200.0, 24.0)));
    Popup::new(id, ui.ctx().clone(), anchor, ui.layer_id())
        .kind(egui::PopupKind::Menu)
        .style(egui::containers::menu::menu_style)
        .layout(egui::Layout::top_down_justified(egui::Align::Min))
        .open_memory(None)
        .show(|ui| {
            let first = bulk_bar::statuses_ui(ui, scene, &state.in_order);
            if let Some(first) = first.filter(|_| is_new) {
                first.request_focus();
            }
        });
    if !Popup::is_id_open(ui.ctx(), id) {
        scene.view.wanted = Some(Wanted::Table);
    }
}
