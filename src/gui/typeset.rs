//! Sets text in any script: shaping, order of writing, line breaks, the caret's places and the painting of glyphs.
//!
//! One for each window. It knows nothing of marks, articles or widgets; the reading view and labels are built on it.
//! Texts that were set are kept while they are on screen; their glyphs stand in textures of its own.
//!
//! *Limitations:* lines are horizontal, and words are not hyphenated.

mod atlas;
mod cache;
pub mod face;
mod fallback;
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
        if let Some(known) = self.cache.get(key, setting.text.len(), setting.width, &mut paragraph) {
            return known;
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

    /// Tells texts apart by all that shaping depends on, and not by the width: what was shaped is broken at any.
    fn key(&self, setting: &Setting<'_>) -> u64 {
        let mut hasher = self.keys.build_hasher();
        setting.text.hash(&mut hasher);
        setting.font.hash(&mut hasher);
        setting.line_height.to_bits().hash(&mut hasher);
        setting.line_ends.hash(&mut hasher);
        setting.direction.hash(&mut hasher);
        setting.language.hash(&mut hasher);
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2, vec2};

    use super::*;

    /// Sets a text at some widths in each of some passes; returns what came of it.
    fn set_at(ctx: &Context, text: &str, passes: &[&[f32]]) -> Vec<Vec<Arc<Paragraph>>> {
        let font = theme::reading(18.0);
        let at = |ctx: &Context, width: f32| {
            let line_ends = LineEnds::Break;
            set(
                ctx,
                &Setting {
                    text,
                    font: &font,
                    line_height: 28.0,
                    width,
                    line_ends,
                    direction: None,
                    language: "en",
                },
            )
        };
        let pass = |widths: &&[f32]| {
            let input = egui::RawInput {
                screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0))),
                ..egui::RawInput::default()
            };
            let mut found = Vec::new();
            let mut out = ctx.run_ui(input, |ui| {
                found = widths.iter().map(|width| at(ui.ctx(), *width)).collect();
            });
            out.textures_delta.clear();
            found
        };
        passes.iter().map(pass).collect()
    }

    #[test]
    fn a_text_that_stands_at_two_widths_is_broken_into_lines_once_at_each() {
        let ctx = Context::default();
        theme::install(&ctx);
        for text in ["short words", face::LATIN, "قال الحاكم يوم الجمعة إن التحقيق سيجيب عن كل سؤال"]
        {
            let passes = set_at(&ctx, text, &[&[300.0, 120.0], &[300.0, 120.0], &[120.0, 300.0]]);
            let lines = |paragraph: &Arc<Paragraph>| paragraph.geometry.line_count();
            assert!(lines(&passes[0][0]) <= lines(&passes[0][1]), "{text}");
            for (one, other) in [((0, 0), (1, 0)), ((0, 1), (1, 1)), ((1, 0), (2, 1)), ((1, 1), (2, 0))] {
                let (one, other) = (&passes[one.0][one.1], &passes[other.0][other.1]);
                assert!(Arc::ptr_eq(one, other), "{text}");
            }
        }
    }

    #[test]
    fn widths_that_were_left_behind_are_not_kept() {
        let ctx = Context::default();
        theme::install(&ctx);
        set_at(&ctx, face::LATIN, &[&[300.0]]);
        let before = weight(&ctx);
        let widths: Vec<[f32; 1]> = (0..40_u8).map(|step| [300.0 - f32::from(step)]).collect();
        let passes: Vec<&[f32]> = widths.iter().map(|width| &width[..]).collect();
        set_at(&ctx, face::LATIN, &passes);
        assert!(weight(&ctx) < 3 * before, "{} {before}", weight(&ctx));
    }
}
