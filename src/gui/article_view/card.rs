//! Cards beside the text, where the view is wide: what each mark on screen speaks of, at its line.
//!
//! The words come from outside, for the marks on screen alone, and are kept until something changes. Where the cards
//! stand is worked out in `stack`. It must not know the model, nor what becomes of a click.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Color32, FontId, Painter, Rangef, Rect, Sense, Stroke, StrokeKind, pos2, vec2};

use super::flow::{Flow, Placed};
use super::layout::Direction;
use super::margin::{Face, GAP as APART, Label, figure_font, label_height, lay_line, visible_range};
use super::stack::{GAP, Group, Level, Spot, Standing, stack};
use super::{Event, Frame, Marks, scrollbar};
use crate::gui::highlight::{Highlight, StatusShape, Stretch, Weight};
use crate::gui::theme::{self, Theme, text};
use crate::gui::widget::words::{self, Lines, Room};
use crate::text::Range;

/// The room that cards need beside the column, in points.
pub const ROOM: f32 = 250.0;
/// The widest they become, in points.
const WIDEST: f32 = 340.0;
/// How high a card's first line is, in points: all there is of it where it has become a line.
const HEAD: f32 = 24.0;
/// The room beside the words of a card, in points.
const INSET: f32 = 10.0;
/// The words of a card are cut behind so many characters before they are laid out.
const MOST: usize = 240;
/// Marks that begin so many bytes above what is seen may still have cards that reach into it.
const ABOVE: usize = 1200;
/// Where there are more cards than one for so many points of height, none but the selected one is whole.
const CROWDED: f32 = 36.0;
/// So many cards' words are kept.
const KEPT: usize = 2000;

/// What a card says beside number and status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardWords {
    /// What the mark speaks of: a claim's statement, the words of a quotation.
    pub words: String,
    /// What is there to prove it; empty where nothing has to be said.
    pub note: String,
}

/// The words of cards that were on screen, until something changes.
#[derive(Default)]
pub struct Shelf {
    state: Option<(u64, u64)>,
    words: HashMap<u64, Arc<CardWords>>,
    /// What was stacked last, where, and how.
    stacked: Option<(Vec<Group>, Rangef, Vec<Spot>)>,
}

impl Shelf {
    /// Stacks groups; what stands as it stood in the frame before is not worked out again.
    fn stack(&mut self, groups: Vec<Group>, room: Rangef) -> Vec<Spot> {
        if let Some((_, _, spots)) =
            self.stacked.as_ref().filter(|known| known.0 == groups && known.1 == room)
        {
            return spots.clone();
        }
        let mut spots = stack(&groups, room);
        // What is counted is counted at the lower edge, which needs room itself.
        if spots.iter().any(|spot| spot.level == Level::Counted) {
            spots = stack(&groups, Rangef::new(room.min, room.max - HEAD - GAP));
        }
        self.stacked = Some((groups, room, spots.clone()));
        spots
    }

    fn words(&mut self, frame: &Frame<'_>, mark: &Highlight) -> Arc<CardWords> {
        let state = Some((frame.page.revision, frame.page.state));
        if self.state != state || self.words.len() > KEPT {
            self.state = state;
            self.words.clear();
        }
        let known = self.words.entry(mark.key).or_insert_with(|| {
            let found = frame.page.card.and_then(|card| card(mark.key)).unwrap_or_default();
            let words: String = found.words.chars().take(MOST).collect();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            Arc::new(CardWords { words, note: found.note })
        });
        Arc::clone(known)
    }
}

/// The words of one card, laid out.
pub struct Card {
    line: Lines,
    /// What is laid out besides where the card may be a whole one.
    whole: Option<Whole>,
    said: Arc<CardWords>,
    level: Level,
}

/// The words of a whole card.
struct Whole {
    title: Lines,
    words: Option<Lines>,
    note: Option<Lines>,
}

/// How much of a card may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Whole,
    Line,
}

