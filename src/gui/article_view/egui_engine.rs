//! The layout engine that egui brings.
//!
//! Holds no layout across frames: the glyph atlas may be cleared between them, so egui's own cache is asked.
//!
//! *Limitations:* egui knows no right-to-left order, and in some scripts (Thai, Tamil) its glyphs cannot be
//! matched with characters. Such a piece is atomic here: a place in it is its start or its end, and any part
//! of it shows as the whole. So a range may come out wider than meant, which is seen, but never elsewhere.

use std::rc::Rc;
use std::sync::Arc;

use egui::text::{LayoutJob, LayoutSection, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Ui, Vec2, pos2, vec2};
use unicode_segmentation::GraphemeCursor;

use super::layout::{Engine, Laid, LineEnds, Setting};
use crate::text::Range;

/// Lays text out with egui's galleys.
#[derive(Debug, Default)]
pub struct EguiEngine;

impl Engine for EguiEngine {
    fn layout(&mut self, ui: &Ui, setting: &Setting<'_>) -> Rc<dyn Laid> {
        let mut parts = Vec::with_capacity(1);
        if setting.stops.is_empty() {
            parts.push(Part::new(ui, setting, setting.text, 0, 0.0, setting.width));
        } else {
            let mut start = 0;
            for (column, cell) in setting.text.split('\t').enumerate() {
                let stops = setting.stops;
                let left = stops.get(column).or(stops.last()).copied().unwrap_or_default();
                let right = stops.get(column + 1).copied().unwrap_or(setting.width);
                let width = (right - left - setting.font.size).max(setting.font.size * 2.0);
                parts.push(Part::new(ui, setting, cell, start, left, width));
                start += cell.len() + 1;
            }
        }
        Rc::new(EguiLaid::new(parts, setting))
    }

    fn mean_advance(&mut self, ui: &Ui, font: &FontId) -> f32 {
        const SAMPLE: &str = "The governor said on Friday that an inquiry would answer every question, and that \
                              he would not resign before it was done.";
        let job = LayoutJob::simple_singleline(SAMPLE.to_owned(), font.clone(), Color32::PLACEHOLDER);
        let width = ui.fonts_mut(|fonts| fonts.layout_job(job)).size().x;
        (width / SAMPLE.len() as f32).max(1.0)
    }
}

/// A galley and where it stands; a table row has one for each cell.
struct Part {
    galley: Arc<Galley>,
    left: f32,
    range: Range,
    /// Where each row's text begins, in bytes of the piece, and where the last ends.
    row_starts: Vec<usize>,
    is_exact: bool,
}

impl Part {
    fn new(ui: &Ui, setting: &Setting<'_>, text: &str, start: usize, left: f32, width: f32) -> Self {
        let owned = match setting.line_ends {
            LineEnds::Flow => text.replace('\n', " "),
            LineEnds::Break => text.to_owned(),
        };
        let format = TextFormat {
            font_id: setting.font.clone(),
            line_height: Some(setting.line_height),
            color: Color32::PLACEHOLDER,
            ..TextFormat::default()
        };
        let byte_range = egui::text::ByteIndex(0)..egui::text::ByteIndex(owned.len());
        let job = LayoutJob {
            sections: vec![LayoutSection { leading_space: 0.0, byte_range, format }],
            text: owned,
            wrap: TextWrapping::wrap_at_width(width),
            ..LayoutJob::default()
        };
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let range = Range::new(start, start + text.len());
        let (row_starts, is_exact) = match row_starts(&galley, start) {
            Some(starts) if !has_reordered_script(text) => (starts, true),
            _ => (Vec::new(), false),
        };
        Self { galley, left, range, row_starts, is_exact }
    }

    fn text(&self) -> &str {
        self.galley.text()
    }

    /// Walks over the characters of a row: byte offset in the piece, and character.
    fn row_text(&self, row: usize) -> &str {
        let start = self.row_starts[row] - self.range.start;
        let end = self.row_starts[row + 1] - self.range.start;
        self.text().get(start..end).unwrap_or_default()
    }

