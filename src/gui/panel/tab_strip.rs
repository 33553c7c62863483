//! The tabs of the window, where there are several: title, whether it is saved, and the way to close each.
//!
//! It must not know what stands in a tab.

use std::path::PathBuf;

use egui::{Color32, Rect, Response, Role, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::Panel;
use crate::gui::app::tabs::TabId;
use crate::gui::command::{Effect, doing, keys_of};
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::widget::menu::{Keys, context_menu_ui};
use crate::gui::widget::sign::{muted_ui, sign_button_ui};
use crate::gui::widget::words::{self, Room};
use crate::session::Durability;

/// The height of the strip and the least and greatest width of a tab, in points.
const HEIGHT: f32 = 36.0;
const LEAST: f32 = 120.0;
const MOST: f32 = 260.0;
/// The room that the button to close takes, in points.
const CLOSE: f32 = 30.0;

/// What is shown of a tab.
#[derive(Clone, Debug, PartialEq)]
pub struct TabLabel {
    /// Its number.
    pub id: TabId,
    /// Its title.
    pub title: String,
    /// The project's folder, if it is in one.
    pub folder: Option<PathBuf>,
    /// How much of the work is on disk.
    pub durability: Durability,
    /// Whether it is in front.
    pub is_front: bool,
    /// Whether it is being saved in order to be closed.
    pub is_leaving: bool,
}

impl TabLabel {
    /// Tells in words what its sign says; nothing where all is well.
    pub fn state(&self) -> Option<String> {
        match &self.durability {
            _ if self.is_leaving => Some("closing".to_owned()),
            Durability::Saved => None,
            Durability::Saving => Some("not saved yet".to_owned()),
            Durability::Failed(why) => Some(format!("cannot be saved: {why}")),
            Durability::ReadOnly(_) => Some("read only".to_owned()),
        }
    }
}

/// The strip of tabs.
pub struct TabStrip;

impl Panel for TabStrip {
    fn id(&self) -> &'static str {
        "tab-strip"
    }

    fn label(&self) -> &'static str {
        "Tabs"
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        if scene.tabs.len() + usize::from(scene.is_opening) < 2 {
            return;
        }
        let theme = Theme::current(ui.ctx());
        let frame = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(8, 0));
        egui::Panel::top(self.id()).exact_size(HEIGHT).show_separator_line(false).frame(frame).show(
            ui,
            |ui| {
                ScrollArea::horizontal().id_salt("tabs").show(ui, |ui| {
                    ui.horizontal_centered(|ui| {
                        ui.spacing_mut().item_spacing.x = space::HAIR;
                        tabs_ui(ui, scene);
                        if scene.is_opening {
                            ui.add_space(space::NEAR);
                            ui.spinner();
                            muted_ui(ui, "Opening…");
                        }
                    });
                });
            },
        );
    }
}

fn tabs_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let count = scene.tabs.len();
    let step = ui.spacing().item_spacing.x;
    let width = ((ui.available_width() - 160.0) / count as f32 - step).clamp(LEAST, MOST).floor();
    let left = ui.cursor().left();
    let front = scene.tabs.iter().find(|tab| tab.is_front).map(|tab| tab.id);
    let seen = ui.make_persistent_id("front");
    let is_news = ui.data(|data| data.get_temp::<Option<TabId>>(seen)) != Some(front);
    ui.data_mut(|data| data.insert_temp(seen, front));
    for (at, tab) in scene.tabs.iter().enumerate() {
        let response = tab_ui(ui, scene, tab, width);
        if tab.is_front && is_news {
            response.scroll_to_me(None);
        }
        if response.clicked() || response.drag_started() {
            scene.queue.push(Request::GoToTab(tab.id));
        }
        if response.middle_clicked() {
            scene.queue.push(Request::CloseTab(tab.id));
        }
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            let to = ((pointer.x - left) / (width + step)).max(0.0) as usize;
            if to.min(count - 1) != at {
                scene.queue.push(Request::ShiftTab(tab.id, to.min(count - 1)));
            }
        }
        context_menu_ui(&response, Keys::of(&response), |ui| menu_ui(ui, scene, tab));
    }
}

