//! A heading that folds what stands under it.

use egui::{Align2, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::gui::theme::{self, Icon, Theme, space, text};

/// Whether a section is open before anybody folded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtFirst {
    /// Its content shows.
    Open,
    /// Only the heading shows.
    Folded,
    /// Its content shows whatever was folded before: something in it wants the keyboard.
    Now,
}

/// Shows a section. Who folds or opens it finds it so wherever a section of this name comes again: names are those of
/// a table and a section, never of a record.
pub fn section_ui(ui: &mut Ui, title: &str, name: &str, at_first: AtFirst, content: impl FnOnce(&mut Ui)) {
    ui.add_space(space::TIGHT);
    ui.separator();
    let id = egui::Id::unique(("section", name));
    let chosen: Option<bool> = ui.data(|data| data.get_temp(id));
    let mut is_open = match at_first {
        AtFirst::Now => true,
        AtFirst::Open => chosen.unwrap_or(true),
        AtFirst::Folded => chosen.unwrap_or(false),
    };
    let heading = heading_ui(ui, title, is_open);
    if heading.clicked() {
        is_open = !is_open;
    }
    if heading.clicked() || at_first == AtFirst::Now {
        ui.data_mut(|data| data.insert_temp(id, is_open));
    }
    if is_open {
        ui.add_space(space::HAIR);
        content(ui);
        ui.add_space(space::TIGHT);
    }
}

fn heading_ui(ui: &mut Ui, title: &str, is_open: bool) -> Response {
    let theme = Theme::current(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, enabled, is_open, title));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(is_open));
    if response.hovered() || response.has_focus() {
        let ring = if response.has_focus() { Stroke::new(2.0, theme.focus) } else { Stroke::NONE };
        ui.painter().rect(rect, 6.0, theme.control_hover, ring, egui::StrokeKind::Inside);
    }
    fold_sign(ui, rect.left_center() + vec2(9.0, 0.0), is_open);
    let galley = ui.painter().layout_no_wrap(title.to_owned(), theme::bold(text::BODY), theme.ink);
    ui.painter().galley(rect.left_center() + vec2(20.0, -galley.size().y / 2.0), galley, theme.ink);
    response
}

/// Paints the sign of something that folds: pointing down while it is open.
pub fn fold_sign(ui: &Ui, centre: egui::Pos2, is_open: bool) {
    let theme = Theme::current(ui.ctx());
    let icon = if is_open { Icon::Unfold } else { Icon::Next };
    let font = theme::icon_font(text::ICON);
    ui.painter().text(centre, Align2::CENTER_CENTER, icon.sign(), font, theme.muted);
}
