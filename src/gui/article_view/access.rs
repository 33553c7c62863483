//! What a screen reader finds: the article as a document, a node for each paragraph and each mark.
//!
//! What is off screen is there too: all of it up to a bound, above that a neighbourhood of what is on screen.
//!
//! *Limitations:* a paragraph is read as a whole; the caret inside it is not reported.

use egui::accesskit::{self, Action, Role};
use egui::{Id, Rect, Sense, UiBuilder};

use super::flow::{Flow, Placed};
use super::{Event, Frame};
use crate::gui::highlight::Highlight;
use crate::text::BlockKind;

/// Up to so many paragraphs, and so many marks, are all in the tree.
const MOST: usize = 500;
/// Above that, so many on each side of what is on screen.
const AROUND: usize = 100;

/// Describes the page, and answers what a screen reader asked for.
pub fn ui(frame: &Frame<'_>, flow: &mut Flow, placed: &[Placed]) -> Option<Event> {
    let ctx = frame.ui.ctx();
    let id = frame.response.id;
    let language = frame.page.language;
    let bounds = bounds(frame.view);
    ctx.accesskit_node_builder(id, |node| {
        node.set_role(Role::Document);
        node.set_label("Article");
        node.set_bounds(bounds);
        if !language.is_empty() {
            node.set_language(language);
        }
    })?;
    // Paragraphs pass through the same places in turn as the text scrolls.
    ctx.allow_widget_id_changes_in(frame.view);
    let mut words = words_ui(frame);
    words.set_clip_rect(frame.view);
    let asked = requests(frame);
    let pieces = near(flow.pieces().len(), placed.first().map_or(0, |p| p.index), placed.len());
    let marks = marks_near(frame, placed);
    let mut next_mark = marks.start;
    let mut answer = None;
    for index in pieces {
        describe_piece(frame, flow, &words, index, &asked);
        let end = flow.pieces()[index].range.end;
        while next_mark < marks.end && frame.page.marks.in_order(next_mark).span().start < end {
            let mark = frame.page.marks.in_order(next_mark);
            answer = answer.or(describe_mark(frame, flow, &words, placed, mark, &asked));
            next_mark += 1;
        }
    }
    for place in next_mark..marks.end {
        let mark = frame.page.marks.in_order(place);
        answer = answer.or(describe_mark(frame, flow, &words, placed, mark, &asked));
    }
    answer
}

/// Makes the parent of the nodes: it stands between them and the document, and is nothing to a reader.
fn words_ui(frame: &Frame<'_>) -> egui::Ui {
    let builder = UiBuilder::new()
        .max_rect(frame.view)
        .layer_id(frame.ui.layer_id())
        .accessibility_parent(frame.response.id);
    egui::Ui::new(frame.ui.ctx().clone(), frame.response.id.with("words"), builder)
}

fn near(count: usize, first: usize, shown: usize) -> std::ops::Range<usize> {
    if count <= MOST {
        return 0..count;
    }
    first.saturating_sub(AROUND)..(first + shown + AROUND).min(count)
}

fn marks_near(frame: &Frame<'_>, placed: &[Placed]) -> std::ops::Range<usize> {
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

fn is_asked(asked: &[accesskit::ActionRequest], id: Id, action: Action) -> bool {
    asked.iter().any(|request| request.target_node == id.accesskit_id() && request.action == action)
}

fn describe_piece(
    frame: &Frame<'_>,
    flow: &mut Flow,
    words: &egui::Ui,
    index: usize,
    asked: &[accesskit::ActionRequest],
) {
    let piece = flow.pieces()[index];
    let id = frame.response.id.with(("piece", index));
    if is_asked(asked, id, Action::ScrollIntoView) {
        flow.want(piece.range.start, super::Reveal::Comfortable);
        frame.ui.ctx().request_repaint();
    }
    let rect = flow.estimated_rect(index);
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
            }
        }
        if let Some(number) = piece.number {
            node.set_description(format!("Paragraph {number}"));
        }
        node.set_bounds(bounds(rect));
        node.add_action(Action::ScrollIntoView);
    });
}

fn describe_mark(
    frame: &Frame<'_>,
    flow: &mut Flow,
    words: &egui::Ui,
    placed: &[Placed],
    mark: &Highlight,
    asked: &[accesskit::ActionRequest],
) -> Option<Event> {
    let id = frame.response.id.with(("mark", mark.key));
    let start = mark.span().start;
    if flow.pieces().is_empty() {
        return None;
    }
    if is_asked(asked, id, Action::ScrollIntoView) {
        flow.want(start, super::Reveal::Comfortable);
        frame.ui.ctx().request_repaint();
    }
    let index = flow.piece_of(start);
    let mut rects = Vec::new();
    if let Some(piece) = placed.iter().find(|piece| piece.index == index) {
        mark.ranges.iter().take(1).for_each(|range| piece.rects(*range, &mut rects));
    }
    let rect = rects.first().copied().unwrap_or_else(|| flow.estimated_rect(index));
    words.interact(rect, id, Sense::hover());
    words.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Button);
        node.set_label(mark.name(frame.page.text));
        node.set_bounds(bounds(rect));
        node.add_action(Action::Click);
        node.add_action(Action::ScrollIntoView);
        if frame.look.selected == Some(mark.key) {
            node.set_selected(true);
        }
    });
    is_asked(asked, id, Action::Click).then_some(Event::MarkClicked { key: mark.key, offset: start })
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}
