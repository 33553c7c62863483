//! Paints the page: grounds, selection and marks under the words, then words, frame and caret.
//!
//! Marks are rectangles under the words and never part of the layout, so that no word moves when it is marked.

use std::collections::BTreeSet;

use egui::{Align2, Color32, Painter, Rect, Stroke, pos2};

use super::dress::{Dress, Ink, Wardrobe};
use super::flow::Placed;
use super::margin::{Label, figure_font, on_baseline, visible_range};
use super::{ArticleView, Frame, Marks, Numbers, margin};
use crate::gui::highlight::{Stretch, Weight};
use crate::gui::theme::Theme;
use crate::text::{BlockKind, Range};

/// More underlines than this below one line share the last place.
const MOST_LANES: usize = 5;

impl ArticleView {
    pub(super) fn paint(&mut self, frame: &Frame<'_>, placed: &[Placed], labels: &[Label]) {
        self.selection_rect = self.selected_rect(frame, placed);
        let Some(wardrobe) = self.flow.wardrobe() else { return };
        let theme = Theme::current(frame.ui.ctx());
        let painter = frame.ui.painter_at(frame.view);
        painter.rect_filled(frame.view, 0.0, theme.page);
        for piece in placed {
            self.paint_ground(&painter, theme, wardrobe, piece);
        }
        for piece in placed {
            let brush = Brush { frame, painter: &painter, theme, wardrobe, piece };
            self.paint_piece(&brush);
        }
        let font = figure_font(wardrobe.body());
        for label in labels {
            margin::paint(frame, &painter, label, &font);
        }
        self.paint_caret(frame, &painter, theme, placed);
    }

    /// Returns the part of the view that the selection takes up, or the caret.
    fn selected_rect(&self, frame: &Frame<'_>, placed: &[Placed]) -> Option<Rect> {
        let mut rects = Vec::new();
        if let Some(range) = self.selection() {
            for piece in placed {
                piece.rects(range, &mut rects);
            }
        } else {
            let index = self.flow.piece_of(self.selection.head);
            let caret = placed.iter().find(|piece| piece.index == index);
            rects.extend(caret.map(|piece| piece.caret(self.selection.head)));
        }
        rects.retain(|rect| rect.intersects(frame.view));
        rects.into_iter().reduce(Rect::union).map(|rect| rect.intersect(frame.view))
    }

    /// Paints what lies under a block as such: a card, a rule, a bullet.
    fn paint_ground(&self, painter: &Painter, theme: &Theme, wardrobe: &Wardrobe, piece: &Placed) {
        let column = self.flow.column();
        let dress = wardrobe.of(piece.piece.kind);
        let words = piece.rect().y_range();
        let line = piece.at.y + piece.laid.baseline();
        let pieces = self.flow.pieces();
        let continues = |index: Option<usize>| {
            index.and_then(|index| pieces.get(index)).is_some_and(|other| other.kind == piece.piece.kind)
        };
        match piece.piece.kind {
            BlockKind::Note => {
                let card = Rect::from_x_y_ranges(
                    column.left..=column.right(),
                    words.min - dress.padding..=words.max + dress.padding,
                );
                let round = |is_joined: bool| if is_joined { 0 } else { 6 };
                let above = round(continues(piece.index.checked_sub(1)));
                let below = round(continues(Some(piece.index + 1)));
                let corners = egui::CornerRadius { nw: above, ne: above, sw: below, se: below };
                painter.rect_filled(card, corners, theme.panel);
            }
            BlockKind::Quotation => {
                let x = column.left + dress.indent * 0.4;
                let bottom = if piece.piece.last { words.max } else { words.max + 1.0 };
                painter.vline(x, words.min..=bottom, Stroke::new(2.5, theme.rule));
            }
            BlockKind::ListItem if piece.piece.first => {
                let middle = line - dress.font.size * 0.27;
                let x = column.left + dress.indent * 0.52;
                painter.circle_filled(pos2(x, middle), dress.font.size * 0.13, theme.muted);
            }
            BlockKind::TableRow => {
                let rule = Stroke::new(1.0, theme.rule);
                let across = column.left..=column.right();
                painter.hline(across.clone(), words.max + dress.padding, rule);
                if !continues(piece.index.checked_sub(1)) {
                    painter.hline(across, words.min - dress.padding, rule);
                }
            }
            _ => {}
        }
    }

