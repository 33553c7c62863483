//! Has pieces set by the window's typesetter; a row of a table is set cell by cell.
//!
//! Knows nothing of shaping or of glyphs, nor of marks, scrolling or input.

use std::rc::Rc;
use std::sync::Arc;

use egui::{Color32, FontId, Painter, Pos2, Rect, Ui, Vec2, vec2};

use super::layout::{Direction, Engine, Laid, LineEdge, Setting, Sideways, Spot};
use crate::gui::typeset::{self, Paragraph};
use crate::text::Range;

/// The window's typesetter, as the reading view asks for it.
#[derive(Debug, Default)]
pub struct Setter;

impl Engine for Setter {
    fn layout(&mut self, ui: &Ui, setting: &Setting<'_>) -> Rc<dyn Laid> {
        let Setting { words, stops } = *setting;
        let mut parts = Vec::with_capacity(1);
        if stops.is_empty() {
            parts.push(Part::new(ui, &words, 0, 0.0));
        } else {
            let mut start = 0;
            for (column, cell) in words.text.split('\t').enumerate() {
                let left = stops.get(column).or(stops.last()).copied().unwrap_or_default();
                let right = stops.get(column + 1).copied().unwrap_or(words.width);
                let width = (right - left - words.font.size).max(words.font.size * 2.0);
                parts.push(Part::new(ui, &typeset::Setting { text: cell, width, ..words }, start, left));
                start += cell.len() + 1;
            }
        }
        let baseline = parts.iter().map(|part| part.paragraph.baseline).fold(0.0, f32::max);
        for part in &mut parts {
            part.top = baseline - part.paragraph.baseline;
        }
        Rc::new(Row { parts, baseline })
    }

    fn mean_advance(&mut self, ui: &Ui, font: &FontId) -> f32 {
        typeset::mean_advance(ui.ctx(), font)
    }
}

/// A text that was set and where it stands in its piece; a table row has one for each cell.
struct Part {
    paragraph: Arc<Paragraph>,
    left: f32,
    /// How far its letters are moved down, so that cells in different scripts stand on one baseline.
    top: f32,
    width: f32,
    range: Range,
}

impl Part {
    fn new(ui: &Ui, setting: &typeset::Setting<'_>, start: usize, left: f32) -> Self {
        let paragraph = typeset::set(ui.ctx(), setting);
        let range = Range::new(start, start + setting.text.len());
        Self { paragraph, left, top: 0.0, width: setting.width, range }
    }

    fn right(&self) -> f32 {
        self.left
            + match self.paragraph.geometry.direction() {
                Direction::LeftToRight => self.paragraph.geometry.right(),
                Direction::RightToLeft => self.width,
            }
    }

    fn shift(&self) -> Vec2 {
        vec2(self.left, 0.0)
    }

    fn inner(&self, spot: Spot) -> Spot {
        let end = self.range.end - self.range.start;
        Spot { offset: spot.offset.saturating_sub(self.range.start).min(end), ..spot }
    }

    fn outer(&self, spot: Spot) -> Spot {
        Spot { offset: spot.offset + self.range.start, ..spot }
    }
}

/// A piece: its parts stand side by side.
///
/// *Invariant:* there is at least one part.
struct Row {
    parts: Vec<Part>,
    baseline: f32,
}

impl Row {
    fn index_of(&self, offset: usize) -> usize {
        self.parts.partition_point(|part| part.range.start <= offset).saturating_sub(1)
    }

    fn part_of(&self, offset: usize) -> &Part {
        &self.parts[self.index_of(offset)]
    }

    fn part_at(&self, x: f32) -> &Part {
        &self.parts[self.parts.partition_point(|part| part.left <= x).saturating_sub(1)]
    }
}

impl Laid for Row {
    fn size(&self) -> Vec2 {
        let width = self.parts.iter().map(Part::right).fold(0.0, f32::max);
        let bottom = |part: &Part| part.top + part.paragraph.geometry.height();
        let height = self.parts.iter().map(bottom).fold(0.0, f32::max);
        vec2(width, height)
    }

    fn baseline(&self) -> f32 {
        self.baseline
    }

    fn direction_at(&self, offset: usize) -> Direction {
        self.part_of(offset).paragraph.geometry.direction()
    }

    fn spot(&self, at: Pos2) -> Spot {
        let part = self.part_at(at.x);
        part.outer(part.paragraph.geometry.spot(at - part.shift()))
    }

    fn grapheme_at(&self, at: Pos2) -> Range {
        let part = self.part_at(at.x);
        let found = part.paragraph.geometry.grapheme_at(at - part.shift());
        Range::new(found.start + part.range.start, found.end + part.range.start)
    }

    fn caret_at(&self, spot: Spot) -> Rect {
        let part = self.part_of(spot.offset);
        part.paragraph.geometry.caret(part.inner(spot)).translate(part.shift())
    }