fn tab_ui(ui: &mut Ui, scene: &mut Scene<'_>, tab: &TabLabel, width: f32) -> Response {
    let theme = Theme::current(ui.ctx());
    let (_, rect) = ui.allocate_space(vec2(width, HEIGHT - 4.0));
    // A tab that is dragged elsewhere in the row is still the same one.
    let response = ui.interact(rect, ui.make_persistent_id(tab.id), Sense::click_and_drag());
    let name = tab.state().map_or_else(|| tab.title.clone(), |state| format!("{}, {state}", tab.title));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, tab.is_front, &name));
    let fill = match (tab.is_front, response.hovered()) {
        (true, _) => theme.page,
        (_, true) => theme.control_hover,
        _ => Color32::TRANSPARENT,
    };
    let corners = egui::CornerRadius { nw: 6, ne: 6, sw: 0, se: 0 };
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect.with_max_y(rect.bottom() + 4.0), corners, fill);
    if tab.is_front {
        let line = Rect::from_min_size(rect.left_top(), vec2(width, 2.0));
        painter.rect_filled(line, corners, theme.accent);
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 6.0, Stroke::new(2.0, theme.focus), egui::StrokeKind::Inside);
    }
    let mut x = rect.left() + 12.0;
    if sign(&painter, pos2(x + 6.0, rect.center().y), tab, theme) {
        x += 20.0;
    }
    let (font, ink) = if tab.is_front {
        (theme::bold(text::SMALL), theme.ink)
    } else {
        (egui::FontId::proportional(text::SMALL), theme.muted)
    };
    let room = Room::line(font, (rect.right() - CLOSE - x).max(0.0));
    let words = words::lines(painter.ctx(), &tab.title, &room);
    words.paint(&painter, pos2(x, rect.center().y - words.size().y / 2.0), ink);
    close_ui(ui, scene, tab, rect);
    response.on_hover_ui(|ui| hover_ui(ui, scene, tab))
}

fn close_ui(ui: &mut Ui, scene: &mut Scene<'_>, tab: &TabLabel, rect: Rect) {
    let place = Rect::from_min_max(pos2(rect.right() - CLOSE, rect.top() + 2.0), rect.right_bottom());
    let mut inside = ui.new_child(egui::UiBuilder::new().id_salt(("close", tab.id)).max_rect(place));
    inside.set_clip_rect(rect.intersect(ui.clip_rect()));
    if sign_button_ui(&mut inside, Icon::Close, &format!("Close {}", tab.title)).clicked() {
        scene.queue.push(Request::CloseTab(tab.id));
    }
}

/// Paints how a project is saved: a dot while it is not, a triangle when it cannot be; tells whether there is a sign.
fn sign(painter: &egui::Painter, at: egui::Pos2, tab: &TabLabel, theme: &Theme) -> bool {
    match tab.durability {
        Durability::Saved => return false,
        Durability::Saving => {
            painter.circle_filled(at, 4.0, theme.muted);
        }
        Durability::ReadOnly(_) => {
            painter.circle_stroke(at, 4.0, Stroke::new(1.5, theme.warning));
        }
        Durability::Failed(_) => {
            let corners = vec![at + vec2(0.0, -6.0), at + vec2(7.0, 6.0), at + vec2(-7.0, 6.0)];
            painter.add(Shape::convex_polygon(corners, theme.danger, Stroke::NONE));
            let stroke = Stroke::new(1.5, theme.page);
            painter.line_segment([at + vec2(0.0, -2.0), at + vec2(0.0, 2.0)], stroke);
            painter.circle_filled(at + vec2(0.0, 4.0), 0.9, theme.page);
        }
    }
    true
}

fn hover_ui(ui: &mut Ui, scene: &Scene<'_>, tab: &TabLabel) {
    words::label_ui(ui, &tab.title);
    if let Some(folder) = &tab.folder {
        muted_ui(ui, folder.display().to_string());
    }
    if let Some(state) = tab.state() {
        muted_ui(ui, state);
    }
    for (effect, words) in
        [(Effect::NextTab, "goes to the next one"), (Effect::CloseProject, "closes the one in front")]
    {
        let keys = keys_of(scene.commands, &effect);
        if !keys.is_empty() {
            muted_ui(ui, format!("{keys} {words}"));
        }
    }
}

fn menu_ui(ui: &mut Ui, scene: &mut Scene<'_>, tab: &TabLabel) {
    if ui.button("Close").clicked() {
        scene.queue.push(Request::CloseTab(tab.id));
    }
    if ui.add_enabled(scene.tabs.len() > 1, egui::Button::new("Close the others")).clicked() {
        let others = scene.tabs.iter().filter(|other| other.id != tab.id);
        scene.queue.extend(others.map(|other| Request::CloseTab(other.id)));
    }
    ui.separator();
    for effect in [Effect::SaveAs, Effect::ShowFolder] {
        let Some(command) = doing(scene.commands, &effect) else { continue };
        if ui.add_enabled(tab.folder.is_some(), egui::Button::new(&*command.label)).clicked() {
            scene.queue.push(Request::InTab(tab.id, Box::new(Request::Run(effect))));
        }
    }
}
