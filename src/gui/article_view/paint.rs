//! Paints the page: grounds, selection and marks under the words, then words, frame and caret.
//!
//! Marks are rectangles under the words and never part of the layout, so that no word moves when it is marked.

use egui::{Align2, Color32, Mesh, Painter, Rangef, Rect, Shape, Stroke, pos2};

use super::dress::{Dress, Ink, Wardrobe};
use super::flow::Placed;
use super::header::Header;
use super::lane::{self, Kept};
use super::layout::Direction;
use super::margin::{Label, figure_font, on_baseline, visible_range};
use super::{ArticleView, Frame, Marks, Numbers, margin};
use crate::gui::highlight::{Stretch, Weight};
use crate::gui::theme::Theme;
use crate::text::{BlockKind, Range};

/// More underlines than this below one line share the last place.
const MOST_LANES: usize = 5;
/// The dashes under a sentence that carries no mark: how long, and from one to the next, in points.
const DASH: f32 = 2.5;
const PITCH: f32 = 6.0;

impl ArticleView {
    pub(super) fn paint(
        &mut self,
        frame: &Frame<'_>,
        placed: &[Placed],
        labels: &[Label],
        header: Option<&Header>,
    ) {
        self.selection_rect = self.selected_rect(frame, placed);
        let Some(wardrobe) = self.flow.wardrobe() else { return };
        let theme = Theme::current(frame.ui.ctx());
        let painter = frame.ui.painter_at(frame.view);
        painter.rect_filled(frame.view, 0.0, theme.page);
        for piece in placed {
            self.paint_ground(&painter, theme, wardrobe, piece);
        }
        let mut kept = match placed.first() {
            Some(first) => lane::running_into(frame.page.marks, self.flow.pieces(), first.index),
            None => Kept::new(),
        };
        for piece in placed {
            let brush = Brush { frame, painter: &painter, theme, wardrobe, piece };
            kept = self.paint_piece(&brush, &kept);
        }
        let font = figure_font(wardrobe.body());
        for label in labels {
            margin::paint(frame, &painter, label, &font);
        }
        self.paint_caret(frame, &painter, theme, placed);
        if let Some(header) = header {
            let column = self.flow.column();
            let edges = column.left..=column.right();
            header.paint(frame, Rect::from_x_y_ranges(edges, header.rect.y_range()));
        }
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
            rects.extend(caret.map(|piece| piece.caret_at(self.spot())));
        }
        rects.retain(|rect| rect.intersects(frame.view));
        rects.into_iter().reduce(Rect::union).map(|rect| rect.intersect(frame.view))
    }

    /// Paints what lies under a block as such: a card, a rule, a bullet.
    fn paint_ground(&self, painter: &Painter, theme: &Theme, wardrobe: &Wardrobe, piece: &Placed) {
        let column = self.flow.column();
        let direction = piece.laid.direction();
        let dress = wardrobe.of(piece.piece.kind);
        let words = piece.rect().y_range();
        let line = piece.at.y + piece.laid.baseline();
        let pieces = self.flow.pieces();
        let continues = |index: Option<usize>| {
            index.and_then(|index| pieces.get(index)).is_some_and(|other| other.kind == piece.piece.kind)
        };
        match piece.piece.kind {
            BlockKind::Note => {
                let above = if piece.piece.first { dress.padding } else { 0.0 };
                let below = if piece.piece.last { dress.padding } else { 0.0 };
                let rows = words.min - above..=words.max + below;
                let card = Rect::from_x_y_ranges(column.left..=column.right(), rows);
                let round = |is_joined: bool| if is_joined { 0 } else { 6 };
                let above = round(continues(piece.index.checked_sub(1)));
                let below = round(continues(Some(piece.index + 1)));
                let corners = egui::CornerRadius { nw: above, ne: above, sw: below, se: below };
                painter.rect_filled(card, corners, theme.panel);
            }
            BlockKind::Quotation => {
                let x = column.inward(direction, dress.indent * 0.4);
                let bottom = if piece.piece.last { words.max } else { words.max + 1.0 };
                painter.vline(x, words.min..=bottom, Stroke::new(2.5, theme.rule));
            }
            BlockKind::ListItem if piece.piece.first => {
                let middle = line - dress.font.size * 0.27;
                let x = column.inward(direction, dress.indent * 0.52);
                painter.circle_filled(pos2(x, middle), dress.font.size * 0.13, theme.muted);
            }
            BlockKind::TableRow => {
                let rule = Stroke::new(1.0, theme.rule);
                let across = column.left..=column.right();
                if piece.piece.last {
                    painter.hline(across.clone(), words.max + dress.padding, rule);
                }
                if !continues(piece.index.checked_sub(1)) {
                    painter.hline(across, words.min - dress.padding, rule);
                }
            }
            _ => {}
        }
    }

    /// Paints one piece; returns the lanes of the marks that run on into the next one.
    fn paint_piece(&self, brush: &Brush<'_>, kept: &Kept) -> Kept {
        let seen = visible_range(brush.piece, brush.frame.view);
        let range = brush.piece.piece.range;
        let mut stretches: Vec<Stretch<'_>> = Vec::new();
        if brush.frame.look.marks == Marks::Shown {
            // All of the piece's, so that a mark keeps its lane while the text is scrolled.
            stretches.extend(brush.frame.page.marks.meeting(range));
        }
        let lanes = lane::lanes(&stretches, kept);
        let fills = lane::fills(&stretches, range);
        brush.paint_fills(&stretches, &fills, seen);
        brush.paint_found(seen);
        if let Some(range) = self.selection() {
            brush.paint_selection(range);
        }
        brush.paint_uncovered(seen);
        brush.paint_lanes(&stretches, &lanes, &fills, seen);
        brush.paint_words();
        brush.paint_current(seen);
        brush.paint_number(self.flow.column().left);
        for stretch in &stretches {
            if brush.frame.look.selected == Some(stretch.mark.key) {
                brush.paint_frame(stretch);
            }
        }
        lane::running_on(&stretches, &lanes, range.end)
    }

    fn paint_caret(&self, frame: &Frame<'_>, painter: &Painter, theme: &Theme, placed: &[Placed]) {
        if !frame.response.has_focus() {
            return;
        }
        let head = self.selection.head;
        let index = self.flow.piece_of(head);
        let Some(piece) = placed.iter().find(|piece| piece.index == index) else { return };
        let dress_height = piece.laid.baseline();
        let caret = piece.caret_at(self.spot());
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

    /// Fills each place in the colour of the largest mark over it, and all of the selected mark in its own. What is
    /// settled stands back.
    fn paint_fills(&self, stretches: &[Stretch<'_>], fills: &[(Range, usize)], seen: Range) {
        let is_selected = |stretch: &&Stretch<'_>| self.frame.look.selected == Some(stretch.mark.key);
        let fill = |range: Range, stretch: &Stretch<'_>| {
            let Some(range) = range.intersection(seen) else { return };
            let hue = self.theme.hue(&stretch.mark.hue);
            let is_strong = stretch.mark.shape.is_open() || is_selected(&stretch);
            let colour = if is_strong { hue.fill } else { self.theme.settled(hue) };
            for rect in self.rects(range) {
                self.painter.rect_filled(self.tight(rect).expand2(egui::vec2(1.0, 0.0)), 2.0, colour);
            }
        };
        for (range, top) in fills {
            fill(*range, &stretches[*top]);
        }
        for stretch in stretches.iter().filter(is_selected) {
            if stretch.mark.weight == Weight::Full {
                fill(stretch.range, stretch);
            }
        }
    }

    /// Draws dashes under sentences that hold something to check and carry no mark.
    fn paint_uncovered(&self, seen: Range) {
        let uncovered = self.frame.page.uncovered;
        let first = uncovered.partition_point(|range| range.end <= seen.start);
        let pixels = self.painter.pixels_per_point();
        let drop = self.piece.laid.baseline() + self.dress().font.size * 0.2;
        let mut dashes = Mesh::default();
        for range in uncovered[first..].iter().take_while(|range| range.start < seen.end) {
            for rect in self.rects(*range) {
                let top = ((rect.top() + drop) * pixels).round() / pixels;
                let count = (rect.width() / PITCH).ceil().max(0.0) as usize;
                for step in 0..count {
                    let (from, to) = (step as f32 * PITCH, (step as f32 * PITCH + DASH).min(rect.width()));
                    let across = match self.piece.laid.direction() {
                        Direction::LeftToRight => rect.left() + from..=rect.left() + to,
                        Direction::RightToLeft => rect.right() - to..=rect.right() - from,
                    };
                    let dash = Rect::from_x_y_ranges(across, top..=top + (1.0 / pixels).max(1.0));
                    dashes.add_colored_rect(dash, self.theme.faint);
                }
            }
        }
        if !dashes.is_empty() {
            self.painter.add(Shape::mesh(dashes));
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

    /// Underlines each mark in a lane of its own, the smallest nearest to the words: by a hair where its fill speaks for
    /// it, firmly where it lies within another one.
    fn paint_lanes(&self, stretches: &[Stretch<'_>], lanes: &[usize], fills: &[(Range, usize)], seen: Range) {
        let count = lanes.iter().max().map_or(1, |most| most + 1).min(MOST_LANES);
        let size = self.dress().font.size;
        let room = self.dress().line_height - self.piece.laid.baseline() + size * 0.12;
        let pitch = (room / count as f32).min((size * 0.17).max(2.6));
        let pixels = self.painter.pixels_per_point();
        let snapped = |thickness: f32| (thickness * pixels).round().max(1.0) / pixels;
        // A gap stays between two lanes.
        let firm = (((pitch - 1.0) * pixels).floor() / pixels).clamp(1.0 / pixels, 2.0);
        let hair = snapped(1.0);
        let mut filled = vec![0; stretches.len()];
        for (range, top) in fills {
            filled[*top] += range.len();
        }
        for (index, stretch) in stretches.iter().enumerate() {
            let Some(range) = stretch.range.intersection(seen) else { continue };
            let place = lanes[index].min(MOST_LANES - 1);
            let drop = self.piece.laid.baseline() + size * 0.13 + pitch * place as f32;
            let is_quiet = stretch.mark.weight == Weight::Quiet;
            if is_quiet && self.paint_quiet_block(stretch) {
                continue;
            }
            let shared = stretch.range.intersection(self.piece.piece.range).map_or(0, Range::len);
            let (colour, thickness) = if is_quiet {
                (self.theme.faint, hair)
            } else {
                let is_alone = filled[index] == shared;
                (self.theme.hue(&stretch.mark.hue).line, if is_alone { hair } else { firm })
            };
            for rect in self.rects(range) {
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
            let (words, beside) = (self.piece.rect(), self.wardrobe.body() * 0.5);
            let x = match self.piece.laid.direction() {
                Direction::LeftToRight => words.left() - beside,
                Direction::RightToLeft => words.right() + beside,
            };
            self.painter.vline(
                x,
                words.top() + 4.0..=words.bottom() - 4.0,
                Stroke::new(1.5, self.theme.rule),
            );
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
        let mut rects: Vec<Rect> = Vec::new();
        self.piece.rects(stretch.range, &mut rects);
        let tight = rects.into_iter().map(|rect| self.tight(rect).expand2(egui::vec2(2.5, 2.0)));
        let lines = lines_of(tight.collect());
        let is_begun = self.piece.piece.range.start <= stretch.range.start;
        let is_ended = stretch.range.end <= self.piece.piece.range.end;
        let none: &[Rangef] = &[];
        for (index, line) in lines.iter().enumerate() {
            let above = index.checked_sub(1).map(|above| &lines[above]);
            let below = lines.get(index + 1);
            let top = above.map_or(line.rows.min, |above| f32::midpoint(above.rows.max, line.rows.min));
            let bottom = below.map_or(line.rows.max, |below| f32::midpoint(line.rows.max, below.rows.min));
            let half = stroke.width / 2.0;
            for part in &line.parts {
                if above.is_some() || is_begun {
                    for edge in without(part.expand(half), above.map_or(none, |above| &above.parts)) {
                        self.painter.hline(edge, top, stroke);
                    }
                }
                if below.is_some() || is_ended {
                    for edge in without(part.expand(half), below.map_or(none, |below| &below.parts)) {
                        self.painter.hline(edge, bottom, stroke);
                    }
                }
                self.painter.vline(part.min, Rangef::new(top, bottom), stroke);
                self.painter.vline(part.max, Rangef::new(top, bottom), stroke);
            }
        }
    }
}

/// What a range takes of one line: in text of two directions that may be several parts.
#[derive(Debug, PartialEq)]
struct Line {
    rows: Rangef,
    parts: Vec<Rangef>,
}

/// Sorts rectangles into lines from above, and joins those that touch.
fn lines_of(mut rects: Vec<Rect>) -> Vec<Line> {
    rects.sort_by(|one, other| {
        let by_line = one.top().total_cmp(&other.top());
        if (one.top() - other.top()).abs() < 1.0 { one.left().total_cmp(&other.left()) } else { by_line }
    });
    let mut lines: Vec<Line> = Vec::new();
    for rect in rects {
        let line = lines.last_mut().filter(|line| (line.rows.min - rect.top()).abs() < 1.0);
        let Some(line) = line else {
            lines.push(Line { rows: rect.y_range(), parts: vec![rect.x_range()] });
            continue;
        };
        line.rows.max = line.rows.max.max(rect.bottom());
        match line.parts.last_mut() {
            Some(part) if rect.left() <= part.max => part.max = part.max.max(rect.right()),
            _ => line.parts.push(rect.x_range()),
        }
    }
    lines
}

/// Returns what is left of a stretch without these others, which go from left to right.
fn without(stretch: Rangef, others: &[Rangef]) -> Vec<Rangef> {
    let mut left = Vec::new();
    let mut from = stretch.min;
    for other in others {
        if other.min > from + 1.0 {
            left.push(Rangef::new(from, other.min.min(stretch.max)));
        }
        from = from.max(other.max);
    }
    if from < stretch.max - 1.0 {
        left.push(Rangef::new(from, stretch.max));
    }
    left.retain(|part| part.min < part.max);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }

    #[test]
    fn rectangles_in_any_order_come_in_lines_and_those_that_touch_are_one() {
        let rects =
            vec![rect(50.0, 20.0, 80.0, 40.0), rect(10.0, 0.0, 30.0, 20.0), rect(28.0, 0.0, 60.0, 20.0)];
        let mut more = rects.clone();
        more.push(rect(0.0, 20.0, 20.0, 40.0));
        let lines = lines_of(more);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].parts, [Rangef::new(10.0, 60.0)]);
        assert_eq!(lines[1].parts, [Rangef::new(0.0, 20.0), Rangef::new(50.0, 80.0)]);
    }

    #[test]
    fn an_edge_is_drawn_only_where_no_neighbour_is() {
        let line = Rangef::new(0.0, 100.0);
        assert_eq!(without(line, &[]), [line]);
        assert!(without(line, &[Rangef::new(-5.0, 110.0)]).is_empty());
        let gaps = [Rangef::new(10.0, 20.0), Rangef::new(60.0, 120.0)];
        assert_eq!(without(line, &gaps), [Rangef::new(0.0, 10.0), Rangef::new(20.0, 60.0)]);
    }
}