/// All marks that begin on one line, or the selected one of them.
struct Line<'a> {
    /// The baseline on screen.
    baseline: f32,
    /// The first stretch of each.
    marks: Vec<Stretch<'a>>,
    is_selected: bool,
    is_passed: bool,
}

/// Returns how wide cards become beside the column, if they have room there.
pub fn width(frame: &Frame<'_>, flow: &Flow) -> Option<f32> {
    let is_wanted = frame.look.cards == super::Cards::Beside && frame.page.card.is_some();
    let right = frame.view.right() - scrollbar::ROOM;
    let room = right - flow.column().right();
    (is_wanted && room >= ROOM - 1.0).then(|| (right - left(flow) - 4.0).min(WIDEST))
}

fn left(flow: &Flow) -> f32 {
    flow.column().right() + flow.wardrobe().map_or(12.0, |wardrobe| wardrobe.body() * 0.7)
}

/// Makes the cards of all marks on screen, those that are too crowded as lines, numbers and counts.
pub fn labels(
    frame: &Frame<'_>,
    flow: &Flow,
    placed: &[Placed],
    shelf: &mut Shelf,
    width: f32,
) -> Vec<Label> {
    let mut labels = Vec::new();
    let Some(wardrobe) = flow.wardrobe().filter(|_| frame.look.marks == Marks::Shown) else { return labels };
    let figures = figure_font(wardrobe.body());
    let rise = figures.size * 0.36;
    let room = Rangef::new(frame.view.top() + flow.cover() + 2.0, frame.view.bottom() - 2.0);
    let lines = lines(frame, placed, room);
    let count: usize = lines.iter().map(|line| line.marks.len()).sum();
    let is_crowded = count as f32 > room.span() / CROWDED;
    let cards_of = |line: &Line<'_>| -> Vec<Card> {
        let extent = if is_crowded && !line.is_selected { Extent::Line } else { Extent::Whole };
        line.marks.iter().map(|stretch| card(frame, shelf, *stretch, width, extent)).collect()
    };
    let cards: Vec<Vec<Card>> = lines.iter().map(cards_of).collect();
    // Figures grow with the text, and their labels with them.
    let low = HEAD.max(label_height(&figures));
    let groups: Vec<Group> = lines
        .iter()
        .zip(&cards)
        .map(|(line, cards)| {
            let whole = cards.iter().map(|card| card.height(Level::Full) + GAP).sum::<f32>() - GAP;
            let short = (cards.len() as f32 * (HEAD + GAP) - GAP).max(low);
            let is_open = line.marks.iter().any(|stretch| stretch.mark.shape.is_open());
            let standing = match (line.is_selected, line.is_passed) {
                (true, _) => Standing::Selected,
                (_, true) => Standing::Passed,
                _ => Standing::Seen,
            };
            Group {
                wanted: line.baseline - rise - HEAD / 2.0,
                heights: [whole.max(low), short, low],
                standing,
                is_open,
            }
        })
        .collect();
    let spots = shelf.stack(groups, room);
    let mut counted: Vec<u64> = Vec::new();
    for ((line, cards), spot) in lines.iter().zip(cards).zip(spots) {
        let mut top = spot.top.round();
        match spot.level {
            Level::Counted => counted.extend(line.marks.iter().map(|stretch| stretch.mark.key)),
            Level::Numbers => {
                let baseline = top + low / 2.0 + rise;
                lay_line(
                    frame,
                    &figures,
                    (left(flow), left(flow) + width),
                    baseline,
                    &line.marks,
                    &mut labels,
                );
            }
            Level::Full | Level::Line => {
                for (Stretch { mark, .. }, mut card) in line.marks.iter().zip(cards) {
                    card.level = spot.level;
                    let rect =
                        Rect::from_min_size(pos2(left(flow), top), vec2(width, card.height(spot.level)));
                    top = rect.bottom() + GAP;
                    labels.push(Label {
                        rect,
                        keys: vec![mark.key],
                        shape: mark.shape,
                        hue: Some(Arc::clone(&mark.hue)),
                        face: Face::Card(Box::new(card)),
                    });
                }
            }
        }
    }
    labels.retain(|label| label.rect.intersects(frame.view));
    if !counted.is_empty() {
        let words = format!("+{} more", counted.len());
        let galley = frame.ui.painter().layout_no_wrap(words, figures, Color32::PLACEHOLDER);
        let size = vec2(galley.size().x + 2.0 * APART, HEAD);
        let rect = Rect::from_min_size(pos2(left(flow), room.max - HEAD), size);
        let baseline = rect.center().y + rise;
        let face = Face::Figure { galley, baseline };
        labels.push(Label { rect, keys: counted, shape: StatusShape::Blank, hue: None, face });
    }
    labels
}

