//! What the reading view asks of a layout engine, so that another one can take the place of the typesetter.
//!
//! Knows nothing of marks, scrolling or input. Offsets are bytes of the piece's own text; places are points
//! from the piece's top left corner.

use std::rc::Rc;

use egui::{Color32, FontId, Painter, Pos2, Rect, Ui, Vec2};

use crate::gui::typeset;
pub use crate::gui::typeset::LineEnds;
pub use crate::gui::typeset::geometry::{Direction, LineEdge, Sideways, Spot};
use crate::text::Range;

/// What is to be laid out.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The words, without the line end behind them, and how they are set.
    pub words: typeset::Setting<'a>,
    /// Where the cells of a table row begin, in points; the text's tabs part them. Empty elsewhere.
    pub stops: &'a [f32],
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

    /// Returns the way of the paragraph: where lines begin, and which way lies onward.
    fn direction(&self) -> Direction {
        self.direction_at(0)
    }

    /// Returns which way the words at an offset go: those of a table's cell may go another way than the row's.
    fn direction_at(&self, offset: usize) -> Direction;

    /// Finds the caret nearest to a place; always between two graphemes.
    fn spot(&self, at: Pos2) -> Spot;

    /// Finds the grapheme at a place, or the nearest on its line.
    fn grapheme_at(&self, at: Pos2) -> Range;

    /// Returns where a caret stands: no width, the line's height.
    fn caret_at(&self, spot: Spot) -> Rect;

    /// Returns where the caret stands at an offset if it belongs to what follows.
    fn caret(&self, offset: usize) -> Rect {
        self.caret_at(Spot::at(offset))
    }

    /// Returns an end of the line that a caret stands on.
    fn edge(&self, spot: Spot, edge: LineEdge) -> Spot;

    /// Moves a caret over the next grapheme on screen; nothing where the piece ends that way.
    fn step(&self, from: Spot, way: Sideways) -> Option<Spot>;

    /// Returns where a caret is that comes into the piece from a side, going this way.
    fn entry(&self, way: Sideways) -> Spot;

    /// Returns where a caret is that goes from the cell of a table row that it is in into the one beside it; nothing
    /// where there is none.
    fn across(&self, offset: usize, way: Sideways) -> Option<Spot>;

    /// Returns in which cell of a table row an offset is, counted from the piece's first.
    fn column(&self, offset: usize) -> usize;

    /// Returns the bytes of the lines that stand between two heights, in part at least.
    fn seen(&self, top: f32, bottom: f32) -> Range;

    /// Adds the rectangles that the range covers, as high as the line; where direction changes within it, a line may
    /// have several, from left to right.
    fn rects(&self, range: Range, rects: &mut Vec<Rect>);

    /// Lists the letters that no font has.
    fn unset(&self) -> Vec<Range>;

    /// Paints the words with their top left corner at `at`.
    fn paint(&self, painter: &Painter, at: Pos2, ink: Color32);
}
