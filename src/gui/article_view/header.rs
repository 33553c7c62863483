//! The slim bar at the top once the headline is scrolled out: the headline, the section, the paragraph, and a way back up.
//!
//! Knows nothing of marks. Words come from the text; what is covered by it is known to `flow`, which keeps it free.

use egui::{Rect, Response, Sense, Stroke, pos2};

use super::Frame;
use super::flow::{Flow, Reveal};
use crate::gui::theme::{self, Theme, text};
use crate::gui::widget::words::{Lines, Room, lines};
use crate::text::BlockKind;

/// How high it is, in points.
pub const HEIGHT: f32 = 32.0;
/// The least room between what stands at its two ends, in points.
const APART: f32 = 24.0;

/// The bar of this frame.
pub struct Header {
    /// What it covers.
    pub rect: Rect,
    title: String,
    section: String,
    place: String,
    response: Response,
}

/// Shows the bar while the headline is out of sight; a click on it goes back up.
pub fn ui(frame: &Frame<'_>, flow: &mut Flow, right: f32) -> Option<Header> {
    if flow.cover() <= 0.0 {
        return None;
    }
    let (top, left) = (frame.view.top(), frame.view.left());
    let rect = Rect::from_min_max(pos2(left, top), pos2(right, top + HEIGHT));
    let id = frame.response.id.with("headline bar");
    let response = frame.ui.interact(rect, id, Sense::CLICK);
    let headline = flow.headline().and_then(|index| flow.pieces().get(index));
    let title = headline.and_then(|piece| piece.range.of(frame.page.text)).unwrap_or(frame.page.title);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let percent = (flow.depth() / flow.deepest().max(1.0) * 100.0).clamp(0.0, 100.0).round();
    let here = flow.piece_of(flow.top_offset());
    let section = flow.section_of(here).and_then(|index| flow.pieces().get(index));
    let section = section.and_then(|piece| piece.range.of(frame.page.text));
    let section = section.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    let section = section.unwrap_or_default();
    let place = format!("{} · {percent:.0} %", place_words(flow, here));
    let said =
        [&*section, &*place].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
    if response.clicked() || is_asked(frame, &response) {
        flow.want(0, Reveal::Top);
        frame.ui.ctx().request_repaint();
    }
    let name =
        if title.is_empty() { "Back to the top".to_owned() } else { format!("Back to the top: {title}") };
    let bounds = super::access::bounds(rect);
    frame.ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Button);
        node.set_label(name);
        node.set_description(said);
        node.set_bounds(bounds);
        node.add_action(egui::accesskit::Action::Click);
    });
    let response =
        response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text("Back to the top (Ctrl+Home)");
    Some(Header { rect, title, section, place, response })
}

fn is_asked(frame: &Frame<'_>, response: &Response) -> bool {
    let action = egui::accesskit::Action::Click;
    frame.ui.input(|input| input.has_accesskit_action_request(response.id, action))
}

/// Says which paragraph a piece belongs to: “Paragraph 12 of 40”.
pub fn place_words(flow: &Flow, index: usize) -> String {
    let pieces = flow.pieces();
    match flow.number_of(index) {
        (Some(number), Some(last)) => format!("Paragraph {number} of {last}"),
        (None, Some(last)) => format!("Before the first of {last} paragraphs"),
        _ if pieces.get(index).is_some_and(|piece| piece.kind == BlockKind::Headline) => {
            "Headline".to_owned()
        }
        _ => format!("Part {} of {}", index + 1, pieces.len()),
    }
}

impl Header {
    /// Paints the bar over the text.
    pub fn paint(&self, frame: &Frame<'_>, column: Rect) {
        let theme = Theme::current(frame.ui.ctx());
        let painter = frame.ui.painter_at(self.rect.expand(1.0));
        let fill = if self.response.hovered() { theme.control_hover } else { theme.panel };
        painter.rect_filled(self.rect, 0.0, fill);
        painter.hline(self.rect.x_range(), self.rect.bottom() - 0.5, Stroke::new(1.0, theme.rule));
        let elided = |words: &str, font: egui::FontId, width: f32| {
            lines(frame.ui.ctx(), words, &Room::line(font, width.max(0.0)))
        };
        let small = egui::FontId::proportional(text::SMALL);
        let left = column.left();
        let right = (self.rect.right() - 12.0).min(column.right().max(left + 320.0));
        // The numbers are always whole; headline and section share what is left, the headline first.
        let place = elided(&self.place, small.clone(), right - left);
        let room = (right - left - place.size().x - APART).max(0.0);
        let share = if self.section.is_empty() { 1.0 } else { 0.6 };
        let title = elided(&self.title, theme::bold(text::SMALL), room * share);
        let section = elided(&self.section, small, room - title.size().x - APART);
        let y = |words: &Lines| self.rect.center().y - words.size().y / 2.0;
        let place_left = right - place.size().x;
        let section_left = place_left - APART / 2.0 - section.size().x;
        for (x, words, ink) in
            [(left, title, theme.ink), (section_left, section, theme.muted), (place_left, place, theme.muted)]
        {
            words.paint(&painter, pos2(x, y(&words)), ink);
        }
    }
}
