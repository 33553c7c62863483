//! What holds for every text that is set: nothing is lost between bytes and places.
//!
//! Knows geometry and graphemes alone, so that it can be asked of random strings and of real texts alike.

use egui::{Context, FontId, Pos2, RawInput, Rect, pos2};
use redpencil::gui::theme;
use redpencil::gui::typeset::geometry::{Direction, Geometry, LineEdge, Side, Sideways, Spot};
use redpencil::gui::typeset::{LineEnds, Setting, set};
use redpencil::text::{Range, boundary};

/// The height of a line in these tests, in points.
const LINE: f32 = 28.0;

/// Makes a window without a screen, in which text can be set.
pub fn window() -> Context {
    let context = Context::default();
    theme::install(&context);
    let mut output = context.run_ui(RawInput::default(), |_| {});
    output.textures_delta.clear();
    context
}

/// Sets a text at a width and returns the first fault that is found.
pub fn fault(context: &Context, text: &str, width: f32) -> Option<String> {
    let mut fault = None;
    let mut output = context.run_ui(RawInput::default(), |ui| {
        let font: FontId = theme::reading(18.0);
        let setting = Setting {
            text,
            font: &font,
            line_height: LINE,
            width,
            line_ends: LineEnds::Break,
            direction: None,
            language: "",
        };
        let paragraph = set(ui.ctx(), &setting);
        fault = Law::new(text, &paragraph.geometry).first_fault();
    });
    output.textures_delta.clear();
    fault
}

struct Law<'a> {
    geometry: &'a Geometry,
    graphemes: Vec<Range>,
    /// The rectangle of each grapheme, where it takes room.
    rects: Vec<Option<Rect>>,
    len: usize,
}

