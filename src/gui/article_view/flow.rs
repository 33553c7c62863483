//! Which pieces are on screen and where: lays out what is visible and keeps the reader's place.
//!
//! The place is a piece and a distance below its top, never a sum from the start: so nothing the reader looks
//! at moves when a height above it is corrected. Knows nothing of marks or input.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use egui::{Pos2, Rect, Ui, pos2, vec2};

use super::dress::{Dress, Wardrobe};
use super::header;
use super::height::Heights;
use super::layout::{Direction, Engine, Laid, LineEnds, Setting, Spot};
use super::piece::{Piece, cut, piece_at};
use super::table::{Table, stops, tables};
use super::{Cards, Look, Marks, Page, card, scrollbar, strip};
use crate::gui::typeset;
use crate::text::{BlockKind, Range};

/// How much of the view stays empty below the last line, so that it can be read at a comfortable height.
const SPACE_BELOW: f32 = 0.4;
/// Lines of running text are at least this long, in characters, where a text came broken at a fixed width.
const FIXED_WIDTH: usize = 40;
/// A headline stands among so many first pieces, or it is none.
const HEADLINE_WITHIN: usize = 24;
/// The way of an article is judged by so many paragraphs.
const JUDGED: usize = 64;
/// A scroll of more than this many views goes by the estimated heights instead of measuring its way.
const FAR: f64 = 4.0;

/// A piece on screen.
#[derive(Clone)]
pub struct Placed {
    /// Which piece.
    pub index: usize,
    /// The piece itself.
    pub piece: Piece,
    /// Where its words stand on screen: the top left corner.
    pub at: Pos2,
    /// The words.
    pub laid: Rc<dyn Laid>,
}

impl Placed {
    /// Returns the screen rectangle of the words.
    pub fn rect(&self) -> Rect {
        Rect::from_min_size(self.at, self.laid.size())
    }

    /// Adds the screen rectangles of the part of `range` (bytes of the text) that stands in this piece.
    pub fn rects(&self, range: Range, rects: &mut Vec<Rect>) {
        let Some(shared) = self.piece.range.intersection(range) else { return };
        let start = self.piece.range.start;
        let first = rects.len();
        self.laid.rects(Range::new(shared.start - start, shared.end - start), rects);
        for rect in &mut rects[first..] {
            *rect = rect.translate(self.at.to_vec2());
        }
    }

    /// Returns where the caret stands on screen at a byte of the text.
    pub fn caret(&self, offset: usize) -> Rect {
        let inside = offset.clamp(self.piece.range.start, self.piece.range.end) - self.piece.range.start;
        self.laid.caret(inside).translate(self.at.to_vec2())
    }

    /// Returns where a caret stands on screen; its offset is a byte of the text.
    pub fn caret_at(&self, spot: Spot) -> Rect {
        self.laid.caret_at(self.inner(spot)).translate(self.at.to_vec2())
    }

    /// Finds the byte of the text nearest to a place on screen.
    pub fn hit(&self, at: Pos2) -> usize {
        self.spot(at).offset
    }

    /// Finds the caret nearest to a place on screen.
    pub fn spot(&self, at: Pos2) -> Spot {
        self.outer(self.laid.spot((at - self.at).to_pos2()))
    }

    /// Finds the grapheme at a place on screen, or the nearest on its line, in bytes of the text.
    pub fn grapheme_at(&self, at: Pos2) -> Range {
        let found = self.laid.grapheme_at((at - self.at).to_pos2());
        Range::new(found.start + self.piece.range.start, found.end + self.piece.range.start)
    }

    /// Returns the bytes of the text whose lines stand between two heights on screen, in part at least.
    pub fn seen(&self, top: f32, bottom: f32) -> Range {
        let found = self.laid.seen(top - self.at.y, bottom - self.at.y);
        Range::new(found.start + self.piece.range.start, found.end + self.piece.range.start)
    }

    /// Counts a caret's offset from the beginning of the piece.
    pub fn inner(&self, spot: Spot) -> Spot {
        let range = self.piece.range;
        Spot { offset: spot.offset.clamp(range.start, range.end) - range.start, ..spot }
    }

