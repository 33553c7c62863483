//! Draws the window's pictures on the processor, so that tests see what a person would without a graphics card.
//!
//! It knows triangles and textures as egui hands them out, premultiplied and in gamma space, and nothing of the program.
//! Set `REDPENCIL_PICTURES` to a folder to keep the pictures of a test run.
//!
//! *Limitations:* paint callbacks are left out.
#![expect(
    clippy::disallowed_methods,
    reason = "a test writes its pictures, and paints in colours of its own"
)]

use std::collections::HashMap;

use egui::epaint::{ImageData, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, Pos2, Rect, TextureFilter, TextureId, TexturesDelta};
use egui_kittest::{Harness, HarnessBuilder, TestRenderer};
use image::RgbaImage;

/// Draws every frame of a test's window on the processor.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
}

/// Starts a window for a test: the program's fonts and style, drawn by [`Raster`].
///
/// `size` is in points.
pub fn harness<State>(theme: egui::Theme, size: impl Into<egui::Vec2>) -> HarnessBuilder<State> {
    HarnessBuilder::default()
        .with_size(size)
        .with_theme(theme)
        .with_context_setup(redpencil::gui::theme::install)
        .with_render_cursor(false)
        .renderer(Raster::default())
}

/// Returns the picture of the last frame, and keeps it as `<name>.png` where `REDPENCIL_PICTURES` says.
pub fn harness_picture<State>(harness: &mut Harness<'_, State>, name: &str) -> RgbaImage {
    let picture = harness.render().expect("the raster draws every frame");
    if let Some(folder) = std::env::var_os("REDPENCIL_PICTURES") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(&folder).expect("REDPENCIL_PICTURES names a folder that can be made");
        picture.save(folder.join(name).with_extension("png")).expect("the picture can be written");
    }
    picture
}

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, patches) in delta.set.drain() {
            let texture = self.textures.entry(id).or_default();
            for patch in patches {
                texture.apply(&patch);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = ctx.content_rect().size() * scale;
        let ground = ctx.global_style().visuals.panel_fill;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize, ground);
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            if let Primitive::Mesh(mesh) = &clipped.primitive
                && let Some(texture) = self.textures.get(&mesh.texture_id)
            {
                canvas.mesh(mesh, texture, clipped.clip_rect, scale);
            }
        }
        Ok(canvas.into_image())
    }
}

/// Holds one texture. *Invariant:* `texels.len() == width * height`.
#[derive(Default)]
struct Texture {
    width: usize,
    height: usize,
    nearest: bool,
    texels: Vec<Color32>,
}

impl Texture {
    fn apply(&mut self, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        self.nearest = delta.options.magnification == TextureFilter::Nearest;
        let Some([left, top]) = delta.pos else {
            (self.width, self.height) = (width, height);
            self.texels.clone_from(&image.pixels);
            return;
        };
        for row in 0..height {
            let target = (top + row) * self.width + left;
            self.texels[target..target + width]
                .copy_from_slice(&image.pixels[row * width..(row + 1) * width]);
        }
    }

    /// Returns the texel of a column and row, or the nearest at the edge.
    fn texel(&self, column: f32, row: f32) -> [f32; 4] {
        let column = (column.max(0.0) as usize).min(self.width - 1);
        let row = (row.max(0.0) as usize).min(self.height - 1);
        channels(self.texels[row * self.width + column])
    }

    /// Returns the colour at a place, 0 to 1 across the texture.
    fn sample(&self, uv: Pos2) -> [f32; 4] {
        let (x, y) = (uv.x * self.width as f32, uv.y * self.height as f32);
        if self.nearest {
            return self.texel(x.floor(), y.floor());
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (column, row) = (x.floor(), y.floor());
        let (right, below) = (x - column, y - row);
        let top = mix(self.texel(column, row), self.texel(column + 1.0, row), right);
        let bottom = mix(self.texel(column, row + 1.0), self.texel(column + 1.0, row + 1.0), right);
        mix(top, bottom, below)
    }
}

fn channels(colour: Color32) -> [f32; 4] {
    colour.to_array().map(f32::from)
}

fn mix(from: [f32; 4], to: [f32; 4], share: f32) -> [f32; 4] {
    std::array::from_fn(|channel| from[channel] + (to[channel] - from[channel]) * share)
}

fn tint(texel: [f32; 4], colour: [f32; 4]) -> [f32; 4] {
    std::array::from_fn(|channel| texel[channel] * colour[channel] / 255.0)
}

/// Holds the picture, each pixel opaque.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Color32>,
}