/// Lists the lines on screen on which marks begin, from above, and those a little above it; the selected mark alone.
fn lines<'a>(frame: &Frame<'a>, placed: &[Placed], room: Rangef) -> Vec<Line<'a>> {
    let mut lines: Vec<(usize, f32, Line<'a>)> = Vec::new();
    for piece in placed {
        let seen = visible_range(piece, frame.view);
        let range = Range::new(seen.start.saturating_sub(ABOVE).max(piece.piece.range.start), seen.end);
        let is_numbered = |stretch: &Stretch<'a>| {
            let is_begun = stretch.part == 0 && range.contains(stretch.range.start);
            is_begun && stretch.mark.weight == Weight::Full
        };
        let begun = frame.page.marks.meeting(range).filter(is_numbered);
        let mut begun: Vec<(f32, Stretch<'a>)> =
            begun.map(|stretch| (piece.caret(stretch.range.start).top(), stretch)).collect();
        // In a table row the second line of one cell comes before the first line of the next.
        begun.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (top, stretch) in begun {
            let baseline = top + piece.laid.baseline();
            if baseline > room.max {
                continue;
            }
            let is_selected = frame.look.selected == Some(stretch.mark.key) && baseline >= room.min;
            match lines.last_mut() {
                Some((index, y, line))
                    if *index == piece.index
                        && (*y - top).abs() < 1.0
                        && !is_selected
                        && !line.is_selected =>
                {
                    line.marks.push(stretch);
                }
                _ => {
                    let is_passed = baseline < room.min;
                    let line = Line { baseline, marks: vec![stretch], is_selected, is_passed };
                    lines.push((piece.index, top, line));
                }
            }
        }
    }
    lines.into_iter().map(|(_, _, line)| line).collect()
}

fn card(frame: &Frame<'_>, shelf: &mut Shelf, stretch: Stretch<'_>, width: f32, extent: Extent) -> Card {
    let Stretch { mark, number, .. } = stretch;
    let said = shelf.words(frame, mark);
    let inner = width - 2.0 * INSET;
    let sign = if mark.shape == StatusShape::Blank { 0.0 } else { SIGN };
    let caption = FontId::proportional(text::CAPTION);
    let told = if said.words.is_empty() { &*mark.words } else { &said.words };
    let ctx = frame.ui.ctx();
    // The number stands at the left, whatever follows it.
    let head = |words: &str, font: FontId| {
        let room = Room { direction: Some(Direction::LeftToRight), ..Room::line(font, inner - sign) };
        words::lines(ctx, &format!("{number}  {words}"), &room)
    };
    let line = head(told, caption.clone());
    let whole = (extent == Extent::Whole).then(|| {
        let title = head(&mark.words, theme::bold(text::CAPTION));
        let below = |words: &str, font: FontId, rows: usize| {
            let room = Room { rows, ..Room::line(font, inner) };
            (!words.is_empty()).then(|| words::lines(ctx, words, &room))
        };
        let words = below(&said.words, FontId::proportional(text::SMALL), 2);
        let note = below(&said.note, caption, 1);
        Whole { title, words, note }
    });
    Card { line, whole, said, level: Level::Full }
}

/// The room for the sign before a number, in points.
const SIGN: f32 = 17.0;