    fn row_of(&self, offset: usize) -> usize {
        let rows = self.galley.rows.len();
        self.row_starts[..rows].partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Returns the left edge of a column of a row; the column behind the last gives the right edge.
    fn edge(&self, row: usize, column: usize) -> f32 {
        let placed = &self.galley.rows[row];
        let glyphs = &placed.row.glyphs;
        let x = match glyphs.get(column) {
            None => glyphs.last().map_or(0.0, egui::epaint::text::Glyph::max_x),
            Some(glyph) if glyph.advance_width > 0.0 || !glyph.chr.is_alphanumeric() => glyph.pos.x,
            Some(_) => {
                // Inside a ligature: the letters share its width.
                let has_width = |glyph: &egui::epaint::text::Glyph| glyph.advance_width > 0.0;
                let base = glyphs[..column].iter().rposition(has_width).unwrap_or(column);
                let next = glyphs[column..].iter().position(has_width).map_or(glyphs.len(), |n| column + n);
                let share = (column - base) as f32 / (next - base) as f32;
                glyphs[base].pos.x + glyphs[base].advance_width * share
            }
        };
        self.left + placed.pos.x + x
    }

    fn column_of(&self, row: usize, offset: usize) -> usize {
        let inside = offset.saturating_sub(self.row_starts[row]);
        self.row_text(row).char_indices().take_while(|(at, _)| *at < inside).count()
    }

    fn hit(&self, at: Pos2) -> usize {
        let rows = &self.galley.rows;
        let row = rows.iter().position(|row| at.y < row.rect().bottom()).unwrap_or(rows.len() - 1);
        let text = self.row_text(row);
        let mut chars = text.char_indices().enumerate();
        let inside = chars
            .find(|(column, _)| at.x < f32::midpoint(self.edge(row, *column), self.edge(row, column + 1)))
            .map_or(text.len(), |(_, (byte, _))| byte);
        let inside = if inside == text.len() { self.visible_end(row, text) } else { inside };
        self.floor_grapheme(self.row_starts[row] + inside)
    }

    /// Returns the end of a row without the line end or the space at which it was wrapped, so that the caret
    /// stays on the row that was clicked.
    fn visible_end(&self, row: usize, text: &str) -> usize {
        if row + 1 == self.galley.rows.len() {
            return text.len();
        }
        text.char_indices().next_back().filter(|(_, c)| c.is_whitespace()).map_or(text.len(), |(at, _)| at)
    }

    fn floor_grapheme(&self, offset: usize) -> usize {
        let text = self.text();
        let mut inside = (offset - self.range.start).min(text.len());
        let mut cursor = GraphemeCursor::new(inside, text.len(), true);
        while !cursor.is_boundary(text, 0).unwrap_or(true) {
            inside = cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0);
            cursor.set_cursor(inside);
        }
        self.range.start + inside
    }

    fn caret(&self, offset: usize) -> Rect {
        let row = self.row_of(offset);
        let x = self.edge(row, self.column_of(row, offset));
        Rect::from_x_y_ranges(x..=x, self.galley.rows[row].rect().y_range())
    }

    fn rects(&self, range: Range, rects: &mut Vec<Rect>) {
        let first = self.row_of(range.start);
        for row in first..self.galley.rows.len() {
            let (start, end) = (self.row_starts[row], self.row_starts[row + 1]);
            if start >= range.end {
                break;
            }
            let from = self.edge(row, self.column_of(row, range.start.max(start)));
            let until =
                if range.end < end { range.end } else { start + self.visible_end(row, self.row_text(row)) };
            let until = self.edge(row, self.column_of(row, until));
            if until > from {
                rects.push(Rect::from_x_y_ranges(from..=until, self.galley.rows[row].rect().y_range()));
            }
        }
    }
}

/// Finds where each row's text begins, or nothing where glyphs and characters do not match.
fn row_starts(galley: &Galley, start: usize) -> Option<Vec<usize>> {
    let text = galley.text();
    let mut starts = Vec::with_capacity(galley.rows.len() + 1);
    let mut chars = text.char_indices();
    let mut at = 0;
    for placed in &galley.rows {
        starts.push(start + at);
        let count = placed.row.glyphs.len() + usize::from(placed.ends_with_newline);
        if count > 0 {
            let (last, c) = chars.nth(count - 1)?;
            at = last + c.len_utf8();
        }
    }
    starts.push(start + text.len());
    (at == text.len()).then_some(starts)
}

/// Tells whether the text has letters of a script that is written from right to left, or controls of
/// direction: egui shows these in an order of its own.
fn has_reordered_script(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}'
                | '\u{1e800}'..='\u{1efff}')
        })
}

struct EguiLaid {
    parts: Vec<Part>,
    size: Vec2,
    baseline: f32,
    is_exact: bool,
}

impl EguiLaid {
    fn new(parts: Vec<Part>, setting: &Setting<'_>) -> Self {
        let width = parts.iter().map(|part| part.left + part.galley.size().x).fold(0.0, f32::max);
        let height = parts.iter().map(|part| part.galley.size().y).fold(setting.line_height, f32::max);
        let glyphs = |part: &Part| part.galley.rows.first().and_then(|row| row.glyphs.first().copied());
        let baseline = parts.iter().find_map(glyphs).map_or(setting.line_height * 0.7, |glyph| glyph.pos.y);
        let is_exact = parts.iter().all(|part| part.is_exact);
        Self { parts, size: vec2(width, height), baseline, is_exact }
    }

    fn part_of(&self, offset: usize) -> Option<&Part> {
        let index = self.parts.partition_point(|part| part.range.start <= offset);
        self.parts.get(index.saturating_sub(1))
    }
}

impl Laid for EguiLaid {
    fn size(&self) -> Vec2 {
        self.size
    }

