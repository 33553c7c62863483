//! The reading view: shows an article and its marks, and says what the reader points at.
//!
//! Reads text, blocks and marks; reports events and changes nothing. It must not know the model, the session or
//! actions. Selection, caret and the reader's place are its own state, never a project's.
//!
//! The work of a frame follows from what is on screen: only that is laid out (`flow`), through a small trait
//! (`layout`), so that this view knows nothing of shaping and glyphs.

mod access;
mod card;
mod disguise;
mod dress;
mod flow;
mod header;
mod height;
mod keyboard;
mod lane;
mod layout;
mod margin;
mod paint;
mod piece;
mod pointer;
mod run;
mod scrollbar;
mod setter;
mod shape;
mod stack;
mod strip;
mod table;

use egui::{Modifiers, Pos2, Rect, Sense, Ui};

use super::highlight::Highlights;
use crate::text::disguise::Disguise;
use crate::text::{Block, Range};
use flow::{Flow, Placed, Reveal};
use layout::Spot;
use margin::Label;
use pointer::{LastPress, Press};
use setter::Setter;

pub use card::CardWords;
pub use shape::paint_shape;

/// What is shown; borrowed anew each frame.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The draft's text.
    pub text: &'a str,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// Changes whenever text or blocks do; what was made of them is kept until then.
    pub revision: u64,
    /// The marks.
    pub marks: &'a Highlights,
    /// What a search found, in order of the text.
    pub found: &'a [Range],
    /// The one of them that the reader is at.
    pub current: Option<Range>,
    /// The sentences with something to check that no mark meets, in order of the text.
    pub uncovered: &'a [Range],
    /// Where the checks found something that blocks or warns, in order of the text and apart from one another.
    pub findings: &'a [Range],
    /// Tells what the card of a mark says; none where no cards are wanted.
    pub card: Option<&'a dyn Fn(u64) -> Option<CardWords>>,
    /// Changes whenever marks, their cards' words or findings do.
    pub state: u64,
    /// What the article is called where it has no headline of its own.
    pub title: &'a str,
    /// The characters that deceive, in order of the text.
    pub disguises: &'a [Disguise],
    /// The language as a BCP 47 tag; empty where it is not known.
    pub language: &'a str,
}

/// How it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The size of running text, in points.
    pub size: f32,
    /// The longest line, in characters of running text.
    pub measure: f32,
    /// From line to line, in sizes.
    pub leading: f32,
    /// The mark that is framed.
    pub selected: Option<u64>,
    /// Whether marks are painted.
    pub marks: Marks,
    /// Whether paragraphs are numbered.
    pub numbers: Numbers,
    /// Whether marks have cards where there is room.
    pub cards: Cards,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            size: 18.0,
            measure: 68.0,
            leading: 1.55,
            selected: None,
            marks: Marks::Shown,
            numbers: Numbers::Shown,
            cards: Cards::Off,
        }
    }
}

/// Whether marks are painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// They are.
    #[default]
    Shown,
    /// They are not: the bare article.
    Hidden,
}

/// Whether marks have cards beside the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cards {
    /// They have, where there is room.
    #[default]
    Beside,
    /// Numbers stand there.
    Off,
}

/// Whether paragraphs carry their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// They do.
    #[default]
    Shown,
    /// They do not.
    Hidden,
}

/// What the reader did.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Something else is selected, or nothing any more.
    SelectionChanged(Option<Range>),
    /// A plain click: the caret is there now.
    Clicked {
        /// Where the caret went.
        offset: usize,
        /// The marks under the pointer, smallest first.
        marks: Vec<u64>,
        /// What was held down.
        keys: Modifiers,
    },
    /// A double click; its word is selected.
    DoubleClicked {
        /// Where.
        offset: usize,
        /// The marks under the pointer, smallest first.
        marks: Vec<u64>,
    },
    /// A mark was asked for by its number in the margin or by a screen reader.
    MarkClicked {
        /// The mark.
        key: u64,
        /// Where it begins.
        offset: usize,
    },
    /// A menu is wanted.
    ContextMenu {
        /// Where the pointer is in the text.
        offset: usize,
        /// The marks under the pointer, smallest first.
        marks: Vec<u64>,
        /// Where the pointer is on screen.
        at: Pos2,
    },
    /// Another size is wanted: this many times the present one.
    Zoomed(f32),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Selection {
    /// Where it was begun.
    anchor: usize,
    /// Where the caret is.
    head: usize,
}