    /// Counts a caret's offset from the beginning of the text.
    pub fn outer(&self, spot: Spot) -> Spot {
        Spot { offset: spot.offset + self.piece.range.start, ..spot }
    }
}

/// The column that the words stand in, on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// All of the view.
    pub view: Rect,
    /// The left edge of the words.
    pub left: f32,
    /// The width of the words.
    pub width: f32,
}

impl Column {
    /// Returns the right edge of the words.
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// Returns the place that is so far from the side at which lines of this direction begin.
    pub fn inward(&self, direction: Direction, distance: f32) -> f32 {
        match direction {
            Direction::LeftToRight => self.left + distance,
            Direction::RightToLeft => self.right() - distance,
        }
    }
}

/// What the lines of all pieces follow from: they stay as they are as long as it does.
#[derive(Clone, Copy, PartialEq)]
pub struct Shape {
    /// The text that was laid out.
    pub revision: u64,
    key: Key,
}

#[derive(Clone, Copy, PartialEq)]
struct Key {
    width: f32,
    size: f32,
    measure: f32,
    leading: f32,
    pixels: f32,
    /// Stands for the face that the window has loaded for the article.
    face: u64,
    /// Stands for the article's language, in which some letters have other forms.
    language: u64,
}

/// Tells faces apart: by the name of the first font of the article's family.
fn face(ui: &Ui) -> u64 {
    let family = egui::FontFamily::Name(crate::gui::theme::READING.into());
    ui.fonts(|fonts| {
        let first = fonts.definitions().families.get(&family).and_then(|names| names.first());
        first.map_or(0, |name| egui::Id::unique(name).value())
    })
}

/// How a place is brought into view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reveal {
    /// With room around it; a place that is well in view already stays where it is.
    Comfortable,
    /// By the smallest scroll.
    Nearest,
    /// At the very top, as it was when one left.
    Top,
}

/// The text as a column of pieces, and the reader's place in it.
pub struct Flow {
    engine: Box<dyn Engine>,
    key: Option<Key>,
    revision: Option<u64>,
    pieces: Vec<Piece>,
    /// The way of most paragraphs.
    direction: Direction,
    tables: Vec<Table>,
    /// The letters that no font has, of all that was shown of this text.
    unset: BTreeSet<char>,
    heights: Heights,
    wardrobe: Option<Wardrobe>,
    column: Column,
    /// The first piece on screen, and how far its top is above the view's.
    place: (usize, f64),
    /// The first byte on screen and how far its line's top is above the view's: the place in terms that a
    /// new width does not change. None until something was shown.
    top: Option<(usize, f32)>,
    wanted: Option<(usize, Reveal)>,
    laid: HashMap<usize, Rc<dyn Laid>>,
    /// The piece that is the headline; the bar at the top shows once it is scrolled out.
    headline: Option<usize>,
    /// The pieces that begin a section, in order.
    sections: Vec<usize>,
    /// The pieces that carry a number, and it.
    numbered: Vec<(usize, u32)>,
    /// How often all heights were guessed anew.
    measured: u64,
}

impl Flow {
    /// Makes an empty flow.
    pub fn new(engine: Box<dyn Engine>) -> Self {
        Self {
            engine,
            key: None,
            revision: None,
            pieces: Vec::new(),
            direction: Direction::default(),
            tables: Vec::new(),
            unset: BTreeSet::new(),
            heights: Heights::default(),
            wardrobe: None,
            column: Column { view: Rect::ZERO, left: 0.0, width: 1.0 },
            place: (0, 0.0),
            top: None,
            wanted: None,
            laid: HashMap::new(),
            headline: None,
            sections: Vec::new(),
            numbered: Vec::new(),
            measured: 0,
        }
    }

