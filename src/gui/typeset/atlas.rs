//! Keeps the pictures of glyphs in textures, and says where each stands.
//!
//! Knows nothing of text. Pages are filled row by row and never moved, so a place holds until all of them are cleared;
//! what was cleared is told by the generation.

use ahash::HashMap;
use egui::epaint::ImageDelta;
use egui::{Color32, ColorImage, Context, Rect, TextureHandle, TextureId, TextureOptions, pos2};

use super::glyph::{GlyphKey, Strikes};
use crate::gui::theme::Mode;

/// The columns and rows of a page.
const PAGE: [usize; 2] = [1024, 512];
/// Between two glyphs so many texels stay empty, so that neither bleeds into the other.
const GAP: usize = 1;
/// So many pages are kept at least before all are cleared.
const MOST_PAGES: usize = 6;

/// Where a glyph's picture stands.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Which page.
    pub page: usize,
    /// Where on it, from 0 to 1.
    pub uv: Rect,
    /// From the glyph's origin to its left column, in pixels.
    pub left: f32,
    /// From the baseline up to its top row, in pixels.
    pub top: f32,
    /// Its columns and rows, in pixels.
    pub size: [f32; 2],
    /// Whether it has colours of its own.
    pub is_coloured: bool,
}

/// The textures of a window's glyphs.
pub struct Atlas {
    pages: Vec<Page>,
    cells: HashMap<GlyphKey, Option<Cell>>,
    generation: u64,
    mode: Mode,
    /// How many pages the first pass after the last clearing filled.
    needed: Option<usize>,
}

struct Page {
    texture: Option<TextureHandle>,
    image: ColorImage,
    /// Where the row that is being filled begins, and how high it is.
    row: [usize; 2],
    /// The next free column of the row.
    column: usize,
    /// What has changed since it was handed over: left, top, right, bottom.
    changed: Option<[usize; 4]>,
}

impl Default for Atlas {
    fn default() -> Self {
        Self { pages: Vec::new(), cells: HashMap::default(), generation: 0, mode: Mode::Light, needed: None }
    }
}

impl Atlas {
    /// Begins a pass: clears all if the mode has changed, or if more pages are filled than one pass needs.
    pub fn begin(&mut self, mode: Mode) {
        let needed = *self.needed.get_or_insert(self.pages.len());
        if mode != self.mode || self.pages.len() > MOST_PAGES.max(needed + 2) {
            self.clear();
        }
        self.mode = mode;
    }

    /// Forgets every glyph.
    pub fn clear(&mut self) {
        self.pages.clear();
        self.cells.clear();
        self.generation += 1;
        self.needed = None;
    }

    /// Returns what changes when places become void.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Returns how much memory the pages take, in bytes.
    pub fn weight(&self) -> usize {
        self.pages.iter().map(|page| page.image.pixels.len() * size_of::<Color32>()).sum()
    }

    /// Finds a glyph's place, drawing it if it is new; nothing where it leaves no ink.
    pub fn cell(&mut self, strikes: &mut Strikes, key: GlyphKey) -> Option<Cell> {
        if let Some(known) = self.cells.get(&key) {
            return *known;
        }
        let cell = self.draw(strikes, key);
        self.cells.insert(key, cell);
        cell
    }

    fn draw(&mut self, strikes: &mut Strikes, key: GlyphKey) -> Option<Cell> {
        let picture = strikes.draw(key, self.mode)?;
        let (page, [left, top]) = self.room(picture.size);
        let target = &mut self.pages[page];
        let [width, height] = picture.size;
        for (row, texels) in picture.texels.chunks_exact(width).enumerate() {
            let start = (top + row) * target.image.size[0] + left;
            target.image.pixels[start..start + width].copy_from_slice(texels);
        }
        target.note_change([left, top, left + width, top + height]);
        let [columns, rows] = target.image.size.map(|side| side as f32);
        let uv = Rect::from_min_max(
            pos2(left as f32 / columns, top as f32 / rows),
            pos2((left + width) as f32 / columns, (top + height) as f32 / rows),
        );
        Some(Cell {
            page,
            uv,
            left: picture.left as f32,
            top: picture.top as f32,
            size: [width as f32, height as f32],
            is_coloured: picture.is_coloured,
        })
    }

    /// Finds room for a picture on the last page, or begins another.
    fn room(&mut self, size: [usize; 2]) -> (usize, [usize; 2]) {
        if let Some(last) = self.pages.last_mut()
            && let Some(at) = last.room(size)
        {
            return (self.pages.len() - 1, at);
        }
        let extent = |place: usize| PAGE[place].max((size[place] + 2 * GAP).next_power_of_two());
        let mut page = Page::new([extent(0), extent(1)]);
        let at = page.room(size).unwrap_or_default();
        self.pages.push(page);
        (self.pages.len() - 1, at)
    }

    /// Returns the texture of a page.
    pub fn texture(&mut self, ctx: &Context, page: usize) -> TextureId {
        let Some(page) = self.pages.get_mut(page) else { return TextureId::default() };
        let texture = page.texture.get_or_insert_with(|| {
            let empty = ColorImage::filled(page.image.size, Color32::TRANSPARENT);
            ctx.load_texture("glyphs", empty, TextureOptions::LINEAR)
        });
        texture.id()
    }

