//! Signs with a spoken name: icon buttons, coloured dots, numbers in circles.

use egui::{Color32, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::gui::article_view::paint_shape;
use crate::gui::highlight::StatusShape;
use crate::gui::theme::{self, Hue, Icon, Theme, space, text};
use crate::gui::typeset::geometry::Direction;
use crate::gui::widget::words::{self, Room};

/// Shows a button that is only an icon; `name` is what a screen reader and the tooltip say.
pub fn sign_button_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    told_button_ui(ui, icon, name, name)
}

/// Shows a button that is only an icon; `name` is what a screen reader says, `told` the tooltip, with its keys.
pub fn told_button_ui(ui: &mut Ui, icon: Icon, name: &str, told: &str) -> Response {
    let side = space::CONTROL;
    let button =
        egui::Button::new(icon.text(text::ICON)).frame_when_inactive(false).min_size(vec2(side, side));
    // A square of the same height as the words beside it, whatever the icon's own line would take.
    let padding = std::mem::replace(&mut ui.spacing_mut().button_padding, vec2(4.0, 0.0));
    let response = ui.add(button);
    ui.spacing_mut().button_padding = padding;
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response.on_hover_text(told)
}

/// Paints the sign of a list that unfolds, where egui would paint one of its own.
pub fn unfold_sign(ui: &Ui, rect: egui::Rect, _: &egui::style::WidgetVisuals, _: bool) {
    let (ink, font) = (Theme::current(ui.ctx()).muted, theme::icon_font(text::ICON));
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, Icon::Unfold.sign(), font, ink);
}

/// Shows a quiet button of words.
pub fn quiet_button_ui(ui: &mut Ui, words: &str) -> Response {
    ui.add(egui::Button::new(words).frame_when_inactive(false))
}

/// Shows a small button of words, for what is done now and then.
pub fn small_button_ui(ui: &mut Ui, words: &str) -> Response {
    ui.add(egui::Button::new(RichText::new(words).size(text::SMALL)).min_size(vec2(0.0, 24.0)))
}

/// Shows a row of a list over the whole width, its words at the left.
pub fn row_ui(ui: &mut Ui, is_chosen: bool, words: &str) -> Response {
    let is_complex = words::is_complex(words);
    let shown = if is_complex { "" } else { words };
    let button = egui::Button::selectable(is_chosen, shown).truncate().min_size(vec2(0.0, 28.0));
    let response =
        ui.with_layout(egui::Layout::top_down_justified(egui::Align::Min), |ui| ui.add(button)).inner;
    if is_complex {
        let place = response.rect.shrink2(ui.spacing().button_padding);
        let font = egui::TextStyle::Button.resolve(ui.style());
        // What stands at the head, a number mostly, stays at the left.
        let room = Room { direction: Some(Direction::LeftToRight), ..Room::line(font, place.width()) };
        let lines = words::lines(ui.ctx(), words, &room);
        let ink = ui.style().interact_selectable(&response, is_chosen).text_color();
        lines.paint(ui.painter(), place.left_center() - vec2(0.0, lines.size().y / 2.0), ink);
        let enabled = ui.is_enabled();
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, enabled, is_chosen, words));
    }
    words::hover(response, words)
}

/// Shows the sign of a status in a colour.
pub fn shape_ui(ui: &mut Ui, shape: StatusShape, colour: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
    paint_shape(ui.painter(), shape, rect.center(), 6.0, colour);
    response
}

/// Shows a mark's number in its hue.
pub fn number_ui(ui: &mut Ui, number: Option<usize>, hue: Hue) -> Response {
    let text = number.map_or_else(|| "–".to_owned(), |number| number.to_string());
    let galley = ui.painter().layout_no_wrap(text, theme::bold(text::SMALL), hue.ink);
    let size = vec2((galley.size().x + 16.0).max(28.0), 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect(rect, 12.0, hue.fill, Stroke::new(1.5, hue.line), egui::StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, hue.ink);
    response
}

/// Shows a small heading over a field.
pub fn caption_ui(ui: &mut Ui, text: &str) -> Response {
    let muted = Theme::current(ui.ctx()).muted;
    ui.label(RichText::new(text).size(text::CAPTION).color(muted))
}

/// Shows a line of secondary words.
pub fn muted_ui(ui: &mut Ui, text: impl Into<String>) -> Response {
    let muted = Theme::current(ui.ctx()).muted;
    ui.label(RichText::new(text).color(muted))
}