    /// Takes over text, look and room of this frame; what depends on them is made anew only if they changed.
    pub fn prepare(&mut self, ui: &Ui, page: &Page<'_>, look: &Look, view: Rect) {
        self.laid.clear();
        let is_new_text = self.revision != Some(page.revision);
        if is_new_text {
            self.revision = Some(page.revision);
            self.pieces = cut(page.text, page.blocks);
            self.direction = direction_of(page.text, &self.pieces);
            self.tables = tables(page.text, &self.pieces);
            self.unset.clear();
            let kind = |kind: BlockKind| {
                let is_it = move |(_, piece): &(usize, &Piece)| piece.kind == kind && piece.first;
                self.pieces.iter().enumerate().filter(is_it).map(|(index, _)| index)
            };
            self.headline = kind(BlockKind::Headline).next().filter(|index| *index < HEADLINE_WITHIN);
            self.sections = kind(BlockKind::Subhead).collect();
            let number = |(index, piece): (usize, &Piece)| Some((index, piece.number?));
            self.numbered = self.pieces.iter().enumerate().filter_map(number).collect();
        }
        let fonts = Key {
            width: 0.0,
            size: look.size,
            measure: look.measure,
            leading: look.leading,
            pixels: ui.pixels_per_point(),
            face: face(ui),
            language: egui::Id::unique(page.language).value(),
        };
        let has_fonts = self.key.is_some_and(|key| Key { width: 0.0, ..key } == fonts);
        let wardrobe = match self.wardrobe.take() {
            Some(wardrobe) if has_fonts => wardrobe,
            _ => Wardrobe::new(ui, self.engine.as_mut(), look),
        };
        let beside = if look.marks == Marks::Shown { look.cards } else { Cards::Off };
        self.column = column(view, &wardrobe, beside);
        let key = Key { width: self.column.width, ..fonts };
        if is_new_text || self.key != Some(key) {
            let estimate = |index| self.estimate(&wardrobe, index);
            self.heights = Heights::new((0..self.pieces.len()).map(estimate).collect());
            self.measured += 1;
            self.key = Some(key);
            self.wardrobe = Some(wardrobe);
            self.return_to_top(ui, page);
        } else {
            self.wardrobe = Some(wardrobe);
        }
        if let Some((offset, reveal)) = self.wanted.take() {
            self.bring_into_view(ui, page, offset, reveal);
        }
    }

    /// Forgets the layouts of this frame.
    pub fn finish(&mut self) {
        self.laid.clear();
    }

    /// Returns the letters that no font has, of all that was shown of this text.
    pub fn unset(&self) -> &BTreeSet<char> {
        &self.unset
    }

    /// Returns the pieces of the text.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Returns the way of the article: that of most of its first paragraphs.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Returns what the lines follow from, once something was shown.
    pub fn shape(&self) -> Option<Shape> {
        Some(Shape { revision: self.revision?, key: self.key? })
    }

    /// Returns the column that the words stand in.
    pub fn column(&self) -> Column {
        self.column
    }

    /// Returns how blocks of this kind are set, once something was shown.
    pub fn wardrobe(&self) -> Option<&Wardrobe> {
        self.wardrobe.as_ref()
    }

    /// Returns the first byte on screen.
    pub fn top_offset(&self) -> usize {
        match self.wanted {
            Some((offset, Reveal::Top)) => offset,
            _ => self.top.map_or(0, |(offset, _)| offset),
        }
    }

    /// Asks that a place be brought into view in the next frame, or later in this one.
    pub fn want(&mut self, offset: usize, reveal: Reveal) {
        self.wanted = Some((offset, reveal));
    }

    /// Tells whether a place waits to be brought into view, and does so if one does.
    pub fn follow(&mut self, ui: &Ui, page: &Page<'_>) -> bool {
        let Some((offset, reveal)) = self.wanted.take() else { return false };
        self.bring_into_view(ui, page, offset, reveal);
        true
    }

    /// Returns how far the view's top is below the text's, in points.
    pub fn depth(&self) -> f64 {
        self.heights.above(self.place.0) + self.place.1
    }

    /// Returns the piece that is the headline.
    pub fn headline(&self) -> Option<usize> {
        self.headline
    }

