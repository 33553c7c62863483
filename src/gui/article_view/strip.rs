//! The strip beside the scroll bar: the whole article at a glance, and a way to any place of it.
//!
//! Each row of two points stands for the text between two depths, which are those that the scroll bar goes by. What
//! stands there is counted once, ten thousand marks a frame, and then where it changes; it is painted as one mesh.

use std::ops;
use std::sync::Arc;

use egui::{Color32, Mesh, Rangef, Rect, Response, Sense, Shape, Stroke, StrokeKind, pos2};

use super::flow::Flow;
use super::{Frame, Marks, Page};
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
/// So many marks are counted in one frame: those of most articles, so that the strip is not behind while one turns pages.
const AT_ONCE: usize = 10_240;
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

/// What the depths of the rows follow from, and which marks count.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    revision: u64,
    rows: usize,
    measured: u64,
    has_marks: bool,
}

/// What else stands in the rows but marks.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Others {
    state: u64,
    found: Span,
    findings: Span,
    uncovered: Span,
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
    /// The edition of the marks that are counted.
    edition: u64,
    others: Option<Others>,
    /// How much the heights had been corrected when the rows were begun, in points.
    drift: f64,
    /// Where the text of each row begins; one more than there are rows.
    edges: Vec<usize>,
    hues: Vec<Arc<str>>,
    rows: Vec<Row>,
    /// The rows that are being counted; none once all marks are.
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
        node.set_label(format!("Overview of the {}", frame.name.to_lowercase()));
        node.set_description(counts.map(|(count, one, more)| counted(count, one, more)).join(", "));
        node.set_bounds(bounds);
    });
}

impl Strip {
    /// Begins anew where the text or its depths changed, follows single marks, and counts on.
    fn follow(&mut self, frame: &Frame<'_>, flow: &Flow, rect: Rect) {
        let page = frame.page;
        let rows = (rect.height() / ROW).floor().max(1.0) as usize;
        let has_marks = frame.look.marks == Marks::Shown;
        let key = Key { revision: page.revision, rows, measured: flow.measured(), has_marks };
        let row_depth = flow.total() / rows as f64;
        let has_moved = (flow.drift() - self.drift).abs() > row_depth;
        let is_first = self.key.is_none();
        if self.key != Some(key) || (has_moved && self.fresh.is_empty()) {
            self.key = Some(key);
            self.drift = flow.drift();
            self.edges.clear();
            self.edges.extend((0..=rows).map(|row| flow.offset_at(row as f64 * row_depth)));
            if let Some(last) = self.edges.last_mut() {
                *last = page.text.len() + 1;
            }
            self.begin(frame, rows);
        } else if self.edition != page.marks.edition() && has_marks && !self.recount(page, rows) {
            self.begin(frame, rows);
        }
        let others = Others {
            state: page.state,
            found: span(page.found),
            findings: span(page.findings),
            uncovered: span(page.uncovered),
        };
        if self.others != Some(others) {
            self.others = Some(others);
            self.mesh = None;
            for rows in [&mut self.rows, &mut self.fresh] {
                see_others(page, &self.edges, rows);
            }
        }
        if is_first && page.marks.len() > AT_ONCE {
            // The first picture of a long article does not wait for it.
            frame.ui.ctx().request_repaint();
        } else if !self.fresh.is_empty() {
            self.count(frame);
        }
        // Heights were corrected while marks were counted: nobody else may ask for the frame in which that is seen to.
        if self.fresh.is_empty() && (flow.drift() - self.drift).abs() > row_depth {
            frame.ui.ctx().request_repaint();
        }
    }

    /// Begins to count all marks.
    fn begin(&mut self, frame: &Frame<'_>, rows: usize) {
        self.edition = frame.page.marks.edition();
        // What is painted meanwhile was counted by these colours: they stay as long as there is room for more.
        if self.hues.len() == HUES {
            self.hues.clear();
        }
        self.next = if frame.look.marks == Marks::Shown { 0 } else { frame.page.marks.len() };
        self.fresh = vec![Row::default(); rows];
        see_others(frame.page, &self.edges, &mut self.fresh);
    }

    /// Counts the rows anew in which marks changed; tells whether that is known, and few enough marks at once.
    fn recount(&mut self, page: &Page<'_>, rows: usize) -> bool {
        let marks = page.marks;
        let changed: Option<Vec<Range>> = marks.changed_since(self.edition).map(Iterator::collect);
        let Some(changed) = changed.filter(|_| self.fresh.is_empty() && self.rows.len() == rows) else {
            return false;
        };
        let met: Vec<(usize, usize)> = changed
            .iter()
            .map(|range| {
                let end = range.end.max(range.start + 1);
                (self.row_of(range.start), self.edges.partition_point(|edge| *edge < end).min(rows))
            })
            .collect();
        let count = |(first, end): &(usize, usize)| {
            marks.place_of_offset(self.edges[*end]) - marks.place_of_offset(self.edges[*first])
        };
        if met.iter().map(count).sum::<usize>() > AT_ONCE {
            return false;
        }
        self.edition = marks.edition();
        self.mesh = None;
        let mut counted = std::mem::take(&mut self.rows);
        for (first, end) in met {
            for row in &mut counted[first..end] {
                (row.marks, row.open) = ([0; HUES], 0);
            }
            let there = Range::new(self.edges[first], self.edges[end]);
            for stretch in marks.meeting(there).filter(|stretch| is_shown(stretch.mark)) {
                self.enter(&mut counted, stretch.mark, stretch.range, first..end);
            }
        }
        self.rows = counted;
        true
    }

