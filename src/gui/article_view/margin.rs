//! The numbers beside the lines on which marks begin, or the cards where there is room for them.
//!
//! Knows nothing of input; a label is a place, words and the marks that it stands for.

use std::sync::Arc;

use egui::{Align2, Color32, FontFamily, FontId, Galley, Painter, Pos2, Rect, pos2, vec2};

use super::card::{self, Card, Shelf};
use super::flow::{Flow, Placed};
use super::{Frame, Marks};
use crate::gui::highlight::{StatusShape, Stretch, Weight};
use crate::text::Range;

/// The room between two labels, in points.
pub const GAP: f32 = 4.0;
/// The room inside a label on each side, in points.
const PADDING: f32 = 4.0;

/// What a label looks like.
pub enum Face {
    /// A number, or a count.
    Figure {
        /// The figures.
        galley: Arc<Galley>,
        /// The baseline on screen.
        baseline: f32,
    },
    /// A card.
    Card(Box<Card>),
}

/// One label: a mark's number with its sign, its card, or the count of those for which there is no room.
pub struct Label {
    /// Where it stands on screen, all of what can be clicked.
    pub rect: Rect,
    /// The marks it stands for: one, or those that are hidden.
    pub keys: Vec<u64>,
    /// The sign; blank for a count.
    pub shape: StatusShape,
    /// The name of the colour; none for a count.
    pub hue: Option<Arc<str>>,
    /// What it looks like.
    pub face: Face,
}

/// Returns the size of the small figures in both margins.
pub fn figure_font(body: f32) -> FontId {
    FontId::new((body * 0.67).clamp(10.0, 22.0).round(), FontFamily::Proportional)
}

/// Returns how high a label of figures of this font is.
pub fn label_height(font: &FontId) -> f32 {
    font.size * 1.5
}

/// Returns the radius of a sign beside figures of this font.
pub fn sign_radius(font: &FontId) -> f32 {
    font.size * 0.36
}

/// Makes the labels of all lines on screen: cards where there is room for them, else numbers.
pub fn labels(frame: &Frame<'_>, flow: &Flow, placed: &[Placed], shelf: &mut Shelf) -> Vec<Label> {
    match card::width(frame, flow) {
        Some(width) => card::labels(frame, flow, placed, shelf, width),
        None => numbers(frame, flow, placed),
    }
}

