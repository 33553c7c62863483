//! What a screen reader finds: the article as one text with caret and selection, a node for each paragraph and each
//! mark.
//!
//! The document is the text: the runs of all its paragraphs, one after the other, with what stands between them, so
//! that a place in it is a place in the article. A paragraph has its own runs as its text, too. What is off screen is
//! there as well: all of it up to a bound, above that a neighbourhood of what is on screen. Only what is on screen
//! tells where each letter stands.

use std::collections::HashMap;
use std::ops;

use egui::accesskit::{self, Action, ActionData, NodeId, Role, TextDirection, TextPosition, TextSelection};
use egui::{Id, Rect, Sense, UiBuilder};

use super::disguise;
use super::flow::{Placed, Shape};
use super::layout::Direction;
use super::run::{Run, runs};
use super::{ArticleView, Event, Frame, Reveal, Selection};
use crate::gui::highlight::Highlight;
use crate::text::{BlockKind, Range};

/// Up to so many paragraphs, and so many marks, are all in the tree.
const MOST: usize = 500;
/// Above that, so many on each side of what is on screen.
const AROUND: usize = 100;
/// So many bytes between two blocks are told with the first of them; there is white space, as a rule a blank line.
const BETWEEN: usize = 64;

/// What was told to a screen reader in the last frame; empty while none listens.
#[derive(Default)]
pub struct Told {
    shape: Option<Shape>,
    pieces: HashMap<usize, Words>,
    /// Which piece and which of its runs a node is.
    nodes: HashMap<NodeId, (usize, usize)>,
}

/// The runs of a piece.
struct Words {
    runs: Vec<Run>,
    /// Whether they tell where each letter stands.
    is_measured: bool,
}

impl Told {
    /// Returns the byte of the text that a screen reader means.
    fn offset(&self, position: TextPosition) -> Option<usize> {
        let (piece, run) = self.nodes.get(&position.node)?;
        let run = self.pieces.get(piece)?.runs.get(*run)?;
        Some(run.offset(position.character_index.min(run.lengths.len())))
    }
}

impl ArticleView {
    /// Does what a screen reader asked for in this frame, before anything is shown.
    pub(super) fn heed(&mut self, frame: &Frame<'_>, events: &mut Vec<Event>) {
        let asked = requests(frame);
        for request in &asked {
            self.heed_one(frame, request, events);
        }
    }

    fn heed_one(&mut self, frame: &Frame<'_>, request: &accesskit::ActionRequest, events: &mut Vec<Event>) {
        match (request.action, &request.data) {
            (Action::SetTextSelection, Some(ActionData::SetTextSelection(asked))) => {
                // What was told in the last frame may be of another text than the one that is there now.
                if self.told.shape.map(|shape| shape.revision) != Some(frame.page.revision) {
                    return;
                }
                let ends = (self.told.offset(asked.anchor), self.told.offset(asked.focus));
                let (Some(anchor), Some(head)) = ends else { return };
                self.selection = Selection { anchor: self.shown(anchor), head: self.shown(head) };
                (self.goal, self.lean) = (None, None);
                self.follow_caret();
                frame.ui.ctx().request_repaint();
            }
            (Action::ScrollIntoView, _) => {
                let piece = |index: &usize| frame.response.id.with(("piece", *index)).accesskit_id();
                let run = self.told.offset(TextPosition { node: request.target_node, character_index: 0 });
                let start = run.or_else(|| {
                    let asked = self.told.pieces.keys().find(|index| piece(index) == request.target_node)?;
                    self.flow.pieces().get(*asked).map(|piece| piece.range.start)
                });
                let start = start.or_else(|| Some(self.mark_of(frame, request)?.span().start));
                if let Some(start) = start {
                    self.flow.want(start, Reveal::Comfortable);
                    frame.ui.ctx().request_repaint();
                }
            }
            (Action::Click, _) => {
                if let Some(mark) = self.mark_of(frame, request) {
                    events.push(Event::MarkClicked { key: mark.key, offset: mark.span().start });
                }
            }
            _ => {}
        }
    }