    /// Enters one range of a mark into those of the rows that it meets.
    fn enter(&mut self, rows: &mut [Row], mark: &Highlight, range: Range, among: ops::Range<usize>) {
        if range.is_empty() {
            return;
        }
        let known = self.hues.iter().position(|hue| *hue == mark.hue);
        let hue = known.unwrap_or_else(|| {
            if self.hues.len() < HUES {
                self.hues.push(Arc::clone(&mark.hue));
            }
            self.hues.len() - 1
        });
        let first = self.row_of(range.start).max(among.start);
        for (row, edge) in rows.iter_mut().zip(&self.edges).take(among.end).skip(first) {
            if *edge >= range.end {
                break;
            }
            row.marks[hue] = row.marks[hue].saturating_add(1);
            row.open |= u16::from(mark.shape.is_open()) << hue;
        }
    }

    /// Counts ten thousand marks; once all are counted, they are shown.
    fn count(&mut self, frame: &Frame<'_>) {
        let marks = frame.page.marks;
        let until = (self.next + AT_ONCE).min(marks.len());
        let mut fresh = std::mem::take(&mut self.fresh);
        let all = 0..fresh.len();
        for mark in marks.iter_from(self.next).take(until - self.next).filter(|mark| is_shown(mark)) {
            for range in &mark.ranges {
                self.enter(&mut fresh, mark, *range, all.clone());
            }
        }
        self.next = until;
        let is_done = until == marks.len();
        if is_done || self.rows.len() != fresh.len() {
            self.mesh = None;
            self.rows.clone_from(&fresh);
        }
        if !is_done {
            self.fresh = fresh;
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

/// Says in which rows findings, matches and uncovered sentences stand.
fn see_others(page: &Page<'_>, edges: &[usize], rows: &mut [Row]) {
    for (row, edge) in rows.iter_mut().zip(edges.windows(2)) {
        let range = Range::new(edge[0], edge[1].max(edge[0] + 1));
        row.has_finding = meets(page.findings, range);
        row.has_match = meets(page.found, range);
        row.is_uncovered = meets(page.uncovered, range);
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
    use crate::gui::highlight::{Highlights, StatusShape};
    use proptest::prelude::*;

    fn page<'a>(text: &'a str, marks: &'a Highlights) -> Page<'a> {
        Page {
            text,
            blocks: &[],
            revision: 1,
            marks,
            found: &[],
            current: None,
            uncovered: &[],
            findings: &[],
            card: None,
            state: 0,
            title: "",
            disguises: &[],
            language: "en",
        }
    }

    proptest! {
        #[test]
        fn rows_counted_where_marks_changed_are_those_counted_anew(
            edges in prop::collection::btree_set(1_usize..300, 1..40),
            before in prop::collection::vec((0_usize..280, 1_usize..60, 0_usize..3), 0..30),
            after in prop::collection::vec((0_usize..280, 1_usize..60, 0_usize..3), 0..6),
            gone in prop::collection::vec(0_u64..30, 0..6),
        ) {
            let mark = |key: usize, (start, len, hue): (usize, usize, usize)| Highlight {
                key: key as u64,
                ranges: vec![Range::new(start, start + len), Range::new(start + len + 3, start + len + 9)],
                hue: ["blue", "teal", "amber"][hue].into(),
                words: "claim".into(),
                shape: StatusShape::Circle,
                weight: Weight::Full,
            };
            let mut marks = Highlights::new(before.iter().enumerate().map(|(at, row)| mark(at, *row)).collect());
            let mut edges: Vec<usize> = [0].into_iter().chain(edges).collect();
            edges.push(401);
            let rows = edges.len() - 1;
            let text = "x".repeat(400);
            let hues: Vec<Arc<str>> = ["blue", "teal", "amber"].map(Into::into).into();
            let counted = |marks: &Highlights| {
                let mut strip = Strip { edges: edges.clone(), hues: hues.clone(), ..Strip::default() };
                let mut fresh = vec![Row::default(); rows];
                for mark in marks.iter() {
                    for range in &mark.ranges {
                        strip.enter(&mut fresh, mark, *range, 0..rows);
                    }
                }
                Strip { rows: fresh, edition: marks.edition(), ..strip }
            };
            let mut strip = counted(&marks);
            let fresh = after.iter().enumerate().map(|(at, row)| (0, mark(20 + at, *row))).collect();
            marks.replace(&gone, fresh);
            let page = page(&text, &marks);
            prop_assert!(strip.recount(&page, rows), "what changed is known");
            prop_assert_eq!(&strip.rows, &counted(&marks).rows);
            prop_assert_eq!(strip.edition, marks.edition());
        }

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
