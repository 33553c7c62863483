//! A name in a frame, with a cross that takes it away, as the Delete key does.

use egui::{Align2, FontId, Key, Modifiers, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::gui::theme::{self, Icon, Theme, text};
use crate::gui::widget::words::{self, Room, lines};

/// What was done to a chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    /// It was clicked.
    Opened,
    /// Its cross was clicked.
    Removed,
}

/// What a chip says.
#[derive(Clone, Copy, Debug)]
pub struct Chip<'a> {
    /// The name.
    pub name: &'a str,
    /// What tells it from another of that name; may be empty.
    pub detail: &'a str,
    /// What a click does, for the tooltip.
    pub opens: &'a str,
    /// What the cross is called; none where it has none.
    pub removes: Option<&'a str>,
}

/// The height of a chip, in points.
const HEIGHT: f32 = 26.0;
/// What tells a name from another is left out where there is less room than this for it, in points.
const LEAST: f32 = 16.0;
/// The room for the cross, in points.
const CROSS: f32 = 24.0;

impl Chip<'_> {
    /// Shows the chip, cut to the room there is.
    pub fn ui(&self, ui: &mut Ui) -> Option<Touched> {
        let theme = Theme::current(ui.ctx());
        let cross = if self.removes.is_some() { CROSS } else { 10.0 };
        let room = (ui.max_rect().width() - cross - 12.0).max(24.0);
        let cut = |words: &str, size: f32, width: f32| {
            lines(ui.ctx(), words, &Room::line(FontId::proportional(size), width))
        };
        let name = cut(self.name, text::SMALL, room);
        let beside = name.size().x + 6.0;
        let has_detail = !self.detail.is_empty() && !name.is_cut() && room - beside > LEAST;
        let detail = has_detail.then(|| cut(self.detail, text::CAPTION, room - beside));
        let taken = detail.as_ref().map_or(name.size().x, |detail| beside + detail.size().x);
        let size = vec2(taken + cross + 10.0, HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, self.name));
        let fill = if response.hovered() { theme.control_hover } else { theme.control };
        ui.painter().rect(
            rect,
            HEIGHT / 2.0,
            fill,
            edge(theme, &response, theme.control_edge),
            StrokeKind::Inside,
        );
        let left = rect.left_center() + vec2(10.0, 0.0);
        name.paint(ui.painter(), left - vec2(0.0, name.size().y / 2.0), theme.ink);
        if let Some(detail) = detail {
            detail.paint(ui.painter(), left + vec2(beside, -detail.size().y / 2.0), theme.muted);
        }
        let is_deleted = |response: &Response, ui: &Ui| {
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            response.has_focus() && (pressed(Key::Delete) || pressed(Key::Backspace))
        };
        let removed = self.removes.is_some_and(|name| {
            let place = rect.with_min_x(rect.right() - CROSS);
            let button = ui.interact(place, response.id.with("cross"), Sense::click());
            button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
            if button.hovered() || button.has_focus() {
                let ring = edge(theme, &button, theme.rule);
                ui.painter().rect(place.shrink(3.0), 9.0, theme.control_press, ring, StrokeKind::Inside);
            }
            let font = theme::icon_font(text::BODY);
            ui.painter().text(place.center(), Align2::CENTER_CENTER, Icon::Close.sign(), font, theme.muted);
            let is_deleted = is_deleted(&response, ui) || is_deleted(&button, ui);
            button.on_hover_text(name).clicked() || is_deleted
        });
        let hover = if self.detail.is_empty() {
            format!("{}: {}", self.name, self.opens)
        } else {
            format!("{}, {}: {}", self.name, self.detail, self.opens)
        };
        let opened = words::hover(response, &hover).clicked();
        if removed { Some(Touched::Removed) } else { opened.then_some(Touched::Opened) }
    }
}

fn edge(theme: &Theme, response: &Response, quiet: egui::Color32) -> Stroke {
    if response.has_focus() { Stroke::new(2.0, theme.focus) } else { Stroke::new(1.0, quiet) }
}