    /// Returns the piece whose words name the section that a piece stands in.
    pub fn section_of(&self, index: usize) -> Option<usize> {
        let count = self.sections.partition_point(|section| *section <= index);
        self.sections.get(count.checked_sub(1)?).copied()
    }

    /// Returns the number of the paragraph that a piece is in or comes after, and the last one's.
    pub fn number_of(&self, index: usize) -> (Option<u32>, Option<u32>) {
        let before = self.numbered.partition_point(|(numbered, _)| *numbered <= index);
        let number = |at: usize| self.numbered.get(at).map(|(_, number)| *number);
        (before.checked_sub(1).and_then(number), self.numbered.len().checked_sub(1).and_then(number))
    }

    /// Returns how much of the view's top is covered by the bar with the headline.
    pub fn cover(&self) -> f32 {
        let last = self.headline.unwrap_or_default();
        let is_out = last < self.pieces.len() && self.depth() + 2.0 >= self.heights.above(last + 1);
        if is_out && self.deepest() > 0.0 { header::HEIGHT } else { 0.0 }
    }

    /// Tells how often all heights were guessed anew: depths from before say nothing any more.
    pub fn measured(&self) -> u64 {
        self.measured
    }

    /// Returns by how much heights were corrected since they were guessed, in points, up and down alike.
    pub fn drift(&self) -> f64 {
        self.heights.drift()
    }

    /// Finds the byte of the text at a depth, as far as heights are known.
    pub fn offset_at(&self, depth: f64) -> usize {
        let (index, below) = self.heights.find(depth);
        let Some(piece) = self.pieces.get(index) else { return 0 };
        let above = f64::from(self.above_words(index));
        let words = (f64::from(self.heights.height(index)) - above).max(1.0);
        let share = ((below - above) / words).clamp(0.0, 1.0);
        piece.range.start + (share * piece.range.len() as f64) as usize
    }

    /// Returns the height of all text with the space below, in points.
    pub fn total(&self) -> f64 {
        self.heights.total() + f64::from(self.space_below())
    }

    /// Returns the deepest place that the view can be scrolled to, in points; zero if all of the text fits.
    pub fn deepest(&self) -> f64 {
        let view = f64::from(self.column.view.height());
        if self.heights.total() <= view { 0.0 } else { (self.total() - view).max(0.0) }
    }

    /// Scrolls down by so many points, or up.
    pub fn scroll_by(&mut self, points: f64) {
        if points.abs() > FAR * f64::from(self.column.view.height()) {
            self.scroll_to(self.depth() + points);
        } else {
            self.place.1 += points;
        }
    }

    /// Scrolls to a depth, in points.
    pub fn scroll_to(&mut self, depth: f64) {
        self.place = self.heights.find(depth.clamp(0.0, self.deepest()));
    }

    /// Lays out what is on screen and says where it stands.
    pub fn arrange(&mut self, ui: &Ui, page: &Page<'_>) -> Vec<Placed> {
        let count = self.pieces.len();
        let mut placed = Vec::new();
        if count == 0 {
            return placed;
        }
        // The second round is for a view that had been scrolled too far down.
        for _ in 0..3 {
            self.settle(ui, page);
            placed.clear();
            let view = self.column.view;
            let mut top = -self.place.1;
            let mut index = self.place.0;
            while index < count && top < f64::from(view.height()) {
                let laid = self.laid(ui, page, index);
                let top_at = view.top() + top as f32;
                let at = self.words_at(index, laid.direction(), top_at, ui.pixels_per_point());
                placed.push(Placed { index, piece: self.pieces[index], at, laid });
                top += f64::from(self.heights.height(index));
                index += 1;
            }
            let is_at_start = self.place.0 == 0 && self.place.1 <= 0.0;
            let is_too_far = index == count && self.depth() > self.deepest() + 0.5;
            if is_at_start || !is_too_far {
                break;
            }
            let excess = self.depth() - self.deepest();
            self.place.1 -= excess;
        }
        self.remember_top(&placed);
        placed
    }

