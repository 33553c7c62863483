//! The slim bar at the right edge: says where in the text one is, and takes one elsewhere.
//!
//! Works in `f64`: ten megabytes of text stand more than a million points high.

use egui::{Rect, Response, Sense, Vec2, pos2, vec2};

use super::Frame;
use super::flow::Flow;
use super::strip::{self, Strip};
use crate::gui::theme::Theme;

/// The width of what can be grabbed, in points.
pub const WIDTH: f32 = 14.0;
/// The width of the bar with the strip beside it, in points.
pub const ROOM: f32 = WIDTH + strip::WIDTH;
/// The width of the bar itself, in points.
const SLIM: f32 = 5.0;
/// The shortest it gets, in points.
const SHORTEST: f32 = 28.0;

/// The bar of this frame.
pub struct Bar {
    /// All that can be grabbed: the bar, and the strip beside it.
    pub grip: Rect,
    /// What the bar is dragged along.
    track: Rect,
    /// Whether it scrolled the text in this frame.
    pub has_scrolled: bool,
    response: Option<Response>,
}

/// Lets the reader drag the bar and page by clicks beside it.
pub fn ui(frame: &Frame<'_>, flow: &mut Flow, overview: &mut Strip) -> Bar {
    let view = frame.view;
    let track = Rect::from_min_max(pos2(view.right() - WIDTH, view.top()), view.right_bottom());
    let deepest = flow.deepest();
    if deepest <= 0.0 {
        return Bar { grip: Rect::NOTHING, track: Rect::NOTHING, has_scrolled: false, response: None };
    }
    let id = frame.response.id.with("scroll bar");
    let response = frame.ui.interact(track, id, Sense::CLICK | Sense::DRAG);
    let before = flow.depth();
    let thumb = thumb(track, flow);
    if response.dragged() {
        let travel = f64::from(track.height() - thumb.height()).max(1.0);
        flow.scroll_to(before + f64::from(response.drag_delta().y) * deepest / travel);
    } else if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
        && !thumb.contains(pos2(thumb.center().x, at.y))
    {
        let page = f64::from((view.height() - flow.cover()) * 0.9);
        flow.scroll_by(if at.y < thumb.top() { -page } else { page });
    }
    describe(frame, flow, &response);
    let beside = strip::place(view);
    strip::ui(frame, flow, overview, beside);
    Bar {
        grip: track.union(beside),
        track,
        has_scrolled: (flow.depth() - before).abs() > 0.0,
        response: Some(response),
    }
}

impl Bar {
    /// Paints the bar where the text is now.
    pub fn paint(&self, frame: &Frame<'_>, flow: &Flow, overview: &mut Strip) {
        let Some(response) = &self.response else { return };
        overview.paint(frame, flow, strip::place(frame.view));
        let theme = Theme::current(frame.ui.ctx());
        let is_held = response.hovered() || response.dragged();
        let thumb = thumb(self.track, flow);
        let width = if is_held { SLIM + 3.0 } else { SLIM };
        let slim = Rect::from_center_size(thumb.center(), Vec2::new(width, thumb.height() - 4.0));
        let colour = if is_held { theme.muted } else { theme.faint };
        frame.ui.painter().rect_filled(slim, width / 2.0, colour);
    }
}

fn thumb(track: Rect, flow: &Flow) -> Rect {
    let (total, view) = (flow.total().max(1.0), f64::from(track.height()));
    let height = ((view * view / total) as f32).clamp(SHORTEST.min(track.height()), track.height());
    let share = (flow.depth() / flow.deepest().max(1.0)).clamp(0.0, 1.0) as f32;
    let top = track.top() + share * (track.height() - height);
    Rect::from_min_size(pos2(track.left(), top), vec2(track.width(), height))
}

/// Gives the bar a name, a value in percent and the two actions a screen reader scrolls with.
fn describe(frame: &Frame<'_>, flow: &mut Flow, response: &Response) {
    use egui::accesskit::{Action, Role};
    let percent = (flow.depth() / flow.deepest().max(1.0) * 100.0).clamp(0.0, 100.0).round();
    let has_reader = frame.ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ScrollBar);
        node.set_label("Place in the article");
        node.set_numeric_value(percent);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
        node.add_action(Action::Increment);
        node.add_action(Action::Decrement);
        let rect = response.rect;
        node.set_bounds(egui::accesskit::Rect {
            x0: rect.min.x.into(),
            y0: rect.min.y.into(),
            x1: rect.max.x.into(),
            y1: rect.max.y.into(),
        });
    });
    if has_reader.is_none() {
        return;
    }
    let page = f64::from((frame.view.height() - flow.cover()) * 0.9);
    let count =
        |action| frame.ui.input(|input| input.num_accesskit_action_requests(response.id, action)) as f64;
    let pages = count(Action::Increment) - count(Action::Decrement);
    if pages != 0.0 {
        flow.scroll_by(pages * page);
    }
}
