//! A report in Markdown as a page on screen: blocks of set words, of which only those in view are laid out.
//!
//! It must not know what the words mean.

use egui::text::LayoutJob;
use egui::{Label, Rect, ScrollArea, TextFormat, Ui, pos2, vec2};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::gui::theme::{self, Theme};

/// A page of blocks.
#[derive(Debug, Default)]
pub struct Page {
    blocks: Vec<Block>,
}

#[derive(Debug, Default)]
struct Block {
    kind: Kind,
    /// How many lists it stands in.
    depth: u8,
    is_quoted: bool,
    spans: Vec<(String, Face)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Paragraph,
    Heading(u8),
    Item,
    Rule,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Face {
    #[default]
    Plain,
    Bold,
    Italic,
    Link,
}

/// The width of a page and of one step to the right, in points.
const MEASURE: f32 = 720.0;
const STEP: f32 = 18.0;

impl Page {
    /// Reads a report.
    pub fn read(markdown: &str) -> Self {
        let mut reading = Reading::default();
        for event in Parser::new(markdown) {
            reading.take(event);
        }
        reading.close();
        Self { blocks: reading.blocks }
    }

    /// Shows it in the room there is.
    pub fn ui(&self, ui: &mut Ui) {
        let width = (ui.available_width() - 48.0).clamp(160.0, MEASURE);
        let id = ui.scope_id().with("heights of the page");
        let known: Option<(f32, usize, Vec<f32>)> = ui.data_mut(|data| data.remove_temp(id));
        let mut heights = known
            .filter(|(at, count, _)| (at - width).abs() < 0.5 && *count == self.blocks.len())
            .map_or_else(|| self.blocks.iter().map(|block| block.guess(width)).collect(), |known| known.2);
        let total: f32 = heights.iter().sum();
        ScrollArea::vertical().auto_shrink(false).show_viewport(ui, |ui, view| {
            ui.set_height(total + 48.0);
            let left = ui.max_rect().left() + ((ui.available_width() - width) / 2.0).max(16.0);
            let (top, mut y) = (ui.max_rect().top() + 16.0, 0.0);
            for (block, height) in self.blocks.iter().zip(&mut heights) {
                if y > view.bottom() {
                    break;
                }
                if y + *height >= view.top() {
                    *height = block.ui(ui, pos2(left, top + y), width);
                }
                y += *height;
            }
        });
        ui.data_mut(|data| data.insert_temp(id, (width, self.blocks.len(), heights)));
    }
}

#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    open: Block,
    lists: u8,
    quotations: u8,
    starts_item: bool,
    heading: Option<u8>,
    faces: Vec<Face>,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.close();
                self.heading = Some(match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    _ => 4,
                });
            }
            Event::Start(Tag::List(_)) => {
                self.close();
                self.lists = self.lists.saturating_add(1);
            }
            Event::Start(Tag::Item) => {
                self.close();
                self.starts_item = true;
            }
            Event::Start(Tag::BlockQuote(_)) => {
                self.close();
                self.quotations = self.quotations.saturating_add(1);
            }
            Event::Start(Tag::Strong) => self.faces.push(Face::Bold),
            Event::Start(Tag::Emphasis) => self.faces.push(Face::Italic),
            Event::Start(Tag::Link { .. }) => self.faces.push(Face::Link),
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) => {
                self.faces.pop();
            }
            Event::End(TagEnd::List(_)) => {
                self.close();
                self.lists = self.lists.saturating_sub(1);
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                self.close();
                self.quotations = self.quotations.saturating_sub(1);
            }
            Event::Start(_) | Event::End(_) => self.close(),
            Event::Text(text) | Event::Code(text) => self.words(&text),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Rule => {
                self.close();
                self.blocks.push(Block { kind: Kind::Rule, ..Block::default() });
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        let face = self.faces.last().copied().unwrap_or_default();
        match self.open.spans.last_mut() {
            Some((last, last_face)) if *last_face == face => last.push_str(words),
            _ => self.open.spans.push((words.to_owned(), face)),
        }
    }

    fn close(&mut self) {
        let heading = self.heading.take();
        let mut block = std::mem::take(&mut self.open);
        if block.spans.is_empty() {
            return;
        }
        block.kind = match heading {
            Some(level) => Kind::Heading(level),
            None if std::mem::take(&mut self.starts_item) => Kind::Item,
            None => Kind::Paragraph,
        };
        block.depth = self.lists;
        block.is_quoted = self.quotations > 0;
        self.blocks.push(block);
    }
}