    /// Returns where a piece's words are, on screen or off it, as far as is known.
    pub fn estimated_rect(&self, index: usize) -> Rect {
        let depth = self.heights.above(index) - self.depth();
        let top = (f64::from(self.column.view.top()) + depth) as f32;
        let direction = self.pieces[index].direction.unwrap_or_default();
        let at = self.words_at(index, direction, top, 1.0);
        let height = (self.heights.height(index) - self.above_words(index)).max(1.0);
        Rect::from_min_size(at, vec2(self.column.right() - at.x, height))
    }

    /// Returns a piece with its place on screen, laid out even when it is off screen.
    pub fn place(&mut self, ui: &Ui, page: &Page<'_>, index: usize) -> Placed {
        let laid = self.laid(ui, page, index);
        let depth = self.heights.above(index) - self.depth();
        let top = (f64::from(self.column.view.top()) + depth) as f32;
        let at = self.words_at(index, laid.direction(), top, ui.pixels_per_point());
        Placed { index, piece: self.pieces[index], at, laid }
    }

    /// Finds the piece that holds a byte of the text, or the nearest before it.
    pub fn piece_of(&self, offset: usize) -> usize {
        piece_at(&self.pieces, offset)
    }

    fn space_below(&self) -> f32 {
        self.column.view.height() * SPACE_BELOW
    }

    fn words_at(&self, index: usize, direction: Direction, top: f32, pixels: f32) -> Pos2 {
        let dress = self.wardrobe.as_ref().map(|wardrobe| wardrobe.of(self.pieces[index].kind));
        // The indent is on the side at which lines begin.
        let indent = dress.map_or(0.0, |dress| match direction {
            Direction::LeftToRight => dress.indent,
            Direction::RightToLeft => dress.outdent,
        });
        let y = top + self.above_words(index);
        pos2(self.column.left + indent, (y * pixels).round() / pixels)
    }

    /// Returns the room between a piece's top and its words.
    fn above_words(&self, index: usize) -> f32 {
        let Some(wardrobe) = &self.wardrobe else { return 0.0 };
        self.space_above(wardrobe, index) + self.padding(wardrobe, index).0
    }

    /// Returns the room above and below the words inside a piece: where its block begins and ends.
    fn padding(&self, wardrobe: &Wardrobe, index: usize) -> (f32, f32) {
        let piece = &self.pieces[index];
        let padding = wardrobe.of(piece.kind).padding;
        (if piece.first { padding } else { 0.0 }, if piece.last { padding } else { 0.0 })
    }

    fn space_above(&self, wardrobe: &Wardrobe, index: usize) -> f32 {
        let piece = &self.pieces[index];
        if !piece.first {
            return 0.0;
        }
        let before = index.checked_sub(1).map(|before| self.pieces[before].kind);
        wardrobe.space_above(before, piece.kind)
    }

    fn estimate(&self, wardrobe: &Wardrobe, index: usize) -> f32 {
        let piece = &self.pieces[index];
        let dress = wardrobe.of(piece.kind);
        let width = self.words_width(dress);
        // A line loses half a word at its end.
        let lines = (piece.chars as f32 * dress.advance / (width - 2.5 * dress.advance).max(1.0)).ceil();
        let (above, below) = self.padding(wardrobe, index);
        self.space_above(wardrobe, index) + lines.max(1.0) * dress.line_height + above + below
    }

    fn words_width(&self, dress: &Dress) -> f32 {
        (self.column.width - dress.indent - dress.outdent).max(dress.font.size * 2.0)
    }