    fn baseline(&self) -> f32 {
        self.baseline
    }

    fn is_exact(&self) -> bool {
        self.is_exact
    }

    fn hit(&self, at: Pos2) -> usize {
        if !self.is_exact {
            let end = self.parts.last().map_or(0, |part| part.range.end);
            return if at.y < self.size.y / 2.0 { 0 } else { end };
        }
        let index = self.parts.partition_point(|part| part.left <= at.x);
        self.parts.get(index.saturating_sub(1)).map_or(0, |part| part.hit(at))
    }

    fn caret(&self, offset: usize) -> Rect {
        let end = self.parts.last().map_or(0, |part| part.range.end);
        let none = Rect::from_min_max(pos2(0.0, 0.0), pos2(0.0, self.size.y));
        match self.part_of(offset) {
            Some(part) if self.is_exact => part.caret(offset.min(part.range.end)),
            _ if offset >= end => none.translate(vec2(self.size.x, 0.0)),
            _ => none,
        }
    }

    fn rects(&self, range: Range, rects: &mut Vec<Rect>) {
        for part in &self.parts {
            if !self.is_exact {
                rects.extend(part.galley.rows.iter().map(|row| row.rect().translate(vec2(part.left, 0.0))));
            } else if let Some(shared) = part.range.intersection(range) {
                part.rects(shared, rects);
            }
        }
    }

    fn paint(&self, painter: &Painter, at: Pos2, ink: Color32) {
        for part in &self.parts {
            painter.galley(at + vec2(part.left, 0.0), Arc::clone(&part.galley), ink);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lays text out in a window without a screen and hands the result to `look`.
    fn with_laid(text: &str, width: f32, look: impl Fn(&dyn Laid)) {
        let context = egui::Context::default();
        crate::gui::theme::install(&context);
        let mut output = context.run_ui(egui::RawInput::default(), |_| {});
        output.textures_delta.clear();
        let mut output = context.run_ui(egui::RawInput::default(), |ui| {
            let font = crate::gui::theme::reading(18.0);
            let line_ends = LineEnds::Break;
            let setting = Setting { text, font: &font, line_height: 28.0, width, stops: &[], line_ends };
            look(EguiEngine.layout(ui, &setting).as_ref());
        });
        output.textures_delta.clear();
    }

    #[test]
    fn letters_of_a_ligature_are_hit_one_by_one() {
        with_laid("office", 500.0, |laid| {
            for (offset, _) in "office".char_indices() {
                let caret = laid.caret(offset);
                assert_eq!(laid.hit(pos2(caret.left() + 0.5, caret.center().y)), offset);
            }
        });
    }

    #[test]
    fn an_accent_set_on_a_letter_is_never_parted_from_it() {
        let text = "cafe\u{301} noir";
        with_laid(text, 500.0, |laid| {
            let offsets: Vec<usize> = (0..2000).map(|x| laid.hit(pos2(x as f32 / 10.0, 10.0))).collect();
            assert!(offsets.contains(&3) && offsets.contains(&6));
            assert!(!offsets.contains(&4));
        });
    }

    #[test]
    fn a_piece_in_a_script_from_right_to_left_has_two_places() {
        with_laid("אמר המושל", 500.0, |laid| {
            assert!(!laid.is_exact());
            assert_eq!(laid.hit(pos2(20.0, 1.0)), 0);
            assert_eq!(laid.hit(pos2(20.0, 27.0)), "אמר המושל".len());
        });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_place_and_an_offset_lead_to_one_another(
            text in "[a-zA-Zéüñœ’“”—0-9,.]{1,9}( [a-zA-Zéüñœfi’“”—0-9,.]{1,9}){0,30}",
            width in 90.0_f32..600.0,
        ) {
            with_laid(&text, width, |laid| {
                assert!(laid.is_exact());
                let mut before = Rect::ZERO;
                let mut lines = std::collections::BTreeSet::new();
                for (offset, c) in text.char_indices() {
                    let caret = laid.caret(offset);
                    let is_later = caret.top() > before.top() || caret.left() >= before.left();
                    assert!(is_later, "carets run on at {offset} of {text:?}");
                    before = caret;
                    let mut rects = Vec::new();
                    laid.rects(Range::new(offset, offset + c.len_utf8()), &mut rects);
                    for rect in rects {
                        lines.insert(rect.center().y.round() as i32);
                        assert!((rect.left() - caret.left()).abs() < 0.01);
                        let inside = pos2(rect.left() + rect.width() * 0.25, rect.center().y);
                        assert_eq!(laid.hit(inside), offset, "at {offset} of {text:?}");
                    }
                }
                let mut all = Vec::new();
                laid.rects(Range::new(0, text.len()), &mut all);
                // A very narrow column may leave a line with nothing but the space that was broken at.
                assert_eq!(all.len(), lines.len(), "one rectangle a line of {text:?}");
            });
        }
    }
}
