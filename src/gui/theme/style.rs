//! Makes an egui style of a theme: spacing on a grid of 8 points, quiet hairlines, a plain ring of focus.
//! It must not know any panel.

use egui::style::{HandleShape, Selection, WidgetVisuals};
use egui::{CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2};

use super::{Mode, Theme, bold, space, text};

const CORNER: u8 = 6;
const FOCUS_RING: f32 = 2.0;

pub(super) fn style(theme: &Theme) -> Style {
    let mut style = Style { visuals: visuals(theme), animation_time: 0.08, ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, FontId::new(text::CAPTION, FontFamily::Proportional)),
        (TextStyle::Body, FontId::new(text::BODY, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(text::BODY, FontFamily::Proportional)),
        (TextStyle::Heading, bold(text::HEADING)),
        (TextStyle::Monospace, FontId::new(text::SMALL, FontFamily::Monospace)),
    ]
    .into();

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::NEAR, space::NEAR);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.button_padding = vec2(12.0, 5.0);
    spacing.interact_size = vec2(32.0, space::CONTROL);
    spacing.indent = 16.0;
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 8.0;
    spacing.combo_width = 120.0;
    spacing.combo_height = 320.0;
    spacing.slider_rail_height = 4.0;
    spacing.tooltip_width = 360.0;
    spacing.menu_spacing = 4.0;
    spacing.scroll.bar_width = 8.0;
    spacing.scroll.handle_min_length = 32.0;

    // The reading view is a widget of its own; elsewhere a drag over a label should do nothing.
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style
}

fn visuals(theme: &Theme) -> Visuals {
    let mut visuals = match theme.mode {
        Mode::Light => Visuals::light(),
        Mode::Dark => Visuals::dark(),
    };
    let hairline = Stroke::new(1.0, theme.rule);
    let resting = WidgetVisuals {
        bg_fill: theme.control,
        weak_bg_fill: theme.control,
        bg_stroke: Stroke::new(1.0, theme.control_edge),
        corner_radius: CornerRadius::same(CORNER),
        fg_stroke: Stroke::new(1.5, theme.ink),
        expansion: 0.0,
    };
    let widgets = &mut visuals.widgets;
    widgets.noninteractive =
        WidgetVisuals { bg_fill: theme.panel, weak_bg_fill: theme.panel, bg_stroke: hairline, ..resting };
    widgets.inactive = resting;
    widgets.hovered = WidgetVisuals {
        bg_fill: theme.control_hover,
        weak_bg_fill: theme.control_hover,
        bg_stroke: Stroke::new(1.0, theme.muted),
        ..resting
    };
    // egui shows what is pressed and what has the keyboard alike: the ring is for the latter.
    widgets.active = WidgetVisuals {
        bg_fill: theme.control_press,
        weak_bg_fill: theme.control_press,
        bg_stroke: Stroke::new(FOCUS_RING, theme.focus),
        ..resting
    };
    widgets.open =
        WidgetVisuals { bg_fill: theme.control_hover, weak_bg_fill: theme.control_hover, ..resting };

    visuals.selection =
        Selection { bg_fill: theme.selection, stroke: Stroke::new(FOCUS_RING, theme.selection_ink) };
    visuals.weak_text_color = Some(theme.muted);
    visuals.hyperlink_color = theme.focus;
    visuals.warn_fg_color = theme.warning;
    visuals.error_fg_color = theme.danger;
    visuals.faint_bg_color = theme.control_hover;
    visuals.extreme_bg_color = theme.raised;
    visuals.text_edit_bg_color = Some(theme.control);
    visuals.code_bg_color = theme.control_hover;
    visuals.panel_fill = theme.panel;
    visuals.window_fill = theme.raised;
    visuals.window_stroke = hairline;
    visuals.window_corner_radius = CornerRadius::same(CORNER + 2);
    visuals.menu_corner_radius = CornerRadius::same(CORNER);
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 32, spread: 0, color: theme.shadow };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: theme.shadow };
    visuals.window_highlight_topmost = false;
    visuals.text_cursor.stroke = Stroke::new(2.0, theme.caret);
    visuals.ime_composition.active_underline_stroke = Stroke::new(2.0, theme.focus);
    visuals.ime_composition.inactive_underline_stroke = Stroke::new(1.0, theme.muted);
    visuals.indent_has_left_vline = false;
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = HandleShape::Circle;
    visuals
}

/// Turns buttons to the accent colour; hovered and pressed ones differ by their edge.
pub(super) fn emphasise(visuals: &mut Visuals, theme: &Theme) {
    let widgets = &mut visuals.widgets;
    for (state, edge) in [
        (&mut widgets.inactive, Stroke::new(1.0, theme.accent)),
        (&mut widgets.hovered, Stroke::new(2.0, theme.ink)),
        (&mut widgets.active, Stroke::new(FOCUS_RING, theme.focus)),
    ] {
        state.bg_fill = theme.accent;
        state.weak_bg_fill = theme.accent;
        state.fg_stroke.color = theme.on_accent;
        state.bg_stroke = edge;
    }
}
