//! A text that was set: where its graphemes stand, and which glyphs are painted where.
//!
//! Knows nothing of fonts' files, and nothing of what the text is for.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Context, Painter, Pos2, Rect, Shape, pos2};
use parley::{Layout, PositionedLayoutItem};

use super::atlas::Atlas;
use super::geometry::Geometry;
use super::glyph::{BINS, GlyphKey, Strikes};
use super::shape::Gap;
use crate::text;

/// Glyphs and places of a text at one size and width.
pub struct Paragraph {
    /// Where its graphemes stand.
    pub geometry: Geometry,
    /// How far below a line's top its baseline is, in points.
    pub baseline: f32,
    /// The letters (bytes of the text) that no font has; each shows as a box.
    pub unset: Vec<text::Range>,
    line_height: i32,
    glyphs: Vec<Placed>,
    /// The glyphs of each line.
    lines: Vec<Range<u32>>,
    pixels: f32,
    painted: Mutex<Option<Painted>>,
}

/// A glyph and its place: pixels from the left, and from its line's baseline.
#[derive(Clone, Copy)]
struct Placed {
    strike: u32,
    glyph: u16,
    has_bins: bool,
    x: f32,
    y: f32,
}

/// What was painted last, for as long as the same is asked for.
struct Painted {
    at: [i32; 2],
    lines: Range<usize>,
    ink: Color32,
    generation: u64,
    meshes: Vec<Arc<Mesh>>,
}

impl Paragraph {
    /// Reads the glyphs off a layout that was broken into lines.
    pub fn new(
        layout: &Layout<u8>,
        (geometry, gaps): (Geometry, Vec<Gap>),
        line_height: f32,
        pixels: f32,
        strikes: &mut Strikes,
    ) -> Self {
        let mut glyphs = Vec::new();
        let mut lines = Vec::with_capacity(layout.len());
        let mut unset = Vec::new();
        for (index, line) in layout.lines().enumerate() {
            let first = glyphs.len() as u32;
            let gaps: Vec<&Gap> = gaps.iter().filter(|gap| gap.line == index).collect();
            let baseline = line.metrics().baseline;
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(run) = item else { continue };
                let strike = strikes.of(run.run());
                let has_bins = !strikes.is_coloured(strike);
                if run.positioned_glyphs().any(|glyph| glyph.id == 0) {
                    let clusters = run.run().clusters();
                    let alone = clusters.filter(|cluster| cluster.glyphs().any(|glyph| glyph.id == 0));
                    unset.extend(
                        alone
                            .map(|cluster| cluster.text_range())
                            .map(|range| text::Range::new(range.start, range.end)),
                    );
                }
                for glyph in run.positioned_glyphs() {
                    let shift: f32 = gaps.iter().map(|gap| gap.shift(glyph.x, geometry.direction())).sum();
                    let (x, y) = (glyph.x + shift, glyph.y - baseline);
                    glyphs.push(Placed { strike, glyph: glyph.id as u16, has_bins, x, y });
                }
            }
            lines.push(first..glyphs.len() as u32);
        }
        glyphs.shrink_to_fit();
        let line_height = (line_height * pixels).round();
        let baseline = layout.root_span_metrics().map_or(line_height * 0.75, |metrics| {
            ((line_height - metrics.ascent - metrics.descent) / 2.0 + metrics.ascent).round()
        });
        Self {
            geometry,
            baseline: baseline / pixels,
            unset,
            line_height: line_height as i32,
            glyphs,
            lines,
            pixels,
            painted: Mutex::new(None),
        }
    }

    /// Returns how much memory it takes, in bytes, with what was painted.
    pub fn weight(&self) -> usize {
        // Four corners and six indices a glyph.
        let painted = self.glyphs.len() * (4 * size_of::<Vertex>() + 6 * size_of::<u32>());
        self.geometry.weight() + self.glyphs.capacity() * size_of::<Placed>() + painted
    }

    /// Paints the lines that are in view, with the top left corner at `at`.
    pub fn paint(&self, painter: &Painter, at: Pos2, ink: Color32, atlas: &mut Atlas, strikes: &mut Strikes) {
        let clip = painter.clip_rect();
        // A line's letters may reach into its neighbours.
        let reach = self.line_height as f32 / self.pixels;
        let lines = self.geometry.lines_between(clip.top() - at.y - reach, clip.bottom() - at.y + reach);
        let at = [(at.x * self.pixels).round() as i32, (at.y * self.pixels).round() as i32];
        let mut before = self.painted.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = before.as_ref().is_some_and(|painted| {
            painted.at == at
                && painted.lines == lines
                && painted.ink == ink
                && painted.generation == atlas.generation()
        });
        if !is_same {
            let meshes = self.meshes(painter.ctx(), at, lines.clone(), ink, atlas, strikes);
            *before = Some(Painted { at, lines, ink, generation: atlas.generation(), meshes });
        }
        for mesh in before.iter().flat_map(|painted| &painted.meshes) {
            painter.add(Shape::Mesh(Arc::clone(mesh)));
        }
    }

    fn meshes(
        &self,
        ctx: &Context,
        at: [i32; 2],
        lines: Range<usize>,
        ink: Color32,
        atlas: &mut Atlas,
        strikes: &mut Strikes,
    ) -> Vec<Arc<Mesh>> {
        let mut meshes: Vec<(usize, Mesh)> = Vec::new();
        let baseline = (self.baseline * self.pixels).round() as i32;
        for line in lines {
            let Some(glyphs) = self.lines.get(line).cloned() else { continue };
            let y = at[1] + (line as f32 * self.line_height as f32) as i32 + baseline;
            for placed in &self.glyphs[glyphs.start as usize..glyphs.end as usize] {
                let (x, bin) = if placed.has_bins {
                    let quarters = (placed.x * BINS as f32).round() as i32;
                    (quarters.div_euclid(BINS), quarters.rem_euclid(BINS) as u8)
                } else {
                    (placed.x.round() as i32, 0)
                };
                let key = GlyphKey { strike: placed.strike, glyph: placed.glyph, bin };
                let Some(cell) = atlas.cell(strikes, key) else { continue };
                let corner = pos2((at[0] + x) as f32 + cell.left, y as f32 + placed.y.round() - cell.top);
                let rect = Rect::from_min_max(
                    (corner.to_vec2() / self.pixels).to_pos2(),
                    ((corner.to_vec2() + egui::Vec2::from(cell.size)) / self.pixels).to_pos2(),
                );
                let known = meshes.iter().position(|(page, _)| *page == cell.page);
                let known = known.unwrap_or_else(|| {
                    meshes.push((cell.page, Mesh::with_texture(atlas.texture(ctx, cell.page))));
                    meshes.len() - 1
                });
                let mesh = &mut meshes[known].1;
                let colour = if cell.is_coloured { Color32::WHITE } else { ink };
                mesh.add_rect_with_uv(rect, cell.uv, colour);
            }
        }
        meshes.into_iter().map(|(_, mesh)| Arc::new(mesh)).collect()
    }
}
