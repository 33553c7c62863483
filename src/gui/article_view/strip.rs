//! The strip beside the scroll bar: the whole article at a glance, and a way to any place of it.
//!
//! Each row of two points stands for the text between two depths, which are those that the scroll bar goes by. What
//! stands there is counted once for each change, some thousand marks a frame, and painted as one mesh.

use std::sync::Arc;

use egui::{Color32, Mesh, Rangef, Rect, Response, Sense, Shape, Stroke, StrokeKind, pos2};

use super::flow::Flow;
use super::{Frame, Marks};
use crate::gui::highlight::{Highlight, Stretch, Weight};
use crate::gui::theme::Theme;
use crate::gui::widget::words::label_ui;
use crate::text::{Range, counted};

/// How wide it is, in points.
pub const WIDTH: f32 = 16.0;
/// How high a row is, in points.
const ROW: f32 = 2.0;
/// What is on screen is framed at least so high, in points.
const LEAST: f32 = 6.0;
/// So many colours are told apart; further ones count as the last.
const HUES: usize = 12;
/// So many marks are counted in one frame.
const AT_ONCE: usize = 2_048;
/// So many marks are named in the tooltip.
const NAMED: usize = 6;

/// What stands at one height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Row {
    /// How many marks of each colour.
    marks: [u16; HUES],
    /// Whether one of that colour is open, a bit each.
    open: u16,
    has_finding: bool,
    has_match: bool,
    is_uncovered: bool,
}

/// What the rows follow from.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    revision: u64,
    state: u64,
    marks: Option<usize>,
    found: Span,
    findings: Span,
    uncovered: Span,
    rows: usize,
    measured: u64,
}

/// A list, known by where it is and what it begins and ends with.
type Span = (usize, usize, Option<Range>, Option<Range>);

fn span(list: &[Range]) -> Span {
    (list.as_ptr().addr(), list.len(), list.first().copied(), list.last().copied())
}

/// The rows, and how far they are counted.
#[derive(Default)]
pub struct Strip {
    key: Option<Key>,
    /// How much the heights had been corrected when the rows were begun, in points.
    drift: f64,
    /// Where the text of each row begins; one more than there are rows.
    edges: Vec<usize>,
    hues: Vec<Arc<str>>,
    rows: Vec<Row>,
    fresh: Vec<Row>,
    next: usize,
    mesh: Option<(Look, Arc<Mesh>)>,
}

/// What the mesh follows from besides the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Look {
    rect: Rect,
    page: Color32,
}

/// Lets the reader click and drag in the strip, and brings its rows up to date.
pub fn ui(frame: &Frame<'_>, flow: &mut Flow, strip: &mut Strip, rect: Rect) -> Response {
    strip.follow(frame, flow, rect);
    let id = frame.response.id.with("overview");
    let response = frame.ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
    let is_pressed = response.is_pointer_button_down_on() || response.clicked();
    if is_pressed && let Some(at) = response.interact_pointer_pos() {
        let share = f64::from((at.y - rect.top()) / rect.height().max(1.0));
        let depth = share * flow.total() - f64::from(frame.view.height()) / 2.0;
        flow.scroll_to(depth.max(0.0));
    }
    describe(frame, &response);
    if let Some(at) = response.hover_pos() {
        frame.ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        let lines = strip.tell(frame, flow, at.y - rect.top());
        return response.on_hover_ui_at_pointer(|ui| {
            for line in lines {
                label_ui(ui, &line);
            }
        });
    }
    response
}

/// Gives the strip a name, and says what it shows.
fn describe(frame: &Frame<'_>, response: &Response) {
    let page = frame.page;
    let counts = [
        (page.marks.len(), "mark", "marks"),
        (page.findings.len(), "place with findings", "places with findings"),
        (page.found.len(), "match", "matches"),
        (page.uncovered.len(), "uncovered sentence", "uncovered sentences"),
    ];
    let bounds = super::access::bounds(response.rect);
    frame.ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Image);
        node.set_label("Overview of the article");
        node.set_description(counts.map(|(count, one, more)| counted(count, one, more)).join(", "));
        node.set_bounds(bounds);
    });
}

impl Strip {
    /// Begins anew when something changed, and counts on.
    fn follow(&mut self, frame: &Frame<'_>, flow: &Flow, rect: Rect) {
        let page = frame.page;
        let rows = (rect.height() / ROW).floor().max(1.0) as usize;
        let key = Key {
            revision: page.revision,
            state: page.state,
            marks: (frame.look.marks == Marks::Shown).then_some(page.marks.len()),
            found: span(page.found),
            findings: span(page.findings),
            uncovered: span(page.uncovered),
            rows,
            measured: flow.measured(),
        };
        let row_depth = flow.total() / rows as f64;
        let has_moved = (flow.drift() - self.drift).abs() > row_depth;
        if self.key != Some(key) || (has_moved && self.is_counted(frame)) {
            self.key = Some(key);
            self.begin(frame, flow, rows);
        }
        if !self.fresh.is_empty() {
            self.count(frame);
        }
    }

