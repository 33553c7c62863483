//! The mouse: selecting by drag and by double and triple click, clicking on marks.
//!
//! Reads the events one by one in their order, so that a drag that was over within one frame selects what it
//! passed, from where it began.

use egui::{CursorIcon, Modifiers, PointerButton, Pos2};

use super::flow::{Placed, Reveal};
use super::layout::Spot;
use super::margin::{Face, Label};
use super::scrollbar::Bar;
use super::{ArticleView, Event, Frame, Pointed, Selection, label_at, nearest};
use crate::gui::widget::words::label_ui;
use crate::text::{Range, boundary};

/// Presses that follow one another faster than this, in seconds, count as one double click.
const DOUBLE_CLICK: f64 = 0.4;
/// How far the pointer may stray in a click, in points.
const STRAY: f32 = 4.0;
/// How fast the text scrolls for each point that a drag is beyond the edge, in points a second.
const EDGE_SPEED: f32 = 14.0;

/// What one selects by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    Grapheme,
    Word,
    Sentence,
}

/// A button that is held down in the text.
pub(super) struct Press {
    at: Pos2,
    grain: Grain,
    /// What was selected by the press alone.
    unit: Range,
    has_moved: bool,
    /// The label that was pressed instead of the text.
    label: Option<u64>,
}

/// The press before, for counting clicks.
#[derive(Clone, Copy)]
pub(super) struct LastPress {
    at: Pos2,
    time: f64,
    grain: Grain,
}