    fn paint_piece(&self, brush: &Brush<'_>) {
        let seen = visible_range(brush.piece, brush.frame.view);
        let mut stretches: Vec<Stretch<'_>> = Vec::new();
        if brush.frame.look.marks == Marks::Shown {
            // All of the piece's, so that a mark keeps its lane while the text is scrolled.
            stretches.extend(brush.frame.page.marks.meeting(brush.piece.piece.range));
        }
        brush.paint_fills(&stretches, seen);
        brush.paint_found(seen);
        if let Some(range) = self.selection() {
            brush.paint_selection(range);
        }
        brush.paint_lanes(&stretches);
        brush.paint_words();
        brush.paint_current(seen);
        brush.paint_number(self.flow.column().left);
        for stretch in &stretches {
            if brush.frame.look.selected == Some(stretch.mark.key) {
                brush.paint_frame(stretch);
            }
        }
    }

    fn paint_caret(&self, frame: &Frame<'_>, painter: &Painter, theme: &Theme, placed: &[Placed]) {
        if !frame.response.has_focus() {
            return;
        }
        let head = self.selection.head;
        let index = self.flow.piece_of(head);
        let Some(piece) = placed.iter().find(|piece| piece.index == index) else { return };
        let dress_height = piece.laid.baseline();
        let caret = piece.caret(head);
        let middle = caret.top() + dress_height * 0.66;
        let height = (caret.height() * 0.8).min(dress_height * 1.35);
        let bar = Rect::from_center_size(pos2(caret.left(), middle), egui::vec2(2.0, height));
        painter.rect_filled(bar, 1.0, theme.caret);
    }
}

/// What painting one piece needs.
struct Brush<'a> {
    frame: &'a Frame<'a>,
    painter: &'a Painter,
    theme: &'static Theme,
    wardrobe: &'a Wardrobe,
    piece: &'a Placed,
}