    fn is_counted(&self, frame: &Frame<'_>) -> bool {
        self.fresh.is_empty() || self.next >= frame.page.marks.len()
    }

    fn begin(&mut self, frame: &Frame<'_>, flow: &Flow, rows: usize) {
        self.drift = flow.drift();
        let row_depth = flow.total() / rows as f64;
        self.edges.clear();
        self.edges.extend((0..=rows).map(|row| flow.offset_at(row as f64 * row_depth)));
        if let Some(last) = self.edges.last_mut() {
            *last = frame.page.text.len() + 1;
        }
        self.hues.clear();
        self.next = if frame.look.marks == Marks::Shown { 0 } else { frame.page.marks.len() };
        self.fresh.clear();
        let page = frame.page;
        for edge in self.edges.windows(2) {
            let range = Range::new(edge[0], edge[1].max(edge[0] + 1));
            self.fresh.push(Row {
                has_finding: meets(page.findings, range),
                has_match: meets(page.found, range),
                is_uncovered: meets(page.uncovered, range),
                ..Row::default()
            });
        }
    }

    /// Counts some thousand marks; once all are counted, they are shown.
    fn count(&mut self, frame: &Frame<'_>) {
        let marks = frame.page.marks;
        let until = (self.next + AT_ONCE).min(marks.len());
        for mark in marks.iter_from(self.next).take(until - self.next) {
            if !is_shown(mark) {
                continue;
            }
            let known = self.hues.iter().position(|hue| *hue == mark.hue);
            let hue = known.unwrap_or_else(|| {
                if self.hues.len() < HUES {
                    self.hues.push(Arc::clone(&mark.hue));
                }
                self.hues.len() - 1
            });
            for range in &mark.ranges {
                let first = self.row_of(range.start);
                for (row, edge) in self.fresh.iter_mut().zip(&self.edges).skip(first) {
                    if *edge >= range.end.max(range.start + 1) {
                        break;
                    }
                    row.marks[hue] = row.marks[hue].saturating_add(1);
                    row.open |= u16::from(mark.shape.is_open()) << hue;
                }
            }
        }
        self.next = until;
        let is_done = until == marks.len();
        if is_done || self.rows.len() != self.fresh.len() {
            self.mesh = None;
            self.rows.clone_from(&self.fresh);
        }
        if is_done {
            self.fresh.clear();
        } else {
            frame.ui.ctx().request_repaint();
        }
    }

    /// Finds the row in which a byte of the text stands.
    fn row_of(&self, offset: usize) -> usize {
        self.edges.partition_point(|edge| *edge <= offset).saturating_sub(1)
    }

    /// Paints the part of the text that is on screen, and the rows.
    pub fn paint(&mut self, frame: &Frame<'_>, flow: &Flow, rect: Rect) {
        let theme = Theme::current(frame.ui.ctx());
        let painter = frame.ui.painter();
        let total = flow.total().max(1.0);
        let at = |depth: f64| rect.top() + (depth / total).clamp(0.0, 1.0) as f32 * rect.height();
        let seen = Rangef::new(at(flow.depth()), at(flow.depth() + f64::from(frame.view.height())));
        let missing = (LEAST - seen.span()).max(0.0);
        let seen = Rangef::new(seen.min - missing / 2.0, seen.max + missing / 2.0);
        let window = Rect::from_x_y_ranges(rect.x_range(), seen).intersect(rect);
        painter.rect_filled(window, 2.0, theme.control_hover);
        let look = Look { rect, page: theme.page };
        if self.mesh.as_ref().is_none_or(|(known, _)| *known != look) {
            self.mesh = Some((look, Arc::new(self.draw(theme, rect))));
        }
        if let Some((_, mesh)) = self.mesh.as_ref().filter(|(_, mesh)| !mesh.is_empty()) {
            painter.add(Shape::mesh(Arc::clone(mesh)));
        }
        painter.rect_stroke(window, 2.0, Stroke::new(1.0, theme.control_edge), StrokeKind::Inside);
    }