    fn edge(&self, spot: Spot, edge: LineEdge) -> Spot {
        let part = self.part_of(spot.offset);
        part.outer(part.paragraph.geometry.edge(part.inner(spot), edge))
    }

    fn step(&self, from: Spot, way: Sideways) -> Option<Spot> {
        let part = self.part_of(from.offset);
        match part.paragraph.geometry.step(part.inner(from), way) {
            Some(spot) => Some(part.outer(spot)),
            None => self.across(from.offset, way),
        }
    }

    fn entry(&self, way: Sideways) -> Spot {
        let part = if way == Sideways::Right { self.parts.first() } else { self.parts.last() };
        part.map_or(Spot::at(0), |part| part.outer(part.paragraph.geometry.entry(way)))
    }

    fn across(&self, offset: usize, way: Sideways) -> Option<Spot> {
        // Cells stand from left to right, whatever stands in them.
        let index = self.index_of(offset);
        let next = match way {
            Sideways::Left => self.parts.get(index.checked_sub(1)?)?,
            Sideways::Right => self.parts.get(index + 1)?,
        };
        Some(next.outer(next.paragraph.geometry.entry(way)))
    }

    fn column(&self, offset: usize) -> usize {
        self.index_of(offset)
    }

    fn seen(&self, top: f32, bottom: f32) -> Range {
        match self.parts.as_slice() {
            [part] => part.paragraph.geometry.seen(top, bottom),
            parts => Range::new(0, parts.last().map_or(0, |part| part.range.end)),
        }
    }

    fn rects(&self, range: Range, rects: &mut Vec<Rect>) {
        for part in &self.parts {
            let Some(shared) = part.range.intersection(range) else { continue };
            let first = rects.len();
            let inner = Range::new(shared.start - part.range.start, shared.end - part.range.start);
            part.paragraph.geometry.rects(inner, rects);
            for rect in &mut rects[first..] {
                *rect = rect.translate(part.shift());
            }
        }
    }

    fn unset(&self) -> Vec<Range> {
        let of_part = |part: &Part| {
            let start = part.range.start;
            let ranges = part.paragraph.unset.iter();
            ranges.map(move |range| Range::new(range.start + start, range.end + start)).collect::<Vec<_>>()
        };
        self.parts.iter().flat_map(of_part).collect()
    }

    fn paint(&self, painter: &Painter, at: Pos2, ink: Color32) {
        let seen = painter.clip_rect().x_range();
        let is_seen = |part: &&Part| {
            let left = at.x + part.left;
            self.parts.len() == 1 || left <= seen.max && left + part.width >= seen.min
        };
        for part in self.parts.iter().filter(is_seen) {
            typeset::paint(painter, &part.paragraph, at + vec2(part.left, part.top), ink);
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput, pos2};

    use super::*;
    use crate::gui::theme;
    use crate::gui::typeset::LineEnds;

    #[test]
    fn the_cells_of_a_row_stand_on_one_baseline_in_every_script() {
        let ctx = Context::default();
        theme::install(&ctx);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0))),
            ..RawInput::default()
        };
        let mut drops = Vec::new();
        let mut out = ctx.run_ui(input, |ui| {
            let font = theme::reading(18.0);
            let set = |text: &str, stops: &[f32]| {
                let words = typeset::Setting {
                    text,
                    font: &font,
                    line_height: 26.0,
                    width: 600.0,
                    line_ends: LineEnds::Break,
                    direction: None,
                    language: "",
                };
                Setter.layout(ui, &Setting { words, stops })
            };
            let cells = ["2019", "مليون", "תקציב", "हिन्दी"];
            let stops = [0.0, 150.0, 300.0, 450.0];
            let row = set(&cells.join("\t"), &stops);
            row.paint(ui.painter(), pos2(0.0, 0.0), Color32::BLACK);
            for (cell, left) in cells.into_iter().zip(stops) {
                let alone = set(cell, &[]);
                drops.push(row.baseline() - alone.baseline());
                alone.paint(ui.painter(), pos2(left, 100.0), Color32::BLACK);
            }
        });
        out.textures_delta.clear();
        let painted: Vec<Rect> =
            out.shapes.iter().map(|clipped| clipped.shape.visual_bounding_rect()).collect();
        // Right-to-left words of a text that stands alone are set at the far end, so that heights alone are compared.
        let (row, alone) = painted.split_at(drops.len());
        for ((row, alone), drop) in row.iter().zip(alone).zip(&drops) {
            assert!((row.bottom() + 100.0 - alone.bottom() - drop).abs() < 0.01, "{row} {alone} {drop}");
        }
        assert!(drops.iter().any(|drop| *drop > 0.0), "the fonts have different baselines: {drops:?}");
    }
}