impl<'a> Law<'a> {
    fn new(text: &str, geometry: &'a Geometry) -> Self {
        let mut graphemes = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let next = boundary::next_grapheme(text, at);
            graphemes.push(Range::new(at, next));
            at = next;
        }
        let rect = |range: &Range| {
            let mut rects = Vec::new();
            geometry.rects(*range, &mut rects);
            rects.into_iter().next()
        };
        let rects = graphemes.iter().map(rect).collect();
        Self { geometry, graphemes, rects, len: text.len() }
    }

    fn first_fault(&self) -> Option<String> {
        self.graphemes_are_hit()
            .and_then(|()| self.ranges_cover())
            .and_then(|()| self.ends_are_stored())
            .and_then(|()| self.walks_reach())
            .and_then(|()| self.lines_hold())
            .err()
    }

    fn open(&self) -> impl Iterator<Item = (Range, Rect)> {
        self.graphemes.iter().zip(&self.rects).filter_map(|(range, rect)| rect.map(|rect| (*range, rect)))
    }

    /// What stands in the centre of a grapheme's rectangle is that grapheme, and each has one rectangle at most.
    fn graphemes_are_hit(&self) -> Result<(), String> {
        for (range, rect) in self.open() {
            let mut rects = Vec::new();
            self.geometry.rects(range, &mut rects);
            check(rects.len() == 1, || format!("{range:?} has {} rectangles", rects.len()))?;
            let hit = self.geometry.grapheme_at(rect.center());
            check(hit == range, || format!("the centre of {range:?} hits {hit:?}"))?;
            let spot = self.geometry.spot(rect.center()).offset;
            check(spot == range.start || spot == range.end, || format!("{range:?} is hit at {spot}"))?;
        }
        Ok(())
    }

    /// The rectangles of a range hold all its graphemes and no others.
    fn ranges_cover(&self) -> Result<(), String> {
        let count = self.graphemes.len();
        for (from, until) in pairs(count) {
            let range = Range::new(self.graphemes[from].start, self.graphemes[until].end);
            let mut rects = Vec::new();
            self.geometry.rects(range, &mut rects);
            for (grapheme, rect) in self.open() {
                let holds = |cover: &Rect| cover.expand(0.01).contains_rect(rect);
                let meets = |cover: &Rect| cover.shrink(0.01).contains(rect.center());
                let is_inside = range.covers(grapheme);
                check(!is_inside || rects.iter().any(holds), || {
                    format!("{range:?} leaves out {grapheme:?}")
                })?;
                check(is_inside || !rects.iter().any(meets), || format!("{range:?} takes in {grapheme:?}"))?;
            }
        }
        Ok(())
    }

    /// A drag from the beginning of one grapheme to the end of another yields the words between.
    fn ends_are_stored(&self) -> Result<(), String> {
        let direction_of = |range: Range, rect: Rect| {
            let start = self.geometry.caret(Spot::at(range.start));
            let is_leading_left = (start.left() - rect.left()).abs() <= (start.left() - rect.right()).abs();
            if is_leading_left { Direction::LeftToRight } else { Direction::RightToLeft }
        };
        for (range, rect) in self.open() {
            let inset = rect.width() * 0.2;
            let (near_left, near_right) =
                (rect.left_center() + egui::vec2(inset, 0.0), rect.right_center() - egui::vec2(inset, 0.0));
            let (leading, trailing) = match direction_of(range, rect) {
                Direction::LeftToRight => (near_left, near_right),
                Direction::RightToLeft => (near_right, near_left),
            };
            let found = (self.geometry.spot(leading).offset, self.geometry.spot(trailing).offset);
            check(found == (range.start, range.end), || format!("a drag over {range:?} yields {found:?}"))?;
        }
        Ok(())
    }

    /// Walking onward from the start, or back from the end, passes over every grapheme once.
    fn walks_reach(&self) -> Result<(), String> {
        let first = self.geometry.edge(Spot::at(0), LineEdge::Start);
        let last = self.geometry.edge(Spot { offset: self.len, side: Side::Before }, LineEdge::End);
        let (on, back) = match self.geometry.direction() {
            Direction::LeftToRight => (Sideways::Right, Sideways::Left),
            Direction::RightToLeft => (Sideways::Left, Sideways::Right),
        };
        for (way, corner) in [(on, first), (back, last)] {
            // The outermost place of the line, where direction may differ from the paragraph's.
            let line = self.geometry.caret(corner).center().y;
            let x = if way == Sideways::Right { f32::NEG_INFINITY } else { f32::INFINITY };
            let mut at = self.geometry.spot(pos2(x, line));
            let mut passed = vec![0_usize; self.graphemes.len()];
            let mut trace = vec![at];
            while let Some(next) = self.geometry.step(at, way) {
                let (from, to) = (self.geometry.caret(at), self.geometry.caret(next));
                for (rect, passed) in self.rects.iter().zip(&mut passed) {
                    *passed += usize::from(rect.is_some_and(|rect| is_passed(rect, from, to, way)));
                }
                at = next;
                trace.push(at);
                check(trace.len() <= 4 * self.graphemes.len() + 8, || {
                    format!("walking {way:?} never ends: {:?}", &trace[trace.len() - 8..])
                })?;
            }
            for ((range, rect), times) in self.graphemes.iter().zip(&self.rects).zip(passed) {
                check(rect.is_none() || times == 1, || {
                    format!(
                        "walking {way:?} passes {range:?} {times} times: {:?}",
                        &trace[trace.len().saturating_sub(12)..]
                    )
                })?;
            }
        }
        Ok(())
    }

    /// Both ends of a line are on it; up and down lead to the neighbouring lines and nowhere else.
    fn lines_hold(&self) -> Result<(), String> {
        for (range, rect) in self.open() {
            let spot = self.geometry.spot(rect.center());
            let line = self.geometry.caret(spot).top();
            check((line - rect.top()).abs() < 0.5, || format!("the caret of {range:?} is on another line"))?;
            for edge in [LineEdge::Start, LineEdge::End] {
                let end = self.geometry.edge(spot, edge);
                let there = self.geometry.caret(end).top();
                check((there - line).abs() < 0.5, || {
                    format!("{edge:?} of the line of {range:?} is on another")
                })?;
                let again = self.geometry.edge(end, edge);
                check(again == end, || format!("{edge:?} of the line of {range:?} is not at rest"))?;
            }
            for way in [-LINE, LINE] {
                let target = rect.center().y + way;
                if target > 0.0 && target < self.geometry.height() {
                    let beyond = self.geometry.spot(Pos2::new(rect.center().x, target));
                    let there = self.geometry.caret(beyond).center().y;
                    // A line on which nothing begins is left with the rest of a letter, and has no place for a caret.
                    let is_rest =
                        beyond.offset > 0 && self.open().all(|(_, rect)| !rect.y_range().contains(target));
                    check(is_rest || (there - target).abs() < 1.0, || {
                        format!("{way} from {range:?} leads to {there} by {beyond:?}")
                    })?;
                }
            }
        }
        Ok(())
    }
}

/// Tells whether a caret that moved has passed over a grapheme; from one line to another it goes round by the ends.
fn is_passed(rect: Rect, from: Rect, to: Rect, way: Sideways) -> bool {
    let is_on = |caret: Rect| (rect.top() - caret.top()).abs() < 0.5;
    let x = rect.center().x;
    let (is_behind_from, is_before_to) = match way {
        Sideways::Right => (from.left() < x, x < to.left()),
        Sideways::Left => (x < from.left(), to.left() < x),
    };
    match (is_on(from), is_on(to)) {
        (true, true) => is_behind_from && is_before_to,
        (true, false) => is_behind_from,
        (false, true) => is_before_to,
        (false, false) => false,
    }
}

/// Some ranges of so many things: all of few, a spread of many.
fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    let step = (count / 12).max(1);
    (0..count).step_by(step).flat_map(move |from| (from..count).step_by(step).map(move |until| (from, until)))
}

fn check(holds: bool, fault: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(fault()) }
}
