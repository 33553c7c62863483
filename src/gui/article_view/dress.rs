//! How each kind of block is set: face, size, leading, indents and the space around it.
//!
//! Knows nothing of marks, scrolling or input. Lengths are points.

use egui::{FontFamily, FontId, Ui};

use super::Look;
use super::layout::Engine;
use crate::gui::theme;
use crate::text::BlockKind;

/// Which of the theme's inks the words are painted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Running text.
    Full,
    /// Text that stands back.
    Muted,
}

/// How one kind of block is set.
#[derive(Clone, Debug)]
pub struct Dress {
    /// The face and its size.
    pub font: FontId,
    /// From line to line.
    pub line_height: f32,
    /// The ink of the words.
    pub ink: Ink,
    /// From the column's left edge to the words.
    pub indent: f32,
    /// From the words to the column's right edge.
    pub outdent: f32,
    /// Room above and below the words inside the piece: of a card, of a table's line.
    pub padding: f32,
    /// The mean advance of running text.
    pub advance: f32,
}

/// All dresses at one size, and the width of the column they stand in.
#[derive(Clone, Debug)]
pub struct Wardrobe {
    dresses: Vec<Dress>,
    body: f32,
    /// How wide the measure is: so many characters of running text.
    pub measure: f32,
}

impl Wardrobe {
    /// Measures the faces and sets every kind of block for this look.
    pub fn new(ui: &Ui, engine: &mut dyn Engine, look: &Look) -> Self {
        let body = look.size.clamp(6.0, 96.0);
        let leading = look.leading.clamp(1.0, 3.0);
        let mut dresses: Vec<Dress> =
            BlockKind::ALL.iter().map(|(kind, _)| dress(*kind, body, leading)).collect();
        let pixels = ui.pixels_per_point();
        for dress in &mut dresses {
            dress.advance = engine.mean_advance(ui, &dress.font);
            dress.line_height = (dress.line_height * pixels).round() / pixels;
        }
        let running = dresses[place(BlockKind::Paragraph)].advance;
        Self { dresses, body, measure: (running * look.measure.clamp(20.0, 200.0)).round() }
    }

    /// Returns the dress of a kind of block.
    pub fn of(&self, kind: BlockKind) -> &Dress {
        &self.dresses[place(kind)]
    }

    /// Returns the size of running text.
    pub fn body(&self) -> f32 {
        self.body
    }

    /// Returns the room above a block that follows one of the other kind; none begins the text.
    pub fn space_above(&self, before: Option<BlockKind>, kind: BlockKind) -> f32 {
        use BlockKind::{Caption, Deck, Headline, ListItem, Note, Quotation, Subhead, TableRow};
        let ems = match (before, kind) {
            (None, _) => 2.6,
            (Some(Headline), Deck) => 0.55,
            (Some(Headline | Deck), _) => 1.5,
            (_, Headline) => 2.4,
            (Some(Subhead), _) => 0.45,
            (_, Subhead) => 1.9,
            (Some(ListItem), ListItem) => 0.3,
            (Some(TableRow), TableRow) | (Some(Note), Note) => 0.0,
            (Some(Quotation), Quotation) => 0.6,
            (_, Caption) | (Some(ListItem), _) => 0.7,
            (_, ListItem) => 0.55,
            (Some(Note | Quotation | TableRow), _) | (_, Note | Quotation | TableRow) => 1.15,
            _ => 0.8,
        };
        (ems * self.body).round()
    }
}

fn place(kind: BlockKind) -> usize {
    BlockKind::ALL.iter().position(|(known, _)| *known == kind).unwrap_or_default()
}

fn dress(kind: BlockKind, body: f32, leading: f32) -> Dress {
    let plain = Dress {
        font: theme::reading(body),
        line_height: body * leading,
        ink: Ink::Full,
        indent: 0.0,
        outdent: 0.0,
        padding: 0.0,
        advance: body / 2.0,
    };
    let sans = |share: f32| FontId::new((body * share).round(), FontFamily::Proportional);
    match kind {
        BlockKind::Headline => {
            Dress { font: theme::reading_bold(body * 2.0), line_height: body * 2.4, ..plain }
        }
        BlockKind::Deck => Dress {
            font: theme::reading(body * 1.25),
            line_height: body * 1.25 * 1.4,
            ink: Ink::Muted,
            ..plain
        },
        BlockKind::Subhead => {
            Dress { font: theme::reading_bold(body * 1.2), line_height: body * 1.6, ..plain }
        }
        BlockKind::Paragraph => plain,
        BlockKind::Quotation => {
            Dress { indent: (body * 1.6).round(), outdent: (body * 1.2).round(), ..plain }
        }
        BlockKind::ListItem => Dress { indent: (body * 1.5).round(), ..plain },
        BlockKind::TableRow => {
            Dress { font: sans(0.88), line_height: body * 1.3, padding: (body * 0.3).round(), ..plain }
        }
        BlockKind::Caption => Dress { font: sans(0.82), line_height: body * 1.25, ink: Ink::Muted, ..plain },
        BlockKind::Note => Dress {
            font: sans(0.85),
            line_height: body * 1.32,
            ink: Ink::Muted,
            indent: (body * 0.9).round(),
            outdent: (body * 0.9).round(),
            padding: (body * 0.65).round(),
            ..plain
        },
    }
}