    /// Finds the mark that a request is about, among those that may be in the tree.
    fn mark_of<'a>(&self, frame: &Frame<'a>, request: &accesskit::ActionRequest) -> Option<&'a Highlight> {
        let marks = frame.page.marks;
        let mut near = self.told_marks.clone().filter(|place| *place < marks.len());
        near.find_map(|place| {
            let mark = marks.in_order(place);
            (mark_id(frame, mark).accesskit_id() == request.target_node).then_some(mark)
        })
    }

    /// Moves an offset that stands between two blocks to the end of the first one.
    fn shown(&self, offset: usize) -> usize {
        let Some(piece) = self.flow.pieces().get(self.flow.piece_of(offset)) else { return 0 };
        offset.clamp(piece.range.start, piece.range.end)
    }

    /// Describes the page.
    pub(super) fn describe(&mut self, frame: &Frame<'_>, placed: &[Placed]) {
        let ctx = frame.ui.ctx();
        let language = frame.page.language;
        let is_heard = ctx.accesskit_node_builder(frame.response.id, |node| {
            node.set_role(Role::Document);
            node.set_label(frame.name);
            node.set_bounds(bounds(frame.view));
            node.add_action(Action::SetTextSelection);
            if !language.is_empty() {
                node.set_language(language);
            }
        });
        if is_heard.is_none() {
            self.told = Told::default();
            return;
        }
        // Paragraphs pass through the same places in turn as the text scrolls.
        ctx.allow_widget_id_changes_in(frame.view);
        let mut words = words_ui(frame);
        words.set_clip_rect(frame.view);
        let pieces = near(self.flow.pieces().len(), placed.first().map_or(0, |p| p.index), placed.len());
        self.learn(frame, placed, &pieces);
        let marks = marks_near(frame, placed);
        self.told_marks = marks.clone();
        let selection = self.told_selection(frame, &pieces);
        let mut next_mark = marks.start;
        // Runs are made before the paragraphs that hold them, and given to them afterwards.
        let root = egui::accesskit_root_id();
        let before = ctx.accesskit_node_builder(root, |node| node.children().to_vec());
        for index in pieces {
            let rect = placed
                .iter()
                .find(|piece| piece.index == index)
                .map_or_else(|| self.flow.estimated_rect(index), Placed::rect);
            let nodes = self.describe_runs(frame, index, rect);
            self.describe_piece(frame, &words, index, rect, nodes, selection);
            let end = self.flow.pieces()[index].range.end;
            while next_mark < marks.end && frame.page.marks.in_order(next_mark).span().start < end {
                self.describe_mark(frame, &words, placed, next_mark);
                next_mark += 1;
            }
        }
        for place in next_mark..marks.end {
            self.describe_mark(frame, &words, placed, place);
        }
        if let Some(before) = before {
            ctx.accesskit_node_builder(root, |node| node.set_children(before));
        }
        if let Some((anchor, focus)) = selection {
            ctx.accesskit_node_builder(frame.response.id, |node| {
                node.set_text_selection(TextSelection { anchor: anchor.position, focus: focus.position });
            });
        }
    }

    /// Cuts the pieces into runs that are to be told, as far as that was not done before.
    fn learn(&mut self, frame: &Frame<'_>, placed: &[Placed], pieces: &ops::Range<usize>) {
        let shape = self.flow.shape();
        if self.told.shape != shape {
            self.told.pieces.clear();
            self.told.shape = shape;
        }
        self.told.nodes.clear();
        self.told.pieces.retain(|index, _| pieces.contains(index));
        let text = frame.page.text;
        for index in pieces.clone() {
            let on_screen = placed.iter().find(|piece| piece.index == index);
            let is_known = |words: &Words| words.is_measured || on_screen.is_none();
            if !self.told.pieces.get(&index).is_some_and(is_known) {
                let (whole, inside) = (self.whole(text, index), self.flow.pieces()[index].range);
                let laid = on_screen.map(|piece| &*piece.laid);
                let runs = runs(text, whole, inside, laid);
                self.told.pieces.insert(index, Words { runs, is_measured: laid.is_some() });
            }
            for (at, run) in self.told.pieces[&index].runs.iter().enumerate() {
                self.told.nodes.insert(run_id(frame, index, run).accesskit_id(), (index, at));
            }
        }
    }

    /// Returns what is told of a piece: its own words, and what stands between it and the next one.
    fn whole(&self, text: &str, index: usize) -> Range {
        let pieces = self.flow.pieces();
        let range = pieces[index].range;
        let next = pieces.get(index + 1).map_or(text.len(), |next| next.range.start);
        let end = text.floor_char_boundary(next.min(range.end + BETWEEN)).max(range.end);
        let start = if index == 0 && range.start <= BETWEEN { 0 } else { range.start };
        Range::new(start, end)
    }

    /// Returns where the ends of the selection are in the tree; nothing where the caret is not in it.
    fn told_selection(&self, frame: &Frame<'_>, pieces: &ops::Range<usize>) -> Option<(End, End)> {
        let all = self.flow.pieces();
        let (first, last) = (all.get(pieces.start)?, all.get(pieces.end.checked_sub(1)?)?);
        let known = Range::new(self.whole(frame.page.text, pieces.start).start, last.range.end);
        let head = self.selection.head;
        if pieces.start > 0 && head < first.range.start || pieces.end < all.len() && head > last.range.end {
            return None;
        }
        let end = |offset: usize| self.end(frame, offset.clamp(known.start, known.end));
        Some((end(self.selection.anchor)?, end(head)?))
    }

    /// Finds the run that a byte of the text is in.
    fn end(&self, frame: &Frame<'_>, offset: usize) -> Option<End> {
        self.end_in(frame, self.flow.piece_of(offset), offset)
    }

    /// Finds the run of a piece that a byte of the text is in: where two pieces touch, it is in both.
    fn end_in(&self, frame: &Frame<'_>, piece: usize, offset: usize) -> Option<End> {
        let runs = &self.told.pieces.get(&piece)?.runs;
        let at = runs.partition_point(|run| run.range.start <= offset).saturating_sub(1);
        let run = runs.get(at)?;
        let node = run_id(frame, piece, run).accesskit_id();
        Some(End { offset, position: TextPosition { node, character_index: run.grapheme(offset) } })
    }

    fn describe_runs(&self, frame: &Frame<'_>, index: usize, rect: Rect) -> Vec<NodeId> {
        let runs = &self.told.pieces[&index].runs;
        let ids: Vec<Id> = runs.iter().map(|run| run_id(frame, index, run)).collect();
        for (at, run) in runs.iter().enumerate() {
            frame.ui.ctx().accesskit_node_builder(ids[at], |node| {
                node.set_role(Role::TextRun);
                node.set_value(run.range.of(frame.page.text).unwrap_or_default());
                node.set_character_lengths(&*run.lengths);
                node.set_word_starts(&*run.words);
                if run.is_continued {
                    node.set_previous_on_line(ids[at - 1].accesskit_id());
                }
                if runs.get(at + 1).is_some_and(|next| next.is_continued) {
                    node.set_next_on_line(ids[at + 1].accesskit_id());
                }
                match &run.geometry {
                    Some(geometry) => {
                        node.set_bounds(bounds(geometry.rect.translate(rect.min.to_vec2())));
                        node.set_text_direction(match geometry.direction {
                            Direction::LeftToRight => TextDirection::LeftToRight,
                            Direction::RightToLeft => TextDirection::RightToLeft,
                        });
                        node.set_character_positions(&*geometry.positions);
                        node.set_character_widths(&*geometry.widths);
                    }
                    None => node.set_bounds(bounds(rect)),
                }
            });
        }
        ids.iter().map(Id::accesskit_id).collect()
    }

    fn describe_piece(
        &self,
        frame: &Frame<'_>,
        words: &egui::Ui,
        index: usize,
        rect: Rect,
        runs: Vec<NodeId>,
        selection: Option<(End, End)>,
    ) {
        let piece = self.flow.pieces()[index];
        let id = frame.response.id.with(("piece", index));
        let text = piece.range.of(frame.page.text).unwrap_or_default();
        words.interact(rect, id, Sense::hover());
        words.ctx().accesskit_node_builder(id, |node| {
            match piece.kind {
                BlockKind::Headline | BlockKind::Subhead => {
                    node.set_role(Role::Heading);
                    node.set_level(if piece.kind == BlockKind::Headline { 1 } else { 2 });
                    node.set_label(text);
                }
                _ => {
                    node.set_role(Role::Label);
                    node.set_value(text);
                    if let Some((anchor, focus)) = selection
                        && let Some(inside) = self.part(frame, index, anchor.offset, focus.offset)
                    {
                        node.set_text_selection(inside);
                    }
                }
            }
            node.set_children(runs);
            let described = described(frame, piece.number, piece.range);
            if !described.is_empty() {
                node.set_description(described);
            }
            node.set_bounds(bounds(rect));
            node.add_action(Action::ScrollIntoView);
            node.add_action(Action::SetTextSelection);
        });
    }

    /// Returns the part of the selection that is in a paragraph.
    fn part(&self, frame: &Frame<'_>, index: usize, anchor: usize, head: usize) -> Option<TextSelection> {
        let range = self.flow.pieces()[index].range;
        let is_outside = anchor.max(head) < range.start || anchor.min(head) > range.end;
        let position =
            |offset: usize| Some(self.end_in(frame, index, offset.clamp(range.start, range.end))?.position);
        if is_outside {
            return None;
        }
        Some(TextSelection { anchor: position(anchor)?, focus: position(head)? })
    }

    fn describe_mark(&self, frame: &Frame<'_>, words: &egui::Ui, placed: &[Placed], place: usize) {
        if self.flow.pieces().is_empty() {
            return;
        }
        let mark = frame.page.marks.in_order(place);
        let id = mark_id(frame, mark);
        let index = self.flow.piece_of(mark.span().start);
        let mut rects = Vec::new();
        if let Some(piece) = placed.iter().find(|piece| piece.index == index) {
            mark.ranges.iter().take(1).for_each(|range| piece.rects(*range, &mut rects));
        }
        let rect = rects.first().copied().unwrap_or_else(|| self.flow.estimated_rect(index));
        words.interact(rect, id, Sense::hover());
        words.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Button);
            node.set_label(mark.name(frame.page.marks.number_at(place), frame.page.text));
            node.set_bounds(bounds(rect));
            node.add_action(Action::Click);
            node.add_action(Action::ScrollIntoView);
            if frame.look.selected == Some(mark.key) {
                node.set_selected(true);
            }
        });
    }
}