impl Block {
    fn size(&self) -> f32 {
        match self.kind {
            Kind::Heading(1) => 27.0,
            Kind::Heading(2) => 20.0,
            Kind::Heading(3) => 18.0,
            Kind::Heading(_) => 16.0,
            Kind::Paragraph if self.depth == 0 => 16.0,
            _ => 14.0,
        }
    }

    fn above(&self) -> f32 {
        match self.kind {
            Kind::Heading(1) => 4.0,
            Kind::Heading(2) => 26.0,
            Kind::Heading(_) => 14.0,
            Kind::Item if self.depth == 1 => 6.0,
            Kind::Item => 2.0,
            Kind::Paragraph | Kind::Rule => 12.0,
        }
    }

    fn indent(&self) -> f32 {
        f32::from(self.depth) * STEP + if self.is_quoted { 14.0 } else { 0.0 }
    }

    /// Guesses the height from the number of letters, until it is on screen for the first time.
    fn guess(&self, width: f32) -> f32 {
        let letters: usize = self.spans.iter().map(|(words, _)| words.len()).sum();
        let room = (width - self.indent()).max(80.0);
        let lines = (letters as f32 * self.size() * 0.46 / room).ceil().max(1.0);
        lines * self.size() * 1.45 + self.above()
    }

    fn job(&self, theme: &Theme, width: f32) -> LayoutJob {
        let size = self.size();
        let is_page = self.depth == 0;
        let mut job = LayoutJob::default();
        job.wrap.max_width = width;
        for (words, face) in &self.spans {
            let font = match (self.kind, face) {
                (Kind::Heading(1 | 2), _) => theme::bold(size),
                (Kind::Heading(_), _) => theme::reading_bold(size),
                (_, Face::Bold) => theme::bold(size),
                (_, Face::Italic) if !is_page => egui::FontId::proportional(size - 1.0),
                (_, Face::Italic) => theme::reading_italic(size),
                _ if is_page => theme::reading(size),
                _ => egui::FontId::proportional(size),
            };
            let color = match face {
                Face::Link => theme.hue("blue").ink,
                Face::Italic if !is_page => theme.muted,
                _ => theme.ink,
            };
            let format =
                TextFormat { font_id: font, color, line_height: Some(size * 1.42), ..TextFormat::default() };
            job.append(words, 0.0, format);
        }
        job
    }

    /// Draws it and returns its height.
    fn ui(&self, ui: &mut Ui, at: egui::Pos2, width: f32) -> f32 {
        let theme = Theme::current(ui.ctx());
        let top = at.y + self.above();
        if self.kind == Kind::Rule {
            ui.painter().hline(at.x..=at.x + width, top, egui::Stroke::new(1.0, theme.rule));
            return self.above() * 2.0;
        }
        let left = at.x + self.indent();
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(self.job(theme, width - self.indent())));
        let rect = Rect::from_min_size(pos2(left, top), galley.size());
        if self.kind == Kind::Item {
            let middle = pos2(left - STEP * 0.5, top + self.size() * 0.71);
            ui.painter().circle_filled(middle, if self.depth == 1 { 2.5 } else { 1.75 }, theme.muted);
        }
        if self.is_quoted {
            let x = left - 9.0;
            ui.painter().vline(x, rect.top()..=rect.bottom(), egui::Stroke::new(2.0, theme.rule));
        }
        let height = galley.size().y;
        ui.put(Rect::from_min_size(rect.min, vec2(width - self.indent(), height)), |ui: &mut Ui| {
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Min), |ui| ui.add(Label::new(galley)))
                .inner
        });
        self.above() + height
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str) -> Vec<(Kind, u8, bool, String)> {
        let words = |block: &Block| block.spans.iter().map(|(words, _)| words.as_str()).collect();
        let blocks = Page::read(markdown).blocks;
        blocks.iter().map(|block| (block.kind, block.depth, block.is_quoted, words(block))).collect()
    }

    #[test]
    fn blocks_keep_their_words_and_their_place() {
        let page = "# Head\n\nOne **two**\\\nthree\n\n* **[1]** Claim\n  - “took”\n    > she\n    > received\n\n---\n";
        assert_eq!(
            shown(page),
            [
                (Kind::Heading(1), 0, false, "Head".into()),
                (Kind::Paragraph, 0, false, "One two\nthree".into()),
                (Kind::Item, 1, false, "[1] Claim".into()),
                (Kind::Item, 2, false, "“took”".into()),
                (Kind::Paragraph, 2, true, "she received".into()),
                (Kind::Rule, 0, false, String::new()),
            ]
        );
    }
}