impl Card {
    fn height(&self, level: Level) -> f32 {
        let Some(whole) = self.whole.as_ref().filter(|_| level == Level::Full) else { return HEAD };
        let below = [&whole.words, &whole.note].into_iter().flatten().map(|lines| lines.size().y + 2.0);
        let below: f32 = below.sum();
        if below == 0.0 { HEAD } else { (HEAD + below + 5.0).round() }
    }

    /// Paints the card in its rectangle.
    pub fn paint(&self, frame: &Frame<'_>, painter: &Painter, label: &Label) {
        let theme = Theme::current(painter.ctx());
        let hue = theme.hue(label.hue.as_deref().unwrap_or_default());
        let is_selected = frame.look.selected.is_some_and(|key| label.keys.contains(&key));
        let is_hovered = frame.response.hover_pos().is_some_and(|at| label.rect.contains(at));
        let fill = match (is_selected, is_hovered) {
            (true, _) => hue.fill,
            (_, true) => theme.control_hover,
            _ => theme.raised,
        };
        let stroke = if is_selected { Stroke::new(1.6, hue.line) } else { Stroke::new(1.0, theme.rule) };
        painter.rect(label.rect, 4.0, fill, stroke, StrokeKind::Inside);
        let edge = Rect::from_min_size(label.rect.min, vec2(4.0, label.rect.height()));
        let corners = egui::CornerRadius { nw: 4, sw: 4, ne: 0, se: 0 };
        painter.rect_filled(edge, corners, hue.line);
        let mut at = pos2(label.rect.left() + INSET, label.rect.top() + HEAD / 2.0);
        if label.shape != StatusShape::Blank {
            let sign = if label.shape == StatusShape::Conflict { theme.danger } else { hue.ink };
            super::paint_shape(painter, label.shape, at + vec2(5.0, 0.0), 4.6, sign);
            at.x += SIGN;
        }
        let whole = self.whole.as_ref().filter(|_| self.level == Level::Full);
        let (head, ink) = whole.map_or((&self.line, theme.ink), |whole| (&whole.title, hue.ink));
        head.paint(painter, pos2(at.x, at.y - head.size().y / 2.0), ink);
        let Some(whole) = whole else { return };
        let mut at = pos2(label.rect.left() + INSET, label.rect.top() + HEAD);
        for (lines, ink) in [(&whole.words, theme.ink), (&whole.note, theme.muted)] {
            if let Some(lines) = lines {
                let left = lines.left_in(Rangef::new(at.x, label.rect.right() - INSET));
                lines.paint(painter, pos2(left, at.y), ink);
                at.y += lines.size().y + 2.0;
            }
        }
    }

    /// Says what the card says: words and evidence.
    pub fn said(&self) -> &CardWords {
        &self.said
    }
}

/// Tells a screen reader of the cards, and answers what it asked for.
pub fn describe(frame: &Frame<'_>, labels: &[Label]) -> Option<Event> {
    let ctx = frame.ui.ctx();
    // Nobody listens: nothing has to be made.
    ctx.accesskit_node_builder(frame.response.id, |_| ())?;
    let mut answer = None;
    for label in labels {
        let (Face::Card(card), Some(key)) = (&label.face, label.keys.first().copied()) else { continue };
        let Some(mark) = frame.page.marks.mark(key) else { continue };
        let Some(place) = frame.page.marks.place_of(key) else { continue };
        let id = frame.response.id.with(("card", key));
        frame.ui.interact(label.rect.intersect(frame.view), id, Sense::hover());
        ctx.accesskit_node_builder(id, |node| {
            node.set_role(egui::accesskit::Role::Button);
            node.set_label(format!("Card {}: {}", frame.page.marks.number_at(place), card.said.words));
            node.set_description(card.said.note.clone());
            node.set_bounds(super::access::bounds(label.rect));
            node.add_action(egui::accesskit::Action::Click);
            if frame.look.selected == Some(key) {
                node.set_selected(true);
            }
        });
        let action = egui::accesskit::Action::Click;
        if frame.ui.input(|input| input.has_accesskit_action_request(id, action)) {
            answer = Some(Event::MarkClicked { key, offset: mark.span().start });
        }
    }
    answer
}
