//! Sets text in any script: shaping, order of writing, line breaks, the caret's places and the painting of glyphs.
//!
//! One for each window. It knows nothing of marks, articles or widgets; the reading view and labels are built on it.
//! Texts that were set are kept while they are on screen; their glyphs stand in textures of its own.
//!
//! *Limitations:* lines are horizontal, and words are not hyphenated.

mod atlas;
mod cache;
pub mod face;
pub mod geometry;
mod glyph;
mod paragraph;
mod shape;

use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use ahash::RandomState;
use egui::{Color32, Context, FontId, Painter, Plugin, Pos2, Ui};
use parley::FontContext;

use crate::gui::theme;
use crate::store::settings::Face;
use atlas::Atlas;
use cache::Cache;
pub use face::warm_up;
use glyph::Strikes;
pub use paragraph::Paragraph;
pub use shape::{LineEnds, Setting};

/// Texts of fewer bytes are set anew for each width.
const SHORT: usize = 64;

/// Sets and paints the text of one window.
pub struct Typesetter {
    fonts: FontContext,
    shaper: face::Shaper,
    strikes: Strikes,
    atlas: Atlas,
    cache: Cache,
    pass: Option<u64>,
    face: Face,
    pixels: f32,
    /// How far running text advances a letter, by face.
    advances: Vec<(FontId, f32)>,
    keys: RandomState,
    /// Whether the window tells of the end of a pass: not yet in the frame in which the typesetter came.
    is_told: bool,
}

impl Default for Typesetter {
    fn default() -> Self {
        let (fonts, shaper) = face::fonts();
        Self {
            fonts,
            shaper,
            strikes: Strikes::default(),
            atlas: Atlas::default(),
            cache: Cache::default(),
            pass: None,
            face: Face::default(),
            pixels: 1.0,
            advances: Vec::new(),
            keys: RandomState::new(),
            is_told: false,
        }
    }
}

impl Plugin for Typesetter {
    fn debug_name(&self) -> &'static str {
        "typesetter"
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        self.is_told = true;
        self.atlas.hand_over(ui.ctx());
    }
}

/// Sets a text; the result holds for this frame.
pub fn set(ctx: &Context, setting: &Setting<'_>) -> Arc<Paragraph> {
    ctx.plugin_or_default::<Typesetter>().lock().set(ctx, setting)
}

/// Measures the mean advance of running text in a face, in points.
pub fn mean_advance(ctx: &Context, font: &FontId) -> f32 {
    ctx.plugin_or_default::<Typesetter>().lock().mean_advance(ctx, font)
}

/// Paints a text that was set in this frame, with its top left corner at `at`.
pub fn paint(painter: &Painter, paragraph: &Paragraph, at: Pos2, ink: Color32) {
    let ctx = painter.ctx();
    ctx.plugin_or_default::<Typesetter>().lock().paint(painter, paragraph, at, ink);
}

/// Forgets the texts that were set, but not their fonts and glyphs: for whoever measures what setting costs.
pub fn forget(ctx: &Context) {
    ctx.plugin_or_default::<Typesetter>().lock().cache.clear();
}

/// Returns how much memory the texts and glyphs of a window take, in bytes, as far as is known.
pub fn weight(ctx: &Context) -> usize {
    let typesetter = ctx.plugin_or_default::<Typesetter>();
    let typesetter = typesetter.lock();
    typesetter.cache.weight() + typesetter.atlas.weight()
}

impl Typesetter {
    /// Begins a pass, and forgets what a change of face, scale or mode made void.
    fn begin(&mut self, ctx: &Context) {
        let pass = ctx.cumulative_pass_nr();
        if self.pass == Some(pass) {
            return;
        }
        self.pass = Some(pass);
        let (face, pixels) = (theme::face(ctx), ctx.pixels_per_point());
        if face != self.face || (pixels - self.pixels).abs() > f32::EPSILON {
            (self.face, self.pixels) = (face, pixels);
            self.cache.clear();
            self.atlas.clear();
            self.advances.clear();
        }
        self.atlas.begin(ctx.theme().into());
        self.cache.begin(pass);
    }

    fn set(&mut self, ctx: &Context, setting: &Setting<'_>) -> Arc<Paragraph> {
        self.begin(ctx);
        let key = self.key(setting);
        let (strikes, pixels) = (&mut self.strikes, self.pixels);
        let mut paragraph = |layout: &mut parley::Layout<u8>| {
            shape::break_lines(layout, setting.width * pixels);
            let geometry = shape::geometry(layout, setting, pixels);
            Arc::new(Paragraph::new(layout, geometry, setting.line_height, pixels, strikes))
        };
        // Another text with the same key would lend this one its places.
        if let Some(kept) = self.cache.get(key).filter(|kept| kept.layout.text_len() == setting.text.len()) {
            if kept.width.to_bits() != setting.width.to_bits() {
                kept.width = setting.width;
                kept.paragraph = paragraph(&mut kept.layout);
            }
            return Arc::clone(&kept.paragraph);
        }
        let mut layout = shape::shape(&mut self.fonts, &mut self.shaper, setting, self.face, pixels);
        let paragraph = paragraph(&mut layout);
        self.cache.keep(key, layout, setting.width, Arc::clone(&paragraph));
        paragraph
    }

    fn mean_advance(&mut self, ctx: &Context, font: &FontId) -> f32 {
        self.begin(ctx);
        if let Some((_, advance)) = self.advances.iter().find(|(known, _)| known == font) {
            return *advance;
        }
        let setting = Setting {
            text: face::LATIN,
            font,
            line_height: font.size,
            width: f32::INFINITY,
            line_ends: LineEnds::Break,
            direction: None,
            language: "en",
        };
        let paragraph = self.set(ctx, &setting);
        let advance = (paragraph.geometry.right() / face::LATIN.len() as f32).max(1.0);
        self.advances.push((font.clone(), advance));
        advance
    }

    fn paint(&mut self, painter: &Painter, paragraph: &Paragraph, at: Pos2, ink: Color32) {
        self.begin(painter.ctx());
        paragraph.paint(painter, at, ink, &mut self.atlas, &mut self.strikes);
        if !self.is_told {
            self.atlas.hand_over(painter.ctx());
        }
    }

    /// Tells texts apart by all that shaping depends on; short ones, as they stand in the columns of a table, also by
    /// the width.
    fn key(&self, setting: &Setting<'_>) -> u64 {
        let mut hasher = self.keys.build_hasher();
        setting.text.hash(&mut hasher);
        setting.font.hash(&mut hasher);
        setting.line_height.to_bits().hash(&mut hasher);
        setting.line_ends.hash(&mut hasher);
        setting.direction.hash(&mut hasher);
        setting.language.hash(&mut hasher);
        if setting.text.len() < SHORT {
            setting.width.to_bits().hash(&mut hasher);
        }
        hasher.finish()
    }
}