    /// Lays out a piece once a frame, and corrects its height.
    fn laid(&mut self, ui: &Ui, page: &Page<'_>, index: usize) -> Rc<dyn Laid> {
        if let Some(laid) = self.laid.get(&index) {
            return Rc::clone(laid);
        }
        let piece = self.pieces[index];
        let text = piece.range.of(page.text).unwrap_or_default();
        let wardrobe =
            self.wardrobe.take().unwrap_or_else(|| Wardrobe::new(ui, self.engine.as_mut(), &Look::default()));
        let dress = wardrobe.of(piece.kind);
        let width = self.words_width(dress);
        let stops = if piece.kind == BlockKind::TableRow {
            stops(&self.tables, (index, piece.column), width, dress.advance)
        } else {
            Vec::new()
        };
        let line_ends = line_ends(piece.kind, text);
        // The next piece begins a line by itself.
        let text = if piece.last { text } else { text.strip_suffix('\n').unwrap_or(text) };
        let words = typeset::Setting {
            text,
            font: &dress.font,
            line_height: dress.line_height,
            width,
            line_ends,
            direction: piece.direction,
            language: page.language,
        };
        let setting = Setting { words, stops: &stops };
        let laid = self.engine.layout(ui, &setting);
        for letters in laid.unset() {
            let is_seen = |letter: &char| !letter.is_whitespace() && !letter.is_control();
            self.unset.extend(letters.of(text).unwrap_or_default().chars().filter(is_seen));
        }
        let (above, below) = self.padding(&wardrobe, index);
        let height = self.space_above(&wardrobe, index) + laid.size().y + above + below;
        self.heights.set(index, height);
        self.wardrobe = Some(wardrobe);
        self.laid.insert(index, Rc::clone(&laid));
        laid
    }

    /// Moves the place to the piece that the view's top is in, measuring on the way.
    fn settle(&mut self, ui: &Ui, page: &Page<'_>) {
        let last = self.pieces.len() - 1;
        self.place.0 = self.place.0.min(last);
        while self.place.1 < 0.0 && self.place.0 > 0 {
            self.place.0 -= 1;
            self.laid(ui, page, self.place.0);
            self.place.1 += f64::from(self.heights.height(self.place.0));
        }
        if self.place.0 == 0 {
            self.place.1 = self.place.1.max(0.0);
        }
        loop {
            self.laid(ui, page, self.place.0);
            let height = f64::from(self.heights.height(self.place.0));
            if self.place.1 < height || self.place.0 == last {
                break;
            }
            self.place.1 -= height;
            self.place.0 += 1;
        }
    }

    fn remember_top(&mut self, placed: &[Placed]) {
        let top = self.column.view.top();
        let seen = top + self.cover();
        let first = placed.iter().find(|piece| piece.rect().bottom() > seen + 1.0).or(placed.last());
        let Some(first) = first else { return };
        let line = first.caret(first.piece.range.start).height();
        let offset = first.seen(seen + line / 2.0, seen + line / 2.0).start;
        self.top = Some((offset, top - first.caret(offset).top()));
    }

    /// Puts the byte that was at the top back there, after heights or text changed.
    fn return_to_top(&mut self, ui: &Ui, page: &Page<'_>) {
        match self.top {
            Some((offset, below)) if !self.is_start(offset) => self.put_at(ui, page, offset, -below),
            _ => self.place = (0, self.place.1.max(0.0).min(f64::from(self.space_below()))),
        }
    }

    fn is_start(&self, offset: usize) -> bool {
        self.pieces.first().is_none_or(|first| offset <= first.range.start)
    }

    /// Scrolls so that the line of `offset` stands `below` points under the view's top.
    fn put_at(&mut self, ui: &Ui, page: &Page<'_>, offset: usize, below: f32) {
        if self.pieces.is_empty() {
            self.place = (0, 0.0);
            return;
        }
        let index = self.piece_of(offset);
        let laid = self.laid(ui, page, index);
        let range = self.pieces[index].range;
        let line = laid.caret(offset.clamp(range.start, range.end) - range.start).top();
        self.place = (index, f64::from(self.above_words(index) + line - below));
    }