impl ArticleView {
    pub(super) fn pointer(
        &mut self,
        frame: &Frame<'_>,
        placed: &[Placed],
        labels: &[Label],
        bar: &Bar,
        events: &mut Vec<Event>,
    ) {
        let raw: Vec<egui::Event> = frame.ui.input(|input| {
            let is_ours = |event: &&egui::Event| {
                matches!(event, egui::Event::PointerButton { .. } | egui::Event::PointerMoved(_))
            };
            input.events.iter().filter(is_ours).cloned().collect()
        });
        let is_over = frame.response.contains_pointer() || frame.response.is_pointer_button_down_on();
        for event in raw {
            match event {
                egui::Event::PointerMoved(at) => self.drag(frame, placed, at),
                egui::Event::PointerButton { pos, button, pressed, modifiers } => {
                    let is_inside = is_over && frame.view.contains(pos) && !self.is_covered(bar, pos);
                    match (button, pressed) {
                        (PointerButton::Primary, true) if is_inside => {
                            self.press(frame, placed, labels, pos, modifiers);
                        }
                        (PointerButton::Primary, false) => {
                            self.drag(frame, placed, pos);
                            self.release(frame, placed, labels, pos, modifiers, events);
                        }
                        (PointerButton::Secondary, false) if is_inside => {
                            self.open_menu(frame, placed, pos, events);
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        self.scroll_at_edge(frame, placed);
        self.hover(frame, placed, labels, bar);
    }

    fn press(&mut self, frame: &Frame<'_>, placed: &[Placed], labels: &[Label], at: Pos2, keys: Modifiers) {
        frame.response.request_focus();
        self.goal = None;
        let mut press =
            Press { at, grain: Grain::Grapheme, unit: Range::default(), has_moved: false, label: None };
        if let Some(label) = label_at(labels, at) {
            press.label = label.keys.first().copied();
            self.press = Some(press);
            return;
        }
        let Some(spot) = spot(placed, at) else { return };
        let offset = spot.offset;
        self.lean = Some(spot);
        let time = frame.ui.input(|input| input.time);
        press.grain = match self.last_press {
            Some(last) if time - last.time < DOUBLE_CLICK && last.at.distance(at) < STRAY * 1.5 => {
                match last.grain {
                    Grain::Grapheme => Grain::Word,
                    Grain::Word => Grain::Sentence,
                    Grain::Sentence => Grain::Grapheme,
                }
            }
            _ => Grain::Grapheme,
        };
        self.last_press = Some(LastPress { at, time, grain: press.grain });
        if keys.shift {
            press.grain = Grain::Grapheme;
            press.unit = Range::new(self.selection.anchor, self.selection.anchor);
            press.has_moved = true;
            self.press = Some(press);
            self.drag(frame, placed, at);
            return;
        }
        if press.grain == Grain::Grapheme {
            self.selection = Selection { anchor: offset, head: offset };
        } else {
            let unit = unit(frame, placed, at, press.grain);
            self.selection = Selection { anchor: unit.start, head: unit.end };
        }
        press.unit = unit(frame, placed, at, press.grain);
        self.press = Some(press);
    }

    fn drag(&mut self, frame: &Frame<'_>, placed: &[Placed], at: Pos2) {
        let Some(press) = &mut self.press else { return };
        press.has_moved |= press.at.distance(at) > STRAY;
        if !press.has_moved || press.label.is_some() {
            return;
        }
        // What the bar with the headline covers cannot be pointed at.
        let highest = frame.view.left_top() + egui::vec2(0.0, self.flow.cover());
        let lowest = frame.view.right_bottom() - egui::vec2(0.0, 1.0);
        let at = at.clamp(highest, lowest.max(highest));
        let here = unit(frame, placed, at, press.grain);
        self.selection = if here.start < press.unit.start {
            Selection { anchor: press.unit.end, head: here.start }
        } else {
            Selection { anchor: press.unit.start, head: here.end.max(press.unit.end) }
        };
        self.lean = spot(placed, at);
    }

    fn release(
        &mut self,
        frame: &Frame<'_>,
        placed: &[Placed],
        labels: &[Label],
        at: Pos2,
        keys: Modifiers,
        events: &mut Vec<Event>,
    ) {
        let Some(press) = self.press.take() else { return };
        if press.label.is_some() {
            if let Some(label) = label_at(labels, at)
                && label.keys.first().copied() == press.label
                && let Some(mark) =
                    after_selected(label, frame.look.selected).and_then(|key| frame.page.marks.mark(key))
            {
                events.push(Event::MarkClicked { key: mark.key, offset: mark.span().start });
            }
            return;
        }
        if press.has_moved {
            return;
        }
        let marks = marks_under(frame, placed, at);
        match press.grain {
            Grain::Grapheme => events.push(Event::Clicked { offset: self.selection.head, marks, keys }),
            Grain::Word => events.push(Event::DoubleClicked { offset: self.selection.head, marks }),
            Grain::Sentence => {}
        }
    }

    fn open_menu(&mut self, frame: &Frame<'_>, placed: &[Placed], at: Pos2, events: &mut Vec<Event>) {
        let Some(spot) = spot(placed, at) else { return };
        let offset = spot.offset;
        frame.response.request_focus();
        let is_selected = self.selection().is_some_and(|range| range.start <= offset && offset <= range.end);
        if !is_selected {
            self.selection = Selection { anchor: offset, head: offset };
            (self.goal, self.lean) = (None, Some(spot));
        }
        events.push(Event::ContextMenu { offset, marks: marks_under(frame, placed, at), at });
    }

    /// Scrolls while a drag is held beyond the edge, and selects on.
    fn scroll_at_edge(&mut self, frame: &Frame<'_>, placed: &[Placed]) {
        let Some(press) = &self.press else { return };
        let (is_down, at, step) = frame.ui.input(|input| {
            (input.pointer.primary_down(), input.pointer.latest_pos(), input.stable_dt.min(0.05))
        });
        if !is_down {
            self.press = None;
            return;
        }
        let Some(at) = at else { return };
        let top = frame.view.top() + self.flow.cover();
        let beyond = if at.y < top { at.y - top } else { (at.y - frame.view.bottom()).max(0.0) };
        if press.has_moved && press.label.is_none() && beyond != 0.0 {
            self.flow.scroll_by(f64::from(beyond.clamp(-120.0, 120.0) * EDGE_SPEED * step));
            self.drag(frame, placed, at);
            frame.ui.ctx().request_repaint();
        }
    }

    fn hover(&mut self, frame: &Frame<'_>, placed: &[Placed], labels: &[Label], bar: &Bar) {
        self.pointed = None;
        let Some(at) = frame.response.hover_pos() else { return };
        let marks = if self.is_covered(bar, at) { Vec::new() } else { marks_under(frame, placed, at) };
        self.pointed = hit(placed, at).map(|offset| Pointed { offset, marks });
        let ctx = frame.ui.ctx();
        if let Some(label) = label_at(labels, at) {
            ctx.set_cursor_icon(CursorIcon::PointingHand);
            let marks = frame.page.marks;
            let names = label.keys.iter().filter_map(|key| marks.name(*key, frame.page.text));
            let mut names: Vec<String> = names.take(12).collect();
            if let Face::Card(card) = &label.face {
                let said = card.said();
                names.extend([&said.words, &said.note].into_iter().filter(|line| !line.is_empty()).cloned());
            }
            let id = frame.response.id.with("tooltip");
            egui::Tooltip::always_open(ctx.clone(), frame.ui.layer_id(), id, label.rect).show(|ui| {
                for name in names {
                    label_ui(ui, &name);
                }
            });
        } else if !self.is_covered(bar, at) {
            let column = self.flow.column();
            if at.x >= column.left - 40.0 && at.x <= column.right() + 8.0 {
                ctx.set_cursor_icon(CursorIcon::Text);
            }
        }
    }

    /// Tells whether something lies over the text there: scroll bar, strip, headline.
    fn is_covered(&self, bar: &Bar, at: Pos2) -> bool {
        bar.grip.contains(at) || self.covered.is_some_and(|header| header.contains(at))
    }

    /// Brings the caret into view after it moved.
    pub(super) fn follow_caret(&mut self) {
        self.flow.want(self.selection.head, Reveal::Nearest);
    }
}

/// Finds the byte of the text nearest to a place on screen.
fn hit(placed: &[Placed], at: Pos2) -> Option<usize> {
    nearest(placed, at.y).map(|piece| piece.hit(at))
}

/// Finds the caret nearest to a place on screen.
pub(super) fn spot(placed: &[Placed], at: Pos2) -> Option<Spot> {
    nearest(placed, at.y).map(|piece| piece.spot(at))
}

/// Finds what a place selects at this grain.
fn unit(frame: &Frame<'_>, placed: &[Placed], at: Pos2, grain: Grain) -> Range {
    let Some(piece) = nearest(placed, at.y) else { return Range::default() };
    let offset = piece.hit(at);
    let text = frame.page.text;
    let block = frame.page.blocks.get(piece.piece.block).map_or(piece.piece.range, |block| block.range);
    let found = match grain {
        Grain::Grapheme => return Range::new(offset, offset),
        Grain::Word => boundary::word_at(text, piece.grapheme_at(at).start),
        Grain::Sentence => boundary::sentence_at(text, piece.grapheme_at(at).start),
    };
    found.intersection(block).unwrap_or(Range::new(offset, offset))
}

/// Lists the marks under a place, smallest first; none beside the words.
fn marks_under(frame: &Frame<'_>, placed: &[Placed], at: Pos2) -> Vec<u64> {
    let Some(piece) = nearest(placed, at.y) else { return Vec::new() };
    let under = piece.grapheme_at(at);
    let mut rects = Vec::new();
    piece.rects(under, &mut rects);
    let is_on_words = rects.iter().any(|rect| rect.expand2(egui::vec2(2.0, 0.0)).contains(at));
    if is_on_words { frame.page.marks.at(under.start) } else { Vec::new() }
}

/// Steps through the marks of a label: the one after the selected one, else the first.
fn after_selected(label: &Label, selected: Option<u64>) -> Option<u64> {
    let place = selected.and_then(|key| label.keys.iter().position(|known| *known == key));
    let next = place.map_or(0, |place| (place + 1) % label.keys.len());
    label.keys.get(next).copied()
}