impl Selection {
    fn range(self) -> Option<Range> {
        (self.anchor != self.head).then(|| Range::new(self.anchor, self.head))
    }
}

/// The reading view's state: place, selection, caret.
pub struct ArticleView {
    /// What a screen reader is told that the text is.
    name: &'static str,
    flow: Flow,
    selection: Selection,
    /// What the caret belongs to, as long as it stands there: where direction changes, or a line ends, its offset has
    /// two places.
    lean: Option<Spot>,
    reported: Option<Range>,
    /// Where moving by lines aims at, in points from the left.
    goal: Option<f32>,
    press: Option<Press>,
    last_press: Option<LastPress>,
    revision: Option<u64>,
    wants_focus: bool,
    selection_rect: Option<Rect>,
    pointed: Option<Pointed>,
    told: access::Told,
    /// The places in reading order of the marks that a screen reader was told of.
    told_marks: std::ops::Range<usize>,
    strip: strip::Strip,
    shelf: card::Shelf,
    /// What the bar with the headline covers.
    covered: Option<Rect>,
}

/// What the pointer is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointed {
    /// The nearest caret position, in bytes of the text.
    pub offset: usize,
    /// The marks there, smallest first.
    pub marks: Vec<u64>,
}

impl Default for ArticleView {
    fn default() -> Self {
        Self::called("Article")
    }
}

impl ArticleView {
    /// Makes a view of a text that a screen reader is told is such a thing: an article, a source.
    pub fn called(name: &'static str) -> Self {
        Self {
            name,
            flow: Flow::new(Box::new(Setter)),
            selection: Selection::default(),
            lean: None,
            reported: None,
            goal: None,
            press: None,
            last_press: None,
            revision: None,
            wants_focus: false,
            selection_rect: None,
            pointed: None,
            told: access::Told::default(),
            told_marks: 0..0,
            strip: strip::Strip::default(),
            shelf: card::Shelf::default(),
            covered: None,
        }
    }
}

/// What the parts of the view share within a frame.
struct Frame<'a> {
    name: &'static str,
    ui: &'a Ui,
    page: &'a Page<'a>,
    look: &'a Look,
    view: Rect,
    response: egui::Response,
}

impl ArticleView {
    /// Lists the letters that no font on the machine has, of all that was shown of the text.
    pub fn unset(&self) -> Vec<char> {
        self.flow.unset().iter().copied().collect()
    }