    /// Draws every row: uncovered sentences at the left, marks in the middle, findings at the right, matches across.
    fn draw(&self, theme: &Theme, rect: Rect) -> Mesh {
        let mut mesh = Mesh::default();
        let mut fill = |x: Rangef, y: Rangef, colour: Color32| {
            mesh.add_colored_rect(Rect::from_x_y_ranges(x, y), colour);
        };
        let across = |from: f32, to: f32| Rangef::new(rect.left() + from, rect.left() + to);
        let mut row = 0;
        while row < self.rows.len() {
            let same = self.rows[row..].iter().take_while(|other| **other == self.rows[row]).count();
            let Row { marks, open, has_finding, has_match, is_uncovered } = self.rows[row];
            let y = Rangef::new(rect.top() + row as f32 * ROW, rect.top() + (row + same) as f32 * ROW);
            if is_uncovered {
                fill(across(1.0, 3.0), y, theme.faint);
            }
            // Open marks take the whole width, settled ones half of it; several kinds share it by their numbers.
            let all: u32 = marks.iter().map(|count| u32::from(*count)).sum();
            let width = if open == 0 { 4.0 } else { 7.0 };
            let mut from = 4.0;
            for (hue, count) in marks.iter().enumerate().filter(|(_, count)| **count > 0) {
                let hue_colours = theme.hue(self.hues.get(hue).map_or("", AsRef::as_ref));
                let is_open = open & (1 << hue) != 0;
                let share = width * f32::from(*count) / all as f32;
                let colour = if is_open { hue_colours.line } else { theme.settled_line(hue_colours) };
                fill(across(from, from + share), y, colour);
                from += share;
            }
            if has_finding {
                fill(across(12.0, 15.0), y, theme.danger);
            }
            if has_match {
                fill(across(0.0, WIDTH), y, theme.search_hit);
                fill(across(0.0, 3.0), y, theme.ink);
                fill(across(WIDTH - 3.0, WIDTH), y, theme.ink);
            }
            row += same;
        }
        mesh
    }

    /// Says what stands at a height of the strip, a line each.
    fn tell(&self, frame: &Frame<'_>, flow: &Flow, y: f32) -> Vec<String> {
        let row = (y / ROW).max(0.0) as usize;
        let last = self.edges.len().saturating_sub(1);
        let (first, end) = (row.saturating_sub(2).min(last), (row + 3).min(last));
        let (Some(from), Some(to)) = (self.edges.get(first), self.edges.get(end)) else { return Vec::new() };
        let range = Range::new(*from, (*to).max(from + 1));
        let page = frame.page;
        let mut lines = vec![super::header::place_words(flow, flow.piece_of(self.edges[row.min(last)]))];
        if frame.look.marks == Marks::Shown {
            let mut there: Vec<Stretch<'_>> =
                page.marks.meeting(range).filter(|stretch| is_shown(stretch.mark)).collect();
            there.sort_by_key(|stretch| stretch.number);
            there.dedup_by_key(|stretch| stretch.number);
            let more = there.len().saturating_sub(NAMED);
            lines.extend(there.iter().take(NAMED).map(|there| there.mark.name(there.number, page.text)));
            lines.extend((more > 0).then(|| format!("and {}", counted(more, "more mark", "more marks"))));
        }
        let others = [
            (page.findings, "place with findings", "places with findings"),
            (page.found, "match", "matches"),
            (page.uncovered, "sentence without a mark", "sentences without a mark"),
        ];
        for (list, one, more) in others {
            let count = met(list, range).len();
            lines.extend((count > 0).then(|| counted(count, one, more)));
        }
        lines
    }
}

fn is_shown(mark: &Highlight) -> bool {
    mark.weight == Weight::Full
}

/// Returns those of a list of ranges, in order and apart, that meet a range.
fn met(list: &[Range], range: Range) -> &[Range] {
    let first = list.partition_point(|other| other.end <= range.start);
    let count = list[first..].partition_point(|other| other.start < range.end);
    &list[first..first + count]
}

fn meets(list: &[Range], range: Range) -> bool {
    let first = list.partition_point(|other| other.end <= range.start);
    list.get(first).is_some_and(|other| other.start < range.end)
}

/// Returns where the strip stands in a view: left of the scroll bar.
pub fn place(view: Rect) -> Rect {
    let right = view.right() - super::scrollbar::WIDTH;
    Rect::from_min_max(pos2(right - WIDTH, view.top()), pos2(right, view.bottom()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_meets_a_range_is_found_by_halving(
            steps in prop::collection::vec((1_usize..9, 0_usize..9), 0..30),
            start in 0_usize..200, len in 1_usize..40,
        ) {
            let mut at = 0;
            let list: Vec<Range> = steps.iter().map(|(len, gap)| {
                let range = Range::new(at + gap, at + gap + len);
                at = range.end;
                range
            }).collect();
            let asked = Range::new(start, start + len);
            let naive: Vec<Range> = list.iter().copied().filter(|range| range.overlaps(asked)).collect();
            prop_assert_eq!(met(&list, asked), &naive[..]);
            prop_assert_eq!(meets(&list, asked), !naive.is_empty());
        }
    }
}