impl Brush<'_> {
    fn dress(&self) -> &Dress {
        self.wardrobe.of(self.piece.piece.kind)
    }

    fn rects(&self, range: Range) -> Vec<Rect> {
        let mut rects = Vec::new();
        self.piece.rects(range, &mut rects);
        rects.retain(|rect| rect.intersects(self.frame.view));
        rects
    }

    /// Narrows a line's rectangle to what the letters take.
    fn tight(&self, line: Rect) -> Rect {
        let baseline = line.top() + self.piece.laid.baseline();
        let size = self.dress().font.size;
        let top = (baseline - size * 0.98).max(line.top());
        Rect::from_x_y_ranges(line.x_range(), top..=baseline + size * 0.3)
    }

    /// Fills each place in the colour of the smallest mark over it.
    fn paint_fills(&self, stretches: &[Stretch<'_>], seen: Range) {
        for (range, top) in innermost(stretches, seen) {
            let fill = self.theme.hue(&stretches[top].mark.hue).fill;
            for rect in self.rects(range) {
                self.painter.rect_filled(self.tight(rect).expand2(egui::vec2(1.0, 0.0)), 2.0, fill);
            }
        }
    }

    fn paint_found(&self, seen: Range) {
        let found = self.frame.page.found;
        let first = found.partition_point(|range| range.end <= seen.start);
        for range in found[first..].iter().take_while(|range| range.start < seen.end) {
            for rect in self.rects(*range) {
                let rect = self.tight(rect).expand(1.0);
                self.painter.rect_filled(rect, 2.0, self.theme.search_hit);
            }
        }
    }

    /// Frames the hit that the reader is at.
    fn paint_current(&self, seen: Range) {
        let Some(range) = self.frame.page.current.filter(|range| range.overlaps(seen)) else { return };
        for rect in self.rects(range) {
            let rect = self.tight(rect).expand(2.0);
            let stroke = Stroke::new(1.5, self.theme.ink);
            self.painter.rect_stroke(rect, 3.0, stroke, egui::StrokeKind::Inside);
        }
    }

    fn paint_selection(&self, range: Range) {
        for rect in self.rects(range) {
            self.painter.rect_filled(rect, 0.0, self.theme.selection);
        }
    }

    /// Underlines each mark in a lane of its own, the smallest nearest to the words.
    fn paint_lanes(&self, stretches: &[Stretch<'_>]) {
        let lanes = lanes(stretches);
        let count = lanes.iter().max().map_or(1, |most| most + 1).min(MOST_LANES);
        let size = self.dress().font.size;
        let room = self.dress().line_height - self.piece.laid.baseline() + size * 0.12;
        let pitch = (room / count as f32).min((size * 0.17).max(2.6));
        let pixels = self.painter.pixels_per_point();
        let thickness = ((pitch * 0.66).min(2.0) * pixels).round().max(1.0) / pixels;
        for (stretch, lane) in stretches.iter().zip(lanes) {
            let drop = self.piece.laid.baseline() + size * 0.13 + pitch * lane.min(MOST_LANES - 1) as f32;
            let is_quiet = stretch.mark.weight == Weight::Quiet;
            if is_quiet && self.paint_quiet_block(stretch) {
                continue;
            }
            let (colour, thickness) = if is_quiet {
                (self.theme.faint, 1.0)
            } else {
                (self.theme.hue(&stretch.mark.hue).line, thickness)
            };
            for rect in self.rects(stretch.range) {
                let top = ((rect.top() + drop) * pixels).round() / pixels;
                let line =
                    Rect::from_x_y_ranges(rect.left() + 0.5..=rect.right() - 0.5, top..=top + thickness);
                self.painter.rect_filled(line, 0.0, colour);
            }
        }
    }

    /// Draws a faint line beside a block of which all needs no check; tells whether it is one.
    fn paint_quiet_block(&self, stretch: &Stretch<'_>) -> bool {
        let blocks = self.frame.page.blocks;
        let is_all =
            blocks.get(self.piece.piece.block).is_some_and(|block| stretch.range.covers(block.range));
        if is_all {
            let x = self.piece.at.x - self.wardrobe.body() * 0.5;
            let words = self.piece.rect().y_range();
            self.painter.vline(x, words.min + 4.0..=words.max - 4.0, Stroke::new(1.5, self.theme.rule));
        }
        is_all
    }

    fn paint_words(&self) {
        let ink = match self.dress().ink {
            Ink::Full => self.theme.ink,
            Ink::Muted => self.theme.muted,
        };
        self.piece.laid.paint(self.painter, self.piece.at, ink);
    }

    fn paint_number(&self, column_left: f32) {
        let Some(number) = self.piece.piece.number else { return };
        if self.frame.look.numbers == Numbers::Hidden {
            return;
        }
        let body = self.wardrobe.body();
        let galley = self.painter.layout_no_wrap(number.to_string(), figure_font(body), Color32::PLACEHOLDER);
        let at = pos2(column_left - body * 1.1, self.piece.at.y + self.piece.laid.baseline());
        on_baseline(self.painter, at, Align2::RIGHT_TOP, galley, self.theme.faint);
    }

    /// Draws one outline round all lines of the selected mark; it is open where the mark leaves the piece.
    fn paint_frame(&self, stretch: &Stretch<'_>) {
        let stroke = Stroke::new(1.6, self.theme.hue(&stretch.mark.hue).line);
        let mut lines: Vec<Rect> = Vec::new();
        self.piece.rects(stretch.range, &mut lines);
        let mut lines: Vec<Rect> =
            lines.into_iter().map(|line| self.tight(line).expand2(egui::vec2(2.5, 2.0))).collect();
        for index in 1..lines.len() {
            let middle = f32::midpoint(lines[index - 1].bottom(), lines[index].top());
            lines[index - 1].max.y = middle;
            lines[index].min.y = middle;
        }
        let is_begun = self.piece.piece.range.start <= stretch.range.start;
        let is_ended = stretch.range.end <= self.piece.piece.range.end;
        for (index, line) in lines.iter().enumerate() {
            let above = index.checked_sub(1).and_then(|above| lines.get(above));
            let below = lines.get(index + 1);
            if above.is_some() || is_begun {
                self.paint_edge(*line, above, line.top(), stroke);
            }
            if below.is_some() || is_ended {
                self.paint_edge(*line, below, line.bottom(), stroke);
            }
            self.painter.vline(line.left(), line.y_range(), stroke);
            self.painter.vline(line.right(), line.y_range(), stroke);
        }
    }

    /// Draws the edge between a line and its neighbour where only one of them is.
    fn paint_edge(&self, line: Rect, neighbour: Option<&Rect>, y: f32, stroke: Stroke) {
        let (left, right) = (line.left() - stroke.width / 2.0, line.right() + stroke.width / 2.0);
        let Some(other) = neighbour else {
            self.painter.hline(left..=right, y, stroke);
            return;
        };
        let (from, until) = (other.left().clamp(left, right), other.right().clamp(left, right));
        if from > left + 1.0 {
            self.painter.hline(left..=from, y, stroke);
        }
        if until < right - 1.0 {
            self.painter.hline(until..=right, y, stroke);
        }
    }
}

/// Cuts what is seen into runs and names for each the smallest mark over it; quiet marks fill nothing.
fn innermost(stretches: &[Stretch<'_>], seen: Range) -> Vec<(Range, usize)> {
    let mut edges: Vec<(usize, bool, usize)> = Vec::with_capacity(stretches.len() * 2);
    for (index, stretch) in stretches.iter().enumerate() {
        let Some(shared) = stretch.range.intersection(seen) else { continue };
        if stretch.mark.weight == Weight::Full {
            edges.push((shared.start, true, index));
            edges.push((shared.end, false, index));
        }
    }
    edges.sort_unstable();
    let mut runs: Vec<(Range, usize)> = Vec::new();
    let mut open: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut at = 0;
    for (offset, is_start, index) in edges {
        if let Some((_, top)) = open.first()
            && offset > at
        {
            match runs.last_mut() {
                Some((run, before)) if before == top && run.end == at => run.end = offset,
                _ => runs.push((Range::new(at, offset), *top)),
            }
        }
        at = offset;
        let entry = (stretches[index].mark.size(), index);
        if is_start {
            open.insert(entry);
        } else {
            open.remove(&entry);
        }
    }
    runs
}

/// Gives each stretch a lane such that those that overlap lie apart, the smaller ones first.
///
/// *Limitations:* lanes are given piece by piece; a mark that runs on may change its lane there.
fn lanes(stretches: &[Stretch<'_>]) -> Vec<usize> {
    let mut by_size: Vec<usize> = (0..stretches.len()).collect();
    by_size.sort_by_key(|index| (stretches[*index].mark.size(), stretches[*index].range.start));
    let mut lanes = vec![0; stretches.len()];
    let mut taken: Vec<Vec<Range>> = Vec::new();
    for index in by_size {
        let range = stretches[index].range;
        let free = taken.iter().position(|lane| lane.iter().all(|other| !other.overlaps(range)));
        let lane = free.unwrap_or(taken.len());
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        taken[lane].push(range);
        lanes[index] = lane;
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::highlight::{Highlight, Highlights, StatusShape};
    use proptest::prelude::*;

    fn marks(ranges: &[(usize, usize)]) -> Highlights {
        let mark = |(key, (start, len)): (usize, &(usize, usize))| Highlight {
            key: key as u64,
            ranges: vec![Range::new(*start, start + len + 1)],
            hue: "blue".into(),
            number: 1,
            words: "claim".into(),
            shape: StatusShape::Circle,
            weight: Weight::Full,
        };
        Highlights::new(ranges.iter().enumerate().map(mark).collect())
    }

    proptest! {
        #[test]
        fn every_place_is_filled_by_the_smallest_mark_over_it(
            ranges in prop::collection::vec((0_usize..40, 0_usize..20), 0..12),
        ) {
            let marks = marks(&ranges);
            let seen = Range::new(0, 100);
            let stretches: Vec<_> = marks.meeting(seen).collect();
            let runs = innermost(&stretches, seen);
            for offset in 0..70 {
                let smallest = marks.at(offset).first().and_then(|key| marks.mark(*key)).map(Highlight::size);
                let run = runs.iter().find(|(range, _)| range.contains(offset));
                prop_assert_eq!(run.map(|(_, top)| stretches[*top].mark.size()), smallest);
            }
        }

        #[test]
        fn overlapping_marks_never_share_a_lane(
            ranges in prop::collection::vec((0_usize..40, 0_usize..20), 0..12),
        ) {
            let marks = marks(&ranges);
            let stretches: Vec<_> = marks.meeting(Range::new(0, 100)).collect();
            let lanes = lanes(&stretches);
            for one in 0..stretches.len() {
                for other in 0..one {
                    let is_shared = lanes[one] == lanes[other];
                    prop_assert!(!(is_shared && stretches[one].range.overlaps(stretches[other].range)));
                }
            }
        }
    }
}
