//! Makes the picture of a glyph: its coverage, or its colours where it has some.
//!
//! Works in pixels. Knows nothing of text, and nothing of where pictures are kept.

use ahash::HashMap;
use egui::Color32;
use parley::fontique::Synthesis;
use parley::{FontData, Run};
use swash::scale::{Render, ScaleContext, Source, StrikeWith};
use swash::zeno::{Angle, Format, Transform, Vector};
use swash::{CacheKey, FontRef, tag_from_bytes};

use crate::gui::theme::{self, Mode};

/// Glyphs stand at so many places between two pixels.
pub const BINS: i32 = 4;
/// Larger letters need no fitting to the pixels.
const LARGEST_HINTED: f32 = 30.0;
/// How much broader the strokes of a bold letter are that is made of a plain one, in sizes.
const EMBOLDENING: f32 = 1.0 / 36.0;

/// A glyph at one size and place between two pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GlyphKey {
    /// The font at its size, as a place in [`Strikes`].
    pub strike: u32,
    /// The glyph in the font; a missing one is drawn as a box.
    pub glyph: u16,
    /// How far from a whole pixel it begins, in [`BINS`].
    pub bin: u8,
}

/// The picture of a glyph.
#[derive(Debug)]
pub struct Picture {
    /// Its columns and rows.
    pub size: [usize; 2],
    /// From the glyph's origin to the left column.
    pub left: i32,
    /// From the baseline up to the top row.
    pub top: i32,
    /// Its texels, row by row.
    pub texels: Vec<Color32>,
    /// Whether it has colours of its own; else it takes the ink's.
    pub is_coloured: bool,
}

/// A font at a size.
struct Strike {
    font: FontData,
    offset: u32,
    key: CacheKey,
    size: f32,
    coords: Vec<i16>,
    synthesis: Synthesis,
    has_bitmaps: bool,
    has_layers: bool,
}

#[derive(PartialEq, Eq, Hash)]
struct StrikeKey {
    font: (u64, u32),
    size: u32,
    coords: Vec<i16>,
    is_bold: bool,
    skew: Option<u32>,
}

/// All fonts that were used, each at its sizes; and what draws them.
#[derive(Default)]
pub struct Strikes {
    all: Vec<Strike>,
    known: HashMap<StrikeKey, u32>,
    last: Option<((u64, u32, u32), u32)>,
    context: ScaleContext,
}

impl Strikes {
    /// Returns the place of a run's font at its size.
    pub fn of(&mut self, run: &Run<'_, u8>) -> u32 {
        let font = run.font();
        let synthesis = run.synthesis();
        let is_usual = !synthesis.any() && run.normalized_coords().is_empty();
        let brief = (font.data.id(), font.index, run.font_size().to_bits());
        if let Some((known, place)) = self.last
            && is_usual
            && known == brief
        {
            return place;
        }
        let key = StrikeKey {
            font: (brief.0, brief.1),
            size: brief.2,
            coords: run.normalized_coords().iter().map(|coord| coord.to_bits()).collect(),
            is_bold: synthesis.embolden(),
            skew: synthesis.skew().map(f32::to_bits),
        };
        let fresh = self.all.len() as u32;
        let place = *self.known.entry(key).or_insert_with_key(|key| {
            self.all.push(Strike::new(font, run.font_size(), key.coords.clone(), synthesis));
            fresh
        });
        if is_usual {
            self.last = Some((brief, place));
        }
        place
    }

    /// Draws a glyph; nothing where it leaves no ink.
    pub fn draw(&mut self, key: GlyphKey, mode: Mode) -> Option<Picture> {
        let strike = self.all.get(key.strike as usize)?;
        if key.glyph == 0 {
            return Some(missing(strike.size, mode));
        }
        strike.coloured(&mut self.context, key.glyph).or_else(|| strike.mask(&mut self.context, key, mode))
    }

    /// Tells whether pictures of this strike may have colours, and so need no places between pixels.
    pub fn is_coloured(&self, strike: u32) -> bool {
        self.all.get(strike as usize).is_some_and(|strike| strike.has_bitmaps || strike.has_layers)
    }
}

impl Strike {
    fn new(font: &FontData, size: f32, coords: Vec<i16>, synthesis: Synthesis) -> Self {
        let found = FontRef::from_index(font.data.as_ref(), font.index as usize);
        let has = |tag: &[u8; 4]| found.is_some_and(|font| font.table(tag_from_bytes(tag)).is_some());
        Self {
            offset: found.map_or(0, |font| font.offset),
            key: found.map_or_else(CacheKey::new, |font| font.key),
            has_bitmaps: has(b"CBDT") || has(b"sbix"),
            has_layers: has(b"COLR"),
            font: font.clone(),
            size,
            coords,
            synthesis,
        }
    }