fn numbers(frame: &Frame<'_>, flow: &Flow, placed: &[Placed]) -> Vec<Label> {
    let mut labels = Vec::new();
    let Some(wardrobe) = flow.wardrobe() else { return labels };
    if frame.look.marks == Marks::Hidden {
        return labels;
    }
    let font = figure_font(wardrobe.body());
    let left = flow.column().right() + wardrobe.body() * 0.7;
    let right = frame.view.right() - super::scrollbar::ROOM;
    for piece in placed {
        let seen = visible_range(piece, frame.view);
        let mut begun: Vec<(f32, Stretch<'_>)> = Vec::new();
        for stretch in frame.page.marks.meeting(seen) {
            let is_numbered = stretch.part == 0 && stretch.mark.weight == Weight::Full;
            if !is_numbered || !seen.contains(stretch.range.start) {
                continue;
            }
            begun.push((piece.caret(stretch.range.start).top(), stretch));
        }
        // In a table row the second line of one cell comes before the first line of the next.
        begun.sort_by(|one, other| one.0.total_cmp(&other.0));
        for line in begun.chunk_by(|one, other| (one.0 - other.0).abs() < 1.0) {
            let marks: Vec<Stretch<'_>> = line.iter().map(|(_, stretch)| *stretch).collect();
            let baseline = line[0].0 + piece.laid.baseline();
            lay_line(frame, &font, (left, right), baseline, &marks, &mut labels);
        }
    }
    labels
}

/// Returns the part of a piece whose lines are on screen, so that a long piece costs what is seen of it.
pub fn visible_range(placed: &Placed, view: Rect) -> Range {
    placed.seen(view.top(), view.bottom())
}

/// Lays the numbers of marks in a row on a baseline, and counts those for which there is no room.
pub fn lay_line(
    frame: &Frame<'_>,
    font: &FontId,
    (left, right): (f32, f32),
    baseline: f32,
    marks: &[Stretch<'_>],
    labels: &mut Vec<Label>,
) {
    let words = |text: String| frame.ui.painter().layout_no_wrap(text, font.clone(), Color32::PLACEHOLDER);
    let sign = sign_radius(font) * 2.0 + 3.0;
    let laid: Vec<(f32, Arc<Galley>)> = marks
        .iter()
        .map(|stretch| {
            let galley = words(stretch.number.to_string());
            let sign = if stretch.mark.shape == StatusShape::Blank { 0.0 } else { sign };
            (sign + galley.size().x + 2.0 * PADDING, galley)
        })
        .collect();
    let room = right - left;
    let all: f32 = laid.iter().map(|(width, _)| width + GAP).sum::<f32>() - GAP;
    let count_room = words(format!("+{}", marks.len())).size().x + 2.0 * PADDING + GAP;
    let mut shown = marks.len();
    if all > room {
        let mut used = count_room;
        shown = laid
            .iter()
            .take_while(|(width, _)| {
                used += width + GAP;
                used - GAP <= room
            })
            .count();
        // A label that is framed is never among the hidden ones' figures alone.
        shown = shown.min(marks.len().saturating_sub(1));
    }
    let height = label_height(font);
    let place = |x: f32, width: f32| {
        Rect::from_min_size(
            pos2(x, (baseline - font.size * 0.36 - height / 2.0).round()),
            vec2(width, height),
        )
    };
    let mut x = left;
    for (Stretch { mark, .. }, (width, galley)) in marks.iter().zip(laid).take(shown) {
        labels.push(Label {
            rect: place(x, width),
            keys: vec![mark.key],
            shape: mark.shape,
            hue: Some(Arc::clone(&mark.hue)),
            face: Face::Figure { galley, baseline },
        });
        x += width + GAP;
    }
    if shown < marks.len() {
        let galley = words(format!("+{}", marks.len() - shown));
        labels.push(Label {
            rect: place(x, galley.size().x + 2.0 * PADDING),
            keys: marks[shown..].iter().map(|stretch| stretch.mark.key).collect(),
            shape: StatusShape::Blank,
            hue: None,
            face: Face::Figure { galley, baseline },
        });
    }
}

/// Paints a label's words and sign.
pub fn paint(frame: &Frame<'_>, painter: &Painter, label: &Label, font: &FontId) {
    let (galley, baseline) = match &label.face {
        Face::Card(card) => return card.paint(frame, painter, label),
        Face::Figure { galley, baseline } => (galley, *baseline),
    };
    let theme = crate::gui::theme::Theme::current(painter.ctx());
    let hue = label.hue.as_deref().map(|name| theme.hue(name));
    let ink = hue.map_or(theme.muted, |hue| hue.ink);
    let is_selected = frame.look.selected.is_some_and(|key| label.keys.contains(&key));
    let is_hovered = frame.response.hover_pos().is_some_and(|at| label.rect.contains(at));
    if is_selected || is_hovered {
        let fill = hue.map_or(theme.panel, |hue| hue.fill);
        painter.rect_filled(label.rect, 4.0, fill);
    }
    if is_selected {
        let stroke = egui::Stroke::new(1.5, hue.map_or(theme.muted, |hue| hue.line));
        painter.rect_stroke(label.rect, 4.0, stroke, egui::StrokeKind::Inside);
    }
    let mut x = label.rect.left() + PADDING;
    if label.shape != StatusShape::Blank {
        let radius = sign_radius(font);
        let centre = pos2(x + radius, label.rect.center().y);
        let sign = if label.shape == StatusShape::Conflict { theme.danger } else { ink };
        super::paint_shape(painter, label.shape, centre, radius, sign);
        x += radius * 2.0 + 3.0;
    }
    on_baseline(painter, pos2(x, baseline), Align2::LEFT_TOP, Arc::clone(galley), ink);
}

/// Paints words so that their baseline passes through `at`.
pub fn on_baseline(painter: &Painter, at: Pos2, align: Align2, galley: Arc<Galley>, ink: Color32) {
    let ascent = galley.rows.first().and_then(|row| row.glyphs.first()).map_or(0.0, |glyph| glyph.pos.y);
    let left = match align.x() {
        egui::Align::Min => at.x,
        egui::Align::Center => at.x - galley.size().x / 2.0,
        egui::Align::Max => at.x - galley.size().x,
    };
    painter.galley(pos2(left, at.y - ascent), galley, ink);
}