impl Canvas {
    fn new(width: usize, height: usize, ground: Color32) -> Self {
        Self { width, height, pixels: vec![ground; width * height] }
    }

    fn into_image(self) -> RgbaImage {
        let bytes = self.pixels.iter().flat_map(Color32::to_array).collect();
        RgbaImage::from_raw(self.width as u32, self.height as u32, bytes).expect("four bytes for each pixel")
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        let clip = Clip {
            left: (clip.min.x * scale).round().clamp(0.0, self.width as f32) as usize,
            right: (clip.max.x * scale).round().clamp(0.0, self.width as f32) as usize,
            top: (clip.min.y * scale).round().clamp(0.0, self.height as f32) as usize,
            bottom: (clip.max.y * scale).round().clamp(0.0, self.height as f32) as usize,
        };
        for corners in mesh.indices.chunks_exact(3) {
            let corners = [0, 1, 2].map(|corner| {
                let vertex = mesh.vertices[corners[corner] as usize];
                Vertex { pos: vertex.pos * scale, ..vertex }
            });
            self.triangle(corners, texture, &clip);
        }
    }

    /// Fills the pixels whose centre is inside; a centre on a shared edge belongs to one triangle only (top-left rule).
    fn triangle(&mut self, corners: [Vertex; 3], texture: &Texture, clip: &Clip) {
        let Some(plane) = Plane::new(&corners) else { return };
        let flat =
            (corners.iter().all(|corner| corner.color == corners[0].color && corner.uv == corners[0].uv))
                .then(|| tint(texture.sample(corners[0].uv), channels(corners[0].color)));
        let heights = corners.map(|corner| corner.pos.y);
        let top = heights.iter().copied().fold(f32::INFINITY, f32::min);
        let bottom = heights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for row in centre_at_or_after(top).max(clip.top)..centre_at_or_after(bottom).min(clip.bottom) {
            let centre = row as f32 + 0.5;
            let Some((left, right)) = crossings(&corners, centre) else { continue };
            let columns = centre_at_or_after(left).max(clip.left)..centre_at_or_after(right).min(clip.right);
            if columns.is_empty() {
                continue;
            }
            let start = row * self.width;
            let span = &mut self.pixels[start + columns.start..start + columns.end];
            match flat {
                Some(colour) if colour[3] >= 255.0 => span.fill(over(Color32::BLACK, colour)),
                Some(colour) => span.iter_mut().for_each(|pixel| *pixel = over(*pixel, colour)),
                None => {
                    for (column, pixel) in columns.zip(span) {
                        let (colour, uv) = plane.at(column as f32 + 0.5, centre);
                        *pixel = over(*pixel, tint(texture.sample(uv), colour));
                    }
                }
            }
        }
    }
}

/// Bounds what is drawn, in pixels.
struct Clip {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

/// Returns the first pixel whose centre is not before `edge`.
fn centre_at_or_after(edge: f32) -> usize {
    (edge - 0.5).ceil().max(0.0) as usize
}

/// Returns where a row's centre line enters and leaves the triangle.
fn crossings(corners: &[Vertex; 3], centre: f32) -> Option<(f32, f32)> {
    let mut found = [0.0; 2];
    let mut count = 0;
    for (one, other) in [(0, 1), (1, 2), (2, 0)] {
        let (one, other) = (corners[one].pos, corners[other].pos);
        // The same order whichever triangle the edge belongs to, so that neighbours agree to the last bit.
        let (upper, lower) = if (one.y, one.x) <= (other.y, other.x) { (one, other) } else { (other, one) };
        if upper.y <= centre && centre < lower.y && count < 2 {
            found[count] = upper.x + (centre - upper.y) / (lower.y - upper.y) * (lower.x - upper.x);
            count += 1;
        }
    }
    (count == 2).then(|| (found[0].min(found[1]), found[0].max(found[1])))
}

/// Carries colour and texture place across a triangle.
struct Plane {
    corners: [Vertex; 3],
    area: f32,
}

impl Plane {
    fn new(corners: &[Vertex; 3]) -> Option<Self> {
        let [a, b, c] = corners.map(|corner| corner.pos);
        let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        (area != 0.0).then_some(Self { corners: *corners, area })
    }

