//! The keyboard: moving the caret and selecting without a mouse.
//!
//! Takes the keys that move, select and copy, and only while the view has the focus. Letters, digits and all
//! else are left for the window's shortcuts.

use egui::{EventFilter, Key, Modifiers, pos2};

use super::layout::{Direction, LineEdge, Sideways, Spot};
use super::{ArticleView, Event, Frame, Page, Selection, pointer};
use crate::text::{BlockKind, Range, boundary};

/// Where a key takes the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Grapheme,
    Word,
    Line,
    LineEdge,
    Sentence,
    Paragraph,
    Page,
    Text,
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Back,
    On,
}

/// Whether the anchor stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Kept,
    Moved,
}

impl ArticleView {
    pub(super) fn keyboard(&mut self, frame: &Frame<'_>, events: &mut Vec<Event>) {
        if !frame.response.has_focus() {
            return;
        }
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        frame.ui.memory_mut(|memory| memory.set_focus_lock_filter(frame.response.id, filter));
        let pressed: Vec<egui::Event> = frame.ui.input(|input| {
            let is_ours = |event: &&egui::Event| {
                matches!(event, egui::Event::Key { pressed: true, .. } | egui::Event::Copy)
            };
            input.events.iter().filter(is_ours).cloned().collect()
        });
        for event in pressed {
            let is_taken = match &event {
                egui::Event::Key { key, modifiers, .. } => self.key(frame, *key, *modifiers, events),
                _ => self.copy(frame),
            };
            if is_taken {
                frame.ui.input_mut(|input| input.events.retain(|other| *other != event));
            }
        }
    }

    fn key(&mut self, frame: &Frame<'_>, key: Key, keys: Modifiers, events: &mut Vec<Event>) -> bool {
        let anchor = if keys.shift { Anchor::Kept } else { Anchor::Moved };
        let is_plain = !keys.command && !keys.alt;
        let is_command = keys.command && !keys.alt;
        let is_alt = keys.alt && !keys.command;
        let step = match key {
            Key::ArrowLeft | Key::ArrowRight if is_plain => Step::Grapheme,
            Key::ArrowLeft | Key::ArrowRight if is_command => Step::Word,
            Key::ArrowUp | Key::ArrowDown if is_plain => Step::Line,
            Key::ArrowUp | Key::ArrowDown if is_command => Step::Paragraph,
            // Alt with left and right alone goes back and forward through the places visited.
            Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown if is_alt => Step::Sentence,
            Key::Home | Key::End if is_plain => Step::LineEdge,
            Key::Home | Key::End if is_command => Step::Text,
            Key::PageUp | Key::PageDown if is_plain => Step::Page,
            Key::A if is_command && !keys.shift => return self.select_all(frame.page),
            Key::Enter if is_plain && !keys.shift => {
                let offset = self.selection.head;
                events.push(Event::Clicked { offset, marks: frame.page.marks.at(offset), keys });
                return true;
            }
            Key::F10 | Key::Menu if is_plain && (keys.shift || key == Key::Menu) => {
                let offset = self.selection.head;
                let at = self.selection_rect.map_or(frame.view.center(), |rect| rect.left_bottom());
                events.push(Event::ContextMenu { offset, marks: frame.page.marks.at(offset), at });
                return true;
            }
            Key::Escape if is_plain && self.selection().is_some() => {
                self.selection.anchor = self.selection.head;
                return true;
            }
            _ => return false,
        };
        let way = match key {
            Key::ArrowLeft | Key::ArrowUp | Key::Home | Key::PageUp => Way::Back,
            _ => Way::On,
        };
        self.take(frame, step, way, anchor);
        true
    }

    fn take(&mut self, frame: &Frame<'_>, step: Step, way: Way, anchor: Anchor) {
        if self.flow.pieces().is_empty() {
            return;
        }
        if !matches!(step, Step::Line | Step::Page) {
            self.goal = None;
        }
        let pressed = way;
        let way = match step {
            Step::Grapheme | Step::Word | Step::Sentence => self.onward(frame, way),
            _ => way,
        };
        let collapsed = match (self.selection(), step, anchor, way) {
            (Some(range), Step::Grapheme, Anchor::Moved, Way::Back) => Some(range.start),
            (Some(range), Step::Grapheme, Anchor::Moved, Way::On) => Some(range.end),
            _ => None,
        };
        let (head, lean) = match (collapsed, step) {
            (Some(head), _) => (head, None),
            (_, Step::Grapheme) => leaning(self.by_grapheme(frame, pressed)),
            (_, Step::Word) => {
                let to = self.by_word(frame.page, way, anchor);
                self.turned(frame, to, pressed)
            }
            (_, Step::Sentence) => {
                let to = self.by_sentence(frame.page, way, anchor);
                self.turned(frame, to, pressed)
            }
            (_, Step::Paragraph) => (self.by_paragraph(frame.page, way, anchor), None),
            (_, Step::Line) => self.by_line(frame, way),
            (_, Step::LineEdge) => leaning(self.line_edge(frame, way)),
            (_, Step::Page) => self.by_page(frame, way),
            (_, Step::Text) => (self.text_edge(way), None),
        };
        self.lean = lean;
        self.selection.head = head;
        if anchor == Anchor::Moved {
            self.selection.anchor = head;
        }
        self.follow_caret();
    }