    fn font(&self) -> FontRef<'_> {
        FontRef { data: self.font.data.as_ref(), offset: self.offset, key: self.key }
    }

    fn coloured(&self, context: &mut ScaleContext, glyph: u16) -> Option<Picture> {
        if self.has_bitmaps
            && let Some(picture) = self.bitmap(context, glyph)
        {
            return Some(picture);
        }
        if self.has_layers { self.layers(glyph) } else { None }
    }

    fn mask(&self, context: &mut ScaleContext, key: GlyphKey, mode: Mode) -> Option<Picture> {
        let is_hinted = self.size <= LARGEST_HINTED;
        let scaler = context.builder(self.font()).size(self.size).hint(is_hinted);
        let mut scaler = scaler.normalized_coords(&self.coords).build();
        let strength = if self.synthesis.embolden() { self.size * EMBOLDENING } else { 0.0 };
        let lean = |degrees| Transform::skew(Angle::from_degrees(degrees), Angle::ZERO);
        let image = Render::new(&[Source::Outline, Source::Bitmap(StrikeWith::BestFit)])
            .format(Format::Alpha)
            .offset(Vector::new(f32::from(key.bin) / BINS as f32, 0.0))
            .embolden(strength)
            .transform(self.synthesis.skew().map(lean))
            .render(&mut scaler, key.glyph)?;
        let size = [image.placement.width as usize, image.placement.height as usize];
        if size[0] * size[1] == 0 || image.data.len() < size[0] * size[1] {
            return None;
        }
        Some(Picture {
            size,
            left: image.placement.left,
            top: image.placement.top,
            texels: theme::texels(&image.data[..size[0] * size[1]], mode),
            is_coloured: false,
        })
    }

    /// Takes a picture that the font has, in the nearest size.
    fn bitmap(&self, context: &mut ScaleContext, glyph: u16) -> Option<Picture> {
        let mut scaler = context.builder(self.font()).size(self.size).build();
        let source = [Source::ColorBitmap(StrikeWith::LargestSize)];
        let mut image = Render::new(&source).render(&mut scaler, glyph)?;
        let size = [image.placement.width as usize, image.placement.height as usize];
        if size[0] * size[1] == 0 || image.data.len() != size[0] * size[1] * 4 {
            return None;
        }
        for texel in image.data.chunks_exact_mut(4) {
            let alpha = u16::from(texel[3]);
            for channel in &mut texel[..3] {
                *channel = ((u16::from(*channel) * alpha + 127) / 255) as u8;
            }
        }
        Some(Picture {
            size,
            left: image.placement.left,
            top: image.placement.top,
            texels: theme::picture(&image.data),
            is_coloured: true,
        })
    }

    /// Paints a glyph that is described as layers of colours.
    fn layers(&self, glyph: u16) -> Option<Picture> {
        use vello_cpu::{Glyph, Pixmap, RenderContext, Resources, color};
        // How large it gets is not known: an em on each side of it, then what is empty is cut off.
        let side = (self.size * 3.0).ceil().clamp(1.0, 2048.0) as u16;
        let (x, y) = (self.size, self.size * 2.0);
        let mut context = RenderContext::new(side, side);
        let mut resources = Resources::new();
        context.set_paint(color::OpaqueColor::<color::Srgb>::WHITE);
        context
            .glyph_run(&mut resources, &self.font)
            .font_size(self.size)
            .hint(false)
            .normalized_coords(&self.coords)
            .fill_glyphs(std::iter::once(Glyph { id: u32::from(glyph), x, y }));
        context.flush();
        let mut pixmap = Pixmap::new(side, side);
        context.render(&mut pixmap, &mut resources);
        cropped(pixmap.data_as_u8_slice(), usize::from(side), [x, y])
    }
}

/// Cuts off what is empty; nothing where nothing was painted, or nothing but white: that is no picture.
fn cropped(bytes: &[u8], side: usize, origin: [f32; 2]) -> Option<Picture> {
    let texel = |x: usize, y: usize| bytes.get((y * side + x) * 4..(y * side + x) * 4 + 4).unwrap_or(&[0; 4]);
    let (mut low, mut high) = ([side, side], [0, 0]);
    let mut is_coloured = false;
    for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
        let texel = texel(x, y);
        if texel[3] == 0 {
            continue;
        }
        low = [low[0].min(x), low[1].min(y)];
        high = [high[0].max(x + 1), high[1].max(y + 1)];
        is_coloured |= texel[..3].iter().any(|channel| *channel != texel[3]);
    }
    if !is_coloured {
        return None;
    }
    let rows = (low[1]..high[1]).flat_map(|y| &bytes[(y * side + low[0]) * 4..(y * side + high[0]) * 4]);
    let cut: Vec<u8> = rows.copied().collect();
    Some(Picture {
        size: [high[0] - low[0], high[1] - low[1]],
        left: (low[0] as f32 - origin[0].round()) as i32,
        top: (origin[1].round() - low[1] as f32) as i32,
        texels: theme::picture(&cut),
        is_coloured: true,
    })
}

/// Draws the box that stands for a letter which no font has.
fn missing(size: f32, mode: Mode) -> Picture {
    let top = (size * 0.68).max(4.0).floor();
    let [width, height] = [(size * 0.46).max(3.0) as usize, top as usize];
    let stroke = ((size / 16.0).round() as usize).max(1);
    let is_edge =
        |x: usize, y: usize| x < stroke || y < stroke || x + stroke >= width || y + stroke >= height;
    let coverage: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .map(|(x, y)| if is_edge(x, y) { 255 } else { 0 })
        .collect();
    Picture {
        size: [width, height],
        left: (size * 0.06).round() as i32,
        top: top as i32,
        texels: theme::texels(&coverage, mode),
        is_coloured: false,
    }
}