    fn bring_into_view(&mut self, ui: &Ui, page: &Page<'_>, offset: usize, reveal: Reveal) {
        if self.pieces.is_empty() {
            return;
        }
        let view = self.column.view;
        if reveal == Reveal::Top {
            if self.is_start(offset) {
                self.place = (0, 0.0);
            } else {
                // Less than half a line of the line above is seen, so that this one stays the first.
                let below = self.wardrobe.as_ref().map_or(0.0, Wardrobe::body) * 0.3;
                self.put_at(ui, page, offset, below);
                if self.cover() > 0.0 {
                    self.put_at(ui, page, offset, below + header::HEIGHT);
                }
            }
            return;
        }
        let index = self.piece_of(offset);
        let is_near = (self.heights.above(index) - self.depth()).abs() < FAR * f64::from(view.height());
        let caret = if is_near {
            self.settle(ui, page);
            self.measure_between(ui, page, index);
            Some(self.place(ui, page, index).caret(offset))
        } else {
            None
        };
        let (highest, lowest, target) = match reveal {
            Reveal::Nearest => (view.top() + header::HEIGHT + 8.0, view.bottom() - 24.0, None),
            _ => (
                view.top() + (view.height() * 0.12).max(header::HEIGHT + 8.0),
                view.top() + view.height() * 0.75,
                Some(view.height() * 0.3),
            ),
        };
        let below = match (caret, target) {
            (Some(caret), _) if caret.top() >= highest && caret.bottom() <= lowest => return,
            (_, Some(target)) => target,
            (Some(caret), None) if caret.top() < highest => highest - view.top(),
            (caret, None) => lowest - view.top() - caret.map_or(0.0, |caret| caret.height()),
        };
        self.put_at(ui, page, offset, below);
    }

    /// Measures the pieces from the place to `index`, so that the distance between them is true.
    fn measure_between(&mut self, ui: &Ui, page: &Page<'_>, index: usize) {
        let here = self.place.0;
        for between in index.min(here)..=index.max(here) {
            self.laid(ui, page, between);
        }
    }
}

fn column(view: Rect, wardrobe: &Wardrobe, cards: Cards) -> Column {
    let body = wardrobe.body();
    let left_margin = (body * 2.6).clamp(28.0, (view.width() * 0.12).max(28.0));
    let right_margin = (body * 5.2).clamp(52.0, (view.width() * 0.2).max(52.0)) + strip::WIDTH;
    let room = (view.width() - left_margin - right_margin).max(body * 4.0);
    let width = wardrobe.measure.min(room).floor();
    let centred = (view.width() - width) / 2.0;
    // The words move aside where cards fit beside them, and never become narrower for them.
    let for_cards = card::ROOM + scrollbar::ROOM;
    let has_cards = cards == Cards::Beside && view.width() - left_margin - wardrobe.measure >= for_cards;
    let right_margin = if has_cards { for_cards } else { right_margin };
    let left = centred.min(view.width() - right_margin - width).max(left_margin);
    Column { view, left: (view.left() + left).round(), width }
}

/// Finds the way of most of the first paragraphs; cells of a table stand from left to right in any article.
fn direction_of(text: &str, pieces: &[Piece]) -> Direction {
    let counted = pieces.iter().filter(|piece| piece.first && piece.kind != BlockKind::TableRow).take(JUDGED);
    let ways = counted.map(|piece| Direction::of(piece.range.of(text).unwrap_or_default()));
    let ways: Vec<Direction> = ways.collect();
    let to_left = ways.iter().filter(|way| **way == Direction::RightToLeft).count();
    match (2 * to_left).cmp(&ways.len()) {
        Ordering::Less => Direction::LeftToRight,
        Ordering::Equal => ways.first().copied().unwrap_or_default(),
        Ordering::Greater => Direction::RightToLeft,
    }
}

/// Tells what the line ends inside a piece do: where every line but the last is long, the text came broken at
/// a fixed width, and its lines run on.
fn line_ends(kind: BlockKind, text: &str) -> LineEnds {
    if kind == BlockKind::TableRow || !text.contains('\n') {
        return LineEnds::Break;
    }
    let mut lines = text.trim_end().split('\n').rev();
    lines.next();
    if lines.all(|line| line.chars().count() >= FIXED_WIDTH) { LineEnds::Flow } else { LineEnds::Break }
}
