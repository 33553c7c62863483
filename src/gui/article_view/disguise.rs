//! Shows the characters that deceive: a dotted box round a letter or a space, a flag where nothing is to be seen; and
//! says in a tooltip what stands there.
//!
//! Drawn over the words, so that nothing of the layout depends on it. It must not know what makes a character deceive.

use egui::{Rect, Shape, Stroke, pos2, vec2};

use super::dress::Wardrobe;
use super::flow::Placed;
use super::{Frame, Page};
use crate::gui::theme::Theme;
use crate::text::Range;
use crate::text::disguise::{Disguise, Kind};

/// How near the pointer has to be for the tooltip, in points.
const NEAR: f32 = 5.0;
/// So many characters are told of at one place.
const MOST: usize = 6;
/// What is narrower than this, in points, is not seen.
const SEEN: f32 = 1.5;
/// Boxes that are no farther apart than this, in points, stand side by side.
const APART: f32 = 3.0;

/// Draws the signs of what is on screen and not covered, and the tooltip of those under the pointer.
pub(super) fn ui(frame: &Frame<'_>, wardrobe: &Wardrobe, placed: &[Placed], covered: Option<Rect>) {
    if frame.page.disguises.is_empty() {
        return;
    }
    let top = covered.map_or(frame.view.top(), |covered| covered.bottom());
    let view = frame.view.intersect(Rect::everything_below(top));
    let painter = frame.ui.painter_at(view);
    let stroke = Stroke::new(1.4, Theme::current(frame.ui.ctx()).warning);
    let hovered = frame.response.hover_pos().filter(|at| view.contains(*at));
    let mut told: Vec<String> = Vec::new();
    let mut place: Option<Rect> = None;
    for piece in placed {
        let (mut boxes, mut flags): (Vec<Rect>, Vec<Rect>) = Default::default();
        for disguise in within(frame.page, piece.piece.range) {
            let (rect, is_seen) = place_of(wardrobe.of(piece.piece.kind).font.size, piece, disguise);
            if !rect.intersects(view) {
                continue;
            }
            if hovered.is_some_and(|at| rect.expand(NEAR).contains(at)) {
                told.push(disguise.words());
                place = Some(place.map_or(rect, |place| place.union(rect)));
            }
            match boxes.last_mut().filter(|last| is_seen && adjoins(**last, rect)) {
                // Letters side by side stand in one box.
                Some(last) => *last = last.union(rect),
                None if is_seen => boxes.push(rect),
                // Of several at one place one sign is drawn.
                None if flags.last() == Some(&rect) => {}
                None => flags.push(rect),
            }
        }
        for rect in boxes {
            let corners =
                [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
            painter.extend(Shape::dashed_line(&corners, stroke, 2.0, 2.0));
        }
        for rect in flags {
            let x = rect.center().x;
            let flag = vec![pos2(x - 3.5, rect.top()), pos2(x + 3.5, rect.top()), pos2(x, rect.top() + 5.0)];
            painter.add(Shape::convex_polygon(flag, stroke.color, Stroke::NONE));
            let pole = [pos2(x, rect.top() + 3.0), rect.center_bottom()];
            painter.extend(Shape::dashed_line(&pole, stroke, 2.0, 2.0));
        }
    }
    let Some(place) = place else { return };
    let id = frame.response.id.with("disguise");
    egui::Tooltip::always_open(frame.ui.ctx().clone(), frame.ui.layer_id(), id, place).show(|ui| {
        for words in told.iter().take(MOST) {
            ui.label(words);
        }
        if told.len() > MOST {
            ui.label(format!("… and {} more", told.len() - MOST));
        }
    });
}

/// Says for a screen reader what deceives in a range, if anything does.
pub(super) fn told(page: &Page<'_>, range: Range) -> Option<String> {
    let found = within(page, range);
    let mut words: Vec<String> = found.iter().take(MOST).map(Disguise::words).collect();
    if found.len() > MOST {
        words.push(format!("and {} more", found.len() - MOST));
    }
    (!words.is_empty()).then(|| words.join(". "))
}

fn within<'a>(page: &Page<'a>, range: Range) -> &'a [Disguise] {
    let first = page.disguises.partition_point(|disguise| disguise.range.end <= range.start);
    let found = &page.disguises[first..];
    &found[..found.partition_point(|disguise| disguise.range.start < range.end)]
}

/// Tells whether two boxes stand side by side on one line.
fn adjoins(one: Rect, other: Rect) -> bool {
    let gap = (one.left() - other.right()).max(other.left() - one.right());
    (one.top() - other.top()).abs() < 0.5 && (-APART..APART).contains(&gap)
}

/// Returns where the sign stands, as high as letters of that size, and whether there is anything to be seen. What shows
/// nothing belongs to the letter before it, which is innocent: it stands behind that one. What begins a stretch of
/// another order stands where that begins.
fn place_of(size: f32, piece: &Placed, disguise: &Disguise) -> (Rect, bool) {
    let mut rects = Vec::new();
    if matches!(disguise.kind, Kind::LookAlike | Kind::Space) {
        piece.rects(disguise.range, &mut rects);
    }
    let seen = rects.into_iter().find(|rect| rect.width() >= SEEN);
    let line = seen.unwrap_or_else(|| {
        let begins = matches!(disguise.sign, '\u{202a}'..='\u{202b}' | '\u{202d}'..='\u{202e}' | '\u{2066}'..='\u{2068}');
        let caret = piece.caret(if begins { disguise.range.start } else { disguise.range.end });
        Rect::from_center_size(caret.center(), vec2(0.0, caret.height()))
    });
    let baseline = line.top() + piece.laid.baseline();
    let letters = Rect::from_x_y_ranges(line.x_range(), baseline - size * 0.95..=baseline + size * 0.25);
    (letters.expand2(vec2(1.0, 0.0)), seen.is_some())
}