    fn select_all(&mut self, page: &Page<'_>) -> bool {
        if !page.blocks.is_empty() {
            self.selection = Selection { anchor: self.text_edge(Way::Back), head: self.text_edge(Way::On) };
            self.lean = None;
        }
        true
    }

    fn copy(&mut self, frame: &Frame<'_>) -> bool {
        let Some(words) = self.selection().and_then(|range| range.of(frame.page.text)) else { return false };
        frame.ui.ctx().copy_text(words.to_owned());
        true
    }

    fn text_edge(&self, way: Way) -> usize {
        let pieces = self.flow.pieces();
        match way {
            Way::Back => pieces.first().map_or(0, |piece| piece.range.start),
            Way::On => pieces.last().map_or(0, |piece| piece.range.end),
        }
    }

    /// Tells where the left and the right arrow lead in the order of reading: a paragraph that is written from right
    /// to left is read to the left.
    fn onward(&mut self, frame: &Frame<'_>, pressed: Way) -> Way {
        let index = self.flow.piece_of(self.selection.head);
        let here = self.flow.place(frame.ui, frame.page, index);
        read(here.laid.direction_at(here.inner(self.spot()).offset), pressed)
    }

    /// Goes over the next grapheme on screen, to the left or to the right.
    fn by_grapheme(&mut self, frame: &Frame<'_>, pressed: Way) -> Spot {
        let spot = self.spot();
        let index = self.flow.piece_of(spot.offset);
        let here = self.flow.place(frame.ui, frame.page, index);
        match here.laid.step(here.inner(spot), sideways(pressed)) {
            Some(next) => here.outer(next),
            None => self.beyond(frame, index, pressed).unwrap_or(spot),
        }
    }

    /// Goes into the piece in which the caret goes on where it leaves one.
    fn beyond(&mut self, frame: &Frame<'_>, index: usize, pressed: Way) -> Option<Spot> {
        let next = self.beside(frame, index, pressed)?;
        let there = self.flow.place(frame.ui, frame.page, next);
        let entry = there.laid.entry(sideways(pressed));
        let spot = there.outer(entry);
        if spot.offset != self.selection.head {
            return Some(spot);
        }
        // Two pieces of one paragraph touch: what parts them is no place of its own.
        Some(there.laid.step(entry, sideways(pressed)).map_or(spot, |further| there.outer(further)))
    }

    /// Finds the piece that an arrow leads to from a piece that is left: as a stretch of the other direction within a
    /// line, a paragraph that goes another way than the article is gone through from its end to its beginning. So every
    /// place is come by, and the arrow back leads back.
    fn beside(&mut self, frame: &Frame<'_>, index: usize, pressed: Way) -> Option<usize> {
        let inside = self.way_through(frame, index, pressed);
        let pieces = self.flow.pieces();
        let first = |block: usize| pieces.partition_point(|piece| piece.block < block);
        let here = pieces[index].block;
        let near = match inside {
            Way::Back => index.checked_sub(1),
            Way::On => Some(index + 1),
        };
        let is_part = |near: &usize| pieces.get(*near).is_some_and(|piece| piece.block == here);
        if let Some(near) = near.filter(is_part) {
            return Some(near);
        }
        let next = match read(self.flow.direction(), pressed) {
            Way::Back => first(here).checked_sub(1)?,
            Way::On => Some(first(here + 1)).filter(|next| *next < pieces.len())?,
        };
        let there = pieces[next].block;
        let (start, last) = (first(there), first(there + 1) - 1);
        Some(match self.way_through(frame, next, pressed) {
            Way::Back => last,
            Way::On => start,
        })
    }

    /// Tells which way an arrow leads through a piece; the cells of a table stand from left to right.
    fn way_through(&mut self, frame: &Frame<'_>, index: usize, pressed: Way) -> Way {
        let piece = self.flow.pieces()[index];
        if piece.kind == BlockKind::TableRow {
            return pressed;
        }
        let known = piece.direction;
        read(known.unwrap_or_else(|| self.flow.place(frame.ui, frame.page, index).laid.direction()), pressed)
    }

