//! Words of an article or a source, set as the reading view sets them: any script, in its order.
//!
//! Knows nothing of what the words are for. Labels of the window itself are egui's.

use egui::{Align2, Color32, FontId, Painter, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::gui::typeset::geometry::Direction;
use crate::gui::typeset::{self, LineEnds, Setting};

/// From line to line, in sizes.
const LEADING: f32 = 1.35;

/// Shows words in as many lines as they take.
pub fn words_ui(ui: &mut Ui, words: &str, font: &FontId, ink: Color32) -> Response {
    let width = ui.available_width();
    let paragraph = typeset::set(ui.ctx(), &setting(words, font, width));
    let direction = paragraph.geometry.direction();
    let taken = if direction == Direction::RightToLeft { width } else { paragraph.geometry.right() };
    let (rect, response) = ui.allocate_exact_size(vec2(taken, paragraph.geometry.height()), Sense::hover());
    if ui.is_rect_visible(rect) {
        typeset::paint(ui.painter(), &paragraph, rect.min, ink);
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, words));
    response
}

/// Tells whether words hold letters that egui would set in a wrong order or shape.
pub fn is_complex(words: &str) -> bool {
    // All scripts before are written letter by letter from left to right.
    !words.is_ascii() && words.chars().any(|c| c >= '\u{590}' && !is_simple(c))
}

fn is_simple(c: char) -> bool {
    matches!(c, '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20cf}'
        | '\u{2100}'..='\u{2bff}')
}

/// Paints words on one line within a rectangle, and cuts them off there with an ellipsis.
///
/// What is written from right to left stands at the right. Returns whether anything was cut off.
pub fn paint_line(painter: &Painter, rect: Rect, words: &str, font: &FontId, ink: Color32) -> bool {
    let paragraph = typeset::set(painter.ctx(), &setting(words, font, f32::INFINITY));
    let width = paragraph.geometry.right();
    let top = rect.center().y - paragraph.geometry.height() / 2.0;
    let is_left = paragraph.geometry.direction() == Direction::LeftToRight;
    if width <= rect.width() {
        let left = if is_left { rect.left() } else { rect.right() - width };
        typeset::paint(painter, &paragraph, pos2(left, top), ink);
        return false;
    }
    let dots = painter.layout_no_wrap("…".to_owned(), font.clone(), ink);
    let room = dots.size().x + 1.0;
    let (shown, left, align, at) = if is_left {
        (rect.with_max_x(rect.right() - room), rect.left(), Align2::RIGHT_CENTER, rect.right_center())
    } else {
        (rect.with_min_x(rect.left() + room), rect.right() - width, Align2::LEFT_CENTER, rect.left_center())
    };
    let clipped = painter.with_clip_rect(shown.intersect(painter.clip_rect()));
    typeset::paint(&clipped, &paragraph, pos2(left, top), ink);
    painter.galley(align.anchor_size(at, dots.size()).min, dots, ink);
    true
}

fn setting<'a>(words: &'a str, font: &'a FontId, width: f32) -> Setting<'a> {
    Setting {
        text: words,
        font,
        line_height: (font.size * LEADING).round(),
        width,
        line_ends: LineEnds::Flow,
        direction: None,
        language: "",
    }
}
