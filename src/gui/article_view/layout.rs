//! What the reading view asks of a layout engine, so that another one can take the place of egui's.
//!
//! Knows nothing of marks, scrolling or input. Offsets are bytes of the piece's own text; places are points
//! from the piece's top left corner.

use std::rc::Rc;

use egui::{Color32, FontId, Painter, Pos2, Rect, Ui, Vec2};

use crate::text::Range;

/// What is to be laid out.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The words, without the line end behind them.
    pub text: &'a str,
    /// The face and its size in points.
    pub font: &'a FontId,
    /// From line to line, in points.
    pub line_height: f32,
    /// Where lines break, in points.
    pub width: f32,
    /// Where the cells of a table row begin, in points; the text's tabs part them. Empty elsewhere.
    pub stops: &'a [f32],
    /// What a line end inside the text does.
    pub line_ends: LineEnds,
}

/// What a line end inside a piece does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnds {
    /// It begins a new line.
    Break,
    /// It is a space: the text came broken at a fixed width.
    Flow,
}

/// Lays out pieces of text.
pub trait Engine {
    /// Lays out one piece; the result is for this frame only.
    fn layout(&mut self, ui: &Ui, setting: &Setting<'_>) -> Rc<dyn Laid>;

    /// Measures the mean advance of running text in this face, in points.
    fn mean_advance(&mut self, ui: &Ui, font: &FontId) -> f32;
}

/// A piece that was laid out.
pub trait Laid {
    /// Returns how much room the lines take.
    fn size(&self) -> Vec2;

    /// Returns how far below a line's top its baseline is.
    fn baseline(&self) -> f32;

    /// Tells whether places inside the piece are known exactly.
    ///
    /// Where they are not, [`Laid::hit`] gives the piece's start or end and [`Laid::rects`] all of its lines.
    fn is_exact(&self) -> bool;

    /// Finds the caret position nearest to a place; always between two graphemes.
    fn hit(&self, at: Pos2) -> usize;

    /// Returns where the caret stands at an offset: no width, the line's height.
    fn caret(&self, offset: usize) -> Rect;

    /// Adds the rectangles that the range covers, one a line, as high as the line.
    fn rects(&self, range: Range, rects: &mut Vec<Rect>);

    /// Paints the words with their top left corner at `at`.
    fn paint(&self, painter: &Painter, at: Pos2, ink: Color32);
}