    /// Hands over what was drawn in this pass.
    pub fn hand_over(&mut self, ctx: &Context) {
        for page in &mut self.pages {
            let (Some(texture), Some([left, top, right, bottom])) = (&page.texture, page.changed) else {
                continue;
            };
            page.changed = None;
            let columns = page.image.size[0];
            let rows = page.image.pixels[top * columns..bottom * columns].chunks_exact(columns);
            let pixels = rows.flat_map(|row| &row[left..right]).copied().collect();
            let part = ColorImage::new([right - left, bottom - top], pixels);
            let delta = ImageDelta::partial([left, top], part, TextureOptions::LINEAR);
            ctx.tex_manager().write().set(texture.id(), delta);
        }
    }
}

impl Page {
    fn new(size: [usize; 2]) -> Self {
        let image = ColorImage::filled(size, Color32::TRANSPARENT);
        Self { texture: None, image, row: [GAP, 0], column: GAP, changed: None }
    }

    /// Finds room for a picture of this size and takes it.
    fn room(&mut self, [width, height]: [usize; 2]) -> Option<[usize; 2]> {
        let [columns, rows] = self.image.size;
        if self.column + width + GAP > columns {
            self.row = [self.row[0] + self.row[1] + GAP, 0];
            self.column = GAP;
        }
        if self.row[0] + height + GAP > rows || width + 2 * GAP > columns {
            return None;
        }
        let at = [self.column, self.row[0]];
        self.column += width + GAP;
        self.row[1] = self.row[1].max(height);
        Some(at)
    }

    fn note_change(&mut self, [left, top, right, bottom]: [usize; 4]) {
        self.changed = Some(match self.changed {
            None => [left, top, right, bottom],
            Some(before) => {
                [before[0].min(left), before[1].min(top), before[2].max(right), before[3].max(bottom)]
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap as Map;

    use egui::{Shape, pos2, vec2};

    use super::*;
    use crate::gui::{theme, typeset};

    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ÄÖÜäöüßéèêçñ";

    /// Shows letters in many large sizes; returns the meshes, and how many texels were handed over.
    fn show(
        ctx: &Context,
        images: &mut Map<TextureId, ColorImage>,
    ) -> (Vec<(TextureId, Vec<egui::Pos2>)>, usize) {
        let input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(6000.0, 6000.0))),
            ..egui::RawInput::default()
        };
        let mut out = ctx.run_ui(input, |ui| {
            let mut y = 0.0;
            for size in 60..90_u8 {
                let font = theme::reading(f32::from(size));
                let setting = typeset::Setting {
                    text: LETTERS,
                    font: &font,
                    line_height: 120.0,
                    width: f32::INFINITY,
                    line_ends: typeset::LineEnds::Break,
                    direction: None,
                    language: "",
                };
                let set = typeset::set(ui.ctx(), &setting);
                typeset::paint(ui.painter(), &set, pos2(0.0, y), Color32::BLACK);
                y += 120.0;
            }
        });
        let mut handed = 0;
        for (id, deltas) in &out.textures_delta.set {
            for delta in deltas {
                let egui::ImageData::Color(image) = &delta.image;
                handed += image.pixels.len();
                match delta.pos {
                    None => drop(images.insert(*id, image.as_ref().clone())),
                    Some([left, top]) => {
                        let whole = images.get_mut(id).expect("it was made before");
                        for (row, texels) in image.pixels.chunks_exact(image.size[0]).enumerate() {
                            let start = (top + row) * whole.size[0] + left;
                            whole.pixels[start..start + texels.len()].copy_from_slice(texels);
                        }
                    }
                }
            }
        }
        out.textures_delta.clear();
        let meshes = out.shapes.iter().filter_map(|clipped| match &clipped.shape {
            Shape::Mesh(mesh) => {
                Some((mesh.texture_id, mesh.vertices.iter().map(|vertex| vertex.uv).collect()))
            }
            _ => None,
        });
        (meshes.collect(), handed)
    }

    #[test]
    fn more_letters_on_one_screen_than_a_page_holds_are_all_there_and_stay() {
        let ctx = Context::default();
        theme::install(&ctx);
        let mut images = Map::new();
        for _ in 0..2 {
            show(&ctx, &mut images);
        }
        let (meshes, handed) = show(&ctx, &mut images);
        let pages: std::collections::BTreeSet<_> = meshes.iter().map(|(page, _)| *page).collect();
        assert!(pages.len() > MOST_PAGES, "{} pages", pages.len());
        assert_eq!(handed, 0, "what stands still is not drawn again");
        let mut letters = 0;
        for (page, corners) in &meshes {
            let image = &images[page];
            let [columns, rows] = image.size.map(|side| side as f32);
            for quad in corners.chunks_exact(4) {
                let uv = Rect::from_points(quad);
                let (left, right) =
                    ((uv.left() * columns).round() as usize, (uv.right() * columns).round() as usize);
                let (top, bottom) =
                    ((uv.top() * rows).round() as usize, (uv.bottom() * rows).round() as usize);
                let is_inked = (top..bottom)
                    .any(|row| (left..right).any(|at| image.pixels[row * image.size[0] + at].a() > 0));
                assert!(is_inked, "a letter was drawn where it is painted from");
                letters += 1;
            }
        }
        assert_eq!(letters, LETTERS.chars().count() * 30);
    }
}