    /// Returns colour and texture place at a point, in pixels.
    fn at(&self, x: f32, y: f32) -> ([f32; 4], Pos2) {
        let [origin, second, third] = &self.corners;
        let point = Pos2::new(x, y) - origin.pos;
        let (to_second, to_third) = (second.pos - origin.pos, third.pos - origin.pos);
        let shares = [
            (point.x * to_third.y - point.y * to_third.x) / self.area,
            (to_second.x * point.y - to_second.y * point.x) / self.area,
        ];
        let blend = |from: f32, to: [f32; 2]| from + (to[0] - from) * shares[0] + (to[1] - from) * shares[1];
        let colours = self.corners.map(|corner| channels(corner.color));
        let colour =
            std::array::from_fn(|part| blend(colours[0][part], [colours[1][part], colours[2][part]]));
        let across = blend(origin.uv.x, [second.uv.x, third.uv.x]);
        (colour, Pos2::new(across, blend(origin.uv.y, [second.uv.y, third.uv.y])))
    }
}

/// Lays a premultiplied colour over an opaque pixel.
fn over(pixel: Color32, colour: [f32; 4]) -> Color32 {
    let rest = 1.0 - colour[3] / 255.0;
    let ground = channels(pixel);
    let [red, green, blue] = [0, 1, 2].map(|channel| (colour[channel] + ground[channel] * rest + 0.5) as u8);
    Color32::from_rgb(red, green, blue)
}

#[test]
fn a_rectangle_covers_its_pixels_and_no_others() {
    let paint = Color32::from_rgb(200, 30, 20);
    let area = Rect::from_min_max(Pos2::new(10.0, 20.0), Pos2::new(30.0, 40.0));
    let mut harness = harness(egui::Theme::Light, [64.0, 64.0]).build_ui(move |ui| {
        ui.painter().rect_filled(area, 0.0, paint);
    });
    let picture = harness_picture(&mut harness, "raster-rectangle");
    let painted = |x: u32, y: u32| picture.get_pixel(x, y).0 == paint.to_array();
    assert!(painted(11, 21) && painted(28, 38) && painted(20, 30));
    assert!(!painted(8, 30) && !painted(31, 30) && !painted(20, 18) && !painted(20, 41));
}

#[test]
fn two_triangles_share_an_edge_without_gap_or_overlap() {
    let veil = Color32::from_rgba_premultiplied(0, 0, 0, 128);
    let corner = |x: f32, y: f32| Vertex { pos: Pos2::new(x, y), uv: Pos2::ZERO, color: veil };
    let white = Texture { width: 1, height: 1, nearest: true, texels: vec![Color32::WHITE] };
    let mesh = Mesh {
        vertices: vec![corner(0.0, 0.0), corner(16.0, 0.0), corner(16.0, 16.0), corner(0.0, 16.0)],
        indices: vec![0, 1, 2, 0, 2, 3],
        texture_id: TextureId::default(),
    };
    let mut canvas = Canvas::new(16, 16, Color32::WHITE);
    canvas.mesh(&mesh, &white, Rect::EVERYTHING, 1.0);
    let once = over(Color32::WHITE, channels(veil));
    assert!(canvas.pixels.iter().all(|&pixel| pixel == once));
}

#[test]
fn a_label_leaves_ink_on_the_panel() {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let mut harness = harness(theme, [120.0, 40.0]).build_ui(|ui| {
            ui.label("Allegation");
        });
        let picture = harness_picture(&mut harness, "raster-label");
        let ground = harness.ctx.global_style().visuals.panel_fill.to_array();
        let inked = picture.pixels().filter(|pixel| pixel.0 != ground).count();
        assert!((150..1500).contains(&inked), "{inked} pixels are inked ({theme:?})");
        assert_eq!(picture.get_pixel(110, 35).0, ground);
    }
}