    /// Goes where words or sentences lead; but out of words that go another way than what is around them, and into such
    /// words, as the arrow leads.
    fn turned(&mut self, frame: &Frame<'_>, to: usize, pressed: Way) -> (usize, Option<Spot>) {
        let head = self.selection.head;
        let (here, there) = (self.cell(frame, head), self.cell(frame, to));
        let is_within_row = here.block == there.block && here.kind == BlockKind::TableRow;
        let around = if is_within_row { Direction::LeftToRight } else { self.flow.direction() };
        let is_left = (here.block, here.column) != (there.block, there.column);
        if !is_left || (here.direction == around && there.direction == around) {
            return (to, None);
        }
        let index = self.flow.piece_of(head);
        let placed = self.flow.place(frame.ui, frame.page, index);
        let inside = placed.laid.across(placed.inner(Spot::at(head)).offset, sideways(pressed));
        let spot = inside.map(|spot| placed.outer(spot)).or_else(|| self.beyond(frame, index, pressed));
        spot.map_or((head, self.lean), leaning)
    }

    /// Returns what an offset is in: a block, or a cell of a table's row.
    fn cell(&mut self, frame: &Frame<'_>, offset: usize) -> Cell {
        let index = self.flow.piece_of(offset);
        let placed = self.flow.place(frame.ui, frame.page, index);
        let inner = placed.inner(Spot::at(offset)).offset;
        Cell {
            block: placed.piece.block,
            kind: placed.piece.kind,
            column: placed.piece.column + placed.laid.column(inner),
            direction: placed.laid.direction_at(inner),
        }
    }

    /// Goes to the start of a word, in reading order; selecting on goes to the end of one, so that no space behind
    /// the words is selected.
    fn by_word(&self, page: &Page<'_>, way: Way, anchor: Anchor) -> usize {
        let head = self.selection.head;
        let to = match (way, anchor) {
            (Way::Back, _) => boundary::previous_word(page.text, head),
            (Way::On, Anchor::Kept) => boundary::next_word(page.text, head),
            (Way::On, Anchor::Moved) => {
                let here = boundary::word_at(page.text, head);
                let is_inside = here.start <= head && head < here.end;
                let is_word = here.of(page.text).is_some_and(|word| word.contains(char::is_alphanumeric));
                let behind = if is_inside && is_word { here.end } else { head };
                let rest = page.text.get(behind..).unwrap_or_default();
                behind + rest.find(char::is_alphanumeric).unwrap_or(rest.len())
            }
        };
        self.settled(to, way)
    }

    /// Moves an offset out of the white space between two blocks, the way one goes.
    fn settled(&self, offset: usize, way: Way) -> usize {
        let pieces = self.flow.pieces();
        let index = self.flow.piece_of(offset);
        let range = pieces[index].range;
        if offset <= range.start {
            return range.start;
        }
        match (way, pieces.get(index + 1)) {
            (Way::On, Some(next)) if offset > range.end => next.range.start,
            _ => offset.min(range.end),
        }
    }

    fn block_of(&self, page: &Page<'_>, offset: usize) -> (usize, Range) {
        let piece = self.flow.pieces()[self.flow.piece_of(offset)];
        (piece.block, page.blocks.get(piece.block).map_or(piece.range, |block| block.range))
    }

    /// Goes to the next start of a sentence; selecting goes to its end, so that what is selected is whole
    /// sentences and no white space behind them.
    fn by_sentence(&self, page: &Page<'_>, way: Way, anchor: Anchor) -> usize {
        let head = self.selection.head;
        let (block, range) = self.block_of(page, head);
        let sentence = |at: usize| boundary::sentence_at(page.text, at).intersection(range);
        match way {
            Way::Back => {
                if head > range.start {
                    let before = boundary::previous_grapheme(page.text, head).max(range.start);
                    sentence(before).map_or(range.start, |found| found.start).min(head)
                } else {
                    let Some(previous) = neighbour(page, block, way) else { return head };
                    let last = boundary::previous_grapheme(page.text, previous.end);
                    boundary::sentence_at(page.text, last).start.max(previous.start)
                }
            }
            Way::On => {
                let here = sentence(head).filter(|found| head < found.end);
                let end = here.map_or(head, |found| found.end).min(range.end);
                let behind = page.text.get(end..range.end).unwrap_or_default();
                let next = end + (behind.len() - behind.trim_start().len());
                match anchor {
                    Anchor::Kept if here.is_some() => end,
                    Anchor::Kept if next < range.end => sentence(next).map_or(range.end, |found| found.end),
                    Anchor::Moved if next < range.end => next,
                    _ => {
                        let Some(following) = neighbour(page, block, way) else { return range.end };
                        if anchor == Anchor::Moved {
                            return following.start;
                        }
                        boundary::sentence_at(page.text, following.start).end.min(following.end)
                    }
                }
            }
        }
    }