    /// Shows the page in all the room that `ui` has left and returns what the reader did.
    pub fn ui(&mut self, ui: &mut Ui, page: &Page<'_>, look: &Look) -> Vec<Event> {
        let view = ui.available_rect_before_wrap();
        let id = ui.make_persistent_id("article");
        ui.advance_cursor_after_rect(view);
        let response = ui.interact(view, id, Sense::click_and_drag());
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }
        let frame = Frame { name: self.name, ui, page, look, view, response };
        self.keep_inside(page);
        self.flow.prepare(ui, page, look, view);
        let mut events = Vec::new();
        self.heed(&frame, &mut events);
        self.scroll(&frame, &mut events);
        let mut placed = self.flow.arrange(ui, page);
        let bar = scrollbar::ui(&frame, &mut self.flow, &mut self.strip);
        let edge = strip::place(view).left();
        let header = header::ui(&frame, &mut self.flow, edge);
        self.covered = header.as_ref().map(|header| header.rect);
        let mut labels = margin::labels(&frame, &self.flow, &placed, &mut self.shelf);
        let before = (self.flow.depth(), bar.has_scrolled);
        self.pointer(&frame, &placed, &labels, &bar, &mut events);
        self.keyboard(&frame, &mut events);
        if self.flow.follow(ui, page) || before != (self.flow.depth(), false) {
            placed = self.flow.arrange(ui, page);
            labels = margin::labels(&frame, &self.flow, &placed, &mut self.shelf);
            ui.ctx().request_repaint();
        }
        self.describe(&frame, &placed);
        if let Some(event) = card::describe(&frame, &labels) {
            events.push(event);
        }
        self.paint(&frame, &placed, &labels, header.as_ref());
        bar.paint(&frame, &self.flow, &mut self.strip);
        if let Some(wardrobe) = self.flow.wardrobe() {
            disguise::ui(&frame, wardrobe, &placed, self.covered);
        }
        self.flow.finish();
        if self.reported != self.selection() {
            self.reported = self.selection();
            events.push(Event::SelectionChanged(self.reported));
        }
        events
    }

    /// Tells whether it was ever shown.
    pub fn is_shown(&self) -> bool {
        self.flow.wardrobe().is_some()
    }

    /// Returns what is selected, if anything is.
    pub fn selection(&self) -> Option<Range> {
        self.selection.range()
    }

    /// Selects a range; the caret is at its end. An empty one only puts the caret.
    pub fn select(&mut self, range: Range) {
        self.selection = Selection { anchor: range.start, head: range.end };
        (self.goal, self.lean) = (None, None);
    }

    /// Returns where the caret is, in bytes of the text.
    pub fn caret(&self) -> usize {
        self.selection.head
    }

    /// Returns the caret with what it belongs to.
    fn spot(&self) -> Spot {
        self.lean.filter(|spot| spot.offset == self.selection.head).unwrap_or(Spot::at(self.selection.head))
    }

    /// Returns where on screen the selection was in the last frame, or the caret, as far as it was in view: a
    /// place for a menu.
    pub fn selection_rect(&self) -> Option<Rect> {
        self.selection_rect
    }

    /// Returns what the pointer was over in the last frame, for what is dropped there.
    pub fn pointed(&self) -> Option<&Pointed> {
        self.pointed.as_ref()
    }

    /// Scrolls so that an offset is comfortably in view; what is so already stays where it is.
    pub fn reveal(&mut self, offset: usize) {
        self.flow.want(offset, Reveal::Comfortable);
    }

    /// Returns the reader's place: the first byte on screen.
    pub fn position(&self) -> usize {
        self.flow.top_offset()
    }

    /// Returns to a place: this byte's line is the first on screen.
    pub fn restore(&mut self, position: usize) {
        self.flow.want(position, Reveal::Top);
    }

    /// Takes the keyboard in the next frame.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Moves ends of the selection that a new text left outside, or inside a character.
    fn keep_inside(&mut self, page: &Page<'_>) {
        if self.revision == Some(page.revision)
            && self.selection.head.max(self.selection.anchor) <= page.text.len()
        {
            return;
        }
        if self.revision != Some(page.revision) {
            // What was pressed and pointed at was the text before.
            (self.press, self.last_press, self.lean) = (None, None, None);
        }
        self.revision = Some(page.revision);
        let inside = |offset: usize| page.text.floor_char_boundary(offset.min(page.text.len()));
        self.selection =
            Selection { anchor: inside(self.selection.anchor), head: inside(self.selection.head) };
    }

    fn scroll(&mut self, frame: &Frame<'_>, events: &mut Vec<Event>) {
        if !frame.response.contains_pointer() {
            return;
        }
        let (delta, zoom) = frame.ui.input_mut(|input| {
            let delta = std::mem::take(&mut input.smooth_scroll_delta.y);
            (delta, input.zoom_delta())
        });
        if delta != 0.0 {
            self.flow.scroll_by(-f64::from(delta));
        }
        if (zoom - 1.0).abs() > f32::EPSILON {
            events.push(Event::Zoomed(zoom));
        }
    }
}

/// Finds the piece on screen that is nearest to a height.
fn nearest(placed: &[Placed], y: f32) -> Option<&Placed> {
    let below = placed.windows(2).position(|pair| {
        let [above, below] = pair else { return false };
        y < f32::midpoint(above.rect().bottom(), below.at.y)
    });
    below.map_or(placed.last(), |index| placed.get(index))
}

/// Finds the label under a place.
fn label_at(labels: &[Label], at: Pos2) -> Option<&Label> {
    labels.iter().find(|label| label.rect.contains(at))
}