/// An end of the selection in the tree.
#[derive(Clone, Copy)]
struct End {
    offset: usize,
    position: TextPosition,
}

/// Says which paragraph it is and how many marks it meets.
fn described(frame: &Frame<'_>, number: Option<u32>, range: Range) -> String {
    let mut parts = Vec::new();
    if let Some(number) = number {
        parts.push(format!("Paragraph {number}"));
    }
    let mut keys: Vec<u64> = frame.page.marks.meeting(range).map(|stretch| stretch.mark.key).collect();
    keys.sort_unstable();
    keys.dedup();
    match keys.len() {
        0 => {}
        1 => parts.push("1 mark".to_owned()),
        count => parts.push(format!("{count} marks")),
    }
    parts.extend(disguise::told(frame.page, range));
    parts.join(", ")
}

fn run_id(frame: &Frame<'_>, piece: usize, run: &Run) -> Id {
    frame.response.id.with(("run", piece, run.range.start))
}

fn mark_id(frame: &Frame<'_>, mark: &Highlight) -> Id {
    frame.response.id.with(("mark", mark.key))
}

/// Makes the parent of the nodes: it stands between them and the document, and is nothing to a reader.
fn words_ui(frame: &Frame<'_>) -> egui::Ui {
    let builder = UiBuilder::new()
        .max_rect(frame.view)
        .layer_id(frame.ui.layer_id())
        .accessibility_parent(frame.response.id);
    egui::Ui::new(frame.ui.ctx().clone(), frame.response.id.with("words"), builder)
}

fn near(count: usize, first: usize, shown: usize) -> ops::Range<usize> {
    if count <= MOST {
        return 0..count;
    }
    first.saturating_sub(AROUND)..(first + shown + AROUND).min(count)
}

fn marks_near(frame: &Frame<'_>, placed: &[Placed]) -> ops::Range<usize> {
    let marks = frame.page.marks;
    let (Some(first), Some(last)) = (placed.first(), placed.last()) else { return 0..0 };
    let start = marks.place_of_offset(first.piece.range.start);
    let end = marks.place_of_offset(last.piece.range.end);
    near(marks.len(), start, end - start)
}

/// What a screen reader asked for in this frame, of any node.
fn requests(frame: &Frame<'_>) -> Vec<accesskit::ActionRequest> {
    frame.ui.input(|input| {
        let request = |event: &egui::Event| match event {
            egui::Event::AccessKitActionRequest(request) => Some(request.clone()),
            _ => None,
        };
        input.events.iter().filter_map(request).collect()
    })
}

/// Returns a rectangle as a screen reader takes it.
pub(super) fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}