    /// Goes to the next start of a block; selecting goes to its end.
    fn by_paragraph(&self, page: &Page<'_>, way: Way, anchor: Anchor) -> usize {
        let head = self.selection.head;
        let (block, range) = self.block_of(page, head);
        let neighbour = neighbour(page, block, way);
        match (way, anchor) {
            (Way::Back, _) if head > range.start => range.start,
            (Way::Back, _) => neighbour.map_or(range.start, |previous| previous.start),
            (Way::On, Anchor::Kept) if head < range.end => range.end,
            (Way::On, Anchor::Kept) => neighbour.map_or(range.end, |next| next.end),
            (Way::On, Anchor::Moved) => neighbour.map_or(range.end, |next| next.start),
        }
    }

    fn by_line(&mut self, frame: &Frame<'_>, way: Way) -> (usize, Option<Spot>) {
        let head = self.selection.head;
        let index = self.flow.piece_of(head);
        let here = self.flow.place(frame.ui, frame.page, index);
        let caret = here.caret_at(self.spot());
        let x = *self.goal.get_or_insert(caret.left());
        let line = if way == Way::Back { -caret.height() } else { caret.height() };
        let mut y = caret.center().y + line;
        // A cell of a table row may have fewer lines than the row, and a line that is left with the rest of a letter
        // has no place for the caret.
        while here.rect().y_range().contains(y) {
            let spot = here.spot(pos2(x, y));
            if (here.caret_at(spot).top() - caret.top()).abs() > 1.0 {
                return leaning(spot);
            }
            y += line;
        }
        let next = match way {
            Way::Back => index.checked_sub(1),
            Way::On => Some(index + 1).filter(|next| *next < self.flow.pieces().len()),
        };
        let Some(next) = next else { return (self.text_edge(way), None) };
        let there = self.flow.place(frame.ui, frame.page, next);
        let y = match way {
            Way::Back => there.rect().bottom() - 1.0,
            Way::On => there.at.y + 1.0,
        };
        leaning(there.spot(pos2(x, y)))
    }

    fn line_edge(&mut self, frame: &Frame<'_>, way: Way) -> Spot {
        let head = self.selection.head;
        let here = self.flow.place(frame.ui, frame.page, self.flow.piece_of(head));
        let edge = match way {
            Way::Back => LineEdge::Start,
            Way::On => LineEdge::End,
        };
        here.outer(here.laid.edge(here.inner(self.spot()), edge))
    }

    /// Scrolls by a view less two lines, and takes the caret along.
    fn by_page(&mut self, frame: &Frame<'_>, way: Way) -> (usize, Option<Spot>) {
        let spot = self.spot();
        let caret = self.flow.place(frame.ui, frame.page, self.flow.piece_of(spot.offset)).caret_at(spot);
        let x = *self.goal.get_or_insert(caret.left());
        let highest = frame.view.top() + 24.0;
        let y = caret.center().y.clamp(highest, (frame.view.bottom() - 24.0).max(highest));
        let room = frame.view.height() - self.flow.cover();
        let page = f64::from((room - 2.0 * caret.height()).max(caret.height()));
        let before = self.flow.depth();
        self.flow.scroll_by(if way == Way::Back { -page } else { page });
        let placed = self.flow.arrange(frame.ui, frame.page);
        if (self.flow.depth() - before).abs() < 1.0 {
            return (self.text_edge(way), None);
        }
        leaning(pointer::spot(&placed, pos2(x, y)).unwrap_or(spot))
    }
}

/// What an offset is in: a block, or one of its cells.
struct Cell {
    block: usize,
    kind: BlockKind,
    column: usize,
    direction: Direction,
}

/// Returns where the caret is, with what it belongs to.
fn leaning(spot: Spot) -> (usize, Option<Spot>) {
    (spot.offset, Some(spot))
}

/// Tells where an arrow leads in the order of reading, in words that go this way.
fn read(direction: Direction, pressed: Way) -> Way {
    match (direction, pressed) {
        (Direction::LeftToRight, way) => way,
        (Direction::RightToLeft, Way::Back) => Way::On,
        (Direction::RightToLeft, Way::On) => Way::Back,
    }
}

/// Tells where the arrow that was pressed points.
fn sideways(pressed: Way) -> Sideways {
    if pressed == Way::Back { Sideways::Left } else { Sideways::Right }
}

fn neighbour(page: &Page<'_>, block: usize, way: Way) -> Option<Range> {
    let index = match way {
        Way::Back => block.checked_sub(1)?,
        Way::On => block + 1,
    };
    page.blocks.get(index).map(|block| block.range)
}
